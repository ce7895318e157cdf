// Package mastodon reads contexts of Mastodon, {"ancestors": […],
// "descendants": […]}, and statuses, alone or in arrays.
//
// A context does not hold the status it is the context of. Give that status
// before its context in the same input (status, context, status, context, …);
// else it is known only as the parent of the first descendants. With ancestors
// it then gets a comment of status Missing in its place; without, it is the
// post that is not in the input, and those who answer it have no Parent.
//
//   - A status that answers none is a Post; those that answer it have no
//     Parent. IDs are strings, as is Thread: the ID of the earliest ancestor.
//   - in_reply_to_account_id names the person answered even where the status is
//     lost: where the mentions or accounts of the context tell the name, it goes
//     to [thread.Details.ReplyTo].
//   - Author is account.display_name, or account.acct ("name" or
//     "name@instance") where that is empty; AuthorID is account.id.
//   - Text is content, HTML; spoiler_text is the Title. Score is favourites_count.
//   - replies_count over the replies in the context is Unseen.
//   - Without a token a server gives at most 40 ancestors and 60 descendants,
//     with one 4,096 of each. A context of exactly such a size is read, and
//     followed by a RecordError with the cause [ErrTruncated].
//
// Of equal names in one object the last counts.
package mastodon

import (
	"cmp"
	"errors"
	"io"
	"iter"

	"github.com/seed-100d3eb7/rejoinder/internal/htmltext"
	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/jsonread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/jsontree"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/source"
)

// Format is the name of the format.
const Format = "mastodon"

// ErrTruncated tells that a context is as large as the server lets it be, so
// that statuses are probably missing.
var ErrTruncated = errors.New("mastodon: context has the largest size that servers give; statuses may be missing")

// Options say how input is read. Nil means the zero Options.
type Options struct {
	// MaxRecordBytes caps one context; 0 means 32 MiB. A larger one is a
	// RecordError.
	MaxRecordBytes int
}

// Read yields the statuses of r: of a context the ancestors, the status itself
// and the descendants. A [*thread.RecordError] spoils one record; any other
// error is the last pair.
func Read(r io.Reader, opt *Options) iter.Seq2[thread.Comment, error] {
	if opt == nil {
		opt = &Options{}
	}
	return jsonread.Each(r, opt.MaxRecordBytes, func(yield jsonread.Yield) (func(*jsontree.Doc, jsontree.Value) bool, func() bool) {
		x := &reader{yield: yield}
		return x.object, x.release
	})
}

type reader struct {
	yield jsonread.Yield
	held  *status // the last status that stood alone: a context may follow
	known map[string]string
}

// status is a comment with what the context needs to know of it.
type status struct {
	thread.Comment
	to      string // in_reply_to_id
	replies int
}

// maxKnown bounds how many statuses that stand alone are remembered.
const maxKnown = 1 << 20

func (x *reader) object(doc *jsontree.Doc, v jsontree.Value) bool {
	up, down := v.Get("ancestors"), v.Get("descendants")
	if up.Kind() == jsontree.Array || down.Kind() == jsontree.Array {
		return x.context(doc, v, up, down)
	}
	if v.Get("account").Kind() != jsontree.Object && v.Get("content").Kind() != jsontree.String {
		return !v.Complete() || x.release() && x.yield(thread.Comment{}, doc.Bad(v, "neither a status nor a context of Mastodon"))
	}
	if !x.release() {
		return false
	}
	s := read(doc, v, nil)
	x.held = &s
	return true
}

// release emits the status held, no context having come.
func (x *reader) release() bool {
	s := x.held
	if s == nil {
		return true
	}
	x.held = nil
	if x.known == nil || len(x.known) > maxKnown {
		x.known = map[string]string{}
	}
	s.Thread, s.Parent = s.ID, s.to
	if s.to == "" {
		s.Kind = thread.Post
	} else if root, ok := x.known[s.to]; ok {
		if s.Thread = root; s.to == root {
			s.Parent = ""
		}
	} else {
		s.Thread = s.to
	}
	x.known[s.ID] = s.Thread
	return x.yield(s.Comment, nil)
}

