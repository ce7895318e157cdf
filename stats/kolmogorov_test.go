package stats_test

import (
	"math"
	"math/bits"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/stats"
)

// P over all ways to deal the numbers out, ties and all.
func TestTwoSamplesIsExact(t *testing.T) {
	r := rng(302)
	for range 200 {
		m, n := 1+r.IntN(6), 1+r.IntN(6)
		pool := make([]float64, m+n)
		for i := range pool {
			pool[i] = float64(r.IntN(12))
		}
		distance := func(of func(i int) bool) float64 {
			d := 0.0
			for _, v := range pool {
				x, y := 0.0, 0.0
				for i, w := range pool {
					switch {
					case w > v:
					case of(i):
						x += 1 / float64(m)
					default:
						y += 1 / float64(n)
					}
				}
				d = max(d, math.Abs(x-y))
			}
			return d
		}
		observed := distance(func(i int) bool { return i < m })
		more, all := 0.0, 0.0
		for set := range uint(1) << (m + n) {
			if bits.OnesCount(set) != m {
				continue
			}
			all++
			if distance(func(i int) bool { return set>>i&1 == 1 }) >= observed-1e-9 {
				more++
			}
		}
		got := stats.TwoSamples(pool[:m], pool[m:])
		near(t, "distance", got.Statistic, observed, 1e-12)
		near(t, "p", got.P, more/all, 1e-9)
	}
	near(t, "three and three apart", stats.TwoSamples([]float64{1, 2, 3}, []float64{4, 5, 6}).P, 0.1, 1e-12)
	// Where exact and limit meet they agree.
	x, y := make([]float64, 1000), make([]float64, 1001)
	for i := range y {
		x[i%1000], y[i] = r.NormFloat64(), r.NormFloat64()+0.05
	}
	near(t, "p of two thousand", stats.TwoSamples(x, y[:1000]).P, stats.TwoSamples(x, y).P, 0.05)
}
