package sentiment

import (
	"strings"
	"testing"
)

func TestInsultTakesNoThreatAway(t *testing.T) {
	m := English()
	for _, base := range []string{"I will kill you", "You will be hanged", "I hope you die", "I will shoot you", "You deserve to be shot"} {
		alone := m.Score("", base).Hostility.Kinds[Threat]
		if alone < 0.4 {
			t.Errorf("%q: threat %.2f", base, alone)
		}
		for _, text := range []string{base + ", you fucking idiot", "You are a fucking idiot and " + strings.ToLower(base[:1]) + base[1:], base + ". You moron. You clown. You fool."} {
			if got := m.Score("", text).Hostility.Kinds[Threat]; got < min(alone, 0.5) {
				t.Errorf("%q: threat %.2f, without the insult %.2f", text, got, alone)
			}
		}
	}
	for _, text := range []string{"He said \"I will kill you\" and was arrested.", "It would not kill you to read the report.", "I will shoot you an email.", "Nobody said that I will kill you."} {
		if got := m.Score("", text).Hostility.Kinds[Threat]; got >= 0.3 {
			t.Errorf("%q: threat %.2f", text, got)
		}
	}
}

// TestThreatFloor is what the doc of Kinds says of a threat that is meant.
func TestThreatFloor(t *testing.T) {
	m := English()
	for _, text := range []string{"I will kill you, you stupid idiot", "I will kill you", "You stupid fucking idiot, you moron, you clown, I will kill you"} {
		if h := m.Score("", text).Hostility; h.Kinds[Threat] < min(0.6, h.Score) {
			t.Errorf("%q: threat %.2f, score %.2f", text, h.Kinds[Threat], h.Score)
		}
	}
}
