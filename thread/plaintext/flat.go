package plaintext

import (
	"slices"
	"strings"
	"unicode"
)

// minFlat is the least number of author lines that make a section of a page
// without lists.
const minFlat = 3

// sight is an author line on a page without lists.
type sight struct {
	shape shape
	nav   navigation
	lines int32 // lines of the head
	line  int32 // index of its line
	text  int32 // offset of the name, behind a bullet or a number
	col   int32 // column of the line, or of the bullet or the stop of its number
	pre   int32 // lines above it that are the page's
	level int32 // the level that one of them names, 0 none
	apart bool  // a blank line or a control stands above
	title bool  // the line above can be the comment's title
}

// flat returns the section of a page that prints its comments one below the
// other without a list, each under a line that names author and date. The tree
// is what the columns of those lines show, or what they say of it.
func (p *page) flat() []section {
	all := p.sights()
	if p.chats(all) {
		return p.themed(all, chat, true)
	}
	var none [shapes]bool
	best, inner := theme(all, minFlat, none)
	for ; best != noHead; best, inner = theme(all, minFlat, none) {
		if s := p.themed(all, best, inner); s != nil {
			return s
		}
		none[best] = true // such as the signatures of a talk page
	}
	if none == [shapes]bool{} {
		best, _ = theme(all, 1, none)
	}
	if best != noHead {
		if s := p.themed(all, best, false); s != nil && p.few(&s[0], best) {
			return s
		}
	}
	return p.forum(all)
}

// few reports whether less than [minFlat] comments are a section: under a heading
// that counts as many, and where articles have the same heads each with a control
// to answer it.
func (p *page) few(s *section, best shape) bool {
	t := p.traits(s)
	return t.heading >= 1 && t.items == p.counted(s.from) && (best <= saysInline || t.answers == 1)
}

// counted returns the number of comments that the heading above line from tells,
// 0 where it tells none.
func (p *page) counted(from int) int {
	for li := from - 1; li >= max(0, from-4); li-- {
		s := p.lineText(li)
		if headingWeight(s) < 1 {
			continue
		}
		first, _, _ := strings.Cut(s, " ")
		if _, one := ones()[strings.ToLower(first)]; one {
			return 1
		}
		if i := strings.IndexFunc(s, unicode.IsDigit); i >= 0 && isDigit(s[i]) {
			n, _ := number(s, i)
			return int(n)
		}
	}
	return 0
}

// forum returns the section of a forum's page, of which the blank lines and the
// controls may be lost: the names in its quotations tell its authors.
func (p *page) forum(all []sight) []section {
	known := p.known(all, noHead)
	quoted := p.quoted(all, known)
	if len(quoted) == 0 || !p.membered() {
		return nil
	}
	heads := p.untangle(all, quoted)
	if len(heads) < minFlat {
		return nil
	}
	clear(known)
	for i := range heads {
		known[p.headOf(&heads[i]).author] = true
	}
	return []section{p.flatSection(heads, known)}
}

// membered reports whether the page has lines of what forums print of their
// members and beside their posts.
func (p *page) membered() bool {
	const least = 2
	n := 0
	for i := range p.lines {
		if p.lines[i].end-p.lines[i].start > maxChrome {
			continue
		}
		s := p.lineText(i)
		if isBadge(s) || isTally(s) || isField(s) || len(s) > 1 && s[0] == '#' && strings.Trim(s[1:], "0123456789") == "" {
			if n++; n == least {
				return true
			}
		}
	}
	return false
}

