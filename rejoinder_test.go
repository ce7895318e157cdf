package rejoinder_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/seed-100d3eb7/rejoinder"
	"github.com/seed-100d3eb7/rejoinder/internal/golden"
	"github.com/seed-100d3eb7/rejoinder/internal/shareddata"
	"github.com/seed-100d3eb7/rejoinder/sentiment"
	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/plaintext"
)

func analyse(t *testing.T, path string, opt *rejoinder.Options) *rejoinder.Report {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := rejoinder.Analyze(plaintext.Read(f, nil), opt)
	if err != nil {
		t.Fatal(err)
	}
	r.Source = rejoinder.Source{Name: filepath.Base(path), Format: "plaintext"}
	return r
}

// TestReports compares the whole report on each thread of testdata with the
// one beside it.
func TestReports(t *testing.T) {
	pages, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(pages) < 12 {
		t.Fatalf("%d pages in testdata, %v", len(pages), err)
	}
	for _, page := range pages {
		t.Run(filepath.Base(page), func(t *testing.T) {
			r := analyse(t, page, nil)
			// The hash changes with every byte of the model; the goldens are
			// to change with what it says.
			for i := range r.Models {
				r.Models[i].SHA256 = ""
			}
			var text bytes.Buffer
			if err := r.WriteText(&text, nil); err != nil {
				t.Fatal(err)
			}
			golden.Check(t, strings.TrimSuffix(page, ".txt")+".report", text.Bytes())
			checkJSON(t, r)
		})
	}
}

// contract is what the JSON form promises, read back.
type contract struct {
	Tool    string
	Version string
	Model   struct{ Name, Version, SHA256 string }
	Source  struct{ Name, Format string }
	Threads []struct {
		ID       string
		Comments []struct {
			ID        string
			Parent    *string
			Displayed *string `json:"displayed_parent"`
			Missing   *bool
			Line      int
			Text      string
			Hostility *struct {
				Score float64
				Label string
				Spans []struct{ Start, End int }
			}
			Stance *struct {
				Parent *struct{ Agree, Disagree, Neutral, Query float64 }
			}
		}
		Faults                                                         []struct{ Kind, Comment, Detail string }
		Shape, Latency, Participation, Interactions, Hostility, Stance json.RawMessage
	}
}

func checkJSON(t *testing.T, r *rejoinder.Report) {
	t.Helper()
	var buf bytes.Buffer
	if err := r.WriteJSON(&buf); err != nil {
		t.Fatal(err)
	}
	var c contract
	if err := json.Unmarshal(buf.Bytes(), &c); err != nil {
		t.Fatal(err)
	}
	if c.Tool != "rejoinder" || c.Version != rejoinder.Version || c.Threads == nil {
		t.Errorf("head of the report: %.200s", buf.String())
	}
	for _, th := range c.Threads {
		ids := map[string]bool{}
		for _, m := range th.Comments {
			ids[m.ID] = true
		}
		for _, m := range th.Comments {
			for _, p := range []*string{m.Parent, m.Displayed} {
				if p != nil && !ids[*p] {
					t.Errorf("%s answers %s, which is not there", m.ID, *p)
				}
			}
			if m.Missing == nil {
				t.Errorf("%s does not say whether it is missing", m.ID)
			}
			if m.Hostility != nil {
				for _, s := range m.Hostility.Spans {
					if s.Start < 0 || s.Start >= s.End || s.End > len(m.Text) {
						t.Errorf("%s: span %d to %d of %d bytes", m.ID, s.Start, s.End, len(m.Text))
					}
				}
			}
			if m.Stance != nil && m.Stance.Parent != nil {
				p := m.Stance.Parent
				if sum := p.Agree + p.Disagree + p.Neutral + p.Query; sum < 0.999 || sum > 1.001 {
					t.Errorf("%s: stances sum to %v", m.ID, sum)
				}
			}
		}
		for name, raw := range map[string]json.RawMessage{"shape": th.Shape, "latency": th.Latency,
			"participation": th.Participation, "interactions": th.Interactions, "hostility": th.Hostility, "stance": th.Stance} {
			if len(raw) == 0 || raw[0] != '{' {
				t.Errorf("%s: %.40q is no object", name, raw)
			}
		}
	}
}

