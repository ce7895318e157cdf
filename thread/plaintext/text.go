package plaintext

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// row is a line of a comment.
type row struct {
	text   string
	num    int32 // 1-based in the source
	indent int32 // columns right of the text column
	end    int32 // column after the last character
	blank  bool  // a blank line before
}

// writer assembles the texts of the comments of a section. Its rows are
// overwritten by the next comment.
type writer struct {
	p     *page
	s     *section
	width int32 // right margin; 0 where the renderer does not break lines
	rows  []row
	heads []string
}

// wrapWidth returns the column at which the renderer breaks lines, 0 for none.
func (p *page) wrapWidth(g *grammar) int32 {
	if !g.wraps {
		return 0
	}
	var width int32
	for i := range p.lines {
		l := &p.lines[i]
		if l.end-l.start > 4*maxWrap {
			continue
		}
		s := p.src[l.start:l.end]
		if end := l.col + int32(columns(s)); end > width && end <= maxWrap && strings.IndexByte(s, ' ') > 0 {
			width = end
		}
	}
	return width
}

// maxWrap is the widest margin taken for one: browsers print at 72 to 80.
const maxWrap = 132

// lines returns the rows of item i: its own line and those up to the next
// item's.
func (w *writer) lines(s *section, i int) []row {
	p := w.p
	it := &s.items[i]
	m := &p.markers[it.mark]
	end := s.bodyTo
	for j := i + 1; j < len(s.items); j++ {
		if s.items[j].mark >= 0 {
			end = int(p.markers[s.items[j].mark].line)
			break
		}
	}
	margin := s.g.textCol(it.depth)
	if s.g.flush {
		margin = 0
	}
	w.rows = w.rows[:0]
	if l := &p.lines[m.line]; m.text < l.end {
		t := p.src[m.text:l.end]
		w.rows = append(w.rows, row{text: t, num: l.num + 1, end: m.tcol + int32(columns(t))})
	}
	for li := int(m.line) + 1; li < end; li++ {
		l := &p.lines[li]
		t := p.src[l.start:l.end]
		w.rows = append(w.rows, row{text: t, num: l.num + 1, indent: max(0, l.col-margin), end: l.col + int32(columns(t)), blank: p.blankBefore(li)})
	}
	return w.rows
}

// head returns the first lines of rows, from which author and date are read.
func (w *writer) head(rows []row) []string {
	w.heads = w.heads[:0]
	for _, r := range rows[:min(len(rows), 2)] {
		w.heads = append(w.heads, r.text)
	}
	return w.heads
}

// text joins rows to paragraphs and returns the first line with a letter or
// digit. Controls of the page at either end are left out.
func (w *writer) text(rows []row) (string, int32) {
	for len(rows) > 0 && isChrome(rows[len(rows)-1].text) {
		rows = rows[:len(rows)-1]
	}
	for len(rows) > 1 && isChrome(rows[0].text) {
		rows = rows[1:]
	}
	var line int32
	size := 0
	for i := range rows {
		size += len(rows[i].text) + int(min(rows[i].indent, 40)) + 2
		if line == 0 && strings.IndexFunc(rows[i].text, wordRune) >= 0 {
			line = rows[i].num
		}
	}
	if line == 0 && len(rows) > 0 {
		line = rows[0].num
	}
	if len(rows) == 1 {
		return clean(rows[0].text), line
	}
	var b strings.Builder
	b.Grow(size)
	for i := range rows {
		r := &rows[i]
		switch {
		case i == 0:
		case r.blank:
			b.WriteString("\n\n")
		case w.wrapped(&rows[i-1], r):
			b.WriteByte(' ')
			b.WriteString(r.text)
			continue
		default:
			b.WriteByte('\n')
		}
		if i > 0 && r.indent > 0 {
			b.WriteString(spaces[:min(int(r.indent), len(spaces))])
		}
		b.WriteString(r.text)
	}
	return clean(b.String()), line
}

const spaces = "                                        "

// wrapped reports whether the renderer broke the line between a and b: it does
// only where b's first word has no room behind a.
func (w *writer) wrapped(a, b *row) bool {
	if w.width == 0 || a.indent != b.indent && a.num != w.rows[0].num {
		return false
	}
	first := b.text
	if i := strings.IndexByte(first, ' '); i > 0 {
		first = first[:i]
	}
	return a.end+1+int32(columns(first)) > w.width
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// clean replaces what is not text by U+FFFD: broken UTF-8, NUL and the other
// control characters. It returns s itself where there is none.
func clean(s string) string {
	bad := !utf8.ValidString(s)
	for i := 0; i < len(s) && !bad; i++ {
		bad = s[i] < ' ' && s[i] != '\n' && s[i] != '\t' || s[i] == 0x7F || s[i] == 0xC2 && i+1 < len(s) && s[i+1] == 0xA0
	}
	if !bad {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 16)
	for _, r := range s {
		switch {
		case r == '\r':
		case r == '\u00a0':
			b.WriteByte(' ')
		case r < ' ' && r != '\n' && r != '\t' || r == 0x7F:
			b.WriteRune(utf8.RuneError)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
