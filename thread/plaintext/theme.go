package plaintext

import "strings"

// discussed reports whether heads that nothing else tells from those of articles
// are of comments: several people write, and where all have titles, many have the
// title of another, or are an answer's. Articles are posted by people on dates,
// and quote what was said on them: there nothing but titles tells.
func (p *page) discussed(heads []sight, best shape) bool {
	authors, titles := map[string]bool{}, map[string]bool{}
	n, titled, answers := 0, 0, 0
	for i := range heads {
		if n++; n > sample {
			break
		}
		authors[p.headOf(&heads[i]).author] = true
		if heads[i].title {
			title := p.lineText(int(heads[i].line) - 1)
			if titles[title] || strings.Contains(title, "(Score:") || len(title) > 3 && strings.EqualFold(title[:3], "re:") {
				answers++
			}
			titles[title] = true
			titled++
		}
	}
	if titled == 0 {
		return len(authors) > 1 && best == saysDate
	}
	return len(authors) > 1 && 2*answers >= titled
}

// theme returns the shape that most author lines have, noHead where fewer than
// least have one, and whether they need not stand apart from the text above: on a page
// copied without its blank lines most do not. The shapes of none are known to head
// no comments.
func theme(all []sight, least int, none [shapes]bool) (best shape, inner bool) {
	var n, apart [shapes]int
	for i := range all {
		if none[all[i].shape] {
			continue
		}
		n[all[i].shape]++
		if all[i].apart || all[i].title {
			apart[all[i].shape]++
		}
	}
	for sh := saysDate; sh < chat; sh++ {
		if apart[sh] > apart[best] || best == noHead && apart[sh] > 0 {
			best = sh
		}
	}
	enough := apart[best]
	if best == nameDate {
		enough += apart[placeDate] // where the person answered stands between the two
	}
	if best == noHead || enough < least {
		return noHead, false
	}
	return best, n[best] > 2*apart[best]
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

// known returns the authors of the heads of shape best, of noHead those of all
// heads of a name over a date.
func (p *page) known(all []sight, best shape) map[string]bool {
	known := map[string]bool{}
	if best == chat || best < nameDate && best != noHead {
		return known // these name nobody but the author
	}
	for i := range all {
		if best == noHead && (all[i].shape == nameDate || all[i].shape == placeDate) || all[i].shape == best && all[i].apart {
			known[p.headOf(&all[i]).author] = true
		}
	}
	return known
}

// untangle leaves out heads of which another one takes lines: of the two that
// counts whose author is quoted on the page or heads another comment, or else the
// one whose date is nearer.
func (p *page) untangle(all []sight, quoted map[string]bool) []sight {
	times := map[string]int{}
	for i := range all {
		times[p.headOf(&all[i]).author]++
	}
	sure := func(h *sight) bool {
		name := p.headOf(h).author
		return quoted[name] || times[name] > 1
	}
	out := all[:0]
	for _, h := range all {
		if h.shape != nameDate && h.shape != placeDate {
			continue
		}
		if n := len(out); n > 0 && h.line < out[n-1].line+out[n-1].lines {
			if last := &out[n-1]; sure(&h) && !sure(last) || sure(&h) == sure(last) && h.lines < last.lines {
				*last = h
			}
			continue
		}
		out = append(out, h)
	}
	return out
}

// quoted returns those of the page's authors whom it quotes in the way of
// forums, by lines such as "Ann said:", none where too few heads are a name over
// a date.
func (p *page) quoted(all []sight, known map[string]bool) map[string]bool {
	n := 0
	for i := range all {
		if all[i].shape == nameDate || all[i].shape == placeDate {
			n++
		}
	}
	if n < minFlat {
		return nil
	}
	out := map[string]bool{}
	for i := range p.lines {
		s := p.lineText(i)
		if len(s) > maxDateLine+64 || s[len(s)-1] != ':' {
			continue
		}
		s = strings.TrimRight(s[:len(s)-1], " \u00a0")
		for _, w := range says {
			if name, ok := strings.CutSuffix(s, w); ok {
				if name = strings.TrimSpace(name[strings.LastIndexByte(name, ',')+1:]); known[name] {
					out[name] = true
				}
			}
		}
	}
	return out
}

// level leaves lines such as "level 2" to the comments above where most heads
// have none.
func level(heads []sight) []sight {
	named := 0
	for i := range heads {
		if heads[i].level > 0 {
			named++
		}
	}
	for i := range heads {
		if h := &heads[i]; h.level > 0 && 2*named <= len(heads) {
			h.level, h.pre = 0, 0
		}
	}
	return heads
}

// alike reports whether h can head a comment on a page whose heads are of shape
// best.
func (p *page) alike(h *sight, best shape, known map[string]bool) bool {
	switch {
	case h.shape == best:
		return true
	case best == nameDate && h.shape == placeDate: // the person answered is named under the author, or the author known
		x := p.headOf(h)
		return h.level > 0 || known[x.to] || known[x.author]
	case best == placeDate && h.shape == nameDate:
		return true
	case h.shape <= dateSays || best == saysDate && h.shape == nameDate: // elsewhere people quote so
		return best != chat && h.line > h.pre && isChrome(p.lineText(int(h.line-h.pre)-1))
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

// chats reports whether the page is an exported chat and nothing else: it opens
// with a message, and most lines begin one. Within a page such lines are a log's
// or a timeline's.
func (p *page) chats(all []sight) bool {
	n := 0
	for i := range all {
		if h := &all[i]; h.shape != chat || h.text != p.lines[h.line].start {
			continue
		} else if n++; n == 1 && h.line > 0 {
			return false
		}
	}
	return n >= minFlat && 2*n >= len(p.lines)
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
