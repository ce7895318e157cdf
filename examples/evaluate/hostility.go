package main

import (
	"fmt"
	"io"
	"math"
	"path/filepath"
	"text/tabwriter"

	"github.com/seed-100d3eb7/rejoinder/internal/hosteval"
	"github.com/seed-100d3eb7/rejoinder/sentiment"
	"github.com/seed-100d3eb7/rejoinder/stats"
)

// hostility prints one row for each file, then its slices and the bias by the
// groups that texts name. Decisions are taken at the fixed threshold of the
// label "hostile": it was chosen on none of the files.
func hostility(files []string, w io.Writer) error {
	m := sentiment.English()
	card := m.Card()
	fmt.Fprintf(w, "model %s %s sha256 %s, threshold %g\n\n", card.Name, card.Version, card.SHA256, sentiment.HostileFrom)
	score := func(parent, text string) (float64, float64, string, bool) {
		s := m.Score(parent, text)
		h := &s.Hostility
		return float64(h.Score), float64(h.InContext), h.Target.String(), s.Scored
	}
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, "set\tn\thostile\tAUC [95%]\tin context\tECE own prior\tECE raw\tF1\tprecision\trecall\ttarget F1")
	var rows []hosteval.Result
	sum, n := 0.0, 0
	for _, f := range files {
		items, err := hosteval.Load(f)
		if err != nil {
			return err
		}
		r := hosteval.Evaluate(items, score, sentiment.HostileFrom)
		rows = append(rows, r)
		if r.AUC.Reason == "" {
			sum, n = sum+r.AUC.Value, n+1
		}
		fmt.Fprintf(tw, "%s\t%d\t%d\t%s\t%.4f\t%.4f\t%.4f\t%.3f\t%.3f\t%.3f\t%s\n", name(f), r.N, r.Positive, interval(r.AUC), r.Context.Value,
			r.ECE.Value, r.Raw.Value, r.F1.Value, r.Precision.Value, r.Recall.Value, number(r.TargetF1))
	}
	if err := tw.Flush(); err != nil {
		return err
	}
	if n > 1 {
		fmt.Fprintf(w, "mean AUC over %d sets: %.4f\n", n, sum/float64(n))
	}
	if n > 1 {
		// The threshold that gives 80% precision on each set, and what share
		// of the calm texts of the others it flags.
		fmt.Fprintln(w)
		fmt.Fprintln(tw, "80% precision on\tthreshold\tcalm texts flagged elsewhere")
		for i := range rows {
			t := rows[i].ThresholdAt(0.8)
			fmt.Fprintf(tw, "%s\t%s\t", name(files[i]), number(t))
			for j := range rows {
				if j != i && !math.IsNaN(t) {
					fmt.Fprintf(tw, "%s %.1f%%  ", filepath.Base(filepath.Dir(files[j])), 100*rows[j].Flagged(t).Value)
				}
			}
			fmt.Fprintln(tw)
		}
		if err := tw.Flush(); err != nil {
			return err
		}
	}
	fmt.Fprintln(w)
	fmt.Fprintln(tw, "set\tslice\tn\thostile\tAUC [95%]")
	for i, r := range rows {
		for _, s := range r.Slices {
			fmt.Fprintf(tw, "%s\t%s\t%d\t%d\t%s\n", name(files[i]), s.Name, s.N, s.Positive, interval(s.AUC))
		}
	}
	if err := tw.Flush(); err != nil {
		return err
	}
	fmt.Fprintln(w)
	fmt.Fprintln(tw, "set\tgroup named\tn\tsubgroup AUC\tBPSN\tBNSP\tfalse alarms")
	for i, r := range rows {
		for _, b := range r.Bias {
			fmt.Fprintf(tw, "%s\t%s\t%d\t%s\t%.3f\t%.3f\t%.3f\n", name(files[i]), b.Group, b.N, interval(b.Subgroup), b.BPSN.Value, b.BNSP.Value, b.FalseAlarms.Value)
		}
	}
	return tw.Flush()
}

// name is the folder and the name of a file: sets are told apart by both.
func name(path string) string {
	return filepath.Base(filepath.Dir(path)) + "/" + filepath.Base(path)
}

func interval(e stats.Estimate) string {
	if e.Reason != "" {
		return "– (" + e.Reason + ")"
	}
	if math.IsNaN(e.Lo) {
		return fmt.Sprintf("%.4f", e.Value)
	}
	return fmt.Sprintf("%.4f [%.3f, %.3f]", e.Value, e.Lo, e.Hi)
}

func number(x float64) string {
	if math.IsNaN(x) {
		return "–"
	}
	return fmt.Sprintf("%.3f", x)
}
