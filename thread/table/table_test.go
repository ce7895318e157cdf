package table

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/readertest"
)

func read(r io.Reader) iter.Seq2[thread.Comment, error] { return Read(r, nil) }

const sample = `comment_id,parent_id,article_id,user,created_at,comment_text,likes
1,,a7,ann,2020-01-02 03:04:05,"First, with
two lines",3
2.0,1.0,a7,[deleted],1577934245,[deleted],0
3,NaN,a7,"Bob ""B""",2020-01-02T05:00:00+02:00,Third,
4,a7,a7,None,,"=SUM(A1)",-1
`

const lines = `{"id":9007199254740993,"parent_id":null,"thread_id":"t","author":{"name":"ann"},"text":"one","created_utc":1577934245.5}
{"id":"b","parent_id":9007199254740993,"thread_id":"t","author":"bob","text":"two","created_utc":"1577934300"}
`

const nested = `[{"id":"/posts/1/","title":"A post","comments":[{"author":"ann","created":"2005-02-24 04:03:37","text":"one","id":0,"replies":[{"id":5,"text":"two","author":"bob"}]}]},{"id":"/posts/2/","comments":[]}]`

func outline(r readertest.Result) string {
	var b strings.Builder
	for _, c := range r.Comments {
		at := "-"
		if !c.Time.IsZero() {
			at = c.Time.Format("15:04:05")
		}
		fmt.Fprintf(&b, "%s<%s %s %q %s %v %s %q\n", c.ID, c.Parent, c.Thread, c.Author, at, c.Floating, c.Status, c.Text)
	}
	return b.String()
}

func TestRead(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"csv", sample, `1< a7 "ann" 03:04:05 true visible "First, with\ntwo lines"
2<1 a7 "" 03:04:05 false deleted ""
3< a7 "Bob \"B\"" 03:00:00 false visible "Third"
4< a7 "" - false visible "=SUM(A1)"
`},
		{"jsonl", lines, `9007199254740993< t "ann" 03:04:05 false visible "one"
b<9007199254740993 t "bob" 03:05:00 false visible "two"
`},
		{"nested", nested, `0< /posts/1/ "ann" 04:03:37 true visible "one"
5<0 /posts/1/ "bob" - false visible "two"
`},
		{"nested without IDs", `[{"message":"hi","name":"bob","replies":[{"message":"one","name":"al","children":[{"id":"x","message":"two","replies":[{"message":"three"}]}]}]},{"message":"four","name":"cy"},{"title":"t","id":"t","comments":[{"text":"five","replies":[]},{"text":"six"}]}]`,
			`/1<  "bob" - false visible "hi"
/2</1  "al" - false visible "one"
x</2  "" - false visible "two"
/4<x  "" - false visible "three"
<  "cy" - false visible "four"
/6< t "" - false visible "five"
< t "" - false visible "six"
`},
		{"tsv", "tweet_id\tin_reply_to_status_id\tscreen_name\ttext\n1\t\ta\tx\n2\t1\tb\ty\n", "1<  \"a\" - false visible \"x\"\n2<1  \"b\" - false visible \"y\"\n"},
		{"post_id is the thread", "id;post_id;body\n1;p;x\n", "1< p \"\" - false visible \"x\"\n"},
		{"post_id is the ID", "post_id;body\n1;x\n", "1<  \"\" - false visible \"x\"\n"},
		{"reddit", "id,parent_id,link_id,body\nt1_a,t3_p,t3_p,x\nb,t1_a,t3_p,y\n", "a< t3_p \"\" - false visible \"x\"\nb<a t3_p \"\" - false visible \"y\"\n"},
		{"root names the thread", "id,parent,tree_id,text\nr,,r,x\ns,r,r,y\n", "r< r \"\" - false visible \"x\"\ns<r r \"\" - false visible \"y\"\n"},
		{"Latin-1", "id,author,text\n1,Zo\xeb,\x93caf\xe9\x94\n", "1<  \"Zoë\" - false visible \"“café”\"\n"},
		{"UTF-16", "\xff\xfei\x00d\x00,\x00t\x00e\x00x\x00t\x00\n\x001\x00,\x00x\x00\n\x00", "1<  \"\" - false visible \"x\"\n"},
	} {
		got := readertest.String(t, read, c.in)
		if outline(got) != c.want || got.Err != nil || len(got.Bad) > 0 {
			t.Errorf("%s:\n%swant\n%s%v %v", c.name, outline(got), c.want, got.Bad, got.Err)
		}
	}
	if d := readertest.String(t, read, sample).Comments[3].Details; d.Score != -1 || !d.HasScore {
		t.Errorf("%+v", d)
	}
}

