// Package roots finds the thread of comments whose source names only the
// comment answered.
package roots

import (
	"github.com/seed-100d3eb7/rejoinder/thread"
)

const (
	maxKnown = 1 << 20  // IDs remembered in each of two generations
	maxHeld  = 1 << 16  // comments that wait for their parent
	maxBytes = 64 << 20 // their text
	spare    = 1 << 10  // places of held that may be empty beside as many as are taken
)

// Finder sets Thread, and clears Parent where it is a Post: the comment is at
// top level then. Comments that stand before their parent are held until it
// comes, or the input ends, or 65,536 of them or 64 MiB of text are held; they
// then come out with the parent they name, and the earliest ancestor named as
// their thread.
//
// It remembers the last million IDs at least, two at most.
type Finder struct {
	Yield func(thread.Comment, error) bool

	now, before map[string]known
	waiting     map[string][]int // by the parent they wait for
	held        []thread.Comment // in order of input
	gone        []bool
	left        int
	bytes       int
	stopped     bool
}

type known struct {
	thread string
	post   bool
}

// Add takes a comment whose Parent is as the source states it. A comment
// without a parent begins a thread of its own unless it has a Thread.
func (f *Finder) Add(c thread.Comment) bool {
	if f.now == nil {
		f.now = map[string]known{}
		f.waiting = map[string][]int{}
	}
	switch p, ok := f.look(c.Parent); {
	case c.Parent == "" || c.Parent == c.ID:
		if c.Thread == "" {
			c.Thread = c.ID
		}
		if c.Parent != "" {
			c.Parent = "" // its own parent, says the source
		}
	case ok:
		adopt(&c, p)
	default:
		if len(f.held) > 2*f.left+spare {
			f.compact()
		}
		f.waiting[c.Parent] = append(f.waiting[c.Parent], len(f.held))
		f.held = append(f.held, c)
		f.gone = append(f.gone, false)
		f.left++
		f.bytes += len(c.Text)
		if f.left >= maxHeld || f.bytes > maxBytes {
			return f.Flush()
		}
		return !f.stopped
	}
	f.release(c)
	return !f.stopped
}

func adopt(c *thread.Comment, p known) {
	c.Thread = p.thread
	if p.post {
		c.Parent = ""
	}
}

func (f *Finder) look(id string) (known, bool) {
	if k, ok := f.now[id]; ok {
		return k, true
	}
	k, ok := f.before[id]
	return k, ok
}

// release yields c and those that have waited for it, and so on.
func (f *Finder) release(c thread.Comment) {
	queue := []thread.Comment{c}
	for len(queue) > 0 && !f.stopped {
		c := queue[0]
		queue = queue[1:]
		if c.ID != "" {
			if len(f.now) >= maxKnown {
				f.before, f.now = f.now, map[string]known{}
			}
			if _, twice := f.look(c.ID); !twice {
				f.now[c.ID] = known{c.Thread, c.Kind == thread.Post}
			}
			for _, i := range f.waiting[c.ID] {
				child := f.take(i)
				up, _ := f.look(c.ID)
				adopt(&child, up)
				queue = append(queue, child)
			}
			delete(f.waiting, c.ID)
		}
		if !f.Yield(c, nil) {
			f.stopped = true
		}
	}
	if f.left == 0 {
		f.held, f.gone, f.bytes = f.held[:0], f.gone[:0], 0
	}
}

func (f *Finder) take(i int) thread.Comment {
	c := f.held[i]
	f.held[i], f.gone[i] = thread.Comment{}, true
	f.left--
	f.bytes -= len(c.Text)
	return c
}

// compact closes the gaps that comments released have left in held.
func (f *Finder) compact() {
	to := make([]int, len(f.held))
	held := make([]thread.Comment, 0, 2*f.left+spare)
	for i := range f.held {
		to[i] = len(held)
		if !f.gone[i] {
			held = append(held, f.held[i])
		}
	}
	for _, places := range f.waiting {
		for k, i := range places {
			places[k] = to[i]
		}
	}
	f.held, f.gone = held, make([]bool, len(held), cap(held))
}

// Flush yields what is held. It returns false where the walk has ended.
func (f *Finder) Flush() bool {
	if f.left == 0 {
		return !f.stopped
	}
	// The thread of a held comment is the earliest ancestor that any held
	// comment names.
	at := map[string]int{}
	for i := range f.held {
		if !f.gone[i] && f.held[i].ID != "" {
			if _, twice := at[f.held[i].ID]; !twice {
				at[f.held[i].ID] = i
			}
		}
	}
	top := make([]string, len(f.held))
	var path []int
	for i := range f.held {
		path = path[:0]
		name := ""
		for k := i; ; {
			if top[k] != "" {
				name = top[k]
				break
			}
			path = append(path, k)
			top[k] = f.held[k].Parent // ends a circle here
			up, ok := at[f.held[k].Parent]
			if !ok || f.gone[k] {
				name = f.held[k].Parent
				break
			}
			k = up
		}
		for _, k := range path {
			top[k] = name
		}
	}
	held, gone := f.held, f.gone
	f.held, f.gone, f.left, f.bytes = nil, nil, 0, 0
	f.waiting = map[string][]int{}
	for i, c := range held {
		if gone[i] || f.stopped {
			continue
		}
		if c.Thread == "" {
			c.Thread = top[i]
		}
		if p, ok := f.look(c.Parent); ok {
			adopt(&c, p)
		}
		f.release(c)
	}
	return !f.stopped
}
