package reddit

import (
	"bytes"
	"strconv"
	"strings"
	"time"

	"github.com/seed-100d3eb7/rejoinder/internal/htmltext"
	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/jsontree"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/source"
)

const site = "https://www.reddit.com"

// fromTree fills r as scan does.
func (r *record) fromTree(v jsontree.Value) {
	r.object(v, false)
	if m := v.Get("_meta"); m.Kind() == jsontree.Object {
		r.object(m, true)
	}
}

func (r *record) object(v jsontree.Value, meta bool) {
	for key, m := range v.Members() {
		which := known([]byte(key), meta)
		if which < 0 {
			continue
		}
		raw, odd := m.Source()
		kind := m.Kind()
		if kind == jsontree.Array {
			kind = jsontree.Object
		}
		r[which] = field{raw, kind, odd}
	}
}

// span is a piece of the text that fill gathers.
type span struct{ from, to int }

// fill turns x.rec into a comment. The strings of the comment share one piece
// of memory.
func (x *reader) fill(c *thread.Comment) error {
	r := &x.rec
	post := r[fBody].kind != jsontree.String
	if post && r[fTitle].kind != jsontree.String && r[fSelftext].kind != jsontree.String && r[fID].kind <= jsontree.Null {
		return errNoComment
	}
	if post && r[fTitle].kind != jsontree.String && r[fLink].kind > jsontree.Null {
		post = false // a comment whose text is missing
	}

	x.text = x.text[:0]
	var id, link, parent, title, body span
	if id = x.thing(&r[fID]); id.from == id.to {
		id = x.thing(&r[fName])
	}
	author := x.plain(&r[fAuthor])
	authorID := x.plain(&r[fAuthorID])
	if post {
		title = x.plain(&r[fTitle])
		body = x.plain(&r[fSelftext])
	} else {
		link = x.thing(&r[fLink])
		parent = x.parent(&r[fParent])
		body = x.plain(&r[fBody])
	}
	url := span{len(x.text), len(x.text)}
	if p := &r[fPermalink]; p.kind == jsontree.String && len(p.raw) > 0 {
		if p.raw[0] == '/' {
			x.text = append(x.text, site...)
		}
		x.plain(p)
		url.to = len(x.text)
	}
	all := string(x.text)

	c.ID = all[id.from:id.to]
	c.Parent = all[parent.from:parent.to]
	if c.Author = htmltext.Line(all[author.from:author.to]); c.Author == "[deleted]" || c.Author == "[removed]" {
		c.Author = ""
	}
	c.Thread = all[link.from:link.to]
	if post {
		c.Kind = thread.Post
		if c.ID != "" {
			if !strings.HasPrefix(c.ID, "t3_") {
				c.ID = "t3_" + c.ID
			}
			c.Thread = c.ID
		}
	}
	c.Text, c.Status = normal(all[body.from:body.to])
	if c.Status == thread.Visible {
		c.Status = r.status()
	}
	if t := &r[fCreated]; t.kind == jsontree.Number || t.kind == jsontree.String {
		t.when().Set(c)
	}
	if d := &r[fDepth]; d.kind == jsontree.Number && !post {
		if n, err := strconv.Atoi(string(d.raw)); err == nil && n >= 0 && n < 1<<30 && (n == 0) == (c.Parent == "") {
			c.Level = int32(n) + 1
		}
	}

	if len(x.slab) == 0 {
		x.slab = make([]thread.Details, 16)
	}
	d := &x.slab[0]
	d.AuthorID = all[authorID.from:authorID.to]
	d.URL = all[url.from:url.to]
	d.Title = htmltext.Line(all[title.from:title.to])
	if s := &r[fScore]; s.kind == jsontree.Number {
		d.Score, d.HasScore = s.number()
	}
	if e := &r[fEdited]; e.kind == jsontree.Number {
		d.Edited = e.when().Time
	}
	for _, f := range [...]int{fRetrieved, fRetrieved2, fMetaRetrieved} {
		if t := r[f].when().Time; t.After(d.Retrieved) {
			d.Retrieved = t
		}
	}
	if *d != (thread.Details{}) {
		c.Details = d
		x.slab = x.slab[1:]
	}
	return nil
}

// plain appends a string.
func (x *reader) plain(f *field) span {
	from := len(x.text)
	if f.kind == jsontree.String {
		if f.odd {
			x.text = jsontree.AppendUnquoted(x.text, f.raw)
		} else {
			x.text = append(x.text, f.raw...)
		}
	}
	return span{from, len(x.text)}
}

