package sentiment

import "testing"

func TestPlain(t *testing.T) {
	m := English()
	for _, c := range []struct {
		text string
		want bool
	}{
		{"You are an idiot.", true},
		{"You are not an idiot.", false},
		{"He called me an idiot.", false},
		{"I was such an idiot to trust the forecast.", false},
		{"Shut up, you utter moron", true},
		{"Thank you for the kind words.", false},
		{"Y0u 1d10t", true},
		{"what an i d i o t you are", true},
		{"You f**king c*nt", true},
		{"The train to Scunthorpe leaves at ten.", false},
		{"see https://example.com/idiot-moron/fuck", false},
		{"BwMAF4GiogA", false},
		{"People who say \"you are an idiot\" are not helping.", false},
		{"Yоu аre аn idiоt", true}, // Cyrillic vowels
		{"You are an id\u200biot", true},
		{"k*ll the process with id 5a55f0", false},
	} {
		s := m.Score("", c.text)
		if got := s.Hostility.Label >= Hostile; got != c.want {
			t.Errorf("%q: hostile %v (score %.2f, spans %v), want %v", c.text, got, s.Hostility.Score, s.Hostility.Spans, c.want)
		}
	}
}
