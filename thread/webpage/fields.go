package webpage

import (
	"strings"
)

// fields are the elements of one item that say who, when and what.
type fields struct {
	author, when, body, score, notice int32 // nodes, -1 none
	authorRank, whenRank, bodyRank    uint8
	whenText                          string // the words or value that give the time
	whenValue                         stamp  // where it needs no knowledge of the page
	authorName                        string
	bodyMore                          []int32 // further bodies beside the first
	link                              string
	replyTo                           string // whom the first quotation names
	quoted                            string // the number of the post that all quotations name
	quotes                            int    // distinct posts quoted
	answers                           string // the place on the page that "in reply to" links to
	toward                            int32  // a link that may name the comment answered, -1 none
}

// locate finds the fields of item i. What looks like a name or time inside the
// body counts only where none stands outside.
func (s *survey) locate(e *engine, items []item, i int, memo map[string]hint) fields {
	f := s.scan(e, items, i, memo, nil)
	if (f.authorName == "" || f.when < 0) && f.body >= 0 && f.bodyRank < 5 {
		f = s.scan(e, items, i, memo, &f)
	}
	s.widen(&f, &items[i])
	s.narrow(items, i, &f, memo)
	return f
}

// narrow takes the body inside one that holds all of the comment, head and
// buttons too, where what is outside has a few words at most.
func (s *survey) narrow(items []item, i int, f *fields, memo map[string]hint) {
	d := s.d
	if f.body < 0 || !s.holds(f.body, f.author) || !s.holds(f.body, f.when) || len(f.bodyMore) > 0 {
		return
	}
	end := d.nodes[f.body].end
	if end > items[i].to || end-f.body > 400 {
		return
	}
	inner, rank := int32(-1), uint8(0)
	words := false
	s.own(items, i, func(n int32) bool {
		nd := &d.nodes[n]
		if words || n >= end {
			return false
		}
		if n <= f.author || n <= f.when {
			return true
		}
		if nd.tag == tagNone || nd.tag == tagP {
			t := d.plain(n, 400)
			words = wordsBesideDate(t) > 3 && !chromeLine(t) || nd.tag == tagP && t != ""
			return false
		}
		for w, rest := nextToken(d.attr(n, keyClass)); w != "" && nd.tag.is(isBlock); w, rest = nextToken(rest) {
			if h := roleOf(memo, w); h.role == roleBody && h.rank <= 7 && inner < 0 {
				inner, rank = n, h.rank
				return false
			}
		}
		return true
	})
	if inner >= 0 && !words {
		f.body, f.bodyRank = inner, rank
	}
}

// widen takes what is around a body that only its name suggests while words
// stand beside it: it is a part of the text, such as a quotation.
func (s *survey) widen(f *fields, it *item) {
	d := s.d
	if f.bodyRank < 5 || len(f.bodyMore) > 0 {
		return
	}
	for range 3 {
		if f.body <= it.node {
			return
		}
		p := d.nodes[f.body].parent
		if p <= it.node || d.nodes[p].end > it.to || s.holds(p, f.author) || s.holds(p, f.when) || !s.wordsBeside(f.body, p) {
			return
		}
		f.body = p
	}
}

// wordsBeside tells whether a parent of n has words of its own, or a plain
// paragraph with some. Beside a mere span every word counts, else a few may be a
// label.
func (s *survey) wordsBeside(n, parent int32) bool {
	d := s.d
	least := 3
	if !d.nodes[n].tag.is(isBlock) {
		least = 1
	}
	looked := 0
	for m := parent + 1; m < d.nodes[parent].end && looked < maxPlain; looked++ {
		nd := &d.nodes[m]
		if m != n && (nd.tag == tagNone || nd.tag == tagP && nd.from == nd.to) {
			if t := d.plain(m, 400); wordsBesideDate(t) >= least && !chromeLine(t) {
				return true
			}
		}
		m = max(m+1, nd.end)
	}
	return false
}

