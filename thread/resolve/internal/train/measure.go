package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/seed-100d3eb7/rejoinder/internal/treesim"
	"github.com/seed-100d3eb7/rejoinder/thread/resolve/internal/link"
)

// measure prints how often the true parent is found, each thread decoded by
// the model that has not seen it, on so many draws of the quotations that stay.
func measure(all []treesim.Tree, models []*link.Model, only, draws int) {
	bySource := map[string][]*treesim.Tree{}
	var sources []string
	for k := range all {
		s := all[k].Source
		if bySource[s] == nil {
			sources = append(sources, s)
		}
		bySource[s] = append(bySource[s], &all[k])
	}
	for _, s := range sources {
		for o := range link.Order(2) {
			if only >= 0 && int(o) != only {
				continue
			}
			for _, w := range []struct{ authors, times bool }{{true, true}, {true, false}, {false, false}} {
				var n, hit, prev int
				var outs []outcome
				for at := range draws * len(bySource[s]) {
					t := bySource[s][at/draws]
					p := show(t, variant{Settings: treesim.Settings{Cap: 3, Chrono: o == link.Chronological, Quotes: treesim.SomeQuotes, Seed: 7 + uint32(at%draws)}, authors: w.authors, times: w.times})
					m := models[p.fold]
					for r := range p.runs {
						run := &p.runs[r]
						choices := p.doc.Decode(m, o, run)
						setting := p.doc.Setting(run, choices)
						for k, c := range choices {
							n++
							truth := p.items[run.Items[k]].True
							right := c.Parent == truth
							if right {
								hit++
							}
							outs = append(outs, outcome{fold: p.fold, p: m.Calibrate(o, &setting, c.P), right: right})
							if k == 0 && truth == run.Parent || k > 0 && run.Items[k-1] == truth {
								prev++
							}
						}
					}
				}
				fmt.Printf("%-24s chrono=%-5v authors=%-5v times=%-5v n=%d acc=%.3f prev=%.3f ece=%.3f half=%.3f\n", s, o == link.Chronological, w.authors, w.times, n, float64(hit)/float64(max(n, 1)), float64(prev)/float64(max(n, 1)), ece(outs), half(outs))
			}
		}
	}
}

// ece is the expected calibration error over ten bins of equal width.
func ece(out []outcome) float64 {
	var p, y [10]float64
	for _, o := range out {
		b := min(int(o.p*10), 9)
		p[b] += float64(o.p)
		if o.right {
			y[b]++
		}
	}
	sum := 0.0
	for b := range p {
		sum += math.Abs(p[b] - y[b])
	}
	return sum / float64(max(len(out), 1))
}

// half is the share of right choices in the surer half.
func half(out []outcome) float64 {
	slices.SortStableFunc(out, func(a, b outcome) int { return cmp.Compare(b.p, a.p) })
	right := 0
	for _, o := range out[:len(out)/2] {
		if o.right {
			right++
		}
	}
	return float64(right) / float64(max(len(out)/2, 1))
}
