// Package jsontree reads JSON that may be broken, of any depth, with the place
// of every value.
//
// A [Tree] is one flat slice of nodes in document order, so depth costs
// neither stack nor time, and what stands before an error is kept: a truncated
// file gives the values that it holds in full. A [Stream] cuts input into
// top-level values, so that an endless array or a file of one object a line is
// held one record at a time.
//
// It is more forgiving than RFC 8259 in four points: control characters may
// stand in strings; NaN, Infinity and -Infinity are null, as pandas and Python
// write them; a comma may stand before a closing bracket; bytes that are not
// UTF-8 become U+FFFD. Keys are compared exactly, and of equal keys in one
// object the last one counts.
package jsontree

import (
	"fmt"
	"sort"
	"strings"
)

// Kind is the type of a value.
type Kind uint8

// The kinds. Missing is the kind of the zero Value: what Get returns where
// there is no such key.
const (
	Missing Kind = iota
	Null
	False
	True
	Number
	String
	Array
	Object
)

type node struct {
	start, end int32 // extent in src: strings without their quotes
	next       int32 // index of the first node after this value
	key, klen  int32 // the member's name in src; klen -1: it has escapes
	kind       Kind
	odd        bool // a string with escapes or bytes above 0x7F; an unfinished container
}

// Tree is a parsed JSON text.
type Tree struct {
	// MaxValues bounds the values kept, each of which takes 24 bytes however
	// short its text is: a text with more is a SyntaxError there. 0 is no bound.
	MaxValues int

	src   []byte
	nodes []node
	stack []int32
	lines []int32 // offsets of line feeds, found when first asked for
	know  bool    // lines is filled
}

// SyntaxError tells where a text stops being JSON.
type SyntaxError struct {
	Offset int // in the text parsed
	Reason string
}

func (e *SyntaxError) Error() string { return fmt.Sprintf("json: %s at byte %d", e.Reason, e.Offset) }

// Parse reads one value from src, keeping src; an earlier tree's memory is
// reused and its Values die. After an error the Tree holds what stands before
// it. src may not exceed 1 GiB.
func (t *Tree) Parse(src []byte) error {
	*t = Tree{MaxValues: t.MaxValues, src: src, nodes: t.nodes[:0], stack: t.stack[:0], lines: t.lines[:0]}
	if t.MaxValues > 0 && cap(t.nodes) == 0 {
		t.nodes = make([]node, 0, min(t.MaxValues, len(src)/16+16))
	}
	p := parser{t: t, src: src}
	err := p.parse()
	for _, open := range t.stack {
		t.nodes[open].odd = true
		t.nodes[open].end = int32(p.i)
		t.nodes[open].next = int32(len(t.nodes))
	}
	t.stack = t.stack[:0]
	return err
}

// Root returns the value parsed.
func (t *Tree) Root() Value {
	if len(t.nodes) == 0 {
		return Value{}
	}
	return Value{t, 0}
}

// Line returns the 0-based number of line feeds before an offset of the text.
func (t *Tree) Line(offset int) int {
	if !t.know {
		t.know = true
		for i, c := range t.src {
			if c == '\n' {
				t.lines = append(t.lines, int32(i))
			}
		}
	}
	return sort.Search(len(t.lines), func(i int) bool { return int(t.lines[i]) >= offset })
}

type parser struct {
	t   *Tree
	src []byte
	i   int
}

func (p *parser) fail(reason string) error {
	if p.i >= len(p.src) {
		reason = "unexpected end"
	}
	return &SyntaxError{p.i, reason}
}

func (p *parser) space() {
	for p.i < len(p.src) {
		switch p.src[p.i] {
		case ' ', '\n', '\r', '\t':
			p.i++
		default:
			return
		}
	}
}

