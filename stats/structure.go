package stats

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// HIndex is the h-index of a discussion in the two readings of Gómez,
// Kaltenbrunner and López (WWW 2008), whose sentence has a level h with at
// least h comments in one half and with more than h in the other.
type HIndex struct {
	// AtLeast is the highest level h such that every level i up to h has i
	// comments or more.
	AtLeast int `json:"at_least"`
	// More is the same with more than i comments.
	More int `json:"more"`
	// Rank and RankMore add 1/comments, the paper's way to break ties: of two
	// discussions of one h-index the one with fewer comments is more
	// controversial. Undefined without comments.
	Rank     Estimate `json:"rank"`
	RankMore Estimate `json:"rank_more"`
}

// HIndexOf returns the h-index of t from its width profile, placeholders
// included. Levels as in [Shape]. Linear time.
func HIndexOf(t *thread.Thread) HIndex { return ShapeOf(t).HIndex() }

// HIndex returns the h-index of a shape.
func (s Shape) HIndex() HIndex {
	var h HIndex
	n := 0
	for i, w := range s.Widths {
		n += w
		if h.AtLeast == i && w >= i+1 {
			h.AtLeast++
		}
		if h.More == i && w > i+1 {
			h.More++
		}
	}
	h.Rank, h.RankMore = Undefined(0, "no comments"), Undefined(0, "no comments")
	if n > 0 {
		h.Rank = Exact(float64(h.AtLeast)+1/float64(n), n)
		h.RankMore = Exact(float64(h.More)+1/float64(n), n)
	}
	return h
}

// SubThreads returns the shape of each sub-thread that a top-level comment
// opens, a reply to a Post counting as top level, in node order. A message of
// the software opens none unless it is answered. Linear time.
func SubThreads(t *thread.Thread) []Shape {
	var out []Shape
	add := func(n thread.Node) {
		if t.Comment(n).Kind != thread.System || t.Size(n) > 1 {
			out = append(out, BranchShape(t, n))
		}
	}
	for r := range t.Roots() {
		if t.Comment(r).Kind != thread.Post {
			add(r)
			continue
		}
		for n := range t.Children(r) {
			add(n)
		}
	}
	return out
}

// DiscussionScore returns the Coral Project's score of an article from its
// sub-threads: each adds its depth times its width, and the score is the 5 per
// cent quantile of the posterior of their mean under a Gamma(1, scale 2) prior
// and a Poisson law: Gamma(1 + Σx, scale 2/(2n + 1)). The quantile keeps an
// article with one lucky thread from leading; Lo is that quantile again, Value
// too, and Hi the 95 per cent one. It is undefined without sub-threads.
func DiscussionScore(threads []Shape) Estimate {
	if len(threads) == 0 {
		return Undefined(0, "no sub-threads")
	}
	sum, n := 0.0, float64(len(threads))
	for _, s := range threads {
		sum += float64(s.Depth) * float64(s.Width)
	}
	g := distuv.Gamma{Alpha: 1 + sum, Beta: (2*n + 1) / 2}
	lo := g.Quantile(0.05)
	return Estimate{lo, lo, g.Quantile(0.95), len(threads), ""}
}

// DiversityScore returns the Coral Project's chance that the next comment is by
// someone new, from the number of participants and of comments: the 5 per cent
// quantile of Beta(2 + participants, 2 + comments - participants), with Lo and
// Hi as in [DiscussionScore]. Undefined without comments, or with more
// participants than comments.
func DiversityScore(participants, comments int) Estimate {
	switch {
	case comments <= 0:
		return Undefined(0, "no comments")
	case participants < 0 || participants > comments:
		return Undefined(comments, "more participants than comments")
	}
	b := distuv.Beta{Alpha: float64(2 + participants), Beta: float64(2 + comments - participants)}
	lo := b.Quantile(0.05)
	return Estimate{lo, lo, b.Quantile(0.95), comments, ""}
}

// Quadrant places a discussion in the plane of González-Bailón, Kaltenbrunner
// and Banchs (2010): wide threads have many voices, deep ones much argument.
type Quadrant struct {
	Wide bool `json:"wide"`
	Deep bool `json:"deep"`
}

// Quadrants returns the quadrant of each shape, wide and deep meaning above the
// median width and depth of them all. n log n time.
func Quadrants(shapes []Shape) []Quadrant {
	w, d := make([]float64, len(shapes)), make([]float64, len(shapes))
	for i, s := range shapes {
		w[i], d[i] = float64(s.Width), float64(s.Depth)
	}
	q := make([]Quadrant, len(shapes))
	ws, ds := slices.Clone(w), slices.Clone(d)
	slices.Sort(ws)
	slices.Sort(ds)
	mw, md := quantile(ws, 0.5).Value, quantile(ds, 0.5).Value
	for i := range q {
		q[i] = Quadrant{w[i] > mw, d[i] > md}
	}
	return q
}

// Offspring is the law of how many direct replies a comment draws, with the
// root apart: an article draws by another law than a comment (Medvedev et al.,
// 2018). Offspring of several threads merge.
type Offspring struct {
	// Roots and RootReplies count the articles and the top-level comments. An
	// article is implied where comments at top level do not stand under a
	// thread's only Post.
	Roots       int `json:"roots"`
	RootReplies int `json:"root_replies"`
	// Counts[k] is the number of comments with k replies, for the k that occur.
	Counts map[int]int `json:"counts"`
}

