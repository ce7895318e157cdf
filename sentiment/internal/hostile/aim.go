package hostile

import (
	"errors"
	"math"
	"math/bits"

	"github.com/seed-100d3eb7/rejoinder/internal/modelfile"
	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/lexicon"
	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/token"
)

// Target is whom hostility is aimed at.
type Target uint8

// The targets.
const (
	NoTarget Target = iota
	ParentAuthor
	Participant
	PublicFigure
	Camp
	NumTargets
)

// Above is what is known of the text that a text answers.
type Above struct {
	// Logit is the score of that text in log-odds, NaN where it is not known.
	Logit float32
	// Heads are its head logits.
	Heads [NumHeads]float32
	// Words are the log-odds of the targets that its words give the answer.
	Words [NumTargets]float32
}

// Above returns what is known of the text last scored, as r, to the texts that
// answer it.
func (m *Model) Above(s *Scratch, r *Result) Above {
	return Above{Logit: r.Logit - m.move, Heads: r.Heads, Words: m.aim.words(m, s)[1]}
}

// The inputs of the table that tells whom a text is aimed at: those of the
// network, its score, what the text above says, and who is spoken of.
const (
	aScore   = NumDense
	aAbove   = aScore + 1
	aWho     = aAbove + 2 + NumHeads
	numWho   = 15
	aWords   = aWho + 2*numWho
	NumAimed = aWords + 1
)

// Aim is a logistic regression over the targets. Inputs are shifted and scaled
// first; the last row of weights is the bias.
type Aim struct {
	Mean, Scale [NumAimed]float32
	Out         [NumAimed + 1][NumTargets]float32
}

// Normalise shifts, scales and clips x in place.
func (a *Aim) Normalise(x *[NumAimed]float32) {
	for i := range x {
		x[i] = min(max((x[i]-a.Mean[i])*a.Scale[i], -clip), clip)
	}
}

// Forward returns the log-odds of the targets, up to a constant, for normalised
// inputs.
func (a *Aim) Forward(x *[NumAimed]float32) [NumTargets]float32 {
	b := &a.Out[NumAimed]
	z0, z1, z2, z3, z4 := b[0], b[1], b[2], b[3], b[4]
	for i, v := range x {
		w := &a.Out[i]
		z0 += w[0] * v
		z1 += w[1] * v
		z2 += w[2] * v
		z3 += w[3] * v
		z4 += w[4] * v
	}
	return [NumTargets]float32{z0, z1, z2, z3, z4}
}

// AimInputs returns the inputs for the text last scored, not yet normalised.
// logit is its score before any move of the prior.
func (s *Scratch) AimInputs(text string, logit float32, above *Above) *[NumAimed]float32 {
	x := &s.aimed
	*x = [NumAimed]float32{}
	copy(x[:], s.dense[:])
	AddScores(x, logit, above)
	var n [numWho]int
	words, toks := 0, s.text.Toks
	role := s.scan.Role[:len(toks)]
	near, far := tally{}, tally{}
	held := 0 // words in the low sums of both
	for i := range toks {
		k := &toks[i]
		if k.Kind != token.Word {
			continue
		}
		words++
		r := role[i]
		if text[k.Start]-'A' < 26 && i > 0 && toks[i-1].Kind == token.Word && r&lexicon.Me == 0 {
			n[0]++ // a name, as a rule
			if i == 1 {
				n[1]++
			}
			continue
		}
		near.low += spread[uint8(r)]
		far.low += spread[uint8(r>>20)]
		if held++; held == 255 {
			near.carry()
			far.carry()
			held = 0
		}
		if words == 4 {
			n[3] = near.of(lexicon.You)
		}
	}
	if words < 4 {
		n[3] = near.of(lexicon.You)
	}
	n[2], n[6], n[8] = near.of(lexicon.You), near.of(lexicon.Me), near.of(lexicon.Negation)
	n[4], n[5], n[7], n[13] = far.of(lexicon.One>>20), far.of(lexicon.Many>>20), far.of(lexicon.Us>>20), far.of(lexicon.Camp>>20)
	c := &s.counts
	n[9], n[10], n[11], n[12] = c.ask, c.bang, c.quotes, c.mentions
	n[14] = int(min(s.scan.You, 3))
	root := float32(1 / math.Sqrt(float64(words)+1))
	for i, c := range n {
		x[aWho+2*i], x[aWho+2*i+1] = log1(c), float32(c)*root
	}
	x[aWords] = log1(words)
	return x
}

