package figure

import (
	"bytes"
	"math"
	"testing"

	"gonum.org/v1/plot/vg"

	"github.com/seed-100d3eb7/rejoinder/stats"
)

// A curve of many steps takes little more room than one of a thousand, and is
// nowhere off by more than a thousandth of the width.
func TestLongCurvesAreThinned(t *testing.T) {
	var spells []stats.Spell
	for i := range 20_000 {
		x := float64(i) * math.Sqrt(float64(i)) // many early, few late
		spells = append(spells, stats.Spell{Time: x, Event: i%3 != 0})
	}
	s := stats.KaplanMeier(spells)
	var b bytes.Buffer
	if err := WriteSVG(&b, Survival([]Curve{{"all", s}}, "hours", 3600), 18*vg.Centimeter, 11*vg.Centimeter); err != nil {
		t.Fatal(err)
	}
	if b.Len() > 160_000 {
		t.Errorf("%d bytes", b.Len())
	}
	last := s.Steps[len(s.Steps)-1].Time
	drawn := thin(s.Steps, last)
	if len(drawn) > 1001 || drawn[len(drawn)-1].Time != last {
		t.Fatalf("%d steps", len(drawn))
	}
	before := func(steps []stats.SurvivalStep, x float64) float64 {
		v := 1.0
		for _, st := range steps {
			if st.Time > x {
				break
			}
			v = st.Survival.Value
		}
		return v
	}
	for k := range 500 {
		x := last * float64(k) / 499.5
		if v := before(drawn, x); v < before(s.Steps, x) || v > before(s.Steps, x-last/1000) {
			t.Errorf("%v is drawn at %v, and is %v there, %v before", v, x, before(s.Steps, x), before(s.Steps, x-last/1000))
		}
	}
	few := s.Steps[:900]
	if got := thin(few, few[len(few)-1].Time); len(got) != len(few) {
		t.Errorf("%d of %d steps", len(got), len(few))
	}
}
