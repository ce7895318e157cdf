package webpage

import (
	"strings"
	"unicode/utf8"
)

// writer renders part of a page as plain text: blocks are parted by a blank
// line, <br> is a new line, quoted lines begin with "> ".
type writer struct {
	b strings.Builder
	// br and blank are line ends owed before the next word; space a space.
	br, blank, space bool
	// quote is the depth of quotation of what comes next, last that of what
	// was written last.
	quote, last int
	pre         int
	// item is a list mark owed before the next word.
	item bool
}

// block owes a blank line.
func (w *writer) block() {
	if w.b.Len() > 0 {
		w.blank = true
	}
	w.space = false
}

func (w *writer) line() {
	if w.b.Len() > 0 {
		if w.br {
			w.blank = true // two <br> part paragraphs
		}
		w.br = true
	}
	w.space = false
}

func (w *writer) flush() {
	if w.b.Len() > 0 {
		switch {
		case w.blank || w.quote != w.last && w.last >= 0 && w.b.Len() > 0 && (w.br || w.blank):
			w.b.WriteByte('\n')
			if w.quote > 0 && w.last > 0 {
				w.marks(min(w.quote, w.last), true)
			}
			w.b.WriteByte('\n')
			w.marks(w.quote, false)
		case w.br:
			w.b.WriteByte('\n')
			w.marks(w.quote, false)
		case w.space:
			w.b.WriteByte(' ')
		}
	} else {
		w.marks(w.quote, false)
	}
	if w.item {
		w.b.WriteString("- ")
		w.item = false
	}
	w.br, w.blank, w.space = false, false, false
	w.last = w.quote
}

// maxQuote bounds the marks before a line, and so what deep quotation costs.
const maxQuote = 16

func (w *writer) marks(n int, bare bool) {
	n = min(n, maxQuote)
	for i := range n {
		w.b.WriteByte('>')
		if !bare || i+1 < n {
			w.b.WriteByte(' ')
		}
	}
}

// text writes a run with its white space collapsed, or kept inside <pre>.
func (w *writer) text(s string) {
	if w.pre > 0 {
		w.preText(s)
		return
	}
	for s != "" {
		// A stretch of plain words at a time.
		i := 0
		for i < len(s) {
			if class[s[i]]&isPlainByte != 0 {
				i++
			} else if s[i] == ' ' && i > 0 && i+1 < len(s) && class[s[i+1]]&isPlainByte != 0 {
				i += 2
			} else {
				break
			}
		}
		if i > 0 {
			if w.br || w.blank || w.space || w.item || w.b.Len() == 0 {
				w.flush()
			}
			w.b.WriteString(s[:i])
			s = s[i:]
			continue
		}
		r, n := utf8.DecodeRuneInString(s)
		switch {
		case r == ' ' || r == '\n' || r == '\t' || r == '\r' || r == '\f' || r == 0xA0 || r == 0x2028 || r == 0x2029:
			if w.b.Len() > 0 {
				w.space = true
			}
		case r < ' ' || r == 0x7F || r == 0x200B || r == 0xFEFF || r == utf8.RuneError && n == 1:
			// controls and invisible marks are not text
		default:
			if w.br || w.blank || w.space || w.item || w.b.Len() == 0 {
				w.flush()
			}
			w.b.WriteString(s[:n])
		}
		s = s[n:]
	}
}

func (w *writer) preText(s string) {
	for s != "" {
		i := strings.IndexByte(s, '\n')
		part := s
		if i >= 0 {
			part, s = s[:i], s[i+1:]
		} else {
			s = ""
		}
		part = strings.TrimRight(part, "\r")
		if part != "" {
			if w.br || w.blank || w.item || w.b.Len() == 0 {
				w.space = false
				w.flush()
			}
			w.b.WriteString(clean(part))
		}
		if i >= 0 {
			w.br = w.b.Len() > 0
		}
	}
}

// clean drops control characters.
func clean(s string) string {
	for i := range len(s) {
		if s[i] < ' ' && s[i] != '\t' || s[i] == 0x7F {
			return strings.Map(func(r rune) rune {
				if r < ' ' && r != '\t' || r == 0x7F {
					return -1
				}
				return r
			}, s)
		}
	}
	return s
}

func (w *writer) String() string { return strings.TrimSpace(w.b.String()) }

