package coral

import (
	"fmt"
	"io"
	"iter"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/readertest"
)

func open(r io.Reader) iter.Seq2[thread.Comment, error] { return Read(r, nil) }

const mongo = `{"_id":{"$oid":"aa"},"id":"c1","storyID":"s1","authorID":"u1","parentID":null,"ancestorIDs":[],"revisions":[{"body":"old","createdAt":{"$date":"2021-01-01T00:00:00Z"}},{"body":"One<br>two","createdAt":{"$date":"2021-01-01T00:10:00Z"}}],"status":"APPROVED","createdAt":{"$date":"2021-01-01T00:00:00Z"},"actionCounts":{"REACTION":4}}
{"id":"c2","storyID":"s1","authorID":"u2","parentID":"c1","revisions":[{"body":"bad"}],"status":"REJECTED","createdAt":{"$date":{"$numberLong":"1609462800000"}}}
{"id":"c3","storyID":"s1","authorID":null,"parentID":"c2","revisions":[],"status":"NONE","createdAt":{"$date":"2021-01-01T02:00:00Z"},"deletedAt":{"$date":"2021-02-01T00:00:00Z"}}
`

const graphQL = `{"data":{"story":{"id":"s1","comments":{"edges":[{"node":{"id":"c1","body":"<p>One</p>","createdAt":"2021-01-01T00:00:00.000Z","author":{"id":"u1","username":"ann"},"status":"NONE",
"replies":{"edges":[{"node":{"id":"c2","body":"two","createdAt":"2021-01-01T01:00:00.000Z","author":{"username":"bob"},"parent":{"id":"c1"}}}]}}}]}}}}`

func outline(r readertest.Result) string {
	var b strings.Builder
	for _, c := range r.Comments {
		fmt.Fprintf(&b, "%s<%s %s %q %q %s %s %q\n", c.ID, c.Parent, c.Thread, c.Author, c.Details.AuthorID, c.Status, c.Time.Format("15:04"), c.Text)
	}
	return b.String()
}

func TestRead(t *testing.T) {
	got := readertest.String(t, open, strings.Replace(mongo, `"authorID":null`, `"authorID":"u3"`, 1))
	want := `c1< s1 "" "u1" visible 00:00 "One\ntwo"
c2<c1 s1 "" "u2" removed 01:00 "bad"
c3<c2 s1 "" "u3" deleted 02:00 ""
`
	if outline(got) != want || len(got.Bad) > 0 {
		t.Errorf("%s%v", outline(got), got.Bad)
	}
	if d := got.Comments[0].Details; d.Score != 4 || d.Edited.Minute() != 10 {
		t.Errorf("%+v", d)
	}
	got = readertest.String(t, open, graphQL)
	if len(got.Comments) != 2 || got.Comments[1].Parent != "c1" || got.Comments[1].Author != "bob" || got.Comments[1].Thread != "s1" {
		t.Errorf("%+v", got)
	}
	if got := readertest.String(t, open, strings.Replace(graphQL, `"edges"`, `"nodes":[],"edges"`, 1)); len(got.Comments) != 2 {
		t.Errorf("%+v", got)
	}
	if got := readertest.String(t, open, `[{"id":"x"},{}]`); len(got.Bad) != 2 {
		t.Errorf("%+v", got)
	}
}

func TestRobust(t *testing.T) {
	readertest.Robust(t, open, []byte(mongo))
	readertest.Robust(t, open, []byte(graphQL))
}

func FuzzRead(f *testing.F) { readertest.Fuzz(f, open, mongo, graphQL) }

func ExampleRead() {
	for c, err := range Read(strings.NewReader(graphQL), nil) {
		if err == nil {
			fmt.Printf("%s %q %q\n", c.ID, c.Parent, c.Author)
		}
	}
	// Output:
	// c1 "" "ann"
	// c2 "c1" "bob"
}
