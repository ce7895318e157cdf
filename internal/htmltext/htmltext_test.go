package htmltext

import (
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestText(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"plain", "plain"},
		{"  plain \n text ", "plain text"},
		{"a &lt;b&gt; &amp; c&nbsp;d", "a <b> & c d"},
		{"<p>one</p><p>two</p>", "one\n\ntwo"},
		{"<p>one</p>\n\n\n<p>two</p>\n", "one\n\ntwo"},
		{"one<br>two<br/>\nthree", "one\ntwo\nthree"},
		{"one<br><br>two", "one\n\ntwo"},
		{"one<br><br><br><br>two", "one\n\ntwo"},
		{"<div>one</div><div>two</div>", "one\ntwo"},
		{"<blockquote><p>q1</p><p>q2</p></blockquote><p>mine</p>", "> q1\n>\n> q2\n\nmine"},
		{"<blockquote>a<br>b<blockquote>deep</blockquote>c</blockquote>d", "> a\n> b\n>\n> > deep\n>\n> c\n\nd"},
		{"me<blockquote>you</blockquote>", "me\n\n> you"},
		{"<pre>  two\n    four\n</pre>after", "  two\n    four\n\nafter"},
		{"<ul><li>x</li><li>y</li></ul>z", "- x\n- y\n\nz"},
		{"<ol><li>x<li>y</ol>", "1. x\n2. y"},
		{"<script>alert(1)</script>safe<style>p{}</style>", "safe"},
		{"a <b>bold</b>, <i>it</i>.", "a bold, it."},
		{"1 < 2 and 3 > 2", "1 < 2 and 3 > 2"},
		{"I <3 you", "I <3 you"},
		{"x\x00\x0by\x1b[0m", "x y[0m"},
		{"bad \xff byte", "bad \uFFFD byte"},
		{`ok <img class="emoji" alt="😀" src="x"> <img alt="photo">`, "ok 😀"},
		{`<aside class="quote"><div class="title">Ann:</div><blockquote><p>said</p></blockquote></aside><p>no</p>`, "> said\n\nno"},
		{"<p>unclosed <b>tags", "unclosed tags"},
		{"</p></div></blockquote>x", "x"},
		{"cut <a href='", "cut"},
	} {
		if got := Text(c.in); got != c.want {
			t.Errorf("Text(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestTextLines(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"a\nb\n\nc", "a\nb\n\nc"},
		{"a\r\nb &amp; c", "a\nb & c"},
		{"a <b>x</b>\nb\n\n\n\nc", "a x\nb\n\nc"},
		{"<p>a</p>\n<p>b</p>", "a\n\nb"},
		{"a<br />\nb", "a\nb"},
		{"<blockquote>q\nr</blockquote>\nmine", "> q\n> r\n\nmine"},
	} {
		if got := TextLines(c.in); got != c.want {
			t.Errorf("TextLines(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestTidy(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""}, {"a", "a"}, {" a ", "a"}, {"a\r\nb", "a\nb"}, {"a\rb", "a\nb"},
		{"a\n\n\n\nb", "a\n\nb"}, {"a  \n  b", "a\n  b"}, {"\n\n a", "a"}, {"a\n\n", "a"},
		{"a\u00a0b", "a b"}, {"a\x00b\x07", "ab"}, {"a\tb", "a\tb"}, {"é\xffx", "é\uFFFDx"},
		{"a\u2028b", "a\nb"}, {"\u200b", "\u200b"}, {"\n", ""}, {"a \x01 \nb", "a\nb"},
	} {
		if got := Tidy(c.in); got != c.want {
			t.Errorf("Tidy(%q) = %q, want %q", c.in, got, c.want)
		}
	}
	if got := Line(" A\n  name\x00 "); got != "A name" {
		t.Errorf("Line = %q", got)
	}
}

// TestDeep holds the promise that nesting costs neither stack nor output.
func TestDeep(t *testing.T) {
	const n = 200_000
	in := strings.Repeat("<blockquote>", n) + "x<br>y" + strings.Repeat("<ol><li>", n) + "z"
	if got := Text(in); len(got) > len(in)*(2*MaxQuote+2) || !strings.Contains(got, "> x\n") {
		t.Errorf("%d bytes from %d", len(got), len(in))
	}
}

func FuzzText(f *testing.F) {
	for _, s := range []string{
		"<p>one<br>two</p><blockquote>q</blockquote>", "a &lt; b\r\n\x00", "<pre> x\n</pre><ul><li>1",
		"<textarea><script></aside>", "\xff\u2028\u0085 \n\n\n", "<p", "&#0;&#x110000;&nbsp",
		"<pre>a\n\n ", "<pre>a\n\n \t\n\nb",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, got := range []string{Text(s), TextLines(s), Tidy(s)} {
			if !utf8.ValidString(got) {
				t.Fatalf("not UTF-8: %q", got)
			}
			if strings.Contains(got, "\n\n\n") || strings.Contains(got, " \n") || strings.HasSuffix(got, "\n") {
				t.Fatalf("untidy: %q", got)
			}
			if i := strings.IndexFunc(got, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }); i >= 0 {
				t.Fatalf("control character in %q", got)
			}
			if len(got) > (len(s)+8)*(2*MaxQuote+4) {
				t.Fatalf("%d bytes from %d", len(got), len(s))
			}
		}
		if once := Tidy(s); Tidy(once) != once {
			t.Fatalf("Tidy is not idempotent on %q: %q, then %q", s, once, Tidy(once))
		}
	})
}

func ExampleText() {
	fmt.Println(Text("<blockquote><p>Is it true?</p></blockquote><p>No,<br>it isn&#8217;t.</p>"))
	// Output:
	// > Is it true?
	//
	// No,
	// it isn’t.
}

func BenchmarkText(b *testing.B) {
	in := strings.Repeat("<p>A comment of <a href=\"http://example.org/\">ordinary</a> length &amp; shape, with some words in it that go on for a while.</p>\n", 8)
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for b.Loop() {
		_ = Text(in)
	}
}

func BenchmarkTidy(b *testing.B) {
	in := strings.Repeat("A comment of ordinary length and shape, with some words in it that go on for a while.\n\n", 8)
	in = strings.TrimSpace(in)
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for b.Loop() {
		_ = Tidy(in)
	}
}

func TestQuotes(t *testing.T) {
	for in, want := range map[string]string{
		"a > b": "a > b", ">a\n>b": "> a\n> b", "> a\n>\n> b": "> a\n>\n> b", ">>a": "> > a", "> > a": "> > a",
		">!spoiler!<": ">!spoiler!<", "x\n>y": "x\n> y", ">  indented": ">  indented", "a\n > b": "a\n> b", "": "",
	} {
		if got := Quotes(in); got != want || Quotes(got) != got {
			t.Errorf("Quotes(%q) = %q, want %q", in, got, want)
		}
	}
}

// FuzzSimple holds the short way against the tokenizer.
func FuzzSimple(f *testing.F) {
	for _, s := range []string{
		"<p>a &amp; b<br>c</p>\n<blockquote>q</blockquote>", `<a href="x>y" rel="z">l</a><pre> x\n</pre><div>`, "<i>a</i> &lt &#x0; \x00\r\n<br/></p>",
	} {
		f.Add(s, false)
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, s string, lines bool) {
		short, long := Builder{Lines: lines}, Builder{Lines: lines}
		if !short.simple(s) {
			return
		}
		if got, want := short.String(), long.tokens(s); got != want {
			t.Fatalf("%q: %q, want %q", s, got, want)
		}
	})
}
