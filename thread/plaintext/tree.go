package plaintext

import (
	"strings"
	"unicode"
)

// item is a comment of a section, or the place of a lost one.
type item struct {
	mark   int32 // index in page.markers; -1 for a lost comment
	depth  int32
	ord    int32 // 0 unknown
	parent int32 // index of the displayed parent, -1 at top level
	why    loss
	// The rest is known of sections without a list.
	titled bool  // the line above is the comment's title
	pre    int32 // lines above, the title included, that are not the comment before's
}

// lost reports whether the comment itself is not on the page.
func (it *item) lost() bool { return it.why != notLost }

// loss says how a lost comment, or the parent of an item, is known.
type loss uint8

const (
	notLost   loss = iota
	restarted      // the numbering of its replies restarts
	jumped         // its replies stand two or more levels below the item before
	skipped        // its number is left out
	empty          // its number is printed without a text
	ghost          // a number printed for nothing: neither a comment nor a lost one
	opened         // the section begins below the top level
)

// maxGap is the longest run of numbers left out that is taken for lost
// comments. A longer one is a year or a figure at the head of a line.
const maxGap = 40

// maxFirst is the largest number that the first reply shown can have where it
// could be a line of the comment before as well.
const maxFirst = 5

// maxJump is the largest number of levels lost at one place.
const maxJump = 3

// maxPop bounds the levels searched for the list that a number continues where
// its column does not tell.
const maxPop = 64

// builder rebuilds the tree of one block.
type builder struct {
	p     *page
	g     *grammar
	body  []bool // by marker of the block: a line of the parent's text follows
	spent bool   // a lost comment leaves a gap in the numbers of its list
	// maxDepth is the level at which the theme stops nesting, 0 unknown.
	maxDepth int32
	// long says that the section's comments are longer than a line, so that a
	// run of short ones is a list within a comment.
	long bool
	// linked says that a reply link ends each comment that can be answered:
	// what comes before it is no reply.
	linked   bool
	raw      bool    // preformatted text stands in any column
	cost     float64 // -log likelihood of the numbering
	rejected marker  // the last number that did not fit
	deep     int32   // the level at which the renderer stops indenting, 0 none
	items    []item
	open     []int32 // by depth-1: index of the open item
	last     []int32 // by depth-1: last number spent in the open list
}

// block is a run of markers between two breaks of the page.
type block struct {
	g          *grammar
	bullets    bool
	from, to   int // range of page.lines: the first marker's line to the break
	mfrom, mto int // range of page.markers
	levels     []int32
}

// isItem reports whether the first marker of l can begin an item.
func (k *block) isItem(l *line) bool {
	i := int(l.first) - k.mfrom
	return i >= 0 && i < len(k.levels) && k.levels[i] > 0
}

func (b *builder) run(k *block) {
	ms := b.p.markers[k.mfrom:k.mto]
	defer b.findEmpty(k)
	b.body = bodyMarks(b.p, k, b.raw)
	if k.g.wraps && !k.g.left {
		b.deep = deepLevel(k.levels, ms, k.g.resets)
	}
	for i := range ms {
		if d := k.levels[i]; d != 0 {
			b.take(k, i, &ms[i], d)
		}
	}
}

// findEmpty marks as lost the items whose number is all that is printed.
func (b *builder) findEmpty(k *block) {
	p := b.p
	end := k.to // line of the next item
	next := k.mto
	for i := len(b.items) - 1; i >= 0; i-- {
		it := &b.items[i]
		if it.mark < 0 {
			continue
		}
		m := &p.markers[it.mark]
		bare := m.tcol < 0
		if next < k.mto && p.markers[next].line == m.line {
			bare = int(it.mark)+1 == next
		} else {
			for li := int(m.line) + 1; bare && li < end; li++ {
				bare = isChrome(p.lineText(li))
			}
		}
		switch {
		case bare && k.g.vanish && (i+1 == len(b.items) || b.items[i+1].depth <= it.depth):
			it.why = ghost
		case bare:
			it.why = empty
		}
		end, next = int(m.line), int(it.mark)
	}
}

