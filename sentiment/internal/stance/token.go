package stance

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxTokens bounds how much of a text is read. Stance shows early; the bound
// keeps the cost of a pasted book that of a long comment.
const MaxTokens = 1500

type tokenKind uint8

const (
	word tokenKind = iota
	number
	mention
	link
	emoji
	punct
)

// token is one word or mark of a text.
type token struct {
	start, end int32
	hash       uint32 // of the folded form
	stem       uint32 // the same without a plural's s
	id         int32  // of the lexicon's vocabulary, or -1
	sent       int32  // number of its sentence
	kind       tokenKind
	mark       byte // for punct: the ASCII mark; '\n' for a paragraph's end
	quoted     bool // on a line that starts with ">"
	upper      bool // a word of two letters or more, all capitals
	content    bool // four letters or more and no function word, or a number
	capital    bool // begins with a capital
}

const (
	fnvOffset = 2166136261
	fnvPrime  = 16777619
)

func hashString(s string) uint32 {
	h := uint32(fnvOffset)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint32(s[i])) * fnvPrime
	}
	return h
}

// mix joins two hashes; the order of the two matters.
func mix(a, b uint32) uint32 {
	h := a*0x9E3779B1 ^ (b + 0x7F4A7C15 + a<<6 + a>>2)
	h ^= h >> 15
	h *= 0x2C1B3C6D
	return h ^ h>>13
}

// scanner holds what tokenising has seen besides the tokens.
type scanner struct {
	toks    []token
	fold    []byte // folded form of the current word
	sents   int32
	foreign int // letters outside the Latin script
	latin   int // letters of the Latin script
	emojis  int
	quotedW int // words on quoted lines
	capped  bool
	flat    bool // lines that begin with ">" are read as any other
}

// scan appends the tokens of text. One pass, no allocation beyond the slices.
func (s *scanner) scan(text string, lex *Lexicon) {
	s.toks, s.sents, s.foreign, s.latin, s.emojis, s.quotedW, s.capped = s.toks[:0], 0, 0, 0, 0, 0, false
	quoted, lineStart, blank := false, true, false
	for i := 0; i < len(text); {
		if len(s.toks) >= MaxTokens {
			s.capped = true
			return
		}
		c := text[i]
		if lineStart {
			for i < len(text) && (text[i] == ' ' || text[i] == '\t') {
				i++
			}
			if i >= len(text) {
				return
			}
			c = text[i]
			quoted = c == '>' && !s.flat
			lineStart = false
		}
		switch {
		case c == '\n':
			if blank {
				s.end('\n', i, quoted)
			}
			blank, lineStart = true, true
			i++
			continue
		case c == ' ' || c == '\t' || c == '\r':
			i++
			continue
		case c == '@' && i+1 < len(text) && isWordByte(text[i+1]):
			j := i + 1
			for j < len(text) && (isWordByte(text[j]) || text[j] == '-') {
				j++
			}
			s.add(token{start: int32(i), end: int32(j), hash: hashString("@"), id: -1, kind: mention, quoted: quoted})
			i = j
		case c == 'h' && (strings.HasPrefix(text[i:], "http://") || strings.HasPrefix(text[i:], "https://")) ||
			c == 'w' && strings.HasPrefix(text[i:], "www."):
			j := i
			for j < len(text) && text[j] > ' ' && text[j] != ')' && text[j] != ']' && text[j] != '"' {
				j++
			}
			s.add(token{start: int32(i), end: int32(j), hash: hashString("://"), id: -1, kind: link, quoted: quoted})
			i = j
		case c >= utf8.RuneSelf || isWordByte(c):
			i = s.word(text, i, quoted, lex)
		default:
			i = s.punct(text, i, quoted)
		}
		blank = false
	}
}

func (s *scanner) add(t token) {
	t.sent = s.sents
	s.toks = append(s.toks, t)
}

func (s *scanner) end(mark byte, i int, quoted bool) {
	if n := len(s.toks); n > 0 && s.toks[n-1].mark == '\n' {
		return
	}
	s.add(token{start: int32(i), end: int32(i), hash: hashString("\n"), id: -1, kind: punct, mark: mark, quoted: quoted})
	s.sents++
}

