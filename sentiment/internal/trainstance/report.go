package main

import (
	"fmt"
	"io"
	"math"
	"slices"

	"github.com/seed-100d3eb7/rejoinder/internal/stanceeval"
	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/stance"
)

// scorer gives the log-odds of an example.
type scorer func(e *example) logits

// trainer makes a scorer from examples.
type trainer func(train []*example) scorer

// withOpenings judges opening posts by rule.
func withOpenings(f scorer) scorer {
	return func(e *example) logits {
		if e.Top {
			var z logits
			for c, p := range stanceeval.Opening(e.Text) {
				z[c] = float32(math.Log(p)) + 20*float32(math.Round(p))
			}
			return z
		}
		return f(e)
	}
}

func probs(es []*example, f scorer) []stanceeval.Probs {
	out := make([]stanceeval.Probs, len(es))
	for i, e := range es {
		p := softmax(f(e), true)
		for c := range p {
			out[i][c] = float64(p[c])
		}
	}
	return out
}

func truth(es []*example) []int {
	t := make([]int, len(es))
	for i, e := range es {
		t[i] = e.Label
	}
	return t
}

func pick[T any](es []T, keep func(T) bool) []T {
	var out []T
	for _, e := range es {
		if keep(e) {
			out = append(out, e)
		}
	}
	return out
}

func inSet(name string) func(*example) bool {
	return func(e *example) bool { return e.Set == name && !e.ours }
}

// folded is one model for each fold, trained on the others.
type folded struct {
	models [numFolds]scorer
	// seen are the log-odds of every training example from the model that has
	// not seen its fold.
	seen map[*example]logits
}

func (f *folded) score(e *example) logits { return f.seen[e] }

func crossValidate(train []*example, fit trainer) *folded {
	out := &folded{seen: make(map[*example]logits, len(train))}
	for k := range numFolds {
		out.models[k] = fit(pick(train, func(e *example) bool { return e.fold != k }))
		for _, e := range train {
			if e.fold == k {
				out.seen[e] = out.models[k](e)
			}
		}
	}
	return out
}

const penalty = 0.002

// judged is a set's figure with class offsets tuned elsewhere.
func judged(es []*example, f scorer, off [classes]float64) (stanceeval.Score, []int) {
	pred := make([]int, len(es))
	for i, p := range probs(es, f) {
		pred[i] = p.Prior(off).Best()
	}
	return stanceeval.Classify(truth(es), pred), pred
}

func offsets(es []*example, f scorer) [classes]float64 {
	return stanceeval.Offsets(truth(es), probs(es, f), penalty)
}

// halves tunes offsets on one half of es and applies them to the other, both
// ways, so that no item is judged by an offset that has seen it.
func halves(es []*example, f scorer) stanceeval.Score {
	var pred []int
	var all []*example
	for h := range 2 {
		in := pick(es, func(e *example) bool { return (fold(e.ID+"h")%2 == 0) == (h == 0) })
		out := pick(es, func(e *example) bool { return (fold(e.ID+"h")%2 == 0) != (h == 0) })
		_, p := judged(out, f, offsets(in, f))
		pred, all = append(pred, p...), append(all, out...)
	}
	return stanceeval.Classify(truth(all), pred)
}

type figures struct {
	names []string
	vals  []float64
	ns    []int
}

func (g *figures) add(name string, v float64, n int) {
	g.names, g.vals, g.ns = append(g.names, name), append(g.vals, v), append(g.ns, n)
}

func (g *figures) print(w io.Writer) {
	for i := range g.names {
		fmt.Fprintf(w, "%-28s %6.3f  n %d\n", g.names[i], g.vals[i], g.ns[i])
	}
}

// measure computes the figures of es under f; tune gives the examples and the
// scorer that offsets are tuned on.
func measure(es []*example, f scorer, tune []*example, tf scorer) *figures {
	g := &figures{}
	set := func(name, label string, keep func(*example) bool) {
		in := pick(pick(es, inSet(name)), keep)
		if len(in) == 0 {
			return
		}
		off := offsets(pick(pick(tune, inSet(name)), keep), tf)
		s, _ := judged(in, f, off)
		g.add(label, s.MacroF1, s.N)
		if name == "rumoureval2019" {
			g.add("  support F1", s.F1[0], s.Count[0])
		}
	}
	all := func(*example) bool { return true }
	set("rumoureval2019", "rumoureval", all)
	set("rumoureval2019", "rumoureval replies", func(e *example) bool { return !e.Top })
	set("subreddit_agreement", "subreddit", all)
	set("toxichat", "toxichat human", func(e *example) bool { return !e.Bot })
	set("iac_v1", "iac 3 classes", all)
	iac := pick(es, inSet("iac_v1"))
	cut := confidentCut(tune, tf)
	t, d := versus(confident(es), f)
	if len(t) > 0 {
		g.add("iac confident", cutScore(t, d, cut), len(t))
		_, z := versus(iac, f)
		var r []float64
		for _, e := range iac {
			r = append(r, e.Rating)
		}
		g.add("iac rank", stanceeval.Rank(z, r), len(r))
	}
	coded := pick(es, inSet("coded"))
	if len(coded) > 0 {
		s, _ := judged(coded, f, offsets(pick(tune, inSet("coded")), tf))
		g.add("coded", s.MacroF1, s.N)
		g.add("coded accuracy", s.Accuracy, s.N)
		raw, _ := judged(coded, f, [classes]float64{})
		g.add("coded, no offsets", raw.MacroF1, s.N)
		for c, n := range stanceeval.ClassNames {
			g.add("  "+n, s.F1[c], s.Count[c])
		}
		p := probs(coded, f)
		g.add("coded at 30 %", stanceeval.Coverage(truth(coded), p, 0.3), s.N)
		ece, loss := stanceeval.Calibration(truth(coded), p)
		g.add("coded ECE", ece, s.N)
		g.add("coded loss", loss, s.N)
	}
	for _, name := range []string{"rumoureval2019", "subreddit_agreement", "toxichat", "coded"} {
		in := pick(es, func(e *example) bool { return e.Set == name && !e.Bot && !e.ours })
		s, _ := judged(in, f, offsets(in, f))
		g.add("  own offsets "+name, s.MacroF1, s.N)
		for c, n := range stanceeval.ClassNames {
			g.add("    "+n, s.F1[c], s.Count[c])
		}
	}
	return g
}

