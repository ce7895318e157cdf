package stats

import (
	"iter"

	"gonum.org/v1/gonum/graph"
	"gonum.org/v1/gonum/graph/iterator"
)

// PeopleGraph is an [Interactions] as a gonum graph: an edge from each person
// to each other person they replied to, weighted. Replies to oneself are left
// out, since gonum's algorithms take graphs without self edges. It is a
// snapshot: later additions to the matrix do not show. gonum's graph/encoding/dot
// writes it with names and weights. It is immutable and safe for concurrent use.
type PeopleGraph struct {
	names    []string
	from, to adjacency
	sign     float64
}

// adjacency is one direction of a weighted graph in compressed sparse rows.
type adjacency struct {
	ptr []int32
	col []int32
	val []float64
}

func (a *adjacency) row(i int64) ([]int32, []float64) {
	lo, hi := a.ptr[i], a.ptr[i+1]
	return a.col[lo:hi], a.val[lo:hi]
}

func (a *adjacency) find(i, j int64) (float64, bool) {
	lo, hi := a.ptr[i], a.ptr[i+1]
	for lo < hi {
		mid := (lo + hi) / 2
		if int64(a.col[mid]) < j {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < a.ptr[i+1] && int64(a.col[lo]) == j {
		return a.val[lo], true
	}
	return 0, false
}

// transpose returns the reverse of a, rows sorted since columns are visited in
// order.
func (a *adjacency) transpose() adjacency {
	n := len(a.ptr) - 1
	t := adjacency{ptr: make([]int32, n+1), col: make([]int32, len(a.col)), val: make([]float64, len(a.val))}
	for _, j := range a.col {
		t.ptr[j+1]++
	}
	for i := range n {
		t.ptr[i+1] += t.ptr[i]
	}
	next := append([]int32(nil), t.ptr[:n]...)
	for i := range n {
		for k := a.ptr[i]; k < a.ptr[i+1]; k++ {
			j := a.col[k]
			t.col[next[j]], t.val[next[j]] = int32(i), a.val[k]
			next[j]++
		}
	}
	return t
}

// Person is a node of a [PeopleGraph]: a row of the matrix.
type Person struct {
	index int32
	name  string
}

// ID returns the row.
func (p Person) ID() int64 { return int64(p.index) }

// String returns the name.
func (p Person) String() string { return p.name }

var (
	_ graph.WeightedDirected = (*PeopleGraph)(nil)
	_ graph.Node             = Person{}
)

// Graph returns m without its diagonal as a weighted directed graph, in time
// linear in people and entries.
func (m *Interactions) Graph() *PeopleGraph {
	r := m.compile()
	g := &PeopleGraph{names: make([]string, len(r.people)), sign: 1}
	g.from.ptr = make([]int32, len(r.people)+1)
	for i, p := range r.people {
		g.names[i] = p.name
		for k := r.ptr[i]; k < r.ptr[i+1]; k++ {
			if int(r.col[k]) != i {
				g.from.col, g.from.val = append(g.from.col, r.col[k]), append(g.from.val, r.val[k])
			}
		}
		g.from.ptr[i+1] = int32(len(g.from.col))
	}
	g.to = g.from.transpose()
	return g
}

// Negated returns g with all weights below zero, as the antagonism layer of
// gonum's community.ModularizeMultiplex wants it (with layer weight -1). It
// shares g's memory.
func (g *PeopleGraph) Negated() *PeopleGraph {
	h := *g
	h.sign = -g.sign
	return &h
}

// Len returns the number of people.
func (g *PeopleGraph) Len() int { return len(g.names) }

// Name returns the name of the person with that ID.
func (g *PeopleGraph) Name(id int64) string { return g.names[id] }

func (g *PeopleGraph) has(id int64) bool { return 0 <= id && id < int64(len(g.names)) }

// Node returns the person with that ID, or nil.
func (g *PeopleGraph) Node(id int64) graph.Node {
	if !g.has(id) {
		return nil
	}
	return Person{int32(id), g.names[id]}
}

// Nodes returns everyone.
func (g *PeopleGraph) Nodes() graph.Nodes {
	if len(g.names) == 0 {
		return graph.Empty
	}
	return &persons{g: g, n: len(g.names), at: -1}
}

// From returns the people whom id replied to.
func (g *PeopleGraph) From(id int64) graph.Nodes { return g.neighbours(&g.from, id) }

// To returns the people who replied to id.
func (g *PeopleGraph) To(id int64) graph.Nodes { return g.neighbours(&g.to, id) }

func (g *PeopleGraph) neighbours(a *adjacency, id int64) graph.Nodes {
	if !g.has(id) {
		return graph.Empty
	}
	col, _ := a.row(id)
	if len(col) == 0 {
		return graph.Empty
	}
	return &persons{g: g, col: col, n: len(col), at: -1}
}

// HasEdgeFromTo reports whether u replied to v.
func (g *PeopleGraph) HasEdgeFromTo(uid, vid int64) bool {
	if !g.has(uid) || !g.has(vid) {
		return false
	}
	_, ok := g.from.find(uid, vid)
	return ok
}

// HasEdgeBetween reports whether one of the two replied to the other.
func (g *PeopleGraph) HasEdgeBetween(xid, yid int64) bool {
	return g.HasEdgeFromTo(xid, yid) || g.HasEdgeFromTo(yid, xid)
}

// Edge returns the edge from u to v, or nil.
func (g *PeopleGraph) Edge(uid, vid int64) graph.Edge {
	if e := g.WeightedEdge(uid, vid); e != nil {
		return e
	}
	return nil
}

// WeightedEdge returns the edge from u to v, or nil.
func (g *PeopleGraph) WeightedEdge(uid, vid int64) graph.WeightedEdge {
	if !g.has(uid) || !g.has(vid) {
		return nil
	}
	w, ok := g.from.find(uid, vid)
	if !ok {
		return nil
	}
	return tie{Person{int32(uid), g.names[uid]}, Person{int32(vid), g.names[vid]}, g.sign * w}
}

// Weight returns the weight of u's replies to v. It is 0 where there are none,
// and 0 with ok set from a person to themselves.
func (g *PeopleGraph) Weight(uid, vid int64) (w float64, ok bool) {
	if !g.has(uid) || !g.has(vid) {
		return 0, false
	}
	if uid == vid {
		return 0, true
	}
	w, ok = g.from.find(uid, vid)
	return g.sign * w, ok
}

type tie struct {
	from, to Person
	w        float64
}

func (e tie) From() graph.Node         { return e.from }
func (e tie) To() graph.Node           { return e.to }
func (e tie) Weight() float64          { return e.w }
func (e tie) ReversedEdge() graph.Edge { return tie{e.to, e.from, e.w} }

// persons iterates over a row of neighbours, or over everyone where col is nil.
type persons struct {
	g   *PeopleGraph
	col []int32
	n   int
	at  int
}

func (p *persons) Next() bool {
	if p.at+1 >= p.n {
		p.at = p.n
		return false
	}
	p.at++
	return true
}

func (p *persons) Node() graph.Node {
	if p.at < 0 || p.at >= p.n {
		return nil
	}
	i := int32(p.at)
	if p.col != nil {
		i = p.col[p.at]
	}
	return Person{i, p.g.names[i]}
}

func (p *persons) Len() int { return max(0, p.n-p.at-1) }
func (p *persons) Reset()   { p.at = -1 }

// Edges returns all edges, by rows, then columns.
func (g *PeopleGraph) Edges() graph.Edges {
	if len(g.from.col) == 0 {
		return graph.Empty
	}
	e := make([]graph.Edge, 0, len(g.from.col))
	for w := range g.ties() {
		e = append(e, w)
	}
	return iterator.NewOrderedEdges(e)
}

// WeightedEdges returns all edges, by rows, then columns.
func (g *PeopleGraph) WeightedEdges() graph.WeightedEdges {
	if len(g.from.col) == 0 {
		return graph.Empty
	}
	e := make([]graph.WeightedEdge, 0, len(g.from.col))
	for w := range g.ties() {
		e = append(e, w)
	}
	return iterator.NewOrderedWeightedEdges(e)
}

func (g *PeopleGraph) ties() iter.Seq[tie] {
	return func(yield func(tie) bool) {
		for i := range g.names {
			col, val := g.from.row(int64(i))
			for k, j := range col {
				if !yield(tie{Person{int32(i), g.names[i]}, Person{j, g.names[j]}, g.sign * val[k]}) {
					return
				}
			}
		}
	}
}
