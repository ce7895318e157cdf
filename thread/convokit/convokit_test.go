package convokit

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/readertest"
)

func read(r io.Reader) iter.Seq2[thread.Comment, error] { return Read(r, nil) }

const sample = `{"id":"p","conversation_id":"p","text":"Start","speaker":"op","meta":{"title":"T"},"reply-to":null,"timestamp":1500000000,"vectors":[]}
{"id":"a","conversation_id":"p","text":"> Start\n\nno","speaker":"ann","meta":{"score":3},"reply-to":"p","timestamp":"1500000100.5","vectors":[]}
{"id":"b","conversation_id":"p","text":"[removed]","speaker":"[deleted]","meta":{},"reply-to":"a","timestamp":null,"vectors":[]}
`

const old = `{"id":"p","root":"p","text":"Start","user":"op","reply_to":null,"timestamp":1500000000}
{"id":"a","text":"no","user":{"id":"ann"},"reply_to":"p"}
{"id":7,"text":"yes","user":"bob","reply_to":"a"}
`

func outline(r readertest.Result) string {
	var b strings.Builder
	for _, c := range r.Comments {
		fmt.Fprintf(&b, "%s<%s %s %s %q %s %d %q\n", c.ID, c.Parent, c.Thread, c.Kind, c.Author, c.Status, max(c.Time.Unix(), 0), c.Text)
	}
	return b.String()
}

func TestRead(t *testing.T) {
	got := readertest.String(t, read, sample)
	want := `p< p post "op" visible 1500000000 "Start"
a< p comment "ann" visible 1500000100 "> Start\n\nno"
b<a p comment "" removed 0 ""
`
	if outline(got) != want || len(got.Bad) > 0 {
		t.Errorf("%s%v", outline(got), got.Bad)
	}
	got = readertest.String(t, read, old)
	want = `p< p post "op" visible 1500000000 "Start"
a<p p comment "ann" visible 0 "no"
7<a p comment "bob" visible 0 "yes"
`
	want = strings.Replace(want, "a<p", "a<", 1)
	if outline(got) != want || len(got.Bad) > 0 {
		t.Errorf("%s%v", outline(got), got.Bad)
	}
}

func TestRobust(t *testing.T) { readertest.Robust(t, read, []byte(sample)) }

// seq yields comments and then the errors.
func seq(comments []thread.Comment, errs ...error) iter.Seq2[thread.Comment, error] {
	return func(yield func(thread.Comment, error) bool) {
		for _, c := range comments {
			if !yield(c, nil) {
				return
			}
		}
		for _, err := range errs {
			if !yield(thread.Comment{}, err) {
				return
			}
		}
	}
}

func everything() []thread.Comment {
	at := time.Date(2020, 1, 2, 3, 4, 5, 678901000, time.UTC)
	return []thread.Comment{
		{ID: "p", Thread: "p", Author: "op", Text: "Start <b>", Kind: thread.Post, Time: at, Details: &thread.Details{Title: "T & U", URL: "http://example.org/"}},
		{ID: "a", Thread: "p", Author: "ann", Text: "é\n\n> q", Time: at.Add(time.Hour).Truncate(time.Second), Precision: thread.Minute, Floating: true, Level: 1, Ordinal: 3,
			Details: &thread.Details{AuthorID: "u1", ReplyTo: "op", Lang: "en", Score: -2.5, HasScore: true, Edited: at, Retrieved: at, Unseen: 4}},
		{ID: "b", Parent: "a", Thread: "p", Status: thread.Missing},
		{ID: "c", Parent: "b", Thread: "p", Status: thread.Spam, Kind: thread.System, Author: "x", Time: time.Date(1950, 1, 1, 0, 0, 0, 0, time.UTC), Precision: thread.Day},
		{ID: "r", Thread: "r", Text: "a root that is a comment", Author: "y"},
		{ID: "s", Parent: "r", Thread: "r", Text: "answer", Author: "z"},
		{ID: "t", Thread: "other", Text: "top", Author: "z"},
	}
}

