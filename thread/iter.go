package thread

import (
	"fmt"
	"iter"
	"slices"
)

// All yields every node and its comment in node order: each comment is
// followed by all that stands below it.
func (t *Thread) All() iter.Seq2[Node, *Comment] {
	return func(yield func(Node, *Comment) bool) {
		for i := range t.comments {
			if !yield(Node(i), &t.comments[i]) {
				return
			}
		}
	}
}

// ByInput yields every node in the order of the input. A placeholder stands
// before its first reply.
func (t *Thread) ByInput() iter.Seq[Node] {
	return func(yield func(Node) bool) {
		for i := range t.comments {
			n := Node(i)
			if t.order != nil {
				n = t.order[i]
			}
			if !yield(n) {
				return
			}
		}
	}
}

// ByTime yields the nodes whose time is known, earliest first; equal times in
// input order. Each call sorts: n log n time and 4 bytes a comment.
func (t *Thread) ByTime() iter.Seq[Node] {
	return func(yield func(Node) bool) {
		timed := make([]Node, 0, len(t.comments))
		for n := range t.ByInput() {
			if !t.comments[n].Time.IsZero() {
				timed = append(timed, n)
			}
		}
		slices.SortStableFunc(timed, func(a, b Node) int {
			return t.comments[a].Time.Compare(t.comments[b].Time)
		})
		for _, n := range timed {
			if !yield(n) {
				return
			}
		}
	}
}

// Roots yields the top-level nodes.
func (t *Thread) Roots() iter.Seq[Node] {
	return t.siblings(0, Node(len(t.comments)))
}

// Children yields the direct replies to n.
func (t *Thread) Children(n Node) iter.Seq[Node] {
	return t.siblings(n+1, t.end[n])
}

func (t *Thread) siblings(from, to Node) iter.Seq[Node] {
	return func(yield func(Node) bool) {
		for n := from; n < to; n = t.end[n] {
			if !yield(n) {
				return
			}
		}
	}
}

// Ancestors yields the parent of n, its parent, and so on to the top level.
func (t *Thread) Ancestors(n Node) iter.Seq[Node] {
	return func(yield func(Node) bool) {
		for p := t.parent[n]; p != None; p = t.parent[p] {
			if !yield(p) {
				return
			}
		}
	}
}

// IsAncestor reports whether a stands above n, in constant time. A node is not
// its own ancestor.
func (t *Thread) IsAncestor(a, n Node) bool { return a < n && n < t.end[a] }

// Rollup folds a column from the leaves up: when it returns, col[n] is join
// over the original col[n] and the results of the replies to n, the last reply
// first. It panics if col does not have t.Len() elements.
func Rollup[T any](t *Thread, col []T, join func(parent, child T) T) {
	checkColumn(t, len(col))
	// Short enough to be inlined with its join, which is worth more than any
	// trick inside: 1M comments in 1.2 to 2.2 ms (November 2026).
	for i := len(col) - 1; i >= 0; i-- {
		if p := t.parent[i]; p != None {
			col[p] = join(col[p], col[i])
		}
	}
}

// Cascade folds a column from the top level down: when it returns, col[n] is
// join over the result of n's parent and the original col[n]; top-level
// elements are left as they are. It panics if col does not have t.Len()
// elements.
func Cascade[T any](t *Thread, col []T, join func(parent, child T) T) {
	checkColumn(t, len(col))
	for i, p := range t.parent {
		if p != None {
			col[i] = join(col[p], col[i])
		}
	}
}

func checkColumn(t *Thread, n int) {
	if n != len(t.comments) {
		panic(fmt.Sprintf("thread: column has %d values, thread has %d nodes", n, len(t.comments)))
	}
}
