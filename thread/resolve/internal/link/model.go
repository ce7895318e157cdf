package link

// Model scores candidates: two ensembles of boosted trees, one for each order.
// It is immutable and safe to share.
type Model struct {
	Trees [2][]Tree
	// Calibration holds, by order, the probability that a choice is right at
	// equal steps of the log odds that the ranker states.
	Calibration [2][]float32
	// Order holds the weights by which the order of a page is decided.
	Order []float32

	fast [2]*scorer // nil where Trees are walked
}

// Tree is a complete binary tree: the node below node k on the left is 2k+1,
// on the right 2k+2, and the leaves follow the last inner node.
type Tree struct {
	Feature []uint8
	Split   []float32 // goes right where the feature is greater
	Leaf    []float32
}

func (t *Tree) value(x *Vector) float32 {
	k := 0
	n := len(t.Feature)
	for k < n {
		if x[t.Feature[k]] > t.Split[k] {
			k = 2*k + 2
		} else {
			k = 2*k + 1
		}
	}
	return t.Leaf[k-n]
}

// Score returns the log odds of a pair, up to a constant of its comment.
func (m *Model) Score(o Order, x *Vector) float32 {
	var s float32
	trees := m.Trees[o]
	for k := range trees {
		s += trees[k].value(x)
	}
	return s
}

// scores appends the log odds of pairs of one comment to dst.
func (m *Model) scores(o Order, x []Vector, dst []float32) []float32 {
	if m.fast[o] != nil {
		return m.fast[o].scores(x, dst)
	}
	for k := range x {
		dst = append(dst, m.Score(o, &x[k]))
	}
	return dst
}

// Order is the order in which a run stands.
type Order uint8

// The orders.
const (
	DepthFirst    Order = iota // each comment before all that stands below it
	Chronological              // by time
)
