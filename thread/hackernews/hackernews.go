// Package hackernews reads Hacker News items, in the two forms in which its
// interfaces give them. [Read] tells them apart record by record.
//
// # Firebase
//
// Items {id, type, by, time, text, parent, kids, title, url, score, deleted,
// dead}, one a line, in an array, or as the values of an object. They are flat:
// the story of a comment is found through its ancestors, which in dumps stand
// before it; a comment that stands before its parent is held until that comes
// (65,536 comments or 64 MiB of text at most), and one whose parent is not in
// the input keeps the parent's ID, its Thread being the earliest ancestor
// named. kids is the order of ranking, not of time, and is not used.
//
// # Algolia
//
// Items {id, type, author, created_at_i, text, parent_id, story_id, children}
// nested, and hits of its search {objectID, comment_text, story_id, …}.
//
// # Fields
//
//   - Stories, jobs and polls are Posts; comments that answer one have no
//     Parent. IDs are the numbers as they stand; all items count in one series.
//     Options of polls are System.
//   - A deleted item has neither author nor text and status Deleted, or in
//     Algolia's form an author of null; a dead one is Removed.
//   - Text is HTML whose first paragraph has no tag. Times are seconds in UTC.
//
// Of equal names in one object the last counts.
package hackernews

import (
	"io"
	"iter"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/internal/htmltext"
	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/jsonread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/jsontree"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/roots"
)

// Names of the two forms that Read takes.
const (
	Format        = "hackernews" // Firebase
	FormatAlgolia = "hackernews-algolia"
)

// Options say how input is read. Nil means the zero Options.
type Options struct {
	// MaxRecordBytes caps one item, in Algolia's form with all below it; 0
	// means 32 MiB. A larger one is a RecordError and the rest is read.
	MaxRecordBytes int
}

// Read yields the items of r, nested ones depth first. A [*thread.RecordError]
// spoils one record; any other error is the last pair.
func Read(r io.Reader, opt *Options) iter.Seq2[thread.Comment, error] {
	if opt == nil {
		opt = &Options{}
	}
	return jsonread.Each(r, opt.MaxRecordBytes, func(yield jsonread.Yield) (func(*jsontree.Doc, jsontree.Value) bool, func() bool) {
		x := &reader{roots: roots.Finder{Yield: yield}}
		return x.object, x.roots.Flush
	})
}

type reader struct{ roots roots.Finder }

func (x *reader) object(doc *jsontree.Doc, v jsontree.Value) bool {
	switch {
	case v.Get("hits").Kind() == jsontree.Array:
		for hit := range v.Get("hits").Items() {
			if !x.nested(doc, hit) {
				return false
			}
		}
		return true
	case v.Get("children").Kind() == jsontree.Array, v.Get("created_at").Kind() != jsontree.Missing,
		v.Get("created_at_i").Kind() != jsontree.Missing, v.Get("objectID").Kind() != jsontree.Missing:
		return x.nested(doc, v)
	case v.Get("id").ID() != "":
		return x.item(doc, v)
	}
	// Items as the values of an object.
	found := false
	c := v.Cursor()
	for m, ok := c.Next(); ok; m, ok = c.Next() {
		if m.Get("id").ID() != "" {
			found = true
			if !x.item(doc, m) {
				return false
			}
		}
	}
	if !found && v.Complete() {
		return x.roots.Yield(thread.Comment{}, doc.Bad(v, "no item of Hacker News"))
	}
	return true
}

// item takes an item in Firebase's form.
func (x *reader) item(doc *jsontree.Doc, v jsontree.Value) bool {
	c := doc.Comment(v)
	c.ID = v.Get("id").ID()
	c.Author = htmltext.Line(v.Get("by").Text())
	c.Parent = v.First("parent", "poll").ID()
	w, _ := v.Get("time").When()
	w.Set(&c)
	fill(&c, v, v.Get("text").Text(), "score")
	if v.Get("deleted").Bool() {
		c.Status, c.Author, c.Text = thread.Deleted, "", ""
	}
	return x.roots.Add(c)
}

// nested takes an item in Algolia's form with all below it.
func (x *reader) nested(doc *jsontree.Doc, root jsontree.Value) bool {
	type frame struct {
		children jsontree.Cursor
		id       string
		post     bool
	}
	story := root.Get("story_id").ID()
	var stack []frame
	v, ok := root, true
	for {
		if ok && v.Kind() == jsontree.Object {
			c := doc.Comment(v)
			c.ID = v.First("id", "objectID").ID()
			c.Author = htmltext.Line(v.Get("author").Text())
			c.Parent = v.Get("parent_id").ID()
			w, known := v.Get("created_at_i").When()
			if !known {
				w, _ = v.Get("created_at").When()
			}
			w.Set(&c)
			fill(&c, v, v.First("text", "comment_text", "story_text").Text(), "points")
			if c.Author == "" && c.Text == "" && c.Kind == thread.Reply && v.Get("author").Kind() == jsontree.Null {
				c.Status = thread.Deleted
			}
			if len(stack) > 0 {
				up := stack[len(stack)-1]
				if c.Parent == "" {
					c.Parent = up.id
				}
				if up.post && c.Parent == up.id {
					c.Parent = ""
				}
			} else if c.Kind == thread.Post {
				story = c.ID
			}
			if c.Thread = v.Get("story_id").ID(); c.Thread == "" {
				c.Thread = story
			}
			if c.Thread == "" {
				c.Thread = c.ID
			}
			if c.Parent == c.Thread {
				c.Parent = ""
			}
			if c.Kind == thread.Post {
				c.Parent = ""
			}
			if (c.ID != "" || c.Text != "") && !x.roots.Yield(c, nil) {
				return false
			}
			stack = append(stack, frame{v.Get("children").Cursor(), c.ID, c.Kind == thread.Post})
		}
		for len(stack) > 0 {
			if v, ok = stack[len(stack)-1].children.Next(); ok {
				break
			}
			stack = stack[:len(stack)-1]
		}
		if len(stack) == 0 {
			return true
		}
	}
}

// fill sets what both forms share.
func fill(c *thread.Comment, v jsontree.Value, text, score string) {
	switch strings.TrimSpace(text) {
	case "[deleted]":
		c.Status, text = thread.Deleted, ""
	case "[dead]", "[flagged]":
		c.Status, text = thread.Removed, ""
	default:
		c.Text = htmltext.Text(text)
	}
	title := htmltext.Line(htmltext.Text(v.Get("title").Text()))
	switch v.Get("type").Text() {
	case "story", "job", "poll", "ask", "show":
		c.Kind = thread.Post
	case "pollopt":
		c.Kind = thread.System
	case "":
		if title != "" && v.Get("parent").ID() == "" && v.Get("parent_id").ID() == "" {
			c.Kind = thread.Post
		}
	}
	if v.Get("dead").Bool() && c.Status == thread.Visible {
		c.Status = thread.Removed
	}
	var d thread.Details
	d.Title = title
	d.Score, d.HasScore = v.Get(score).Number()
	if c.Kind == thread.Post {
		d.URL = htmltext.Line(v.Get("url").Text())
	} else if c.ID != "" {
		d.URL = "https://news.ycombinator.com/item?id=" + c.ID
	}
	if d != (thread.Details{}) {
		c.Details = &d
	}
}
