package htmltext

import (
	"strings"
	"unicode/utf8"
)

// Tidy puts text that holds no mark-up into the form that [Text] returns:
// line feeds alone end lines, at most one empty line in a row, no white space
// at the ends of lines or of the text, no control characters but the tab,
// bytes that are not UTF-8 replaced by U+FFFD. Text that is tidy already comes
// back without a copy.
func Tidy(s string) string {
	if tidy(s) {
		return s
	}
	b := make([]byte, 0, len(s))
	breaks := 0
	flush := func() {
		if len(b) > 0 {
			b = append(b, "\n\n"[:min(breaks, 2)]...)
		}
		breaks = 0
	}
	indent := 0 // start of white space not yet known to be inside a line
	pending := false
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '\r' && i+1 < len(s) && s[i+1] == '\n':
		case r == '\n' || r == '\r' || r == 0x85 || r == 0x2028 || r == 0x2029:
			breaks++
			pending = false
		case r == ' ' || r == '\t' || r == 0xA0 || r == '\v' || r == '\f':
			if !pending {
				pending, indent = true, i
			}
		case r < ' ' || r == 0x7F || (r >= 0x80 && r < 0xA0):
		default:
			if breaks > 0 || len(b) == 0 {
				flush()
			}
			if pending {
				b = appendSpace(b, s[indent:i])
				pending = false
			}
			if r == utf8.RuneError && size == 1 {
				b = append(b, "\uFFFD"...)
			} else {
				b = append(b, s[i:i+size]...)
			}
		}
		i += size
	}
	if len(b) > 0 && b[0] == ' ' || len(b) > 0 && b[0] == '\t' {
		return strings.TrimLeft(string(b), " \t")
	}
	return string(b)
}

// appendSpace copies white space from the middle of a line, control
// characters left out and every other kind of space made plain.
func appendSpace(b []byte, s string) []byte {
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '\t':
			b = append(b, '\t')
		case r == ' ' || r == 0xA0 || r == '\v' || r == '\f':
			b = append(b, ' ')
		}
		i += size
	}
	return b
}

// Line is [Tidy] for names and titles: one line, single spaces.
func Line(s string) string {
	plain := true
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c < ' ' || c > '~' || c == ' ' && (i == 0 || i == len(s)-1 || s[i+1] == ' ') {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	return strings.Join(strings.Fields(Tidy(s)), " ")
}

// tidy reports whether Tidy would change nothing.
func tidy(s string) bool {
	if s == "" {
		return true
	}
	if s[0] <= ' ' || s[len(s)-1] <= ' ' {
		return false
	}
	ascii := true
	for i := 0; i < len(s); i++ {
		// Nothing in eight bytes from the space to the tilde needs a look.
		for i+8 <= len(s) && printable(s[i:i+8]) {
			i += 8
		}
		if i == len(s) {
			break
		}
		c := s[i]
		switch {
		case c >= 0x7F:
			if c == 0x7F || c == 0xC2 || c == 0xE2 && i+2 < len(s) && s[i+1] == 0x80 && (s[i+2] == 0xA8 || s[i+2] == 0xA9) {
				// U+0080 to U+00BF begin with 0xC2: let the slow path look.
				return false
			}
			ascii = false
		case c == '\n':
			if p := s[i-1]; p == ' ' || p == '\t' || p == '\n' && s[i-2] == '\n' {
				return false
			}
		case c < ' ' && c != '\t':
			return false
		}
	}
	return ascii || utf8.ValidString(s)
}

// printable reports whether the first eight bytes of s are ASCII from the space
// to the tilde.
func printable(s string) bool {
	_ = s[7]
	x := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	return (x|(x-0x20*ones)|(x+ones))&highs == 0
}
