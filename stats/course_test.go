package stats_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/stats"
	"github.com/seed-100d3eb7/rejoinder/thread"
	"gonum.org/v1/gonum/stat"
)

func slowAccumulation(t *thread.Thread, col []float64, n thread.Node) float64 {
	sum, k := 0.0, 0.0
	if !math.IsNaN(col[n]) {
		sum, k = col[n], 1
	}
	for c := range t.Children(n) {
		if v := slowAccumulation(t, col, c); !math.IsNaN(v) {
			sum, k = sum+v, k+1
		}
	}
	return sum / k
}

func TestAccumulationAndSlopes(t *testing.T) {
	r := rng(51)
	for range 100 {
		tr := randomThread(t, r, 1+r.IntN(30), 4)
		col := make([]float64, tr.Len())
		for i := range col {
			col[i] = r.Float64()
			if r.IntN(5) == 0 {
				col[i] = math.NaN()
			}
		}
		ta := stats.Accumulation(tr, col)
		var slopes []float64
		for n := range tr.All() {
			near(t, "accumulation", ta[n], slowAccumulation(tr, col, n), 1e-12)
			if tr.Size(n) > 1 {
				continue
			}
			var x, y []float64
			for m := n; m != thread.None; m = tr.Parent(m) {
				if !math.IsNaN(col[m]) {
					x, y = append(x, float64(tr.Depth(m))), append(y, col[m])
				}
			}
			if len(x) >= 3 {
				_, b := stat.LinearRegression(x, y, nil, false)
				slopes = append(slopes, b)
			}
		}
		got := stats.PathSlopes(nil, tr, col)
		if len(got) != len(slopes) {
			t.Fatalf("%d slopes, want %d", len(got), len(slopes))
		}
		for i := range got {
			near(t, "slope", got[i], slopes[i], 1e-9)
		}
		if e := stats.Escalation(tr, col); e.Defined() {
			near(t, "escalation", e.Value, stat.Mean(slopes, nil), 1e-9)
		} else if len(slopes) > 0 {
			t.Error("undefined escalation")
		}
		pos := stats.Positions(nil, tr)
		var x, y []float64
		for i := range pos {
			if !math.IsNaN(pos[i] + col[i]) {
				x, y = append(x, pos[i]), append(y, col[i])
			}
		}
		if e := stats.Trend(tr, col); e.Defined() {
			_, b := stat.LinearRegression(x, y, nil, false)
			near(t, "trend", e.Value, b, 1e-9)
		}
	}
	// A leaf of 1, its parent of 0 and the grandparent of 0.
	ta := stats.Accumulation(build(t, path(3), nil, nil), []float64{0, 0, 1})
	if !slices.Equal(ta, []float64{0.25, 0.5, 1}) {
		t.Errorf("%v", ta)
	}
}

func TestDeepChainsAreLinear(t *testing.T) {
	tr := build(t, path(300000), nil, nil)
	col := make([]float64, tr.Len())
	for i := range col {
		col[i] = float64(i%2) / 2
	}
	stats.Accumulation(tr, col)
	near(t, "slope of a long chain", stats.Escalation(tr, col).Value, 0, 1e-9)
	if s := stats.ShapeOf(tr); s.Depth != 300000 {
		t.Errorf("depth %d", s.Depth)
	}
}

func TestPageTrend(t *testing.T) {
	// All orders of one block of four: mean and variance of L by counting.
	var all []float64
	permutations(4, func(p []float64) {
		l := 0.0
		for i, r := range p {
			l += float64(i+1) * r
		}
		all = append(all, l)
	})
	mean, sd := stat.PopMeanStdDev(all, nil)
	got := stats.PageTrend([][]float64{{0.1, 0.2, 0.5, 0.9}})
	near(t, "L", got.Statistic, 30, 0)
	near(t, "p", got.P, math.Erfc((30-mean)/sd/math.Sqrt2)/2, 1e-12)
	if x := stats.PageTrend([][]float64{{1, 1}, {1, 2, 3}}); !math.IsNaN(x.P) || x.Reason == "" {
		t.Errorf("%+v", x)
	}
	r := rng(52)
	low := 0
	for range 2000 {
		blocks := make([][]float64, 10)
		for i := range blocks {
			blocks[i] = make([]float64, 5)
			for k := range blocks[i] {
				blocks[i][k] = float64(r.IntN(4)) // with ties
			}
		}
		if stats.PageTrend(blocks).P < 0.05 {
			low++
		}
	}
	if f := float64(low) / 2000; f < 0.035 || f > 0.065 {
		t.Errorf("rejects %v", f)
	}
}

