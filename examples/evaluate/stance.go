package main

import (
	"fmt"
	"io"

	"github.com/seed-100d3eb7/rejoinder/internal/stanceeval"
	"github.com/seed-100d3eb7/rejoinder/sentiment"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

// stanceParent measures stance towards the parent on labelled replies.
func stanceParent(files []string, w io.Writer) error {
	records, err := stanceeval.Read(files...)
	if err != nil {
		return err
	}
	if len(records) == 0 {
		return fmt.Errorf("no labelled replies in %q", files)
	}
	m := sentiment.English()
	card := m.ParentCard()
	fmt.Fprintf(w, "model %s %s, sha256 %.12s\n", card.Name, card.Version, card.SHA256)
	var failed error
	stanceeval.Table(w, records, func(r *stanceeval.Record) stanceeval.Verdict {
		v, err := verdict(m, r)
		if err != nil && failed == nil {
			failed = fmt.Errorf("record %s: %w", r.ID, err)
		}
		return v
	})
	return failed
}

// verdict judges one record. Where its level is known, it is judged in a thread
// that puts it there. The labels of RumourEval are towards the claim of the
// opening post.
func verdict(m *sentiment.Model, r *stanceeval.Record) (stanceeval.Verdict, error) {
	if r.Top {
		return stanceeval.Verdict{Probs: stanceeval.Opening(r.Text)}, nil
	}
	if r.Set == "rumoureval2019" {
		return verdictOf(m.RootStance(r.Parent, r.Text, r.Depth)), nil
	}
	s := m.ParentStance(r.Parent, r.Text)
	if r.Depth > 0 {
		var chain []thread.Comment
		above := ""
		for d := range r.Depth {
			c := thread.Comment{ID: fmt.Sprint("above ", d), Parent: above, Text: "-"}
			if d == r.Depth-1 {
				c.Text = r.Parent
			}
			above = c.ID
			chain = append(chain, c)
		}
		t, err := thread.New(append(chain, thread.Comment{ID: "reply", Parent: above, Text: r.Text}), nil)
		if err != nil {
			return stanceeval.Verdict{}, err
		}
		if in := m.AppendScores(nil, t)[r.Depth].Parent; in != (sentiment.ParentStance{}) {
			s = in
		}
	}
	return verdictOf(s), nil
}

func verdictOf(s sentiment.ParentStance) stanceeval.Verdict {
	return stanceeval.Verdict{
		Probs:  stanceeval.Probs{float64(s.Agree), float64(s.Disagree), float64(s.Neutral), float64(s.Query)},
		Unsure: s.Unsure,
	}
}
