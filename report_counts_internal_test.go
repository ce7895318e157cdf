package rejoinder

import (
	"math"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/stats"
)

func TestSoftCountsSum(t *testing.T) {
	for want, in := range map[string][]float64{
		"0.3 0.4 0.2 0.1": {0.33, 0.41, 0.16, 0.1},
		"1.7 1.6 1.7":     {1.667, 1.666, 1.667}, // 5
		"0.0 0.0 0.0":     {0, math.NaN(), -1},
		"0.4 0.3 0.3":     {0.334, 0.333, 0.333},
		"12 30 5 1":       {12.4, 29.6, 4.5, 1.5},
		"7 7 6":           {6.67, 6.67, 6.66},
		"1000001 0":       {1e6 + 0.6, 0.4},
	} {
		if got := strings.Join(apportion(in...), " "); got != want {
			t.Errorf("%v are printed as %s, want %s", in, got, want)
		}
	}
}

func TestMeansOfFewThreads(t *testing.T) {
	two := stats.Estimate{Value: 43, Lo: 0, Hi: 297.12, N: 2}
	if got := meanOf(two); got != "43.00 (too few for an interval)" {
		t.Error(got)
	}
	one := stats.Estimate{Value: 43, Lo: math.NaN(), Hi: math.NaN(), N: 1}
	if got := meanOf(one); got != "43.00" {
		t.Error(got)
	}
	if got := meanOf(stats.Estimate{Value: 43, Lo: 40, Hi: 46, N: 5}); got != "43.00 [40.00, 46.00]" {
		t.Error(got)
	}
	if got := share(stats.Estimate{Value: 0.2, Lo: 0, Hi: 1, N: 4}); got != "0.20 (too few for an interval)" {
		t.Error(got)
	}
	if got := share(stats.Estimate{Value: 0.2, Lo: 0, Hi: 0.9, N: 4}); got != "0.20 [0.00, 0.90]" {
		t.Error(got)
	}
	if got := share(stats.Estimate{Value: 0.08, Lo: 0.004, Hi: 0.996, N: 40}); got != "0.08 (too few for an interval)" {
		t.Error(got)
	}
}

// The line on spread has no interval either that spans all there is.
func TestSpreadOfTooFew(t *testing.T) {
	wide := stats.Estimate{Value: 0.08, Lo: 0, Hi: 1, N: 40}
	c := &stats.ContagionReport{Pairs: 40, Threads: 3, AfterHostile: wide, AfterCalm: wide, Kept: stats.Exact(0.2, 40),
		Corrected: stats.CorrectedContagion{AfterHostile: wide, AfterCalm: wide}, WithinThread: stats.Undefined(0, ""), WithinAuthor: stats.Undefined(0, "")}
	var b strings.Builder
	p := newPrinter(&b, TextOptions{})
	p.contagion("  spread", c)
	if err := p.w.Flush(); err != nil || strings.Contains(b.String(), "[0.00, 1.00]") || strings.Count(b.String(), "too few") != 4 {
		t.Errorf("%v\n%s", err, b.String())
	}
}
