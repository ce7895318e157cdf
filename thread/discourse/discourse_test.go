package discourse

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

const sample = `{"post_stream":{"posts":[
{"id":50,"post_number":1,"username":"op","created_at":"2020-01-01T00:00:00.000Z","cooked":"<p>Start.</p>","post_type":1,"reply_to_post_number":null,"user_id":1},
{"id":51,"post_number":2,"username":"ann","created_at":"2020-01-01T01:00:00.000Z","cooked":"<aside class=\"quote no-group\" data-username=\"op\" data-post=\"1\" data-topic=\"9\"><div class=\"title\">op:</div><blockquote><p>Start.</p></blockquote></aside><p>Why?</p>","post_type":1,"reply_to_post_number":null,"user_id":2},
{"id":52,"post_number":3,"username":"bob","created_at":"2020-01-01T02:00:00.000Z","updated_at":"2020-01-01T03:00:00.000Z","version":2,"cooked":"<p>Because.</p>","post_type":1,"reply_to_post_number":"2","reply_to_user":{"username":"ann"},"actions_summary":[{"id":2,"count":4}]},
{"id":53,"post_number":4,"username":"system","created_at":"2020-01-01T04:00:00.000Z","cooked":"","post_type":3},
{"id":55,"post_number":6,"username":"cy","created_at":"2020-01-01T05:00:00.000Z","raw":">quoted\n\nmine","post_type":1,"reply_to_post_number":1,"deleted_at":"2020-01-02T00:00:00Z"}],
"stream":[50,51,52,53,55,56,57]},"id":9,"title":"A topic","posts_count":7}`

func TestRead(t *testing.T) {
	got := readertest.String(t, read, sample)
	var b strings.Builder
	for _, c := range got.Comments {
		d := c.Details
		if d == nil {
			d = &thread.Details{}
		}
		fmt.Fprintf(&b, "%s<%s %s %s %s %s %q to=%s unseen=%d score=%v\n", c.ID, c.Parent, c.Thread, c.Kind, c.Author, c.Status, c.Text, d.ReplyTo, d.Unseen, d.Score)
	}
	want := `1< 9 post op visible "Start." to= unseen=2 score=0
2< 9 comment ann visible "> Start.\n\nWhy?" to=op unseen=0 score=0
3<2 9 comment bob visible "Because." to=ann unseen=0 score=4
4< 9 system system visible "" to= unseen=0 score=0
6< 9 comment cy removed "> quoted\n\nmine" to= unseen=0 score=0
`
	if b.String() != want || got.Err != nil || len(got.Bad) > 0 {
		t.Errorf("%s%v", b.String(), got.Bad)
	}
	if e := got.Comments[2].Details.Edited; e.Hour() != 3 {
		t.Error(e)
	}
	if got := readertest.String(t, read, `{"x":1}`); len(got.Bad) != 1 {
		t.Error(got)
	}
}

func TestRobust(t *testing.T) { readertest.Robust(t, read, []byte(sample)) }

func FuzzRead(f *testing.F) {
	readertest.Fuzz(f, read, sample, `{"post_number":2,"topic_id":1,"cooked":"<aside class=\"quote\" data-username=\""}`)
}

func ExampleRead() {
	for c, err := range Read(strings.NewReader(sample), nil) {
		if err == nil && c.Kind == thread.Reply {
			fmt.Printf("%s %q %q\n", c.ID, c.Parent, c.Author)
		}
	}
	// Output:
	// 2 "" "ann"
	// 3 "2" "bob"
	// 6 "" "cy"
}
