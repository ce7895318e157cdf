// Package htmltext turns HTML fragments into plain text: paragraphs parted by
// a blank line, quoted lines beginning with "> ", one line feed per line
// break, no trailing space, no control characters.
//
// It works on the token stream of golang.org/x/net/html, never on a parse
// tree, so that nesting costs no stack and no memory; what it writes is at
// most [MaxQuote] × 2 + 2 times as long as what it reads.
package htmltext

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Text returns the plain text of an HTML fragment. White space collapses as
// in a browser, also that of line feeds, except inside pre. Text that holds no
// mark-up comes back as it is, tidied. It never fails: broken mark-up is read
// as a browser reads it.
func Text(fragment string) string { return convert(fragment, false) }

// TextLines is [Text] for the half-HTML that blogs store: a line feed is a
// line break and an empty line parts paragraphs, beside whatever mark-up
// there is.
func TextLines(fragment string) string { return convert(fragment, true) }

func convert(fragment string, lines bool) string {
	if strings.IndexByte(fragment, '<') < 0 {
		if strings.IndexByte(fragment, '&') >= 0 {
			fragment = html.UnescapeString(fragment)
		}
		if lines {
			return Tidy(fragment)
		}
		var b Builder
		b.Text(fragment)
		return b.String()
	}
	b := Builder{Lines: lines}
	b.buf = make([]byte, 0, len(fragment))
	if b.simple(fragment) {
		return b.String()
	}
	b.Reset()
	return b.tokens(fragment)
}

// tokens reads any fragment.
func (b *Builder) tokens(fragment string) string {
	z := html.NewTokenizer(strings.NewReader(fragment))
	for {
		switch z.Next() {
		case html.ErrorToken:
			// The input is a string, so this is its end. A tag that the end
			// cut off is dropped, as in a browser.
			return b.String()
		case html.TextToken:
			b.text(z.Text())
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			tag := atom.Lookup(name)
			var attr Attributes
			for more {
				var k, v []byte
				k, v, more = z.TagAttr()
				switch string(k) {
				case "class":
					attr.Class = string(v)
				case "alt":
					attr.Alt = string(v)
				}
			}
			b.Start(tag, attr)
		case html.EndTagToken:
			name, _ := z.TagName()
			b.End(atom.Lookup(name))
		}
	}
}
