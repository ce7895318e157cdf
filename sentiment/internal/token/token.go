// Package token splits a comment into normalised words that remember which
// bytes of the original they stand for.
//
// Words are lower-cased, stripped of apostrophes and folded to plain letters
// where a look-alike, an accent, an invisible character or a disguise hides
// them. What is not language is skipped: addresses, identifiers, code, mark-up.
package token

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"unicode/utf8"
)

// Kind is what a token is.
type Kind uint8

// The kinds.
const (
	Word    Kind = iota
	Number       // digits, with signs and separators
	Mark         // one of . , ; : ! ? ( ) or a run of one of them
	Quote        // a double or typographic quotation mark
	Break        // one line break or more
	Mention      // @name, u/name
	Link         // an address, a path, an e-mail address
	Opaque       // code, an identifier: never scored
	Other        // emoji and symbols
)

// Flags say how a word was written.
type Flags uint8

// The flags.
const (
	Upper     Flags = 1 << iota // every letter is a capital, two letters at least
	Stretched                   // a letter was repeated three times or more
	Disguised                   // letters were replaced, parted or starred out
	Tagged                      // #hashtag
	Quoted                      // inside a quotation of somebody else's words
	Cited                       // on a line of somebody else's words
)

// Token is one token. Start and End are byte offsets into the original text;
// Off and Len delimit the normalised form in Text.Norm.
type Token struct {
	Hash       uint64
	Start, End int32
	Off        int32
	Len        uint16
	Kind       Kind
	Flags      Flags
	// Ch is the mark of a Mark or Quote token, 1 for an opening and 2 for a
	// closing typographic quotation mark.
	Ch byte
	// N is the length of a run of marks or breaks, at most 255.
	N uint8
}

// Vocabulary tells the tokeniser which words may hide behind a disguise. A nil
// Vocabulary undisguises nothing.
type Vocabulary interface {
	// Hidden reports whether the word with this hash is worth revealing.
	Hidden(hash uint64) bool
	// Starred returns the word that p stands for, where '*' in p replaces one
	// letter each, or "".
	Starred(p []byte) string
}

// Text is the result of Split and the memory it uses. The zero value is ready;
// reuse it to avoid allocation. It is not safe for concurrent use.
type Text struct {
	Toks []Token
	Norm []byte

	buf   []byte
	offs  []int32
	guess [32]byte
	run   run
	// marks is set where a token may begin or end a quotation.
	marks bool
	// single counts the words of one letter up to the last word, odd is not 0
	// where respace may have something to do.
	single, odd int
}

// MayQuote reports whether there is a token that may begin a quotation, a
// quotation mark or a ">".
func (t *Text) MayQuote() bool { return t.marks }

// Bytes returns the normalised form of k.
func (t *Text) Bytes(k *Token) []byte { return t.Norm[k.Off : k.Off+int32(k.Len)] }

// maxRun bounds a run of bytes without a space.
const maxRun = 8192

// MaxWord is the number of bytes of a word that count; the rest is ignored.
const MaxWord = 40

const (
	seed  = 0xcbf29ce484222325
	prime = 0x9e3779b97f4a7c15
)

// Hash returns the hash of a normalised word: eight letters at a time.
func Hash[B []byte | string](w B) uint64 {
	h := uint64(seed)
	for len(w) > 8 {
		h = mix(h, uint64(w[0])|uint64(w[1])<<8|uint64(w[2])<<16|uint64(w[3])<<24|uint64(w[4])<<32|uint64(w[5])<<40|uint64(w[6])<<48|uint64(w[7])<<56)
		w = w[8:]
	}
	x := uint64(0)
	for i := len(w) - 1; i >= 0; i-- {
		x = x<<8 | uint64(w[i])
	}
	return finish(mix(h, x))
}

// spelt is the hash of a word that is not yet at its end.
type spelt struct {
	h, x uint64
	n    int
}

func (p *spelt) add(c byte) {
	if p.n == 8 {
		p.h, p.x, p.n = mix(p.h, p.x), 0, 0
	}
	p.x |= uint64(c) << (8 * p.n)
	p.n++
}

func (p *spelt) hash() uint64 { return finish(mix(p.h, p.x)) }

func mix(h, x uint64) uint64 {
	h = (h ^ x) * prime
	return h ^ h>>32
}

func finish(h uint64) uint64 {
	h *= 0xd6e8feb86659fd93
	return h ^ h>>29
}

const (
	cSpace  = 1 << iota
	cLower  // a-z
	cUpper  // A-Z
	cDigit  // 0-9
	cApos   // '
	cMark   // . , ; : ! ? ( )
	cHigh   // above ASCII
	cSymbol // all else
)

var class = func() (t [256]uint8) {
	for c := range t {
		switch {
		case c <= ' ' || c == 0x7f:
			t[c] = cSpace
		case c >= 'a' && c <= 'z':
			t[c] = cLower
		case c >= 'A' && c <= 'Z':
			t[c] = cUpper
		case c >= '0' && c <= '9':
			t[c] = cDigit
		case c == '\'':
			t[c] = cApos
		case c >= 0x80:
			t[c] = cHigh
		default:
			t[c] = cSymbol
		}
	}
	for _, c := range ".,;:!?()" {
		t[c] = cMark
	}
	return t
}()

