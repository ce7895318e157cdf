package jsontree

import (
	"errors"
	"io"
	"iter"

	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/source"
)

// Doc is one parsed record of a Stream. It is good until the next one.
type Doc struct {
	tree Tree
	pos  int64
	line int
}

// Docs yields the parsed records of r. Of a record that is not JSON throughout
// it yields what stands before the fault, then a RecordError. An error that is
// no RecordError is the last pair.
func Docs(r io.Reader, maxRecordBytes int) iter.Seq2[*Doc, error] {
	return func(yield func(*Doc, error) bool) {
		s := NewStream(r, maxRecordBytes)
		var doc Doc
		for {
			rec, err := s.Next()
			switch bad, ok := errors.AsType[*thread.RecordError](err); {
			case err == io.EOF:
				return
			case ok:
				if !yield(nil, bad) {
					return
				}
				continue
			case err != nil:
				yield(nil, err)
				return
			}
			doc.pos, doc.line = rec.Pos, rec.Line
			fault := doc.tree.Parse(rec.Bytes)
			if !yield(&doc, nil) {
				return
			}
			if bad, ok := errors.AsType[*SyntaxError](fault); ok {
				err := source.Bad(rec.Pos+int64(bad.Offset), rec.Line+doc.tree.Line(bad.Offset), bad)
				if !yield(nil, err) {
					return
				}
				s.Resync(bad.Offset)
			}
		}
	}
}

// Root returns the record's value.
func (d *Doc) Root() Value { return d.tree.Root() }

// Objects yields the record, or where it is an array the objects in it,
// whatever the number of arrays around them. Values of other kinds are left
// out.
func (d *Doc) Objects() iter.Seq[Value] {
	return func(yield func(Value) bool) {
		nodes := d.tree.nodes
		for i := int32(0); int(i) < len(nodes); {
			switch nodes[i].kind {
			case Array:
				i++
				continue
			case Object:
				if !yield(Value{&d.tree, i}) {
					return
				}
			}
			i = nodes[i].next
		}
	}
}

// Place returns the byte offset and the line of a value in the input.
func (d *Doc) Place(v Value) (pos int64, line int) {
	return d.pos + int64(v.Offset()), d.line + d.tree.Line(v.Offset())
}

// Bad returns a RecordError for a value of the record.
func (d *Doc) Bad(v Value, format string, args ...any) *thread.RecordError {
	pos, line := d.Place(v)
	return source.Badf(pos, line, format, args...)
}

// Comment returns a comment with the place of v.
func (d *Doc) Comment(v Value) thread.Comment {
	pos, line := d.Place(v)
	return thread.Comment{Pos: pos, Line: int32(line)}
}
