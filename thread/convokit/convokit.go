// Package convokit reads and writes the corpora of ConvoKit.
//
// A corpus is a folder; its comments are the utterances, one a line in
// utterances.jsonl (in old corpora an array in utterances.json): id, speaker,
// conversation_id, reply-to, timestamp, text, meta. [Read] takes that file,
// [Write] writes it, and [WriteCorpus] the folder with speakers.json,
// conversations.json, corpus.json and index.json.
//
//   - Old names are understood: reply_to, user, root, and a speaker that is an
//     object with an id.
//   - The utterance that begins a conversation (no reply-to, its id the
//     conversation_id) is a Post unless its meta says otherwise; those that
//     answer it have no Parent. Thread is conversation_id, which may be missing:
//     then it is found through the parents, as far as they stand before.
//   - timestamp is a number of seconds, a string or null. "[deleted]" is no
//     author.
//   - Of meta these are read: score, permalink, title, retrieved_on, and what
//     Write puts there for the rest of a Comment.
//
// Reading what Write has written gives the comments back but for their place in
// the file, and times to the microsecond; writing that again gives the same
// bytes.
//
// Of equal names in one object the last counts.
package convokit

import (
	"io"
	"iter"
	"math"

	"github.com/seed-100d3eb7/rejoinder/internal/htmltext"
	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/jsonread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/jsontree"
)

// Format is the name of the format.
const Format = "convokit"

// noSpeaker is what corpora call authors who are not known.
const noSpeaker = "[deleted]"

// Options say how input is read. Nil means the zero Options.
type Options struct {
	// MaxRecordBytes caps one utterance; 0 means 32 MiB. A larger one is a
	// RecordError and the rest is read.
	MaxRecordBytes int
}

// Read yields the utterances of r in the order of the file. A
// [*thread.RecordError] spoils one utterance; any other error is the last pair.
func Read(r io.Reader, opt *Options) iter.Seq2[thread.Comment, error] {
	if opt == nil {
		opt = &Options{}
	}
	return jsonread.Each(r, opt.MaxRecordBytes, func(yield jsonread.Yield) (func(*jsontree.Doc, jsontree.Value) bool, func() bool) {
		x := &reader{yield: yield, threads: map[string]string{}, replies: map[string]bool{}}
		return x.object, nil
	})
}

type reader struct {
	yield   jsonread.Yield
	threads map[string]string // by ID, of corpora without conversation_id
	replies map[string]bool   // conversations whose first utterance is no Post
}

// maxThreads bounds the memory for corpora without conversation_id.
const maxThreads = 1 << 20

func (x *reader) object(doc *jsontree.Doc, v jsontree.Value) bool {
	if v.Get("text").Kind() == jsontree.Missing && v.First("speaker", "user").Kind() == jsontree.Missing {
		return !v.Complete() || x.yield(thread.Comment{}, doc.Bad(v, "no utterance of ConvoKit"))
	}
	c := doc.Comment(v)
	c.ID = v.Get("id").ID()
	c.Parent = v.First("reply-to", "reply_to").ID()
	c.Thread = v.First("conversation_id", "root").ID()
	who := v.First("speaker", "user")
	if who.Kind() == jsontree.Object {
		who = who.First("id", "name")
	}
	if c.Author = htmltext.Line(who.Raw()); c.Author == noSpeaker {
		c.Author = ""
	}
	c.Text = htmltext.Tidy(v.Get("text").Text())
	switch c.Text {
	case "[deleted]":
		c.Text, c.Status = "", thread.Deleted
	case "[removed]":
		c.Text, c.Status = "", thread.Removed
	}
	w, _ := v.Get("timestamp").When()
	meta := v.Get("meta")
	x.meta(&c, meta)
	w.Precision, w.Floating = max(w.Precision, c.Precision), w.Floating || c.Floating
	if w.Time.IsZero() {
		w.Precision, w.Floating = 0, false
	}
	w.Set(&c)

	stated := meta.Get("kind").Kind() == jsontree.String
	switch {
	case c.Thread == "" && c.Parent == "":
		c.Thread = c.ID
		if !stated {
			c.Kind = thread.Post
		}
	case c.Thread == "":
		if c.Thread = x.threads[c.Parent]; c.Thread == "" {
			c.Thread = c.Parent
		}
	case c.Parent == "" && c.ID == c.Thread && !stated:
		c.Kind = thread.Post
	}
	if c.ID == c.Thread && c.Kind != thread.Post && len(x.replies) < maxThreads {
		x.replies[c.Thread] = true
	}
	if len(x.threads) < maxThreads && v.First("conversation_id", "root").ID() == "" {
		x.threads[c.ID] = c.Thread
	}
	if c.Parent == c.Thread && !x.replies[c.Thread] {
		c.Parent = ""
	}
	return x.yield(c, nil)
}

// meta reads what stands beside the utterance proper.
func (x *reader) meta(c *thread.Comment, m jsontree.Value) {
	var d thread.Details
	d.AuthorID = m.Get("author_id").ID()
	d.ReplyTo = htmltext.Line(m.Get("reply_to_author").Text())
	d.URL = htmltext.Line(m.First("permalink", "url").Text())
	d.Lang = htmltext.Line(m.Get("lang").Text())
	d.Title = htmltext.Line(m.Get("title").Text())
	d.Score, d.HasScore = m.Get("score").Number()
	if w, ok := m.Get("edited_on").When(); ok {
		d.Edited = w.Time
	}
	if w, ok := m.Get("retrieved_on").When(); ok {
		d.Retrieved = w.Time
	}
	d.Unseen = max(m.Get("unseen").Int(), 0)
	c.Details = jsonread.Details(d)
	c.Level = small(m.Get("level"))
	c.Ordinal = small(m.Get("ordinal"))
	c.Floating = m.Get("floating").Kind() == jsontree.True
	// Names that are not ours leave the zero value.
	var s thread.Status
	if m.Get("status").Kind() == jsontree.String && s.UnmarshalText([]byte(m.Get("status").Text())) == nil {
		c.Status = s
	}
	var k thread.Kind
	if m.Get("kind").Kind() == jsontree.String && k.UnmarshalText([]byte(m.Get("kind").Text())) == nil {
		c.Kind = k
	}
	var p thread.Precision
	if m.Get("precision").Kind() == jsontree.String && p.UnmarshalText([]byte(m.Get("precision").Text())) == nil {
		c.Precision = p
	}
}

func small(v jsontree.Value) int32 {
	if n := v.Int(); n > 0 && int64(n) <= math.MaxInt32 {
		return int32(n)
	}
	return 0
}
