package link

import (
	"encoding/binary"
	"math"
)

// lanes is how many pairs are judged side by side.
const lanes = 8

// block holds the features of eight pairs, feature by feature, so that one
// number of 64 bits holds a feature of all eight and one subtraction compares
// them with the split of a tree. Only the first NumFeatures rows are used; the
// others spare a check of the index.
type block [128][lanes]uint8

// spread gives all pairs one step of a feature.
func (x *block) spread(f int, step uint8) {
	binary.LittleEndian.PutUint64(x[f][:], uint64(step)*eachLane)
}

// vector returns the features of one pair.
func (x *block) vector(k int) (v Vector) {
	k &= lanes - 1
	for f := range v {
		v[f] = x[f][k]
	}
	return v
}

// take copies the features of pair k of y to pair n.
func (x *block) take(n int, y *block, k int) {
	n &= lanes - 1
	k &= lanes - 1
	for f := range NumFeatures {
		x[f][n] = y[f][k]
	}
}

const (
	eachLane = 0x0101010101010101
	laneTop  = 0x8080808080808080
)

// forest evaluates symmetric trees for eight pairs at once.
type forest struct {
	trees  []packed
	scale  float32 // of the leaves
	stages [len(stages)]int
}

// packed is a tree as the forest keeps it: each level asks of all eight pairs
// whether the feature is at most the split, and the answers are the bits of the
// leaf's number. The top bit of each lane of a split is set, so that subtracting
// borrows from no other lane and leaves it set where the answer is yes.
type packed struct {
	split   [treeDepth]uint64
	feature [treeDepth]uint8
	leaves  [1 << treeDepth]int8
}

// newForest packs trees. Their leaves are rounded as in the model file.
func newForest(trees []Tree) forest {
	f := forest{trees: make([]packed, len(trees)), scale: leafScale(trees)}
	for k, share := range stages {
		f.stages[k] = share * len(trees) / 100
	}
	for n := range trees {
		t, p := &trees[n], &f.trees[n]
		p.feature = t.Feature
		for k, s := range t.Split {
			p.split[k] = uint64(s)*eachLane | laneTop
		}
		for k, v := range t.Leaf {
			p.leaves[k^(len(t.Leaf)-1)] = roundLeaf(v, f.scale)
		}
	}
	return f
}

// leafScale returns what the leaves of trees are multiples of in the model file.
func leafScale(trees []Tree) float32 {
	var top float32
	for n := range trees {
		for _, v := range trees[n].Leaf {
			top = max(top, v, -v)
		}
	}
	if top == 0 {
		return 1
	}
	return top / 127
}

func roundLeaf(v, scale float32) int8 { return int8(math.Round(float64(v / scale))) }

// ask answers a question for all pairs: the lowest bit of a lane is set where the
// feature is at most the split.
func (t *packed) ask(k int, x *block) uint64 {
	return (t.split[k] - binary.LittleEndian.Uint64(x[t.feature[k]%128][:])) & laneTop >> 7
}

// add adds what the trees from one on to another say of the first pairs of x to
// their sums.
func (f *forest) add(from, to int, x *block, pairs int, sums *[lanes]int32) {
	const in = 1<<treeDepth - 1
	trees := f.trees[from:to]
	switch {
	case pairs <= 2:
		a, b := sums[0], sums[1]
		for k := range trees {
			t := &trees[k]
			at := t.ask(0, x) | t.ask(1, x)<<1 | t.ask(2, x)<<2 | t.ask(3, x)<<3 | t.ask(4, x)<<4
			a += int32(t.leaves[at&in])
			b += int32(t.leaves[at>>8&in])
		}
		sums[0], sums[1] = a, b
	case pairs <= 4:
		a, b, c, d := sums[0], sums[1], sums[2], sums[3]
		for k := range trees {
			t := &trees[k]
			at := t.ask(0, x) | t.ask(1, x)<<1 | t.ask(2, x)<<2 | t.ask(3, x)<<3 | t.ask(4, x)<<4
			a += int32(t.leaves[at&in])
			b += int32(t.leaves[at>>8&in])
			c += int32(t.leaves[at>>16&in])
			d += int32(t.leaves[at>>24&in])
		}
		sums[0], sums[1], sums[2], sums[3] = a, b, c, d
	default:
		for k := range trees {
			t := &trees[k]
			at := t.ask(0, x) | t.ask(1, x)<<1 | t.ask(2, x)<<2 | t.ask(3, x)<<3 | t.ask(4, x)<<4
			sums[0] += int32(t.leaves[at&in])
			sums[1] += int32(t.leaves[at>>8&in])
			sums[2] += int32(t.leaves[at>>16&in])
			sums[3] += int32(t.leaves[at>>24&in])
			sums[4] += int32(t.leaves[at>>32&in])
			sums[5] += int32(t.leaves[at>>40&in])
			sums[6] += int32(t.leaves[at>>48&in])
			sums[7] += int32(t.leaves[at>>56&in])
		}
	}
}

