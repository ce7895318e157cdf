package stats

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

func TestStudentQuantile(t *testing.T) {
	for df := 1; df < 3000; df += 1 + df/20 {
		want := distuv.StudentsT{Sigma: 1, Nu: float64(df)}.Quantile(0.975)
		if got := studentQuantile(df); math.Abs(got-want) > 2e-8 {
			t.Errorf("%d degrees of freedom: %v, want %v", df, got, want)
		}
	}
}

// TestOrderInterval checks the coverage that the binomial distribution gives
// each interval, up to where the normal one takes over.
func TestOrderInterval(t *testing.T) {
	for _, p := range []float64{0.001, 0.002, 0.005, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.999} {
		for _, n := range []int{10, 60, 100, 315, 325, 350, 399, 400, 401, 500, 1000, 5000, 60000} {
			lo, hi, ok := orderInterval(n, p)
			if enough := float64(n)*min(p, 1-p) >= 6; enough && !ok {
				t.Errorf("n %d, p %g: no interval", n, p)
			}
			if !ok {
				continue
			}
			// P(x[lo] is at most the quantile, x[hi] at least).
			b := distuv.Binomial{N: float64(n), P: p}
			cover := b.CDF(float64(hi)) - b.CDF(float64(lo))
			if lo < 0 || hi >= n || cover < 0.9499 || cover > 0.999 {
				t.Errorf("n %d, p %g: order statistics %d to %d cover %.4f", n, p, lo, hi, cover)
			}
		}
	}
	for _, p := range []float64{0, 1} {
		for _, n := range []int{5, 350, 500} {
			if lo, hi, ok := orderInterval(n, p); ok {
				t.Errorf("n %d, p %g: an interval %d to %d of an extreme", n, p, lo, hi)
			}
		}
	}
}
