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
	source.Window
	max     int
	mode    mode
	started bool
	indent  int // white space between the line feed and Buf[I], -1: not only that
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
	return &Stream{Window: source.Window{R: source.UTF8(r), Buf: make([]byte, 64<<10), Line: 1}, max: source.Cap(maxRecordBytes), last: -1}
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
				s.Err, s.I = ErrNotJSON, s.N
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
		for s.I < s.N {
			switch c := s.Buf[s.I]; c {
			case '\n':
				s.Line++
				s.I++
				s.indent = 0
			case ' ', '\t', '\r':
				s.I++
				if s.indent >= 0 {
					s.indent++
				}
			default:
				return c, nil
			}
		}
		if s.Err != nil {
			return 0, s.Err
		}
		s.fill()
	}
}

func (s *Stream) step(k int) {
	s.Skip(k)
	s.indent = -1
}

func (s *Stream) fill() {
	s.last = -1
	s.Fill(s.max + 64<<10)
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

// cut returns the record that begins at Buf[I].
func (s *Stream) cut(find ender) (Record, error) {
	rec := Record{Pos: s.Base + int64(s.I), Line: s.Line}
	tab := s.indent
	var e extent
	seen := 0
	skipping := false
	for {
		k, done := find(&e, s.Buf[s.I+seen:s.N])
		seen += k
		if !done && s.Err == nil {
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
		rec.Bytes = s.Buf[s.I : s.I+seen]
		s.last, s.lastTab = s.I, tab
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
	rec := s.Buf[s.last:s.I]
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
			s.Line -= bytes.Count(rec[at:], []byte{'\n'})
			s.I = s.last + at
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
// line at Buf[I] is a complete value, or broken off so that it cannot go on in
// the next line. It reads ahead as far as the line goes, up to the cap.
func (s *Stream) firstLineWhole() bool {
	var e extent
	seen := 0
	for {
		k, done := valueEnd(&e, s.Buf[s.I+seen:s.N])
		if line := bytes.IndexByte(s.Buf[s.I+seen:s.I+seen+k], '\n'); line >= 0 {
			return s.brokenOff(seen + line)
		}
		seen += k
		if done {
			return true
		}
		if s.Err != nil || seen > s.max {
			return false
		}
		s.fill()
	}
}

// brokenOff reports whether the line of n bytes at Buf[I], which closes fewer
// brackets than it opens, is followed by another object.
func (s *Stream) brokenOff(n int) bool {
	line := bytes.TrimRight(s.Buf[s.I:s.I+n], " \t\r")
	if bytes.IndexByte([]byte("{[,:"), line[len(line)-1]) >= 0 {
		return false
	}
	for s.I+n+1 >= s.N && s.Err == nil {
		s.fill()
	}
	return s.I+n+1 < s.N && s.Buf[s.I+n+1] == '{'
}
