package stats_test

import (
	"fmt"
	"math/rand/v2"

	"github.com/seed-100d3eb7/rejoinder/stats"
	"github.com/seed-100d3eb7/rejoinder/thread"
	"gonum.org/v1/gonum/graph/community"
	"gonum.org/v1/gonum/graph/topo"
)

// two camps of three who reply among themselves, with one link between.
func twoCamps() *stats.PeopleGraph {
	return stats.NewPeopleGraph([]string{"a", "b", "c", "x", "y", "z"}, []stats.Pair{
		{From: 0, To: 1, Weight: 3}, {From: 1, To: 0, Weight: 2}, {From: 1, To: 2, Weight: 1}, {From: 2, To: 0, Weight: 1},
		{From: 3, To: 4, Weight: 2}, {From: 4, To: 5, Weight: 1}, {From: 5, To: 3, Weight: 2}, {From: 2, To: 3, Weight: 1},
	})
}

func ExampleNewPeopleGraph() {
	g := twoCamps()
	fmt.Println(g.Len(), "people,", g.Links(), "links")
	// Output:
	// 6 people, 8 links
}

func ExamplePeopleGraph_Strength() {
	out, in := twoCamps().Strength()
	fmt.Println(out, in)
	// Output:
	// [3 3 2 2 1 2] [3 3 1 3 2 1]
}

func ExamplePeopleGraph_PageRank() {
	rank, residual := twoCamps().PageRank(0.85)
	fmt.Printf("%.3f %v\n", rank, residual < 1e-12)
	// Output:
	// [0.127 0.133 0.063 0.236 0.225 0.217] true
}

func ExamplePeopleGraph_HITS() {
	authority, hub, _ := twoCamps().HITS()
	fmt.Printf("%.2f\n%.2f\n", authority, hub)
	// Output:
	// [0.00 1.00 0.00 0.00 0.00 0.00]
	// [1.00 0.00 0.00 0.00 0.00 0.00]
}

func ExamplePeopleGraph_Betweenness() {
	fmt.Println(twoCamps().Betweenness())
	// Output:
	// [1 4 6 7 4 1]
}

func ExamplePeopleGraph_BetweennessSampled() {
	e := twoCamps().BetweennessSampled(4, 2)[2]
	fmt.Println(e.Value, "from", e.N, "starts")
	// Output:
	// 4.5 from 4 starts
}

func ExamplePeopleGraph_Cores() {
	fmt.Println(twoCamps().Cores())
	// Output:
	// [2 2 2 2 2 2]
}

func ExamplePeopleGraph_Louvain() {
	c := twoCamps().Louvain(1, 1)
	fmt.Println(c.Of, c.Modularity.Value > 0.3)
	// Output:
	// [0 0 0 1 1 1] true
}

func ExamplePeopleGraph_Leiden() {
	c := twoCamps().Leiden(1, 1)
	fmt.Println(c.Of, c.N)
	// Output:
	// [0 0 0 1 1 1] 2
}

func ExamplePeopleGraph_Modularity() {
	fmt.Println(twoCamps().Modularity([]int{0, 0, 0, 1, 1, 1}, 1))
	// Output:
	// 0.4112 (n = 6)
}

func ExamplePeopleGraph_Stability() {
	s := twoCamps().Stability(1, 10, 1)
	fmt.Println(s.Agreement.Value)
	// Output:
	// 1
}

func ExampleAdjustedRand() {
	fmt.Println(stats.AdjustedRand([]int{0, 0, 1, 1}, []int{7, 7, 3, 3}).Value)
	// Output:
	// 1
}

func ExamplePeopleGraph_Reciprocity() {
	r := twoCamps().Reciprocity()
	fmt.Printf("%.3f %.3f %.3f\n", r.Share.Value, r.Corrected.Value, r.Weighted.Value)
	// Output:
	// 0.250 -0.023 0.308
}

func ExampleTalkBalance() {
	fmt.Println(stats.TalkBalance(30, 10).Value)
	// Output:
	// 0.5
}

func ExamplePeopleGraph_TalkBalances() {
	fmt.Println(twoCamps().TalkBalances())
	// Output:
	// 0.1143 [-0.1654, 0.3939] (n = 7)
}

func ExampleExchanges() {
	t := quarrel()
	for _, e := range stats.Exchanges(t, 3, heat) {
		fmt.Println(t.Authors()[e.First], "and", t.Authors()[e.Second], e.Replies, "replies, mean", e.Latency.Value, "s, hostile", e.Hostile.Value)
	}
	// Output:
	// ann and ben 3 replies, mean 180 s, hostile 0.75
}

func ExampleHyperConvoOf() {
	h := stats.HyperConvoOf(stats.FirstN(quarrel(), 10))
	fmt.Println("reciprocity", h.Reciprocity, "external", h.ExternalReciprocity, "dyads", h.Dyads)
	fmt.Printf("entropy of replies received %.3f\n", h.PersonIn.Entropy.Value)
	// Output:
	// reciprocity 2 external 1 dyads 1
	// entropy of replies received 0.500
}

