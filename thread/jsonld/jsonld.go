// Package jsonld reads discussions marked up as schema.org JSON-LD, the form in
// which many sites describe their comments to search engines:
// DiscussionForumPosting, SocialMediaPosting, Article and Question with
// Comment and Answer.
//
// Input is the content of one or more script elements of type
// application/ld+json, one after the other; package webpage finds them in a
// page.
//
//   - Comments nest in comment, suggestedAnswer, acceptedAnswer, each an object
//     or an array; in a flat @graph they name what they answer as parentItem, or
//     about, or stand in the @reverse.comment of it.
//   - The thing commented on is a Post; comments directly under it have no
//     Parent. Thread is its @id or url.
//   - ID is @id, else identifier, else url, as it is stated. A comment without
//     any has the Post's ID and a path, "post/2/1": a number for each level, or
//     a running number, "~7", where that would be long.
//   - Author is author.name, or author where that is a string; AuthorID its
//     @id, url or identifier.
//   - Text is text or articleBody, which may be HTML. Time is dateCreated, else
//     datePublished. upvoteCount less downvoteCount is the Score, or the
//     LikeAction of interactionStatistic.
//   - commentCount over the comments given is the Post's Unseen.
//
// Of equal names in one object the last counts.
package jsonld

import (
	"io"
	"iter"
	"strconv"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/internal/htmltext"
	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/gone"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/jsonread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/jsontree"
)

// Format is the name of the format.
const Format = "jsonld"

// Options say how input is read. Nil means the zero Options.
type Options struct {
	// MaxRecordBytes caps one document; 0 means 32 MiB. A larger one is a
	// RecordError.
	MaxRecordBytes int
}

// Read yields the posts that have comments, and the comments, of r, depth
// first. Other things described give nothing. A [*thread.RecordError] spoils
// one document from the fault on; any other error is the last pair.
func Read(r io.Reader, opt *Options) iter.Seq2[thread.Comment, error] {
	if opt == nil {
		opt = &Options{}
	}
	return jsonread.Each(r, opt.MaxRecordBytes, func(yield jsonread.Yield) (func(*jsontree.Doc, jsontree.Value) bool, func() bool) {
		x := &reader{yield: yield}
		return x.object, nil
	})
}

type reader struct {
	yield jsonread.Yield
	long  int // comments whose path would be too long
}

// maxPath bounds an ID that is a path in bytes: depth is the input's, and so
// would be the sum of all paths, squared.
const maxPath = 256

// frame is one level of comments being walked.
type frame struct {
	groups [len(nests)]jsontree.Cursor
	group  int
	single bool // an object instead of an array in this group
	value  jsontree.Value
	id     string
	path   string
	n      int
}

var nests = [...]string{"comment", "acceptedAnswer", "suggestedAnswer", "hasPart"}

func (x *reader) object(doc *jsontree.Doc, v jsontree.Value) bool {
	if graph := v.Get("@graph"); graph.Kind() == jsontree.Array {
		return x.graph(doc, graph)
	}
	if e := v.Get("mainEntity"); e.Kind() == jsontree.Object && comments(v) == 0 {
		v = e
	}
	if e := v.Get("mainEntityOfPage"); e.Kind() == jsontree.Object && comments(v) == 0 && comments(e) > 0 {
		v = e
	}
	return x.top(doc, v)
}

// comments returns how many comments stand directly in a thing.
func comments(v jsontree.Value) int {
	n := 0
	for _, key := range nests {
		switch list := v.Get(key); {
		case list.Kind() == jsontree.Object && is(list, "Comment", "Answer"):
			n++
		case list.Kind() == jsontree.Array:
			for e := range list.Items() {
				if is(e, "Comment", "Answer") {
					n++
				}
			}
		}
	}
	return n
}

// is reports whether a thing is of one of the types.
func is(v jsontree.Value, types ...string) bool {
	t := v.Get("@type")
	match := func(s string) bool {
		s = s[strings.LastIndexAny(s, "/:#")+1:]
		for _, want := range types {
			if s == want {
				return true
			}
		}
		return false
	}
	if t.Kind() == jsontree.Array {
		for e := range t.Items() {
			if match(e.Text()) {
				return true
			}
		}
		return false
	}
	return match(t.Text())
}

