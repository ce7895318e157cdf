// Package jsonread is the frame of the readers whose input is JSON documents.
package jsonread

import (
	"io"
	"iter"

	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/jsontree"
)

// Yield is what a sequence of comments calls.
type Yield = func(thread.Comment, error) bool

// Each returns the sequence that object makes of the objects of r, records and
// elements of top-level arrays alike. Faults pass through. Before the last
// error, and at the end, done is called where it is not nil. Each of them
// returns false to end the sequence.
func Each(r io.Reader, maxRecordBytes int, start func(Yield) (object func(*jsontree.Doc, jsontree.Value) bool, done func() bool)) iter.Seq2[thread.Comment, error] {
	return func(yield func(thread.Comment, error) bool) {
		object, done := start(yield)
		var last error
		for doc, err := range jsontree.Docs(r, maxRecordBytes) {
			if err != nil {
				if _, ok := err.(*thread.RecordError); !ok {
					last = err
					break
				}
				if !yield(thread.Comment{}, err) {
					return
				}
				continue
			}
			for v := range doc.Objects() {
				if !object(doc, v) {
					return
				}
			}
		}
		if done != nil && !done() {
			return
		}
		if last != nil {
			yield(thread.Comment{}, last)
		}
	}
}

// Details returns d as a comment holds it: nil where nothing is known.
func Details(d thread.Details) *thread.Details {
	if d == (thread.Details{}) {
		return nil
	}
	return &d
}
