package targeteval

import (
	"math"
	"testing"
)

func judged(label int, favor, against, neither float64) Judged {
	return Judged{Label: label, P: [NumClasses]float64{favor, against, neither}}
}

func TestMeasure(t *testing.T) {
	two := []Judged{judged(Favor, .4, .1, .5), judged(Favor, .2, .3, .5), judged(Against, .1, .2, .7), judged(Against, .1, .2, .7)}
	s := Measure(two, false)
	// Without a class none in the set it is never predicted: 1 of 2 favor
	// found, 2 of 3 called against are so.
	if want := (2.0/3 + 4.0/5) / 2; math.Abs(s.FAvg-want) > 1e-12 || s.Accuracy != 0.75 || s.Lo > s.FAvg || s.Hi < s.FAvg {
		t.Errorf("two classes: %+v, want F_avg %v", s, want)
	}
	three := append(two, judged(Neither, .3, .2, .5))
	s = Measure(three, true)
	// Now none is predicted for all five.
	if want := (0 + 0 + 2.0/6) / 3; math.Abs(s.Macro-want) > 1e-12 || s.F1[Favor] != 0 {
		t.Errorf("three classes: %+v, want macro %v", s, want)
	}
	if e := ECE(two); e < 0 || e > 1 {
		t.Errorf("ECE %v", e)
	}
	if a := AccuracyAt(two, 0.25); a != 1 {
		t.Errorf("accuracy on the surest quarter %v", a)
	}
	if g, lo, hi := Gain(two, two); g != 0 || lo != 0 || hi != 0 {
		t.Errorf("gain over itself %v [%v, %v]", g, lo, hi)
	}
}
