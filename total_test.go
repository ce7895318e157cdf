package rejoinder_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/seed-100d3eb7/rejoinder"
	"github.com/seed-100d3eb7/rejoinder/sentiment"
	"github.com/seed-100d3eb7/rejoinder/stats/simulate"
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

// TestFewThreadsHaveNoInterval: the rate has one in the text from as many threads as other
// means have.
func TestFewThreadsHaveNoInterval(t *testing.T) {
	var s rejoinder.Sums
	for n := 1; n < 7; n++ {
		th, err := thread.New([]thread.Comment{{ID: "1", Text: "a"}, {ID: "2", Parent: "1", Text: "b"}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		a := &rejoinder.Analysis{Thread: th, Scores: make([]sentiment.Scores, 2)}
		for i := range a.Scores {
			a.Scores[i].Scored = true
			a.Scores[i].Hostility.Score = 0.05 + 0.01*float32(n)
		}
		s.Add(a)
		var text strings.Builder
		if err := s.Total().WriteText(&text, nil); err != nil {
			t.Fatal(err)
		}
		_, rate, _ := strings.Cut(text.String(), "share of hostile comments ")
		rate, _, _ = strings.Cut(rate, "\n")
		if few := strings.Contains(rate, "too few for an interval"); few != (n > 1 && n < 5) || strings.Contains(rate, "[") != (n >= 5) {
			t.Errorf("%d threads: %s", n, rate)
		}
	}
}

// TestSpreadOfUnsureScores says what of a planted contagion unsure scores show,
// what it comes to without that loss, and never that p is 0.
func TestSpreadOfUnsureScores(t *testing.T) {
	threads, hostile := simulate.Law{Threads: 60, Comments: 40, People: 500, Rate: 0.15, Contagion: 1.4}.Draw(6)
	scores := simulate.Reader{AUC: 0.93, Rate: 0.2}.Scores(hostile, 6)
	var s rejoinder.Sums
	for i, th := range threads {
		a := &rejoinder.Analysis{Thread: th, Scores: make([]sentiment.Scores, th.Len())}
		for n := range a.Scores {
			a.Scores[n].Scored = true
			a.Scores[n].Hostility.Score = float32(scores[i][n])
		}
		s.Add(a)
	}
	var text strings.Builder
	if err := s.Total().WriteText(&text, nil); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"mean score of", "after a hostile comment, 0.", "unsure scores leave about 2", "P(hostile) 0.3", "and 0.1",
		"sit together more than if shuffled within threads: p .001", "than if shuffled within authors: p .001", " min (n 2152)"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("no %q in\n%s", want, text.String())
		}
	}
	for line := range strings.Lines(text.String()) {
		if strings.Contains(line, "p 0") || utf8.RuneCountInString(line) > 125 {
			t.Error(line)
		}
	}
}

// TestLatencyOfDays never tells of a wait of no time where times are known to the
// day.
func TestLatencyOfDays(t *testing.T) {
	var cs []thread.Comment
	for i := range 9 {
		c := thread.Comment{ID: strconv.Itoa(i), Text: "a", Precision: thread.Day, Time: time.Date(2020, 1, 3, 0, 0, 0, 0, time.UTC)}
		if i > 0 {
			c.Parent = strconv.Itoa(i / 2)
		}
		cs = append(cs, c)
	}
	r, err := rejoinder.Analyze(func(yield func(thread.Comment, error) bool) {
		for k := range 2 {
			for _, c := range cs {
				c.Thread = strconv.Itoa(k)
				if !yield(c, nil) {
					return
				}
			}
		}
	}, &rejoinder.Options{Untagged: true})
	if err != nil {
		t.Fatal(err)
	}
	var text, page, comments, threads bytes.Buffer
	tables := rejoinder.NewTables(&comments, &threads, io.Discard, io.Discard, io.Discard)
	for _, a := range r.Threads {
		err = errors.Join(err, tables.Add(a))
	}
	if err := errors.Join(err, tables.Flush(), r.WriteText(&text, nil), r.WriteHTML(&page)); err != nil {
		t.Fatal(err)
	}
	for name, s := range map[string]string{"text": text.String(), "HTML": page.String()} {
		if strings.Count(s, "median reply within a day, to which times are known") != 3 || strings.Contains(s, "0s") {
			t.Errorf("%s:\n%s", name, s)
		}
	}
	rows, err := csv.NewReader(&threads).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if at := slices.Index(rows[0], "median_latency_s"); rows[1][at] != "" {
		t.Errorf("median_latency_s is %q", rows[1][at])
	}
}

// TestSpreadOfScoresThatDoNotFit has scores so timid that no shares of hostile
// comments give what they show.
func TestSpreadOfScoresThatDoNotFit(t *testing.T) {
	var s rejoinder.Sums
	for k := range 3 {
		cs := make([]thread.Comment, 60)
		for i := range cs {
			cs[i] = thread.Comment{ID: strconv.Itoa(i), Author: strconv.Itoa((i*7 + k) % 31), Text: "a"}
			if i > 0 {
				cs[i].Parent = strconv.Itoa(i - 1)
			}
		}
		th, err := thread.New(cs, nil)
		if err != nil {
			t.Fatal(err)
		}
		a := &rejoinder.Analysis{Thread: th, Scores: make([]sentiment.Scores, th.Len())}
		for n := range a.Scores {
			a.Scores[n].Scored = true
			a.Scores[n].Hostility.Score = 0.05
			if i, _ := strconv.Atoi(th.Comment(thread.Node(n)).ID); 20 < i && i < 40 {
				a.Scores[n].Hostility.Score = 0.8
			}
		}
		s.Add(a)
	}
	var text strings.Builder
	if err := s.Total().WriteText(&text, nil); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(text.String(), "not corrected for: the scores are not calibrated") || strings.Contains(text.String(), "P(hostile)") {
		t.Error(text.String())
	}
}
