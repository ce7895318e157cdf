// Package github reads the discussion of GitHub issues, pull requests and
// Discussions: REST lists of issue comments and review comments, issues and
// pull requests themselves, what `gh issue view --json` prints, and GraphQL
// answers with comments.nodes and replies.nodes.
//
//   - Issue comments state no parent, and get none: their evidence is absent, so that
//     package resolve links those that quote or name somebody. Who is addressed in a
//     leading "@login" goes to [thread.Details.ReplyTo].
//   - A review comment's Parent is in_reply_to_id, a Discussion reply's the
//     comment that it stands under, or replyTo.
//   - An issue, pull request or Discussion is a Post with the ID "post-" and its
//     own id. Thread is its URL in the API, which its comments repeat as
//     issue_url or pull_request_url, or the page's URL.
//   - Author is the login. "ghost", who stands for every deleted account, is
//     nobody.
//   - isMinimized is Spam for the reason spam, else Collapsed.
//   - Score is thumbs up less thumbs down, in Discussions upvoteCount.
//   - Text is Markdown, its quoted lines beginning with "> ".
//
// Timeline events without a body give nothing.
//
// Of equal names in one object the last counts.
package github

import (
	"io"
	"iter"
	"strings"
	"time"

	"github.com/seed-100d3eb7/rejoinder/internal/htmltext"
	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/jsonread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/jsontree"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/source"
)

// Format is the name of the format.
const Format = "github"

// Options say how input is read. Nil means the zero Options.
type Options struct {
	// MaxRecordBytes caps one comment of a REST list, or one GraphQL answer; 0
	// means 32 MiB. A larger one is a RecordError.
	MaxRecordBytes int
}

// Read yields the posts and comments of r in the order of the input, replies in
// Discussions after their comment. A [*thread.RecordError] spoils one record;
// any other error is the last pair.
func Read(r io.Reader, opt *Options) iter.Seq2[thread.Comment, error] {
	if opt == nil {
		opt = &Options{}
	}
	return jsonread.Each(r, opt.MaxRecordBytes, func(yield jsonread.Yield) (func(*jsontree.Doc, jsontree.Value) bool, func() bool) {
		x := reader{yield, &thread.Provenance{}}
		return x.object, nil
	})
}

type reader struct {
	yield    jsonread.Yield
	unstated *thread.Provenance // of comments that state no parent
}

func (x reader) object(doc *jsontree.Doc, v jsontree.Value) bool {
	if data := v.Get("data"); data.Kind() == jsontree.Object {
		if v = data.First("repository", "node", "resource"); v.Kind() == jsontree.Missing {
			v = data
		}
	}
	if inner := v.First("discussion", "issue", "pullRequest", "issueOrPullRequest"); inner.Kind() == jsontree.Object {
		v = inner
	}
	many := v.First("discussions", "issues", "pullRequests").Get("nodes")
	if many.Kind() == jsontree.Array {
		for one := range many.Items() {
			if one.Kind() == jsontree.Object && !x.post(doc, one) {
				return false
			}
		}
		return true
	}
	comments := v.Get("comments")
	if v.Get("title").Kind() == jsontree.String || comments.Kind() >= jsontree.Array {
		return x.post(doc, v)
	}
	if v.Get("body").Kind() <= jsontree.Null && v.Get("bodyText").Kind() <= jsontree.Null {
		if v.Get("event").Kind() == jsontree.String || !v.Complete() {
			return true
		}
		return x.yield(thread.Comment{}, doc.Bad(v, "no comment of GitHub"))
	}
	return x.comment(doc, v, "", "")
}

