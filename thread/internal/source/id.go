package source

import (
	"strings"
)

// NoID reports whether a text in the place of an identifier means that there
// is none: empty, or null, None, NaN, nil, NULL, \N or N/A in any case.
func NoID(s string) bool {
	switch len(s) {
	case 0:
		return true
	case 2:
		return s == `\N`
	case 3:
		return strings.EqualFold(s, "nan") || strings.EqualFold(s, "nil") || strings.EqualFold(s, "n/a")
	case 4:
		return strings.EqualFold(s, "null") || strings.EqualFold(s, "none") || s == "<NA>"
	}
	return false
}

// ID returns an identifier in the form in which it is compared: no white space
// around it, a whole number written as a float ("123.0", as spreadsheets and
// data frames do) without its fraction, "" where [NoID].
func ID(s string) string {
	s = strings.TrimSpace(s)
	if NoID(s) {
		return ""
	}
	if whole, ok := strings.CutSuffix(s, ".0"); ok && allDigits(whole) {
		return whole
	}
	return s
}

// ParentID is [ID] for a column in which "0" and "-1" too mean none.
func ParentID(s string) string {
	s = ID(s)
	if s == "0" || s == "-1" {
		return ""
	}
	return s
}

func allDigits(s string) bool {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return s != ""
}

// LeadingName returns the name that a text opens with as "@name", without the
// "@", or "". Trailing punctuation is no part of it.
func LeadingName(text string) string {
	rest, ok := strings.CutPrefix(text, "@")
	if !ok {
		// Some sites write a no-break or zero-width mark first.
		if rest, ok = strings.CutPrefix(strings.TrimLeft(text, " \u200b\u2060\ufeff"), "@"); !ok {
			return ""
		}
	}
	if i := strings.IndexAny(rest, " \t\n\r\u00a0,:;!?()[]<>\"*`"); i >= 0 {
		rest = rest[:i]
	}
	return strings.TrimRight(rest, ".'’")
}
