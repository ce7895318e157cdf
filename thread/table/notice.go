package table

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/internal/enum"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/source"
)

// NoticeKind is the kind of a [Notice].
type NoticeKind uint8

// The kinds of notices.
const (
	// Unused: columns, or members of objects, that stand for nothing known and
	// were not read. Of a table it is told once its header is read, of JSON at
	// the end.
	Unused NoticeKind = iota
	// AmbiguousDate: a time is unknown because day and month cannot be told
	// apart; see [Options.DayFirst].
	AmbiguousDate
	// UnknownTime: a time has no form that is known.
	UnknownTime
)

var noticeNames = [...]string{"unused", "ambiguous-date", "unknown-time"}

func (k NoticeKind) String() string { return enum.Name(noticeNames[:], int(k), "NoticeKind") }

// Notice is something about a table that is no error: each kind is told once,
// of the first case.
type Notice struct {
	Kind NoticeKind
	// Columns are the names that are Unused, as they are written: at most 100,
	// in order, those of JSON in alphabetical order.
	Columns []string
	// Value is the time that is not known and Line where its record begins,
	// from 1.
	Value string
	Line  int
}

func (n Notice) String() string {
	switch n.Kind {
	case Unused:
		return "columns not used: " + strings.Join(n.Columns, ", ")
	case AmbiguousDate:
		return fmt.Sprintf("line %d: whether the day or the month comes first in %q is not said", n.Line, n.Value)
	}
	return fmt.Sprintf("line %d: no time that is known: %q", n.Line, n.Value)
}

const maxUnused = 100

// unused tells of names that are not read.
func (x *rowReader) unused(names []string) {
	if x.opt.Notice != nil && len(names) > 0 {
		x.opt.Notice(Notice{Kind: Unused, Columns: names[:min(len(names), maxUnused)]})
	}
}

// strange tells of a time that is not known, the first of its kind.
func (x *rowReader) strange(value string, line int32) {
	kind := UnknownTime
	if _, ok := source.ParseLocal(value, source.DayFirst); ok {
		kind = AmbiguousDate
	}
	if x.told[kind] || source.NoID(value) {
		return
	}
	x.told[kind] = true
	if runes := []rune(value); len(runes) > 60 {
		value = string(runes[:60]) + "…"
	}
	x.opt.Notice(Notice{Kind: kind, Value: value, Line: int(line)})
}

// unusedOf returns the names of the columns that stand for nothing.
func unusedOf(header []string, at *[fields]int) []string {
	var names []string
	for i, name := range header {
		name = strings.TrimSpace(source.FromString(name))
		if name != "" && !slices.Contains(at[:], i+1) {
			names = append(names, name)
		}
	}
	return names
}

// columnNames are those that [Columns.Set] takes, in the order of the fields.
var columnNames = [...]string{"id", "parent", "thread", "author", "author_id", "text", "time", "title", "url", "score", "status",
	"kind", "edited", "retrieved", "reply_to_author", "lang", "level", "ordinal"}

// refs returns the columns in the order of the fields.
func (c *Columns) refs() [len(columnNames)]*string {
	return [...]*string{&c.ID, &c.Parent, &c.Thread, &c.Author, &c.AuthorID, &c.Text, &c.Time, &c.Title, &c.URL, &c.Score, &c.Status,
		&c.Kind, &c.Edited, &c.Retrieved, &c.ReplyTo, &c.Lang, &c.Level, &c.Ordinal}
}

// Set sets the columns that s names, "text=Kommentar,author=Verfasser", and
// leaves the others as they are, so that *Columns is a flag.Value. The names
// before the signs are id, parent, thread, author, author_id, text, time, title,
// url, score, status, kind, edited, retrieved, reply_to_author, lang, level and
// ordinal. A comma that no such name follows belongs to the name of the column.
func (c *Columns) Set(s string) error {
	set := *c
	refs := set.refs()
	at := -1
	for part := range strings.SplitSeq(s, ",") {
		name, column, ok := strings.Cut(part, "=")
		i := slices.Index(columnNames[:], strings.ToLower(strings.TrimSpace(name)))
		switch {
		case ok && i >= 0:
			at = i
			*refs[i] = strings.TrimSpace(column)
		case at >= 0:
			*refs[at] += "," + part
		case ok:
			return fmt.Errorf("table: no field of a comment is called %q; known are %s", name, strings.Join(columnNames[:], ", "))
		default:
			return fmt.Errorf("table: %q names no column: want text=NAME", part)
		}
		if at >= 0 && *refs[at] == "" {
			return fmt.Errorf("table: no column given for %s", columnNames[at])
		}
	}
	*c = set
	return nil
}

// String returns the columns that are named in the form that Set takes.
func (c *Columns) String() string {
	var parts []string
	for i, ref := range c.refs() {
		if *ref != "" {
			parts = append(parts, columnNames[i]+"="+*ref)
		}
	}
	return strings.Join(parts, ",")
}
