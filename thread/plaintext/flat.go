package plaintext

import (
	"slices"
	"strings"
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
	best, inner := theme(all)
	if best == noHead {
		return nil
	}
	known := p.known(all, best)
	heads := all[:0]
	titles := 0
	for _, h := range all {
		if p.alike(&h, best, known) && (h.apart || h.title || inner || len(heads) == 0 && p.opens(&h)) {
			h.apart = h.apart || !h.title
			heads = append(heads, h)
			if h.title {
				titles++
			}
		}
	}
	heads = p.headed(entitle(heads, 5*titles >= 4*len(heads), inner))
	if len(heads) < minFlat {
		return nil
	}
	s := p.flatSection(heads, known)
	t := p.traits(&s)
	handles := best == placeDate && p.handled(heads)
	if best > dateSays && best != chat && !handles && t.heading < 1 && !t.form && t.controls < 0.3 && s.flat != byLinks && s.flat != byName {
		return nil // names and dates alone head the items of news lists too
	}
	if best == placeDate && t.length < 3 || best == chat && !p.chatty(heads) {
		return nil
	}
	if t.heading < 1 && !t.form && t.controls < 0.3 && s.flat == oneLevel && best != chat && !p.discussed(heads) {
		return nil // the list of a weblog's articles
	}
	return []section{s}
}

// discussed reports whether heads that nothing else tells from those of articles
// are of comments: several people write, and where all have titles, some has the
// title of another, or is an answer's.
func (p *page) discussed(heads []sight) bool {
	authors, titles := map[string]bool{}, map[string]bool{}
	n, titled, answers := 0, 0, false
	for i := range heads {
		if n++; n > sample {
			break
		}
		authors[p.headOf(&heads[i]).author] = true
		if heads[i].title {
			title := p.lineText(int(heads[i].line) - 1)
			answers = answers || titles[title] || strings.Contains(title, "(Score:") || len(title) > 3 && strings.EqualFold(title[:3], "re:")
			titles[title] = true
			titled++
		}
	}
	return len(authors) > 1 && (titled == 0 || answers)
}

// theme returns the shape that most author lines have, noHead where too few have
// one, and whether they need not stand apart from the text above: on a page
// copied without its blank lines most do not.
func theme(all []sight) (best shape, inner bool) {
	var n, apart [shapes]int
	for i := range all {
		n[all[i].shape]++
		if all[i].apart || all[i].title {
			apart[all[i].shape]++
		}
	}
	for sh := saysDate; sh < shapes; sh++ {
		if apart[sh] > apart[best] || best == noHead && apart[sh] > 0 {
			best = sh
		}
	}
	enough := apart[best]
	if best == nameDate {
		enough += apart[placeDate] // where the person answered stands between the two
	}
	if best == noHead || enough < minFlat && n[chat] < minFlat {
		return noHead, false
	}
	if n[chat] > n[best] {
		best = chat
	}
	return best, best == chat || n[best] > 2*apart[best]
}

// opens reports whether the first head of a page can stand under a control
// that is not known: a line of few words that is no sentence.
func (p *page) opens(h *sight) bool {
	s := p.lineText(int(h.line) - 1)
	return len(s) <= 32 && !strings.ContainsAny(s[len(s)-1:], ".!?,;:") && h.shape != inline
}

// headed leaves out what stands above the heading of the comments, such as the
// author and date of the article.
func (p *page) headed(heads []sight) []sight {
	const most = 2
	for i := min(most, len(heads)-minFlat); i > 0; i-- {
		for li := heads[i].line - heads[i].pre - 1; li > heads[i-1].line; li-- {
			if s := p.lineText(int(li)); headingWeight(s) == 1 && !isChrome(s) {
				return heads[i:]
			}
		}
	}
	return heads
}

// entitle gives each comment its title where nearly all have one. Elsewhere a
// line above a head is the end of the comment before, and what it would have
// parted is none.
func entitle(heads []sight, all, inner bool) []sight {
	out := heads[:0]
	for _, h := range heads {
		if !all {
			h.title = false
		} else if h.title {
			h.pre++
		}
		if h.title || h.apart || inner {
			out = append(out, h)
		}
	}
	return out
}

// known returns the authors of the heads of shape best.
func (p *page) known(all []sight, best shape) map[string]bool {
	known := map[string]bool{}
	if best == chat || best < nameDate {
		return known // these name nobody but the author
	}
	for i := range all {
		if all[i].shape == best && all[i].apart {
			known[p.headOf(&all[i]).author] = true
		}
	}
	return known
}

// alike reports whether h can head a comment on a page whose heads are of shape
// best.
func (p *page) alike(h *sight, best shape, known map[string]bool) bool {
	switch {
	case h.shape == best:
		return true
	case best == nameDate && h.shape == placeDate: // the person answered is named under the author
		return h.level > 0 || known[p.headOf(h).to]
	case best == placeDate && h.shape == nameDate:
		return true
	case h.shape == saysDate || h.shape == saysInline: // "says" over or before a date is no writer's
		return best != chat
	case best == saysDate && h.shape == nameDate:
		return h.line > 0 && isChrome(p.lineText(int(h.line-h.pre)-1))
	}
	return false
}

// answers splits "ANN BEN" where Ben is an author of the page: pages print an
// arrow between the two that is not copied.
func (h *head) answers(known map[string]bool) {
	if h.shape == placeDate && !known[h.to] && !known[strings.TrimPrefix(h.to, "@")] {
		h.to = ""
	}
	if h.shape != inline || h.to != "" {
		return
	}
	for i := 1; i < len(h.author)-1; i++ {
		if h.author[i] == ' ' && known[h.author[i+1:]] && (known[h.author[:i]] || strings.Count(h.author, " ") > 1) {
			h.author, h.to = h.author[:i], h.author[i+1:]
			return
		}
	}
}

