// Package hosteval measures a hostility scorer on labelled texts: ranking,
// calibration, decisions, slices, and bias by the groups that texts name.
package hosteval

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/stats"
)

// Item is a labelled text.
type Item struct {
	Text, Parent string
	Hostile      bool
	// Target is the coded target, "" where none is coded.
	Target string
}

// Load reads labelled texts from a file of one JSON object a line, gzipped or
// not: "text", "parent_text", and "label" (a number, hostile from 0.5) or
// "hostility" (0 to 3, hostile from 2) with "hostility_target". Objects without
// a number for a label are passed over.
func Load(path string) ([]Item, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	br := bufio.NewReaderSize(f, 1<<16)
	var r io.Reader = br
	if magic, _ := br.Peek(2); len(magic) == 2 && magic[0] == 0x1f && magic[1] == 0x8b {
		if r, err = gzip.NewReader(br); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	var out []Item
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 1<<16), 64<<20)
	for line := 1; sc.Scan(); line++ {
		if len(sc.Bytes()) == 0 {
			continue
		}
		var rec struct {
			Text      string          `json:"text"`
			Parent    string          `json:"parent_text"`
			Label     json.RawMessage `json:"label"`
			Hostility *int            `json:"hostility"`
			Target    string          `json:"hostility_target"`
		}
		if err := json.Unmarshal(sc.Bytes(), &rec); err != nil {
			return nil, fmt.Errorf("%s: line %d: %w", path, line, err)
		}
		it := Item{Text: rec.Text, Parent: rec.Parent, Target: rec.Target}
		var y float64
		switch {
		case rec.Hostility != nil:
			it.Hostile = *rec.Hostility >= 2
		case json.Unmarshal(rec.Label, &y) == nil:
			it.Hostile = y >= 0.5
		default:
			continue
		}
		out = append(out, it)
	}
	return out, sc.Err()
}

// Scorer scores one text; context is the score with the parent known. ok is
// false where there is nothing to score: such texts count as score 0.
type Scorer func(parent, text string) (score, context float64, target string, ok bool)

// Result holds the figures of one set.
type Result struct {
	N, Positive  int
	AUC, Context stats.Estimate // of the context-free score and of the one in context
	// ECE is the expected calibration error over ten bins after the score was
	// moved to the set's own share of hostile texts; Raw is that before.
	ECE, Raw stats.Estimate
	// F1, Precision and Recall are those at the threshold given.
	F1, Precision, Recall stats.Estimate
	Slices                []Slice
	Bias                  []Bias
	// Scores and Labels are those of the texts, in order.
	Scores []float64
	Labels []bool
	// TargetF1 is the mean F1 over the coded targets, NaN where none are coded.
	TargetF1 float64
}

// Slice is part of a set.
type Slice struct {
	Name        string
	N, Positive int
	AUC         stats.Estimate
}

// Bias compares texts that name a group with the others (Borkan et al., 2019).
type Bias struct {
	Group       string
	N           int
	Subgroup    stats.Estimate // AUC within the texts that name it
	BPSN, BNSP  stats.Estimate // background positives with its negatives, and the reverse
	FalseAlarms stats.Estimate // share of its calm texts at or above the threshold
}

// Evaluate scores all items and measures. threshold applies to scores as they
// come, before any move of the prior.
func Evaluate(items []Item, score Scorer, threshold float64) Result {
	n := len(items)
	s, ctx, y := make([]float64, n), make([]float64, n), make([]bool, n)
	targets := make([]string, n)
	r := Result{N: n, Scores: s, Labels: y}
	for i, it := range items {
		var ok bool
		s[i], ctx[i], targets[i], ok = score(it.Parent, it.Text)
		if !ok {
			s[i], ctx[i] = 0, 0
		}
		y[i] = it.Hostile
		if it.Hostile {
			r.Positive++
		}
	}
	_, r.AUC = stats.ROC(s, y)
	_, r.Context = stats.ROC(ctx, y)
	_, r.Raw = stats.Calibration(s, y, 10)
	_, r.ECE = stats.Calibration(MovePrior(s, float64(r.Positive)/float64(max(n, 1))), y, 10)
	c := stats.Confuse(s, y, threshold)
	r.F1, r.Precision, r.Recall = c.F1(), c.Precision(), c.Recall()
	r.Slices = slices(items, s, y)
	r.Bias = bias(items, s, y, threshold)
	r.TargetF1 = targetF1(items, targets)
	return r
}

