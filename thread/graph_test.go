package thread

import (
	"fmt"
	"testing"

	"gonum.org/v1/gonum/graph"
	"gonum.org/v1/gonum/graph/network"
	"gonum.org/v1/gonum/graph/testgraph"
	"gonum.org/v1/gonum/graph/topo"
)

// forest builds a thread from a testgraph case, where the case is a forest
// whose nodes can be numbered depth first as they are.
func forest(nodes []graph.Node, edges []testgraph.WeightedLine, _, _ float64) (g graph.Graph, n []graph.Node, e []testgraph.Edge, s, a float64, ok bool) {
	parent := map[int64]int64{}
	for _, l := range edges {
		from, to := l.From().ID(), l.To().ID()
		if _, twice := parent[from]; twice || from == to {
			return nil, nil, nil, 0, 0, false
		}
		parent[from] = to
	}
	ids := map[int64]bool{}
	for _, v := range nodes {
		ids[v.ID()] = true
	}
	for f, t := range parent {
		ids[f], ids[t] = true, true
	}
	var in []Comment
	for id := range ids {
		c := Comment{ID: fmt.Sprint(id)}
		if p, ok := parent[id]; ok {
			c.Parent = fmt.Sprint(p)
		}
		in = append(in, c)
	}
	th, err := New(in, nil)
	if err != nil || len(th.Faults()) > 0 {
		return nil, nil, nil, 0, 0, false
	}
	for i := range th.Len() {
		n = append(n, Node(i))
		if p := th.Parent(Node(i)); p != None {
			e = append(e, link{Node(i), p})
		}
	}
	return th.Graph(), n, e, 0, 0, true
}

func TestGraphContract(t *testing.T) {
	testgraph.EdgeExistence(t, forest, true)
	testgraph.NodeExistence(t, forest)
	testgraph.ReturnAdjacentNodes(t, forest, true, true)
	testgraph.ReturnAllNodes(t, forest, true)
}

func TestGraphUnderGonum(t *testing.T) {
	th, _ := New(cs("a b<a c<b d<a e"), nil)
	order, err := topo.Sort(th.Graph())
	if err != nil || len(order) != th.Len() {
		t.Fatalf("topo.Sort: %v, %v", order, err)
	}
	at := map[int64]int{}
	for i, n := range order {
		at[n.ID()] = i
	}
	for n := range th.All() {
		if p := th.Parent(n); p != None && at[int64(n)] > at[int64(p)] {
			t.Errorf("%d sorted behind what it answers", n)
		}
	}
	if b := network.Betweenness(th.Graph()); b[1] != 1 {
		t.Errorf("betweenness of the middle of a path: %v", b)
	}
}