func comments(n, perThread int) iter.Seq2[thread.Comment, error] {
	return func(yield func(thread.Comment, error) bool) {
		for i := range n {
			c := thread.Comment{ID: fmt.Sprint(i), Thread: fmt.Sprint("t", i/perThread), Text: "That is not true."}
			if i%perThread > 0 {
				c.Parent = fmt.Sprint(i - 1)
			}
			if !yield(c, nil) {
				return
			}
		}
	}
}

func TestAnalysesKeepTheOrderOfTheInput(t *testing.T) {
	for _, workers := range []int{1, 3, 8} {
		i := 0
		for a, err := range rejoinder.Analyses(comments(200, 4), &rejoinder.Options{Workers: workers}) {
			if err != nil {
				t.Fatal(err)
			}
			if want := fmt.Sprint("t", i); a.ID != want {
				t.Fatalf("%d workers: thread %s where %s was due", workers, a.ID, want)
			}
			i++
		}
		if i != 50 {
			t.Errorf("%d workers: %d threads", workers, i)
		}
	}
}

func TestAnalysesStop(t *testing.T) {
	// The bubble fails where a goroutine is left that waits for ever.
	synctest.Test(t, func(t *testing.T) {
		for range rejoinder.Analyses(comments(1000, 2), &rejoinder.Options{Workers: 4}) {
			break
		}
	})
}

func TestErrors(t *testing.T) {
	broken := errors.New("disk on fire")
	in := func(yield func(thread.Comment, error) bool) {
		_ = yield(thread.Comment{ID: "a", Thread: "x"}, nil) &&
			yield(thread.Comment{}, &thread.RecordError{Line: 2, Err: errors.New("no id")}) &&
			yield(thread.Comment{ID: "b", Parent: "a", Thread: "x"}, nil) &&
			yield(thread.Comment{}, broken)
	}
	r, err := rejoinder.Analyze(in, nil)
	if !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
	if r.Skipped != 1 || len(r.Threads) != 1 || r.Threads[0].Thread.Len() != 2 {
		t.Errorf("%d skipped, %d threads", r.Skipped, len(r.Threads))
	}
	bad := 0
	r, _ = rejoinder.Analyze(in, &rejoinder.Options{Bad: func(*thread.RecordError) { bad++ }})
	if bad != 1 || r.Skipped != 1 {
		t.Errorf("Bad called %d times, %d skipped", bad, r.Skipped)
	}
}

// shortTagger leaves the last comment of a thread out.
type shortTagger struct{}

func (shortTagger) Card() sentiment.Card { return sentiment.Card{Name: "short"} }

func (shortTagger) AppendScores(dst []sentiment.Scores, t *thread.Thread) []sentiment.Scores {
	return append(dst, make([]sentiment.Scores, t.Len()-1)...)
}

func TestTaggerOfTheWrongLength(t *testing.T) {
	for _, workers := range []int{1, 4} {
		r, err := rejoinder.Analyze(comments(40, 4), &rejoinder.Options{Tagger: shortTagger{}, Workers: workers})
		wrong, ok := errors.AsType[*rejoinder.TaggerError](err)
		if !ok || wrong.Tagger != "short" || wrong.Thread != "t0" || wrong.Got != 3 || wrong.Want != 4 || len(r.Threads) != 0 {
			t.Errorf("%v, %d threads", err, len(r.Threads))
		}
	}
}

