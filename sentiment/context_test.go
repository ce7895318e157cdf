package sentiment

import (
	"math"
	"path/filepath"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/internal/hosteval"
	"github.com/seed-100d3eb7/rejoinder/internal/shareddata"
	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/pairs"
)

// calmParents are texts that nobody calls hostile.
var calmParents = []string{
	"Nice weather.", "The bridge opens on Monday, says the council.", "Has anybody read the report on bus fares?",
	"I think the budget is too tight, but I may be wrong.", "Thank you, that answers my question.",
	"My sister works at the library and likes it there. They are looking for volunteers on Saturdays.",
}

func TestContextComparesWithScore(t *testing.T) {
	m := English()
	var alone, context, under float64
	n, hostile, kept := 0, 0, 0
	for i, c := range pairs.Generate() {
		if c.Class == "padding" {
			continue
		}
		s := m.Score(calmParents[i%len(calmParents)], c.Text).Hostility
		alone, context = alone+float64(s.Score), context+float64(s.InContext)
		under += float64(m.Score("Fuck off, you moron.", c.Text).Hostility.InContext)
		n++
		if s.Score >= 0.7 {
			hostile++
			if s.InContext >= HostileFrom {
				kept++
			}
		}
	}
	k := float64(n)
	t.Logf("mean %.3f alone, %.3f under calm texts, %.3f under a hostile one; %d of %d hostile kept", alone/k, context/k, under/k, kept, hostile)
	if d := context/k - alone/k; d < -0.04 || d > 0.04 {
		t.Errorf("mean %.3f alone, %.3f under calm texts", alone/k, context/k)
	}
	if under <= context {
		t.Errorf("mean %.3f under a hostile text, %.3f under calm ones", under/k, context/k)
	}
	if float64(kept) < 0.99*float64(hostile) {
		t.Errorf("%d of %d hostile replies stay hostile under a calm text", kept, hostile)
	}
	for _, text := range []string{"You are an idiot", "I will kill you", "fuck off", "This is stupid. Shut up."} {
		for _, parent := range append(calmParents, "You are an idiot", "Fuck off you moron") {
			if h := m.Score(parent, text).Hostility; h.InContext < HostileFrom {
				t.Errorf("%q under %q: %.2f, alone %.2f", text, parent, h.InContext, h.Score)
			}
		}
	}
}

// TestContextKeepsTheMean is the same on replies to calm texts that the model
// was not trained on.
func TestContextKeepsTheMean(t *testing.T) {
	m, dir := English(), shareddata.Dir(t)
	for _, set := range []string{"hostility/guest_misogyny", "hostility/wiki_context", "hostility/convabuse", "coded"} {
		items, err := hosteval.Load(filepath.Join(dir, "data", set, "dev.jsonl.gz"))
		if err != nil {
			t.Fatal(err)
		}
		var alone, context float64
		for _, x := range items {
			if above := m.Score("", x.Parent); !above.Scored || above.Hostility.Score >= MildFrom {
				continue
			}
			h := m.Score(x.Parent, x.Text).Hostility
			alone, context = alone+float64(h.Score), context+float64(h.InContext)
		}
		t.Logf("%s: in context %.2f times the mean alone", set, context/alone)
		if d := math.Abs(context/alone - 1); !(d < 0.15) {
			t.Errorf("%s: in context %.2f times the mean alone", set, context/alone)
		}
	}
}
