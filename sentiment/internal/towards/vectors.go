package towards

import (
	"math"
	"slices"

	"github.com/seed-100d3eb7/rejoinder/internal/modelfile"
)

// Vectors are word vectors of unit length in bytes.
type Vectors struct {
	Dim   int
	index map[uint32]int32 // hash of the stem to row
	keys  []uint32
	rows  []int8
}

// NewVectors packs vectors of words; those about the mean are moved to it
// first, which takes out what all words share.
func NewVectors(words []string, vecs [][]float32) *Vectors {
	if len(words) == 0 {
		return nil
	}
	dim := len(vecs[0])
	mean := make([]float64, dim)
	for _, v := range vecs {
		for k := range v {
			mean[k] += float64(v[k]) / float64(len(vecs))
		}
	}
	at := make(map[uint32]int, len(words))
	keys := make([]uint32, 0, len(words))
	for i, w := range words {
		h := WordHash(w)
		if _, taken := at[h]; !taken {
			at[h] = i
			keys = append(keys, h)
		}
	}
	slices.Sort(keys)
	rows := make([]int8, 0, len(keys)*dim)
	for _, h := range keys {
		v := vecs[at[h]]
		n := 0.0
		for k := range v {
			n += (float64(v[k]) - mean[k]) * (float64(v[k]) - mean[k])
		}
		n = math.Sqrt(n) + 1e-9
		for k := range v {
			q := math.Round((float64(v[k]) - mean[k]) / n * vectorUnit)
			rows = append(rows, int8(max(-127, min(127, q))))
		}
	}
	return indexed(keys, rows, dim)
}

func indexed(keys []uint32, rows []int8, dim int) *Vectors {
	x := &Vectors{Dim: dim, index: make(map[uint32]int32, len(keys)), keys: keys, rows: rows}
	for i, h := range keys {
		x.index[h] = int32(i)
	}
	return x
}

// Sections returns v as sections of a model file.
func (v *Vectors) Sections() []modelfile.Section {
	if v == nil {
		return nil
	}
	return []modelfile.Section{
		{Name: "vectors.words", Data: modelfile.AppendAscending(nil, v.keys)},
		{Name: "vectors", Data: modelfile.AppendInt8s(nil, v.rows)},
	}
}

// VectorsFromFile reads what Sections wrote, nil where f has no vectors.
func VectorsFromFile(f *modelfile.File) (*Vectors, error) {
	ks, ok := f.Section("vectors.words")
	if !ok {
		return nil, nil
	}
	vs, ok := f.Section("vectors")
	keys := modelfile.Ascending(ks)
	if !ok || len(keys) == 0 || len(vs)%len(keys) != 0 || len(vs) == 0 {
		return nil, errSections
	}
	rows := make([]int8, len(vs))
	for i := range rows {
		rows[i] = int8(vs[i])
	}
	return indexed(keys, rows, len(vs)/len(keys)), nil
}

// vectorUnit stands for 1: components of unit vectors are well below it.
const vectorUnit = 200

func (v *Vectors) row(h uint32) []int8 {
	if v == nil {
		return nil
	}
	i, ok := v.index[h]
	if !ok {
		return nil
	}
	return v.rows[int(i)*v.Dim : int(i+1)*v.Dim]
}

// vectors adds how near the text comes to the topic, and where it, its words
// near the topic and the topic itself stand in the space of word vectors. For
// claims they added nothing.
func (x *Extractor) vectors(in *Input) {
	if x.Vec == nil || in.Frame.Type == Claim {
		return
	}
	f := in.Frame
	typ := f.Type
	dim := x.Vec.Dim
	x.sums = slices.Grow(x.sums[:0], 4*dim)[:4*dim]
	clear(x.sums)
	topic, text, near, told := x.sums[:dim], x.sums[dim:2*dim], x.sums[2*dim:3*dim], x.sums[3*dim:]
	known := 0
	for _, w := range f.Topic {
		if r := x.Vec.row(WordHash(w)); r != nil {
			known++
			for k := range r {
				topic[k] += float64(r[k])
			}
		}
	}
	norm(topic)
	var sims [3]float64
	until := -1
	n := 0
	for i := range x.units {
		u := &x.units[i]
		if u.topic {
			until = i + 7
			continue
		}
		if u.punct {
			continue
		}
		r := x.Vec.row(u.stem)
		if r == nil {
			continue
		}
		n++
		s, sign := 0.0, 1.0
		if u.neg {
			sign = -1
		}
		for k := range r {
			s += float64(r[k]) * topic[k]
			text[k] += sign * float64(r[k])
			if i < until {
				near[k] += sign * float64(r[k])
			}
		}
		s /= vectorUnit
		if known > 0 {
			a := math.Exp(attention*s) * sign
			for k := range r {
				told[k] += a * float64(r[k])
			}
		}
		for k := range sims {
			if s > sims[k] {
				s, sims[k] = sims[k], s
			}
		}
	}
	if known > 0 {
		c := 0.0
		norm(text)
		for k := range text {
			c += text[k] * topic[k]
		}
		k := b2u(len(x.found) > 0)
		put := func(a uint32, v float64) {
			x.addRel(typ, nsRelVector, a, uint32(int(math.Floor(v*10))+20), 0, 1)
			x.addRel(typ, nsRelVector, a+8, k, 0, float32(2*v))
		}
		put(1, sims[0])
		put(2, (sims[0]+sims[1]+sims[2])/3)
		put(3, c)
	}
	norm(text)
	norm(near)
	norm(told)
	for k := range text {
		x.add(typ, true, nsVector, uint32(k), 0, 0, float32(text[k])*vectorGain)
		x.add(typ, true, nsVector, uint32(k), 1, 0, float32(near[k])*vectorGain)
		if known > 0 {
			x.add(typ, false, nsVector, uint32(k), 2, 0, float32(text[k]*topic[k])*4*vectorGain)
			x.add(typ, true, nsVector, uint32(k), 3, 0, float32(told[k])*vectorGain)
			if typ == Topic {
				x.add(typ, false, nsVector, uint32(k), 4, 0, float32(topic[k])*vectorGain)
			}
		}
	}
}

const vectorGain = 2

// attention is how much the nearness of a word to the topic raises what it
// counts among the words of the text.
const attention = 4

func norm(v []float64) {
	n := 0.0
	for _, x := range v {
		n += x * x
	}
	if n == 0 {
		return
	}
	n = math.Sqrt(n)
	for k := range v {
		v[k] /= n
	}
}
