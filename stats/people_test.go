package stats_test

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"sync"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/stats"
	"github.com/seed-100d3eb7/rejoinder/thread"
	"gonum.org/v1/gonum/graph"
	"gonum.org/v1/gonum/graph/testgraph"
	"gonum.org/v1/gonum/mat"
)

func TestLatency(t *testing.T) {
	tr := build(t, []int{-1, 0, 0, 0, 1, 1, 2}, nil, []float64{0, 10, 20, 30, 5, 10, math.NaN()})
	l := stats.LatencyOf(tr)
	if l.Known != 5 || l.Unknown != 1 || l.Negative != 1 || l.Zero != 1 {
		t.Fatalf("%+v", l)
	}
	near(t, "median", l.Median.Value, 10, 0) // -5, 0, 10, 20, 30
	near(t, "mean", l.Mean.Value, 11, 1e-12)
	near(t, "first quartile", l.Q1.Value, 0, 0)
	near(t, "median first reply", l.FirstReply.Value, 2.5, 0) // 10 and -5
}

func TestMedianIntervalCovers(t *testing.T) {
	r := rng(3)
	for _, n := range []int{8, 30, 100, 700} {
		hit, runs := 0, 800
		for range runs {
			parents, secs := make([]int, n+1), make([]float64, n+1)
			parents[0] = -1
			for i := 1; i <= n; i++ {
				secs[i] = r.ExpFloat64() * 1000
			}
			m := stats.LatencyOf(build(t, parents, nil, secs)).Median
			if m.Lo <= 1000*math.Ln2 && 1000*math.Ln2 <= m.Hi {
				hit++
			}
		}
		if c := float64(hit) / float64(runs); c < 0.925 || n > 100 && c > 0.975 {
			t.Errorf("n = %d: the median's interval covers %v", n, c)
		}
	}
}

func TestInequalityClosedForms(t *testing.T) {
	for _, c := range []struct {
		x                     []float64
		gini, entropy, herfin float64
	}{
		{[]float64{1, 1, 1, 1}, 0, math.Log(4), 0.25},
		{[]float64{0, 0, 0, 5}, 0.75, 0, 1},
		{[]float64{7}, 0, 0, 1},
		{[]float64{1, 3}, 0.25, -0.25*math.Log(0.25) - 0.75*math.Log(0.75), 0.625},
	} {
		near(t, "gini", stats.Gini(c.x).Value, c.gini, 1e-12)
		near(t, "entropy", stats.Entropy(c.x).Value, c.entropy, 1e-12)
		near(t, "effective", stats.Effective(c.x).Value, math.Exp(c.entropy), 1e-12)
		near(t, "herfindahl", stats.Herfindahl(c.x).Value, c.herfin, 1e-12)
	}
	for _, x := range [][]float64{nil, {0, 0}, {-1, 2}, {math.NaN()}, {math.Inf(1)}} {
		if e := stats.Gini(x); e.Defined() || e.Reason == "" {
			t.Errorf("Gini(%v) = %v", x, e)
		}
	}
	r := rng(5)
	for range 50 {
		x := make([]float64, 1+r.IntN(20))
		sum, diff := 0.0, 0.0
		for i := range x {
			x[i] = float64(r.IntN(9)) + 0.5
			sum += x[i]
		}
		for _, a := range x {
			for _, b := range x {
				diff += math.Abs(a - b)
			}
		}
		n := float64(len(x))
		near(t, "gini by differences", stats.Gini(x).Value, diff/(2*n*sum), 1e-12)
	}
}

func TestParticipation(t *testing.T) {
	tr, _ := thread.New([]thread.Comment{
		{ID: "p", Kind: thread.Post, Author: "op"},
		{ID: "1", Parent: "p", Author: "a"}, {ID: "2", Parent: "1", Author: "op"},
		{ID: "3", Parent: "2", Author: "a"}, {ID: "4", Parent: "p"}, {ID: "5", Parent: "gone", Author: "b"},
	}, nil)
	p := stats.ParticipationOf(tr)
	if p.Authors != 3 || p.Comments != 5 || p.Known != 4 {
		t.Fatalf("%+v", p)
	}
	near(t, "re-entry", p.Reentry.Value, 0.5, 0) // op's comment and a's second
	near(t, "top share", p.TopShare.Value, 0.5, 0)
	near(t, "per author", p.PerAuthor.Value, 4.0/3, 1e-15)
}

func slowInteractions(ts []*thread.Thread) map[[2]string]float64 {
	out := map[[2]string]float64{}
	for _, t := range ts {
		for n, c := range t.All() {
			if p := t.Parent(n); p != thread.None && c.Author != "" && t.Comment(p).Author != "" {
				out[[2]string{c.Author, t.Comment(p).Author}]++
			}
		}
	}
	return out
}