func (p *parser) parse() error {
	t := p.t
	var key, klen int32
	for {
		p.space()
		if p.i >= len(p.src) {
			return p.fail("")
		}
		if t.MaxValues > 0 && len(t.nodes) >= t.MaxValues {
			return p.fail("too many values")
		}
		// A value.
		n := int32(len(t.nodes))
		v := node{start: int32(p.i), next: n + 1, key: key, klen: klen}
		key, klen = 0, 0
		switch c := p.src[p.i]; {
		case c == '"':
			start, end, odd, ok := p.str()
			if !ok {
				return p.fail("string without an end")
			}
			v.kind, v.start, v.end, v.odd = String, int32(start), int32(end), odd
			t.nodes = append(t.nodes, v)
		case c == '{' || c == '[':
			v.kind = Array
			if c == '{' {
				v.kind = Object
			}
			p.i++
			t.nodes = append(t.nodes, v)
			t.stack = append(t.stack, n)
		default:
			kind, ok := p.scalar()
			if !ok {
				return p.fail("no value")
			}
			v.kind, v.end = kind, int32(p.i)
			t.nodes = append(t.nodes, v)
		}
		// What follows: the end of containers, a comma, the next key.
		opened := len(t.stack) > 0 && t.stack[len(t.stack)-1] == n
		for {
			if len(t.stack) == 0 {
				p.space()
				if p.i < len(p.src) {
					return p.fail("more than one value")
				}
				return nil
			}
			top := &t.nodes[t.stack[len(t.stack)-1]]
			p.space()
			if p.i >= len(p.src) {
				return p.fail("")
			}
			c := p.src[p.i]
			if c == ',' && !opened {
				p.i++
				p.space()
				if p.i >= len(p.src) {
					return p.fail("")
				}
				c = p.src[p.i]
			} else if !opened && c != '}' && c != ']' {
				return p.fail("no comma")
			}
			if c == '}' && top.kind == Object || c == ']' && top.kind == Array {
				p.i++
				top.end = int32(p.i)
				top.next = int32(len(t.nodes))
				t.stack = t.stack[:len(t.stack)-1]
				opened = false
				continue
			}
			if c == '}' || c == ']' {
				return p.fail("bracket of the wrong kind")
			}
			if top.kind == Object {
				if c != '"' {
					return p.fail("no key")
				}
				start, end, odd, ok := p.str()
				if !ok {
					return p.fail("string without an end")
				}
				key, klen = int32(start), int32(end-start)
				if odd {
					klen = -klen - 1
				}
				p.space()
				if p.i >= len(p.src) || p.src[p.i] != ':' {
					return p.fail("no colon")
				}
				p.i++
			}
			break
		}
	}
}

// str reads a string and returns its extent without the quotes.
func (p *parser) str() (start, end int, odd, ok bool) {
	start = p.i + 1
	src := p.src
	for i := start; i < len(src); i++ {
		switch c := src[i]; {
		case c == '"':
			p.i = i + 1
			return start, i, odd, true
		case c == '\\':
			odd = true
			i++
		case c >= 0x80:
			odd = true
		}
	}
	p.i = len(src)
	return 0, 0, false, false
}

func (p *parser) scalar() (Kind, bool) {
	start := p.i
	for p.i < len(p.src) {
		switch c := p.src[p.i]; {
		case c >= '0' && c <= '9', c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c == '-', c == '+', c == '.':
			p.i++
			continue
		}
		break
	}
	switch word := p.src[start:p.i]; string(word) {
	case "null", "NaN", "Infinity", "-Infinity":
		return Null, true
	case "true":
		return True, true
	case "false":
		return False, true
	default:
		if isNumber(word) {
			return Number, true
		}
	}
	if p.i < len(p.src) || !cut(p.src[start:]) {
		p.i = start
	}
	return Missing, false
}

// cut reports whether more may have been meant to follow word.
func cut(word []byte) bool {
	if len(word) > 64 {
		return false
	}
	for _, name := range [...]string{"null", "true", "false", "NaN", "Infinity", "-Infinity"} {
		if strings.HasPrefix(name, string(word)) {
			return true
		}
	}
	// Of a number all beginnings are one with a digit after them.
	return isNumber(append(append([]byte(nil), word...), '0'))
}

// isNumber follows the grammar of RFC 8259.
func isNumber(s []byte) bool {
	i := 0
	run := func() bool {
		from := i
		for i < len(s) && s[i] >= '0' && s[i] <= '9' {
			i++
		}
		return i > from
	}
	if i < len(s) && s[i] == '-' {
		i++
	}
	if i < len(s) && s[i] == '0' {
		i++
	} else if !run() {
		return false
	}
	if i < len(s) && s[i] == '.' {
		i++
		if !run() {
			return false
		}
	}
	if i < len(s) && (s[i] == 'e' || s[i] == 'E') {
		i++
		if i < len(s) && (s[i] == '+' || s[i] == '-') {
			i++
		}
		if !run() {
			return false
		}
	}
	return i == len(s)
}