// Split tokenises s, which may be any bytes. Time is linear in its length.
func (t *Text) Split(s string, v Vocabulary) {
	// The words of a text are no longer than the text.
	t.Toks, t.Norm, t.marks = t.Toks[:0], slices.Grow(t.Norm[:0], len(s)+8), false
	t.single, t.odd = 0, 0
	fence := false
	for i := 0; i < len(s); {
		c := s[i]
		if letter[c] != 0 && !fence {
			j := t.quick(s, i)
			if j == 0 {
				j = t.steady(s, i)
			}
			if j > i {
				if i = j; i < len(s) && s[i] == ' ' {
					i++
				}
				continue
			}
		}
		if class[c] == cSpace {
			j, lines := i, 0
			for j < len(s) && class[s[j]] == cSpace {
				if s[j] == '\n' {
					lines++
				}
				j++
			}
			if lines > 0 {
				t.mark(Break, i, j, '\n', lines)
			}
			i = j
			continue
		}
		j := i
		var seen uint8
		for j < len(s) && class[s[j]] != cSpace {
			// Longer runs are cut, so that none is looked at again and again.
			if j-i >= maxRun && (utf8.RuneStart(s[j]) || j-i >= maxRun+utf8.UTFMax) {
				break
			}
			seen |= class[s[j]]
			j++
		}
		switch {
		case c == '`' && j-i >= 3 && s[i:i+3] == "```":
			fence = !fence || closes(s[i+3:j])
			if fence && closes(s[i+3:j]) {
				fence = false
			}
			t.plain(Opaque, i, j)
		case fence:
			if j-i >= 3 && s[j-3:j] == "```" {
				fence = false
			}
			t.plain(Opaque, i, j)
		case c == '`':
			i = t.code(s, i, j)
			continue
		case seen&(cHigh|cSymbol|cDigit) == 0:
			t.simple(s, i, j, v)
		default:
			i = t.chunk(s, i, j, v)
			continue
		}
		i = j
	}
	if v != nil && t.odd != 0 {
		t.respace(s, v)
	}
}

// letter holds the small letter of each letter and 0 for all else.
var letter = func() (t [256]byte) {
	for c := byte('a'); c <= 'z'; c++ {
		t[c], t[c&^0x20] = c, c
	}
	return t
}()

const (
	ones = 0x0101010101010101
	high = 0x80 * ones
	bit5 = 0x20 * ones // what a small letter has and a capital has not
)

// quick handles the run that begins with a letter at i where it is what most
// runs are: a word of up to eight letters, none three times in a row, with
// marks after it. It returns the end of the run, or 0 and leaves t as it is.
func (t *Text) quick(s string, i int) int {
	off := len(t.Norm)
	if i+9 > len(s) || cap(t.Norm)-off < 8 {
		return 0
	}
	p := s[i : i+9]
	x := uint64(p[0]) | uint64(p[1])<<8 | uint64(p[2])<<16 | uint64(p[3])<<24 | uint64(p[4])<<32 | uint64(p[5])<<40 | uint64(p[6])<<48 | uint64(p[7])<<56
	low := x | bit5
	// The high bit of each byte that is no letter.
	other := ^(((low | high) - 0x61*ones) &^ ((low | high) - 0x7b*ones) &^ x) & high
	n := bits.TrailingZeros64(other) >> 3
	c := p[n]
	if letter[c] != 0 || c == '\'' {
		return 0
	}
	keep := uint64(1)<<(8*n) - 1 // all bits for eight letters
	low &= keep
	// The high bit of each letter that equals the one before it.
	same := low ^ low<<8
	same = ^((same&^high + 0x7f*ones) | same) & high & keep
	if same&(same<<8) != 0 {
		return 0
	}
	var f Flags
	if x&bit5&keep == 0 && n > 1 {
		f = Upper
	}
	end := i + n
	j := end
	if class[c] != cSpace {
		if j = marks(s, i, end); j == 0 {
			return 0
		}
	}
	binary.LittleEndian.PutUint64(t.Norm[off:off+8], low)
	t.Norm = t.Norm[:off+n]
	t.emitWord(finish(mix(seed, low)), int32(i), int32(end), int32(off), uint16(n), f)
	if j > end {
		t.runs(s, end, j)
	}
	return j
}

// marks returns the end of the marks at j, or 0 where something else follows
// them, or where the run from i on is too long to be looked at as one.
func marks(s string, i, j int) int {
	for j < len(s) && class[s[j]] == cMark {
		j++
	}
	if j < len(s) && class[s[j]] != cSpace || j-i > maxRun {
		return 0
	}
	return j
}

// runs appends a token for each run of one mark in s[i:j].
func (t *Text) runs(s string, i, j int) {
	for i < j {
		k := i + 1
		for k < j && s[k] == s[i] {
			k++
		}
		t.mark(Mark, i, k, s[i], k-i)
		i = k
	}
}

