package lemmy

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

const sample = `{"comments":[
{"comment":{"id":5,"post_id":1,"content":"> said\n\nOne","published":"2023-06-01T10:00:00.123456","deleted":false,"removed":false,"path":"0.5","ap_id":"https://x.example/comment/5"},"creator":{"id":7,"name":"ann","actor_id":"https://x.example/u/ann"},"post":{"id":1,"name":"A post","body":"Body","creator_id":9,"published":"2023-06-01T09:00:00Z"},"counts":{"score":3}},
{"comment":{"id":9,"post_id":1,"content":"","published":"2023-06-01T11:00:00Z","deleted":true,"removed":false,"path":"0.6.8.9"},"creator":{"name":"bob"},"counts":{"score":-1}},
{"comment":{"id":6,"post_id":1,"content":"six","published":"2023-06-01T10:30:00Z","removed":true,"path":"0.6"},"creator":{"name":"cy"}}]}`

func TestRead(t *testing.T) {
	got := readertest.String(t, read, sample)
	var b strings.Builder
	for _, c := range got.Comments {
		fmt.Fprintf(&b, "%s<%s %s %s %q %s %d %s %v %q\n", c.ID, c.Parent, c.Thread, c.Kind, c.Author, c.Status, c.Level, c.Time.Format("15:04"), c.Floating, c.Text)
	}
	want := `post-1< post-1 post "" visible 0 09:00 false "Body"
5< post-1 comment "ann" visible 1 10:00 false "> said\n\nOne"
9<8 post-1 comment "bob" deleted 3 11:00 false ""
6< post-1 comment "cy" removed 1 10:30 false "six"
8<6 post-1 comment "" missing 2 00:00 false ""
`
	if b.String() != want || got.Err != nil || len(got.Bad) > 0 {
		t.Errorf("%s%v", b.String(), got.Bad)
	}
	if d := got.Comments[1].Details; d.AuthorID != "https://x.example/u/ann" || d.Score != 3 {
		t.Errorf("%+v", d)
	}
	views := `{"post_view":{"post":{"id":2,"name":"N","creator_id":4,"published":"2023-06-01T09:00:00Z"},"creator":{"id":4,"name":"op"},"counts":{"score":2}}}
{"comment_view":{"comment":{"id":3,"post_id":2,"content":"x","path":"0.3"},"creator":{"name":"ann"},"post":{"id":2}}}`
	if got := readertest.String(t, read, views); len(got.Comments) != 2 || got.Comments[0].Author != "op" || got.Comments[1].Thread != "post-2" {
		t.Errorf("%+v", got)
	}
}

func TestRobust(t *testing.T) {
	// Without the post, which a cut may leave as the only comment.
	readertest.Robust(t, read, []byte(sample))
}

func TestPath(t *testing.T) {
	in := `{"comment":{"id":1,"content":"x","path":"0.` + strings.Repeat("7.", 100_000) + `1"}}`
	if got := readertest.String(t, read, in); len(got.Comments) != 1 {
		t.Errorf("%d comments", len(got.Comments))
	}
}

func FuzzRead(f *testing.F) {
	readertest.Fuzz(f, read, sample, `{"comment":{"id":1,"content":"x","path":"0.2.2.1"}}`, `{"comments":[{"comment":{}}]}`)
}

func ExampleRead() {
	for c, err := range Read(strings.NewReader(sample), nil) {
		if err == nil && c.Kind == thread.Reply {
			fmt.Printf("%s %q %q %v\n", c.ID, c.Parent, c.Author, c.Status)
		}
	}
	// Output:
	// 5 "" "ann" visible
	// 9 "8" "bob" deleted
	// 6 "" "cy" removed
	// 8 "6" "" missing
}
