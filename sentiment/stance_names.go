package sentiment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// reachOfName is how far from a name, in bytes, praise is taken to be meant for
// its bearer.
const reachOfName = 32

// praises are what people say of somebody whose side they take.
var praises = [...]string{
	"well done", "well said", "well put", "spot on", "good point", "fair point", "agree with", "hear hear", "hear, hear", "bravo", "kudos", "good on", "nailed it", "i second",
}

// maxQuotations bounds the sentences that are sought in the parent: who quotes
// so much praise of one person speaks no more for himself.
const maxQuotations = 8

// takesSide reports whether text says in so many words that the person called
// name is right: "As Maud says, spot on", "Tobias is right". A sentence that
// stands in parent is a quotation; one that denies or asks takes no side. The
// first word of a name of several stands for all of it. Time is linear.
func takesSide(text, name, parent string) bool {
	name = strings.TrimSpace(name)
	if first, _, ok := strings.Cut(name, " "); ok && utf8.RuneCountInString(first) >= 4 {
		name = first
	}
	if utf8.RuneCountInString(name) < 3 {
		return false
	}
	// The sentence of the last mention, and up to where its head was sought.
	lo, hi, sought, quotations := 0, -1, 0, 0
	for from := 0; quotations < maxQuotations; {
		i := strings.Index(text[from:], name)
		if i < 0 {
			return false
		}
		i += from
		from = i + len(name)
		if wordBefore(text, i) || wordAfter(text, from) {
			continue
		}
		if k := strings.LastIndexAny(text[sought:i], ".!?\n"); k >= 0 {
			lo = sought + k + 1
		}
		sought = i
		if from > hi {
			hi = len(text)
			if k := strings.IndexAny(text[from:], ".?\n"); k >= 0 {
				hi = from + k
			}
		}
		if hi < len(text) && text[hi] == '?' || !isPraise(strings.ToLower(text[max(lo, i-reachOfName):i]), strings.ToLower(text[from:min(hi, from+reachOfName)])) {
			continue
		}
		if parent == "" || !strings.Contains(parent, strings.TrimSpace(text[lo:hi])) {
			return true
		}
		quotations++
	}
	return false
}

func wordBefore(text string, i int) bool {
	r, _ := utf8.DecodeLastRuneInString(text[:i])
	return i > 0 && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' || r == '@')
}

func wordAfter(text string, i int) bool {
	r, _ := utf8.DecodeRuneInString(text[i:])
	return i < len(text) && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_')
}

// isPraise looks for praise in the words before and after a name.
func isPraise(before, after string) bool {
	for _, part := range [...]string{before, after} {
		for _, no := range [...]string{"not ", "n't", "n’t", "never", " if ", "why "} {
			if strings.Contains(part, no) {
				return false
			}
		}
	}
	for _, part := range [...]string{before, after} {
		for _, p := range praises {
			if strings.Contains(part, p) {
				return true
			}
		}
		words := strings.FieldsFunc(part, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' })
		for i, w := range words {
			if w != "right" && w != "correct" {
				continue
			}
			if i+1 < len(words) {
				switch words[i+1] {
				case "wing", "winger", "wingers", "now", "of", "to", "side", "hand", "me", "us", "away":
					continue
				}
			}
			if i > 0 {
				switch words[i-1] {
				case "the", "a", "far", "alt", "your", "my", "his", "her", "their", "our", "no":
					continue
				}
			}
			return true
		}
	}
	return false
}
