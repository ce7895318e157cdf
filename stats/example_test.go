package stats_test

import (
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/seed-100d3eb7/rejoinder/stats"
	"github.com/seed-100d3eb7/rejoinder/thread"
	"gonum.org/v1/gonum/graph/network"
	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"
)

// quarrel is a thread of seven comments by three people: ann opens, ben and ann
// take turns, and cat joins.
func quarrel() *thread.Thread {
	start := time.Date(2024, 5, 3, 9, 0, 0, 0, time.UTC)
	at := func(minutes int) time.Time { return start.Add(time.Duration(minutes) * time.Minute) }
	t, err := thread.New([]thread.Comment{
		{ID: "1", Author: "ann", Time: at(0)},
		{ID: "2", Parent: "1", Author: "ben", Time: at(5)},
		{ID: "3", Parent: "2", Author: "ann", Time: at(8)},
		{ID: "4", Parent: "3", Author: "ben", Time: at(9)},
		{ID: "5", Parent: "3", Author: "cat", Time: at(40)},
		{ID: "6", Parent: "1", Author: "cat", Time: at(60)},
		{ID: "7", Author: "dan", Time: at(95)},
	}, nil)
	if err != nil {
		panic(err)
	}
	return t
}

// heat is how hostile the comments of the quarrel are, in node order.
var heat = []float64{0, 1, 1, 1, 0, 0, 0}

// A thread in figures.
func Example() {
	t := quarrel()
	s, l, p := stats.ShapeOf(t), stats.LatencyOf(t), stats.ParticipationOf(t)
	fmt.Printf("%d comments, %d levels, at most %d on one level\n", s.Comments, s.Depth, s.Width)
	fmt.Printf("structural virality %.3f\n", s.Virality.Value)
	fmt.Printf("median latency %v s\n", l.Median)
	fmt.Printf("%d people, Gini %.3f\n", p.Authors, p.Gini.Value)
	// Output:
	// 7 comments, 4 levels, at most 2 on one level
	// structural virality 2.536
	// median latency 300 (n = 5) s
	// 4 people, Gini 0.107
}

func ExampleEstimate() {
	none := stats.LatencyOf(&thread.Thread{}).Median
	fmt.Println(none.Defined(), none)
	json.NewEncoder(os.Stdout).Encode([]stats.Estimate{none, stats.Proportion(3, 10)})
	// Output:
	// false undefined: no replies (n = 0)
	// [{"n":0,"reason":"no replies"},{"value":0.3,"lo":0.10779126740630104,"hi":0.6032218525388546,"n":10}]
}

func ExampleUndefined() {
	fmt.Println(stats.Undefined(1, "fewer than two comments"))
	// Output:
	// undefined: fewer than two comments (n = 1)
}

func ExampleExact() {
	fmt.Println(stats.Exact(1.5, 12))
	// Output:
	// 1.5 (n = 12)
}

func ExampleProportion() {
	fmt.Println(stats.Proportion(3, 10))
	// Output:
	// 0.3 [0.1078, 0.6032] (n = 10)
}

func ExampleMean() {
	fmt.Println(stats.Mean([]float64{1, 2, 3, 4}))
	// Output:
	// 2.5 [0.4457, 4.554] (n = 4)
}

func ExampleShapeOf() {
	s := stats.ShapeOf(quarrel())
	fmt.Println("widths", s.Widths)
	fmt.Printf("virality %.4f, under an implied article: %v\n", s.Virality.Value, s.ImpliedRoot)
	fmt.Printf("replies to a comment that has any: %.2f\n", s.Branching.Value)
	// Output:
	// widths [2 2 1 2]
	// virality 2.5357, under an implied article: true
	// replies to a comment that has any: 1.67
}

func ExampleBranchShape() {
	t := quarrel()
	n, _ := t.Lookup("3")
	s := stats.BranchShape(t, n)
	fmt.Println(s.Comments, s.Depth, s.Virality)
	// Output:
	// 3 2 1.333 (n = 3)
}

func ExampleShape_HIndex() {
	h := stats.Shape{Widths: []int{10, 5, 3, 2}}.HIndex()
	fmt.Println("at least:", h.AtLeast, " more than:", h.More, " rank:", h.Rank.Value)
	// Output:
	// at least: 3  more than: 2  rank: 3.05
}

func ExampleHIndexOf() {
	h := stats.HIndexOf(quarrel())
	fmt.Printf("%d, among discussions of that index %.3f\n", h.AtLeast, h.Rank.Value)
	// Output:
	// 2, among discussions of that index 2.143
}