func TestOptions(t *testing.T) {
	zone := time.FixedZone("", 3600)
	in := "1,x,<b>bold</b><br>y,2020-01-01 12:00\n"
	got := readertest.Collect(t, Read(strings.NewReader(in), &Options{NoHeader: true, HTML: true, Zone: zone, Columns: Columns{ID: "1", Author: "2", Text: "3", Time: "4"}}))
	if want := "1<  \"x\" 11:00:00 false visible \"bold\\ny\"\n"; outline(got) != want {
		t.Errorf("%s %v", outline(got), got.Err)
	}
	got = readertest.Collect(t, Read(strings.NewReader("Nr,Wer,Was\n1,a,x\n"), &Options{Columns: Columns{ID: "nr", Author: "Wer", Text: "Was"}}))
	if want := "1<  \"a\" - false visible \"x\"\n"; outline(got) != want {
		t.Errorf("%s %v", outline(got), got.Err)
	}
	got = readertest.Collect(t, Read(strings.NewReader(`{"meta":{"who":"ann"},"said":"x","id":1}`), &Options{Columns: Columns{Author: "meta.who", Text: "said", ID: "-"}}))
	if want := "<  \"ann\" - false visible \"x\"\n"; outline(got) != want {
		t.Errorf("%s %v", outline(got), got.Bad)
	}
	if got := readertest.String(t, read, "Nr,Wer,Was\n1,a,x\n"); !errors.Is(got.Err, ErrColumns) {
		t.Error(got.Err)
	}
	if got := readertest.Collect(t, Read(strings.NewReader("a,text\n1,x"), &Options{Columns: Columns{ID: "b"}})); got.Err == nil {
		t.Error("no error for a column that is not there")
	}
}

func TestBroken(t *testing.T) {
	in := "id,text\n1,a,b,c\n2\n3,\"open\n4,d\n5," + strings.Repeat("x", 5000) + "\n6,e\x00\x0bf\n"
	got := readertest.Collect(t, Read(strings.NewReader(in), &Options{MaxRecordBytes: 4096}))
	var at []int
	for _, b := range got.Bad {
		at = append(at, b.Line)
	}
	if got.Err != nil || fmt.Sprint(at) != "[2 4]" && fmt.Sprint(at) != "[2 4 6]" || outline(got) == "" {
		t.Errorf("%v\n%s", got.Bad, outline(got))
	}
	wide := "id,text" + strings.Repeat(",c", 100_000) + "\n1,x\n"
	if got := readertest.String(t, read, wide); len(got.Comments) != 1 {
		t.Error("100,000 columns")
	}
	deep := strings.Repeat(`{"text":"x","replies":[`, 200_000)
	if got := readertest.String(t, read, deep); len(got.Comments) != 200_000 || len(got.Bad) != 1 {
		t.Errorf("deep: %d, %d", len(got.Comments), len(got.Bad))
	}
}

func TestRobust(t *testing.T) {
	readertest.Robust(t, read, []byte(sample))
	readertest.Robust(t, read, []byte(lines))
	readertest.Robust(t, read, []byte(nested))
}

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
	at := time.Date(2020, 1, 2, 3, 4, 5, 678901234, time.UTC)
	return []thread.Comment{
		{ID: "p", Thread: "p", Author: "=op", Text: "Start, \"q\"\n\n> z", Kind: thread.Post, Time: at, Details: &thread.Details{Title: "'-T", URL: "http://example.org/"}},
		{ID: "0", Parent: "null", Thread: "t1_x", Author: "None", Text: "+1", Time: at.Truncate(time.Minute), Precision: thread.Minute, Floating: true, Level: 1, Ordinal: 3,
			Details: &thread.Details{AuthorID: "u1", ReplyTo: "@op", Lang: "en", Score: -2.5, HasScore: true, Edited: at, Retrieved: at, Unseen: 4}},
		{ID: "b", Parent: "0", Thread: "p", Status: thread.Missing, Text: "''=x"},
		{ID: "c", Parent: "b", Thread: "c", Status: thread.Spam, Kind: thread.System, Time: time.Date(1950, 1, 1, 0, 0, 0, 0, time.UTC), Precision: thread.Day},
	}
}

func TestRoundTrip(t *testing.T) {
	for name, write := range map[string]func(io.Writer, iter.Seq2[thread.Comment, error]) error{
		"csv": func(w io.Writer, s iter.Seq2[thread.Comment, error]) error { return WriteCSV(w, s, nil) },
		"tsv": func(w io.Writer, s iter.Seq2[thread.Comment, error]) error {
			return WriteCSV(w, s, &WriteOptions{Comma: '\t', Formulas: true})
		},
		"jsonl": WriteJSONL,
	} {
		var first, second bytes.Buffer
		if err := write(&first, seq(everything())); err != nil {
			t.Fatal(err)
		}
		got := readertest.String(t, read, first.String())
		for i := range got.Comments {
			got.Comments[i].Pos, got.Comments[i].Line = 0, 0
		}
		if !reflect.DeepEqual(got.Comments, everything()) {
			t.Errorf("%s: got\n%+v\nwant\n%+v\n%s", name, got.Comments, everything(), first.String())
		}
		if err := write(&second, seq(got.Comments)); err != nil || first.String() != second.String() {
			t.Errorf("%s: %v\n%s%s", name, err, first.String(), second.String())
		}
	}
	bad := &thread.RecordError{Err: errors.New("bad")}
	if err := WriteCSV(io.Discard, seq(nil, bad), nil); !errors.Is(err, bad) {
		t.Error(err)
	}
	var b bytes.Buffer
	if err := WriteCSV(&b, seq([]thread.Comment{{Author: "=cmd()"}}), nil); err != nil || !strings.Contains(b.String(), "'=cmd()") {
		t.Errorf("formula: %v %s", err, b.String())
	}
}

