// Package resolve recovers what a page hides of its discussion: who is really
// answered where the site caps nesting, who wrote a comment and when where
// names and dates are lost. All of it rests on the text, and none of it is
// passed off as fact: what is inferred carries [thread.Evidence] with a
// calibrated probability and the cue in words, and the parent that the source
// displays stays beside the inferred one.
//
// # What is inferred
//
// Sites cap nesting, so that in a long exchange most replies hang on the wrong
// comment. Such comments stand in one of two orders. Software that stores the
// true parent prints them depth first, so that the comment answered is the one
// before or what that one answers in turn (WordPress's Walker_Comment).
// Software that offers no reply link at the deepest level prints them in order
// of time, and any earlier comment of the run may be meant. [Thread] finds the
// runs, decides on the order and ranks the candidates with a small model, first
// from the beginning and then again where what follows may tell more:
// words repeated with or without quotation marks, pasted reply headers, names
// called, people taking turns, shared rare words, the shape of question and
// answer, distance and time. Without a cue it falls back on the comment before,
// which is right far more often than the displayed parent.
//
// A reply header names the author and the minute of the comment answered, also
// of one that is lost; a reply that calls a name names the author of what it
// answers; a line "X: “…”" names the author of the words; a signature the
// writer. Names of different spelling that fold to the same letters are one
// person. Authors are carried along an exchange of two only as far as the
// evidence reaches.
//
// # What is left alone
//
// Parents, authors and times that the source states never change; a parent may
// change only where the evidence for it is [thread.Nested], or where the source
// names the person answered instead of the comment (Details.ReplyTo). Of a
// page that shows no replies at all, as forums do, only those comments are
// linked whose words say whom they answer: by a quotation, a name or a reply
// header. Options.Flat links all of them.
//
// # Limits
//
// Two people of one name are one person here. A comment that answers several
// is given one parent. Names are recognised by capital letters and by digits,
// so that in scripts without capitals only names with a mark before them (@)
// and those in reply headers are found. Of a text longer than 20,000 words the
// rest is not read, and a candidate further back than 40 comments of its run
// is not considered unless it is the displayed parent.
package resolve
