package token

import (
	"strings"
	"testing"
)

// TestRunCut holds what is left of a run to what a new reading of it says.
func TestRunCut(t *testing.T) {
	for _, s := range []string{"f*f*f*", "a1b2c3", "a'b_c.d/e", "12ab34'*#", "x-y!z&1,2", "user_name.42", "ab*'@%"} {
		b := []byte(s)
		var whole run
		whole.read(b, 0)
		for k := 1; k < whole.last; k++ {
			cut := whole
			cut.cut(b, k)
			if !wordish(b[k]) {
				continue
			}
			var again run
			again.read(b, k)
			if cut != again {
				t.Errorf("%q from %d: %+v, want %+v", s, k, cut, again)
			}
		}
	}
}

// TestQuick holds the short ways for plain words to the long way, at the end of
// a text and before more of it.
func TestQuick(t *testing.T) {
	list := []string{"word", "WORD", "Don't", "I", "yes!!", "so...!?", "'tis", "rock'n'roll", "noooo", "a.b", "see.com", strings.Repeat("ab", 21),
		"abcdefgh", "ABCDEFGH", "abcdefghi", "abcdefgh,", "aaa", "aab", "baa", "zzzzzzzz", "abcdefff", "AbCd.", "Azaz", "dont'", "x'"}
	for n := range 20000 {
		// Runs of what words are made of, and of what stands beside it.
		const from = "aabzAZ'.,!"
		var b []byte
		for k := n * 48271 % 1000003; len(b) < 1+n%12; k = k/len(from) + 7919*len(b) {
			b = append(b, from[k%len(from)])
		}
		list = append(list, string(b))
	}
	for _, s := range list {
		var slow Text
		slow.simple(s, 0, len(s), nil)
		for _, rest := range []string{"", " \u00e9 12 345 6789", "\n 12 345 6789"} {
			var quick Text
			quick.Split(s+rest, nil)
			if len(quick.Toks) < len(slow.Toks) || string(quick.Norm[:len(slow.Norm)]) != string(slow.Norm) {
				t.Fatalf("%q: %v, want %v", s, quick.Toks, slow.Toks)
			}
			for i := range slow.Toks {
				if quick.Toks[i] != slow.Toks[i] {
					t.Errorf("%q: token %d is %+v, want %+v", s+rest, i, quick.Toks[i], slow.Toks[i])
				}
			}
		}
	}
}

// TestHashBytes holds the hash to what it is of a word of any length: other
// letters, other hashes.
func TestHashBytes(t *testing.T) {
	seen := map[uint64]string{}
	for n := 1; n <= MaxWord; n++ {
		for i := range n {
			b := []byte(strings.Repeat("a", n))
			b[i] = 'b'
			h := Hash(b)
			if was, ok := seen[h]; ok {
				t.Fatalf("%s hashes like %s", b, was)
			}
			seen[h] = string(b)
			p := spelt{h: seed}
			for _, c := range b {
				p.add(c)
			}
			if Hash(string(b)) != h || p.hash() != h {
				t.Fatalf("%s hashes otherwise as a string or letter by letter", b)
			}
		}
	}
}
