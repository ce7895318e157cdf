// Package youtube reads what the YouTube Data API returns for the comments of
// a video: commentThreads.list and comments.list, as documents (whole responses
// one after the other, or arrays of them) or as their items, one a line.
//
// YouTube has two levels only. A reply's Parent is the top-level comment, for
// that is all that the site states; whom in particular it answers shows in a
// leading "@name", which goes to [thread.Details.ReplyTo]. A response holds a
// few of the replies only: where totalReplyCount says that there are more than
// it holds, the difference is the top-level comment's Unseen.
//
//   - Thread is the videoId. There is no Post.
//   - Author is authorDisplayName without the "@" that handles begin with,
//     AuthorID authorChannelId.
//   - Text is textOriginal, else textDisplay read as HTML.
//   - Edited is updatedAt where it is later than publishedAt. Score is
//     likeCount. moderationStatus heldForReview is Pending, likelySpam Spam,
//     rejected Removed.
//
// Of equal names in one object the last counts.
package youtube

import (
	"io"
	"iter"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/internal/htmltext"
	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/jsonread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/jsontree"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/source"
)

// Format is the name of the format.
const Format = "youtube"

// Options say how input is read. Nil means the zero Options.
type Options struct {
	// MaxRecordBytes caps one response, or one item where they stand by
	// themselves; 0 means 32 MiB. A larger one is a RecordError.
	MaxRecordBytes int
}

// Read yields the comments of r, each thread's replies after its first comment
// in the order of the response, which is not always that of time. A
// [*thread.RecordError] spoils one record; any other error is the last pair.
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

func (x reader) object(doc *jsontree.Doc, v jsontree.Value) bool {
	if items := v.Get("items"); items.Kind() == jsontree.Array {
		for item := range items.Items() {
			if !x.item(doc, item) {
				return false
			}
		}
		return true
	}
	if v.Get("snippet").Kind() != jsontree.Object {
		if v.Get("pageInfo").Kind() == jsontree.Object || !v.Complete() {
			return true // an empty page
		}
		return x.yield(thread.Comment{}, doc.Bad(v, "no comment of YouTube"))
	}
	return x.item(doc, v)
}

func (x reader) item(doc *jsontree.Doc, v jsontree.Value) bool {
	snippet := v.Get("snippet")
	top := snippet.Get("topLevelComment")
	if top.Kind() != jsontree.Object {
		if v.Kind() != jsontree.Object || snippet.Kind() != jsontree.Object {
			return !v.Complete() || x.yield(thread.Comment{}, doc.Bad(v, "no comment of YouTube"))
		}
		return x.yield(comment(doc, v, "", ""), nil) // of comments.list
	}
	video := snippet.Get("videoId").ID()
	c := comment(doc, top, video, "")
	replies := v.Get("replies").Get("comments")
	if unseen := snippet.Get("totalReplyCount").Int() - replies.Len(); unseen > 0 {
		if c.Details == nil {
			c.Details = &thread.Details{}
		}
		c.Details.Unseen = unseen
	}
	if !x.yield(c, nil) {
		return false
	}
	for reply := range replies.Items() {
		if reply.Kind() == jsontree.Object && !x.yield(comment(doc, reply, c.Thread, c.ID), nil) {
			return false
		}
	}
	return true
}

func comment(doc *jsontree.Doc, v jsontree.Value, video, parent string) thread.Comment {
	s := v.Get("snippet")
	c := doc.Comment(v)
	c.ID = v.Get("id").ID()
	if c.Parent = s.Get("parentId").ID(); c.Parent == "" {
		c.Parent = parent
	}
	if c.Thread = s.Get("videoId").ID(); c.Thread == "" {
		c.Thread = video
	}
	c.Author = strings.TrimPrefix(htmltext.Line(s.Get("authorDisplayName").Text()), "@")
	if t := s.Get("textOriginal"); t.Kind() == jsontree.String {
		c.Text = htmltext.Tidy(t.Text())
	} else {
		c.Text = htmltext.Text(s.Get("textDisplay").Text())
	}
	w, _ := s.Get("publishedAt").When()
	w.Set(&c)
	c.Level = 1
	var d thread.Details
	if c.Parent != "" {
		c.Level = 2
		d.ReplyTo = source.LeadingName(c.Text)
	}
	d.AuthorID = s.Get("authorChannelId").Get("value").ID()
	d.Score, d.HasScore = s.Get("likeCount").Number()
	if e, ok := s.Get("updatedAt").When(); ok && e.Time.After(w.Time) {
		d.Edited = e.Time
	}
	switch s.Get("moderationStatus").Text() {
	case "heldForReview":
		c.Status = thread.Pending
	case "likelySpam":
		c.Status = thread.Spam
	case "rejected":
		c.Status = thread.Removed
	}
	c.Details = jsonread.Details(d)
	return c
}
