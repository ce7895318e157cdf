package reddit

import (
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/jsontree"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/readertest"
)

func read(r io.Reader) iter.Seq2[thread.Comment, error] { return Read(r, nil) }

const dump = `{"id":"aaa1","author":"ann","author_fullname":"t2_x","body":"First &gt; &amp;amp; line\n\n&gt;quoted","created_utc":1500000000,"link_id":"t3_p1","parent_id":"t3_p1","score":-3,"edited":1500000500.0,"retrieved_on":1500009999,"permalink":"/r/x/comments/p1/_/aaa1/","gildings":{"gid_1":0},"all_awardings":[],"media":null}
{"id":"aaa2","author":"[deleted]","body":"[removed]","created_utc":"1500000100","link_id":"t3_p1","parent_id":"t1_aaa1","score":0,"edited":false}
{"id":"aaa3","author":"[deleted]","body":"[deleted]","created_utc":1500000200.0,"link_id":"t3_p1","parent_id":"t1_aaa2"}
{"name":"t1_aaa4","author":"bob","body":"caf\u00e9 \ud83d\ude00","created_utc":1500000300,"link_id":"t3_p1","parent_id":null}
{"id":13311,"author":"cy","body":"was deleted","created_utc":1500000400,"link_id":"t3_p1","parent_id":481321,"_meta":{"retrieved_2nd_on":1500020000,"was_deleted_later":true,"removal_type":"deleted"}}
{"id":"p1","author":"op","title":"A title","selftext":"Body","created_utc":1499999999,"score":10}
`

func TestDump(t *testing.T) {
	got := readertest.String(t, read, dump)
	if got.Err != nil || len(got.Bad) > 0 || len(got.Comments) != 6 {
		t.Fatalf("%+v", got)
	}
	for i, want := range []string{
		`aaa1||t3_p1|ann|First > &amp; line` + "\n\n" + `> quoted|visible|1500000000`,
		`aaa2|aaa1|t3_p1|||removed|1500000100`,
		`aaa3|aaa2|t3_p1|||deleted|1500000200`,
		`aaa4||t3_p1|bob|café 😀|visible|1500000300`,
		`a9r|abe1|t3_p1|cy|was deleted|deleted|1500000400`,
		`t3_p1||t3_p1|op|Body|visible|1499999999`,
	} {
		c := got.Comments[i]
		if s := fmt.Sprintf("%s|%s|%s|%s|%s|%s|%d", c.ID, c.Parent, c.Thread, c.Author, c.Text, c.Status, c.Time.Unix()); s != want {
			t.Errorf("%d: %s, want %s", i, s, want)
		}
		if c.Line != int32(i+1) {
			t.Errorf("%d: line %d", i, c.Line)
		}
	}
	want := thread.Details{AuthorID: "t2_x", Score: -3, HasScore: true, URL: "https://www.reddit.com/r/x/comments/p1/_/aaa1/",
		Edited: time.Unix(1500000500, 0).UTC(), Retrieved: time.Unix(1500009999, 0).UTC()}
	if d := got.Comments[0].Details; d == nil || *d != want {
		t.Errorf("details %+v", d)
	}
	if d := got.Comments[4].Details; d == nil || d.Retrieved.Unix() != 1500020000 {
		t.Errorf("details %+v", d)
	}
	if c := got.Comments[5]; c.Kind != thread.Post || c.Details.Title != "A title" {
		t.Errorf("post %+v", c)
	}
}

const listing = `[{"kind":"Listing","data":{"children":[{"kind":"t3","data":{"id":"p1","name":"t3_p1","title":"T","selftext":"","author":"op","created_utc":1.5e9}}]}},
{"kind":"Listing","data":{"children":[
 {"kind":"t1","data":{"id":"a","name":"t1_a","author":"ann","body":"one","created_utc":1500000001.0,"link_id":"t3_p1","parent_id":"t3_p1","depth":0,"replies":
  {"kind":"Listing","data":{"children":[
   {"kind":"t1","data":{"id":"b","author":"bob","body":"two","created_utc":1500000002.0,"link_id":"t3_p1","parent_id":"t1_a","depth":1,"replies":""}},
   {"kind":"more","data":{"count":7,"parent_id":"t1_a","children":["x","y"]}}]}}}},
 {"kind":"t1","data":{"id":"c","author":"cy","body":"three","created_utc":1500000003.0,"link_id":"t3_p1","parent_id":"t3_p1","depth":0,"collapsed":true,"replies":{"kind":"Listing","data":{"children":[{"kind":"more","data":{"count":0,"id":"_","parent_id":"t1_c","children":[]}}]}}}},
 {"kind":"more","data":{"count":3,"parent_id":"t3_p1","children":["z"]}}]}}]`

