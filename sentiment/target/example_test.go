package target_test

import (
	"fmt"
	"log"

	"github.com/seed-100d3eb7/rejoinder/sentiment/target"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

func ExampleFind() {
	t, err := thread.New([]thread.Comment{
		{ID: "1", Author: "pike", Text: "Mayor Dana Whitlock promised us the harbour."},
		{ID: "2", Parent: "1", Author: "quill", Text: "Pike, Whitlock kept her word."},
		{ID: "3", Parent: "2", Author: "pike", Text: "Did she? whitlock's friends bought it."},
	}, nil)
	if err != nil {
		log.Fatal(err)
	}
	for _, x := range target.Find(t, nil) {
		fmt.Println(x.Name, x.Kind, x.Aliases)
		for _, m := range x.Mentions {
			c := t.Comment(m.Node)
			fmt.Printf("  %s: %s (%s)\n", c.ID, c.Text[m.Start:m.End], m.Evidence.Cue)
		}
	}
	// Output:
	// Dana Whitlock person [Whitlock]
	//   1: Dana Whitlock (name)
	//   2: Whitlock (name)
	//   2: her (pronoun)
	//   3: she (pronoun after the comment answered)
	//   3: whitlock (lower case)
}
