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
