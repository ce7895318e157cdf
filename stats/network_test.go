package stats_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/stats"
	"gonum.org/v1/gonum/graph"
	"gonum.org/v1/gonum/graph/community"
	"gonum.org/v1/gonum/graph/network"
	"gonum.org/v1/gonum/graph/simple"
	"gonum.org/v1/gonum/graph/topo"
)

func randomGraph(r *rand.Rand, n, links int) *stats.PeopleGraph {
	names := make([]string, n)
	for i := range names {
		names[i] = fmt.Sprintf("p%05d", i)
	}
	pairs := make([]stats.Pair, links)
	for i := range pairs {
		pairs[i] = stats.Pair{From: r.IntN(n), To: r.IntN(n), Weight: float64(1 + r.IntN(4))}
	}
	return stats.NewPeopleGraph(names, pairs)
}

// twoCamps has dense links within two halves and few between.
func camps(r *rand.Rand, camps, each int, within, between float64) (*stats.PeopleGraph, []int) {
	n := camps * each
	names, side := make([]string, n), make([]int, n)
	var pairs []stats.Pair
	for i := range n {
		names[i], side[i] = fmt.Sprintf("p%05d", i), i/each
	}
	for i := range n {
		for j := range n {
			p := between
			if side[i] == side[j] {
				p = within
			}
			if i != j && r.Float64() < p {
				pairs = append(pairs, stats.Pair{From: i, To: j, Weight: 1})
			}
		}
	}
	return stats.NewPeopleGraph(names, pairs), side
}

func TestNewPeopleGraphIsTheMatrixGraph(t *testing.T) {
	r := rng(71)
	tr := randomThread(t, r, 80, 12)
	var m stats.Interactions
	m.Add(tr, nil)
	var names []string
	var pairs []stats.Pair
	for i := range m.Len() {
		names = append(names, m.Name(i))
	}
	for p := range m.Pairs() {
		pairs = append(pairs, p, stats.Pair{From: p.From, To: p.To, Weight: 0})
	}
	g, h := m.Graph(), stats.NewPeopleGraph(names, pairs)
	for i := range int64(m.Len()) {
		for j := range int64(m.Len()) {
			a, aok := g.Weight(i, j)
			b, bok := h.Weight(i, j)
			if a != b || aok != bok {
				t.Fatalf("weight %d %d: %v %v", i, j, a, b)
			}
		}
	}
}

func TestPageRankAgainstGonum(t *testing.T) {
	r := rng(72)
	for range 20 {
		g := randomGraph(r, 2+r.IntN(25), r.IntN(60))
		got, residual := g.PageRank(0.85)
		want := network.PageRank(g, 0.85, 1e-12)
		sum := 0.0
		for i, v := range got {
			sum += v
			// gonum's dangling nodes may keep their mass: compare where all link.
			if everyoneReplies(g) {
				near(t, "rank", v, want[int64(i)], 1e-8)
			}
		}
		near(t, "sum of ranks", sum, 1, 1e-12)
		if residual > 1e-12 {
			t.Errorf("residual %v", residual)
		}
		again, _ := g.PageRank(0.85)
		if !slices.Equal(got, again) {
			t.Error("two calls differ")
		}
	}
	// A path a → b → c by hand, dangling mass spread: x = M x.
	g := stats.NewPeopleGraph([]string{"a", "b", "c"}, []stats.Pair{{From: 0, To: 1, Weight: 2}, {From: 1, To: 2, Weight: 1}})
	x, _ := g.PageRank(0.85)
	base := 0.05 + 0.85*x[2]/3
	near(t, "a", x[0], base, 1e-11)
	near(t, "b", x[1], base+0.85*x[0], 1e-11)
	near(t, "c", x[2], base+0.85*x[1], 1e-11)
	if x, _ := stats.NewPeopleGraph(nil, nil).PageRank(0.85); len(x) != 0 {
		t.Error("ranks of nobody")
	}
}

