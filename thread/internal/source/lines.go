package source

import (
	"bytes"
	"io"
)

// Lines reads lines of any length up to a cap. Longer ones are skipped.
type Lines struct {
	r    io.Reader
	max  int
	buf  []byte
	i, n int   // unread bytes are buf[i:n]
	base int64 // offset of buf[0] in the source
	err  error // of r, given out after the bytes before it
	pos  int64
	line int
}

// NewLines returns a Lines that reads r.
func NewLines(r io.Reader, limit int) *Lines {
	return &Lines{r: r, max: limit, buf: make([]byte, min(256<<10, limit+2))}
}

// Pos returns the byte offset of the line that Next gave last.
func (l *Lines) Pos() int64 { return l.pos }

// Line returns the 1-based number of the line that Next gave last.
func (l *Lines) Line() int { return l.line }

// Next returns the next line without its end, in memory that is good until
// the next call. A line over the cap gives ErrTooLarge, and the next call the
// line after it. The error of the reader follows the last line, io.EOF among
// them.
func (l *Lines) Next() ([]byte, error) {
	scanned := 0
	l.pos = l.base + int64(l.i)
	l.line++
	for {
		if k := bytes.IndexByte(l.buf[l.i+scanned:l.n], '\n'); k >= 0 {
			end := l.i + scanned + k
			line := l.buf[l.i:end]
			l.i = end + 1
			if len(line) > l.max {
				return nil, ErrTooLarge
			}
			return line, nil
		}
		scanned = l.n - l.i
		if l.err != nil {
			line := l.buf[l.i:l.n]
			l.i = l.n
			if len(line) == 0 {
				return nil, l.err
			}
			if len(line) > l.max {
				return nil, ErrTooLarge
			}
			return line, nil
		}
		if scanned > l.max {
			l.skip()
			return nil, ErrTooLarge
		}
		l.fill()
	}
}

// skip drops the rest of the line.
func (l *Lines) skip() {
	for {
		if k := bytes.IndexByte(l.buf[l.i:l.n], '\n'); k >= 0 {
			l.i += k + 1
			return
		}
		l.i = l.n
		if l.err != nil {
			return
		}
		l.fill()
	}
}

func (l *Lines) fill() {
	if l.i > 0 {
		copy(l.buf, l.buf[l.i:l.n])
		l.base += int64(l.i)
		l.n -= l.i
		l.i = 0
	}
	if l.n == len(l.buf) {
		bigger := make([]byte, min(2*len(l.buf), l.max+2))
		copy(bigger, l.buf)
		l.buf = bigger
	}
	l.n, l.err = readSome(l.r, l.buf, l.n)
}

// readSome reads at least one byte into buf[n:] or returns an error.
func readSome(r io.Reader, buf []byte, n int) (int, error) {
	for range 100 {
		k, err := r.Read(buf[n:])
		if k < 0 || k > len(buf)-n {
			return n, io.ErrNoProgress
		}
		if k > 0 || err != nil {
			return n + k, err
		}
	}
	return n, io.ErrNoProgress
}
