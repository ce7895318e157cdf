package main

import (
	"fmt"
	"math"

	"github.com/seed-100d3eb7/rejoinder/internal/treesim"
	"github.com/seed-100d3eb7/rejoinder/thread/resolve/internal/link"
)

// outcome is one choice of a model that has not seen the thread.
type outcome struct {
	fold    int
	p       float32
	right   bool
	setting link.Setting
	weight  float64

	rival  bool    // another than the comment before is chosen
	odds   float32 // of the choice against that one, logarithmic
	before bool    // that one is right
}

const calibrationPoints = 17

// calibrate fits the share of right choices at equal steps of the stated log
// odds: means around each point, made to rise by pooling adjacent violators. One
// fold is left out.
func calibrate(out []outcome, level func(*outcome) float32, leaveOut int) []float32 {
	var sum, n [calibrationPoints]float64
	for _, o := range out {
		if o.fold == leaveOut {
			continue
		}
		p := min(max(float64(level(&o)), 1e-4), 1-1e-4)
		z := math.Log(p / (1 - p))
		lo := math.Log(link.CalibrationPoint(0, calibrationPoints) / (1 - link.CalibrationPoint(0, calibrationPoints)))
		hi := math.Log(link.CalibrationPoint(calibrationPoints-1, calibrationPoints) / (1 - link.CalibrationPoint(calibrationPoints-1, calibrationPoints)))
		at := min(max((z-lo)/(hi-lo)*(calibrationPoints-1), 0), calibrationPoints-1)
		k := min(int(at), calibrationPoints-2)
		f := at - float64(k)
		y := 0.0
		if o.right {
			y = 1
		}
		sum[k] += o.weight * (1 - f) * y
		n[k] += o.weight * (1 - f)
		sum[k+1] += o.weight * f * y
		n[k+1] += o.weight * f
	}
	type block struct {
		sum, n float64
		len    int
	}
	var blocks []block
	for k := range sum {
		// a weak prior keeps empty points where the ranker puts them
		prior := link.CalibrationPoint(k, calibrationPoints)
		blocks = append(blocks, block{sum[k] + 4*prior, n[k] + 4, 1})
		for len(blocks) > 1 {
			a, b := blocks[len(blocks)-2], blocks[len(blocks)-1]
			if a.sum/a.n <= b.sum/b.n {
				break
			}
			blocks = append(blocks[:len(blocks)-2], block{a.sum + b.sum, a.n + b.n, a.len + b.len})
		}
	}
	var c []float32
	for _, b := range blocks {
		for range b.len {
			c = append(c, float32(b.sum/b.n))
		}
	}
	return c
}

// weights returns how much a comment counts by the source of its page, the less
// the more the source has: even is the power, 0 for all alike.
func weights(all []treesim.Tree, even float64) map[string]float64 {
	w := map[string]float64{}
	for k := range all {
		w[all[k].Source] += float64(len(all[k].Comments))
	}
	for s, n := range w {
		w[s] = math.Pow(5000/n, even)
	}
	return w
}

// outcomes decodes every tree with the model that has not seen it.
func outcomes(all []treesim.Tree, models []*link.Model, ord link.Order) (out [link.Modes][]outcome) {
	// Sources weigh by the roots of their numbers, so that none is spoilt
	// for the largest.
	weight := weights(all, 0.5)
	for k := range all {
		t := &all[k]
		for s, w := range []struct{ authors, times bool }{{true, true}, {true, false}, {false, false}, {true, true}, {true, false}, {false, false}} {
			p := show(t, variant{Settings: treesim.Settings{Cap: 3 + s/3, Chrono: ord == link.Chronological, Quotes: treesim.SomeQuotes, Seed: uint32(20 + s)}, authors: w.authors, times: w.times})
			for r := range p.runs {
				run := &p.runs[r]
				choices := p.doc.Decode(models[p.fold], ord, run)
				setting := p.doc.Setting(run, choices)
				for i, c := range choices {
					truth, before := p.items[run.Items[i]].True, run.Parent
					if i > 0 {
						before = run.Items[i-1]
					}
					o := outcome{fold: p.fold, p: c.P, right: c.Parent == truth, setting: setting, weight: weight[t.Source], before: before == truth}
					o.odds, o.rival = c.Odds()
					out[setting.Mode] = append(out[setting.Mode], o)
				}
			}
		}
	}
	return out
}

// orderSample is a page without times whose order is known.
type orderSample struct {
	x       [link.OrderFeatures]float64
	chrono  bool
	authors bool
	fold    int
}

// orderSamples shows every tree in both orders to the model that has not seen
// it.
func orderSamples(all []treesim.Tree, models []*link.Model) (data []orderSample) {
	for k := range all {
		if sameOrder(&all[k]) {
			continue
		}
		for _, chrono := range []bool{false, true} {
			for _, authors := range []bool{false, true} {
				for s := range 2 {
					p := show(&all[k], variant{Settings: treesim.Settings{Cap: 3 + s, Chrono: chrono, Quotes: treesim.SomeQuotes, Seed: uint32(31 + s)}, authors: authors})
					if x, known, ok := p.doc.OrderCues(models[p.fold], p.runs); ok {
						data = append(data, orderSample{x, chrono, known, p.fold})
					}
				}
			}
		}
	}
	return data
}

// fitOrder fits the weights by which the order of a page is decided on the
// samples of all folds but one.
func fitOrder(data []orderSample, leaveOut int) (w [2][]float32) {
	for known := range w {
		w[known] = fitWeights(data, known == 1, leaveOut)
	}
	return w
}

