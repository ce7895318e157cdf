package link

import "math"

// OrderFeatures is the number of cues by which the order of a page is decided.
const OrderFeatures = 6

// orderSample bounds the comments that are read for the decision.
const orderSample = 400

// OrderCues measures what tells the order of the runs of one page apart: how
// well each order's choices fit, and how often a comment repeats words of one
// that depth-first order would forbid.
func (d *Doc) OrderCues(m *Model, runs []Run) (x [OrderFeatures]float64, ok bool) {
	var n, long, against int
	var fit [2]float64
	for _, r := range runs {
		if len(r.Items) < 3 || n > orderSample {
			continue
		}
		if len(r.Items) > orderSample {
			r.Items = r.Items[:orderSample]
		}
		var out [2][]Choice
		for o := range out {
			d.forget(&r)
			out[o] = d.Decode(m, Order(o), &r)
		}
		n += len(r.Items) - 2
		for k := 2; k < len(r.Items); k++ {
			for o := range out {
				fit[o] += math.Log(float64(out[o][k].P) + 1e-4)
			}
			a, b := &out[DepthFirst][k], &out[Chronological][k]
			if a.Parent == b.Parent || b.P < 0.5 {
				continue
			}
			long++
			if b.own > a.own+1 && b.own > 1.7 || b.voice >= InHeader {
				against++
			}
		}
		d.forget(&r)
	}
	if n == 0 {
		return x, false
	}
	f := float64(n)
	return [OrderFeatures]float64{1, fit[0] / f, fit[1] / f, float64(long) / f, float64(against) / f, math.Log(f) * (fit[0] - fit[1]) / f}, true
}

// forget puts the comments of a run back under their displayed parent.
func (d *Doc) forget(r *Run) {
	for _, i := range r.Items {
		d.pred[i] = d.Items[i].Parent
	}
}

// DecideOrder returns the likelier order of the runs of one page, and how
// likely. Times decide where most are known: depth-first order goes back in
// time wherever a branch is closed.
func (d *Doc) DecideOrder(m *Model, runs []Run) (Order, float32) {
	timed, back := 0, 0
	for _, r := range runs {
		for k := 1; k < len(r.Items); k++ {
			a, b := d.Items[r.Items[k-1]].Time, d.Items[r.Items[k]].Time
			if a == 0 || b == 0 {
				continue
			}
			timed++
			if b < a {
				back++
			}
		}
	}
	if back > 0 {
		return DepthFirst, 0.99
	}
	if timed >= 2 {
		return Chronological, float32(timed+1) / float32(timed+2)
	}
	x, ok := d.OrderCues(m, runs)
	if !ok || len(m.Order) != OrderFeatures {
		return Chronological, 0.5
	}
	z := 0.0
	for k, v := range x {
		z += v * float64(m.Order[k])
	}
	p := float32(1 / (1 + math.Exp(-z)))
	if p >= 0.5 {
		return Chronological, p
	}
	return DepthFirst, 1 - p
}
