package link

import "testing"

func TestGoesOn(t *testing.T) {
	for text, want := range map[string]bool{
		"Oh, and I did not say that.":        true,
		"oh and by the way":                  true,
		"And another thing: the bridge.":     true,
		"P.S. The keys are under the mat":    true,
		"PS: the keys are under the mat":     true,
		"I forgot to say thanks":             true,
		"Oh, Andy, come on":                  false,
		"Oh no":                              false,
		"Another things":                     false,
		"Psychology is hard":                 false,
		"":                                   false,
		"“Oh, and I did not say that” – rot": false,
	} {
		if got := goesOn(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
