package htmltext

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// simple reads a fragment whose tags are all of the few plain forms that
// comments mostly consist of, without the tokenizer, which takes four
// kilobytes for each fragment. It reports false, with b in no particular
// state, for any other; a fuzz target holds it against the tokenizer.
func (b *Builder) simple(s string) bool {
	if strings.IndexByte(s, '\r') >= 0 {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	for {
		open := strings.IndexByte(s, '<')
		text := s
		if open >= 0 {
			text = s[:open]
		}
		if strings.IndexByte(text, '&') >= 0 {
			text = html.UnescapeString(text)
		}
		b.Text(text)
		if open < 0 {
			return true
		}
		s = s[open:]
		n, tag, end := plainTag(s)
		if n == 0 {
			return false
		}
		s = s[n:]
		if end {
			b.End(tag)
		} else {
			b.Start(tag, Attributes{})
		}
	}
}

// plainTag returns the length of the tag that s begins with, 0 where it is not
// a plain one.
func plainTag(s string) (n int, tag atom.Atom, end bool) {
	n = strings.IndexByte(s[:min(len(s), 16)], '>') + 1
	switch s[:n] {
	case "<p>":
		return n, atom.P, false
	case "</p>":
		return n, atom.P, true
	case "<br>", "<br/>", "<br />":
		return n, atom.Br, false
	case "<blockquote>":
		return n, atom.Blockquote, false
	case "</blockquote>":
		return n, atom.Blockquote, true
	case "<i>", "</i>", "<b>", "</b>", "<em>", "</em>", "<strong>", "</strong>", "<code>", "</code>", "</a>", "</span>", "<span>":
		return n, atom.Span, false // of no consequence for the text
	case "<pre>":
		return n, atom.Pre, false
	case "</pre>":
		return n, atom.Pre, true
	case "<div>":
		return n, atom.Div, false
	case "</div>":
		return n, atom.Div, true
	}
	if strings.HasPrefix(s, "<a ") {
		return link(s), atom.Span, false
	}
	return 0, 0, false
}

// link returns the length of the start tag of a link whose attributes are all
// quoted, 0 where it has others.
func link(s string) int {
	i := len("<a")
	for {
		from := i
		for i < len(s) && s[i] == ' ' {
			i++
		}
		if i < len(s) && s[i] == '>' {
			return i + 1
		}
		if i == from {
			return 0
		}
		from = i
		for i < len(s) && (s[i] >= 'a' && s[i] <= 'z' || s[i] == '-') {
			i++
		}
		if i == from || !strings.HasPrefix(s[i:], `="`) {
			return 0
		}
		i += 2
		k := strings.IndexByte(s[i:], '"')
		if k < 0 {
			return 0
		}
		i += k + 1
	}
}
