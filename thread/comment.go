package thread

import (
	"errors"
	"fmt"
	"time"
)

// Comment is one record of a comment section, as a reader found it. Everything
// but Text may be unknown; an unknown field has its zero value.
//
// A Comment is 144 bytes on a 64-bit machine and holds no memory of its own
// but the strings: readers may share one backing string among many comments.
type Comment struct {
	// ID names the comment within its thread. [New] gives a comment without
	// one the ID "#n", n being its 1-based place in the input.
	ID string
	// Parent is the ID of the comment this one answers, "" at top level or
	// where the source names none. What answers a Post need not name it: readers
	// leave Parent empty there. It is the best estimate: see Provenance.
	Parent string
	// Thread is the source's name for the thread. Only [Group] reads it.
	Thread string
	// Author is the name the source shows, "" when it is unknown, withheld or
	// a sentinel such as "[deleted]". Two comments without an author are not
	// by the same person.
	Author string
	// Text is plain text in UTF-8: paragraphs parted by a blank line, quoted
	// lines beginning with "> ".
	Text string
	// Time is when the comment was posted, zero when unknown. A time whose
	// zone is unknown is kept in UTC with Floating set.
	Time time.Time

	// Provenance says how parent, author and time are known. Nil means that
	// the source states all that is set.
	Provenance *Provenance
	// Details holds what few sources have. Nil means none of it is known.
	Details *Details

	// Pos is the byte offset of the record in its source.
	Pos int64
	// Line is the 1-based line of the record in its source; 0 unknown.
	Line int32
	// Level is the nesting level the source shows, 1 at top level; 0 unknown.
	// Where Parent is empty and Level is above 1, [New] takes the nearest
	// earlier comment of a lower level as the parent.
	Level int32
	// Ordinal is the number the source prints before the comment; 0 none.
	Ordinal int32

	Status    Status
	Kind      Kind
	Precision Precision
	// Floating marks a Time that is a wall-clock reading of unknown zone.
	Floating bool
}

// Details are fields that only some sources carry.
type Details struct {
	// AuthorID is the source's stable key for the author.
	AuthorID string
	// ReplyTo names the person answered where the source says so without
	// naming the comment.
	ReplyTo string
	// URL is the comment's permalink.
	URL string
	// Lang is a BCP 47 tag that the source states.
	Lang string
	// Title is the heading of a post.
	Title string
	// Score is the source's own vote count; HasScore tells 0 from unknown.
	Score    float64
	HasScore bool
	// Edited is when the text was last changed, zero when never or unknown.
	Edited time.Time
	// Retrieved is when the record was captured: the censoring time of its
	// replies. Zero when unknown.
	Retrieved time.Time
	// Unseen counts the direct or indirect replies that the source says exist
	// below this comment but does not contain.
	Unseen int
}

// Provenance says how a comment's parent, author and time are known.
type Provenance struct {
	// Displayed is the ID of the parent that the source shows, "" for top
	// level. It stays when an inferred Parent differs.
	Displayed string
	// Shown says how surely the source shows Displayed where that is not the
	// Parent; zero where it is, since Parent's evidence then speaks for both.
	// Its confidence is not that of Displayed being answered: that is at most
	// what Parent's leaves.
	Shown Evidence
	// Parent, Author and Time are the evidence for the comment's fields of
	// those names.
	Parent, Author, Time Evidence
}

// Status is what became of a comment at its source.
type Status uint8

// The statuses. A comment that is not Visible may still have its text.
const (
	Visible   Status = iota
	Missing          // known to have existed, not in the input: a placeholder
	Deleted          // withdrawn by its author
	Removed          // taken down by a moderator
	Spam             // marked as spam
	Pending          // awaiting moderation
	Collapsed        // hidden behind a click
)

// Kind is what a record is.
type Kind uint8

// The kinds.
const (
	Reply    Kind = iota // a comment
	Post                 // the article, submission or opening message commented on
	Pingback             // a trackback or pingback
	System               // written by the software: joins, closings, moderator actions
)

// Precision is how finely a Time is known.
type Precision uint8

// The precisions, finest first.
const (
	Second Precision = iota
	Minute
	Hour
	Day
	Month
	Year
)

// RecordError spoils one record of a stream; the records after it are still
// read. Any other error in a stream is its last pair.
type RecordError struct {
	Pos  int64 // byte offset of the record in its source; -1 unknown
	Line int   // 1-based line; 0 unknown
	Err  error
}

func (e *RecordError) Error() string {
	switch {
	case e.Line > 0:
		return fmt.Sprintf("thread: record at line %d: %v", e.Line, e.Err)
	case e.Pos >= 0:
		return fmt.Sprintf("thread: record at byte %d: %v", e.Pos, e.Err)
	}
	return fmt.Sprintf("thread: record: %v", e.Err)
}

// Unwrap returns the cause.
func (e *RecordError) Unwrap() error { return e.Err }

// ErrTooLarge reports more comments in one thread than a [Node] can number,
// placeholders included: over 1<<30 - 1 in the input.
var ErrTooLarge = errors.New("thread: more than 1<<30-1 comments in one thread")

// ErrRecordTooLarge is the cause of a [RecordError] for a record over the
// reader's limit.
var ErrRecordTooLarge = errors.New("record larger than MaxRecordBytes")
