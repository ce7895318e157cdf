package webpage

import (
	"bytes"
	"html"
	"strconv"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/gone"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/jsontree"
)

// linked reads schema.org comments out of the page's JSON-LD: Comment and
// Answer objects, nested by comment, suggestedAnswer and acceptedAnswer or
// joined by parentItem. Of a script that is not JSON it takes what stands
// before the fault.
func (s *survey) linked(page string) []thread.Comment {
	var l linker
	var tree jsontree.Tree
	for _, src := range s.d.ld {
		if !bytes.Contains(src, []byte("omment")) && !bytes.Contains(src, []byte("Answer")) {
			continue
		}
		src = bytes.TrimSpace(src)
		src = bytes.TrimSuffix(bytes.TrimPrefix(src, []byte("<!--")), []byte("-->"))
		// A value takes 24 bytes of memory and hardly one of discussions less
		// than 12 of the page.
		tree.MaxValues = len(src)/8 + 64
		_ = tree.Parse(src)
		l.walk(tree.Root())
	}
	return l.comments(page)
}

// linker gathers the comments of JSON-LD.
type linker struct {
	found []linkedOne
	posts map[string]bool // names and addresses of what is commented on
}

// linkedOne is a comment with what it and others call it.
type linkedOne struct {
	thread.Comment
	url    string
	above  int    // index of the comment it stands in, -1 none
	answer string // what parentItem names
	// toComment tells that parentItem says of itself that it is a comment.
	toComment bool
}

// ldNests are the members that lead to comments, in the order they are read.
var ldNests = [...]string{"comments", "comment", "acceptedAnswer", "suggestedAnswer", "hasPart", "@reverse", "@graph", "mainEntityOfPage", "mainEntity"}

// walk finds the comments in a value, depth first, with a stack of its own.
func (l *linker) walk(root jsontree.Value) {
	type level struct {
		object jsontree.Value
		list   jsontree.Cursor // of the member of object before nest, or of root
		nest   int             // the next of ldNests
		above  int
		child  bool // the list is one of comments
	}
	one := func(v jsontree.Value, above int, child bool) level {
		if c, ok := linkedComment(v, child); ok {
			c.above = above
			if above >= 0 {
				c.Level = l.found[above].Level + 1
			} else if c.answer == "" {
				c.Level = 1
			}
			above = len(l.found)
			l.found = append(l.found, c)
		} else if id, url := ldText1(v.Get("@id")), ldText1(v.Get("url")); id != "" || url != "" {
			if l.posts == nil {
				l.posts = make(map[string]bool)
			}
			l.posts[id], l.posts[url] = true, true
		}
		return level{object: v, above: above}
	}
	stack := []level{{list: root.Cursor(), nest: len(ldNests), above: -1}}
	if root.Kind() == jsontree.Object {
		stack[0] = one(root, -1, false)
	}
	for len(stack) > 0 {
		at := &stack[len(stack)-1]
		v, ok := at.list.Next()
		if !ok {
			if at.nest == len(ldNests) {
				stack = stack[:len(stack)-1]
				continue
			}
			name := ldNests[at.nest]
			at.nest++
			at.child = name == "comment" || name == "comments"
			if v = at.object.Get(name); v.Kind() == jsontree.Array {
				at.list = v.Cursor()
				continue
			}
		}
		var below level
		switch v.Kind() {
		case jsontree.Array: // in another
			below = level{list: v.Cursor(), nest: len(ldNests), above: at.above, child: at.child}
		case jsontree.Object:
			below = one(v, at.above, at.child)
		default:
			continue
		}
		if at.nest == len(ldNests) && at.list.Done() {
			*at = below // nothing is left to do here
		} else {
			stack = append(stack, below)
		}
	}
}

// comments gives what was found IDs, each its own, and parents by them. A
// comment's address is its ID where no other thing on the page has it: many
// sites write the article's for every comment.
func (l *linker) comments(page string) []thread.Comment {
	urls := make(map[string]int)
	for i := range l.found {
		urls[l.found[i].url]++
	}
	at := make([]int32, len(l.found)) // in out
	byName := make(map[string]int32, len(l.found))
	out := make([]thread.Comment, 0, len(l.found))
	for i := range l.found {
		f := &l.found[i]
		own := f.url != "" && f.url != page && urls[f.url] == 1 && !l.posts[f.url]
		if f.ID == "" && own {
			f.ID = f.url
		}
		if j, ok := byName[f.ID]; ok && f.ID != "" {
			if o := &out[j]; o.Text == f.Text && o.Author == f.Author && o.Time.Equal(f.Time) {
				at[i] = j // the same comment in another place
				continue
			}
			f.ID = ""
		}
		at[i] = int32(len(out))
		out = append(out, f.Comment)
		if f.ID != "" {
			byName[f.ID] = at[i]
		}
		if own {
			if _, taken := byName[f.url]; !taken {
				byName[f.url] = at[i]
			}
		}
	}
	for i := range out {
		for n := i + 1; out[i].ID == ""; n += len(out) {
			if id := "c" + strconv.Itoa(n); !has(byName, id) {
				out[i].ID = id
				byName[id] = int32(i)
			}
		}
	}
	for i := range l.found {
		f, c := &l.found[i], &out[at[i]]
		switch {
		case c.Parent != "":
		case f.above >= 0:
			if j := at[f.above]; j != at[i] {
				c.Parent = out[j].ID
			}
		case f.answer != "":
			if j, ok := byName[f.answer]; ok && j != at[i] {
				c.Parent = out[j].ID
			} else if f.toComment && !ok {
				c.Parent = f.answer // on another page
			} // else it names the article
		}
	}
	return out
}

