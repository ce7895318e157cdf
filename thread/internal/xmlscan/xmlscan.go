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
	source.Window
	max int

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
	s := &Scanner{Window: source.Window{Buf: make([]byte, min(64<<10, max(limit, 4096))), Line: 1}, max: limit}
	s.R = source.UTF8(r)
	for s.N < 1024 && s.Err == nil {
		s.fill()
	}
	if label := declared(s.Buf[:s.N]); label != "" {
		head := io.MultiReader(bytes.NewReader(bytes.Clone(s.Buf[:s.N])), &rest{s.R, s.Err})
		if dec, err := charset.NewReaderLabel(label, head); err == nil {
			s.R, s.N, s.Err = dec, 0, nil
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
		for s.I >= s.N {
			if s.Err != nil {
				return 0, s.Err
			}
			s.fill()
		}
		s.pos, s.at = s.Base+int64(s.I), s.Line
		if s.Buf[s.I] != '<' {
			return s.running()
		}
		for s.N-s.I < 9 && s.Err == nil {
			s.fill()
		}
		rest := s.Buf[s.I:s.N]
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
			s.I++
			return Text, nil
		}
	}
}

func nameStart(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80
}

// end is the error for input that stops inside a token.
func (s *Scanner) end() error {
	if s.Err != io.EOF {
		return s.Err
	}
	s.I = s.N
	return ErrTruncated
}

// running reads text up to the next "<", in pieces where it is long.
func (s *Scanner) running() (Kind, error) {
	k := bytes.IndexByte(s.Buf[s.I:s.N], '<')
	for k < 0 && s.Err == nil && s.N-s.I < s.max {
		seen := s.N - s.I
		s.fill()
		if k = bytes.IndexByte(s.Buf[s.I+seen:s.N], '<'); k >= 0 {
			k += seen
		}
	}
	if k < 0 {
		k = s.N - s.I
	}
	raw := s.Buf[s.I : s.I+k]
	s.Skip(k)
	if bytes.IndexByte(raw, '&') < 0 {
		s.text = append(s.text[:0], raw...)
	} else {
		s.text = resolve(s.text[:0], raw)
	}
	return Text, nil
}

func (s *Scanner) cdata() (Kind, error) {
	s.I += len("<![CDATA[")
	k := s.find([]byte("]]>"))
	if k < 0 {
		if s.Err == nil {
			return 0, s.drop("]]>")
		}
		// What there is of it counts; the next call tells that it is cut off.
		k = s.N - s.I
		if s.Err == io.EOF {
			s.Err = ErrTruncated
		}
		s.text = append(s.text[:0], s.Buf[s.I:s.I+k]...)
		s.Skip(k)
		return Text, nil
	}
	s.text = append(s.text[:0], s.Buf[s.I:s.I+k]...)
	s.Skip(k + 3)
	return Text, nil
}

// find returns the distance from buf[i] of what ends a token, or -1 where the
// cap or the end of input comes first.
func (s *Scanner) find(what []byte) int {
	from := 0
	for {
		if k := bytes.Index(s.Buf[s.I+from:s.N], what); k >= 0 {
			return from + k
		}
		if s.Err != nil || s.N-s.I > s.max {
			return -1
		}
		from = max(s.N-s.I-len(what)+1, 0)
		s.fill()
	}
}

// drop skips past what ends a token that is over the cap.
func (s *Scanner) drop(what string) error {
	for {
		if k := bytes.Index(s.Buf[s.I:s.N], []byte(what)); k >= 0 {
			s.Skip(k + len(what))
			return source.ErrTooLarge
		}
		s.Skip(max(s.N-s.I-len(what)+1, 0))
		if s.Err != nil {
			return s.end()
		}
		s.fill()
	}
}

// until skips a comment or processing instruction, of any length.
func (s *Scanner) until(what string, from int) error {
	s.Skip(from)
	if err := s.drop(what); err != source.ErrTooLarge {
		return err
	}
	return nil
}

// doctype skips a document type with its internal subset.
func (s *Scanner) doctype() error {
	brackets, quote := 0, byte(0)
	for {
		for k, c := range s.Buf[s.I:s.N] {
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
				s.Skip(k + 1)
				return nil
			}
		}
		s.Skip(s.N - s.I)
		if s.Err != nil {
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
	if e := bytes.IndexByte(s.Buf[s.I:s.N], '>'); e >= 0 && e < 64 && bytes.IndexByte(s.Buf[s.I:s.I+e], '"') < 0 && bytes.IndexByte(s.Buf[s.I:s.I+e], '\'') < 0 {
		k = e
	}
scan:
	for {
		for ; s.I+k < s.N; k++ {
			c := s.Buf[s.I+k]
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
		if s.Err != nil {
			return 0, s.end()
		}
		if s.N-s.I > s.max {
			return 0, s.drop(">")
		}
		s.fill()
	}
	inner := s.Buf[s.I+1 : s.I+k]
	s.Skip(k + 1)
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
	if c := bytes.IndexByte(name, ':'); c > 0 && c+1 < len(name) {
		name = name[c+1:]
	}
	s.name = name
	return kind, nil
}

func (s *Scanner) fill() { s.Fill(s.max + s.max/2 + 64<<10) }

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
