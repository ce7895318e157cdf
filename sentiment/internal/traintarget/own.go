package main

import (
	"slices"

	"github.com/seed-100d3eb7/rejoinder/internal/targeteval"
	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/towards"
)

// own trains on each target's own examples on top of a model that never saw
// the target, and prints figures on dev.
func own(rows []row, o *options, epochs int, rate float64) {
	res := map[string][]targeteval.Judged{}
	for k := range folds {
		w0 := fit(rows, o, k)
		targets := map[string][]int{}
		var order []string
		for i := range rows {
			if r := &rows[i]; r.fold == k && (r.Set == "pstance" || r.Set == "covid19_stance" || r.Set == "mt_csd" || r.Set == "spinos") {
				key := r.Set + r.Target
				if targets[key] == nil {
					order = append(order, key)
				}
				targets[key] = append(targets[key], i)
			}
		}
		slices.Sort(order)
		for _, key := range order {
			var p, q []towards.Instance
			for _, i := range targets[key] {
				r := &rows[i]
				if r.Split == "dev" {
					continue
				}
				if r.Label != targeteval.Neither {
					p = append(p, towards.Instance{Features: r.polarity, Sign: 1, Y: is(r.Label == targeteval.Favor), Weight: 1})
				}
				q = append(q, towards.Instance{Features: r.relevance, Sign: 1, Y: is(r.Label != targeteval.Neither), Weight: 1})
			}
			w := *w0
			opt := towards.FitOptions{Epochs: epochs, Rate: rate, L2: 2e-5}
			w.Polarity = towards.Tune(w0.Polarity, p, opt)
			if len(q) > len(p) {
				w.Relevance = towards.Tune(w0.Relevance, q, opt)
			}
			for _, i := range targets[key] {
				if rows[i].Split == "dev" {
					res[rows[i].Set] = append(res[rows[i].Set], judge(&rows[i], &w))
				}
			}
		}
	}
	print("own", res)
}
