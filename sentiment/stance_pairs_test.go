package sentiment

import (
	"testing"

	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/stancepairs"
)

// TestParentStancePairs judges the minimal pairs of templates that no model was
// trained on. The floor is what the shipped model keeps; four classes by chance
// would be right in three of ten.
func TestParentStancePairs(t *testing.T) {
	type tally struct{ right, n int }
	by, all := map[string]*tally{}, tally{}
	var order []string
	m := English()
	for _, c := range stancepairs.Generate() {
		if !c.Unseen {
			continue
		}
		if by[c.Class] == nil {
			by[c.Class] = new(tally)
			order = append(order, c.Class)
		}
		by[c.Class].n++
		all.n++
		if got := m.ParentStance(c.Parent, c.Text).Label(0); got == [...]ParentLabel{Agree, Disagree, Neutral, Query}[c.Label] {
			by[c.Class].right++
			all.right++
		}
	}
	for _, class := range order {
		t.Logf("%-18s %3d %.3f", class, by[class].n, float64(by[class].right)/float64(by[class].n))
	}
	t.Logf("%-18s %3d %.3f", "all", all.n, float64(all.right)/float64(all.n))
	if all.right*100 < all.n*70 {
		t.Errorf("%d of %d right", all.right, all.n)
	}
}
