package table

import (
	"slices"
	"strconv"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/internal/htmltext"
	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/jsontree"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/source"
)

// reported holds where a table of comments that a Report has written keeps
// what other tables lack: 1-based columns, 0 none. Nil is another table.
type reported struct {
	source, displayed                    int
	parent, parentShare, author, authorP int

	first string // source of the first row
	begun bool
}

// report returns how to read a table with the columns of a Report's comments,
// nil where header is another, and sets the column of the ID.
func report(header []string, at *[fields]int) *reported {
	col := func(name string) int { return slices.Index(header, name) + 1 }
	r := &reported{source: col("source"), displayed: col("displayed_parent"), parent: col("parent_origin"), parentShare: col("parent_confidence"),
		author: col("author_origin"), authorP: col("author_confidence")}
	id := max(col("comment_id"), col("comment"))
	if id == 0 || r.displayed == 0 || r.parent == 0 || r.parentShare == 0 || at[fParent] == 0 || at[fThread] == 0 {
		return nil
	}
	at[fID] = id
	return r
}

// set gives c what stands in the further columns of its row. Several sources
// may have threads of one name.
func (r *reported) set(c *thread.Comment, row []string) {
	cell := func(col int) string {
		if col == 0 || col > len(row) {
			return ""
		}
		return htmltext.Line(source.FromString(row[col-1]))
	}
	from := unguard(cell(r.source))
	if !r.begun {
		r.first, r.begun = from, true
	}
	if from != r.first {
		c.Thread = strings.TrimSpace(from + " " + c.Thread)
	}
	p := thread.Provenance{Displayed: unguard(cell(r.displayed)), Parent: evidence(cell(r.parent), cell(r.parentShare)), Author: evidence(cell(r.author), cell(r.authorP))}
	if p.Displayed != c.Parent || inferred(p.Parent) || inferred(p.Author) {
		c.Provenance = &p
	}
}

func inferred(e thread.Evidence) bool { return e.Origin != thread.Absent && e.Origin != thread.Given }

// evidence reads evidence, which is certain where it is given and only there.
func evidence(origin, confidence string) (e thread.Evidence) {
	if origin == "" || e.Origin.UnmarshalText([]byte(origin)) != nil || e.Origin == thread.Absent {
		return thread.Evidence{}
	}
	if e.Origin == thread.Given {
		e.Confidence = 1
		return e
	}
	p, err := strconv.ParseFloat(confidence, 32)
	if err != nil || !(p > 0) {
		return thread.Evidence{}
	}
	e.Confidence = float32(min(p, 0.9999))
	return e
}

// reportedObject reports whether a comment was written into the JSON of a
// report, whose IDs and texts are as they should be.
func reportedObject(v jsontree.Value) bool {
	return v.Get("displayed_parent").Kind() != jsontree.Missing && v.Get("evidence").Kind() == jsontree.Object && v.Get("missing").Kind() != jsontree.Missing
}

// setReported gives c what other objects lack.
func setReported(c *thread.Comment, v jsontree.Value) {
	all := v.Get("evidence")
	read := func(name string) thread.Evidence {
		v := all.Get(name)
		e := evidence(v.Get("origin").Raw(), v.Get("confidence").Raw())
		if e.Origin != thread.Absent {
			e.Cue = htmltext.Line(v.Get("cue").Text())
		}
		return e
	}
	p := thread.Provenance{Parent: read("parent"), Author: read("author"), Time: read("time")}
	if shown := v.Get("displayed_parent"); shown.Kind() == jsontree.String {
		p.Displayed = htmltext.Line(shown.Text())
	}
	if p.Displayed != c.Parent || inferred(p.Parent) || inferred(p.Author) || inferred(p.Time) {
		c.Provenance = &p
	}
}

// prefix returns what tells the threads of an object with threads from those of
// the first: the ID of a page, or the name of a source.
func (x *objects) prefix(v jsontree.Value) string {
	if x.reports++; x.reports == 1 {
		return ""
	}
	name := v.Get("source").Get("name")
	if id := v.Get("id"); id.Kind() != jsontree.Missing {
		name = id
	}
	// Each of its threads will hold it.
	line := htmltext.Line(name.Raw())
	return strings.ToValidUTF8(line[:min(len(line), 256)], "")
}
