package htmltext

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// MaxQuote is the number of "> " that a line may begin with. Quotes nested
// more deeply are shown at this depth.
const MaxQuote = 16

// Attributes are those attributes of an element that bear on its text.
type Attributes struct {
	Class string
	Alt   string // of img: kept where the class says that it is an emoji
}

// Builder gathers plain text from the tokens of an HTML fragment. The zero
// value is ready to use. It is for callers that walk a page themselves and
// find text on the way; others call [Text]. A Builder is not safe for
// concurrent use.
type Builder struct {
	// Lines makes a line feed in running text a line break: see [TextLines].
	Lines bool

	buf     []byte
	breaks  int  // line feeds owed before the next character, at most 2
	space   bool // a space is owed before the next character
	soft    bool // the owed breaks come from an element, so a line feed adds none
	quote   int  // open blockquotes
	shown   int  // quote level of the last line written
	pre     int  // open pre elements
	skip    int  // open elements whose text is not shown, of the tag skipped
	skipped atom.Atom
	aside   int     // open Discourse quotes
	lists   []int32 // open lists: next number, or -1 for bullets
	item    string  // list mark owed
	indent  []byte  // white space of a pre, owed before the next character of its line
}

// maxLists bounds the memory that nested lists take; those nested more deeply
// are numbered with their parents.
const maxLists = 64

// Start takes a start tag. The tag is 0 for elements unknown to package atom.
func (b *Builder) Start(tag atom.Atom, attr Attributes) {
	if b.skip > 0 {
		if tag == b.skipped {
			b.skip++
		}
		return
	}
	switch tag {
	case atom.Br:
		b.lineBreak()
		b.soft = true
	case atom.P, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6,
		atom.Table, atom.Figure, atom.Dl, atom.Hr, atom.Details:
		b.paragraph()
	case atom.Blockquote:
		b.paragraph()
		b.quote++
	case atom.Pre, atom.Listing, atom.Xmp:
		b.paragraph()
		b.pre++
	case atom.Ul, atom.Ol:
		if len(b.lists) == 0 {
			b.paragraph()
		} else {
			b.block()
		}
		n := int32(-1)
		if tag == atom.Ol {
			n = 1
		}
		if len(b.lists) < maxLists {
			b.lists = append(b.lists, n)
		}
	case atom.Li:
		b.block()
		b.item = "- "
		if n := len(b.lists); n > 0 && b.lists[n-1] > 0 {
			b.item = strconv.Itoa(int(b.lists[n-1])) + ". "
			b.lists[n-1]++
		}
	case atom.Td, atom.Th:
		b.space = true
	case atom.Img:
		if attr.Alt != "" && isEmoji(attr.Class) {
			b.Text(attr.Alt)
		}
	case atom.Aside:
		b.block()
		if hasClass(attr.Class, "quote") {
			b.aside++
		}
	case atom.Div:
		b.block()
		// Discourse puts the name of the person quoted in a title of its own.
		if b.aside > 0 && hasClass(attr.Class, "title") {
			b.skip, b.skipped = 1, tag
		}
	case atom.Script, atom.Style, atom.Template, atom.Head, atom.Svg, atom.Math,
		atom.Iframe, atom.Object, atom.Select, atom.Textarea, atom.Button,
		atom.Noembed, atom.Noframes, atom.Audio, atom.Video, atom.Canvas:
		b.skip, b.skipped = 1, tag
	default:
		if isBlock(tag) {
			b.block()
		}
	}
}

// End takes an end tag. One that closes nothing is ignored.
func (b *Builder) End(tag atom.Atom) {
	if b.skip > 0 {
		if tag == b.skipped {
			b.skip--
		}
		return
	}
	switch tag {
	case atom.Br: // browsers read </br> as <br>
		b.lineBreak()
		b.soft = true
	case atom.P, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6,
		atom.Table, atom.Figure, atom.Dl, atom.Details:
		b.paragraph()
	case atom.Blockquote:
		if b.quote > 0 {
			b.quote--
			b.paragraph()
		}
	case atom.Pre, atom.Listing, atom.Xmp:
		if b.pre > 0 {
			b.pre--
			b.paragraph()
		}
	case atom.Ul, atom.Ol:
		if n := len(b.lists); n > 0 {
			b.lists = b.lists[:n-1]
			if n == 1 {
				b.paragraph()
			} else {
				b.block()
			}
		}
	case atom.Li:
		b.item = ""
		b.block()
	case atom.Td, atom.Th:
		b.space = true
	case atom.Aside:
		if b.aside > 0 {
			b.aside--
		}
		b.block()
	default:
		if isBlock(tag) {
			b.block()
		}
	}
}

// Text takes running text, its character references already resolved.
func (b *Builder) Text(s string) { appendText(b, s) }

func (b *Builder) text(s []byte) { appendText(b, s) }

