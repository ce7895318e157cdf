package webpage

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

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
	if c := s.linked(p.URL); len(c) > len(p.Comments) || len(c) == len(p.Comments) && answers(c) > answers(p.Comments) {
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
	if len(items) == 0 || e.weak && s.elsewhere(items) {
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
		if out[i].Kind == thread.Pingback {
			good++
		} else if c := &out[i]; (c.Text != "" || c.Status != thread.Visible) && (c.Author != "" || !c.Time.IsZero() || c.Status != thread.Visible) {
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
		if fs[i].authorName == "" && (e.name == "generic" || (e.name == "wordpress" || e.name == "comments") && fs[i].body >= 0 && fs[i].bodyRank <= 4) {
			s.looseAuthor(e, items, i, &fs[i])
			s.narrow(items, i, &fs[i], memo)
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
	s.towards(items, fs)
	ord := orderOf(samples, s.lang)
	var root *url.URL
	if base != "" {
		root, _ = url.Parse(base)
	}
	out := make([]thread.Comment, 0, len(items))
	prov := make([]thread.Provenance, len(items))
	details := make([]thread.Details, len(items))
	at := make([]int32, len(items))   // index in out, -1 dropped
	near := make([]int32, len(items)) // the same of the nearest item at or above that was not
	ids := make(map[string]int32, len(items))
	for i := range items {
		it, f := &items[i], &fs[i]
		at[i], near[i] = -1, -1
		if it.parent >= 0 {
			near[i] = near[it.parent]
		}
		var c thread.Comment
		c.Text = s.textOf(e, items, i, f, memo)
		c.Author = clean(f.authorName)
		if i := strings.Index(c.Author, " ( "); i > 0 && e.name == "slashdot" {
			c.Author = c.Author[:i] // the person's number
		}
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
			if o := &out[j]; o.Text == c.Text && o.Author == c.Author && o.Time.Equal(c.Time) {
				at[i], near[i] = j, j // the same comment printed twice
				continue
			}
			c.ID = ""
		}
		if c.ID == "" {
			c.ID = "c" + strconv.Itoa(len(out)+1)
		}
		ids[c.ID] = int32(len(out))
		above := near[i]
		at[i], near[i] = int32(len(out)), int32(len(out))
		c.Line, c.Pos = d.line(it.node), int64(d.nodes[it.node].pos)
		if !e.flat {
			displayed(&c, &prov[i], above, out)
		}
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
	s.states(items, fs, at, out, base)
	return out
}

func (s *survey) kind(it *item) thread.Kind {
	c := s.d.attr(it.node, keyClass)
	if hasToken(c, "pingback") || hasToken(c, "trackback") {
		return thread.Pingback
	}
	return thread.Reply
}
