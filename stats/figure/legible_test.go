package figure_test

import (
	"bytes"
	"strings"
	"testing"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"

	"github.com/seed-100d3eb7/rejoinder/stats"
	"github.com/seed-100d3eb7/rejoinder/stats/figure"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

func svg(t *testing.T, p *plot.Plot) string {
	t.Helper()
	var b bytes.Buffer
	if err := figure.WriteSVG(&b, p, 12*vg.Centimeter, 8*vg.Centimeter); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Names of bars do not run into one another, and a gap says that it is one.
func TestNamesOfBars(t *testing.T) {
	bars := []figure.Bar{{Name: "Ann", Estimate: stats.Exact(1, 1)}, {Name: "Ben", Estimate: stats.Undefined(0, "nothing")}}
	p := figure.Bars(bars, "share")
	if p.X.Tick.Label.Rotation != 0 || !strings.Contains(svg(t, p), "Ben (unknown)") {
		t.Error("two short names stand aslant, or a gap is not explained")
	}
	for range 6 {
		bars = append(bars, figure.Bar{Name: "Commenter Number 9", Estimate: stats.Exact(1, 1)})
	}
	p = figure.Bars(bars, "share")
	if p.X.Tick.Label.Rotation == 0 {
		t.Error("eight names stand side by side")
	}
	colours := map[string]bool{}
	for part := range strings.SplitSeq(svg(t, p), "fill:#") {
		if colour := part[:6]; colour != "FFFFFF" && !strings.HasPrefix(part, "<") {
			colours[colour] = true
		}
	}
	if !colours["0072B2"] || colours["D55E00"] {
		t.Errorf("bars of one kind have colours %v", colours)
	}
}

// What is corrected is drawn with its interval or not at all: without, a bar that is
// cut off at 0 looks certain.
func TestCorrectedBarsHaveIntervals(t *testing.T) {
	e := stats.Estimate{Value: 0.3, Lo: 0.2, Hi: 0.4, N: 90}
	r := stats.ContagionReport{Pairs: 90, Threads: 20, AfterHostile: e, AfterCalm: e, Kept: stats.Exact(0.5, 90),
		Corrected: stats.CorrectedContagion{AfterHostile: e, AfterCalm: e}}
	if s := svg(t, figure.Contagion(r)); !strings.Contains(s, "corrected, hostile") {
		t.Error("what is corrected is left out")
	}
	r.Corrected.AfterHostile = stats.Exact(0, 90)
	if s := svg(t, figure.Contagion(r)); strings.Contains(s, "corrected") {
		t.Error("a corrected bar without an interval")
	}
}

// Shades are explained by the values at both their ends.
func TestScales(t *testing.T) {
	var w stats.Week
	w.Hours[0][9], w.Hours[2][3] = 4321, 17
	th, err := thread.New([]thread.Comment{{ID: "1", Author: "ann"}, {ID: "2", Parent: "1", Author: "ben"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var m stats.Interactions
	for range 7 {
		m.Add(th, nil)
	}
	for name, c := range map[string]struct {
		p    *plot.Plot
		want []string
	}{"week": {figure.Week(w), []string{">4321<", ">17<", ">comments<"}}, "people": {figure.Interactions(&m, 5), []string{">7<", ">replies<"}}} {
		text := svg(t, c.p)
		for _, want := range c.want {
			if !strings.Contains(text, want) {
				t.Errorf("%s: no %s", name, want)
			}
		}
	}
}
