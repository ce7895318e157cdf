package hostile

import "testing"

func TestOwnIdentity(t *testing.T) {
	m := Bare()
	var s Scratch
	for text, want := range map[string]bool{
		"I am a muslim woman": true, "I'm gay.": true, "We're a black family": true, "We are two old deaf men": true,
		"My parents are Irish and proud of it": true, "As a trans person I agree": true, "Yes. We were all Catholic then.": true,
		"You are a black woman": false, "I hate gay people": false, "I think they are gay": false, "Those were black women": false,
		"I am not gay": false, "Muslims are here": false, "As a rule women vote": false, "I know that man. Women vote": false,
	} {
		m.read(&s, text)
		if got := s.ownIdentity(); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
	for text, want := range map[string]bool{"gay people deserve respect": true, "gay people deserve no respect": false, "gay people vote": false} {
		m.read(&s, text)
		if got := s.kindly(); got != want {
			t.Errorf("%q: kindly %v", text, got)
		}
	}
}
