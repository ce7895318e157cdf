package target

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/sentiment"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

// named makes a thread of two comments for each of n invented people.
func named(tb testing.TB, n int) *thread.Thread {
	var entries []string
	for i := range n {
		for k := range 2 {
			entries = append(entries, fmt.Sprintf("%d-%d x: We saw %s there.", i, k, invented(i)))
		}
	}
	return build(tb, entries...)
}

func TestFindMax(t *testing.T) {
	th := named(t, 30)
	for limit, want := range map[int]int{0: defaultMax, 1: 1, 25: 25, 100: 30, -1: 30} {
		if got := Find(th, &Options{Max: limit, Sentences: -1}); len(got) != want {
			t.Errorf("Max %d: %d targets, want %d", limit, len(got), want)
		}
	}
	if got := Find(named(t, maxMatched+100), &Options{Max: -1, Sentences: -1}); len(got) != maxMatched {
		t.Errorf("%d targets, want %d", len(got), maxMatched)
	}
}

// TestSampled: names are collected from no more than every third of 10,001 comments.
func TestSampled(t *testing.T) {
	var cs []thread.Comment
	for i := range 2*maxSampled + 1 {
		cs = append(cs, thread.Comment{ID: fmt.Sprint(i), Text: "We saw " + []string{"Castellan", "Mordaunt", "Mordaunt"}[i%3] + " there."})
	}
	th, err := thread.New(cs, nil)
	if err != nil {
		t.Fatal(err)
	}
	got := Find(th, &Options{Sentences: -1})
	if len(got) != 1 || got[0].Name != "Castellan" || got[0].Comments != (2*maxSampled+1+2)/3 {
		t.Errorf("%d targets: %.200v", len(got), got)
	}
}

// TestCountedOnce: a comment counts once, however often it says a name.
func TestCountedOnce(t *testing.T) {
	th := build(t, "1 a: We saw Castellan and Castellan and Castellan.", "2 b: Fine.", "3 c: Yes.", "4 d: No.", "5 e: Ah.", "6 f: Oh.")
	if got := Find(th, &Options{Sentences: -1}); len(got) != 0 {
		t.Errorf("%+v", got)
	}
	if got := Find(th, &Options{Sentences: -1, MinComments: 1}); len(got) != 1 || got[0].Comments != 1 || len(got[0].Mentions) != 3 {
		t.Errorf("%+v", got)
	}
}

// TestGivenName: a first name makes a person of what nothing else is said of.
func TestGivenName(t *testing.T) {
	th := build(t, "1 a: We saw Fiona Barging and the Barging there.", "2 b: We saw Fiona Barging too.")
	got := Find(th, &Options{Sentences: -1})
	if len(got) == 0 || got[0].Name != "Fiona Barging" || got[0].Kind != Person {
		t.Errorf("%+v", got)
	}
}

// TestTwoOfOneName: a first name that two people share about alike is neither's.
func TestTwoOfOneName(t *testing.T) {
	of := func(extra ...string) map[string]int {
		th := build(t, append([]string{
			"1 a: We saw Ian Castellan there.", "2 b: We saw Ian Mordaunt there.", "3 c: Then Ian left.", "4 d: Why did Ian leave?",
		}, extra...)...)
		n := map[string]int{}
		for _, x := range Find(th, &Options{Sentences: -1, MinComments: 1}) {
			n[x.Name] = x.Comments
		}
		return n
	}
	if n := of(); n["Ian Castellan"] != 1 || n["Ian Mordaunt"] != 1 || n["Ian"] != 2 {
		t.Errorf("%v", n)
	}
	if n := of("5 e: We saw Ian Castellan again.", "6 f: So did Ian Castellan say."); n["Ian Castellan"] != 5 {
		t.Errorf("%v", n)
	}
}

// TestNicknameOfTheGreater: who is spoken of more is nobody's other name.
func TestNicknameOfTheGreater(t *testing.T) {
	th := build(t, "1 a: We saw Mordaunt aka Castellan there.", "2 b: Then Castellan left.", "3 c: Why did Castellan leave?", "4 d: So Castellan it is.")
	got := Find(th, &Options{Sentences: -1, MinComments: 1})
	if len(got) != 2 || got[0].Name != "Castellan" || got[0].Comments != 4 {
		t.Errorf("%+v", got)
	}
}

// TestQuotedIsNoStance: a comment that only quotes a name says nothing of it.
func TestQuotedIsNoStance(t *testing.T) {
	th := build(t, "1 a: Castellan is a liar.", "2>1 b: > Castellan is a liar.\nI had lunch in town.", "3>1 c: > Castellan is a liar.\nNo, Castellan is great.")
	targets := FindNamed(th, []string{"Castellan"}, nil)
	if len(targets[0].Mentions) != 4 {
		t.Fatalf("%+v", targets[0].Mentions)
	}
	scores := make([]sentiment.Scores, th.Len())
	English().Stances(th, targets, scores)
	if len(scores[0].Targets) != 1 || len(scores[1].Targets) != 0 || len(scores[2].Targets) != 1 {
		t.Errorf("%+v", scores)
	}
	if s := scores[2].Targets[0]; s.Favor < s.Against {
		t.Errorf("%s: %+v", strings.TrimSpace(th.Comment(2).Text), s)
	}
}