// TestTitle resolves the references that the API writes in titles too.
func TestTitle(t *testing.T) {
	got := readertest.String(t, read, `{"id":"p1","title":"Tram 5 &amp; you: 3 &lt; 4 &amp;amp; so","selftext":"","author":"op","created_utc":1500000000,"subreddit":"x"}`)
	if len(got.Comments) != 1 || got.Comments[0].Details.Title != "Tram 5 & you: 3 < 4 &amp; so" {
		t.Errorf("%+v", got)
	}
}

func TestListing(t *testing.T) {
	got := readertest.String(t, read, listing)
	var b strings.Builder
	for _, c := range got.Comments {
		unseen := 0
		if c.Details != nil {
			unseen = c.Details.Unseen
		}
		fmt.Fprintf(&b, "%s<%s %s %s %d %d\n", c.ID, c.Parent, c.Kind, c.Status, c.Level, unseen)
	}
	const want = "t3_p1< post visible 0 3\na< comment visible 1 7\nb<a comment visible 2 0\nc< comment collapsed 1 1\n"
	if b.String() != want || got.Err != nil || len(got.Bad) > 0 {
		t.Errorf("%s%v %v", b.String(), got.Bad, got.Err)
	}
	escaped := `{"id":"e","body":"\u0026gt; q\n\u0026amp;lt;"}`
	if got := readertest.String(t, read, escaped); len(got.Comments) != 1 || got.Comments[0].Text != "> q\n&lt;" {
		t.Errorf("escaped ampersands: %+v", got)
	}
	wrapped := `{"data":[` + strings.Split(dump, "\n")[0] + `],"error":null}`
	if got := readertest.String(t, read, wrapped); len(got.Comments) != 1 || got.Comments[0].ID != "aaa1" {
		t.Errorf("wrapped: %+v", got)
	}
	things := `{"json":{"errors":[],"data":{"things":[{"kind":"t1","data":{"id":"q","body":"x","parent_id":"t1_r"}}]}}}`
	if got := readertest.String(t, read, things); len(got.Comments) != 1 || got.Comments[0].Parent != "r" {
		t.Errorf("things: %+v", got)
	}
}

func TestRobust(t *testing.T) {
	readertest.Robust(t, read, []byte(dump))
	readertest.Robust(t, read, []byte(listing))
}

func TestBadLines(t *testing.T) {
	lines := strings.SplitAfter(dump, "\n")
	in := lines[0] + "{\"id\":\"x\",\"bo\n" + "\n" + "[]\n" + `{"id":{"a":1},"author":[],"body":"odd","created_utc":true,"parent_id":[1],"score":"x","edited":"y"}` + "\n" +
		`{"id":"big","body":"` + strings.Repeat("x", 2000) + "\"}\n" + "{\"a\":1}\n" + "{\"id\":\"ctl\",\"body\":\"a\tb\x0bc\"}\n" + lines[1]
	got := readertest.Collect(t, Read(strings.NewReader(in), &Options{MaxRecordBytes: 1000}))
	var ids []string
	for _, c := range got.Comments {
		ids = append(ids, c.ID+":"+c.Text)
	}
	if len(ids) != 4 || ids[1] != ":odd" || ids[2] != "ctl:a\tb c" || got.Err != nil {
		t.Errorf("%q %v", ids, got.Err)
	}
	var at []int
	for _, b := range got.Bad {
		at = append(at, b.Line)
	}
	if fmt.Sprint(at) != "[2 4 6 7]" {
		t.Errorf("faults at lines %v: %v", at, got.Bad)
	}
}

