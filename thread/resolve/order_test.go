package resolve

import (
	"slices"
	"testing"
	"time"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// TestNewestFirst checks that a list that runs from the newest comment to the oldest
// is read as the same list from the oldest on.
func TestNewestFirst(t *testing.T) {
	start := time.Date(2021, 2, 5, 8, 0, 0, 0, time.UTC)
	var in []thread.Comment
	for i, c := range []struct{ author, text string }{
		{"Olaf", "The ferry lost money in each of its forty years, the harbour accounts say so."},
		{"Greta", "\"The ferry lost money in each of its forty years\" is wrong, Olaf, I kept those accounts."},
		{"Mia", "@Greta which accounts did you keep then? The ones of 1998 are lost."},
		{"Greta", "Mia, the ones of 1998 lie in the town hall, second floor, look for yourself."},
		{"Ned", "@Olaf thank you for the harbour accounts."},
		{"Mia", "\"the ones of 1998 lie in the town hall\" they do not, Greta."},
	} {
		n := nested(string(rune('b'+i)), "a", 2, c.text)
		n.Author, n.Time = c.author, start.Add(time.Duration(i)*time.Hour)
		in = append(in, n)
	}
	root := nested("a", "", 1, "What do we do about the ferry?")
	root.Author, root.Time = "Al", start.Add(-time.Hour)
	slices.Reverse(in)
	in = append([]thread.Comment{root}, in...)
	out := Thread(build(t, in), &Options{Cap: 2})
	for id, want := range map[string]string{"b": "a", "c": "b", "d": "c", "e": "d", "f": "b", "g": "e"} {
		if c := get(t, out, id); c.Parent != want || id != "b" && c.Provenance.Displayed != "a" {
			t.Errorf("%s answers %s, want %s", id, c.Parent, want)
		}
	}
	at := 0
	for n := range out.ByInput() {
		if got := out.Comment(n).ID; got != in[at].ID {
			t.Errorf("comment %d of the input is %s, was %s", at, got, in[at].ID)
		}
		at++
	}
}

// TestNoCircle checks that a header never makes a comment answer one that answers it.
func TestNoCircle(t *testing.T) {
	at := func(minute int) time.Time { return time.Date(2020, 1, 3, 16, minute, 0, 0, time.UTC) }
	in := []thread.Comment{
		{ID: "a", Author: "Zed", Time: at(2), Text: "Ann Lee 03/01/2020 at 4:00 pm\nNo, it was not.", Provenance: &thread.Provenance{}},
		{ID: "b", Parent: "a", Author: "Ann Lee", Time: at(0), Text: "It was the ferry."},
		{ID: "c", Author: "Bob Ray", Time: at(5), Text: "Cid Fox 03/01/2020 at 4:06 pm\nBoth of us then.", Provenance: &thread.Provenance{}},
		{ID: "d", Author: "Cid Fox", Time: at(6), Text: "Bob Ray 03/01/2020 at 4:05 pm\nBoth of us.", Provenance: &thread.Provenance{}},
	}
	out := Thread(build(t, in), nil)
	if c := get(t, out, "b"); c.Parent != "a" || get(t, out, "a").Parent != "" {
		t.Errorf("b answers %q, a %q", c.Parent, get(t, out, "a").Parent)
	}
	for _, f := range out.Faults() {
		if f.Kind == thread.Cycle {
			t.Errorf("%+v", f)
		}
	}
}