// take decides whether marker i of the block, at depth d, begins an item.
func (b *builder) take(k *block, i int, m *marker, d int32) bool {
	cur := int32(len(b.open))
	if d == byNumber {
		if d = b.numbered(k, i); d == 0 {
			return false
		}
	}
	if k.bullets {
		if d > cur+1 {
			if cur > 0 && !(b.g.bare && d <= cur+maxJump && b.breaks(m)) {
				return false
			}
			b.lose(cur, d-1, jumped)
		} else if d == cur+1 && cur > 0 && (b.body[i] || !b.breaks(m)) {
			return false
		}
		b.push(k, i, m, d)
		return true
	}
	sure := b.g.ambiguous && b.surely(m)
	if b.linked && d == cur+1 && cur > 0 && !b.ready(m) {
		return false
	}
	if d > 1 && b.body[i] && !sure {
		return false
	}
	if d == b.deep && cur >= d {
		d = b.deeper(k, i, d)
	}
	switch {
	case d > cur+1: // levels are skipped: only a renderer that prints nothing for a lost item does that
		if d > cur+1+maxJump || cur > 0 && (!b.g.bare || !b.breaks(m)) {
			return false
		}
		if m.ord > 1 && !(b.spent && m.ord <= maxGap) {
			b.stray(m, 7)
			return false
		}
		why := jumped
		if cur == 0 {
			why = opened
		}
		b.lose(cur, d-1, why)
		b.gap(d, 1, m.ord)
	case d == cur+1: // the first reply to the item above, or a line of its text
		if cur > 0 && m.ord != 1 && !(b.spent && (m.ord <= maxFirst || sure)) {
			b.stray(m, 4.6)
			return false
		}
		if b.g.ambiguous && cur > 0 && !sure && (!b.breaks(m) || b.listedOn(k, i) || cur >= b.maxDepth && b.maxDepth > 0 || b.enumerates(k, i)) {
			return false
		}
		if cur > 0 {
			b.gap(d, 1, m.ord)
		}
	default:
		next := b.last[d-1] + 1
		switch {
		case m.ord == next:
			b.gap(d, next, m.ord)
		case m.ord > next && m.ord-next < maxGap && (b.spent || b.g.bare && b.breaks(m)):
			if !b.spent {
				b.cost += 4.7
			}
			b.gap(d, next, m.ord)
		case d > 1 && (m.ord == 1 || b.spent && m.ord < next):
			b.lose(d-2, d-1, restarted)
			b.gap(d, 1, m.ord)
		default:
			b.stray(m, 7)
			return false
		}
	}
	b.push(k, i, m, d)
	return true
}

// stray adds the cost of a number that does not fit: cost, or little where it
// carries on a list of such numbers.
func (b *builder) stray(m *marker, cost float64) {
	switch {
	case m.ord > maxGap || !b.breaks(m):
	case cost < 5 && b.rejected.col == m.col && b.rejected.ord+1 == m.ord:
		b.cost += 0.7
	default:
		b.cost += cost
	}
	b.rejected = *m
}

// numbered returns the level of marker i, of which only its number tells: a
// list of its own under the item before, or an open list that it continues,
// the one in whose column the text goes on or else the deepest.
func (b *builder) numbered(k *block, i int) int32 {
	p := b.p
	m := &p.markers[k.mfrom+i]
	for li := int(m.line) + 1; m.tcol >= 0 && li < min(k.to, int(m.line)+12) && !k.isItem(&p.lines[li]); li++ {
		at := p.lines[li].col - b.g.tb
		if at <= 0 || at%b.g.ta != 0 {
			continue
		}
		d := at / b.g.ta
		if int(d) <= len(b.open) && b.last[d-1]+1 == m.ord || int(d) == len(b.open)+1 && m.ord == 1 {
			return d
		}
	}
	if m.ord == 1 {
		return int32(len(b.open)) + 1
	}
	for e := len(b.open); e > max(0, len(b.open)-maxPop); e-- {
		if b.last[e-1]+1 == m.ord {
			return int32(e)
		}
	}
	return 0
}

// ready reports whether a reply can follow: the comment before m ends with its
// reply link, or has no text at all.
func (b *builder) ready(m *marker) bool {
	if m.sub {
		return true
	}
	li := int(m.line)
	if li == 0 || isChrome(b.p.lineText(li-1)) {
		return true
	}
	return b.p.endsBare(li - 1)
}

// surely reports whether m begins an item beyond doubt: the reply link of the
// comment before stands above it, or an author and a date begin it.
func (b *builder) surely(m *marker) bool {
	i := int(m.line)
	if i > 0 && isChrome(b.p.lineText(i-1)) {
		return true
	}
	h := b.p.headAt(m)
	return h.shape == saysDate || h.shape == saysInline
}

