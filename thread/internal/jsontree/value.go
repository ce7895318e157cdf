package jsontree

import (
	"iter"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/seed-100d3eb7/rejoinder/thread/internal/source"
)

// Value is a value of a Tree. It is good until the Tree parses again. The zero
// Value is Missing; every method may be called on it.
type Value struct {
	t *Tree
	i int32
}

// Kind returns the value's type.
func (v Value) Kind() Kind {
	if v.t == nil {
		return Missing
	}
	return v.t.nodes[v.i].kind
}

// Complete reports whether the value has its end: false only for an array or
// object that an error or the end of input cut off.
func (v Value) Complete() bool {
	if v.t == nil {
		return true
	}
	n := &v.t.nodes[v.i]
	return n.kind < Array || !n.odd
}

// Offset returns the place of the value in the text parsed.
func (v Value) Offset() int {
	if v.t == nil {
		return 0
	}
	return int(v.t.nodes[v.i].start)
}

// Get returns the member of an object with the given name, the last of several.
func (v Value) Get(name string) Value {
	var found Value
	if v.Kind() != Object {
		return found
	}
	nodes := v.t.nodes
	for i, end := v.i+1, nodes[v.i].next; i < end; i = nodes[i].next {
		if v.t.keyIs(i, name) {
			found = Value{v.t, i}
		}
	}
	return found
}

// First returns the member with the first of the names that the object has
// with a value other than null.
func (v Value) First(names ...string) Value {
	for _, name := range names {
		if m := v.Get(name); m.Kind() > Null {
			return m
		}
	}
	return Value{}
}

func (t *Tree) keyIs(i int32, name string) bool {
	n := &t.nodes[i]
	if n.klen >= 0 {
		return string(t.src[n.key:n.key+n.klen]) == name
	}
	return unquote(t.src[n.key:n.key-n.klen-1]) == name
}

// Items yields the elements of an array.
func (v Value) Items() iter.Seq[Value] {
	return func(yield func(Value) bool) {
		if v.Kind() != Array {
			return
		}
		nodes := v.t.nodes
		for i, end := v.i+1, nodes[v.i].next; i < end; i = nodes[i].next {
			if !yield(Value{v.t, i}) {
				return
			}
		}
	}
}

// Members yields the names and values of an object, repeated names too.
func (v Value) Members() iter.Seq2[string, Value] {
	return func(yield func(string, Value) bool) {
		if v.Kind() != Object {
			return
		}
		nodes := v.t.nodes
		for i, end := v.i+1, nodes[v.i].next; i < end; i = nodes[i].next {
			n := &nodes[i]
			var key string
			if n.klen >= 0 {
				key = string(v.t.src[n.key : n.key+n.klen])
			} else {
				key = unquote(v.t.src[n.key : n.key-n.klen-1])
			}
			if !yield(key, Value{v.t, i}) {
				return
			}
		}
	}
}

// Cursor walks the elements of an array or the values of an object one by
// one, for walks that keep a stack of their own.
type Cursor struct {
	t      *Tree
	i, end int32
}

// Cursor returns a Cursor before the first element.
func (v Value) Cursor() Cursor {
	if v.Kind() < Array {
		return Cursor{}
	}
	return Cursor{v.t, v.i + 1, v.t.nodes[v.i].next}
}

// Next returns the next element, or false after the last.
func (c *Cursor) Next() (Value, bool) {
	if c.i >= c.end {
		return Value{}, false
	}
	v := Value{c.t, c.i}
	c.i = c.t.nodes[c.i].next
	return v, true
}

// Done reports whether nothing is left.
func (c *Cursor) Done() bool { return c.i >= c.end }

// Len returns the number of elements or members. It takes time linear in it.
func (v Value) Len() int {
	n := 0
	c := v.Cursor()
	for _, ok := c.Next(); ok; _, ok = c.Next() {
		n++
	}
	return n
}

// Text returns a string's text, or "" where the value is no string.
func (v Value) Text() string {
	if v.Kind() != String {
		return ""
	}
	n := &v.t.nodes[v.i]
	raw := v.t.src[n.start:n.end]
	if !n.odd {
		return string(raw)
	}
	return unquote(raw)
}