func everyoneReplies(g *stats.PeopleGraph) bool {
	out, _ := g.Strength()
	return !slices.Contains(out, 0)
}

func TestHITSAgainstGonum(t *testing.T) {
	r := rng(73)
	for range 10 {
		n := 5 + r.IntN(15)
		names := make([]string, n)
		var pairs []stats.Pair
		for i := range n {
			names[i] = fmt.Sprint("p", i)
			for j := range n {
				if i != j && r.IntN(3) == 0 {
					pairs = append(pairs, stats.Pair{From: i, To: j, Weight: 1})
				}
			}
		}
		g := stats.NewPeopleGraph(names, pairs)
		authority, hub, _ := g.HITS()
		want := network.HITS(g, 1e-13)
		for i := range names {
			near(t, "authority", authority[i], want[int64(i)].Authority, 1e-6)
			near(t, "hub", hub[i], want[int64(i)].Hub, 1e-6)
		}
	}
	a, h, _ := stats.NewPeopleGraph([]string{"a"}, nil).HITS()
	if a[0] != 0 || h[0] != 0 {
		t.Errorf("%v %v", a, h)
	}
}

func TestBetweenness(t *testing.T) {
	r := rng(74)
	for range 20 {
		g := randomGraph(r, 2+r.IntN(30), r.IntN(90))
		want := network.Betweenness(g)
		for i, v := range g.Betweenness() {
			near(t, "betweenness", v, want[int64(i)], 1e-9)
		}
	}
	// A star both ways: all pairs of leaves lead through the centre.
	var pairs []stats.Pair
	for i := 1; i < 6; i++ {
		pairs = append(pairs, stats.Pair{From: 0, To: i, Weight: 1}, stats.Pair{From: i, To: 0, Weight: 1})
	}
	b := stats.NewPeopleGraph(make([]string, 6), pairs).Betweenness()
	if b[0] != 20 || b[1] != 0 {
		t.Errorf("star: %v", b)
	}
	// The sampled one covers the exact one.
	g := randomGraph(r, 300, 1200)
	exact := g.Betweenness()
	hit, all := 0, 0
	for seed := range uint64(20) {
		for i, e := range g.BetweennessSampled(100, seed) {
			if e.Value == 0 != math.IsNaN(e.Hi) {
				t.Fatalf("%v", e) // no start met them: no telling
			}
			if e.Value == 0 {
				continue
			}
			all++
			if e.Lo <= exact[i] && exact[i] <= e.Hi {
				hit++
			}
		}
	}
	if f := float64(hit) / float64(all); f < 0.88 {
		t.Errorf("sampled intervals cover %v", f)
	}
	if e := g.BetweennessSampled(300, 1); e[5].Value != exact[5] {
		t.Error("sampling all is not exact")
	}
}

func TestCoresAgainstGonum(t *testing.T) {
	r := rng(75)
	for range 20 {
		g := randomGraph(r, 3+r.IntN(30), r.IntN(120))
		u := simple.NewUndirectedGraph()
		for i := range g.Len() {
			u.AddNode(simple.Node(i))
		}
		for _, e := range graph.EdgesOf(g.Edges()) {
			u.SetEdge(simple.Edge{F: simple.Node(e.From().ID()), T: simple.Node(e.To().ID())})
		}
		cores := g.Cores()
		for k := 0; k <= slices.Max(cores); k++ {
			in := map[int64]bool{}
			for _, n := range topo.KCore(k, u) {
				in[n.ID()] = true
			}
			for i, c := range cores {
				if in[int64(i)] != (c >= k) {
					t.Fatalf("person %d is in core %d, gonum has %v for %d", i, c, in[int64(i)], k)
				}
			}
		}
	}
}

func undirect(g *stats.PeopleGraph) *simple.WeightedUndirectedGraph {
	u := simple.NewWeightedUndirectedGraph(0, 0)
	for i := range g.Len() {
		u.AddNode(simple.Node(i))
	}
	for _, e := range graph.WeightedEdgesOf(g.WeightedEdges()) {
		a, b := e.From().ID(), e.To().ID()
		w, _ := u.Weight(a, b)
		u.SetWeightedEdge(simple.WeightedEdge{F: simple.Node(a), T: simple.Node(b), W: w + e.Weight()})
	}
	return u
}

