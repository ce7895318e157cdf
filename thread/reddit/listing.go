package reddit

import (
	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/jsontree"
)

// frame is a listing being walked.
type frame struct {
	children jsontree.Cursor
}

// things emits what an object holds: a listing, one thing, a record of a dump
// or a wrapper around any of them.
func (x *reader) things(v jsontree.Value, at placer) {
	kind, data := v.Get("kind").Text(), v.Get("data")
	switch {
	case v.Get("json").Kind() == jsontree.Object: // morechildren
		x.walk(v.Get("json").Get("data").Get("things"), at)
	case kind == "Listing":
		x.walk(data.Get("children"), at)
	case kind == "" && data.Kind() == jsontree.Array:
		x.walk(data, at)
	case kind == "" && data.Kind() == jsontree.Object && data.Get("things").Kind() == jsontree.Array:
		x.walk(data.Get("things"), at)
	case kind != "" && data.Kind() == jsontree.Object:
		x.thingAndReplies(v, at)
	default:
		x.one(v, v, at)
	}
}

func (x *reader) thingAndReplies(v jsontree.Value, at placer) {
	if replies, ok := x.child(v, at); ok {
		x.walk(replies, at)
	}
}

// walk emits the children of a listing and all below them, depth first. It
// keeps its own stack: depth is the input's to choose.
func (x *reader) walk(children jsontree.Value, at placer) {
	if c := x.held; c != nil {
		if n := unseen(children, c.ID); n > 0 {
			if c.Details == nil {
				c.Details = &thread.Details{}
			}
			c.Details.Unseen += n
		}
		x.release()
	}
	stack := []frame{{children.Cursor()}}
	for len(stack) > 0 && !x.stopped {
		v, ok := stack[len(stack)-1].children.Next()
		if !ok {
			stack = stack[:len(stack)-1]
			continue
		}
		if replies, ok := x.child(v, at); ok {
			stack = append(stack, frame{replies.Cursor()})
		}
	}
}

// child emits one thing and returns the listing of its replies.
func (x *reader) child(v jsontree.Value, at placer) (replies jsontree.Value, ok bool) {
	data := v.Get("data")
	switch v.Get("kind").Text() {
	case "more":
		return replies, false // counted where its parent is
	case "t1", "t3":
	case "":
		data = v // a record of a dump
	default:
		return replies, false // a subreddit, an account, a message
	}
	x.one(v, data, at)
	replies = data.Get("replies").Get("data").Get("children")
	return replies, replies.Kind() == jsontree.Array
}

// one emits one record.
func (x *reader) one(v, data jsontree.Value, at placer) {
	pos, line := at.Place(v)
	if data.Kind() != jsontree.Object {
		x.fail(&thread.RecordError{Pos: pos, Line: line, Err: errNoComment})
		return
	}
	x.rec.reset()
	x.rec.fromTree(data)
	if !data.Complete() && x.rec.f[fBody].kind <= jsontree.Null && x.rec.f[fSelftext].kind <= jsontree.Null {
		return // cut off before its text: the fault is reported with the document
	}
	c := thread.Comment{Pos: pos, Line: int32(line)}
	if err := x.fill(&c); err != nil {
		x.fail(&thread.RecordError{Pos: pos, Line: line, Err: err})
		return
	}
	if n := unseen(data.Get("replies").Get("data").Get("children"), ""); n > 0 {
		if c.Details == nil {
			c.Details = &thread.Details{}
		}
		c.Details.Unseen = n
	}
	if c.Kind == thread.Post {
		x.release()
		x.held = &c
		return
	}
	x.emit(c)
}

// unseen returns the number of comments that the "more" stubs in a listing
// stand for. With a parent only its stubs count.
func unseen(children jsontree.Value, parent string) int {
	n := 0
	for v := range children.Items() {
		if v.Get("kind").Text() != "more" {
			continue
		}
		more := v.Get("data")
		if parent != "" && more.Get("parent_id").Text() != parent {
			continue
		}
		n += max(more.Get("count").Int(), more.Get("children").Len(), 1)
	}
	return n
}
