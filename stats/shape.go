package stats

import (
	"github.com/seed-100d3eb7/rejoinder/thread"
)

// Shape is the form of one thread's tree. Levels count from 1 at the comments
// that answer the article. A top-level node of kind Post is the article itself
// and stands at level 0; where it is the only one, all others stand below it,
// whether or not they name it as their parent.
//
// Placeholders count wherever position counts (levels, widths, leaves,
// virality), because the comments they stand for were there, and so do messages
// of the software; Comments, Missing and System tell them apart.
type Shape struct {
	// Comments counts the nodes that are neither placeholders, nor Posts, nor
	// System messages.
	Comments int `json:"comments"`
	// Missing counts the placeholders.
	Missing int `json:"missing"`
	// Posts counts the articles or opening messages.
	Posts int `json:"posts"`
	// System counts the messages of the software.
	System int `json:"system,omitempty"`
	// Roots counts the nodes that answer none: the article, and what is not
	// known to answer it. Sub-threads are counted by Widths[0].
	Roots int `json:"roots"`
	// Leaves counts the nodes other than Posts that have no reply.
	Leaves int `json:"leaves"`
	// Authors counts the known people who wrote, Posts included.
	Authors int `json:"authors"`
	// Depth is the highest level; 0 for a thread without comments.
	Depth int `json:"depth"`
	// Width is the largest number of nodes on one level, and WidthLevel the
	// first level that has it.
	Width      int `json:"width"`
	WidthLevel int `json:"width_level"`
	// Widths[i] is the number of nodes on level i+1.
	Widths []int `json:"widths"`
	// ImpliedRoot says that Virality and Wiener join several top-level nodes
	// under an article that is not itself in the thread.
	ImpliedRoot bool `json:"implied_root"`
	// MeanDepth is the mean level of all nodes but Posts.
	MeanDepth Estimate `json:"mean_depth"`
	// Branching is the mean number of replies over the nodes other than Posts
	// that have any. Over all nodes the mean would be (n-1)/n whatever the
	// shape.
	Branching Estimate `json:"branching"`
	// LeafShare is Leaves over all nodes but Posts.
	LeafShare Estimate `json:"leaf_share"`
	// Virality is the structural virality of Goel, Anderson, Hofman and Watts
	// (Management Science, 2016): the mean distance between two nodes, in
	// links. It is undefined below two nodes.
	Virality Estimate `json:"virality"`
	// Wiener is the sum of distances over all unordered pairs of nodes.
	Wiener float64 `json:"wiener"`
	// Inferred is the share of links that the source does not state.
	Inferred Estimate `json:"inferred"`
}

// ShapeOf returns the shape of t in one pass, linear in its nodes.
//
// Virality is 2W/(n(n-1)) with W the Wiener index, which is the sum over links
// of s(n-s), s being the nodes below the link. A thread with one top-level
// node is a tree as it stands. Several are joined under the Post where just one
// of them is a Post, and otherwise under an implied root, which then counts as a
// node.
func ShapeOf(t *thread.Thread) Shape {
	x := treeOf(t)
	s := x.shape(0, t.Len())
	s.Authors = len(t.Authors())
	return s
}

// BranchShape returns the shape of the sub-thread that n opens, as if it were
// a thread of its own: n is at level 1, and its link to its parent does not
// count. The branch of a thread's only Post at top level is the thread. It takes
// time linear in the branch.
func BranchShape(t *thread.Thread, n thread.Node) Shape {
	if t.Comment(n).Kind == thread.Post && t.Parent(n) == thread.None && treeOf(t).post == n {
		return ShapeOf(t)
	}
	x := tree{t: t, post: thread.None}
	x.parent, x.end = t.Columns()
	s := x.shape(int(n), int(t.End(n)))
	if t.Size(n) == 1 { // most branches of most threads
		if t.Author(n) != thread.Nobody {
			s.Authors = 1
		}
		return s
	}
	seen := map[thread.Author]struct{}{}
	for i := n; i < t.End(n); i++ {
		if a := t.Author(i); a != thread.Nobody {
			seen[a] = struct{}{}
		}
	}
	s.Authors = len(seen)
	return s
}

