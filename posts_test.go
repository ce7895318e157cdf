package rejoinder_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

// reportOf returns the report of a thread of those comments.
func reportOf(t *testing.T, in []thread.Comment) *rejoinder.Report {
	t.Helper()
	th, err := thread.New(in, nil)
	if err != nil {
		t.Fatal(err)
	}
	a, err := rejoinder.AnalyzeThread(th, nil)
	if err != nil {
		t.Fatal(err)
	}
	r := rejoinder.NewReport(nil)
	r.Add(a)
	return r
}

// withPost is a post with two conversations below it. Most readers yield what
// answers a post without a Parent, some name the post.
func withPost(t *testing.T, parent string) *rejoinder.Report {
	t.Helper()
	return reportOf(t, []thread.Comment{
		{ID: "p", Kind: thread.Post, Author: "Pat", Text: "You are all idiots and scum.", Details: &thread.Details{Title: "Should we ban cars?", Unseen: 3}},
		{ID: "a", Parent: parent, Author: "Ann", Text: "Yes, we should."},
		{ID: "b", Parent: "a", Author: "Ben", Text: "No, we should not."},
		{ID: "c", Parent: parent, Author: "Cy", Text: "Only in town.", Details: &thread.Details{Unseen: 4, URL: "http://example.org/c"}},
	})
}

func TestPostsAreNoComments(t *testing.T) {
	var first []byte
	for _, parent := range []string{"", "p"} {
		r := withPost(t, parent)
		a := r.Threads[0]
		k, h := a.Known, a.Hostility
		if k.Comments != 3 || k.Posts != 1 || k.Authors != 3 || k.Displayed != 1 || k.Inferred != 0 {
			t.Errorf("parent %q: known %+v", parent, k)
		}
		if h.Rate.N != 3 || h.Hostile+h.Severe+h.Mild != 0 {
			t.Errorf("parent %q: a hostile post counts as a comment: %+v", parent, h)
		}
		var text bytes.Buffer
		if err := r.WriteText(&text, nil); err != nil || !strings.Contains(text.String(), "1 post and 3 comments in 2 conversations") ||
			!strings.Contains(text.String(), "authors known for 3 of 3 comments") {
			t.Errorf("parent %q: %v\n%s", parent, err, &text)
		}
		known, err := json.Marshal(a.Known)
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = known
		} else if !bytes.Equal(first, known) {
			t.Errorf("the figures hang on how the post is named:\n%s\n%s", first, known)
		}
	}
}

func column(t *testing.T, table []byte, name string) []string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(table)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := slices.Index(rows[0], name)
	if at < 0 {
		t.Fatalf("no column %s among %q", name, rows[0])
	}
	var out []string
	for _, row := range rows[1:] {
		out = append(out, row[at])
	}
	return out
}

func TestTablesTellPosts(t *testing.T) {
	r := withPost(t, "p")
	var comments, threads bytes.Buffer
	tables := rejoinder.NewTables(&comments, &threads, io.Discard, io.Discard, io.Discard)
	tables.Add(r.Threads[0])
	if err := tables.Flush(); err != nil {
		t.Fatal(err)
	}
	if got := column(t, comments.Bytes(), "title"); got[0] != "Should we ban cars?" || got[3] != "" {
		t.Errorf("titles %q", got)
	}
	for name, want := range map[string]string{"unseen": "3   4", "url": "   http://example.org/c", "kind": "post comment comment comment", "depth": "0 1 2 1"} {
		if got := strings.Join(column(t, comments.Bytes(), name), " "); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	for name, want := range map[string]string{"posts": "1", "comments": "3", "unseen": "7"} {
		if got := column(t, threads.Bytes(), name)[0]; got != want {
			t.Errorf("threads.csv, %s: %s, want %s", name, got, want)
		}
	}
}

// What the source tells of itself reaches every form of the report.
func TestTitlesAndUnseenReplies(t *testing.T) {
	r := withPost(t, "p")
	if r.Threads[0].Known.Unseen != 7 {
		t.Errorf("%d unseen", r.Threads[0].Known.Unseen)
	}
	var text, page, object bytes.Buffer
	r.WriteText(&text, nil)
	r.WriteHTML(&page)
	r.WriteJSON(&object)
	for want, in := range map[string]string{
		"2 conversations, 7 more at the source":                                text.String(),
		"p [post] Pat (3 more at the source): Should we ban cars? | You are a": text.String(),
		"<b>Should we ban cars?</b>":                                           page.String(),
		`"title":"Should we ban cars?"`:                                        object.String(),
		`"url":"http://example.org/c","unseen":4`:                              object.String(),
	} {
		if !strings.Contains(in, want) {
			t.Errorf("no %q in\n%.900s", want, in)
		}
	}
}

// A title lends its names to the search for targets.
func TestTitlesNameTargets(t *testing.T) {
	in := []thread.Comment{
		{ID: "p", Kind: thread.Post, Details: &thread.Details{Title: "Ada Marchbank resigns as mayor"}},
		{ID: "a", Text: "About time that Marchbank went."},
		{ID: "b", Text: "I never liked her."},
		{ID: "c", Text: "And who comes next?"},
	}
	th, err := thread.New(in, nil)
	if err != nil {
		t.Fatal(err)
	}
	a, err := rejoinder.AnalyzeThread(th, nil)
	if err != nil || len(a.Targets) == 0 || a.Targets[0].Name != "Ada Marchbank" {
		t.Errorf("%+v, %v", a.Targets, err)
	}
}
