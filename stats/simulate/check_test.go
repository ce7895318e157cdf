package simulate_test

import (
	"testing"

	"github.com/seed-100d3eb7/rejoinder/stats/simulate"
)

// The short form; examples/evaluate runs a thousand corpora.
func TestInferenceHolds(t *testing.T) {
	if testing.Short() {
		t.Skip("simulations")
	}
	checks := simulate.Uniform(200, 1)
	checks = append(checks, simulate.Planted(40, 2)...)
	for _, c := range simulate.Intervals(400, 3) {
		c.Lo, c.Hi = 0.92, 0.98 // fewer corpora, wider bounds
		checks = append(checks, c)
	}
	for _, c := range append(simulate.Soft(60, 4), simulate.Coverage(60, 5)...) {
		switch c.Lo {
		case 0.93:
			c.Lo, c.Hi = 0.86, 1
		case 0.89:
			c.Lo, c.Hi = 0.8, 1
		}
		checks = append(checks, c)
	}
	for _, c := range checks {
		t.Log(c)
		if !c.OK() {
			t.Errorf("%v", c)
		}
	}
}

func TestDrawRepeats(t *testing.T) {
	law := simulate.Law{Threads: 2, Comments: 8, People: 3, Rate: 0.5, Company: 0.5, Habit: 1}
	a, x := law.Draw(4)
	b, y := law.Draw(4)
	for i := range a {
		if a[i].String() != b[i].String() {
			t.Error("two draws from one seed differ")
		}
		for k := range x[i] {
			if x[i][k] != y[i][k] {
				t.Error("two columns from one seed differ")
			}
		}
	}
}
