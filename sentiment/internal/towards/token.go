package towards

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Token is a word or a punctuation mark with its place in the text. A
// possessive ending is not part of a word's range but is remembered as Poss.
type Token struct {
	Start, End int
	Low        string // folded to lower case, typographic apostrophes made plain
	Sent       int32  // number of the sentence, from 0
	Flags      Flags
}

// Flags are properties of a token.
type Flags uint16

// The flags.
const (
	Punct Flags = 1 << iota
	Capital
	Shout  // two or more letters, all capitals
	First  // first word of its sentence
	Quoted // on a "> " line or between double quotation marks
	Poss   // followed by 's
	Tag    // part of a #hashtag or an @handle
	Number
	Glued // follows the word before without a blank: the parts of a hashtag
)

// Is reports whether any of f is set.
func (t *Token) Is(f Flags) bool { return t.Flags&f != 0 }

// Word reports whether t is no punctuation mark.
func (t *Token) Word() bool { return t.Flags&Punct == 0 }

// prefixes part from what follows them: "anti-Trump" speaks of Trump.
func hyphenPrefix(s string) bool {
	switch s {
	case "anti", "pro", "ex", "non", "post", "pre", "neo", "never", "un", "so":
		return true
	}
	return false
}

// abbreviation reports whether a full stop after the word ends no sentence.
func abbreviation(low string) bool {
	switch low {
	case "mr", "mrs", "ms", "dr", "st", "vs", "prof", "rev", "gen", "sen", "rep", "gov", "jr", "sr", "hon", "e.g", "i.e", "eg", "ie", "etc", "no":
		return true
	}
	return false
}

