package hostile

import (
	"math"
	"slices"

	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/lexicon"
	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/token"
)

// The kinds, in the order of the probabilities in Result.Kinds.
const (
	KindSevere = iota
	KindIdentity
	KindInsult
	KindProfanity
	KindThreat
	NumKinds
)

// Result is what Score says of a text.
type Result struct {
	Score float32
	Logit float32
	Kinds [NumKinds]float32
	// Heads are the head logits of the whole text.
	Heads [NumHeads]float32
	// Words counts the words outside quotations, You tells whether some of
	// them address somebody.
	Words int
	You   bool
	// Scored is false where the text holds no word.
	Scored bool
	// Strange is set where few words are known, none is abuse in English and the
	// score is low: the text may be in another language.
	Strange bool
}

// Span is a run of bytes and what it adds to the score in log-odds.
type Span struct {
	Start, End int
	Weight     float32
}

// threatFloor is the least probability of a threat where a term of that grade is
// meant, as far as the text is hostile at all: insults beside a threat take nothing
// away from it.
var threatFloor = [...]float32{0, 0, 0, 0.6}

// strangeBelow is the score from which a text was understood well enough.
const strangeBelow = 0.2

// Score scores text. s.Spans holds the spans until the next call. Time is
// linear in the length of text, of which the first MaxText bytes are read.
func (m *Model) Score(s *Scratch, text string) Result {
	s.Spans = s.Spans[:0]
	m.read(s, text)
	if s.scan.Words == 0 {
		return Result{}
	}
	x := m.Dense(s)
	var out [NumOut]float32
	s.live = m.net.forward(x, &out, &s.at)
	out[OutScore] = m.net.curve.At(out[OutScore]) + m.move
	r := Result{Scored: true, Words: s.scan.Words, You: s.scan.You > 0, Logit: out[OutScore], Score: Sigmoid(out[OutScore])}
	for k := range r.Kinds {
		r.Kinds[k] = Sigmoid(out[OutKinds+k])
	}
	copy(r.Heads[:], x[dWhole:])
	live, alone := false, Sigmoid(r.Logit-m.move)
	for i := range s.scan.Hits {
		h := &s.scan.Hits[i]
		if h.Context.Harmless() || !h.Grades.Mean() {
			continue
		}
		live = true
		if g := h.Grades.Of(lexicon.Threat); int(g) < len(threatFloor) {
			r.Kinds[KindThreat] = max(r.Kinds[KindThreat], min(threatFloor[g], alone))
		}
	}
	if m.move != 0 {
		r.moveKinds(math.Exp(float64(m.move)))
	}
	r.Strange = s.counts.common*3 < r.Words && !live && alone < strangeBelow
	if r.Score >= spanFrom {
		m.spans(s)
	}
	return r
}

// moveKinds multiplies the odds of the kinds by those of another prior. A calm
// text may be profane: that hangs on no prior of hostility.
func (r *Result) moveKinds(odds float64) {
	for k, p := range r.Kinds {
		if k != KindProfanity {
			r.Kinds[k] = float32(float64(p) * odds / (1 - float64(p) + float64(p)*odds))
		}
	}
}

// spanFrom is the score below which no words are shown: calm text has none.
const spanFrom = 0.15

// minSpan is the least weight of a word that is shown.
const minSpan = 0.12

// grammar are the roles of words that are no reason by themselves.
const grammar = lexicon.You | lexicon.Me | lexicon.They | lexicon.Negation | lexicon.Speech | lexicon.Contrast

// spans finds the words that carry the score: listed terms and words whose own
// features weigh.
func (m *Model) spans(s *Scratch) {
	toks := s.text.Toks
	inv := float32(1 / math.Sqrt(float64(max(s.heard, 1)*16)))
	least := minSpan * 8 / inv
	slot, masked, role := s.slot[:len(s.hash)], s.masked[:len(s.hash)], s.scan.Role[:len(s.hash)]
	for i, h := range s.hash {
		if h == 0 || masked[i] {
			continue
		}
		e := &s.cache.slots[slot[i]&(1<<cacheBits-1)]
		if s.cache.lost {
			e = m.word(s, i)
		}
		if e.say >= least && role[i]&grammar == 0 {
			s.Spans = append(s.Spans, Span{int(toks[i].Start), int(toks[i].End), e.say * inv / 2})
		}
	}
	for i := range s.scan.Hits {
		h := &s.scan.Hits[i]
		if h.Context.Harmless() || !h.Grades.Mean() {
			continue
		}
		w := float32(0)
		for j := h.From; j < h.To; j++ {
			if toks[j].Kind == token.Word && !s.masked[j] {
				w += max(0, float32(m.word(s, int(j)).sum.head(Broad))*m.scale[Broad]*inv)
			}
		}
		g := h.Grades
		w = max(w, minSpan*float32(max(g.Of(lexicon.Insult), g.Of(lexicon.Slur), g.Of(lexicon.Threat), g.Of(lexicon.Derog), g.Of(lexicon.Dismiss), g.Of(lexicon.Adj), g.Of(lexicon.Prof))))
		s.Spans = append(s.Spans, Span{int(toks[h.From].Start), int(toks[h.To-1].End), w})
	}
	slices.SortFunc(s.Spans, func(a, b Span) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return b.End - a.End
	})
	out := s.Spans[:0]
	for _, p := range s.Spans {
		if len(out) > 0 && p.Start < out[len(out)-1].End {
			last := &out[len(out)-1]
			last.End, last.Weight = max(last.End, p.End), max(last.Weight, p.Weight)
			continue
		}
		out = append(out, p)
	}
	s.Spans = out
}

// Sigmoid returns the probability with these log-odds.
func Sigmoid(z float32) float32 { return float32(1 / (1 + math.Exp(-float64(z)))) }

// Inputs returns the inputs of the network for text, not yet normalised. They
// are valid until the next call.
func (m *Model) Inputs(s *Scratch, text string) []float32 {
	m.read(s, text)
	return m.Dense(s)
}

// NumContext is the number of inputs of the score in context.
const NumContext = 6

// Context holds the weights of the score in context.
type Context [NumContext]float32

// ContextInputs are the inputs of the score in context: what the text alone
// says, what the parent's text says, and how they go together.
func ContextInputs(text, parent float32, you bool, words int) [NumContext]float32 {
	y := flag(you)
	short := float32(1 / (1 + math.Exp(float64(words-8)/3)))
	return [NumContext]float32{text, parent, y * parent, short * parent, short, 1}
}

// InContext returns the score of the text scored as r where the text that it
// answers has these log-odds, before any move of the prior.
func (m *Model) InContext(r Result, parent float32) float32 {
	if !r.Scored || parent != parent {
		return r.Score
	}
	z := float32(0)
	for i, x := range ContextInputs(r.Logit-m.move, parent, r.You, r.Words) {
		z += m.context[i] * x
	}
	return Sigmoid(z + m.move)
}

// Address tells whether the text last read addresses somebody, and how many
// words it has.
func (s *Scratch) Address() (you bool, words int) { return s.scan.You > 0, s.scan.Words }
