// Package rejoinder rebuilds the reply trees of comment sections, tags each
// comment's stance and hostility, and measures the threads.
//
// The whole flow is one call:
//
//	f, err := os.Open("page.txt")
//	…
//	report, err := rejoinder.Analyze(plaintext.Read(f, nil), nil)
//	…
//	report.WriteText(os.Stdout, nil)
//
// and it is made of parts that work alone:
//
//	bytes ─ a reader ─▶ iter.Seq2[thread.Comment, error]     packages below thread, one a format
//	      ─ thread.Group ─▶ iter.Seq2[*thread.Thread, error]  trees from anything; faults listed
//	      ─ resolve.Thread ─▶ *thread.Thread                  who is really answered, who wrote it, when
//	      ─ sentiment.Tagger ─▶ []sentiment.Scores            one element a node
//	      ─ stats.ShapeOf and others                          figures with intervals
//	      ─ Report.WriteText, Report.WriteJSON, Report.Total  for people, for programs, all threads together
//
// # What is a fact and what is a guess
//
// Whatever is inferred carries [thread.Evidence]: what it rests on, in words,
// and a calibrated probability. Only what the source states has probability 1.
// A parent that was inferred never replaces the one the source shows: the
// thread keeps both. [Options.Given] turns all inference off.
//
// # What is unknown
//
// Lost comments are placeholders, people without a name are Nobody, times that
// are not known are zero, comments without text are not scored, and a figure
// that cannot be computed says why. None of them is counted as 0.
//
// # Large input
//
// [Analyze] holds every thread. [Analyses] holds two for each worker, and
// package thread/spool brings together threads whose comments are scattered
// over an input larger than memory.
//
// # Who wrote it
//
// [Options.Pseudonyms] puts labels in the place of names, in the texts too.
//
// # What the scores are not
//
// A score says how a reader would take the words, not what somebody is like,
// and it is wrong at the rates that MODEL_CARD.md gives. It is no ground for
// an automatic sanction.
package rejoinder
