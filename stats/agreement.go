package stats

import (
	"cmp"
	"math"
	"slices"
)

// Metric is how far apart two ratings are, for [Alpha].
type Metric uint8

// The metrics of Krippendorff's alpha.
const (
	Nominal  Metric = iota // differ or not
	Ordinal                // ranks between
	Interval               // difference, squared
	Ratio                  // difference over sum, squared; for numbers from 0 up
)

// String returns the name of the metric.
func (m Metric) String() string {
	names := [...]string{"nominal", "ordinal", "interval", "ratio"}
	if int(m) < len(names) {
		return names[m]
	}
	return "unknown"
}

// Alpha returns Krippendorff's alpha (2011) for ratings[observer][unit], NaN
// where an observer did not rate a unit:
//
//	α = 1 - D_o/D_e
//
// with the observed disagreement within units over that expected between any
// two ratings. Units with fewer than two ratings do not count. N is the number
// of ratings that do. 1 is perfect agreement and 0 chance. Undefined without
// pairs, where all ratings are of one value (nothing then shows that observers
// can tell values apart), and for the ratio metric where one is negative. Observers may have rated different numbers
// of units. Linear in ratings for the nominal and interval metrics, quadratic
// in the number of distinct values for the others.
func Alpha(ratings [][]float64, metric Metric) Estimate {
	return newAlpha(ratings, metric).estimate(nil)
}

// AlphaInterval returns Alpha with the interval from resampling units: see
// [Bootstrap].
func AlphaInterval(ratings [][]float64, metric Metric, resamples int, seed uint64) Estimate {
	a := newAlpha(ratings, metric)
	value := a.estimate(nil)
	if !value.Defined() {
		return value
	}
	e := Bootstrap(len(a.units), resamples, seed, func(count []float64) float64 { return a.estimate(count).Value })
	e.N = value.N
	return e
}

type alpha struct {
	metric Metric
	values []float64 // distinct, ascending
	units  [][]int32 // ratings of each unit as indices into values, ascending
}

func newAlpha(ratings [][]float64, metric Metric) *alpha {
	a := &alpha{metric: metric}
	width := 0
	for _, row := range ratings {
		width = max(width, len(row))
		for _, v := range row {
			if !math.IsNaN(v) {
				a.values = append(a.values, v)
			}
		}
	}
	slices.Sort(a.values)
	a.values = slices.Compact(a.values)
	for u := range width {
		var unit []int32
		for _, row := range ratings {
			if u < len(row) && !math.IsNaN(row[u]) {
				k, _ := slices.BinarySearch(a.values, row[u])
				unit = append(unit, int32(k))
			}
		}
		if len(unit) >= 2 {
			slices.Sort(unit)
			a.units = append(a.units, unit)
		}
	}
	return a
}