// After so many in a hundred of the trees it shows each time that most candidates left
// are none. Two are led to the end, so that the choice between them is as sure as it
// can be, but where the second is far behind.
var stages = [...]int{6, 14, 28, 56}

const farBehind = 3

// sketchTrees is how many trees make a sketch.
const sketchTrees = 24

// scores appends the sum of the trees for each of n pairs to dst. Of one that
// falls far behind the best, and in a sketch of all, it is that of the first trees;
// the gap of the former is drawn out as the other trees would.
func (f *forest) scores(x []block, n int, dst []float32, sketch bool, c *care) []float32 {
	var room, gaps [maxPairs]int32 // gaps: behind the best, of those left behind
	sums := room[:n]
	if sketch {
		f.leadAll(0, min(sketchTrees, len(f.trees)), x, sums)
	} else {
		f.leadAll(0, f.stages[0], x, sums)
		var lanes [maxPairs]int32
		live := lanes[:0]
		for k := range sums {
			live = append(live, int32(k))
		}
		for stage, from := range f.stages {
			to := len(f.trees)
			if stage+1 < len(f.stages) {
				to = f.stages[stage+1]
			}
			far := f.far(sums, live, c.leeway[stage])
			best, left := far, live[:0]
			for _, k := range live {
				best = max(best, sums[k])
			}
			for _, k := range live {
				if sums[k] >= far {
					left = append(left, k)
				} else {
					gaps[k] = int32(float32(best-sums[k]) * c.growth[stage])
				}
			}
			if live = left; from >= to || len(live) < 2 {
				break
			}
			f.lead(from, to, x, live, sums)
		}
		best := sums[live[0]]
		for _, k := range live {
			best = max(best, sums[k])
		}
		for k := range sums {
			if gaps[k] > 0 {
				sums[k] = best - gaps[k]
			}
		}
	}
	for _, s := range sums {
		dst = append(dst, float32(s)*f.scale)
	}
	return dst
}

// far returns the sum below which a pair is left behind: those within leeway of the
// best are not, nor is the second best if it is not far behind.
func (f *forest) far(sums, live []int32, leeway float32) int32 {
	best, second := int32(math.MinInt32), int32(math.MinInt32)
	for _, k := range live {
		s := sums[k]
		second = max(second, min(best, s))
		best = max(best, s)
	}
	return min(best-int32(leeway/f.scale), max(second, best-int32(farBehind/f.scale)))
}

// leadAll adds what the trees from one on to another say of all pairs to their
// sums.
func (f *forest) leadAll(from, to int, x []block, sums []int32) {
	var some [lanes]int32
	for b := 0; b*lanes < len(sums); b++ {
		part := sums[b*lanes : min(len(sums), (b+1)*lanes)]
		copy(some[:], part)
		f.add(from, to, &x[b], len(part), &some)
		copy(part, some[:])
	}
}

// lead does so for some pairs, which it first brings together.
func (f *forest) lead(from, to int, x []block, live []int32, sums []int32) {
	var some [lanes]int32
	var y block
	for len(live) > 0 {
		part := live[:min(len(live), lanes)]
		live = live[len(part):]
		for n, k := range part {
			y.take(n, &x[k/lanes], int(k))
			some[n] = sums[k]
		}
		f.add(from, to, &y, len(part), &some)
		for n, k := range part {
			sums[k] = some[n]
		}
	}
}