func TestDeepListing(t *testing.T) {
	const n = 200_000
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `{"kind":"Listing","data":{"children":[{"kind":"t1","data":{"id":"%d","body":"x","replies":`, i)
	}
	for _, in := range []string{b.String(), b.String() + `""` + strings.Repeat(`}}]}}`, n)} {
		if got := readertest.String(t, read, in); len(got.Comments) < n-1 {
			t.Errorf("%d comments", len(got.Comments))
		}
	}
	for _, in := range []string{strings.Repeat("[", 1_000_000), strings.Repeat(`{"a":`, 1_000_000), `{"id":"a","x":` + strings.Repeat("[", 1_000_000)} {
		if got := readertest.String(t, read, in); len(got.Comments) > 0 || len(got.Bad) > 1 {
			t.Errorf("%d comments, %d faults", len(got.Comments), len(got.Bad))
		}
	}
}

// FuzzScan holds the fast scanner against encoding/json and package jsontree:
// a line that it accepts is JSON and gives the same fields.
func FuzzScan(f *testing.F) {
	for _, s := range strings.Split(dump, "\n") {
		f.Add([]byte(s), strings.Split(dump, "\n")[0])
		f.Add([]byte(s), s)
	}
	f.Add([]byte(`{"id":"a","body":"x","id":"b","_meta":{},"_meta":null,"n":[{"x":[-0.5e+3]}]}`), `{"id":"b","body":null,"n":[{"x":[-0.5e+3]}]}`)
	f.Fuzz(func(t *testing.T, line []byte, before string) {
		var fast, slow record
		// Lines before this one teach the scanner what lines look like.
		fast.like = &pattern{missed: 3}
		fast.scan([]byte(before))
		fast.like.missed = 0
		fast.reset()
		if !fast.scan(line) {
			return
		}
		var lib map[string]json.RawMessage
		if err := json.Unmarshal(line, &lib); err != nil {
			t.Fatalf("accepted %q: %v", line, err)
		}
		var tree jsontree.Tree
		if err := tree.Parse(line); err != nil {
			t.Fatalf("accepted %q: %v", line, err)
		}
		slow.fromTree(tree.Root())
		for i := range fast.f {
			if fast.f[i].kind != slow.f[i].kind || fast.string(i) != slow.string(i) || fast.f[i].kind == jsontree.Number && string(fast.raw(i)) != string(slow.raw(i)) {
				t.Fatalf("%q: field %d: %v, want %v", line, i, fast.f[i], slow.f[i])
			}
		}
		for key, which := range map[string]int{"id": fID, "author": fAuthor, "body": fBody, "parent_id": fParent, "title": fTitle} {
			var s *string
			if json.Unmarshal(lib[key], &s) == nil && s != nil && *s != fast.string(which) {
				t.Fatalf("%q: %s is %q, want %q", line, key, fast.string(which), *s)
			}
		}
		var a, b thread.Comment
		x, y := reader{rec: fast}, reader{rec: slow}
		if ea, eb := x.fill(&a), y.fill(&b); ea != eb || !reflect.DeepEqual(a, b) {
			t.Fatalf("%q: %v %v, want %v %v", line, a, ea, b, eb)
		}
	})
}

func FuzzRead(f *testing.F) {
	readertest.Fuzz(f, read, dump, listing, `{"kind":"Listing","data":{"children":[`, `{"data":[{"id":1}]}`)
}

