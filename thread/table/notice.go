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
	// ContraryDate: a time is unknown because its day and month cannot stand in
	// the order that [Options], or the other dates of the column, say.
	ContraryDate
)

var noticeNames = [...]string{"unused", "ambiguous-date", "unknown-time", "contrary-date"}

func (k NoticeKind) String() string { return enum.Name(noticeNames[:], int(k), "NoticeKind") }

// Notice is something about a table that is no error: each kind is told once,
// of the first case. Those about times come at the end, also where the reading
// of a table ends early.
type Notice struct {
	Kind NoticeKind
	// Columns are the names that are Unused, as they are written: at most 100,
	// in order, those of JSON in alphabetical order.
	Columns []string
	// Value is the time that is not known and Line where its record begins,
	// from 1.
	Value string
	Line  int
	// Count is how many times are not known for that reason, 0 for Unused.
	Count int
}

func (n Notice) String() string {
	switch n.Kind {
	case Unused:
		return "columns not used: " + strings.Join(n.Columns, ", ")
	case AmbiguousDate:
		return fmt.Sprintf("line %d: whether the day or the month comes first in %q is not said%s", n.Line, n.Value, n.more())
	case ContraryDate:
		return fmt.Sprintf("line %d: %q has day and month the other way round%s", n.Line, n.Value, n.more())
	}
	return fmt.Sprintf("line %d: no time that is known: %q%s", n.Line, n.Value, n.more())
}

func (n Notice) more() string {
	if n.Count < 2 {
		return ""
	}
	return fmt.Sprintf(", and %d more", n.Count-1)
}

const maxUnused = 100

// unused tells of names that are not read.
func (x *rowReader) unused(names []string) {
	if x.opt.Notice != nil && len(names) > 0 {
		x.opt.Notice(Notice{Kind: Unused, Columns: names[:min(len(names), maxUnused)]})
	}
}

// strange counts a time that is not known.
func (x *rowReader) strange(value string, form dateForm) {
	kind := UnknownTime
	if order, open := source.OrderOf(value); open {
		kind = AmbiguousDate
	} else if order != source.AnyOrder && form.order != source.AnyOrder && order != form.order {
		kind = ContraryDate
	}
	for i := range x.times {
		if x.times[i].Kind == kind {
			x.times[i].Count++
			return
		}
	}
	if runes := []rune(value); len(runes) > 60 {
		value = string(runes[:60]) + "…"
	}
	x.times = append(x.times, Notice{Kind: kind, Value: value, Line: int(x.line), Count: 1})
}

// tell tells of the times that are not known.
func (x *rowReader) tell() {
	for _, n := range x.times {
		x.opt.Notice(n)
	}
	x.times = nil
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
