package towards

import (
	"math"
	"strings"
	"testing"
)

func TestOwnDocUnitLength(t *testing.T) {
	var d OwnDoc
	for _, text := range []string{"", "a", "No way! NO way... \xff", strings.Repeat("x", 500), "#VoteOut 🙂 'tis"} {
		d.Read(Tokenise(nil, text), text)
		for name, fs := range map[string][]Feature{"words": d.Words, "letters": d.Letters} {
			sum, seen := 0.0, map[uint32]bool{}
			for _, f := range fs[1:] {
				sum += float64(f.Val) * float64(f.Val)
				if seen[f.Key] {
					t.Errorf("%q: a feature of %s twice", text, name)
				}
				seen[f.Key] = true
			}
			if len(fs) > 1 && math.Abs(sum-1) > 1e-4 {
				t.Errorf("%q: %s of length %v", text, name, math.Sqrt(sum))
			}
		}
	}
}

func TestSolveDual(t *testing.T) {
	for _, from := range []float64{-6, -1, 0, 3} {
		for _, margin := range []float64{-12, -2, 0, 1, 12} {
			for _, a := range []float64{0, 0.5, 12, 200} {
				x := solveDual(from, margin, a)
				if got := x + margin + a*(sigmoid(x)-sigmoid(from)); math.Abs(got) > 1e-2 {
					t.Errorf("from %v, margin %v, a %v: %v leaves %v", from, margin, a, x, got)
				}
			}
		}
	}
}

func TestOpposed(t *testing.T) {
	with, plus := side("guns")
	against, minus := side("gun control")
	if with == nil || against == nil || plus != 1 || minus != -1 {
		t.Errorf("guns %v %d, gun control %v %d", with != nil, plus, against != nil, minus)
	}
	if terms, _ := side("Orsund Ferry"); terms != nil {
		t.Error("a name that nobody knows is on a side")
	}
}

func TestOpening(t *testing.T) {
	for text, want := range map[string]uint32{
		"Exactly, and so say I": opensAgreeing, "I agree with that": opensAgreeing, "Nope. He left.": opensDisagreeing,
		"The ferry left at noon, no?": opensOtherwise, "": opensOtherwise,
	} {
		if got := opening(Tokenise(nil, text)); got != want {
			t.Errorf("%q opens %d, want %d", text, got, want)
		}
	}
}
