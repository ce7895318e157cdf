package table

import (
	"bytes"
	"io"
	"iter"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/jsonread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/jsontree"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/source"
)

// sniff tells JSON from delimited text and returns a reader of it all.
func sniff(r io.Reader) (isJSON bool, all io.Reader) {
	in := source.UTF8(r)
	var head [512]byte
	n := 0
	var err error
	for n < len(head) && err == nil {
		var k int
		k, err = in.Read(head[n:])
		n += k
	}
	all = io.MultiReader(bytes.NewReader(head[:n]), in)
	if err != nil && err != io.EOF {
		all = io.MultiReader(bytes.NewReader(head[:n]), failing{err})
	}
	rest := bytes.TrimLeft(head[:n], " \t\r\n\x1e")
	if len(rest) > 0 && rest[0] == '[' {
		rest = bytes.TrimLeft(rest[1:], " \t\r\n")
		return len(rest) == 0 || rest[0] == '{' || rest[0] == ']' || rest[0] == '[', all
	}
	return len(rest) > 0 && rest[0] == '{', all
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// ReadJSON is [Read] for JSON whatever it begins with.
func ReadJSON(r io.Reader, opt *Options) iter.Seq2[thread.Comment, error] {
	if opt == nil {
		opt = &Options{}
	}
	return func(yield func(thread.Comment, error) bool) {
		x := &objects{rowReader: rowReader{opt: opt}, keys: map[string]key{}}
		defer x.tell()
		jsonread.Each(r, opt.MaxRecordBytes, func(yield jsonread.Yield) (func(*jsontree.Doc, jsontree.Value) bool, func() bool) {
			x.yield = yield
			return x.walk, x.end
		})(yield)
	}
}

// end tells of members that were not used.
func (x *objects) end() bool {
	if x.opt.Notice == nil || x.ours {
		return true
	}
	if x.reports > 0 {
		return true
	}
	named := map[string]bool{"rejoinder": true}
	for _, name := range nests {
		named[name] = true
	}
	for _, name := range x.opt.Columns.names() {
		first, _, _ := strings.Cut(name, ".")
		named[name], named[first] = true, true
	}
	var names []string
	for name, k := range x.keys {
		if k.field < 0 && !k.used && !named[name] {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	x.unused(names)
	return true
}

type objects struct {
	rowReader
	yield jsonread.Yield
	keys  map[string]key // what names of members stand for

	comments int // yielded until now
	reports  int // objects with threads until now
}

type key struct {
	field field
	rank  int
	used  bool // led to comments, or might have
}

// maxKeys bounds the memory for names of members.
const maxKeys = 10_000

var nests = [...]string{"comments", "replies", "children", "items", "posts", "threads"}

// frame is an object whose nested comments are being walked.
type frame struct {
	lists  [len(nests)]jsontree.Cursor
	next   int
	values jsontree.Cursor // of what is neither a comment nor a thread, or of an array
	parent string
	thread string
	inside bool   // the object is a comment
	sought bool   // nothing but a search has led here
	prefix string // of the names of threads
}

// walk emits an object and all that nest in it, with a stack of its own.
func (x *objects) walk(doc *jsontree.Doc, v jsontree.Value) bool {
	var stack []frame
	var up frame
	root, before, sought := v, x.comments, false
	for {
		switch v.Kind() {
		case jsontree.Array:
			stack = append(stack, frame{values: v.Cursor(), parent: up.parent, thread: up.thread, inside: up.inside, sought: up.sought, prefix: up.prefix})
		case jsontree.Object:
			below := open(v)
			row, any := x.row(v)
			if up.sought && x.opt.Columns == (Columns{}) && row[fID] == "" && row[fAuthor] == "" && row[fAuthorID] == "" && row[fTime] == "" {
				any = false // of menus, errors and the like
			}
			inReport := reportedObject(v)
			if x.ours = inReport || v.Get("rejoinder").Kind() == jsontree.Number; x.ours {
				any = true
			}
			c := doc.Comment(v)
			x.fill(&c, &row)
			if inReport {
				setReported(&c, v)
			}
			switch {
			case any:
				if c.Parent == "" {
					c.Parent = up.parent
				}
				if c.Thread == "" {
					c.Thread = up.thread
				}
				if x.comments++; c.ID == "" && (up.inside || below.some()) {
					// Its replies have to name it. Not a path: depth is the input's.
					c.ID = "/" + strconv.Itoa(x.comments)
				}
				below.inside = true
				if !x.yield(c, nil) {
					return false
				}
				below.parent, below.thread = c.ID, c.Thread
			case below.some():
				// A thread: its ID names it, its title stays behind.
				if v.Get("threads").Kind() == jsontree.Array {
					below.prefix = x.prefix(v)
				}
				if below.parent, below.thread = up.parent, c.ID; c.ID == "" {
					below.thread = up.thread
				} else if up.prefix != "" {
					below.thread = up.prefix + " " + c.ID
				}
				if c.Thread != "" {
					below.thread = c.Thread
				}
			case holdsOthers(v):
				sought, below.sought = true, true
				x.passed(v)
				if below.values, below.parent, below.thread = v.Cursor(), up.parent, up.thread; below.thread == "" {
					below.thread = c.ID
				}
			case v.Complete() && !sought:
				if !x.yield(thread.Comment{}, doc.Bad(v, "no text and no comments")) {
					return false
				}
			}
			stack = append(stack, below)
		}
		ok := false
		for len(stack) > 0 && !ok {
			if v, ok = stack[len(stack)-1].child(); !ok {
				stack = stack[:len(stack)-1]
			}
		}
		if !ok {
			if sought && x.comments == before && root.Complete() {
				return x.yield(thread.Comment{}, doc.Bad(root, "no text and no comments"))
			}
			return true
		}
		up = stack[len(stack)-1]
	}
}

func open(v jsontree.Value) (f frame) {
	for i, name := range nests {
		if list := v.Get(name); list.Kind() == jsontree.Array {
			f.lists[i] = list.Cursor()
		}
	}
	return f
}

// some reports whether the frame has an array, if an empty one.
func (f *frame) some() bool { return f.lists != [len(nests)]jsontree.Cursor{} }

func (f *frame) child() (jsontree.Value, bool) {
	for ; f.next < len(f.lists); f.next++ {
		if v, ok := f.lists[f.next].Next(); ok {
			return v, true
		}
	}
	for {
		if v, ok := f.values.Next(); !ok || v.Kind() >= jsontree.Array {
			return v, ok
		}
	}
}

// passed notes the names of the members that are sought through: they are used.
func (x *objects) passed(v jsontree.Value) {
	if x.opt.Notice == nil {
		return
	}
	for name, m := range v.Members() {
		if k := x.keys[name]; m.Kind() >= jsontree.Array && !k.used && (len(x.keys) < maxKeys || k != key{}) {
			if k == (key{}) {
				k.field, k.rank = alias(name)
			}
			k.used = true
			x.keys[name] = k
		}
	}
}

// holdsOthers reports whether an object holds others, or arrays.
func holdsOthers(v jsontree.Value) bool {
	values := v.Cursor()
	for {
		if m, ok := values.Next(); !ok || m.Kind() >= jsontree.Array {
			return ok
		}
	}
}

// row collects the values of an object; ok tells that it is a comment.
func (x *objects) row(v jsontree.Value) (row [fields]string, ok bool) {
	names := x.opt.Columns.names()
	if x.opt.Columns == (Columns{}) {
		if row, ok := bluesky(v); ok {
			return row, true
		}
	}
	var ranks [fields]int
	var have [fields]bool
	post := ""
	for name, m := range v.Members() {
		k, known := x.keys[name]
		if !known {
			k.field, k.rank = alias(name)
			if len(x.keys) < maxKeys {
				x.keys[name] = k
			}
		}
		if k.field < 0 || m.Kind() == jsontree.Null || m.Kind() == jsontree.Array && (k.field != fText || name != "text") || int(k.field) < len(names) && names[k.field] != "" {
			continue
		}
		if k.field == fID && k.rank == 2 {
			post = scalar(m, k.field)
			continue
		}
		if k.field == fText && m.Kind() >= jsontree.Array && len(parts(m)) == 0 {
			continue // a comment with fields of its own
		}
		if !have[k.field] || k.rank <= ranks[k.field] {
			row[k.field], ranks[k.field], have[k.field] = scalar(m, k.field), k.rank, true
		}
	}
	if ts := v.Get("ts"); ts.Kind() == jsontree.String && have[fText] && !have[fID] && names[fID] == "" {
		// Slack's messages are named by their time, and name what they answer so.
		row[fID], have[fID] = ts.Raw(), true
		if up := v.Get("thread_ts").Raw(); up != row[fID] && !have[fParent] && names[fParent] == "" {
			row[fParent] = up
		}
	}
	switch {
	case post == "":
	case !have[fID]:
		row[fID], have[fID] = post, true
	case !have[fThread]:
		row[fThread] = post
	}
	for f, name := range names {
		if name == "" || name == "-" {
			continue
		}
		m := v.Get(name)
		if m.Kind() == jsontree.Missing {
			m = v
			for part := range strings.SplitSeq(name, ".") {
				m = m.Get(part)
			}
		}
		row[f], have[f] = scalar(m, field(f)), m.Kind() != jsontree.Missing
	}
	return row, have[fText] || have[fID] && have[fParent] && have[fAuthor]
}

// scalar returns a value as a table would hold it.
func scalar(v jsontree.Value, f field) string {
	if v.Kind() == jsontree.Object {
		switch f {
		case fAuthor:
			v = v.First("name", "username", "screen_name", "login", "displayName", "display_name", "id")
		case fID, fParent, fThread, fAuthorID:
			v = v.First("id", "$oid", "@id", "value")
		case fTime, fEdited, fRetrieved:
			v = v.First("$date", "value", "timestamp")
		}
	}
	if f == fText && v.Kind() >= jsontree.Array {
		return strings.Join(parts(v), "")
	}
	if v.Kind() == jsontree.True || v.Kind() == jsontree.False {
		if f != fText {
			return ""
		}
	}
	return v.Raw()
}

// parts returns the strings of a text: of an object that holds it, or of an
// array of such objects and strings.
func parts(v jsontree.Value) (all []string) {
	if v.Kind() == jsontree.Object {
		if m := v.First("text", "plain", "raw", "body", "html", "value"); m.Kind() > jsontree.Null && m.Kind() < jsontree.Array {
			all = append(all, m.Raw())
		}
		return all
	}
	for m := range v.Items() {
		switch m.Kind() {
		case jsontree.String:
			all = append(all, m.Text())
		case jsontree.Object:
			all = append(all, parts(m)...)
		}
	}
	return all
}

// pieces returns the text in a cell that holds it in pieces, as those of
// Google Takeout do: {"text":"See "},{"text":"there"}. Other cells stay.
func pieces(s string) string {
	if !strings.HasPrefix(s, `{"`) || !strings.HasSuffix(s, `}`) || len(s) > 1<<20 {
		return s
	}
	var t jsontree.Tree
	src := []byte("[" + s + "]")
	t.MaxValues = len(src)/4 + 16
	if t.Parse(src) != nil || !t.Root().Complete() {
		return s
	}
	var b strings.Builder
	for m := range t.Root().Items() {
		text := m.Get("text")
		if text.Kind() != jsontree.String {
			return s
		}
		b.WriteString(text.Text())
	}
	return b.String()
}

func number(s string) (float64, bool) {
	if s == "" {
		return 0, false
	}
	n, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err != nil || math.IsNaN(n) || math.IsInf(n, 0) {
		return 0, false
	}
	return n, true
}

func whole(s string) int32 {
	if n, ok := number(s); ok && n >= 1 && n < 1<<31 {
		return int32(n)
	}
	return 0
}
