package sentiment

import (
	"math"
	"testing"
)

// The scores of the shipped model, to tell a change of model or features from
// a change of code. 1e-5 leaves room for other architectures.
func TestParentStanceGolden(t *testing.T) {
	const version, parent = "1.1.0", "They should pedestrianise the high street. Who needs to park there anyway?"
	if v := English().ParentCard().Version; v != version {
		t.Fatalf("scores are of version %s, the model is %s", version, v)
	}
	for _, g := range []struct {
		text string
		want [4]float64
	}{
		{"Yes, exactly. And the air would be cleaner.", [4]float64{0.860817, 0.052129, 0.086592, 0.000462}},
		{"No. My mother can hardly walk, where is she supposed to get out?", [4]float64{0.177314, 0.559461, 0.183028, 0.080196}},
		{"Which part of it, all the way down to the church?", [4]float64{0.181862, 0.125338, 0.260844, 0.431955}},
		{"The market was there in 1950.", [4]float64{0.263558, 0.108672, 0.621361, 0.006409}},
		{"You clearly don't run a shop.", [4]float64{0.151294, 0.692019, 0.155447, 0.001240}},
		{"", [4]float64{0.332280, 0.365324, 0.259874, 0.042522}},
	} {
		s := English().ParentStance(parent, g.text)
		for c, p := range [4]float32{s.Agree, s.Disagree, s.Neutral, s.Query} {
			if math.Abs(float64(p)-g.want[c]) > 1e-5 {
				t.Errorf("%q: %.6f %.6f %.6f %.6f, want %v", g.text, s.Agree, s.Disagree, s.Neutral, s.Query, g.want)
				break
			}
		}
	}
}