// top emits a thing that comments hang on.
func (x *reader) top(doc *jsontree.Doc, v jsontree.Value) bool {
	n := comments(v)
	if is(v, "Comment", "Answer") {
		c := read(doc, v)
		c.Parent = ref(v.First("parentItem", "about"))
		return x.yield(c, nil) && x.walk(doc, v, c.ID, c.ID, c.Thread, nil)
	}
	if n == 0 {
		return true
	}
	c := read(doc, v)
	c.Kind = thread.Post
	if c.ID == "" {
		c.ID = "post"
	}
	c.Thread = c.ID
	c.Level = 0
	d := thread.Details{}
	if c.Details != nil {
		d = *c.Details
	}
	d.Title = htmltext.Line(htmltext.Text(v.First("headline", "name").Text()))
	if unseen := v.First("commentCount", "answerCount").Int() - below(v); unseen > 0 {
		d.Unseen = unseen
	}
	c.Details = jsonread.Details(d)
	return x.yield(c, nil) && x.walk(doc, v, "", c.ID, c.Thread, nil)
}

// below counts the comments at any depth under a thing.
func below(v jsontree.Value) int {
	n := 0
	walk(v, "", "", func(jsontree.Value, *frame) (string, bool) { n++; return "", true })
	return n
}

// walk emits the comments under a thing.
func (x *reader) walk(doc *jsontree.Doc, v jsontree.Value, id, path, thread string, done map[string]bool) bool {
	ok := true
	walk(v, id, path, func(v jsontree.Value, up *frame) (string, bool) {
		c := read(doc, v)
		if c.ID == "" {
			if len(up.path) < maxPath {
				c.ID = up.path + "/" + strconv.Itoa(up.n)
			} else {
				x.long++
				c.ID = "~" + strconv.Itoa(x.long)
			}
		}
		if done != nil {
			if done[c.ID] {
				return c.ID, true
			}
			done[c.ID] = true
		}
		c.Parent, c.Thread = up.id, thread
		ok = x.yield(c, nil)
		return c.ID, ok
	})
	return ok
}

// walk visits the comments under a thing depth first, with a stack of its
// own. visit returns the ID of the comment.
func walk(v jsontree.Value, id, path string, visit func(jsontree.Value, *frame) (string, bool)) {
	stack := []*frame{open(v, id, path)}
	for len(stack) > 0 {
		up := stack[len(stack)-1]
		c, ok := up.next()
		if !ok {
			stack = stack[:len(stack)-1]
			continue
		}
		if c.Kind() != jsontree.Object || !is(c, "Comment", "Answer") && c.Get("text").Kind() != jsontree.String {
			continue
		}
		up.n++
		id, ok := visit(c, up)
		if !ok {
			return
		}
		stack = append(stack, open(c, id, id))
	}
}

func open(v jsontree.Value, id, path string) *frame {
	f := &frame{value: v, id: id, path: path}
	for i, key := range nests {
		if list := v.Get(key); list.Kind() == jsontree.Array {
			f.groups[i] = list.Cursor()
		}
	}
	return f
}

func (f *frame) next() (jsontree.Value, bool) {
	for ; f.group < len(nests); f.group++ {
		if v, ok := f.groups[f.group].Next(); ok {
			return v, true
		}
		if v := f.value.Get(nests[f.group]); v.Kind() == jsontree.Object && !f.single {
			f.single = true
			return v, true
		}
		f.single = false
	}
	return jsontree.Value{}, false
}

// graph emits a flat graph.
func (x *reader) graph(doc *jsontree.Doc, graph jsontree.Value) bool {
	posts := map[string]bool{}
	for v := range graph.Items() {
		if !is(v, "Comment", "Answer") && v.Kind() == jsontree.Object {
			posts[ref(v)] = true
		}
	}
	answered := map[string]bool{} // things that comments of the graph refer to
	for v := range graph.Items() {
		if is(v, "Comment", "Answer") {
			answered[parent(v)] = true
		}
	}
	done := map[string]bool{}
	for v := range graph.Items() {
		if v.Kind() != jsontree.Object {
			continue
		}
		if !is(v, "Comment", "Answer") {
			if !is(v, "DiscussionForumPosting", "SocialMediaPosting", "Question", "QAPage", "BlogPosting", "Article", "NewsArticle", "WebPage") || comments(v) == 0 && (!answered[ref(v)] || ref(v) == "") {
				continue
			}
			c := read(doc, v)
			c.Kind, c.Thread = thread.Post, c.ID
			d := thread.Details{}
			if c.Details != nil {
				d = *c.Details
			}
			d.Title = htmltext.Line(htmltext.Text(v.First("headline", "name").Text()))
			c.Details = jsonread.Details(d)
			if !x.yield(c, nil) || !x.walk(doc, v, "", c.ID, c.Thread, done) {
				return false
			}
			continue
		}
		c := read(doc, v)
		if c.ID != "" && done[c.ID] {
			continue
		}
		done[c.ID] = true
		if c.Parent = parent(v); posts[c.Parent] {
			c.Thread, c.Parent = c.Parent, ""
		}
		if !x.yield(c, nil) || !x.walk(doc, v, c.ID, c.ID, c.Thread, done) {
			return false
		}
	}
	return true
}

