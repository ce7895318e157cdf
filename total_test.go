package rejoinder_test

import (
	"testing"

	"github.com/seed-100d3eb7/rejoinder"
	"github.com/seed-100d3eb7/rejoinder/sentiment"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

// TestTargetsAcrossThreads has one party written in two ways.
func TestTargetsAcrossThreads(t *testing.T) {
	var s rejoinder.Sums
	for _, name := range []string{"Labour party", "Labour Party"} {
		th, err := thread.New([]thread.Comment{{ID: "a", Text: "Vote " + name}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		a := &rejoinder.Analysis{Thread: th, Scores: make([]sentiment.Scores, 1)}
		a.Hostility = &rejoinder.HostilitySummary{}
		a.Stance = &rejoinder.StanceSummary{Targets: []rejoinder.TargetCounts{{Target: name, Favor: 1, Comments: 1}}}
		s.Add(a)
	}
	got := s.Total().Stance.Targets
	if len(got) != 1 || got[0] != (rejoinder.TargetCounts{Target: "Labour party", Favor: 2, Comments: 2}) {
		t.Errorf("%+v", got)
	}
}

// TestRateOfFewThreads has two threads, which tell little of a third.
func TestRateOfFewThreads(t *testing.T) {
	var s rejoinder.Sums
	for _, score := range []float32{0.1, 0.3} {
		th, err := thread.New([]thread.Comment{{ID: "a", Text: "a"}, {ID: "b", Text: "b"}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		a := &rejoinder.Analysis{Thread: th, Scores: make([]sentiment.Scores, 2)}
		for i := range a.Scores {
			a.Scores[i].Scored = true
			a.Scores[i].Hostility.Score = score
		}
		s.Add(a)
	}
	r := s.Total().Hostility.Rate
	if r.Value < 0.19 || r.Value > 0.21 || r.Lo != 0 || r.Hi != 1 {
		t.Errorf("%v, want 0.2 [0, 1]", r)
	}
}
