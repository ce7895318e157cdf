// Package xmlscan reads the XML of comment exports: fast, in bounded memory,
// forgiving.
//
// It knows elements, attributes, text, CDATA, comments, processing
// instructions and a document type, which it skips: no entity but the five of
// XML and numbers is ever replaced, so nothing can expand. Exports are broken
// in ways that encoding/xml refuses; here control characters come through for
// the caller to drop, a "<" that begins no mark-up is text, references such as
// &nbsp; stay as they stand, and end tags need not match. Input in another
// encoding than UTF-8 is read as its declaration says.
package xmlscan

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"

	"golang.org/x/net/html/charset"

	"github.com/seed-100d3eb7/rejoinder/thread/internal/source"
)

// Kind is the type of a token.
type Kind uint8

// The kinds. An empty-element tag gives a Start and an End.
const (
	Text Kind = iota
	Start
	End
)

// Scanner reads tokens.
type Scanner struct {
	r    io.Reader
	max  int
	buf  []byte
	i, n int
	base int64
	line int // of buf[i]
	err  error

	// What the last token was, good until the next call of Next.
	name    []byte // of an element without its prefix
	attrs   []byte // raw
	text    []byte
	pos     int64
	at      int
	pending bool // an End is owed for an empty-element tag
}

// ErrTruncated tells that the input ends inside mark-up.
var ErrTruncated = errors.New("xml: unexpected end")

// New returns a Scanner of r. One token may be as large as the cap.
func New(r io.Reader, limit int) *Scanner {
	s := &Scanner{max: limit, buf: make([]byte, min(64<<10, max(limit, 4096))), line: 1}
	s.r = source.UTF8(r)
	for s.n < 1024 && s.err == nil {
		s.fill()
	}
	if label := declared(s.buf[:s.n]); label != "" {
		head := io.MultiReader(bytes.NewReader(bytes.Clone(s.buf[:s.n])), &rest{s.r, s.err})
		if dec, err := charset.NewReaderLabel(label, head); err == nil {
			s.r, s.n, s.err = dec, 0, nil
		}
	}
	return s
}

// rest is a reader from which some has been read, with the error that came.
type rest struct {
	r   io.Reader
	err error
}

func (r *rest) Read(p []byte) (int, error) {
	if r.err != nil {
		return 0, r.err
	}
	return r.r.Read(p)
}

// declared returns the encoding that an XML declaration names, "" for UTF-8.
func declared(head []byte) string {
	head = bytes.TrimLeft(head, " \t\r\n")
	if !bytes.HasPrefix(head, []byte("<?xml")) {
		return ""
	}
	end := bytes.Index(head, []byte("?>"))
	if end < 0 {
		return ""
	}
	label := strings.ToLower(attr(head[5:end], "encoding"))
	if strings.HasPrefix(label, "utf") || label == "us-ascii" || label == "ascii" {
		return "" // UTF-16 shows itself by its bytes
	}
	return label
}

// Pos returns the byte offset and line at which the last token begins.
func (s *Scanner) Pos() (int64, int) { return s.pos, s.at }

// Name returns the local name of the element of a Start or End.
func (s *Scanner) Name() []byte { return s.name }

// Attr returns the value of the attribute with the given full name of a Start.
func (s *Scanner) Attr(name string) string { return attr(s.attrs, name) }

// Text returns the text of a Text token, references resolved.
func (s *Scanner) Text() []byte { return s.text }

// Next reads a token. It returns io.EOF at the end, ErrTruncated where the end
// comes inside a token, source.ErrTooLarge for a token over the cap, after
// which the next one can be read, and the reader's error.
func (s *Scanner) Next() (Kind, error) {
	if s.pending {
		s.pending = false
		return End, nil
	}
	for {
		for s.i >= s.n {
			if s.err != nil {
				return 0, s.err
			}
			s.fill()
		}
		s.pos, s.at = s.base+int64(s.i), s.line
		if s.buf[s.i] != '<' {
			return s.running()
		}
		for s.n-s.i < 9 && s.err == nil {
			s.fill()
		}
		rest := s.buf[s.i:s.n]
		switch {
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			return s.cdata()
		case bytes.HasPrefix(rest, []byte("<!--")):
			if err := s.until("-->", 4); err != nil {
				return 0, err
			}
		case bytes.HasPrefix(rest, []byte("<?")):
			if err := s.until("?>", 2); err != nil {
				return 0, err
			}
		case bytes.HasPrefix(rest, []byte("<!")):
			if err := s.doctype(); err != nil {
				return 0, err
			}
		case len(rest) > 1 && (nameStart(rest[1]) || rest[1] == '/'):
			return s.tag()
		case len(rest) == 1:
			return 0, s.end()
		default:
			s.text = append(s.text[:0], '<')
			s.i++
			return Text, nil
		}
	}
}

