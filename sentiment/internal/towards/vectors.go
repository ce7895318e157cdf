package towards

import (
	"math"
	"slices"
)

// Vectors are word vectors of unit length in bytes.
type Vectors struct {
	Dim   int
	index map[uint32]int32 // hash of the stem to row
	rows  []int8
	// Words are the stems, in the order of the rows.
	Words []string
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
	x := &Vectors{Dim: dim, index: map[uint32]int32{}}
	for i, v := range vecs {
		n := 0.0
		for k := range v {
			n += (float64(v[k]) - mean[k]) * (float64(v[k]) - mean[k])
		}
		n = math.Sqrt(n) + 1e-9
		h := WordHash(words[i])
		if _, taken := x.index[h]; taken {
			continue
		}
		x.Words = append(x.Words, words[i])
		x.index[h] = int32(len(x.rows) / dim)
		for k := range v {
			q := math.Round((float64(v[k]) - mean[k]) / n * vectorUnit)
			x.rows = append(x.rows, int8(max(-127, min(127, q))))
		}
	}
	return x
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

// vectors adds how near the text comes to the topic, and where it stands in
// the space of word vectors.
func (x *Extractor) vectors(in *Input) {
	if x.Vec == nil {
		return
	}
	f := in.Frame
	typ := f.Type
	dim := x.Vec.Dim
	topic := make([]float64, dim)
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
	text, near := make([]float64, dim), make([]float64, dim)
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
	for k := range text {
		x.add(typ, true, nsVector, uint32(k), 0, 0, float32(text[k])*vectorGain)
		x.add(typ, true, nsVector, uint32(k), 1, 0, float32(near[k])*vectorGain)
		if known > 0 {
			x.add(typ, false, nsVector, uint32(k), 2, 0, float32(text[k]*topic[k])*4*vectorGain)
		}
	}
}

const vectorGain = 2

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

// Nearest returns the words nearest to w among those given to NewVectors.
func (v *Vectors) Nearest(w string, n int) []string {
	r := v.row(WordHash(w))
	if r == nil {
		return nil
	}
	type hit struct {
		i int
		s int
	}
	var hits []hit
	for i := range v.Words {
		s := 0
		for k := range r {
			s += int(r[k]) * int(v.rows[i*v.Dim+k])
		}
		hits = append(hits, hit{i, s})
	}
	slices.SortFunc(hits, func(a, b hit) int { return b.s - a.s })
	var out []string
	for _, h := range hits[:n] {
		out = append(out, v.Words[h.i])
	}
	return out
}
