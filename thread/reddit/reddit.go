// Package reddit reads Reddit comments and submissions, in the two forms in
// which people hold them. [Read] tells them apart by content.
//
// # Dumps
//
// Pushshift and Arctic Shift files hold one object a line: id, author, body,
// created_utc, parent_id, link_id and many more, submissions with title and
// selftext. Their compression (zstd with a window of 2 GiB) is the caller's
// business. A line that is not such an object is one RecordError.
//
// # Listings
//
// What the site's API returns: an array of two listings, the submission and
// its comments, each comment holding a listing of its replies; also a single
// listing, a "things" array of morechildren, an object with the dump's records
// in "data", and any number of them one after the other. A "more" stub is not
// a comment: its count goes to [thread.Details.Unseen] of the comment or post
// whose replies it stands for (a count of 0, "continue this thread", as 1).
//
// # Fields
//
//   - A comment's ID and Parent are base-36 without "t1_"; numbers, as old
//     dumps have them, are turned into base 36. A submission's ID keeps its
//     prefix, "t3_abc", because the two count separately. So does Thread, the
//     link_id.
//   - A submission is a Post at top level. Comments that answer it have no
//     Parent; nor have those whose parent_id is null.
//   - "[deleted]" is no author. A body or selftext of "[deleted]" is no text
//     but status Deleted, one of "[removed]" or "[ Removed by Reddit ]" status
//     Removed; so says Arctic Shift's _meta of records whose text was captured
//     before. A comment of a deleted account that still has its text is
//     Visible.
//   - Text is the Markdown of body or selftext with &gt;, &lt; and &amp;
//     resolved once. Times are seconds in UTC; created_utc has been integer,
//     float and string over the years. Edited is set where edited is a time,
//     Retrieved from retrieved_on, retrieved_utc or _meta.
//   - AuthorID is author_fullname, URL the permalink, Score the score.
//
// Dumps are in order of creation, threads mixed: give [thread.Group] a number
// of open threads. Of equal keys in one object the last counts.
package reddit

import (
	"bytes"
	"errors"
	"io"
	"iter"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/jsontree"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/source"
)

// Names of the two forms that Read takes.
const (
	Format     = "reddit"    // listings
	FormatDump = "pushshift" // Pushshift, Arctic Shift: one object a line
)

// Options say how input is read. Nil means the zero Options.
type Options struct {
	// MaxRecordBytes caps one line of a dump or one listing; 0 means 32 MiB.
	// A longer one is a RecordError and the rest is read.
	MaxRecordBytes int
}

// Read yields the comments and submissions of r in the order of the input, a
// listing's depth first. A [*thread.RecordError] spoils one record; any other
// error is the last pair. It holds one record at a time. Many sequences may be
// read at once, each by one goroutine.
func Read(r io.Reader, opt *Options) iter.Seq2[thread.Comment, error] {
	if opt == nil {
		opt = &Options{}
	}
	return func(yield func(thread.Comment, error) bool) {
		var head [256]byte
		in := source.UTF8(r)
		n, err := io.ReadFull(in, head[:])
		all := io.MultiReader(bytes.NewReader(head[:n]), in)
		if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
			all = io.MultiReader(bytes.NewReader(head[:n]), failing{err})
		}
		x := reader{yield: yield}
		if flatLines(head[:n]) {
			x.rec.like = &pattern{missed: 3}
			x.lines(source.NewLines(all, source.Cap(opt.MaxRecordBytes)))
			return
		}
		x.docs(all, opt.MaxRecordBytes)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// flatLines reports whether the input begins like a dump: with an object whose
// first key stands in the same line and is not one of a listing's.
func flatLines(head []byte) bool {
	head = bytes.TrimLeft(head, " \t\r\n")
	if len(head) == 0 || head[0] != '{' {
		return false
	}
	head = bytes.TrimLeft(head[1:], " \t")
	for _, key := range []string{`"kind"`, `"data"`, `"json"`, "\n", "\r"} {
		if bytes.HasPrefix(head, []byte(key)) {
			return false
		}
	}
	return true
}

// reader must not be copied once it has read: see strings.Builder.
type reader struct {
	yield   func(thread.Comment, error) bool
	stopped bool
	rec     record
	tree    jsontree.Tree
	// A submission is held until the listing after it has been looked through
	// for stubs that belong to it.
	held *thread.Comment
	slab []thread.Details
	text []byte
	kept strings.Builder
}

func (x *reader) emit(c thread.Comment) bool {
	x.release()
	if !x.stopped && !x.yield(c, nil) {
		x.stopped = true
	}
	return !x.stopped
}

func (x *reader) fail(err error) bool {
	x.release()
	if !x.stopped && !x.yield(thread.Comment{}, err) {
		x.stopped = true
	}
	return !x.stopped
}

func (x *reader) release() {
	if c := x.held; c != nil {
		x.held = nil
		if !x.stopped && !x.yield(*c, nil) {
			x.stopped = true
		}
	}
}

// lines reads a dump.
func (x *reader) lines(l *source.Lines) {
	for {
		line, err := l.Next()
		switch {
		case err == io.EOF:
			return
		case err == source.ErrTooLarge:
			if !x.fail(source.Bad(l.Pos(), l.Line(), err)) {
				return
			}
			continue
		case err != nil:
			x.fail(err)
			return
		}
		if !x.line(line, l.Pos(), l.Line()) {
			return
		}
	}
}

func (x *reader) line(line []byte, pos int64, number int) bool {
	x.rec.reset()
	if x.rec.scan(line) {
		c := thread.Comment{Pos: pos, Line: int32(number)}
		if err := x.fill(&c); err != nil {
			return x.fail(source.Bad(pos, number, err))
		}
		// The fast way out: nothing is held while a dump is read.
		return x.yield(c, nil)
	}
	line = bytes.TrimSpace(line)
	if len(line) == 0 {
		return true
	}
	if err := x.tree.Parse(line); err != nil {
		return x.fail(source.Bad(pos, number, err))
	}
	d := placed{pos, number}
	root := x.tree.Root()
	if root.Kind() != jsontree.Object {
		return x.fail(source.Bad(pos, number, errNoComment))
	}
	x.things(root, d)
	x.release()
	return !x.stopped
}

// docs reads listings.
func (x *reader) docs(r io.Reader, limit int) {
	for d, err := range jsontree.Docs(r, limit) {
		if err != nil {
			if !x.fail(err) {
				return
			}
			continue
		}
		for v := range d.Objects() {
			x.things(v, d)
			if x.stopped {
				return
			}
		}
	}
	x.release()
}

// A placer knows where in the input a value stands.
type placer interface {
	Place(jsontree.Value) (int64, int)
}

// placed is the place of a value that fills a line.
type placed struct {
	pos  int64
	line int
}

func (p placed) Place(v jsontree.Value) (int64, int) { return p.pos + int64(v.Offset()), p.line }

var errNoComment = errors.New("neither a comment nor a submission")
