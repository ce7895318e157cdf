package stanceeval

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
)

// Verdict is what a judge says of a record.
type Verdict struct {
	Probs  Probs
	Unsure bool
}

// SetOffsets are the class offsets in log-odds that suit each set's own mix of
// classes, tuned by cross-validation on its training part together with its
// development part (on the latter alone for RumourEval's official score, which
// counts opening posts). They are all that evaluation adjusts for a set.
func SetOffsets(set string) (offset [NumClasses]float64, ok bool) {
	switch set {
	case "rumoureval2019 official":
		// The mix that the official score wants, opening posts included.
		return [NumClasses]float64{-1, 0.90, 0, 0.80}, true
	case "rumoureval2019":
		return [NumClasses]float64{-0.20, 0.40, -0.70, 0.20}, true
	case "toxichat":
		return [NumClasses]float64{-0.60, -0.90, 0, -20}, true
	case "subreddit_agreement":
		return [NumClasses]float64{-0.60, -0.40, 0.20, -20}, true
	case "iac_v1":
		return [NumClasses]float64{0, 0.10, 1.20, -20}, true
	case "coded":
		return [NumClasses]float64{0.10, 0, 0.30, 0.80}, true
	}
	return offset, false
}

// Opening judges an opening post, which answers nothing, by rule: it stands by
// what it says unless it ends by asking, or refutes what others say in words
// that the training part's refutations use. Only RumourEval's official score
// counts such posts; the model itself says nothing of them.
func Opening(text string) Probs {
	if endsAsking(text) {
		return Probs{0.02, 0.02, 0.02, 0.94}
	}
	for _, ask := range [...]string{"Is it true", "Debunk", "DEBUNK"} {
		if strings.Contains(text, ask) {
			return Probs{0.02, 0.02, 0.02, 0.94}
		}
	}
	for _, no := range [...]string{"NOT ", "ot true", "debunked", "clarified", "Myth"} {
		if strings.Contains(text, no) {
			return Probs{0.02, 0.94, 0.02, 0.02}
		}
	}
	return Probs{0.94, 0.02, 0.02, 0.02}
}

// endsAsking reports whether a question is what text ends with, links, tags and
// mentions after it aside. One that is followed by more is a figure of speech.
func endsAsking(text string) bool {
	words := strings.Fields(text)
	for k := len(words) - 1; k >= 0; k-- {
		w := strings.TrimRight(words[k], "\"”’'.")
		switch {
		case w == "" || strings.HasPrefix(w, "http"):
		case strings.HasSuffix(w, "?"):
			return true
		case w[0] != '#' && w[0] != '@':
			return false
		}
	}
	return false
}

// Table writes the figures of every set among the records, each under the
// model's own prior and under the set's.
func Table(w io.Writer, records []Record, judge func(*Record) Verdict) {
	var sets []string
	for i := range records {
		if !slices.Contains(sets, records[i].Set) {
			sets = append(sets, records[i].Set)
		}
	}
	for _, set := range sets {
		var in []Record
		for _, r := range records {
			if r.Set == set {
				in = append(in, r)
			}
		}
		verdicts := make([]Verdict, len(in))
		for i := range in {
			verdicts[i] = judge(&in[i])
		}
		tableOf(w, set, in, verdicts)
	}
}

