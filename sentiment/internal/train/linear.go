package main

import (
	"math"
	"math/rand/v2"
)

// example is one row of a linear problem: features[from:to] of the corpus, a
// label ±1 and its cost.
type example struct {
	doc    int
	y      float64
	c      float64
	source int
}

// corpus holds the features of all docs, as dense numbers.
type corpus struct {
	feats  []uint32
	docs   []doc
	num    int      // of distinct features
	id     []int32  // by bucket, 0 for rare ones
	bucket []uint32 // by id-1
}

// problem is a logistic regression with Naive-Bayes scaling.
type problem struct {
	c      *corpus
	rows   []example
	ratio  []float32
	weight []float32 // of the scaled features
	bias   [numSources]float64
}

const (
	biasValue = 2
	smooth    = 1
	maxRatio  = 5
)

// rows returns the examples of a head among the docs for which use is true.
func (c *corpus) rows(head int, cost float64, use func(*doc) bool) []example {
	var out []example
	for i := range c.docs {
		d := &c.docs[i]
		y, w := float64(d.label[head]), float64(d.weight[head])
		if y != y || w == 0 || !use(d) {
			continue
		}
		if y > 0 {
			out = append(out, example{i, 1, cost * w * y, d.source})
		}
		if y < 1 {
			out = append(out, example{i, -1, cost * w * (1 - y), d.source})
		}
	}
	return out
}

// train solves the problem by dual coordinate descent (Yu, Huang and Lin 2011)
// and returns the weight of each feature, the scaling folded in.
func (c *corpus) train(rows []example, passes int) *problem {
	p := &problem{c: c, rows: rows}
	p.nb()
	p.weight = make([]float32, c.num)
	alpha := make([]float64, len(rows))
	norm := make([]float64, len(rows)) // squared length
	inv := make([]float64, len(rows))
	rng := rand.New(rand.NewPCG(1, 2))
	order := make([]int, len(rows))
	for i := range rows {
		d := &c.docs[rows[i].doc]
		fs := c.feats[d.from:d.to]
		inv[i] = 1 / math.Sqrt(math.Max(1, float64(len(fs))))
		s := 0.0
		for _, f := range fs {
			r := float64(p.ratio[f])
			s += r * r
		}
		norm[i] = s*inv[i]*inv[i] + biasValue*biasValue
		alpha[i] = math.Min(1e-3*rows[i].c, 1e-8)
		order[i] = i
	}
	for range passes {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			p.step(i, &alpha[i], norm[i], inv[i])
		}
	}
	for f := range p.weight {
		p.weight[f] *= p.ratio[f]
	}
	return p
}

func (p *problem) step(i int, alpha *float64, a, inv float64) {
	e := &p.rows[i]
	d := &p.c.docs[e.doc]
	fs := p.c.feats[d.from:d.to]
	sum := float32(0)
	for _, f := range fs {
		sum += p.weight[f] * p.ratio[f]
	}
	b := e.y * (float64(sum)*inv + p.bias[e.source]*biasValue)
	c := e.c
	sign, z0 := 1.0, *alpha
	if 0.5*a*(c-2*z0)+b < 0 {
		sign, z0 = -1, c-z0
	}
	z := z0
	if c-z < 0.5*c {
		z *= 0.1
	}
	if z <= 0 {
		z = 1e-12
	}
	for range 20 {
		gp := a*(z-z0) + sign*b + math.Log(z/(c-z))
		if math.Abs(gp) < 1e-4 {
			break
		}
		gpp := a + c/(c-z)/z
		if t := z - gp/gpp; t <= 0 {
			z *= 0.1
		} else if t >= c {
			z = (z + c) / 2
		} else {
			z = t
		}
	}
	step := sign * (z - z0) * e.y
	if sign > 0 {
		*alpha = z
	} else {
		*alpha = c - z
	}
	g := float32(step * inv)
	for _, f := range fs {
		p.weight[f] += g * p.ratio[f]
	}
	p.bias[e.source] += step * biasValue
}

// nb computes the log-ratio of each feature. Within each source the two classes
// weigh the same, so that the base rates of sources do not leak into words.
func (p *problem) nb() {
	var mass [numSources][2]float64
	for i := range p.rows {
		e := &p.rows[i]
		mass[e.source][side(e.y)] += e.c
	}
	total := 0.0
	for s := range mass {
		total += mass[s][0] + mass[s][1]
	}
	n := float64(len(p.rows))
	pos, neg := make([]float32, p.c.num), make([]float32, p.c.num)
	var all [2]float64
	for i := range p.rows {
		e := &p.rows[i]
		m := &mass[e.source]
		k := side(e.y)
		if m[k] == 0 {
			continue
		}
		w := e.c / total * n * math.Sqrt((m[0]+m[1])/2/m[k])
		d := &p.c.docs[e.doc]
		dst := pos
		if k == 0 {
			dst = neg
		}
		all[k] += w
		for _, f := range p.c.feats[d.from:d.to] {
			dst[f] += float32(w)
		}
	}
	p.ratio = make([]float32, p.c.num)
	defer func() { p.ratio[0] = 0 }() // rare features are not kept
	for f := range p.ratio {
		r := math.Log((float64(pos[f]) + smooth) / (all[1] + 2*smooth) * (all[0] + 2*smooth) / (float64(neg[f]) + smooth))
		p.ratio[f] = float32(math.Max(-maxRatio, math.Min(maxRatio, r)))
	}
}

func side(y float64) int {
	if y > 0 {
		return 1
	}
	return 0
}
