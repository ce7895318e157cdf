package sentiment

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/internal/race"
	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/stance"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

func TestParentStance(t *testing.T) {
	const parent = "The council should close the market, it costs too much."
	m := English()
	for _, c := range []struct {
		text string
		want ParentLabel
	}{
		{"I completely agree, close it.", Agree},
		{"Exactly. Well said.", Agree},
		{"I don't agree at all, that's nonsense.", Disagree},
		{"No, you're wrong about the costs.", Disagree},
		{"What does it cost?", Query},
		{"", ParentUnsure},
		{"[deleted]", ParentUnsure},
		{"🙂🙂", ParentUnsure},
		{"> The council should close the market\n", ParentUnsure},
		{"\"The council should close the market, it costs too much\"", ParentUnsure},
		{"Das ist doch nicht so einfach, wie du denkst, und ich bin auch nicht dafür.", ParentUnsure},
		{"Это неправда, рынок нужен всем.", ParentUnsure},
	} {
		s := m.ParentStance(parent, c.text)
		if got := s.Label(0); got != c.want {
			t.Errorf("%q: %v %+v, want %v", c.text, got, s, c.want)
		}
		if sum := s.Agree + s.Disagree + s.Neutral + s.Query; math.Abs(float64(sum)-1) > 1e-6 {
			t.Errorf("%q: probabilities sum to %v", c.text, sum)
		}
	}
}

