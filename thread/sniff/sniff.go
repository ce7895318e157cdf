package sniff

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/source"
)

// Options says how to open input. Nil means the defaults.
type Options struct {
	// Format names the format and so overrides what the bytes suggest.
	Format string
	// Charset names the character set, such as "windows-1252", and so
	// overrides what the bytes suggest.
	Charset string
	// MaxWindow bounds the memory that zstd may ask for as its window, in
	// bytes. 0 means [DefaultMaxWindow]; [LongWindow] reads every file that
	// zstd can write, for up to about 2.2 GB of memory.
	MaxWindow uint64
	// MaxRatio bounds how many times larger than its packed form the input
	// may be, once 64 MiB were unpacked. 0 means 250.
	MaxRatio int64
	// MaxOutput bounds the bytes, after unpacking where the input is packed: of
	// more of them, what lies before is read and a [*BombError] ends it. 0 means
	// no bound: input is streamed.
	MaxOutput int64
	// Readers are the options of the packages that read the formats.
	Readers Readers
}

var (
	// ErrFormat reports a name that is not among [Formats].
	ErrFormat = errors.New("sniff: unknown format")
	// ErrBinary reports input that is not text.
	ErrBinary = errors.New("sniff: not text")
	// ErrPages reports that the records of the input are pages, each with
	// comments of its own.
	ErrPages = errors.New("sniff: the input is a stream of pages, one a line: examples/pages reads those")
)

// Source is opened input. It is read once, by one goroutine.
type Source struct {
	// Format is the format it is read as, one of [Formats].
	Format string
	// Confidence is how well the bytes fit Format; 1 where the caller named it.
	Confidence float64
	// Candidates are all formats that the bytes fit, best first. They are
	// found even where the caller named another.
	Candidates []Candidate
	// Compression is "gzip", "zstd" or "".
	Compression string
	// Charset is the character set found: that of the byte order mark, or
	// "windows-1252" where the beginning has more bytes that break UTF-8 than
	// characters of it that take several. It is "utf-8" also where the reader
	// of the format finds it itself.
	Charset string

	r    io.Reader
	done func()
	opt  Options
}

// peekSize is how much of the input is looked at.
const peekSize = 256 << 10

// Open looks at the beginning of r, 256 KiB at most after unpacking, and says
// what it is. It reads r no further. The caller closes the Source, not r.
//
// Errors: [ErrFormat], [ErrBinary], [ErrPacking], a [*WindowError], or what r
// returned. Empty input is plain text without comments.
func Open(r io.Reader, o *Options) (*Source, error) {
	var opt Options
	if o != nil {
		opt = *o
	}
	if opt.MaxWindow == 0 {
		opt.MaxWindow = DefaultMaxWindow
	}
	if opt.MaxRatio <= 0 {
		opt.MaxRatio = 250
	}
	opt.Format = alias(opt.Format)
	if opt.Format != "" && !slices.Contains(Formats(), opt.Format) {
		return nil, fmt.Errorf("%w %q; known are %v", ErrFormat, opt.Format, Formats())
	}
	br, packed, done, err := unpack(r, &opt)
	if err != nil {
		return nil, err
	}
	s := &Source{Compression: packed, done: done, opt: opt, Charset: "utf-8"}
	head, err := br.Peek(peekSize)
	if err != nil && err != io.EOF && len(head) == 0 {
		done()
		return nil, err
	}
	if err := s.decode(br, head); err != nil {
		done()
		return nil, err
	}
	return s, nil
}

// decode finds the character set and format.
func (s *Source) decode(br *bufio.Reader, head []byte) error {
	s.r = br
	text := head
	name := s.opt.Charset
	if name == "" {
		name = bom(head)
	}
	if name != "" && name != "utf-8" {
		t, err := decoder(name)
		if err != nil {
			return err
		}
		s.Charset = name
		dec := bufio.NewReaderSize(transform.NewReader(br, t), peekSize)
		s.r = dec
		var perr error
		text, perr = dec.Peek(peekSize)
		if perr != nil && perr != io.EOF && len(text) == 0 {
			return perr
		}
	}
	if bytes.HasPrefix(text, []byte("\xef\xbb\xbf")) {
		if name == "utf-8" {
			_, _ = br.Discard(3)
		}
		text = text[3:]
	}
	if kind, yes := binary(text); yes {
		if kind == "" {
			return fmt.Errorf("%w: no format of comments fits", ErrBinary)
		}
		return fmt.Errorf("%w: it is %s", ErrBinary, kind)
	}
	s.Candidates = detect(text)
	s.Format, s.Confidence = s.Candidates[0].Format, s.Candidates[0].Confidence
	if s.opt.Format != "" {
		s.Format, s.Confidence = s.opt.Format, 1
	}
	// Markup says its own character set, and its readers look at it; mail
	// does so by part.
	switch s.Format {
	case WebPage, WordPress, Disqus, Mbox:
		return nil
	}
	// A broken byte here and there is left to the reader of the format, which
	// marks it: what else is UTF-8 would be spoilt with it.
	if len(text) == peekSize {
		text = whole(text)
	}
	if name == "" && source.Legacy(text) {
		s.Charset = "windows-1252" // as such text on the web nearly always is
		s.r = transform.NewReader(br, charmap.Windows1252.NewDecoder())
	}
	return nil
}

// bom names the character set of a byte order mark, or of UTF-16 without one,
// whose every other byte is zero in most scripts' markup and punctuation.
func bom(b []byte) string {
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		return "utf-8"
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		return "utf-16le"
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		return "utf-16be"
	}
	n := min(len(b), 64) &^ 1
	if n < 8 {
		return ""
	}
	even, odd := 0, 0
	for i := 0; i < n; i += 2 {
		if b[i] == 0 {
			even++
		}
		if b[i+1] == 0 {
			odd++
		}
	}
	switch {
	case odd*4 > n && even == 0:
		return "utf-16le"
	case even*4 > n && odd == 0:
		return "utf-16be"
	}
	return ""
}

func decoder(name string) (transform.Transformer, error) {
	switch name {
	case "utf-16le", "utf-16":
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder(), nil
	case "utf-16be":
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder(), nil
	}
	e, _ := charset.Lookup(name)
	if e == nil {
		return nil, fmt.Errorf("sniff: unknown character set %q", name)
	}
	return e.NewDecoder(), nil
}

// whole returns b without a character of UTF-8 that is cut at its end.
func whole(b []byte) []byte {
	for j := len(b) - 1; j >= max(0, len(b)-utf8.UTFMax); j-- {
		if utf8.RuneStart(b[j]) {
			if !utf8.FullRune(b[j:]) {
				b = b[:j]
			}
			break
		}
	}
	return b
}

// Reader returns the unpacked input, in UTF-8 unless the format says its
// character set itself. Use it or Comments, not both. The places that comments
// and faults name count its bytes: where Charset is not "utf-8" those are other
// than the input's.
func (s *Source) Reader() io.Reader { return s.r }

// Close frees what unpacking holds. It does not close the reader given to Open.
func (s *Source) Close() error {
	if s.done != nil {
		s.done()
		s.done = nil
	}
	return nil
}

// Comments yields the comments of the input through the package that reads
// its format, under that package's rules for errors.
func (s *Source) Comments() iter.Seq2[thread.Comment, error] {
	if read := s.reader(); read != nil {
		return read
	}
	return func(yield func(thread.Comment, error) bool) {
		err := ErrPages
		if s.Format != Pages {
			err = fmt.Errorf("%w %q: no reader", ErrFormat, s.Format)
		}
		yield(thread.Comment{}, err)
	}
}