// scan is one pass of locate; before is what the first pass found, nil in it.
func (s *survey) scan(e *engine, items []item, i int, memo map[string]hint, before *fields) fields {
	d := s.d
	f := fields{author: -1, when: -1, body: -1, score: -1, notice: -1, toward: -1, authorRank: 255, whenRank: 255, bodyRank: 255}
	it := &items[i]
	if e.dataID || e.name == "xenforo" || e.name == "nodebb" || e.weak {
		if a := d.attr(it.node, keyDataAuthor); a != "" {
			f.authorName, f.authorRank = a, 0
		} else if a := d.attr(it.node, keyAuthor); a != "" {
			f.authorName, f.authorRank = a, 0
		}
	}
	if before != nil {
		f = *before
	}
	if v := stampOfValue(d.attr(it.node, keyDataTime)); v.ok {
		f.whenValue, f.whenRank, f.when = v, 1, it.node
	}
	seen := 0            // bytes of text before the node, in the second pass
	bodyEnd := int32(-1) // own nodes below it stand inside the body
	s.own(items, i, func(n int32) bool {
		nd := &d.nodes[n]
		if nd.tag == tagNone {
			if before != nil {
				seen += blackLen(d.run(n))
			}
			return true
		}
		if nd.tag.is(isHidden) || n != it.node && s.flags[n]&inBan != 0 {
			return false
		}
		if before != nil && seen < 40 && nd.tag == tagA && f.authorRank > 9 && isProfile(d.attr(n, keyHref)) {
			s.tryAuthor(&f, n, 9)
		}
		// A body is surely one where who and when stand before it.
		inBody := before == nil && n < bodyEnd && (f.bodyRank < 5 || f.bodyRank < 9 && f.author >= 0 && f.author < f.body && f.when >= 0 && f.when < f.body)
		for k := range e.author {
			if rank := uint8(k); k < 2 && rank < f.authorRank && f.authorRank > 0 && e.author[k].match(d, n) || k >= 2 && f.authorRank > 2 && e.author[k].match(d, n) {
				if s.tryAuthor(&f, n, min(rank, 2)) {
					break
				}
			}
		}
		for k := range e.when {
			if rank := uint8(k); min(rank, 2) < f.whenRank && e.when[k].match(d, n) {
				s.tryWhen(&f, n, min(rank, 2))
			}
		}
		for k := range e.body {
			if rank := uint8(min(k, 2)); rank < f.bodyRank && e.body[k].match(d, n) {
				f.body, f.bodyRank = n, rank
				f.bodyMore = nil
				bodyEnd = nd.end
			}
		}
		switch nd.tag {
		case tagHeader, tagFooter, tagP, tagSmall, tagH4, tagH5, tagH6:
			if f.authorRank > 10 && !inBody && nd.end-n < 20 && n+1 < nd.end && d.nodes[n+1].tag == tagNone {
				s.tryPosted(&f, n)
			}
		}
		if nd.from == nd.to && nd.tag != tagTime && nd.tag != tagCite && nd.tag != tagB && nd.tag != tagStrong {
			return true
		}
		s.byAttr(&f, n, inBody || before != nil && nd.tag != tagTime && !d.has(n, keyDatetime) && !d.has(n, keyItemprop))
		if n == it.node {
			return true
		}
		for c := d.attr(n, keyClass); c != ""; {
			var w string
			w, c = nextToken(c)
			if w == "" {
				break
			}
			h := roleOf(memo, w)
			switch h.role {
			case roleAuthor:
				if (h.rank < f.authorRank || h.rank == f.authorRank && f.author >= 0 && f.author != n && d.inside(n, f.author)) && !inBody && s.flags[n]&inQuote == 0 && (before == nil || h.rank < 9) {
					s.tryAuthor(&f, n, h.rank)
				}
			case roleTime:
				if f.authorRank > 10 && !inBody {
					s.tryPosted(&f, n)
				}
				if h.rank < f.whenRank && !inBody && (before == nil || h.rank < 9) {
					s.tryWhen(&f, n, h.rank)
				}
			case roleMeta:
				if h.rank < 9 && h.rank+3 < f.whenRank && !inBody {
					s.tryWhen(&f, n, h.rank+3)
				}
				if f.authorRank > 10 && !inBody {
					s.tryPosted(&f, n)
				}
			case roleBody:
				if nd.tag == tagA || nd.tag == tagImg || nd.tag == tagInput || s.flags[n]&inQuote != 0 && nd.tag != tagBlockquote {
					break
				}
				if h.rank < f.bodyRank && !(inBody && h.rank+2 > f.bodyRank) {
					f.body, f.bodyRank, f.bodyMore = n, h.rank, nil
					bodyEnd = nd.end
				} else if h.rank == f.bodyRank && f.body >= 0 && n >= d.nodes[f.body].end && nd.parent == d.nodes[f.body].parent && nd.tag == d.nodes[f.body].tag && d.attr(n, keyClass) == d.attr(f.body, keyClass) {
					f.bodyMore = append(f.bodyMore, n)
				}
			case roleScore:
				if f.score < 0 {
					f.score = n
				}
			case roleNotice:
				if f.notice < 0 {
					f.notice = n
				}
			}
		}
		return true
	})
	return f
}

