package table

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// columns are those that Write writes, in order. A table with exactly this
// header is read back as it was written.
var columns = [...]struct {
	name  string
	field field
}{
	{"thread", fThread}, {"id", fID}, {"parent", fParent}, {"author", fAuthor}, {"time", fTime}, {"text", fText},
	{"status", fStatus}, {"kind", fKind}, {"score", fScore}, {"title", fTitle}, {"url", fURL}, {"author_id", fAuthorID},
	{"reply_to_author", fReplyTo}, {"lang", fLang}, {"edited", fEdited}, {"retrieved", fRetrieved}, {"precision", fPrecision},
	{"unseen", fUnseen}, {"level", fLevel}, {"ordinal", fOrdinal},
}

func ours(header []string) bool {
	return len(header) == len(columns) && slices.EqualFunc(header, columns[:], func(h string, c struct {
		name  string
		field field
	}) bool {
		return h == c.name
	})
}

// WriteOptions say how a table is written. Nil means the zero WriteOptions.
type WriteOptions struct {
	// Comma is the delimiter; 0 means a comma.
	Comma rune
	// Formulas leaves cells alone that a spreadsheet would take for formulas.
	// By default such a cell, one that begins with =, +, -, @, a tab or their
	// full-width forms, gets an apostrophe before it, which Read takes away.
	Formulas bool
}

// WriteCSV writes comments as delimited text in UTF-8 with line feeds, one row
// each under a header: thread, id, parent, author, time, text, status, kind and
// what else a Comment holds but for its place and evidence. Reading gives the
// comments back; writing those again gives the same bytes. RecordErrors are
// left out and returned together at the end; any other error ends the writing.
func WriteCSV(w io.Writer, comments iter.Seq2[thread.Comment, error], opt *WriteOptions) error {
	if opt == nil {
		opt = &WriteOptions{}
	}
	out := csv.NewWriter(w)
	if opt.Comma != 0 {
		out.Comma = opt.Comma
	}
	row := make([]string, len(columns))
	for i, c := range columns {
		row[i] = c.name
	}
	if err := out.Write(row); err != nil {
		return err
	}
	err := each(comments, func(v *[fields]string) error {
		for i, c := range columns {
			if row[i] = v[c.field]; guarded(c.field) && (!opt.Formulas || strings.HasPrefix(row[i], "'")) {
				row[i] = guard(row[i])
			}
		}
		return out.Write(row)
	})
	out.Flush()
	return errors.Join(err, out.Error())
}

// WriteJSONL writes comments as JSON objects, one a line, with the same names
// as [WriteCSV]; what is empty is left out.
func WriteJSONL(w io.Writer, comments iter.Seq2[thread.Comment, error]) error {
	out := bufio.NewWriter(w)
	var line bytes.Buffer
	enc := json.NewEncoder(&line)
	enc.SetEscapeHTML(false)
	err := each(comments, func(v *[fields]string) error {
		line.Reset()
		line.WriteString(`{"rejoinder":1`)
		for _, c := range columns {
			if v[c.field] == "" {
				continue
			}
			line.WriteString(`,"` + c.name + `":`)
			switch c.field {
			case fScore, fUnseen, fLevel, fOrdinal:
				line.WriteString(v[c.field])
			default:
				if err := enc.Encode(v[c.field]); err != nil {
					return err
				}
				line.Truncate(line.Len() - 1)
			}
		}
		line.WriteString("}\n")
		_, err := out.Write(line.Bytes())
		return err
	})
	return errors.Join(err, out.Flush())
}

func each(comments iter.Seq2[thread.Comment, error], write func(*[fields]string) error) error {
	var bad []error
	for c, err := range comments {
		if _, ok := errors.AsType[*thread.RecordError](err); ok {
			bad = append(bad, err)
			continue
		}
		if err != nil {
			return err
		}
		if err := write(values(&c)); err != nil {
			return err
		}
	}
	return errors.Join(bad...)
}

func values(c *thread.Comment) *[fields]string {
	v := &[fields]string{fID: c.ID, fParent: c.Parent, fThread: c.Thread, fAuthor: c.Author, fText: c.Text, fTime: stamp(c.Time, c.Floating)}
	if c.Status != thread.Visible {
		v[fStatus] = c.Status.String()
	}
	if c.Kind != thread.Reply {
		v[fKind] = c.Kind.String()
	}
	if c.Precision != thread.Second && v[fTime] != "" {
		v[fPrecision] = c.Precision.String()
	}
	if c.Level > 0 {
		v[fLevel] = strconv.Itoa(int(c.Level))
	}
	if c.Ordinal > 0 {
		v[fOrdinal] = strconv.Itoa(int(c.Ordinal))
	}
	if d := c.Details; d != nil {
		v[fTitle], v[fURL], v[fAuthorID], v[fReplyTo], v[fLang] = d.Title, d.URL, d.AuthorID, d.ReplyTo, d.Lang
		v[fEdited], v[fRetrieved] = stamp(d.Edited, false), stamp(d.Retrieved, false)
		if d.HasScore && d.Score-d.Score == 0 {
			v[fScore] = strconv.FormatFloat(d.Score, 'g', -1, 64)
		}
		if d.Unseen > 0 {
			v[fUnseen] = strconv.Itoa(d.Unseen)
		}
	}
	return v
}

func stamp(t time.Time, floating bool) string {
	t = t.UTC()
	switch {
	case t.IsZero() || t.Year() < 1 || t.Year() > 9999:
		return ""
	case floating:
		return t.Format("2006-01-02T15:04:05.999999999")
	}
	return t.Format(time.RFC3339Nano)
}

func guarded(f field) bool {
	switch f {
	case fTime, fStatus, fKind, fScore, fEdited, fRetrieved, fPrecision, fUnseen, fLevel, fOrdinal:
		return false
	}
	return true
}

// formula reports whether a spreadsheet may take a cell for a formula.
func formula(s string) bool {
	for _, p := range [...]string{"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"} {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

func guard(s string) string {
	if formula(strings.TrimLeft(s, "'")) {
		return "'" + s
	}
	return s
}

// unguard takes back what guard has done.
func unguard(s string) string {
	if strings.HasPrefix(s, "'") && formula(strings.TrimLeft(s, "'")) {
		return s[1:]
	}
	return s
}
