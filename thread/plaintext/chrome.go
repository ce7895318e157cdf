package plaintext

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

func split(s string) []string { return strings.Fields(s) }

// maxChrome bounds a line that can be a control of the page, in bytes.
const maxChrome = 64

// isChrome reports whether a line of its own is a control of the page, such as
// the reply link, rather than text.
func isChrome(s string) bool {
	if len(s) > maxChrome {
		return false
	}
	var buf [2 * maxChrome]byte
	plain := appendPlain(buf[:0], s)
	if _, ok := chromeLines()[string(plain)]; ok {
		return true
	}
	for _, p := range chromeHeads {
		if len(plain) > len(p) && string(plain[:len(p)]) == p && bytes.Count(plain, []byte{' '}) <= 5 && !bytes.ContainsAny(plain, "?!,;") {
			return true
		}
	}
	return false
}

// inReplyTo returns the name in a line such as "In reply to Ann.", which some
// themes print above a comment, "" for any other line.
func inReplyTo(s string) string {
	const head = "in reply to "
	if !isChrome(s) {
		return ""
	}
	s = strings.TrimSpace(unlink(s))
	if len(s) <= len(head) || !strings.EqualFold(s[:len(head)], head) {
		return ""
	}
	return strings.TrimRight(s[len(head):], " :↑")
}

// chromeHeads begin controls that name a person.
var chromeHeads = [...]string{"reply to ", "répondre à ", "in reply to ", "antworte auf ", "liked by "}

// plainLine is [appendPlain] for a string.
func plainLine(s string) string { return string(appendPlain(nil, s)) }

// appendPlain appends s lowered and without what surrounds a control: link
// numbers, brackets, arrows, counts.
func appendPlain(dst []byte, s string) []byte {
	from := len(dst)
	space := true
	for _, r := range unlink(s) {
		switch {
		case unicode.IsLetter(r) || r == '\'' || r == '’' || r == '-' && !space,
			unicode.IsPunct(r) && r != '_' && !strings.ContainsRune("()[]{}|·•…↓.:*#", r): // "Like?" is text
			dst = utf8.AppendRune(dst, unicode.ToLower(r))
			space = false
		case !space:
			dst = append(dst, ' ')
			space = true
		}
	}
	if len(dst) > from && dst[len(dst)-1] == ' ' {
		dst = dst[:len(dst)-1]
	}
	return dst
}

// unlink takes the marks of links off a line: the "[12]" of lynx and elinks,
// "[text](address)" and the emphasis of python-html2text, the underscores that
// html2text puts for the spaces of a link.
func unlink(s string) string {
	if !strings.ContainsAny(s, "[*") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '*':
			continue
		case '[':
			end := strings.IndexByte(s[i:], ']')
			if end < 0 {
				break
			}
			inner := s[i+1 : i+end]
			if inner != "" && strings.Trim(inner, "0123456789") == "" {
				i += end
				continue
			}
			if rest := s[i+end+1:]; strings.HasPrefix(rest, "(") {
				if stop := strings.IndexByte(rest, ')'); stop > 0 {
					b.WriteString(inner)
					i += end + 1 + stop
					continue
				}
			}
		}
		b.WriteByte(s[i])
	}
	return strings.TrimSpace(b.String())
}
