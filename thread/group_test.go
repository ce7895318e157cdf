package thread

import (
	"errors"
	"fmt"
	"iter"
	"strings"
	"testing"
)

// stream yields comments from "thread/id<parent"; "!" is a bad record, "!!" the
// end of the source.
func stream(spec string) iter.Seq2[Comment, error] {
	return func(yield func(Comment, error) bool) {
		for _, s := range strings.Fields(spec) {
			var out Comment
			var err error
			switch s {
			case "!":
				err = &RecordError{Pos: 3, Err: errors.New("bad")}
			case "!!":
				err = errors.New("cut off")
			default:
				name, rest, _ := strings.Cut(s, "/")
				out = c(rest)
				out.Thread = name
			}
			if !yield(out, err) {
				return
			}
		}
	}
}

func TestGroup(t *testing.T) {
	tests := []struct {
		name, in string
		open     int
		want     string
	}{
		{"nothing", "", 0, ""},
		{"contiguous", "t/a t/b<a u/a u/c<a", 0, "a(b);a(c)"},
		{"come back", "t/a u/a t/b<a", 0, "a;a;a?(b)"},
		{"interleaved", "t/a u/a t/b<a u/c<a", 2, "a(b);a(c)"},
		{"the longest idle goes first", "t/a u/a t/b<a v/a", 2, "a;a(b);a"},
		{"a bad record", "t/a ! t/b<a", 0, "bad;a(b)"},
		{"cut off", "t/a t/b<a !! t/c", 0, "a(b);cut off"},
		{"one id in two threads", "t/a u/a u/b<a", 5, "a;a(b)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for th, err := range Group(stream(tt.in), &Options{Open: tt.open}) {
				switch {
				case err == nil:
					got = append(got, brackets(th))
				case errors.As(err, new(*RecordError)):
					got = append(got, "bad")
				default:
					got = append(got, err.Error())
				}
			}
			if s := strings.Join(got, ";"); s != tt.want {
				t.Errorf("got %s, want %s", s, tt.want)
			}
		})
	}
}

func TestGroupStops(t *testing.T) {
	for range Group(stream("t/a u/a v/a"), nil) {
		break
	}
	n := 0
	for range Group(stream("t/a u/a v/a"), &Options{Open: 3}) {
		if n++; n == 2 {
			break
		}
	}
	if n != 2 {
		t.Errorf("%d threads before the break", n)
	}
}

func TestGroupConserves(t *testing.T) {
	var spec strings.Builder
	for i := range 500 {
		fmt.Fprintf(&spec, "t%d/c%d<c%d ", i*7%13, i, i*5%(i+1))
	}
	for open := range 15 {
		n := 0
		for th := range Group(stream(spec.String()), &Options{Open: open}) {
			for node := range th.All() {
				if !th.Missing(node) {
					n++
				}
			}
		}
		if n != 500 {
			t.Errorf("open %d: %d of 500 comments", open, n)
		}
	}
}
