package resolve

import (
	"testing"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// TestLeastConfidence checks that a bound keeps just the links that are reported with
// as much, whether recovery or the thread asks for it, and that a link given up leaves
// the one shown with no more than the rest.
func TestLeastConfidence(t *testing.T) {
	all := Thread(build(t, debate()), nil)
	for _, least := range []float32{0.5, 0.7, 0.9, 0.95, 1} {
		bounded, err := thread.New(debate(), &thread.Options{MinLink: least})
		if err != nil {
			t.Fatal(err)
		}
		for name, some := range map[string]*thread.Thread{
			"MinConfidence": Thread(build(t, debate()), &Options{MinConfidence: least}),
			"MinLink":       Thread(bounded, nil),
		} {
			kept := 0
			for _, c := range all.All() {
				if c.Provenance == nil || c.Parent == c.Provenance.Displayed {
					continue
				}
				p := c.Provenance.Parent.Confidence
				got := get(t, some, c.ID)
				n, _ := some.Lookup(c.ID)
				switch e := some.ParentEvidence(n); {
				case p >= least && (got.Parent != c.Parent || e.Confidence != p):
					t.Errorf("%s %g: %s answers %s with %g, want %s with %g", name, least, c.ID, got.Parent, e.Confidence, c.Parent, p)
				case p < least && (got.Parent != c.Provenance.Displayed || e.Confidence > 1-p):
					t.Errorf("%s %g: %s answers %s with %g, want %s with at most %g", name, least, c.ID, got.Parent, e.Confidence, c.Provenance.Displayed, 1-p)
				case p >= least:
					kept++
				}
			}
			if least == 0.5 && kept < 2 {
				t.Errorf("%s: %d links kept", name, kept)
			}
		}
	}
}
