package sniff

import (
	"bytes"
	"unicode/utf8"
)

// binary tells input that is no text at all; kind says what it is instead,
// where that is known.
func binary(b []byte) (kind string, yes bool) {
	if kind := magic(b); kind != "" {
		return kind, true
	}
	b = b[:min(len(b), 16<<10)]
	control, broken := 0, 0
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			broken++
		case isControl(b[i]):
			control++
		}
		i += n
	}
	// Nearly all bytes of a text in an old character set may be broken UTF-8,
	// and a text in UTF-8 may have odd marks; noise has both. A handful is none.
	return "", control > 3 && control*10 > len(b) || control >= 8 && control*50 > len(b) && broken*10 > len(b)
}

// isControl reports whether c is a control character that texts do not have.
func isControl(c byte) bool {
	switch c {
	case '\b', '\t', '\n', '\v', '\f', '\r', 0x1b:
		return false
	}
	return c < 0x20 || c == 0x7f
}

// magic names the kind of a file that begins as no text does.
func magic(b []byte) string {
	for _, m := range [...]struct{ head, kind string }{
		{"%PDF-", "a PDF document: save its text or the page it shows first"},
		{"\x89PNG\r\n\x1a\n", "a PNG image"},
		{"\xff\xd8\xff", "a JPEG image"},
		{"GIF87a", "a GIF image"},
		{"GIF89a", "a GIF image"},
		{"\xd0\xcf\x11\xe0", "an old Office document: save it as text or CSV first"},
		{"SQLite format 3\x00", "an SQLite database: export a table first"},
		{"PAR1", "a Parquet file: save it as CSV or JSON lines first"},
		{"Obj\x01", "an Avro file"},
		{"\x7fELF", "a program"},
		{"RIFF", "sound, film or an image"},
		{"OggS", "sound or film"},
		{"ID3", "sound"},
	} {
		// Some marks are words: the header that follows them is not.
		if bytes.HasPrefix(b, []byte(m.head)) && (m.head[0] == '%' || bytes.ContainsFunc(b[:min(len(b), 64)], func(r rune) bool { return r < utf8.RuneSelf && isControl(byte(r)) })) {
			return m.kind
		}
	}
	return ""
}
