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
	word   int32 // index into the vocabulary
	start  int32 // byte offset into the text
	length uint16
	flags  uint16
}

// maxWord is the length from which a word is taken for several.
const maxWord = 1 << 15

// end returns the byte offset after the word.
func (t *token) end() int32 { return t.start + int32(t.length) }

// vocabulary numbers the words of one thread.
type vocabulary struct {
	slots []vocabSlot
	mask  uint64
	n     int32
	words []vocabWord
	hash  []uint64 // by word

	item     int32   // 1 + the comment that is read
	distinct []int32 // stems of each comment, one after another
}

// vocabWord is what is known of a word: what is asked for at once lies in one cache
// line.
type vocabWord struct {
	stem int32 // the word that stands for all with its first letters
	df   int32 // comments that hold the word
	last int32 // 1 + the last comment counted
	caps bool  // seen with a capital or a digit within a sentence
}

// vocabSlot finds a word by half of its hash; the place of the slot tells most of
// the other.
type vocabSlot struct {
	tag uint32
	id  int32 // 1 + word
}

func newVocabulary() *vocabulary {
	return &vocabulary{slots: make([]vocabSlot, 1024), mask: 1023}
}

// intern returns the number of the word with hash h.
func (v *vocabulary) intern(h uint64) int32 {
	tag := uint32(h >> 32)
	for at := (h ^ h>>29) & v.mask; ; at = (at + 1) & v.mask {
		s := &v.slots[at]
		if s.id == 0 {
			id := v.n
			v.n++
			s.tag, s.id = tag, v.n
			v.words = append(v.words, vocabWord{stem: id})
			v.hash = append(v.hash, h)
			if uint64(v.n)*2 > v.mask {
				v.grow()
			}
			return id
		}
		if s.tag == tag {
			return s.id - 1
		}
	}
}

// count counts the stem of a word once for the comment that is read, and notes
// whether it stands with a capital or a digit within a sentence.
func (v *vocabulary) count(word int32, caps bool) {
	stem := v.words[word].stem
	w := &v.words[stem]
	w.caps = w.caps || caps
	if w.last != v.item {
		w.last = v.item
		w.df++
		v.distinct = append(v.distinct, stem)
	}
}

// find returns the number of the word with hash h, or -1.
func (v *vocabulary) find(h uint64) int32 {
	tag := uint32(h >> 32)
	for at := (h ^ h>>29) & v.mask; ; at = (at + 1) & v.mask {
		s := &v.slots[at]
		if s.id == 0 || s.tag == tag {
			return s.id - 1
		}
	}
}

func (v *vocabulary) grow() {
	v.slots = make([]vocabSlot, 4*len(v.slots))
	v.mask = uint64(len(v.slots) - 1)
	for id, h := range v.hash {
		at := (h ^ h>>29) & v.mask
		for v.slots[at].id != 0 {
			at = (at + 1) & v.mask
		}
		v.slots[at] = vocabSlot{uint32(h >> 32), int32(id + 1)}
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

// letterCase counts letters of ASCII in its lower half, capitals in its upper.
var letterCase = func() (t [256]uint32) {
	for c := range t {
		switch {
		case c >= 'A' && c <= 'Z':
			t[c] = 1<<16 + 1
		case c >= 'a' && c <= 'z':
			t[c] = 1
		}
	}
	return
}()

// firstFlag holds the flag of a word by its first letter of ASCII.
var firstFlag = func() (t [256]uint16) {
	for c := range t {
		switch {
		case c >= 'A' && c <= 'Z':
			t[c] = fCapital
		case c >= '0' && c <= '9':
			t[c] = fNumber
		}
	}
	return
}()

// hashLetters hashes the letters and digits of ASCII that s begins with, n of
// them, and counts them by case.
func hashLetters(h uint64, s string) (n int, hash uint64, cases uint32) {
	for n = 0; n < len(s); n++ {
		b := s[n]
		l := lowered[b]
		if l == 0 {
			break
		}
		cases += letterCase[b]
		h = (h ^ uint64(l)) * fnvPrime
	}
	return n, h, cases
}

// marks counts what tells one writer's hand from another's.
type marks struct {
	commas, dots, bangs, questions, caps, double, lines, letters int32
}

// tokenise appends the words of text to dst and counts its marks.
func tokenise(dst []token, text string, v *vocabulary) ([]token, marks) {
	var m marks
	first := len(dst)
	next := uint16(fParaStart | fSentStart) // flags of the next token
	marked, quoteLine := false, false       // inside quotation marks; on a "> " line
	var closing rune                        // ends the quotation
	opened := 0                             // token at which it began
	for i := 0; i < len(text); {
		b := text[i]
		kind := kinds[b]
		if kind == kSpace {
			i++
			if i < len(text) && text[i] == ' ' {
				m.double++
			}
			continue
		}
		c, size := rune(b), 1
		if kind == kWide {
			c, size = utf8.DecodeRuneInString(text[i:])
			if unicode.IsLetter(c) || unicode.IsDigit(c) {
				kind = kWord
			}
		}
		if kind != kWord {
			if len(dst) > first {
				t := &dst[len(dst)-1]
				if int(t.end()) == i || (c == '\n' || c == '–' || c == '—' || c == '-') && t.flags&fVocative == 0 && onlySpace(text[t.end():i]) {
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
				next |= fParaStart | fSentStart
				quoteLine = false
				// A quotation ends with its paragraph where nothing closes it.
				if marked && i+1 < len(text) && text[i+1] == '\n' {
					for k := opened; k < len(dst); k++ {
						dst[k].flags &^= fMarked
					}
					marked = false
				}
			case '.':
				next |= fSentStart
				if i+1 < len(text) && text[i+1] == '.' {
					m.dots++
				}
			case '!':
				next |= fSentStart
				m.bangs++
			case '?':
				next |= fSentStart
				m.questions++
			case ',':
				m.commas++
			case '>':
				if next&fParaStart != 0 {
					quoteLine = true
				}
			case '@':
				next |= fAt
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
				next &^= fAt
			}
			next &^= fMarked
			if marked || quoteLine {
				next |= fMarked
			}
			i += size
			continue
		}
		if len(dst)-first == maxTokens {
			break
		}
		t := token{start: int32(i), flags: next}
		next &= fMarked
		switch {
		case b < utf8.RuneSelf:
			t.flags |= firstFlag[b]
		case unicode.IsUpper(c):
			t.flags |= fCapital
		}
		h := uint64(fnvBasis)
		letters, odd := m.letters, false // odd: more than letters and digits of ASCII
		cases := uint32(0)
	word:
		for stop := min(len(text), i+maxWord); i < stop; {
			n, more := 0, uint32(0)
			if n, h, more = hashLetters(h, text[i:stop]); n > 0 {
				cases += more
				if i += n; i == stop {
					break word
				}
			}
			b := text[i]
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
		t.length = uint16(i - int(t.start))
		m.letters += int32(cases & 0xFFFF)
		m.caps += int32(cases >> 16)
		if odd {
			if mixed(text[t.start:i]) {
				t.flags |= fMixed
			}
		} else if t.flags&fNumber == 0 && t.length >= 4 && int32(t.length) > m.letters-letters {
			t.flags |= fMixed
		}
		known := v.n
		t.word = v.intern(h)
		if v.n > known {
			if stem, longer := stemHash(text[t.start:t.end()]); longer {
				s := v.intern(stem) // may move v.words
				v.words[t.word].stem = s
			}
		}
		v.count(t.word, t.flags&(fCapital|fNumber) != 0 && t.flags&fSentStart == 0)
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
		if onlySpace(text[t.end():]) {
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