func nameStart(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80
}

// end is the error for input that stops inside a token.
func (s *Scanner) end() error {
	if s.err != io.EOF {
		return s.err
	}
	s.i = s.n
	return ErrTruncated
}

// running reads text up to the next "<", in pieces where it is long.
func (s *Scanner) running() (Kind, error) {
	k := bytes.IndexByte(s.buf[s.i:s.n], '<')
	for k < 0 && s.err == nil && s.n-s.i < s.max {
		seen := s.n - s.i
		s.fill()
		if k = bytes.IndexByte(s.buf[s.i+seen:s.n], '<'); k >= 0 {
			k += seen
		}
	}
	if k < 0 {
		k = s.n - s.i
	}
	raw := s.buf[s.i : s.i+k]
	s.skip(k)
	if bytes.IndexByte(raw, '&') < 0 {
		s.text = append(s.text[:0], raw...)
	} else {
		s.text = resolve(s.text[:0], raw)
	}
	return Text, nil
}

func (s *Scanner) cdata() (Kind, error) {
	s.i += len("<![CDATA[")
	k := s.find([]byte("]]>"))
	if k < 0 {
		if s.err == nil {
			return 0, s.drop("]]>")
		}
		// What there is of it counts; the next call tells that it is cut off.
		k = s.n - s.i
		if s.err == io.EOF {
			s.err = ErrTruncated
		}
		s.text = append(s.text[:0], s.buf[s.i:s.i+k]...)
		s.skip(k)
		return Text, nil
	}
	s.text = append(s.text[:0], s.buf[s.i:s.i+k]...)
	s.skip(k + 3)
	return Text, nil
}

// find returns the distance from buf[i] of what ends a token, or -1 where the
// cap or the end of input comes first.
func (s *Scanner) find(what []byte) int {
	from := 0
	for {
		if k := bytes.Index(s.buf[s.i+from:s.n], what); k >= 0 {
			return from + k
		}
		if s.err != nil || s.n-s.i > s.max {
			return -1
		}
		from = max(s.n-s.i-len(what)+1, 0)
		s.fill()
	}
}

// drop skips past what ends a token that is over the cap.
func (s *Scanner) drop(what string) error {
	for {
		if k := bytes.Index(s.buf[s.i:s.n], []byte(what)); k >= 0 {
			s.skip(k + len(what))
			return source.ErrTooLarge
		}
		s.skip(max(s.n-s.i-len(what)+1, 0))
		if s.err != nil {
			return s.end()
		}
		s.fill()
	}
}

// until skips a comment or processing instruction, of any length.
func (s *Scanner) until(what string, from int) error {
	s.skip(from)
	if err := s.drop(what); err != source.ErrTooLarge {
		return err
	}
	return nil
}

// doctype skips a document type with its internal subset.
func (s *Scanner) doctype() error {
	brackets, quote := 0, byte(0)
	for {
		for k, c := range s.buf[s.i:s.n] {
			switch {
			case quote != 0:
				if c == quote {
					quote = 0
				}
			case c == '"' || c == '\'':
				quote = c
			case c == '[':
				brackets++
			case c == ']':
				brackets--
			case c == '>' && brackets <= 0:
				s.skip(k + 1)
				return nil
			}
		}
		s.skip(s.n - s.i)
		if s.err != nil {
			return s.end()
		}
		s.fill()
	}
}

