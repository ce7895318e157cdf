// Package lemmy reads what the API of Lemmy returns: {"comments": […]} lists,
// single comment views, and {"post_view": …} before them, as documents or one
// a line.
//
//   - The tree is in comment.path, "0.12.15": the IDs from the root to the
//     comment itself. Ancestors that are in no record of the input come at its
//     end as comments of status Missing with their own parents, so that the
//     tree keeps its shape. (The IDs of at most a million comments are
//     remembered for that.)
//   - A post gives a Post with the ID "post-" and its id, once, before its first
//     comment; its comments have that Thread.
//   - deleted is Deleted, removed Removed. Text is Markdown.
//   - Times are UTC, with and without a zone: older servers leave it out.
//   - Author is creator.display_name, or creator.name where that is empty;
//     AuthorID is creator.actor_id.
//
// Of equal names in one object the last counts.
package lemmy

import (
	"cmp"
	"io"
	"iter"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/internal/htmltext"
	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/jsonread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/jsontree"
)

// Format is the name of the format.
const Format = "lemmy"

// Options say how input is read. Nil means the zero Options.
type Options struct {
	// MaxRecordBytes caps one document; 0 means 32 MiB. A larger one is a
	// RecordError.
	MaxRecordBytes int
}

// Read yields the posts and comments of r in the order of the input, Missing
// ancestors at the end. A [*thread.RecordError] spoils one record; any other
// error is the last pair.
func Read(r io.Reader, opt *Options) iter.Seq2[thread.Comment, error] {
	if opt == nil {
		opt = &Options{}
	}
	return jsonread.Each(r, opt.MaxRecordBytes, func(yield jsonread.Yield) (func(*jsontree.Doc, jsontree.Value) bool, func() bool) {
		x := &reader{yield: yield, posts: map[string]bool{}, seen: map[string]bool{}, lost: map[string]thread.Comment{}}
		return x.object, x.missing
	})
}

type reader struct {
	yield jsonread.Yield
	posts map[string]bool
	seen  map[string]bool
	lost  map[string]thread.Comment // ancestors named, not seen so far
	order []string                  // of lost
}

const (
	maxSeen = 1 << 20
	maxPath = 1 << 10 // servers stop at 50
)

func (x *reader) object(doc *jsontree.Doc, v jsontree.Value) bool {
	if p := v.Get("post_view"); p.Kind() == jsontree.Object {
		return x.post(doc, p.Get("post"), p)
	}
	if list := v.Get("comments"); list.Kind() == jsontree.Array {
		for view := range list.Items() {
			if view.Kind() == jsontree.Object && !x.view(doc, view) {
				return false
			}
		}
		return true
	}
	if view := v.Get("comment_view"); view.Kind() == jsontree.Object {
		return x.view(doc, view)
	}
	return x.view(doc, v)
}

func (x *reader) post(doc *jsontree.Doc, p, view jsontree.Value) bool {
	id := p.Get("id").ID()
	if id == "" || x.posts[id] {
		return true
	}
	x.posts[id] = true
	c := doc.Comment(p)
	c.ID = "post-" + id
	c.Thread = c.ID
	c.Kind = thread.Post
	c.Text = htmltext.Quotes(htmltext.Tidy(p.Get("body").Text()))
	d := thread.Details{Title: htmltext.Line(p.Get("name").Text()), URL: htmltext.Line(p.Get("ap_id").Text())}
	if who := view.Get("creator"); who.Get("id").ID() == p.Get("creator_id").ID() && view.Get("comment").Kind() == jsontree.Missing {
		c.Author, d.AuthorID = author(who)
	}
	d.Score, d.HasScore = view.Get("counts").Get("score").Number()
	if view.Get("comment").Kind() != jsontree.Missing {
		d.Score, d.HasScore = 0, false // the comment's
	}
	fill(&c, &d, p)
	return x.yield(c, nil)
}

func (x *reader) view(doc *jsontree.Doc, view jsontree.Value) bool {
	v := view.Get("comment")
	if v.Kind() != jsontree.Object {
		v = view
	}
	path := strings.Split(v.Get("path").Text(), ".")
	id := v.Get("id").ID()
	if id == "" && len(path) > 1 {
		id = path[len(path)-1]
	}
	if v.Get("content").Kind() != jsontree.String && id == "" || v.Get("content").Kind() == jsontree.Missing && !v.Complete() {
		return !v.Complete() || x.yield(thread.Comment{}, doc.Bad(v, "no comment of Lemmy"))
	}
	if p := view.Get("post"); p.Kind() == jsontree.Object && !x.post(doc, p, view) {
		return false
	}
	c := doc.Comment(v)
	c.ID = id
	if post := v.Get("post_id").ID(); post != "" {
		c.Thread = "post-" + post
	}
	if n := len(path); n >= 2 && n <= maxPath && path[0] == "0" && path[n-1] == id {
		c.Level = int32(n - 1)
		if n > 2 {
			c.Parent = path[n-2]
		}
		x.name(path[1:n-1], &c)
	}
	var d thread.Details
	c.Author, d.AuthorID = author(view.Get("creator"))
	if t := v.Get("content").Text(); t != "*Permananently Deleted*" && t != "*Permanently Deleted*" {
		c.Text = htmltext.Quotes(htmltext.Tidy(t))
	}
	d.URL = htmltext.Line(v.Get("ap_id").Text())
	d.Score, d.HasScore = view.Get("counts").Get("score").Number()
	fill(&c, &d, v)
	if len(x.seen) < maxSeen {
		x.seen[c.ID] = true
	}
	return x.yield(c, nil)
}

// name takes down the ancestors of a comment that have not been seen.
func (x *reader) name(path []string, c *thread.Comment) {
	if len(x.seen) >= maxSeen || len(x.order) >= maxSeen {
		return
	}
	for i := len(path) - 1; i >= 0; i-- {
		id := path[i]
		if _, named := x.lost[id]; named || x.seen[id] || id == "" {
			return // and so its own ancestors
		}
		m := thread.Comment{ID: id, Thread: c.Thread, Status: thread.Missing, Level: int32(i + 1), Pos: c.Pos, Line: c.Line}
		if i > 0 {
			m.Parent = path[i-1]
		}
		x.lost[id] = m
		x.order = append(x.order, id)
	}
}

func (x *reader) missing() bool {
	for _, id := range x.order {
		if !x.seen[id] && !x.yield(x.lost[id], nil) {
			return false
		}
	}
	return true
}

func author(v jsontree.Value) (name, id string) {
	return cmp.Or(htmltext.Line(v.Get("display_name").Text()), htmltext.Line(v.Get("name").Text())), htmltext.Line(v.Get("actor_id").Text())
}

func fill(c *thread.Comment, d *thread.Details, v jsontree.Value) {
	if w, ok := v.First("published", "published_at").When(); ok {
		w.Floating = false
		w.Set(c)
	}
	if w, ok := v.First("updated", "updated_at").When(); ok {
		d.Edited = w.Time
	}
	switch {
	case v.Get("deleted").Bool():
		c.Status = thread.Deleted
	case v.Get("removed").Bool():
		c.Status = thread.Removed
	}
	c.Details = jsonread.Details(*d)
}
