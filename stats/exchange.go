package stats

import (
	"cmp"
	"math"
	"slices"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// Reciprocity is how far links between people are returned, in three forms.
type Reciprocity struct {
	// Share is the share of links whose reverse exists.
	Share Estimate `json:"share"`
	// Corrected is (Share - ā)/(1 - ā), ā being the share of all ordered pairs
	// that are linked: 0 for a random graph, below it for one that avoids
	// answers (Garlaschelli and Loffredo, 2004).
	Corrected Estimate `json:"corrected"`
	// Weighted is Σ min(w(i,j), w(j,i)) / Σ w(i,j) over ordered pairs of
	// different people (Squartini et al., 2013): the share of replies returned.
	Weighted Estimate `json:"weighted"`
}

// Reciprocity returns the reciprocity of g. Undefined without links; Corrected
// also where everyone is linked to everyone. Linear in links, times the
// logarithm of the largest number of neighbours.
func (g *PeopleGraph) Reciprocity() Reciprocity {
	links := len(g.from.col)
	if links == 0 {
		u := Undefined(0, "no links")
		return Reciprocity{u, u, u}
	}
	both, least, all := 0, 0.0, 0.0
	for i := range g.names {
		col, val := g.from.row(int64(i))
		for k, j := range col {
			all += val[k]
			if w, ok := g.from.find(int64(j), int64(i)); ok {
				both++
				least += min(w, val[k])
			}
		}
	}
	r := Reciprocity{Share: Exact(float64(both)/float64(links), links), Weighted: Exact(least/all, links)}
	n := float64(len(g.names))
	a := float64(links) / (n * (n - 1))
	if a == 1 {
		r.Corrected = Undefined(links, "everyone is linked to everyone")
	} else {
		r.Corrected = Exact((r.Share.Value-a)/(1-a), links)
	}
	return r
}

// TalkBalance returns 1 - |a-b|/(a+b) for what two people contributed to an
// exchange, in comments or words: 1 where they share it equally and 0 where one
// says all (after Greetham and Ward, 2014). Undefined where both are 0 or one
// is negative or not finite.
func TalkBalance(a, b float64) Estimate {
	if !(a >= 0 && b >= 0) || math.IsInf(a+b, 1) {
		return Undefined(0, "a contribution is negative or not finite")
	}
	if a+b == 0 {
		return Undefined(0, "nobody contributed")
	}
	return Exact(1-math.Abs(a-b)/(a+b), 2)
}

// TalkBalances returns the mean balance over pairs who exchanged replies in
// either direction, each pair counting once; Student's interval over pairs.
// Undefined without links.
func (g *PeopleGraph) TalkBalances() Estimate {
	var x []float64
	for i := range g.names {
		col, val := g.from.row(int64(i))
		for k, j := range col {
			w, ok := g.from.find(int64(j), int64(i))
			if ok && int(j) < i {
				continue // counted from the other side
			}
			x = append(x, TalkBalance(val[k], w).Value)
		}
	}
	if len(x) == 0 {
		return Undefined(0, "no links")
	}
	return Mean(x)
}

// Exchange is a ping-pong: a path along which two people take turns.
type Exchange struct {
	// First opened the exchange: the author of Start. Second answered.
	First  thread.Author `json:"first"`
	Second thread.Author `json:"second"`
	// Start is the top of the path and End its last comment.
	Start thread.Node `json:"start"`
	End   thread.Node `json:"end"`
	// Replies is the number of links on the path.
	Replies int `json:"replies"`
	// Latency is the mean seconds of the replies, Hostile the mean score of the
	// comments on the path; each undefined where nothing is known. Neither has
	// an interval.
	Latency Estimate `json:"latency"`
	Hostile Estimate `json:"hostile"`
}

// turns follows the paths along which two people take turns.
type turns struct {
	tree
	length []int32       // links of the path that ends at the node
	start  []thread.Node // top of that path
	goesOn []bool
}

func newTurns(t *thread.Thread) *turns {
	x := &turns{tree: treeOf(t)}
	n := len(x.parent)
	x.length, x.start, x.goesOn = make([]int32, n), make([]thread.Node, n), make([]bool, n)
	for k := range n {
		i := x.at(k)
		p := x.parent[i]
		if p == thread.None {
			continue
		}
		a, b := t.Author(i), t.Author(p)
		if a == b || a == thread.Nobody || b == thread.Nobody {
			continue
		}
		x.length[i], x.start[i] = 1, p
		if x.length[p] > 0 && t.Author(x.parent[p]) == a {
			x.length[i], x.start[i] = x.length[p]+1, x.start[p]
			x.goesOn[p] = true
		}
	}
	return x
}

// Exchanges returns the longest paths A, B, A, B, … of at least least replies,
// in node order of their ends. A path follows [Parents], and may begin at the
// Post, so both are answering each other and not merely present; it cannot be made longer at either end.
// Where an exchange divides, each branch is a path of its own, from the same
// start. The column may be nil; else it panics where the length is wrong.
// Linear time, however long the paths.
func Exchanges(t *thread.Thread, least int, hostile []float64) []Exchange {
	if hostile != nil {
		checkColumn(t, hostile)
	}
	x := newTurns(t)
	// Sums down from the top level: a path's own is a difference of two.
	type sums struct {
		delay, score   float64
		delays, scores int32
	}
	down := make([]sums, len(x.parent)+1) // the last stands above the top level
	var out []Exchange
	above := func(n thread.Node) *sums {
		if p := x.parent[n]; p != thread.None {
			return &down[p]
		}
		return &down[len(x.parent)]
	}
	for k := range x.parent {
		n := x.at(k)
		s := *above(n)
		if hostile != nil && !math.IsNaN(hostile[n]) {
			s.score += hostile[n]
			s.scores++
		}
		if p := x.parent[n]; p != thread.None {
			if d, ok := delay(t.Comment(n), t.Comment(p)); ok {
				s.delay += d
				s.delays++
			}
		}
		down[n] = s
	}
	for i, l := range x.length {
		if l < 1 || x.goesOn[i] || int(l) < least {
			continue
		}
		e := Exchange{End: thread.Node(i), Start: x.start[i], Replies: int(l)}
		e.First = t.Author(e.Start)
		if e.Second = t.Author(e.End); e.Second == e.First {
			e.Second = t.Author(x.parent[i])
		}
		to, from, before := down[i], down[e.Start], *above(e.Start)
		e.Latency = ratio(to.delay-from.delay, int(to.delays-from.delays), "no latency is known")
		e.Hostile = ratio(to.score-before.score, int(to.scores-before.scores), "no score is known")
		out = append(out, e)
	}
	return out
}

// Dyad is two people and all their exchanges in a thread.
type Dyad struct {
	// A and B are the two, A the one who comes first in [thread.Thread.Authors].
	A thread.Author `json:"a"`
	B thread.Author `json:"b"`
	// Exchanges counts the paths, Longest is the replies of the longest.
	Exchanges int `json:"exchanges"`
	Longest   int `json:"longest"`
	// StartedByA counts the paths that A opened.
	StartedByA int `json:"started_by_a"`
	// Replies counts the links on the paths, those that paths share once.
	Replies int `json:"replies"`
	// Latency is the median seconds of those replies, Hostile their mean score.
	Latency Estimate `json:"latency"`
	Hostile Estimate `json:"hostile"`
}

// Dyads returns the pairs of people with an exchange of at least least replies
// (see [Exchanges]), most replies first. The column may be nil; else it panics
// where the length is wrong. n log n time.
func Dyads(t *thread.Thread, least int, hostile []float64) []Dyad {
	if hostile != nil {
		checkColumn(t, hostile)
	}
	x := newTurns(t)
	least = max(least, 1)
	// longest[n]: links of the longest path through n, found from the leaves up.
	longest := slices.Clone(x.length)
	for k := len(x.parent) - 1; k >= 0; k-- {
		i := x.at(k)
		if p := x.parent[i]; x.length[i] > 1 {
			longest[p] = max(longest[p], longest[i])
		}
	}
	index := map[[2]thread.Author]int{}
	var out []Dyad
	var delays, scores [][]float64
	for i, l := range x.length {
		if l < 1 || int(longest[i]) < least {
			continue
		}
		n := thread.Node(i)
		a, b := t.Author(n), t.Author(x.parent[i])
		key := [2]thread.Author{min(a, b), max(a, b)}
		k, ok := index[key]
		if !ok {
			k = len(out)
			index[key] = k
			out = append(out, Dyad{A: key[0], B: key[1]})
			delays, scores = append(delays, nil), append(scores, nil)
		}
		d := &out[k]
		d.Replies++
		if s, ok := delay(t.Comment(n), t.Comment(x.parent[i])); ok {
			delays[k] = append(delays[k], s)
		}
		if hostile != nil {
			scores[k] = append(scores[k], hostile[i])
		}
		if !x.goesOn[i] && int(l) >= least {
			d.Exchanges++
			d.Longest = max(d.Longest, int(l))
			if t.Author(x.start[i]) == d.A {
				d.StartedByA++
			}
		}
	}
	for k := range out {
		slices.Sort(delays[k])
		out[k].Latency, out[k].Hostile = quantile(delays[k], 0.5), Mean(scores[k])
	}
	slices.SortStableFunc(out, func(a, b Dyad) int { return cmp.Compare(b.Replies, a.Replies) })
	return out
}
