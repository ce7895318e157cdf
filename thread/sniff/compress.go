package sniff

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
)

// DefaultMaxWindow is the zstd window that is accepted unless
// [Options.MaxWindow] says otherwise: what zstd itself accepts without --long.
const DefaultMaxWindow = 128 << 20

// LongWindow is the window of files packed with zstd --long=31, as Pushshift's
// are.
const LongWindow = 2 << 30

// WindowError reports a zstd frame whose window is over the limit.
type WindowError struct {
	Needed uint64 // 0 where the frame does not say
	Limit  uint64
}

func (e *WindowError) Error() string {
	need := "a larger window"
	if e.Needed > 0 {
		need = "a window of " + mib(e.Needed)
	}
	return fmt.Sprintf("sniff: the zstd input needs %s, and Options.MaxWindow is %s; set MaxWindow to sniff.LongWindow (2 GiB) to read files packed with zstd --long=31, such as Pushshift dumps: that takes up to about 2.2 GB of memory", need, mib(e.Limit))
}

func mib(n uint64) string {
	if n >= 1<<30 && n%(1<<30) == 0 {
		return fmt.Sprintf("%d GiB", n>>30)
	}
	return fmt.Sprintf("%d MiB", (n+1<<20-1)>>20)
}

// BombError reports input that is, once unpacked, more than the options allow.
// What lies before the limit is read.
type BombError struct {
	In, Out  int64 // bytes read and unpacked until then
	MaxRatio int64 // the limit on Out/In that was passed, or 0
	MaxOut   int64 // the limit on Out that was passed, or 0
}

func (e *BombError) Error() string {
	if e.MaxOut > 0 {
		return fmt.Sprintf("sniff: the input is more than Options.MaxOutput, %d bytes", e.MaxOut)
	}
	return fmt.Sprintf("sniff: packed input of %d bytes unpacks to more than %d bytes, over %d times as much (Options.MaxRatio): refused as a decompression bomb", e.In, e.Out, e.MaxRatio)
}

// ErrPacking reports a packing that is not read: zip, xz, bzip2, 7z, rar, lz4,
// or a packed file inside a packed file.
var ErrPacking = errors.New("sniff: packing not supported")

// counter counts what is read of the packed input.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// limited guards unpacked output.
type limited struct {
	packed   bool
	r        io.Reader
	in       *counter
	out      int64
	maxOut   int64
	maxRatio int64
	window   uint64
	needed   uint64
	err      error
}

// slack is what may be unpacked before the ratio counts: short files of one
// repeated word pack well.
const slack = 64 << 20

func (l *limited) Read(p []byte) (int, error) {
	if l.err != nil {
		return 0, l.err
	}
	n, err := l.r.Read(p)
	l.out += int64(n)
	switch {
	case errors.Is(err, zstd.ErrWindowSizeExceeded):
		err = &WindowError{Needed: l.needed, Limit: l.window}
	case err != nil && err != io.EOF && l.packed:
		err = fmt.Errorf("sniff: unpacking: %w", err)
	case l.maxOut > 0 && l.out > l.maxOut:
		n -= int(l.out - l.maxOut)
		err = &BombError{In: l.in.n, Out: l.out, MaxOut: l.maxOut}
	case l.out > slack && l.out/max(l.in.n, 1) > l.maxRatio:
		err = &BombError{In: l.in.n, Out: l.out, MaxRatio: l.maxRatio}
	}
	l.err = err
	return max(n, 0), err
}

var (
	magicGzip = []byte{0x1f, 0x8b}
	magicZstd = []byte{0x28, 0xb5, 0x2f, 0xfd}
	magicXz   = []byte{0xfd, '7', 'z', 'X', 'Z'}
	magicBz   = []byte("BZh")
	magicZip  = []byte("PK\x03\x04")
	magic7z   = []byte("7z\xbc\xaf\x27\x1c")
	magicRar  = []byte("Rar!\x1a\x07")
	magicLz4  = []byte{0x04, 0x22, 0x4d, 0x18}
)

func packing(head []byte) string {
	switch {
	case bytes.HasPrefix(head, magicGzip):
		return "gzip"
	case bytes.HasPrefix(head, magicZstd), len(head) >= 4 && head[0]&0xf0 == 0x50 && head[1] == 0x2a && head[2] == 0x4d && head[3] == 0x18:
		return "zstd"
	case bytes.HasPrefix(head, magicXz):
		return "xz"
	case bytes.HasPrefix(head, magicBz) && len(head) > 3 && head[3] >= '1' && head[3] <= '9':
		return "bzip2"
	case bytes.HasPrefix(head, magicZip):
		return "zip"
	case bytes.HasPrefix(head, magic7z):
		return "7z"
	case bytes.HasPrefix(head, magicRar):
		return "rar"
	case bytes.HasPrefix(head, magicLz4):
		return "lz4"
	}
	return ""
}

// unpack returns r unpacked, the name of its packing, and what to close.
func unpack(r io.Reader, o *Options) (*bufio.Reader, string, func(), error) {
	in := &counter{r: r}
	br := bufio.NewReaderSize(in, 64<<10)
	head, err := br.Peek(32)
	if err != nil && err != io.EOF {
		return nil, "", nil, err
	}
	kind := packing(head)
	l := &limited{packed: kind != "", in: in, maxOut: o.MaxOutput, maxRatio: o.MaxRatio, window: o.MaxWindow}
	var done func()
	switch kind {
	case "":
		if o.MaxOutput > 0 {
			l.r = br
			return bufio.NewReaderSize(l, peekSize), "", func() {}, nil
		}
		return bufio.NewReaderSize(br, peekSize), "", func() {}, nil
	case "gzip":
		z, err := gzip.NewReader(br)
		if err != nil {
			return nil, kind, nil, fmt.Errorf("sniff: unpacking: %w", err)
		}
		l.r, done = z, func() { _ = z.Close() }
	case "zstd":
		var h zstd.Header
		if h.Decode(head) == nil {
			l.needed = h.WindowSize
			if h.SingleSegment {
				l.needed = h.FrameContentSize
			}
		}
		// Concurrency 1 keeps the decoder from starting goroutines.
		z, err := zstd.NewReader(br, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(o.MaxWindow))
		if err != nil {
			return nil, kind, nil, fmt.Errorf("sniff: unpacking: %w", err)
		}
		l.r, done = z, z.Close
	default:
		return nil, kind, nil, fmt.Errorf("%w: %s; unpack it first", ErrPacking, kind)
	}
	out := bufio.NewReaderSize(l, peekSize)
	inner, err := out.Peek(8)
	if err != nil && err != io.EOF {
		done()
		return nil, kind, nil, err
	}
	if k := packing(inner); k != "" {
		done()
		return nil, kind, nil, fmt.Errorf("%w: %s inside %s; unpack it first", ErrPacking, k, kind)
	}
	return out, kind, done, nil
}
