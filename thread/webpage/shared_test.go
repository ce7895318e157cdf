package webpage

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/seed-100d3eb7/rejoinder/internal/shareddata"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

type goldComment struct {
	ID          string  `json:"id"`
	Author      string  `json:"author"`
	Time        string  `json:"time"`
	Shown       int32   `json:"shown"`
	Parent      *string `json:"parent"`
	ShownParent *string `json:"shown_parent"`
	Structural  *string `json:"structural_parent"`
}

func readFile(tb testing.TB, path string) *Page {
	tb.Helper()
	f, err := os.Open(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	p, err := ReadPage(f, nil)
	if err != nil {
		tb.Fatalf("%s: %v", path, err)
	}
	return p
}

// TestDevelopmentPages reads the WordPress pages of the shared development set.
func TestDevelopmentPages(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(shareddata.Dir(t), "data/trees/dev/html/*.html"))
	if len(files) == 0 {
		t.Fatal("no pages")
	}
	total, right, deep, deepRight, up, upRight := 0, 0, 0, 0, 0, 0
	for _, name := range files {
		p := readFile(t, name)
		var gold struct {
			Cap  int32
			Gold []goldComment
		}
		b, err := os.ReadFile(strings.TrimSuffix(name, ".html") + ".gold.json")
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(b, &gold); err != nil {
			t.Fatal(err)
		}
		if len(p.Comments) != len(gold.Gold) {
			t.Errorf("%s: %d comments, want %d", filepath.Base(name), len(p.Comments), len(gold.Gold))
			continue
		}
		named := p.Comments[0].Author != "" // some of the pages hide names and dates
		at := map[string]int{}
		for i, g := range gold.Gold {
			c := p.Comments[i]
			at[g.ID] = i
			total++
			want := ""
			if g.ShownParent != nil {
				want = p.Comments[at[*g.ShownParent]].ID
			}
			if c.Parent == want {
				right++
			}
			same := g.Parent == nil && g.ShownParent == nil || g.Parent != nil && g.ShownParent != nil && *g.Parent == *g.ShownParent
			if g.Shown >= gold.Cap {
				deep++
				if same {
					deepRight++
				}
			} else {
				up++
				if same {
					upRight++
				}
			}
			if named && c.Author != g.Author {
				t.Errorf("%s %s: author %q, want %q", filepath.Base(name), c.ID, c.Author, g.Author)
			}
			if w, err := time.Parse(time.RFC3339, g.Time); named && err == nil && !c.Time.Equal(w) {
				t.Errorf("%s %s: time %v, want %v", filepath.Base(name), c.ID, c.Time, w)
			}
			if c.Text == "" {
				t.Errorf("%s %s: no text", filepath.Base(name), c.ID)
			}
		}
	}
	t.Logf("%d pages, %d comments, %d displayed parents right; true parent is the displayed one for %d of %d at the cap, %d of %d above", len(files), total, right, deepRight, deep, upRight, up)
	if right != total {
		t.Errorf("%d of %d displayed parents", right, total)
	}
}

// TestExportPages reads the Hacker News, old Reddit, phpBB and JSON-LD pages
// of the shared development set.
func TestExportPages(t *testing.T) {
	dir := filepath.Join(shareddata.Dir(t), "data/trees/exports-dev")
	for _, kind := range []string{"hn", "oldreddit", "phpbb", "jsonld"} {
		files, _ := filepath.Glob(filepath.Join(dir, "*."+kind+".html"))
		for _, name := range files {
			t.Run(filepath.Base(name), func(t *testing.T) {
				p := readFile(t, name)
				gold := map[string]goldComment{}
				b, err := os.ReadFile(name + ".gold.json")
				if err != nil {
					t.Fatal(err)
				}
				if err := json.Unmarshal(b, &gold); err != nil {
					t.Fatal(err)
				}
				if len(p.Comments) != len(gold) {
					t.Fatalf("%s: %d comments, want %d", p.Engine, len(p.Comments), len(gold))
				}
				for _, c := range p.Comments {
					g := gold[c.ID]
					if kind == "hn" || kind == "oldreddit" {
						// Those pages spell names as their sites allow.
						g.Author, c.Author = letters(g.Author), letters(c.Author)
					}
					if err := against(c, g); err != nil {
						t.Errorf("%s: %v", c.ID, err)
					}
				}
			})
		}
	}
}

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') {
			return -1
		}
		return r
	}, s)
}

func against(c thread.Comment, g goldComment) error {
	want := ""
	if g.Structural != nil {
		want = *g.Structural
	}
	if c.Parent != want {
		return fmt.Errorf("parent %q, want %q", c.Parent, want)
	}
	if c.Author != g.Author {
		return fmt.Errorf("author %q, want %q", c.Author, g.Author)
	}
	if w, err := time.Parse(time.RFC3339, g.Time); err == nil && !c.Time.Equal(w) {
		return fmt.Errorf("time %v, want %v", c.Time, w)
	}
	return nil
}
