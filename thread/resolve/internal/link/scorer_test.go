package link

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// value walks a tree as its definition says.
func (t *Tree) value(x *Vector) float32 {
	k, n := 0, len(t.Feature)
	for k < n {
		if x[t.Feature[k]] > t.Split[k] {
			k = 2*k + 2
		} else {
			k = 2*k + 1
		}
	}
	return t.Leaf[k-n]
}

// TestForest holds the forest to the trees it was made of.
func TestForest(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 5))
	odd := []float32{0, float32(math.Copysign(0, -1)), float32(math.Inf(1)), float32(math.Inf(-1)), math.MaxFloat32, -math.MaxFloat32, math.SmallestNonzeroFloat32, -math.SmallestNonzeroFloat32}
	number := func() float32 {
		if rng.IntN(6) == 0 {
			return odd[rng.IntN(len(odd))]
		}
		return float32(rng.IntN(9))/2 - 2
	}
	for _, leaves := range []int{1, 2, 4, 8, 16} {
		trees := make([]Tree, 59)
		for k := range trees {
			tree := Tree{Feature: make([]uint8, leaves-1), Split: make([]float32, leaves-1), Leaf: make([]float32, leaves)}
			for i := range tree.Feature {
				tree.Feature[i], tree.Split[i] = uint8(rng.IntN(NumFeatures)), number()
			}
			for i := range tree.Leaf {
				tree.Leaf[i] = float32(rng.NormFloat64())
			}
			trees[k] = tree
		}
		f := newForest(trees)
		for n := range 12 { // pairs go down the trees four, two and one at a time
			x, live := make([]Vector, n), make([]int32, n)
			want, sums := make([]float32, n), make([]float32, n)
			for k := range x {
				live[k] = int32(n - 1 - k)
				for i := range x[k] {
					x[k][i] = number()
				}
				for i := range trees {
					want[k] += trees[i].value(&x[k])
				}
			}
			if f.lead(x, live, sums); !slices.Equal(sums, want) {
				t.Fatalf("%d leaves: got %v, want %v", leaves, sums, want)
			}
		}
	}
}
