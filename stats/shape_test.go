package stats_test

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/stats"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

// slowVirality is the mean over all pairs of the distance found by walking up,
// with an implied root above several.
func slowVirality(t *thread.Thread) float64 {
	roots := 0
	for range t.Roots() {
		roots++
	}
	chain := func(n thread.Node) []int {
		c := []int{int(n)}
		for a := range t.Ancestors(n) {
			c = append(c, int(a))
		}
		if roots > 1 {
			c = append(c, -1)
		}
		return c
	}
	var chains [][]int
	for n := range t.All() {
		chains = append(chains, chain(n))
	}
	if roots > 1 {
		chains = append(chains, []int{-1})
	}
	sum := 0
	for _, a := range chains {
		for _, b := range chains {
			for i, x := range a {
				if j := slices.Index(b, x); j >= 0 {
					sum += i + j
					break
				}
			}
		}
	}
	n := float64(len(chains))
	return float64(sum) / (n * (n - 1))
}

func TestViralityClosedForms(t *testing.T) {
	for _, c := range []struct {
		name    string
		parents []int
		want    float64
	}{
		{"star of 10", star(10), 1.8},
		{"path of 10", path(10), 11.0 / 3},
		{"complete binary tree of 15", binary(15), 3.5047619047619047},
		{"two top-level comments under the article", []int{-1, -1}, 4.0 / 3},
		{"pair", []int{-1, 0}, 1},
	} {
		near(t, c.name, stats.ShapeOf(build(t, c.parents, nil, nil)).Virality.Value, c.want, 1e-12)
	}
	for n := range 2 {
		s := stats.ShapeOf(build(t, path(n), nil, nil))
		if s.Virality.Defined() || s.Virality.Reason == "" {
			t.Errorf("virality of %d nodes = %v, want undefined with a reason", n, s.Virality)
		}
	}
}

func TestShapeAgainstWalks(t *testing.T) {
	r := rng(1)
	for range 200 {
		tr := randomThread(t, r, 1+r.IntN(40), 5)
		s := stats.ShapeOf(tr)
		near(t, "virality", s.Virality.Value, slowVirality(tr), 1e-12)
		widths := map[int]int{}
		levels, leaves, inner, replies := 0, 0, 0, 0
		for n := range tr.All() {
			widths[tr.Depth(n)]++
			levels += tr.Depth(n)
			kids := 0
			for range tr.Children(n) {
				kids++
			}
			if kids == 0 {
				leaves++
			} else {
				inner++
				replies += kids
			}
		}
		if s.Depth != len(widths) || s.Leaves != leaves {
			t.Fatalf("depth %d, leaves %d, want %d and %d", s.Depth, s.Leaves, len(widths), leaves)
		}
		for i, w := range s.Widths {
			if w != widths[i+1] {
				t.Fatalf("width of level %d = %d, want %d", i+1, w, widths[i+1])
			}
		}
		if s.Width != slices.Max(s.Widths) || s.WidthLevel != slices.Index(s.Widths, s.Width)+1 {
			t.Fatalf("width %d at %d of %v", s.Width, s.WidthLevel, s.Widths)
		}
		near(t, "mean depth", s.MeanDepth.Value, float64(levels)/float64(tr.Len()), 1e-12)
		if inner > 0 {
			near(t, "branching", s.Branching.Value, float64(replies)/float64(inner), 1e-12)
		}
		// A branch is the thread that its comments alone would make.
		n := thread.Node(r.IntN(tr.Len()))
		var cs []thread.Comment
		for i := n; i < tr.End(n); i++ {
			cs = append(cs, *tr.Comment(i))
		}
		cs[0].Parent = ""
		alone, _ := thread.New(cs, nil)
		a, _ := json.Marshal(stats.BranchShape(tr, n))
		b, _ := json.Marshal(stats.ShapeOf(alone))
		if string(a) != string(b) {
			t.Fatalf("branch %s\nalone  %s", a, b)
		}
	}
}

func TestShapePostsAndPlaceholders(t *testing.T) {
	tr, _ := thread.New([]thread.Comment{
		{ID: "p", Kind: thread.Post, Author: "op"},
		{ID: "a", Parent: "p", Author: "x"},
		{ID: "b", Parent: "p", Author: "y"},
		{ID: "c", Parent: "b", Author: "x"},
	}, nil)
	s := stats.ShapeOf(tr)
	if s.Depth != 2 || s.Posts != 1 || s.Comments != 3 || s.Width != 2 || s.WidthLevel != 1 || s.Leaves != 2 {
		t.Errorf("with a post: %+v", s)
	}
	near(t, "branching apart from the post", s.Branching.Value, 1, 0)

	tr, _ = thread.New([]thread.Comment{{ID: "a", Parent: "gone"}, {ID: "b", Parent: "gone"}}, nil)
	s = stats.ShapeOf(tr)
	if s.Missing != 1 || s.Comments != 2 || s.Depth != 2 {
		t.Errorf("with a placeholder: %+v", s)
	}
}

func TestJSONHoldsFiniteNumbersAlone(t *testing.T) {
	var m stats.Interactions
	empty := build(t, nil, nil, nil)
	m.Add(empty, nil)
	for _, v := range []any{
		stats.ShapeOf(empty), stats.LatencyOf(empty), stats.ParticipationOf(empty), &m,
		stats.Estimate{Value: math.Inf(1), Lo: math.NaN(), Hi: 1, N: 3},
	} {
		b, err := json.Marshal(v)
		if err != nil || strings.Contains(string(b), "NaN") || strings.Contains(string(b), "Inf") {
			t.Errorf("%T: %s, %v", v, b, err)
		}
	}
	e := stats.Estimate{Value: 1, Lo: 0.5, Hi: math.NaN(), N: 2}
	b, _ := json.Marshal(e)
	var back stats.Estimate
	if err := json.Unmarshal(b, &back); err != nil || back.Value != 1 || back.Lo != 0.5 || !math.IsNaN(back.Hi) || back.N != 2 {
		t.Errorf("round trip of %s: %+v, %v", b, back, err)
	}
}

func TestColumns(t *testing.T) {
	tr := build(t, []int{-1, 0, 0, 1}, nil, []float64{0, 10, 5, math.NaN()})
	// Siblings stand in input order, since one time is unknown only below.
	if got := stats.Depths(nil, tr); !slices.Equal(got, []float64{1, 2, 2, 3}) && !slices.Equal(got, []float64{1, 2, 3, 2}) {
		t.Errorf("depths %v", got)
	}
	sum := 0.0
	for _, x := range stats.Sizes(nil, tr) {
		sum += x
	}
	if sum != 4+2+1+1 {
		t.Errorf("sizes sum to %v", sum)
	}
	sum = 0
	for _, x := range stats.Replies(nil, tr) {
		sum += x
	}
	if sum != 3 {
		t.Errorf("replies sum to %v", sum)
	}
	unknown := 0
	for _, x := range stats.Delays(nil, tr) {
		if math.IsNaN(x) {
			unknown++
		}
	}
	if unknown != 2 {
		t.Errorf("%d delays unknown, want 2", unknown)
	}
}
