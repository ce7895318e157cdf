package target

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/internal/shareddata"
	"github.com/seed-100d3eb7/rejoinder/sentiment"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

type seedRow struct {
	N       int             `json:"n"`
	Line    int             `json:"line"`
	Level   int             `json:"level"`
	Display json.RawMessage `json:"display_parent"`
	Author  string          `json:"author"`
	Lavery  []string        `json:"stance_lavery"`
	Starmer []string        `json:"stance_starmer"`
	Missing int             `json:"missing"`
}

var itemMark = regexp.MustCompile(`^\s*\d+\. `)

// seedThread reads the coded page with the places of its comments as coded, so
// that this test rests on no reader.
func seedThread(tb testing.TB) (*thread.Thread, []seedRow, string) {
	tb.Helper()
	dir := shareddata.Dir(tb)
	pages, _ := filepath.Glob(filepath.Join(dir, "seeds", "002_*.txt"))
	if len(pages) != 1 {
		tb.Fatal("seed page 002 not found")
	}
	page, err := os.ReadFile(pages[0])
	if err != nil {
		tb.Fatal(err)
	}
	lines := strings.Split(string(page), "\n")
	f, err := os.Open(filepath.Join(dir, "seeds", "gold", "s002.jsonl"))
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	var rows []seedRow
	for s := bufio.NewScanner(f); s.Scan(); {
		var r seedRow
		if err := json.Unmarshal(s.Bytes(), &r); err != nil {
			tb.Fatal(err)
		}
		if r.Missing == 0 {
			rows = append(rows, r)
		}
	}
	comments := []thread.Comment{}
	for i, r := range rows {
		end := len(lines)
		if i+1 < len(rows) {
			end = rows[i+1].Line - 1
		}
		body := append([]string(nil), lines[r.Line-1:end]...)
		body[0] = itemMark.ReplaceAllString(body[0], "")
		for k := range body {
			body[k] = strings.TrimSpace(body[k])
		}
		c := thread.Comment{ID: fmt.Sprint(r.N), Text: strings.TrimSpace(strings.Join(body, "\n"))}
		if p := strings.Trim(string(r.Display), `"`); p != "0" {
			c.Parent = p
		}
		comments = append(comments, c)
	}
	t, err := thread.New(comments, nil)
	if err != nil {
		tb.Fatal(err)
	}
	return t, rows, strings.Join(lines[:rows[0].Line-1], "\n")
}

func TestSeedTargets(tb *testing.T) {
	t, _, context := seedThread(tb)
	for _, opt := range []*Options{nil, {Context: context}} {
		got := Find(t, opt)
		if len(got) < 5 || got[0].Name != "Ian Lavery" || got[0].Kind != Person {
			tb.Fatalf("first target is %+v", got[:1])
		}
		// The party, its next leader and its last are what a reader names
		// next, in whatever order.
		for _, want := range []string{"Labour", "Starmer", "Corbyn"} {
			if i := slices.IndexFunc(got, func(x Target) bool { return strings.Contains(x.Name, want) }); i < 0 || i > 4 {
				tb.Errorf("%s at place %d", want, i)
			}
		}
		for _, x := range got {
			for _, name := range []string{"Steve", "Danny", "Joseph", "heenan", "Bernie", "Rob"} {
				if strings.HasPrefix(x.Name, name) {
					tb.Errorf("participant %q among the targets", x.Name)
				}
			}
		}
	}
}

// agreement counts the comments of the seed page on whose stance towards a
// target the model and a coder agree. Absent means neither.
func agreement(tb testing.TB, t *thread.Thread, rows []seedRow, scores []sentiment.Scores, name string, gold func(*seedRow) []string, log bool) int {
	tb.Helper()
	right := 0
	for i := range rows {
		n, ok := t.Lookup(fmt.Sprint(rows[i].N))
		if !ok {
			tb.Fatal("comment lost")
		}
		got, p := "none", sentiment.TargetStance{}
		for _, s := range scores[n].Targets {
			if s.Target == name {
				p = s
				if l := s.Label(0); l == sentiment.Favor || l == sentiment.Against {
					got = l.String()
				}
			}
		}
		if slices.Contains(gold(&rows[i]), got) {
			right++
		} else if log {
			tb.Logf("%d: %s, coded %v %.2f %.2f %.2f", rows[i].N, got, gold(&rows[i]), p.Favor, p.Against, p.Neither)
		}
	}
	return right
}

func TestSeedStance(tb *testing.T) {
	t, rows, context := seedThread(tb)
	for _, opt := range []*Options{nil, {Context: context}} {
		targets := Find(t, opt)
		scores := make([]sentiment.Scores, t.Len())
		English().Stances(t, targets, scores)
		right := agreement(tb, t, rows, scores, "Ian Lavery", func(r *seedRow) []string { return r.Lavery }, testing.Verbose())
		tb.Logf("towards Ian Lavery: %d of %d", right, len(rows))
		name := targets[slices.IndexFunc(targets, func(x Target) bool { return strings.Contains(x.Name, "Starmer") })].Name
		tb.Logf("towards %s: %d of %d", name, agreement(tb, t, rows, scores, name, func(r *seedRow) []string { return r.Starmer }, false), len(rows))
	}
}
