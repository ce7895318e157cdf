package main

import (
	"math"
	"math/rand/v2"

	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/hostile"
)

// shot is one example of the table of targets.
type shot struct {
	x      [hostile.NumAimed]float32
	target int
	fold   int
}

// shots returns the examples among rows, with the scores that the network gives
// to the texts and to those above them.
func shots(n *hostile.Net, rows []row) []shot {
	var out []shot
	for i := range rows {
		r := &rows[i]
		if r.aimed == nil {
			continue
		}
		s := shot{x: *r.aimed, target: r.target, fold: i % folds}
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
	return out
}

// logit returns the score of normalised inputs in log-odds.
func logit(n *hostile.Net, x *[hostile.NumDense]float32) float32 {
	var hidden [hostile.NumHidden]float32
	var out [hostile.NumOut]float32
	n.Forward(x[:], &hidden, &out)
	return out[hostile.OutScore]
}

// aim fits the table of targets. Its biases are those that give the highest
// mean F1 over the targets in cross-validation: the classes are of very
// different sizes, and by likelihood alone the rare ones would never be named.
func aim(all []shot) *hostile.Aim {
	held := make([][hostile.NumTargets]float32, len(all))
	for k := range folds {
		var part []shot
		for i := range all {
			if all[i].fold != k {
				part = append(part, all[i])
			}
		}
		a := fitAim(part)
		for i := range all {
			if all[i].fold == k {
				x := all[i].x
				a.Normalise(&x)
				held[i] = a.Forward(&x)
			}
		}
	}
	// What the biases are worth: tuned on four folds, measured on the fifth.
	honest := make([]int, len(all))
	for k := range folds {
		off := offsets(all, held, func(i int) bool { return all[i].fold != k })
		for i := range all {
			if all[i].fold == k {
				honest[i] = pick(&held[i], &off)
			}
		}
	}
	f, each := targetF1(all, honest)
	logf("targets: macro-F1 %.3f in cross-validation %.3f", f, each)
	off := offsets(all, held, func(int) bool { return true })
	logf("targets: offsets %.1f", off)
	a := fitAim(all)
	for t := range off {
		a.Out[hostile.NumAimed][t] += off[t]
	}
	return a
}

// fitAim fits a multinomial regression by Adam.
func fitAim(all []shot) *hostile.Aim {
	const epochs, batch, decay = 20, 64, 0.5
	a := new(hostile.Aim)
	var share [hostile.NumTargets]float64
	for j := range hostile.NumAimed {
		var sum, sq float64
		for i := range all {
			v := float64(all[i].x[j])
			sum, sq = sum+v, sq+v*v
		}
		k := float64(len(all))
		mean := sum / k
		a.Mean[j] = float32(mean)
		a.Scale[j] = float32(1 / max(math.Sqrt(max(sq/k-mean*mean, 0)), 0.05))
	}
	xs := make([][hostile.NumAimed]float32, len(all))
	for i := range all {
		xs[i] = all[i].x
		a.Normalise(&xs[i])
		share[all[i].target]++
	}
	var weight [hostile.NumTargets]float32
	for t, n := range share {
		if n > 0 {
			weight[t] = float32(math.Pow(share[hostile.NoTarget]/n, 0.3))
		}
	}
	rng := rand.New(rand.NewPCG(3, 2))
	order := rng.Perm(len(all))
	g := new(hostile.Aim)
	var opt []*adam
	for j := range a.Out {
		w := a.Out[j][:]
		opt = append(opt, &adam{w: w, g: g.Out[j][:], m: make([]float32, len(w)), v: make([]float32, len(w))})
	}
	steps, total := 0, epochs*((len(all)+batch-1)/batch)
	for range epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for at := 0; at < len(order); at += batch {
			*g = hostile.Aim{}
			part := order[at:min(at+batch, len(order))]
			for _, i := range part {
				z := a.Forward(&xs[i])
				softmax(&z)
				for t := range z {
					d := z[t]
					if t == all[i].target {
						d--
					}
					d *= weight[all[i].target]
					for j, v := range xs[i] {
						g.Out[j][t] += d * v
					}
					g.Out[hostile.NumAimed][t] += d
				}
			}
			steps++
			rate := 0.003 * 0.5 * (1 + math.Cos(math.Pi*float64(steps)/float64(total)))
			for _, o := range opt {
				o.step(rate, decay, steps, float64(len(part)))
			}
		}
	}
	return a
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
