package webpage

import (
	"strings"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// textOf renders the item's body, or all of the item but its header. What
// belongs to other items is left out, so that all texts together are no longer
// than the page: an element may go on where the item ends.
func (s *survey) textOf(e *engine, items []item, i int, f *fields, memo map[string]hint) string {
	d := s.d
	it := &items[i]
	next := i + 1
	whole := f.body < 0
	// A body that holds its writer is all of the comment.
	wide := whole || f.bodyRank >= 4 && s.holds(f.body, f.author)
	drop := func(n int32) bool {
		nd := &d.nodes[n]
		if n == f.toward {
			return true
		}
		if n == f.author && n != it.node && s.kind(it) != thread.Pingback || n == f.when && n != it.node && nd.tag != tagDiv {
			return true
		}
		if s.flags[n]&inBan != 0 && s.flags[it.node]&inBan == 0 {
			return true
		}
		if wide && n != it.node && n != f.body && s.isHead(n, f) {
			return true
		}
		if who, ok := s.quoteHead(n); ok {
			if f.replyTo == "" {
				f.replyTo = who
			}
			f.note(s.quotedPost(n))
			return true
		}
		if (nd.tag == tagBlockquote || nd.tag == tagAside) && nd.to > nd.from && (d.has(n, keyDataSource) || d.has(n, keyDataPost)) {
			f.note(s.quotedPost(n))
		}
		switch nd.tag {
		case tagButton, tagInput, tagNav:
			return true
		case tagForm:
			return whole && nd.end-n < 40
		case tagFooter, tagHeader:
			return whole
		}
		if matchAny(e.drop, d, n) {
			return true
		}
		if nd.from == nd.to {
			return false
		}
		if d.attr(n, keyHidden) == "true" && nd.tag == tagSpan {
			return true
		}
		for c := d.attr(n, keyClass); c != ""; {
			var w string
			w, c = nextToken(c)
			if w == "" {
				break
			}
			switch h := roleOf(memo, w); h.role {
			case roleChrome:
				if h.rank > 1 && !nd.tag.is(isBlock) && s.holds(f.body, n) && s.inSentence(n) {
					break // a word of a sentence
				}
				// A large element that a vague name calls chrome may be text.
				if h.rank <= 1 || wide && !s.holds(n, f.body) && nd.end-n < 24 || nd.tag == tagA || nd.tag == tagSpan {
					return !s.holds(n, f.body) && s.small(n, it)
				}
			case roleNotice:
				return nd.end-n < 12 && n != f.body
			case roleMeta, roleScore:
				if wide && n != it.node && n != f.body && nd.end-n < 60 && !s.holdsText(n) {
					return true
				}
			case roleAuthor, roleTime:
				if wide && n != f.body && h.rank < 8 && n != it.node && nd.end-n < 60 && s.flags[n]&inQuote == 0 && !s.holdsText(n) {
					return true
				}
			}
		}
		return nd.tag == tagA && len(d.attr(n, keyClass)) == 0 && chromeLink(d, n)
	}
	skip := func(n int32) int32 {
		if next < len(items) && items[next].from < n {
			next = nextItem(items, next, n)
		}
		if next < len(items) && items[next].from == n && n > it.from {
			return items[next].to
		}
		if drop(n) {
			return d.nodes[n].end
		}
		return n
	}
	w := writer{last: -1}
	w.b.Grow(int(it.textLen) + int(it.textLen)/4 + 16)
	switch {
	case whole:
		s.render(&w, it.from, it.to, skip)
	case d.nodes[f.body].tag == tagP && d.nodes[f.body].parent >= it.from && len(f.bodyMore) == 0:
		// A <p> ends where a block begins: what follows is still the text.
		whole = true
		s.render(&w, f.body, min(d.nodes[d.nodes[f.body].parent].end, it.to), skip)
	default:
		s.render(&w, f.body, min(d.nodes[f.body].end, it.to), skip)
		for _, n := range f.bodyMore {
			w.block()
			s.render(&w, n, min(d.nodes[n].end, it.to), skip)
		}
	}
	t := w.String()
	if whole || f.bodyRank >= 4 || s.holds(f.body, f.author) || s.holds(f.body, f.when) {
		t = tidy(t, f.authorName)
	}
	return strings.TrimSpace(t)
}

// inSentence tells an element with words right before or after it that are no
// button's, nor it.
func (s *survey) inSentence(n int32) bool {
	d := s.d
	beside := n - 1
	if d.nodes[beside].tag != tagNone || d.nodes[beside].parent != d.nodes[n].parent || blackLen(d.run(beside)) < 2 {
		beside = d.nodes[n].end
	}
	if beside >= int32(len(d.nodes)) || d.nodes[beside].tag != tagNone || d.nodes[beside].parent != d.nodes[n].parent || blackLen(d.run(beside)) < 2 {
		return false
	}
	return !chromeLine(d.plain(n, 60)) && !chromeLine(collapse(d.run(beside)))
}

// isHead tells an element that names the writer or the date and little else.
func (s *survey) isHead(n int32, f *fields) bool {
	d := s.d
	if !s.holds(n, f.when) && !s.holds(n, f.author) || d.nodes[n].end-n > 40 {
		return false
	}
	t := d.plain(n, 160)
	if len(t) > 150 || !hasDigits(t, 3) {
		return false
	}
	if f.authorName != "" {
		t = strings.Replace(t, f.authorName, "", 1)
	}
	return wordsBesideDate(t) < 4 && (parseDate(t, dayFirst).ok || parseDate(t, monthFirst).ok)
}

// small tells whether a subtree is a minor part of the item's text: a name
// that says "button" does not outweigh a page of words.
func (s *survey) small(n int32, it *item) bool {
	d := s.d
	size := 0
	for m := n + 1; m < d.nodes[n].end; m++ {
		if m > n+400 {
			return false
		}
		size += blackLen(d.run(m))
	}
	return size <= max(80, int(it.textLen)*3/10)
}

// holds tells whether n's subtree holds m.
func (s *survey) holds(n, m int32) bool { return n >= 0 && m >= 0 && s.d.inside(m, n) }

// holdsText tells whether a subtree has a paragraph of its own.
func (s *survey) holdsText(n int32) bool {
	for m := n + 1; m < s.d.nodes[n].end; m++ {
		if s.d.nodes[m].tag == tagP {
			return true
		}
	}
	return false
}

// chromeLink tells links like "Reply" that no class marks.
func chromeLink(d *doc, n int32) bool {
	nd := &d.nodes[n]
	if nd.end-n > 4 {
		return false
	}
	t := d.plain(n, 40)
	if t == "" || len(t) > 32 {
		return false
	}
	h := d.attr(n, keyHref)
	if strings.Contains(h, "replytocom") {
		return true
	}
	return len(t) > 2 && chromeLine(t) && (strings.HasPrefix(h, "#") || h == "" || strings.Contains(h, "reply") || strings.Contains(h, "respond") || strings.Contains(h, "comment"))
}