func ExamplePeopleGraph_Brokerage() {
	camps := []int{0, 0, 0, 1, 1, 1}
	b := twoCamps().Brokerage(camps)
	fmt.Printf("%+v\n%+v\n", b[2], b[3])
	// Output:
	// {Coordinator:0 Consultant:0 Gatekeeper:0 Representative:1 Liaison:0}
	// {Coordinator:1 Consultant:0 Gatekeeper:1 Representative:0 Liaison:0}
}

func ExamplePeopleGraph_Assortativity() {
	fmt.Println(twoCamps().Assortativity([]int{0, 0, 0, 1, 1, 1}))
	// Output:
	// 0.75 [0.2134, 1.287] (n = 8)
}

func ExamplePeopleGraph_NumericAssortativity() {
	hostility := []float64{0.5, 0.6, 0.4, 0.1, 0, 0.2}
	fmt.Println(twoCamps().NumericAssortativity(hostility))
	// Output:
	// 0.7222 [0.03574, 0.9456] (n = 8)
}

func ExamplePeopleGraph_EI() {
	fmt.Println(twoCamps().EI([]int{0, 0, 0, 1, 1, 1}).Value)
	// Output:
	// -0.75
}

// Do links stay within the camps more than sizes alone would have it?
func ExampleGroupTest() {
	g := twoCamps()
	t := stats.GroupTest([]int{0, 0, 0, 1, 1, 1}, 999, 1, func(of []int) float64 { return -g.EI(of).Value })
	fmt.Println(t.P < 0.2, t.N)
	// Output:
	// true 999
}

func ExamplePeopleGraph_RandomWalkControversy() {
	c := twoCamps().RandomWalkControversy([]int{0, 0, 0, 1, 1, 1}, 1)
	fmt.Printf("%.3f\n", c.Score.Value)
	// Output:
	// 0.879
}

func allies() (agree, disagree *stats.PeopleGraph) {
	names := []string{"ann", "ben", "cat"}
	agree = stats.NewPeopleGraph(names, []stats.Pair{{From: 0, To: 1, Weight: 2}})
	disagree = stats.NewPeopleGraph(names, []stats.Pair{{From: 2, To: 0, Weight: 1}, {From: 1, To: 2, Weight: 1}})
	return agree, disagree
}

// Ann and Ben agree and both disagree with Cat.
func ExampleSignedBalanceOf() {
	b := stats.SignedBalanceOf(allies())
	fmt.Println(b.Triads, b.Balanced.Value)
	// Output:
	// [0 0 1 0] 1
}

func ExampleFrustrationOf() {
	agree, disagree := allies()
	f := stats.FrustrationOf(agree, disagree, 1)
	fmt.Println(f.Index.Value, f.Normalised.Value, f.Camp)
	// Output:
	// 0 1 [1 1 0]
}

// Communities of those who agree, parted where they disagree, by gonum.
func ExamplePeopleGraph_Negated() {
	agree, disagree := allies()
	layers, err := community.NewDirectedLayers(agree, disagree.Negated())
	if err != nil {
		fmt.Println(err)
		return
	}
	g := community.ModularizeMultiplex(layers, []float64{1, -1}, []float64{1, 1}, true, rand.NewPCG(1, 1))
	fmt.Println(len(g.Communities()), "camps")
	// Output:
	// 2 camps
}

// Any gonum algorithm takes the graph.
// Two people may share a name; the source's key tells them apart.
func ExampleInteractions_Key() {
	sam := func(id, key, parent string) thread.Comment {
		return thread.Comment{ID: id, Author: "Sam", Parent: parent, Details: &thread.Details{AuthorID: key}}
	}
	t, _ := thread.New([]thread.Comment{sam("1", "x1", ""), sam("2", "x2", "1")}, nil)
	var m stats.Interactions
	m.Add(t, nil)
	for p := range m.Pairs() {
		fmt.Println(m.Name(p.From), m.Key(p.From), "answers", m.Name(p.To), m.Key(p.To))
	}
	// Output:
	// Sam x2 answers Sam x1
}

func ExampleInteractions_Graph() {
	var m stats.Interactions
	m.Add(quarrel(), nil)
	g := m.Graph()
	fmt.Println(len(topo.TarjanSCC(g)), "groups of people within which replies lead from each to each")
	// Output:
	// 3 groups of people within which replies lead from each to each
}

func ExampleInteractions_DoNonZero() {
	var m stats.Interactions
	m.Add(quarrel(), nil)
	m.DoNonZero(func(i, j int, w float64) { fmt.Println(m.Name(i), m.Name(j), w) })
	fmt.Println(m.Known(), "replies between known people,", m.Unknown(), "others")
	// Output:
	// ann ben 1
	// ben ann 2
	// cat ann 2
	// 5 replies between known people, 0 others
}
