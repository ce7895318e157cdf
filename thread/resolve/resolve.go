package resolve

import (
	_ "embed"
	"slices"
	"sync"
	"time"

	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/resolve/internal/link"
)

// Options say what is inferred. Nil means the zero Options.
type Options struct {
	// Order is the order in which comments stand whose parents a nesting limit
	// hides.
	Order Order
	// Cap is the deepest level that the source shows. 0 finds it; a negative
	// value says that there is none.
	Cap int
	// Flat takes all comments without a parent for one run: for sources that
	// show no replies at all, such as phpBB, GitHub issues or IRC.
	// Without it comments of a source that shows no replies, on a page of one level
	// or in a table without a column for them, are linked only where a
	// quotation, a name or a reply header says whom they answer.
	Flat bool
	// MinConfidence is the least probability of an inferred link; below it the
	// displayed parent stands, with what probability is left. It is no measure of
	// truth: under a nesting limit the displayed parent is seldom the likelier of
	// the two. 0 takes the likeliest.
	MinConfidence float32
	// MinName is the least probability of an inferred author or time. 0 means
	// 0.5.
	MinName float32
	// KeepLinks, KeepAuthors and KeepTimes switch a part of the inference off.
	KeepLinks, KeepAuthors, KeepTimes bool
}

// Order is an order of comments under a nesting limit.
type Order uint8

// The orders.
const (
	// AutoOrder decides for each thread: by times where they are known, else
	// by which order the quotations and the model's choices fit.
	AutoOrder Order = iota
	// DepthFirst is the order of software that stores the true parent and
	// prints each comment before its replies, as WordPress does.
	DepthFirst
	// Chronological is the order of software that offers no reply link at the
	// deepest level, so that what is answered there is stored nowhere.
	Chronological
)

//go:embed resolve.model
var modelData string

var (
	modelOnce    sync.Once
	modelDecoded *link.Model
)

// model decodes the embedded model on first use.
func model() *link.Model {
	modelOnce.Do(func() {
		m, err := link.DecodeModel(modelData)
		if err != nil {
			panic("resolve: the embedded model is damaged: " + err.Error())
		}
		modelDecoded = m
	})
	return modelDecoded
}

// Thread returns t with what its text gives away filled in: the comments that
// are really answered where a nesting limit hides them, authors and times. It
// returns t itself where there is nothing to infer. Otherwise the result is a
// new thread of the same comments, in the same input order and under the same
// IDs; what was inferred carries evidence, and the displayed parent stays
// beside it.
//
// Parents, authors and times that the source states are never changed. Time
// and memory are linear in the text and in the length of a run, with or without
// authors; where authors are unknown those links are looked at again that a name
// found in the text touches.
// Thread does not modify t and may be called concurrently.
func Thread(t *thread.Thread, opt *Options) *thread.Thread {
	if opt == nil {
		opt = &Options{}
	}
	if t == nil || t.Len() == 0 {
		return t
	}
	return recovered(newResolver(t, opt, model()))
}

func recovered(r *resolver) *thread.Thread {
	t := r.t
	if !r.needed() {
		return t
	}
	r.prepare()
	nameless := r.nameless()
	r.links()
	r.headers()
	if nameless { // whom the text names helps to find who is answered, and the reverse
		r.read(nameless)
		r.relink(r.lend())
		r.headers()
	}
	r.fallBack()
	r.read(nameless)
	r.names(nameless)
	if !r.changes() {
		return t
	}
	out, err := t.Revise(r.comments())
	if err != nil { // as many comments as t has do not exceed what a thread holds
		return t
	}
	return out
}

// resolver holds the state of one call. Items are the comments in input order, or
// by time where the input runs from the newest to the oldest.
type resolver struct {
	t        *thread.Thread
	place    []int32 // item of each node
	opt      *Options
	model    *link.Model
	order    link.Order
	sure     float32 // of the order, 0 undecided
	in       []*thread.Comment
	node     []thread.Node
	parent   []int32 // displayed parent by item, -1
	level    []int32
	open     []bool // the true parent may be another than the displayed one
	runs     []link.Run
	cuesOnly bool // flat, so that only what the text says links two comments
	doc      *link.Doc
	decoded  []decoded
	to       []int32           // chosen parent
	ev       []thread.Evidence // without its cue in words, which the facts give
	facts    []link.Facts
	author   []guess
	votes    []vote
	said     []said
	claims   map[int32]int32 // person whom a header names, by the item it answers
	time     []stamp
}

