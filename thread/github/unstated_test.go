package github_test

import (
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/github"
	"github.com/seed-100d3eb7/rejoinder/thread/resolve"
)

// Issue comments say nothing of whom they answer; what they quote or whom they name
// does.
func TestIssueCommentsAreLinkedByTheirWords(t *testing.T) {
	const in = `[
		{"id":1,"user":{"login":"ann"},"created_at":"2021-03-03T10:00:00Z","issue_url":"u","body":"The second build of the day fails whenever the cache is warm, the first never does."},
		{"id":2,"user":{"login":"bob"},"created_at":"2021-03-03T11:00:00Z","issue_url":"u","body":"Me too, on two machines."},
		{"id":3,"user":{"login":"cy"},"created_at":"2021-03-03T12:00:00Z","issue_url":"u","body":"> The second build of the day fails whenever the cache is warm\n\nTry it with an empty cache."},
		{"id":4,"user":{"login":"ann"},"created_at":"2021-03-03T13:00:00Z","issue_url":"u","body":"@cy that helps, thank you."},
		{"id":5,"user":{"login":"dee"},"created_at":"2021-03-03T14:00:00Z","issue_url":"u","body":"Closing for now."}
	]`
	var all []thread.Comment
	for c, err := range github.Read(strings.NewReader(in), nil) {
		if err != nil || c.Provenance == nil || c.Parent != "" {
			t.Fatalf("%+v, %v", c, err)
		}
		all = append(all, c)
	}
	th, err := thread.New(all, nil)
	if err != nil {
		t.Fatal(err)
	}
	th = resolve.Thread(th, nil)
	for id, want := range map[string]string{"1": "", "2": "", "3": "1", "4": "3", "5": ""} {
		if n, ok := th.Lookup(id); !ok || th.Comment(n).Parent != want {
			t.Errorf("%s answers %q, want %q", id, th.Comment(n).Parent, want)
		}
	}
}
