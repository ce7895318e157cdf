package stats

import (
	"github.com/seed-100d3eb7/rejoinder/thread"
)

// Shape is the form of one thread's tree. Levels count from 1 at the comments
// that answer the article. A top-level node of kind Post is the article itself
// and stands at level 0.
//
// Placeholders count wherever position counts (levels, widths, leaves,
// virality), because the comments they stand for were there; Comments and
// Missing tell them apart.
type Shape struct {
	// Comments counts the nodes that are neither placeholders nor Posts.
	Comments int `json:"comments"`
	// Missing counts the placeholders.
	Missing int `json:"missing"`
	// Posts counts the articles or opening messages.
	Posts int `json:"posts"`
	// Roots counts the nodes without a parent.
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
// node is a tree as it stands; several are joined under an implied root, which
// then counts as a node.
func ShapeOf(t *thread.Thread) Shape {
	s := shapeOf(t, 0, thread.Node(t.Len()))
	s.Authors = len(t.Authors())
	return s
}

// BranchShape returns the shape of the sub-thread that n opens, as if it were
// a thread of its own: n is at level 1, and its link to its parent does not
// count. It takes time linear in the branch.
func BranchShape(t *thread.Thread, n thread.Node) Shape {
	s := shapeOf(t, n, t.End(n))
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

func shapeOf(t *thread.Thread, lo, hi thread.Node) Shape {
	var s Shape
	parent, end := t.Columns()
	size := int(hi - lo)
	level := make([]int32, size)
	widths := make([]int32, 0, 16)
	levels, inner, replies, links, inferred := 0, 0, 0, 0, 0
	for i := lo; i < hi; i++ {
		c := t.Comment(i)
		p := parent[i]
		if i == lo {
			p = thread.None
		}
		l := int32(1)
		switch {
		case p != thread.None:
			l = level[p-lo] + 1
			links++
			if c.Provenance != nil || c.Parent == "" || t.Comment(p).ID != c.Parent {
				if t.ParentEvidence(i).Origin != thread.Given {
					inferred++
				}
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
		level[i-lo] = l
		switch {
		case c.Status == thread.Missing:
			s.Missing++
		case c.Kind == thread.Post:
			s.Posts++
		default:
			s.Comments++
		}
		if c.Kind != thread.Post {
			if end[i] == i+1 {
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
			levels += int(l)
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

	s.ImpliedRoot = s.Roots > 1
	s.Wiener = wiener(parent, end, lo, hi, s.ImpliedRoot)
	n := size
	if s.ImpliedRoot {
		n++
	}
	s.Virality = Undefined(n, "fewer than two nodes")
	if n > 1 {
		s.Virality = Exact(2*s.Wiener/(float64(n)*float64(n-1)), n)
	}
	return s
}

// wiener sums s(n-s) over the links of the branch, and over the links to an
// implied root if there is one.
func wiener(parent, end []thread.Node, lo, hi thread.Node, implied bool) float64 {
	n := float64(hi - lo)
	if implied {
		n++
	}
	w := 0.0
	for i := lo; i < hi; i++ {
		if i > lo && parent[i] != thread.None || implied {
			s := float64(end[i] - i)
			w += s * (n - s)
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

// Depths appends the level of every node to dst, 1 at top level, ready for
// gonum/stat.
func Depths(dst []float64, t *thread.Thread) []float64 {
	parent, _ := t.Columns()
	at := len(dst)
	for _, p := range parent {
		if p == thread.None {
			dst = append(dst, 1)
			continue
		}
		dst = append(dst, dst[at+int(p)]+1)
	}
	return dst
}

// Sizes appends the number of nodes in the branch that each node opens, itself
// included.
func Sizes(dst []float64, t *thread.Thread) []float64 {
	_, end := t.Columns()
	for i, e := range end {
		dst = append(dst, float64(int(e)-i))
	}
	return dst
}

// Replies appends the number of direct replies to each node.
func Replies(dst []float64, t *thread.Thread) []float64 {
	parent, _ := t.Columns()
	at := len(dst)
	for range parent {
		dst = append(dst, 0)
	}
	for _, p := range parent {
		if p != thread.None {
			dst[at+int(p)]++
		}
	}
	return dst
}