// estimate takes each unit as often as count says, once for nil.
func (a *alpha) estimate(count []float64) Estimate {
	n := make([]float64, len(a.values))
	total := 0.0
	ratings := 0
	for u, unit := range a.units {
		w := 1.0
		if count != nil {
			w = count[u]
		}
		for _, k := range unit {
			n[k] += w
		}
		total += w * float64(len(unit))
		ratings += len(unit)
	}
	if total < 2 {
		return Undefined(ratings, "no unit has two ratings")
	}
	if a.metric == Ratio && a.values[0] < 0 {
		return Undefined(ratings, "a rating is negative, which a ratio scale has no place for")
	}
	below := make([]float64, len(n)+1) // ratings of lower values
	for k, c := range n {
		below[k+1] = below[k] + c
	}
	delta := func(c, k int32) float64 {
		if c == k {
			return 0
		}
		if c > k {
			c, k = k, c
		}
		var d float64
		switch a.metric {
		case Ordinal:
			d = below[k+1] - below[c] - (n[c]+n[k])/2
		case Interval:
			d = a.values[k] - a.values[c]
		case Ratio:
			if s := a.values[k] + a.values[c]; s != 0 {
				d = (a.values[k] - a.values[c]) / s
			}
		default:
			return 1
		}
		return d * d
	}
	observed := 0.0
	for u, unit := range a.units {
		w := 1.0
		if count != nil {
			w = count[u]
		}
		if w == 0 || unit[0] == unit[len(unit)-1] {
			continue
		}
		sum := 0.0
		for i, c := range unit {
			for _, k := range unit[:i] {
				sum += 2 * delta(c, k)
			}
		}
		observed += w * sum / float64(len(unit)-1)
	}
	expected := 0.0
	switch a.metric {
	case Nominal:
		expected = total * total
		for _, c := range n {
			expected -= c * c
		}
	case Interval:
		mean := 0.0
		for k, c := range n {
			mean += c * a.values[k] / total
		}
		for k, c := range n {
			d := a.values[k] - mean
			expected += 2 * total * c * d * d
		}
	default:
		for c := range n {
			if n[c] == 0 {
				continue
			}
			for k := range c {
				expected += 2 * n[c] * n[k] * delta(int32(c), int32(k))
			}
		}
	}
	expected /= total - 1
	used := 0
	for _, c := range n {
		if c > 0 {
			used++
		}
	}
	if used < 2 || expected <= 0 {
		return Undefined(ratings, "all ratings are of one value")
	}
	return Exact(1-observed/expected, ratings)
}

// PercentAgreement returns the share of pairs of ratings of one unit that are
// equal, each unit with m ratings counting m times as in alpha, for ratings as
// there. It does not allow for chance. Undefined without pairs.
func PercentAgreement(ratings [][]float64) Estimate {
	a := newAlpha(ratings, Nominal)
	same, total := 0.0, 0
	for _, unit := range a.units {
		pairs := 0
		for i, c := range unit {
			for _, k := range unit[:i] {
				if c == k {
					pairs += 2
				}
			}
		}
		same += float64(pairs) / float64(len(unit)-1)
		total += len(unit)
	}
	return ratio(same, total, "no unit has two ratings")
}

// Weighting is how partial agreement counts in [Cohen]'s kappa.
type Weighting uint8

// The weightings. A difference d of categories out of the largest possible D
// agrees by 1 where d is 0 and else 0, by 1 - d/D, or by 1 - (d/D)².
const (
	Unweighted Weighting = iota
	Linear
	Quadratic
)

// Cohen returns Cohen's kappa (1960), or weighted kappa (1968), of two
// observers who put the same things into categories; negative categories are
// missing and their things left out. κ = (p_o - p_e)/(1 - p_e). The interval is
// that of Fleiss, Cohen and Everitt (1969), good from about 50 things on and absent
// where all agree. For weightings the numbers of the
// categories are their places. Undefined without things rated by both and where
// chance agreement is perfect. It panics where the lengths differ. Quadratic in
// the number of categories.
func Cohen(a, b []int, w Weighting) Estimate {
	if len(a) != len(b) {
		panic("stats: two observers of different things")
	}
	var cats []int
	for i := range a {
		if a[i] >= 0 && b[i] >= 0 {
			cats = append(cats, a[i], b[i])
		}
	}
	n := len(cats) / 2
	if n == 0 {
		return Undefined(0, "nothing was rated by both")
	}
	slices.Sort(cats)
	cats = slices.Compact(cats)
	k := len(cats)
	p := make([]float64, k*k)
	row, col := make([]float64, k), make([]float64, k)
	for i := range a {
		if a[i] < 0 || b[i] < 0 {
			continue
		}
		x, _ := slices.BinarySearch(cats, a[i])
		y, _ := slices.BinarySearch(cats, b[i])
		p[x*k+y] += 1 / float64(n)
		row[x] += 1 / float64(n)
		col[y] += 1 / float64(n)
	}
	agree := func(x, y int) float64 {
		if x == y {
			return 1
		}
		d := math.Abs(float64(cats[x]-cats[y])) / float64(cats[k-1]-cats[0])
		switch w {
		case Linear:
			return 1 - d
		case Quadratic:
			return 1 - d*d
		}
		return 0
	}
	observed, chance := 0.0, 0.0
	wr, wc := make([]float64, k), make([]float64, k) // mean weights of rows and columns
	for x := range k {
		for y := range k {
			g := agree(x, y)
			observed += g * p[x*k+y]
			chance += g * row[x] * col[y]
			wr[x] += g * col[y]
			wc[y] += g * row[x]
		}
	}
	if 1-chance < 1e-12 {
		return Undefined(n, "chance agreement is perfect: both used one category")
	}
	e := Exact((observed-chance)/(1-chance), n)
	v := 0.0
	for x := range k {
		for y := range k {
			d := agree(x, y) - (wr[x]+wc[y])*(1-e.Value)
			v += p[x*k+y] * d * d
		}
	}
	d := e.Value - chance*(1-e.Value)
	return around(e, z95*math.Sqrt(max(0, v-d*d)/float64(n))/(1-chance))
}

