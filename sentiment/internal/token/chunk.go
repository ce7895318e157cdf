package token

import (
	"strconv"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxChunk bounds the run of bytes without a space that is looked at as one.
const maxChunk = 512

// chunk handles a run without spaces, s[i:j], that holds more than letters and
// marks. It returns where to go on, which may lie beyond j.
func (t *Text) chunk(s string, i, j int, v Vocabulary) int {
	if s[i] == '<' {
		if k := tag(s, i); k > 0 {
			kind := Opaque
			if b := s[i+1] | 0x20; b == 'b' || b == 'p' || b == 'd' || s[i+1] == '/' {
				kind = Break
			}
			t.mark(kind, i, k, '\n', 1)
			return k
		}
	}
	if j-i > maxChunk {
		j = i + maxChunk
		for j > i+1 && !utf8.RuneStart(s[j]) && j > i+maxChunk-4 {
			j--
		}
	}
	if k := t.woven(s, i, j, v); k > 0 {
		return k
	}
	// A tag or a Markdown link in the middle ends the chunk before it.
	for k := i + 1; k < j; k++ {
		if s[k] == '<' && tag(s, k) > 0 {
			j = k
			break
		}
		if s[k] == ']' && k+1 < j && s[k+1] == '(' {
			t.fold(s, i, k, v)
			for j = k + 2; j < len(s) && s[j] != ')' && class[s[j]] != cSpace && j-k < maxChunk; j++ {
			}
			t.plain(Link, k+2, j)
			return j
		}
	}
	if link(s[i:j]) || dotted(s, i, j) {
		t.plain(Link, i, j)
		return j
	}
	t.fold(s, i, j, v)
	return j
}

// tag returns the end of the HTML tag that begins at i, or 0.
func tag(s string, i int) int {
	if i+2 >= len(s) {
		return 0
	}
	c := s[i+1]
	if class[c]&(cLower|cUpper) == 0 && c != '/' && c != '!' {
		return 0
	}
	for k := i + 2; k < len(s) && k-i < 200; k++ {
		switch s[k] {
		case '>':
			return k + 1
		case '<':
			return 0
		}
	}
	return 0
}

// link reports whether s is an address, a path or an e-mail address.
func link(s string) bool {
	slashes, at := 0, -1
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case ':':
			if i+2 < len(s) && s[i+1] == '/' && s[i+2] == '/' {
				return true
			}
		case '/', '\\':
			slashes++
		case '@':
			if i > 0 && class[s[i-1]]&(cLower|cUpper|cDigit) != 0 {
				at = i
			}
		case '.':
			if at > 0 && i > at+1 && i+2 < len(s) && class[s[i+1]]&cLower != 0 && class[s[i+2]]&cLower != 0 {
				return true
			}
		}
	}
	if len(s) > 4 && (s[:4] == "www." || s[:4] == "WWW.") {
		return true
	}
	return slashes >= 2 && (s[0] == '/' || s[0] == '~' || s[0] == '.') || slashes >= 3
}

var endings = map[string]bool{
	"com": true, "org": true, "net": true, "edu": true, "gov": true, "co": true, "uk": true, "io": true,
	"info": true, "tv": true, "ca": true, "au": true, "de": true, "fr": true, "html": true, "htm": true,
	"php": true, "pdf": true, "jpg": true, "jpeg": true, "png": true, "gif": true, "svg": true, "txt": true,
	"py": true, "js": true, "ts": true, "go": true, "java": true, "cpp": true, "exe": true, "zip": true,
	"json": true, "xml": true, "css": true, "dev": true, "ai": true, "eu": true, "nz": true, "ly": true, "mp": true,
}

// dotted reports whether s[i:j] is a host or file name: letters, a dot and a
// known ending, which a slash or the end follows.
func dotted(s string, i, j int) bool {
	if j-i > maxChunk {
		return false
	}
	for k := i + 1; k+2 < j; k++ {
		if s[k] != '.' || class[s[k-1]]&(cLower|cUpper|cDigit) == 0 {
			continue
		}
		e := k + 1
		for e < j && class[s[e]]&cLower != 0 {
			e++
		}
		if e-k < 3 || e-k > 6 || !endings[s[k+1:e]] {
			continue
		}
		rest := s[e:j]
		for len(rest) > 0 && (class[rest[0]] == cMark || rest[0] == '"' || rest[0] == '\'' || rest[0] == ']') {
			rest = rest[1:]
		}
		if rest == "" || s[e] == '/' || s[e] == ':' || s[e] == '?' {
			return true
		}
	}
	return false
}