func (x *reader) context(doc *jsontree.Doc, v, up, down jsontree.Value) bool {
	names := accounts(up, down)
	var all []status
	in := map[string]bool{}
	take := func(list jsontree.Value) {
		for e := range list.Items() {
			if e.Kind() == jsontree.Object {
				s := read(doc, e, names)
				in[s.ID] = true
				all = append(all, s)
			}
		}
	}
	take(up)
	ancestors := len(all)
	take(down)

	// The status in the middle.
	focal := ""
	for _, s := range all[ancestors:] {
		if s.to != "" && !in[s.to] {
			focal = s.to
			break
		}
	}
	var root string
	switch held := x.held; {
	case held != nil && (held.ID == focal || focal == "" && (ancestors == 0 || held.to == all[ancestors-1].ID)):
		x.held = nil
		all = append(all[:ancestors:ancestors], append([]status{*held}, all[ancestors:]...)...)
		root = all[0].ID
	case !x.release():
		return false
	case ancestors > 0:
		root = all[0].ID
		if focal != "" {
			s := status{to: all[ancestors-1].ID}
			s.ID, s.Status = focal, thread.Missing
			s.Pos, s.Line = all[ancestors].Pos, all[ancestors].Line
			all = append(all[:ancestors:ancestors], append([]status{s}, all[ancestors:]...)...)
		}
	default:
		root = focal
	}
	if len(all) > 0 && all[0].ID == root && all[0].to != "" && ancestors > 0 {
		root = all[0].ID // the chain above is lost: this is the earliest known
	}
	direct := map[string]int{}
	for _, s := range all {
		direct[s.to]++
	}
	post := ""
	if focal == root {
		post = root
	}
	for i := range all {
		s := &all[i]
		s.Thread = root
		switch {
		case s.to == "":
			s.Kind = thread.Post
			if s.ID == root {
				post = root
			}
		case s.to != post:
			s.Parent = s.to
		}
		if n := s.replies - direct[s.ID]; n > 0 {
			if s.Details == nil {
				s.Details = &thread.Details{}
			}
			s.Details.Unseen = n
		}
		if !x.yield(s.Comment, nil) {
			return false
		}
	}
	if n, m := ancestors, down.Len(); n == 40 || n == 4096 || m == 60 || m == 4096 {
		pos, line := doc.Place(v)
		return x.yield(thread.Comment{}, source.Bad(pos, line, ErrTruncated))
	}
	return true
}

// accounts maps the IDs of accounts to names, as far as a context tells.
func accounts(lists ...jsontree.Value) map[string]string {
	names := map[string]string{}
	for _, list := range lists {
		for s := range list.Items() {
			if a := s.Get("account"); a.Get("id").ID() != "" {
				names[a.Get("id").ID()] = shown(a)
			}
			for m := range s.Get("mentions").Items() {
				if id := m.Get("id").ID(); id != "" && names[id] == "" {
					names[id] = m.Get("acct").Text()
				}
			}
		}
	}
	return names
}

// shown returns the name that readers see of an account.
func shown(account jsontree.Value) string {
	return cmp.Or(htmltext.Line(account.Get("display_name").Text()), htmltext.Line(account.First("acct", "username").Text()))
}

func read(doc *jsontree.Doc, v jsontree.Value, names map[string]string) status {
	s := status{Comment: doc.Comment(v), to: v.Get("in_reply_to_id").ID(), replies: v.Get("replies_count").Int()}
	account := v.Get("account")
	s.ID = v.Get("id").ID()
	s.Author = shown(account)
	s.Text = htmltext.Text(v.Get("content").Text())
	w, _ := v.Get("created_at").When()
	w.Set(&s.Comment)
	d := thread.Details{
		AuthorID: account.Get("id").ID(),
		URL:      htmltext.Line(v.First("url", "uri").Text()),
		Lang:     htmltext.Line(v.Get("language").Text()),
		Title:    htmltext.Line(v.Get("spoiler_text").Text()),
	}
	if to := v.Get("in_reply_to_account_id").ID(); to != "" {
		if d.ReplyTo = htmltext.Line(names[to]); d.ReplyTo == "" {
			for m := range v.Get("mentions").Items() {
				if m.Get("id").ID() == to {
					d.ReplyTo = htmltext.Line(m.Get("acct").Text())
				}
			}
		}
	}
	d.Score, d.HasScore = v.Get("favourites_count").Number()
	if e, ok := v.Get("edited_at").When(); ok {
		d.Edited = e.Time
	}
	s.Details = jsonread.Details(d)
	return s
}
