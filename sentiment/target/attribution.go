package target

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/towards"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

// tokenise splits text as [towards.Tokenise] does; the words of a line that says
// who wrote what follows are no more the comment's own than the quotation is.
func tokenise(dst []towards.Token, text string) []towards.Token {
	dst = towards.Tokenise(dst, text)
	k := 0
	for _, at := range attributions(text) {
		for k < len(dst) && dst[k].Start < at[0] {
			k++
		}
		for ; k < len(dst) && dst[k].Start < at[1]; k++ {
			dst[k].Flags |= towards.Quoted
		}
	}
	return dst
}

// wroteVerbs end an attribution, or stand before its last words.
var wroteVerbs = [...]string{"wrote", "writes", "schrieb", "a écrit", "escribió"}

// attributions returns the ranges of text that attribute a quotation, in order:
// "On Tue, 7 Jan 2020, Bob Kay wrote:", over up to three lines, and any sentence
// such as "Bob Kay wrote:" above a "> " line.
func attributions(text string) (all [][2]int) {
	for _, verb := range wroteVerbs {
		for from := 0; ; {
			i := strings.Index(text[from:], verb)
			if i < 0 {
				break
			}
			i += from
			from = i + len(verb)
			if at, ok := attribution(text, i, from); ok {
				if n := len(all); n > 0 && at[0] < all[n-1][1] {
					continue // verbs of two languages, the later out of order
				}
				all = append(all, at)
				from = max(from, at[1])
			}
		}
	}
	return all
}

// maxAttribution bounds an attribution on each side of its verb, in bytes.
const maxAttribution = 200

// attribution returns the attribution whose verb is text[i:j].
func attribution(text string, i, j int) (at [2]int, ok bool) {
	// It ends in a colon, which ends the line or has the quotation after it.
	tail := text[j:min(len(text), j+maxAttribution)]
	colon := strings.Index(tail, ":\n")
	if k := strings.Index(tail, ": >"); k >= 0 && (colon < 0 || k < colon) {
		colon = k
	}
	if k := strings.Index(tail, ":\r"); k >= 0 && (colon < 0 || k < colon) {
		colon = k
	}
	if colon < 0 && strings.HasSuffix(tail, ":") && j+len(tail) == len(text) {
		colon = len(tail) - 1
	}
	if colon < 0 || strings.Count(tail[:colon], "\n") > 1 || strings.ContainsAny(tail[:colon], ".!?") && !strings.Contains(tail[:colon], "@") {
		return at, false
	}
	end := j + colon + 1
	rest := strings.TrimLeft(text[end:], " \t\r\n")
	below := strings.HasPrefix(rest, ">") && len(rest) < len(text[end:])
	least := max(0, i-maxAttribution)
	line := least + strings.LastIndexByte(text[least:i], '\n') + 1
	first := line + lastSentence(text[line:i])
	// The date may stand on a line before that of the verb.
	for lo, n := line, 0; n < 3 && (below || nameOnly(tail[:colon])); n++ {
		k := lo + lastSentence(text[lo:i])
		if head := text[k:end]; dateLead(head) && strings.ContainsAny(head, "0123456789") {
			return [2]int{k, end}, true
		}
		if k > lo || lo <= least {
			break
		}
		lo = least + strings.LastIndexByte(text[least:lo-1], '\n') + 1
	}
	return [2]int{first, end}, below
}

// lastSentence returns where the last sentence of s begins. Dots in dates and behind
// initials and titles end none.
func lastSentence(s string) int {
	for mark := strings.LastIndexAny(s, ".!?…"); mark >= 0; mark = strings.LastIndexAny(s[:mark], ".!?…") {
		_, size := utf8.DecodeRuneInString(s[mark:])
		rest := strings.TrimLeft(s[mark+size:], "\"'”’)")
		next := strings.TrimLeft(rest, " \t\r\n")
		if next == "" || next == rest || next[0] >= '0' && next[0] <= '9' || s[mark] == '.' && abbreviated(s[:mark]) {
			continue
		}
		return len(s) - len(next)
	}
	return 0
}

// abbreviated reports whether s ends in a day of the month or what a dot shortens.
func abbreviated(s string) bool {
	word := s[strings.LastIndexAny(s, " \t\r\n(,<\"")+1:]
	if utf8.RuneCountInString(word) < 2 || strings.Contains(word, ".") || len(word) == 2 && strings.Trim(word, "0123456789") == "" {
		return true
	}
	switch word {
	case "Mr", "Mrs", "Ms", "Dr", "Prof", "St", "Jr", "Sr", "Hr", "Mon", "Tue", "Tues", "Wed", "Thu", "Thur", "Thurs", "Fri", "Sat", "Sun":
		return true
	}
	return false
}

// nameOnly reports whether s, between the verb and the colon, has no word but
// names: "schrieb Carl Orff <carl@example.org>:".
func nameOnly(s string) bool {
	for word := range strings.FieldsSeq(s) {
		if r, _ := utf8.DecodeRuneInString(word); unicode.IsLower(r) {
			return false
		}
	}
	return true
}

// dateLead reports whether a line may open with the date of an attribution.
func dateLead(s string) bool {
	for _, lead := range [...]string{"On ", "Am ", "Le ", "El "} {
		if strings.HasPrefix(s, lead) {
			return true
		}
	}
	return false
}

// people are the names of those who write in a thread, folded words parted by
// blanks, and their first words.
type people struct{ full, first map[string]bool }

func peopleOf(t *thread.Thread) people {
	p := people{map[string]bool{}, map[string]bool{}}
	var toks []towards.Token
	for _, a := range t.Authors() {
		toks = towards.Tokenise(toks[:0], a)
		words := make([]string, 0, maxRun)
		for i := range toks {
			if toks[i].Word() {
				words = append(words, toks[i].Low)
			}
		}
		if len(words) > 0 && len(words) <= maxRun {
			p.full[strings.Join(words, " ")] = true
			p.first[words[0]] = true
		}
	}
	return p
}

// addressee returns where the name of one who writes in the thread ends if it
// stands at toks[k] after "@" or, of several words, at the head of the comment;
// else k. The words after it are no part of the name: "@Ann Baker Try it".
func (p people) addressee(toks []towards.Token, k int) int {
	tag := toks[k].Is(towards.Tag)
	if !tag && (k != 0 || toks[0].Start != 0) || !p.first[toks[k].Low] {
		return k
	}
	best, key := k, ""
	for i := k; i < len(toks) && i < k+maxRun && toks[i].Word() && toks[i].Sent == toks[k].Sent; i++ {
		if i > k {
			key += " "
		}
		key += toks[i].Low
		if p.full[key] && (tag || i > k) {
			best = i + 1
		}
	}
	return best
}