// MovePrior returns scores moved in log-odds so that their mean is share: what
// is known of a set before any of its labels is its rate.
func MovePrior(score []float64, share float64) []float64 {
	lo, hi := -20.0, 20.0
	out := make([]float64, len(score))
	for range 60 {
		mid := (lo + hi) / 2
		sum := 0.0
		for i, p := range score {
			p = min(max(p, 1e-7), 1-1e-7)
			out[i] = 1 / (1 + (1-p)/p*math.Exp(-mid))
			sum += out[i]
		}
		if sum/float64(max(len(score), 1)) < share {
			lo = mid
		} else {
			hi = mid
		}
	}
	return out
}

func slices(items []Item, s []float64, y []bool) []Slice {
	var out []Slice
	add := func(name string, in func(Item) bool) {
		var ss []float64
		var yy []bool
		sl := Slice{Name: name}
		for i, it := range items {
			if !in(it) {
				continue
			}
			ss, yy = append(ss, s[i]), append(yy, y[i])
			if y[i] {
				sl.Positive++
			}
		}
		if sl.N = len(ss); sl.N == 0 || sl.N == len(items) {
			return
		}
		_, sl.AUC = stats.ROC(ss, yy)
		out = append(out, sl)
	}
	words := func(it Item) int { return len(strings.Fields(it.Text)) }
	add("up to 10 words", func(it Item) bool { return words(it) <= 10 })
	add("11 to 50 words", func(it Item) bool { w := words(it); return w > 10 && w <= 50 })
	add("over 50 words", func(it Item) bool { return words(it) > 50 })
	add("with parent", func(it Item) bool { return it.Parent != "" })
	add("without parent", func(it Item) bool { return it.Parent == "" })
	return out
}

// targetF1 is the mean F1 over the targets that occur in the coding.
func targetF1(items []Item, got []string) float64 {
	var truth, guess, both = map[string]int{}, map[string]int{}, map[string]int{}
	coded := false
	for i, it := range items {
		if it.Target == "" {
			continue
		}
		coded = true
		truth[it.Target]++
		guess[got[i]]++
		if got[i] == it.Target {
			both[it.Target]++
		}
	}
	if !coded {
		return math.NaN()
	}
	sum, k := 0.0, 0
	for t, n := range truth {
		sum += 2 * float64(both[t]) / float64(n+guess[t])
		k++
	}
	return sum / float64(k)
}

// ThresholdAt returns the lowest score from which on precision is at least
// want, or NaN where no score gives it.
func (r *Result) ThresholdAt(want float64) float64 {
	curve, _ := stats.PrecisionRecall(r.Scores, r.Labels)
	best := math.NaN()
	for _, p := range curve {
		if p.Y >= want {
			best = p.Threshold
		}
	}
	return best
}

// Flagged returns the share of calm texts at or above threshold.
func (r *Result) Flagged(threshold float64) stats.Estimate {
	c := stats.Confuse(r.Scores, r.Labels, threshold)
	return stats.Proportion(float64(c.FP), c.FP+c.TN)
}

// CalibrationError returns the expected calibration error of scores over ten
// bins, after they were moved to share, that of the hostile texts.
func CalibrationError(score []float64, hostile []bool, share float64) float64 {
	_, e := stats.Calibration(MovePrior(score, share), hostile, 10)
	return e.Value
}