func TestRoundTrip(t *testing.T) {
	var first, second bytes.Buffer
	if err := Write(&first, seq(everything()), nil); err != nil {
		t.Fatal(err)
	}
	got := readertest.String(t, read, first.String())
	for i := range got.Comments {
		got.Comments[i].Pos, got.Comments[i].Line = 0, 0
	}
	if !reflect.DeepEqual(got.Comments, everything()) {
		t.Errorf("got\n%+v\nwant\n%+v", got.Comments, everything())
	}
	if err := Write(&second, seq(got.Comments), nil); err != nil || second.String() != first.String() {
		t.Errorf("%v: second writing differs:\n%s%s", err, first.String(), second.String())
	}
}

func TestWrite(t *testing.T) {
	bad := &thread.RecordError{Line: 3, Err: errors.New("bad")}
	var b bytes.Buffer
	err := Write(&b, seq(everything()[:2], bad), &WriteOptions{Qualify: true})
	if !errors.Is(err, bad) || strings.Count(b.String(), "\n") != 2 || !strings.Contains(b.String(), `"id":"p/a"`) {
		t.Errorf("%v\n%s", err, b.String())
	}
	boom := errors.New("boom")
	if err := Write(io.Discard, seq(nil, boom), nil); !errors.Is(err, boom) {
		t.Error(err)
	}
}

func TestWriteCorpus(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "corpus")
	if err := WriteCorpus(dir, seq(everything()), nil); err != nil {
		t.Fatal(err)
	}
	for name, keys := range map[string]int{"speakers.json": 6, "conversations.json": 3, "corpus.json": 0, "index.json": 6} {
		b, err := os.ReadFile(filepath.Join(dir, name))
		var v map[string]json.RawMessage
		if err != nil || json.Unmarshal(b, &v) != nil || len(v) != keys {
			t.Errorf("%s: %v %s", name, err, b)
		}
	}
	f, err := os.Open(filepath.Join(dir, "utterances.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got := readertest.Collect(t, read(f)); len(got.Comments) != len(everything()) {
		t.Errorf("%d comments", len(got.Comments))
	}
}

func FuzzRead(f *testing.F) {
	readertest.Fuzz(f, read, sample, old, `[{"id":"1","text":"x","meta":{"status":"spam","kind":"system","level":9}}]`)
}

// FuzzRoundTrip holds that writing is a fixed point of reading.
func FuzzRoundTrip(f *testing.F) {
	f.Add([]byte(sample))
	f.Add([]byte(old))
	f.Fuzz(func(t *testing.T, in []byte) {
		comments := readertest.Collect(t, read(bytes.NewReader(in))).Comments
		var first, second bytes.Buffer
		if err := Write(&first, seq(comments), nil); err != nil {
			t.Fatal(err)
		}
		again := readertest.String(t, read, first.String())
		if len(again.Comments) != len(comments) || len(again.Bad) > 0 || again.Err != nil {
			t.Fatalf("%q: %d comments of %d, %v", in, len(again.Comments), len(comments), again.Bad)
		}
		if err := Write(&second, seq(again.Comments), nil); err != nil || first.String() != second.String() {
			t.Fatalf("%q:\n%s%s", in, first.String(), second.String())
		}
	})
}

func ExampleWrite() {
	comments := seq([]thread.Comment{{ID: "p", Thread: "p", Author: "op", Text: "Start", Kind: thread.Post}, {ID: "a", Thread: "p", Author: "ann", Text: "No."}})
	if err := Write(os.Stdout, comments, nil); err != nil {
		fmt.Println(err)
	}
	// Output:
	// {"id":"p","conversation_id":"p","text":"Start","speaker":"op","meta":{},"reply-to":null,"timestamp":null,"vectors":[]}
	// {"id":"a","conversation_id":"p","text":"No.","speaker":"ann","meta":{},"reply-to":"p","timestamp":null,"vectors":[]}
}