// thing appends an ID without the "t1_" that comments may have.
func (x *reader) thing(f *field) span {
	from := len(x.text)
	switch f.kind {
	case jsontree.Number:
		if n, err := strconv.ParseUint(string(f.raw), 10, 64); err == nil && n > 0 {
			x.text = strconv.AppendUint(x.text, n, 36)
		} else if n, err := strconv.ParseFloat(string(f.raw), 64); err == nil && n >= 1 && n < 1<<53 {
			x.text = strconv.AppendUint(x.text, uint64(n), 36)
		}
	case jsontree.String:
		x.plain(f)
		raw := bytes.TrimSpace(x.text[from:])
		raw = bytes.TrimPrefix(raw, []byte("t1_"))
		if len(raw) <= 4 && source.NoID(string(raw)) {
			raw = nil
		}
		x.text = append(x.text[:from], raw...)
	}
	return span{from, len(x.text)}
}

// parent appends the ID of the comment answered, nothing where that is a
// submission.
func (x *reader) parent(f *field) span {
	p := x.thing(f)
	if bytes.HasPrefix(x.text[p.from:], []byte("t3_")) {
		x.text = x.text[:p.from]
		p.to = p.from
	}
	return p
}

func (f *field) string() string {
	if f.kind != jsontree.String {
		return ""
	}
	if f.odd {
		return string(jsontree.AppendUnquoted(nil, f.raw))
	}
	return string(f.raw)
}

func (f *field) number() (float64, bool) {
	if n, ok := f.small(); ok {
		return float64(n), true
	}
	n, err := strconv.ParseFloat(string(f.raw), 64)
	return n, err == nil
}

// small reads a whole number of at most 18 digits, which nearly all are.
func (f *field) small() (n int64, ok bool) {
	raw := f.raw
	negative := len(raw) > 1 && raw[0] == '-'
	if negative {
		raw = raw[1:]
	}
	if len(raw) == 0 || len(raw) > 18 {
		return 0, false
	}
	for _, c := range raw {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int64(c-'0')
	}
	if negative {
		n = -n
	}
	return n, true
}

func (f *field) when() source.When {
	if f.kind == jsontree.Number {
		if n, ok := f.small(); ok && n > 0 && n < 1e11 {
			return source.When{Time: time.Unix(n, 0).UTC()}
		}
		w, _ := source.Unix(string(f.raw))
		return w
	}
	if f.kind != jsontree.String {
		return source.When{}
	}
	w, _ := source.ParseTime(f.string())
	return w
}

// status returns what the fields beside the text say of a record's fate.
func (r *record) status() thread.Status {
	removal := func(f *field) thread.Status {
		switch f.string() {
		case "":
			return thread.Visible
		case "deleted", "author":
			return thread.Deleted
		}
		return thread.Removed
	}
	if s := removal(&r[fMetaRemoval]); s != thread.Visible {
		return s
	}
	if r[fMetaDeleted].kind == jsontree.True || r[fMetaInitially].kind == jsontree.True {
		return thread.Deleted
	}
	if s := removal(&r[fRemovedBy]); s != thread.Visible {
		return s
	}
	switch {
	case r[fSpam].kind == jsontree.True:
		return thread.Spam
	case r[fRemoved].kind == jsontree.True:
		return thread.Removed
	case r[fCollapsed].kind == jsontree.True:
		return thread.Collapsed
	}
	return thread.Visible
}

var entities = strings.NewReplacer("&gt;", ">", "&lt;", "<", "&amp;", "&")

// inMarkdown are references that people's editors leave in the Markdown.
var inMarkdown = strings.NewReplacer("&#x200B;", "", "&#x200b;", "", "&nbsp;", " ")

// normal turns a body into text, or into the status that it is a sign of.
func normal(body string) (string, thread.Status) {
	if len(body) > 0 && body[0] == '[' && len(body) < 64 {
		switch s := strings.TrimSpace(body); {
		case s == "[deleted]" || s == "[deleted by user]":
			return "", thread.Deleted
		case s == "[removed]" || s == "[unavailable]" || strings.HasPrefix(s, "[ Removed by "):
			return "", thread.Removed
		}
	}
	if strings.IndexByte(body, '&') >= 0 {
		body = entities.Replace(body)
		if strings.IndexByte(body, '&') >= 0 {
			body = inMarkdown.Replace(body)
		}
	}
	return htmltext.Quotes(htmltext.Tidy(body)), thread.Visible
}
