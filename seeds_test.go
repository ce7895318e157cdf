package rejoinder_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/internal/shareddata"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

// coded is one comment of the hand-coded page.
type coded struct {
	N       int             `json:"n"`
	Line    int32           `json:"line"`
	Level   int             `json:"level"`
	Missing json.RawMessage `json:"missing"`
	Shown   any             `json:"display_parent"`
	True    []any           `json:"true_parent"`
	Author  string          `json:"author"`
	Time    string          `json:"time"`
}

func readCoded(t *testing.T, path string) (comments []coded, lost coded) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		var c coded
		if err := json.Unmarshal(s.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		if c.Missing != nil && string(c.Missing) != "false" {
			lost = c
			continue
		}
		comments = append(comments, c)
	}
	return comments, lost
}

// TestRecoveryOnARealPage holds the flow, from plain text to recovered links,
// names and times, to a page coded by two people.
func TestRecoveryOnARealPage(t *testing.T) {
	dir := filepath.Join(shareddata.Dir(t), "seeds")
	pages, _ := filepath.Glob(filepath.Join(dir, "002_*.txt"))
	if len(pages) != 1 {
		t.Fatal("the page is not there")
	}
	gold, lost := readCoded(t, filepath.Join(dir, "gold", "s002.jsonl"))
	r := analyse(t, pages[0], nil)
	th := r.Threads[0].Thread
	at := map[int32]thread.Node{}
	var placeholder thread.Node
	for n, c := range th.All() {
		if th.Missing(n) {
			placeholder = n
			continue
		}
		at[c.Line] = n
	}
	name := map[thread.Node]any{thread.None: 0., placeholder: "missing-1"}
	for _, g := range gold {
		name[at[g.Line]] = float64(g.N)
	}
	fold := func(s string) string { return strings.ReplaceAll(strings.ToLower(s), " ", "") }
	shown, found, authors, times := 0, 0, 0, 0
	for _, g := range append(gold, lost) {
		n := placeholder
		if g.N > 0 {
			n = at[g.Line]
			if name[th.Displayed(n)] == g.Shown {
				shown++
			}
			if slices.Contains(g.True, name[th.Parent(n)]) {
				found++
			}
		}
		c := th.Comment(n)
		switch {
		case c.Author != "" && fold(c.Author) == fold(g.Author):
			authors++
		case c.Author != "" && g.Author != "" && th.AuthorEvidence(n).Confidence >= 0.9:
			t.Errorf("comment %d: %s at %.2f is wrong", g.N, c.Author, th.AuthorEvidence(n).Confidence)
		}
		if g.Time != "" && !c.Time.IsZero() {
			if got := c.Time.Format("2006-01-02T15:04"); got != g.Time[:16] {
				t.Errorf("comment %d: time %s, coded %s", g.N, got, g.Time)
			}
			times++
		}
	}
	t.Logf("%d displayed and %d true parents of 63, %d authors, %d times", shown, found, authors, times)
	// The placeholder's time is one more than the five that comments have.
	if shown != 63 || found < 61 || authors < 26 || times < 6 {
		t.Errorf("%d displayed and %d true parents of 63, %d authors, %d times", shown, found, authors, times)
	}
	if c := th.Comment(placeholder); c.Author != lost.Author || c.Time.Format("2006-01-02T15:04") != lost.Time {
		t.Errorf("the lost comment is by %s at %s", c.Author, c.Time)
	}
}