func appendText[T string | []byte](b *Builder, s T) {
	if b.skip > 0 {
		return
	}
	start := -1 // of a run of bytes that are copied as they are
	for i := 0; i < len(s); {
		c := s[i]
		if c > ' ' && c < 0x7F {
			if start < 0 {
				b.flush()
				start = i
			}
			i++
			continue
		}
		size := 1
		r := rune(c)
		if c >= 0x80 {
			r, size = decode(s[i:])
			if r >= 0xA0 && r != 0xA0 && r != 0x2028 && r != 0x2029 && !(r == utf8.RuneError && size == 1) {
				if start < 0 {
					b.flush()
					start = i
				}
				i += size
				continue
			}
		}
		if start >= 0 {
			b.buf = append(b.buf, s[start:i]...)
			start = -1
		}
		b.odd(r, size)
		i += size
	}
	if start >= 0 {
		b.buf = append(b.buf, s[start:]...)
	}
}

// odd takes white space, a control character or a byte that is not UTF-8.
func (b *Builder) odd(r rune, size int) {
	switch {
	case r == utf8.RuneError && size == 1:
		b.flush()
		b.buf = append(b.buf, "\uFFFD"...)
	case r == '\n' || r == 0x85 || r == 0x2028 || r == 0x2029:
		switch {
		case b.pre > 0:
			b.lineBreak()
		case !b.Lines:
			b.space = true
		case b.soft:
			b.soft = false
		default:
			b.lineBreak()
		}
	case r == '\t' && b.pre > 0, r == ' ' && b.pre > 0:
		// Owed, so that a line of nothing else ends as an empty one.
		b.indent = append(b.indent, byte(r))
	case r == ' ', r == '\t', r == '\f', r == '\r', r == '\v', r == 0xA0:
		b.space = true
	}
	// Other control characters have no place in text.
}

// flush writes the breaks, the quote marks, the list mark and the space that
// are owed.
func (b *Builder) flush() {
	b.soft = false
	level := min(b.quote, MaxQuote)
	if len(b.buf) == 0 {
		b.breaks = 0
	}
	if b.breaks > 0 {
		b.trim()
		b.buf = append(b.buf, '\n')
		if b.breaks > 1 {
			// The empty line inside a quote carries the marks that both of
			// its neighbours have.
			b.marks(min(level, b.shown))
			b.trim()
			b.buf = append(b.buf, '\n')
		}
		b.space = false
	}
	if b.breaks > 0 || len(b.buf) == 0 {
		b.marks(level)
		b.shown = level
		b.breaks, b.space = 0, false
	}
	if b.item != "" {
		b.buf = append(b.buf, b.item...)
		b.item, b.space = "", false
	}
	if b.space {
		b.buf = append(b.buf, ' ')
		b.space = false
	}
	if len(b.indent) > 0 {
		b.buf = append(b.buf, b.indent...)
		b.indent = b.indent[:0]
	}
}

func (b *Builder) marks(n int) {
	for range n {
		b.buf = append(b.buf, "> "...)
	}
}

func (b *Builder) trim() {
	for n := len(b.buf); n > 0 && (b.buf[n-1] == ' ' || b.buf[n-1] == '\t'); n-- {
		b.buf = b.buf[:n-1]
	}
}

func (b *Builder) lineBreak() {
	b.breaks = min(b.breaks+1, 2)
	b.indent = b.indent[:0]
}

func (b *Builder) block() {
	b.breaks = max(b.breaks, 1)
	b.indent = b.indent[:0]
	b.soft = true
}

func (b *Builder) paragraph() {
	b.breaks = 2
	b.indent = b.indent[:0]
	b.soft = true
}

// String returns the text gathered so far.
func (b *Builder) String() string {
	b.trim()
	return string(b.buf)
}

// Reset makes the Builder empty, keeping its memory and Lines.
func (b *Builder) Reset() {
	*b = Builder{Lines: b.Lines, buf: b.buf[:0], lists: b.lists[:0], indent: b.indent[:0]}
}

func isBlock(tag atom.Atom) bool {
	switch tag {
	case atom.Div, atom.Section, atom.Article, atom.Header, atom.Footer, atom.Nav,
		atom.Main, atom.Address, atom.Fieldset, atom.Form, atom.Figcaption,
		atom.Dt, atom.Dd, atom.Tr, atom.Caption, atom.Summary, atom.Center, atom.Body:
		return true
	}
	return false
}

func isEmoji(class string) bool {
	return strings.Contains(class, "emoji") || strings.Contains(class, "smil") || strings.Contains(class, "emoticon")
}

func hasClass(list, class string) bool {
	for f := range strings.FieldsSeq(list) {
		if f == class {
			return true
		}
	}
	return false
}

func decode[T string | []byte](s T) (rune, int) {
	return utf8.DecodeRuneInString(string(s[:min(len(s), utf8.UTFMax)]))
}
