// Package source holds what the readers of package thread share: input in
// UTF-8 with positions, records with a size cap, times and identifiers in the
// many forms that exports give them.
package source

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// MaxRecordBytes is the default cap on one record: 32 MiB. A JSON record may
// take 30 times its size while it is read, where it consists of single digits.
const MaxRecordBytes = 32 << 20

// ErrTooLarge is the cause of a RecordError for a record over the cap.
var ErrTooLarge = thread.ErrRecordTooLarge

// Cap returns the cap that an option asks for: the default for 0, and never
// more than the 1 GiB that the parsers can number.
func Cap(option int) int {
	if option <= 0 {
		return MaxRecordBytes
	}
	return min(option, 1<<30)
}

// Bad returns a RecordError.
func Bad(pos int64, line int, err error) *thread.RecordError {
	return &thread.RecordError{Pos: pos, Line: line, Err: err}
}

// Badf returns a RecordError with a message.
func Badf(pos int64, line int, format string, args ...any) *thread.RecordError {
	return Bad(pos, line, fmt.Errorf(format, args...))
}

// UTF8 returns a reader of r without its byte order mark, UTF-16 with a byte
// order mark turned into UTF-8. Other input comes through as it is.
func UTF8(r io.Reader) io.Reader {
	br := bufio.NewReaderSize(r, 4096)
	head, _ := br.Peek(3)
	switch {
	case bytes.HasPrefix(head, []byte("\xEF\xBB\xBF")):
		br.Discard(3)
	case bytes.HasPrefix(head, []byte("\xFF\xFE")), bytes.HasPrefix(head, []byte("\xFE\xFF")):
		return transform.NewReader(br, unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder())
	case len(head) >= 2 && head[0] == 0 && head[1] != 0:
		return transform.NewReader(br, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewDecoder())
	case len(head) >= 2 && head[0] != 0 && head[1] == 0:
		return transform.NewReader(br, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder())
	}
	return br
}

// Legacy reports whether text is in a character set older than UTF-8: whether
// it has as many bytes that break UTF-8 as characters that take several, or
// more. A broken byte here and there is damage, and most of what stands around
// it is UTF-8 all the same.
func Legacy(text []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(text); {
		if text[i] < utf8.RuneSelf {
			i++
			continue
		}
		_, size := utf8.DecodeRune(text[i:])
		if size > 1 {
			good++
		} else {
			bad++
		}
		i += size
	}
	return bad > 0 && bad >= good
}

// FromBytes returns b as UTF-8: as it is where it is UTF-8 already; with U+FFFD
// for what is broken where it is that for the most part, as text that was cut
// in the middle of a character; else read as Windows-1252, which is what
// single-byte text on the web nearly always is.
func FromBytes(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	return FromString(string(b))
}

// FromString is [FromBytes] for a string.
func FromString(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	b := []byte(s)
	if !Legacy(b) {
		return strings.ToValidUTF8(s, "\uFFFD")
	}
	return Decode(b, charmap.Windows1252)
}

// Decode returns b, which is in the given encoding, as UTF-8. What cannot be
// decoded becomes U+FFFD.
func Decode(b []byte, enc encoding.Encoding) string {
	out, err := enc.NewDecoder().Bytes(b)
	if err != nil {
		return string(bytes.ToValidUTF8(b, []byte("\uFFFD")))
	}
	return string(out)
}
