package link

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
)

// A scorer evaluates an ensemble without walking its trees, after Lucchese and
// others, "QuickScorer" (SIGIR 2015): each tree has a bit for each leaf, each
// node that sends a vector to the right clears the leaves on its left, and the
// first leaf left is the one reached. Nodes are ordered by feature and split,
// so that those that send a vector right are a prefix of their feature's. What
// holds for all candidates of a comment is cleared once for all of them.
type scorer struct {
	blocks []block
}

const (
	blockTrees = 128
	maxLeaves  = 32
)

// block is part of an ensemble.
type block struct {
	n     int // trees
	nodes []scoreNode
	first [NumFeatures + 1]int32 // of the nodes, by feature
	start [blockTrees]uint32     // all leaves of each tree
	leaf  [][maxLeaves]float32
}

type scoreNode struct {
	split float32
	keep  uint32 // leaves that a vector sent right may reach
	tree  uint32
}

// newScorer returns nil where the trees are too large.
func newScorer(trees []Tree) *scorer {
	s := &scorer{}
	for len(trees) > 0 {
		n := min(len(trees), blockTrees)
		b := block{n: n, leaf: make([][maxLeaves]float32, n)}
		var byFeature [NumFeatures][]scoreNode
		for k := range n {
			t := &trees[k]
			if len(t.Leaf) > maxLeaves || len(t.Feature) != len(t.Leaf)-1 {
				return nil
			}
			copy(b.leaf[k][:], t.Leaf)
			b.start[k] = uint32(uint64(1)<<len(t.Leaf) - 1)
			for node, f := range t.Feature {
				if math.IsInf(float64(t.Split[node]), 1) { // nothing goes right
					continue
				}
				from, to := leftLeaves(node, len(t.Leaf))
				cleared := (uint32(1)<<(to-from) - 1) << from
				byFeature[f] = append(byFeature[f], scoreNode{t.Split[node], ^cleared, uint32(k)})
			}
		}
		for f, nodes := range byFeature {
			slices.SortStableFunc(nodes, func(x, y scoreNode) int { return cmp.Compare(x.split, y.split) })
			b.nodes = append(b.nodes, nodes...)
			b.first[f+1] = int32(len(b.nodes))
		}
		s.blocks = append(s.blocks, b)
		trees = trees[n:]
	}
	return s
}

// leftLeaves returns the leaves on the left of a node of a complete tree.
func leftLeaves(node, leaves int) (from, to int) {
	depth := bits.Len(uint(node+1)) - 1
	width := leaves >> depth // leaves below the node
	from = (node + 1 - 1<<depth) * width
	return from, from + width/2
}

// scores appends the score of each vector to dst.
func (s *scorer) scores(x []Vector, dst []float32) []float32 {
	from := len(dst)
	for range x {
		dst = append(dst, 0)
	}
	if len(x) == 0 {
		return dst
	}
	least, most := x[0], x[0]
	for k := 1; k < len(x); k++ {
		v := &x[k]
		for f, value := range v {
			if value < least[f] {
				least[f] = value
			} else if value > most[f] {
				most[f] = value
			}
		}
	}
	for k := range s.blocks {
		s.blocks[k].add(x, &least, &most, dst[from:])
	}
	return dst
}

// add adds the block's part of the scores of x, whose features are nowhere
// below least nor above most, to dst.
func (b *block) add(x []Vector, least, most *Vector, dst []float32) {
	shared := b.start
	// Features whose nodes tell the candidates apart, and the nodes that may.
	type span struct {
		feature uint32
		split   float32 // the least
		nodes   []scoreNode
	}
	var spans [NumFeatures]span
	n := 0
	for f := range NumFeatures {
		nodes := b.nodes[b.first[f]:b.first[f+1]]
		at := 0
		for at < len(nodes) && least[f] > nodes[at].split {
			shared[nodes[at].tree%blockTrees] &= nodes[at].keep
			at++
		}
		if at < len(nodes) && most[f] > nodes[at].split {
			spans[n] = span{uint32(f), nodes[at].split, nodes[at:]}
			n++
		}
	}
	for k := range x {
		acc := shared
		v := &x[k]
		for s := range spans[:n] {
			s := &spans[s]
			value := v[s.feature%NumFeatures]
			if !(value > s.split) {
				continue
			}
			for at := range s.nodes {
				node := &s.nodes[at]
				if !(value > node.split) {
					break
				}
				acc[node.tree%blockTrees] &= node.keep
			}
		}
		sum := dst[k]
		for t := range b.leaf {
			sum += b.leaf[t][bits.TrailingZeros32(acc[t%blockTrees])%maxLeaves]
		}
		dst[k] = sum
	}
}
