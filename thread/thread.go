package thread

import "sync"

// Node numbers a comment of a [Thread]. Nodes are numbered depth first: a
// parent comes before its replies, and the comments below n are exactly the
// nodes n+1 to End(n)-1. A slice with one element for each node, in node
// order, is a column; whatever anyone attaches to a thread is a column.
//
// Node is a gonum graph.Node.
type Node int32

// None is the node that is not there: the parent of a top-level comment.
const None Node = -1

// ID returns n as the identifier that gonum's graph packages use.
func (n Node) ID() int64 { return int64(n) }

// Author indexes [Thread.Authors].
type Author int32

// Nobody is the author of a comment whose author is unknown. Two comments by
// Nobody are not by the same person.
const Nobody Author = -1

// Thread is a forest of comments in depth-first order. It is immutable but for
// indexes that it builds on first use, and safe for concurrent use. The zero
// value is an empty thread.
//
// Beside the comments themselves a thread takes 12 bytes a comment (8 where
// the input already stands in depth-first order), plus 6 once [Thread.Lookup]
// and 4 once [Thread.Author] is used.
type Thread struct {
	comments []Comment
	parent   []Node
	end      []Node
	order    []Node // node of each input position, nil when 0, 1, 2, …
	faults   []Fault
	dropped  int
	orphans  OrphanPolicy
	minLink  float32

	ids     idIndex
	authors authorIndex
}

// Len returns the number of nodes, placeholders included.
func (t *Thread) Len() int { return len(t.comments) }

// Comment returns the comment at n. It must not be modified.
func (t *Thread) Comment(n Node) *Comment { return &t.comments[n] }

// Missing reports whether n is a placeholder: a comment known to have existed
// that is not in the input.
func (t *Thread) Missing(n Node) bool { return t.comments[n].Status == Missing }

// Parent returns the node that n answers, None at top level.
func (t *Thread) Parent(n Node) Node { return t.parent[n] }

// End returns the node after the last one below n, so that every column's
// slice [n:End(n)] is the branch that n opens.
func (t *Thread) End(n Node) Node { return t.end[n] }

// Size returns the number of nodes in the branch that n opens, n included.
func (t *Thread) Size(n Node) int { return int(t.end[n] - n) }

// Columns returns the parent and end of every node, for loops that cannot
// afford a call a node. They must not be modified.
func (t *Thread) Columns() (parent, end []Node) { return t.parent, t.end }

// Depth returns the level of n, 1 at top level, in time linear in it. For all
// nodes at once use [Thread.Depths].
func (t *Thread) Depth(n Node) int {
	d := 0
	for ; n != None; n = t.parent[n] {
		d++
	}
	return d
}

// Depths appends the level of every node to dst, 1 at top level.
func (t *Thread) Depths(dst []int32) []int32 {
	at := len(dst)
	for _, p := range t.parent {
		if p == None {
			dst = append(dst, 1)
			continue
		}
		dst = append(dst, dst[at+int(p)]+1)
	}
	return dst
}

// Displayed returns the parent that the source shows for n, which differs from
// Parent(n) where another was inferred or an orphan policy has moved n; None at
// top level, where the shown parent is no node of this thread, and where a
// repair has cut the link to it.
func (t *Thread) Displayed(n Node) Node {
	c := &t.comments[n]
	shown := c.Parent
	if c.Provenance != nil {
		shown = c.Provenance.Displayed
	}
	if p := t.parent[n]; p != None && t.comments[p].ID == shown {
		return p
	}
	if shown == c.Parent {
		return None
	}
	if p, ok := t.Lookup(shown); ok {
		return p
	}
	return None
}

// OrphanPolicy returns what became of comments whose parent is not in the
// input: the policy that the thread was built with.
func (t *Thread) OrphanPolicy() OrphanPolicy { return t.orphans }

// ParentEvidence returns how the parent of n is known: Given with confidence 1
// where the source states it. It is zero where nothing says that Parent(n) is
// answered: at top level, unless the source's layout puts n there, and for
// comments that a repair or an orphan policy has moved.
func (t *Thread) ParentEvidence(n Node) Evidence {
	c := &t.comments[n]
	if p := t.parent[n]; p == None && c.Parent != "" || p != None && t.comments[p].ID != c.Parent {
		return Evidence{}
	}
	if c.Provenance != nil {
		return c.Provenance.Parent
	}
	return given(c.Parent != "")
}

// AuthorEvidence returns how the author of n is known.
func (t *Thread) AuthorEvidence(n Node) Evidence {
	c := &t.comments[n]
	if c.Provenance != nil && c.Provenance.Author.Origin != Absent {
		return c.Provenance.Author
	}
	return given(c.Author != "")
}

// TimeEvidence returns how the time of n is known.
func (t *Thread) TimeEvidence(n Node) Evidence {
	c := &t.comments[n]
	if c.Provenance != nil && c.Provenance.Time.Origin != Absent {
		return c.Provenance.Time
	}
	return given(!c.Time.IsZero())
}

func given(known bool) Evidence {
	if known {
		return Evidence{Origin: Given, Confidence: 1}
	}
	return Evidence{}
}

// Lookup returns the node of the comment named id. The first call builds an
// index of 6 bytes a comment; from then on a call takes constant time. Of
// comments that shared an ID it finds the first.
func (t *Thread) Lookup(id string) (Node, bool) {
	t.ids.once.Do(func() { t.ids.build(t.comments) })
	return t.ids.find(t.comments, id)
}

// Author returns who wrote n: an index into Authors, or Nobody.
func (t *Thread) Author(n Node) Author {
	t.authors.once.Do(func() { t.authors.build(t.comments) })
	return t.authors.column[n]
}

// Authors returns the names of all who wrote in the thread, in node order of
// their first comment. People are told apart by Details.AuthorID where the
// source has one, else by name as written. It must not be modified.
func (t *Thread) Authors() []string {
	t.authors.once.Do(func() { t.authors.build(t.comments) })
	return t.authors.names
}

// Dropped returns how many comments of the input are not in the thread: copies
// of another, as [New] tells them, and what [DropOrphans] left out. All of them
// are named in Faults.
func (t *Thread) Dropped() int { return t.dropped }

type authorIndex struct {
	once   sync.Once
	names  []string
	column []Author
}

func (x *authorIndex) build(comments []Comment) {
	// A record with a name alone is the same person as the one record key
	// under that name, if there is just one.
	key := map[string]string{}
	const several = "\x00"
	for i := range comments {
		c := &comments[i]
		if c.Details == nil || c.Details.AuthorID == "" || c.Author == "" {
			continue
		}
		if k, ok := key[c.Author]; ok && k != c.Details.AuthorID {
			key[c.Author] = several
		} else {
			key[c.Author] = c.Details.AuthorID
		}
	}
	type person struct{ id, name string }
	seen := map[person]Author{}
	x.column = make([]Author, len(comments))
	for i := range comments {
		c := &comments[i]
		p := person{name: c.Author}
		if c.Details != nil {
			p.id = c.Details.AuthorID
		}
		if p.id == "" {
			if k := key[c.Author]; k != several {
				p.id = k
			}
		}
		if p.id == "" && p.name == "" {
			x.column[i] = Nobody
			continue
		}
		name := p.name
		if p.id != "" {
			p.name = ""
		}
		a, ok := seen[p]
		if !ok {
			a = Author(len(x.names))
			seen[p] = a
			if name == "" {
				name = p.id
			}
			x.names = append(x.names, name)
		}
		x.column[i] = a
	}
}
