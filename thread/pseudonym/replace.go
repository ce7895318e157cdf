package pseudonym

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// replace returns s with labels in place of names.
func (n *names) replace(s string) string {
	s, _ = n.edit(s)
	return s
}

// edit returns s with labels in place of names and what has been put where: two
// passes at most, to NFC and to labels.
func (n *names) edit(s string) (string, edits) {
	given, composed := s, []edit(nil)
	if !norm.NFC.IsNormalString(s) {
		s, composed = compose(s)
	}
	var out strings.Builder
	var labelled []edit
	copied := 0
	for at := 0; at < len(s); {
		r, size := utf8.DecodeRuneInString(s[at:])
		var label string
		end := at + size
		if wordly(r) {
			if label, end = n.nameAt(s, at); label == "" {
				end = wordEnd(s, at)
			}
		} else {
			for _, length := range n.signLengths[r] {
				if at+length <= len(s) {
					if label = n.signs[s[at:at+length]]; label != "" {
						end = at + length
						break
					}
				}
			}
		}
		if label != "" {
			out.WriteString(s[copied:at])
			labelled = append(labelled, edit{at, end, out.Len(), out.Len() + len(label)})
			out.WriteString(label)
			copied = end
		}
		at = end
	}
	if len(labelled) == 0 {
		return given, edits{}
	}
	out.WriteString(s[copied:])
	return out.String(), edits{composed, labelled}
}

// nameAt returns the label and the end of the name that begins at the word that
// begins at, or "" where none does.
func (n *names) nameAt(s string, at int) (label string, end int) {
	if end = addressEnd(s, at); end > 0 {
		return n.key.Label(fold(s[at:end]), ""), end
	}
	word := s[at:wordEnd(s, at)]
	for _, length := range n.lengths[fold(word)] {
		if end = at + length; end > len(s) || !boundary(s, end) {
			continue
		}
		if label := n.called(s[at:end]); label != "" {
			return label, end
		}
	}
	if label := n.part[word]; label != "" {
		return label, at + len(word)
	}
	if end = handleEnd(s, at); end > 0 {
		return n.answered(s[at:end]), end
	}
	return "", 0
}

// handleEnd returns where the handle ends that begins at, 0 where none does:
// only what stands behind @ or u/ is one.
func handleEnd(s string, at int) int {
	switch before := s[:at]; {
	case strings.HasSuffix(before, "@") && boundaryBefore(before, 1):
	case strings.HasSuffix(before, "u/") && boundaryBefore(before, 2):
	default:
		return 0
	}
	end := runEnd(s, at, maxLocal, "-.")
	if host := end + 1; end < len(s) && s[end] == '@' && host < len(s) {
		if e := runEnd(s, host, maxHost, "-."); e > host {
			end = e // of another server
		}
	}
	return end
}

// The lengths of the parts of an e-mail address, RFC 5321.
const (
	maxLocal = 64
	maxHost  = 255
)

// addressEnd returns where the e-mail address ends that begins at, 0 where none
// does.
func addressEnd(s string, at int) int {
	end := runEnd(s, at, maxLocal, "-.+")
	if end+1 >= len(s) || s[end] != '@' {
		return 0
	}
	host := end + 1
	end = runEnd(s, host, maxHost, "-.")
	if !strings.Contains(s[host:end], ".") {
		return 0
	}
	return end
}

// runEnd returns the end of the run of word characters and signs from at, of at
// most so many bytes, which does not end with one of the signs.
func runEnd(s string, at, most int, signs string) int {
	end := at
	for end < len(s) && end-at < most {
		r, size := utf8.DecodeRuneInString(s[end:])
		if !wordly(r) && !strings.ContainsRune(signs, r) {
			break
		}
		end += size
	}
	return at + len(strings.TrimRight(s[at:end], signs))
}

// wordly runes are those of words.
func wordly(r rune) bool {
	return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

// sign reports whether r is more than punctuation.
func sign(r rune) bool { return unicode.IsSymbol(r) && r > unicode.MaxLatin1 }

func wordEnd(s string, at int) int {
	for at < len(s) {
		r, size := utf8.DecodeRuneInString(s[at:])
		if !wordly(r) {
			break
		}
		at += size
	}
	return at
}

// boundary reports whether no word goes on at end.
func boundary(s string, end int) bool {
	r, _ := utf8.DecodeRuneInString(s[end:])
	return end == len(s) || !wordly(r)
}

// boundaryBefore reports whether no word stands before the last n bytes of s.
func boundaryBefore(s string, n int) bool {
	r, _ := utf8.DecodeLastRuneInString(s[:len(s)-n])
	return len(s) == n || !wordly(r)
}

func fold(s string) string { return strings.ToLower(s) }

// nameLike reports whether a part of a name is itself one that people go by.
func nameLike(part string) bool {
	switch part {
	case "The", "And", "For", "From", "Mrs", "Miss", "Sir", "Lady", "Lord", "Professor", "Prof", "Doctor":
		return false
	}
	r, _ := utf8.DecodeRuneInString(part)
	return unicode.IsUpper(r) && utf8.RuneCountInString(part) >= 3 &&
		!strings.ContainsFunc(part, func(r rune) bool { return !unicode.IsLetter(r) })
}
