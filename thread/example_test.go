package thread_test

import (
	"fmt"
	"slices"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// garden is a stream of comments, such as a reader yields.
func garden() []thread.Comment {
	return []thread.Comment{
		{ID: "p", Thread: "hedge", Kind: thread.Post, Author: "Ann", Text: "Cut it in June?"},
		{ID: "a", Thread: "hedge", Parent: "p", Author: "Bob", Text: "Not before August."},
		{ID: "b", Thread: "hedge", Parent: "a", Author: "Ann", Text: "Why?"},
		{ID: "c", Thread: "hedge", Parent: "gone", Author: "Cat", Text: "I agree with that."},
		{ID: "d", Thread: "shed", Author: "Dan", Text: "Felt or tin?"},
	}
}

func ExampleNew() {
	t, err := thread.New(garden()[:4], nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(t)
	for _, f := range t.Faults() {
		fmt.Println(f.Kind, f.Comment, "–", f.Detail)
	}
	// Output:
	// p Ann: Cut it in June?
	// └─ a Bob: Not before August.
	//    └─ b Ann: Why?
	// gone (missing)
	// └─ c Cat: I agree with that.
	// missing-parent c – parent "gone" is not in the input
}

func ExampleOptions() {
	for _, policy := range []thread.OrphanPolicy{thread.PlaceholderOrphans, thread.RootOrphans, thread.AttachOrphans, thread.DropOrphans} {
		t, _ := thread.New(garden()[:4], &thread.Options{Orphans: policy})
		n, ok := t.Lookup("c")
		if !ok {
			fmt.Println(t.Len(), "nodes,", t.Dropped(), "dropped")
			continue
		}
		above := "the top level"
		if p := t.Parent(n); p != thread.None {
			above = t.Comment(p).ID
		}
		fmt.Println(t.Len(), "nodes, c stands under", above)
	}
	// Output:
	// 5 nodes, c stands under gone
	// 4 nodes, c stands under the top level
	// 4 nodes, c stands under p
	// 3 nodes, 1 dropped
}

func ExampleGroup() {
	stream := func(yield func(thread.Comment, error) bool) {
		for _, c := range garden() {
			if !yield(c, nil) {
				return
			}
		}
	}
	for t, err := range thread.Group(stream, nil) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(t.Comment(0).Thread, t.Len())
	}
	// Output:
	// hedge 5
	// shed 1
}

// A branch is a slice of every column.
func ExampleThread_End() {
	t, _ := thread.New(garden()[:3], nil)
	words := []int{4, 3, 1}
	n, _ := t.Lookup("a")
	sum := 0
	for _, w := range words[n:t.End(n)] {
		sum += w
	}
	fmt.Println(sum)
	// Output:
	// 4
}

func ExampleThread_Ancestors() {
	t, _ := thread.New(garden()[:3], nil)
	n, _ := t.Lookup("b")
	for a := range t.Ancestors(n) {
		fmt.Println(t.Comment(a).Author)
	}
	// Output:
	// Bob
	// Ann
}

func ExampleThread_Author() {
	t, _ := thread.New(garden()[:3], nil)
	for n := range t.All() {
		fmt.Print(t.Author(n), " ")
	}
	fmt.Println(t.Authors())
	// Output:
	// 0 1 0 [Ann Bob]
}

func ExampleRollup() {
	t, _ := thread.New(garden()[:4], nil)
	below := slices.Repeat([]int{1}, t.Len())
	thread.Rollup(t, below, func(parent, child int) int { return parent + child })
	fmt.Println(below)
	// Output:
	// [3 2 1 2 1]
}

func ExampleCascade() {
	t, _ := thread.New(garden()[:4], nil)
	level := slices.Repeat([]int{1}, t.Len())
	thread.Cascade(t, level, func(parent, child int) int { return parent + child })
	fmt.Println(level)
	// Output:
	// [1 2 3 1 2]
}

// What a source states is given; what was inferred says how surely, and what
// the source displays stays beside it.
func ExampleThread_ParentEvidence() {
	t, _ := thread.New([]thread.Comment{
		{ID: "a"}, {ID: "b", Parent: "a"},
		{ID: "c", Parent: "b", Provenance: &thread.Provenance{
			Displayed: "a", Parent: thread.Evidence{Origin: thread.Quoted, Confidence: 0.9, Cue: "quotes b"},
		}},
	}, nil)
	for _, id := range []string{"b", "c"} {
		n, _ := t.Lookup(id)
		e := t.ParentEvidence(n)
		fmt.Println(id, "answers", t.Comment(t.Parent(n)).ID, "–", e.Origin, e.Confidence, "– shown under", t.Comment(t.Displayed(n)).ID)
	}
	// Output:
	// b answers a – given 1 – shown under a
	// c answers b – quote 0.9 – shown under a
}

func ExampleThread_Err() {
	t, _ := thread.New([]thread.Comment{{ID: "a", Parent: "b"}, {ID: "b", Parent: "a"}}, nil)
	fmt.Println(t.Err())
	// Output:
	// thread: 1 fault: cycle "a": one of 2 comments that answer each other in a circle; put at top level
}
