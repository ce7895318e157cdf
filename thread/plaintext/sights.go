package plaintext

import "strings"

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
		return strings.HasPrefix(low, "avatar for ") || strings.HasPrefix(low, "avatar of ") || strings.HasPrefix(low, "pinned by ") || low == "highlighted comment" || low == "highlighted reply" ||
			strings.HasSuffix(low, " avatar") && strings.Count(low, " ") == 1 && (strings.HasPrefix(low, "u/") || strings.HasSuffix(low, "'s avatar") || strings.HasSuffix(low, "’s avatar"))
	}
}