// lookalikes are letters of other scripts that read as Latin ones.
var lookalikes = map[rune]byte{
	'а': 'a', 'в': 'b', 'с': 'c', 'ԁ': 'd', 'е': 'e', 'ё': 'e', 'ɡ': 'g', 'н': 'h', 'һ': 'h', 'і': 'i', 'ї': 'i', 'ј': 'j',
	'к': 'k', 'ⅼ': 'l', 'ӏ': 'l', 'м': 'm', 'п': 'n', 'о': 'o', 'р': 'p', 'ԛ': 'q', 'г': 'r', 'ѕ': 's', 'т': 't', 'υ': 'u',
	'ц': 'u', 'ѵ': 'v', 'ѡ': 'w', 'ԝ': 'w', 'х': 'x', 'у': 'y', 'α': 'a', 'β': 'b', 'ε': 'e', 'η': 'n', 'ι': 'i', 'κ': 'k',
	'ν': 'v', 'ο': 'o', 'ρ': 'p', 'σ': 'o', 'τ': 't', 'χ': 'x', 'γ': 'y', 'ω': 'w', 'ϲ': 'c', 'ϳ': 'j', 'ı': 'i', 'ȷ': 'j',
	'ß': 'b', 'ø': 'o', 'ł': 'l', 'đ': 'd', 'ħ': 'h', 'ŧ': 't', 'æ': 'a', 'œ': 'o', 'ð': 'd', 'þ': 'p', 'ꓮ': 'a', 'ɑ': 'a',
	'ᴀ': 'a', 'ʙ': 'b', 'ᴄ': 'c', 'ᴅ': 'd', 'ᴇ': 'e', 'ɢ': 'g', 'ʜ': 'h', 'ɪ': 'i', 'ᴊ': 'j', 'ᴋ': 'k', 'ʟ': 'l', 'ᴍ': 'm',
	'ɴ': 'n', 'ᴏ': 'o', 'ᴘ': 'p', 'ʀ': 'r', 'ꜱ': 's', 'ᴛ': 't', 'ᴜ': 'u', 'ᴠ': 'v', 'ᴡ': 'w', 'ʏ': 'y', 'ᴢ': 'z', '€': 'e',
}

// invisible reports whether r shows nothing: zero-width, bidi, variation and
// tag characters, combining marks.
func invisible(r rune) bool {
	switch {
	case r < 0xad:
		return false
	case r == 0xad, r == 0x34f, r == 0x61c, r == 0x115f, r == 0x1160, r == 0x17b4, r == 0x17b5, r == 0x3164, r == 0xfeff, r == 0xffa0:
		return true
	case r >= 0x180b && r <= 0x180e, r >= 0x200b && r <= 0x200f, r >= 0x202a && r <= 0x202e, r >= 0x2060 && r <= 0x206f,
		r >= 0xfe00 && r <= 0xfe0f, r >= 0xe0000 && r <= 0xe0fff:
		return true
	}
	return unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Me, r)
}

// entities are the character references that comments are littered with.
var entities = map[string]byte{
	"amp;": '&', "lt;": '<', "gt;": '>', "quot;": '"', "apos;": '\'', "nbsp;": ' ',
	"#39;": '\'', "#34;": '"', "#x27;": '\'', "#160;": ' ', "rsquo;": '\'', "lsquo;": '\'', "ldquo;": '"', "rdquo;": '"',
	"#8217;": '\'', "#8216;": '\'', "#8220;": '"', "#8221;": '"', "hellip;": '.', "ndash;": '-', "mdash;": '-',
}

// Folded bytes of quotation marks and of symbols that are not ASCII.
const (
	open  = 1
	close = 2
	emoji = 3
)

