package main

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"text/tabwriter"

	"github.com/seed-100d3eb7/rejoinder/internal/targeteval"
	"github.com/seed-100d3eb7/rejoinder/sentiment"
	"github.com/seed-100d3eb7/rejoinder/sentiment/target"
)

// stanceTarget prints one row for each file: the shipped model as it is. Where
// a file train.jsonl.gz stands beside the file and shares its targets, a
// second row is what target.Train makes of it. A file without targets, such as
// one with stance towards the parent, is passed over. A set without the label none is
// judged between favor and against.
func stanceTarget(files []string, w io.Writer) error {
	m := target.English()
	card := m.Card()
	fmt.Fprintf(w, "model %s %s sha256 %s\n\n", card.Name, card.Version, card.SHA256)
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, "set\tmodel\tn\tF_avg [95%]\tmacro-F1 [95%]\taccuracy\tF1 favor\tagainst\tnone\tECE\taccuracy at 30 %")
	found := false
	for _, f := range files {
		records, err := targeteval.Read(f)
		if err != nil {
			return err
		}
		if len(records) == 0 {
			continue
		}
		found = true
		targetRow(tw, records, "shipped", m)
		trained, err := perTarget(f, records)
		if err != nil {
			return err
		}
		if trained != nil {
			targetRow(tw, records, "trained per target", trained)
		}
	}
	if !found {
		return errors.New("no texts with a target")
	}
	return tw.Flush()
}

func targetRow(w io.Writer, records []targeteval.Record, name string, m *target.Model) {
	js := make([]targeteval.Judged, len(records))
	for i, r := range records {
		s := m.Score(r.Target, r.Text, r.Parent)
		js[i] = targeteval.Judged{Label: r.Label, P: [targeteval.NumClasses]float64{float64(s.Favor), float64(s.Against), float64(s.Neither)}}
	}
	f, a := targeteval.Measure(js, false), targeteval.Measure(js, true)
	none := "–"
	if targeteval.HasNone(js) {
		none = fmt.Sprintf("%.3f", f.F1[targeteval.Neither])
	}
	fmt.Fprintf(w, "%s\t%s\t%d\t%.3f [%.3f, %.3f]\t%.3f [%.3f, %.3f]\t%.3f\t%.3f\t%.3f\t%s\t%.3f\t%.3f\n", records[0].Set, name, f.N,
		f.FAvg, f.Lo, f.Hi, a.Macro, a.Lo, a.Hi, f.Accuracy, f.F1[targeteval.Favor], f.F1[targeteval.Against], none,
		targeteval.ECE(js), targeteval.AccuracyAt(js, 0.3))
}

// perTarget trains on the file beside f, nil where it has none or its targets
// are others.
func perTarget(f string, records []targeteval.Record) (*target.Model, error) {
	beside := filepath.Join(filepath.Dir(f), "train.jsonl.gz")
	if filepath.Base(f) == filepath.Base(beside) {
		return nil, nil
	}
	found, err := filepath.Glob(beside)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	train, err := targeteval.Read(beside)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, r := range records {
		if !slices.Contains(names, r.Target) {
			names = append(names, r.Target)
		}
	}
	labels := [...]sentiment.TargetLabel{sentiment.Favor, sentiment.Against, sentiment.Neither}
	var examples []target.Example
	for _, r := range train {
		if slices.Contains(names, r.Target) {
			examples = append(examples, target.Example{Target: r.Target, Text: r.Text, Parent: r.Parent, Label: labels[r.Label]})
		}
	}
	if len(examples) < 20*len(names) {
		return nil, nil
	}
	m, _, err := target.Train(examples, nil)
	return m, err
}
