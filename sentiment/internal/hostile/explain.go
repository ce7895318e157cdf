package hostile

import "github.com/seed-100d3eb7/rejoinder/sentiment/internal/lexicon"

// Term is a listed term in a text and how it is meant.
type Term struct {
	Start, End int
	Class      string
	Grade      int
	Context    string
	Counts     bool
}

var contextNames = [lexicon.NumContexts]string{"bare", "addressee", "third-person", "group", "self", "negated", "quoted", "reported", "idiom"}

// Terms returns the terms of the text last scored with s.
func (m *Model) Terms(s *Scratch) []Term {
	var out []Term
	for i := range s.scan.Hits {
		h := &s.scan.Hits[i]
		best, grade := lexicon.Class(0), uint8(0)
		for c := range lexicon.Class(hitClasses) {
			if g := h.Grades.Of(c); g > grade {
				best, grade = c, g
			}
		}
		if grade == 0 {
			continue
		}
		out = append(out, Term{
			Start: int(s.text.Toks[h.From].Start), End: int(s.text.Toks[h.To-1].End),
			Class: best.String(), Grade: int(grade), Context: contextNames[h.Context], Counts: !h.Context.Harmless(),
		})
	}
	return out
}
