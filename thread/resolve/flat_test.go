package resolve

import (
	"testing"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// TestFlatLists checks that a list without replies is linked by the names that it
// calls, whether the page shows it at one level or the source at none, and that
// comments stay where they are which the source itself puts at top level.
func TestFlatLists(t *testing.T) {
	texts := []struct{ author, text string }{
		{"Ann Baker", "I gave up flying. The train is nicer, and you see the country as you go."},
		{"Bob", "@Ann Baker Try taking a train to Iceland."},
		{"Ann Baker", "@Bob There is a boat, and it takes two days."},
		{"Cedric", "I will fly as often as I like, whatever anyone says."},
		{"Dora", "@Cedric And I will pay for it, shall I?"},
	}
	for name, source := range map[string]struct {
		level int32
		p     *thread.Provenance
		want  [5]string
	}{
		"one level": {1, &thread.Provenance{Parent: thread.Evidence{Origin: thread.Nested, Confidence: 0.98}}, [5]string{"", "a", "b", "", "d"}},
		"no level":  {0, &thread.Provenance{}, [5]string{"", "a", "b", "", "d"}},
		"stated":    {0, nil, [5]string{}},
	} {
		var in []thread.Comment
		for i, c := range texts {
			in = append(in, thread.Comment{ID: string(rune('a' + i)), Author: c.author, Text: c.text, Level: source.level, Provenance: source.p})
		}
		out := Thread(build(t, in), nil)
		for i, want := range source.want {
			if got := get(t, out, in[i].ID).Parent; got != want {
				t.Errorf("%s: %s answers %q, want %q", name, in[i].ID, got, want)
			}
		}
	}
}
