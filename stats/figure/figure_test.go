package figure_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"image/png"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
	"time"

	"github.com/seed-100d3eb7/rejoinder/stats"
	"github.com/seed-100d3eb7/rejoinder/stats/figure"
	"github.com/seed-100d3eb7/rejoinder/thread"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func sample(tb testing.TB) *thread.Thread {
	tb.Helper()
	at := func(m int) time.Time { return time.Date(2024, 5, 3, 9, m, 0, 0, time.UTC) }
	t, err := thread.New([]thread.Comment{
		{ID: "1", Author: "ann", Time: at(0)}, {ID: "2", Parent: "1", Author: "ben & <co>", Time: at(5)},
		{ID: "3", Parent: "2", Author: "ann", Time: at(8)}, {ID: "4", Parent: "3", Author: "ben & <co>", Time: at(9)},
		{ID: "5", Parent: "3", Author: "a name that is much too long to print", Time: at(40)}, {ID: "6", Parent: "1", Author: "\x07cat\u202e", Time: at(55)},
	}, nil)
	if err != nil {
		tb.Fatal(err)
	}
	return t
}

func figures(tb testing.TB) map[string]*plot.Plot {
	t := sample(tb)
	var m stats.Interactions
	m.Add(t, nil)
	spells, _ := stats.FirstReplies(t, time.Time{})
	var c stats.Contagion
	c.Add(t, []float64{0, 1, 1, 1, 0, 0})
	return map[string]*plot.Plot{
		"profile":      figure.Profile(stats.ShapeOf(t)),
		"survival":     figure.Survival([]figure.Curve{{Name: "all comments", Survival: stats.KaplanMeier(spells)}}, "minutes to the first reply", 60),
		"contagion":    figure.Contagion(c.Report(&stats.ContagionOptions{Resamples: -1, Permutations: -1})),
		"interactions": figure.Interactions(&m, 10),
		"week":         figure.Week(stats.HourOfWeek(t, nil)),
		"course":       figure.Course([]stats.Estimate{stats.Proportion(2, 20), stats.Proportion(5, 22), stats.Undefined(0, ""), stats.Proportion(6, 18), stats.Proportion(7, 18)}, "share of hostile comments"),
	}
}

// Goldens are compared with numbers to one decimal: the last digits of a
// coordinate differ between architectures.
var number = regexp.MustCompile(`-?\d+\.\d+(e[-+]\d+)?`)

func rounded(b []byte) string {
	return number.ReplaceAllStringFunc(string(b), func(s string) string {
		x, err := strconv.ParseFloat(s, 64)
		if err != nil {
			return s
		}
		return fmt.Sprintf("%.1f", x+0) // no negative zero
	})
}

func TestGolden(t *testing.T) {
	for name, p := range figures(t) {
		var b bytes.Buffer
		if err := figure.WriteSVG(&b, p, 12*vg.Centimeter, 8*vg.Centimeter); err != nil {
			t.Fatal(err)
		}
		d := xml.NewDecoder(bytes.NewReader(b.Bytes()))
		for {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s is not XML: %v", name, err)
			}
		}
		file := filepath.Join("testdata", name+".svg")
		if *update {
			if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if rounded(b.Bytes()) != rounded(want) {
			t.Errorf("%s differs from its golden file (-update rewrites it)", name)
		}
	}
}

func TestPNG(t *testing.T) {
	var b bytes.Buffer
	if err := figure.WritePNG(&b, figures(t)["profile"], 4*vg.Inch, 3*vg.Inch); err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(&b)
	if err != nil || img.Bounds().Dx() != 384 {
		t.Errorf("%v, %v", img.Bounds(), err)
	}
}

func TestNothingIsDrawnOfNothing(t *testing.T) {
	for name, p := range map[string]*plot.Plot{
		"profile": figure.Profile(stats.Shape{}), "survival": figure.Survival(nil, "", math.NaN()),
		"one wait":  figure.Survival([]figure.Curve{{Name: "x", Survival: stats.KaplanMeier([]stats.Spell{{Time: 0}})}}, "s", 1),
		"contagion": figure.Contagion(new(stats.Contagion).Report(nil)), "bars": figure.Bars(nil, ""),
		"interactions": figure.Interactions(new(stats.Interactions), 5), "nobody": figure.Interactions(new(stats.Interactions), -1),
		"week": figure.Week(stats.Week{}), "course": figure.Course(nil, ""),
		"negative": figure.Bars([]figure.Bar{{Name: "x", Estimate: stats.Exact(-2, 1)}}, ""),
	} {
		if err := figure.WriteSVG(io.Discard, p, 5*vg.Centimeter, 5*vg.Centimeter); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
