package plaintext

import "strings"

// grammar says where a renderer puts the list items of each depth d, d = 1
// being the outermost list. See the package documentation for the table.
type grammar struct {
	name string
	// A number's first digit stands in column a*d+b of a left-aligned
	// grammar; its full stop in that column of a right-aligned one. A bullet
	// stands in the same column either way.
	left bool
	a, b int32
	// The text of an item stands in column ta*d+tb.
	ta, tb int32
	// bullets are the characters that mark the items of bulleted lists.
	bullets string
	// flush marks renderers that print all but an item's first line at the
	// left margin.
	flush bool
	// bare marks renderers that print nothing for an item without text of its
	// own: its loss shows as a restart, a gap or a jump in the numbering.
	bare bool
	// ambiguous marks renderers whose item column is the text column of the
	// level above, so that body lines can look like items.
	ambiguous bool
	// resets marks renderers that print quotations in column a and
	// preformatted text at the left margin, whatever the depth.
	resets bool
	// quote is how far right of the text a quotation stands, 0 unknown.
	quote int32
	// vanish marks renderers that print no number for a comment that has
	// neither text nor replies.
	vanish bool
	// wraps marks renderers that break lines at a right margin.
	wraps bool
}

var grammars = [...]grammar{
	{name: "resiliparse", bullets: "•", left: true, a: 2, b: 0, ta: 2, tb: 2, bare: true, ambiguous: true},
	{name: "lynx", quote: 2, bullets: "*+o#@-=•◦▪", a: 5, b: 0, ta: 5, tb: 2, resets: true, wraps: true}, // and elinks, links
	{name: "w3m", quote: 4, bullets: "•□☆○●■◦", a: 4, b: -2, ta: 4, tb: 0, wraps: true},
	{name: "html2text", quote: 5, bullets: "*#@-+o=", a: 6, b: -2, ta: 6, tb: 0, vanish: true, wraps: true},
	{name: "pandoc", quote: 2, bullets: "-•", left: true, a: 4, b: -4, ta: 4, tb: 0, wraps: true, ambiguous: true},
	{name: "python-html2text", bullets: "*-+", left: true, a: 2, b: 0, ta: 2, tb: 2, flush: true, ambiguous: true, wraps: true},
}

// depth returns the depth at which the grammar puts m, 0 where it puts none.
func (g *grammar) depth(m *marker) int32 {
	at := m.dot
	if g.left {
		at = m.col
	}
	d := g.level(at)
	if d == 0 && !g.left && m.dot-m.col > 2 {
		// Three digits have no room left of the stop of the others.
		d = g.level(m.col + 2)
	}
	if d == 0 && g.resets && m.dot == elinksDeepest && !m.isBullet() {
		d = 9
	}
	if d == 0 {
		return 0
	}
	if m.tcol < 0 || m.isBullet() {
		return d
	}
	// "1.  text" of pandoc is an item and "1. text" is not. Elsewhere more
	// than one blank can follow: preformatted text, or another item.
	if g.name == "pandoc" && m.tcol < g.textCol(d) && m.dot-m.col < 3 {
		return 0
	}
	return d
}

// elinksDeepest is the column of the stops of all items of elinks below its
// eighth level, which lie off the grid of the others.
const elinksDeepest = 42

// level returns the depth of the items marked in column at, 0 if none.
func (g *grammar) level(at int32) int32 {
	if at -= g.b; at > 0 && at%g.a == 0 {
		return at / g.a
	}
	return 0
}

// textCol returns the column of the text of an item of depth d.
func (g *grammar) textCol(d int32) int32 { return g.ta*d + g.tb }

// levels returns the depth of each marker under g, 0 for those that are no
// item of g's. bullets selects bulleted items instead of numbered ones.
func (g *grammar) levels(p *page, ms []marker, bullets bool) []int32 {
	out := make([]int32, len(ms))
	for i := range ms {
		m := &ms[i]
		if m.isBullet() != bullets || bullets && !g.marks(p.src[m.off:]) {
			continue
		}
		if !m.sub {
			out[i] = g.depth(m)
			continue
		}
		if i == 0 || out[i-1] == 0 {
			continue
		}
		out[i] = g.subDepth(&ms[i-1], m, out[i-1])
	}
	return out
}

// byNumber stands for a depth that only the number tells.
const byNumber = -1

// subDepth returns the depth of a marker m that stands on the line of prev, an
// item of depth d without text: its first child, or the next item of the same
// list where the renderer does not break the line for an empty one.
func (g *grammar) subDepth(prev, m *marker, d int32) int32 {
	gap := m.col - prev.dot - 1 // blanks between the two
	if d == byNumber {
		return byNumber
	}
	switch {
	case g.bare:
		return 0
	case g.flush:
		// The line of the inner item is joined as it stands, with its own
		// indentation of 2 per level.
		if n := gap - 1; n > 0 && n%2 == 0 && n/2 <= d+1 {
			return n / 2
		}
		return 0
	case g.left && m.col-prev.col == g.a, !g.left && m.dot-prev.dot == g.a:
		return d + 1
	case g.name == "lynx" && gap <= 2:
		return byNumber // links: "3.  4.  5. text", whatever the levels
	}
	return 0
}

// marks reports whether s begins with one of the grammar's bullets.
func (g *grammar) marks(s string) bool {
	return s[:bulletSize(s)] != "" && strings.Contains(g.bullets, s[:bulletSize(s)])
}
