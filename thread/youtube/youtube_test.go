package youtube

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

const sample = `{"kind":"youtube#commentThreadListResponse","items":[
{"kind":"youtube#commentThread","id":"A","snippet":{"videoId":"v1","topLevelComment":{"kind":"youtube#comment","id":"A","snippet":{"textDisplay":"x &amp; y","textOriginal":"x & y","authorDisplayName":"@ann","authorChannelId":{"value":"UC1"},"likeCount":3,"publishedAt":"2021-01-01T10:00:00Z","updatedAt":"2021-01-01T10:05:00Z"}},"totalReplyCount":5},
 "replies":{"comments":[
 {"kind":"youtube#comment","id":"A.1","snippet":{"textDisplay":"no<br>way","authorDisplayName":"Bob","publishedAt":"2021-01-01T11:00:00Z","parentId":"A"}},
 {"kind":"youtube#comment","id":"A.2","snippet":{"textOriginal":"@Bob, yes","authorDisplayName":"Cy","publishedAt":"2021-01-01T12:00:00Z","parentId":"A"}}]}},
{"id":"B","snippet":{"videoId":"v1","topLevelComment":{"id":"B","snippet":{"textOriginal":"@all hi","authorDisplayName":"Dee","publishedAt":"2021-01-01T10:00:00Z"}},"totalReplyCount":0}}]}`

func TestRead(t *testing.T) {
	got := readertest.String(t, read, sample)
	var b strings.Builder
	for _, c := range got.Comments {
		d := c.Details
		if d == nil {
			d = &thread.Details{}
		}
		fmt.Fprintf(&b, "%s<%s %s %q %s %q to=%s unseen=%d edited=%v\n", c.ID, c.Parent, c.Thread, c.Author, c.Time.Format("15:04"), c.Text, d.ReplyTo, d.Unseen, !d.Edited.IsZero())
	}
	want := `A< v1 "ann" 10:00 "x & y" to= unseen=3 edited=true
A.1<A v1 "Bob" 11:00 "no\nway" to= unseen=0 edited=false
A.2<A v1 "Cy" 12:00 "@Bob, yes" to=Bob unseen=0 edited=false
B< v1 "Dee" 10:00 "@all hi" to= unseen=0 edited=false
`
	if b.String() != want || got.Err != nil || len(got.Bad) > 0 {
		t.Errorf("%s%v", b.String(), got.Bad)
	}
	if got := readertest.String(t, read, sample+"\n"+sample+`{"kind":"x"}`); len(got.Comments) != 8 || len(got.Bad) != 1 {
		t.Errorf("two pages: %d comments, %v", len(got.Comments), got.Bad)
	}
}

func TestRobust(t *testing.T) { readertest.Robust(t, read, []byte(sample)) }

func FuzzRead(f *testing.F) {
	readertest.Fuzz(f, read, sample, `{"id":"1","snippet":{"textOriginal":"x","parentId":"2"}}`)
}

func ExampleRead() {
	for c, err := range Read(strings.NewReader(sample), nil) {
		if err == nil {
			fmt.Printf("%s %q %q\n", c.ID, c.Parent, c.Author)
		}
	}
	// Output:
	// A "" "ann"
	// A.1 "A" "Bob"
	// A.2 "A" "Cy"
	// B "" "Dee"
}
