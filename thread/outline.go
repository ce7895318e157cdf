package thread

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// outlineDepth is the level below which an outline no longer indents: without
// a bound a chain of n comments would print n²/2 columns.
const outlineDepth = 40

// WriteOutline draws the thread as a tree, one line a node, each with what
// label says of it. A nil label shows ID, author and the beginning of the
// text. Levels below 40 are told by number, not by indentation. Control and
// bidirectional formatting characters in labels are replaced, so that text
// from the network cannot steer a terminal; to colour a drawing, write it with
// [Thread.Outline].
func (t *Thread) WriteOutline(w io.Writer, label func(Node) string) error {
	if label == nil {
		label = t.label
	}
	out := bufio.NewWriter(w)
	for n, stem := range t.Outline() {
		out.WriteString(stem)
		out.WriteString(Printable(label(n)))
		out.WriteByte('\n')
	}
	return out.Flush()
}

// Outline yields every node with the box-drawing characters that stand before
// its label in a drawing of the tree.
func (t *Thread) Outline() func(yield func(n Node, stem string) bool) {
	return func(yield func(Node, string) bool) {
		var more []bool // whether a later sibling follows, by level
		var stops []Node
		var b strings.Builder
		for i := range t.comments {
			n := Node(i)
			for len(stops) > 0 && n >= stops[len(stops)-1] {
				stops = stops[:len(stops)-1]
				more = more[:len(more)-1]
			}
			stop := Node(len(t.comments))
			if len(stops) > 0 {
				stop = stops[len(stops)-1]
			}
			last := t.end[n] >= stop
			b.Reset()
			depth := len(stops)
			if depth >= outlineDepth {
				fmt.Fprintf(&b, "… level %d: ", depth+1)
			} else if depth > 0 {
				for _, m := range more[1:] {
					if m {
						b.WriteString("│  ")
					} else {
						b.WriteString("   ")
					}
				}
				if last {
					b.WriteString("└─ ")
				} else {
					b.WriteString("├─ ")
				}
			}
			if !yield(n, b.String()) {
				return
			}
			stops = append(stops, t.end[n])
			more = append(more, !last)
		}
	}
}

// String draws the thread with the default labels of [Thread.WriteOutline].
func (t *Thread) String() string {
	var b strings.Builder
	t.WriteOutline(&b, nil) // a strings.Builder does not fail
	return b.String()
}

func (t *Thread) label(n Node) string {
	c := &t.comments[n]
	var b strings.Builder
	b.WriteString(c.ID)
	if a := t.Author(n); a != Nobody { // known by name, or by key alone
		fmt.Fprintf(&b, " %s", t.Authors()[a])
	}
	if c.Status != Visible {
		fmt.Fprintf(&b, " (%s)", c.Status)
	}
	if c.Text != "" {
		const width = 60
		text := strings.Join(strings.Fields(c.Text[:min(len(c.Text), 8*width)]), " ")
		if r := []rune(text); len(r) > width {
			text = string(r[:width-1]) + "…"
		}
		fmt.Fprintf(&b, ": %s", text)
	}
	return b.String()
}

// Printable returns s with what could steer a terminal made harmless: control
// characters, line and paragraph separators, bidirectional formatting and
// invalid UTF-8 become U+FFFD, tabs become spaces. It returns s itself, without
// allocating, where there is nothing to replace.
func Printable(s string) string {
	if strings.IndexFunc(s, steers) < 0 && utf8.ValidString(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return ' '
		case steers(r):
			return utf8.RuneError
		}
		return r
	}, s)
}

func steers(r rune) bool {
	return unicode.IsControl(r) || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 ||
		r == 0x2028 || r == 0x2029 || r == 0x200E || r == 0x200F || r == 0x061C
}
