package nyt

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

const answer = `{"status":"OK","results":{"url":"http://example.org/a","comments":[
{"commentID":11,"parentID":null,"userID":5,"userDisplayName":"Ann","commentBody":"One<br/>two","createDate":"1500000000","approveDate":1500000100,"updateDate":1500000100,"depth":1,"replyCount":3,"recommendations":4,"status":"approved","replies":[
 {"commentID":12,"parentID":11,"parentUserDisplayName":"Ann","userID":6,"userDisplayName":"Bob","commentBody":"No &amp; yes","createDate":1500000200,"depth":2,"replyCount":0,"replies":[]}]},
{"commentID":13,"parentID":0,"userDisplayName":"Cy","commentBody":"x","createDate":1500000300,"depth":1,"replies":[]}]}}`

const sheet = `articleID,commentID,parentID,userID,userDisplayName,commentBody,createDate,depth,recommendations,inReplyTo
a1,11.0,0.0,5.0,Ann,One<br/>two,1500000000.0,1,4.0,0
a1,12.0,11.0,6.0,Bob,"No, yes",1500000200.0,2,0.0,11
`

func outline(r readertest.Result) string {
	var b strings.Builder
	for _, c := range r.Comments {
		d := c.Details
		if d == nil {
			d = &thread.Details{}
		}
		fmt.Fprintf(&b, "%s<%s %s %q %d %d %q to=%s by=%s unseen=%d score=%v\n", c.ID, c.Parent, c.Thread, c.Author, c.Time.Unix()-1500000000, c.Level, c.Text, d.ReplyTo, d.AuthorID, d.Unseen, d.Score)
	}
	return b.String()
}

func TestRead(t *testing.T) {
	for in, want := range map[string]string{
		answer: `11< http://example.org/a "Ann" 0 1 "One\ntwo" to= by=5 unseen=2 score=4
12<11 http://example.org/a "Bob" 200 2 "No & yes" to=Ann by=6 unseen=0 score=0
13< http://example.org/a "Cy" 300 1 "x" to= by= unseen=0 score=0
`,
		sheet: `11< a1 "Ann" 0 1 "One\ntwo" to= by=5 unseen=0 score=4
12<11 a1 "Bob" 200 2 "No, yes" to= by=6 unseen=0 score=0
`,
	} {
		if got := readertest.String(t, read, in); outline(got) != want || got.Err != nil || len(got.Bad) > 0 {
			t.Errorf("%s%v %v", outline(got), got.Bad, got.Err)
		}
	}
}

func TestRobust(t *testing.T) {
	readertest.Robust(t, read, []byte(answer))
	readertest.Robust(t, read, []byte(sheet))
}

func FuzzRead(f *testing.F) { readertest.Fuzz(f, read, answer, sheet, `[{"commentBody":"x"}]`) }

func ExampleRead() {
	for c, err := range Read(strings.NewReader(answer), nil) {
		if err == nil {
			fmt.Printf("%s %q %q\n", c.ID, c.Parent, c.Author)
		}
	}
	// Output:
	// 11 "" "Ann"
	// 12 "11" "Bob"
	// 13 "" "Cy"
}
