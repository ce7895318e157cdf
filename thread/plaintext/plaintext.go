package plaintext

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// Options set the limits and the choices of [Read] and [Parse]. Nil stands for
// the defaults, and so does the zero value of each field.
type Options struct {
	// MaxBytes bounds the page; 0 stands for [DefaultMaxBytes], and 2 GiB is the
	// most. A page is read whole, for a comment section is only known by what
	// surrounds it.
	MaxBytes int64
	// MaxLines bounds the lines that are not blank, and separately the list
	// markers; 0 stands for [DefaultMaxLines]. Either costs at most 32 bytes.
	MaxLines int
	// MonthFirst reads 03/01/2020 as 1 March where the page does not show
	// which number is the month. The default is 3 January.
	MonthFirst bool
	// Force takes the most comment-like list of the page for a comment
	// section however unlike one it looks: for callers who know that the page
	// has one.
	Force bool
}

// The default limits.
const (
	DefaultMaxBytes = 256 << 20
	DefaultMaxLines = 1 << 23
)

// ErrLimit is wrapped by every [LimitError].
var ErrLimit = errors.New("plaintext: page over the limit")

// LimitError reports a page beyond a limit of [Options]. What lies before the
// limit is read, as package webpage does: the error, which comes after it, tells
// that the tree may want its end.
type LimitError struct {
	What  string // "bytes", "lines" or "markers"
	Limit int64
}

func (e *LimitError) Error() string {
	return fmt.Sprintf("plaintext: page of more than %d %s", e.Limit, e.What)
}

// Unwrap returns [ErrLimit].
func (e *LimitError) Unwrap() error { return ErrLimit }

func (o *Options) maxBytes() int64 {
	if o == nil || o.MaxBytes <= 0 {
		return DefaultMaxBytes
	}
	return min(o.MaxBytes, math.MaxInt32-1) // offsets within a page are int32
}

func (o *Options) maxLines() int {
	if o == nil || o.MaxLines <= 0 {
		return DefaultMaxLines
	}
	return o.MaxLines
}

func (o *Options) monthFirst() bool { return o != nil && o.MonthFirst }

func (o *Options) force() bool { return o != nil && o.Force }

// Read reads one page of plain text and yields the comments of its comment
// section in document order, each lost comment before its first reply. A page
// without a comment section yields nothing.
//
// The only errors are those of r and [*LimitError]; either is the last pair,
// after the comments of the part of the page that could be read. Damaged text
// is repaired: bytes that are not UTF-8 and control characters become U+FFFD.
// The sequence can be ranged over once. Time is linear in the page; memory is
// the page and at most 32 bytes a line or marker, without a list some 150 a
// comment more, and while it is read up to twice the page where r has no method
// Len that tells its length.
func Read(r io.Reader, opts *Options) iter.Seq2[thread.Comment, error] {
	return func(yield func(thread.Comment, error) bool) {
		text, err := readAll(r, opts.maxBytes())
		stopped := false
		over := parse(text, opts, func(c thread.Comment) bool {
			stopped = !yield(c, nil)
			return !stopped
		})
		if err == nil {
			err = over
		}
		if err != nil && !stopped {
			yield(thread.Comment{}, err)
		}
	}
}

// readAll returns what can be read of r up to a limit, and why that is not all.
func readAll(r io.Reader, limit int64) (string, error) {
	var b strings.Builder
	if l, ok := r.(interface{ Len() int }); ok {
		b.Grow(int(min(int64(l.Len()), limit+1)))
	}
	_, err := io.Copy(&b, io.LimitReader(r, limit+1))
	if int64(b.Len()) > limit {
		return cut(b.String(), limit), &LimitError{What: "bytes", Limit: limit}
	}
	return b.String(), err
}

// cut returns the first n bytes of s, less the part of a character that they
// end with.
func cut(s string, n int64) string {
	for k := n; k > max(0, n-utf8.UTFMax); k-- {
		if utf8.RuneStart(s[k]) {
			return s[:k]
		}
	}
	return s[:n]
}

// Parse is [Read] for a page already in memory. It returns nil where the page
// shows no comment section, and for a page over the limits what lies before
// them with a [*LimitError]. The comments share the memory of text.
func Parse(text string, opts *Options) ([]thread.Comment, error) {
	var err error
	if limit := opts.maxBytes(); int64(len(text)) > limit {
		text, err = cut(text, limit), &LimitError{What: "bytes", Limit: limit}
	}
	var out []thread.Comment
	over := parse(text, opts, func(c thread.Comment) bool {
		out = append(out, c)
		return true
	})
	if err == nil {
		err = over
	}
	return out, err
}

// parse finds the sections of the page and emits their comments until emit
// returns false. Its error is a limit that the page passes, before which it
// reads.
func parse(text string, opts *Options, emit func(thread.Comment) bool) error {
	p, err := newPage(text, opts)
	secs := p.sections(opts.force())
	e := &emitter{p: p, emit: emit, dates: dateOrder{monthFirst: opts.monthFirst()}}
	for i := range secs {
		if len(secs) > 1 {
			e.thread = fmt.Sprint(i + 1)
		}
		if !e.section(&secs[i]) {
			break
		}
	}
	return err
}
