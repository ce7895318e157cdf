package stats

import (
	"math"
	"slices"
	"time"

	"gonum.org/v1/gonum/stat"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// Gaps appends the seconds between comments that follow each other in time,
// over the nodes that [Times] gives a time. The Post that sets them off is one of
// them; messages of the software, which may come long after, are not. n log n
// time.
func Gaps(dst []float64, t *thread.Thread) []float64 {
	times := peopleTimes(nil, t)
	times = slices.DeleteFunc(times, math.IsNaN)
	slices.Sort(times)
	for i := 1; i < len(times); i++ {
		dst = append(dst, times[i]-times[i-1])
	}
	return dst
}

// peopleTimes is Times with NaN for what no one wrote.
func peopleTimes(dst []float64, t *thread.Thread) []float64 {
	at := len(dst)
	dst = Times(dst, t)
	for n, c := range t.All() {
		if c.Kind == thread.System {
			dst[at+int(n)] = math.NaN()
		}
	}
	return dst
}

// Burstiness returns two measures of how unevenly events come, from the gaps
// between them, with r = σ/μ and σ over all n gaps:
//
//	goh = (r - 1)/(r + 1)                                         Goh and Barabási (2008)
//	kim = (√(n+1) r - √(n-1)) / ((√(n+1) - 2) r + √(n-1))          Kim and Jo (2016)
//
// Both are -1 for equal gaps. A Poisson process has 0 and the most bursty 1 in
// the limit of many gaps for the first, at any n for the second: use that for
// short threads. Negative and NaN gaps are left out. Undefined below two gaps
// and where all are 0. Linear time.
func Burstiness(gaps []float64) (goh, kim Estimate) {
	x := valid(gaps)
	if len(x) < 2 {
		u := Undefined(len(x), "fewer than two gaps")
		return u, u
	}
	mean, sd := stat.PopMeanStdDev(x, nil)
	if mean <= 0 {
		u := Undefined(len(x), "all gaps are zero")
		return u, u
	}
	r, n := sd/mean, float64(len(x))
	p, m := math.Sqrt(n+1), math.Sqrt(n-1)
	return Exact((r-1)/(r+1), len(x)), Exact((p*r-m)/((p-2)*r+m), len(x))
}

// Memory returns the correlation between each gap and the next (Goh and
// Barabási, 2008), with the mean and deviation of the first and of the second
// of each pair apart. N is the number of pairs. Undefined below two pairs and
// where one of the deviations is 0. Linear time.
func Memory(gaps []float64) Estimate {
	x := valid(gaps)
	if len(x) < 3 {
		return Undefined(max(0, len(x)-1), "fewer than three gaps")
	}
	a, b := x[:len(x)-1], x[1:]
	if same(a) || same(b) {
		return Undefined(len(a), "gaps do not vary")
	}
	return Exact(stat.Correlation(a, b, nil), len(a))
}

func same(x []float64) bool {
	for _, v := range x {
		if v != x[0] {
			return false
		}
	}
	return true
}

func valid(x []float64) []float64 {
	return slices.DeleteFunc(slices.Clone(x), func(v float64) bool { return !(v >= 0) || math.IsInf(v, 1) })
}

// Week counts comments by hour of the week, from Monday 0 h on. Posts and
// messages of the software are not counted. Weeks of several threads merge.
type Week struct {
	Hours [7][24]int `json:"hours"`
	// Unknown counts comments without a time, Coarse those whose time is known
	// only to the day or worse; neither is in Hours.
	Unknown int `json:"unknown"`
	Coarse  int `json:"coarse"`
}

// HourOfWeek returns the week of t in the given place, UTC for nil. Times that
// are wall-clock readings are taken as they stand. Linear time.
func HourOfWeek(t *thread.Thread, loc *time.Location) Week {
	if loc == nil {
		loc = time.UTC
	}
	var w Week
	for _, c := range t.All() {
		switch {
		case !comment(c):
		case c.Time.IsZero():
			w.Unknown++
		case c.Precision >= thread.Day:
			w.Coarse++
		case c.Floating || loc == time.UTC:
			// Three times as fast as Weekday and Hour. 1 January 1970 was a
			// Thursday: 72 hours after Monday.
			h := floorDiv(c.Time.Unix(), 3600) + 72
			h -= 168 * floorDiv(h, 168)
			w.Hours[h/24][h%24]++
		default:
			at := c.Time.In(loc)
			w.Hours[(at.Weekday()+6)%7][at.Hour()]++
		}
	}
	return w
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// Merge adds the counts of o.
func (w *Week) Merge(o Week) {
	for d := range w.Hours {
		for h := range w.Hours[d] {
			w.Hours[d][h] += o.Hours[d][h]
		}
	}
	w.Unknown += o.Unknown
	w.Coarse += o.Coarse
}

// Positions appends the place of each node in the course of its thread, from 0
// for the first comment to 1 for the last: by rank in order of time where all
// times are known and else of input. Placeholders, Posts and messages of the
// software are NaN, and so is all of a thread with fewer than two comments.
// n log n time at worst.
func Positions(dst []float64, t *thread.Thread) []float64 {
	at := len(dst)
	for range t.Len() {
		dst = append(dst, math.NaN())
	}
	nodes := commentsOf(t)
	if len(nodes) < 2 {
		return dst
	}
	for k, n := range nodes {
		dst[at+int(n)] = float64(k) / float64(len(nodes)-1)
	}
	return dst
}

// TimePositions appends the place of each node in the time that its thread
// took, from 0 for the earliest, the Post included, to 1 for the latest; NaN where
// a time is unknown, where all are the same, and for messages of the software,
// which may come long after. Linear time.
func TimePositions(dst []float64, t *thread.Thread) []float64 {
	at := len(dst)
	dst = peopleTimes(dst, t)
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, x := range dst[at:] {
		if !math.IsNaN(x) {
			lo, hi = min(lo, x), max(hi, x)
		}
	}
	for i := at; i < len(dst); i++ {
		dst[i] = (dst[i] - lo) / (hi - lo) // 0/0 is NaN
	}
	return dst
}
