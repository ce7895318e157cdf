package jsontree

import (
	"bytes"
	"errors"
	"io"

	"github.com/seed-100d3eb7/rejoinder/thread/internal/source"
)

// ErrNotJSON is the error of a Stream whose input does not begin with an
// object or array.
var ErrNotJSON = errors.New("json: input begins with neither an object nor an array")

// Stream cuts its input into records: the elements of an array at top level,
// or the top-level values, one after the other. Where the first line is a
// complete object, each line is a record by itself, so that a broken one
// spoils no other.
type Stream struct {
	r       io.Reader
	max     int
	buf     []byte
	i, n    int
	base    int64
	line    int // of buf[i]
	err     error
	mode    mode
	started bool
	indent  int // white space between the line feed and buf[i], -1: not only that
	last    int // start of the last record in buf, -1: not in memory
	lastTab int // its indent
	resyncs int
}

// maxResyncs bounds how often a Stream looks at the same bytes again.
const maxResyncs = 64

type mode uint8

const (
	values mode = iota // one value after the other
	lines              // one value a line
	inside             // elements of a top-level array
)

// Record is one record of a Stream.
type Record struct {
	Bytes []byte // good until the next call of Next
	Pos   int64
	Line  int
}

// NewStream returns a Stream of r with a cap on the size of one record:
// see [source.Cap].
func NewStream(r io.Reader, maxRecordBytes int) *Stream {
	return &Stream{r: source.UTF8(r), max: source.Cap(maxRecordBytes), buf: make([]byte, 64<<10), line: 1, last: -1}
}

// Next returns the next record. A [*thread.RecordError] spoils this record
// only; after any other error, io.EOF at the end, there are no more. A record
// that the end of input or a read error cuts off is given as far as it goes:
// parsing it fails.
func (s *Stream) Next() (Record, error) {
	for {
		c, err := s.peek()
		if err != nil {
			return Record{}, err
		}
		switch {
		case c == ',' || c == 0x1E || c == 0xEF || c == 0xBB || c == 0xBF:
			// Between values stand commas, record separators, stray marks.
			s.step(1)
			continue
		case s.mode == inside && c == ']':
			s.mode = values
			s.step(1)
			continue
		case s.mode == values && c == '[':
			s.mode = inside
			s.started = true
			s.step(1)
			continue
		case !s.started:
			if c != '{' {
				s.err, s.i = ErrNotJSON, s.n
				return Record{}, ErrNotJSON
			}
			s.started = true
			if s.firstLineWhole() {
				s.mode = lines
			}
		}
		if s.mode == lines {
			return s.cut(lineEnd)
		}
		if c == '{' || c == '[' || c == '"' {
			return s.cut(valueEnd)
		}
		return s.cut(scalarEnd)
	}
}

// peek returns the next byte that is no white space.
func (s *Stream) peek() (byte, error) {
	for {
		for s.i < s.n {
			switch c := s.buf[s.i]; c {
			case '\n':
				s.line++
				s.i++
				s.indent = 0
			case ' ', '\t', '\r':
				s.i++
				if s.indent >= 0 {
					s.indent++
				}
			default:
				return c, nil
			}
		}
		if s.err != nil {
			return 0, s.err
		}
		s.fill()
	}
}

func (s *Stream) step(k int) {
	s.line += bytes.Count(s.buf[s.i:s.i+k], []byte{'\n'})
	s.i += k
	s.indent = -1
}

func (s *Stream) fill() {
	s.last = -1
	if s.i > 0 {
		copy(s.buf, s.buf[s.i:s.n])
		s.base += int64(s.i)
		s.n -= s.i
		s.i = 0
	}
	if s.n == len(s.buf) {
		bigger := make([]byte, min(2*len(s.buf), s.max+64<<10))
		copy(bigger, s.buf)
		s.buf = bigger
	}
	for range 100 {
		k, err := s.r.Read(s.buf[s.n:])
		s.n += k
		s.err = err
		if k > 0 || err != nil {
			return
		}
	}
	s.err = io.ErrNoProgress
}

// extent is the state of a search for the end of a record.
type extent struct {
	depth    int
	inString bool
	escaped  bool
}

// An ender looks at more bytes and returns how many of them belong to the
// record, and whether it ends there.
type ender func(*extent, []byte) (int, bool)

