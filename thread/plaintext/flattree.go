package plaintext

// layout says what shows the tree of a section without a list.
type layout uint8

const (
	listed   layout = iota // the section has a list
	oneLevel               // nothing does: all comments stand at level 1
	byColumn               // the columns of the author lines
	byName                 // the level that is printed above the author
	byLinks                // the links behind the date
)

// flatTree makes an item of each head, in the tree that the heads show, with the
// lost comments among them.
func (p *page) flatTree(heads []sight) ([]item, layout) {
	depths, how := p.depths(heads)
	b := builder{p: p, g: &grammar{}}
	for i := range heads {
		h := &heads[i]
		d := depths[i]
		if open := int32(len(b.open)); d > open+1 {
			why := jumped
			if open == 0 {
				why = opened
			}
			b.lose(open, d-1, why)
		}
		l := &p.lines[h.line]
		m := marker{line: h.line, off: l.start, text: h.text, col: l.col, dot: l.col, tcol: l.col}
		if h.text > l.start {
			m.tcol = p.markers[l.first].tcol
		}
		p.markers = append(p.markers, m)
		b.cut(d - 1)
		b.place(item{mark: int32(len(p.markers) - 1), depth: d, pre: h.pre, titled: h.title})
	}
	return b.items, how
}

// depths returns the level of each head.
func (p *page) depths(heads []sight) ([]int32, layout) {
	out := make([]int32, len(heads))
	named, linked := 0, 0
	for i := range heads {
		if heads[i].level > 0 {
			named++
		}
		if heads[i].nav != 0 {
			linked++
		}
	}
	switch {
	case 2*named > len(heads):
		open := int32(0)
		for i := range heads {
			d := min(heads[i].level, open+1+maxJump)
			if d == 0 {
				d = max(open, 1)
			}
			out[i], open = d, d
		}
		return out, byName
	case 2*linked > len(heads):
		linkDepths(heads, out)
		return out, byLinks
	}
	if p.columnDepths(heads, out) {
		return out, byColumn
	}
	for i := range out {
		out[i] = 1
	}
	return out, oneLevel
}

// linkDepths takes the levels from the links of Hacker News: a top-level comment
// has none to its parent, the first answer to a comment none to a comment before
// it, and none has one to its root whose parent that is. What is left open, the
// depth of a later sibling below the third level, is taken for that of the
// comment above.
func linkDepths(heads []sight, out []int32) {
	open := int32(0)
	for i := range heads {
		switch nav := heads[i].nav; {
		case nav&(navParent|navRoot) == 0:
			open = 1
		case nav&navRoot == 0:
			open = 2
		case nav&navPrev == 0:
			open = max(open+1, 3)
		default:
			open = max(open, 3)
		}
		out[i] = open
	}
}

// columnDepths takes the levels from the columns of the author lines and
// reports whether they stand at more than one. Where all columns lie on a grid,
// a step left out is a lost comment's; elsewhere a head answers the last one
// that stands left of it.
func (p *page) columnDepths(heads []sight, out []int32) bool {
	cols := make([]int32, len(heads))
	least := int32(1) << 30
	for i := range heads {
		cols[i] = p.column(heads, i)
		least = min(least, cols[i])
	}
	step := int32(0)
	for _, c := range cols {
		if c > least && (step == 0 || c-least < step) {
			step = c - least
		}
	}
	if step == 0 {
		return false
	}
	grid := true
	at := least - step
	for _, c := range cols {
		grid = grid && (c-least)%step == 0 && c-at <= (1+maxJump)*step
		at = c
	}
	var open []int32
	for i, c := range cols {
		if grid {
			out[i] = (c-least)/step + 1
			continue
		}
		for len(open) > 0 && open[len(open)-1] >= c {
			open = open[:len(open)-1]
		}
		open = append(open, c)
		out[i] = int32(len(open))
	}
	return true
}

// column returns the column in which the comment of heads[i] stands: that of
// the leftmost line of its head and of the line below. A selection that begins
// within a line has lost what stood before its first word.
func (p *page) column(heads []sight, i int) int32 {
	h := &heads[i]
	c := h.col
	end := min(int(h.line+max(1, h.lines))+1, len(p.lines))
	if i+1 < len(heads) {
		end = min(end, int(heads[i+1].line-heads[i+1].pre))
	}
	rest := int32(1) << 30
	for li := int(h.line) + 1; li < end; li++ {
		rest = min(rest, p.lines[li].col)
	}
	if i == 0 && h.line == 0 && c == 0 && h.text == p.lines[0].start && rest < 1<<30 {
		return rest
	}
	return min(c, rest)
}
