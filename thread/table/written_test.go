package table_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/seed-100d3eb7/rejoinder"
	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/plaintext"
	"github.com/seed-100d3eb7/rejoinder/thread/table"
)

// TestReportsComeBack holds that what a report writes today is read back: trees,
// what they are shown as, authors, and what of them was inferred.
func TestReportsComeBack(t *testing.T) {
	f, err := os.Open("../../testdata/leadership-contest.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	report, err := rejoinder.Analyze(plaintext.Read(f, nil), &rejoinder.Options{Untagged: true})
	if err != nil || len(report.Threads) != 1 {
		t.Fatal(err, len(report.Threads))
	}
	report.Source.Name = "a.txt"
	dir := t.TempDir()
	var asJSON bytes.Buffer
	if err := report.WriteTables(dir); err != nil {
		t.Fatal(err)
	}
	if err := report.WriteJSON(&asJSON); err != nil {
		t.Fatal(err)
	}
	asCSV, err := os.ReadFile(filepath.Join(dir, "comments.csv"))
	if err != nil {
		t.Fatal(err)
	}
	want := report.Threads[0].Thread
	for name, data := range map[string][]byte{"csv": asCSV, "json": asJSON.Bytes()} {
		var comments []thread.Comment
		for c, err := range table.Read(bytes.NewReader(data), nil) {
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if c.Thread != report.Threads[0].ID {
				t.Errorf("%s: thread %q of %s", name, c.Thread, c.ID)
			}
			comments = append(comments, c)
		}
		got, err := thread.New(comments, nil)
		if err != nil || got.Len() != want.Len() {
			t.Fatalf("%s: %v, %d comments of %d", name, err, got.Len(), want.Len())
		}
		id := func(t *thread.Thread, n thread.Node) string {
			if n == thread.None {
				return ""
			}
			return t.Comment(n).ID
		}
		for n := range want.ByInput() {
			w := want.Comment(n)
			m, ok := got.Lookup(w.ID)
			if !ok {
				t.Errorf("%s: %s is lost", name, w.ID)
				continue
			}
			g := got.Comment(m)
			if id(got, got.Parent(m)) != id(want, want.Parent(n)) || id(got, got.Displayed(m)) != id(want, want.Displayed(n)) || g.Author != w.Author || g.Text != w.Text || !g.Time.Equal(w.Time) || g.Level != w.Level || got.Missing(m) != want.Missing(n) {
				t.Errorf("%s: %+v, want %+v", name, g, w)
			}
			if a, b := got.ParentEvidence(m), want.ParentEvidence(n); a.Origin != b.Origin || a.Confidence-b.Confidence > 1e-3 || b.Confidence-a.Confidence > 1e-3 {
				t.Errorf("%s: %s: %+v, want %+v", name, w.ID, a, b)
			}
		}
	}
}
