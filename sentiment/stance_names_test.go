package sentiment

import (
	"strings"
	"testing"
	"time"
)

func TestTakesSide(t *testing.T) {
	for _, c := range []struct {
		text, name string
		want       bool
	}{
		{"Tobias is right. The vote was last week.", "Tobias", true},
		{"You're soooo right Maud, and it was the same in March.", "Maud", true},
		{"Well done Ada Quill Absolutely right!", "Ada Quill", true},
		{"I agree with harrow_k, for once.", "harrow_k", true},
		{"Good point, Maud.", "Maud", true},
		{"Maud, that is not right.", "Maud", false},
		{"Is Maud right?", "Maud", false},
		{"Maud is far right of the party.", "Maud", false},
		{"Maud on the right wing of the party", "Maud", false},
		{"Maudlin is right.", "Maud", false},
		{"I never agreed. Maud did.", "Maud", false},
		{"I don't agree with Maud.", "Maud", false},
		{"Maud said so. You are right.", "Maud", false},
		{"", "Maud", false},
		{"Al is right.", "Al", false},
		{"is right", "", false},
		{"Maud is right. So you say.", "Maud", false}, // stands in the parent
	} {
		if got := takesSide(c.text, c.name, "As I said: Maud is right. And Tobias knows."); got != c.want {
			t.Errorf("%q, %q: %v", c.text, c.name, got)
		}
	}
}

// TestTakesSideIsLinear: a sentence is looked over once, not for every name in it.
func TestTakesSideIsLinear(t *testing.T) {
	for _, c := range [][2]string{{"Bob ", ""}, {"Bob is right ", "x"}, {"Bob is right. ", "Well. Bob is right"}, {"Bob! ", "y"}} {
		parent := strings.Repeat(c[1]+" ", 1<<20/(len(c[1])+1)) + strings.TrimSuffix(c[0], ". ")
		text := strings.Repeat(c[0], 1<<20/len(c[0]))
		start := time.Now()
		takesSide(text, "Bob", parent)
		if d := time.Since(start); d > 5*time.Second {
			t.Errorf("%q: a megabyte took %v", c[0], d)
		}
	}
}

func FuzzTakesSide(f *testing.F) {
	f.Add("Maud is right", "Maud", "")
	f.Add("\xff Maud\xff right", "\xff Maud", "right")
	f.Fuzz(func(t *testing.T, text, name, parent string) {
		takesSide(text, name, parent)
	})
}
