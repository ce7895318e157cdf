package resolve

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

// goldComment is one line of the hand-coded truth.
type goldComment struct {
	N          int             `json:"n"`
	Missing    int             `json:"missing"`
	AfterN     int             `json:"after_n"`
	Line       int             `json:"line"`
	Level      int32           `json:"level"`
	Ordinal    int32           `json:"ordinal"`
	Display    json.RawMessage `json:"display_parent"`
	True       []any           `json:"true_parent"`
	Author     string          `json:"author"`
	Confidence string          `json:"author_confidence"`
	Time       string          `json:"time"`
}

func name(v any) string {
	switch v := v.(type) {
	case float64:
		if v == 0 {
			return ""
		}
		return "c" + itoa(int(v))
	case string:
		return strings.Replace(v, "missing-", "m", 1)
	}
	return ""
}

func itoa(n int) string { b, _ := json.Marshal(n); return string(b) }

// seed reads a seed page as its displayed tree and the truth.
func seed(t testing.TB, page string) (*thread.Thread, []goldComment) {
	dir := filepath.Join(shareddata.Dir(t), "seeds")
	texts, err := filepath.Glob(filepath.Join(dir, page+"_*.txt"))
	if err != nil || len(texts) != 1 {
		t.Fatalf("seed %s: %v %v", page, texts, err)
	}
	data, err := os.ReadFile(texts[0])
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(data), "\n")
	f, err := os.Open(filepath.Join(dir, "gold", "s"+page+".jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var gold []goldComment
	for sc := bufio.NewScanner(f); sc.Scan(); {
		var g goldComment
		if err := json.Unmarshal(sc.Bytes(), &g); err != nil {
			t.Fatal(err)
		}
		if g.Missing > 0 {
			at := slices.IndexFunc(gold, func(x goldComment) bool { return x.N == g.AfterN })
			gold = slices.Insert(gold, at+1, g)
			continue
		}
		gold = append(gold, g)
	}
	var in []thread.Comment
	for k, g := range gold {
		if g.Missing > 0 {
			in = append(in, thread.Comment{ID: "m" + itoa(g.Missing), Level: g.Level, Status: thread.Missing,
				Provenance: &thread.Provenance{Parent: thread.Evidence{Origin: thread.Nested, Confidence: 0.9, Cue: "numbering restarts"}}})
			continue
		}
		end := len(lines)
		for _, h := range gold[k+1:] {
			if h.Line > 0 {
				end = h.Line - 1
				break
			}
		}
		var text []string
		for n, l := range lines[g.Line-1 : end] {
			l = strings.TrimSpace(l)
			if n == 0 {
				_, l, _ = strings.Cut(l, ". ")
			}
			if g.N == gold[len(gold)-1].N && n > 12 {
				break
			}
			text = append(text, l)
		}
		var display any
		if err := json.Unmarshal(g.Display, &display); err != nil {
			t.Fatal(err)
		}
		parent := name(display)
		in = append(in, thread.Comment{ID: "c" + itoa(g.N), Parent: parent, Level: g.Level, Ordinal: g.Ordinal, Line: int32(g.Line), Text: strings.TrimSpace(strings.Join(text, "\n")),
			Provenance: &thread.Provenance{Displayed: parent, Parent: thread.Evidence{Origin: thread.Nested, Confidence: 0.98, Cue: "indentation"}}})
	}
	th, err := thread.New(in, nil)
	if err != nil {
		t.Fatal(err)
	}
	return th, gold
}

// TestSeed measures the recovery on a hand-coded page.
func TestSeed(t *testing.T) {
	before, gold := seed(t, "002")
	after := Thread(before, nil)
	if after.Len() != before.Len() {
		t.Fatalf("%d comments became %d", before.Len(), after.Len())
	}
	depths := before.Depths(nil)
	var capped, right, times, authors, wrongSure int
	for _, g := range gold {
		id := "c" + itoa(g.N)
		if g.Missing > 0 {
			id = "m" + itoa(g.Missing)
		}
		n, ok := after.Lookup(id)
		if !ok {
			t.Fatalf("%s is lost", id)
		}
		old, _ := before.Lookup(id)
		c := after.Comment(n)
		var accepted []string
		for _, v := range g.True {
			accepted = append(accepted, name(v))
		}
		if depths[old] == 3 && before.Parent(old) != thread.None && g.Missing == 0 {
			// the first of a run can only answer the parent shown
			if first := before.Parent(old) + 1; old != first {
				capped++
				if slices.Contains(accepted, c.Parent) {
					right++
				} else {
					t.Logf("%s answers %v, not %s (%s)", id, accepted, c.Parent, c.Provenance.Parent.Cue)
				}
			}
		} else if g.Missing == 0 && !slices.Contains(accepted, c.Parent) {
			t.Logf("%s (level %d) answers %v, not %q (%s)", id, g.Level, accepted, c.Parent, c.Provenance.Parent.Cue)
		}
		if c.Author != "" {
			e := after.AuthorEvidence(n)
			switch {
			case g.Author == "" || g.Confidence == "low":
				t.Logf("%s: %s %.2f %s %s (gold silent)", id, c.Author, e.Confidence, e.Origin, e.Cue)
			case fold(g.Author) == fold(c.Author) || fold(strings.Fields(g.Author)[0]) == fold(c.Author):
				authors++
			default:
				if e.Confidence >= 0.9 {
					wrongSure++
				}
				t.Logf("%s: %s, not %s (%.2f, %s)", id, g.Author, c.Author, e.Confidence, e.Cue)
			}
		} else if g.Author != "" && g.Confidence != "low" {
			t.Logf("%s: %s not found (%s)", id, g.Author, g.Confidence)
		}
		if g.Missing == 0 && !c.Time.IsZero() {
			if got := c.Time.Format("2006-01-02T15:04"); got == g.Time {
				times++
			} else {
				t.Errorf("%s: time %s, not %s", id, got, g.Time)
			}
		}
		if g.Missing > 0 && (c.Author != g.Author || c.Time.Format("2006-01-02T15:04") != g.Time) {
			t.Errorf("the lost comment is %s's of %s, not %s's of %s", g.Author, g.Time, c.Author, c.Time)
		}
	}
	t.Logf("capped items right: %d of %d; times %d; authors %d", right, capped, times, authors)
	if right < capped-1 || times != 5 || authors < 26 || wrongSure > 0 {
		t.Errorf("capped %d of %d, times %d (5), authors %d (26), wrong and sure %d (0)", right, capped, times, authors, wrongSure)
	}
	if n, _ := after.Lookup("c59"); after.Comment(n).Parent != "c39" {
		t.Errorf("the top-level answer to another branch hangs on %q", after.Comment(n).Parent)
	}
}

func fold(s string) string { return strings.ToLower(strings.ReplaceAll(s, " ", "")) }
