package stats

import (
	"cmp"
	"encoding/binary"
	"hash/fnv"
	"math"
	"slices"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

const (
	decaySteps = 5 // ancestors looked at
	doseSteps  = 5 // longest run of hostile ancestors told apart
)

// Contagion gathers, over threads, whether hostile comments draw hostile
// replies. The zero value is empty and ready. It holds about 20 bytes a
// comment and 300 a thread and none of their texts; parts of a corpus merge, and no figure
// depends on the order of adding or merging.
//
// Scores must not have seen the comment answered: a classifier that reads the
// parent makes contagion where there is none. Scores that are unsure make less of
// it than there is: see [ContagionReport.Kept].
//
// Replies to oneself are left out, and so are pairs with an unknown score and
// messages of the software. A
// Post counts as a comment that is answered (see [Parents]) where the column has
// a score for it; give it NaN to look at comments alone.
type Contagion struct {
	threads []contagionThread
	label   []float64
	parent  []int32 // index in the thread of the comment answered, -1 none
	kind    []replyKind
	author  []int32
	people  map[personKey]int32
	unknown int
	self    int
}

type contagionThread struct {
	hash  uint64
	at, n int
	decay [decaySteps]Table
	dose  [doseSteps + 1][2]float64 // weight, weight of hostile replies
}

type replyKind uint8

const (
	replyOther  replyKind = iota // to a top-level comment, or unknown people
	replyBack                    // the person whom the parent answers
	replyOthers                  // a third person
)

// Add adds a thread with the probability that each comment is hostile, NaN
// where unknown: placeholders and deleted texts should be NaN. It panics if
// the column does not have t.Len() elements. Linear time.
func (c *Contagion) Add(t *thread.Thread, hostile []float64) {
	checkColumn(t, hostile)
	if c.people == nil {
		c.people = map[personKey]int32{}
	}
	keys := personKeys(t)
	ids := make([]int32, len(keys))
	for a, k := range keys {
		id, ok := c.people[k]
		if !ok {
			id = int32(len(c.people))
			c.people[k.clone()] = id
		}
		ids[a] = id
	}
	tree := treeOf(t)
	parent := tree.parent
	th := contagionThread{at: len(c.label)}
	place := make([]int32, len(parent)) // of each node among the labelled
	runs := make([][doseSteps + 1]float64, len(parent))
	h := fnv.New64a()
	var buf [8]byte
	for i := range parent {
		n := tree.at(i)
		p, x := parent[n], hostile[n]
		system := t.Comment(n).Kind == thread.System
		known := x >= 0 && x <= 1 && !system
		place[n] = -1
		a := t.Author(n)
		same := func(m thread.Node) bool { return a != thread.Nobody && t.Author(m) == a }
		link, kind := int32(-1), replyOther
		if p != thread.None && !system {
			switch {
			case same(p):
				c.self++
			case !known || place[p] < 0:
				c.unknown++
			default:
				link = place[p]
				if g := parent[p]; g != thread.None && a != thread.Nobody && t.Author(g) != thread.Nobody {
					kind = replyOthers
					if same(g) {
						kind = replyBack
					}
				}
				for r, w := range runs[p] {
					th.dose[r][0] += w
					th.dose[r][1] += w * x
				}
			}
		}
		if !known {
			continue
		}
		m := p
		for k := 0; k < decaySteps && m != thread.None; k++ {
			if place[m] >= 0 && !same(m) {
				th.decay[k].Add(hostile[m], x)
			}
			m = parent[m]
		}
		// P(the run of hostile comments that ends here has length r).
		runs[n][0] = 1 - x
		above := [doseSteps + 1]float64{1}
		if p != thread.None && place[p] >= 0 {
			above = runs[p]
		}
		for r, w := range above {
			runs[n][min(r+1, doseSteps)] += x * w
		}
		place[n] = int32(th.n)
		th.n++
		id := int32(-1)
		if a != thread.Nobody {
			id = ids[a]
			h.Write([]byte(keys[a].key))
		}
		c.label = append(c.label, x)
		c.parent = append(c.parent, link)
		c.kind = append(c.kind, kind)
		c.author = append(c.author, id)
		binary.LittleEndian.PutUint64(buf[:], math.Float64bits(x))
		h.Write(buf[:])
		binary.LittleEndian.PutUint64(buf[:], uint64(int64(link)))
		h.Write(buf[:])
	}
	th.hash = h.Sum64()
	c.threads = append(c.threads, th)
}

// Merge adds all that o holds.
func (c *Contagion) Merge(o *Contagion) {
	if c.people == nil {
		c.people = map[personKey]int32{}
	}
	ids := make([]int32, len(o.people))
	for k, id := range o.people {
		to, ok := c.people[k]
		if !ok {
			to = int32(len(c.people))
			c.people[k] = to
		}
		ids[id] = to
	}
	base := len(c.label)
	for _, th := range o.threads {
		th.at += base
		c.threads = append(c.threads, th)
	}
	c.label = append(c.label, o.label...)
	c.parent = append(c.parent, o.parent...)
	c.kind = append(c.kind, o.kind...)
	for _, a := range o.author {
		if a >= 0 {
			a = ids[a]
		}
		c.author = append(c.author, a)
	}
	c.unknown += o.unknown
	c.self += o.self
}

func pEstimate(t Test, pairs int) Estimate {
	if pairs == 0 {
		return Undefined(0, "no pairs")
	}
	if math.IsNaN(t.P) {
		return Undefined(t.N, t.Reason)
	}
	return Exact(t.P, t.N)
}

// ClusteredOddsRatio returns the odds ratio of the pooled tables with the
// interval from resampling whole tables, one for each thread: see [Bootstrap].
// Pairs of one thread are not independent, and a thread is the unit that a
// corpus samples. It needs threads: of four threads of 25 comments it covers 84
// times of 100, of eight and more 95. Undefined as [Table.OddsRatio] is.
func ClusteredOddsRatio(tables []Table, resamples int, seed uint64) Estimate {
	var pool Table
	for _, t := range tables {
		pool.Merge(t)
	}
	if e := pool.OddsRatio(); !e.Defined() {
		return e
	}
	e := Bootstrap(len(tables), resamples, seed, func(count []float64) float64 {
		var s Table
		for i, k := range count {
			if k > 0 {
				t := &tables[i]
				s.A, s.B, s.C, s.D = s.A+k*t.A, s.B+k*t.B, s.C+k*t.C, s.D+k*t.D
			}
		}
		return s.OddsRatio().Value
	})
	e.N = pool.n()
	return e
}

// contagionPairs is a Contagion with its threads in order of content, parents
// as indices into label.
type contagionPairs struct {
	threads []contagionThread
	label   []float64
	parent  []int32
	kind    []replyKind
	author  []int32 // numbered by first appearance
}

func (c *Contagion) sorted() *contagionPairs {
	s := &contagionPairs{threads: slices.Clone(c.threads)}
	slices.SortStableFunc(s.threads, func(a, b contagionThread) int { return cmp.Compare(a.hash, b.hash) })
	rank := make([]int32, len(c.people))
	for i := range rank {
		rank[i] = -1
	}
	next := int32(0)
	for i := range s.threads {
		th := &s.threads[i]
		from := th.at
		th.at = len(s.label)
		for k := from; k < from+th.n; k++ {
			p := c.parent[k]
			if p >= 0 {
				p += int32(th.at)
			}
			a := c.author[k]
			if a >= 0 {
				if rank[a] < 0 {
					rank[a] = next
					next++
				}
				a = rank[a]
			}
			s.label = append(s.label, c.label[k])
			s.parent = append(s.parent, p)
			s.kind = append(s.kind, c.kind[k])
			s.author = append(s.author, a)
		}
	}
	return s
}

// score is the statistic of the permutation tests.
func (s *contagionPairs) score(label []float64) float64 {
	sum := 0.0
	for _, th := range s.threads {
		var joint, up, down float64
		n := 0
		for k := th.at; k < th.at+th.n; k++ {
			if p := s.parent[k]; p >= 0 {
				x, y := label[p], label[k]
				joint += x * y
				up += x
				down += y
				n++
			}
		}
		if n > 0 {
			sum += joint - up*down/float64(n)
		}
	}
	return sum
}

// joint is the first of the two sums that score is a difference of.
func (s *contagionPairs) joint() (sum float64) {
	for k, p := range s.parent {
		if p >= 0 {
			sum += s.label[p] * s.label[k]
		}
	}
	return sum
}

func (s *contagionPairs) withinThread(runs int, seed uint64) Test {
	r := source(seed, 0x7e4d)
	label := slices.Clone(s.label)
	return permute(s.score(s.label), s.joint(), runs, func() float64 {
		for _, th := range s.threads {
			l := label[th.at : th.at+th.n]
			r.Shuffle(len(l), func(i, j int) { l[i], l[j] = l[j], l[i] })
		}
		return s.score(label)
	})
}

func (s *contagionPairs) withinAuthor(runs int, seed uint64) Test {
	people := int32(-1)
	for _, a := range s.author {
		people = max(people, a)
	}
	groups := make([][]int32, people+1)
	for k, a := range s.author {
		if a >= 0 {
			groups[a] = append(groups[a], int32(k))
		}
	}
	groups = slices.DeleteFunc(groups, func(g []int32) bool { return len(g) < 2 })
	if len(groups) == 0 {
		return Test{P: math.NaN(), Reason: "no author is known to have written twice"}
	}
	r := source(seed, 0xa07)
	label := slices.Clone(s.label)
	return permute(s.score(s.label), s.joint(), runs, func() float64 {
		for _, g := range groups {
			r.Shuffle(len(g), func(i, j int) { label[g[i]], label[g[j]] = label[g[j]], label[g[i]] })
		}
		return s.score(label)
	})
}
