package wordpress

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"iter"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/readertest"
)

func read(r io.Reader) iter.Seq2[thread.Comment, error] { return Read(r, nil) }

const head = `<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Blog</title>
<item><title>Uncommented</title><wp:post_id>3</wp:post_id></item>
<item><title>On &amp; on</title><link>http://example.org/on</link><dc:creator><![CDATA[ed]]></dc:creator>
<content:encoded><![CDATA[First.

Second <em>part</em>.]]></content:encoded><wp:post_id>7</wp:post_id><wp:post_date_gmt>2019-05-01 08:00:00</wp:post_date_gmt>
`

const tail = "</item>\n</channel>\n</rss>\n"

func comment(id, parent int, author, date, gmt, text, approved, kind string) string {
	return fmt.Sprintf(`<wp:comment><wp:comment_id>%d</wp:comment_id><wp:comment_author><![CDATA[%s]]></wp:comment_author>
<wp:comment_author_email>a@example.org</wp:comment_author_email><wp:comment_author_IP>127.0.0.1</wp:comment_author_IP>
<wp:comment_date>%s</wp:comment_date><wp:comment_date_gmt>%s</wp:comment_date_gmt><wp:comment_content><![CDATA[%s]]></wp:comment_content>
<wp:comment_approved>%s</wp:comment_approved><wp:comment_type>%s</wp:comment_type><wp:comment_parent>%d</wp:comment_parent><wp:comment_user_id>0</wp:comment_user_id>
<wp:commentmeta><wp:meta_key>akismet</wp:meta_key><wp:meta_value>x</wp:meta_value></wp:commentmeta></wp:comment>
`, id, author, date, gmt, text, approved, kind, parent)
}

func sample() string {
	return head +
		comment(11, 0, "Ann &amp; Co", "2019-05-01 12:00:00", "2019-05-01 10:00:00", "One\n\n<blockquote>q</blockquote>\nTwo &lt;3", "1", "") +
		comment(12, 11, "Bob", "2019-05-01 12:30:00", "0000-00-00 00:00:00", "Pending", "0", "comment") +
		comment(13, 0, "Other blog", "", "2019-05-01 11:00:00", "[…] quoted […]", "1", "pingback") +
		comment(14, 12, "Cy", "", "2019-05-01 12:00:00", "Gone", "trash", "comment") + tail
}

