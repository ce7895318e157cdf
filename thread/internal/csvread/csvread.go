// Package csvread reads delimited text with encoding/csv, adding what tables
// from the wild need: a cap on the size of a record, positions, rows of uneven
// length, and a way on after a quote that is never closed.
package csvread

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/seed-100d3eb7/rejoinder/thread/internal/source"
)

// Reader reads records.
type Reader struct {
	feed  feed
	csv   *csv.Reader
	comma rune
	syncs int

	pos  int64
	line int
}

// maxSyncs bounds how often the same bytes are read again.
const maxSyncs = 64

// New returns a Reader of r with records of at most limit bytes. A comma of 0
// is found out from the first line: the tab, comma, semicolon or bar that
// stands in it most often, outside of quotes.
func New(r io.Reader, comma rune, limit int) *Reader {
	x := &Reader{feed: feed{r: source.UTF8(r), max: limit, line: 1, buf: make([]byte, 64<<10)}, comma: comma}
	if sep := Separator(x.feed.firstLine()); sep != 0 {
		if x.comma == 0 {
			x.comma = sep
		}
		for x.feed.buf[x.feed.i] == '\r' || x.feed.buf[x.feed.i] == '\n' {
			x.feed.take(1)
		}
		x.feed.skipLine()
	}
	if x.comma == 0 {
		x.comma = guess(x.feed.firstLine())
	}
	x.restart()
	return x
}

// Separator returns the delimiter that a first line of the form "sep=;" names,
// which spreadsheets read, 0 for another line.
func Separator(line []byte) rune {
	s := strings.Trim(strings.TrimRight(string(line[:min(len(line), 16)]), "\r\n "), `"`)
	if len(s) < 5 || !strings.EqualFold(s[:4], "sep=") {
		return 0
	}
	switch sep, n := utf8.DecodeRuneInString(s[4:]); {
	case n != len(s)-4, sep == '\r', sep == '\n', sep == '"', sep == utf8.RuneError:
		return 0
	default:
		return sep
	}
}

func guess(line []byte) rune {
	counts := map[byte]int{}
	quoted := false
	for _, c := range line {
		switch c {
		case '"':
			quoted = !quoted
		case '\t', ',', ';', '|':
			if !quoted {
				counts[c]++
			}
		}
	}
	best := byte(',')
	for _, c := range []byte{'\t', ';', '|'} {
		if counts[c] > counts[best] {
			best = c
		}
	}
	return rune(best)
}

func (x *Reader) restart() {
	x.csv = csv.NewReader(&x.feed)
	x.csv.Comma = x.comma
	x.csv.FieldsPerRecord = -1
	x.csv.LazyQuotes = true
	x.csv.ReuseRecord = true
}

// Pos returns the byte offset and the line of the record read last.
func (x *Reader) Pos() (int64, int) { return x.pos, x.line }

// Next returns the next record, good until the next call. source.ErrTooLarge
// and ErrQuote tell that this record is lost and the next can be read; any other
// error, io.EOF at the end, ends the input.
func (x *Reader) Next() ([]string, error) {
	x.feed.start()
	rec, err := x.csv.Read()
	x.pos, x.line = x.feed.recPos, x.feed.recLine
	if errors.Is(err, source.ErrTooLarge) {
		x.feed.skipLine()
		x.restart()
		return nil, source.ErrTooLarge
	}
	if err == nil && x.feed.atEnd() && x.syncs < maxSyncs && bytes.Count(x.feed.rec, []byte{'"'})%2 == 1 && x.feed.again() {
		// The last record has a quote too many: if it spans lines, it has
		// swallowed them.
		x.syncs++
		x.restart()
		return nil, ErrQuote
	}
	var syntax *csv.ParseError
	if errors.As(err, &syntax) {
		x.restart()
		return nil, ErrQuote
	}
	return rec, err
}

// ErrQuote tells of a quote that is never closed.
var ErrQuote = errors.New("csv: quote without an end")

// feed hands a csv.Reader at most one line at a time, so that nothing waits in
// that Reader's buffer between records.
type feed struct {
	r    io.Reader
	max  int
	buf  []byte
	i, n int
	err  error
	pos  int64 // of buf[i]
	line int

	rec     []byte // of the current record, as far as it has been handed out
	recPos  int64
	recLine int
	pending []byte // to be handed out again
	begun   bool
}

func (f *feed) start() {
	f.rec = f.rec[:0]
	f.begun = false
}

func (f *feed) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	src := f.pending
	if len(src) == 0 {
		if f.i == f.n {
			if err := f.fill(); err != nil {
				return 0, err
			}
		}
		src = f.buf[f.i:f.n]
	}
	n := min(len(p), len(src))
	if k := bytes.IndexByte(src[:n], '\n'); k >= 0 {
		n = k + 1
	}
	if len(f.rec)+n > f.max {
		return 0, source.ErrTooLarge
	}
	if !f.begun && (n > 1 || src[0] != '\n' && src[0] != '\r') {
		f.begun = true
		f.recPos, f.recLine = f.pos, f.line
	}
	copy(p, src[:n])
	f.rec = append(f.rec, src[:n]...)
	f.take(n)
	return n, nil
}

// take moves on by n bytes that are in pending, or else in buf.
func (f *feed) take(n int) {
	src := f.pending
	if len(src) > 0 {
		f.pending = src[n:]
	} else {
		src = f.buf[f.i:f.n]
		f.i += n
	}
	f.pos += int64(n)
	f.line += bytes.Count(src[:n], []byte{'\n'})
}

func (f *feed) fill() error {
	for range 100 {
		if f.err != nil {
			return f.err
		}
		var k int
		k, f.err = f.r.Read(f.buf)
		if f.i, f.n = 0, k; k > 0 {
			return nil
		}
	}
	return io.ErrNoProgress
}

func (f *feed) atEnd() bool {
	return len(f.pending) == 0 && f.i == f.n && f.fill() != nil
}

// again hands out the lines of the record after its first once more.
func (f *feed) again() bool {
	k := bytes.IndexByte(f.rec, '\n')
	if k < 0 || k+1 == len(f.rec) {
		return false
	}
	f.pending = bytes.Clone(f.rec[k+1:])
	f.pos -= int64(len(f.pending))
	f.line -= bytes.Count(f.pending, []byte{'\n'})
	return true
}

func (f *feed) skipLine() {
	for {
		src := f.pending
		if len(src) == 0 {
			if f.i == f.n && f.fill() != nil {
				return
			}
			src = f.buf[f.i:f.n]
		}
		if k := bytes.IndexByte(src, '\n'); k >= 0 {
			f.take(k + 1)
			return
		}
		f.take(len(src))
	}
}

// firstLine returns the first line, as far as it is in the first 64 KiB.
func (f *feed) firstLine() []byte {
	if f.i > 0 { // past a line
		f.n = copy(f.buf, f.buf[f.i:f.n])
		f.i = 0
	}
	for f.err == nil && f.n < len(f.buf) && bytes.IndexByte(bytes.TrimLeft(f.buf[:f.n], "\r\n"), '\n') < 0 {
		var k int
		k, f.err = f.r.Read(f.buf[f.n:])
		f.n += k
	}
	line, _, _ := bytes.Cut(bytes.TrimLeft(f.buf[:f.n], "\r\n"), []byte("\n"))
	return line
}