// breaks reports whether m stands where a renderer could begin an item: after
// a blank line, after the reply link of the comment before, or after
// preformatted text.
func (b *builder) breaks(m *marker) bool {
	if m.sub || !b.g.ambiguous {
		return true
	}
	i := int(m.line)
	if b.p.blankBefore(i) {
		return true
	}
	prev := b.p.lines[i-1]
	s := b.p.lineText(i - 1)
	if isChrome(s) || prev.col > m.col || b.p.endsBare(i-1) {
		return true
	}
	if i+1 >= len(b.p.lines) {
		return false
	}
	// A line of the writer's own list goes on in the same column.
	next := &b.p.lines[i+1]
	switch {
	case next.col == m.col && !b.p.blankBefore(i+1):
		return false
	case next.col == m.col+b.g.a && next.first < 0:
		return true
	}
	return strings.ContainsAny(s[len(s)-1:], "};>{/")
}

// listedOn reports whether the number after m's stands on the very next line
// in the same column: a list that the comment's writer made.
func (b *builder) listedOn(k *block, i int) bool {
	ms := b.p.markers[k.mfrom:k.mto]
	m := &ms[i]
	if i+1 >= len(ms) || m.tcol < 0 {
		return false
	}
	n := &ms[i+1]
	return n.line == m.line+1 && n.col == m.col && n.ord == m.ord+1 && !b.p.blankBefore(int(n.line))
}

// shortLine is the length in bytes of a line that is short for a comment.
const shortLine = 90

// enumerates reports whether marker i, the first of its list, begins a list
// that a comment's writer made: two or more single lines in a row, all short
// where comments are not, or announced by a colon and followed by a list that
// begins anew.
func (b *builder) enumerates(k *block, i int) bool {
	p := b.p
	ms := p.markers[k.mfrom:k.mto]
	d := k.levels[i]
	n, short, again := 0, true, false
	for j := i; j < min(len(ms), i+4*maxGap) && n <= maxGap; j++ {
		e := k.levels[j]
		if e == 0 {
			continue
		}
		m := &ms[j]
		if e != d || m.ord != int32(n)+1 {
			if e > d {
				return false
			}
			again = e == d && m.ord == 1
			break
		}
		n++
		l := &p.lines[m.line]
		short = short && l.end-l.start < shortLine
		if int(m.line)+1 < k.to && p.lines[m.line+1].first < 0 {
			return false // it has more lines
		}
	}
	if n < 2 {
		return false
	}
	li := int(ms[i].line)
	return short && b.long || again && li > 0 && strings.HasSuffix(p.lineText(li-1), ":")
}

// learn takes from a first tree what the theme shows only as a whole.
func (b *builder) learn() (maxDepth int32, long, linked bool) {
	parents, links := 0, 0
	var at [maxCap + 2]int
	short, n := 0, 0
	for i := range b.items {
		it := &b.items[i]
		if it.mark < 0 {
			continue
		}
		n++
		if i+1 < len(b.items) && b.items[i+1].parent == int32(i) && b.items[i+1].mark >= 0 {
			if next := &b.p.markers[b.items[i+1].mark]; !next.sub && b.p.markers[it.mark].tcol >= 0 {
				parents++
				if isChrome(b.p.lineText(int(next.line) - 1)) {
					links++
				}
			}
		}
		if it.depth < int32(len(at)) {
			at[it.depth]++
		}
		m := &b.p.markers[it.mark]
		l := &b.p.lines[m.line]
		if l.end-l.start < shortLine && (int(m.line)+1 >= len(b.p.lines) || b.p.lines[m.line+1].first >= 0) {
			short++
		}
	}
	for d := int32(2); d <= maxCap; d++ {
		if at[d] >= 12 && at[d+1]*20 <= at[d] {
			maxDepth = d
			break
		}
	}
	return maxDepth, short*10 < n, links >= 3 && links*10 >= parents*6
}

// maxCap is the deepest level at which WordPress can be told to stop nesting.
const maxCap = 10

// lose opens lost comments at the depths from+1 to to.
func (b *builder) lose(from, to int32, why loss) {
	b.cut(from)
	for d := from + 1; d <= to; d++ {
		b.place(item{mark: -1, depth: d, why: why})
		if b.spent {
			b.last[d-1]++
			b.items[len(b.items)-1].ord = b.last[d-1]
		}
	}
}