func TestParentStanceOfThread(t *testing.T) {
	th, err := thread.New([]thread.Comment{
		{ID: "a", Author: "ann", Text: "We should keep the old bridge."},
		{ID: "b", Parent: "a", Author: "bob", Text: "I disagree, it is falling apart."},
		{ID: "c", Parent: "b", Author: "ann", Text: "Yes, you are right. I agree."},
		{ID: "d", Parent: "gone", Text: "I agree."},
		{ID: "e", Parent: "a", Text: "[deleted]"},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	scores := parentScores(English(), th)
	want := map[string]ParentLabel{"b": Disagree, "c": Agree}
	for n, c := range th.All() {
		s := scores[n].Parent
		if got := s.Label(0); got != want[c.ID] {
			t.Errorf("%s: %v %+v, want %v", c.ID, got, s, want[c.ID])
		}
		switch {
		case c.ID == "e" && !s.Unsure:
			t.Error("a deleted reply is judged")
		case (c.ID == "a" || c.ID == "d") && s != ParentStance{}:
			t.Errorf("%s has a stance without a parent's text", c.ID)
		}
	}
}

// Who answers whom counts: the third post of A-B-A leans to disagreement.
func TestReturnLeansToDisagreement(t *testing.T) {
	build := func(third string) ParentStance {
		th, err := thread.New([]thread.Comment{
			{ID: "a", Author: "ann", Text: "The new timetable is fine."},
			{ID: "b", Parent: "a", Author: "bob", Text: "My train was late again."},
			{ID: "c", Parent: "b", Author: third, Text: "The trains ran on time all week."},
		}, nil)
		if err != nil {
			t.Fatal(err)
		}
		return parentScores(English(), th)[2].Parent
	}
	aba, abc, abb := build("ann"), build("eve"), build("bob")
	if !(aba.Disagree > abc.Disagree && abc.Disagree > abb.Disagree) {
		t.Errorf("disagreement: A-B-A %v, A-B-C %v, A-B-B %v", aba.Disagree, abc.Disagree, abb.Disagree)
	}
}

func TestWithParentPrior(t *testing.T) {
	m := English()
	if m.WithParentPrior(ParentStance{}) != m || m.WithParentPrior(ParentStance{Agree: -1}) != m {
		t.Error("a prior of nothing is taken")
	}
	const parent, text = "Cycling is faster in town.", "And cheaper, if you count the parking."
	a, b := m.ParentStance(parent, text), m.WithParentPrior(ParentStance{Agree: 0.05, Disagree: 0.9, Neutral: 0.05}).ParentStance(parent, text)
	if b.Disagree <= a.Disagree || b.Query > 1e-6 {
		t.Errorf("%+v under a disagreeing prior: %+v", a, b)
	}
	p := m.ParentPrior()
	same := m.WithParentPrior(p).ParentStance(parent, text)
	if math.Abs(float64(same.Agree-a.Agree)) > 1e-5 {
		t.Errorf("the model's own prior moves %+v to %+v", a, same)
	}
}

func TestParentStanceRepeats(t *testing.T) {
	th := benchThread(t, 300)
	m := English()
	first := parentScores(m, th)
	for range 5 {
		again := parentScores(m, th)
		for i := range first {
			if first[i].Parent != again[i].Parent {
				t.Fatalf("node %d: %+v, then %+v", i, first[i].Parent, again[i].Parent)
			}
		}
	}
}

func TestExplainParent(t *testing.T) {
	text := "No, that's nonsense. The bill was paid in March."
	e := English().ExplainParent("Nobody has paid the bill.", text)
	if e.Label != Disagree || e.Ground != "readable" || len(e.Evidence) == 0 || len(e.Groups) == 0 {
		t.Fatalf("%+v", e)
	}
	var top []string
	for _, v := range e.Evidence[:3] {
		top = append(top, strings.ToLower(text[v.Start:v.End]))
	}
	if !slices.Contains(top, "nonsense") && !slices.Contains(top, "no") && !slices.Contains(top, "that's nonsense") {
		t.Errorf("heaviest evidence %q", top)
	}
	if e := English().ExplainParent("Hello.", ""); e.Ground != "empty" || e.Evidence != nil {
		t.Errorf("%+v", e)
	}
}

// parentScores tags th with stance towards the parent alone.
func parentScores(m *Model, th *thread.Thread) []Scores {
	scores := make([]Scores, th.Len())
	m.appendParentStance(new(scratch), scores, th)
	return scores
}

// TestRepliesWithoutWords: one text has one stance however it is asked for, and
// none where what it answers is gone.
func TestRepliesWithoutWords(t *testing.T) {
	m := English()
	for _, text := range []string{"?", "^", "👍", "[deleted]", "", "Das ist doch nicht so einfach, wie du denkst.", "I agree."} {
		for _, parent := range []string{"Taxes should be raised.", "[deleted]", " [removed]\n"} {
			th, err := thread.New([]thread.Comment{{ID: "a", Text: parent}, {ID: "b", Parent: "a", Text: text}}, nil)
			if err != nil {
				t.Fatal(err)
			}
			one := m.Score(parent, text).Parent
			all := m.AppendScores(nil, th)[1].Parent
			if (all == ParentStance{}) != (one == ParentStance{}) || one.Unsure != all.Unsure || (all == ParentStance{}) != (parent[0] != 'T') {
				t.Errorf("%q under %q: %+v alone, %+v in its thread", text, parent, one, all)
			}
			if parent[0] == 'T' {
				if got := m.ParentStance(parent, text); got != one {
					t.Errorf("%q under %q: %+v, scored %+v", text, parent, got, one)
				}
			} else if got := m.ParentStance(parent, text); got != m.ParentStance("", text) {
				t.Errorf("%q under %q is not judged alone", text, parent)
			}
		}
	}
}

func TestScoreWithParentAllocatesNothing(t *testing.T) {
	if race.Enabled {
		t.Skip("the race detector empties pools")
	}
	m := English()
	score := func() { m.Score("The council closed the market.", "I agree with that, it was time.") }
	score()
	if n := testing.AllocsPerRun(200, score); n > 3 { // the pool may be emptied meanwhile
		t.Errorf("%v allocations", n)
	}
}

// benchThread is a thread of replies of common lengths, written here.
func benchThread(tb testing.TB, n int) *thread.Thread {
	tb.Helper()
	texts := []string{
		"I agree with you about the bus lanes, they made a real difference to my way to work this year.",
		"No, that's simply not true. The council published the figures in May and the costs went down, not up. You should read the report before you write such things.",
		"Where did you get that number from? The only source that I know says 12 per cent.",
		"lol exactly",
		"Thanks, that helps a lot!",
		"I live two streets away and have never seen more than three cars parked there, so I don't know what you are talking about. Maybe on Sundays, when the church is full, but surely not on a weekday morning.",
		"They always say that and then nothing happens for years.",
	}
	var cs []thread.Comment
	for i := range n {
		c := thread.Comment{ID: fmt.Sprint(i), Text: texts[(i*5+i/7)%len(texts)]}
		if i > 0 {
			c.Parent = fmt.Sprint(i - 1 - (i*7)%min(i, 4))
		}
		cs = append(cs, c)
	}
	th, err := thread.New(cs, nil)
	if err != nil {
		tb.Fatal(err)
	}
	return th
}

func BenchmarkParentStance(b *testing.B) {
	th := benchThread(b, 2000)
	m := English()
	scores := make([]Scores, th.Len())
	size := int64(0)
	for _, c := range th.All() {
		size += int64(len(c.Text))
	}
	s := new(scratch)
	m.appendParentStance(s, scores, th)
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		m.appendParentStance(s, scores, th)
	}
	b.ReportMetric(float64(th.Len())*float64(b.N)/b.Elapsed().Seconds(), "replies/s")
}

// RootStance reads replies to a report: whether they bear it out.
func TestRootStance(t *testing.T) {
	const report = "BREAKING: fire reported at the harbour in Cork."
	m := English()
	for text, want := range map[string]ParentLabel{
		"Confirmed by the fire service.":        Agree,
		"Fake. That picture is from 2012":       Disagree,
		"Source?":                               Query,
		"My thoughts are with everybody there.": Neutral,
		"🙂":                                     ParentUnsure,
	} {
		if got := m.RootStance(report, text, 1).Label(0); got != want {
			t.Errorf("%q: %v %+v, want %v", text, got, m.RootStance(report, text, 1), want)
		}
	}
	// Below the first level the words weigh less.
	if a, b := m.RootStance(report, "That is not true.", 1), m.RootStance(report, "That is not true.", 3); a == b {
		t.Errorf("the level makes no difference: %+v", a)
	}
}

// TestPlace: the nameless are nobody's second voice, and each flag has its place.
func TestPlace(t *testing.T) {
	th, err := thread.New([]thread.Comment{
		{ID: "a", Text: "One."}, {ID: "b", Parent: "a", Text: "Two."}, {ID: "c", Parent: "b", Text: "Three."},
		{ID: "d", Author: "Anne", Text: "The bridge is late."},
		{ID: "e", Parent: "d", Author: "Bobby", Text: "It is not."},
		{ID: "f", Parent: "e", Author: "Anne", Text: "It is."},
		{ID: "g", Parent: "e", Author: "Cathy", Text: "Bobby is right."},
		{ID: "h", Parent: "e", Author: "Doris", Text: "Anne is right."},
		{ID: "i", Parent: "d", Author: "Anne", Text: "Very late."},
		{ID: "j", Parent: "i", Author: "Cathy", Text: "Anne is right."},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	links := make([]stance.Link, th.Len())
	for n := range th.All() {
		if th.Parent(n) != thread.None {
			place(links, th, n)
		}
	}
	for id, want := range map[string]stance.Flags{
		"a": stance.Answered, "b": stance.Answered, "c": 0,
		"d": stance.Answered, "e": stance.Answered | stance.AnswersBack, "f": stance.Returns, "g": stance.BacksParent, "h": stance.BacksOther,
		"i": stance.SameAuthor | stance.Answered, "j": stance.BacksParent,
	} {
		n, _ := th.Lookup(id)
		if got := links[n].Flags; got != want {
			t.Errorf("%s: %b, want %b", id, got, want)
		}
	}
}
