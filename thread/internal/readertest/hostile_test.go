package readertest_test

import (
	"io"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/internal/shareddata"
	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/convokit"
	"github.com/seed-100d3eb7/rejoinder/thread/coral"
	"github.com/seed-100d3eb7/rejoinder/thread/discourse"
	"github.com/seed-100d3eb7/rejoinder/thread/disqus"
	"github.com/seed-100d3eb7/rejoinder/thread/github"
	"github.com/seed-100d3eb7/rejoinder/thread/hackernews"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/readertest"
	"github.com/seed-100d3eb7/rejoinder/thread/jsonld"
	"github.com/seed-100d3eb7/rejoinder/thread/lemmy"
	"github.com/seed-100d3eb7/rejoinder/thread/mastodon"
	"github.com/seed-100d3eb7/rejoinder/thread/mbox"
	"github.com/seed-100d3eb7/rejoinder/thread/nyt"
	"github.com/seed-100d3eb7/rejoinder/thread/reddit"
	"github.com/seed-100d3eb7/rejoinder/thread/socc"
	"github.com/seed-100d3eb7/rejoinder/thread/table"
	"github.com/seed-100d3eb7/rejoinder/thread/wordpress"
	"github.com/seed-100d3eb7/rejoinder/thread/youtube"
)

type sequence = iter.Seq2[thread.Comment, error]

// hostile is what each reader must bear: a record without an end between two
// good ones, its text growing where %s stands.
var hostile = []struct {
	name       string
	read       func(io.Reader, int) sequence
	head, tail string
	good       int // comments that must be read
}{
	{"pushshift", func(r io.Reader, n int) sequence { return reddit.Read(r, &reddit.Options{MaxRecordBytes: n}) },
		"{\"id\":\"a\",\"body\":\"x\"}\n{\"id\":\"b\",\"body\":\"", "\"}\n{\"id\":\"c\",\"body\":\"y\"}\n", 2},
	{"reddit", func(r io.Reader, n int) sequence { return reddit.Read(r, &reddit.Options{MaxRecordBytes: n}) },
		`[{"kind":"t1","data":{"id":"a","body":"x"}},{"kind":"t1","data":{"id":"b","body":"`, `"}},{"kind":"t1","data":{"id":"c","body":"y"}}]`, 2},
	{"hackernews", func(r io.Reader, n int) sequence { return hackernews.Read(r, &hackernews.Options{MaxRecordBytes: n}) },
		"{\"id\":1,\"text\":\"x\"}\n{\"id\":2,\"text\":\"", "\"}\n{\"id\":3,\"text\":\"y\"}\n", 2},
	{"convokit", func(r io.Reader, n int) sequence { return convokit.Read(r, &convokit.Options{MaxRecordBytes: n}) },
		"{\"id\":\"1\",\"text\":\"x\"}\n{\"id\":\"2\",\"text\":\"", "\"}\n{\"id\":\"3\",\"text\":\"y\"}\n", 2},
	{"youtube", func(r io.Reader, n int) sequence { return youtube.Read(r, &youtube.Options{MaxRecordBytes: n}) },
		`[{"id":"1","snippet":{"textOriginal":"x"}},{"id":"2","snippet":{"textOriginal":"`, `"}},{"id":"3","snippet":{"textOriginal":"y"}}]`, 2},
	{"discourse", func(r io.Reader, n int) sequence { return discourse.Read(r, &discourse.Options{MaxRecordBytes: n}) },
		`[{"post_number":2,"cooked":"x"},{"post_number":3,"cooked":"`, `"},{"post_number":4,"cooked":"y"}]`, 2},
	{"mastodon", func(r io.Reader, n int) sequence { return mastodon.Read(r, &mastodon.Options{MaxRecordBytes: n}) },
		`[{"id":"1","content":"x"},{"id":"2","content":"`, `"},{"id":"3","content":"y"}]`, 2},
	{"lemmy", func(r io.Reader, n int) sequence { return lemmy.Read(r, &lemmy.Options{MaxRecordBytes: n}) },
		`[{"comment":{"id":1,"content":"x"}},{"comment":{"id":2,"content":"`, `"}},{"comment":{"id":3,"content":"y"}}]`, 2},
	{"github", func(r io.Reader, n int) sequence { return github.Read(r, &github.Options{MaxRecordBytes: n}) },
		`[{"id":1,"body":"x"},{"id":2,"body":"`, `"},{"id":3,"body":"y"}]`, 2},
	{"jsonld", func(r io.Reader, n int) sequence { return jsonld.Read(r, &jsonld.Options{MaxRecordBytes: n}) },
		`[{"@type":"Comment","text":"x"},{"@type":"Comment","text":"`, `"},{"@type":"Comment","text":"y"}]`, 2},
	{"coral", func(r io.Reader, n int) sequence { return coral.Read(r, &coral.Options{MaxRecordBytes: n}) },
		`[{"id":"1","body":"x"},{"id":"2","body":"`, `"},{"id":"3","body":"y"}]`, 2},
	{"nyt", func(r io.Reader, n int) sequence { return nyt.Read(r, &nyt.Options{MaxRecordBytes: n}) },
		`[{"commentID":1,"commentBody":"x"},{"commentID":2,"commentBody":"`, `"},{"commentID":3,"commentBody":"y"}]`, 2},
	{"jsonl", func(r io.Reader, n int) sequence { return table.Read(r, &table.Options{MaxRecordBytes: n}) },
		"{\"id\":1,\"text\":\"x\"}\n{\"id\":2,\"text\":\"", "\"}\n{\"id\":3,\"text\":\"y\"}\n", 2},
	{"csv", func(r io.Reader, n int) sequence { return table.Read(r, &table.Options{MaxRecordBytes: n}) },
		"id,text\n1,x\n2,", "\n3,y\n", 2},
	{"csv quoted", func(r io.Reader, n int) sequence { return table.Read(r, &table.Options{MaxRecordBytes: n}) },
		"id,text\n1,x\n2,\"", "\n3,y\n", 2},
	{"socc", func(r io.Reader, n int) sequence { return socc.Read(r, &socc.Options{MaxRecordBytes: n}) },
		"comment_counter,comment_text\na_1_0,x\na_1_1,", "\na_1_2,y\n", 2},
	{"wxr", func(r io.Reader, n int) sequence { return wordpress.Read(r, &wordpress.Options{MaxRecordBytes: n}) },
		"<rss><item><post_id>1</post_id><comment><comment_content>x</comment_content></comment><comment><comment_content><![CDATA[", "]]></comment_content></comment><comment><comment_content>y</comment_content></comment></item></rss>", 3},
	{"disqus", func(r io.Reader, n int) sequence { return disqus.Read(r, &disqus.Options{MaxRecordBytes: n}) },
		"<disqus><post><message>x</message></post><post><message>", "</message></post><post><message>y</message></post></disqus>", 2},
	{"mbox", func(r io.Reader, n int) sequence { return mbox.Read(r, &mbox.Options{MaxRecordBytes: n}) },
		"From a Sat Jan  1 00:00:00 2000\nFrom: a\n\nx\n\nFrom b Sat Jan  1 00:00:00 2000\nFrom: b\n\n", "\n\nFrom c Sat Jan  1 00:00:00 2000\nFrom: c\n\ny\n", 2},
}

