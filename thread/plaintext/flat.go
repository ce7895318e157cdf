package plaintext

import "slices"

// minFlat is the least number of author lines that make a section of a page
// without lists.
const minFlat = 3

// flat returns the section of a page that prints its comments one below the
// other without a list, each under a line that names author and date. Such a
// page shows no nesting: all comments stand at level 1.
func (p *page) flat() []section {
	type found struct {
		line  int
		shape shape
	}
	var heads []found
	var n [shapes]int
	for i := range p.lines {
		if !p.blankBefore(i) && !(i > 0 && isChrome(p.lineText(i-1))) {
			continue
		}
		lines := []string{p.lineText(i)}
		if i+1 < len(p.lines) {
			lines = append(lines, p.lineText(i+1))
		}
		if h := readHead(lines); h.dated && h.shape != dateOnly {
			heads = append(heads, found{i, h.shape})
			n[h.shape]++
		}
	}
	best := noHead
	for sh := saysDate; sh < shapes; sh++ {
		if n[sh] > n[best] || best == noHead && n[sh] > 0 {
			best = sh
		}
	}
	if best == noHead || n[best] < minFlat {
		return nil
	}
	g := &grammar{name: "flat", wraps: p.narrow()}
	s := section{block: block{g: g, from: -1, mfrom: len(p.markers)}, flat: true}
	for _, h := range heads {
		if h.shape != best {
			continue
		}
		if s.from < 0 {
			s.from, g.tb = h.line, p.lines[h.line].col
		}
		s.items = append(s.items, p.flatItem(h.line))
		s.to = h.line + 1
	}
	s.mto = len(p.markers)
	p.endFlat(&s)
	t := p.traits(&s)
	if best > dateSays && t.heading < 1 && !t.form && t.controls < 0.3 {
		return nil // names and dates alone head the items of news lists too
	}
	return []section{s}
}

// flatItem makes line li an item of the top level.
func (p *page) flatItem(li int) item {
	l := &p.lines[li]
	p.markers = append(p.markers, marker{line: int32(li), off: l.start, text: l.start, col: l.col, dot: l.col, tcol: l.col})
	return item{mark: int32(len(p.markers) - 1), depth: 1, parent: -1}
}

// prelude adds to s the comments that stand without a list between the heading
// and the first item: pandoc dissolves an item whose markup is broken.
func (p *page) prelude(s *section) {
	from := s.from
	var items []item
	for li := s.from - 1; li >= 0; li-- {
		text := p.lineText(li)
		if headingWeight(text) == 1 {
			break
		}
		if li+1 < s.from && p.blankBefore(li) {
			if h := readHead([]string{text, p.lineText(li + 1)}); h.shape == saysDate {
				items, from = append(items, p.flatItem(li)), li
			}
		}
		if li == 0 {
			return // no heading: these may be anything
		}
	}
	if len(items) < 2 {
		return
	}
	slices.Reverse(items)
	for i := range s.items {
		if s.items[i].parent >= 0 {
			s.items[i].parent += int32(len(items))
		}
	}
	s.items, s.from = append(items, s.items...), from
}

// endFlat finds the end of the last comment of s: the reply link where the
// comments have one, else the first line that is page again.
func (p *page) endFlat(s *section) {
	ends := 0
	for i := 1; i < len(s.items); i++ {
		if isChrome(p.lineText(int(p.markers[s.items[i].mark].line) - 1)) {
			ends++
		}
	}
	s.to = len(p.lines)
	last := int(p.markers[s.items[len(s.items)-1].mark].line)
	for li := last + 1; li < len(p.lines); li++ {
		text := p.lineText(li)
		if isForm(text) || headingWeight(text) == 1 {
			s.to = li
			break
		}
		if 2*ends >= len(s.items) && isChrome(text) {
			s.to = li + 1
			break
		}
	}
	s.bodyTo = s.to
}

// narrow reports whether the page's lines are broken at a margin.
func (p *page) narrow() bool {
	for i := range p.lines {
		if l := &p.lines[i]; l.end-l.start > maxWrap {
			return false
		}
	}
	return true
}
