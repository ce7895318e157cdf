package commonword_test

import (
	"testing"

	"github.com/seed-100d3eb7/rejoinder/internal/commonword"
)

func TestIs(t *testing.T) {
	for _, w := range []string{"nonsense", "rubbish", "first", "agreed", "however", "the", "actually"} {
		if !commonword.Is(w) {
			t.Errorf("%q is no common word", w)
		}
	}
	for _, w := range []string{"danny", "joseph", "london", "quertboi", "", "#"} {
		if commonword.Is(w) {
			t.Errorf("%q is a common word", w)
		}
	}
}
