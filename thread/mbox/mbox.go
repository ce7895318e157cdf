// Package mbox reads mailboxes and single messages: archives of mailing lists
// and of Usenet groups in mbox form (mboxo, mboxrd; RFC 4155), and RFC 5322
// messages by themselves.
//
// # Messages
//
// A message begins at a line "From …" with a time and a year in it, at the
// start of the input or after an empty line; prose that begins with "From " is
// no beginning. ">From " loses its mark.
//
// # Threads
//
// Parents are those of J. Zawinski's algorithm (jwz.org/doc/threading.html) as
// far as they are stated: the last ID of References, else the first of
// In-Reply-To. Subjects are not compared: that would claim what nobody stated.
//
//   - ID is the Message-ID without its angle brackets.
//   - A message that answers none is a Post unless its subject begins with "Re:";
//     messages that answer a Post have no Parent. Thread is the ID of the
//     earliest ancestor.
//   - Messages named in References that are not in the input come at its end as
//     comments of status Missing with their own parents, a million at most.
//     Messages that stand before the one they answer come after it.
//   - Author is the name in From, else what stands before the "@". Addresses are
//     dropped unless asked for. "name at example.org (Full Name)", as Pipermail
//     writes it, is understood.
//
// # Text
//
// The text is that of all text/plain parts in the message, of text/html where
// there is no other, in UTF-8: transfer encodings, charsets, encoded words and
// format=flowed are resolved; text that is not in the charset it declares, or
// declares none, is read as UTF-8 or else Windows-1252. Quoted lines begin with
// "> " for each level. Attachments are left out, and, unless asked for, so are
// signatures below a line "-- " and the footers that mailing lists add. Of a header field given twice
// the first counts.
package mbox

import (
	"bytes"
	"io"
	"iter"
	"regexp"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/internal/htmltext"
	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/roots"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/source"
)

// Format is the name of the format.
const Format = "mbox"

// Options say how input is read. Nil means the zero Options.
type Options struct {
	// MaxRecordBytes caps one message; 0 means 32 MiB. A larger one is a
	// RecordError and the rest is read.
	MaxRecordBytes int
	// Emails puts the sender's address, in lower case, into AuthorID.
	Emails bool
	// Signatures keeps the signatures at the end of messages, below a line "-- ",
	// and the footers of mailing lists.
	Signatures bool
}

// Read yields the messages of r in the order of the input as far as parents
// permit. A [*thread.RecordError] spoils one message; any other error is the
// last pair.
func Read(r io.Reader, opt *Options) iter.Seq2[thread.Comment, error] {
	if opt == nil {
		opt = &Options{}
	}
	return func(yield func(thread.Comment, error) bool) {
		x := &reader{opt: opt, yield: yield, lost: map[string]thread.Comment{}, seen: map[string]bool{}}
		x.roots.Yield = yield
		x.read(source.NewLines(source.UTF8(r), source.Cap(opt.MaxRecordBytes)), source.Cap(opt.MaxRecordBytes))
	}
}

type reader struct {
	opt   *Options
	yield func(thread.Comment, error) bool
	roots roots.Finder

	// The message being gathered.
	open bool
	over bool
	from string // its separator
	raw  []byte
	pos  int64
	line int

	seen  map[string]bool
	lost  map[string]thread.Comment // named in References, not seen so far
	order []string
}

const (
	maxSeen = 1 << 20
	maxRefs = 1000 // of one message; longer chains are cut at the far end
)

func (x *reader) read(l *source.Lines, limit int) {
	blank := true
	var last error
	for {
		line, err := l.Next()
		if err == source.ErrTooLarge {
			x.over = true
			if !x.open {
				x.begin("", l)
				x.over = true
			}
			continue
		}
		if err != nil {
			if err != io.EOF {
				last = err
			}
			break
		}
		line = bytes.TrimSuffix(line, []byte("\r"))
		switch {
		case blank && separator(line):
			if !x.finish() {
				return
			}
			x.begin(string(line), l)
		case !x.open && len(bytes.TrimSpace(line)) == 0:
		case !x.open:
			x.begin("", l)
			fallthrough
		default:
			if escaped(line) {
				line = line[1:]
			}
			if x.over = x.over || len(x.raw)+len(line) > limit; !x.over {
				x.raw = append(append(x.raw, line...), '\n')
			}
		}
		blank = len(line) == 0
	}
	if x.finish() && x.missing() && x.roots.Flush() && last != nil {
		x.yield(thread.Comment{}, last)
	}
}

