package stats

import (
	"math"
	"slices"
)

// KolmogorovSmirnov tests whether x was drawn from the distribution cdf.
// Statistic is the largest distance between the two distribution functions; P
// is from Kolmogorov's limit with Stephens' correction (1970), right to about
// 0.01 from n = 5 on. NaN elements are left out. n log n time.
func KolmogorovSmirnov(x []float64, cdf func(float64) float64) Test {
	s := slices.DeleteFunc(slices.Clone(x), math.IsNaN)
	if len(s) == 0 {
		return Test{Statistic: math.NaN(), P: math.NaN(), Reason: "no observations"}
	}
	slices.Sort(s)
	n := float64(len(s))
	d := 0.0
	for i, v := range s {
		f := cdf(v)
		d = max(d, f-float64(i)/n, float64(i+1)/n-f)
	}
	return Test{Statistic: d, P: kolmogorov(d, n), N: len(s)}
}

// TwoSamples tests whether x and y were drawn from one distribution, by the
// largest distance between their empirical distribution functions. P is exact,
// given the ties, up to a million pairs of one of x and one of y: the share of the
// orders of the pooled sample that set the two as far apart (Hodges, 1958).
// Above it is the limit's with Stephens' correction on xy/(x+y) observations,
// conservative with ties. n log n time, and linear in those pairs.
func TwoSamples(x, y []float64) Test {
	a := slices.DeleteFunc(slices.Clone(x), math.IsNaN)
	b := slices.DeleteFunc(slices.Clone(y), math.IsNaN)
	if len(a) == 0 || len(b) == 0 {
		return Test{Statistic: math.NaN(), P: math.NaN(), Reason: "an empty sample"}
	}
	slices.Sort(a)
	slices.Sort(b)
	d := 0.0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		v := min(a[i], b[j])
		for i < len(a) && a[i] == v {
			i++
		}
		for j < len(b) && b[j] == v {
			j++
		}
		d = max(d, math.Abs(float64(i)/float64(len(a))-float64(j)/float64(len(b))))
	}
	t := Test{Statistic: d, N: len(a) + len(b)}
	if len(a) <= exactPairs/len(b) {
		t.P = smirnov(a, b, d)
		return t
	}
	t.P = kolmogorov(d, float64(len(a))*float64(len(b))/float64(len(a)+len(b)))
	return t
}

// exactPairs bounds the pairs of numbers for an exact P of two samples.
const exactPairs = 1_000_000

// smirnov returns the chance of a distance of at least d between two samples of
// the sizes of a and b, both sorted, over all orders of their numbers. It goes
// through the places (i, j), of i numbers of a and j of b met: within[j] is the
// share of the ways to one on which the distance stayed below d. Between equal
// numbers there is no place to look.
func smirnov(a, b []float64, d float64) float64 {
	m, n := float64(len(a)), float64(len(b))
	pool := slices.Concat(a, b)
	slices.Sort(pool)
	tied := make([]bool, len(pool)+1) // after k numbers of the pool
	for k := 1; k < len(pool); k++ {
		tied[k] = pool[k-1] == pool[k]
	}
	within := make([]float64, len(b)+1)
	d -= 1e-9 // distances are multiples of 1/mn
	for i := range len(a) + 1 {
		for j := range len(b) + 1 {
			x, y := float64(i), float64(j)
			switch {
			case !tied[i+j] && math.Abs(x/m-y/n) >= d:
				within[j] = 0
			case i+j == 0:
				within[j] = 1
			case j == 0: // as it was
			case i == 0:
				within[j] = within[j-1]
			default:
				within[j] = (x*within[j] + y*within[j-1]) / (x + y)
			}
		}
	}
	return min(1, max(0, 1-within[len(b)]))
}

func kolmogorov(d, n float64) float64 {
	l := (math.Sqrt(n) + 0.12 + 0.11/math.Sqrt(n)) * d
	if l < 0.2 {
		return 1
	}
	p := 0.0
	for k := 1.0; k < 100; k++ {
		term := 2 * math.Exp(-2*k*k*l*l)
		if math.Mod(k, 2) == 0 {
			term = -term
		}
		p += term
		if math.Abs(term) < 1e-12 {
			break
		}
	}
	return min(1, max(0, p))
}

// MannWhitney tests whether numbers of x tend to be larger or smaller than
// those of y (Mann and Whitney, 1947). Statistic is U/(mn), the chance that one
// of x exceeds one of y, ties counting half: 0.5 under the null. P is two-sided
// from the normal approximation with corrections for ties and continuity, good
// from about eight in each sample. NaN elements are left out; there is no P
// where a sample is empty or all are equal. n log n time.
func MannWhitney(x, y []float64) Test {
	a := slices.DeleteFunc(slices.Clone(x), math.IsNaN)
	b := slices.DeleteFunc(slices.Clone(y), math.IsNaN)
	m, k := float64(len(a)), float64(len(b))
	n := m + k
	t := Test{Statistic: math.NaN(), P: math.NaN(), N: len(a) + len(b)}
	if m == 0 || k == 0 {
		t.Reason = "an empty sample"
		return t
	}
	all := slices.Concat(a, b)
	rank := make([]float64, len(all))
	midranks(rank, all)
	u := -m * (m + 1) / 2
	for _, r := range rank[:len(a)] {
		u += r
	}
	t.Statistic = u / (m * k)
	slices.Sort(all)
	ties := 0.0
	for i := 0; i < len(all); {
		j := i
		for j < len(all) && all[j] == all[i] {
			j++
		}
		c := float64(j - i)
		ties += c*c*c - c
		i = j
	}
	v := m * k / 12 * (n + 1 - ties/(n*(n-1)))
	if !(v > 0) {
		t.Reason = "all are equal"
		return t
	}
	z := max(0, math.Abs(u-m*k/2)-0.5) / math.Sqrt(v)
	t.P = min(1, 2*normalCDF(-z))
	return t
}
