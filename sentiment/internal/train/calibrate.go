package main

import (
	"math"

	"github.com/seed-100d3eb7/rejoinder/internal/hosteval"
	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/hostile"
)

// calibrate scales and shifts the score of n so that its probabilities are
// right where each of the sets of natural rate counts the same, and chooses its
// curve. It returns the mean score there.
func calibrate(n *hostile.Net, rows []row) float64 {
	natural := map[string]bool{"jigsaw": true, "reddit_incivility": true, "coded": true, "guest_misogyny": true, "wiki_context": true, "toxichat": true, "pairs": true}
	var count [numSources]float64
	for i := range rows {
		count[rows[i].source]++
	}
	var z, y, w []float64
	for i := range rows {
		r := &rows[i]
		if !natural[sources[r.source].name] {
			continue
		}
		z, y, w = append(z, float64(logit(n, &r.x))), append(y, float64(r.y)), append(w, 1/count[r.source])
	}
	a, b := 1.0, 0.0
	for range 50 {
		var g0, g1, h00, h01, h11 float64
		for i := range z {
			p := 1 / (1 + math.Exp(-(a*z[i] + b)))
			d, h := w[i]*(p-y[i]), w[i]*p*(1-p)
			g0, g1 = g0+d*z[i], g1+d
			h00, h01, h11 = h00+h*z[i]*z[i], h01+h*z[i], h11+h
		}
		det := h00*h11 - h01*h01
		da, db := (h11*g0-h01*g1)/det, (h00*g1-h01*g0)/det
		a, b = a-da, b-db
		if math.Abs(da)+math.Abs(db) < 1e-9 {
			break
		}
	}
	logf("calibration: %.3f z %+.3f", a, b)
	for i := range n.Out[0] {
		n.Out[0][i] *= float32(a)
	}
	n.Out[0][hostile.NumHidden+hostile.NumDense] += float32(b)
	bend(n, rows)
	sum, all := 0.0, 0.0
	for i := range z {
		sum, all = sum+w[i]/(1+math.Exp(-float64(n.Curve.At(float32(a*z[i]+b))))), all+w[i]
	}
	return sum / all
}

// bend chooses the curve of n: that whose greatest calibration error over the
// sets of natural rate is least, each moved to its own rate, on texts that the
// heads have not seen.
func bend(n *hostile.Net, rows []row) {
	type set struct {
		z, p []float64
		y    []bool
		rate float64
	}
	measured := map[string]int{"jigsaw": 8, "reddit_incivility": 1, "coded": 1, "guest_misogyny": 1, "wiki_context": 2, "stormfront": 2, "convabuse": 1} // one in so many is used
	var sets []set
	for src := range sources {
		every := measured[sources[src].name]
		if every == 0 {
			continue
		}
		var s set
		k := 0
		for i := range rows {
			r := &rows[i]
			if r.source != src {
				continue
			}
			if k++; k%every != 0 {
				continue
			}
			s.z, s.y = append(s.z, float64(logit(n, &r.x))), append(s.y, r.gold == 1)
			s.rate += float64(r.gold)
		}
		s.rate /= float64(len(s.z))
		s.p = make([]float64, len(s.z))
		sets = append(sets, s)
	}
	worst := func(c *hostile.Curve) float64 {
		top, sum := 0.0, 0.0
		for i := range sets {
			s := &sets[i]
			for j, z := range s.z {
				s.p[j] = 1 / (1 + math.Exp(-float64(c.At(float32(z)))))
			}
			e := hosteval.CalibrationError(s.p, s.y, s.rate)
			top, sum = max(top, e), sum+e
		}
		return top + 0.1*sum
	}
	best := hostile.Straight()
	least := worst(&best)
	logf("calibration: worst and a tenth of the sum %.4f", least)
	for _, low := range []float32{1, 1.2, 1.4, 1.6} {
		for _, mid := range []float32{0.5, 0.7} {
			for _, at := range []float32{-1, -0.75, -0.5, -0.25, 0} {
				for _, second := range []float32{1, 2} {
					c := hostile.Curve{Low: low, Mid: mid, Bend: at, Second: second}
					c.Lift = -c.At(0) // decisions at one half stay as they are
					if e := worst(&c); e < least {
						best, least = c, e
					}
				}
			}
		}
	}
	logf("calibration: with the curve %+v %.4f", best, least)
	n.Curve = best
}
