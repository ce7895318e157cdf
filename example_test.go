package rejoinder_test

import (
	"fmt"
	"os"
	"strings"

	"github.com/seed-100d3eb7/rejoinder"
	"github.com/seed-100d3eb7/rejoinder/stats"
	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/plaintext"
)

// A page from which extraction has stripped every name, as saved text.
const page = `The council has voted to close the footbridge.

  1. Good. It has been unsafe for years.

    1. No, it is fine. Have you ever crossed it?

      1. I use it every day, you pillock.

    2. Agreed, somebody was going to get hurt.

  2. When does it close?

`

// The whole flow: from a page of text to a tree with tags and figures.
func Example() {
	report, err := rejoinder.Analyze(plaintext.Read(strings.NewReader(page), nil), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for n, c := range report.Threads[0].Thread.All() {
		s := report.Threads[0].Scores[n]
		fmt.Printf("%s answers %q: hostility %s\n", c.ID, c.Parent, s.Hostility.Label)
	}
	// Output:
	// c1 answers "": hostility none
	// c2 answers "c1": hostility none
	// c3 answers "c2": hostility hostile
	// c4 answers "c1": hostility none
	// c5 answers "": hostility none
}

// Threads one at a time, for input of any size.
func ExampleAnalyses() {
	for a, err := range rejoinder.Analyses(plaintext.Read(strings.NewReader(page), nil), nil) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%s: %d comments, depth %d\n", a.ID, a.Known.Comments, a.Shape.Depth)
	}
	// Output: t1: 5 comments, depth 3
}

// The parts alone: a tree from records of your own, drawn and measured.
func Example_parts() {
	t, err := thread.New([]thread.Comment{
		{ID: "1", Author: "Ann", Text: "First."},
		{ID: "2", Parent: "1", Author: "Ben", Text: "No."},
		{ID: "3", Parent: "2", Author: "Ann", Text: "Yes."},
		{ID: "4", Parent: "9", Author: "Cy", Text: "Whose reply was that?"},
	}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	t.WriteOutline(os.Stdout, nil)
	fmt.Println("depth", stats.ShapeOf(t).Depth, "faults", len(t.Faults()))
	// Output:
	// 1 Ann: First.
	// └─ 2 Ben: No.
	//    └─ 3 Ann: Yes.
	// 9 (missing)
	// └─ 4 Cy: Whose reply was that?
	// depth 3 faults 1
}

// The figures of many threads together, without holding any of them.
func ExampleSums() {
	var sums rejoinder.Sums
	for range 3 {
		for a, err := range rejoinder.Analyses(plaintext.Read(strings.NewReader(page), nil), nil) {
			if err != nil {
				fmt.Println(err)
				return
			}
			sums.Add(a)
		}
	}
	t := sums.Total()
	fmt.Printf("%d comments in %d threads, %d hostile\n", t.Comments, t.Threads, t.Hostility.Hostile)
	// Output: 15 comments in 3 threads, 3 hostile
}

// A thread of one's own, and its report.
func ExampleAnalyzeThread() {
	t, err := thread.New([]thread.Comment{
		{ID: "1", Author: "Ann", Text: "It should stay shut."},
		{ID: "2", Parent: "1", Author: "Ben", Text: "I agree with you."},
	}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	a, err := rejoinder.AnalyzeThread(t, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	n, _ := t.Lookup("2")
	fmt.Println(a.Scores[n].Parent.Label(0.5), a.Interactions.Name(1), "→", a.Interactions.Name(0))
	// Output: agree Ben → Ann
}
