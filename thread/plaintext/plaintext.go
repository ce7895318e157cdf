package plaintext

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"math"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// Options set the limits and the choices of [Read] and [Parse]. Nil stands for
// the defaults, and so does the zero value of each field.
type Options struct {
	// MaxBytes bounds the page; 0 stands for [DefaultMaxBytes]. A page is read
	// whole, for a comment section is only known by what surrounds it.
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

// LimitError reports a page beyond a limit of [Options]. Nothing of the page
// is read then: half a page would give a tree that looks whole.
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
// The only errors are those of r and [*LimitError]; either is the last pair.
// Damaged text is repaired: bytes that are not UTF-8 and control characters
// become U+FFFD. The sequence can be ranged over once. Time is linear in the
// page; memory is the page and at most 32 bytes a line.
func Read(r io.Reader, opts *Options) iter.Seq2[thread.Comment, error] {
	return func(yield func(thread.Comment, error) bool) {
		limit := opts.maxBytes()
		data, err := io.ReadAll(io.LimitReader(r, limit+1))
		if err != nil {
			yield(thread.Comment{}, err)
			return
		}
		if int64(len(data)) > limit {
			yield(thread.Comment{}, &LimitError{What: "bytes", Limit: limit})
			return
		}
		stopped := false
		err = parse(string(data), opts, func(c thread.Comment) bool {
			stopped = !yield(c, nil)
			return !stopped
		})
		if err != nil && !stopped {
			yield(thread.Comment{}, err)
		}
	}
}

// Parse is [Read] for a page already in memory. It returns nil where the page
// shows no comment section, and a [*LimitError] for a page over the limits.
// The comments share the memory of text.
func Parse(text string, opts *Options) ([]thread.Comment, error) {
	if limit := opts.maxBytes(); int64(len(text)) > limit {
		return nil, &LimitError{What: "bytes", Limit: limit}
	}
	var out []thread.Comment
	err := parse(text, opts, func(c thread.Comment) bool {
		out = append(out, c)
		return true
	})
	return out, err
}

// parse finds the sections of the page and emits their comments until emit
// returns false.
func parse(text string, opts *Options, emit func(thread.Comment) bool) error {
	p, err := newPage(text, opts)
	if err != nil {
		return err
	}
	secs := p.sections(opts.force())
	e := &emitter{p: p, emit: emit, dates: dateOrder{monthFirst: opts.monthFirst()}}
	for i := range secs {
		if len(secs) > 1 {
			e.thread = fmt.Sprint(i + 1)
		}
		if !e.section(&secs[i]) {
			return nil
		}
	}
	return nil
}