// fold brings s[i:j] to plain bytes in t.buf, t.offs holding where each comes
// from, and then reads words out of it.
func (t *Text) fold(s string, i, j int, v Vocabulary) {
	t.buf, t.offs = t.buf[:0], t.offs[:0]
	ascii, foreign := 0, 0
	from := i
	for i < j {
		c := s[i]
		at := int32(i)
		if c == '&' {
			if b, n := entity(s[i:j]); n > 0 {
				if class[b] == cUpper {
					b |= 0x20
				}
				if class[b] == cLower {
					ascii++
				}
				t.buf, t.offs = append(t.buf, b), append(t.offs, at)
				i += n
				continue
			}
		}
		if c < utf8.RuneSelf {
			if class[c] == cUpper {
				c |= 0x20
			}
			if class[c] == cLower {
				ascii++
			}
			t.buf, t.offs = append(t.buf, c), append(t.offs, at)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:j])
		i += n
		switch {
		case r == utf8.RuneError || invisible(r):
			continue
		case r == '’' || r == '‘' || r == 'ʼ' || r == '′' || r == '´':
			t.buf, t.offs = append(t.buf, '\''), append(t.offs, at)
			continue
		case r == '“' || r == '«' || r == '„':
			t.buf, t.offs = append(t.buf, open), append(t.offs, at)
			continue
		case r == '”' || r == '»':
			t.buf, t.offs = append(t.buf, close), append(t.offs, at)
			continue
		case r == '–' || r == '—' || r == '…' || r == '‐' || r == '‑':
			t.buf, t.offs = append(t.buf, '-'), append(t.offs, at)
			continue
		}
		if d := norm.NFKD.PropertiesString(s[i-n : i]).Decomposition(); len(d) > 0 && d[0] < utf8.RuneSelf && d[0] > ' ' {
			if r < '\ufb00' || r > '\ufb06' {
				d = d[:1] // the letter below the marks
			}
			for _, c := range d { // the letters of a ligature: "ﬁ"
				if class[c] == cUpper {
					c |= 0x20
				}
				if class[c] == cLower {
					ascii++
				}
				t.buf, t.offs = append(t.buf, c), append(t.offs, at)
			}
			continue
		}
		if _, ok := lookalikes[unicode.ToLower(r)]; ok || unicode.IsLetter(r) {
			foreign++
			var b [4]byte
			for _, c := range b[:utf8.EncodeRune(b[:], unicode.ToLower(r))] {
				t.buf, t.offs = append(t.buf, c), append(t.offs, at)
			}
			continue
		}
		t.buf, t.offs = append(t.buf, emoji), append(t.offs, at)
	}
	if foreign > 0 {
		t.latinise(ascii > 0, v)
	}
	t.offs = append(t.offs, int32(j))
	t.read(s, from, j, v)
}

// latinise replaces look-alikes by the Latin letters that they imitate: where
// the run mixes scripts, or where all of it reads as a hidden word.
func (t *Text) latinise(mixed bool, v Vocabulary) {
	buf, offs := t.buf, t.offs
	word := make([]byte, 0, len(buf)) // the letters of plain alone
	plain := make([]byte, 0, len(buf))
	from := make([]int32, 0, len(buf))
	all := true
	for k := 0; k < len(buf); {
		r, n := utf8.DecodeRune(buf[k:])
		if c, ok := lookalikes[r]; ok {
			plain, from = append(plain, c), append(from, offs[k])
			word = append(word, c)
		} else {
			plain, from = append(plain, buf[k:k+n]...), append(from, offs[k:k+n]...)
			if n > 1 {
				all = false
			} else if class[buf[k]] == cLower {
				word = append(word, buf[k])
			}
		}
		k += n
	}
	if mixed || all && v != nil && v.Hidden(Hash(word)) {
		t.buf, t.offs = append(t.buf[:0], plain...), append(t.offs[:0], from...)
	}
}

// entity returns what the character reference at the head of s stands for, and
// its length: one of those above, or a plain letter, digit or mark by its number,
// which nobody writes so but to hide it. Other references are left as they are.
func entity(s string) (byte, int) {
	for n := 2; n < len(s) && n <= 9; n++ {
		if s[n] != ';' {
			continue
		}
		if b, ok := entities[s[1:n+1]]; ok {
			return b, n + 1
		}
		if s[1] != '#' {
			return 0, 0
		}
		digits, base := s[2:n], 10
		if digits != "" && digits[0]|0x20 == 'x' {
			digits, base = digits[1:], 16
		}
		if c, err := strconv.ParseUint(digits, base, 32); err == nil && c > ' ' && c < 0x7f {
			return byte(c), n + 1
		}
		return 0, 0
	}
	return 0, 0
}
