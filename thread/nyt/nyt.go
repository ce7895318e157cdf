// Package nyt reads comments of the New York Times: answers of its community
// interface as JSON, with replies nested, single comments one a line or in an
// array, and the tables made from them.
//
//   - Fields: commentID, parentID, userID, userDisplayName, commentBody,
//     createDate, updateDate, depth, replyCount, replies, recommendations,
//     status. In tables numbers come as floats: 123.0 is 123.
//   - parentID is null, 0 or empty at top level. parentUserDisplayName and
//     inReplyTo go to [thread.Details.ReplyTo] where they hold a name.
//   - Thread is articleID or assetID, in an answer its url.
//   - Times are Unix seconds, as numbers or text. Edited is updateDate where it
//     is later than approveDate and createDate.
//   - Text is HTML (br). Level is depth, which counts from 1.
//   - replyCount over the replies nested is Unseen, in JSON with replies only.
//   - A status other than approved is Pending. editorsSelection is not kept.
//
// Of equal names in one object the last counts.
package nyt

import (
	"bytes"
	"fmt"
	"io"
	"iter"
	"math"
	"strconv"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/internal/htmltext"
	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/csvread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/jsonread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/jsontree"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/source"
)

// Format is the name of the format.
const Format = "nyt"

// Options say how input is read. Nil means the zero Options.
type Options struct {
	// MaxRecordBytes caps one answer, comment or row; 0 means 32 MiB. A longer
	// one is a RecordError and the rest is read.
	MaxRecordBytes int
}

