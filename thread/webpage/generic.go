package webpage

import (
	"slices"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// group is a kind of element that repeats on the page.
type group struct {
	nodes []int32
	area  int // members inside an element that names itself after comments
	first int32
}

// kindOf names the kind of an element by its tag and steady class, "" for
// elements that hold no comments.
func (s *survey) kindOf(n int32) string {
	d := s.d
	g := d.nodes[n].tag
	switch g {
	case tagLi, tagDiv, tagArticle, tagSection, tagTr, tagTable, tagDl, tagTd, tagBlockquote, tagDt, tagDetails, tagH3, tagH4, tagH5:
	default:
		if g < tagDynamic {
			return ""
		}
		return d.name(g)
	}
	for c := d.attr(n, keyClass); c != ""; {
		var w string
		w, c = nextToken(c)
		if w == "" {
			break
		}
		if steady(w) {
			return string(rune('A'+g)) + "." + w
		}
	}
	if c := d.attr(n, keyClass); c != "" && len(c) < 120 && !allVarying(c) {
		return string(rune('A'+g)) + "=" + c // names made by a program
	}
	if id := d.attr(n, keyID); id != "" && stem(id) != id {
		return string(rune('A'+g)) + "#" + stem(id)
	}
	if g == tagLi || g == tagTr || g == tagDt || isHeading(g) {
		p := d.nodes[n].parent
		return string(rune('A'+g)) + ">" + d.attr(p, keyClass) + "#" + d.attr(p, keyID)
	}
	return ""
}

func isHeading(g tag) bool { return g >= tagH1 && g <= tagH6 }

// steady tells class names that all of a kind share from those that vary.
func steady(w string) bool {
	return stem(w) == w && !varying(w)
}

// allVarying tells a class that only says which of many this is.
func allVarying(c string) bool {
	for w, rest := nextToken(c); w != ""; w, rest = nextToken(rest) {
		if !varying(w) {
			return false
		}
	}
	return true
}

func varying(w string) bool {
	switch w {
	case "odd", "even", "alt", "first", "last", "clearfix", "row", "row1", "new", "cf", "group", "clear", "parent", "left", "right", "active", "depth", "bypostauthor", "thread-even", "thread-odd":
		return true
	}
	return false
}

// generic finds the comments of a theme that it does not know: the kind of
// element that repeats, each with a writer, a time and a text.
func (s *survey) generic(base string, memo map[string]hint) []thread.Comment {
	d := s.d
	byKind := map[string]*group{}
	var all []*group
	for i := range d.nodes {
		n := int32(i)
		nd := &d.nodes[i]
		if nd.tag == tagNone || s.flags[i]&(inBan|inQuote) != 0 || nd.end-n < 4 && !(isHeading(nd.tag) && s.flags[i]&inArea != 0) {
			continue
		}
		k := s.kindOf(n)
		if k == "" {
			continue
		}
		g := byKind[k]
		if g == nil {
			if len(byKind) > 1<<14 {
				continue
			}
			g = &group{first: n}
			byKind[k] = g
			all = append(all, g)
		}
		g.nodes = append(g.nodes, n)
		if s.flags[i]&inArea != 0 {
			g.area++
		}
	}
	// The largest kinds first; of equal ones the outer.
	slices.SortStableFunc(all, func(a, b *group) int {
		if a, b := a.area*2 >= len(a.nodes), b.area*2 >= len(b.nodes); a != b {
			if a {
				return -1
			}
			return 1
		}
		if c := len(b.nodes) - len(a.nodes); c != 0 {
			return c
		}
		return int(a.first - b.first)
	})
	var best []thread.Comment
	score := 0
	e := &engine{name: "generic", weak: true}
	for k, g := range all {
		if k >= 40 {
			break
		}
		if len(g.nodes) < 2 || len(g.nodes) > 1<<20 {
			continue
		}
		inside := g.area*10 >= len(g.nodes)*8 || s.headed(g.nodes[0])
		e.run = d.nodes[g.nodes[0]].tag == tagDt || isHeading(d.nodes[g.nodes[0]].tag)
		if !s.plausible(g, memo) {
			continue
		}
		items := s.gather(e, g.nodes, memo)
		if len(items) < 2 || !s.discussion(e, items, inside, memo) {
			continue
		}
		s.nest(e, items)
		c := s.comments(e, items, base, memo)
		if v := worth(c); v > score {
			best, score = c, v
		}
	}
	return best
}

// headed tells whether a heading of comments stands shortly before n.
func (s *survey) headed(n int32) bool {
	d := s.d
	up := d.nodes[n].parent
	for m, k := n-1, 0; m > up && k < 80; m, k = m-1, k+1 {
		if d.nodes[m].parent != up || d.nodes[m].tag == tagNone {
			continue
		}
		if areaWord(d.attr(m, keyID)) || areaWord(d.attr(m, keyClass)) || areaWord(d.attr(m, keyName)) {
			return true
		}
		if d.nodes[m].end-m < 12 {
			if t := d.plain(m, 60); len(t) < 48 && areaWord(t) {
				return true
			}
		}
	}
	return false
}

// plausible looks at a few members for something like a date, before the kind
// is looked at in full.
func (s *survey) plausible(g *group, memo map[string]hint) bool {
	d := s.d
	hits, looked := 0, 0
	for k := 0; k < len(g.nodes); k += max(1, len(g.nodes)/8) {
		n := g.nodes[k]
		looked++
		for m := n + 1; m < d.nodes[n].end && m < n+200; m++ {
			nd := &d.nodes[m]
			if nd.tag == tagTime || nd.tag != tagNone && (d.has(m, keyDatetime) || d.has(m, keyDataTime) || d.has(m, keyTitle) && stampOfValue(d.attr(m, keyTitle)).ok) {
				hits++
				break
			}
			if nd.tag == tagNone {
				if t := strings.TrimSpace(d.run(m)); len(t) > 5 && len(t) < 90 && (parseDate(t, dayFirst).ok || parseDate(t, monthFirst).ok) {
					hits++
					break
				}
			}
		}
	}
	return hits*2 > looked
}

// worth is how much text a reading explains.
func worth(cs []thread.Comment) int {
	v := 0
	for i := range cs {
		if cs[i].Author != "" && !cs[i].Time.IsZero() {
			v += 40 + min(len(cs[i].Text), 400)
		}
	}
	return v
}

// looseTime takes any short run of an item's own text that reads as a date.
func (s *survey) looseTime(items []item, i int, f *fields) {
	d := s.d
	runs := 0
	s.own(items, i, func(n int32) bool {
		if f.when >= 0 || runs > 40 {
			return false
		}
		if d.nodes[n].tag != tagNone {
			return n == items[i].node || s.flags[n]&(inBan|inQuote) == 0
		}
		t := strings.TrimSpace(d.run(n))
		inBody := f.body >= 0 && f.bodyRank < 7 && s.holds(f.body, n)
		dated := hasDigits(t, 3)
		if len(t) < 6 || inBody && (len(t) > 60 || !dated || wordsBesideDate(t) > 0) || dated && isJoined(t) {
			return true
		}
		runs++
		if len(t) < 90 && dated && wordsBesideDate(t) < 7 && (parseDate(t, dayFirst).ok || parseDate(t, monthFirst).ok) {
			f.when, f.whenText, f.whenRank = n, t, 20
		}
		return true
	})
}
