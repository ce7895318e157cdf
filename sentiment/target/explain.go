package target

import (
	"cmp"
	"math"
	"slices"

	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/towards"
)

// Reason is what a run of words adds to a stance.
type Reason struct {
	// Start and End delimit the words in the text, in bytes; both are 0 for
	// what belongs to the text as a whole, such as the sum of its sentiment,
	// the comment answered, and the prior.
	Start, End int
	// Weight is in log-odds: above 0 in favour of the target, below against.
	Weight float32
}

// Explain returns why [Model.Score] leans to favor or to against: the weights
// of the single words, the heaviest first, each with the pairs and patterns
// that begin there. They sum to the log-odds of favor against against. Words
// that weigh nothing are left out; of a text without ground for a stance, the
// prior alone is left.
func (m *Model) Explain(target, text, parent string) []Reason {
	s := m.pool.Get().(*scorer)
	defer m.pool.Put(s)
	s.read(text, parent)
	in := towards.Input{Frame: towards.NewFrame(target)}
	if s.readable(text) {
		in.Tokens, in.Parent = s.text, s.parent
	} else {
		text = ""
	}
	toks := in.Tokens
	polarity, _ := s.x.Extract(&in)
	w := m.weights(target)
	sums := make([]float64, len(toks)+1)
	add := func(f towards.Feature, v float64) {
		at := int(f.At)
		if at < 0 || at >= len(toks) {
			at = len(toks)
		}
		sums[at] += v
	}
	for _, f := range polarity {
		add(f, w.Lean(f, in.Frame.Sign))
	}
	if w.Own != nil {
		s.own.Read(toks, text)
		s.owned = false
		for _, fs := range [...][]towards.Feature{s.own.Words, s.own.Letters} {
			for _, f := range fs {
				add(f, w.LeanOwn(f))
			}
		}
	}
	var out []Reason
	for i, v := range sums {
		if math.Abs(v) < 1e-4 {
			continue
		}
		r := Reason{Weight: float32(v)}
		if i < len(toks) {
			r.Start, r.End = toks[i].Start, toks[i].End
		}
		out = append(out, r)
	}
	slices.SortStableFunc(out, func(a, b Reason) int {
		return cmp.Or(cmp.Compare(math.Abs(float64(b.Weight)), math.Abs(float64(a.Weight))), cmp.Compare(a.Start, b.Start))
	})
	return out
}
