package stanceeval

import (
	"math"
	"math/rand/v2"
	"slices"
	"sort"
)

// Probs are the probabilities of the classes, in their order.
type Probs [NumClasses]float64

// Prior shifts p from one prior to another by adding offsets in log-odds, one
// a class, and returns probabilities that sum to 1. It is the one adjustment
// that evaluation makes for a set.
func (p Probs) Prior(offset [NumClasses]float64) Probs {
	sum := 0.0
	for c := range p {
		p[c] *= math.Exp(offset[c])
		sum += p[c]
	}
	if sum > 0 {
		for c := range p {
			p[c] /= sum
		}
	}
	return p
}

// Best returns the likeliest class.
func (p Probs) Best() int {
	best := 0
	for c := range p {
		if p[c] > p[best] {
			best = c
		}
	}
	return best
}

// Lean is how much likelier agreement is than disagreement, from -1 to 1: what
// to expect of a rating between the two, at whose middle stands what is neutral.
func (p Probs) Lean() float64 { return p[Agree] - p[Disagree] }

// Score holds the classification figures of a set.
type Score struct {
	N        int
	Accuracy float64
	MacroF1  float64 // over the classes that occur in the truth
	F1       [NumClasses]float64
	Count    [NumClasses]int // true members of each class
}

// Classify scores predicted classes. Classes that never occur in truth do not
// enter the macro-average.
func Classify(truth, pred []int) Score {
	var tp, fp, fn [NumClasses]float64
	s := Score{N: len(truth)}
	right := 0
	for i, t := range truth {
		s.Count[t]++
		if pred[i] == t {
			tp[t]++
			right++
			continue
		}
		fp[pred[i]]++
		fn[t]++
	}
	classes := 0
	for c := range tp {
		if d := 2*tp[c] + fp[c] + fn[c]; d > 0 {
			s.F1[c] = 2 * tp[c] / d
		}
		if s.Count[c] > 0 {
			classes++
			s.MacroF1 += s.F1[c]
		}
	}
	if classes > 0 {
		s.MacroF1 /= float64(classes)
	}
	if s.N > 0 {
		s.Accuracy = float64(right) / float64(s.N)
	}
	return s
}

// Interval returns the 95 % bootstrap interval of a figure of n items.
// figure is given the drawn item numbers.
func Interval(n int, figure func(draw []int) float64) (lo, hi float64) {
	const rounds = 400
	rng := rand.New(rand.NewPCG(1, uint64(n)))
	draw := make([]int, n)
	vals := make([]float64, rounds)
	for r := range vals {
		for i := range draw {
			draw[i] = rng.IntN(n)
		}
		vals[r] = figure(draw)
	}
	slices.Sort(vals)
	return vals[rounds*25/1000], vals[rounds*975/1000-1]
}

// Coverage returns the accuracy on the share of items that the likeliest class
// is surest of.
func Coverage(truth []int, probs []Probs, share float64) float64 {
	order := make([]int, len(truth))
	for i := range order {
		order[i] = i
	}
	top := func(i int) float64 { return probs[i][probs[i].Best()] }
	sort.SliceStable(order, func(a, b int) bool { return top(order[a]) > top(order[b]) })
	n := int(math.Ceil(share * float64(len(order))))
	right := 0
	for _, i := range order[:n] {
		if probs[i].Best() == truth[i] {
			right++
		}
	}
	if n == 0 {
		return math.NaN()
	}
	return float64(right) / float64(n)
}

// Calibration returns the expected calibration error of the likeliest class
// over ten bins of equal width, and the mean logarithmic loss in nats.
func Calibration(truth []int, probs []Probs) (ece, loss float64) {
	var n, conf, right [10]float64
	for i, p := range probs {
		b := p.Best()
		k := min(9, int(p[b]*10))
		n[k]++
		conf[k] += p[b]
		if b == truth[i] {
			right[k]++
		}
		loss -= math.Log(max(p[truth[i]], 1e-9))
	}
	for k := range n {
		ece += math.Abs(conf[k] - right[k])
	}
	return ece / float64(len(probs)), loss / float64(len(probs))
}

// Rank returns Spearman's rank correlation, ties sharing their mean rank.
func Rank(a, b []float64) float64 {
	x, y := ranks(a), ranks(b)
	mean := float64(len(a)-1) / 2
	var xy, xx, yy float64
	for i := range x {
		dx, dy := x[i]-mean, y[i]-mean
		xy += dx * dy
		xx += dx * dx
		yy += dy * dy
	}
	return xy / math.Sqrt(xx*yy)
}

func ranks(v []float64) []float64 {
	order := make([]int, len(v))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return v[order[a]] < v[order[b]] })
	r := make([]float64, len(v))
	for i := 0; i < len(order); {
		j := i
		for j < len(order) && v[order[j]] == v[order[i]] {
			j++
		}
		for k := i; k < j; k++ {
			r[order[k]] = float64(i+j-1) / 2
		}
		i = j
	}
	return r
}

// Offsets searches the class offsets in log-odds that give the best macro-F1
// of the classes that occur in truth, by coordinate search. A small penalty on
// their size keeps them near 0 where the data says little.
func Offsets(truth []int, probs []Probs, penalty float64) [NumClasses]float64 {
	var off [NumClasses]float64
	pred := make([]int, len(truth))
	logs := make([]Probs, len(probs))
	var present [NumClasses]bool
	for i := range probs {
		for c := range logs[i] {
			logs[i][c] = math.Log(max(probs[i][c], 1e-9))
		}
		present[truth[i]] = true
	}
	for c := range off {
		if !present[c] {
			off[c] = -20
		}
	}
	eval := func() float64 {
		for i := range logs {
			best, bv := 0, math.Inf(-1)
			for c := range off {
				if v := logs[i][c] + off[c]; v > bv {
					best, bv = c, v
				}
			}
			pred[i] = best
		}
		cost := 0.0
		for c := range off {
			if present[c] {
				cost += off[c] * off[c]
			}
		}
		return Classify(truth, pred).MacroF1 - penalty*cost
	}
	best := eval()
	for _, step := range []float64{0.8, 0.4, 0.2, 0.1} {
		for range 6 {
			moved := false
			for c := range off {
				if !present[c] {
					continue
				}
				for _, d := range []float64{step, -step} {
					off[c] += d
					if v := eval(); v > best+1e-12 {
						best, moved = v, true
					} else {
						off[c] -= d
					}
				}
			}
			if !moved {
				break
			}
		}
	}
	return off
}