func lineEnd(_ *extent, b []byte) (int, bool) {
	if k := bytes.IndexByte(b, '\n'); k >= 0 {
		return k, true
	}
	return len(b), false
}

// scalarEnd takes at least one byte, whatever it is, so that a Stream moves on.
func scalarEnd(e *extent, b []byte) (int, bool) {
	for i, c := range b {
		if (i > 0 || e.depth > 0) && (c == ',' || c == ']' || c == '}' || c <= ' ' || c == '{' || c == '[') {
			return i, true
		}
	}
	e.depth = len(b)
	return len(b), false
}

func valueEnd(e *extent, b []byte) (int, bool) {
	for i := 0; i < len(b); i++ {
		c := b[i]
		if e.inString {
			switch {
			case e.escaped:
				e.escaped = false
			case c == '\\':
				e.escaped = true
			case c == '"':
				e.inString = false
				if e.depth == 0 {
					return i + 1, true
				}
			}
			continue
		}
		switch c {
		case '"':
			e.inString = true
		case '{', '[':
			e.depth++
		case '}', ']':
			if e.depth--; e.depth <= 0 {
				return i + 1, true
			}
		}
	}
	return len(b), false
}

// cut returns the record that begins at buf[i].
func (s *Stream) cut(find ender) (Record, error) {
	rec := Record{Pos: s.base + int64(s.i), Line: s.line}
	tab := s.indent
	var e extent
	seen := 0
	skipping := false
	for {
		k, done := find(&e, s.buf[s.i+seen:s.n])
		seen += k
		if !done && s.err == nil {
			if seen > s.max || skipping {
				// Over the cap: go on without keeping it.
				skipping = true
				s.step(seen)
				seen = 0
			}
			s.fill()
			continue
		}
		if skipping || seen > s.max {
			s.step(seen)
			return rec, source.Bad(rec.Pos, rec.Line, source.ErrTooLarge)
		}
		rec.Bytes = s.buf[s.i : s.i+seen]
		s.last, s.lastTab = s.i, tab
		s.step(seen)
		return rec, nil
	}
}

// Resync is for a caller that could not parse the last record: where it is an
// element of a top-level array whose elements begin lines of their own, the
// next record is looked for at the first such line after the fault, given as
// an offset into the record. A bracket or quote that is missing then costs one
// record, not all that follow.
func (s *Stream) Resync(offset int) {
	if s.mode != inside || s.last < 0 || s.lastTab < 0 || s.resyncs == maxResyncs {
		return
	}
	rec := s.buf[s.last:s.i]
	at := bytes.LastIndexByte(rec[:min(offset, len(rec))], '\n')
	if at < 0 {
		if at = bytes.IndexByte(rec, '\n'); at < 0 {
			return
		}
	}
	for {
		k := at + 1
		for k < len(rec) && (rec[k] == ' ' || rec[k] == '\t') {
			k++
		}
		if k-at-1 == s.lastTab && k < len(rec) && rec[k] == '{' {
			s.line -= bytes.Count(rec[at:], []byte{'\n'})
			s.i = s.last + at
			s.last = -1
			s.resyncs++
			return
		}
		next := bytes.IndexByte(rec[k:], '\n')
		if next < 0 {
			return
		}
		at = k + next
	}
}

// firstLineWhole reports whether the input is one object a line: whether the
// line at buf[i] is a complete value, or broken off so that it cannot go on in
// the next line. It reads ahead as far as the line goes, up to the cap.
func (s *Stream) firstLineWhole() bool {
	var e extent
	seen := 0
	for {
		k, done := valueEnd(&e, s.buf[s.i+seen:s.n])
		if line := bytes.IndexByte(s.buf[s.i+seen:s.i+seen+k], '\n'); line >= 0 {
			return s.brokenOff(seen + line)
		}
		seen += k
		if done {
			return true
		}
		if s.err != nil || seen > s.max {
			return false
		}
		s.fill()
	}
}

// brokenOff reports whether the line of n bytes at buf[i], which closes fewer
// brackets than it opens, is followed by another object.
func (s *Stream) brokenOff(n int) bool {
	line := bytes.TrimRight(s.buf[s.i:s.i+n], " \t\r")
	if bytes.IndexByte([]byte("{[,:"), line[len(line)-1]) >= 0 {
		return false
	}
	for s.i+n+1 >= s.n && s.err == nil {
		s.fill()
	}
	return s.i+n+1 < s.n && s.buf[s.i+n+1] == '{'
}
