package stats_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/stats"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

// slowExchanges walks up from every node.
func slowExchanges(t *thread.Thread, least int) map[string]int {
	out := map[string]int{}
	alternates := func(n thread.Node) int {
		var names []thread.Author
		for m := n; m != thread.None; m = t.Parent(m) {
			names = append(names, t.Author(m))
		}
		k := 0
		for k+1 < len(names) && names[k] != thread.Nobody && names[k+1] != thread.Nobody && names[k] != names[k+1] && (k == 0 || names[k+1] == names[k-1]) {
			k++
		}
		return k
	}
	for n := range t.All() {
		k := alternates(n)
		longer := false
		for c := range t.Children(n) {
			longer = longer || alternates(c) == k+1 && k > 0
		}
		if k >= least && !longer {
			top := n
			for range k {
				top = t.Parent(top)
			}
			out[fmt.Sprint(top, n)] = k
		}
	}
	return out
}

func TestExchanges(t *testing.T) {
	r := rng(91)
	for range 100 {
		tr := randomThread(t, r, 1+r.IntN(60), 2)
		want := slowExchanges(tr, 3)
		got := stats.Exchanges(tr, 3, nil)
		for _, e := range got {
			if want[fmt.Sprint(e.Start, e.End)] != e.Replies {
				t.Fatalf("%+v is not among %v", e, want)
			}
			if e.First != tr.Author(e.Start) || e.Second == e.First {
				t.Fatalf("%+v", e)
			}
		}
		dyads, links, paths := stats.Dyads(tr, 3, nil), map[thread.Node]bool{}, 0
		for _, e := range got {
			for n := e.End; n != e.Start; n = tr.Parent(n) {
				links[n] = true
			}
		}
		for _, d := range dyads {
			paths += d.Exchanges
		}
		if len(dyads) > 0 && (dyads[0].Replies != len(links) || paths != len(got)) { // there are but two people
			t.Fatalf("%+v for %d links on %d paths", dyads, len(links), len(got))
		}
		if len(got) != len(want) {
			t.Fatalf("%d exchanges, want %d", len(got), len(want))
		}
	}
	tr := build(t, path(4), []string{"a", "b", "a", "b"}, []float64{0, 10, 30, 60})
	e := stats.Exchanges(tr, 3, []float64{0, 0, 1, math.NaN()})[0]
	near(t, "latency", e.Latency.Value, 20, 0)
	near(t, "hostile", e.Hostile.Value, 1.0/3, 1e-15)
	d := stats.Dyads(tr, 3, []float64{0, 0, 1, math.NaN()})[0]
	if d.Exchanges != 1 || d.Longest != 3 || d.StartedByA != 1 || d.Replies != 3 || tr.Authors()[d.A] != "a" {
		t.Errorf("%+v", d)
	}
	near(t, "median latency", d.Latency.Value, 20, 0)
	near(t, "hostile replies", d.Hostile.Value, 0.5, 0)
	if tr.Authors()[e.First] != "a" || tr.Authors()[e.Second] != "b" || e.Replies != 3 {
		t.Errorf("%+v", e)
	}
}

// slowHyper builds the hypergraph with maps, as HyperConvo describes it.
func slowHyper(t *thread.Thread) (reciprocity, external, dyads, incoming, outgoing int) {
	who := func(n thread.Node) string {
		if t.Author(n) == thread.Nobody {
			return fmt.Sprint("unknown ", n)
		}
		return t.Comment(n).Author
	}
	replies := map[string]map[thread.Node]int{}
	out, in := map[string]map[string]bool{}, map[string]map[string]bool{}
	put := func(m map[string]map[string]bool, a, b string) {
		if m[a] == nil {
			m[a] = map[string]bool{}
		}
		m[a][b] = true
	}
	for n := range t.All() {
		if p := t.Parent(n); p != thread.None {
			if replies[who(n)] == nil {
				replies[who(n)] = map[thread.Node]int{}
			}
			replies[who(n)][p]++
			put(out, who(n), who(p))
			put(in, who(p), who(n))
		}
	}
	for c1, to := range replies {
		for c2, k := range to {
			if up := t.Parent(c2); up != thread.None {
				if who(up) == c1 {
					reciprocity += k
				} else {
					external += k
				}
			}
		}
	}
	for a, to := range out {
		for b := range to {
			if a < b && out[b][a] {
				dyads++
			}
		}
		outgoing += len(to) * (len(to) - 1) / 2
	}
	for _, from := range in {
		incoming += len(from) * (len(from) - 1) / 2
	}
	return
}