// emitWord appends a word. It is written where it belongs: to copy what was just
// put together field by field has to wait for the writes.
func (t *Text) emitWord(hash uint64, start, end, off int32, n uint16, f Flags) {
	i := len(t.Toks)
	if i == cap(t.Toks) {
		t.Toks = slices.Grow(t.Toks, 1)
	}
	t.Toks = t.Toks[:i+1]
	k := &t.Toks[i]
	k.Hash, k.Start, k.End, k.Off, k.Len = hash, start, end, off, n
	k.Kind, k.Flags, k.Ch, k.N = Word, f, 0, 0
	// Four single letters may spell a word, and a stretched word hide one.
	t.single++
	if n != 1 {
		t.single = 0
	}
	t.odd |= t.single>>2 | int(f&Stretched)
}

// steady is quick for words of up to MaxWord letters with apostrophes inside.
func (t *Text) steady(s string, i int) int {
	off, n := len(t.Norm), 0
	w := t.Norm[off:cap(t.Norm)]
	if len(w) < MaxWord {
		return 0
	}
	w = w[:MaxWord]
	var last, before byte
	lower := uint8(0)
	end := i
	for ; end < len(s); end++ {
		c := letter[s[end]]
		if c == 0 {
			if s[end] == '\'' && end+1 < len(s) && letter[s[end+1]] != 0 {
				continue
			}
			break
		}
		if n >= MaxWord || c == last && c == before {
			return 0
		}
		last, before = c, last
		lower |= s[end] & 0x20
		w[n] = c
		n++
	}
	j := marks(s, i, end)
	if j == 0 {
		return 0
	}
	var f Flags
	if lower == 0 && n > 1 {
		f = Upper
	}
	t.Norm = t.Norm[:off+n]
	t.emitWord(Hash(w[:n]), int32(i), int32(end), int32(off), uint16(n), f)
	t.runs(s, end, j)
	return j
}

func closes(s string) bool { return len(s) >= 3 && s[len(s)-3:] == "```" }

// code skips `inline code` that begins at i and ends within 200 bytes.
func (t *Text) code(s string, i, j int) int {
	for k := i + 1; k < len(s) && k-i < 200; k++ {
		if s[k] == '`' && k > i+1 {
			t.plain(Opaque, i, k+1)
			return k + 1
		}
		if s[k] == '\n' {
			break
		}
	}
	if i+1 < j {
		t.mark(Other, i, i+1, '`', 1)
		return i + 1
	}
	t.plain(Other, i, j)
	return j
}

// simple handles a run of letters, apostrophes and marks. A dot between
// letters makes it an address where what follows is a known ending, and an
// exclamation mark between letters may stand for an i.
func (t *Text) simple(s string, i, j int, v Vocabulary) {
	if dotted(s, i, j) {
		t.plain(Link, i, j)
		return
	}
	for i < j {
		c := class[s[i]]
		switch {
		case c&(cLower|cUpper) != 0:
			if k := t.banged(s, i, j, v); k > 0 {
				i = k
			} else {
				i = t.word(s, i, j)
			}
		case c == cMark:
			k := i
			for k < j && s[k] == s[i] {
				k++
			}
			t.mark(Mark, i, k, s[i], k-i)
			i = k
		default: // an apostrophe at an edge
			t.mark(Quote, i, i+1, '\'', 1)
			i++
		}
	}
}

// word appends the plain word that begins at i.
func (t *Text) word(s string, i, j int) int {
	off, start := int32(len(t.Norm)), i
	var last byte
	run, upper, lower := 0, 0, 0
	stretched := false
	end := i
	for ; i < j; i++ {
		c := s[i]
		switch class[c] {
		case cUpper:
			c |= 0x20
			upper++
		case cLower:
			lower++
		case cApos:
			if i+1 < j && class[s[i+1]]&(cLower|cUpper) != 0 {
				continue
			}
			goto done
		default:
			goto done
		}
		end = i + 1
		if c == last {
			if run++; run >= 3 {
				stretched = true
				if run > 3 {
					continue
				}
			}
		} else {
			last, run = c, 1
		}
		if int32(len(t.Norm))-off < MaxWord {
			t.Norm = append(t.Norm, c)
		}
	}
done:
	var f Flags
	if upper > 1 && lower == 0 {
		f = Upper
	}
	if stretched {
		f |= Stretched
	}
	t.emitWord(Hash(t.Norm[off:]), int32(start), int32(end), off, uint16(int32(len(t.Norm))-off), f)
	if i == end || i > end {
		return max(i, start+1)
	}
	return end
}

func (t *Text) plain(k Kind, i, j int) {
	t.Toks = append(t.Toks, Token{Kind: k, Start: int32(i), End: int32(j), Off: int32(len(t.Norm))})
}

func (t *Text) mark(k Kind, i, j int, ch byte, n int) {
	if k == Quote || ch == '>' {
		t.marks = true
	}
	t.Toks = append(t.Toks, Token{Kind: k, Start: int32(i), End: int32(j), Off: int32(len(t.Norm)), Ch: ch, N: uint8(min(n, 255))})
}
