package link

import (
	"unicode"
	"unicode/utf8"
)

// Flags of a token.
const (
	fCapital   = 1 << iota // begins with an upper-case letter
	fParaStart             // first of a line
	fSentStart             // first of a sentence
	fVocative              // followed by a mark that sets an address apart: , : ; ! – … or the line's end
	fAt                    // preceded by @
	fMarked                // inside quotation marks or on a line that begins with ">"
	fCopied                // part of a match with an earlier comment
	fNumber                // begins with a digit
	fLineEnd               // last of a line
	fComma                 // followed by a comma
)

// maxTokens bounds the work on one comment; the rest of a longer text is not
// looked at. It is about 100 kB of English.
const maxTokens = 20000

// token is one word of a comment.
type token struct {
	word  int32 // index into the vocabulary
	start int32 // byte offsets into the text
	end   int32
	flags uint16
}

// vocabulary numbers the words of one thread.
type vocabulary struct {
	slots []vocabSlot
	mask  uint64
	n     int32
	df    []int32 // comments that hold the word
	last  []int32 // 1 + the last comment counted
	caps  []bool  // seen with a capital or a digit within a sentence
}

type vocabSlot struct {
	hash uint64
	id   int32 // 1 + word
}

func newVocabulary() *vocabulary {
	return &vocabulary{slots: make([]vocabSlot, 1024), mask: 1023}
}

// intern returns the number of the word with hash h.
func (v *vocabulary) intern(h uint64) int32 {
	at := (h ^ h>>29) & v.mask
	for {
		s := &v.slots[at]
		if s.id == 0 {
			s.hash, s.id = h, v.n+1
			v.n++
			v.df = append(v.df, 0)
			v.last = append(v.last, 0)
			v.caps = append(v.caps, false)
			id := v.n - 1
			if uint64(v.n)*2 > v.mask {
				v.grow()
			}
			return id
		}
		if s.hash == h {
			return s.id - 1
		}
		at = (at + 1) & v.mask
	}
}

// find returns the number of the word with hash h, or -1.
func (v *vocabulary) find(h uint64) int32 {
	for at := (h ^ h>>29) & v.mask; ; at = (at + 1) & v.mask {
		s := &v.slots[at]
		if s.id == 0 || s.hash == h {
			return s.id - 1
		}
	}
}

func (v *vocabulary) grow() {
	old := v.slots
	v.slots = make([]vocabSlot, 2*len(old))
	v.mask = uint64(len(v.slots) - 1)
	for _, s := range old {
		if s.id == 0 {
			continue
		}
		at := (s.hash ^ s.hash>>29) & v.mask
		for v.slots[at].id != 0 {
			at = (at + 1) & v.mask
		}
		v.slots[at] = s
	}
}

const (
	fnvBasis = 14695981039346656037
	fnvPrime = 1099511628211
)

// wordHash hashes s as the tokeniser hashes a word: letters in lower case,
// everything but letters and digits left out.
func wordHash(s string) uint64 {
	h := uint64(fnvBasis)
	for _, r := range s {
		if r < utf8.RuneSelf {
			if l := r | 0x20; l >= 'a' && l <= 'z' {
				h = hashRune(h, l)
			} else if r >= '0' && r <= '9' {
				h = hashRune(h, r)
			}
			continue
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			h = hashRune(h, unicode.ToLower(r))
		}
	}
	return h
}

func hashRune(h uint64, r rune) uint64 {
	return (h ^ uint64(uint32(r))) * fnvPrime
}

// unspaced reports whether r belongs to a script written without spaces, whose
// characters are taken for words.
func unspaced(r rune) bool {
	return r >= 0x0E00 && r <= 0x0EFF || r >= 0x3040 && r <= 0x30FF || r >= 0x3400 && r <= 0x9FFF || r >= 0xF900 && r <= 0xFAFF || r >= 0x20000 && r <= 0x3FFFF
}

