package towards

import (
	"errors"
	"math"
	"slices"

	"github.com/seed-100d3eb7/rejoinder/internal/modelfile"
)

// Weights are a trained model: one logistic table for whether a text takes a
// stance, one for which. They are immutable and safe to share.
type Weights struct {
	Polarity, Relevance *Linear
	// NoneBias is taken from the log-odds of a text having no stance.
	NoneBias float64
}

// Probs returns the probabilities of favour, opposition and neither.
func (w *Weights) Probs(polarity, relevance []Feature, sign float32) (favor, against, none float64) {
	p := sigmoid(w.Polarity.Score(polarity, sign))
	q := sigmoid(w.Relevance.Score(relevance, 1) + w.NoneBias)
	return q * p, q * (1 - p), 1 - q
}

func sigmoid(z float64) float64 { return 1 / (1 + math.Exp(-z)) }

// quantise returns l as the square roots of its weights in bytes, and the
// weight that 127 stands for: few weights are large and must not be cut, many
// are small and must keep their grain.
func quantise(l *Linear) (top float32, q []int8) {
	for _, w := range l.W {
		top = max(top, w, -w)
	}
	q = make([]int8, len(l.W))
	if top == 0 {
		return 0, q
	}
	for i, w := range l.W {
		r := math.Round(math.Sqrt(math.Abs(float64(w))/float64(top)) * 127)
		q[i] = int8(math.Copysign(r, float64(w)))
	}
	return top, q
}

func dequantise(top float32, q string) *Linear {
	l := &Linear{W: make([]float32, len(q))}
	for i := range l.W {
		r := float64(int8(q[i])) / 127
		l.W[i] = float32(math.Copysign(r*r, r) * float64(top))
	}
	for 1<<l.Bits < len(q) {
		l.Bits++
	}
	return l
}

// Sections returns w as sections of a model file, their names led by prefix.
func (w *Weights) Sections(prefix string) []modelfile.Section {
	pu, pq := quantise(w.Polarity)
	ru, rq := quantise(w.Relevance)
	return []modelfile.Section{
		{Name: prefix + "units", Data: modelfile.AppendFloat32s(nil, []float32{pu, ru, float32(w.NoneBias)})},
		{Name: prefix + "polarity", Data: modelfile.AppendInt8s(nil, pq)},
		{Name: prefix + "relevance", Data: modelfile.AppendInt8s(nil, rq)},
	}
}

var errSections = errors.New("model file lacks the sections of a stance model")

// FromFile reads what Sections wrote.
func FromFile(f *modelfile.File, prefix string) (*Weights, error) {
	us, ok1 := f.Section(prefix + "units")
	ps, ok2 := f.Section(prefix + "polarity")
	rs, ok3 := f.Section(prefix + "relevance")
	units := modelfile.Float32s(us)
	if !ok1 || !ok2 || !ok3 || len(units) != 3 || !power(len(ps)) || !power(len(rs)) {
		return nil, errSections
	}
	return &Weights{Polarity: dequantise(units[0], ps), Relevance: dequantise(units[1], rs), NoneBias: float64(units[2])}, nil
}

func power(n int) bool { return n >= 2 && n&(n-1) == 0 && n <= 1<<24 }

// ValenceSections returns the polarity of words as sections.
func ValenceSections(v map[uint32]int8) []modelfile.Section {
	keys := make([]uint32, 0, len(v))
	for k := range v {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	vals := make([]int8, len(keys))
	for i, k := range keys {
		vals[i] = v[k]
	}
	return []modelfile.Section{
		{Name: "valence.words", Data: modelfile.AppendAscending(nil, keys)},
		{Name: "valence", Data: modelfile.AppendInt8s(nil, vals)},
	}
}

// ValenceFromFile reads what ValenceSections wrote.
func ValenceFromFile(f *modelfile.File) (map[uint32]int8, error) {
	ks, ok1 := f.Section("valence.words")
	vs, ok2 := f.Section("valence")
	keys := modelfile.Ascending(ks)
	if !ok1 || !ok2 || len(keys) != len(vs) {
		return nil, errSections
	}
	m := make(map[uint32]int8, len(keys))
	for i, k := range keys {
		m[k] = int8(vs[i])
	}
	return m, nil
}
