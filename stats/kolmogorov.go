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
