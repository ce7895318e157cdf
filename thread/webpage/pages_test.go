package webpage

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// expected is one line of a .gold file.
type expected struct {
	ID, Parent, Author, Time, Text, Status string
	Level                                  int32
}

func golden(t *testing.T, name string) []expected {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []expected
	for sc := bufio.NewScanner(f); sc.Scan(); {
		var e expected
		if err := json.Unmarshal(sc.Bytes(), &e); err != nil {
			t.Fatal(err)
		}
		out = append(out, e)
	}
	return out
}

// TestPages reads pages in the shape of known software, and of none, and
// compares every field with what the page was written from.
func TestPages(t *testing.T) {
	files, _ := filepath.Glob("testdata/pages/*.html")
	if len(files) < 30 {
		t.Errorf("only %d pages", len(files))
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".html"), func(t *testing.T) {
			p := readFile(t, name)
			want := golden(t, strings.TrimSuffix(name, ".html")+".gold")
			if len(p.Comments) != len(want) {
				t.Fatalf("%q: %d comments, want %d: %v", p.Engine, len(p.Comments), len(want), outline(p.Comments))
			}
			for i, w := range want {
				c := p.Comments[i]
				if c.ID != w.ID || c.Parent != w.Parent || c.Level != w.Level {
					t.Errorf("%s #%d: id %q parent %q level %d, want %q %q %d", p.Engine, i, c.ID, c.Parent, c.Level, w.ID, w.Parent, w.Level)
				}
				if c.Author != w.Author {
					t.Errorf("%s %s: author %q, want %q", p.Engine, w.ID, c.Author, w.Author)
				}
				if c.Text != w.Text {
					t.Errorf("%s %s: text %q\nwant %q", p.Engine, w.ID, c.Text, w.Text)
				}
				got := ""
				if !c.Time.IsZero() {
					got = c.Time.Format(time.RFC3339)
				}
				if got != w.Time {
					t.Errorf("%s %s: time %s, want %s", p.Engine, w.ID, got, w.Time)
				}
				status := ""
				if c.Status != thread.Visible {
					status = c.Status.String()
				}
				if status != w.Status {
					t.Errorf("%s %s: status %q, want %q", p.Engine, w.ID, status, w.Status)
				}
			}
		})
	}
}

func outline(cs []thread.Comment) string {
	var b strings.Builder
	for _, c := range cs {
		b.WriteString("\n" + strings.Repeat("  ", int(c.Level)) + c.ID + " " + c.Author + ": " + c.Text[:min(len(c.Text), 50)])
	}
	return b.String()
}
