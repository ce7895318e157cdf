package spool_test

import (
	"fmt"

	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/spool"
)

// The comments of a dump stand in order of time, those of a thread far apart.
func ExampleGroup() {
	dump := func(yield func(thread.Comment, error) bool) {
		for _, c := range []thread.Comment{
			{ID: "p", Thread: "hedge", Kind: thread.Post, Author: "Ann", Text: "Cut it in June?"},
			{ID: "q", Thread: "shed", Kind: thread.Post, Author: "Dan", Text: "Felt or tin?"},
			{ID: "a", Thread: "hedge", Author: "Bob", Text: "Not before August."},
			{ID: "r", Thread: "shed", Author: "Eve", Text: "Tin."},
			{ID: "b", Thread: "hedge", Parent: "a", Author: "Ann", Text: "Why?"},
		} {
			if !yield(c, nil) {
				return
			}
		}
	}
	for t, err := range spool.Group(dump, &spool.Options{Memory: 1 << 30}) {
		if err != nil {
			fmt.Println(err) // a record that could not be read; the rest goes on
			continue
		}
		fmt.Printf("%s\n%v", t.Comment(0).Thread, t)
	}
	// Output:
	// shed
	// q Dan: Felt or tin?
	// r Eve: Tin.
	// hedge
	// p Ann: Cut it in June?
	// a Bob: Not before August.
	// └─ b Ann: Why?
}
