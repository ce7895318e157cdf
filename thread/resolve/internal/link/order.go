package link

import (
	"math"
	"slices"
)

// OrderFeatures is the number of cues by which the order of a page is decided.
const OrderFeatures = 11

// orderSample bounds the comments that are read for the decision.
const orderSample = 400

// OrderCues measures what tells the order of the runs of one page apart: how
// well each order's choices fit, how often a comment repeats words of one that
// depth-first order would forbid, and whether neighbours look like a comment
// and its answer or like the posts of one evening. It also returns whether most authors are known, and false
// where there is nothing to measure.
func (d *Doc) OrderCues(m *Model, runs []Run) (x [OrderFeatures]float64, authors, ok bool) {
	var n, long, quoted, crossed, against, called, crossing, named, again, second int
	var fit [2]float64
	var near, far float64
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
			out[o] = d.Sketch(m, Order(o), &r)
		}
		n += len(r.Items) - 2
		q, x := crossings(&r, d.quotedItem)
		quoted, crossed = quoted+q, crossed+x
		q, x = crossings(&r, d.calledItem)
		called, crossing = called+q, crossing+x
		for k := 2; k < len(r.Items); k++ {
			i, one, two := r.Items[k], r.Items[k-1], r.Items[k-2]
			for o := range out {
				fit[o] += math.Log(float64(out[o][k].P) + 1e-4)
			}
			d.stampWords(i, two)
			near += float64(d.overlapping(i, one).cos)
			far += float64(d.overlapping(i, two).cos)
			if a := d.author[i]; a >= 0 && d.author[one] >= 0 && d.author[two] >= 0 {
				named++
				if a == d.author[one] {
					again++
				}
				if a == d.author[two] {
					second++
				}
			}
			if p := d.quotedItem(&r, k); p >= 0 && !above(&r, out[DepthFirst], k-1, r.Items[p]) {
				against++
			}
			a, b := &out[DepthFirst][k], &out[Chronological][k]
			if a.Parent != b.Parent && b.P >= 0.4 {
				long++
			}
		}
		d.forget(&r)
	}
	if n == 0 {
		return x, false, false
	}
	f, p := float64(n), float64(named)+3
	return [OrderFeatures]float64{
		1, fit[0] / f, fit[1] / f, float64(long) / f, float64(crossed) / (float64(quoted) + 2) * 3, math.Log(f) * (fit[0] - fit[1]) / f,
		(float64(again) - 0.1*float64(named)) / p * 3, (float64(second) - 0.3*float64(named)) / p * 3,
		(near - far) / (near + far + 0.1),
		float64(against) / (float64(quoted) + 2) * 3, float64(crossing) / (float64(called) + 3) * 3,
	}, 2*named > n, true
}

// crossings counts the comments of a run whose target, the comment that they
// seem to answer for itself, is known, and those among them whose target depth-first order
// forbids: an earlier comment has answered one that stands before the target,
// and so has closed the branch on which it lies.
func crossings(r *Run, target func(run *Run, place int) int) (known, crossed int) {
	var from, to []int // of the links so far, places
	for k := range r.Items {
		p := target(r, k)
		if p < 0 {
			continue
		}
		known++
		for i := range from {
			if to[i] < p && p < from[i] {
				crossed++
				break
			}
		}
		from, to = append(from, k), append(to, p)
	}
	return known, crossed
}

// above reports whether item stands on the path that leads down to the comment
// at place k, as far as choices tell.
func above(r *Run, choices []Choice, k int, item int32) bool {
	for range keptPath {
		if r.Items[k] == item {
			return true
		}
		at, ok := slices.BinarySearch(r.Items, choices[k].Parent)
		if !ok {
			return false
		}
		k = at
	}
	return true // too far up to tell
}

// quotedItem returns the place of the comment of the run from which the comment
// at place k repeats most words, -1 where that is not clear.
func (d *Doc) quotedItem(r *Run, k int) int {
	best, second, at := int32(0), int32(0), int32(-1)
	for _, m := range d.matches(r.Items[k]) {
		if m.own > best {
			best, second, at = m.own, best, m.other
		} else {
			second = max(second, m.own)
		}
	}
	if best < 5 || best < 2*second || at < r.Items[0] {
		return -1
	}
	if p, ok := slices.BinarySearch(r.Items, at); ok && p < k {
		return p
	}
	return -1
}

// calledItem returns the place of the last comment of the person whom the
// comment at place k addresses, -1 where there is none or more than one.
func (d *Doc) calledItem(r *Run, k int) int {
	who := int32(-1)
	for _, m := range d.Mentions(r.Items[k]) {
		if m.Strength >= Addressed {
			if who >= 0 {
				return -1
			}
			who = m.Person
		}
	}
	for p := k - 1; who >= 0 && p >= 0 && p >= k-window; p-- {
		if d.author[r.Items[p]] == who {
			return p
		}
	}
	return -1
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
	x, authors, ok := d.OrderCues(m, runs)
	weights := m.Order[0]
	if authors {
		weights = m.Order[1]
	}
	if !ok || len(weights) != OrderFeatures {
		return Chronological, 0.5
	}
	z := 0.0
	for k, v := range x {
		z += v * float64(weights[k])
	}
	p := float32(1 / (1 + math.Exp(-z)))
	if p >= 0.5 {
		return Chronological, p
	}
	return DepthFirst, 1 - p
}
