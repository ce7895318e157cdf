package source

import (
	"bytes"
	"io"
)

// Lines reads lines of any length up to a cap. Longer ones are skipped.
type Lines struct {
	win  Window
	max  int
	pos  int64
	line int
}

// NewLines returns a Lines that reads r.
func NewLines(r io.Reader, limit int) *Lines {
	return &Lines{win: Window{R: r, Buf: make([]byte, min(256<<10, limit+2))}, max: limit}
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
	w := &l.win
	scanned := 0
	l.pos = w.Base + int64(w.I)
	l.line++
	for {
		if k := bytes.IndexByte(w.Buf[w.I+scanned:w.N], '\n'); k >= 0 {
			end := w.I + scanned + k
			line := w.Buf[w.I:end]
			w.I = end + 1
			if len(line) > l.max {
				return nil, ErrTooLarge
			}
			return line, nil
		}
		scanned = w.N - w.I
		if w.Err != nil {
			line := w.Buf[w.I:w.N]
			w.I = w.N
			if len(line) == 0 {
				return nil, w.Err
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
		w.Fill(l.max + 2)
	}
}

// skip drops the rest of the line.
func (l *Lines) skip() {
	w := &l.win
	for {
		if k := bytes.IndexByte(w.Buf[w.I:w.N], '\n'); k >= 0 {
			w.I += k + 1
			return
		}
		w.I = w.N
		if w.Err != nil {
			return
		}
		w.Fill(l.max + 2)
	}
}