// realistic is shaped like a record of the dumps of 2020: some forty fields,
// most of them of no use here.
const realistic = `{"all_awardings":[],"approved_at_utc":null,"associated_award":null,"author":"some_user_name%d","author_created_utc":1462040000,"author_flair_background_color":"","author_flair_css_class":null,"author_flair_richtext":[],"author_flair_template_id":null,"author_flair_text":null,"author_flair_text_color":"dark","author_flair_type":"text","author_fullname":"t2_xk%d","author_patreon_flair":false,"author_premium":false,"awarders":[],"banned_at_utc":null,"body":"I think that is right, mostly, but the second half doesn't follow.\n\n&gt; it always rains there\n\nNot in my experience. I lived there for six years and saw it rain perhaps a dozen times each winter, and never in summer.","can_gild":true,"can_mod_post":false,"collapsed":false,"collapsed_because_crowd_control":null,"collapsed_reason":null,"comment_type":null,"controversiality":0,"created_utc":15880%05d,"distinguished":null,"downs":0,"edited":false,"gilded":0,"gildings":{},"id":"fp%d","is_submitter":false,"likes":null,"link_id":"t3_gc%d","locked":false,"mod_note":null,"mod_reason_by":null,"mod_reason_title":null,"mod_reports":[],"name":"t1_fp%d","no_follow":true,"num_reports":null,"parent_id":"t1_fo%d","permalink":"/r/AskSomething/comments/gc%d/a_title_in_the_link/fp%d/","quarantined":false,"removal_reason":null,"replies":null,"report_reasons":[],"retrieved_on":1588300000,"saved":false,"score":4,"score_hidden":false,"send_replies":true,"steward_reports":[],"stickied":false,"subreddit":"AskSomething","subreddit_id":"t5_2qh1i","subreddit_name_prefixed":"r/AskSomething","subreddit_type":"public","top_awarded_type":null,"total_awards_received":0,"treatment_tags":[],"ups":4,"user_reports":[]}` + "\n"

// lean is a record of the fields that earlier dumps had.
const lean = `{"author":"some_user_name%d","author_flair_text":null,"body":"I think that is right, mostly, but the second half doesn't follow. I lived there for six years and saw it rain perhaps a dozen times each winter.","controversiality":0,"created_utc":15880%05d,"distinguished":null,"edited":false,"gilded":0,"id":"fp%d","link_id":"t3_gc%d","parent_id":"t1_fo%d","retrieved_on":1588300000,"score":4,"stickied":false,"subreddit":"AskSomething","subreddit_id":"t5_2qh1i"}` + "\n"

func corpus(format string) []byte {
	var b strings.Builder
	for i := range 4000 {
		args := make([]any, strings.Count(format, "%"))
		for k := range args {
			args[k] = i
		}
		fmt.Fprintf(&b, format, args...)
	}
	return []byte(b.String())
}

func BenchmarkRead(b *testing.B) {
	for name, format := range map[string]string{"full": realistic, "lean": lean} {
		in := corpus(format)
		b.Run(name, func(b *testing.B) { readertest.Bench(b, read, in) })
		b.Run(name+"-encoding-json", func(b *testing.B) {
			readertest.Bench(b, func(r io.Reader) iter.Seq2[thread.Comment, error] {
				return func(yield func(thread.Comment, error) bool) {
					d := json.NewDecoder(r)
					for {
						var v struct {
							ID         string `json:"id"`
							Author     string `json:"author"`
							AuthorID   string `json:"author_fullname"`
							Body       string `json:"body"`
							Created    int64  `json:"created_utc"`
							LinkID     string `json:"link_id"`
							ParentID   string `json:"parent_id"`
							Permalink  string `json:"permalink"`
							Score      float64
							RetrivedOn int64 `json:"retrieved_on"`
						}
						if d.Decode(&v) != nil {
							return
						}
						yield(thread.Comment{ID: v.ID, Author: v.Author, Text: v.Body}, nil)
					}
				}
			}, in)
		})
	}
}

func ExampleRead() {
	in := `{"id":"c1","author":"ann","body":"&gt; really?\n\nYes.","created_utc":1500000000,"link_id":"t3_p","parent_id":"t3_p"}
{"id":"c2","author":"[deleted]","body":"[deleted]","created_utc":1500000060,"link_id":"t3_p","parent_id":"t1_c1"}`
	for c, err := range Read(strings.NewReader(in), nil) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Printf("%s answers %q: %q by %q, %v\n", c.ID, c.Parent, c.Text, c.Author, c.Status)
	}
	// Output:
	// c1 answers "": "> really?\n\nYes." by "ann", visible
	// c2 answers "c1": "" by "", deleted
}