func has(m map[string]int32, k string) bool { _, ok := m[k]; return ok }

func linkedComment(v jsontree.Value, child bool) (linkedOne, bool) {
	typ := ldText1(v.Get("@type"))
	switch {
	case typ == "Comment" || typ == "UserComments" || typ == "Answer":
	case child && (typ == "" || typ == "DiscussionForumPosting" || typ == "SocialMediaPosting"):
	default:
		return linkedOne{}, false
	}
	c := linkedOne{above: -1, url: ldText1(v.Get("url"))}
	for _, k := range []string{"text", "commentText", "articleBody", "description"} {
		if t := ldText1(v.Get(k)); t != "" {
			c.Text = ldText(t)
			break
		}
	}
	c.ID = first(ldText1(v.Get("@id")), ldText1(v.Get("identifier")))
	c.Author = first(ldName(v.Get("author")), ldName(v.Get("creator")))
	for _, k := range []string{"dateCreated", "datePublished", "commentTime"} {
		if st := stampOfValue(ldText1(v.Get(k))); st.ok {
			c.Time, c.Precision, c.Floating = st.t, st.prec, st.floating
			break
		}
	}
	if c.Text == "" && c.Author == "" || typ == "Answer" && c.Author == "" && c.Time.IsZero() {
		return c, false // the answers of a page of questions that the site asks itself
	}
	if p := v.Get("parentItem"); p.Kind() == jsontree.Object {
		c.answer = first(ldText1(p.Get("@id")), ldText1(p.Get("url")))
		c.toComment = ldText1(p.Get("@type")) == "Comment"
	}
	var d thread.Details
	if strings.HasPrefix(c.url, "http") {
		d.URL = c.url
	}
	if n, ok := leadingNumber(ldText1(v.Get("upvoteCount"))); ok {
		d.Score, d.HasScore = n, true
	}
	if d != (thread.Details{}) {
		c.Details = &d
	}
	if st, ok := gone.Status(c.Text); ok {
		c.Status, c.Text = st, ""
	}
	if known(nobody, c.Author) {
		c.Author = ""
	}
	return c, true
}

func first(v ...string) string {
	for _, s := range v {
		if s != "" {
			return s
		}
	}
	return ""
}

// ldText1 is a JSON string or number, or the first of a list of strings.
func ldText1(v jsontree.Value) string {
	switch v.Kind() {
	case jsontree.String:
		return strings.TrimSpace(v.Text())
	case jsontree.Number:
		return v.Raw()
	case jsontree.Array:
		for e := range v.Items() {
			return e.Text()
		}
	}
	return ""
}

// ldName is the name of a person, or of the first of several.
func ldName(v jsontree.Value) string {
	switch v.Kind() {
	case jsontree.String:
		return strings.TrimSpace(v.Text())
	case jsontree.Object:
		return first(ldText1(v.Get("name")), ldText1(v.Get("alternateName")))
	case jsontree.Array:
		for e := range v.Items() {
			if e.Kind() == jsontree.Object {
				return ldText1(e.Get("name"))
			}
			return ldText1(e)
		}
	}
	return ""
}

// ldText is the text of a value that may hold HTML.
func ldText(v string) string {
	if strings.IndexByte(v, '<') >= 0 && strings.IndexByte(v, '>') > 0 {
		d := parse([]byte(v), 256, 1<<20)
		s := &survey{d: d, flags: make([]flag, len(d.nodes))}
		w := writer{last: -1}
		s.render(&w, 0, int32(len(d.nodes)), nil)
		if t := w.String(); t != "" {
			return t
		}
	}
	if strings.IndexByte(v, '&') >= 0 {
		v = html.UnescapeString(v)
	}
	return strings.TrimSpace(clean2(v))
}

// clean2 drops control characters but line feeds.
func clean2(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7F {
			return -1
		}
		return r
	}, s)
}
