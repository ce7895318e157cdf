package webpage

import (
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

func valid(b []byte) bool { return utf8.Valid(b) }

// extract finds the comments of a decoded page.
func extract(src []byte, opt *Options) *Page {
	d := parse(src, opt.MaxDepth, opt.MaxNodes)
	engines := engineList()
	s := mark(d, engineIndex(), engines)
	p := &Page{Title: s.title, URL: opt.URL, Lang: s.lang}
	if p.URL == "" {
		p.URL = s.url
	}
	if d.cut {
		p.Notices = append(p.Notices, Notice{Kind: Truncated})
	}
	memo := make(map[string]hint)
	if s.content > 0 || strings.HasPrefix(s.generator, "MediaWiki") {
		if c := s.talk(); len(c) > 0 {
			p.Engine, p.Comments = "mediawiki", c
			return p
		}
	}
	for i := range engines {
		if len(s.found[i]) == 0 {
			continue
		}
		if c := s.try(&engines[i], s.found[i], p.URL, memo); len(c) > 0 {
			p.Engine, p.Comments = engines[i].name, c
			break
		}
	}
	if c := s.linked(); len(c) > len(p.Comments) || len(c) == len(p.Comments) && answers(c) > answers(p.Comments) {
		p.Engine, p.Comments = "json-ld", c
	}
	if len(p.Comments) == 0 {
		if c := s.generic(p.URL, memo); len(c) > 0 {
			p.Engine, p.Comments = "generic", c
		}
	}
	if len(p.Comments) == 0 {
		for _, n := range s.shells {
			p.Notices = append(p.Notices, Notice{Kind: Shell, Service: n})
		}
	}
	return p
}

// answers counts the comments with a parent.
func answers(cs []thread.Comment) int {
	n := 0
	for i := range cs {
		if cs[i].Parent != "" {
			n++
		}
	}
	return n
}

// try reads the page as the engine writes it; nil when it does not fit.
func (s *survey) try(e *engine, found []int32, base string, memo map[string]hint) []thread.Comment {
	items := s.gather(e, found, memo)
	if len(items) == 0 {
		return nil
	}
	if !e.flat {
		s.nest(e, items)
	}
	out := s.comments(e, items, base, memo)
	good, named := 0, 0
	for i := range items {
		it := &items[i]
		comment := hasToken(s.d.attr(it.node, keyClass), "comment")
		if it.num != "" && (it.depth >= 0 || comment) || comment && strings.Contains(s.d.attr(s.d.nodes[it.node].parent, keyClass), "comment") && s.d.nodes[it.node].tag == tagLi {
			named++
		}
	}
	if named*10 > len(items)*8 {
		return out // a comment by its id and class, even where names are stripped
	}
	for i := range out {
		if c := &out[i]; (c.Text != "" || c.Status != thread.Visible) && (c.Author != "" || !c.Time.IsZero() || c.Status != thread.Visible) {
			good++
		}
	}
	if good*10 < len(out)*6 {
		return nil
	}
	return out
}

// comments makes a comment of every item.
func (s *survey) comments(e *engine, items []item, base string, memo map[string]hint) []thread.Comment {
	d := s.d
	fs := make([]fields, len(items))
	var samples []string
	for i := range items {
		fs[i] = s.locate(e, items, i, memo)
		if fs[i].when < 0 {
			s.looseTime(items, i, &fs[i])
		}
		if fs[i].authorName == "" && fs[i].whenText != "" && !e.flat {
			fs[i].authorName = nameBeside(fs[i].whenText)
		}
		if fs[i].authorName == "" && e.name == "generic" {
			s.looseAuthor(items, i, &fs[i])
		}
		if fs[i].whenText != "" && len(samples) < 4096 {
			samples = append(samples, fs[i].whenText)
		}
	}
	if len(e.body) > 0 {
		bodies := 0
		for i := range fs {
			if fs[i].body >= 0 && fs[i].bodyRank <= 2 {
				bodies++
			}
		}
		if bodies*2 < len(items) {
			return nil // the same names, but another page
		}
	}
	ord := orderOf(samples, s.lang)
	var root *url.URL
	if base != "" {
		root, _ = url.Parse(base)
	}
	out := make([]thread.Comment, 0, len(items))
	prov := make([]thread.Provenance, len(items))
	details := make([]thread.Details, len(items))
	at := make([]int32, len(items)) // index in out, -1 dropped
	ids := make(map[string]int32, len(items))
	for i := range items {
		it, f := &items[i], &fs[i]
		at[i] = -1
		var c thread.Comment
		c.Text = s.textOf(e, items, i, f, memo)
		c.Author = clean(f.authorName)
		s.status(&c, it, f)
		if c.Text == "" && c.Status == thread.Visible && (c.Author == "" || e.weak) {
			continue
		}
		st := f.whenValue
		if !st.ok && f.whenText != "" {
			st = parseDate(f.whenText, ord)
		}
		if st.ok {
			c.Time, c.Precision, c.Floating = st.t, st.prec, st.floating && !e.utc
		}
		c.Kind = s.kind(it)
		c.ID = s.idOf(e, items, i, f)
		if j, dup := ids[c.ID]; dup && c.ID != "" {
			if out[j].Text == c.Text {
				at[i] = j // the same comment printed twice
				continue
			}
			c.ID = ""
		}
		if c.ID == "" {
			c.ID = "c" + strconv.Itoa(len(out)+1)
		}
		ids[c.ID] = int32(len(out))
		at[i] = int32(len(out))
		c.Line, c.Pos = d.nodes[it.node].line, int64(d.nodes[it.node].pos)
		s.parentOf(e, items, i, at, out, &c, &prov[i])
		if f.author >= 0 || c.Author != "" {
			prov[i].Author = thread.Evidence{Origin: thread.Given, Confidence: 1}
		}
		if st.ok {
			prov[i].Time = thread.Evidence{Origin: thread.Given, Confidence: 1}
		}
		c.Provenance = &prov[i]
		if s.details(&details[i], it, f, root) {
			c.Details = &details[i]
		}
		out = append(out, c)
	}
	if e.flat {
		byQuotes(items, fs, at, out)
	}
	s.capped(items, at, out)
	s.states(items, at, out)
	return out
}

// parentOf writes the displayed parent with its evidence.
func (s *survey) parentOf(e *engine, items []item, i int, at []int32, out []thread.Comment, c *thread.Comment, p *thread.Provenance) {
	if e.flat {
		return
	}
	q := items[i].parent
	for q >= 0 && at[q] < 0 {
		q = items[q].parent
	}
	c.Level = 1
	if q >= 0 {
		c.Parent = out[at[q]].ID
		c.Level = out[at[q]].Level + 1
		p.Displayed = c.Parent
	}
	p.Parent = thread.Evidence{Origin: thread.Nested, Confidence: nestedConfidence, Cue: "nesting of the page"}
}

// How sure the displayed parent is the one answered. At and below the level at
// which a page stops nesting, replies to any comment stand beside it: of 1,350
// comments at the limit in the development pages, rendered from deep threads,
// 14 % answered the one they hang below; above it all 639 did. Blogs are
// shallower than those threads, hence not so low.
const (
	nestedConfidence = 0.98
	cappedConfidence = 0.4
)

// capped lowers the confidence at the level below which the page nests no
// more: where the deepest comments have no link to answer them and others do.
func (s *survey) capped(items []item, at []int32, out []thread.Comment) {
	d := s.d
	deepest := int32(0)
	for i := range out {
		deepest = max(deepest, out[i].Level)
	}
	if deepest < 2 {
		return
	}
	links, deepLinks := 0, 0
	for i := range items {
		if at[i] < 0 {
			continue
		}
		has := false
		s.own(items, i, func(n int32) bool {
			if d.nodes[n].tag == tagA && hasToken(d.attr(n, keyClass), "comment-reply-link") {
				has = true
			}
			return !has
		})
		if has {
			if out[at[i]].Level == deepest {
				deepLinks++
			}
			links++
		}
	}
	if links == 0 || deepLinks > 0 {
		return
	}
	for i := range out {
		if c := &out[i]; c.Level == deepest && c.Provenance.Parent.Origin == thread.Nested {
			c.Provenance.Parent.Confidence = cappedConfidence
			c.Provenance.Parent.Cue = "nesting of the page, at its limit"
		}
	}
}

// states lets a parent that the page names by ID go before the layout.
func (s *survey) states(items []item, at []int32, out []thread.Comment) {
	d := s.d
	var ids map[string]int32
	for i := range items {
		if at[i] < 0 {
			continue
		}
		v := d.attr(items[i].node, keyDataParent)
		if v == "" {
			v = d.attr(items[i].node, keyParentid)
		}
		if v == "" || v == "0" {
			continue
		}
		if ids == nil {
			ids = make(map[string]int32, len(out))
			for j := range out {
				ids[out[j].ID] = int32(j)
			}
		}
		j, ok := ids[v]
		if !ok {
			if j, ok = ids[v[len(stem(v)):]]; !ok {
				continue
			}
		}
		c := &out[at[i]]
		if j >= at[i] {
			continue
		}
		c.Parent = out[j].ID
		c.Provenance.Displayed = c.Parent
		c.Provenance.Parent = thread.Evidence{Origin: thread.Given, Confidence: 1}
		c.Level = max(out[j].Level, 1) + 1
	}
}

// note counts the posts that a comment quotes.
func (f *fields) note(post string) {
	if post == "" || post == f.quoted {
		return
	}
	f.quoted = post
	f.quotes++
}

// byQuotes gives a comment of a flat forum the parent that its quotations name,
// where they all name one post above it on the page.
func byQuotes(items []item, fs []fields, at []int32, out []thread.Comment) {
	byNum := make(map[string]int32)
	for i := range items {
		if at[i] < 0 {
			continue
		}
		c := &out[at[i]]
		if j, ok := byNum[fs[i].quoted]; ok && fs[i].quotes == 1 && j < at[i] {
			c.Parent = out[j].ID
			c.Provenance.Parent = thread.Evidence{Origin: thread.Quoted, Confidence: quotedConfidence, Cue: "the quotation names the post"}
		}
		if items[i].num != "" {
			byNum[items[i].num] = at[i]
		}
	}
}

// quotedConfidence is how sure a post answers the only one that it quotes by
// number: no page of the development data says, so it rests on judgement.
const quotedConfidence = 0.95

func (s *survey) kind(it *item) thread.Kind {
	c := s.d.attr(it.node, keyClass)
	if hasToken(c, "pingback") || hasToken(c, "trackback") {
		return thread.Pingback
	}
	return thread.Reply
}

// textOf renders the item's body, or all of the item but its header.
func (s *survey) textOf(e *engine, items []item, i int, f *fields, memo map[string]hint) string {
	d := s.d
	it := &items[i]
	next := i + 1
	whole := f.body < 0
	skip := func(n int32) bool {
		for next < len(items) && items[next].from < n {
			next++
		}
		if next < len(items) && items[next].from == n && items[next].from < it.to && n > it.from {
			return true
		}
		nd := &d.nodes[n]
		if n == f.author && n != it.node && s.kind(it) != thread.Pingback || n == f.when && n != it.node && nd.tag != tagDiv {
			return true
		}
		if s.flags[n]&inBan != 0 && s.flags[it.node]&inBan == 0 {
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
				// A large element that a vague name calls chrome may be text.
				if h.rank <= 1 || whole && !s.holds(n, f.body) && nd.end-n < 24 || nd.tag == tagA || nd.tag == tagSpan {
					return !s.holds(n, f.body) && s.small(n, it)
				}
			case roleNotice:
				return nd.end-n < 12 && n != f.body
			case roleMeta, roleScore:
				if whole && n != it.node && nd.end-n < 60 {
					return true
				}
			case roleAuthor, roleTime:
				if whole && h.rank < 8 && n != it.node && nd.end-n < 60 && s.flags[n]&inQuote == 0 && !s.holdsText(n) {
					return true
				}
			}
		}
		return nd.tag == tagA && len(d.attr(n, keyClass)) == 0 && chromeLink(d, n)
	}
	w := writer{last: -1}
	w.b.Grow(int(it.textLen) + int(it.textLen)/4 + 16)
	switch {
	case whole:
		s.render(&w, it.from, it.to, skip)
	case d.nodes[f.body].tag == tagP && d.nodes[f.body].parent >= it.from && len(f.bodyMore) == 0:
		// A <p> ends where a block begins: what follows is still the text.
		whole = true
		s.render(&w, f.body, d.nodes[d.nodes[f.body].parent].end, skip)
	default:
		s.render(&w, f.body, d.nodes[f.body].end, skip)
		for _, n := range f.bodyMore {
			w.block()
			s.render(&w, n, d.nodes[n].end, skip)
		}
	}
	t := w.String()
	if whole || f.bodyRank >= 4 || s.holds(f.body, f.author) || s.holds(f.body, f.when) {
		t = tidy(t, f.authorName)
	}
	return strings.TrimSpace(t)
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
func (s *survey) holds(n, m int32) bool { return m >= 0 && s.d.inside(m, n) }

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

// idOf is the page's own name for the item, "" when it has none.
func (s *survey) idOf(e *engine, items []item, i int, f *fields) string {
	d := s.d
	it := &items[i]
	if e.dataID {
		for _, k := range []key{keyThingid, keyDataID} {
			if v := d.attr(it.node, k); v != "" {
				return v
			}
		}
		return strings.TrimPrefix(d.attr(it.node, keyID), "thing_")
	}
	id := d.attr(it.node, keyID)
	if e.keepID && id != "" {
		return id
	}
	if v := shortID(id); v != "" {
		return v
	}
	if it.num != "" {
		return it.num
	}
	if v := d.attr(it.node, keyDataID); v != "" && len(v) < 80 {
		return v[len(idPrefix(v)):]
	}
	if e.run || d.nodes[it.node].parent > 0 {
		// An anchor right before the element names it.
		for n, k := it.node-1, 0; n > d.nodes[it.node].parent && k < 6; n, k = n-1, k+1 {
			if d.nodes[n].tag == tagA && d.nodes[n].parent == d.nodes[it.node].parent {
				for _, v := range []string{d.attr(n, keyID), d.attr(n, keyName)} {
					if v := shortID(v); v != "" {
						return v
					}
				}
			}
			if d.nodes[n].tag != tagNone && d.nodes[n].tag != tagA || blackLen(d.run(n)) > 0 {
				break
			}
		}
	}
	for p, k := d.nodes[it.node].parent, 0; p > 0 && k < 3; p, k = d.nodes[p].parent, k+1 {
		if i > 0 && items[i-1].from >= p || i+1 < len(items) && items[i+1].from < d.nodes[p].end && !d.inside(items[i+1].from, it.node) {
			break
		}
		if v := d.attr(p, keyID); len(idPrefix(v)) > 2 && shortID(v) != "" && len(items) > 1 {
			return shortID(v)
		}
	}
	found := ""
	steps := 0
	s.own(items, i, func(n int32) bool {
		if steps++; found != "" || steps > 60 {
			return false
		}
		if d.nodes[n].tag == tagNone {
			return true
		}
		if v := shortID(d.attr(n, keyID)); v != "" {
			found = v
		} else if v := d.attr(n, keyName); d.nodes[n].tag == tagA && e.span && allDigits(v) {
			found = v
		} else if d.nodes[n].tag == tagA {
			found = shortID(d.attr(n, keyName))
		}
		return true
	})
	if found != "" {
		return found
	}
	if j := strings.LastIndexByte(f.link, '#'); j >= 0 {
		return shortID(f.link[j+1:])
	}
	return ""
}

var idPrefixes = []string{"li-comment-", "div-comment-", "dsq-comment-", "comment-item-", "comment_id_", "commentid_", "comment-id-", "comment_", "comments-", "comment-", "comment", "Comment_", "Comment-", "ljcmt", "cmt-", "cmt", "issuecomment-",
	"discussioncomment-", "js-post-", "post_", "post-", "post", "isso-", "tree_", "elComment_", "msg-", "msg", "comm-", "comm_", "c_", "c-", "c", "t", "p", "message-", "reply-", "r-", "kommentar-", "kommentar", "pid_", "pid", "id-", "d-comment-"}

func idPrefix(id string) string {
	for _, p := range idPrefixes {
		if strings.HasPrefix(id, p) && len(id) > len(p) {
			return p
		}
	}
	return ""
}

// shortID strips what says "comment" from an element's id. It is "" for an id
// that names no comment.
func shortID(id string) string {
	p := idPrefix(id)
	if p == "" {
		if len(id) >= 4 && len(id) < 20 && allDigits(id) {
			return id
		}
		return ""
	}
	rest := id[len(p):]
	if len(rest) > 64 {
		return ""
	}
	if allDigits(rest) {
		return rest
	}
	// TypePad, Lobsters and the like number in base 16 or 36.
	if len(p) >= 2 && len(rest) >= 6 && rest[0] != '-' {
		digits := 0
		for i := range len(rest) {
			switch c := rest[i]; {
			case c >= '0' && c <= '9':
				digits++
			case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c == '-', c == '_':
			default:
				return ""
			}
		}
		if digits >= 1 {
			return rest
		}
	}
	return ""
}

// details fills what few pages state; false when there is nothing.
func (s *survey) details(dt *thread.Details, it *item, f *fields, root *url.URL) bool {
	d := s.d
	any := false
	link := f.link
	if v := d.attr(it.node, keyPermalink); v != "" {
		link = v
	}
	if link != "" && len(link) < 2048 {
		if u, err := url.Parse(strings.TrimSpace(link)); err == nil {
			if root != nil {
				u = root.ResolveReference(u)
			}
			if u.Scheme == "http" || u.Scheme == "https" || u.Scheme == "" {
				dt.URL, any = u.String(), true
			}
		}
	}
	score := d.attr(it.node, keyScore)
	if score == "" && f.score >= 0 {
		for _, k := range []key{keyDataScore, keyContent, keyTitle} {
			if v := d.attr(f.score, k); v != "" && isNumber(v) {
				score = v
				break
			}
		}
		if score == "" {
			score = d.plain(f.score, 40)
		}
	}
	if score == "" {
		score = d.attr(it.node, keyDataScore)
	}
	if v, ok := leadingNumber(score); ok {
		dt.Score, dt.HasScore, any = v, true, true
	}
	if f.replyTo != "" {
		dt.ReplyTo, any = f.replyTo, true
	}
	if v := d.attr(it.node, keyDataUserid); v != "" {
		dt.AuthorID, any = v, true
	}
	if v := d.attr(it.node, keyLang); v != "" {
		dt.Lang, any = v, true
	}
	return any
}

func isNumber(v string) bool { _, ok := leadingNumber(v); return ok }

// leadingNumber reads "-3 points", "1,204", "+5", "1.2k".
func leadingNumber(v string) (float64, bool) {
	v = strings.TrimLeft(v, " (")
	sign := 1.0
	switch {
	case strings.HasPrefix(v, "-"), strings.HasPrefix(v, "−"), strings.HasPrefix(v, "–"):
		sign = -1
		v = strings.TrimLeft(v, "-−–")
	case strings.HasPrefix(v, "+"):
		v = v[1:]
	}
	i := 0
	num := make([]byte, 0, 12)
	for i < len(v) && i < 16 && (v[i] >= '0' && v[i] <= '9' || v[i] == ',' || v[i] == '.') {
		if v[i] != ',' {
			num = append(num, v[i])
		}
		i++
	}
	f, err := strconv.ParseFloat(string(num), 64)
	if err != nil {
		return 0, false
	}
	if i < len(v) && (v[i] == 'k' || v[i] == 'K') {
		f *= 1000
	}
	return sign * f, true
}
