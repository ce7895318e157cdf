package towards

import "testing"

func TestClaimSign(t *testing.T) {
	for _, c := range []struct {
		claim string
		want  float32
	}{
		{"We should ban fireworks", -1},
		{"We should not ban fireworks", 1},
		{"Fireworks should be banned", -1},
		{"Fireworks should be allowed in towns without a licence", 1},
		{"Cities should host a second fair before closing the old one", 1},
		{"Lower the riding age to twelve", 1},
		{"Banning fireworks is reasonable", -1},
		{"Refusing to light fireworks is an appropriate protest", 1},
		{"Fireworks do more harm than good", -1},
		{"Fireworks bring more harm than good", -1},
		{"Fireworks have gone too far", -1},
		{"Lighting fireworks should be a criminal offence", -1},
		{"Criminal gangs should be prosecuted", 1},
		{"Drones should replace fireworks", 1},
		{"Replace fireworks with drones", 1},
		{"Shops shouldn't hide their fireworks", -1},
		{"Selling fireworks should not be illegal", 1},
		{"There should be no fireworks in May", -1},
		{"We must fight for the abolition of fireworks", -1},
		{"The club should seek a ban on fireworks", -1},
		{"Fireworks are a thing of the past", -1},
		{"Fireworks are a force for good", 1},
		{"We should hold suspects without a warrant", 1},
		{"It is wrong to sell fireworks", -1},
		{"", 1},
		{"should", 1},
	} {
		if f := NewFrame(c.claim); c.claim != "" && f.Type == Claim && f.Sign != c.want {
			t.Errorf("%q: sign %v, want %v", c.claim, f.Sign, c.want)
		} else if c.claim != "" && len(c.claim) > 10 && f.Type != Claim {
			t.Errorf("%q is of type %v", c.claim, f.Type)
		}
	}
}

func TestCampsOfSeveralSides(t *testing.T) {
	// Vegans and friends of wild animals oppose hunting for reasons of their own.
	terms, sign := side("hunting")
	for term, want := range map[string]int8{"bacon": 1, "speciesism": -1, "conservation": 1, "trophy": -1} {
		if got := terms[WordHash(Stem(term))] * sign; got != want {
			t.Errorf("%s counts %d for hunting, want %d", term, got, want)
		}
	}
	if a, _ := side("farm subsidy"); len(a) == 0 {
		t.Error("a name with another ending is not known")
	}
	if a, s := side("nobody has heard of it"); a != nil || s != 1 {
		t.Errorf("a stranger is on a side: %v %v", a, s)
	}
}

func TestCuesOnBothSides(t *testing.T) {
	x := NewExtractor(nil, 0)
	read := func(text string) (signed float32) {
		f := NewFrame("Mira Castell")
		p, _ := x.Extract(&Input{Frame: f, Tokens: Tokenise(nil, text)})
		for _, k := range []struct {
			k uint32
			s float32
		}{{1, 1}, {2, -1}} {
			for _, g := range p {
				if g.Key == mix(nsCue, k.k, 1<<20, 0) {
					signed += k.s * g.Val
				}
			}
		}
		return signed
	}
	for text, want := range map[string]float32{
		"Without Castell nobody will turn up.":         1,
		"They are standing in Castell's way.":          1,
		"In the unlikely event that Castell wins.":     -1,
		"They are standing in the hall with Castell.":  0,
		"The lamp stood on the table of Mira Castell.": 0,
	} {
		if got := read(text); got*want < 0 || want == 0 && got != 0 || want != 0 && got == 0 {
			t.Errorf("%q: %v, want the sign of %v", text, got, want)
		}
	}
}
