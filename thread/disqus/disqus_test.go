package disqus

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

const sample = `<?xml version="1.0" encoding="utf-8"?>
<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">
<category dsq:id="1"><forum>f</forum><title>General</title></category>
<thread dsq:id="20"><id>/rain</id><forum>f</forum><category dsq:id="1"/><link>http://example.org/rain</link><title>Rain &amp;amp; sun</title><message/><createdAt>2020-01-01T00:00:00Z</createdAt><author><name>Ed</name><email>ed@example.org</email></author></thread>
<thread dsq:id="21"><id/></thread>
<post dsq:id="31"><id/><message><![CDATA[<p>One<br>more</p>]]></message><createdAt>2020-01-01T10:00:00Z</createdAt><isDeleted>false</isDeleted><isSpam>false</isSpam>
<author><name>Ann</name><email>Ann@Example.org</email><isAnonymous>true</isAnonymous></author><ipAddress>127.0.0.1</ipAddress><thread dsq:id="20"/></post>
<post dsq:id="32"><message>&lt;p&gt;Two&lt;/p&gt;</message><createdAt>2020-01-01T11:00:00</createdAt><isDeleted>true</isDeleted><isSpam>false</isSpam>
<author><name>Bob</name><username>bob7</username></author><thread dsq:id="20"/><parent dsq:id="31"/></post>
<post dsq:id="33"><message>Three</message><createdAt/><isSpam>true</isSpam><author/><thread dsq:id="99"/></post>
</disqus>
`

func TestRead(t *testing.T) {
	got := readertest.String(t, read, sample)
	if got.Err != nil || len(got.Bad) > 0 {
		t.Fatal(got.Bad, got.Err)
	}
	var b strings.Builder
	for _, c := range got.Comments {
		fmt.Fprintf(&b, "%s<%s %s %s %q %s %s %v %q\n", c.ID, c.Parent, c.Thread, c.Kind, c.Author, c.Status, c.Time.Format("2006 15:04"), c.Floating, c.Text)
	}
	want := `thread-20< thread-20 post "Ed" visible 2020 00:00 false ""
31< thread-20 comment "Ann" visible 2020 10:00 false "One\nmore"
32<31 thread-20 comment "Bob" deleted 2020 11:00 false "Two"
33< thread-99 comment "" spam 0001 00:00 false "Three"
`
	if b.String() != want {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
	if d := got.Comments[0].Details; d.Title != "Rain & sun" || d.URL != "http://example.org/rain" {
		t.Errorf("%+v", d)
	}
	if got.Comments[1].Details != nil || got.Comments[2].Details.AuthorID != "bob7" {
		t.Error("author IDs")
	}
	mail := readertest.Collect(t, Read(strings.NewReader(sample), &Options{Emails: true}))
	if id := mail.Comments[1].Details.AuthorID; id != "ann@example.org" {
		t.Errorf("asked for e-mail: %q", id)
	}
}

func TestRobust(t *testing.T) { readertest.Robust(t, read, []byte(sample)) }

func TestBroken(t *testing.T) {
	long := strings.Replace(sample, "Two", strings.Repeat("y", 9000), 1)
	got := readertest.Collect(t, Read(strings.NewReader(long), &Options{MaxRecordBytes: 4096}))
	if len(got.Comments) != 3 || len(got.Bad) != 1 || got.Bad[0].Line != 8 {
		t.Errorf("%d comments, %v", len(got.Comments), got.Bad)
	}
	// Posts before their thread, child before parent.
	lines := strings.Split(sample, "</post>\n")
	got = readertest.String(t, read, "<disqus>"+lines[1]+"</post>"+sample[strings.Index(sample, "<category"):])
	if got.Comments[0].ID != "32" || got.Comments[0].Thread != got.Comments[1].Thread {
		t.Errorf("wrong order: %+v", got.Comments[0])
	}
	if got := readertest.String(t, read, "<disqus><post dsq:id='1'>"+strings.Repeat("<a>", 1_000_000)); len(got.Comments) > 0 || len(got.Bad) != 1 {
		t.Errorf("deep: %v", got.Bad)
	}
}

func FuzzRead(f *testing.F) {
	readertest.Fuzz(f, read, sample, "<disqus><post dsq:id='1'><message>", "<disqus><thread/><post/></disqus>")
}

func BenchmarkRead(b *testing.B) {
	from, to := strings.Index(sample, "<post"), strings.Index(sample, "</disqus>")
	readertest.Bench(b, read, []byte(sample[:from]+strings.Repeat(sample[from:to], 1000)+sample[to:]))
}

func ExampleRead() {
	in := `<disqus xmlns:dsq="http://disqus.com/disqus-internals"><post dsq:id="2"><message>No.</message>
<author><name>Ann</name></author><thread dsq:id="1"/><parent dsq:id="9"/></post></disqus>`
	for c, err := range Read(strings.NewReader(in), nil) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(c.Thread, c.ID, c.Parent, c.Author, c.Text)
	}
	// Output: thread-1 2 9 Ann No.
}
