package lexicon

import (
	"testing"

	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/token"
)

// hits returns the hits of text as Find leaves them.
func hits(text string) []Hit {
	x := English()
	var t token.Text
	t.Split(text, x)
	var s Scan
	s.Begin(&t)
	for i := range t.Toks {
		s.Role[i] = RoleOfToken(&t.Toks[i])
		s.Code = s.Code || IsCode(&t.Toks[i])
		if t.Toks[i].Kind == token.Word {
			w := x.Word(t.Toks[i].Hash)
			if s.Role[i] |= w.Role; w.Role&Begins != 0 {
				s.Starts = append(s.Starts, Start{int32(i), w})
			}
		}
	}
	x.Find(&s, &t)
	return s.Hits
}

// meant reports whether a term that can hurt is meant, and whether a threat is.
func meant(text string) (any, threat bool) {
	for _, h := range hits(text) {
		if h.Grades.Mean() && !h.Context.Harmless() {
			any = true
			threat = threat || h.Grades.Of(Threat) > 0
		}
	}
	return any, threat
}

func TestOfThings(t *testing.T) {
	for _, s := range []string{
		"This stupid printer is jammed", "the wifi here is pathetic", "Why is this stupid door locked?", "My dumb little phone is old",
		"Kill all the wasps", "we must exterminate the ants in the cellar", "The scene should be shot at dawn", "The chairs should be lined up against the wall",
		"It is stupid fast", "You silly goose", "You are a fucking genius", "lit a fag", "sudo kill -9 $(pgrep idiot-service)",
		"while (x == idiot) { kill(pid); }", "npm install --save idiot-cache", "It is a stupid bug", "That idiot light is on",
	} {
		if any, _ := meant(s); any {
			t.Errorf("%q: taken for abuse", s)
		}
	}
	for _, s := range []string{
		"This stupid driver is late", "That stupid bus driver", "you are a stupid printer", "you stupid phone", "My boss is stupid", "Kill all the tourists",
		"They should be lined up against the wall", "Put them up against the wall", "You fucking idiot", "he is a fag", "You are stupid - really", "He is a stupid dog",
	} {
		if any, _ := meant(s); !any {
			t.Errorf("%q: not taken for abuse", s)
		}
	}
}

func TestWishes(t *testing.T) {
	for _, s := range []string{
		"I hope you get hit by a train and die", "Hope your house burns down", "May you die in agony", "I hope your plane crashes", "I pray that they drown",
		"I am glad that he was murdered", "They should all be shot", "Whoever wrote this should be shot", "Anyone who thinks this is good should be hanged",
		"Why not kill yourself", "Nobody would miss you",
	} {
		if _, threat := meant(s); !threat {
			t.Errorf("%q: no threat", s)
		}
	}
	for _, s := range []string{
		"I hope you get the job", "I hope you get well soon", "I hope you do not die", "I hope nobody dies", "I hope they recover from cancer", "You may die of it",
		"I hope the people killed there rest in peace", "Let me find you a chair", "Saying that they should be shot is wrong", "Nobody should be shot",
		"Do not let children play in traffic",
	} {
		if _, threat := meant(s); threat {
			t.Errorf("%q: a threat", s)
		}
	}
}

func TestTold(t *testing.T) {
	for _, c := range []struct {
		text string
		any  bool
	}{
		{"I would never call you an idiot", false}, {"I'd rather you didn't call people idiots", false}, {"I am not calling you stupid", false},
		{"You shouldn't call her an idiot", false}, {"I call you an idiot", true}, {"I told you before: you are an idiot", true},
		{"Don't call me names, you idiot", true},
	} {
		if any, _ := meant(c.text); any != c.any {
			t.Errorf("%q: %v", c.text, any)
		}
	}
}

func TestNeutralColours(t *testing.T) {
	for _, c := range []struct {
		text  string
		group bool
	}{
		{"The white cat and the black dog", false}, {"a black old car", false}, {"The walls are white", false}, {"in black and white", true},
		{"black people", true}, {"the white bus driver", true}, {"He is black", true}, {"white women", true},
	} {
		group := false
		for _, h := range hits(c.text) {
			group = group || h.Grades.Of(Identity) > 0
		}
		if group != c.group {
			t.Errorf("%q: %v", c.text, group)
		}
	}
}

func TestExpand(t *testing.T) {
	got := expand(" {a|b} c {d|} ")
	want := []string{" a c d ", " a c  ", " b c d ", " b c  "}
	if len(got) != len(want) {
		t.Fatalf("%q", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%q, want %q", got[i], want[i])
		}
	}
	if got := expand("plain"); len(got) != 1 || got[0] != "plain" {
		t.Errorf("%q", got)
	}
}
