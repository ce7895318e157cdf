package source

import (
	"bytes"
	"io"
	"testing"
	"testing/iotest"
)

// FuzzWindow reads an input in steps of any size and holds what the window says
// of it to the whole.
func FuzzWindow(f *testing.F) {
	f.Add([]byte("one\ntwo\n\nthree"), []byte{1, 3, 0, 200})
	f.Add(bytes.Repeat([]byte("line\n"), 100), []byte{255, 7})
	f.Fuzz(func(t *testing.T, in, steps []byte) {
		for _, r := range []io.Reader{bytes.NewReader(in), iotest.OneByteReader(bytes.NewReader(in)), iotest.DataErrReader(bytes.NewReader(in))} {
			w := Window{R: r, Buf: make([]byte, 4), Line: 1}
			at := 0
			for k := 0; ; k++ {
				if got := w.Buf[w.I:w.N]; w.Base+int64(w.I) != int64(at) || !bytes.HasPrefix(in[at:], got) {
					t.Fatalf("at %d of %q: %d, %q", at, in, w.Base+int64(w.I), got)
				}
				if want := 1 + bytes.Count(in[:at], []byte{'\n'}); w.Line != want {
					t.Fatalf("at %d of %q: line %d, want %d", at, in, w.Line, want)
				}
				if w.Err != nil {
					if w.Err != io.EOF || at+w.N-w.I != len(in) {
						t.Fatalf("%v with %d of %d", w.Err, at+w.N-w.I, len(in))
					}
					break
				}
				if len(steps) > 0 {
					n := min(int(steps[k%len(steps)]), w.N-w.I)
					w.Skip(n)
					at += n
				}
				w.Fill(1 << 10)
			}
		}
	})
}

// TestWindowStuck gives up on a reader that gives nothing, and on one that
// claims more than it was asked for.
func TestWindowStuck(t *testing.T) {
	for _, n := range []int{0, 99, -1} {
		w := Window{R: claims(n), Buf: make([]byte, 8)}
		if w.Fill(8); w.Err != io.ErrNoProgress || w.N != 0 {
			t.Errorf("%d: %v, %d bytes", n, w.Err, w.N)
		}
	}
}

type claims int

func (c claims) Read([]byte) (int, error) { return int(c), nil }