func TestHyperConvo(t *testing.T) {
	r := rng(92)
	for range 60 {
		tr := randomThread(t, r, 1+r.IntN(40), 6)
		h := stats.HyperConvoOf(tr)
		a, b, c, d, e := slowHyper(tr)
		if got := [5]int{h.Reciprocity, h.ExternalReciprocity, h.Dyads, h.IncomingTriads, h.OutgoingTriads}; got != [5]int{a, b, c, d, e} {
			t.Fatalf("motifs %v, want %v", got, [5]int{a, b, c, d, e})
		}
	}
	// a ← b, a ← c, b ← a: comment in-degrees 2, 1, 0, 0.
	tr := build(t, []int{-1, 0, 0, 1}, []string{"a", "b", "c", "a"}, []float64{0, 1, 2, 3})
	h := stats.HyperConvoOf(tr)
	d := h.CommentIn
	for _, x := range []struct {
		name string
		e    stats.Estimate
		want float64
	}{
		{"max", d.Max, 2}, {"norm max", d.NormMax, 2.0 / 3}, {"second", d.Second, 1}, {"norm second", d.NormSecond, 1.0 / 3},
		{"second/max", d.SecondOverMax, 0.5}, {"mean", d.Mean, 0.75}, {"mean nonzero", d.MeanNonzero, 1.5},
		{"prop nonzero", d.PropNonzero, 0.5}, {"prop multiple", d.PropMultiple, 0.5},
		{"entropy", d.Entropy, -(2.0/3*math.Log(2.0/3) + 1.0/3*math.Log(1.0/3))},
		{"person out", h.PersonOut.Max, 1}, {"person in", h.PersonIn.Max, 2},
	} {
		near(t, x.name, x.e.Value, x.want, 1e-12)
	}
	if d.Argmax != 0 || h.Reciprocity != 1 || h.Dyads != 1 || h.IncomingTriads != 1 {
		t.Errorf("%+v", h)
	}
	if h := stats.HyperConvoOf(build(t, nil, nil, nil)); h.CommentIn.Max.Defined() || h.CommentIn.Argmax != -1 {
		t.Errorf("%+v", h)
	}
}

func TestExchangesOfACombAreLinear(t *testing.T) {
	// A long exchange that a further reply leaves at every step.
	const n = 60000
	parents, names := make([]int, 2*n), make([]string, 2*n)
	for i := range n {
		parents[2*i], names[2*i] = 2*i-2, string(rune('a'+i%2))
		parents[2*i+1], names[2*i+1] = 2*i, string(rune('a'+(i+1)%2))
	}
	parents[0] = -1
	tr := build(t, parents, names, nil)
	if e := stats.Exchanges(tr, 1, make([]float64, 2*n)); len(e) != n+0 && len(e) != n+1 {
		t.Errorf("%d exchanges", len(e))
	}
	if d := stats.Dyads(tr, 3, nil); len(d) != 1 || d[0].Longest != n {
		t.Errorf("%+v", d)
	}
}

func ExampleDyads() {
	t := quarrel()
	for _, d := range stats.Dyads(t, 3, heat) {
		fmt.Println(t.Authors()[d.A], "and", t.Authors()[d.B], d.Replies, "replies, median", d.Latency.Value, "s, hostile", d.Hostile.Value)
	}
	// Output:
	// ann and ben 3 replies, median 180 s, hostile 1
}