func (x reader) post(doc *jsontree.Doc, v jsontree.Value) bool {
	url := htmltext.Line(v.First("url", "html_url").Text())
	if v.Get("title").Kind() == jsontree.String && (v.Get("body").Kind() > jsontree.Missing || v.Get("user").Kind() > jsontree.Missing || v.Get("author").Kind() > jsontree.Missing) {
		c := x.make(doc, v)
		c.Kind, c.Provenance = thread.Post, nil
		c.Thread = url
		c.Parent = ""
		if c.ID != "" {
			c.ID = "post-" + c.ID
		}
		if c.Thread == "" {
			c.Thread = c.ID
		}
		d := thread.Details{}
		if c.Details != nil {
			d = *c.Details
		}
		d.Title = htmltext.Line(v.Get("title").Text())
		d.URL = htmltext.Line(v.First("html_url", "url").Text())
		d.ReplyTo = ""
		if v.Get("lastEditedAt").Kind() <= jsontree.Null {
			d.Edited = time.Time{} // an issue's updated_at is its last event's
		}
		c.Details = jsonread.Details(d)
		if !x.yield(c, nil) {
			return false
		}
		url = c.Thread
	}
	for c := range list(v.Get("comments")) {
		if !x.comment(doc, c, url, "") {
			return false
		}
		for reply := range list(c.Get("replies")) {
			if !x.comment(doc, reply, url, id(c)) {
				return false
			}
		}
	}
	for review := range list(v.Get("reviews")) {
		for c := range list(review.Get("comments")) {
			if !x.comment(doc, c, url, "") {
				return false
			}
		}
	}
	return true
}

// list yields the objects of an array or of a GraphQL connection.
func list(v jsontree.Value) iter.Seq[jsontree.Value] {
	return func(yield func(jsontree.Value) bool) {
		if v.Kind() == jsontree.Object {
			if v.Get("edges").Kind() == jsontree.Array {
				for e := range v.Get("edges").Items() {
					if n := e.Get("node"); n.Kind() == jsontree.Object && !yield(n) {
						return
					}
				}
				return
			}
			v = v.Get("nodes")
		}
		for e := range v.Items() {
			if e.Kind() == jsontree.Object && !yield(e) {
				return
			}
		}
	}
}

// id returns the number of a comment, which REST and GraphQL share, else the
// opaque ID.
func id(v jsontree.Value) string {
	if n := v.Get("databaseId").ID(); n != "" {
		return n
	}
	return v.Get("id").ID()
}

func (x reader) comment(doc *jsontree.Doc, v jsontree.Value, url, parent string) bool {
	c := x.make(doc, v)
	if c.Parent == "" {
		c.Parent = parent
	}
	if c.Thread == "" {
		c.Thread = url
	}
	return x.yield(c, nil)
}

func (x reader) make(doc *jsontree.Doc, v jsontree.Value) thread.Comment {
	c := doc.Comment(v)
	c.ID = id(v)
	c.Parent = v.Get("in_reply_to_id").ID()
	if to := v.Get("replyTo"); c.Parent == "" && to.Kind() == jsontree.Object {
		c.Parent = id(to)
	}
	c.Author = htmltext.Line(v.First("user", "author", "actor").Get("login").Text())
	if c.Author == "ghost" {
		c.Author = ""
	}
	page, _, _ := strings.Cut(v.Get("html_url").Text(), "#")
	c.Thread = htmltext.Line(v.First("issue_url", "pull_request_url").Text())
	if c.Thread == "" {
		c.Thread = htmltext.Line(page)
	}
	body := v.First("body", "bodyText").Text()
	c.Text = htmltext.Quotes(htmltext.Tidy(body))
	w, _ := v.First("created_at", "createdAt", "submitted_at", "publishedAt").When()
	w.Set(&c)
	if v.Get("isMinimized").Bool() {
		c.Status = thread.Collapsed
		if strings.EqualFold(v.Get("minimizedReason").Text(), "spam") {
			c.Status = thread.Spam
		}
	}
	d := thread.Details{
		AuthorID: v.First("user", "author").Get("id").ID(),
		URL:      htmltext.Line(v.First("html_url", "url").Text()),
	}
	if c.Parent == "" {
		d.ReplyTo = source.LeadingName(c.Text)
	}
	if e, ok := v.First("lastEditedAt", "updated_at").When(); ok && e.Time.After(w.Time) {
		d.Edited = e.Time
	}
	if r := v.Get("reactions"); r.Kind() == jsontree.Object && r.Get("+1").Kind() == jsontree.Number {
		d.Score, d.HasScore = float64(r.Get("+1").Int()-r.Get("-1").Int()), true
	} else {
		d.Score, d.HasScore = v.Get("upvoteCount").Number()
	}
	c.Details = jsonread.Details(d)
	if c.Parent == "" && v.Get("replies").Kind() == jsontree.Missing {
		c.Provenance = x.unstated
	}
	return c
}
