package rejoinder_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/seed-100d3eb7/rejoinder"
	"github.com/seed-100d3eb7/rejoinder/sentiment"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

// slow is a tagger that takes its time and counts who is at work.
type slow struct{ working *atomic.Int32 }

func (slow) Card() sentiment.Card { return sentiment.Card{Name: "slow"} }

func (s slow) AppendScores(dst []sentiment.Scores, t *thread.Thread) []sentiment.Scores {
	s.working.Add(1)
	time.Sleep(time.Second)
	s.working.Add(-1)
	return append(dst, make([]sentiment.Scores, t.Len())...)
}

// No more threads are read ahead than two for each worker, and none is worked on
// when the loop has ended.
func TestAnalysesHoldFewThreads(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const workers = 3
		var working atomic.Int32
		read, handed, ahead := 0, 0, 0
		input := func(yield func(thread.Comment, error) bool) {
			for c, err := range comments(60, 2) {
				if c.Parent == "" {
					read++
				}
				if !yield(c, err) {
					return
				}
			}
		}
		for range rejoinder.Analyses(input, &rejoinder.Options{Workers: workers, Tagger: slow{&working}, Sentences: -1}) {
			ahead = max(ahead, read-handed)
			if handed++; handed == 20 {
				break
			}
		}
		if working.Load() != 0 {
			t.Errorf("%d threads are worked on behind the loop", working.Load())
		}
		// One thread more has begun to be read.
		if ahead > 2*workers+1 || ahead < workers {
			t.Errorf("%d threads are held", ahead)
		}
	})
}

// The total of one thread says of contagion what the thread says.
func TestTotalOfOneThread(t *testing.T) {
	r := rejoinder.NewReport(nil)
	var in []thread.Comment
	for i := range 60 {
		c := thread.Comment{ID: fmt.Sprint(i), Author: fmt.Sprint("a", i%7), Text: "You are an idiot."}
		if i%3 > 0 {
			c.Text = "The bridge is closed on Monday."
		}
		if i > 0 {
			c.Parent = fmt.Sprint(i / 2)
		}
		if i == 0 || i == 1 {
			c.Parent = ""
		}
		in = append(in, c)
	}
	th, err := thread.New(in, nil)
	if err != nil {
		t.Fatal(err)
	}
	a, err := rejoinder.AnalyzeThread(th, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Add(a)
	one, err := json.Marshal(a.Hostility.Contagion)
	if err != nil {
		t.Fatal(err)
	}
	all, err := json.Marshal(r.Total().Hostility.Contagion)
	if err != nil || string(one) != string(all) || !strings.Contains(string(one), `"pairs":`) {
		t.Errorf("%v\n%s\n%s", err, one, all)
	}
}

// Gephi takes an edge from a person to the same for a mistake.
func TestGEXFWithoutRepliesToOneself(t *testing.T) {
	r := reportOf(t, []thread.Comment{
		{ID: "1", Author: "ann", Text: "Yes."}, {ID: "2", Parent: "1", Author: "ann", Text: "And no."}, {ID: "3", Parent: "2", Author: "ben", Text: "Why?"},
	})
	a := r.Threads[0]
	var out bytes.Buffer
	if err := r.WriteGEXF(&out); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(out.String(), "<edge "); n != 1 || a.Interactions.Len() != 2 {
		t.Errorf("%d edges of %d pairs\n%s", n, a.Interactions.Len(), &out)
	}
}
