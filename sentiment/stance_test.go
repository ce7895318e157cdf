package sentiment

import (
	"testing"

	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/stance"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

func TestParentStanceByCues(t *testing.T) {
	const parent = "The council should close the market, it costs too much."
	for _, c := range []struct {
		text string
		want ParentLabel
	}{
		{"I completely agree, close it.", Agree},
		{"Exactly. Well said.", Agree},
		{"I don't agree at all, that's nonsense.", Disagree},
		{"No, you're wrong about the costs.", Disagree},
		{"What does it cost?", Query},
		{"Thanks, I'll look it up.", Neutral},
		{"", ParentUnsure},
		{"🙂🙂", ParentUnsure},
		{"> The council should close the market\n", ParentUnsure},
		{"Das ist doch nicht so einfach, wie du denkst, und ich bin auch nicht dafür.", ParentUnsure},
		{"Это неправда, рынок нужен всем.", ParentUnsure},
	} {
		var j stance.Judge
		s := parentStanceOf(j.Score(parent, c.text, true, stance.Context{Depth: 1}))
		if got := s.Label(0); got != c.want {
			t.Errorf("%q: %v %+v, want %v", c.text, got, s, c.want)
		}
	}
}

func TestParentStanceOfThread(t *testing.T) {
	th, err := thread.New([]thread.Comment{
		{ID: "a", Author: "ann", Text: "We should keep the old bridge."},
		{ID: "b", Parent: "a", Author: "bob", Text: "I disagree, it is falling apart."},
		{ID: "c", Parent: "b", Author: "ann", Text: "Yes, you are right."},
		{ID: "d", Parent: "gone", Text: "I agree."},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	scores := make([]Scores, th.Len())
	(*Model)(nil).appendParentStance(scores, th)
	want := map[string]ParentLabel{"b": Disagree, "c": Agree}
	for n, c := range th.All() {
		if got := scores[n].Parent.Label(0); got != want[c.ID] {
			t.Errorf("%s: %v %+v, want %v", c.ID, got, scores[n].Parent, want[c.ID])
		}
		if c.ID == "d" && scores[n].Parent != (ParentStance{}) {
			t.Errorf("d has a stance though its parent is missing")
		}
	}
}