func newResolver(t *thread.Thread, opt *Options, m *link.Model) *resolver {
	n := t.Len()
	open, some := make([]bool, n), false // by node
	for node := range open {
		open[node] = mayMove(t, thread.Node(node), opt)
		some = some || open[node]
	}
	newest := some && opt.Order != DepthFirst && newestFirst(t)
	if newest {
		o := *opt
		o.Order, opt = Chronological, &o
	}
	r := &resolver{t: t, opt: opt, model: m, in: make([]*thread.Comment, n), node: inOrder(t, newest), place: make([]int32, n), parent: make([]int32, n), level: make([]int32, n)}
	for i, node := range r.node {
		r.place[node], r.in[i] = int32(i), t.Comment(node)
	}
	depths := t.Depths(make([]int32, 0, n))
	r.open = make([]bool, n)
	r.to = make([]int32, n)
	r.ev = make([]thread.Evidence, n)
	r.facts = make([]link.Facts, n)
	for i, node := range r.node {
		r.parent[i] = -1
		if p := t.Parent(node); p != thread.None {
			r.parent[i] = r.place[p]
		}
		r.to[i] = r.parent[i]
		r.level[i] = depths[node]
		r.open[i] = open[node]
	}
	r.findRuns()
	return r
}

// newestFirst reports whether the times of all comments are known and replies to one
// comment stand in the input before older ones. A comment answers an older one, so
// such input is read by time.
func newestFirst(t *thread.Thread) bool {
	last := make(map[thread.Node]time.Time)
	rising, falling := 0, 0
	for node := range t.ByInput() {
		c := t.Comment(node)
		if c.Kind != thread.Reply || c.Status == thread.Missing {
			continue
		}
		if c.Time.IsZero() || c.Precision > thread.Minute {
			return false
		}
		p := t.Parent(node)
		if before, ok := last[p]; ok {
			switch c.Time.Compare(before) {
			case -1:
				falling++
			case 1:
				rising++
			}
		}
		last[p] = c.Time
	}
	return falling > 4*rising
}

// inOrder returns the nodes in the order in which they are read.
func inOrder(t *thread.Thread, newest bool) []thread.Node {
	order := slices.Collect(t.ByInput())
	if !newest {
		return order
	}
	// Of the same minute the one that stands later was first.
	slices.Reverse(order)
	slices.SortStableFunc(order, func(a, b thread.Node) int {
		return t.Comment(a).Time.Compare(t.Comment(b).Time)
	})
	return order
}

// mayMove reports whether the source shows a comment where it stands without
// stating whom it answers.
func mayMove(t *thread.Thread, node thread.Node, opt *Options) bool {
	c := t.Comment(node)
	if c.Status == thread.Missing || c.Kind != thread.Reply {
		return false
	}
	top := t.Parent(node) == thread.None
	if opt.Flat && top && c.Parent == "" {
		return true
	}
	if c.Details != nil && c.Details.ReplyTo != "" {
		return true
	}
	if c.Provenance == nil {
		return false
	}
	o := t.ParentEvidence(node).Origin
	return o == thread.Nested || o == thread.Absent && top && c.Parent == ""
}

// needed reports whether anything may be inferred at all.
func (r *resolver) needed() bool {
	if len(r.runs) > 0 {
		return true
	}
	for i, c := range r.in {
		if r.open[i] || c.Status == thread.Missing {
			return true
		}
		if c.Author == "" && c.Provenance != nil && c.Text != "" {
			return true
		}
	}
	return false
}

// prepare reads the texts.
func (r *resolver) prepare() {
	items := make([]link.Item, len(r.in))
	for i, c := range r.in {
		it := link.Item{Text: c.Text, Author: c.Author, Parent: r.parent[i]}
		if c.Details != nil {
			it.AuthorID, it.ReplyTo = c.Details.AuthorID, c.Details.ReplyTo
		}
		if !c.Time.IsZero() && c.Precision <= thread.Minute {
			it.Time = c.Time.Unix()
		}
		items[i] = it
	}
	r.doc = link.Prepare(items)
	r.doc.SetRuns(r.runs)
}
