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
		{"Yes, exactly. And the air would be cleaner.", [4]float64{0.826732, 0.041316, 0.131027, 0.000924}},
		{"No. My mother can hardly walk, where is she supposed to get out?", [4]float64{0.107271, 0.526994, 0.267656, 0.098078}},
		{"Which part of it, all the way down to the church?", [4]float64{0.249934, 0.162408, 0.411747, 0.175911}},
		{"The market was there in 1950.", [4]float64{0.221888, 0.223019, 0.541366, 0.013726}},
		{"You clearly don't run a shop.", [4]float64{0.145475, 0.704953, 0.146694, 0.002878}},
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
