package stats

import (
	"math"
	"slices"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// Accumulation returns the toxic accumulation of each node (Shankaran and
// Sharma, 2024):
//
//	TA(v) = (score(v) + Σ over replies of TA) / (replies + 1)
//
// A thread's Post stands above all that answers it: see [Parents]. A node of
// unknown score counts with its known replies alone; it is NaN where
// neither it nor anything below it is known. It panics on a column of the wrong
// length. One pass from the leaves up.
func Accumulation(t *thread.Thread, score []float64) []float64 {
	checkColumn(t, score)
	x := treeOf(t)
	sum, n := make([]float64, len(score)), make([]float64, len(score))
	for k := len(score) - 1; k >= 0; k-- {
		i := x.at(k)
		if !math.IsNaN(score[i]) {
			sum[i] += score[i]
			n[i]++
		}
		sum[i] /= n[i] // 0/0 is NaN
		if p := x.parent[i]; p != thread.None && n[i] > 0 {
			sum[p] += sum[i]
			n[p]++
		}
	}
	return sum
}

// Escalation returns the mean slope of a score along the paths from a
// top-level comment to a leaf: least squares of score on level, per level, over
// the paths with at least three known scores on distinct levels, those of Posts and
// messages of the software not counting. Paths share
// their beginnings, so the interval, Student's over paths, is too narrow in
// one thread; over a corpus resample threads. It panics on a column of the
// wrong length. Linear time, however deep.
func Escalation(t *thread.Thread, score []float64) Estimate {
	checkColumn(t, score)
	e := Mean(PathSlopes(nil, t, score))
	if e.N == 0 {
		e.Reason = "no path with three known scores"
	}
	return e
}

// PathSlopes appends the slope that [Escalation] takes for each leaf whose path
// has one, in node order.
func PathSlopes(dst []float64, t *thread.Thread, score []float64) []float64 {
	checkColumn(t, score)
	tree := treeOf(t)
	// Sums along the path to each node, levels counted from the path's middle
	// would be better conditioned but differ between leaves; a running mean
	// (Welford) serves all.
	type moments struct{ n, x, y, xx, xy float64 }
	col := make([]moments, len(score))
	level := make([]int32, len(score))
	for k := range score {
		i := tree.at(k)
		var m moments
		if p := tree.parent[i]; p != thread.None {
			m, level[i] = col[p], level[p]+1
		}
		if s := score[i]; !math.IsNaN(s) && comment(t.Comment(i)) {
			x := float64(level[i])
			m.n++
			dx := x - m.x
			m.x += dx / m.n
			m.xx += dx * (x - m.x)
			m.y += (s - m.y) / m.n
			m.xy += dx * (s - m.y)
		}
		col[i] = m
		if tree.end[i] == i+1 && m.n >= 3 {
			dst = append(dst, m.xy/m.xx)
		}
	}
	return dst
}

// Trend returns the slope of a score over the course of the thread, from 0 at
// its first comment to 1 at its last as [Positions] has it, with Student's
// interval. Undefined below three known scores. n log n time at worst.
func Trend(t *thread.Thread, score []float64) Estimate {
	checkColumn(t, score)
	return slope(Positions(nil, t), score)
}

// slope is least squares of y on x with Student's interval, over pairs of known
// numbers.
func slope(x, y []float64) Estimate {
	n, mx, my, sxx, sxy, syy := 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
	for i := range x {
		if math.IsNaN(x[i]) || math.IsNaN(y[i]) {
			continue
		}
		n++
		dx, dy := x[i]-mx, y[i]-my
		mx += dx / n
		my += dy / n
		sxx += dx * (x[i] - mx)
		syy += dy * (y[i] - my)
		sxy += dx * (y[i] - my)
	}
	if n < 3 {
		return Undefined(int(n), "fewer than three known scores")
	}
	if sxx == 0 {
		return Undefined(int(n), "all at one place")
	}
	b := sxy / sxx
	half := studentQuantile(int(n)-2) * math.Sqrt(max(0, (syy-b*sxy)/(n-2)/sxx))
	return Estimate{b, b - half, b + half, int(n), ""}
}

// PageTrend tests whether scores rise along paths (Page, 1963): each block
// holds k scores in the order in which they should rise; they are ranked within
// the block, ties at their mean rank, and Statistic is L = Σ place · Σ rank. P is
// one-sided from the normal approximation, the variance corrected for ties.
// Blocks of another length than the first, or with a NaN, are left out. It has
// no P where no block has ranks to tell.
func PageTrend(blocks [][]float64) Test {
	k := 0
	if len(blocks) > 0 {
		k = len(blocks[0])
	}
	var l, mean, variance float64
	used := 0
	rank := make([]float64, k)
	for _, b := range blocks {
		if len(b) != k || k < 2 || slices.ContainsFunc(b, math.IsNaN) {
			continue
		}
		used++
		midranks(rank, b)
		m := float64(k+1) / 2
		spread := 0.0
		for i, r := range rank {
			l += float64(i+1) * r
			spread += (r - m) * (r - m)
		}
		mean += float64(k) * m * m
		// Var of Σ i·R(i) for a random order of the ranks.
		variance += spread * float64(k*k*k-k) / 12 / float64(k-1)
	}
	t := Test{Statistic: l, P: math.NaN(), N: used}
	if !(variance > 0) {
		t.Reason = "no block of at least two differing scores"
		return t
	}
	t.P = normalCDF(-(l - mean) / math.Sqrt(variance))
	return t
}

// midranks writes the ranks of x from 1 on, ties at their mean.
func midranks(dst, x []float64) {
	idx := make([]int, len(x))
	for i := range idx {
		idx[i] = i
	}
	slices.SortFunc(idx, func(a, b int) int {
		switch {
		case x[a] < x[b]:
			return -1
		case x[a] > x[b]:
			return 1
		}
		return 0
	})
	for i := 0; i < len(idx); {
		j := i
		for j < len(idx) && x[idx[j]] == x[idx[i]] {
			j++
		}
		for k := i; k < j; k++ {
			dst[idx[k]] = float64(i+j+1) / 2
		}
		i = j
	}
}

// DeEscalations counts the hostile replies between two people after which the
// same two, taking turns, wrote two calm comments in a row; and all hostile
// replies between two known people that were answered by the other. A comment
// is hostile where its score is at least threshold; an unknown score is
// neither. The calm comments are looked for along every branch; one is enough.
// Linear time.
func DeEscalations(t *thread.Thread, score []float64, threshold float64) (calmed, answered int) {
	checkColumn(t, score)
	parent := treeOf(t).parent
	const wasAnswered, wasCalmed = 1, 2
	state := make([]uint8, len(parent))
	a := func(n thread.Node) thread.Author { return t.Author(n) }
	for i, p := range parent {
		n := thread.Node(i)
		if p == thread.None || a(n) == thread.Nobody {
			continue
		}
		g := parent[p]
		if g == thread.None || a(p) == thread.Nobody || a(n) != a(g) || a(n) == a(p) {
			continue
		}
		// n answers p, which answers n's author.
		if score[p] >= threshold {
			state[p] |= wasAnswered
		}
		if score[g] >= threshold && score[p] < threshold && score[n] < threshold &&
			parent[g] != thread.None && a(parent[g]) == a(p) {
			state[g] |= wasCalmed
		}
	}
	for _, s := range state {
		if s&wasAnswered != 0 {
			answered++
			if s&wasCalmed != 0 {
				calmed++
			}
		}
	}
	return calmed, answered
}

// Forecast is one thread as a forecaster saw it: the score given after each
// comment that the thread would turn hostile, each from what stood before it.
type Forecast struct {
	Scores []float64
	// Turned is the place, from 0, of the first hostile comment; -1 for none.
	Turned int
}

// ForecastReport is how well threads were forecast. A thread is forecast to
// turn where a score before the turn, or any score of a thread that does not
// turn, is at least the threshold.
type ForecastReport struct {
	Precision     Estimate `json:"precision"`
	Recall        Estimate `json:"recall"`
	FalsePositive Estimate `json:"false_positive"` // among threads that do not turn
	Accuracy      Estimate `json:"accuracy"`
	// Horizon is the mean number of comments between the first alarm and the
	// turn, over threads rightly forecast.
	Horizon Estimate `json:"horizon"`
}

// EvaluateForecasts returns the report at a threshold, with Wilson's intervals
// over threads. Linear time.
func EvaluateForecasts(cases []Forecast, threshold float64) ForecastReport {
	var tp, fp, fn, tn int
	var horizon []float64
	for _, c := range cases {
		seen := c.Scores
		if c.Turned >= 0 {
			seen = seen[:min(c.Turned, len(seen))]
		}
		at := slices.IndexFunc(seen, func(s float64) bool { return s >= threshold })
		switch {
		case at >= 0 && c.Turned >= 0:
			tp++
			horizon = append(horizon, float64(c.Turned-at))
		case at >= 0:
			fp++
		case c.Turned >= 0:
			fn++
		default:
			tn++
		}
	}
	rate := func(k, n int, reason string) Estimate {
		if n == 0 {
			return Undefined(0, reason)
		}
		return Proportion(float64(k), n)
	}
	r := ForecastReport{
		Precision:     rate(tp, tp+fp, "no thread is forecast to turn"),
		Recall:        rate(tp, tp+fn, "no thread turns"),
		FalsePositive: rate(fp, fp+tn, "every thread turns"),
		Accuracy:      rate(tp+tn, len(cases), "no threads"),
		Horizon:       Mean(horizon),
	}
	if tp == 0 {
		r.Horizon.Reason = "no thread is rightly forecast"
	}
	return r
}

// BaselineForecast returns the forecast that any other must beat: after each
// comment, in order of time where all times are known and else of input, the
// highest score so far. The thread turns at the first score of at least
// threshold. Placeholders, Posts and messages of the software are passed over,
// unknown scores leave the forecast as it was, at first 0. Scores that see later comments would look into the
// future: use context-free ones. It panics on a column of the wrong length.
// n log n time at worst.
func BaselineForecast(t *thread.Thread, score []float64, threshold float64) Forecast {
	checkColumn(t, score)
	f := Forecast{Turned: -1}
	top := 0.0
	for k, n := range commentsOf(t) {
		if score[n] > top {
			top = score[n]
		}
		f.Scores = append(f.Scores, top)
		if f.Turned < 0 && score[n] >= threshold {
			f.Turned = k
		}
	}
	return f
}
