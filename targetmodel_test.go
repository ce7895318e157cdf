package rejoinder

import (
	"fmt"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/sentiment"
	"github.com/seed-100d3eb7/rejoinder/sentiment/target"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

// TestTargetModel: a model that the caller trained judges stance in reports.
func TestTargetModel(t *testing.T) {
	var examples []target.Example
	for i := range 60 {
		e := target.Example{Target: "Orsund Ferry", Text: fmt.Sprintf("the Orsund Ferry was keelful on trip %d", i), Label: sentiment.Favor}
		if i%2 == 1 {
			e.Text, e.Label = fmt.Sprintf("the Orsund Ferry was bilgey on trip %d", i), sentiment.Against
		}
		examples = append(examples, e)
	}
	m, _, err := target.Train(examples, nil)
	if err != nil {
		t.Fatal(err)
	}
	th, err := thread.New([]thread.Comment{
		{ID: "a", Text: "The Orsund Ferry was bilgey on my trip."},
		{ID: "b", Text: "My Orsund Ferry was keelful."},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	a, err := AnalyzeThread(th, &Options{TargetModel: m, Targets: []string{"Orsund Ferry"}})
	if err != nil {
		t.Fatal(err)
	}
	r := NewReport(&Options{TargetModel: m})
	if got := r.Models[len(r.Models)-1]; got.SHA256 != m.Card().SHA256 || got.SHA256 == "" {
		t.Errorf("the report names %+v", got)
	}
	for n, want := range []sentiment.TargetLabel{sentiment.Against, sentiment.Favor} {
		if s := a.Scores[n].Targets; len(s) != 1 || s[0].Label(0) != want {
			t.Errorf("%v: %+v, want %v", n, s, want)
		}
	}
}
