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
// largest distance between their empirical distribution functions. P is the
// limit's with Stephens' correction on xy/(x+y) observations; with ties it is
// conservative. n log n time.
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
	n := float64(len(a)) * float64(len(b)) / float64(len(a)+len(b))
	return Test{Statistic: d, P: kolmogorov(d, n), N: len(a) + len(b)}
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
