package link

import "math"

// forest evaluates trees without branches: a comparison is the sign
// of a difference of integers that are ordered as the numbers are, so that the
// processor walks many trees at once.
type forest []tree16

// tree16 is a tree of depth 4: the nodes below node k are 2k and 2k+1, the first
// is node 1, and where a walk of four steps ends is 16 above its leaf.
type tree16 struct {
	nodes  [16]forestNode
	leaves [16]float32
}

const treeDepth = 4

type forestNode struct {
	split   int32 // goes right where the feature is greater
	feature uint8
}

// keys are the features of a pair, each as an integer of the same order.
type keys [keyCount]int32

// keyCount is a power of two not below NumFeatures.
const keyCount = 128

func (k *keys) of(x []float32) {
	for f, v := range x {
		k[f%keyCount] = key(v)
	}
}

// key returns an integer that is greater than another's where v is greater.
func key(v float32) int32 {
	b := int32(math.Float32bits(v))
	return b ^ b>>31&math.MaxInt32
}

// newForest arranges trees of depth 4; shallower ones are filled up. It panics
// on deeper ones.
func newForest(trees []Tree) forest {
	f := make(forest, len(trees))
	for t := range trees {
		for k := range f[t].nodes {
			f[t].nodes[k].split = math.MaxInt32 // nothing goes right
		}
		for k, feature := range trees[t].Feature {
			f[t].nodes[k+1] = forestNode{key(trees[t].Split[k] + 0), feature}
		}
		under := 16 / len(trees[t].Leaf)
		for k := range f[t].leaves {
			f[t].leaves[k] = trees[t].Leaf[k/under]
		}
	}
	return f
}

// sum adds up what the trees say.
func (f forest) sum(k *keys) float32 {
	var s float32
	for i := range f {
		t := &f[i]
		at := t.step(1, k)
		at = t.step(at, k)
		at = t.step(at, k)
		at = t.step(at, k)
		s += t.leaves[at%16]
	}
	return s
}

// step goes down from a node.
func (t *tree16) step(at uint, k *keys) uint {
	n := &t.nodes[at%16]
	return 2*at + uint(uint64(int64(n.split)-int64(k[n.feature%keyCount]))>>63)
}

// The first trees show that most candidates are none.
const firstTrees = 24

// scores appends the sum of the trees for each pair to dst. Of one that falls far
// behind the best, by leeway, and in a sketch of all, it is that of the first
// trees.
func (f forest) scores(x []keys, dst []float32, sketch bool, leeway float32) []float32 {
	head, tail := f[:min(len(f), firstTrees)], f[min(len(f), firstTrees):]
	from := len(dst)
	best := float32(math.Inf(-1))
	for k := range x {
		s := head.sum(&x[k])
		best = max(best, s)
		dst = append(dst, s)
	}
	if sketch {
		return dst
	}
	left := 0
	for _, s := range dst[from:] {
		if s > best-leeway {
			left++
		}
	}
	if left < 2 {
		return dst
	}
	for k := range x {
		if s := &dst[from+k]; *s > best-leeway {
			*s += tail.sum(&x[k])
		}
	}
	return dst
}