// render writes the nodes of [from, to). skip, where not nil, is asked of every
// element but the first for the node to go on with: the element itself, or one
// after what is left out.
func (s *survey) render(w *writer, from, to int32, skip func(int32) int32) {
	d := s.d
	// open holds the ends of blocks, quotes and preformatted text still open.
	type level struct {
		end   int32
		quote bool
		pre   bool
		block bool
		item  bool
	}
	var open []level
	closeTo := func(n int32) {
		for len(open) > 0 && open[len(open)-1].end <= n {
			l := open[len(open)-1]
			open = open[:len(open)-1]
			if l.block {
				w.block()
			}
			if l.quote {
				w.quote--
			}
			if l.pre {
				w.pre--
			}
			if l.item {
				w.item = false // an item without words has no mark
			}
		}
	}
	for n := from; n < to; {
		closeTo(n)
		nd := &d.nodes[n]
		if nd.tag == tagNone {
			w.text(d.text[nd.from:nd.to])
			n++
			continue
		}
		on := n
		if nd.tag.is(isHidden) {
			on = nd.end
		} else if n > from && skip != nil {
			on = skip(n)
		}
		if on > n {
			if nd.tag.is(isBlock) {
				w.block()
			}
			n = on
			continue
		}
		switch nd.tag {
		case tagBr:
			w.line()
		case tagHr:
			w.block()
		case tagImg:
			if alt := d.attr(n, keyAlt); alt != "" && len(alt) < 24 {
				if c := d.attr(n, keyClass); strings.Contains(c, "emoji") || strings.Contains(c, "smil") {
					w.text(alt)
				}
			}
		case tagTd, tagTh:
			if s.isQuote(n) {
				w.block()
				w.quote++
				open = append(open, level{end: nd.end, quote: true, block: true})
			}
			w.space = w.space || w.b.Len() > 0
		case tagTr, tagDt, tagDd, tagBody, tagHTML:
			w.line1()
			open = append(open, level{end: nd.end})
		case tagLi:
			w.line1()
			w.item = n > from
			open = append(open, level{end: nd.end, item: true})
		case tagBlockquote:
			w.block()
			quote := n > from && quotes(d.attr(n, keyClass)) // a body may be a <blockquote>
			if quote {
				w.quote++
			}
			open = append(open, level{end: nd.end, quote: quote, block: true})
		case tagPre:
			w.block()
			w.pre++
			open = append(open, level{end: nd.end, pre: true, block: true})
		default:
			if n > from && s.isQuote(n) {
				w.block()
				w.quote++
				open = append(open, level{end: nd.end, quote: true, block: true})
			} else if nd.tag.is(isBlock) {
				if nd.tag == tagDiv {
					w.line1()
					open = append(open, level{end: nd.end, block: true})
				} else {
					w.block()
					open = append(open, level{end: nd.end, block: true})
				}
			}
		}
		n++
	}
	closeTo(to)
	for range open {
		closeTo(1<<31 - 1)
	}
}

// line1 owes one line end, never two.
func (w *writer) line1() {
	if w.b.Len() > 0 {
		w.br = true
	}
	w.space = false
}

// maxPlain bounds the nodes that plain looks at: it is asked for names, dates
// and labels, also of elements that hold a page of others.
const maxPlain = 128

// plain returns the text of a subtree on one line.
func (d *doc) plain(n int32, limit int) string {
	if end := d.nodes[n].end; end == n+1 && d.nodes[n].tag != tagNone {
		return ""
	} else if end == n+2 && d.nodes[n+1].tag == tagNone {
		if t := strings.TrimSpace(d.run(n + 1)); isPlain(t) && len(t) <= limit {
			return t
		}
	}
	var w writer
	end := min(d.nodes[n].end, n+maxPlain)
	if d.nodes[n].tag == tagNone {
		w.text(d.run(n))
		return w.String()
	}
	for i := n + 1; i < end; {
		nd := &d.nodes[i]
		switch {
		case nd.tag == tagNone:
			w.text(d.text[nd.from:nd.to])
		case nd.tag.is(isHidden):
			i = nd.end
			continue
		case nd.tag == tagBr || nd.tag.is(isBlock):
			w.space = w.b.Len() > 0
		}
		if w.b.Len() > limit {
			break
		}
		i++
	}
	return w.String()
}

// isPlain tells a text that collapsing would not change.
func isPlain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= 0x7F || c == ' ' && s[i+1] == ' ' {
			return false
		}
	}
	return true
}

// collapse makes every run of white space one space and trims the ends.
func collapse(s string) string {
	var w writer
	w.text(s)
	return w.String()
}