func TestModularityAndCommunitiesAgainstGonum(t *testing.T) {
	r := rng(76)
	for range 15 {
		g := randomGraph(r, 10+r.IntN(40), 120)
		u := undirect(g)
		reduced := community.Modularize(u, 1, rand.NewPCG(1, 1))
		theirs := community.Q(u, reduced.Communities(), 1)
		of := make([]int, g.Len())
		for c, ns := range reduced.Communities() {
			for _, n := range ns {
				of[n.ID()] = c
			}
		}
		near(t, "Q", g.Modularity(of, 1).Value, theirs, 1e-10)
		for name, c := range map[string]stats.Communities{"Louvain": g.Louvain(1, 7), "Leiden": g.Leiden(1, 7)} {
			if c.Modularity.Value < theirs-0.03 {
				t.Errorf("%s finds Q %v, gonum %v", name, c.Modularity.Value, theirs)
			}
		}
		c := g.Leiden(1, 7)
		if d := g.Leiden(1, 7); !slices.Equal(c.Of, d.Of) {
			t.Error("one seed gives two divisions")
		}
		// Every community is connected.
		for k := range c.N {
			part := simple.NewUndirectedGraph()
			for i, x := range c.Of {
				if x == k {
					part.AddNode(simple.Node(i))
				}
			}
			for _, e := range graph.EdgesOf(g.Edges()) {
				if a, b := e.From().ID(), e.To().ID(); c.Of[a] == k && c.Of[b] == k {
					part.SetEdge(simple.Edge{F: simple.Node(a), T: simple.Node(b)})
				}
			}
			if n := len(topo.ConnectedComponents(part)); n != 1 {
				t.Errorf("community %d falls apart into %d", k, n)
			}
		}
	}
}

func TestCommunitiesFindCamps(t *testing.T) {
	g, side := camps(rng(77), 4, 25, 0.3, 0.02)
	for name, c := range map[string]stats.Communities{"Louvain": g.Louvain(1, 3), "Leiden": g.Leiden(1, 3)} {
		near(t, name, stats.AdjustedRand(c.Of, side).Value, 1, 1e-12)
	}
	s := g.Stability(1, 5, 9)
	near(t, "agreement", s.Agreement.Value, 1, 1e-12)
	empty := stats.NewPeopleGraph([]string{"a", "b"}, nil)
	if c := empty.Leiden(1, 1); c.N != 2 || c.Modularity.Defined() {
		t.Errorf("%+v", c)
	}
	if s := stats.NewPeopleGraph(nil, nil).Stability(1, 3, 1); s.Modularity.Defined() {
		t.Errorf("%+v", s)
	}
}

func TestAdjustedRand(t *testing.T) {
	near(t, "same under other names", stats.AdjustedRand([]int{0, 0, 1, 1}, []int{5, 5, 2, 2}).Value, 1, 0)
	// Pairs counted one by one.
	r := rng(78)
	a, b := make([]int, 30), make([]int, 30)
	for i := range a {
		a[i], b[i] = r.IntN(4), r.IntN(3)
	}
	var both, ra, rb, all float64
	for i := range a {
		for j := range i {
			x, y := a[i] == a[j], b[i] == b[j]
			all++
			if x {
				ra++
			}
			if y {
				rb++
			}
			if x && y {
				both++
			}
		}
	}
	e := ra * rb / all
	near(t, "adjusted Rand", stats.AdjustedRand(a, b).Value, (both-e)/((ra+rb)/2-e), 1e-12)
	if stats.AdjustedRand([]int{1}, []int{1}).Defined() {
		t.Error("one thing has an index")
	}
	if math.IsNaN(stats.AdjustedRand([]int{1, 1}, []int{1, 1}).Value) {
		t.Error("two trivial divisions")
	}
}
