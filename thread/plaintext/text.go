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
	quote  bool  // set as a quotation
}

// writer assembles the texts of the comments of a section. Its rows are
// overwritten by the next comment.
type writer struct {
	p     *page
	s     *section
	width int32 // right margin, 0 where the renderer does not break lines
	rows  []row
	heads []string
	// author is the author of the comment at hand, debris what is cut off the
	// ends of a section's comments.
	author string
	debris debris
}

// wrapWidth returns the column at which the renderer breaks lines, 0 for none.
func (p *page) wrapWidth(g *grammar) int32 {
	if !g.wraps {
		return 0
	}
	var width int32
	for i := range p.lines {
		l := &p.lines[i]
		if l.end-l.start > 4*maxWrap || g.flush && l.first >= 0 {
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

// lines returns the rows of item i, at most limit: its own line and those up
// to the next item's.
func (w *writer) lines(s *section, i, limit int) []row {
	p := w.p
	it := &s.items[i]
	m := &p.markers[it.mark]
	end := s.bodyTo
	for j := i + 1; j < len(s.items); j++ {
		if s.items[j].mark >= 0 {
			end = int(p.markers[s.items[j].mark].line - s.items[j].pre)
			break
		}
	}
	margin := s.g.textCol(it.depth)
	switch {
	case s.g.flush:
		margin = 0
	case s.flat != listed:
		margin = m.tcol
	}
	w.rows = w.rows[:0]
	if l := &p.lines[m.line]; m.text < l.end {
		t := p.src[m.text:l.end]
		w.rows = append(w.rows, row{text: t, num: l.num + 1, end: m.tcol + int32(columns(t))})
	}
	for li := int(m.line) + 1; li < end && len(w.rows) < limit; li++ {
		l := &p.lines[li]
		t := p.src[l.start:l.end]
		r := row{text: t, num: l.num + 1, indent: max(0, l.col-margin), end: l.col + int32(columns(t)), blank: p.blankBefore(li)}
		if g := s.g; g.quote > 0 && (l.col == margin+g.quote || g.resets && l.col == g.a && margin > g.a) && l.first < 0 && !isCode(t) {
			r.quote, r.indent = true, 0
		}
		w.rows = append(w.rows, r)
	}
	return w.rows
}

// head returns the first lines of rows, from which author and date are read.
func (w *writer) head(rows []row) []string {
	w.heads = w.heads[:0]
	n := 2
	if w.s.flat != listed {
		n = flatRows
	}
	for _, r := range rows[:min(len(rows), n)] {
		w.heads = append(w.heads, r.text)
	}
	return w.heads
}

// readHead reads the head of rows in the forms that the section can have.
func (w *writer) readHead(rows []row) head {
	lines := w.head(rows)
	if w.s.flat == listed {
		return readHead(lines)
	}
	if w.s.foot {
		return personHead(lines, w.s.known)
	}
	h := flatHead(lines)
	h.answers(w.s.known)
	return h
}

// unindent moves rows left by what all of them are indented.
func unindent(rows []row) {
	least := int32(1) << 30
	for i := range rows {
		least = min(least, rows[i].indent)
	}
	for i := range rows {
		rows[i].indent -= least
	}
}

// text joins rows to paragraphs and returns the first line with a letter or
// digit. Controls of the page at either end are left out.
func (w *writer) text(rows []row) (string, int32) {
	if w.s.flat != listed {
		from, _ := tail(rows, w.author, w.debris)
		for w.s.foot && from < len(rows) && isCount(rows[from].text) {
			from++ // votes follow a control here: what stands before is text
		}
		rows = rows[:from]
		if w.debris.rows {
			if n := votes(rows); n > 1 {
				rows = rows[:len(rows)-n]
			}
		}
		rows = rows[start(rows, w.debris):]
		unindent(rows)
	}
	for len(rows) > 0 && w.debris.control(rows[len(rows)-1].text) {
		rows = rows[:len(rows)-1]
	}
	for len(rows) > 1 && w.debris.control(rows[0].text) {
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
	var b strings.Builder
	b.Grow(size)
	for i := range rows {
		r := &rows[i]
		t := w.strip(r.text)
		switch {
		case i == 0:
		case r.blank || r.quote != rows[i-1].quote:
			b.WriteString("\n\n")
		case w.wrapped(&rows[i-1], r):
			b.WriteByte(' ')
			b.WriteString(t)
			continue
		default:
			b.WriteByte('\n')
		}
		if r.quote {
			b.WriteString("> ")
		} else if i > 0 && r.indent > 0 {
			b.WriteString(spaces[:min(int(r.indent), len(spaces))])
		}
		b.WriteString(t)
	}
	return clean(b.String()), line
}

// strip takes off what the renderer adds to a line: the numbers of links where
// the page lists their addresses, and the backslash that python-html2text puts
// into "1\." so that it is no item.
func (w *writer) strip(s string) string {
	if w.p.refs && strings.IndexByte(s, '[') >= 0 {
		s = stripRefs(s)
	}
	if w.s.g.flush && s != "" && isDigit(s[0]) {
		if _, end := number(s, 0); strings.HasPrefix(s[end:], "\\.") {
			s = s[:end] + s[end+1:]
		}
	}
	return s
}

// stripRefs removes each "[12]" of s.
func stripRefs(s string) string {
	var b strings.Builder
	for {
		i := strings.IndexByte(s, '[')
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		n, end := number(s, i+1)
		if n > 0 && end < len(s) && s[end] == ']' {
			b.WriteString(s[:i])
			s = s[end+1:]
			continue
		}
		b.WriteString(s[:i+1])
		s = s[i+1:]
	}
}

// isCode reports whether a line looks like a program rather than words.
func isCode(s string) bool {
	return strings.ContainsAny(s, "{};=") || strings.Contains(s, "  ")
}

const spaces = "                                        "

// wrapped reports whether the renderer broke the line between a and b: it does
// only where b's first word has no room behind a.
func (w *writer) wrapped(a, b *row) bool {
	if w.width == 0 || a.quote != b.quote || a.indent != b.indent && a.num != w.rows[0].num {
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
