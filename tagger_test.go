package rejoinder_test

import (
	"bytes"
	"errors"
	"io"
	"math"
	"runtime"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder"
	"github.com/seed-100d3eb7/rejoinder/sentiment"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

// given is a tagger that says the same of every comment.
type given sentiment.Scores

func (given) Card() sentiment.Card { return sentiment.Card{Name: "given"} }

func (g given) AppendScores(dst []sentiment.Scores, t *thread.Thread) []sentiment.Scores {
	for range t.Len() {
		dst = append(dst, sentiment.Scores(g))
	}
	return dst
}

func twoComments(t *testing.T) *thread.Thread {
	t.Helper()
	th, err := thread.New([]thread.Comment{
		{ID: "a", Text: "Taxes are far too low.", Details: &thread.Details{HasScore: true, Score: math.NaN()}},
		{ID: "b", Parent: "a", Text: "?"},
		{ID: "c", Parent: "a", Text: "😀"},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return th
}

// Scores bought from a service that was asked for one attribute are written, and
// what was not asked for is absent.
func TestKindsNotAskedFor(t *testing.T) {
	s, err := sentiment.ParsePerspective([]byte(`{"attributeScores":{"TOXICITY":{"summaryScore":{"value":0.9}}}}`))
	if err != nil {
		t.Fatal(err)
	}
	a, err := rejoinder.AnalyzeThread(twoComments(t), &rejoinder.Options{Tagger: given(s)})
	if err != nil {
		t.Fatal(err)
	}
	r := rejoinder.NewReport(nil)
	r.Add(a)
	var out, table bytes.Buffer
	if err := r.WriteJSON(&out); err != nil {
		t.Fatal(err)
	}
	if s := out.String(); strings.Contains(s, "insult") || strings.Contains(s, "votes") || !strings.Contains(s, `"score":0.9`) {
		t.Error(s)
	}
	comments := rejoinder.NewTables(&table, io.Discard, io.Discard, io.Discard, io.Discard)
	if err := errors.Join(comments.Add(a), comments.Flush()); err != nil {
		t.Fatal(err)
	}
	if s := table.String(); strings.Contains(s, "NaN") {
		t.Error(s)
	}
}

func TestTaggersThatAreWrong(t *testing.T) {
	nan := float32(math.NaN())
	for want, s := range map[string]sentiment.Scores{
		"score NaN": {Scored: true, Hostility: sentiment.Hostility{Score: nan}},
		"score 1.5": {Scored: true, Hostility: sentiment.Hostility{Score: 1.5}},
		"Label(9)":  {Scored: true, Hostility: sentiment.Hostility{Label: 9}},
		"Target(9)": {Scored: true, Hostility: sentiment.Hostility{Target: 9}},
		"kind of 2": {Scored: true, Hostility: sentiment.Hostility{Kinds: sentiment.Kinds{2}}},
		"stance":    {Parent: sentiment.ParentStance{Agree: nan}},
	} {
		_, err := rejoinder.AnalyzeThread(twoComments(t), &rejoinder.Options{Tagger: given(s)})
		wrong, ok := errors.AsType[*rejoinder.TaggerError](err)
		if !ok || !strings.Contains(err.Error(), want) || wrong.Comment != "a" || wrong.Tagger != "given" {
			t.Errorf("%s: %v", want, err)
		}
	}
}

// A reply without words has no hostility but may have a stance: all outputs tell it.
func TestStanceWithoutWords(t *testing.T) {
	a, err := rejoinder.AnalyzeThread(twoComments(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	if a.Scores[1].Scored || a.Scores[1].Parent == (sentiment.ParentStance{}) || !a.Scores[2].Parent.Unsure {
		t.Fatalf("%+v", a.Scores)
	}
	r := rejoinder.NewReport(nil)
	r.Add(a)
	var out, table bytes.Buffer
	comments := rejoinder.NewTables(&table, io.Discard, io.Discard, io.Discard, io.Discard)
	if err := errors.Join(r.WriteJSON(&out), comments.Add(a), comments.Flush()); err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{out.String(), table.String()} {
		if !strings.Contains(s, "query") || !strings.Contains(s, "unsure") {
			t.Error(s)
		}
	}
}

// panics is a tagger that ends as it is told.
type panics func()

func (panics) Card() sentiment.Card { return sentiment.Card{Name: "panics"} }

func (p panics) AppendScores([]sentiment.Scores, *thread.Thread) []sentiment.Scores {
	p()
	return nil
}

// A tagger that panics does so where it can be recovered from.
func TestTaggersThatPanic(t *testing.T) {
	cause := errors.New("no connection")
	for name, p := range map[string]panics{"panic": func() { panic(cause) }, "exit": runtime.Goexit} {
		func() {
			defer func() {
				got, ok := recover().(*rejoinder.PanicError)
				if !ok || got.Thread != "t1" || name == "panic" && !errors.Is(got, cause) {
					t.Errorf("%s: %v", name, got)
				}
			}()
			rejoinder.Analyze(func(yield func(thread.Comment, error) bool) { yield(thread.Comment{ID: "a", Text: "Yes."}, nil) },
				&rejoinder.Options{Tagger: p})
			t.Errorf("%s: no panic", name)
		}()
	}
}
