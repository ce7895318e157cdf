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
		case line == "-- " && !answers(s[at:]), line == "--" && below <= shortLines && (alone(s[:at]) || named(s[at:], below)) && !answers(s[at:]):
			return at, false
		case len(line) >= 30 && strings.Trim(line, "_") == "" && below <= footerLines && ofList(s[at:]):
			return at, true
		}
		end = at - 1
	}
	return -1, false
}

// alone reports whether a blank line, or nothing, stands above: a heading or a list
// between rules is no signature.
func alone(above string) bool {
	above = strings.TrimRight(above, " \t\r")
	return above == "" || strings.HasSuffix(above, "\n") && strings.HasSuffix(strings.TrimRight(above[:len(above)-1], " \t\r"), "\n")
}

// named reports whether a short line without a stop stands below, and at most one
// more: a name.
func named(below string, lines int) bool {
	_, rest, _ := strings.Cut(below, "\n")
	name, _, _ := strings.Cut(rest, "\n")
	name = strings.TrimSpace(name)
	return lines <= 2 && len(strings.Fields(name)) <= 3 && !strings.HasSuffix(name, ".") && !strings.HasSuffix(name, "?") && !strings.HasSuffix(name, "!")
}

// answers reports whether words are quoted: who signs above what he answers writes on
// below it.
func answers(s string) bool {
	return strings.Contains(s, "\n>")
}

// ofList tells the words of a mailing list's software.
func ofList(s string) bool {
	s = strings.ToLower(s)
	for _, w := range []string{"mailing list", "listinfo", "lists."} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return (strings.Contains(s, "unsubscribe") || strings.Contains(s, "subscription")) && (strings.Contains(s, "://") || strings.Contains(s, "@"))
}
