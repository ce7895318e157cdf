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
		src, from, to, odd := m.Source()
		if src != nil {
			r.src = src
		}
		kind := m.Kind()
		if kind == jsontree.Array {
			kind = jsontree.Object
		}
		r.f[which] = field{int32(from), int32(to), kind, odd}
	}
}

// span is a piece of the text that fill gathers.
type span struct{ from, to int }

// fill turns x.rec into a comment. The strings of the comment share one piece
// of memory.
func (x *reader) fill(c *thread.Comment) error {
	r := &x.rec
	post := r.f[fBody].kind != jsontree.String
	if post && r.f[fTitle].kind != jsontree.String && r.f[fSelftext].kind != jsontree.String && r.f[fID].kind <= jsontree.Null {
		return errNoComment
	}
	if post && r.f[fTitle].kind != jsontree.String && r.f[fLink].kind > jsontree.Null {
		post = false // a comment whose text is missing
	}

	x.text = x.text[:0]
	var id, link, parent, title, body span
	if id = x.thing(fID); id.from == id.to {
		id = x.thing(fName)
	}
	author := x.plain(fAuthor)
	authorID := x.plain(fAuthorID)
	if post {
		title = x.markdown(fTitle)
		body = x.markdown(fSelftext)
	} else {
		link = x.thing(fLink)
		parent = x.parent(fParent)
		body = x.markdown(fBody)
	}
	url := span{len(x.text), len(x.text)}
	if p := r.raw(fPermalink); r.f[fPermalink].kind == jsontree.String && len(p) > 0 {
		if p[0] == '/' {
			x.text = append(x.text, site...)
		}
		x.plain(fPermalink)
		url.to = len(x.text)
	}
	all := x.keep()

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
	r.when(fCreated).Set(c)
	if !post && r.f[fDepth].kind == jsontree.Number {
		if n, ok := r.small(fDepth); ok && n >= 0 && n < 1<<30 && (n == 0) == (c.Parent == "") {
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
	if r.f[fScore].kind == jsontree.Number {
		d.Score, d.HasScore = r.number(fScore)
	}
	if r.f[fEdited].kind == jsontree.Number {
		d.Edited = r.when(fEdited).Time
	}
	for _, f := range [...]int{fRetrieved, fRetrieved2, fMetaRetrieved} {
		if r.f[f].kind <= jsontree.Null {
			continue
		}
		if t := r.when(f).Time; t.After(d.Retrieved) {
			d.Retrieved = t
		}
	}
	if *d != (thread.Details{}) {
		c.Details = d
		x.slab = x.slab[1:]
	}
	return nil
}

// keep returns x.text as a string that shares its memory with the strings of
// the comments before and after: a Builder never moves what fits its capacity.
func (x *reader) keep() string {
	if x.kept.Len()+len(x.text) > x.kept.Cap() {
		x.kept = strings.Builder{}
		x.kept.Grow(max(keptBytes, len(x.text)))
	}
	from := x.kept.Len()
	x.kept.Write(x.text)
	return x.kept.String()[from:]
}

// keptBytes is how much memory a comment may keep alive beyond its own.
const keptBytes = 8 << 10

// plain appends a string.
func (x *reader) plain(which int) span {
	from := len(x.text)
	if f := &x.rec.f[which]; f.kind == jsontree.String {
		if f.odd {
			x.text = jsontree.AppendUnquoted(x.text, x.rec.raw(which))
		} else {
			x.text = append(x.text, x.rec.raw(which)...)
		}
	}
	return span{from, len(x.text)}
}

// markdown appends a string, the three references that the API writes for
// characters of HTML resolved.
func (x *reader) markdown(which int) span {
	at := x.plain(which)
	text := x.text[at.from:]
	k := bytes.IndexByte(text, '&')
	if k < 0 {
		return at
	}
	n := k
	for {
		rest := text[k:]
		switch {
		case bytes.HasPrefix(rest, []byte("&gt;")):
			text[n] = '>'
			k += 4
		case bytes.HasPrefix(rest, []byte("&lt;")):
			text[n] = '<'
			k += 4
		case bytes.HasPrefix(rest, []byte("&amp;")):
			text[n] = '&'
			k += 5
		default:
			text[n] = '&'
			k++
		}
		n++
		next := bytes.IndexByte(text[k:], '&')
		if next < 0 {
			n += copy(text[n:], text[k:])
			break
		}
		n += copy(text[n:], text[k:k+next])
		k += next
	}
	at.to = at.from + n
	x.text = x.text[:at.to]
	return at
}

// thing appends an ID without the "t1_" that comments may have.
func (x *reader) thing(which int) span {
	from := len(x.text)
	switch x.rec.f[which].kind {
	case jsontree.Number:
		if n, err := strconv.ParseUint(string(x.rec.raw(which)), 10, 64); err == nil && n > 0 {
			x.text = strconv.AppendUint(x.text, n, 36)
		} else if n, err := strconv.ParseFloat(string(x.rec.raw(which)), 64); err == nil && n >= 1 && n < 1<<53 {
			x.text = strconv.AppendUint(x.text, uint64(n), 36)
		}
	case jsontree.String:
		if raw := x.rec.raw(which); len(raw) > 4 && raw[0] > ' ' && raw[len(raw)-1] > ' ' && !x.rec.f[which].odd {
			// Nearly all are plain.
			x.text = append(x.text, bytes.TrimPrefix(raw, []byte("t1_"))...)
			break
		}
		x.plain(which)
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
func (x *reader) parent(which int) span {
	p := x.thing(which)
	if bytes.HasPrefix(x.text[p.from:], []byte("t3_")) {
		x.text = x.text[:p.from]
		p.to = p.from
	}
	return p
}

func (r *record) string(which int) string {
	switch f := &r.f[which]; {
	case f.kind != jsontree.String:
		return ""
	case f.odd:
		return string(jsontree.AppendUnquoted(nil, r.raw(which)))
	}
	return string(r.raw(which))
}

func (r *record) number(which int) (float64, bool) {
	if n, ok := r.small(which); ok {
		return float64(n), true
	}
	n, err := strconv.ParseFloat(string(r.raw(which)), 64)
	return n, err == nil
}

// small reads a whole number of at most 18 digits, which nearly all are.
func (r *record) small(which int) (n int64, ok bool) {
	raw := r.raw(which)
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

func (r *record) when(which int) source.When {
	switch r.f[which].kind {
	case jsontree.Number:
		if n, ok := r.small(which); ok && n > 0 && n < 1e11 {
			return source.When{Time: time.Unix(n, 0).UTC()}
		}
		w, _ := source.Unix(string(r.raw(which)))
		return w
	case jsontree.String:
		w, _ := source.ParseTime(r.string(which))
		return w
	}
	return source.When{}
}

// status returns what the fields beside the text say of a record's fate.
func (r *record) status() thread.Status {
	removal := func(which int) thread.Status {
		switch r.string(which) {
		case "":
			return thread.Visible
		case "deleted", "author":
			return thread.Deleted
		}
		return thread.Removed
	}
	if s := removal(fMetaRemoval); s != thread.Visible {
		return s
	}
	if r.f[fMetaDeleted].kind == jsontree.True || r.f[fMetaInitially].kind == jsontree.True {
		return thread.Deleted
	}
	if s := removal(fRemovedBy); s != thread.Visible {
		return s
	}
	switch {
	case r.f[fSpam].kind == jsontree.True:
		return thread.Spam
	case r.f[fRemoved].kind == jsontree.True:
		return thread.Removed
	case r.f[fCollapsed].kind == jsontree.True:
		return thread.Collapsed
	}
	return thread.Visible
}

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
	if strings.Contains(body, "&#x200") || strings.Contains(body, "&nbsp;") {
		body = inMarkdown.Replace(body)
	}
	return htmltext.Quotes(htmltext.Tidy(body)), thread.Visible
}
