package sentiment

import (
	"testing"
)

func TestYouIsNoThirdPerson(t *testing.T) {
	m := English()
	for _, text := range []string{"I will shoot you in the head", "You will be hanged, you scum", "YOU ARE AN IDIOT AND A LIAR", "fuck off", "You stupid bitch"} {
		if h := m.Score("Nice weather", text).Hostility; h.Target == PublicFigure || h.Target == Group {
			t.Errorf("%q is aimed at %s", text, h.Target)
		}
	}
	for text, want := range map[string]HostilityTarget{
		"The minister is a lying crook and everybody knows it.": PublicFigure,
		"Muslims are vermin and you know it.":                   Group,
	} {
		if h := m.Score("Nice weather", text).Hostility; h.Target != want {
			t.Errorf("%q is aimed at %s", text, h.Target)
		}
	}
}
