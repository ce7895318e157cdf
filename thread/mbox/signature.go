package mbox

import "strings"

// The most lines of a signature below its mark, of one whose mark has lost the
// space at its end, and of the footer of a mailing list below its rule.
const (
	signatureLines = 12
	shortLines     = 4
	footerLines    = 8
)

// unsigned returns a text without the signature at its end, below a line "-- "
// (RFC 3676, section 4.3), and without the footer of a mailing list, below a
// rule. A text that is nothing but a footer is empty.
func unsigned(s string) string {
	for range 4 { // lists forward to lists
		at, footer := mark(s)
		if at < 0 || !footer && strings.TrimSpace(s[:at]) == "" {
			break
		}
		s = s[:at]
	}
	return s
}

// mark returns where the last line stands that begins a signature or a footer,
// -1 where none does. It looks at the last lines only.
func mark(s string) (at int, footer bool) {
	end := len(strings.TrimRight(s, " \t\r\n"))
	for below := 0; end > 0 && below <= signatureLines; below++ {
		at = strings.LastIndexByte(s[:end], '\n') + 1
		line, _, _ := strings.Cut(s[at:], "\n")
		switch line = strings.TrimSuffix(line, "\r"); {
		case line == "-- ", line == "--" && below <= shortLines:
			return at, false
		case len(line) >= 30 && strings.Trim(line, "_") == "" && below <= footerLines && ofList(s[at:]):
			return at, true
		}
		end = at - 1
	}
	return -1, false
}

// ofList tells the words of a mailing list's software.
func ofList(s string) bool {
	s = strings.ToLower(s)
	for _, w := range []string{"mailing list", "listinfo", "unsubscribe", "subscription", "lists."} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