// handled reports whether most heads have a handle under the name, as in the
// social networks.
func (p *page) handled(heads []sight) bool {
	n := 0
	for i := range heads {
		if strings.HasPrefix(p.lineText(int(heads[i].line)+1), "@") {
			n++
		}
	}
	return 4*n >= 3*len(heads)
}

// chatty reports whether the heads of a chat are those of people: some speak
// again, and they are none of the words with which programs begin their reports.
func (p *page) chatty(heads []sight) bool {
	n := map[string]int{}
	named := 0
	for i := range heads {
		switch author := p.headOf(&heads[i]).author; strings.ToLower(author) {
		case "info", "warn", "warning", "error", "debug", "trace", "fatal", "notice", "critical":
			return false
		case "":
		default:
			n[author]++
			named++
		}
		if i == sample {
			break
		}
	}
	return named > len(n) && len(n) > 1
}

// headOf reads the head of h again.
func (p *page) headOf(h *sight) head {
	var lines [flatRows]string
	n := 0
	for ; n < flatRows && int(h.line)+n < len(p.lines); n++ {
		lines[n] = p.lineText(int(h.line) + n)
	}
	lines[0] = p.src[h.text:p.lines[h.line].end]
	return flatHead(lines[:n])
}

// sights returns the author lines of the page.
func (p *page) sights() []sight {
	var out []sight
	next := 0 // the first line from i on that can hold a date
	for i := range p.lines {
		l := &p.lines[i]
		for next = max(next, i); next < len(p.lines) && !p.datable(next); {
			next++
		}
		if next == len(p.lines) {
			break
		}
		if next >= i+flatRows || l.end-l.start > maxDateLine+64 {
			continue
		}
		h := sight{line: int32(i), text: l.start, col: l.col}
		var x head
		if l.first >= 0 && p.markers[l.first].tcol >= 0 {
			h.text, h.col = p.markers[l.first].text, p.markers[l.first].dot
			x = p.headOf(&h)
		}
		if x.author == "" {
			h.text, h.col = l.start, l.col
			x = p.headOf(&h)
		}
		if !x.dated || x.shape == placeDate && p.blankBefore(i+1) {
			continue
		}
		h.shape, h.nav, h.lines = x.shape, x.nav, int32(x.lines)
		h.see(p)
		out = append(out, h)
	}
	return out
}

// datable reports whether line i could hold a date.
func (p *page) datable(i int) bool {
	l := &p.lines[i]
	if l.end-l.start > maxDateLine+64 {
		return false
	}
	s := p.src[l.start:l.end]
	if l.first >= 0 {
		s = p.src[p.markers[l.first].text:l.end] // its number is no date
	}
	return mayDate(s)
}

// maxPre bounds the lines above an author line that are the page's.
const maxPre = 6

// see looks at the lines above h: whether a blank line or a control parts it
// from the comment before, and what the page prints over the author.
func (h *sight) see(p *page) {
	i := int(h.line)
	if h.apart = h.text > p.lines[i].start; h.apart {
		return // an item of a list
	}
	for above := i - 1; above >= max(0, i-maxPre); above-- {
		s := p.lineText(above)
		n := levelLine(s)
		if n == 0 && !isDots(s) && !isAvatar(s) {
			break
		}
		if h.level = max(h.level, n); !isDots(s) {
			h.pre = int32(i - above)
		}
	}
	top := i - int(h.pre)
	if h.pre == 0 && top > 0 && !p.blankBefore(top) && isCount(p.lineText(top-1)) && (p.blankBefore(top-1) || isChrome(p.lineText(top-2))) {
		h.apart = true // votes over the author; where no control stands above, they may be text
		if !p.blankBefore(top - 1) {
			h.pre++
		}
		return
	}
	h.apart = h.pre > 0 || p.blankBefore(top) || isChrome(p.lineText(top-1)) || headingWeight(p.lineText(top-1)) == 1
	if !h.apart && h.shape == dateSays {
		s := p.lineText(top - 1)
		h.title = len(s) <= 160 && (strings.Contains(s, "(Score:") || p.blankBefore(top-1) || isChrome(p.lineText(top-2)))
	}
}

// levelLine returns the level of a line such as "level 2", 0 for another.
func levelLine(s string) int32 {
	if len(s) > 16 {
		return 0
	}
	word, n, ok := strings.Cut(s, " ")
	if !ok || n == "" || strings.Trim(n, "0123456789") != "" || len(n) > 2 {
		return 0
	}
	switch strings.ToLower(word) {
	case "level", "niveau", "ebene", "nivel", "nível", "livello", "nivå", "poziom", "уровень":
		v, _ := number(n, 0)
		return int32(v)
	}
	return 0
}

// isAvatar reports whether s is what stands for a picture of the author.
func isAvatar(s string) bool {
	if len(s) > 64 {
		return false
	}
	switch low := strings.ToLower(s); low {
	case "user avatar", "avatar", "profile picture", "profile photo", "profile image", "profilbild", "photo de profil", "foto de perfil", "foto del profilo", "immagine del profilo", "profielfoto":
		return true
	default:
		return strings.HasPrefix(low, "avatar for ") || strings.HasPrefix(low, "avatar of ") || strings.HasPrefix(low, "pinned by ") || strings.HasSuffix(low, " avatar") || strings.HasPrefix(low, "highlighted ")
	}
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
	for i := 1; i < len(s.items); i++ {
		it := &s.items[i]
		if it.mark < 0 {
			continue
		}
		if above := int(p.markers[it.mark].line-it.pre) - 1; above >= 0 && isChrome(p.lineText(above)) {
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
