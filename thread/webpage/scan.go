package webpage

import (
	"bytes"
	"io"
	"strings"

	"golang.org/x/net/html"
)

// tokenKind is the kind of a token.
type tokenKind uint8

const (
	textToken tokenKind = iota
	startToken
	endToken
	otherToken // a comment, document type or processing instruction
)

// scanner cuts a page into the tokens that [html.Tokenizer] finds, without
// its copies and look-ups for each attribute. A fuzz target holds the two
// together; what scripts hide in comments is left to the tokenizer.
type scanner struct {
	src  []byte
	from int // where the token starts
	to   int // where it ends
	kind tokenKind

	name        []byte // of a tag, in lower case
	attrs       []rawAttr
	selfClosing bool
	// after names the element whose text a text token is, where no tag but
	// its own end is looked for in it; "" for any other text.
	after string
	next  string // after of the next token
	buf   [2][40]byte
}

// rawAttr is an attribute as it stands in the source, with its entities.
type rawAttr struct {
	key   key
	value []byte
}

// scan goes to the next token. It is false at the end of the page, and at a
// tag that the end of the page cuts.
func (s *scanner) scan() bool {
	s.from = s.to
	s.after, s.next = s.next, ""
	src := s.src
	if s.from >= len(src) {
		return false
	}
	if s.after != "" {
		if s.to = s.rawEnd(); s.to > s.from {
			s.kind = textToken
			return true
		}
		s.after = ""
	}
	i := s.from
	if c := byteAt(src, i+1); src[i] != '<' || !opensMarkup(c) {
		for i++; ; i++ {
			k := bytes.IndexByte(src[min(i, len(src)):], '<')
			if k < 0 {
				i = len(src)
				break
			}
			if i += k; opensMarkup(byteAt(src, i+1)) {
				break
			}
		}
		s.kind, s.to = textToken, i
		return true
	}
	switch c := src[i+1]; {
	case c == '!' && bytes.HasPrefix(src[i:], commentOpen):
		s.kind, s.to = otherToken, commentEnd(src, i+len(commentOpen))
	case c == '!' || c == '?':
		s.kind, s.to = otherToken, angle(src, i+2)
	case c != '/':
		s.kind, s.to = startToken, s.tag(i+1)
		s.next = rawText(s.name)
	case i+2 == len(src):
		s.kind, s.to = textToken, i+2
	case isLetter(src[i+2]):
		s.kind, s.to = endToken, s.tag(i+2)
	default:
		s.kind, s.to = otherToken, angle(src, i+2)
	}
	return s.to > 0
}

// raw is the source of the token.
func (s *scanner) raw() []byte { return s.src[s.from:s.to] }

var commentOpen = []byte("<!--")

func byteAt(b []byte, i int) byte {
	if i < len(b) {
		return b[i]
	}
	return 0
}

func opensMarkup(c byte) bool { return isLetter(c) || c == '/' || c == '!' || c == '?' }

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// angle is where what ends at the first > from i on ends.
func angle(src []byte, i int) int {
	k := bytes.IndexByte(src[i:], '>')
	if k < 0 {
		return len(src)
	}
	return i + k + 1
}

// commentEnd is where the comment whose text starts at from ends.
func commentEnd(src []byte, from int) int {
	for i := from; ; i++ {
		k := bytes.IndexByte(src[i:], '>')
		if k < 0 {
			return len(src)
		}
		i += k
		t := src[from:i]
		if len(t) < 2 && (len(t) == 0 || t[0] == '-') || bytes.HasSuffix(t, []byte("--")) || bytes.HasSuffix(t, []byte("--!")) {
			return i + 1
		}
	}
}

// rawText is the element's name where its text is read as text alone, "" for
// others. The text of <noscript> is read as elements, since some pages keep
// all that they have to say in it.
func rawText(name []byte) string {
	switch string(name) {
	case "script":
		return "script"
	case "style":
		return "style"
	case "title":
		return "title"
	case "textarea":
		return "textarea"
	case "iframe":
		return "iframe"
	case "xmp":
		return "xmp"
	case "noembed":
		return "noembed"
	case "noframes":
		return "noframes"
	case "plaintext":
		return "plaintext"
	}
	return ""
}

