package stats_test

import (
	"slices"
	"strconv"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/stats"
)

// karate is the network of Zachary (1977), both ways, on which most libraries
// print their figures.
func karate() *stats.PeopleGraph {
	rows := map[int][]int{
		1: {2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 18, 20, 22, 32}, 2: {3, 4, 8, 14, 18, 20, 22, 31},
		3: {4, 8, 9, 10, 14, 28, 29, 33}, 4: {8, 13, 14}, 5: {7, 11}, 6: {7, 11, 17}, 7: {17}, 9: {31, 33, 34}, 10: {34},
		14: {34}, 15: {33, 34}, 16: {33, 34}, 19: {33, 34}, 20: {34}, 21: {33, 34}, 23: {33, 34}, 24: {26, 28, 30, 33, 34},
		25: {26, 28, 32}, 26: {32}, 27: {30, 34}, 28: {34}, 29: {32, 34}, 30: {33, 34}, 31: {33, 34}, 32: {33, 34}, 33: {34},
	}
	names := make([]string, 34)
	var pairs []stats.Pair
	for i := range names {
		names[i] = strconv.Itoa(i + 1)
		for _, j := range rows[i+1] {
			pairs = append(pairs, stats.Pair{From: i, To: j - 1, Weight: 1}, stats.Pair{From: j - 1, To: i, Weight: 1})
		}
	}
	return stats.NewPeopleGraph(names, pairs)
}

// The values that networkx and igraph document for this network.
func TestKarateClubPublished(t *testing.T) {
	g := karate()
	if g.Links() != 2*78 {
		t.Fatalf("%d links", g.Links())
	}
	s := g.Stability(1, 20, 1)
	near(t, "greatest modularity", s.Best.Modularity.Value, 0.4197896, 1e-7)
	if s.Best.N != 4 {
		t.Errorf("%d communities", s.Best.N)
	}
	rank, _ := g.PageRank(0.85)
	near(t, "PageRank of 1", rank[0], 0.0970, 5e-5)
	near(t, "PageRank of 34", rank[33], 0.1009, 5e-5)
	b := g.Betweenness()
	near(t, "betweenness of 1", b[0]/(33*32), 0.43763528, 1e-8)
	near(t, "betweenness of 34", b[33]/(33*32), 0.30407498, 1e-8)
	cores := g.Cores()
	if slices.Max(cores) != 4 || cores[0] != 4 || cores[11] != 1 {
		t.Errorf("cores %v", cores)
	}
	degree, _ := g.Strength()
	near(t, "assortativity by degree", g.NumericAssortativity(degree).Value, -0.47561, 5e-6)
	authority, _, _ := g.HITS()
	near(t, "eigenvector centrality of 34", authority[33], 0.373371, 1e-5)
	near(t, "reciprocity", g.Reciprocity().Share.Value, 1, 0)
}