func (x *reader) begin(from string, l *source.Lines) {
	x.open, x.over, x.from, x.raw = true, false, from, x.raw[:0]
	x.pos, x.line = l.Pos(), l.Line()
}

// fromLine is what tells a separator from prose: a time, and a year after it.
var fromLine = regexp.MustCompile(`^From .*\d\d?:\d\d(:\d\d)?\b.*\b(19|20)\d\d\b`)

func separator(line []byte) bool {
	return bytes.HasPrefix(line, []byte("From ")) && len(line) < 1000 && fromLine.Match(line)
}

// escaped reports whether a line is "From " behind quote marks.
func escaped(line []byte) bool {
	if len(line) == 0 || line[0] != '>' {
		return false
	}
	return bytes.HasPrefix(bytes.TrimLeft(line, ">"), []byte("From "))
}

// finish emits the message gathered.
func (x *reader) finish() bool {
	if !x.open {
		return true
	}
	x.open = false
	if x.over {
		return x.yield(thread.Comment{}, source.Bad(x.pos, x.line, source.ErrTooLarge))
	}
	h, body := header(x.raw)
	if len(h) == 0 {
		if len(bytes.TrimSpace(x.raw)) == 0 && x.from != "" {
			return true
		}
		return x.yield(thread.Comment{}, source.Badf(x.pos, x.line, "message without a header"))
	}
	c := thread.Comment{Pos: x.pos, Line: int32(x.line)}
	if ids := messageIDs(h["message-id"]); len(ids) > 0 {
		c.ID = ids[0]
	} else {
		c.ID = htmltext.Line(strings.Trim(source.FromBytes([]byte(h["message-id"])), "<> "))
	}
	refs := messageIDs(h["references"])
	if len(refs) == 0 {
		if ids := messageIDs(h["in-reply-to"]); len(ids) > 0 {
			refs = ids[:1]
		}
	}
	for len(refs) > 0 && refs[len(refs)-1] == c.ID {
		refs = refs[:len(refs)-1]
	}
	if len(refs) > maxRefs {
		refs = refs[len(refs)-maxRefs:]
	}
	var d thread.Details
	var address string
	c.Author, address = sender(h["from"])
	if x.opt.Emails {
		d.AuthorID = address
	}
	subject := decodeHeader(h["subject"])
	if n := len(refs); n > 0 {
		c.Parent = refs[n-1]
	} else if !strings.HasPrefix(strings.ToLower(subject), "re:") {
		c.Kind = thread.Post
	}
	d.Title = subject
	d.URL = htmltext.Line(strings.Trim(decodeHeader(h["archived-at"]), "<>"))
	when(h["date"], x.from).Set(&c)
	c.Text = text(h, body, x.opt.Signatures)
	if d != (thread.Details{}) {
		c.Details = &d
	}
	if len(x.seen) < maxSeen {
		x.seen[c.ID] = true
	}
	x.name(refs, &c)
	return x.roots.Add(c)
}

// name takes down the messages of a chain of references that have not been
// seen.
func (x *reader) name(refs []string, c *thread.Comment) {
	for i := len(refs) - 1; i >= 0 && len(x.order) < maxSeen && len(x.seen) < maxSeen; i-- {
		if _, named := x.lost[refs[i]]; named || x.seen[refs[i]] {
			return // and so those before it
		}
		m := thread.Comment{ID: refs[i], Status: thread.Missing, Pos: c.Pos, Line: c.Line}
		if i > 0 {
			m.Parent = refs[i-1]
		}
		x.lost[refs[i]] = m
		x.order = append(x.order, refs[i])
	}
}

func (x *reader) missing() bool {
	for _, id := range x.order {
		if !x.seen[id] && !x.roots.Add(x.lost[id]) {
			return false
		}
	}
	return true
}

// messageIDs returns the IDs in angle brackets of a header field.
func messageIDs(field string) []string {
	var ids []string
	for len(ids) < 100_000 {
		_, rest, ok := strings.Cut(field, "<")
		if !ok {
			break
		}
		id, after, ok := strings.Cut(rest, ">")
		if !ok {
			break
		}
		field = after
		if id = strings.Join(strings.Fields(id), ""); id != "" && len(id) < 1000 {
			ids = append(ids, htmltext.Line(source.FromBytes([]byte(id))))
		}
	}
	return ids
}

func when(date, from string) source.When {
	if w, ok := mailDate(date); ok {
		return w
	}
	// The separator tells when the message arrived, in local time.
	if f := strings.Fields(from); len(f) > 5 {
		if w, ok := source.ParseTime(strings.Join(f[len(f)-5:], " ")); ok {
			return w
		}
	}
	return source.When{}
}
