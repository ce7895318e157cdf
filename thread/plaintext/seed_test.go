package plaintext_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/internal/shareddata"
	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/plaintext"
)

func parseFile(t *testing.T, path string) []thread.Comment {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	got, err := plaintext.Parse(string(data), nil)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// TestSeedPages counts the comments of five real pages, two of which have a
// comment section.
func TestSeedPages(t *testing.T) {
	dir := filepath.Join(shareddata.Dir(t), "seeds")
	for name, want := range map[string][2]int{
		"000_d9ca3ea79ec72c5c.txt": {}, "001_36847382ad8f68eb.txt": {}, "004_0752b66375611871.txt": {},
		"002_1fc9d76a256c7b8d.txt": {63, 1}, "003_54a51d0ee3695c5b.txt": {23, 1},
	} {
		var n [2]int
		for _, c := range parseFile(t, filepath.Join(dir, name)) {
			if c.Status == thread.Missing {
				n[1]++
			} else {
				n[0]++
			}
		}
		if n != want {
			t.Errorf("%s: %d comments and %d lost, want %d and %d", name, n[0], n[1], want[0], want[1])
		}
	}
}

// TestSeedTree compares the displayed tree of one page with its coded truth.
func TestSeedTree(t *testing.T) {
	dir := filepath.Join(shareddata.Dir(t), "seeds")
	got := parseFile(t, filepath.Join(dir, "002_1fc9d76a256c7b8d.txt"))
	file, err := os.Open(filepath.Join(dir, "gold", "s002.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	number := map[string]int{} // n of the gold by ID, 0 for a placeholder
	n := 0
	for i := range got {
		if got[i].Status == thread.Visible {
			n++
			number[got[i].ID] = n
		}
	}
	real := make([]*thread.Comment, 0, n)
	for i := range got {
		if got[i].Status == thread.Visible {
			real = append(real, &got[i])
		}
	}
	var lostChildren []int
	for s := bufio.NewScanner(file); s.Scan(); {
		var g struct {
			N, Line, Level, Ordinal, Missing int
			DisplayParent                    any `json:"display_parent"`
			Children                         []int
			AfterN                           int `json:"after_n"`
		}
		if err := json.Unmarshal(s.Bytes(), &g); err != nil {
			t.Fatal(err)
		}
		if g.Missing > 0 {
			lostChildren = g.Children
			for i := range got {
				if got[i].Status == thread.Missing && (number[got[i-1].ID] != g.AfterN || got[i].Level != int32(g.Level)) {
					t.Errorf("%s follows comment %d at level %d, want %d and %d", got[i].ID, number[got[i-1].ID], got[i].Level, g.AfterN, g.Level)
				}
			}
			continue
		}
		c := real[g.N-1]
		if int(c.Line) != g.Line || int(c.Level) != g.Level || int(c.Ordinal) != g.Ordinal {
			t.Errorf("comment %d: line %d level %d ordinal %d, want %d %d %d", g.N, c.Line, c.Level, c.Ordinal, g.Line, g.Level, g.Ordinal)
		}
		if want, ok := g.DisplayParent.(float64); ok && number[c.Parent] != int(want) {
			t.Errorf("comment %d: parent %q, want comment %v", g.N, c.Parent, want)
		} else if !ok && c.Parent != "m1" {
			t.Errorf("comment %d: parent %q, want the lost comment", g.N, c.Parent)
		}
	}
	var children []int
	for _, c := range real {
		if c.Parent == "m1" {
			children = append(children, number[c.ID])
		}
	}
	if len(children) != len(lostChildren) || len(children) != 2 || children[0] != lostChildren[0] || children[1] != lostChildren[1] {
		t.Errorf("replies to the lost comment: %v, want %v", children, lostChildren)
	}
}
