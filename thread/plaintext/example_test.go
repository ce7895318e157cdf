package plaintext_test

import (
	"fmt"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/plaintext"
)

func ExampleRead() {
	page := `The ferry stops

The ferry will not run after May, the company says.

4 thoughts on “The ferry stops”

  1. I told you so when they sold the second boat.

    1. You did, and nobody listened to you.

    1. So how am I to get to work now?

  2. Good riddance. It was never on time.

Leave a Reply
`
	for c, err := range plaintext.Read(strings.NewReader(page), nil) {
		if err != nil {
			fmt.Println(err)
			return
		}
		text := c.Text
		if c.Status == thread.Missing {
			text = "(lost: " + c.Provenance.Parent.Cue + ")"
		}
		fmt.Printf("%s%s %s\n", strings.Repeat("  ", int(c.Level)-1), c.ID, text)
	}
	// Output:
	// c1 I told you so when they sold the second boat.
	//   c2 You did, and nobody listened to you.
	// m1 (lost: numbering restarts at 1 at level 2)
	//   c3 So how am I to get to work now?
	// c4 Good riddance. It was never on time.
}

func ExampleParse() {
	comments, err := plaintext.Parse("Comments\n\nAnn says:\n3 May 2020 at 9:15\n\nI walk there daily.\n\nReply\n\n"+
		"Ben says:\n3 May 2020 at 10:02\n\nLucky you.\n\nReply\n\nCy says:\n4 May 2020 at 8:30\n\nMe too.\n\nReply\n", nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range comments {
		fmt.Println(c.Author, c.Time.Format("2 January 15:04"), c.Text)
	}
	// Output:
	// Ann 3 May 09:15 I walk there daily.
	// Ben 3 May 10:02 Lucky you.
	// Cy 4 May 08:30 Me too.
}
