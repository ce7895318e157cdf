package rejoinder

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"github.com/seed-100d3eb7/rejoinder/stats"
)

// fewCounts is the sum below which soft counts are printed with a decimal.
const fewCounts = 20

// apportion prints soft counts so that what is printed sums to their printed sum:
// each is cut off, and the largest remainders are rounded up. Unknown counts are
// taken for 0.
func apportion(counts ...float64) []string {
	counts = slices.Clone(counts)
	sum := 0.0
	for i, x := range counts {
		if !(x > 0) || math.IsInf(x, 0) {
			counts[i] = 0
		}
		sum += counts[i]
	}
	unit, digits := 1.0, 0
	if sum < fewCounts {
		unit, digits = 10, 1
	}
	order, whole := make([]int, len(counts)), make([]float64, len(counts))
	left := math.Round(sum * unit)
	for i, x := range counts {
		order[i], whole[i] = i, math.Floor(x*unit)
		left -= whole[i]
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(counts[b]*unit-whole[b], counts[a]*unit-whole[a])
	})
	out := make([]string, len(counts))
	for k, i := range order {
		if float64(k) < left {
			whole[i]++
		}
		out[i] = strconv.FormatFloat(whole[i]/unit, 'f', digits, 64)
	}
	return out
}

// fewThreads is how many threads are too few for an interval of what they have in
// the mean: its width would tell of nothing else.
const fewThreads = 5

// meanOf writes a mean over threads.
func meanOf(e stats.Estimate) string {
	if e.Defined() && e.N < fewThreads {
		return bare(e)
	}
	return number(e, "")
}

// share writes a mean of probabilities. An interval of all there can be, as it
// would be printed, tells nothing.
func share(e stats.Estimate) string {
	if e.Defined() && e.Lo < 0.005 && e.Hi > 0.995 {
		return bare(e)
	}
	return number(e, "")
}

// bare writes an estimate without its interval and says why; one of a single
// observation has none.
func bare(e stats.Estimate) string {
	e.Lo, e.Hi = math.NaN(), math.NaN()
	s := number(e, "")
	if e.N > 1 {
		s += " (too few for an interval)"
	}
	return s
}