// Most readers yield what answers a Post without a Parent.
func ExampleParents() {
	t, _ := thread.New([]thread.Comment{
		{ID: "post", Kind: thread.Post, Author: "ann"},
		{ID: "1", Author: "ben"},
		{ID: "2", Author: "ann", Parent: "1"},
		{ID: "3", Author: "cat", Parent: "lost"},
	}, nil)
	for n, p := range stats.Parents(nil, t) {
		c := t.Comment(thread.Node(n))
		if p == thread.None {
			fmt.Println(c.ID, "answers nothing known")
			continue
		}
		fmt.Println(c.ID, "answers", t.Comment(p).ID)
	}
	// Output:
	// post answers nothing known
	// 1 answers post
	// 2 answers 1
	// lost answers nothing known
	// 3 answers lost
}

// Columns are ready for gonum/stat.
func ExampleDepths() {
	d := stats.Depths(nil, quarrel())
	fmt.Println(d, stat.Mean(d, nil))
	// Output:
	// [1 2 3 4 4 2 1] 2.4285714285714284
}

func ExampleSizes() {
	fmt.Println(stats.Sizes(nil, quarrel()))
	// Output:
	// [6 4 3 1 1 1 1]
}

func ExampleReplies() {
	fmt.Println(stats.Replies(nil, quarrel()))
	// Output:
	// [2 1 2 0 0 0 0]
}

func ExampleLatencyOf() {
	l := stats.LatencyOf(quarrel())
	fmt.Println("median", l.Median)
	fmt.Println("to the first reply", l.FirstReply)
	// Output:
	// median 300 (n = 5)
	// to the first reply 180 (n = 3)
}

func ExampleDelays() {
	fmt.Println(stats.Delays(nil, quarrel()))
	// Output:
	// [NaN 300 180 60 1920 3600 NaN]
}

func ExampleTimes() {
	x := stats.Times(nil, quarrel())
	fmt.Println(x[1] - x[0])
	// Output:
	// 300
}

func ExampleParticipationOf() {
	p := stats.ParticipationOf(quarrel())
	fmt.Printf("%d people, as many as %.2f writing equally much\n", p.Authors, p.Effective.Value)
	fmt.Printf("%.0f %% of comments are by someone already there\n", 100*p.Reentry.Value)
	// Output:
	// 4 people, as many as 3.86 writing equally much
	// 43 % of comments are by someone already there
}

func ExampleGini() {
	fmt.Println(stats.Gini([]float64{1, 1, 1, 1}).Value, stats.Gini([]float64{0, 0, 0, 9}).Value)
	// Output:
	// 0 0.75
}

func ExampleEntropy() {
	fmt.Printf("%.4f nats\n", stats.Entropy([]float64{1, 1, 2}).Value)
	// Output:
	// 1.0397 nats
}

func ExampleEffective() {
	fmt.Printf("%.3f\n", stats.Effective([]float64{10, 10, 1}).Value)
	// Output:
	// 2.343
}

func ExampleHerfindahl() {
	fmt.Println(stats.Herfindahl([]float64{3, 1}).Value)
	// Output:
	// 0.625
}

// The matrix of who replies to whom is a gonum matrix and, without its
// diagonal, a gonum graph.
func ExampleInteractions() {
	var m stats.Interactions
	m.Add(quarrel(), nil)
	var d mat.Dense
	m.DenseTo(&d)
	fmt.Println(mat.Formatted(&d))
	rank := network.PageRankSparse(m.Graph(), 0.85, 1e-9)
	fmt.Printf("%s %.3f\n", m.Name(0), rank[0])
	// Output:
	// ⎡0  1  0  0⎤
	// ⎢2  0  0  0⎥
	// ⎢2  0  0  0⎥
	// ⎣0  0  0  0⎦
	// ann 0.463
}

// A weight turns counts into something else: here hostile replies.
func ExampleInteractions_Add() {
	var hostile stats.Interactions
	hostile.Add(quarrel(), func(n thread.Node) float64 { return heat[n] })
	for p := range hostile.Pairs() {
		fmt.Println(hostile.Name(p.From), "→", hostile.Name(p.To), p.Weight)
	}
	// Output:
	// ben → ann 2
	// ann → ben 1
}

