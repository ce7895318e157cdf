package thread

import "gonum.org/v1/gonum/graph"

// Graph is a thread as a gonum directed graph: one node a comment, one edge
// from each reply to what it answers. It is a view of one word that costs
// nothing to obtain, and safe for concurrent use.
type Graph struct{ t *Thread }

var (
	_ graph.Directed = Graph{}
	_ graph.Node     = Node(0)
)

// Graph returns t as a graph that any gonum algorithm takes.
func (t *Thread) Graph() Graph { return Graph{t} }

func (g Graph) has(id int64) bool { return 0 <= id && id < int64(len(g.t.comments)) }

// Node returns the node with the given ID, or nil.
func (g Graph) Node(id int64) graph.Node {
	if !g.has(id) {
		return nil
	}
	return Node(id)
}

// Nodes returns all nodes.
func (g Graph) Nodes() graph.Nodes {
	if len(g.t.comments) == 0 {
		return graph.Empty
	}
	return &siblings{first: 0, next: 0, stop: Node(len(g.t.comments)), len: len(g.t.comments)}
}

// From returns what the comment answers: one node or none.
func (g Graph) From(id int64) graph.Nodes {
	if !g.has(id) || g.t.parent[id] == None {
		return graph.Empty
	}
	p := g.t.parent[id]
	return &siblings{first: p, next: p, stop: p + 1, len: 1}
}

// To returns the replies to the comment.
func (g Graph) To(id int64) graph.Nodes {
	if !g.has(id) {
		return graph.Empty
	}
	n := 0
	for range g.t.Children(Node(id)) {
		n++
	}
	if n == 0 {
		return graph.Empty
	}
	return &siblings{first: Node(id) + 1, next: Node(id) + 1, stop: g.t.end[id], end: g.t.end, len: n}
}

// HasEdgeFromTo reports whether u is a reply to v.
func (g Graph) HasEdgeFromTo(uid, vid int64) bool {
	return g.has(uid) && g.has(vid) && g.t.parent[uid] == Node(vid)
}

// HasEdgeBetween reports whether one of the two is a reply to the other.
func (g Graph) HasEdgeBetween(xid, yid int64) bool {
	return g.HasEdgeFromTo(xid, yid) || g.HasEdgeFromTo(yid, xid)
}

// Edge returns the edge from reply u to v, or nil.
func (g Graph) Edge(uid, vid int64) graph.Edge {
	if !g.HasEdgeFromTo(uid, vid) {
		return nil
	}
	return link{Node(uid), Node(vid)}
}

type link struct{ from, to Node }

func (e link) From() graph.Node         { return e.from }
func (e link) To() graph.Node           { return e.to }
func (e link) ReversedEdge() graph.Edge { return link{e.to, e.from} }

// siblings iterates over nodes that follow each other, or over the replies to
// one node where end is set.
type siblings struct {
	first, next, stop Node
	end               []Node
	at                Node
	len, seen         int
}

func (s *siblings) Next() bool {
	if s.next >= s.stop {
		return false
	}
	s.at = s.next
	s.seen++
	if s.end != nil {
		s.next = s.end[s.at]
	} else {
		s.next++
	}
	return true
}

func (s *siblings) Node() graph.Node {
	if s.seen == 0 {
		return nil
	}
	return s.at
}

func (s *siblings) Len() int { return s.len - s.seen }
func (s *siblings) Reset()   { s.next, s.seen = s.first, 0 }