func permutations(n int, fn func([]float64)) {
	p := make([]float64, n)
	for i := range p {
		p[i] = float64(i + 1)
	}
	var rec func(k int)
	rec = func(k int) {
		if k == n {
			fn(p)
			return
		}
		for i := k; i < n; i++ {
			p[k], p[i] = p[i], p[k]
			rec(k + 1)
			p[k], p[i] = p[i], p[k]
		}
	}
	rec(0)
}

func TestDeEscalations(t *testing.T) {
	names := []string{"b", "a", "b", "a", "b"}
	tr := build(t, path(5), names, nil)
	calmed, answered := stats.DeEscalations(tr, []float64{0, 1, 0, 0, 0}, 0.5)
	if calmed != 1 || answered != 1 {
		t.Errorf("%d of %d", calmed, answered)
	}
	calmed, answered = stats.DeEscalations(tr, []float64{0, 1, 1, 0, 0}, 0.5)
	if calmed != 1 || answered != 2 { // b's hostile answer is followed by two calm ones
		t.Errorf("%d of %d", calmed, answered)
	}
	calmed, answered = stats.DeEscalations(build(t, path(4), []string{"b", "a", "c", "a"}, nil), []float64{0, 1, 0, 0}, 0.5)
	if calmed != 0 || answered != 0 {
		t.Errorf("a third person: %d of %d", calmed, answered)
	}
}

func TestForecasts(t *testing.T) {
	r := stats.EvaluateForecasts([]stats.Forecast{
		{[]float64{0.1, 0.7, 0.9, 0.9}, 3}, // alarm at 1, turned at 3
		{[]float64{0.1, 0.1, 0.9}, 2},      // too late
		{[]float64{0.6}, -1},
		{[]float64{0.2}, -1},
		{nil, -1},
	}, 0.5)
	near(t, "precision", r.Precision.Value, 0.5, 0)
	near(t, "recall", r.Recall.Value, 0.5, 0)
	near(t, "false positives", r.FalsePositive.Value, 1.0/3, 1e-15)
	near(t, "horizon", r.Horizon.Value, 2, 0)
	if e := stats.EvaluateForecasts(nil, 0.5); e.Precision.Defined() || e.Horizon.Defined() {
		t.Errorf("%+v", e)
	}
}

func TestBaselineForecast(t *testing.T) {
	tr := build(t, star(5), nil, []float64{0, 10, 20, 30, 40})
	f := stats.BaselineForecast(tr, []float64{0.1, math.NaN(), 0.4, 0.9, 0.2}, 0.5)
	if !slices.Equal(f.Scores, []float64{0.1, 0.1, 0.4, 0.9, 0.9}) || f.Turned != 3 {
		t.Errorf("%+v", f)
	}
	if f := stats.BaselineForecast(build(t, nil, nil, nil), nil, 0.5); f.Turned != -1 || f.Scores != nil {
		t.Errorf("%+v", f)
	}
}

func ExampleBaselineForecast() {
	f := stats.BaselineForecast(quarrel(), []float64{0.1, 0.3, 0.9, 0.2, 0.1, 0.1, 0.1}, 0.5)
	r := stats.EvaluateForecasts([]stats.Forecast{f}, 0.25)
	fmt.Println("turned at", f.Turned, "forecast", r.Horizon.Value, "comment before")
	// Output:
	// turned at 2 forecast 1 comment before
}
