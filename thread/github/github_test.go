package github

import (
	"fmt"
	"io"
	"iter"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/readertest"
)

func read(r io.Reader) iter.Seq2[thread.Comment, error] { return Read(r, nil) }

const rest = `[{"id":1,"number":7,"url":"https://api.github.com/repos/o/r/issues/7","html_url":"https://github.com/o/r/issues/7","title":"It breaks","user":{"login":"op","id":10},"created_at":"2022-01-01T00:00:00Z","updated_at":"2022-02-01T00:00:00Z","body":"How?","comments":3},
{"id":1,"user":{"login":"ann","id":11},"created_at":"2022-01-01T01:00:00Z","updated_at":"2022-01-01T01:30:00Z","body":"@op which version?\r\n\r\n>How?","issue_url":"https://api.github.com/repos/o/r/issues/7","html_url":"https://github.com/o/r/issues/7#issuecomment-1","reactions":{"+1":3,"-1":1}},
{"id":2,"user":null,"created_at":"2022-01-01T02:00:00Z","updated_at":"2022-01-01T02:00:00Z","body":"same","issue_url":"https://api.github.com/repos/o/r/issues/7"},
{"event":"closed","actor":{"login":"op"}},
{"id":3,"in_reply_to_id":2,"user":{"login":"ghost"},"created_at":"2022-01-01T03:00:00Z","body":"@ann no","pull_request_url":"https://api.github.com/repos/o/r/pulls/8"}]`

const graphQL = `{"data":{"repository":{"discussion":{"id":"D_1","url":"https://github.com/o/r/discussions/3","title":"Talk","body":"Start","author":{"login":"op"},"createdAt":"2022-01-01T00:00:00Z","comments":{"nodes":[
{"id":"DC_1","databaseId":51,"body":"one","author":{"login":"ann"},"createdAt":"2022-01-01T01:00:00Z","upvoteCount":2,"isMinimized":true,"minimizedReason":"off-topic","replies":{"nodes":[
{"id":"DC_2","databaseId":52,"body":"two","author":{"login":"bob"},"createdAt":"2022-01-01T02:00:00Z","lastEditedAt":"2022-01-01T03:00:00Z","replyTo":{"id":"DC_1","databaseId":51}}]}}]}}}}}`

func outline(r readertest.Result) string {
	var b strings.Builder
	for _, c := range r.Comments {
		d := c.Details
		if d == nil {
			d = &thread.Details{}
		}
		_, page, _ := strings.Cut(c.Thread, "/r/")
		fmt.Fprintf(&b, "%s<%s %s %s %q %s %s %q to=%s score=%v edited=%v\n", c.ID, c.Parent, page, c.Kind, c.Author, c.Status, c.Time.Format("15"), c.Text, d.ReplyTo, d.Score, !d.Edited.IsZero())
	}
	return b.String()
}

func TestRead(t *testing.T) {
	got := readertest.String(t, read, rest)
	want := `post-1< issues/7 post "op" visible 00 "How?" to= score=0 edited=false
1< issues/7 comment "ann" visible 01 "@op which version?\n\n> How?" to=op score=2 edited=true
2< issues/7 comment "" visible 02 "same" to= score=0 edited=false
3<2 pulls/8 comment "" visible 03 "@ann no" to= score=0 edited=false
`
	if outline(got) != want || len(got.Bad) > 0 {
		t.Errorf("%s%v", outline(got), got.Bad)
	}
	got = readertest.String(t, read, graphQL)
	want = `post-D_1< discussions/3 post "op" visible 00 "Start" to= score=0 edited=false
51< discussions/3 comment "ann" collapsed 01 "one" to= score=2 edited=false
52<51 discussions/3 comment "bob" visible 02 "two" to= score=0 edited=true
`
	if outline(got) != want || len(got.Bad) > 0 {
		t.Errorf("%s%v", outline(got), got.Bad)
	}
	if got := readertest.String(t, read, `[{"x":1},{"id":1,"body":null}]`); len(got.Bad) != 2 {
		t.Error(got)
	}
}

func TestRobust(t *testing.T) {
	readertest.Robust(t, read, []byte(rest))
	readertest.Robust(t, read, []byte(graphQL))
}

func FuzzRead(f *testing.F) { readertest.Fuzz(f, read, rest, graphQL, `{"comments":[{"body":"x"}]}`) }

func ExampleRead() {
	for c, err := range Read(strings.NewReader(graphQL), nil) {
		if err == nil {
			fmt.Printf("%s %q %q\n", c.ID, c.Parent, c.Author)
		}
	}
	// Output:
	// post-D_1 "" "op"
	// 51 "" "ann"
	// 52 "51" "bob"
}
