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
	// Own is what examples of one target taught beside; nil for none.
	Own *Own
}

// Probs returns the probabilities of favour, opposition and neither. own are
// the features for w.Own; they are not looked at where that is nil.
func (w *Weights) Probs(polarity, relevance []Feature, own *OwnDoc, sign float32) (favor, against, none float64) {
	z := w.Polarity.Score(polarity, sign)
	q := sigmoid(w.Relevance.Score(relevance, 1) + w.NoneBias)
	if w.Own == nil {
		p := sigmoid(z)
		return q * p, q * (1 - p), 1 - q
	}
	o, base := w.Own.scores(own), w.Own.baseWeight()
	if w.Own.Class[2] == nil {
		p := sigmoid(base*z + w.Own.Weight*o[0])
		return q * p, q * (1 - p), 1 - q
	}
	p := sigmoid(z)
	of := [3]float64{q * p, q * (1 - p), 1 - q}
	sum := 0.0
	for c := range of {
		of[c] = math.Exp(base*math.Log(max(of[c], 1e-9)) + w.Own.Weight*o[c])
		sum += of[c]
	}
	return of[0] / sum, of[1] / sum, of[2] / sum
}

// Lean returns what one feature of polarity adds to the log-odds of favour against opposition.
func (w *Weights) Lean(f Feature, sign float32) float64 {
	v := w.Polarity.Score([]Feature{f}, sign)
	if w.Own != nil {
		v *= w.Own.baseWeight()
	}
	return v
}

// LeanOwn is as Lean for a feature of w.Own, which must not be nil.
func (w *Weights) LeanOwn(f Feature) float64 {
	fs := []Feature{f}
	v := w.Own.Class[0].Score(fs, 1)
	if a := w.Own.Class[1]; a != nil {
		return w.Own.Weight * (v - a.Score(fs, 1))
	}
	return w.Own.Weight * v
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
	out := []modelfile.Section{
		{Name: prefix + "units", Data: modelfile.AppendFloat32s(nil, []float32{pu, ru, float32(w.NoneBias)})},
		{Name: prefix + "polarity", Data: modelfile.AppendInt8s(nil, pq)},
		{Name: prefix + "relevance", Data: modelfile.AppendInt8s(nil, rq)},
	}
	if w.Own == nil {
		return out
	}
	units := []float32{float32(w.Own.Weight)}
	for c, l := range w.Own.Class {
		if l == nil {
			continue
		}
		u, q := quantise(l)
		units = append(units, u)
		out = append(out, modelfile.Section{Name: prefix + ownSections[c], Data: modelfile.AppendInt8s(nil, q)})
	}
	return append(out, modelfile.Section{Name: prefix + ownUnits, Data: modelfile.AppendFloat32s(nil, units)})
}

// Names of the sections of Own: its weight with what 127 stands for in each
// table, and its tables.
const ownUnits = "alone.units"

var ownSections = [3]string{"alone.favor", "alone.against", "alone.neither"}

// ownFromFile reads Own where f has it.
func ownFromFile(f *modelfile.File, prefix string) (*Own, error) {
	us, ok := f.Section(prefix + ownUnits)
	if !ok {
		return nil, nil
	}
	units := modelfile.Float32s(us)
	if len(units) != 2 && len(units) != 4 || !modelfile.Finite(units) {
		return nil, errSections
	}
	o := &Own{Weight: float64(units[0])}
	for c := range units[1:] {
		s, ok := f.Section(prefix + ownSections[c])
		if !ok || len(s) != 1<<ownBits {
			return nil, errSections
		}
		o.Class[c] = dequantise(units[c+1], s)
	}
	return o, nil
}

var errSections = errors.New("model file lacks the sections of a stance model")

// FromFile reads what Sections wrote.
func FromFile(f *modelfile.File, prefix string) (*Weights, error) {
	us, ok1 := f.Section(prefix + "units")
	ps, ok2 := f.Section(prefix + "polarity")
	rs, ok3 := f.Section(prefix + "relevance")
	units := modelfile.Float32s(us)
	if !ok1 || !ok2 || !ok3 || len(units) != 3 || !modelfile.Finite(units) || !power(len(ps)) || !power(len(rs)) {
		return nil, errSections
	}
	own, err := ownFromFile(f, prefix)
	if err != nil {
		return nil, err
	}
	return &Weights{Polarity: dequantise(units[0], ps), Relevance: dequantise(units[1], rs), NoneBias: float64(units[2]), Own: own}, nil
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