func tableOf(w io.Writer, set string, in []Record, verdicts []Verdict) {
	offset, known := SetOffsets(set + " official")
	if !known {
		offset, known = SetOffsets(set)
	}
	fmt.Fprintf(w, "%s (%d records)\n", set, len(in))
	line := func(name string, keep func(*Record) bool) {
		var truth []int
		var own, shifted []Probs
		unsure := 0
		for i := range in {
			if !keep(&in[i]) {
				continue
			}
			v := verdicts[i]
			if v.Unsure {
				v.Probs = Probs{0, 0, 1, 0} // where a label must be given, it is neutral
			}
			truth = append(truth, in[i].Label)
			own = append(own, v.Probs)
			if in[i].Top {
				shifted = append(shifted, v.Probs)
			} else {
				shifted = append(shifted, v.Probs.Prior(offset))
			}
			if v.Unsure {
				unsure++
			}
		}
		if len(truth) == 0 {
			return
		}
		row(w, name+", own prior", truth, own, unsure)
		if known && offset != [NumClasses]float64{} {
			row(w, name+", set's prior", truth, shifted, unsure)
		}
	}
	line("all", func(*Record) bool { return true })
	switch set {
	case "rumoureval2019":
		offset, _ = SetOffsets(set)
		line("replies only", func(r *Record) bool { return !r.Top })
		line("depth 1", func(r *Record) bool { return r.Depth == 1 })
	case "toxichat":
		line("human replies", func(r *Record) bool { return !r.Bot })
	case "subreddit_agreement":
		line("mask mandate", func(r *Record) bool { return r.Topic == "mask mandate" })
		line("covid vaccine", func(r *Record) bool { return r.Topic == "covid vaccine" })
	case "iac_v1":
		ratings(w, in, verdicts)
	}
}

func row(w io.Writer, name string, truth []int, probs []Probs, unsure int) {
	pred := make([]int, len(probs))
	for i, p := range probs {
		pred[i] = p.Best()
	}
	s := Classify(truth, pred)
	lo, hi := Interval(len(truth), func(draw []int) float64 {
		t, p := make([]int, len(draw)), make([]int, len(draw))
		for i, d := range draw {
			t[i], p[i] = truth[d], pred[d]
		}
		return Classify(t, p).MacroF1
	})
	ece, loss := Calibration(truth, probs)
	fmt.Fprintf(w, "  %-28s n %5d  macro-F1 %.3f [%.3f, %.3f]  accuracy %.3f  at 30 %% coverage %.3f  ECE %.3f  log loss %.3f  unsure %d\n",
		name, s.N, s.MacroF1, lo, hi, s.Accuracy, Coverage(truth, probs, 0.3), ece, loss, unsure)
	fmt.Fprint(w, "   ")
	for c, n := range ClassNames {
		if s.Count[c] > 0 {
			fmt.Fprintf(w, "  %s F1 %.3f (%d)", n, s.F1[c], s.Count[c])
		}
	}
	fmt.Fprintln(w)
}

// ConfidentCut is the lean from which a pair of iac_v1 counts as agreement;
// tuned by cross-validation on the training part.
const ConfidentCut = 0.14

// ratings prints the measures of iac_v1 that use its mean ratings.
func ratings(w io.Writer, in []Record, verdicts []Verdict) {
	var z, r []float64
	var truth, pred []int
	for i := range in {
		if !in[i].HasRating {
			continue
		}
		d := verdicts[i].Probs.Lean()
		z, r = append(z, d), append(r, in[i].Rating)
		if math.Abs(in[i].Rating) < 2 {
			continue
		}
		t, y := Disagree, Disagree
		if in[i].Rating > 0 {
			t = Agree
		}
		if d > ConfidentCut {
			y = Agree
		}
		truth, pred = append(truth, t), append(pred, y)
	}
	if len(truth) == 0 {
		return
	}
	draws := func(f func(draw []int) float64, n int) string {
		lo, hi := Interval(n, f)
		return fmt.Sprintf("[%.3f, %.3f]", lo, hi)
	}
	at := func(v []float64, draw []int) []float64 {
		out := make([]float64, len(draw))
		for i, d := range draw {
			out[i] = v[d]
		}
		return out
	}
	ints := func(v []int, draw []int) []int {
		out := make([]int, len(draw))
		for i, d := range draw {
			out[i] = v[d]
		}
		return out
	}
	fmt.Fprintf(w, "  %-28s n %5d  macro-F1 %.3f %s  accuracy %.3f\n", "agree or disagree, confident", len(truth), Classify(truth, pred).MacroF1,
		draws(func(d []int) float64 { return Classify(ints(truth, d), ints(pred, d)).MacroF1 }, len(truth)), Classify(truth, pred).Accuracy)
	fmt.Fprintf(w, "  %-28s n %5d  Spearman %.3f %s\n", "rank with the mean rating", len(z), Rank(z, r),
		draws(func(d []int) float64 { return Rank(at(z, d), at(r, d)) }, len(z)))
}
