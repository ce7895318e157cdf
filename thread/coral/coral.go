// Package coral reads comments of Coral (Talk): documents of its Mongo
// database, one a line or in an array, and GraphQL answers with
// comments.nodes or edges.
//
//   - Mongo: id, storyID, authorID, parentID, ancestorIDs, revisions[{id, body,
//     createdAt}], status, createdAt, actionCounts. The body is that of the last
//     revision; Edited is set where there are several. Extended JSON
//     ({"$date": …}, {"$oid": …}) is understood.
//   - GraphQL: id, body, createdAt, author{id, username}, parent{id}, story{id,
//     url}, status, replies{edges[{node}]}.
//   - Thread is the story's ID. There is no Post. Mongo's comments have an
//     AuthorID and no Author, the name being in another collection.
//   - status NONE, APPROVED and SYSTEM_WITHHELD: the last is Pending, as is
//     PREMOD; REJECTED is Removed. A comment whose author deleted the account
//     has no text and is Deleted.
//   - Text is HTML. Score is the count of reactions.
//
// Of equal names in one object the last counts.
package coral

import (
	"io"
	"iter"

	"github.com/seed-100d3eb7/rejoinder/internal/htmltext"
	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/jsonread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/jsontree"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/source"
)

// Format is the name of the format.
const Format = "coral"

// Options say how input is read. Nil means the zero Options.
type Options struct {
	// MaxRecordBytes caps one comment or one GraphQL answer; 0 means 32 MiB. A
	// larger one is a RecordError.
	MaxRecordBytes int
}

// Read yields the comments of r in the order of the input, nested replies depth
// first. A [*thread.RecordError] spoils one record; any other error is the last
// pair.
func Read(r io.Reader, opt *Options) iter.Seq2[thread.Comment, error] {
	if opt == nil {
		opt = &Options{}
	}
	return jsonread.Each(r, opt.MaxRecordBytes, func(yield jsonread.Yield) (func(*jsontree.Doc, jsontree.Value) bool, func() bool) {
		x := reader{yield}
		return x.object, nil
	})
}

type reader struct{ yield jsonread.Yield }

// frame is a list of comments being walked.
type frame struct {
	list   jsontree.Cursor
	parent string
}

func (x reader) object(doc *jsontree.Doc, v jsontree.Value) bool {
	if data := v.Get("data"); data.Kind() == jsontree.Object {
		v = data
	}
	story := v.First("story", "stream")
	list := story.Get("comments")
	if list.Kind() == jsontree.Missing {
		list = v.Get("comments")
	}
	if list.Kind() == jsontree.Missing {
		c, ok := read(doc, v, "", "")
		if !ok {
			return !v.Complete() || x.yield(thread.Comment{}, doc.Bad(v, "no comment of Coral"))
		}
		return x.yield(c, nil) && x.walk(doc, v.Get("replies"), c.Thread, c.ID)
	}
	return x.walk(doc, list, story.Get("id").ID(), "")
}

func (x reader) walk(doc *jsontree.Doc, list jsontree.Value, story, parent string) bool {
	stack := []frame{{nodes(list), parent}}
	for len(stack) > 0 {
		top := &stack[len(stack)-1]
		v, ok := top.list.Next()
		if !ok {
			stack = stack[:len(stack)-1]
			continue
		}
		if n := v.Get("node"); n.Kind() == jsontree.Object {
			v = n
		}
		c, ok := read(doc, v, story, top.parent)
		if !ok {
			continue
		}
		if !x.yield(c, nil) {
			return false
		}
		stack = append(stack, frame{nodes(v.Get("replies")), c.ID})
	}
	return true
}

func nodes(v jsontree.Value) jsontree.Cursor {
	if v.Kind() == jsontree.Object {
		list := v.Get("nodes")
		v = v.Get("edges")
		for range list.Items() {
			v = list // not the empty one of an answer that has both
			break
		}
	}
	if v.Kind() != jsontree.Array {
		return jsontree.Cursor{}
	}
	return v.Cursor()
}

func read(doc *jsontree.Doc, v jsontree.Value, story, parent string) (thread.Comment, bool) {
	c := doc.Comment(v)
	revisions := v.Get("revisions")
	body := v.Get("body")
	var d thread.Details
	n := 0
	for r := range revisions.Items() {
		body = r.Get("body")
		if n++; n > 1 {
			if w, ok := when(r.Get("createdAt")); ok {
				d.Edited = w.Time
			}
		}
	}
	if c.ID = plain(v.First("id", "_id")); c.ID == "" || v.Kind() != jsontree.Object {
		return c, false
	}
	if body.Kind() == jsontree.Missing && v.Get("createdAt").Kind() == jsontree.Missing && v.Get("status").Kind() == jsontree.Missing {
		return c, false
	}
	if c.Parent = plain(v.First("parentID", "parent_id")); c.Parent == "" {
		if c.Parent = plain(v.Get("parent").Get("id")); c.Parent == "" {
			c.Parent = parent
		}
	}
	if c.Thread = plain(v.First("storyID", "asset_id")); c.Thread == "" {
		if c.Thread = plain(v.Get("story").Get("id")); c.Thread == "" {
			c.Thread = story
		}
	}
	author := v.First("author", "user")
	c.Author = htmltext.Line(author.Get("username").Text())
	if d.AuthorID = plain(v.First("authorID", "author_id")); d.AuthorID == "" {
		d.AuthorID = plain(author.Get("id"))
	}
	c.Text = htmltext.TextLines(body.Text())
	w, _ := when(v.First("createdAt", "created_at"))
	w.Set(&c)
	switch v.Get("status").Text() {
	case "REJECTED":
		c.Status = thread.Removed
	case "PREMOD", "SYSTEM_WITHHELD":
		c.Status = thread.Pending
	}
	if v.Get("deletedAt").Kind() > jsontree.Null || v.Get("deleted").Bool() {
		c.Status = thread.Deleted
	}
	if e := v.Get("editing"); e.Get("edited").Bool() {
		if w, ok := when(v.Get("revision").Get("createdAt")); ok {
			d.Edited = w.Time
		}
	}
	counts := v.Get("actionCounts")
	if d.Score, d.HasScore = counts.Get("REACTION").Number(); !d.HasScore {
		d.Score, d.HasScore = counts.Get("reaction").Get("total").Number()
	}
	d.URL = htmltext.Line(v.Get("permalink").Text())
	c.Details = jsonread.Details(d)
	return c, true
}

// plain returns an identifier, also in Mongo's extended JSON.
func plain(v jsontree.Value) string {
	if v.Kind() == jsontree.Object {
		v = v.First("$oid", "$numberLong", "$uuid")
	}
	return htmltext.Line(v.ID())
}

func when(v jsontree.Value) (source.When, bool) {
	if v.Kind() == jsontree.Object {
		if v = v.Get("$date"); v.Kind() == jsontree.Object {
			v = v.Get("$numberLong")
		}
	}
	return v.When()
}