// gap places lost comments for the numbers from next to ord-1 at depth d.
func (b *builder) gap(d, next, ord int32) {
	if next < ord {
		b.cost += 2.3
	} else {
		b.cost += 0.08
	}
	for ; next < ord; next++ {
		b.cut(d - 1)
		b.place(item{mark: -1, depth: d, ord: next, why: skipped})
		b.last[d-1] = next
	}
}

func (b *builder) push(k *block, i int, m *marker, d int32) {
	b.cut(d - 1)
	it := item{mark: int32(k.mfrom + i), depth: d, ord: m.ord}
	b.place(it)
	if !k.bullets {
		b.last[d-1] = m.ord
	}
}

// cut closes the items deeper than d and the lists below the next level.
func (b *builder) cut(d int32) {
	if int(d) < len(b.open) {
		b.open = b.open[:d]
	}
	if int(d)+1 < len(b.last) {
		b.last = b.last[:d+1]
	}
}

// place appends it below the open item of the level above.
func (b *builder) place(it item) {
	it.parent = -1
	if it.depth > 1 {
		it.parent = b.open[it.depth-2]
	}
	b.items = append(b.items, it)
	b.open = append(b.open, int32(len(b.items)-1))
	for len(b.last) < len(b.open) {
		b.last = append(b.last, 0)
	}
}

// bodyMarks tells for each marker of k whether text of the item one level
// above follows it before that item ends. Themes print a comment's text before
// its replies, so such a marker is a line of that text. With strict, lines that
// may be preformatted count for nothing: they can stand in any column.
func bodyMarks(p *page, k *block, strict bool) []bool {
	out := make([]bool, k.mto-k.mfrom)
	if k.g.flush {
		return out
	}
	var seen []int32 // depths whose text is still to come, increasing
	m := k.mto
	first := k.to // line at which the paragraph of the line at hand begins
	for li := k.to - 1; li >= k.from; li-- {
		l := &p.lines[li]
		if li < first {
			for first = li; first > k.from && !p.blankBefore(first) && p.lines[first].first < 0; {
				first--
			}
		}
		item := false
		for m > k.mfrom && int(p.markers[m-1].line) == li {
			m--
			if d := k.levels[m-k.mfrom]; d == byNumber {
				item, seen = true, seen[:0]
			} else if d > 0 {
				item = true
				for len(seen) > 0 && seen[len(seen)-1] >= d {
					seen = seen[:len(seen)-1]
				}
				out[m-k.mfrom] = len(seen) > 0 && seen[len(seen)-1] == d-1
			}
		}
		if item {
			continue
		}
		at := l.col - k.g.tb
		if at <= 0 || at%k.g.ta != 0 || (k.g.resets || strict) && !p.prose(li, k.g.resets) {
			continue
		}
		if k.g.bare && p.lines[first].first < 0 && p.lines[first].col != l.col {
			continue // preformatted: only its first line is indented by the page
		}
		d := at / k.g.ta
		for len(seen) > 0 && seen[len(seen)-1] >= d {
			seen = seen[:len(seen)-1]
		}
		seen = append(seen, d)
	}
	return out
}

// deepLevel returns the level at which the renderer stops indenting, 0 where
// the page does not reach so deep.
func deepLevel(levels []int32, ms []marker, elinks bool) int32 {
	var top int32
	for i, d := range levels {
		if elinks && ms[i].dot == elinksDeepest && d == 9 {
			return 9
		}
		top = max(top, d)
	}
	if top < 7 {
		return 0
	}
	return top
}

// prose reports whether line li is surely set by the renderer and not
// preformatted: a control of the page, or the start of a paragraph of words.
// Where tight, the renderer puts no blank line between paragraphs, and words
// that stand left of the line above will do.
func (p *page) prose(li int, tight bool) bool {
	s := p.lineText(li)
	if isChrome(s) {
		return true
	}
	if !p.blankBefore(li) && !(tight && p.lines[li-1].col > p.lines[li].col && strings.IndexFunc(p.lineText(li-1), unicode.IsLetter) >= 0) {
		return false
	}
	return letterAt(s, 0) && strings.Count(s, " ") >= 3 && !strings.ContainsAny(s, "{}<>=#\\/\t") && !strings.Contains(s, "  ") && !strings.HasSuffix(s, ";")
}