// rawEnd is where the text of the element s.after ends.
func (s *scanner) rawEnd() int {
	src := s.src
	if s.after == "plaintext" {
		return len(src)
	}
	end := s.from
	for ; ; end++ {
		k := bytes.IndexByte(src[end:], '<')
		if k < 0 {
			end = len(src)
			break
		}
		end += k
		if closes(src[end:], s.after) {
			break
		}
	}
	if s.after == "script" && bytes.Contains(src[s.from:end], commentOpen) {
		// What looks like its end may stand in a script that it writes.
		z := html.NewTokenizer(io.MultiReader(strings.NewReader("<script>"), bytes.NewReader(src[s.from:])))
		z.Next()
		z.Next()
		end = s.from + len(z.Raw())
	}
	return end
}

// closes tells whether t begins with the end tag of the element.
func closes(t []byte, name string) bool {
	if len(t) < len(name)+3 || t[1] != '/' {
		return false
	}
	for i := range len(name) {
		if t[i+2]|0x20 != name[i] {
			return false
		}
	}
	c := t[len(name)+2]
	return isSpace(c) || c == '/' || c == '>'
}

// tag reads the tag whose name starts at i. It returns where the tag ends, 0
// if nowhere.
func (s *scanner) tag(i int) int {
	src := s.src
	s.attrs = s.attrs[:0]
	s.selfClosing = false
	from, upper := i, false
	for ; ; i++ {
		if i >= len(src) {
			return 0
		}
		c := src[i]
		if class[c]&endsName != 0 {
			break
		}
		upper = upper || class[c]&isUpper != 0
	}
	s.name = lowered(src[from:i], upper, &s.buf[0])
	slash := -1 // the last byte of an unquoted value
	for {
		for i < len(src) && class[src[i]]&(isWhite|isSlash) != 0 {
			i++
		}
		if i >= len(src) {
			return 0
		}
		if src[i] == '>' {
			i++
			break
		}
		from, upper = i, false
		if src[i] == '=' {
			i++
		}
		for ; ; i++ {
			if i >= len(src) {
				return 0
			}
			c := src[i]
			if class[c]&endsKey != 0 {
				break
			}
			upper = upper || class[c]&isUpper != 0
		}
		k := lookupKey(lowered(src[from:i], upper, &s.buf[1]))
		for i < len(src) && class[src[i]]&isWhite != 0 {
			i++
		}
		if byteAt(src, i) != '=' {
			if k != keyNone {
				s.attrs = append(s.attrs, rawAttr{key: k})
			}
			continue
		}
		for i++; i < len(src) && class[src[i]]&isWhite != 0; i++ {
		}
		if i >= len(src) {
			return 0
		}
		from = i
		if q := src[i]; q == '"' || q == '\'' {
			from++
			n := bytes.IndexByte(src[from:], q)
			if n < 0 {
				return 0
			}
			i = from + n + 1
			if k != keyNone {
				s.attrs = append(s.attrs, rawAttr{k, src[from : i-1]})
			}
			continue
		}
		for i < len(src) && class[src[i]]&isWhite == 0 && src[i] != '>' {
			i++
		}
		slash = i - 1
		if k != keyNone {
			s.attrs = append(s.attrs, rawAttr{k, src[from:i]})
		}
	}
	if src[i-2] == '/' {
		s.selfClosing = true
		if slash == i-2 {
			// Part of the value, if not of an attribute said before.
			z := html.NewTokenizer(bytes.NewReader(src[s.from:i]))
			s.selfClosing = z.Next() == html.SelfClosingTagToken
		}
	}
	return i
}

// lowered returns b in lower case; names too long to matter are cut.
func lowered(b []byte, upper bool, buf *[40]byte) []byte {
	if !upper {
		return b
	}
	if len(b) > len(buf) {
		b = b[:len(buf)]
	}
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		buf[i] = c
	}
	return buf[:len(b)]
}

// What a byte may be within a tag.
const (
	isWhite uint8 = 1 << iota
	isSlash
	isUpper
	endsName
	endsKey
	isOdd       // in a text: not what it stands for
	isPlainByte // no white space and no part of any, no control character
)

var class = func() (t [256]uint8) {
	for _, c := range " \n\r\t\f" {
		t[c] = isWhite | endsName | endsKey
	}
	t['/'] = isSlash | endsName | endsKey
	t['>'] = endsName | endsKey
	t['='] = endsKey
	for c := 'A'; c <= 'Z'; c++ {
		t[c] = isUpper
	}
	for c := ' ' + 1; c < 256; c++ {
		if c != 0x7F && c != 0xC2 && c != 0xE2 && c != 0xEF {
			t[c] |= isPlainByte
		}
	}
	t['&'] |= isOdd
	t['\r'] |= isOdd
	t[0] |= isOdd
	return t
}()