func FuzzRead(f *testing.F) {
	readertest.Fuzz(f, read, sample, lines, nested, written, writtenJSON, `[{"message":"hi","replies":[{"message":"one","replies":[]}]}]`, "id\ttext\n1\t\"x\n2\ty\n",
		"sep=;\nid;date;text\n1;1/2/2021;x\n2;2/13/2021;y\n3;44230.5;\"{\"\"text\"\":\"\"z\"\"}\"\n", `{"results":{"a":[[{"text":["x",{"text":"y"}],"id":1}]]},"b":{}}`,
		`{"thread":{"post":{"uri":"a","author":{"handle":"b"},"record":{"text":"c","reply":{"parent":{"uri":"d"}}}},"replies":[{"ts":"1.2","thread_ts":"1.1","text":"e"}]}}`)
}

// FuzzRoundTrip holds that writing is a fixed point of reading.
func FuzzRoundTrip(f *testing.F) {
	for _, s := range []string{sample, lines, nested, written, writtenJSON} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		comments := readertest.Collect(t, read(bytes.NewReader(in))).Comments
		for _, asJSON := range []bool{false, true} {
			write := func(comments []thread.Comment) string {
				var b bytes.Buffer
				err := error(nil)
				if asJSON {
					err = WriteJSONL(&b, seq(comments))
				} else {
					err = WriteCSV(&b, seq(comments), nil)
				}
				if err != nil {
					t.Fatal(err)
				}
				return b.String()
			}
			first := write(comments)
			again := readertest.String(t, read, first)
			if len(again.Comments) != len(comments) || len(again.Bad) > 0 || again.Err != nil && len(comments) > 0 {
				t.Fatalf("%q: %d comments of %d, %v, %v\n%s", in, len(again.Comments), len(comments), again.Bad, again.Err, first)
			}
			if second := write(again.Comments); first != second {
				t.Fatalf("%q:\n%s%s", in, first, second)
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	var w bytes.Buffer
	w.WriteString("id,parent,thread,author,time,text\n")
	for i := range 5000 {
		fmt.Fprintf(&w, "%d,%d,a,someone,2020-01-02T03:04:05Z,\"A comment, of ordinary length, with a few commas and some words more.\"\n", i+1, i/2)
	}
	readertest.Bench(b, read, w.Bytes())
}

func ExampleRead() {
	in := "comment_id,reply_to,user,date,comment_text\n7,,ann,2020-01-02,Why?\n8,7,bob,2020-01-02,Because.\n"
	for c, err := range Read(strings.NewReader(in), nil) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Printf("%s answers %q: %s, %s\n", c.ID, c.Parent, c.Author, c.Text)
	}
	// Output:
	// 7 answers "": ann, Why?
	// 8 answers "7": bob, Because.
}

func ExampleWriteJSONL() {
	comments := seq([]thread.Comment{{ID: "a", Author: "ann", Text: "No."}, {ID: "b", Parent: "a", Author: "bob", Text: "Yes."}})
	if err := WriteJSONL(os.Stdout, comments); err != nil {
		fmt.Println(err)
	}
	// Output:
	// {"rejoinder":1,"id":"a","author":"ann","text":"No."}
	// {"rejoinder":1,"id":"b","parent":"a","author":"bob","text":"Yes."}
}

// TestLocalDates reads the dates that spreadsheets write.
func TestLocalDates(t *testing.T) {
	for _, c := range []struct {
		in   string
		opt  *Options
		want string
	}{
		{"05.03.2014 09:07", nil, "2014-03-05 09:07"}, {"3/25/2014 9:07 PM", nil, "2014-03-25 21:07"},
		{"3/5/2014 9:07", &Options{DayFirst: true}, "2014-05-03 09:07"}, {"3/5/2014 9:07", &Options{MonthFirst: true}, "2014-03-05 09:07"},
		{"3/5/2014 9:07", nil, "0001-01-01 00:00"},
	} {
		got := readertest.Collect(t, Read(strings.NewReader("id;date;text\n1;"+c.in+";x\n"), c.opt))
		if len(got.Comments) != 1 || got.Comments[0].Time.Format("2006-01-02 15:04") != c.want {
			t.Errorf("%s: %+v", c.in, got.Comments)
		}
	}
}

// A table that has no column for it does not say who is answered.
func TestParentsUnstated(t *testing.T) {
	for in, want := range map[string]bool{
		"id,author,text\n1,Ann,Hello\n":           true,
		"id,parent,author,text\n1,,Ann,Hello\n":   false,
		"id,level,author,text\n1,1,Ann,Hello\n":   false,
		"id,reply_to,author,text\n1,,Ann,Hello\n": false,
	} {
		for c, err := range ReadCSV(strings.NewReader(in), nil) {
			if err != nil || c.Provenance != nil != want {
				t.Errorf("%q: %+v, %v", in, c.Provenance, err)
			}
		}
	}
}