// themed returns the section of the heads of shape best and those that go with
// it, nil where they head no comments.
func (p *page) themed(all []sight, best shape, inner bool) []section {
	known := p.known(all, best)
	var heads []sight
	titles := 0
	for _, h := range all {
		if n := len(heads); n > 0 && p.opened(&heads[n-1], &h) {
			continue
		}
		if p.alike(&h, best, known) && (h.apart || h.title || inner || len(heads) == 0 && p.opens(&h)) {
			h.apart = h.apart || !h.title
			heads = append(heads, h)
			if h.title {
				titles++
			}
		}
	}
	heads = p.headed(level(entitle(heads, 5*titles >= 4*len(heads), inner)))
	if len(heads) == 0 {
		return nil
	}
	markers := len(p.markers)
	s := p.flatSection(heads, known)
	t := p.traits(&s)
	handles := best == placeDate && t.voted >= 0.5 && p.handled(heads)
	levels := s.flat == byLinks || s.flat == byName && repeats(heads)
	plain := t.heading < 1 && !(t.form && (best <= saysInline || t.heading > 0)) && t.answers < 0.3 && best != chat && !levels
	switch {
	case best > saysInline && t.teasers >= 0.5 && t.answers < 0.3: // of articles, below one that has comments
	case plain && best > dateSays && !handles:
		// Names and dates alone head the items of news lists too.
	case plain && !handles && s.flat == oneLevel && !p.discussed(heads, best): // a weblog's articles
	case best == placeDate && (t.length < 3 || t.bare >= 0.5): // the texts were taken for places
	case best == chat && !p.chatty(heads):
	default:
		return []section{s}
	}
	p.markers = p.markers[:markers]
	return nil
}

// repeats reports whether two heads are of one level: each level of a game has
// but one.
func repeats(heads []sight) bool {
	seen := map[int32]bool{}
	for i := range heads {
		n := heads[i].level
		if n > 0 && seen[n] {
			return true
		}
		seen[n] = true
	}
	return false
}

// opened reports whether h is a name and a date that open the text of the comment
// that last heads: they stand right below its head, or below a blank line with a
// date of another kind. With a date of the same kind last heads a picture.
func (p *page) opened(last, h *sight) bool {
	top := int(h.line - h.pre)
	if h.shape != nameDate && h.shape != placeDate || int(last.line+last.lines) != top || h.text != p.lines[h.line].start {
		return false
	}
	a, b := p.headOf(last).when, p.headOf(h).when
	return !p.blankBefore(top) || a.hasTime != b.hasTime || a.relative != b.relative
}

// flatSection makes the section of heads.
func (p *page) flatSection(heads []sight, known map[string]bool) section {
	first := &heads[0]
	g := &grammar{name: "flat", wraps: p.narrow(), tb: first.col}
	g.wraps = g.wraps && p.full(p.wrapWidth(g))
	s := section{block: block{g: g, from: int(first.line - first.pre), mfrom: len(p.markers)}}
	s.items, s.flat = p.flatTree(heads)
	s.known = known
	s.mto = len(p.markers)
	p.endFlat(&s)
	return s
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
	const kinds = 16
	usual := map[string]bool{} // the controls over the next head
	for i := 1; i < len(s.items); i++ {
		it := &s.items[i]
		if it.mark < 0 {
			continue
		}
		if above := int(p.markers[it.mark].line-it.pre) - 1; above >= 0 && isChrome(p.lineText(above)) {
			if ends++; len(usual) < kinds {
				usual[plainLine(p.lineText(above))] = true
			}
		}
	}
	s.to = len(p.lines)
	first := -1 // the first control, which may be a word of the text
	last := int(p.markers[s.items[len(s.items)-1].mark].line)
	for li := last + 1; li < len(p.lines); li++ {
		text := p.lineText(li)
		chrome := 2*ends >= len(s.items) && isChrome(text)
		if chrome && usual[plainLine(text)] {
			s.to, first = li+1, -1
			break
		}
		if chrome && first < 0 {
			first = li
		}
		if isForm(text) || headingWeight(text) == 1 {
			s.to = li
			break
		}
	}
	if first >= 0 {
		s.to = first + 1
	}
	s.bodyTo = s.to
}

// full reports whether the lines of the page are filled up to a margin at width
// as a renderer's are, and not ended by who wrote them.
func (p *page) full(width int32) bool {
	const least, ragged, enough = 60, 12, 3
	n := 0
	for i := range p.lines {
		l := &p.lines[i]
		if l.end-l.start+l.col > width-ragged && l.col+int32(columns(p.lineText(i))) > width-ragged {
			n++
		}
	}
	return width >= least && n >= enough
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
