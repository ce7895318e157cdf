// Package thread rebuilds reply trees from flat comment records.
//
// A reader yields [Comment] values, [New] makes one [Thread] of them and
// [Group] a thread for each run of a name in a stream. Where the comments of
// threads are mixed, as in a dump, [Options.Open] holds some open, or package
// spool brings them together, however large the input:
//
//	for t, err := range spool.Group(reddit.Read(dump, nil), nil) {
//		…
//		for n, c := range t.All() {
//			fmt.Println(t.Depth(n), c.Author, c.Text)
//		}
//	}
//
// # The tree
//
// A thread is one slice of comments in depth-first order with two columns, the
// parent and the end of each [Node]. What stands below n is the run of nodes
// n+1 to End(n)-1, so that a branch is a slice of every column, a pass over
// all branches is one loop ([Rollup], [Cascade]), and no depth of nesting can
// exhaust the stack. Columns are plain slices with one element for each node:
// packages sentiment and stats take and give nothing else.
//
// # Bad input
//
// Bad data is not an error. Lost parents become placeholders, duplicates,
// cycles and comments that answer themselves are repaired, and every repair is
// listed by [Thread.Faults]; [Thread.Err] turns them into an error for who
// would rather refuse. No comment is lost unless [Options] ask for it.
//
// # Evidence
//
// What a source states is [Given]. What a layout shows, and what package
// resolve infers, carries [Evidence] with a probability below 1, and the
// parent that the source displays stays beside an inferred one:
// [Thread.Displayed]. [Options.MinLink] keeps inference out that is less sure.
//
// The package cannot know whether a reply answers the comment that it was
// posted under: a reply that changes the subject is still a reply.
package thread
