package webpage

import (
	"strconv"
	"strings"
)

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
			person := f.authorName
			if known(unnamed, person) {
				person += strconv.Itoa(i) // as many people
			}
			people[person] = true
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
	if step == 1 && len(people) == 1 && (n > 4 || n > 2 && !inArea) || s.elsewhere(items) {
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

// unnamed are names that many people go by, in lower case.
var unnamed = map[string]bool{"anonymous": true, "anonymous coward": true, "anonymous user": true, "anon": true, "guest": true, "visitor": true, "unknown": true, "anonym": true, "gast": true, "anonyme": true, "invité": true,
	"anonimo": true, "anónimo": true, "anônimo": true, "ospite": true, "invitado": true, "anoniem": true, "gość": true, "anonim": true, "аноним": true, "гость": true, "匿名": true, "名無しさん": true, "ghost": true}

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
