package resolve_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/internal/shareddata"
	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/resolve"
	"github.com/seed-100d3eb7/rejoinder/thread/sniff"
)

// export reads the threads of one file.
func export(t *testing.T, name string) []*thread.Thread {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	s, err := sniff.Open(f, nil)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	var list []*thread.Thread
	for th, err := range thread.Group(s.Comments(), nil) {
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		list = append(list, th)
	}
	return list
}

// TestExportsKept holds the recovery to what the exports of real threads state:
// no parent, author or time that is given changes, whatever the options.
func TestExportsKept(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(shareddata.Dir(t), "data/trees/exports-dev", "*.gold.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no exports: %v", err)
	}
	links := 0
	for _, gold := range files {
		name := strings.TrimSuffix(gold, ".gold.json")
		for _, before := range export(t, name) {
			for _, opt := range []*resolve.Options{nil, {Flat: true}, {Cap: 3, MinName: 0.01}} {
				after := resolve.Thread(before, opt)
				if after.Len() != before.Len() {
					t.Fatalf("%s: %d comments became %d", name, before.Len(), after.Len())
				}
				for n, c := range before.All() {
					m, ok := after.Lookup(c.ID)
					if !ok {
						t.Fatalf("%s: %s is lost", name, c.ID)
					}
					d := after.Comment(m)
					if given(c, before.ParentEvidence(n)) {
						links++
						if d.Parent != c.Parent || after.ParentEvidence(m) != before.ParentEvidence(n) {
							t.Errorf("%s: the parent of %s changed from %q to %q", filepath.Base(name), c.ID, c.Parent, d.Parent)
						}
					}
					if c.Author != "" && d.Author != c.Author {
						t.Errorf("%s: the author of %s changed from %q to %q", filepath.Base(name), c.ID, c.Author, d.Author)
					}
					if !c.Time.IsZero() && (!d.Time.Equal(c.Time) || d.Precision != c.Precision) {
						t.Errorf("%s: the time of %s changed from %v to %v", filepath.Base(name), c.ID, c.Time, d.Time)
					}
				}
			}
		}
	}
	if links < 1000 {
		t.Errorf("only %d given links were looked at", links)
	}
}

// given reports whether the source states the parent of c, which no nesting
// limit hides and no named addressee puts in question.
func given(c *thread.Comment, e thread.Evidence) bool {
	return c.Parent != "" && e.Origin == thread.Given && (c.Details == nil || c.Details.ReplyTo == "")
}

// TestFlatPages measures what quotations and names recover on pages that show
// no replies at all.
func TestFlatPages(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(shareddata.Dir(t), "data/trees/exports-dev", "*.phpbb.html"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	var all, linked, right int
	for _, name := range files {
		data, err := os.ReadFile(name + ".gold.json")
		if err != nil {
			t.Fatal(err)
		}
		var gold map[string]struct{ Parent *string }
		if err := json.Unmarshal(data, &gold); err != nil {
			t.Fatal(err)
		}
		for _, before := range export(t, name) {
			after := resolve.Thread(before, nil)
			for n, c := range after.All() {
				g, ok := gold[c.ID]
				if !ok {
					continue
				}
				all++
				if c.Parent == "" {
					continue
				}
				linked++
				if g.Parent != nil && *g.Parent == c.Parent {
					right++
				}
				if o := after.ParentEvidence(n).Origin; o != thread.Quoted && o != thread.Mentioned && o != thread.ReplyHeader {
					t.Errorf("%s: %s is linked by %v", filepath.Base(name), c.ID, o)
				}
			}
		}
	}
	t.Logf("%d posts, %d linked, %d of these rightly", all, linked, right)
	if all == 0 || 4*right < 3*linked || 4*linked < all {
		t.Errorf("of %d posts %d are linked, %d of these rightly", all, linked, right)
	}
}
