package stats

import (
	"testing"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// Who opened a thread is in it already, in the figures of one and of many.
func TestReentryOfTheOpener(t *testing.T) {
	th, err := thread.New([]thread.Comment{
		{ID: "p", Kind: thread.Post, Author: "Al"},
		{ID: "a", Parent: "p", Author: "Al"}, {ID: "b", Parent: "p", Author: "Bo"},
		{ID: "c", Parent: "b", Author: "Al"}, {ID: "d", Parent: "b", Author: "Cy"},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var c Corpus
	c.Add(th)
	if one, all := ParticipationOf(th).Reentry.Value, c.Report().Participation.Reentry.Value; one != 0.5 || all != one {
		t.Errorf("%v in the thread, %v in all", one, all)
	}
}
