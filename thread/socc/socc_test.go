package socc

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

const sample = `article_id,comment_counter,comment_author,timestamp,post_time,comment_text,TotalVotes,posVotes,negVotes,reactions
7,source1_7_0,Ann,2014-01-02 03:04:05,,"One, <b>two</b>",5,6,1,
7,source1_7_0_1,Bob,,1500000000000,no,2,,,"[{'a': 1}]"
7,source1_7_3_0_2,Cy,,,deep,,,,
`

func TestRead(t *testing.T) {
	got := readertest.String(t, read, sample)
	var b strings.Builder
	for _, c := range got.Comments {
		score := 0.0
		if c.Details != nil {
			score = c.Details.Score
		}
		fmt.Fprintf(&b, "%s<%s %s %d %q %s %q %v %v\n", c.ID, c.Parent, c.Thread, c.Level, c.Author, c.Status, c.Text, c.Floating, score)
	}
	want := `source1_7_0< source1_7 1 "Ann" visible "One, two" true 5
source1_7_0_1<source1_7_0 source1_7 2 "Bob" visible "no" false 2
source1_7_3_0_2<source1_7_3_0 source1_7 3 "Cy" visible "deep" false 0
source1_7_3_0<source1_7_3 source1_7 2 "" missing "" false 0
source1_7_3< source1_7 1 "" missing "" false 0
`
	if b.String() != want || got.Err != nil || len(got.Bad) > 0 {
		t.Errorf("%s%v %v", b.String(), got.Bad, got.Err)
	}
	bad := "comment_counter,comment_text\nsource1_7,x\nsource1_7_0_x,x\n\nsource1_7_0,x,y\nsource1_7_1,ok\n"
	if got := readertest.String(t, read, bad); len(got.Comments) != 1 || len(got.Bad) != 3 {
		t.Errorf("%+v", got)
	}
	long := "comment_counter,comment_text\nsource1_7" + strings.Repeat("_0", 100_000) + ",x\n"
	if got := readertest.String(t, read, long); len(got.Bad) != 1 {
		t.Errorf("a path of 100,000 numbers: %d comments", len(got.Comments))
	}
	if got := readertest.String(t, read, "a,b\n1,2\n"); got.Err == nil {
		t.Error("no error for another table")
	}
}

func TestRobust(t *testing.T) { readertest.Robust(t, read, []byte(sample)) }

func FuzzRead(f *testing.F) {
	readertest.Fuzz(f, read, sample, "comment_counter,comment_text\na_b_0,\"x\n")
}

func ExampleRead() {
	for c, err := range Read(strings.NewReader(sample), nil) {
		if err == nil && c.Status == thread.Visible {
			fmt.Printf("%s %q %q\n", c.ID, c.Parent, c.Author)
		}
	}
	// Output:
	// source1_7_0 "" "Ann"
	// source1_7_0_1 "source1_7_0" "Bob"
	// source1_7_3_0_2 "source1_7_3_0" "Cy"
}