// Tokenise appends the tokens of text to dst. It runs in linear time; links are
// left out.
func Tokenise(dst []Token, text string) []Token {
	base := len(dst)
	sent := int32(0)
	first := true
	lineStart, quotedLine := true, false
	quoteOpen := -1 // index in dst where a double quotation began
	endSentence := func() {
		if !first {
			sent++
			first = true
		}
	}
	for i := 0; i < len(text); {
		c := text[i]
		if lineStart {
			quotedLine = strings.HasPrefix(text[i:], ">")
			lineStart = false
		}
		switch {
		case c == '\n':
			endSentence()
			lineStart, quotedLine = true, false
			if i+1 < len(text) && text[i+1] == '\n' {
				quoteOpen = -1 // an unpaired mark quotes nothing beyond its paragraph
			}
			i++
			continue
		case c == ' ' || c == '\t' || c == '\r':
			i++
			continue
		}
		if c == 'h' || c == 'w' {
			if n := linkLen(text[i:]); n > 0 {
				i += n
				continue
			}
		}
		if t, ok := plainWord(text, i); ok {
			t.Sent = sent
			if first {
				t.Flags |= First
				first = false
			}
			if quotedLine {
				t.Flags |= Quoted
			}
			dst = append(dst, t)
			i = t.End
			continue
		}
		tag := (c == '#' || c == '@') && i+1 < len(text) && wordByte(text[i+1])
		if tag {
			i++
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if !wordRune(r) {
			dst = punctuation(dst, text, i, size, sent, quotedLine)
			last := &dst[len(dst)-1]
			switch r {
			case '.', '!', '?', '…', ';', '。':
				if endsSentence(text, i, size, dst[base:]) {
					endSentence()
				}
			case '“':
				quoteOpen = len(dst)
			case '”':
				quoteOpen = closeQuote(dst, quoteOpen)
			case '"':
				if quoteOpen < 0 {
					quoteOpen = len(dst)
				} else {
					quoteOpen = closeQuote(dst, quoteOpen)
				}
			}
			last.Sent = min(last.Sent, sent)
			i += size
			continue
		}
		end := wordEnd(text, i, tag)
		n := len(dst)
		dst = words(dst, text, i, end, tag)
		for k := n; k < len(dst); k++ {
			t := &dst[k]
			t.Sent = sent
			if first && t.Word() && t.Flags&Tag == 0 {
				t.Flags |= First
			}
			if t.Word() {
				first = false
			}
			if quotedLine {
				t.Flags |= Quoted
			}
		}
		i = end
	}
	return dst
}

// plainWord returns the word at text[i] where it is of letters and digits of ASCII
// alone and nothing behind it may belong to it, as most are.
func plainWord(text string, i int) (t Token, ok bool) {
	end, lower, upper := i, 0, 0
	for ; end < len(text); end++ {
		c := text[end]
		if isLower(c) {
			lower++
		} else if isUpper(c) {
			upper++
		} else if !isDigit(c) {
			if c >= utf8.RuneSelf || c == '\'' || c == '-' || c == '.' && end == i+1 {
				return t, false
			}
			break
		}
	}
	if end == i {
		return t, false
	}
	t.Start, t.End, t.Low = i, end, text[i:end]
	switch {
	case upper > 0:
		t.Low = strings.ToLower(t.Low)
		if isUpper(text[i]) {
			t.Flags |= Capital
		}
		if upper > 1 && lower == 0 {
			t.Flags |= Shout
		}
	case lower == 0:
		t.Flags |= Number
	}
	return t, true
}

func punctuation(dst []Token, text string, i, size int, sent int32, quoted bool) []Token {
	t := Token{Start: i, End: i + size, Low: text[i : i+size], Sent: sent, Flags: Punct}
	if quoted {
		t.Flags |= Quoted
	}
	return append(dst, t)
}

// closeQuote marks the words since from as quoted where they are more than a
// name or a term in scare quotes, and returns -1.
func closeQuote(dst []Token, from int) int {
	if from < 0 {
		return -1
	}
	n := 0
	for k := from; k < len(dst); k++ {
		if dst[k].Word() {
			n++
		}
	}
	if n >= 4 {
		for k := from; k < len(dst); k++ {
			dst[k].Flags |= Quoted
		}
	}
	return -1
}

// endsSentence reports whether the mark at i ends a sentence.
func endsSentence(text string, i, size int, before []Token) bool {
	if text[i] != '.' {
		return true
	}
	rest := text[i+size:]
	if rest != "" && rest[0] != ' ' && rest[0] != '\n' && rest[0] != '\t' && rest[0] != '\r' {
		r, _ := utf8.DecodeRuneInString(rest)
		if !unicode.IsUpper(r) && r != '"' && r != '”' && r != ')' && r != '\'' && r != '’' {
			return false
		}
	}
	if n := len(before); n >= 2 && before[n-2].Word() {
		w := &before[n-2]
		if abbreviation(w.Low) || w.End-w.Start == 1 && w.Is(Capital) && w.Low != "i" {
			return false
		}
	}
	return true
}

// words appends the word text[i:end], parted at a prefix's hyphen and, in a
// hashtag or handle, at the humps of camel case.
func words(dst []Token, text string, i, end int, tag bool) []Token {
	if tag {
		return camel(dst, text, i, end)
	}
	for {
		h := strings.IndexByte(text[i:end], '-')
		if h <= 0 || !hyphenPrefix(strings.ToLower(text[i:i+h])) {
			break
		}
		dst = append(dst, newWord(text, i, i+h))
		i += h + 1
	}
	if i >= end {
		return dst
	}
	return append(dst, newWord(text, i, end))
}

func camel(dst []Token, text string, i, end int) []Token {
	from := i
	emit := func(to int) {
		if to <= from {
			return
		}
		t := newWord(text, from, to)
		t.Flags |= Tag
		if from > i {
			t.Flags |= Glued
		}
		dst = append(dst, t)
		from = to
	}
	for k := i + 1; k < end; k++ {
		up, lowBefore := isUpper(text[k]), !isUpper(text[k-1])
		digit, digitBefore := isDigit(text[k]), isDigit(text[k-1])
		switch {
		case text[k] == '_':
			emit(k)
			from = k + 1
		case digit != digitBefore && k > from:
			emit(k)
		case up && lowBefore:
			emit(k)
		case up && !lowBefore && k+1 < end && isLower(text[k+1]):
			emit(k)
		}
	}
	emit(end)
	return dst
}

func newWord(text string, start, end int) Token {
	t := Token{Start: start, End: end}
	w := text[start:end]
	for _, s := range [...]string{"'s", "’s", "'S", "’S", "'", "’"} {
		if len(w) > len(s) && strings.HasSuffix(w, s) {
			// "let's", "it's" and "he's" are no possessives.
			if base := w[:len(w)-len(s)]; len(s) < 2 || !contracted(base) {
				w = base
				t.End = start + len(base)
				t.Flags |= Poss
			}
			break
		}
	}
	upper, letters := 0, 0
	for k, r := range w {
		if unicode.IsLetter(r) {
			letters++
			if unicode.IsUpper(r) {
				upper++
				if k == 0 {
					t.Flags |= Capital
				}
			}
		}
	}
	if letters == 0 {
		t.Flags |= Number
	}
	if letters > 1 && upper == letters {
		t.Flags |= Shout
	}
	t.Low = Fold(w)
	return t
}

func contracted(base string) bool {
	switch strings.ToLower(base) {
	case "it", "he", "she", "that", "what", "who", "there", "here", "let", "where", "how", "one", "everyone", "everybody":
		return true
	}
	return false
}

// Fold returns w in lower case with typographic apostrophes made plain.
func Fold(w string) string {
	w = strings.ToLower(w)
	if strings.Contains(w, "’") {
		w = strings.ReplaceAll(w, "’", "'")
	}
	return w
}

// wordEnd returns where the word that starts at i ends. Apostrophes and hyphens
// belong to it between letters, full stops in initials such as U.S.
func wordEnd(text string, i int, tag bool) int {
	k := i
	for k < len(text) {
		r, size := utf8.DecodeRuneInString(text[k:])
		if wordRune(r) || tag && r == '_' {
			k += size
			continue
		}
		if tag {
			break
		}
		if r == '\'' || r == '’' || r == '-' {
			next, _ := utf8.DecodeRuneInString(text[k+size:])
			if wordRune(next) && k > i {
				k += size
				continue
			}
			// A trailing apostrophe may be a possessive: "Tories'".
			if r != '-' && k > i && (text[k-1] == 's' || text[k-1] == 'S') {
				k += size
			}
			break
		}
		if r == '.' && k-i == 1 && isUpper(text[i]) && k+2 < len(text) && isUpper(text[k+1]) && text[k+2] == '.' {
			for k+1 < len(text) && text[k] == '.' && isUpper(text[k+1]) {
				k += 2
			}
		}
		break
	}
	return max(k, i+1)
}

// linkLen returns the length of the link that s starts with, or 0.
func linkLen(s string) int {
	if !strings.HasPrefix(s, "http://") && !strings.HasPrefix(s, "https://") && !strings.HasPrefix(s, "www.") {
		return 0
	}
	if n := strings.IndexAny(s, " \n\t\r<>\"”"); n >= 0 {
		return n
	}
	return len(s)
}

func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return wordByte(byte(r))
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r))
}

func wordByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}
func isUpper(c byte) bool { return 'A' <= c && c <= 'Z' }
func isLower(c byte) bool { return 'a' <= c && c <= 'z' }
func isDigit(c byte) bool { return '0' <= c && c <= '9' }
