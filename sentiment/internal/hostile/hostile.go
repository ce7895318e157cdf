// Package hostile scores the hostility of a text.
package hostile

import (
	"math"

	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/lexicon"
	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/token"
)

// Target is whom hostility is aimed at.
type Target uint8

// The targets.
const (
	NoTarget Target = iota
	Addressee
	ThirdPerson
	Group
	NumTargets
)

// The kinds, in the order of the probabilities in Result.Kinds.
const (
	Severe = iota
	IdentityAttack
	Insult
	Profanity
	Threat
	NumKinds
)

// Result is what Score says of a text.
type Result struct {
	Score  float32
	Kinds  [NumKinds]float32
	Target Target
	// Scored is false where the text holds no word.
	Scored bool
}

// Span is a run of bytes and what it adds to the score in log-odds.
type Span struct {
	Start, End int
	Weight     float32
}

// Scratch is the memory of one scorer. The zero value is ready. It is not safe
// for concurrent use.
type Scratch struct {
	text  token.Text
	scan  lexicon.Scan
	words []lexicon.Word
	Spans []Span
}

// Model scores texts. It is immutable and safe to share.
type Model struct {
	lex *lexicon.Lexicon
}

// Rules returns the scorer that rests on the lexicon alone.
func Rules() *Model { return &Model{lex: lexicon.English()} }

// Score scores text. s.Spans holds the spans until the next call.
func (m *Model) Score(s *Scratch, text string) Result {
	s.Spans = s.Spans[:0]
	s.text.Split(text, m.lex)
	s.words = s.words[:0]
	for i := range s.text.Toks {
		k := &s.text.Toks[i]
		if k.Kind != token.Word {
			s.words = append(s.words, lexicon.Word{})
			continue
		}
		s.words = append(s.words, m.lex.Word(k.Hash))
	}
	m.lex.Find(&s.scan, &s.text, s.words)
	if s.scan.Words == 0 {
		return Result{}
	}
	return m.rules(s)
}

// rules adds up hits by class, grade and context.
func (m *Model) rules(s *Scratch) Result {
	r := Result{Scored: true}
	z, insult, identity, profane, threat := -3.4, -4.2, -5.5, -4.5, -6.0
	severe := -6.0
	var aim [NumTargets]float64
	for i := range s.scan.Hits {
		h := &s.scan.Hits[i]
		g := &h.Grades
		if g[lexicon.Prof] > 0 && h.Context != lexicon.Quoted {
			profane += 4
		}
		if h.Context.Harmless() {
			continue
		}
		w := 0.0
		person := float64(max(g[lexicon.Insult], g[lexicon.Slur], g[lexicon.Derog]))
		switch {
		case g[lexicon.Threat] > 0:
			w = 3.5
			threat += 5
			severe += 2.5
		case g[lexicon.Slur] > 0:
			w = 3.2
			identity += 4.5
			severe += 2
		case person > 0:
			w = 1.35 * person
			insult += 1.3 * person
		case g[lexicon.Dismiss] > 0:
			w = 2.2
			insult += 1.5
		case g[lexicon.Adj] > 0:
			w = 0.8 * float64(g[lexicon.Adj])
			insult += 0.8 * float64(g[lexicon.Adj])
		case g[lexicon.Prof] > 0:
			w = 0.9
		case g[lexicon.Thing] > 0:
			w = 0.5
		}
		if w == 0 {
			continue
		}
		switch h.Context {
		case lexicon.Direct:
			w *= 1.5
			insult += 0.8
			aim[Addressee] += w
		case lexicon.Third:
			aim[ThirdPerson] += w
		case lexicon.GroupAim:
			w *= 1.2
			identity += 1.5
			aim[Group] += w
		default:
			w *= 0.8
			aim[ThirdPerson] += w / 2
		}
		z += w
		s.Spans = append(s.Spans, Span{int(s.text.Toks[h.From].Start), int(s.text.Toks[h.To-1].End), float32(w)})
	}
	z = math.Min(z, 4)
	r.Score = sigmoid(z)
	for k, x := range [NumKinds]float64{severe, identity, insult, profane, threat} {
		r.Kinds[k] = sigmoid(math.Min(x, 4))
	}
	for k, x := range aim {
		if x > aim[r.Target] {
			r.Target = Target(k)
		}
	}
	return r
}

func sigmoid(z float64) float32 { return float32(1 / (1 + math.Exp(-z))) }
