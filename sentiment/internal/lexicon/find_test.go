package lexicon

import (
	"testing"

	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/token"
)

func contexts(text string) []Context {
	x := English()
	var t token.Text
	t.Split(text, x)
	var s Scan
	s.Begin(&t)
	for i := range t.Toks {
		s.Role[i] = RoleOfToken(&t.Toks[i])
		if t.Toks[i].Kind == token.Word {
			w := x.Word(t.Toks[i].Hash)
			if s.Role[i] |= w.Role; w.Role&Begins != 0 {
				s.Starts = append(s.Starts, Start{int32(i), w})
			}
		}
	}
	x.Find(&s, &t)
	var out []Context
	for _, h := range s.Hits {
		if h.Grades.Of(Insult) > 0 || h.Grades.Of(Threat) > 0 {
			out = append(out, h.Context)
		}
	}
	return out
}

func TestContexts(t *testing.T) {
	for _, c := range []struct {
		text string
		want Context
	}{
		{"You are a fool", Direct},
		{"Nobody listens to a fool like you", Direct},
		{"Only a fool would say that", Direct},
		{"Only a fool stood there", Bare},
		{"Read it again, fool.", Direct},
		{"you fool", Direct},
		{"He is a fool", Third},
		{"The women are fools", GroupAim},
		{"I am such a fool", Self},
		{"You are not a fool", Negated},
		{"Nobody thinks you are a fool", Negated},
		{"You are not only a fool", Direct},
		{"I do not care what you think, fool", Direct},
		{"He called me a fool", Reported},
		{"No one is calling you a fool", Reported},
		{"Anyone who thinks that they are fools is wrong", Reported},
		{"A sign said \"you fool\" on the wall of the old house by the river", Quoted},
		{"> you fool\nthat was not me", Quoted},
		{"I will kill you", Direct},
	} {
		got := contexts(c.text)
		if len(got) == 0 || got[0] != c.want {
			t.Errorf("%q: contexts %v, want %d", c.text, got, c.want)
		}
	}
}

func TestNoHit(t *testing.T) {
	for _, s := range []string{"The class assessed the passage in Sussex", "Scunthorpe", "https://example.com/fool", "me@fool.example.com"} {
		if got := contexts(s); len(got) != 0 {
			t.Errorf("%q: %v", s, got)
		}
	}
}

func TestGrades(t *testing.T) {
	a, b := Grades(2)<<(4*Insult)|Grades(1)<<(4*Safe), Grades(1)<<(4*Insult)|Grades(3)<<(4*Threat)
	m := a.Max(b)
	if m.Of(Insult) != 2 || m.Of(Safe) != 1 || m.Of(Threat) != 3 || m.Of(Adj) != 0 || m != b.Max(a) {
		t.Errorf("%x", m)
	}
	for c := range NumClasses {
		want := c != Thing && c != Identity && c != Person && c != Safe
		if got := (Grades(2) << (4 * c)).Mean(); got != want {
			t.Errorf("%v: mean %v", c, got)
		}
		if (Grades(1) << (4 * c)).Mean() {
			t.Errorf("%v of grade 1 is mean", c)
		}
	}
}

// TestAllQuoted: who quotes nothing but, or nearly, speaks for himself.
func TestAllQuoted(t *testing.T) {
	for text, want := range map[string]Context{
		"\"You are a fool\"": Direct, "\"You are a fool\" again": Direct, "\"You are a fool\" again today": Quoted,
		"> You are a fool": Direct, "> You are a fool\n> and a clown": Direct, "> You are a fool\nAgain": Quoted,
	} {
		if got := contexts(text); len(got) == 0 || got[0] != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}
