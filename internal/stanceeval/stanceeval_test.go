package stanceeval

import (
	"math"
	"os"
	"path/filepath"
	"testing"
)

func TestClassify(t *testing.T) {
	s := Classify([]int{Agree, Agree, Disagree, Neutral}, []int{Agree, Disagree, Disagree, Neutral})
	if s.Accuracy != 0.75 || s.Count != [NumClasses]int{2, 1, 1, 0} {
		t.Errorf("%+v", s)
	}
	// F1: agree 2/3, disagree 2/3, neutral 1; query does not occur.
	if want := (2.0/3 + 2.0/3 + 1) / 3; math.Abs(s.MacroF1-want) > 1e-12 {
		t.Errorf("macro-F1 %v, want %v", s.MacroF1, want)
	}
}

func TestRank(t *testing.T) {
	if r := Rank([]float64{1, 2, 3, 4}, []float64{10, 20, 30, 40}); math.Abs(r-1) > 1e-12 {
		t.Errorf("rising: %v", r)
	}
	if r := Rank([]float64{1, 2, 3, 4}, []float64{4, 3, 2, 1}); math.Abs(r+1) > 1e-12 {
		t.Errorf("falling: %v", r)
	}
	// Ties share their mean rank: ranks 1.5 1.5 3 against 1 2 3.
	if r, want := Rank([]float64{5, 5, 9}, []float64{1, 2, 3}), math.Sqrt(3)/2; math.Abs(r-want) > 1e-12 {
		t.Errorf("tied: %v, want %v", r, want)
	}
}

func TestOpening(t *testing.T) {
	for text, want := range map[string]int{
		"Fire at the old mill, two engines on the way":        Agree,
		"Is the old mill on fire?":                            Query,
		"The mill on fire?\" http://example.org/a #mill @ann": Query,
		"Who sets a mill on fire? I'll wait. #mill":           Agree,
		"": Agree,
		"DEBUNK THIS: the old mill burns once in a century": Query,
		"The old mill is NOT on fire, says its owner":       Disagree,
		"Myths about the mill fire":                         Disagree,
	} {
		if got := Opening(text).Best(); got != want {
			t.Errorf("%q: %s, want %s", text, ClassNames[got], ClassNames[want])
		}
	}
}

// A reply that is hardly either stands between agreement and disagreement,
// whichever of the two is likelier.
func TestLean(t *testing.T) {
	agree, neutral, disagree := Probs{0.7, 0.1, 0.2}, Probs{0.01, 0.04, 0.95}, Probs{0.2, 0.5, 0.3}
	if a, n, d := agree.Lean(), neutral.Lean(), disagree.Lean(); a <= n || n <= d {
		t.Errorf("agree %.2f, neutral %.2f, disagree %.2f", a, n, d)
	}
}

func TestCoverage(t *testing.T) {
	p := []Probs{{0.9, 0.1}, {0.2, 0.8}, {0.4, 0.6}, {0.55, 0.45}}
	truth := []int{Agree, Disagree, Agree, Disagree}
	if c := Coverage(truth, p, 0.5); c != 1 {
		t.Errorf("surest half: %v", c)
	}
	if c := Coverage(truth, p, 1); c != 0.5 {
		t.Errorf("all: %v", c)
	}
}

func TestOffsetsFindThePrior(t *testing.T) {
	// Every probability leans to agreement by the same amount.
	var truth []int
	var p []Probs
	for i := range 40 {
		c := i % 2
		truth = append(truth, c)
		q := Probs{0.62, 0.38}
		if c == Agree {
			q = Probs{0.8, 0.2}
		}
		p = append(p, q)
	}
	o := Offsets(truth, p, 0.001)
	for i := range p {
		if p[i].Prior(o).Best() != truth[i] {
			t.Fatalf("offsets %v misjudge item %d", o, i)
		}
	}
}

func TestInterval(t *testing.T) {
	lo, hi := Interval(200, func(draw []int) float64 {
		n := 0.0
		for _, d := range draw {
			if d < 100 {
				n++
			}
		}
		return n / float64(len(draw))
	})
	if lo < 0.40 || lo > 0.47 || hi < 0.53 || hi > 0.60 {
		t.Errorf("[%v, %v] of a half of 200", lo, hi)
	}
}

func TestRead(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "someset")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, "dev.jsonl")
	rows := `{"id":"a","text":"No.","parent_text":"Yes?","label":"disagree","kind":"reply","aux":{"canon":"disagree","turn":3,"bot":"x"}}
{"id":"b","text":"Ban it","target":"bans","label":"favor","kind":"target","aux":{}}
{"id":"c","source":"someset","source_id":"a","text":"No.","parent_text":"Yes?","stance":"query","sure":false}
`
	if err := os.WriteFile(name, []byte(rows), 0o644); err != nil {
		t.Fatal(err)
	}
	r, err := Read(name)
	if err != nil {
		t.Fatal(err)
	}
	if len(r) != 2 || r[0].Set != "someset" || r[0].Label != Disagree || !r[0].Bot || r[0].Depth != 2 || r[1].Set != "coded" || r[1].Label != Query || r[1].Sure {
		t.Errorf("%+v", r)
	}
	if err := os.WriteFile(name, []byte("{\"id\":"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Read(name); err == nil {
		t.Error("a damaged file is read without error")
	}
}
