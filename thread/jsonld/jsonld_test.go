package jsonld

import (
	"fmt"
	"io"
	"iter"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/readertest"
)

func open1(r io.Reader) iter.Seq2[thread.Comment, error] { return Read(r, nil) }

const nested = `{"@context":"https://schema.org","@type":"DiscussionForumPosting","@id":"#p","headline":"A &amp; B","text":"<p>Start</p>","author":{"@type":"Person","name":"op"},"datePublished":"2020-01-01T00:00:00Z","commentCount":5,"comment":[
{"@type":"Comment","@id":"#c1","text":"one &amp; more","dateCreated":"2020-01-01T01:00:00Z","author":{"@type":"Person","name":"ann","url":"https://x.example/ann"},"upvoteCount":3,
 "comment":{"@type":"Comment","@id":"#c2","text":"two","dateCreated":"2020-01-01T02:00:00+01:00","author":"bob"}},
{"@type":"Comment","text":"three","author":[{"name":"cy"}],"interactionStatistic":{"@type":"InteractionCounter","interactionType":"https://schema.org/LikeAction","userInteractionCount":4},"comment":[{"@type":["Comment"],"text":"four"}]}]}`

const flat = `{"@context":"https://schema.org","@graph":[
{"@type":"WebPage","@id":"page"},
{"@type":"Comment","@id":"c2","text":"two","author":{"name":"bob"},"parentItem":{"@id":"c1"}},
{"@type":"DiscussionForumPosting","@id":"p","headline":"H","author":{"name":"op"}},
{"@type":"Comment","@id":"c1","text":"one","author":{"name":"ann"},"@reverse":{"comment":{"@id":"p"}}}]}`

func outline(r readertest.Result) string {
	var b strings.Builder
	for _, c := range r.Comments {
		d := c.Details
		if d == nil {
			d = &thread.Details{}
		}
		fmt.Fprintf(&b, "%s<%s %s %s %q %s %q %v %d\n", c.ID, c.Parent, c.Thread, c.Kind, c.Author, c.Time.Format("15"), c.Text, d.Score, d.Unseen)
	}
	return b.String()
}

func TestRead(t *testing.T) {
	got := readertest.String(t, open1, nested)
	want := `#p< #p post "op" 00 "Start" 0 1
#c1< #p comment "ann" 01 "one & more" 3 0
#c2<#c1 #p comment "bob" 01 "two" 0 0
#p/2< #p comment "cy" 00 "three" 4 0
#p/2/1<#p/2 #p comment "" 00 "four" 0 0
`
	if outline(got) != want || len(got.Bad) > 0 {
		t.Errorf("%s%v", outline(got), got.Bad)
	}
	got = readertest.String(t, open1, flat)
	want = `c2<c1  comment "bob" 00 "two" 0 0
p< p post "op" 00 "" 0 0
c1< p comment "ann" 00 "one" 0 0
`
	if outline(got) != want || len(got.Bad) > 0 {
		t.Errorf("%s%v", outline(got), got.Bad)
	}
	for _, none := range []string{`{"@type":"Article","headline":"x","commentCount":9}`, `{"@type":"Recipe","comment":"x"}`, `[]`, `{"@graph":[{"@type":"WebPage"}]}`} {
		if got := readertest.String(t, open1, none); len(got.Comments) > 0 {
			t.Errorf("%s: %s", none, outline(got))
		}
	}
	qa := `{"@type":"QAPage","mainEntity":{"@type":"Question","name":"Why?","acceptedAnswer":{"@type":"Answer","text":"So."},"suggestedAnswer":[{"@type":"Answer","text":"No.","comment":{"@type":"Comment","text":"Yes."}}]}}`
	if got := readertest.String(t, open1, qa); len(got.Comments) != 4 || got.Comments[3].Parent != got.Comments[2].ID {
		t.Error(outline(got))
	}
}

func TestRobust(t *testing.T) {
	readertest.Robust(t, open1, []byte(nested))
	readertest.Robust(t, open1, []byte(flat))
}

func TestDeep(t *testing.T) {
	const n = 100_000
	in := `{"@id":"p","@type":"Article","comment":` + strings.Repeat(`{"@id":"c","@type":"Comment","text":"x","comment":`, n)
	if got := readertest.String(t, open1, in); len(got.Comments) < n {
		t.Errorf("%d comments", len(got.Comments))
	}
	// Without IDs the paths would take 20 GB.
	got := readertest.String(t, open1, strings.ReplaceAll(in, `"@id":"c",`, ""))
	if len(got.Comments) < n {
		t.Fatalf("%d comments without IDs", len(got.Comments))
	}
	seen := map[string]bool{}
	for i, c := range got.Comments {
		if seen[c.ID] || len(c.ID) > maxPath+8 || i > 1 && c.Parent != got.Comments[i-1].ID {
			t.Fatalf("comment %d: %.300q answers %.300q", i, c.ID, c.Parent)
		}
		seen[c.ID] = true
	}
}

func FuzzRead(f *testing.F) {
	readertest.Fuzz(f, open1, nested, flat, `{"comment":{"text":"x"}}`, `{"@id":"`+strings.Repeat("p", maxPath)+`","@type":"Article","comment":[{"text":"x","comment":{"text":"y"}}]}`)
}

func ExampleRead() {
	for c, err := range Read(strings.NewReader(nested), nil) {
		if err == nil && c.Kind == thread.Reply {
			fmt.Printf("%s %q %q\n", c.ID, c.Parent, c.Author)
		}
	}
	// Output:
	// #c1 "" "ann"
	// #c2 "#c1" "bob"
	// #p/2 "" "cy"
	// #p/2/1 "#p/2" ""
}

func TestGone(t *testing.T) {
	got := readertest.String(t, open1, `[{"@type":"Comment","@id":"1","text":"This comment has been removed by a moderator.","author":"ann"},{"@type":"Comment","@id":"2","text":"Who removed it?","author":"bob"}]`)
	if len(got.Comments) != 2 || got.Comments[0].Status != thread.Removed || got.Comments[0].Text != "" || got.Comments[1].Status != thread.Visible {
		t.Errorf("%+v", got.Comments)
	}
}
