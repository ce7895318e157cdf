package webpage

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// compareTokens holds the scanner to the tokenizer of x/net/html: the same
// tokens, names, texts and values of attributes.
func compareTokens(t *testing.T, src []byte) {
	t.Helper()
	s := scanner{src: src}
	z := html.NewTokenizer(bytes.NewReader(src))
	at := 0
	for s.scan() {
		tt := z.Next()
		raw := z.Raw()
		if s.from != at || !bytes.Equal(s.raw(), raw) {
			t.Fatalf("at %d: %q, the tokenizer has %q", at, s.raw(), raw)
		}
		at += len(raw)
		switch s.kind {
		case textToken:
			if got, want := s.appendText(nil), z.Text(); tt != html.TextToken || !bytes.Equal(got, want) {
				t.Fatalf("at %d: %q, the tokenizer has %v %q", at, got, tt, want)
			}
		case startToken, endToken:
			want := html.StartTagToken
			if s.kind == endToken {
				want = html.EndTagToken
			} else if s.selfClosing {
				want = html.SelfClosingTagToken
			}
			if tt != want {
				t.Fatalf("at %d: %v, the tokenizer has %v", at, want, tt)
			}
			name, more := z.TagName()
			if string(name) == "noscript" {
				z.NextIsNotRawText()
			}
			name = bytes.ReplaceAll(name, []byte("\ufffd"), []byte{0}) // of no element
			if bytes.IndexByte(s.name, 0) < 0 && string(s.name) != string(name[:min(len(name), len(s.name))]) || len(s.name) < min(len(name), 40) {
				t.Fatalf("at %d: %q, the tokenizer has %q", at, s.name, name)
			}
			want2 := map[key]string{}
			for s.kind == startToken && more {
				var k, v []byte
				k, v, more = z.TagAttr()
				if n := lookupKey(k); n != keyNone {
					if _, ok := want2[n]; !ok {
						want2[n] = string(v)
					}
				}
			}
			if s.kind == endToken {
				break
			}
			got := map[key]string{}
			for _, a := range s.attrs {
				if _, ok := got[a.key]; !ok {
					got[a.key] = string(a.value)
				}
			}
			if len(got) != len(want2) {
				t.Fatalf("at %d: attributes %q, the tokenizer has %q", at, got, want2)
			}
			for k, v := range got {
				// The tokenizer has its own reading of "&amp=" in values.
				if v != want2[k] && !strings.ContainsAny(v, "&\r\x00") {
					t.Fatalf("at %d: value %q, the tokenizer has %q", at, v, want2[k])
				}
			}
		case otherToken:
			if tt != html.CommentToken && tt != html.DoctypeToken {
				t.Fatalf("at %d: %q is %v to the tokenizer", at, raw, tt)
			}
		}
	}
	if tt := z.Next(); tt != html.ErrorToken {
		t.Fatalf("at %d: the tokenizer goes on with %v %q", at, tt, z.Raw())
	}
}

var oddMarkup = []string{
	"a<b", "<", "</", "<!", "<!-", "<!--", "<!-->", "<!--->", "<!---->", "<!--a--!>b", "<!--!>x-->", "<!--a->b-->c", "<!DOCTYPE", "<!doctype html>x", "<!x", "<?", "<?xml a?>b", "</>", "</ p>x", "</3>",
	"<a", "<a ", "<a b", "<a b=", "<a b='", "<a b='c'", "<A HREF=X/>", "<br/>", "<br / >", "<p a=/>", "<p a=1 A=/>", "<p id=1 id=2/>", "<p =x>", "<p ==x>", "<p / = x>", "<p a = 'b'c>", "<p a= >", "<p a=>",
	"<script>if (a<b) '</scr'+'ipt>'</script >x", "<script><!-- <script>a</script> --></script>b", "<script><!-- a --></SCRIPT/>b", "<script><!--", "<script>a", "<script></script>", "<script/>a</script>",
	"<style>a<b</style>c", "<title>a&amp;b</titles></title\n>", "<textarea>a\x00&lt;</textarea>", "<plaintext>a</plaintext>", "<xmp><b></xmp>", "<iframe><p></iframe>", "<noscript><p>a</p></noscript>",
	"a&amp;b&amp c&ampd;&notit;&notin;&#x41;&#65&#0;&#128;&#xD800;&#1114112;&#13;&;&#;&#x;", "a\r\nb\rc\r\r\n\x00", "<P CLASS=\"a&quot;b\r\n\">", "<aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaA>", "<a\fb\x00c=d>", "<svg/><b/>",
}

func TestScan(t *testing.T) {
	for _, src := range oddMarkup {
		compareTokens(t, []byte(src))
		compareTokens(t, []byte(src+"<p id=1>z</p>"))
	}
	files, _ := filepath.Glob("testdata/*/*.html")
	for _, f := range files {
		src, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		compareTokens(t, src)
		compareTokens(t, src[:len(src)*2/3])
	}
}

// FuzzScan compares the tokens of any page with those of the tokenizer.
func FuzzScan(f *testing.F) {
	for _, src := range oddMarkup {
		f.Add([]byte(src))
	}
	f.Fuzz(compareTokens)
}