// Source returns the text parsed and the extent in it of a number, or of a
// string without its quotes; odd says that it needs [AppendUnquoted].
func (v Value) Source() (src []byte, start, end int, odd bool) {
	switch v.Kind() {
	case String, Number:
		n := &v.t.nodes[v.i]
		return v.t.src, int(n.start), int(n.end), n.odd
	}
	return nil, 0, 0, false
}

// Raw returns the text of a number, the text of a string, "true" or "false".
func (v Value) Raw() string {
	switch v.Kind() {
	case String:
		return v.Text()
	case Number, True, False:
		n := &v.t.nodes[v.i]
		return string(v.t.src[n.start:n.end])
	}
	return ""
}

// ID returns a string or number as an identifier: see [source.ID].
func (v Value) ID() string {
	if k := v.Kind(); k != String && k != Number {
		return ""
	}
	return source.ID(v.Raw())
}

// Number returns a number, also one written as a string; false where the value
// is neither or not finite.
func (v Value) Number() (float64, bool) {
	if k := v.Kind(); k != String && k != Number {
		return 0, false
	}
	f, err := strconv.ParseFloat(v.Raw(), 64)
	return f, err == nil && f-f == 0
}

// Int returns a number of at most 1<<53 cut to a whole one, 0 where there is none.
func (v Value) Int() int {
	f, ok := v.Number()
	if !ok || f > 1<<53 || f < -1<<53 {
		return 0
	}
	return int(f)
}

// Bool reports whether the value is true, a number other than 0, or one of the
// strings "true" and "1".
func (v Value) Bool() bool {
	switch v.Kind() {
	case True:
		return true
	case Number:
		f, _ := v.Number()
		return f != 0
	case String:
		s := v.Text()
		return s == "true" || s == "1" || s == "True"
	}
	return false
}

// When returns the time that a string or number states.
func (v Value) When() (source.When, bool) {
	switch v.Kind() {
	case Number:
		return source.Unix(v.Raw())
	case String:
		return source.ParseTime(v.Text())
	}
	return source.When{}, false
}

// unquote resolves the escapes of a string. Unknown escapes stand for the
// character itself; lone surrogates and bytes that are not UTF-8 become U+FFFD.
func unquote(raw []byte) string {
	return string(AppendUnquoted(make([]byte, 0, len(raw)), raw))
}

// AppendUnquoted appends the text that a string stands for, given what is
// between its quotes.
func AppendUnquoted(b, raw []byte) []byte {
	for i := 0; i < len(raw); {
		c := raw[i]
		switch {
		case c == '\\' && i+1 < len(raw):
			i++
			switch raw[i] {
			case 'n':
				b = append(b, '\n')
			case 't':
				b = append(b, '\t')
			case 'r':
				b = append(b, '\r')
			case 'b':
				b = append(b, '\b')
			case 'f':
				b = append(b, '\f')
			case 'u':
				r, ok := hex4(raw, i+1)
				if !ok {
					b = utf8.AppendRune(b, utf8.RuneError)
					break
				}
				i += 4
				if utf16.IsSurrogate(r) {
					low := rune(-1)
					if i+2 < len(raw) && raw[i+1] == '\\' && raw[i+2] == 'u' {
						if l, ok := hex4(raw, i+3); ok {
							low = l
						}
					}
					if both := utf16.DecodeRune(r, low); both != utf8.RuneError {
						r = both
						i += 6
					} else {
						r = utf8.RuneError
					}
				}
				b = utf8.AppendRune(b, r)
			default:
				if raw[i] >= utf8.RuneSelf {
					continue // the backslash is dropped, the character read
				}
				b = append(b, raw[i])
			}
			i++
		case c < utf8.RuneSelf:
			from := i
			for i++; i < len(raw) && raw[i] < utf8.RuneSelf && raw[i] != '\\'; i++ {
			}
			b = append(b, raw[from:i]...)
		default:
			r, size := utf8.DecodeRune(raw[i:])
			b = utf8.AppendRune(b, r)
			i += size
		}
	}
	return b
}

func hex4(s []byte, at int) (rune, bool) {
	if at+4 > len(s) {
		return 0, false
	}
	var r rune
	for _, c := range s[at : at+4] {
		switch {
		case c >= '0' && c <= '9':
			c -= '0'
		case c >= 'a' && c <= 'f':
			c -= 'a' - 10
		case c >= 'A' && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, false
		}
		r = r<<4 | rune(c)
	}
	return r, true
}
