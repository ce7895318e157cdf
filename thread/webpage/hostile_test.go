package webpage

import (
	"bytes"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"
	"unicode/utf8"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// TestDepth nests elements of every kind that the builder has rules for, a
// million of the first and a hundred thousand of the others, or a million of
// each with REJOINDER_HUGE=1; each must take linear time.
func TestDepth(t *testing.T) {
	comment := `<ol><li class="comment" id="comment-77"><cite class="fn">Ada</cite><div class="comment-content"><p>Here.</p></div></li></ol>`
	for _, open := range []string{"<div>", "<b>", "<blockquote>", "<ul><li>", "<table><tr><td>", "<p><b>", "<x-y>", "<a>", "<button>", "<dl><dd>", "<svg>", `<div class="comment">`, `<div class="comment"><b class="fn">a</b>`, `<li class="comment">x<ul>`, `<div class="Comment"><p>`, "<table>"} {
		t.Run(open, func(t *testing.T) {
			n := 1_000_000
			if (open != "<div>" || testing.Short()) && os.Getenv("REJOINDER_HUGE") != "1" {
				n /= 10
			}
			if strings.Contains(open, "omment") {
				n /= 8 // every engine and the search for structure look at these
			}
			page := strings.Repeat(open, n) + comment
			start := time.Now()
			if _, err := ReadPage(strings.NewReader(page), nil); err != nil {
				t.Fatal(err)
			}
			if d := time.Since(start); d > time.Minute {
				t.Errorf("%v for %d bytes", d, len(page))
			}
		})
	}
}

// TestEndTags sends end tags that close nothing, below a deep stack.
func TestEndTags(t *testing.T) {
	ends := 200_000
	if testing.Short() {
		ends = 50_000
	}
	for _, end := range []string{"</p>", "</div>", "</b>", "</li>", "</x-y>", "</h1>", "</td>", "</zz>"} {
		page := "<div><p><x-y><table><td>" + strings.Repeat("<span>", 100_000) + strings.Repeat(end, ends)
		start := time.Now()
		if _, err := ReadPage(strings.NewReader(page), nil); err != nil {
			t.Fatal(err)
		}
		if d := time.Since(start); d > 10*time.Second { // 20 thousand million steps take longer
			t.Errorf("%s: %v", end, d)
		}
	}
}

// TestLabels nests what looks like names, dates and labels below comments of
// several engines: each is looked at, none may be looked through.
func TestLabels(t *testing.T) {
	labels := []string{`<a href="#comment-77"><div>`, `<h4 class="meta"><div>`, "<b><div>", `<span class="author"><div>`, "<time>", "<cite><div>", `<a href="/user/x"><div>`, `<div itemprop="author">`,
		`<div class="name"><table><tr><td>`, `<span class="username"><div><table>`, `<div title="2014-03-05 09:07">`, `<h3><a href="/x"><div>`, `<div class="comment-meta">`, `<a href="/wiki/User:X"><div>`}
	n := 10_000
	if os.Getenv("REJOINDER_HUGE") == "1" {
		n = 200_000
	}
	for _, item := range []string{`<li class="comment" id="comment-1">`, `<div class="comments"><div class="z">x</div><div class="z">`, `<div class="post" id="p1">`, `<dl id="comments-block"><dt>`} {
		for _, label := range labels {
			page := strings.Repeat(item, 3) + strings.Repeat(label, n) + "x, 5 March 2014"
			start := time.Now()
			if _, err := ReadPage(strings.NewReader(page), nil); err != nil {
				t.Fatal(err)
			}
			if d := time.Since(start); d > time.Duration(n)*time.Millisecond/2 {
				t.Errorf("%s %s: %v", item, label, d)
			}
		}
	}
}

// TestDeepThread keeps every comment of a thread nested beyond the limit.
func TestDeepThread(t *testing.T) {
	const n = 20000
	var b strings.Builder
	b.WriteString("<ol>")
	for i := range n {
		b.WriteString(`<li class="comment depth-2" id="comment-`)
		b.WriteString(itoa(i))
		b.WriteString(`"><cite class="fn">Ada</cite><div class="comment-content"><p>Here.</p></div><ol class="children">`)
	}
	p, err := ReadPage(strings.NewReader(b.String()), nil)
	if err != nil || len(p.Comments) != n {
		t.Fatalf("%d comments, %v", len(p.Comments), err)
	}
}

func TestTooLarge(t *testing.T) {
	page, err := os.ReadFile("testdata/pages/wordpress-html5.html")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	var last error
	for _, err := range Read(bytes.NewReader(page), &Options{MaxBytes: int64(len(page)) * 2 / 3}) {
		if err == nil {
			n++
		}
		last = err
	}
	if n == 0 || !errors.Is(last, ErrTooLarge) {
		t.Errorf("%d comments, then %v", n, last)
	}
}

// TestLargestBounds reads under bounds that no number in the reader can hold.
func TestLargestBounds(t *testing.T) {
	page, err := os.ReadFile("testdata/pages/blogger.html")
	if err != nil {
		t.Fatal(err)
	}
	o := &Options{MaxBytes: math.MaxInt64, MaxDepth: math.MaxInt, MaxNodes: math.MaxInt}
	p, err := ReadPage(bytes.NewReader(page), o)
	if err != nil || len(p.Comments) != 6 {
		t.Errorf("%d comments, %v", len(p.Comments), err)
	}
	if v := o.orDefault(); v.MaxBytes > 1<<30 || v.MaxDepth > 1<<30 || v.MaxNodes > 1<<30 {
		t.Errorf("%+v", v)
	}
}

func TestMaxNodes(t *testing.T) {
	p, err := ReadPage(strings.NewReader(strings.Repeat("<p>x</p>", 1000)), &Options{MaxNodes: 100})
	if err != nil || len(p.Notices) != 1 || p.Notices[0].Kind != Truncated {
		t.Errorf("%v, %v", p.Notices, err)
	}
}

// TestEqualIDs keeps two short comments that a careless theme gave one ID, and
// one that it printed twice only once.
func TestEqualIDs(t *testing.T) {
	one := `<li class="comment" id="comment-77"><cite class="fn">Ada</cite><div class="comment-content"><p>+1</p></div></li>`
	p, err := ReadPage(strings.NewReader("<ol>"+one+one+strings.Replace(one, "Ada", "Ben", 1)+"</ol>"), nil)
	if err != nil || len(p.Comments) != 2 || p.Comments[1].Author != "Ben" || p.Comments[1].ID == "77" {
		t.Errorf("%+v, %v", p.Comments, err)
	}
}

// TestLateCharset takes the charset that a page declares after its scripts.
func TestLateCharset(t *testing.T) {
	page := "<html><head><script>" + strings.Repeat("x();\n", 1000) + `</script><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"></head><body><ol><li class="comment" id="comment-77"><cite class="fn">` +
		"\xc0\xe4\xe0" + `</cite><div class="comment-content"><p>x</p></div></li></ol>`
	p, err := ReadPage(strings.NewReader(page), nil)
	if err != nil || len(p.Comments) != 1 || p.Comments[0].Author != "Ада" {
		t.Errorf("%+v, %v", p.Comments, err)
	}
}

// TestReaders reads through readers that give little, late or an error.
func TestReaders(t *testing.T) {
	page, err := os.ReadFile("testdata/pages/blogger.html")
	if err != nil {
		t.Fatal(err)
	}
	for name, r := range map[string]io.Reader{
		"one byte": iotest.OneByteReader(bytes.NewReader(page)),
		"half":     iotest.HalfReader(bytes.NewReader(page)),
		"data err": iotest.DataErrReader(bytes.NewReader(page)),
	} {
		p, err := ReadPage(r, nil)
		if err != nil || len(p.Comments) != 6 {
			t.Errorf("%s: %d comments, %v", name, len(p.Comments), err)
		}
	}
	broken := errors.New("broken")
	n := 0
	var last error
	for _, err := range Read(io.MultiReader(bytes.NewReader(page), iotest.ErrReader(broken)), nil) {
		if last = err; err == nil {
			n++
		}
	}
	if n != 6 || !errors.Is(last, broken) {
		t.Errorf("%d comments, then %v", n, last)
	}
}

// TestTruncated cuts every test page at many places: nothing may panic, and
// no comment may be claimed that the whole page does not have.
func TestTruncated(t *testing.T) {
	files, _ := filepath.Glob("testdata/pages/*.html")
	for _, name := range files {
		page, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		whole, _ := ReadPage(bytes.NewReader(page), nil)
		for i := 0; i < len(page); i += len(page)/17 + 1 {
			p, err := ReadPage(bytes.NewReader(page[:i]), nil)
			if err != nil {
				t.Fatal(err)
			}
			if len(p.Comments) > len(whole.Comments) {
				t.Errorf("%s cut at %d: %d comments, the whole page has %d", name, i, len(p.Comments), len(whole.Comments))
			}
		}
	}
}

func TestShellNotice(t *testing.T) {
	f, err := os.Open("testdata/pages/none-disqus.html")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var got []Notice
	for range Read(f, &Options{Notice: func(n Notice) { got = append(got, n) }}) {
		t.Error("a comment")
	}
	if len(got) != 1 || got[0].Kind != Shell || got[0].Service != "Disqus" {
		t.Errorf("%v", got)
	}
}

// TestControl keeps control characters and broken UTF-8 out of what is read.
func TestControl(t *testing.T) {
	page := "<ul><li class=comment id=comment-5><b class=fn>A\x00\x07da\xff</b><div class=comment-content>a\x0bb\x1b[31m c\x00 &#7; &#x202e;d</div></li></ul>"
	p, err := ReadPage(strings.NewReader(page), nil)
	if err != nil || len(p.Comments) != 1 {
		t.Fatalf("%v %v", p.Comments, err)
	}
	c := p.Comments[0]
	for _, s := range []string{c.Author, c.Text} {
		for _, r := range s {
			if r < ' ' && r != '\n' {
				t.Errorf("control character in %q", s)
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob("testdata/*/*.html")
	for _, name := range files {
		if page, err := os.ReadFile(name); err == nil && len(page) < 9000 {
			f.Add(page)
		}
	}
	f.Add([]byte(`<time datetime=2014-03-05 class="a  b" datetime=x class=comment id>`))
	f.Add([]byte(`<table><tr><td><p><b><div></b></p><li></ul></td>`))
	f.Add([]byte(`<script type="application/ld+json">{"@type":"Comment","text":"x","author":{"name":"y"},"comment":[{"@type":"Comment"}]}</script>`))
	f.Add([]byte(`<div class="PostUser"><b class="PostUser-name">Ada</b></div><time>5 March 2014</time><div class="Post-body"><p>I say.<div class="PostUser"><b class="PostUser-name">Ben</b></div><div class="Post-body"><p>So.`))
	f.Add([]byte(`<li class="comment" id="comment-1" data-parent-id="comment-2"><b class="fn">Ada</b><p>I say.</p></li><li class="comment" id="comment-2" data-parent-id="comment-1"><b class="fn">Ben</b><p>So.</p></li><li class="comment" id="comment-4" data-parent-id="comment-3"><b class="fn">Ben</b><p>So.</p></li>`))
	f.Add([]byte("<li class=comment id=comment-\xff1><b class=fn>\xc3\x85sa \xc3\x85 \xc3\x85 \xc3</b><pre>I \xffsay.\x07</pre></li>"))
	f.Add([]byte(`<script type="application/ld+json">[{"@graph":[{"@type":"Comment","@id":"c2","text":"x","parentItem":{"@type":"Comment","@id":"9"}},{"@type":"Comment","url":"u","text":"y","comment":[[{"@id":"c2","text":"z"}]]}]},[[{`))
	f.Fuzz(func(t *testing.T, page []byte) {
		p, err := ReadPage(bytes.NewReader(page), &Options{MaxDepth: 64, MaxNodes: 1 << 14, MaxBytes: 1 << 20})
		if err != nil && !errors.Is(err, ErrTooLarge) {
			t.Fatal(err)
		}
		seen := make(map[string]bool, len(p.Comments))
		for _, c := range p.Comments {
			if c.ID == "" {
				t.Fatal("a comment without an ID")
			}
			if !utf8.ValidString(c.Text) || !utf8.ValidString(c.Author) || !utf8.ValidString(c.ID) {
				t.Fatalf("%+v is not UTF-8", c)
			}
			// What the page states may stand below, elsewhere or in a circle.
			if c.Parent != "" && p.Engine != "json-ld" && c.Provenance.Parent.Origin != thread.Given && !seen[c.Parent] {
				t.Fatalf("%s: %q answers %q, which does not stand before it", p.Engine, c.ID, c.Parent)
			}
			if c.Status > thread.Collapsed || c.Line < 0 || c.Pos < 0 || c.Pos > int64(len(page))*3 {
				t.Fatalf("%+v", c)
			}
			if p.Engine == "json-ld" && seen[c.ID] {
				t.Fatalf("two comments %q", c.ID)
			}
			seen[c.ID] = true
		}
	})
}

func FuzzDate(f *testing.F) {
	for _, s := range []string{"March 5, 2014 at 10:12 am", "5. März 2014 um 10:12 Uhr", "2014年3月5日 10:12", "05/03/14, 22:05", "Tue Mar 04, 2014 5:06 pm", "2014-03-05T10:12:00+01:00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, o := range []order{dayFirst, monthFirst} {
			if st := parseDate(s, o); st.ok && (st.t.Year() < 1900 || st.t.Year() > 2201) {
				t.Fatalf("%q: %v", s, st.t)
			}
		}
	})
}

// TestArchive reads a page out of a browser's single-file archive.
func TestArchive(t *testing.T) {
	const archive = "From: <Saved by Blink>\r\nSnapshot-Content-Location: http://example.org/b/\r\nSubject: x\r\nDate: Wed, 5 Mar 2014 10:12:40 -0000\r\nMIME-Version: 1.0\r\n" +
		"Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----Part--1\"\r\n\r\n\r\n------Part--1\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: http://example.org/b/\r\n\r\n" +
		"<meta charset=3D\"utf-8\"><ol class=3D\"commentlist\"><li class=3D\"comment\" id=3D\"comment-=\r\n12\"><b class=3D\"fn\">J=C3=BCrgen</b><a href=3D\"#comment-12\">5 March 2014</a><p>Quite so.</p></li></ol>\r\n------Part--1\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n------Part--1--\r\n"
	p, err := ReadPage(strings.NewReader(archive), nil)
	if err != nil || len(p.Comments) != 1 {
		t.Fatalf("%v %v", p, err)
	}
	c := p.Comments[0]
	if c.ID != "12" || c.Author != "Jürgen" || c.Text != "Quite so." || c.Details.URL != "http://example.org/b/#comment-12" {
		t.Errorf("%+v %+v", c, c.Details)
	}
}