func parent(v jsontree.Value) string {
	if p := ref(v.Get("@reverse").Get("comment")); p != "" {
		return p
	}
	return ref(v.First("parentItem", "about", "discussionUrl"))
}

// ref returns the ID of a thing, or the text of a reference to one.
func ref(v jsontree.Value) string {
	switch v.Kind() {
	case jsontree.String:
		return htmltext.Line(v.Text())
	case jsontree.Array:
		for e := range v.Items() {
			return refOf(e)
		}
		return ""
	}
	return refOf(v)
}

func refOf(v jsontree.Value) string {
	if v.Kind() == jsontree.String {
		return htmltext.Line(v.Text())
	}
	id := v.First("@id", "identifier", "url")
	if id.Kind() == jsontree.Object { // a PropertyValue
		id = id.Get("value")
	}
	return htmltext.Line(id.ID())
}

func read(doc *jsontree.Doc, v jsontree.Value) thread.Comment {
	c := doc.Comment(v)
	c.ID = ref(v)
	who := v.First("author", "creator")
	if who.Kind() == jsontree.Array {
		for e := range who.Items() {
			who = e
			break
		}
	}
	var d thread.Details
	if who.Kind() == jsontree.String {
		c.Author = htmltext.Line(htmltext.Text(who.Text()))
	} else {
		c.Author = htmltext.Line(htmltext.Text(who.First("name", "alternateName").Text()))
		d.AuthorID = refOf(who)
	}
	body := v.First("text", "articleBody", "description").Text()
	if strings.Contains(body, "</") || strings.Contains(body, "<br") || strings.Contains(body, "<p>") {
		c.Text = htmltext.TextLines(body)
	} else if c.Text = htmltext.Tidy(body); strings.Contains(body, "&") {
		c.Text = htmltext.TextLines(strings.ReplaceAll(body, "<", "&lt;"))
	}
	w, ok := v.Get("dateCreated").When()
	if !ok {
		w, _ = v.Get("datePublished").When()
	}
	w.Set(&c)
	d.URL = htmltext.Line(v.Get("url").Text())
	d.Lang = htmltext.Line(v.Get("inLanguage").Text())
	if e, ok := v.Get("dateModified").When(); ok && e.Time.After(w.Time) {
		d.Edited = e.Time
	}
	if up, ok := v.Get("upvoteCount").Number(); ok {
		down, _ := v.Get("downvoteCount").Number()
		d.Score, d.HasScore = up-down, true
	} else {
		d.Score, d.HasScore = likes(v.Get("interactionStatistic"))
	}
	if st, ok := gone.Status(c.Text); ok {
		c.Text, c.Status = "", st
	}
	if v.Get("creativeWorkStatus").Text() == "Deleted" {
		c.Status = thread.Deleted
	}
	c.Details = jsonread.Details(d)
	return c
}

func likes(v jsontree.Value) (float64, bool) {
	one := func(v jsontree.Value) (float64, bool) {
		t := v.Get("interactionType")
		if name := t.Text() + t.Get("@type").Text(); !strings.HasSuffix(name, "LikeAction") || strings.HasSuffix(name, "DislikeAction") {
			return 0, false
		}
		return v.Get("userInteractionCount").Number()
	}
	if v.Kind() == jsontree.Object {
		return one(v)
	}
	for e := range v.Items() {
		if n, ok := one(e); ok {
			return n, true
		}
	}
	return 0, false
}