// confident returns the pairs of iac_v1 whose mean rating is 2 or more from 0.
func confident(es []*example) []*example {
	return pick(es, func(e *example) bool { return e.Set == "iac_v1" && math.Abs(e.Rating) >= 2 })
}

// versus returns labels and how much likelier agreement is than disagreement.
func versus(es []*example, f scorer) (t []int, d []float64) {
	for i, p := range probs(es, f) {
		t, d = append(t, es[i].Label), append(d, p.Lean())
	}
	return t, d
}

// confidentCut returns the lean from which confident pairs are best called
// agreement.
func confidentCut(es []*example, f scorer) float64 {
	t, d := versus(confident(es), f)
	cut, best := 0.0, -1.0
	for k := range 90 {
		x := float64(k-45) * 0.02
		if s := cutScore(t, d, x); s > best+1e-9 {
			best, cut = s, x
		}
	}
	return cut
}

func cutScore(t []int, d []float64, cut float64) float64 {
	pred := make([]int, len(d))
	for i, x := range d {
		if x < cut {
			pred[i] = 1
		}
	}
	return stanceeval.Classify(t, pred).MacroF1
}

// across measures what carries over: sets left out of training, and the two
// topics of subreddit_agreement against each other.
func across(all []*example, fit trainer) *figures {
	g := &figures{}
	sum := 0.0
	for _, name := range []string{"toxichat", "subreddit_agreement", "iac_v1"} {
		f := fit(pick(all, func(e *example) bool { return e.Set != name && !(e.Coded && e.Topic == name) }))
		s := halves(pick(all, func(e *example) bool { return e.Set == name && !e.Bot }), f)
		g.add("unseen "+name, s.MacroF1, s.N)
		sum += s.MacroF1
	}
	g.add("unseen, mean", sum/3, 3)
	sum = 0
	for _, topic := range []string{"mask mandate", "covid vaccine"} {
		other := func(e *example) bool { return e.Set == "subreddit_agreement" && e.Topic == topic }
		f := fit(pick(all, func(e *example) bool {
			return !other(e) && !(e.Coded && e.Topic == "subreddit_agreement")
		}))
		s := halves(pick(all, other), f)
		g.add("to "+topic, s.MacroF1, s.N)
		sum += s.MacroF1
	}
	g.add("across topics, mean", sum/2, 2)
	return g
}

// rowFigures are the columns of the ablation table.
var rowFigures = [...]string{"rumoureval replies", "subreddit", "toxichat human", "iac confident", "iac rank", "coded", "coded at 30 %"}

// row prints the figures of g, as differences from base unless they are base.
func (g *figures) row(w io.Writer, name string, base *figures) {
	if g == base {
		fmt.Fprintf(w, "%-16s", "left out")
		for _, n := range rowFigures {
			fmt.Fprintf(w, " | %s", n)
		}
		fmt.Fprintln(w)
	}
	fmt.Fprintf(w, "%-16s", name)
	for _, n := range rowFigures {
		for i := range g.names {
			if g.names[i] != n {
				continue
			}
			if g == base {
				fmt.Fprintf(w, " | %.3f", g.vals[i])
			} else {
				fmt.Fprintf(w, " | %+.3f", g.vals[i]-base.vals[i])
			}
		}
	}
	fmt.Fprintln(w)
}

// pairTable prints how many minimal pairs of templates never seen are right, by
// class.
func pairTable(w io.Writer, f scorer) {
	var x stance.Extractor
	var classes []string
	n, right := map[string]int{}, map[string]int{}
	for _, e := range pairExamples(true) {
		if e.root {
			continue
		}
		e.prepare(&x)
		if !slices.Contains(classes, e.Topic) {
			classes = append(classes, e.Topic)
		}
		ok := probs([]*example{e}, f)[0].Best() == e.Label
		for _, k := range [...]string{e.Topic, "all"} {
			n[k]++
			if ok {
				right[k]++
			}
		}
	}
	for _, k := range append(classes, "all") {
		fmt.Fprintf(w, "%-20s n %4d  right %.3f\n", k, n[k], float64(right[k])/float64(n[k]))
	}
}
