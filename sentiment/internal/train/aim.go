package main

import (
	"math"
	"math/rand/v2"
	"slices"

	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/hostile"
)

// shot is one example of the table of targets.
type shot struct {
	x [hostile.NumAimed]float32
	// words are the places of the words of the text and of the one above in
	// the vocabulary, scale what their sums are multiplied with.
	words        [2][]int32
	scale        [2]float32
	target, fold int
	// judge is set where the example is one that biases are chosen on.
	judge bool
}

// table tells whom a text is aimed at.
type table struct {
	hostile.Aim
	keys  []uint32 // of the words, ascending
	words []hostile.AimWord
}

// minShots is the number of examples that a word must occur in.
const minShots = 3

// shots returns the examples among rows, with the scores that the network gives
// to the texts and to those above them, and the vocabulary.
func shots(n *hostile.Net, rows []row) ([]shot, []uint32) {
	df := map[uint32]int{}
	for i := range rows {
		for _, k := range rows[i].own {
			df[k]++
		}
		for _, k := range rows[i].above {
			df[k]++
		}
	}
	var keys []uint32
	for k, n := range df {
		if n >= minShots {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	places := func(list []uint32) []int32 {
		var out []int32
		for _, k := range list {
			if i, ok := slices.BinarySearch(keys, k); ok {
				out = append(out, int32(i))
			}
		}
		return out
	}
	var out []shot
	for i := range rows {
		r := &rows[i]
		if r.aimed == nil {
			continue
		}
		s := shot{x: *r.aimed, target: r.target, fold: r.fold, judge: r.source != sourceCodes, scale: [2]float32{r.ownScale, hostile.AboveWeight * r.aboveScale}}
		s.words[0], s.words[1] = places(r.own), places(r.above)
		above := hostile.Above{Logit: nan}
		if r.parent != nil {
			p := *r.parent
			copy(above.Heads[:], p[:])
			n.Normalise(p[:])
			above.Logit = logit(n, &p)
		}
		hostile.AddScores(&s.x, logit(n, &r.x), &above)
		out = append(out, s)
	}
	return out, keys
}

// logit returns the score of normalised inputs in log-odds.
func logit(n *hostile.Net, x *[hostile.NumDense]float32) float32 {
	var hidden [hostile.NumHidden]float32
	var out [hostile.NumOut]float32
	n.Forward(x[:], &hidden, &out)
	return n.Curve.At(out[hostile.OutScore])
}

// forward returns the log-odds of the targets of s, whose inputs are x once
// normalised.
func (a *table) forward(s *shot, x *[hostile.NumAimed]float32) [hostile.NumTargets]float32 {
	z := a.Forward(x)
	for side, list := range s.words {
		for _, k := range list {
			w := &a.words[k][side]
			for t := range z {
				z[t] += w[t] * s.scale[side]
			}
		}
	}
	return z
}

// aim fits the table of targets. Its biases are those that give the highest
// mean F1 over the targets in cross-validation: the classes are of very
// different sizes, and by likelihood alone the rare ones would never be named.
func aim(all []shot, keys []uint32) *table {
	var judged []shot
	var held [][hostile.NumTargets]float32
	for k := range folds {
		var part []shot
		for i := range all {
			if all[i].fold != k {
				part = append(part, all[i])
			}
		}
		a := fitAim(part, keys)
		for i := range all {
			if s := &all[i]; s.fold == k && s.judge {
				x := s.x
				a.Normalise(&x)
				judged, held = append(judged, *s), append(held, a.forward(s, &x))
			}
		}
	}
	// What the biases are worth: tuned on four folds, measured on the fifth.
	honest := make([]int, len(judged))
	for k := range folds {
		off := offsets(judged, held, func(i int) bool { return judged[i].fold != k })
		for i := range judged {
			if judged[i].fold == k {
				honest[i] = pick(&held[i], &off)
			}
		}
	}
	f, each := targetF1(judged, honest)
	logf("targets: %d examples, %d words, macro-F1 over %d %.3f in cross-validation %.3f", len(all), len(keys), len(judged), f, each)
	off := offsets(judged, held, func(int) bool { return true })
	logf("targets: offsets %.1f", off)
	a := fitAim(all, keys)
	for t := range off {
		a.Out[hostile.NumAimed][t] += off[t]
	}
	return a
}

// aimSeeds is the number of fits that the table is the mean of.
const aimSeeds = 3

// fitAim fits a multinomial regression: the inputs of the network by Adam, the
// words by Adagrad. It is the mean of several fits.
func fitAim(all []shot, keys []uint32) *table {
	mean := &table{keys: keys, words: make([]hostile.AimWord, len(keys))}
	for j := range hostile.NumAimed {
		var sum, sq float64
		for i := range all {
			v := float64(all[i].x[j])
			sum, sq = sum+v, sq+v*v
		}
		k := float64(len(all))
		m := sum / k
		mean.Mean[j] = float32(m)
		mean.Scale[j] = float32(1 / max(math.Sqrt(max(sq/k-m*m, 0)), 0.05))
	}
	xs := make([][hostile.NumAimed]float32, len(all))
	for i := range all {
		xs[i] = all[i].x
		mean.Normalise(&xs[i])
	}
	for seed := range aimSeeds {
		a := &table{Aim: hostile.Aim{Mean: mean.Mean, Scale: mean.Scale}, words: make([]hostile.AimWord, len(keys))}
		a.fit(all, xs, uint64(seed+3))
		for j := range a.Out {
			for t, w := range a.Out[j] {
				mean.Out[j][t] += w / aimSeeds
			}
		}
		for k := range a.words {
			for side := range a.words[k] {
				for t, w := range a.words[k][side] {
					mean.words[k][side][t] += w / aimSeeds
				}
			}
		}
	}
	return mean
}

func (a *table) fit(all []shot, xs [][hostile.NumAimed]float32, seed uint64) {
	const epochs, batch, decay, wordRate = 16, 64, 0.5, 0.05
	var share [hostile.NumTargets]float64
	for i := range all {
		share[all[i].target]++
	}
	var weight [hostile.NumTargets]float32
	for t, n := range share {
		if n > 0 {
			weight[t] = float32(math.Pow(share[hostile.NoTarget]/n, 0.4))
		}
	}
	rng := rand.New(rand.NewPCG(seed, 2))
	order := rng.Perm(len(all))
	g := new(hostile.Aim)
	var opt []*adam
	for j := range a.Out {
		w := a.Out[j][:]
		opt = append(opt, &adam{w: w, g: g.Out[j][:], m: make([]float32, len(w)), v: make([]float32, len(w))})
	}
	squares := make([]hostile.AimWord, len(a.words))
	steps, total := 0, epochs*((len(all)+batch-1)/batch)
	for range epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for at := 0; at < len(order); at += batch {
			*g = hostile.Aim{}
			part := order[at:min(at+batch, len(order))]
			rate := 0.5 * (1 + math.Cos(math.Pi*float64(steps)/float64(total)))
			for _, i := range part {
				s := &all[i]
				z := a.forward(s, &xs[i])
				softmax(&z)
				z[s.target]--
				for t := range z {
					z[t] *= weight[s.target]
				}
				for j, v := range xs[i] {
					o := &g.Out[j]
					for t, d := range z {
						o[t] += d * v
					}
				}
				for t, d := range z {
					g.Out[hostile.NumAimed][t] += d
				}
				for side, list := range s.words {
					for _, k := range list {
						w, sq := &a.words[k][side], &squares[k][side]
						for t, d := range z {
							d *= s.scale[side]
							sq[t] += d * d
							w[t] -= wordRate * float32(rate) * d / (float32(math.Sqrt(float64(sq[t]))) + 1e-4)
						}
					}
				}
			}
			steps++
			for _, o := range opt {
				o.step(0.003*rate, decay, steps, float64(len(part)))
			}
		}
	}
}

func softmax(z *[hostile.NumTargets]float32) {
	top, sum := z[0], float32(0)
	for _, v := range z {
		top = max(top, v)
	}
	for t, v := range z {
		z[t] = float32(math.Exp(float64(v - top)))
		sum += z[t]
	}
	for t := range z {
		z[t] /= sum
	}
}

func pick(z, off *[hostile.NumTargets]float32) int {
	best := 0
	for t := range z {
		if z[t]+off[t] > z[best]+off[best] {
			best = t
		}
	}
	return best
}

// offsets finds by coordinate ascent what to add to the log-odds of each target
// for the highest mean F1 over the examples for which use is true.
func offsets(all []shot, held [][hostile.NumTargets]float32, use func(int) bool) [hostile.NumTargets]float32 {
	var sub []shot
	var z [][hostile.NumTargets]float32
	for i := range all {
		if use(i) {
			sub, z = append(sub, all[i]), append(z, held[i])
		}
	}
	got := make([]int, len(sub))
	value := func(off *[hostile.NumTargets]float32) float64 {
		for i := range z {
			got[i] = pick(&z[i], off)
		}
		f, _ := targetF1(sub, got)
		return f
	}
	var off [hostile.NumTargets]float32
	best := value(&off)
	for range 4 {
		for t := range off {
			for d := float32(-2); d <= 2; d += 0.1 {
				try := off
				try[t] = d
				if f := value(&try); f > best+1e-6 {
					best, off = f, try
				}
			}
		}
	}
	return off
}

// targetF1 returns the mean F1 over the targets, and that of each.
func targetF1(all []shot, got []int) (mean float64, each [hostile.NumTargets]float64) {
	var both, truth, guess [hostile.NumTargets]float64
	for i := range all {
		truth[all[i].target]++
		guess[got[i]]++
		if got[i] == all[i].target {
			both[got[i]]++
		}
	}
	for t := range each {
		each[t] = 2 * both[t] / max(1, truth[t]+guess[t])
		mean += each[t] / float64(len(each))
	}
	return mean, each
}
