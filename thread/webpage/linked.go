package webpage

import (
	"encoding/json"
	"html"
	"strconv"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// linked reads schema.org comments out of the page's JSON-LD: Comment and
// Answer objects, nested by comment, suggestedAnswer and acceptedAnswer or
// joined by parentItem. Scripts that are not JSON are passed over.
func (s *survey) linked() []thread.Comment {
	var out []thread.Comment
	for _, src := range s.d.ld {
		if !strings.Contains(src, "omment") && !strings.Contains(src, "Answer") {
			continue
		}
		src = strings.TrimSpace(src)
		src = strings.TrimSuffix(strings.TrimPrefix(src, "<!--"), "-->")
		dec := json.NewDecoder(strings.NewReader(src))
		dec.UseNumber()
		var v any
		if dec.Decode(&v) != nil {
			continue
		}
		out = linkedComments(out, v)
	}
	ids := make(map[string]bool, len(out))
	for i := range out {
		ids[out[i].ID] = true
	}
	for i := range out {
		if !ids[out[i].Parent] {
			out[i].Parent = "" // parentItem names the article
		}
	}
	return out
}

// task is a value still to be looked at.
type task struct {
	v      any
	parent string
	level  int32
	child  bool // it stands where comments stand
}

// linkedComments walks v without recursion, in document order.
func linkedComments(out []thread.Comment, v any) []thread.Comment {
	todo := []task{{v: v}}
	for len(todo) > 0 {
		t := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		switch x := t.v.(type) {
		case []any:
			for i := len(x) - 1; i >= 0; i-- {
				todo = append(todo, task{x[i], t.parent, t.level, t.child})
			}
		case map[string]any:
			parent, level := t.parent, t.level
			if c, ok := linkedComment(x, t); ok {
				if c.ID == "" {
					c.ID = "c" + strconv.Itoa(len(out)+1)
				}
				out = append(out, c)
				parent, level = c.ID, c.Level
			}
			for _, k := range []string{"mainEntity", "mainEntityOfPage", "@graph", "@reverse", "hasPart", "suggestedAnswer", "acceptedAnswer", "comment", "comments"} {
				// The last pushed is looked at first.
				if w, ok := x[k]; ok {
					switch w.(type) {
					case []any, map[string]any:
						todo = append(todo, task{w, parent, level, k == "comment" || k == "comments"})
					}
				}
			}
		}
	}
	return out
}

func linkedComment(x map[string]any, t task) (thread.Comment, bool) {
	typ := str(x["@type"])
	switch {
	case typ == "Comment" || typ == "UserComments" || typ == "Answer":
	case t.child && typ == "" || t.child && typ == "DiscussionForumPosting" || t.child && typ == "SocialMediaPosting":
	default:
		return thread.Comment{}, false
	}
	var c thread.Comment
	for _, k := range []string{"text", "commentText", "articleBody", "description"} {
		if v := str(x[k]); v != "" {
			c.Text = ldText(v)
			break
		}
	}
	c.ID = first(str(x["@id"]), str(x["identifier"]), str(x["url"]))
	c.Author = first(name(x["author"]), name(x["creator"]))
	for _, k := range []string{"dateCreated", "datePublished", "commentTime"} {
		if st := stampOfValue(str(x[k])); st.ok {
			c.Time, c.Precision, c.Floating = st.t, st.prec, st.floating
			break
		}
	}
	if c.Text == "" && c.Author == "" || typ == "Answer" && c.Author == "" && c.Time.IsZero() {
		return c, false // the answers of a page of questions that the site asks itself
	}
	c.Parent, c.Level = t.parent, t.level+1
	if p, ok := x["parentItem"].(map[string]any); ok && t.parent == "" {
		c.Parent = first(str(p["@id"]), str(p["url"]))
		if c.Parent != "" {
			c.Level = 0
		}
	}
	var d thread.Details
	if u := str(x["url"]); strings.HasPrefix(u, "http") {
		d.URL = u
	}
	if v, ok := leadingNumber(str(x["upvoteCount"])); ok {
		d.Score, d.HasScore = v, true
	}
	if d != (thread.Details{}) {
		c.Details = &d
	}
	if st, ok := fold(gone, c.Text); ok {
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

// str is a JSON string or number, or the first of a list of them.
func str(v any) string {
	switch x := v.(type) {
	case string:
		return strings.TrimSpace(x)
	case json.Number:
		return x.String()
	case []any:
		if len(x) > 0 {
			if s, ok := x[0].(string); ok {
				return s
			}
		}
	}
	return ""
}

func name(v any) string {
	switch x := v.(type) {
	case string:
		return strings.TrimSpace(x)
	case map[string]any:
		return first(str(x["name"]), str(x["alternateName"]))
	case []any:
		if len(x) > 0 {
			if m, ok := x[0].(map[string]any); ok {
				return str(m["name"])
			}
			return str(x[0])
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
