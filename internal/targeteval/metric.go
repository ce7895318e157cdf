package targeteval

import (
	"cmp"
	"math/rand/v2"
	"slices"
)

// Judged is a record's label and what was predicted for it.
type Judged struct {
	Label int
	// P are the probabilities of the classes.
	P [NumClasses]float64
}

// Predict returns the likeliest class; without none where none is no class of
// the set.
func (j *Judged) Predict(none bool) int {
	best := Favor
	if j.P[Against] > j.P[Favor] {
		best = Against
	}
	if none && j.P[Neither] > j.P[best] {
		best = Neither
	}
	return best
}

// HasNone reports whether the labels know a class none.
func HasNone(js []Judged) bool {
	for i := range js {
		if js[i].Label == Neither {
			return true
		}
	}
	return false
}

// Scores are the measures of a set.
type Scores struct {
	N int
	// FAvg is the mean F1 of favor and against, Macro that of all classes
	// that the set knows.
	FAvg, Macro, Accuracy float64
	F1                    [NumClasses]float64
	Lo, Hi                float64 // 95 % bootstrap interval of the headline
}

// Measure scores predictions. The interval is that of FAvg where the set has
// no class none, of Macro where macro is set or else of FAvg.
func Measure(js []Judged, macro bool) Scores {
	none := HasNone(js)
	pred := make([]int, len(js))
	for i := range js {
		pred[i] = js[i].Predict(none)
	}
	idx := make([]int, len(js))
	for i := range idx {
		idx[i] = i
	}
	s := measure(js, pred, idx, none)
	rng := rand.New(rand.NewPCG(1, 2))
	const draws = 400
	var vals []float64
	for range draws {
		for i := range idx {
			idx[i] = rng.IntN(len(js))
		}
		b := measure(js, pred, idx, none)
		if macro {
			vals = append(vals, b.Macro)
		} else {
			vals = append(vals, b.FAvg)
		}
	}
	if len(js) > 0 {
		slices.Sort(vals)
		s.Lo, s.Hi = vals[draws*25/1000], vals[draws*975/1000]
	}
	return s
}

func measure(js []Judged, pred, idx []int, none bool) Scores {
	var tp, gold, said [NumClasses]float64
	right := 0
	for _, i := range idx {
		l, p := js[i].Label, pred[i]
		gold[l]++
		said[p]++
		if l == p {
			tp[l]++
			right++
		}
	}
	s := Scores{N: len(idx)}
	for c := range NumClasses {
		if gold[c]+said[c] > 0 {
			s.F1[c] = 2 * tp[c] / (gold[c] + said[c])
		}
	}
	s.FAvg = (s.F1[Favor] + s.F1[Against]) / 2
	s.Macro = s.FAvg
	if none {
		s.Macro = (s.F1[Favor] + s.F1[Against] + s.F1[Neither]) / 3
	}
	if len(idx) > 0 {
		s.Accuracy = float64(right) / float64(len(idx))
	}
	return s
}

// Gain returns how much macro-F1 after has over before, judged on the same
// records in the same order, with a 95 % bootstrap interval.
func Gain(before, after []Judged) (gain, lo, hi float64) {
	none := HasNone(before)
	pb, pa := make([]int, len(before)), make([]int, len(after))
	idx := make([]int, len(before))
	for i := range before {
		pb[i], pa[i], idx[i] = before[i].Predict(none), after[i].Predict(none), i
	}
	diff := func() float64 {
		return measure(after, pa, idx, none).Macro - measure(before, pb, idx, none).Macro
	}
	gain = diff()
	rng := rand.New(rand.NewPCG(3, 4))
	const draws = 400
	vals := make([]float64, draws)
	for d := range vals {
		for i := range idx {
			idx[i] = rng.IntN(len(idx))
		}
		vals[d] = diff()
	}
	slices.Sort(vals)
	return gain, vals[draws*25/1000], vals[draws*975/1000]
}

// confidence returns the predicted class and its probability among the classes
// that the set knows.
func (j *Judged) confidence(none bool) (int, float64) {
	p, sum := j.Predict(none), j.P[Favor]+j.P[Against]
	if none {
		sum += j.P[Neither]
	}
	if sum == 0 {
		return p, 0
	}
	return p, j.P[p] / sum
}

// ECE returns the expected calibration error of the predicted class, in ten
// bins of equal width.
func ECE(js []Judged) float64 {
	none := HasNone(js)
	var n, right, sum [10]float64
	for i := range js {
		p, c := js[i].confidence(none)
		b := min(9, int(c*10))
		n[b]++
		sum[b] += c
		if p == js[i].Label {
			right[b]++
		}
	}
	e := 0.0
	for b := range n {
		e += max(right[b]-sum[b], sum[b]-right[b])
	}
	return e / float64(max(1, len(js)))
}

// AccuracyAt returns the accuracy on the share of records judged with the most
// confidence.
func AccuracyAt(js []Judged, share float64) float64 {
	none := HasNone(js)
	type scored struct {
		conf  float64
		right bool
	}
	all := make([]scored, len(js))
	for i := range js {
		p, c := js[i].confidence(none)
		all[i] = scored{c, p == js[i].Label}
	}
	slices.SortStableFunc(all, func(a, b scored) int { return cmp.Compare(b.conf, a.conf) })
	all = all[:int(share*float64(len(all)))]
	right := 0
	for _, s := range all {
		if s.right {
			right++
		}
	}
	return float64(right) / float64(max(1, len(all)))
}
