package stats

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"slices"
)

// source returns the generator for a seed. The stream separates the uses of
// one seed, so that no two draw the same numbers. Both are mixed first: two
// states of PCG that differ in the upper word alone share their lower words for
// ever.
func source(seed, stream uint64) *rand.Rand {
	s := mix(seed + mix(stream))
	return rand.New(rand.NewPCG(s, mix(s)))
}

// mix is the finaliser of splitmix64 (Steele, Lea and Flood, 2014).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// Bootstrap returns the statistic of n units with the 95 per cent interval of
// the bias-corrected and accelerated bootstrap (Efron, 1987) over runs
// resamples, expanded for small n (Hesterberg, 2015). The statistic is called with how often each unit counts: all 1
// for the value itself. Units must be independent: whole threads rather than
// comments. Resamples where the statistic is NaN are left out; the interval is
// absent where those are more than one in ten, or n < 2, or runs < 20.
//
// It calls statistic runs + min(n, 200) + 1 times, which must not keep its argument.
func Bootstrap(n, runs int, seed uint64, statistic func(count []float64) float64) Estimate {
	if n <= 0 {
		return Undefined(0, "no observations")
	}
	count := make([]float64, n)
	for i := range count {
		count[i] = 1
	}
	e := Exact(statistic(count), n)
	if !e.Defined() || n < 2 || runs < 20 {
		return e
	}
	// Acceleration from the jackknife, over at most 200 groups of units so that
	// the whole stays linear in n.
	groups := min(n, 200)
	jack := make([]float64, 0, groups)
	for g := range groups {
		for i := g; i < n; i += groups {
			count[i] = 0
		}
		if v := statistic(count); !math.IsNaN(v) && !math.IsInf(v, 0) {
			jack = append(jack, v)
		}
		for i := g; i < n; i += groups {
			count[i] = 1
		}
	}
	r := source(seed, 0xb007)
	draws := make([]float64, 0, runs)
	for range runs {
		clear(count)
		for range n {
			count[r.IntN(n)]++
		}
		if v := statistic(count); !math.IsNaN(v) && !math.IsInf(v, 0) {
			draws = append(draws, v)
		}
	}
	if len(draws)*10 < runs*9 {
		return e
	}
	slices.Sort(draws)
	// Hesterberg (2015): percentile intervals are too narrow for few units, as if
	// normal quantiles stood for Student's and n for n-1.
	z := studentQuantile(n-1) * math.Sqrt(float64(n)/float64(n-1))
	e.Lo, e.Hi = bca(draws, jack, e.Value, z)
	return e
}

// bca returns the ends of sorted draws that stand for -z and z, corrected for
// median bias and acceleration.
func bca(draws, jack []float64, value, z float64) (lo, hi float64) {
	below := 0.0
	for _, v := range draws {
		switch {
		case v < value:
			below++
		case v == value:
			below += 0.5
		}
	}
	z0 := normalQuantile(min(max(below/float64(len(draws)), 1e-6), 1-1e-6))
	mean := 0.0
	for _, v := range jack {
		mean += v / float64(len(jack))
	}
	m2, m3 := 0.0, 0.0
	for _, v := range jack {
		d := mean - v
		m2 += d * d
		m3 += d * d * d
	}
	a := 0.0
	if m2 > 0 {
		a = m3 / (6 * math.Pow(m2, 1.5))
	}
	end := func(z float64) float64 {
		s := z0 + z
		p := normalCDF(z0 + s/(1-a*s))
		if math.IsNaN(p) {
			p = normalCDF(z)
		}
		return quantile(draws, min(max(p, 0), 1)).Value
	}
	return end(-z), end(z)
}

func normalCDF(z float64) float64 { return math.Erfc(-z/math.Sqrt2) / 2 }

func normalQuantile(p float64) float64 { return -math.Sqrt2 * math.Erfcinv(2*p) }

// Test is the result of a test of a hypothesis.
type Test struct {
	// Statistic is the observed value; what it is, the function says.
	Statistic float64
	// P is the p-value, NaN where Reason says why there is none.
	P float64
	// DF is the degrees of freedom where the test has them.
	DF int
	// N is the number of observations or, of a permutation test, of runs.
	N      int
	Reason string
}

type testJSON struct {
	Statistic *float64 `json:"statistic,omitempty"`
	P         *float64 `json:"p,omitempty"`
	DF        int      `json:"df,omitempty"`
	N         int      `json:"n"`
	Reason    string   `json:"reason,omitempty"`
}

// MarshalJSON leaves out what is not a finite number.
func (t Test) MarshalJSON() ([]byte, error) {
	v := testJSON{DF: t.DF, N: t.N, Reason: t.Reason}
	if !math.IsNaN(t.Statistic) && !math.IsInf(t.Statistic, 0) {
		v.Statistic = &t.Statistic
	}
	if !math.IsNaN(t.P) {
		v.P = &t.P
	}
	return json.Marshal(v)
}

// UnmarshalJSON reads what MarshalJSON writes; absent numbers become NaN.
func (t *Test) UnmarshalJSON(b []byte) error {
	var v testJSON
	if err := json.Unmarshal(b, &v); err != nil {
		return err
	}
	*t = Test{Statistic: math.NaN(), P: math.NaN(), DF: v.DF, N: v.N, Reason: v.Reason}
	if v.Statistic != nil {
		t.Statistic = *v.Statistic
	}
	if v.P != nil {
		t.P = *v.P
	}
	return nil
}

// permute returns (1 + number of runs at least as large as observed)/(1 + runs),
// which is never 0 and holds its level exactly (Phipson and Smyth, 2010). Runs
// within rounding of the observed count as equal to it: scale is the size of what
// the statistic is a difference of, 0 where that is not known. Runs in which it is
// NaN are left out.
func permute(observed, scale float64, runs int, draw func() float64) Test {
	if runs <= 0 {
		return Test{Statistic: observed, P: math.NaN(), Reason: "no permutations"}
	}
	draws := make([]float64, 0, runs)
	scale = max(scale, math.Abs(observed))
	for range runs {
		if v := draw(); !math.IsNaN(v) {
			draws = append(draws, v)
		}
	}
	if len(draws) == 0 {
		return Test{Statistic: observed, P: math.NaN(), Reason: "the statistic is undefined in all permutations"}
	}
	for _, v := range draws {
		if !math.IsInf(v, 0) {
			scale = max(scale, math.Abs(v))
		}
	}
	more := 0
	for _, v := range draws {
		if v >= observed-1e-9*scale {
			more++
		}
	}
	return Test{Statistic: observed, P: float64(1+more) / float64(1+len(draws)), N: len(draws)}
}

// BenjaminiHochberg returns for each p-value the smallest false discovery rate
// at which it is a discovery (Benjamini and Hochberg, 1995). NaN stays NaN and
// does not count among the tests. n log n time.
func BenjaminiHochberg(p []float64) []float64 {
	q := slices.Clone(p)
	order := make([]int, 0, len(p))
	for i, v := range p {
		if !math.IsNaN(v) {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case p[a] < p[b]:
			return -1
		case p[a] > p[b]:
			return 1
		}
		return 0
	})
	low := 1.0
	for k := len(order) - 1; k >= 0; k-- {
		low = min(low, p[order[k]]*float64(len(order))/float64(k+1))
		q[order[k]] = low
	}
	return q
}