// tokenise appends the words of text to dst.
func tokenise(dst []token, text string, v *vocabulary) []token {
	first := len(dst)
	line, sentence := true, true // at the start of one
	at := false
	marked, quoteLine := false, false // inside quotation marks; on a "> " line
	var closing rune                  // ends the quotation
	opened := 0                       // token at which it began
	i := 0
	for i < len(text) && len(dst)-first < maxTokens {
		c := rune(text[i])
		size := 1
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRuneInString(text[i:])
		}
		word := c < 128 && (c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9') ||
			c >= 128 && (unicode.IsLetter(c) || unicode.IsDigit(c))
		if !word {
			if len(dst) > first {
				t := &dst[len(dst)-1]
				if int(t.end) == i || (c == '\n' || c == '–' || c == '—' || c == '-') && t.flags&fVocative == 0 && onlySpace(text[t.end:i]) {
					switch c {
					case ',':
						t.flags |= fVocative | fComma
					case ':', ';', '!', '–', '—', '…', '?', '-':
						t.flags |= fVocative
					case '.':
						if i+1 < len(text) && (text[i+1] == '.' || text[i+1] == '\n') {
							t.flags |= fVocative
						}
					case '\n':
						t.flags |= fVocative
					}
				}
			}
			switch c {
			case '\n':
				if len(dst) > first {
					dst[len(dst)-1].flags |= fLineEnd
				}
				line, sentence, quoteLine = true, true, false
				// A quotation ends with its paragraph where nothing closes it.
				if marked && i+1 < len(text) && text[i+1] == '\n' {
					for k := opened; k < len(dst); k++ {
						dst[k].flags &^= fMarked
					}
					marked = false
				}
			case '.', '!', '?':
				sentence = true
			case '>':
				if line {
					quoteLine = true
				}
			case '@':
				at = true
			case '"', '“', '«', '„', '”', '»':
				switch {
				case marked && (c == closing || closing == '”' && c == '“'):
					marked = false
				case !marked && (c == '“' || c == '„' || c == '«' || c == '"' && (i == 0 || text[i-1] <= ' ' || text[i-1] == '(')):
					marked, opened = true, len(dst)
					switch c {
					case '"':
						closing = '"'
					case '«':
						closing = '»'
					default:
						closing = '”'
					}
				}
			}
			if c != '@' && c > ' ' {
				at = false
			}
			i += size
			continue
		}
		t := token{start: int32(i)}
		if line {
			t.flags |= fParaStart
		}
		if sentence {
			t.flags |= fSentStart
		}
		if at {
			t.flags |= fAt
		}
		if marked || quoteLine {
			t.flags |= fMarked
		}
		line, sentence, at = false, false, false
		h := uint64(fnvBasis)
		begin := i
		for i < len(text) {
			c, size = rune(text[i]), 1
			if c < utf8.RuneSelf {
				switch {
				case c >= 'a' && c <= 'z':
				case c >= '0' && c <= '9':
					if i == begin {
						t.flags |= fNumber
					}
				case c >= 'A' && c <= 'Z':
					if i == begin {
						t.flags |= fCapital
					}
					c |= 0x20
				case c == '\'' && i+1 < len(text) && isLower(text[i+1]):
					i++
					continue
				default:
					size = 0
				}
			} else {
				c, size = utf8.DecodeRuneInString(text[i:])
				switch {
				case unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c):
					if i == begin && unicode.IsUpper(c) {
						t.flags |= fCapital
					}
					c = unicode.ToLower(c)
				case (c == '’' || c == '‘') && i+size < len(text) && isLower(text[i+size]):
					i += size
					continue
				default:
					size = 0
				}
			}
			if size == 0 {
				break
			}
			h = hashRune(h, c)
			i += size
			if unspaced(c) {
				break
			}
		}
		t.end = int32(i)
		t.word = v.intern(h)
		dst = append(dst, t)
	}
	if marked { // never closed: no quotation
		for k := opened; k < len(dst); k++ {
			dst[k].flags &^= fMarked
		}
	}
	if len(dst) > first {
		t := &dst[len(dst)-1]
		t.flags |= fLineEnd
		if onlySpace(text[t.end:]) {
			t.flags |= fVocative
		}
	}
	return dst
}

func isLower(c byte) bool { return c >= 'a' && c <= 'z' }

func onlySpace(s string) bool {
	if len(s) > 4 {
		return false
	}
	for i := range len(s) {
		if s[i] != ' ' && s[i] != '\t' {
			return false
		}
	}
	return true
}