// endless reads as n bytes of the letter x.
type endless struct{ n int }

func (e *endless) Read(p []byte) (int, error) {
	if e.n == 0 {
		return 0, io.EOF
	}
	p = p[:min(len(p), e.n)]
	for i := range p {
		p[i] = 'x'
	}
	e.n -= len(p)
	return len(p), nil
}

// TestHuge gives every reader a record of 8 or 100 MB with a cap of 1 MiB: a fault
// with a place, the rest read, and memory in proportion to the cap.
func TestHuge(t *testing.T) {
	for _, c := range hostile {
		size := 8 << 20
		switch c.name {
		case "pushshift", "reddit", "csv quoted", "wxr", "mbox": // one for each way of finding records
			if !testing.Short() {
				size = 100 << 20
			}
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		got := readertest.Collect(t, c.read(io.MultiReader(strings.NewReader(c.head), &endless{size}, strings.NewReader(c.tail)), 1<<20))
		runtime.ReadMemStats(&after)
		if len(got.Comments) != c.good || len(got.Bad) != 1 || got.Err != nil || got.Bad[0].Line == 0 && got.Bad[0].Pos <= 0 {
			t.Errorf("%s: %d comments, %v, %v", c.name, len(got.Comments), got.Bad, got.Err)
		}
		if n := after.TotalAlloc - before.TotalAlloc; n > 16<<20 {
			t.Errorf("%s: %d MiB allocated", c.name, n>>20)
		}
	}
}

// TestNested gives every reader brackets, braces, elements and quotes nested a
// hundred thousand deep, whole and as a value that nobody reads. With
// REJOINDER_HUGE=1 it is a million.
func TestNested(t *testing.T) {
	n := 100_000
	if testing.Short() {
		n = 30_000 // the depth at which recursion would show is a few thousand
	}
	if os.Getenv("REJOINDER_HUGE") == "1" {
		n = 1_000_000
	}
	for _, deep := range []string{
		strings.Repeat("[", n), strings.Repeat(`{"a":`, n), strings.Repeat("[", n) + strings.Repeat("]", n),
		strings.Repeat("<a>", n), strings.Repeat("> ", n), strings.Repeat("(", n), strings.Repeat(`"`, n),
	} {
		for _, c := range hostile {
			ins := []string{deep}
			if i := strings.LastIndexAny(c.head, ">\","); i > 0 && deep[0] != '"' {
				ins = append(ins, c.head+deep)
			}
			for _, in := range ins {
				got := readertest.Collect(t, c.read(strings.NewReader(in), 0))
				readertest.Check(t, got, 3*len(in))
				if len(got.Comments) > 5 || len(got.Bad) > 200 {
					t.Errorf("%s on %.20q…: %d comments, %d faults", c.name, in, len(got.Comments), len(got.Bad))
				}
			}
		}
	}
}

// TestFixtures counts what exports published by others hold.
func TestFixtures(t *testing.T) {
	dir := filepath.Join(shareddata.Dir(t), "data", "trees", "fixtures")
	for _, c := range []struct {
		name     string
		read     readertest.Reader
		comments int
	}{
		{"theme-unit-test.wordpress.xml", readers[".wxr.xml"], 32},
		{"isso-wordpress.xml", readers[".wxr.xml"], 8},
		{"isso-disqus.xml", readers[".disqus.xml"], 4},
		{"isso-generic.json", func(r io.Reader) sequence { return table.Read(r, nil) }, 2},
	} {
		f, err := os.Open(filepath.Join(dir, c.name))
		if err != nil {
			t.Fatal(err)
		}
		got := readertest.Collect(t, c.read(f))
		f.Close()
		n := 0
		for _, m := range got.Comments {
			if m.Kind != thread.Post {
				n++
			}
		}
		if n != c.comments || len(got.Bad) > 0 || got.Err != nil {
			t.Errorf("%s: %d comments, %v %v", c.name, n, got.Bad, got.Err)
		}
	}
}