// byAttr looks at attributes other than class.
func (s *survey) byAttr(f *fields, n int32, inBody bool) {
	d := s.d
	nd := &d.nodes[n]
	switch nd.tag {
	case tagTime:
		if f.whenRank > 1 && !inBody {
			s.tryWhen(f, n, 1)
		}
	case tagCite:
		// Further down it names a work.
		if (f.author < 0 || f.authorRank > 12) && f.authorRank > 7 && s.flags[n]&inQuote == 0 && !inBody {
			s.tryAuthor(f, n, 7)
		}
	case tagB, tagStrong:
		if f.authorRank > 12 && !inBody && s.flags[n]&inQuote == 0 {
			s.tryAuthor(f, n, 12)
		}
	case tagA:
		href := d.attr(n, keyHref)
		if f.answers == "" && !inBody && s.answersTo(n) {
			f.answers = href[strings.LastIndexByte(href, '#')+1:]
			break
		}
		if f.answers == "" && f.toward < 0 && !inBody && s.pointsTo(n) != "" {
			f.toward = n
			if s.saysReply(n) {
				f.answers, f.replyTo = href[strings.LastIndexByte(href, '#')+1:], s.pointsTo(n)
				break
			}
		}
		if f.link == "" && (strings.Contains(href, "#comment") || strings.Contains(href, "#c") && !strings.HasSuffix(href, "#c") || hasToken(d.attr(n, keyClass), "permalink") || hasToken(d.attr(n, keyClass), "bylink")) && !strings.Contains(href, "replytocom") && !inBody {
			f.link = href
		}
		if f.link == "" && strings.HasPrefix(href, "item?id=") {
			f.link = href
		}
		if f.whenRank > 6 && strings.Contains(href, "#c") && !inBody {
			s.tryWhen(f, n, 6)
		}
		if f.authorRank > 6 && !inBody && (hasToken(d.attr(n, keyRel), "author") || hasToken(d.attr(n, keyClass), "url")) {
			s.tryAuthor(f, n, 6)
		}
		if f.authorRank > 9 && !inBody && isProfile(href) {
			s.tryAuthor(f, n, 9)
		}
	}
	for _, a := range d.attrs[nd.from:nd.to] {
		v := d.text[a.from:a.to]
		switch a.key {
		case keyItemprop:
			switch {
			case hasToken(v, "author") || hasToken(v, "creator"):
				if f.authorRank > 2 {
					s.tryAuthor(f, n, 2)
				}
			case v == "datePublished" || v == "dateCreated" || v == "commentTime":
				if f.whenRank > 1 {
					s.tryWhen(f, n, 1)
				}
			case v == "text" || v == "commentText" || v == "reviewBody" || v == "articleBody":
				if f.bodyRank > 1 {
					f.body, f.bodyRank, f.bodyMore = n, 1, nil
				}
			case v == "upvoteCount" && f.score < 0:
				f.score = n
			}
		case keyDatetime, keyDataTime, keyTS:
			if f.whenRank > 1 && !inBody {
				s.tryWhen(f, n, 1)
			}
		case keyTitle:
			if nd.tag == tagAbbr && f.whenRank > 2 {
				s.tryWhen(f, n, 2)
			}
		case keyProperty:
			if f.whenRank > 1 && (strings.Contains(v, "dc:date") || strings.Contains(v, "dateCreated")) {
				s.tryWhen(f, n, 1)
			}
			if v == "content:encoded" && f.bodyRank > 1 {
				f.body, f.bodyRank, f.bodyMore = n, 1, nil
			}
		}
	}
}

func isProfile(href string) bool {
	for _, p := range []string{"/user/", "/users/", "/profile", "/u/", "/member", "/people/", "/author/", "user.php", "member.php", "memberlist.php", "/~", "/@"} {
		if strings.Contains(href, p) {
			return true
		}
	}
	return false
}

// tryWhen takes the node's time if it has one: a machine-readable attribute
// of it or of a <time> inside, else its words.
func (s *survey) tryWhen(f *fields, n int32, rank uint8) {
	d := s.d
	for _, k := range []key{keyDatetime, keyDataTime, keyTS, keyContent, keyTitle} {
		if v := d.attr(n, k); v != "" {
			if st := stampOfValue(v); st.ok {
				f.whenValue, f.whenRank, f.when, f.whenText = st, rank, n, ""
				return
			}
		}
	}
	end := d.nodes[n].end
	if rank >= 3 || d.nodes[n].tag != tagTime {
		for m := n + 1; m < end && m < n+40; m++ {
			if d.nodes[m].tag == tagTime || d.nodes[m].tag == tagAbbr || d.has(m, keyDatetime) {
				for _, k := range []key{keyDatetime, keyTitle} {
					if st := stampOfValue(d.attr(m, k)); st.ok {
						f.whenValue, f.whenRank, f.when, f.whenText = st, rank, m, ""
						return
					}
				}
			}
		}
	}
	t := d.plain(n, 160)
	if hasDigits(t, 3) && isJoined(t) {
		return
	}
	if v := d.attr(n, keyTitle); parseDate(v, dayFirst).ok {
		t = v
	}
	if len(t) < 240 && parseDate(t, dayFirst).ok || len(t) < 240 && parseDate(t, monthFirst).ok {
		f.whenText, f.whenRank, f.when, f.whenValue = t, rank, n, stamp{}
	}
}

// isJoined tells a date that says since when a person is a member.
func isJoined(t string) bool {
	for _, w := range []string{"joined", "join date", "registered:", "registriert", "member since", "anmeldedatum", "beigetreten", "inscrit", "inscription", "registrado", "mitglied seit", "dabei seit", "lid sinds", "reg. date"} {
		if indexFold(t, w) >= 0 && indexFold(t, "posted:") < 0 {
			return true
		}
	}
	return false
}

// stampOfValue reads a value meant for machines.
func stampOfValue(v string) stamp {
	v = strings.TrimSpace(v)
	if st := parseUnix(v); st.ok {
		return st
	}
	if i := strings.IndexByte(v, ' '); i > 0 {
		// Hacker News: the local reading and the Unix time.
		if st := parseUnix(v[i+1:]); st.ok {
			return st
		}
	}
	return parseISO(v)
}
