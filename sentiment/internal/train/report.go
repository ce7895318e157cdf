package main

import (
	"fmt"
	"maps"
	"slices"

	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/hostile"
)

// report prints the area under the curve of the score, and of each head, for
// every set.
func (c *corpus) report(m *hostile.Model, left int, show bool) {
	var s hostile.Scratch
	for src := range sources {
		var pos, neg [2 + hostile.NumHeads][]float64
		for i := range c.docs {
			d := &c.docs[i]
			if d.source != src || d.gold < 0 || !d.dev && src != left {
				continue
			}
			r := m.Score(&s, clip(d.text))
			if !r.Scored {
				r.Logit = -20
			}
			z := m.Inputs(&s, clip(d.text))
			dst := &neg
			if d.gold == 1 {
				dst = &pos
			}
			dst[0] = append(dst[0], float64(r.Logit))
			for h := range hostile.NumHeads {
				dst[1+h] = append(dst[1+h], float64(z[h]))
			}
			in := float64(r.Score)
			if d.parent != "" {
				in = float64(m.InContext(r, m.Score(&s, clip(d.parent)).Logit))
			}
			dst[1+hostile.NumHeads] = append(dst[1+hostile.NumHeads], in)
		}
		fmt.Printf("%-18s %5d %5d", sources[src].name, len(pos[0]), len(neg[0]))
		for h := range pos {
			fmt.Printf(" %.4f", auc(pos[h], neg[h]))
		}
		fmt.Println()
	}
	type tally struct{ right, n, calm, flagged int }
	classes := map[string]*tally{}
	for i := range c.docs {
		d := &c.docs[i]
		if d.source != sourcePairs || !d.dev {
			continue
		}
		t := classes[d.class]
		if t == nil {
			t = new(tally)
			classes[d.class] = t
		}
		r := m.Score(&s, d.text)
		t.n++
		if (r.Score >= 0.5) == (d.gold == 1) {
			t.right++
		} else if show {
			fmt.Printf("%.2f %d %s\n", r.Score, d.gold, d.text)
		}
		if d.gold == 0 {
			t.calm++
			if r.Score >= 0.5 {
				t.flagged++
			}
		}
	}
	for _, k := range slices.Sorted(maps.Keys(classes)) {
		t := classes[k]
		fmt.Printf("pairs %-16s %4d right %.3f, %d of %d calm flagged\n", k, t.n, float64(t.right)/float64(t.n), t.flagged, t.calm)
	}
}

// auc is the probability that a positive scores above a negative.
func auc(pos, neg []float64) float64 {
	slices.Sort(neg)
	sum := 0.0
	for _, x := range pos {
		lo, _ := slices.BinarySearch(neg, x)
		hi := lo
		for hi < len(neg) && neg[hi] == x {
			hi++
		}
		sum += float64(lo) + float64(hi-lo)/2
	}
	return sum / float64(len(pos)) / float64(len(neg))
}