func TestThreadsOfOnesOwn(t *testing.T) {
	th, err := thread.New([]thread.Comment{
		{ID: "a", Author: "Ann", Text: "Yes."}, {ID: "b", Parent: "a", Author: "Ben", Text: "No, you idiot."},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	a, err := rejoinder.AnalyzeThread(th, nil)
	if err != nil || a.ID != "t1" || len(a.Scores) != 2 || a.Shape.Depth != 2 || a.Interactions.Len() != 2 {
		t.Errorf("%+v, %v", a, err)
	}
	// An Analysis made by hand, without its measures, is written all the same.
	r := rejoinder.NewReport(nil)
	r.Add(a)
	r.Add(&rejoinder.Analysis{ID: "bare", Thread: th})
	err = errors.Join(r.WriteText(io.Discard, nil), r.WriteJSON(io.Discard), r.WriteHTML(io.Discard),
		r.WriteGEXF(io.Discard), r.WriteTables(t.TempDir()))
	if err != nil {
		t.Error(err)
	}
}

func TestUntagged(t *testing.T) {
	r, err := rejoinder.Analyze(comments(4, 2), &rejoinder.Options{Untagged: true})
	if err != nil || len(r.Threads) != 2 || r.Threads[0].Scores != nil || r.Threads[0].Hostility != nil {
		t.Errorf("%+v, %v", r, err)
	}
	var text bytes.Buffer
	if err := r.WriteText(&text, nil); err != nil || strings.Contains(text.String(), "Hostility") {
		t.Errorf("%v\n%s", err, &text)
	}
}

// TestSeeds runs the whole flow on the real pages.
func TestSeeds(t *testing.T) {
	dir := filepath.Join(shareddata.Dir(t), "seeds")
	want := map[string][2]int{"000": {}, "001": {}, "002": {63, 1}, "003": {23, 1}, "004": {}}
	pages, _ := filepath.Glob(filepath.Join(dir, "*.txt"))
	if len(pages) != len(want) {
		t.Fatalf("%d seeds", len(pages))
	}
	for _, page := range pages {
		name := filepath.Base(page)[:3]
		r := analyse(t, page, nil)
		var got [2]int
		for _, a := range r.Threads {
			got[0] += a.Known.Comments
			got[1] += a.Known.Lost
		}
		if got != want[name] {
			t.Errorf("seed %s: %d comments and %d lost, want %v", name, got[0], got[1], want[name])
		}
		checkJSON(t, r)
		var once, again bytes.Buffer
		r.WriteJSON(&once)
		analyse(t, page, nil).WriteJSON(&again)
		if !bytes.Equal(once.Bytes(), again.Bytes()) {
			t.Errorf("seed %s: two runs differ", name)
		}
	}
}

// Comments of a dump come as they were written, thread by thread in none.
func TestMixedThreads(t *testing.T) {
	var in []thread.Comment
	for c := range comments(40, 4) {
		in = append(in, c)
	}
	slices.SortStableFunc(in, func(a, b thread.Comment) int { return len(a.Parent) - len(b.Parent) })
	want, err := rejoinder.Analyze(comments(40, 4), &rejoinder.Options{Untagged: true})
	if err != nil {
		t.Fatal(err)
	}
	got, err := rejoinder.Analyze(func(yield func(thread.Comment, error) bool) {
		for _, c := range in {
			if !yield(c, nil) {
				return
			}
		}
	}, &rejoinder.Options{Untagged: true})
	if err != nil || len(got.Threads) != len(want.Threads) {
		t.Fatalf("%d threads, want %d, %v", len(got.Threads), len(want.Threads), err)
	}
	for i, a := range got.Threads {
		if w := want.Threads[i]; a.ID != w.ID || a.Thread.Len() != w.Thread.Len() || len(a.Thread.Faults()) > 0 {
			t.Errorf("%s: %d comments, %v; want %s, %d", a.ID, a.Thread.Len(), a.Thread.Faults(), w.ID, w.Thread.Len())
		}
	}
}
