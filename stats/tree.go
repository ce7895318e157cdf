package stats

import (
	"strings"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// tree is a thread as the measures of this package see it. It is the one place
// that knows what a Post is to the comments beside it: most readers yield the
// article or opening message as a Post, and what answers it without a Parent.
type tree struct {
	t *thread.Thread
	// parent is the node that each node answers, the Post included.
	parent []thread.Node
	// end is that of the thread, wrong for the post: its branch is all of t.
	end []thread.Node
	// post is the only Post at top level: the root of all. None where there is
	// none, or several.
	post thread.Node
}

func treeOf(t *thread.Thread) tree {
	x := tree{t: t, post: thread.None}
	x.parent, x.end = t.Columns()
	for n := range t.Roots() {
		if t.Comment(n).Kind != thread.Post {
			continue
		}
		if x.post != thread.None {
			x.post = thread.None // which of them is answered, nothing says
			return x
		}
		x.post = n
	}
	if x.post == thread.None {
		return x
	}
	copied := false
	for n := range t.Roots() {
		if n == x.post || !x.answersPost(n) {
			continue
		}
		if !copied {
			x.parent = append([]thread.Node(nil), x.parent...)
			copied = true
		}
		x.parent[n] = x.post
	}
	return x
}

// answersPost reports whether a comment beside the Post answers it. What names
// another comment or another person does not; nor does a placeholder that
// [thread.New] made for orphans, since what that answered is as lost as itself.
func (x *tree) answersPost(n thread.Node) bool {
	c := x.t.Comment(n)
	if c.Parent != "" || c.Status == thread.Missing && c.Pos < 0 {
		return false
	}
	if c.Details == nil || c.Details.ReplyTo == "" {
		return true
	}
	p := x.t.Comment(x.post)
	return strings.EqualFold(c.Details.ReplyTo, p.Author) || p.Details != nil && c.Details.ReplyTo == p.Details.AuthorID
}

// at returns the k-th node in an order in which each comes after what it stands
// under: the Post, then the others in node order.
func (x *tree) at(k int) thread.Node {
	switch n := thread.Node(k); {
	case n > x.post:
		return n
	case n == 0:
		return x.post
	default:
		return n - 1
	}
}

// comment reports whether c is one: not a placeholder, a Post, or the software's
// own message.
func comment(c *thread.Comment) bool {
	return c.Status != thread.Missing && c.Kind != thread.Post && c.Kind != thread.System
}

// Parents appends the node that each node answers, [thread.None] where none is
// known. It is the column that all measures here rest on, and differs from that
// of [thread.Thread.Columns] in the comments beside a thread's only Post, which
// answer it: see the package's conventions. Where the Post is not the first
// node, it comes after some of those. Linear time.
func Parents(dst []thread.Node, t *thread.Thread) []thread.Node {
	x := treeOf(t)
	return append(dst, x.parent...)
}
