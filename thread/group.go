package thread

import (
	"cmp"
	"container/list"
	"errors"
	"iter"
	"slices"
)

// Group builds a thread from each run of comments with the same
// [Comment.Thread].
//
// With Options.Open at 0 the comments of a thread must stand together, and one
// thread is held at a time: a name that comes back later opens a new thread,
// in which parents left behind are missing. With Open at n at most n threads
// are held; when one more is met, the one that has waited longest for a
// comment is built and given out. At the end of the input the threads held are
// given out in order of their first comment. IDs need to be unique within a
// thread only.
//
// A [*RecordError] of the input is passed on with a nil thread and the
// sequence continues. Any other error ends the input: the threads held are
// given out, and the error is the last pair.
func Group(seq iter.Seq2[Comment, error], opt *Options) iter.Seq2[*Thread, error] {
	if opt == nil {
		opt = &Options{}
	}
	return func(yield func(*Thread, error) bool) {
		g := grouping{opt: opt, at: map[string]*list.Element{}, yield: yield}
		for c, err := range seq {
			if err != nil {
				if bad, ok := errors.AsType[*RecordError](err); ok {
					if !yield(nil, bad) {
						return
					}
					continue
				}
				if g.flush() {
					yield(nil, err)
				}
				return
			}
			if !g.add(c) {
				return
			}
		}
		g.flush()
	}
}

type grouping struct {
	opt   *Options
	at    map[string]*list.Element
	held  list.List // of *batch; the longest idle first
	born  int
	free  []Comment // a buffer for the next batch
	yield func(*Thread, error) bool
}

type batch struct {
	name     string
	born     int
	comments []Comment
}

func (g *grouping) add(c Comment) bool {
	el, ok := g.at[c.Thread]
	if !ok {
		for g.held.Len() > 0 && g.held.Len() >= max(g.opt.Open, 1) {
			if !g.emit(g.held.Front()) {
				return false
			}
		}
		el = g.held.PushBack(&batch{name: c.Thread, born: g.born, comments: g.free[:0]})
		g.free = nil
		g.born++
		g.at[c.Thread] = el
	} else if g.held.Len() > 1 {
		g.held.MoveToBack(el)
	}
	b := el.Value.(*batch)
	b.comments = append(b.comments, c)
	return true
}

func (g *grouping) emit(el *list.Element) bool {
	b := g.held.Remove(el).(*batch)
	delete(g.at, b.name)
	t, err := New(b.comments, g.opt)
	// New has copied the comments; what the buffer holds must not keep their
	// strings alive.
	clear(b.comments)
	g.free = b.comments
	return g.yield(t, err)
}

// flush gives out what is held in order of birth.
func (g *grouping) flush() bool {
	els := make([]*list.Element, 0, g.held.Len())
	for el := g.held.Front(); el != nil; el = el.Next() {
		els = append(els, el)
	}
	slices.SortFunc(els, func(a, b *list.Element) int {
		return cmp.Compare(a.Value.(*batch).born, b.Value.(*batch).born)
	})
	for _, el := range els {
		if !g.emit(el) {
			return false
		}
	}
	return true
}
