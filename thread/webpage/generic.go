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

// discussion tells whether the items are comments rather than teasers, table
// rows or search results.
func (s *survey) discussion(e *engine, items []item, inArea bool, memo map[string]hint) bool {
	d := s.d
	n, who, when, what, links, replies, reviews, titles, words := 0, 0, 0, 0, 0, 0, 0, 0, 0
	people := map[string]bool{}
	step := max(1, len(items)/50)
	for i := 0; i < len(items); i += step {
		n++
		f := s.locate(e, items, i, memo)
		if f.when < 0 {
			s.looseTime(items, i, &f)
		}
		if f.authorName == "" && f.whenText != "" {
			f.authorName = nameBeside(f.whenText)
		}
		if f.authorName == "" {
			s.looseAuthor(e, items, i, &f)
		}
		if f.authorName != "" {
			who++
			people[f.authorName] = true
		}
		if f.when >= 0 {
			when++
		}
		said := s.textOf(e, items, i, &f, memo)
		if len(said) > 1 {
			what++
		}
		words += min(len(said), 100)
		opening, _, _ := strings.Cut(said, "\n")
		text, linked, reply, title := 0, 0, false, false
		var linkEnd int32
		s.own(items, i, func(m int32) bool {
			nd := &d.nodes[m]
			if topicClass(d.attr(m, keyClass)) {
				title = true
			}
			switch nd.tag {
			case tagNone:
				k := blackLen(d.run(m))
				text += k
				if m < linkEnd {
					linked += k
				}
			case tagA:
				if heads := s.inHeading(m, items[i].node); heads && s.sameSite(d.attr(m, keyHref)) {
					title = true
				}
				t := d.plain(m, 300)
				ofHead := f.authorRank < 10 && (s.holds(m, f.author) || s.holds(f.author, m)) || f.whenRank < 10 && (s.holds(m, f.when) || s.holds(f.when, m))
				if !ofHead && !chromeLine(t) {
					linkEnd = nd.end
				}
				if chromeLine(t) {
					reply = reply || !known(teaserLinks, t)
				} else if len(t) > 3 && t == opening && t != f.authorName && ownPage(d.attr(m, keyHref)) {
					title = true
				}
			}
			return true
		})
		if linked*2 > text {
			links++
		}
		if title {
			titles++
		}
		if reply {
			replies++
		}
		for p, k := items[i].node, 0; p > 0 && k < 5; p, k = d.nodes[p].parent, k+1 {
			if indexFold(d.attr(p, keyClass), "review") >= 0 || indexFold(d.attr(p, keyID), "review") >= 0 {
				reviews++
				break
			}
		}
	}
	if len(people) == 1 && (n > 4 || n > 2 && !inArea) || s.elsewhere(items) {
		return false // one person's posts; a list of what was said where
	}
	if links*3 > n || titles*2 > n || reviews*2 > n || what*10 < n*8 || words < n*7 {
		return false
	}
	if inArea {
		return when*10 >= n*7 && who*10 >= n*6
	}
	return n >= 3 && when*10 >= n*9 && who*10 >= n*9 && replies*10 >= n*6
}

// teaserLinks are links that stand beside articles as well as comments.
var teaserLinks = map[string]bool{"share": true, "more": true, "read more": true, "source": true, "link": true, "top": true, "up": true, "save": true, "show": true, "like": true, "permalink": true, "embed": true, "context": true, "": true}

// topicClass tells the class of the title of a topic, or of its last post, in
// the lists of forums.
func topicClass(c string) bool {
	for w, rest := nextToken(c); w != ""; w, rest = nextToken(rest) {
		switch w {
		case "topictitle", "topic-title", "topic_title", "forumtitle", "thread_title", "threadtitle", "subject_new", "subject_old", "lastpost", "last_post", "last-post", "lastaction":
			return true
		}
	}
	return false
}

// inHeading tells whether a heading below top holds n.
func (s *survey) inHeading(n, top int32) bool {
	for p, k := s.d.nodes[n].parent, 0; p > top && k < 4; p, k = s.d.nodes[p].parent, k+1 {
		if g := s.d.nodes[p].tag; g >= tagH1 && g <= tagH4 {
			return true
		}
	}
	return false
}

// sameSite tells a link to another page of the same site.
func (s *survey) sameSite(href string) bool {
	if !ownPage(href) {
		return false
	}
	_, rest, ok := strings.Cut(href, "//")
	if !ok {
		return true
	}
	_, home, _ := strings.Cut(s.url, "//")
	home, _, _ = strings.Cut(home, "/")
	return home != "" && strings.HasPrefix(rest, home)
}

// elsewhere tells comments gathered from many pages from those of one: their
// permanent links lead to different pages.
func (s *survey) elsewhere(items []item) bool {
	d := s.d
	pages := map[string]bool{}
	n := 0
	for i := 0; i < len(items); i += max(1, len(items)/50) {
		n++
		s.own(items, i, func(m int32) bool {
			h := d.attr(m, keyHref)
			k := strings.LastIndexByte(h, '#')
			if d.nodes[m].tag != tagA || k <= 0 {
				return true
			}
			id := shortID(h[k+1:])
			path, _, _ := strings.Cut(h[:k], "?")
			if id != "" && !strings.Contains(path, id) {
				pages[path] = true
			}
			return true
		})
	}
	return len(pages) > 2 && len(pages)*2 > n
}

// ownPage tells a link to a page of its own from one to a place on a page or to
// a person.
func ownPage(href string) bool {
	return href != "" && strings.IndexByte(href, '#') < 0 && !isProfile(href) && !strings.HasPrefix(href, "javascript:") && !strings.HasPrefix(href, "mailto:")
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
		if len(t) < 6 || inBody && len(t) > 60 || hasDigits(t, 3) && isJoined(t) || inBody && wordsBesideDate(t) > 0 {
			return true
		}
		runs++
		if len(t) < 90 && hasDigits(t, 3) && wordsBesideDate(t) < 7 && (parseDate(t, dayFirst).ok || parseDate(t, monthFirst).ok) {
			f.when, f.whenText, f.whenRank = n, t, 20
		}
		return true
	})
}