// tally counts the words that have each of eight roles, one byte a role in low
// and the rest in sum.
type tally struct {
	low uint64
	sum [8]int
}

// spread holds each bit of a byte in a byte of its own.
var spread = func() (t [256]uint64) {
	for b := range t {
		for i := range 8 {
			t[b] |= uint64(b>>i&1) << (8 * i)
		}
	}
	return t
}()

// carry empties low before a count in it, of 255 words at most, runs over.
func (t *tally) carry() {
	for i := range t.sum {
		t.sum[i] += int(t.low >> (8 * i) & 255)
	}
	t.low = 0
}

// of returns the count of role x, one of the lowest eight.
func (t *tally) of(x lexicon.Role) int {
	i := bits.TrailingZeros8(uint8(x))
	return t.sum[i] + int(t.low>>(8*i)&255)
}

// AddScores sets the inputs that depend on the network.
func AddScores(x *[NumAimed]float32, logit float32, above *Above) {
	x[aScore] = logit
	if above.Logit == above.Logit {
		x[aAbove], x[aAbove+1] = 1, above.Logit
		copy(x[aAbove+2:], above.Heads[:])
	}
}

// aimer is an Aim made ready: scaling folded into the weights.
type aimer struct {
	wordTable
	lo, hi [NumAimed]float32
	in     [NumAimed][NumTargets]float32
	bias   [NumTargets]float32
}

func (a *Aim) compile() *aimer {
	c := &aimer{bias: a.Out[NumAimed]}
	for j := range c.in {
		if a.Scale[j] > 0 {
			c.lo[j], c.hi[j] = a.Mean[j]-clip/a.Scale[j], a.Mean[j]+clip/a.Scale[j]
		}
		for t, w := range a.Out[j] {
			c.in[j][t] = w * a.Scale[j]
			c.bias[t] -= c.in[j][t] * a.Mean[j]
		}
	}
	return c
}

// forward is Normalise and Forward for inputs as they come. at lists those of
// the network that are not 0.
func (a *aimer) forward(x *[NumAimed]float32, at []uint8) [NumTargets]float32 {
	z0, z1, z2, z3, z4 := a.bias[0], a.bias[1], a.bias[2], a.bias[3], a.bias[4]
	for _, j := range at {
		v := x[j]
		if lo := a.lo[j]; v < lo {
			v = lo
		}
		if hi := a.hi[j]; v > hi {
			v = hi
		}
		w := &a.in[j]
		z0 += w[0] * v
		z1 += w[1] * v
		z2 += w[2] * v
		z3 += w[3] * v
		z4 += w[4] * v
	}
	for j := NumDense; j < NumAimed; j++ {
		v := x[j]
		if lo := a.lo[j]; v < lo {
			v = lo
		}
		if hi := a.hi[j]; v > hi {
			v = hi
		}
		if v == 0 {
			continue // most counts are
		}
		w := &a.in[j]
		z0 += w[0] * v
		z1 += w[1] * v
		z2 += w[2] * v
		z3 += w[3] * v
		z4 += w[4] * v
	}
	return [NumTargets]float32{z0, z1, z2, z3, z4}
}

