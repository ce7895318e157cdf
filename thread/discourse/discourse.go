// Package discourse reads topics of Discourse as /t/ID.json gives them, whole
// or as the further chunks of /t/ID/posts.json, one after the other or in an
// array.
//
//   - A comment's ID is its post_number, for that is what parents refer to:
//     reply_to_post_number. It is unique within the topic. Thread is the topic's
//     id. A moderator who moves posts changes their numbers.
//   - The post with number 1 is a Post; comments that answer it, or state no
//     number, have no Parent. A reply_to_post_number that is a string counts.
//   - Where no parent is stated but the text opens with a quote of a post of
//     the same topic, the name quoted goes to [thread.Details.ReplyTo]; so does
//     reply_to_user.
//   - Text is cooked, read as HTML, a quote's lines marked with "> "; where a
//     post has raw only, that Markdown.
//   - post_type 1 is a comment, 2 a moderator's action, 3 a small action (closed,
//     pinned), 4 a whisper: 2 with text stays a comment, 3 is System.
//   - hidden is Collapsed, user_deleted Deleted, deleted_at Removed.
//   - IDs in post_stream.stream that are not among the posts of this chunk are
//     counted as Unseen of the first post where it is in the chunk, so a topic
//     read in several chunks overstates them.
//   - E-mail addresses and IP addresses are never read.
//
// Of equal names in one object the last counts.
package discourse

import (
	"io"
	"iter"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/internal/htmltext"
	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/jsonread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/jsontree"
)

// Format is the name of the format.
const Format = "discourse"

// Options say how input is read. Nil means the zero Options.
type Options struct {
	// MaxRecordBytes caps one topic or chunk; 0 means 32 MiB. A larger one is a
	// RecordError.
	MaxRecordBytes int
}

// Read yields the posts of r in the order of the input. A
// [*thread.RecordError] spoils one record; any other error is the last pair.
func Read(r io.Reader, opt *Options) iter.Seq2[thread.Comment, error] {
	if opt == nil {
		opt = &Options{}
	}
	return jsonread.Each(r, opt.MaxRecordBytes, func(yield jsonread.Yield) (func(*jsontree.Doc, jsontree.Value) bool, func() bool) {
		x := reader{yield, map[string]string{}}
		return x.object, nil
	})
}

type reader struct {
	yield jsonread.Yield
	// names maps user names to the names shown, as far as posts have told.
	names map[string]string
}

// person returns the name shown of a user, and remembers it.
func (x reader) person(v jsontree.Value) string {
	user := htmltext.Line(v.Get("username").Text())
	if name := htmltext.Line(v.Get("name").Text()); name != "" && user != "" {
		x.names[user] = name
	}
	return x.shown(user)
}

func (x reader) shown(user string) string {
	if name := x.names[user]; name != "" {
		return name
	}
	return user
}

func (x reader) object(doc *jsontree.Doc, v jsontree.Value) bool {
	stream := v.Get("post_stream")
	posts := stream.Get("posts")
	switch {
	case posts.Kind() == jsontree.Array:
	case stream.Kind() == jsontree.Object:
		return true // a chunk of IDs alone
	case v.Get("latest_posts").Kind() == jsontree.Array:
		posts = v.Get("latest_posts")
	case v.Get("post_number").ID() != "":
		return x.post(doc, v, v, 0)
	case !v.Complete():
		return true
	default:
		return x.yield(thread.Comment{}, doc.Bad(v, "no topic of Discourse"))
	}
	unseen := 0
	if ids := stream.Get("stream"); ids.Kind() == jsontree.Array {
		have := map[string]bool{}
		for p := range posts.Items() {
			have[p.Get("id").ID()] = true
		}
		for id := range ids.Items() {
			if !have[id.ID()] {
				unseen++
			}
		}
	}
	for p := range posts.Items() {
		if p.Kind() == jsontree.Object && !x.post(doc, v, p, unseen) {
			return false
		}
	}
	return true
}

func (x reader) post(doc *jsontree.Doc, topic, v jsontree.Value, unseen int) bool {
	c := doc.Comment(v)
	c.ID = v.Get("post_number").ID()
	if c.ID == "" && !v.Complete() {
		return true
	}
	c.Parent = v.Get("reply_to_post_number").ID()
	if c.Parent == "1" || c.Parent == "0" || c.Parent == c.ID {
		c.Parent = ""
	}
	c.Author = x.person(v)
	if c.Thread = v.Get("topic_id").ID(); c.Thread == "" {
		c.Thread = topic.Get("id").ID()
	}
	cooked := v.Get("cooked").Text()
	if c.Text = htmltext.Text(cooked); cooked == "" {
		c.Text = htmltext.Quotes(htmltext.Tidy(v.Get("raw").Text()))
	}
	w, _ := v.Get("created_at").When()
	w.Set(&c)
	switch {
	case v.Get("user_deleted").Bool():
		c.Status = thread.Deleted
	case v.Get("deleted_at").Kind() == jsontree.String:
		c.Status = thread.Removed
	case v.Get("hidden").Bool():
		c.Status = thread.Collapsed
	}
	var d thread.Details
	switch {
	case c.ID == "1":
		c.Kind = thread.Post
		d.Title = htmltext.Line(htmltext.Text(topic.Get("title").Text()))
		d.Unseen = unseen
	case v.Get("post_type").Int() == 3:
		c.Kind = thread.System
	}
	d.AuthorID = v.Get("user_id").ID()
	if d.ReplyTo = x.person(v.Get("reply_to_user")); d.ReplyTo == "" && c.Kind == thread.Reply && c.Parent == "" {
		d.ReplyTo = x.shown(quoted(cooked))
	}
	for a := range v.Get("actions_summary").Items() {
		if a.Get("id").Int() == 2 { // likes
			d.Score, d.HasScore = a.Get("count").Number()
		}
	}
	if e, ok := v.Get("updated_at").When(); ok && v.Get("version").Int() > 1 && e.Time.After(w.Time) {
		d.Edited = e.Time
	}
	c.Details = jsonread.Details(d)
	return x.yield(c, nil)
}

// quoted returns the name of the person whom a text that opens with a quote
// quotes.
func quoted(cooked string) string {
	tag, ok := strings.CutPrefix(strings.TrimLeft(cooked, " \n"), "<aside class=\"quote")
	if !ok {
		return ""
	}
	tag, _, _ = strings.Cut(tag, ">")
	_, name, _ := strings.Cut(tag, `data-username="`)
	name, _, _ = strings.Cut(name, `"`)
	return htmltext.Line(htmltext.Text(name))
}