// punct reads one mark; a run of sentence enders counts as its strongest.
func (s *scanner) punct(text string, i int, quoted bool) int {
	c, j := text[i], i+1
	switch c {
	case '.', '!', '?':
		dots := 0
		for j = i; j < len(text) && (text[j] == '.' || text[j] == '!' || text[j] == '?'); j++ {
			switch {
			case text[j] == '?':
				c = '?'
			case text[j] == '!' && c != '?':
				c = '!'
			case text[j] == '.':
				dots++
			}
		}
		if c == '.' && dots > 1 {
			c = '~' // an ellipsis
		}
	default:
		for j < len(text) && text[j] == c && j-i < 8 {
			j++
		}
	}
	s.add(token{start: int32(i), end: int32(j), hash: uint32(c) * fnvPrime, id: -1, kind: punct, mark: c, quoted: quoted})
	if c == '.' || c == '!' || c == '?' {
		s.sents++
	}
	return j
}

// word reads a word, a number, an emoji or a foreign mark.
func (s *scanner) word(text string, i int, quoted bool, lex *Lexicon) int {
	s.fold = s.fold[:0]
	j, letters, uppers, digits := i, 0, 0, 0
	var last rune
	repeat := 0
loop:
	for j < len(text) {
		r, n := rune(text[j]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[j:])
		}
		switch {
		case r == '’' || r == '‘' || r == 'ʼ' || r == '`':
			r = '\''
			fallthrough
		case r == '\'':
			if j == i || j+n >= len(text) || !isLetterAt(text, j+n) {
				break loop
			}
		case r >= 'a' && r <= 'z':
			letters++
			s.latin++
		case r >= 'A' && r <= 'Z':
			r += 'a' - 'A'
			letters++
			uppers++
			s.latin++
		case r >= '0' && r <= '9':
			digits++
		case r == '_':
			break loop
		case r < utf8.RuneSelf:
			break loop
		case unicode.IsLetter(r):
			if unicode.Is(unicode.Latin, r) {
				s.latin++
			} else {
				s.foreign++
			}
			if unicode.IsUpper(r) {
				uppers++
				r = unicode.ToLower(r)
			}
			letters++
		case unicode.Is(unicode.Mn, r) && j > i:
		default:
			if j > i {
				break loop
			}
			j += n
			if isEmoji(r) {
				s.emojis++
				s.add(token{start: int32(i), end: int32(j), hash: uint32(r) * fnvPrime, id: -1, kind: emoji, quoted: quoted})
				return j
			}
			if m, ok := typographic(r); ok {
				s.add(token{start: int32(i), end: int32(j), hash: uint32(m) * fnvPrime, id: -1, kind: punct, mark: m, quoted: quoted})
			}
			return j
		}
		if r == last {
			repeat++
		} else {
			last, repeat = r, 0
		}
		// "soooo" reads as "soo"; a third letter of a kind carries nothing.
		if repeat < 2 || r >= '0' && r <= '9' {
			if len(s.fold) < 64 {
				s.fold = utf8.AppendRune(s.fold, r)
			}
		}
		j += n
	}
	if j == i { // a lone apostrophe or underscore
		s.add(token{start: int32(i), end: int32(i + 1), hash: '\'' * fnvPrime, id: -1, kind: punct, mark: '\'', quoted: quoted})
		_, n := utf8.DecodeRuneInString(text[i:])
		return i + n
	}
	t := token{start: int32(i), end: int32(j), id: -1, quoted: quoted, upper: letters >= 2 && uppers == letters}
	if letters == 0 && digits > 0 {
		t.kind, t.content = number, true
	}
	h, stem := uint32(fnvOffset), uint32(0)
	for _, b := range s.fold {
		stem = h
		h = (h ^ uint32(b)) * fnvPrime
	}
	t.hash, t.stem = h, h
	if n := len(s.fold); n > 4 && s.fold[n-1] == 's' && s.fold[n-2] != 's' {
		t.stem = stem
	}
	t.id = lex.lookup(s.fold, h)
	t.capital = text[i] >= 'A' && text[i] <= 'Z'
	t.content = t.content || letters >= 4 && (t.id < 0 || !lex.stop[t.id])
	if quoted {
		s.quotedW++
	}
	s.add(t)
	return j
}

func isWordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '\'' || c == '`'
}

func isLetterAt(text string, i int) bool {
	c := text[i]
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

func typographic(r rune) (byte, bool) {
	switch r {
	case '“', '”', '„', '«', '»':
		return '"', true
	case '…':
		return '~', true
	case '–', '—':
		return '-', true
	case '？':
		return '?', true
	case '！':
		return '!', true
	case '。':
		return '.', true
	}
	return 0, false
}

func isEmoji(r rune) bool {
	return r >= 0x1F000 && r <= 0x1FAFF || r >= 0x2600 && r <= 0x27BF || r >= 0x2B00 && r <= 0x2BFF ||
		r == 0x2122 || r == 0x203C || r == 0x2049 || r >= 0x1F1E6 && r <= 0x1F1FF
}
