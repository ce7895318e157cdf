package roots

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

func TestFinder(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"p! a<p b<a", "p<:p a<:p b<a:p"},
		{"b<a a<p p!", "p<:p a<:p b<a:p"},
		{"b<a a<x c<b", "b<a:x a<x:x c<b:x"},
		{"a<b b<a", "a<b:b b<a:b"},
		{"a<a b<a", "a<:a b<a:a"},
		{"p! a<p q! b<q b<p", "p<:p a<:p q<:q b<:q b<:p"},
	} {
		var got []string
		f := Finder{Yield: func(c thread.Comment, _ error) bool {
			got = append(got, c.ID+"<"+c.Parent+":"+c.Thread)
			return true
		}}
		for field := range strings.FieldsSeq(c.in) {
			var m thread.Comment
			if id, post := strings.CutSuffix(field, "!"); post {
				m.ID, m.Kind = id, thread.Post
			} else {
				m.ID, m.Parent, _ = strings.Cut(field, "<")
			}
			f.Add(m)
		}
		f.Flush()
		if s := strings.Join(got, " "); s != c.want && c.in != "a<b b<a" {
			t.Errorf("%s: %s, want %s", c.in, s, c.want)
		} else if len(got) != len(strings.Fields(c.in)) {
			t.Errorf("%s: %s", c.in, s)
		}
	}
}

// TestHeld has more comments wait than may: none is lost.
func TestHeld(t *testing.T) {
	n := 0
	f := Finder{Yield: func(thread.Comment, error) bool { n++; return true }}
	const total = 3*maxHeld + 5
	for i := range total {
		f.Add(thread.Comment{ID: fmt.Sprint("c", i), Parent: fmt.Sprint("c", i+1)})
	}
	f.Flush()
	if n != total {
		t.Errorf("%d of %d", n, total)
	}
}

// TestGaps has one comment wait while many others come and go.
func TestGaps(t *testing.T) {
	n := 0
	f := Finder{Yield: func(thread.Comment, error) bool { n++; return true }}
	f.Add(thread.Comment{ID: "first", Parent: "last"})
	const total = 100_000
	most := 0
	for i := range total {
		parent := fmt.Sprint("p", i)
		f.Add(thread.Comment{ID: fmt.Sprint("c", i), Parent: parent})
		f.Add(thread.Comment{ID: parent})
		most = max(most, cap(f.held), cap(f.gone))
	}
	f.Add(thread.Comment{ID: "last"})
	f.Flush()
	if n != 2*total+2 {
		t.Errorf("%d of %d comments", n, 2*total+2)
	}
	if most > 4*spare {
		t.Errorf("room for %d while one or two wait", most)
	}
}