// tag reads a start or end tag.
func (s *Scanner) tag() (Kind, error) {
	quote := byte(0)
	k := 1
	// Nearly all tags have no attributes.
	if e := bytes.IndexByte(s.buf[s.i:s.n], '>'); e >= 0 && e < 64 && bytes.IndexByte(s.buf[s.i:s.i+e], '"') < 0 && bytes.IndexByte(s.buf[s.i:s.i+e], '\'') < 0 {
		k = e
	}
scan:
	for {
		for ; s.i+k < s.n; k++ {
			c := s.buf[s.i+k]
			switch {
			case quote != 0:
				if c == quote {
					quote = 0
				}
			case c == '"' || c == '\'':
				quote = c
			case c == '>':
				break scan
			}
		}
		if s.err != nil {
			return 0, s.end()
		}
		if s.n-s.i > s.max {
			return 0, s.drop(">")
		}
		s.fill()
	}
	inner := s.buf[s.i+1 : s.i+k]
	s.skip(k + 1)
	kind := Start
	if inner[0] == '/' {
		kind, inner = End, inner[1:]
	} else if n := len(inner); inner[n-1] == '/' {
		inner, s.pending = inner[:n-1], true
	}
	name := inner
	s.attrs = nil
	for e, c := range inner {
		if c <= ' ' {
			name, s.attrs = inner[:e], inner[e:]
			break
		}
	}
	if c := bytes.IndexByte(name, ':'); c >= 0 {
		name = name[c+1:]
	}
	s.name = name
	return kind, nil
}

func (s *Scanner) skip(k int) {
	s.line += bytes.Count(s.buf[s.i:s.i+k], []byte{'\n'})
	s.i += k
}

func (s *Scanner) fill() {
	if s.i > 0 {
		copy(s.buf, s.buf[s.i:s.n])
		s.base += int64(s.i)
		s.n -= s.i
		s.i = 0
	}
	if s.n == len(s.buf) {
		bigger := make([]byte, 2*len(s.buf))
		copy(bigger, s.buf)
		s.buf = bigger
	}
	for range 100 {
		k, err := s.r.Read(s.buf[s.n:])
		s.n += k
		s.err = err
		if k > 0 || err != nil {
			return
		}
	}
	s.err = io.ErrNoProgress
}

func attr(raw []byte, name string) string {
	for len(raw) > 0 {
		raw = bytes.TrimLeft(raw, " \t\r\n")
		eq := bytes.IndexByte(raw, '=')
		if eq < 0 {
			return ""
		}
		key := bytes.TrimRight(raw[:eq], " \t\r\n")
		raw = bytes.TrimLeft(raw[eq+1:], " \t\r\n")
		var value []byte
		if len(raw) > 0 && (raw[0] == '"' || raw[0] == '\'') {
			end := bytes.IndexByte(raw[1:], raw[0])
			if end < 0 {
				return ""
			}
			value, raw = raw[1:1+end], raw[end+2:]
		} else {
			end := bytes.IndexAny(raw, " \t\r\n")
			if end < 0 {
				end = len(raw)
			}
			value, raw = raw[:end], raw[end:]
		}
		if string(key) == name {
			return source.FromBytes(resolve(nil, value))
		}
	}
	return ""
}

// resolve appends text with the five entities and numeric references replaced.
func resolve(dst, raw []byte) []byte {
	for {
		k := bytes.IndexByte(raw, '&')
		if k < 0 {
			return append(dst, raw...)
		}
		dst = append(dst, raw[:k]...)
		raw = raw[k:]
		semi := bytes.IndexByte(raw[:min(len(raw), 12)], ';')
		if semi < 0 {
			dst = append(dst, '&')
			raw = raw[1:]
			continue
		}
		switch ref := string(raw[1:semi]); ref {
		case "amp":
			dst = append(dst, '&')
		case "lt":
			dst = append(dst, '<')
		case "gt":
			dst = append(dst, '>')
		case "quot":
			dst = append(dst, '"')
		case "apos":
			dst = append(dst, '\'')
		default:
			if r, ok := number(ref); ok {
				dst = append(dst, string(r)...)
			} else {
				dst = append(dst, raw[:semi+1]...)
			}
		}
		raw = raw[semi+1:]
	}
}

func number(ref string) (rune, bool) {
	if len(ref) < 2 || ref[0] != '#' {
		return 0, false
	}
	digits, base := ref[1:], 10
	if digits[0] == 'x' || digits[0] == 'X' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil || n > 0x10FFFF {
		return 0, false
	}
	return rune(n), true
}
