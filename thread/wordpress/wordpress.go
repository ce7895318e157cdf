// Package wordpress reads WXR, the export format of WordPress, and the dialect
// of it that Disqus imports.
//
// A file holds items (posts, pages, attachments) with their comments inside.
// Elements are known by their local names, because the namespace differs by
// version (export/1.0, 1.1, 1.2).
//
//   - An item with comments gives a Post with the ID "post-" and its post_id:
//     posts and comments count separately. Its comments have that Thread; those
//     that answer the post (comment_parent 0) have no Parent. Items without
//     comments give nothing.
//   - comment_approved 1 is Visible, 0 Pending, spam Spam, trash and
//     post-trashed Removed; the export leaves spam out, not pending or trash.
//   - comment_type pingback and trackback are Pingbacks; types that plug-ins
//     log with (order_note, action_log, …) are System.
//   - Times are comment_date_gmt, else comment_date, which is Floating.
//     "0000-00-00 00:00:00" is unknown.
//   - Text is HTML in which a line feed breaks the line, as the blog shows it.
//     Author names are resolved likewise.
//   - AuthorID is comment_user_id unless 0. E-mail addresses are dropped unless
//     asked for; IP addresses always.
//   - A big site's export comes in several files: parents may be in another.
//
// Comments stand in the order of their IDs, which is not always that of time.
// Of an element given twice in one comment the last counts. Document types are
// skipped, so no entity expands.
package wordpress

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
const Format = "wxr"

// Options say how input is read. Nil means the zero Options.
type Options struct {
	// MaxRecordBytes caps the text of one element; 0 means 32 MiB. A comment
	// with a longer one is a RecordError and the rest is read.
	MaxRecordBytes int
	// Emails puts the e-mail address, in lower case, into AuthorID where the
	// commenter has no account.
	Emails bool
}

// Read yields the posts and comments of r, each post before its comments. A
// [*thread.RecordError] spoils one comment, or tells that the file is cut off;
// any other error is the last pair. It holds one comment at a time.
func Read(r io.Reader, opt *Options) iter.Seq2[thread.Comment, error] {
	if opt == nil {
		opt = &Options{}
	}
	return func(yield func(thread.Comment, error) bool) {
		limit := source.Cap(opt.MaxRecordBytes)
		h := handler{opt: opt, yield: yield}
		xmlscan.Walk(xmlscan.New(r, limit), limit, &h)
	}
}

// The elements that are read, of an item and of a comment.
const (
	none = iota
	title
	link
	postID
	guid
	creator
	content
	postDate
	postDateGMT
	identifier
	id
	author
	email
	date
	dateGMT
	text
	approved
	kind
	parent
	user
	elements
)

func ofItem(name []byte) int {
	switch string(name) {
	case "title":
		return title
	case "link":
		return link
	case "post_id":
		return postID
	case "guid":
		return guid
	case "creator":
		return creator
	case "encoded":
		return content
	case "post_date":
		return postDate
	case "post_date_gmt":
		return postDateGMT
	case "thread_identifier":
		return identifier
	}
	return none
}

func ofComment(name []byte) int {
	rest, ok := strings.CutPrefix(string(name), "comment_")
	if !ok {
		return none
	}
	switch rest {
	case "id":
		return id
	case "author":
		return author
	case "author_email":
		return email
	case "date":
		return date
	case "date_gmt":
		return dateGMT
	case "content":
		return text
	case "approved":
		return approved
	case "type":
		return kind
	case "parent":
		return parent
	case "user_id":
		return user
	}
	return none
}

type handler struct {
	opt   *Options
	yield func(thread.Comment, error) bool

	inItem, inComment bool
	itemPos, pos      int64
	itemLine, line    int
	posted            bool // the item's Post is out
	bad               error
	field             int
	have              [elements]string
	closed            bool // the comment's text has been read to its end
	thread            string
}

func (h *handler) Start(s *xmlscan.Scanner) bool {
	switch name := s.Name(); {
	case string(name) == "item":
		h.comment() // one whose end tag is missing
		h.have = [elements]string{}
		h.inItem, h.posted, h.field = true, false, none
		h.itemPos, h.itemLine = s.Pos()
	case string(name) == "comment" && h.inItem:
		h.comment()
		clear(h.have[id:])
		h.inComment, h.closed, h.field, h.bad = true, false, none, nil
		h.pos, h.line = s.Pos()
	case h.inComment:
		h.field = ofComment(name)
	case h.inItem:
		h.field = ofItem(name)
	default:
		h.field = none
	}
	return h.field != none
}