func fitWeights(data []orderSample, authors bool, leaveOut int) []float32 {
	var w [link.OrderFeatures]float64
	n := 0.0
	for _, s := range data {
		if s.fold != leaveOut && s.authors == authors {
			n++
		}
	}
	for step := range 6000 {
		var g [link.OrderFeatures]float64
		for i := range data {
			s := &data[i]
			if s.fold == leaveOut || s.authors != authors {
				continue
			}
			e := -1 / (1 + math.Exp(-logOdds(w[:], s)))
			if s.chrono {
				e++
			}
			for k := range w {
				g[k] += e * s.x[k]
			}
		}
		rate := 1.5 / (1 + float64(step)/2000)
		for k := range w {
			w[k] += rate * (g[k]/n - 3e-4*w[k])
		}
	}
	var out []float32
	for _, v := range w {
		out = append(out, float32(v))
	}
	return out
}

func logOdds[T float32 | float64](w []T, s *orderSample) float64 {
	z := 0.0
	for k, v := range w {
		z += float64(v) * s.x[k]
	}
	return z
}

// orderRight prints how often the order is decided rightly by weights fitted
// on other folds.
func orderRight(data []orderSample) {
	var n, right [2]int
	for f := range treesim.Folds {
		w := fitOrder(data, f)
		for i := range data {
			s := &data[i]
			if s.fold != f {
				continue
			}
			known := 0
			if s.authors {
				known = 1
			}
			n[known]++
			if logOdds(w[known], s) > 0 == s.chrono {
				right[known]++
			}
		}
	}
	fmt.Printf("order decided rightly without times: %.3f of %d pages with authors, %.3f of %d without\n",
		float64(right[1])/float64(max(n[1], 1)), n[1], float64(right[0])/float64(max(n[0], 1)), n[0])
}

// sameOrder reports whether both orders show a tree alike.
func sameOrder(t *treesim.Tree) bool {
	a, b := treesim.Show(t, treesim.Settings{Cap: 3}), treesim.Show(t, treesim.Settings{Cap: 3, Chrono: true})
	for i := range a {
		if a[i].ID != b[i].ID {
			return false
		}
	}
	return true
}

// fitLevel fits the weights that take the kind of page into account on the
// outcomes of all folds but one. They are drawn to those that change nothing.
func fitLevel(out []outcome, leaveOut int) []float32 {
	var data []example
	for i := range out {
		o := &out[i]
		if o.fold == leaveOut {
			continue
		}
		t := o.setting.Terms(o.p)
		data = append(data, example{t[:], o.weight, o.right})
	}
	return logistic(data, link.LevelTerms, 10)
}

// fitDoubt fits the weights by which a choice is held against the comment before
// on the outcomes, of all folds but one, where one of the two is right.
func fitDoubt(out []outcome, leaveOut int) []float32 {
	var data []example
	for i := range out {
		o := &out[i]
		if o.fold == leaveOut || !o.rival || o.right == o.before {
			continue
		}
		t := o.setting.Doubt(o.odds)
		data = append(data, example{t[:], o.weight, o.right})
	}
	return logistic(data, link.DoubtTerms, 20)
}

// example is one of those that a logistic regression learns from.
type example struct {
	x      []float32
	weight float64
	yes    bool
}

// logistic fits n weights by Newton's method, with shorter steps where a whole one
// leads astray. The second, that of log odds, is drawn to 1 and the others to 0.
func logistic(data []example, n int, draw float64) []float32 {
	w := make([]float64, n)
	w[1] = 1
	at := loss(data, w, draw)
	for range 25 {
		d := newton(data, w, draw)
		next, to := make([]float64, n), math.Inf(1)
		for step := 1.0; step > 1e-4 && !(to <= at); step /= 2 {
			for k := range w {
				next[k] = w[k] + step*d[k]
			}
			to = loss(data, next, draw)
		}
		if !(to < at-1e-7) {
			break
		}
		w, at = next, to
	}
	var weights []float32
	for _, v := range w {
		weights = append(weights, float32(v))
	}
	return weights
}

// loss returns what logistic makes as small as can be.
func loss(data []example, w []float64, draw float64) float64 {
	sum := draw / 2 * (1 - 2*w[1])
	for _, v := range w {
		sum += draw / 2 * v * v
	}
	for i := range data {
		d := &data[i]
		z := d.logOdds(w)
		if d.yes {
			z = -z
		}
		sum += d.weight * (max(z, 0) + math.Log1p(math.Exp(-math.Abs(z))))
	}
	return sum
}

func (d *example) logOdds(w []float64) float64 {
	z := 0.0
	for k, v := range d.x {
		z += w[k] * float64(v)
	}
	return z
}

// newton returns the step of Newton's method.
func newton(data []example, w []float64, draw float64) []float64 {
	n := len(w)
	g := make([]float64, n)
	h := make([][]float64, n)
	for k := range w {
		h[k] = make([]float64, n)
		g[k] = -draw * w[k]
		h[k][k] = draw
	}
	g[1] += draw
	for i := range data {
		d := &data[i]
		p := 1 / (1 + math.Exp(-d.logOdds(w)))
		e, v := -p, d.weight*p*(1-p)
		if d.yes {
			e++
		}
		e *= d.weight
		for k := range d.x {
			g[k] += e * float64(d.x[k])
			for l := range d.x {
				h[k][l] += v * float64(d.x[k]) * float64(d.x[l])
			}
		}
	}
	for k := range n { // Gaussian elimination: h is positive definite
		for l := k + 1; l < n; l++ {
			f := h[l][k] / h[k][k]
			for m := k; m < n; m++ {
				h[l][m] -= f * h[k][m]
			}
			g[l] -= f * g[k]
		}
	}
	for k := n - 1; k >= 0; k-- {
		for l := k + 1; l < n; l++ {
			g[k] -= h[k][l] * g[l]
		}
		g[k] /= h[k][k]
	}
	return g
}
