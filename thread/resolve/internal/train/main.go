// Command train fits the model of package resolve on discussions whose true
// reply trees are known, and measures it by cross-validation over threads.
//
//	go run ./thread/resolve/internal/train -data ../shared/data/trees/dev
package main

import (
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"sort"
	"time"

	"github.com/seed-100d3eb7/rejoinder/internal/treesim"
	"github.com/seed-100d3eb7/rejoinder/thread/resolve/internal/link"
)

func main() {
	data := flag.String("data", "../shared/data/trees/dev", "directory of trees-*.ndjson.gz")
	trees := flag.Int("trees", 100, "trees of each order")
	depth := flag.Int("depth", 4, "depth of a tree")
	rate := flag.Float64("rate", 0.1, "learning rate")
	one := flag.Int("fold", -1, "measure this fold alone")
	order := flag.Int("order", -1, "0 depth first alone, 1 chronological alone")
	rounds := flag.Int("rounds", 2, "rounds of training: those after the first walk along the choices of the one before")
	file := flag.String("o", "", "write the model here")
	flag.Parse()
	if err := run(*data, boostOptions{trees: *trees, depth: *depth, rate: *rate, minHess: 4, l2: 4, share: 0.7}, *one, *order, *rounds, *file); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run(dir string, o boostOptions, one, only, rounds int, file string) error {
	names, err := filepath.Glob(filepath.Join(dir, "trees-*.ndjson.gz"))
	if err != nil || len(names) == 0 {
		return fmt.Errorf("no trees in %s", dir)
	}
	var all []treesim.Tree
	for _, n := range names {
		t, err := treesim.ReadFile(n)
		if err != nil {
			return err
		}
		all = append(all, t...)
	}
	var models []*link.Model
	for round := range rounds {
		var next []*link.Model
		for range folds {
			next = append(next, &link.Model{})
		}
		for ord := range 2 {
			if only >= 0 && ord != only {
				continue
			}
			begin := time.Now()
			var l lessons
			for k := range all {
				var m *link.Model
				if models != nil {
					m = models[foldOf(all[k].ID)]
				}
				teach(&l, m, &all[k], ord == 1)
			}
			t := l.table()
			fmt.Printf("order %d: %d rows, %d lessons, %v\n", ord, len(l.rows), len(l.right), time.Since(begin).Round(time.Second))
			l.rows = nil
			for f := range next {
				if one >= 0 && f != one && round == rounds-1 {
					continue
				}
				oo := o
				oo.leaveOut = f
				if round < rounds-1 {
					oo.trees = oo.trees * 2 / 3
				}
				next[f].Trees[ord] = boost(t, oo)
			}
			fmt.Printf("fitted %v\n", time.Since(begin).Round(time.Second))
		}
		models = next
	}
	if only >= 0 || one >= 0 {
		importance(models, max(only, 0))
		measure(all, models, one, only)
		return nil
	}
	weigh := func(string) int { return 1 }
	final := &link.Model{}
	for ord := range 2 {
		c := calibrate(outcomes(all, models, link.Order(ord), weigh))
		final.Calibration[ord] = c
		for _, m := range models {
			m.Calibration[ord] = c
		}
		var l lessons
		for k := range all {
			teach(&l, models[foldOf(all[k].ID)], &all[k], ord == 1)
		}
		t := l.table()
		l.rows = nil
		oo := o
		oo.leaveOut = -1
		final.Trees[ord] = boost(t, oo)
	}
	w, right := fitOrder(all, models)
	final.Order = w
	for _, m := range models {
		m.Order = w
	}
	fmt.Printf("order decided rightly without times: %.3f\n", right)
	measure(all, models, one, only)
	if file == "" {
		return nil
	}
	data := final.Encode([]byte(card))
	if _, err := link.DecodeModel(string(data)); err != nil {
		return err
	}
	fmt.Printf("%s: %d bytes\n", file, len(data))
	return os.WriteFile(file, data, 0o644)
}

// card describes the model.
const card = `{"name":"resolve","version":"1","for":"parents hidden by a nesting limit","trained_on":"Usenet comp.lang.cobol, Urho3D forum, Ubuntu IRC and Wikipedia talk discussions with known reply trees, shown with nesting limits of 2 to 5"}`

func importance(models []*link.Model, ord int) {
	var n [link.NumFeatures]int
	for _, m := range models {
		for _, t := range m.Trees[ord] {
			for _, f := range t.Feature {
				n[f]++
			}
		}
	}
	idx := make([]int, link.NumFeatures)
	for i := range idx {
		idx[i] = i
	}
	sort.Slice(idx, func(a, b int) bool { return n[idx[a]] > n[idx[b]] })
	for _, i := range idx {
		fmt.Printf("%s:%d ", link.FeatureNames[i], n[i])
	}
	fmt.Println()
}

// teach gathers the lessons of one tree in the ways it may be shown.
func teach(l *lessons, m *link.Model, t *treesim.Tree, chrono bool) {
	for k, v := range []variant{
		{treesim.Settings{Cap: 3, Quotes: treesim.SomeQuotes, Seed: 1}, true, true},
		{treesim.Settings{Cap: 3, Quotes: treesim.SomeQuotes, Seed: 2}, true, false},
		{treesim.Settings{Cap: 3, Quotes: treesim.SomeQuotes, Seed: 3}, false, false},
		{treesim.Settings{Cap: 4, Quotes: treesim.SomeQuotes, Seed: 4}, false, false},
		{treesim.Settings{Cap: 2, Quotes: treesim.SomeQuotes, Seed: 5}, true, false},
		{treesim.Settings{Cap: 5, Quotes: treesim.AllQuotes, Seed: 6}, true, false},
	} {
		if t.Domain != "debate" && k > 2 {
			continue
		}
		v.Chrono = chrono
		p := show(t, v)
		for r := range p.runs {
			p.doc.Teach(m, p.order(), &p.runs[r], p.truth(&p.runs[r]), func(x link.Lesson) { l.add(x, p.fold) })
		}
	}
}

// measure prints how often the true parent is found, each thread decoded by
// the model that has not seen it.
func measure(all []treesim.Tree, models []*link.Model, one, only int) {
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
		for _, chrono := range []bool{false, true} {
			if only >= 0 && chrono != (only == 1) {
				continue
			}
			for _, w := range []struct{ authors, times bool }{{true, true}, {true, false}, {false, false}} {
				var n, hit, prev int
				var outs []outcome
				for _, t := range bySource[s] {
					f := foldOf(t.ID)
					if one >= 0 && f != one {
						continue
					}
					p := show(t, variant{treesim.Settings{Cap: 3, Chrono: chrono, Quotes: treesim.SomeQuotes, Seed: 7}, w.authors, w.times})
					for r := range p.runs {
						run := &p.runs[r]
						out := p.doc.Decode(models[f], p.order(), run)
						for k, i := range run.Items {
							n++
							truth := p.items[i].True
							if out[k].Parent == truth {
								hit++
							}
							outs = append(outs, outcome{models[f].Calibrate(p.order(), out[k].P), out[k].Parent == truth})
							if k == 0 && truth == run.Parent || k > 0 && run.Items[k-1] == truth {
								prev++
							}
						}
					}
				}
				fmt.Printf("%-24s chrono=%-5v authors=%-5v times=%-5v n=%d acc=%.3f prev=%.3f ece=%.3f half=%.3f\n", s, chrono, w.authors, w.times, n, float64(hit)/float64(max(n, 1)), float64(prev)/float64(max(n, 1)), ece(outs), half(outs))
			}
		}
	}
}

// ece is the expected calibration error over ten bins of equal width.
func ece(out []outcome) float64 {
	var n, p, y [10]float64
	for _, o := range out {
		b := min(int(o.p*10), 9)
		n[b]++
		p[b] += float64(o.p)
		if o.right {
			y[b]++
		}
	}
	sum := 0.0
	for b := range n {
		sum += math.Abs(p[b] - y[b])
	}
	return sum / float64(max(len(out), 1))
}

// half is the share of right choices in the surer half.
func half(out []outcome) float64 {
	sort.SliceStable(out, func(a, b int) bool { return out[a].p > out[b].p })
	right := 0
	for _, o := range out[:len(out)/2] {
		if o.right {
			right++
		}
	}
	return float64(right) / float64(max(len(out)/2, 1))
}