// Read yields the comments of r, nested replies depth first. A
// [*thread.RecordError] spoils one record; any other error is the last pair.
func Read(r io.Reader, opt *Options) iter.Seq2[thread.Comment, error] {
	if opt == nil {
		opt = &Options{}
	}
	return func(yield func(thread.Comment, error) bool) {
		in := source.UTF8(r)
		var head [64]byte
		n, err := io.ReadFull(in, head[:])
		all := io.MultiReader(bytes.NewReader(head[:n]), in)
		if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
			all = io.MultiReader(bytes.NewReader(head[:n]), failing{err})
		}
		if rest := bytes.TrimLeft(head[:n], " \t\r\n"); len(rest) > 0 && (rest[0] == '{' || rest[0] == '[') {
			for c, err := range readJSON(all, opt) {
				if !yield(c, err) {
					return
				}
			}
			return
		}
		readCSV(all, opt, yield)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func readCSV(r io.Reader, opt *Options, yield func(thread.Comment, error) bool) {
	rows := csvread.New(r, 0, source.Cap(opt.MaxRecordBytes))
	var at map[string]int
	width := 0
	for {
		row, err := rows.Next()
		pos, line := rows.Pos()
		switch {
		case err == io.EOF:
			return
		case err == source.ErrTooLarge || err == csvread.ErrQuote:
			if !yield(thread.Comment{}, source.Bad(pos, line, err)) {
				return
			}
			continue
		case err != nil:
			yield(thread.Comment{}, err)
			return
		}
		if at == nil {
			at, width = map[string]int{}, len(row)
			for i, name := range row {
				at[strings.TrimSpace(name)] = i
			}
			if _, ok := at["commentBody"]; !ok {
				yield(thread.Comment{}, fmt.Errorf("nyt: no column commentBody"))
				return
			}
			continue
		}
		if len(row) > width {
			if !yield(thread.Comment{}, source.Badf(pos, line, "row of %d values under %d columns", len(row), width)) {
				return
			}
			continue
		}
		c := thread.Comment{Pos: pos, Line: int32(line)}
		fill(&c, func(name string) string {
			if i, ok := at[name]; ok && i < len(row) {
				return source.FromString(row[i])
			}
			return ""
		})
		if !yield(c, nil) {
			return
		}
	}
}

func readJSON(r io.Reader, opt *Options) iter.Seq2[thread.Comment, error] {
	return jsonread.Each(r, opt.MaxRecordBytes, func(yield jsonread.Yield) (func(*jsontree.Doc, jsontree.Value) bool, func() bool) {
		x := reader{yield}
		return x.object, nil
	})
}

type reader struct{ yield jsonread.Yield }

type frame struct {
	list   jsontree.Cursor
	parent string
}

func (x reader) object(doc *jsontree.Doc, v jsontree.Value) bool {
	results := v.Get("results")
	if results.Kind() != jsontree.Object {
		results = v
	}
	article := htmltext.Line(results.First("articleID", "assetID", "url").Text())
	if list := results.Get("comments"); list.Kind() == jsontree.Array {
		return x.walk(doc, list, article, "")
	}
	c, ok := comment(doc, v, "", "")
	if !ok {
		return !v.Complete() || v.Get("results").Kind() != jsontree.Missing || x.yield(thread.Comment{}, doc.Bad(v, "no comment of the New York Times"))
	}
	return x.yield(c, nil) && x.walk(doc, v.Get("replies"), c.Thread, c.ID)
}

func (x reader) walk(doc *jsontree.Doc, list jsontree.Value, article, parent string) bool {
	if list.Kind() != jsontree.Array {
		return true
	}
	stack := []frame{{list.Cursor(), parent}}
	for len(stack) > 0 {
		top := &stack[len(stack)-1]
		v, ok := top.list.Next()
		if !ok {
			stack = stack[:len(stack)-1]
			continue
		}
		c, ok := comment(doc, v, article, top.parent)
		if !ok {
			continue
		}
		if !x.yield(c, nil) {
			return false
		}
		if replies := v.Get("replies"); replies.Kind() == jsontree.Array {
			stack = append(stack, frame{replies.Cursor(), c.ID})
		}
	}
	return true
}

func comment(doc *jsontree.Doc, v jsontree.Value, article, parent string) (thread.Comment, bool) {
	if v.Kind() != jsontree.Object || v.Get("commentBody").Kind() == jsontree.Missing && (v.Get("commentID").Kind() == jsontree.Missing || !v.Complete()) {
		return thread.Comment{}, false
	}
	c := doc.Comment(v)
	fill(&c, func(name string) string { return v.Get(name).Raw() })
	if c.Parent == "" {
		c.Parent = parent
	}
	if c.Thread == "" {
		c.Thread = article
	}
	if replies := v.Get("replies"); replies.Kind() == jsontree.Array {
		if n := v.Get("replyCount").Int() - replies.Len(); n > 0 {
			if c.Details == nil {
				c.Details = &thread.Details{}
			}
			c.Details.Unseen = n
		}
	}
	return c, true
}

func fill(c *thread.Comment, get func(string) string) {
	id := func(name string) string { return htmltext.Line(source.ParentID(get(name))) }
	c.ID = id("commentID")
	c.Parent = id("parentID")
	for _, name := range []string{"articleID", "assetID"} {
		if c.Thread = id(name); c.Thread != "" {
			break
		}
	}
	c.Author = htmltext.Line(htmltext.Text(get("userDisplayName")))
	if source.NoID(c.Author) {
		c.Author = ""
	}
	c.Text = htmltext.TextLines(get("commentBody"))
	created, _ := source.ParseTime(get("createDate"))
	created.Set(c)
	var d thread.Details
	d.AuthorID = id("userID")
	if d.ReplyTo = htmltext.Line(get("parentUserDisplayName")); source.NoID(d.ReplyTo) {
		d.ReplyTo = ""
	}
	if to := htmltext.Line(get("inReplyTo")); d.ReplyTo == "" && !allDigits(to) && !source.NoID(to) {
		d.ReplyTo = to
	}
	if n, err := strconv.ParseFloat(get("recommendations"), 64); err == nil && !math.IsNaN(n) && !math.IsInf(n, 0) {
		d.Score, d.HasScore = n, true
	}
	updated, _ := source.ParseTime(get("updateDate"))
	approved, _ := source.ParseTime(get("approveDate"))
	if updated.Time.After(created.Time) && updated.Time.After(approved.Time) {
		d.Edited = updated.Time
	}
	if title := htmltext.Line(htmltext.Text(get("commentTitle"))); !source.NoID(title) && title != "n/a" {
		d.Title = title
	}
	c.Details = jsonread.Details(d)
	if n, err := strconv.ParseFloat(get("depth"), 64); err == nil && n >= 1 && n < 1<<30 && (n == 1) == (c.Parent == "") {
		c.Level = int32(n)
	}
	switch s := strings.ToLower(get("status")); s {
	case "", "approved", "ok", "nan":
	default:
		c.Status = thread.Pending
	}
}

func allDigits(s string) bool { return strings.Trim(s, "0123456789.") == "" }