func (h *handler) End(s *xmlscan.Scanner, b []byte) bool {
	if f := h.field; f != none {
		h.field = none
		switch f {
		case content:
			if string(s.Name()) == "encoded" && len(b) == 0 && h.have[content] != "" {
				return true // an empty excerpt has the same local name
			}
			if h.have[content] != "" {
				return true
			}
		case text:
			h.closed = true
		}
		h.have[f] = source.FromBytes(b)
		return true
	}
	switch string(s.Name()) {
	case "comment":
		return h.comment()
	case "item":
		ok := h.comment()
		h.inItem = false
		return ok
	}
	return true
}

func (h *handler) Fault(err error, last bool) bool {
	if err == source.ErrTooLarge && h.inComment {
		h.bad = err
		return true
	}
	if err == source.ErrTooLarge {
		return h.yield(thread.Comment{}, source.Bad(h.itemPos, h.itemLine, err))
	}
	cut := err == xmlscan.ErrTruncated
	if h.inComment && h.closed && h.bad == nil {
		if !h.comment() {
			return false
		}
	}
	if cut {
		pos, line := h.itemPos, h.itemLine
		if h.inComment {
			pos, line = h.pos, h.line
		}
		err = source.Bad(pos, line, err)
	}
	h.yield(thread.Comment{}, err)
	return false
}

// comment emits the comment that ends.
func (h *handler) comment() bool {
	if !h.inComment {
		return true
	}
	h.inComment = false
	if h.bad != nil {
		return h.yield(thread.Comment{}, source.Bad(h.pos, h.line, h.bad))
	}
	if !h.posted {
		h.posted = true
		if !h.yield(h.post(), nil) {
			return false
		}
	}
	f := &h.have
	c := thread.Comment{
		ID:     source.ID(f[id]),
		Parent: source.ParentID(f[parent]),
		Thread: h.thread,
		Author: name(f[author]),
		Text:   htmltext.TextLines(f[text]),
		Pos:    h.pos,
		Line:   int32(h.line),
		Status: status(f[approved]),
		Kind:   kindOf(f[kind]),
	}
	if c.ID == "0" {
		c.ID = ""
	}
	when(f[dateGMT], f[date]).Set(&c)
	var d thread.Details
	if d.AuthorID = source.ParentID(f[user]); d.AuthorID == "" && h.opt.Emails {
		d.AuthorID = strings.ToLower(htmltext.Line(f[email]))
	}
	if at := htmltext.Line(f[link]); at != "" && c.ID != "" {
		d.URL = at + "#comment-" + c.ID
	}
	if d != (thread.Details{}) {
		c.Details = &d
	}
	return h.yield(c, nil)
}

func (h *handler) post() thread.Comment {
	f := &h.have
	h.thread = ""
	for _, key := range []int{postID, identifier, guid, link, title} {
		if v := htmltext.Line(f[key]); v != "" {
			h.thread = "post-" + v
			break
		}
	}
	c := thread.Comment{
		ID:     h.thread,
		Thread: h.thread,
		Author: name(f[creator]),
		Text:   htmltext.TextLines(f[content]),
		Kind:   thread.Post,
		Pos:    h.itemPos,
		Line:   int32(h.itemLine),
	}
	when(f[postDateGMT], f[postDate]).Set(&c)
	d := thread.Details{Title: htmltext.Line(htmltext.Text(f[title])), URL: htmltext.Line(f[link])}
	if d != (thread.Details{}) {
		c.Details = &d
	}
	return c
}

func name(s string) string {
	if strings.ContainsAny(s, "&<") {
		s = htmltext.Text(s)
	}
	return htmltext.Line(s)
}

func when(gmt, local string) source.When {
	if w, ok := source.ParseTime(gmt); ok {
		w.Floating = false
		return w
	}
	w, _ := source.ParseTime(local)
	return w
}

func status(s string) thread.Status {
	switch strings.TrimSpace(s) {
	case "0", "hold":
		return thread.Pending
	case "spam":
		return thread.Spam
	case "trash", "post-trashed":
		return thread.Removed
	}
	return thread.Visible
}

func kindOf(s string) thread.Kind {
	switch strings.TrimSpace(s) {
	case "pingback", "trackback":
		return thread.Pingback
	case "order_note", "action_log", "webhook_delivery", "import_note":
		return thread.System
	}
	return thread.Reply
}
