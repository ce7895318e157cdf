package sentiment

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
)

func TestKindAlias(t *testing.T) {
	for _, c := range []struct {
		name      string
		kind      Kind
		score, ok bool
	}{
		{"TOXICITY", 0, true, true},
		{"TOXICITY@6", 0, true, true},
		{"toxic", 0, true, true},
		{"SEVERE_TOXICITY", SevereToxicity, false, true},
		{"IDENTITY_ATTACK_EXPERIMENTAL", IdentityAttack, false, true},
		{"identity_hate", IdentityAttack, false, true},
		{"Insult", Insult, false, true},
		{"obscene", Profanity, false, true},
		{"THREAT", Threat, false, true},
		{"FLIRTATION", 0, false, false},
		{"", 0, false, false},
	} {
		if kind, score, ok := KindAlias(c.name); kind != c.kind || score != c.score || ok != c.ok {
			t.Errorf("%q: %v %v %v, want %v %v %v", c.name, kind, score, ok, c.kind, c.score, c.ok)
		}
	}
	for k := range Kind(NumKinds) {
		if kind, score, ok := KindAlias(k.Perspective()); kind != k || score || !ok {
			t.Errorf("%v does not come back from %s", k, k.Perspective())
		}
	}
}

func TestParsePerspective(t *testing.T) {
	const full = `{"attributeScores":{
		"TOXICITY":{"spanScores":[{"begin":0,"end":9,"score":{"value":0.91,"type":"PROBABILITY"}}],"summaryScore":{"value":0.91,"type":"PROBABILITY"}},
		"INSULT":{"summaryScore":{"value":0.75}},"INSULT_EXPERIMENTAL":{"summaryScore":{"value":0.99}},
		"SEVERE_TOXICITY":{"summaryScore":{"value":0.6}},"SPAM":{"summaryScore":{"value":0.5}},
		"THREAT_EXPERIMENTAL":{"summaryScore":{"value":0.25}}},"languages":["en"]}`
	for _, data := range []string{full, `{"id":"7","response":` + full + `}`} {
		for range 20 {
			s, err := ParsePerspective([]byte(data))
			if err != nil {
				t.Fatal(err)
			}
			h := s.Hostility
			if !s.Scored || h.Score != 0.91 || h.InContext != 0.91 || h.Kinds[Insult] != 0.75 || h.Kinds[Threat] != 0.25 || h.Label != Severe || len(h.Spans) != 0 {
				t.Fatalf("%+v", s)
			}
			if !math.IsNaN(float64(h.Kinds[Profanity])) {
				t.Fatalf("profanity %v was never asked for", h.Kinds[Profanity])
			}
		}
	}
	if s, err := ParsePerspective([]byte(`{"attributeScores":{"INSULT":{"summaryScore":{"value":1}}}}`)); err != nil || s.Scored || s.Hostility.Kinds[Insult] != 1 || !math.IsNaN(float64(s.Hostility.Score)) {
		t.Errorf("without toxicity: %+v, %v", s, err)
	}
	for _, bad := range []string{"", "x", "[]", "{}", `{"error":{"code":400}}`, `{"attributeScores":{"TOXICITY":{"summaryScore":{"value":7}}}}`, `{"attributeScores":{"TOXICITY":{"summaryScore":{"value":"a"}}}}`} {
		if _, err := ParsePerspective([]byte(bad)); !errors.Is(err, ErrPerspective) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func FuzzParsePerspective(f *testing.F) {
	f.Add([]byte(`{"attributeScores":{"TOXICITY":{"summaryScore":{"value":0.5}}}}`))
	f.Add([]byte(`{"response":{"attributeScores":{"THREAT@2":{"summaryScore":null},"INSULT":null}}}`))
	f.Add([]byte(`{"attributeScores":{},"languages":["und"]}`))
	f.Add([]byte(`{"attributeScores":{"TOXICITY":{"spanScores":[{"begin":0,"end":3}],"summaryScore":{"value":1e-45}},"toxic":{"summaryScore":{"value":-1}}}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := ParsePerspective(data)
		if err == nil && s.Scored && !(s.Hostility.Score >= 0 && s.Hostility.Score <= 1) {
			t.Errorf("%v", s.Hostility.Score)
		}
	})
}

func ExampleParsePerspective() {
	s, err := ParsePerspective([]byte(`{"attributeScores":{"TOXICITY":{"summaryScore":{"value":0.62}},"INSULT":{"summaryScore":{"value":0.58}}}}`))
	fmt.Println(s.Hostility.Score, s.Hostility.Label, s.Hostility.Kinds[Insult], s.Hostility.Kinds[Threat], err)
	// Output: 0.62 hostile 0.58 NaN <nil>
}

// TestPerspectiveNamesInOrder: which of several names of one attribute wins is
// the same each time.
func TestPerspectiveNamesInOrder(t *testing.T) {
	one := func(name string, p float64) string {
		return fmt.Sprintf(`"%s":{"summaryScore":{"value":%v}}`, name, p)
	}
	for range 50 {
		s, err := ParsePerspective([]byte(`{"attributeScores":{` + one("TOXICITY", 0.9) + "," + one("toxic", 0.1) + "," + one("threat", 0.2) + "," + one("THREAT", 0.3) +
			"," + one("insult", 0.2) + "," + one("insult@1", 0.9) + "," + one("obscene", 0.4) + "," + one("profanity", 0.3) + `}}`))
		if err != nil {
			t.Fatal(err)
		}
		h := s.Hostility
		if h.Score != 0.9 || h.Kinds[Threat] != 0.3 || h.Kinds[Insult] != 0.2 || h.Kinds[Profanity] != 0.4 {
			t.Fatalf("%+v", h)
		}
		if _, err := ParsePerspective([]byte(`{"attributeScores":{` + one("TOXICITY", 2) + "," + one("INSULT", 3) + `}}`)); err == nil || !strings.Contains(err.Error(), "INSULT is 3") {
			t.Fatalf("error %v", err)
		}
	}
}
