package webpage

import (
	"math"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// nest finds each item's parent and level: what the page names, then what
// holds what, then stated depths, lists beside items, and indentation.
func (s *survey) nest(e *engine, items []item) {
	if len(items) == 0 {
		return
	}
	contained := 0
	for i := range items {
		if items[i].parent >= 0 {
			contained++
		}
		s.cues(items, i)
	}
	base, indentBase, depths, indents := int32(math.MaxInt32), int32(math.MaxInt32), 0, 0
	varied := false
	for i := range items {
		if d := items[i].depth; d >= 0 {
			depths++
			base = min(base, d)
		}
		if d := items[i].indent; d >= 0 {
			indents++
			if indentBase != math.MaxInt32 && d != indentBase {
				varied = true
			}
			indentBase = min(indentBase, d)
		}
	}
	switch {
	case depths*2 > len(items):
		s.byDepth(items, base)
	case contained == 0 && indents*2 > len(items) && varied:
		for i := range items {
			items[i].depth = items[i].indent
		}
		s.byDepth(items, indentBase)
	default:
		s.byLists(items)
		if contained == 0 {
			s.byMarks(items)
		}
	}
	for i := range items {
		items[i].level = 1
		if p := items[i].parent; p >= 0 {
			items[i].level = items[p].level + 1
		}
	}
}

// byDepth lets stated depths place the items that no other item holds.
func (s *survey) byDepth(items []item, base int32) {
	var open []int32
	for i := range items {
		d := items[i].depth
		if d < 0 {
			d = base
			if items[i].parent >= 0 {
				d = max(items[items[i].parent].depth, base) + 1
			}
			items[i].depth = d
		}
		for len(open) > 0 && items[open[len(open)-1]].depth >= d {
			open = open[:len(open)-1]
		}
		if items[i].parent < 0 && d > base && len(open) > 0 {
			items[i].parent = open[len(open)-1]
		}
		open = append(open, int32(i))
	}
}

// byLists places items that stand in a list beside, not inside, the item they
// answer: <li>…</li><ul class="children">…</ul>.
func (s *survey) byLists(items []item) {
	d := s.d
	type rung struct{ item, home int32 }
	var open []rung
	for i := range items {
		if items[i].parent >= 0 {
			continue
		}
		home := d.nodes[items[i].node].parent
		if s.kind(&items[i]) == thread.Pingback {
			open = append(open[:0], rung{int32(i), home})
			continue
		}
		for len(open) > 0 {
			top := open[len(open)-1]
			if home == top.home {
				open = open[:len(open)-1]
				continue
			}
			if home > top.home && home < d.nodes[top.home].end {
				if s.nestsBelow(home, top.home, items[i].node, items[top.item].node) {
					items[i].parent = top.item
					break
				}
				// A wrapper of no meaning: as high as the one before.
				open = open[:len(open)-1]
				home = top.home
				continue
			}
			open = open[:len(open)-1]
		}
		// Without a parent of its own the item hangs where the last rung left.
		if items[i].parent < 0 && len(open) > 0 {
			items[i].parent = open[len(open)-1].item
		}
		open = append(open, rung{int32(i), home})
	}
}

// byMarks places items of a flat list that a class marks as replies, where
// nothing else shows a nesting.
func (s *survey) byMarks(items []item) {
	marked := 0
	for i := range items {
		if items[i].parent >= 0 {
			return
		}
		if s.isReply(items[i].node) {
			marked++
		}
	}
	if marked == 0 || marked == len(items) {
		return
	}
	top := int32(-1)
	for i := range items {
		if !s.isReply(items[i].node) {
			top = int32(i)
		} else {
			items[i].parent = top
		}
	}
}

// isReply tells whether a class of the element marks it as an answer.
func (s *survey) isReply(n int32) bool {
	for c := s.d.attr(n, keyClass); c != ""; {
		var w string
		w, c = nextToken(c)
		switch {
		case w == "":
			return false
		case w == "reply", w == "child", w == "indented", w == "is-reply", w == "nested", w == "replied", w == "antwort", w == "subcomment", w == "sub-comment":
			return true
		case strings.HasPrefix(w, "comment") && (strings.HasSuffix(w, "indented") || strings.HasSuffix(w, "-reply") || strings.HasSuffix(w, "-child") || strings.HasSuffix(w, "_reply") || strings.HasSuffix(w, "_child") || strings.HasSuffix(w, "-nested") || strings.HasSuffix(w, "--sub")):
			return true
		}
	}
	return false
}

// nestsBelow tells whether the way from an item's home up to another's passes
// an element that holds replies.
func (s *survey) nestsBelow(home, top, node, above int32) bool {
	d := s.d
	same := d.attr(top, keyClass)
	for p, k := home, 0; p > top && k < 64; p, k = d.nodes[p].parent, k+1 {
		switch d.nodes[p].tag {
		case tagUl, tagOl, tagDl, tagDd:
			return true
		}
		c := d.attr(p, keyClass)
		if c != "" && c == same && d.nodes[p].tag == d.nodes[top].tag {
			return true
		}
		id := d.attr(p, keyID)
		for _, w := range nestWords {
			if indexFold(c, w) >= 0 || indexFold(id, w) >= 0 {
				return true
			}
		}
	}
	return false
}

var nestWords = []string{"child", "repl", "respon", "nested", "indent", "subthread", "sub-thread", "subcomment", "sub-comment", "antwort", "respuesta", "réponse", "kids", "descend", "inner-comment", "odpovedi"}

// cues notes a stated depth, parent or indentation of an item.
func (s *survey) cues(items []item, i int) {
	d := s.d
	it := &items[i]
	look := func(n int32) {
		if it.depth < 0 {
			for c := d.attr(n, keyClass); c != ""; {
				var w string
				w, c = nextToken(c)
				if w == "" {
					break
				}
				if v, ok := depthToken(w); ok {
					it.depth = v
					break
				}
			}
		}
		if it.depth < 0 {
			for _, k := range []key{keyDepth, keyDataDepth} {
				if v := d.attr(n, k); v != "" && len(v) < 4 && allDigits(v) {
					it.depth = atoi(v)
				}
			}
		}
	}
	look(it.node)
	// A wrapper that holds this item alone may carry the cue.
	for p, k := d.nodes[it.node].parent, 0; p > 0 && k < 3; p, k = d.nodes[p].parent, k+1 {
		if i > 0 && items[i-1].from >= p || i+1 < len(items) && items[i+1].from < d.nodes[p].end && !d.inside(items[i+1].from, it.node) {
			break
		}
		look(p)
		if v := indentOf(d.attr(p, keyStyle)); v >= 0 {
			it.indent = max(it.indent, 0) + v
		}
		for m := p + 1; m < it.node && m < p+12 && it.indent < 0; m++ {
			if w := d.attr(m, keyWidth); d.nodes[m].tag == tagImg && w != "" && allDigits(w) && len(w) < 5 {
				it.indent = atoi(w) // a spacer before the item
			}
		}
		if w := d.attr(p, keyIndent); w != "" && allDigits(w) && len(w) < 6 {
			it.indent = atoi(w)
		}
	}
	if v := indentOf(d.attr(it.node, keyStyle)); v >= 0 {
		it.indent = max(it.indent, 0) + v
	}
	// Within: a spacer cell or image before any text, and a depth on the first
	// few elements.
	steps := 0
	s.own(items, i, func(n int32) bool {
		nd := &d.nodes[n]
		if steps > 24 {
			return false
		}
		if nd.tag == tagNone {
			if blackLen(d.text[nd.from:nd.to]) > 0 {
				steps += 8
			}
			return true
		}
		steps++
		if w := d.attr(n, keyIndent); w != "" && allDigits(w) && len(w) < 5 {
			it.indent = atoi(w)
			steps = 99
		} else if nd.tag == tagImg && steps < 10 && it.indent < 0 {
			if w := d.attr(n, keyWidth); w != "" && allDigits(w) && len(w) < 5 && d.attr(n, keyAlt) == "" {
				it.indent = atoi(w)
			}
		} else if nd.tag == tagDiv && n != it.node && steps < 6 {
			look(n)
		}
		return true
	})
}

func atoi(s string) int32 {
	v := int32(0)
	for i := range len(s) {
		v = v*10 + int32(s[i]-'0')
	}
	return v
}

// indentOf reads the left margin or padding of a style, in pixels; -1 none.
func indentOf(style string) int32 {
	if style == "" {
		return -1
	}
	total := int32(-1)
	for _, k := range []string{"margin-left", "padding-left", "margin-inline-start"} {
		i := indexFold(style, k)
		if i < 0 {
			continue
		}
		rest := strings.TrimLeft(style[i+len(k):], ": ")
		v, j, frac := 0, 0, 0
		for j < len(rest) && (rest[j] >= '0' && rest[j] <= '9' || rest[j] == '.') && j < 8 {
			if rest[j] == '.' {
				frac = 1
			} else if frac == 0 {
				v = v*10 + int(rest[j]-'0')
			}
			j++
		}
		if j == 0 {
			continue
		}
		unit := rest[j:]
		switch {
		case strings.HasPrefix(unit, "em"), strings.HasPrefix(unit, "rem"):
			v *= 16
		case strings.HasPrefix(unit, "%"):
			v *= 8
		}
		total = max(total, 0) + int32(min(v, 1<<20))
	}
	return total
}
