// Package disqus reads the XML that Disqus exports.
//
// A file holds categories, threads (pages with comments) and posts (comments),
// in this order by the documentation, in any order in practice. The key of
// each is the attribute dsq:id; the element id is the site's own and often
// empty.
//
//   - A thread with comments gives a Post, with the ID "thread-" and its dsq:id,
//     before the first of them where it stands before them in the file; its
//     comments have that Thread. Comments without a parent element answer it.
//   - isDeleted is Deleted, isSpam Spam. Deleted comments keep their text.
//   - Times with and without Z are UTC, as Disqus says its times are.
//   - Text is HTML. Author is the name shown, AuthorID the user name where
//     there is one. E-mail addresses are dropped unless asked for, IP addresses
//     always.
//
// Of an element given twice in one post the last counts. Document types are
// skipped, so no entity expands. The titles and links of threads are kept in
// memory while a file is read.
package disqus

import (
	"io"
	"iter"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/internal/htmltext"
	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/source"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/xmlscan"
)

// Format is the name of the format.
const Format = "disqus"

// Options say how input is read. Nil means the zero Options.
type Options struct {
	// MaxRecordBytes caps the text of one element; 0 means 32 MiB. A post with
	// a longer one is a RecordError and the rest is read.
	MaxRecordBytes int
	// Emails puts the e-mail address, in lower case, into AuthorID where the
	// author has no user name.
	Emails bool
}

// Read yields the threads and posts of r in the order of the file. A
// [*thread.RecordError] spoils one post, or tells that the file is cut off; any
// other error is the last pair.
func Read(r io.Reader, opt *Options) iter.Seq2[thread.Comment, error] {
	if opt == nil {
		opt = &Options{}
	}
	return func(yield func(thread.Comment, error) bool) {
		limit := source.Cap(opt.MaxRecordBytes)
		h := handler{opt: opt, yield: yield, pages: map[string]*thread.Comment{}}
		xmlscan.Walk(xmlscan.New(r, limit), limit, &h)
	}
}

type handler struct {
	opt   *Options
	yield func(thread.Comment, error) bool
	pages map[string]*thread.Comment // threads whose Post is not out yet

	open   byte // 'p' in a post, 't' in a thread, 0 outside
	nested bool // in the author of it
	pos    int64
	line   int
	bad    error
	field  string
	have   fields
}

// fields are the texts of a post or thread.
type fields struct {
	id, message, created, name, email, user, title, link string
	thread, parent                                       string
	deleted, spam, closed                                bool
}

func (h *handler) Start(s *xmlscan.Scanner) bool {
	name := string(s.Name())
	h.field = ""
	switch {
	case name == "post" || name == "thread" && h.open != 'p':
		h.finish()
		h.have = fields{id: source.ID(s.Attr("dsq:id"))}
		h.open, h.nested, h.bad = name[0], false, nil
		h.pos, h.line = s.Pos()
	case h.open == 0:
	case name == "author":
		h.nested = true
	case name == "thread":
		h.have.thread = source.ID(s.Attr("dsq:id"))
	case name == "parent":
		h.have.parent = source.ParentID(s.Attr("dsq:id"))
	case h.nested == (name == "name" || name == "email" || name == "username"):
		switch name {
		case "message", "createdAt", "isDeleted", "isSpam", "name", "email", "username", "title", "link":
			h.field = name
		}
	}
	return h.field != ""
}

func (h *handler) End(s *xmlscan.Scanner, b []byte) bool {
	if h.field != "" {
		h.set(source.FromBytes(b))
		h.field = ""
		return true
	}
	switch name := string(s.Name()); {
	case name == "author":
		h.nested = false
	case name == "post" && h.open == 'p', name == "thread" && h.open == 't':
		return h.finish()
	}
	return true
}

func (h *handler) set(v string) {
	f := &h.have
	switch h.field {
	case "message":
		f.message, f.closed = v, true
	case "createdAt":
		f.created = v
	case "isDeleted":
		f.deleted = strings.TrimSpace(v) == "true"
	case "isSpam":
		f.spam = strings.TrimSpace(v) == "true"
	case "name":
		f.name = v
	case "email":
		f.email = v
	case "username":
		f.user = v
	case "title":
		f.title = v
	case "link":
		f.link = v
	}
}

func (h *handler) Fault(err error, last bool) bool {
	if err == source.ErrTooLarge {
		if h.open != 0 {
			h.bad = err
			return true
		}
		return h.yield(thread.Comment{}, source.Bad(-1, 0, err))
	}
	if h.open == 'p' && h.have.closed && !h.finish() {
		return false
	}
	if err == xmlscan.ErrTruncated {
		err = source.Bad(h.pos, h.line, err)
	}
	h.yield(thread.Comment{}, err)
	return false
}

// finish emits the post, or keeps the thread, that ends.
func (h *handler) finish() bool {
	open := h.open
	h.open, h.nested, h.field = 0, false, ""
	f := &h.have
	switch {
	case open == 0:
		return true
	case h.bad != nil:
		return h.yield(thread.Comment{}, source.Bad(h.pos, h.line, h.bad))
	case open == 't':
		if f.id != "" && (f.title != "" || f.link != "" || f.created != "") {
			c := h.comment()
			c.ID = "thread-" + f.id
			c.Thread = c.ID
			c.Kind = thread.Post
			if c.Details == nil {
				c.Details = &thread.Details{}
			}
			c.Details.Title, c.Details.URL = htmltext.Line(htmltext.Text(f.title)), htmltext.Line(f.link)
			h.pages[f.id] = &c
		}
		return true
	}
	if post := h.pages[f.thread]; post != nil {
		delete(h.pages, f.thread)
		if !h.yield(*post, nil) {
			return false
		}
	}
	c := h.comment()
	c.Parent = f.parent
	if f.thread != "" {
		c.Thread = "thread-" + f.thread
	}
	return h.yield(c, nil)
}

func (h *handler) comment() thread.Comment {
	f := &h.have
	c := thread.Comment{
		ID:     f.id,
		Author: htmltext.Line(f.name),
		Text:   htmltext.Text(f.message),
		Pos:    h.pos,
		Line:   int32(h.line),
	}
	if w, ok := source.ParseTime(f.created); ok {
		w.Floating = false
		w.Set(&c)
	}
	switch {
	case f.deleted:
		c.Status = thread.Deleted
	case f.spam:
		c.Status = thread.Spam
	}
	who := htmltext.Line(f.user)
	if who == "" && h.opt.Emails {
		who = strings.ToLower(htmltext.Line(f.email))
	}
	if who != "" {
		c.Details = &thread.Details{AuthorID: who}
	}
	return c
}
