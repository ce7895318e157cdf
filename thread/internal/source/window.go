package source

import (
	"bytes"
	"io"
)

// Window is the part of an input that is in memory while it is cut up. What is
// unread is Buf[I:N].
type Window struct {
	R    io.Reader
	Buf  []byte
	I, N int
	Base int64 // offset of Buf[0] in the input
	Line int   // of Buf[I], for those who only Skip
	Err  error // of R, to be given out after the bytes before it
}

// Skip goes k bytes on and counts their lines.
func (w *Window) Skip(k int) {
	w.Line += bytes.Count(w.Buf[w.I:w.I+k], []byte{'\n'})
	w.I += k
}

// Fill drops what has been read and reads on until it has at least one byte
// more or R has an error. A full Buf grows to twice its size, up to limit where
// that is larger than it is.
func (w *Window) Fill(limit int) {
	if w.I > 0 {
		copy(w.Buf, w.Buf[w.I:w.N])
		w.Base += int64(w.I)
		w.N -= w.I
		w.I = 0
	}
	if w.N == len(w.Buf) {
		bigger := make([]byte, max(min(2*len(w.Buf), limit), len(w.Buf)+1))
		copy(bigger, w.Buf)
		w.Buf = bigger
	}
	for range 100 {
		k, err := w.R.Read(w.Buf[w.N:])
		if k < 0 || k > len(w.Buf)-w.N {
			break
		}
		w.N += k
		w.Err = err
		if k > 0 || err != nil {
			return
		}
	}
	w.Err = io.ErrNoProgress
}