// shape returns the shape of nodes lo to hi-1: a branch without the Post, or all.
func (x *tree) shape(lo, hi int) Shape {
	var s Shape
	t := x.t
	size := hi - lo
	level := make([]int32, size)
	widths := make([]int32, 0, 16)
	levels := int64(0) // a chain's sum exceeds 32 bits
	inner, replies, links, inferred := 0, 0, 0, 0
	for k := lo; k < hi; k++ {
		i := x.at(k)
		c := t.Comment(i)
		p := x.parent[i]
		if lo > 0 && int(i) == lo {
			p = thread.None
		}
		l := int32(1)
		switch {
		case p != thread.None:
			l = level[int(p)-lo] + 1
			links++
			if x.inferred(i, p) {
				inferred++
			}
			if t.Comment(p).Kind != thread.Post {
				replies++
			}
		case c.Kind == thread.Post:
			l = 0
			s.Roots++
		default:
			s.Roots++
		}
		level[int(i)-lo] = l
		switch {
		case c.Status == thread.Missing:
			s.Missing++
		case c.Kind == thread.Post:
			s.Posts++
		case c.Kind == thread.System:
			s.System++
		default:
			s.Comments++
		}
		if c.Kind != thread.Post {
			if x.end[i] == i+1 {
				s.Leaves++
			} else {
				inner++
			}
		}
		if l > 0 {
			if int(l) > len(widths) {
				widths = append(widths, 0)
			}
			widths[l-1]++
			levels += int64(l)
		}
	}
	s.Depth = len(widths)
	s.Widths = make([]int, len(widths))
	for i, w := range widths {
		s.Widths[i] = int(w)
		if int(w) > s.Width {
			s.Width, s.WidthLevel = int(w), i+1
		}
	}
	const none = "no comments"
	below := 0
	for _, w := range s.Widths {
		below += w
	}
	body := inner + s.Leaves
	s.MeanDepth = ratio(float64(levels), below, none)
	s.Branching = ratio(float64(replies), inner, "no comment has a reply")
	s.LeafShare = ratio(float64(s.Leaves), body, none)
	s.Inferred = ratio(float64(inferred), links, "no links")

	s.ImpliedRoot = s.Roots > 1 && x.post == thread.None
	n := size
	if s.ImpliedRoot {
		n++
	}
	s.Wiener = x.wiener(lo, hi, n)
	s.Virality = Undefined(n, "fewer than two nodes")
	if n > 1 {
		s.Virality = Exact(2*s.Wiener/(float64(n)*float64(n-1)), n)
	}
	return s
}

// inferred reports whether no source states that i answers p. Where a Post
// stands above comments, the source states that they answer it.
func (x *tree) inferred(i, p thread.Node) bool {
	c := x.t.Comment(i)
	if c.Provenance == nil && (c.Parent == x.t.Comment(p).ID || c.Parent == "" && p == x.post) {
		return false
	}
	o := x.t.ParentEvidence(i).Origin
	return o != thread.Given && !(o == thread.Absent && c.Parent == "" && p == x.post)
}

// wiener sums s(n-s) over the links of the branch, n being its nodes: over the
// links to an implied root too if that is one more than there are.
func (x *tree) wiener(lo, hi, n int) float64 {
	w := 0.0
	root := thread.None
	switch {
	case x.post != thread.None:
		root = x.post
	case n == hi-lo:
		root = thread.Node(lo)
	}
	for i := thread.Node(lo); i < thread.Node(hi); i++ {
		if i != root {
			s := float64(x.end[i] - i)
			w += s * (float64(n) - s)
		}
	}
	return w
}

func ratio(k float64, n int, reason string) Estimate {
	if n == 0 {
		return Undefined(0, reason)
	}
	return Exact(k/float64(n), n)
}

// Depths appends the level of every node to dst as [Shape] counts them: 0 for a
// Post at top level, 1 for the comments below it or without one. The column is
// ready for gonum/stat.
func Depths(dst []float64, t *thread.Thread) []float64 {
	x := treeOf(t)
	at := len(dst)
	dst = append(dst, make([]float64, len(x.parent))...)
	for k := range x.parent {
		n := x.at(k)
		switch p := x.parent[n]; {
		case p != thread.None:
			dst[at+int(n)] = dst[at+int(p)] + 1
		case t.Comment(n).Kind != thread.Post:
			dst[at+int(n)] = 1
		}
	}
	return dst
}

// Sizes appends the number of nodes in the branch that each node opens, itself
// included: for a thread's only Post all of them.
func Sizes(dst []float64, t *thread.Thread) []float64 {
	x := treeOf(t)
	at := len(dst)
	for i, e := range x.end {
		dst = append(dst, float64(int(e)-i))
	}
	if x.post != thread.None {
		dst[at+int(x.post)] = float64(len(x.end))
	}
	return dst
}

// Replies appends the number of direct replies to each node: see [Parents].
// Messages of the software are no replies.
func Replies(dst []float64, t *thread.Thread) []float64 {
	x := treeOf(t)
	at := len(dst)
	dst = append(dst, make([]float64, len(x.parent))...)
	for i, p := range x.parent {
		if p != thread.None && t.Comment(thread.Node(i)).Kind != thread.System {
			dst[at+int(p)]++
		}
	}
	return dst
}
