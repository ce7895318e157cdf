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
	fMixed                 // looks like a made-up name, see mixed
)

// stemLength is how many letters of an English word tell what it is about: program,
// programs and programmer are one.
const stemLength = 6

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
	hash  []uint64
	stem  []int32 // the word that stands for all with its first letters
	caps  []bool  // seen with a capital or a digit within a sentence
}

// vocabSlot holds a word: what is compared lies in one cache line.
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
			v.stem = append(v.stem, v.n-1)
			v.hash = append(v.hash, h)
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
func wordHash(s string) uint64 { return moreHash(fnvBasis, s) }

// moreHash returns the hash of a word with hash h and the letters of s after
// it.
func moreHash(h uint64, s string) uint64 {
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

// stemHash returns the hash of a word up to its sixth letter of ASCII, and whether
// more such follow.
func stemHash(w string) (stem uint64, longer bool) {
	if len(w) <= stemLength {
		return 0, false
	}
	h, seen := uint64(fnvBasis), 0
	for _, r := range w {
		if r < utf8.RuneSelf {
			if l := lowered[r]; l != 0 {
				if seen == stemLength {
					return stem, true
				}
				h = (h ^ uint64(l)) * fnvPrime
				if seen++; seen == stemLength {
					stem = h
				}
			}
			continue
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			h = hashRune(h, unicode.ToLower(r))
		}
	}
	return 0, false
}

func hashRune(h uint64, r rune) uint64 {
	return (h ^ uint64(uint32(r))) * fnvPrime
}

// unspaced reports whether r belongs to a script written without spaces, whose
// characters are taken for words.
func unspaced(r rune) bool {
	return r >= 0x0E00 && r <= 0x0EFF || r >= 0x3040 && r <= 0x30FF || r >= 0x3400 && r <= 0x9FFF || r >= 0xF900 && r <= 0xFAFF || r >= 0x20000 && r <= 0x3FFFF
}

// Kinds of bytes.
const (
	kOther = iota
	kSpace
	kWord // a letter or digit of ASCII
	kWide // part of a longer rune
)

var kinds = func() (t [256]uint8) {
	for c := range t {
		switch {
		case c >= utf8.RuneSelf:
			t[c] = kWide
		case c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9':
			t[c] = kWord
		case c == ' ':
			t[c] = kSpace
		}
	}
	return
}()

// lowered maps letters and digits of ASCII to lower case and all else to 0.
var lowered = func() (t [256]uint8) {
	for c := range t {
		switch {
		case c >= 'A' && c <= 'Z':
			t[c] = uint8(c) | 0x20
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			t[c] = uint8(c)
		}
	}
	return
}()

// marks counts what tells one writer's hand from another's.
type marks struct {
	commas, dots, bangs, questions, caps, double, lines, letters int32
}

// tokenise appends the words of text to dst and counts its marks.
func tokenise(dst []token, text string, v *vocabulary) ([]token, marks) {
	var m marks
	first := len(dst)
	line, sentence := true, true // at the start of one
	at := false
	marked, quoteLine := false, false // inside quotation marks; on a "> " line
	var closing rune                  // ends the quotation
	opened := 0                       // token at which it began
	i := 0
	for i < len(text) && len(dst)-first < maxTokens {
		kind := kinds[text[i]]
		if kind == kSpace {
			i++
			if i < len(text) && text[i] == ' ' {
				m.double++
			}
			continue
		}
		c, size := rune(text[i]), 1
		if kind == kWide {
			c, size = utf8.DecodeRuneInString(text[i:])
			if unicode.IsLetter(c) || unicode.IsDigit(c) {
				kind = kWord
			}
		}
		if kind != kWord {
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
				m.lines++
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
			case '.':
				sentence = true
				if i+1 < len(text) && text[i+1] == '.' {
					m.dots++
				}
			case '!':
				sentence = true
				m.bangs++
			case '?':
				sentence = true
				m.questions++
			case ',':
				m.commas++
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
		switch {
		case c >= 'A' && c <= 'Z':
			t.flags |= fCapital
		case c >= '0' && c <= '9':
			t.flags |= fNumber
		case c >= utf8.RuneSelf && unicode.IsUpper(c):
			t.flags |= fCapital
		}
		h := uint64(fnvBasis)
		letters, odd := m.letters, false // odd: more than letters and digits of ASCII
	word:
		for i < len(text) {
			b := text[i]
			if l := lowered[b]; l != 0 {
				m.letters += int32(b >> 6)   // digits lie below
				m.caps += int32(^b >> 5 & 1) // as do capitals, and digits do not
				h = (h ^ uint64(l)) * fnvPrime
				i++
				continue
			}
			if b < utf8.RuneSelf {
				if b == '\'' && i+1 < len(text) && isLower(text[i+1]) {
					odd = true
					i++
					continue
				}
				break
			}
			odd = true
			c, size := utf8.DecodeRuneInString(text[i:])
			switch {
			case unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c):
				h = hashRune(h, unicode.ToLower(c))
				i += size
				if unspaced(c) {
					break word
				}
			case (c == '’' || c == '‘') && i+size < len(text) && isLower(text[i+size]):
				i += size
			default:
				break word
			}
		}
		t.end = int32(i)
		if odd {
			if mixed(text[t.start:i]) {
				t.flags |= fMixed
			}
		} else if t.flags&fNumber == 0 && t.end-t.start >= 4 && t.end-t.start > m.letters-letters {
			t.flags |= fMixed
		}
		known := v.n
		t.word = v.intern(h)
		if v.n > known {
			if stem, longer := stemHash(text[t.start:t.end]); longer {
				s := v.intern(stem) // may move v.stem
				v.stem[t.word] = s
			}
		}
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
	return dst, m
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
