package link

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// value asks the questions of a tree as its definition says.
func (t *Tree) value(x *Vector) float32 {
	leaf := 0
	for k, f := range t.Feature {
		if x[f] > t.Split[k] {
			leaf |= 1 << k
		}
	}
	return t.Leaf[leaf]
}

// TestForest holds the forest to the trees it was made of.
func TestForest(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 5))
	odd := []uint8{0, 1, MaxStep - 1, MaxStep}
	number := func() uint8 {
		if rng.IntN(3) == 0 {
			return odd[rng.IntN(len(odd))]
		}
		return uint8(rng.IntN(MaxStep + 1))
	}
	trees := make([]Tree, 59)
	for n := range trees {
		for k := range trees[n].Feature {
			trees[n].Feature[k], trees[n].Split[k] = uint8(rng.IntN(NumFeatures)), number()
		}
		for k := range trees[n].Leaf {
			trees[n].Leaf[k] = float32(rng.IntN(255) - 127)
		}
		trees[n].Leaf[0] = 127 // so that leaves are whole numbers of steps
	}
	f := newForest(trees)
	for n := 1; n <= maxPairs; n++ {
		x := blocks(nil, n)
		want := make([]int32, n)
		var live []int32
		for k := range want {
			if rng.IntN(2) == 0 {
				live = append(live, int32(k))
			}
			for f := range NumFeatures {
				x[k/lanes][f][k%lanes] = number()
			}
			v := x[k/lanes].vector(k)
			for i := range trees {
				want[k] += int32(trees[i].value(&v))
			}
		}
		sums := make([]int32, n)
		if f.leadAll(0, len(trees), x, sums); !slices.Equal(sums, want) {
			t.Fatalf("%d pairs: got %v, want %v", n, sums, want)
		}
		clear(sums)
		f.lead(0, len(trees), x, live, sums)
		for k := range want {
			if !slices.Contains(live, int32(k)) {
				want[k] = 0
			}
		}
		if !slices.Equal(sums, want) {
			t.Fatalf("the live pairs %v of %d: got %v, want %v", live, n, sums, want)
		}
	}
}
