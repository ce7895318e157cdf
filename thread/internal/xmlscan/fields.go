package xmlscan

import (
	"errors"
	"io"

	"github.com/seed-100d3eb7/rejoinder/thread/internal/source"
)

// Handler takes the elements that Walk finds.
type Handler interface {
	// Start is called for each start tag. It returns true for elements whose
	// text is wanted.
	Start(s *Scanner) bool
	// End is called for each end tag, with the text of the element where it
	// was wanted. The text is good until the call returns. It returns false to
	// end the walk.
	End(s *Scanner, text []byte) bool
	// Fault takes an error that leaves the rest readable, or where last is set
	// the one that ends the input. It returns false to end the walk.
	Fault(err error, last bool) bool
}

// Walk reads s to its end, gathering the text of the elements that h wants, up
// to limit bytes each. Text inside further elements belongs to the nearest
// wanted one.
func Walk(s *Scanner, limit int, h Handler) {
	var text []byte
	wanted, over := false, false
	depth := 0
	for {
		kind, err := s.Next()
		switch {
		case err == nil:
		case errors.Is(err, source.ErrTooLarge):
			over = true
			if !h.Fault(err, false) {
				return
			}
			continue
		case err == io.EOF && depth > 0:
			h.Fault(ErrTruncated, true)
			return
		case err == io.EOF:
			return
		default:
			h.Fault(err, true)
			return
		}
		switch kind {
		case Text:
			if !wanted || over {
				continue
			}
			if len(text)+len(s.Text()) > limit {
				over = true
				if !h.Fault(source.ErrTooLarge, false) {
					return
				}
				continue
			}
			text = append(text, s.Text()...)
		case Start:
			depth++
			if h.Start(s) {
				text, wanted, over = text[:0], true, false
			}
		case End:
			depth--
			if !h.End(s, text) {
				return
			}
			text, wanted, over = text[:0], false, false
		}
	}
}
