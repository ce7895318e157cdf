package stats_test

import (
	"encoding/json"
	"maps"
	"math"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/stats"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

func TestHIndexReadings(t *testing.T) {
	h := stats.Shape{Widths: []int{10, 5, 3, 2}}.HIndex()
	if h.AtLeast != 3 || h.More != 2 {
		t.Errorf("%+v", h)
	}
	near(t, "rank", h.Rank.Value, 3.05, 1e-12)
	// A level that fails ends it, whatever comes deeper.
	if h := (stats.Shape{Widths: []int{4, 1, 9, 9}}).HIndex(); h.AtLeast != 1 {
		t.Errorf("%+v", h)
	}
	if h := stats.HIndexOf(build(t, nil, nil, nil)); h.AtLeast != 0 || h.Rank.Defined() {
		t.Errorf("%+v", h)
	}
	r := rng(61)
	for range 200 {
		s := stats.ShapeOf(randomThread(t, r, 1+r.IntN(60), 3))
		ge, gt := 0, 0
		for h := 1; h <= s.Depth; h++ {
			okGE, okGT := true, true
			for i := 1; i <= h; i++ {
				okGE = okGE && s.Widths[i-1] >= i
				okGT = okGT && s.Widths[i-1] > i
			}
			if okGE {
				ge = h
			}
			if okGT {
				gt = h
			}
		}
		if h := s.HIndex(); h.AtLeast != ge || h.More != gt {
			t.Fatalf("%v: %+v, want %d and %d", s.Widths, h, ge, gt)
		}
	}
}

func TestCoralScores(t *testing.T) {
	// Gamma(2, scale 2/3): P(X < x) = 1 - exp(-u)(1 + u), u = 1.5 x.
	d := stats.DiscussionScore([]stats.Shape{{Depth: 1, Width: 1}})
	u := 1.5 * d.Value
	near(t, "discussion", 1-math.Exp(-u)*(1+u), 0.05, 1e-9)
	// Beta(3, 2): P(X < x) = 4x³ - 3x⁴.
	x := stats.DiversityScore(1, 1).Value
	near(t, "diversity", 4*x*x*x-3*x*x*x*x, 0.05, 1e-9)
	lucky := stats.DiscussionScore([]stats.Shape{{Depth: 4, Width: 4}})
	steady := stats.DiscussionScore([]stats.Shape{{Depth: 4, Width: 4}, {Depth: 4, Width: 4}, {Depth: 4, Width: 4}, {Depth: 4, Width: 4}})
	if lucky.Value >= steady.Value {
		t.Error("one thread leads over four alike")
	}
	if stats.DiscussionScore(nil).Defined() || stats.DiversityScore(0, 0).Defined() || stats.DiversityScore(3, 2).Defined() {
		t.Error("defined without data")
	}
}

func TestSubThreadsAndQuadrants(t *testing.T) {
	tr, _ := thread.New([]thread.Comment{
		{ID: "p", Kind: thread.Post}, {ID: "a", Parent: "p"}, {ID: "b", Parent: "a"}, {ID: "c", Parent: "p"},
	}, nil)
	s := stats.SubThreads(tr)
	if len(s) != 2 || s[0].Depth != 2 || s[1].Depth != 1 {
		t.Fatalf("%+v", s)
	}
	q := stats.Quadrants([]stats.Shape{{Width: 9, Depth: 1}, {Width: 1, Depth: 9}, {Width: 2, Depth: 2}})
	if q[0] != (stats.Quadrant{Wide: true}) || q[1] != (stats.Quadrant{Deep: true}) || q[2] != (stats.Quadrant{}) {
		t.Errorf("%v", q)
	}
}

func TestOffspring(t *testing.T) {
	// Two top-level comments; replies 2, 0, 1, 0, 0.
	tr := build(t, []int{-1, 0, 0, 1, -1}, nil, nil)
	o := stats.OffspringOf(tr)
	if !maps.Equal(o.Counts, map[int]int{0: 3, 1: 1, 2: 1}) || o.RootReplies != 2 || o.Roots != 1 {
		t.Fatalf("%+v", o)
	}
	near(t, "mean", o.Mean().Value, 0.6, 1e-12)
	near(t, "dispersion", o.Dispersion().Value, 0.8/0.6, 1e-12)
	o.Merge(stats.OffspringOf(tr))
	near(t, "root's mean of two", o.RootMean().Value, 2, 0)
	near(t, "merged mean", o.Mean().Value, 0.6, 1e-12)
	if e := (stats.Offspring{}); e.Mean().Defined() || e.RootMean().Defined() || e.Dispersion().Defined() {
		t.Error("defined without data")
	}
}

func TestFirstN(t *testing.T) {
	tr := build(t, []int{-1, 0, 0, 1, 2}, nil, []float64{0, 40, 10, 50, 20})
	p := stats.FirstN(tr, 3) // c0, c2, c4
	a, _ := json.Marshal(stats.ShapeOf(p))
	b, _ := json.Marshal(stats.ShapeOf(build(t, path(3), nil, nil)))
	if string(a) != string(b) {
		t.Errorf("%s\n%s", a, b)
	}
	if n := stats.FirstN(tr, 0).Len(); n != 0 {
		t.Errorf("%d comments of none", n)
	}
	if n := stats.FirstN(tr, 99).Len(); n != 5 {
		t.Errorf("%d comments of all", n)
	}
}

func TestGiven(t *testing.T) {
	ev := thread.Evidence{Origin: thread.Quoted, Confidence: 0.8}
	tr, _ := thread.New([]thread.Comment{
		{ID: "a"}, {ID: "b", Parent: "a"},
		{ID: "c", Parent: "b", Provenance: &thread.Provenance{Displayed: "a", Parent: ev, Shown: thread.Evidence{Origin: thread.Given, Confidence: 1}}},
	}, nil)
	near(t, "inferred share", stats.ShapeOf(tr).Inferred.Value, 0.5, 0)
	g, differs := stats.Given(tr)
	if !differs || stats.ShapeOf(g).Depth != 2 {
		t.Errorf("depth %d, differs %v", stats.ShapeOf(g).Depth, differs)
	}
	if _, differs := stats.Given(g); differs {
		t.Error("given links differ from themselves")
	}
}
