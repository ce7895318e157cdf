package figure

import (
	"cmp"
	"slices"

	"github.com/seed-100d3eb7/rejoinder/stats"
)

// busiest returns the people with the most replies written and received, most
// first; ties in order of rows.
func busiest(m *stats.Interactions, most int) []int {
	if most < 0 {
		most = 0
	}
	sum := make([]float64, m.Len())
	m.DoNonZero(func(i, j int, w float64) {
		sum[i] += w
		if i != j {
			sum[j] += w
		}
	})
	who := make([]int, m.Len())
	for i := range who {
		who[i] = i
	}
	slices.SortStableFunc(who, func(a, b int) int { return cmp.Compare(sum[b], sum[a]) })
	return who[:min(most, len(who))]
}
