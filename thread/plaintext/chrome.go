package plaintext

import (
	"bytes"
	"strings"
	"sync"
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
	if _, ok := chromeLines()[string(plain)]; ok || isControls(plain, s) {
		return true
	}
	if _, ok := weakLines()[string(plain)]; ok {
		return string(plain) != "top" || !strings.ContainsAny(s, "0123456789") // "Top 10"
	}
	if by, ok := bytes.CutPrefix(plain, []byte("sort by ")); ok {
		_, ok = sortKeys()[string(by)]
		return ok
	}
	for _, p := range chromeHeads {
		if len(plain) > len(p) && string(plain[:len(p)]) == p && bytes.Count(plain, []byte{' '}) <= 5 && !bytes.ContainsAny(plain, "?!,;") {
			return !strings.Contains(s, ": ") // "In reply to Ann: I agree"
		}
	}
	return false
}

// isFirm reports whether a line of its own is a control of the page wherever it
// stands, and not one that articles have as well, or that people write.
func isFirm(s string) bool {
	if !isChrome(s) {
		return false
	}
	plain := plainLine(s)
	_, weak := weakLines()[plain]
	return !weak && !strings.HasPrefix(plain, "sort by ")
}

// isAnswer reports whether s, a control or a row of them, has one by which to
// answer, to quote or to report a comment: those that articles do not have. "12
// replies" stands in lists of topics.
func isAnswer(s string) bool {
	if len(s) > maxChrome || !isFirm(s) {
		return false
	}
	plain := plainLine(s)
	for _, stem := range answers {
		if strings.Contains(plain, stem) {
			return true
		}
	}
	return false
}

// answers begin the names of controls by which to answer, to quote or to report a
// comment.
var answers = [...]string{"reply", "replies", "quote", "report", "permalink", "flag", "antwort", "zitieren", "melden", "répon", "repondre", "signaler", "citer", "respon", "respuesta", "resposta", "contestar", "denunciar", "citar", "rispo", "segnala", "cita",
	"beantwoord", "reage", "reactie", "antwoord", "citeren", "rapporte", "svar", "anmäl", "odpowied", "zgłoś", "cytuj", "ответить", "пожаловаться", "цитировать", "返信", "回复", "답글"}

// isControls reports whether plain, the letters of the line s, is a row of two
// or more controls such as "Reply Like 12 Report". Copied from a page they can
// stand without a space, as "ReplyShareReport". Where nothing but spaces parts
// them, each begins with a capital: what reads as words is words.
func isControls(plain []byte, s string) bool {
	if len(plain) < 6 || !controlStarts()[plain[0]][plain[1]] || strings.Contains(s, ": ") {
		return false // "Edit: Source" is a writer's
	}
	n, counted := 0, strings.ContainsAny(s, "0123456789")
	for rest := plain; len(rest) > 0; {
		spaced := rest[0] == ' '
		if spaced {
			rest = rest[1:]
		}
		word, _, _ := bytes.Cut(rest, []byte{' '})
		if counted && spaced && ageUnit(string(word)) {
			rest = rest[len(word):]
			continue // "Like Reply 3 y"
		}
		n++
		size := 0
		for i := min(len(rest), maxControl); i > 1; i-- {
			if _, ok := controlWords()[string(rest[:i])]; ok {
				size = i
				break
			}
		}
		if size == 0 {
			return false
		}
		rest = rest[size:]
	}
	if n < 2 {
		return false
	}
	capitals, upper := 0, false
	for _, r := range s {
		before := upper
		if upper = unicode.IsUpper(r); upper && !before {
			capitals++
		}
	}
	return capitals >= n || n > 2 && bytes.IndexByte(plain, ' ') < 0 || strings.ContainsAny(s, "|·•\t") || strings.Contains(s, "  ")
}

// controlStarts tells the first two bytes of the controls of rows: most lines
// need no further look.
var controlStarts = sync.OnceValue(func() *[256][256]bool {
	t := new([256][256]bool)
	for w := range controlWords() {
		t[w[0]][w[1]] = true
	}
	return t
})

// maxControl bounds a control of a row, in bytes.
const maxControl = 24

// inReplyTo returns the name in a line such as "In reply to Ann.", which some
// themes print above a comment, "" for any other line.
func inReplyTo(s string) string {
	if !isChrome(s) {
		return ""
	}
	s = strings.TrimSpace(unlink(s))
	for _, head := range [...]string{"in reply to ", "replying to "} {
		if len(s) > len(head) && strings.EqualFold(s[:len(head)], head) {
			return strings.TrimRight(s[len(head):], " :↑")
		}
	}
	return ""
}

// chromeHeads begin controls that name a person.
var chromeHeads = [...]string{"reply to ", "répondre à ", "in reply to ", "replying to ", "antworte auf ", "liked by "}

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
			unicode.IsPunct(r) && r != '_' && !strings.ContainsRune("()[]{}|·•…↓.:*#‹›", r): // "Like?" is text
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
