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

// lead adds what the trees say of the live pairs to their sums.
func (f forest) lead(x []Vector, live []int32, sums []float32) {
	for _, k := range live {
		sums[k] = f.add(&x[k], sums[k])
	}
}

// add adds what the trees say of x to sum. Four are gone down side by side, so
// that the processor need not wait for any.
func (f forest) add(x *Vector, sum float32) float32 {
	for ; len(f) >= 4; f = f[4:] {
		t, u, v, w := &f[0], &f[1], &f[2], &f[3]
		a, b, c, d := t.step(1, x), u.step(1, x), v.step(1, x), w.step(1, x)
		a, b, c, d = t.step(a, x), u.step(b, x), v.step(c, x), w.step(d, x)
		a, b, c, d = t.step(a, x), u.step(b, x), v.step(c, x), w.step(d, x)
		a, b, c, d = t.step(a, x), u.step(b, x), v.step(c, x), w.step(d, x)
		sum += t.leaves[a%16]
		sum += u.leaves[b%16]
		sum += v.leaves[c%16]
		sum += w.leaves[d%16]
	}
	for i := range f {
		t := &f[i]
		a := t.step(t.step(t.step(t.step(1, x), x), x), x)
		sum += t.leaves[a%16]
	}
	return sum
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
