package sentiment

import (
	"math"
	"testing"
)

// The scores of the shipped model, to tell a change of model or features from
// a change of code. 1e-5 leaves room for other architectures.
func TestParentStanceGolden(t *testing.T) {
	const version, parent = "1.0.0", "They should pedestrianise the high street. Who needs to park there anyway?"
	if v := new(Model).ParentCard().Version; v != version {
		t.Fatalf("scores are of version %s, the model is %s", version, v)
	}
	for _, g := range []struct {
		text string
		want [4]float64
	}{
		{"Yes, exactly. And the air would be cleaner.", [4]float64{0.587801, 0.107223, 0.286635, 0.018341}},
		{"No. My mother can hardly walk, where is she supposed to get out?", [4]float64{0.099376, 0.412749, 0.381096, 0.106779}},
		{"Which part of it, all the way down to the church?", [4]float64{0.135961, 0.225814, 0.396085, 0.242141}},
		{"The market was there in 1950.", [4]float64{0.204808, 0.250940, 0.497502, 0.046751}},
		{"You clearly don't run a shop.", [4]float64{0.133123, 0.567732, 0.287097, 0.012047}},
		{"", [4]float64{0.332280, 0.365324, 0.259874, 0.042522}},
	} {
		s := new(Model).ParentStance(parent, g.text)
		for c, p := range [4]float32{s.Agree, s.Disagree, s.Neutral, s.Query} {
			if math.Abs(float64(p)-g.want[c]) > 1e-5 {
				t.Errorf("%q: %.6f %.6f %.6f %.6f, want %v", g.text, s.Agree, s.Disagree, s.Neutral, s.Query, g.want)
				break
			}
		}
	}
}
