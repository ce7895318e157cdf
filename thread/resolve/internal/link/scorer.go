package link

import "math"

// forest evaluates trees without branches: a comparison is a number that is
// added to a place, so that the processor walks many trees at once.
type forest []tree16

// tree16 is a tree of depth 4: the nodes below node k are 2k and 2k+1, the first
// is node 1, and where a walk of four steps ends is 16 above its leaf.
type tree16 struct {
	nodes  [16]forestNode
	leaves [16]float32
}

const treeDepth = 4

type forestNode struct {
	split   float32 // goes right where the feature is greater
	feature uint8
}

// newForest arranges trees of depth 4; shallower ones are filled up. It panics
// on deeper ones.
func newForest(trees []Tree) forest {
	f := make(forest, len(trees))
	for t := range trees {
		for k := range f[t].nodes {
			f[t].nodes[k].split = float32(math.Inf(1)) // nothing goes right
		}
		for k, feature := range trees[t].Feature {
			f[t].nodes[k+1] = forestNode{trees[t].Split[k], feature}
		}
		under := 16 / len(trees[t].Leaf)
		for k := range f[t].leaves {
			f[t].leaves[k] = trees[t].Leaf[k/under]
		}
	}
	return f
}

// headTrees is how many trees judge every candidate.
const headTrees = 24

// The first trees show that most candidates are none, the next that most of the
// others are none.
var stages = [...]int{headTrees, 80}

// scores appends the sum of the trees for each pair to dst. Of one that falls far
// behind the best, by leeway, and in a sketch of all, it is that of the first
// trees. All candidates are led through one tree before the next, which so stays
// in the nearest cache.
func (f forest) scores(x []Vector, dst []float32, sketch bool, leeway [len(stages)]float32) []float32 {
	from := len(dst)
	for range x {
		dst = append(dst, 0)
	}
	sums := dst[from:]
	var room [32]int32
	live := room[:0]
	for k := range x {
		live = append(live, int32(k))
	}
	at := 0
	for stage := 0; stage <= len(stages); stage++ {
		end := len(f)
		if stage < len(stages) {
			end = min(end, stages[stage])
		}
		f[at:end].lead(x, live, sums)
		if sketch || end == len(f) {
			break
		}
		at = end
		best := float32(math.Inf(-1))
		for _, k := range live {
			best = max(best, sums[k])
		}
		left := live[:0]
		for _, k := range live {
			if sums[k] > best-leeway[stage] {
				left = append(left, k)
			}
		}
		if live = left; len(live) < 2 {
			break
		}
	}
	return dst
}

// lead adds what the trees say of the live pairs to their sums. Two pairs go
// down a tree side by side.
func (f forest) lead(x []Vector, live []int32, sums []float32) {
	for i := range f {
		t := &f[i]
		n := 0
		for ; n+1 < len(live); n += 2 {
			a, b := live[n], live[n+1]
			x, y := &x[a], &x[b]
			p, q := t.root(x), t.root(y)
			p, q = t.step(p, x), t.step(q, y)
			p, q = t.step(p, x), t.step(q, y)
			p, q = t.step(p, x), t.step(q, y)
			sums[a] += t.leaves[p%16]
			sums[b] += t.leaves[q%16]
		}
		if n < len(live) {
			a := live[n]
			x := &x[a]
			p := t.root(x)
			p = t.step(p, x)
			p = t.step(p, x)
			p = t.step(p, x)
			sums[a] += t.leaves[p%16]
		}
	}
}

// root goes down from the first node.
func (t *tree16) root(x *Vector) uint {
	right := uint(0)
	if x[t.nodes[1].feature] > t.nodes[1].split {
		right = 1
	}
	return 2 + right
}

// step goes down from a node.
func (t *tree16) step(at uint, x *Vector) uint {
	n := &t.nodes[at%16]
	right := uint(0)
	if x[n.feature] > n.split {
		right = 1
	}
	return 2*at + right
}