// OffspringOf returns the offspring law of t, placeholders included and messages
// of the software left out. Linear time.
func OffspringOf(t *thread.Thread) Offspring {
	o := Offspring{Counts: map[int]int{}}
	parent, _ := t.Columns()
	kids := make([]int, len(parent))
	posts, implied := 0, false
	for i, p := range parent {
		switch kind := t.Comment(thread.Node(i)).Kind; {
		case kind == thread.System:
		case p != thread.None:
			kids[p]++
		case kind != thread.Post:
			implied = true
			o.RootReplies++
		}
	}
	for i, k := range kids {
		switch kind := t.Comment(thread.Node(i)).Kind; {
		case kind == thread.System:
		case kind == thread.Post && parent[i] == thread.None:
			posts++
			o.RootReplies += k
		default:
			o.Counts[k]++
		}
	}
	o.Roots = posts
	if implied && posts != 1 {
		o.Roots++
	}
	return o
}

// Merge adds the counts of p.
func (o *Offspring) Merge(p Offspring) {
	if o.Counts == nil {
		o.Counts = map[int]int{}
	}
	for k, c := range p.Counts {
		o.Counts[k] += c
	}
	o.Roots += p.Roots
	o.RootReplies += p.RootReplies
}

// RootMean returns the mean number of top-level comments of an article.
func (o Offspring) RootMean() Estimate { return ratio(float64(o.RootReplies), o.Roots, "no articles") }

// Mean returns the mean number of replies to a comment: the branching ratio of
// the reply process, below 1 in any finished thread. It is low where young
// comments may yet be answered. Student's interval, which takes comments as
// independent.
func (o Offspring) Mean() Estimate {
	mean, variance, n := o.moments()
	if n == 0 {
		return Undefined(0, "no comments")
	}
	e := Exact(mean, n)
	if n > 1 {
		half := studentQuantile(n-1) * math.Sqrt(variance/float64(n))
		e.Lo, e.Hi = mean-half, mean+half
	}
	return e
}

// Dispersion returns the variance of the number of replies over its mean: 1
// for a Poisson law, more where few comments draw most replies. Undefined below
// two comments and where none has a reply.
func (o Offspring) Dispersion() Estimate {
	mean, variance, n := o.moments()
	switch {
	case n < 2:
		return Undefined(n, "fewer than two comments")
	case mean == 0:
		return Undefined(n, "no comment has a reply")
	}
	return Exact(variance/mean, n)
}

func (o Offspring) moments() (mean, variance float64, n int) {
	sum, square := 0, 0.0
	for k, c := range o.Counts { // whole numbers: the order does not matter
		n += c
		sum += k * c
		square += float64(k) * float64(k) * float64(c)
	}
	if n == 0 {
		return 0, 0, 0
	}
	mean = float64(sum) / float64(n)
	if n > 1 {
		variance = max(0, (square-float64(n)*mean*mean)/float64(n-1))
	}
	return mean, variance, n
}

// FirstN returns the thread as it stood after its first n comments, in order of
// time where all times are known and else of input, so that a forecast can see
// nothing that came later. Posts do not count and always stay; messages of the
// software do not count, and stay where they come before the last; placeholders
// stay where a comment kept stands below one. It builds a thread under t's
// orphan policy: linear time but for the sorting.
func FirstN(t *thread.Thread, n int) *thread.Thread {
	keep := make(map[thread.Node]bool, n)
	for _, m := range order(t) {
		if k := t.Comment(m).Kind; k == thread.Post || k == thread.System && n > 0 {
			keep[m] = true
			continue
		}
		if n > 0 {
			keep[m] = true
			n--
		}
	}
	for m := range keep {
		for p := t.Parent(m); p != thread.None && t.Missing(p) && !keep[p]; p = t.Parent(p) {
			keep[p] = true
		}
	}
	var cs []thread.Comment
	for m := range t.ByInput() {
		if c := t.Comment(m); keep[m] && !remade(c) {
			cs = append(cs, *c)
		}
	}
	prefix, err := thread.New(cs, &thread.Options{Orphans: t.OrphanPolicy()})
	if err != nil {
		return &thread.Thread{} // a part of a thread is not too large for one
	}
	return prefix
}

// remade reports whether c is a placeholder that [thread.New] puts under its
// replies by itself: one of which only the ID is known.
func remade(c *thread.Comment) bool {
	return c.Status == thread.Missing && c.Parent == "" && c.Level == 0 && c.Provenance == nil
}

// Given returns t with only the links that its source gives or displays, and
// whether that differs from t: a figure that rests on inferred links should be
// told beside the one that does not. It builds a thread under t's orphan policy.
func Given(t *thread.Thread) (given *thread.Thread, differs bool) {
	var cs []thread.Comment
	for n := range t.ByInput() {
		if c := t.Comment(n); !remade(c) {
			cs = append(cs, *c)
		}
	}
	given, err := thread.New(cs, &thread.Options{MinLink: 1, Orphans: t.OrphanPolicy()})
	if err != nil {
		return t, false
	}
	a, _ := t.Columns()
	b, _ := given.Columns()
	return given, !slices.Equal(a, b)
}
