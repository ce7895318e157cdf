package plaintext

import (
	"strings"
	"unicode"
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
	s = plainLine(s)
	if _, ok := chromeLines[s]; ok {
		return true
	}
	for _, p := range [...]string{"reply to ", "répondre à ", "in reply to ", "antworte auf ", "liked by "} {
		if strings.HasPrefix(s, p) && len(strings.Fields(s)) <= 6 && !strings.ContainsAny(s, ".?!,;") {
			return true
		}
	}
	return false
}

// plainLine lowers s and takes off what surrounds a control: link numbers,
// brackets, arrows, counts.
func plainLine(s string) string {
	s = strings.ToLower(unlink(s))
	var b strings.Builder
	space := true
	for _, r := range s {
		switch {
		case unicode.IsLetter(r) || r == '\'' || r == '’' || r == '-' && !space:
			b.WriteRune(r)
			space = false
		case unicode.IsPunct(r) && r != '_' && !strings.ContainsRune("()[]{}|·•…↓.:*#", r):
			b.WriteRune(r) // "Like?" is text
			space = false
		default:
			if !space {
				b.WriteByte(' ')
				space = true
			}
		}
	}
	return strings.TrimSpace(b.String())
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
