package main

import (
	"math"

	"github.com/seed-100d3eb7/rejoinder/internal/treesim"
	"github.com/seed-100d3eb7/rejoinder/thread/resolve/internal/link"
)

// outcome is one choice of a model that has not seen the thread.
type outcome struct {
	p     float32
	right bool
}

const calibrationPoints = 17

// calibrate fits the share of right choices at equal steps of the stated log
// odds: means around each point, made to rise by pooling adjacent violators.
func calibrate(out []outcome) []float32 {
	var sum, n [calibrationPoints]float64
	for _, o := range out {
		p := min(max(float64(o.p), 1e-4), 1-1e-4)
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
		sum[k] += (1 - f) * y
		n[k] += 1 - f
		sum[k+1] += f * y
		n[k+1] += f
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

// outcomes decodes every tree with the model that has not seen it.
func outcomes(all []treesim.Tree, models []*link.Model, ord link.Order, domain func(string) int) []outcome {
	var out []outcome
	for k := range all {
		t := &all[k]
		for range domain(t.Source) {
			for s, w := range []struct{ authors, times bool }{{true, true}, {true, false}, {false, false}} {
				p := show(t, variant{treesim.Settings{Cap: 3 + 2*(s%2), Chrono: ord == link.Chronological, Quotes: treesim.SomeQuotes, Seed: uint32(20 + s)}, w.authors, w.times})
				for r := range p.runs {
					run := &p.runs[r]
					for i, c := range p.doc.Decode(models[p.fold], ord, run) {
						out = append(out, outcome{c.P, c.Parent == p.items[run.Items[i]].True})
					}
				}
			}
		}
	}
	return out
}

// fitOrder fits the weights by which the order of a page is decided, on pages
// without times, and returns them with the share decided rightly.
func fitOrder(all []treesim.Tree, models []*link.Model) ([]float32, float64) {
	type sample struct {
		x [link.OrderFeatures]float64
		y float64
	}
	var data []sample
	for k := range all {
		for _, chrono := range []bool{false, true} {
			for _, authors := range []bool{false, true} {
				p := show(&all[k], variant{treesim.Settings{Cap: 3, Chrono: chrono, Quotes: treesim.SomeQuotes, Seed: 31}, authors, false})
				x, ok := p.doc.OrderCues(models[p.fold], p.runs)
				if !ok {
					continue
				}
				y := 0.0
				if chrono {
					y = 1
				}
				data = append(data, sample{x, y})
			}
		}
	}
	var w [link.OrderFeatures]float64
	for step := range 4000 {
		var g [link.OrderFeatures]float64
		for _, s := range data {
			z := 0.0
			for k := range w {
				z += w[k] * s.x[k]
			}
			e := s.y - 1/(1+math.Exp(-z))
			for k := range w {
				g[k] += e * s.x[k]
			}
		}
		rate := 1.0 / (1 + float64(step)/1000)
		for k := range w {
			w[k] += rate * (g[k]/float64(len(data)) - 1e-4*w[k])
		}
	}
	right := 0
	for _, s := range data {
		z := 0.0
		for k := range w {
			z += w[k] * s.x[k]
		}
		if z > 0 == (s.y > 0) {
			right++
		}
	}
	var out []float32
	for _, v := range w {
		out = append(out, float32(v))
	}
	return out, float64(right) / float64(max(len(data), 1))
}
