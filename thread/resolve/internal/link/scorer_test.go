package link

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestScorer holds the scorer to the trees it was made of.
func TestScorer(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 5))
	for _, leaves := range []int{1, 2, 8, 32} {
		trees := make([]Tree, 200)
		for k := range trees {
			tree := Tree{Feature: make([]uint8, leaves-1), Split: make([]float32, leaves-1), Leaf: make([]float32, leaves)}
			for i := range tree.Feature {
				tree.Feature[i], tree.Split[i] = uint8(rng.IntN(NumFeatures)), float32(rng.IntN(9))/2-1
				if rng.IntN(8) == 0 {
					tree.Feature[i], tree.Split[i] = 0, float32(math.Inf(1))
				}
			}
			for i := range tree.Leaf {
				tree.Leaf[i] = float32(rng.NormFloat64())
			}
			trees[k] = tree
		}
		m := &Model{Trees: [2][]Tree{trees}}
		fast := newScorer(trees)
		x := make([]Vector, 7)
		for range 20 {
			for k := range x {
				for f := range x[k] {
					x[k][f] = float32(rng.IntN(11))/2 - 2
				}
			}
			for k, s := range fast.scores(x, nil) {
				if want := m.Score(0, &x[k]); s != want {
					t.Fatalf("%d leaves: got %v, want %v", leaves, s, want)
				}
			}
		}
	}
	if newScorer([]Tree{{Feature: make([]uint8, 63), Split: make([]float32, 63), Leaf: make([]float32, 64)}}) != nil {
		t.Error("64 leaves do not fit a word")
	}
}
