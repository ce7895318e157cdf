package token

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// few is a vocabulary of one hidden word.
type few string

func (f few) Hidden(h uint64) bool { return h == Hash(string(f)) }

func (f few) Starred(p []byte) string {
	if len(p) != len(f) {
		return ""
	}
	for i, c := range p {
		if c != '*' && c != f[i] {
			return ""
		}
	}
	return string(f)
}

func words(s string, v Vocabulary) []string {
	var t Text
	t.Split(s, v)
	var out []string
	for i := range t.Toks {
		if k := &t.Toks[i]; k.Kind == Word {
			out = append(out, string(t.Bytes(k)))
		}
	}
	return out
}

func TestWords(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Don't STOP me now.", "dont stop me now"},
		{"see https://example.org/a/b and www.example.org, or mail me@example.org", "see and or mail"},
		{"read.it", "read it"},
		{"example.com is a host", "is a host"},
		{"h&#39;m &amp; <b>bold</b> move", "hm bold move"},
		{"so‘called’ “quoted” naïve", "socalled quoted naive"},
		{"a [link](http://x.example/y) here", "a link here"},
		{"run `rm -rf` now", "run now"},
		{"id 5a55f0b1 and BwMAF4GiogA here", "id and here"},
		{"covid19 and 4chan", "covid19 and 4chan"},
		{"half-wit_ed", "half wit ed"},
		{"**bold** _em_ ~~gone~~", "bold em gone"},
		{"a &#128514; b&#233;c &#32; &#xZ; &#; &#99999999;", "a b c xz"},
		{"a ﬁlthy oﬃce ﬂat", "a filthy office flat"},
		{"привет мир", "привет мир"},
	} {
		if got := strings.Join(words(c.in, nil), " "); got != c.want {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
}

func TestDisguises(t *testing.T) {
	const v = few("turnip")
	for _, in := range []string{
		"turnip", "TURNIP", "turn1p", "t*rnip", "t u r n i p", "t.u.r.n.i.p", "tuuuurnip", "turn\u200bip", "ｔｕｒｎｉｐ",
		"tu\u0301rnip", "t-u-r-n-i-p", "turnір", "t*u*r*n*i*p", "**turnip**", "(turnip)",
		"turn!p", "TURN!P!!", "turn!p.", "(turn!p)", "tur<b>ni</b>p", "t<i>urnip</i>", "turn&shy;ip", "turn<wbr/>ip,",
		"t&#117;rnip", "turn&#x69;p", "tur&#110;ip!", "&#84;urnip", "turn&#X49;p", "&#116;&#117;&#114;&#110;&#105;&#112;",
	} {
		got := words(in, v)
		if len(got) != 1 || got[0] != "turnip" && got[0] != "turnips" {
			t.Errorf("%q: %q", in, got)
		}
	}
	for _, in := range []string{"x7turn1pq9", "turn 1 p", "t u r n", "https://turnip.example/turn1p",
		"turn!pat", "turn! p", "turn!", "turn<br>ip", "turn<b> ip"} {
		for _, w := range words(in, v) {
			if w == "turnip" {
				t.Errorf("%q gave the word", in)
			}
		}
	}
}

// TestSignsBetweenSentences: what is no disguise is split as it was.
func TestSignsBetweenSentences(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Hit it!it works", "hit it it works"},
		{"Wow!great!!really", "wow great really"},
		{"a!b!c!d!e!f!g!h!i!j!k!l!m!n!o!p!q!r!s!t", "a b c d e f g h i j k l m n o p q r s t"},
		{"turn!p!turn", "turnip turn"},
		{"so!turn!p", "so turnip"},
		{"two<b>words</b> and three", "two words and three"},
		{"soft&shy;ly", "soft shy ly"},
	} {
		if got := strings.Join(words(c.in, few("turnip")), " "); got != c.want {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
}

func check(t *testing.T, s string) {
	t.Helper()
	var x Text
	x.Split(s, few("turnip"))
	last := int32(0)
	for i := range x.Toks {
		k := &x.Toks[i]
		if k.Start < last || k.End < k.Start || int(k.End) > len(s) {
			t.Fatalf("token %d of %q at [%d,%d) after %d", i, s, k.Start, k.End, last)
		}
		last = k.Start
		if utf8.ValidString(s) && (!utf8.ValidString(s[:k.Start]) || !utf8.ValidString(s[:k.End])) {
			t.Fatalf("token %d of %q cuts a character: [%d,%d)", i, s, k.Start, k.End)
		}
		if k.Len > MaxWord {
			t.Fatalf("word of %d bytes", k.Len)
		}
	}
}

func FuzzSplit(f *testing.F) {
	for _, s := range []string{"You are", "t u r n i p", "a&#39;b <b>", "``` x ```", "`a", "[x](y", "\xff\xfe", "é\u0301\u200b", "@a #b u/c", "ｔ*ｐ", "<", "&", "''", "f.u.n", strings.Repeat("a", 600) + "é"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { check(t, s) })
}

// TestCutBetweenCharacters: long runs are cut, but never within a character.
func TestCutBetweenCharacters(t *testing.T) {
	var x Text
	for n := range 4 {
		for _, r := range []string{"é", "€", "😀", "?é"} {
			s := strings.Repeat("a", n) + strings.Repeat(r, maxRun)
			x.Split(s, few("turnip"))
			for i := range x.Toks {
				if k := &x.Toks[i]; !utf8.RuneStart(s[k.Start]) || int(k.End) < len(s) && !utf8.RuneStart(s[k.End]) {
					t.Fatalf("%d letters before %q: [%d,%d) cuts a character", n, r, k.Start, k.End)
				}
			}
		}
	}
}
