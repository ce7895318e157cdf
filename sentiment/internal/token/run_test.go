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

// TestQuick holds the short way for plain words to the long way.
func TestQuick(t *testing.T) {
	for _, s := range []string{"word", "WORD", "Don't", "I", "yes!!", "so...!?", "'tis", "rock'n'roll", "noooo", "a.b", "see.com", strings.Repeat("ab", 21)} {
		var quick, slow Text
		quick.Split(s, nil)
		slow.simple(s, 0, len(s))
		if len(quick.Toks) != len(slow.Toks) || string(quick.Norm) != string(slow.Norm) {
			t.Fatalf("%q: %v, want %v", s, quick.Toks, slow.Toks)
		}
		for i := range quick.Toks {
			if quick.Toks[i] != slow.Toks[i] {
				t.Errorf("%q: token %d is %+v, want %+v", s, i, quick.Toks[i], slow.Toks[i])
			}
		}
	}
}