func TestInteractions(t *testing.T) {
	r := rng(7)
	for range 60 {
		var ts []*thread.Thread
		for range 1 + r.IntN(6) {
			ts = append(ts, randomThread(t, r, 1+r.IntN(30), 8))
		}
		var whole stats.Interactions
		soft := func(n thread.Node) float64 { return 1 / (float64(n) + 3) }
		var forward, backward stats.Interactions
		for i := range ts {
			whole.Add(ts[i], nil)
			forward.Add(ts[i], soft)
			var part stats.Interactions
			part.Add(ts[len(ts)-1-i], soft)
			backward.Merge(&part)
		}
		want := slowInteractions(ts)
		sum := 0.0
		for k, w := range want {
			i, ok := whole.Index(k[0])
			j, ok2 := whole.Index(k[1])
			if !ok || !ok2 || whole.At(i, j) != w {
				t.Fatalf("%v: %v, want %v", k, whole.At(i, j), w)
			}
			sum += w
		}
		if whole.Sum() != sum || whole.Known() != int(sum) {
			t.Fatalf("sum %v, known %d, want %v", whole.Sum(), whole.Known(), sum)
		}
		a, _ := json.Marshal(&forward)
		b, _ := json.Marshal(&backward)
		if string(a) != string(b) {
			t.Fatalf("merge order shows:\n%s\n%s", a, b)
		}
		if whole.Len() > 0 {
			var d mat.Dense
			whole.DenseTo(&d)
			if !mat.Equal(&d, &whole) || !mat.Equal(d.T(), whole.T()) {
				t.Fatal("dense copy differs")
			}
		}
		last := math.Inf(1)
		for p := range whole.Pairs() {
			if p.Weight > last {
				t.Fatal("pairs out of order")
			}
			last = p.Weight
		}
	}
}

func TestInteractionsKeepSelfRepliesAndUnknowns(t *testing.T) {
	tr, _ := thread.New([]thread.Comment{
		{ID: "1", Author: "a"}, {ID: "2", Parent: "1", Author: "a"}, {ID: "3", Parent: "1"},
		{ID: "4", Parent: "gone", Author: "b", Details: &thread.Details{ReplyTo: "a"}},
		{ID: "5", Parent: "1", Author: "c"},
	}, nil)
	var m stats.Interactions
	m.Add(tr, func(n thread.Node) float64 {
		if tr.Comment(n).ID == "5" {
			return math.NaN()
		}
		return 1
	})
	if m.Len() != 3 || m.At(0, 0) != 1 || m.At(1, 0) != 1 || m.Unknown() != 1 || m.Skipped() != 1 || m.Known() != 2 {
		b, _ := m.MarshalJSON()
		t.Errorf("%s", b)
	}
	if g := m.Graph(); g.HasEdgeFromTo(0, 0) || !g.HasEdgeFromTo(1, 0) {
		t.Error("the graph has a self edge, or lacks a reply")
	}
}

// peopleBuilder makes a PeopleGraph of gonum's test cases where it can: nodes
// 0 … n-1, weights that a matrix keeps, no self edges.
func peopleBuilder(nodes []graph.Node, edges []testgraph.WeightedLine, _, _ float64) (g graph.Graph, n []graph.Node, e []testgraph.Edge, s, a float64, ok bool) {
	ids := map[int64]bool{}
	for _, x := range nodes {
		ids[x.ID()] = true
	}
	for _, x := range edges {
		if x.From().ID() == x.To().ID() || x.Weight() <= 0 {
			return nil, nil, nil, 0, 0, false
		}
		ids[x.From().ID()], ids[x.To().ID()] = true, true
	}
	for i := range int64(len(ids)) {
		if !ids[i] {
			return nil, nil, nil, 0, 0, false
		}
	}
	name := func(i int64) string { return fmt.Sprintf("%05d", i) }
	weights := map[string]float64{}
	var cs []thread.Comment
	for i := range int64(len(ids)) {
		cs = append(cs, thread.Comment{ID: name(i), Author: name(i)})
	}
	for k, x := range edges {
		id := fmt.Sprint("e", k)
		cs = append(cs, thread.Comment{ID: id, Author: name(x.From().ID()), Parent: name(x.To().ID())})
		weights[id] = x.Weight()
	}
	tr, err := thread.New(cs, nil)
	if err != nil {
		return nil, nil, nil, 0, 0, false
	}
	var m stats.Interactions
	m.Add(tr, func(n thread.Node) float64 { return weights[tr.Comment(n).ID] })
	pg := m.Graph()
	n = graph.NodesOf(pg.Nodes())
	for _, u := range n {
		for _, v := range graph.NodesOf(pg.From(u.ID())) {
			e = append(e, pg.WeightedEdge(u.ID(), v.ID()))
		}
	}
	return pg, n, e, 0, 0, true
}

func TestPeopleGraphContract(t *testing.T) {
	testgraph.EdgeExistence(t, peopleBuilder, true)
	testgraph.NodeExistence(t, peopleBuilder)
	testgraph.ReturnAllNodes(t, peopleBuilder, true)
	testgraph.ReturnAllEdges(t, peopleBuilder, true)
	testgraph.ReturnAdjacentNodes(t, peopleBuilder, true, true)
	testgraph.Weight(t, peopleBuilder)
	testgraph.ReturnAllWeightedEdges(t, peopleBuilder, true)
	var m stats.Interactions
	m.Add(build(t, []int{-1, 0}, []string{"a", "b"}, nil), nil)
	if w, ok := m.Graph().Negated().Weight(1, 0); w != -1 || !ok {
		t.Errorf("negated weight %v, %v", w, ok)
	}
	if ids := graph.NodesOf(m.Graph().Nodes()); !slices.Equal(ids, []graph.Node{m.Graph().Node(0), m.Graph().Node(1)}) {
		t.Errorf("nodes %v", ids)
	}
}

func TestReadersMayShare(t *testing.T) {
	tr := randomThread(t, rng(8), 200, 20)
	var m stats.Interactions
	m.Add(tr, nil)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			g := m.Graph()
			g.PageRank(0.85)
			m.Sum()
			stats.ShapeOf(tr)
			stats.ParticipationOf(tr)
		})
	}
	wg.Wait()
}
