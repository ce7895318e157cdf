package resolve_test

import (
	"fmt"

	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/resolve"
)

// On this page nesting ends at the third level and names are lost.
func ExampleThread() {
	shown := func(id, parent string, level int32, text string) thread.Comment {
		return thread.Comment{ID: id, Parent: parent, Level: level, Text: text, Provenance: &thread.Provenance{
			Displayed: parent, Parent: thread.Evidence{Origin: thread.Nested, Confidence: 0.98}}}
	}
	page, err := thread.New([]thread.Comment{
		shown("c1", "", 1, "The new bridge costs twice what we were promised."),
		shown("c2", "c1", 2, "Every bridge does. The ferry lost money each year."),
		shown("c3", "c2", 3, "Nora – the ferry carried lorries for free, no wonder."),
		shown("c4", "c2", 3, "Lorries paid from 1998 on, look it up."),
		shown("c5", "c2", 3, "“the ferry carried lorries for free, no wonder”\nIt never did."),
	}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	t := resolve.Thread(page, nil)
	n, _ := t.Lookup("c5")
	c := t.Comment(n)
	fmt.Printf("%s answers %s, not %s: %s\n", c.ID, c.Parent, c.Provenance.Displayed, c.Provenance.Parent.Cue)
	n, _ = t.Lookup("c2")
	fmt.Printf("c2 is by %s: %s\n", t.Comment(n).Author, t.AuthorEvidence(n).Cue)
	// Output:
	// c5 answers c3, not c2: repeats 8 of its words
	// c2 is by Nora: the reply c3 addresses Nora
}
