package resolve

import (
	"fmt"
	"testing"
	"time"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// TestProofs checks that a reply header finds its comment among thousands that bear
// headers too, and that it proves nothing where two comments fit it equally well.
func TestProofs(t *testing.T) {
	start := time.Date(2021, 2, 5, 8, 0, 0, 0, time.UTC)
	const n = 20000
	in := make([]thread.Comment, 0, n+3)
	for i := range n {
		at := start.Add(time.Duration(i) * time.Minute)
		to := start.Add(time.Duration(i-7) * time.Minute)
		c := nested(fmt.Sprint("r", i), "", 1, fmt.Sprintf("Danny Mill %s\n\nSome words that come after number %d of them.", to.Format("02/01/2006 at 3:04 pm"), i))
		c.Author, c.Time = "Danny Mill", at
		if i == 100 || i == 101 {
			c.Time = start.Add(100 * time.Minute)
		}
		in = append(in, c)
	}
	in = append(in, nested("a", "", 1, "Opening words of the page."), nested("b", "a", 2, "The second level, below."), nested("c", "b", 3, "The third."))
	out := Thread(build(t, in), nil)
	for i, want := range map[int]string{50: "r43", 19000: "r18993", 107: "", 108: ""} {
		if got := get(t, out, fmt.Sprint("r", i)).Parent; got != want {
			t.Errorf("comment %d answers %q, want %q", i, got, want)
		}
	}
}