// Fleiss returns Fleiss' kappa (1971) of counts[thing][category], how many
// observers put the thing there; each thing must have the same number of
// observers, at least two. The interval is the jackknife over things, good from
// about 40 on and absent where all agree. Undefined
// where that is not so, without things, and where all are of one category.
// Linear time.
func Fleiss(counts [][]int) Estimate {
	if len(counts) == 0 {
		return Undefined(0, "nothing was rated")
	}
	width, raters := 0, 0
	for _, c := range counts {
		width = max(width, len(c))
	}
	for i, c := range counts {
		m := 0
		for _, x := range c {
			if x < 0 {
				return Undefined(len(counts), "a count is negative")
			}
			m += x
		}
		if i > 0 && m != raters {
			return Undefined(len(counts), "things have different numbers of observers")
		}
		raters = m
	}
	if raters < 2 {
		return Undefined(len(counts), "fewer than two observers")
	}
	m := float64(raters)
	share := make([]float64, width) // Σ over things
	agree, square := 0.0, 0.0
	each := make([]float64, len(counts))
	for i, c := range counts {
		for k, x := range c {
			share[k] += float64(x) / m
			each[i] += float64(x) * float64(x-1) / (m * (m - 1))
		}
		agree += each[i]
	}
	for _, s := range share {
		square += s * s
	}
	n := float64(len(counts))
	kappa := func(agree, square, n float64) float64 {
		chance := square / (n * n)
		return (agree/n - chance) / (1 - chance)
	}
	if n*n-square < 1e-12 {
		return Undefined(len(counts), "all are of one category")
	}
	e := Exact(kappa(agree, square, n), len(counts))
	if len(counts) < 3 {
		return e
	}
	out := make([]float64, 0, len(counts))
	for i, c := range counts {
		s := square
		for k, x := range c {
			f := float64(x) / m
			s += f*f - 2*f*share[k]
		}
		if v := kappa(agree-each[i], s, n-1); !math.IsNaN(v) && !math.IsInf(v, 0) {
			out = append(out, v)
		}
	}
	mean := Mean(out)
	ss := 0.0
	for _, v := range out {
		ss += (v - mean.Value) * (v - mean.Value)
	}
	return around(e, z95*math.Sqrt(ss*(n-1)/n))
}

// around sets the interval of an agreement, which is at most 1. There is none
// where the variance is 0, such as where all agree: that says nothing of the next
// thing.
func around(e Estimate, half float64) Estimate {
	if half > 1e-9 {
		e.Lo, e.Hi = e.Value-half, min(1, e.Value+half)
	}
	return e
}

// byScore returns the places of scores from highest to lowest, NaN left out.
func byScore(score []float64) []int {
	idx := make([]int, 0, len(score))
	for i, s := range score {
		if !math.IsNaN(s) {
			idx = append(idx, i)
		}
	}
	slices.SortStableFunc(idx, func(a, b int) int { return cmp.Compare(score[b], score[a]) })
	return idx
}
