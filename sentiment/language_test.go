package sentiment

import (
	"testing"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

func TestOtherLanguages(t *testing.T) {
	m := English()
	foreign := []string{
		"Ты полный дурак и ничего не понимаешь", "Das ist doch nicht wahr und du hast keine Ahnung von der Sache",
		"Tu es un connard et je ne veux pas de toi dans cette ville", "Eres un tonto y no sabes nada de lo que dices", "你是一个非常愚蠢的人",
	}
	for _, text := range foreign {
		if s := m.Score("", text); s.Scored || s.Hostility.Score != 0 {
			t.Errorf("%q is scored %.2f", text, s.Hostility.Score)
		}
		if s := m.Score("Nice weather", text); s.Scored || !s.Parent.Unsure {
			t.Errorf("%q as a reply: %+v", text, s)
		}
	}
	for _, text := range []string{
		"Nice weather", "Lovely!", "Harriet Moss, Anders Lund, Judge Okafor", "du bist ein idiot, you idiot", "Wow, c'est la vie, my friend, that is how it goes",
		"lol omg rofl", "You are wrong about Die Zeit and Der Spiegel.", "Y0u 1d10t", "b!tch",
	} {
		if !m.Score("", text).Scored {
			t.Errorf("%q is not scored", text)
		}
	}
	th, err := thread.New([]thread.Comment{{ID: "a", Text: foreign[0]}, {ID: "b", Parent: "a", Text: "You are an idiot."}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if s := m.AppendScores(nil, th); s[0].Scored || !s[1].Scored {
		t.Errorf("%+v", s)
	}
}
