package sentiment

import (
	"testing"
)

func TestOwnIdentity(t *testing.T) {
	m := English()
	for _, text := range []string{"I am a muslim woman", "I am a black woman", "We are a black muslim family", "gay people deserve respect", "I am a tall friendly woman", "My parents are Irish", "I'm a gay man"} {
		if h := m.Score("", text).Hostility; h.Score >= 0.4 {
			t.Errorf("%q scores %.2f", text, h.Score)
		}
	}
}