// Parts of a corpus merge in any order.
func ExampleInteractions_Merge() {
	var a, b stats.Interactions
	a.Add(quarrel(), nil)
	b.Add(quarrel(), nil)
	a.Merge(&b)
	i, _ := a.Index("ben")
	j, _ := a.Index("ann")
	fmt.Println(a.At(i, j), a.Sum())
	// Output:
	// 4 10
}

func ExampleSubThreads() {
	for _, s := range stats.SubThreads(quarrel()) {
		fmt.Println(s.Comments, "comments,", s.Depth, "deep")
	}
	// Output:
	// 6 comments, 4 deep
	// 1 comments, 1 deep
}

func ExampleDiscussionScore() {
	one := stats.DiscussionScore([]stats.Shape{{Depth: 5, Width: 4}})
	many := stats.DiscussionScore([]stats.Shape{{Depth: 5, Width: 4}, {Depth: 5, Width: 4}, {Depth: 5, Width: 4}})
	fmt.Printf("%.2f %.2f\n", one.Value, many.Value)
	// Output:
	// 9.38 13.93
}

func ExampleDiversityScore() {
	fmt.Printf("%.3f %.3f\n", stats.DiversityScore(3, 4).Value, stats.DiversityScore(75, 100).Value)
	// Output:
	// 0.341 0.667
}

func ExampleQuadrants() {
	fmt.Println(stats.Quadrants([]stats.Shape{{Width: 40, Depth: 2}, {Width: 5, Depth: 9}, {Width: 6, Depth: 3}}))
	// Output:
	// [{true false} {false true} {false false}]
}

func ExampleOffspringOf() {
	o := stats.OffspringOf(quarrel())
	fmt.Println("replies to a comment:", o.Counts)
	fmt.Printf("mean %.3f, to the article %.0f\n", o.Mean().Value, o.RootMean().Value)
	// Output:
	// replies to a comment: map[0:4 1:1 2:2]
	// mean 0.714, to the article 2
}

func ExampleFirstN() {
	fmt.Print(stats.FirstN(quarrel(), 4))
	// Output:
	// 1 ann
	// └─ 2 ben
	//    └─ 3 ann
	//       └─ 4 ben
}

// A figure should be told twice where it rests on links that are inferred.
func ExampleGiven() {
	guess := thread.Evidence{Origin: thread.Quoted, Confidence: 0.8}
	t, _ := thread.New([]thread.Comment{
		{ID: "1"}, {ID: "2", Parent: "1"},
		{ID: "3", Parent: "2", Provenance: &thread.Provenance{Displayed: "1", Parent: guess}},
	}, nil)
	fmt.Println("all links: depth", stats.ShapeOf(t).Depth)
	if g, differs := stats.Given(t); differs {
		fmt.Println("given links: depth", stats.ShapeOf(g).Depth)
	}
	// Output:
	// all links: depth 3
	// given links: depth 2
}

// A corpus that does not fit in memory, in two parts.
func ExampleCorpus() {
	var a, b stats.Corpus
	a.Add(quarrel())
	b.Add(stats.FirstN(quarrel(), 3))
	a.Merge(&b)
	fmt.Println(a.Threads, "threads,", a.Comments, "comments")
	fmt.Println("depth", a.Depth.Mean().Value, "people", a.Participation().Authors)
	// Output:
	// 2 threads, 10 comments
	// depth 3.5 people 4
}

func ExampleSum() {
	var s stats.Sum
	for _, x := range []float64{1e16, 1, -1e16} {
		s.Add(x)
	}
	fmt.Println(s.Value())
	// Output:
	// 1
}

func ExampleSketch() {
	var s stats.Sketch
	for i := 1; i <= 1000; i++ {
		s.Add(float64(i * i))
	}
	fmt.Printf("%.0f, within 1 %% of 250000\n", s.Quantile(0.5).Value)
	// Output:
	// 249234, within 1 % of 250000
}

func ExampleOffspring_Dispersion() {
	o := stats.Offspring{Counts: map[int]int{0: 80, 1: 10, 10: 3}}
	fmt.Printf("%.2f times a Poisson law's variance\n", o.Dispersion().Value)
	// Output:
	// 7.40 times a Poisson law's variance
}

func ExampleCorpus_Report() {
	var c stats.Corpus
	c.Add(quarrel())
	c.Add(stats.FirstN(quarrel(), 5))
	r := c.Report()
	fmt.Println("size", r.Size.Mean)
	fmt.Println("people", r.Participation.Authors, "top share", r.Participation.TopShare.Value)
	// Output:
	// size 6 [0, 18.71] (n = 2)
	// people 4 top share 0.3333333333333333
}