// Aim tells whom the text last scored, as r, is aimed at: the likeliest answer,
// none included, and the likeliest if there is one.
func (m *Model) Aim(s *Scratch, text string, r *Result, above *Above) (best, aimed Target) {
	x := s.AimInputs(text, r.Logit-m.move, above)
	z := m.aim.forward(x, s.at[:s.live])
	own := &m.aim.words(m, s)[0]
	for t := range z {
		z[t] += own[t]
		if above.Logit == above.Logit {
			z[t] += above.Words[t]
		}
	}
	aimed = ParentAuthor
	if s.straight(x) {
		z[PublicFigure] = float32(math.Inf(-1))
		z[Camp] = z[PublicFigure]
	}
	if s.nobody(x) {
		z[PublicFigure] = float32(math.Inf(-1))
		z[Camp] = z[PublicFigure]
	}
	for t := range z {
		if z[t] > z[best] {
			best = Target(t)
		}
		if t > 0 && z[t] > z[aimed] {
			aimed = Target(t)
		}
	}
	return best, aimed
}

// straight reports whether the text last read, with these inputs, says what is
// hostile in it to "you" and names no third person or group: then it is aimed at
// nobody else.
func (s *Scratch) straight(x *[NumAimed]float32) bool {
	const names, one, many = aWho, aWho + 2*4, aWho + 2*5
	// Words in capitals are no names where all is shouted.
	if x[one] > 0 || x[many] > 0 || x[names] > log1(s.counts.upper) {
		return false
	}
	direct := false
	for i := range s.scan.Hits {
		h := &s.scan.Hits[i]
		if h.Grades.Of(lexicon.Identity) > 0 || h.Grades.Of(lexicon.Person) > 0 {
			return false
		}
		if h.Context.Harmless() || !h.Grades.Mean() {
			continue
		}
		switch h.Context {
		case lexicon.Direct:
			direct = direct || s.scan.You > 0 || h.Grades.Of(lexicon.Dismiss) > 0
		case lexicon.Third, lexicon.GroupAim:
			return false
		}
	}
	return direct
}

// nobody reports whether the text last read, with these inputs, names no person
// and no group at all: "Fuck cancer" is aimed at no public figure.
func (s *Scratch) nobody(x *[NumAimed]float32) bool {
	if x[aWho+2*4] > 0 || x[aWho+2*5] > 0 || x[aWho] > log1(s.counts.upper) || s.counts.they > 0 || s.scan.You > 0 {
		return false
	}
	for i := range s.text.Toks {
		if s.scan.Role[i]&(lexicon.Folk|lexicon.Group|lexicon.Named|lexicon.Camp) != 0 {
			return false
		}
	}
	for i := range s.scan.Hits {
		h := &s.scan.Hits[i]
		if h.Grades.Of(lexicon.Derog) > 0 || h.Grades.Of(lexicon.Slur) > 0 || h.Grades.Of(lexicon.Insult) > 0 {
			return false
		}
	}
	return true
}

// Encode returns a as a section, its words apart.
func (a *Aim) Encode() []byte {
	b := modelfile.AppendFloat32s(nil, a.Mean[:])
	b = modelfile.AppendFloat32s(b, a.Scale[:])
	for i := range a.Out {
		b = modelfile.AppendFloat32s(b, a.Out[i][:])
	}
	return b
}

func decodeAim(data, keys, rows string) (*aimer, error) {
	a := new(Aim)
	if data == "" {
		return a.compile(), nil
	}
	v := modelfile.Float32s(data)
	if len(v) != 2*NumAimed+int(NumTargets)*(NumAimed+1) {
		return nil, errors.New("table of targets of another shape")
	}
	if err := finite(v); err != nil {
		return nil, err
	}
	take := func(dst []float32) { v = v[copy(dst, v):] }
	take(a.Mean[:])
	take(a.Scale[:])
	for i := range a.Out {
		take(a.Out[i][:])
	}
	c := a.compile()
	return c, c.decode(keys, rows)
}

// finite returns an error where a weight is no number.
func finite(v []float32) error {
	if !modelfile.Finite(v) {
		return errors.New("weight that is no number")
	}
	return nil
}