func TestRead(t *testing.T) {
	got := readertest.String(t, read, sample())
	if got.Err != nil || len(got.Bad) > 0 {
		t.Fatal(got.Bad, got.Err)
	}
	var b strings.Builder
	for _, c := range got.Comments {
		fmt.Fprintf(&b, "%s<%s %s %s %q %s %s %v %q\n", c.ID, c.Parent, c.Thread, c.Kind, c.Author, c.Status, c.Time.Format("15:04"), c.Floating, c.Text)
	}
	want := `post-7< post-7 post "ed" visible 08:00 false "First.\n\nSecond part."
11< post-7 comment "Ann & Co" visible 10:00 false "One\n\n> q\n\nTwo <3"
12<11 post-7 comment "Bob" pending 12:30 true "Pending"
13< post-7 pingback "Other blog" visible 11:00 false "[…] quoted […]"
14<12 post-7 comment "Cy" removed 12:00 false "Gone"
`
	if b.String() != want {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
	if d := got.Comments[0].Details; d.Title != "On & on" || d.URL != "http://example.org/on" {
		t.Errorf("%+v", d)
	}
	if d := got.Comments[1].Details; d.AuthorID != "" || d.URL != "http://example.org/on#comment-11" {
		t.Errorf("%+v", d)
	}
	mail := readertest.Collect(t, Read(strings.NewReader(sample()), &Options{Emails: true}))
	if id := mail.Comments[1].Details.AuthorID; id != "a@example.org" {
		t.Errorf("asked for e-mail: %q", id)
	}
}

func TestRobust(t *testing.T) { readertest.Robust(t, read, []byte(sample())) }

func TestBroken(t *testing.T) {
	bomb := `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>`
	in := bomb + strings.TrimPrefix(head, `<?xml version="1.0" encoding="UTF-8" ?>`) +
		comment(1, 0, "A\x0b\x00", "", "", "&b; x\x0by", "1", "") + comment(2, 1, "B", "", "", strings.Repeat("y", 5000), "1", "") + comment(3, 1, "C", "", "", "z", "1", "") + tail
	got := readertest.Collect(t, Read(strings.NewReader(in), &Options{MaxRecordBytes: 4096}))
	if len(got.Comments) != 3 || len(got.Bad) != 1 || got.Err != nil {
		t.Fatalf("%+v", got)
	}
	if c := got.Comments[1]; c.Author != "A" || c.Text != "&b; x y" {
		t.Errorf("%q %q", c.Author, c.Text)
	}
	deep := strings.Repeat("<a>", 1_000_000)
	if got := readertest.String(t, read, head+deep); len(got.Comments) > 0 || len(got.Bad) != 1 {
		t.Errorf("deep: %d, %v", len(got.Comments), got.Bad)
	}
	latin := strings.Replace(strings.Replace(sample(), "UTF-8", "ISO-8859-1", 1), "Bob", "Zo\xeb", 1)
	latin = strings.ReplaceAll(latin, "…", "...")
	if got := readertest.String(t, read, latin); got.Comments[2].Author != "Zoë" {
		t.Errorf("Latin-1: %q", got.Comments[2].Author)
	}
	missing := strings.Replace(sample(), "</wp:comment>", "", 1)
	if got := readertest.String(t, read, missing); len(got.Comments) != 5 || got.Comments[2].Parent != "11" {
		t.Errorf("missing end tag: %d comments", len(got.Comments))
	}
	cut := sample()[:strings.Index(sample(), "Pending]]>")]
	if got := readertest.String(t, read, cut); len(got.Comments) != 2 || len(got.Bad) != 1 || got.Bad[0].Line == 0 {
		t.Errorf("cut: %d comments, %v", len(got.Comments), got.Bad)
	}
}

func FuzzRead(f *testing.F) {
	readertest.Fuzz(f, read, sample(), head+"<wp:comment><wp:comment_id>", "<rss><item><wp:comment/></item>")
}

func BenchmarkRead(b *testing.B) {
	var w bytes.Buffer
	w.WriteString(head)
	for i := range 2000 {
		w.WriteString(comment(i+1, i/2, "Commenter", "2019-05-01 12:00:00", "2019-05-01 10:00:00", "I am not sure that this <em>follows</em>: it rained on five days.\n\nAnd what of the others? See <a href=\"http://example.org/\">here</a> for what I wrote last year &amp; the year before.", "1", "comment"))
	}
	w.WriteString(tail)
	b.Run("read", func(b *testing.B) { readertest.Bench(b, read, w.Bytes()) })
	b.Run("encoding-xml-tokens", func(b *testing.B) {
		b.SetBytes(int64(w.Len()))
		b.ReportAllocs()
		for b.Loop() {
			d := xml.NewDecoder(bytes.NewReader(w.Bytes()))
			for {
				if _, err := d.RawToken(); err != nil {
					break
				}
			}
		}
	})
}

func ExampleRead() {
	in := `<rss><channel><item><title>Rain</title><wp:post_id>1</wp:post_id>
<wp:comment><wp:comment_id>5</wp:comment_id><wp:comment_author>Ann</wp:comment_author>
<wp:comment_date_gmt>2019-05-01 10:00:00</wp:comment_date_gmt><wp:comment_content>Again?</wp:comment_content>
<wp:comment_approved>1</wp:comment_approved><wp:comment_parent>0</wp:comment_parent></wp:comment></item></channel></rss>`
	for c, err := range Read(strings.NewReader(in), nil) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Printf("%s %s %q %q\n", c.Kind, c.ID, c.Author, c.Text)
	}
	// Output:
	// post post-1 "" ""
	// comment 5 "Ann" "Again?"
}
