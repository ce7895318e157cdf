package stance

import (
	"math"
	"strings"
)

// Probs are the probabilities of agree, disagree, neutral and query.
type Probs = [4]float64

// Judge scores replies with a model. It owns memory that it reuses from reply
// to reply, so each goroutine needs its own.
type Judge struct {
	model *Model
	// Offset shifts the model's prior, in log-odds.
	Offset Probs

	docs [8]Doc // texts read last: most parents are among them
	used [8]int // when each was last asked for
	tick int

	reply *Doc // of the last Score
	vec   Vector
	pair  Pair
	s     scratch
}

// doc returns text read, from memory where it was among the last few.
func (j *Judge) doc(text string) *Doc {
	j.tick++
	oldest := 0
	for i := range j.docs {
		if j.docs[i].lex != nil && j.docs[i].text == text {
			j.used[i] = j.tick
			return &j.docs[i]
		}
		if j.used[i] < j.used[oldest] {
			oldest = i
		}
	}
	d := &j.docs[oldest]
	d.Read(text, Default())
	j.used[oldest] = j.tick
	return d
}

// NewJudge returns a judge by m.
func NewJudge(m *Model) *Judge { return &Judge{model: m} }

// Score returns the probabilities for text as an answer to parent, and the
// ground that text gives. Where the ground is not Readable the probabilities
// are the prior. known says whether the parent's text is known.
func (j *Judge) Score(parent, text string, known bool, ctx Context) (Probs, Ground) {
	par := j.doc(parent)
	j.reply = j.doc(text)
	g := j.reply.Ground()
	if IsRemoved(text) {
		g = Empty
	}
	j.pair = Pair{Reply: j.reply, Parent: par, Context: ctx, Known: known && par.words > 0}
	if g == Readable || g == Quotation && j.reply.flat {
		j.pair.Features(&j.vec)
		g = j.pair.ground()
	}
	if g != Readable {
		return Shift(j.model.card.Prior, j.Offset), g
	}
	return j.judge(), g
}

// ground reports whether the reply has words of its own besides what it
// repeats of the parent.
func (p *Pair) ground() Ground {
	own := p.Reply.words - p.runWords
	if p.runWords > 0 && own == 0 || p.Reply.flat && (p.runWords < 4 || own < 2) {
		return Quotation
	}
	return Readable
}

func (j *Judge) judge() Probs {
	j.pair.Rows(&j.s.rows)
	return j.decide()
}

// decide turns the features and rows at hand into probabilities.
func (j *Judge) decide() Probs {
	l := j.model.logits(&j.vec, &j.s)
	var z Probs
	for c := range z {
		z[c] = float64(l[c]) + j.Offset[c]
	}
	return softmax(z)
}

// Shift returns p with its log-odds moved by off.
func Shift(p, off Probs) Probs {
	var z Probs
	for c := range p {
		z[c] = math.Log(max(p[c], 1e-9)) + off[c]
	}
	return softmax(z)
}

// IsRemoved reports whether text is blank or what a site shows in place of a
// comment that is gone.
func IsRemoved(text string) bool {
	switch strings.TrimSpace(text) {
	case "", "[deleted]", "[removed]", "[deleted by user]", "[ Removed by Reddit ]", "[Removed by moderator]":
		return true
	}
	return false
}

func softmax(z Probs) Probs {
	top := max(z[0], z[1], z[2], z[3])
	sum := 0.0
	for c := range z {
		z[c] = math.Exp(z[c] - top)
		sum += z[c]
	}
	for c := range z {
		z[c] /= sum
	}
	return z
}

// Extractor turns texts into features, for training and evaluation.
type Extractor struct {
	reply, parent Doc
	vec           Vector
	pair          Pair
	rows          Rows
}

// Extract returns the features of text as an answer to parent. They are valid
// until the next call.
func (x *Extractor) Extract(parent, text string, known bool, ctx Context) *Vector {
	lex := Default()
	x.reply.Read(text, lex)
	x.parent.Read(parent, lex)
	x.pair = Pair{Reply: &x.reply, Parent: &x.parent, Context: ctx, Known: known && x.parent.words > 0}
	x.pair.Features(&x.vec)
	return &x.vec
}

// Rows returns the rows of the pair that Extract was last given. They are
// valid until the next call.
func (x *Extractor) Rows() *Rows {
	x.pair.Rows(&x.rows)
	return &x.rows
}

// Hashes appends the hashes of the words and marks of text, 0 where a
// sentence ends.
func (x *Extractor) Hashes(dst []uint32, text string) []uint32 {
	x.reply.Read(text, Default())
	last := int32(0)
	for i := range x.reply.toks {
		t := &x.reply.toks[i]
		if t.sent != last {
			dst, last = append(dst, 0), t.sent
		}
		dst = append(dst, t.hash)
	}
	return append(dst, 0)
}
