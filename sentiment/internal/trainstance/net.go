package main

import (
	"math"
	"math/rand/v2"

	"github.com/seed-100d3eb7/rejoinder/internal/stanceeval"
	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/stance"
	"gonum.org/v1/gonum/blas/blas32"
)

type netOptions struct {
	dim, hidden, epochs int
	mean                int // last epochs that the weights are averaged over
	rate, rateE, rateW  float64
	dropWord, dropHid   float64
	l2                  float64
	seed                uint64
	nets                int
	init                *vectors
	initScale           float64
}

func defaultNet() netOptions {
	return netOptions{dim: 64, hidden: 40, epochs: 12, mean: 9, rate: 0.014, rateE: 0.015, rateW: 0.02, dropWord: 0.4, dropHid: 0.6, l2: 1e-4, seed: 1, nets: 3, initScale: 1}
}

const classes = stanceeval.NumClasses

// logits are log-odds or, after softmax, probabilities of the classes.
type logits = [classes]float32

// Regularisation of the weights of dense and of hashed features.
const (
	shrinkDense = 0.002
	shrinkHash  = 0.02
)

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// softmax turns z into probabilities, leaving out query where it is no class.
func softmax(z logits, query bool) logits {
	n := classes
	if !query {
		n = classes - 1
	}
	top := z[0]
	for c := 1; c < n; c++ {
		top = max(top, z[c])
	}
	var sum float32
	var p logits
	for c := range n {
		p[c] = float32(math.Exp(float64(z[c] - top)))
		sum += p[c]
	}
	for c := range n {
		p[c] /= sum
	}
	return p
}

// param is a parameter vector with the running sums of Adagrad.
type param struct{ w, g2 []float32 }

func newParam(n int, scale float64, rng *rand.Rand) param {
	p := param{make([]float32, n), make([]float32, n)}
	for i := range p.w {
		p.w[i] = float32(rng.NormFloat64() * scale)
		p.g2[i] = 1e-4
	}
	return p
}

func (p *param) step(i int, g, rate, l2 float32) {
	g += l2 * p.w[i]
	p.g2[i] += g * g
	p.w[i] -= rate * g / float32(math.Sqrt(float64(p.g2[i])))
}

// net is a hidden layer over pooled word vectors and the dense features.
type net struct {
	o       netOptions
	emb     []float32
	embG    []float32 // by row
	known   []bool    // rows that have a word
	w1      param     // hidden × pools·dim
	d1      param     // dense × hidden
	b1      param
	w2      param    // hidden × classes
	wide    []logits // linear weights of all features
	wideG   []float32
	prior   param
	in      int
	sources int
	// scratch
	x, gx, h, gh []float32
	reply        []uint32
	parent       []uint32
}

const pools = stance.Pools

func newNet(sources int, o netOptions) *net {
	rng := rand.New(rand.NewPCG(o.seed, 3))
	in := pools * o.dim
	m := &net{o: o, in: in, sources: sources}
	m.known = make([]bool, 1<<stance.RowBits)
	m.emb = make([]float32, o.dim<<stance.RowBits)
	for i := range m.emb {
		m.emb[i] = float32(rng.NormFloat64() * 0.02)
	}
	if o.init != nil {
		// Rows that several words share keep the vector of the most frequent.
		for i := len(o.init.words) - 1; i >= 0; i-- {
			r := stance.WordRow(o.init.words[i])
			m.known[r] = true
			v := o.init.w[i*o.init.dim:][:o.dim]
			var norm float64
			for _, x := range v {
				norm += float64(x * x)
			}
			s := float32(o.initScale / math.Sqrt(norm))
			for k, x := range v {
				m.emb[int(r)*o.dim+k] = x * s
			}
		}
	}
	m.embG = make([]float32, 1<<stance.RowBits)
	for i := range m.embG {
		m.embG[i] = 1e-3
	}
	m.w1 = newParam(in*o.hidden, 1/math.Sqrt(float64(in)), rng)
	m.d1 = newParam(stance.DenseSize()*o.hidden, 0.05, rng)
	m.b1 = newParam(o.hidden, 0, rng)
	m.w2 = newParam(o.hidden*classes, 1/math.Sqrt(float64(o.hidden)), rng)
	m.wide, m.wideG = make([]logits, stance.NumFeatures()), make([]float32, stance.NumFeatures())
	m.prior = newParam(sources*classes, 0, rng)
	m.x, m.gx = make([]float32, in), make([]float32, in)
	m.h, m.gh = make([]float32, o.hidden), make([]float32, o.hidden)
	return m
}

// pool adds the mean of the rows to x, scaled up for the averaging.
func (m *net) pool(x []float32, rows []uint32) float32 {
	if len(rows) == 0 {
		return 0
	}
	s := stance.PoolScale(len(rows))
	for _, r := range rows {
		v := m.emb[int(r)*m.o.dim:][:m.o.dim]
		for k := range x {
			x[k] += s * v[k]
		}
	}
	return s
}

type pass struct{ sh, sa, sp float32 }

func (m *net) forward(e *example, rows, head, par []uint32, dropH *rand.Rand) (pass, logits) {
	d := m.o.dim
	clear(m.x)
	var p pass
	p.sh = m.pool(m.x[0:d], head)
	p.sa = m.pool(m.x[d:2*d], rows)
	p.sp = m.pool(m.x[2*d:3*d], par)
	for k := range d {
		m.x[3*d+k] = m.x[d+k] * m.x[2*d+k]
	}
	var z logits
	copy(m.h, m.b1.w)
	for i, f := range e.index {
		v := e.value[i]
		for c, w := range m.wide[f] {
			z[c] += v * w
		}
		if int(f) >= stance.DenseSize() {
			continue
		}
		w := m.d1.w[int(f)*m.o.hidden:][:m.o.hidden]
		for k := range w {
			m.h[k] += v * w[k]
		}
	}
	in := blas32.Vector{N: m.in, Inc: 1, Data: m.x}
	for k := range m.h {
		if dropH != nil && dropH.Float64() < m.o.dropHid {
			m.h[k] = 0
			continue
		}
		s := m.h[k] + blas32.Dot(blas32.Vector{N: m.in, Inc: 1, Data: m.w1.w[k*m.in:]}, in)
		if s < 0 {
			s = 0
		}
		if dropH != nil {
			s /= float32(1 - m.o.dropHid)
		}
		m.h[k] = s
		for c := range z {
			z[c] += s * m.w2.w[k*classes+c]
		}
	}
	return p, z
}

func (m *net) train(es []*example) {
	o := m.o
	rng := rand.New(rand.NewPCG(o.seed, 11))
	order := rng.Perm(len(es))
	var avg average
	for ep := range o.epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		decay := float32(1 - 0.8*float64(ep)/float64(o.epochs))
		for _, i := range order {
			m.update(es[i], rng, float32(o.rate)*decay, float32(o.rateE)*decay)
		}
		if ep >= o.epochs-o.mean {
			avg.add(m)
		}
	}
	avg.into(m)
}

// average is the running mean of a net's weights over its last epochs, which
// judges more steadily than any one of them.
type average struct {
	n    float32
	sums [][]float32
}

func (m *net) weights() [][]float32 {
	all := [][]float32{m.emb, m.w1.w, m.d1.w, m.b1.w, m.w2.w, m.prior.w}
	for i := range m.wide {
		all = append(all, m.wide[i][:])
	}
	return all
}

func (a *average) add(m *net) {
	a.n++
	for k, w := range m.weights() {
		if k == len(a.sums) {
			a.sums = append(a.sums, make([]float32, len(w)))
		}
		for i, x := range w {
			a.sums[k][i] += x
		}
	}
}

func (a *average) into(m *net) {
	if a.n == 0 {
		return
	}
	for k, w := range m.weights() {
		for i := range w {
			w[i] = a.sums[k][i] / a.n
		}
	}
}

func (m *net) sample(dst, rows []uint32, rng *rand.Rand) []uint32 {
	for _, r := range rows {
		if m.known[r] && rng.Float64() >= m.o.dropWord {
			dst = append(dst, r)
		}
	}
	return dst
}

func (m *net) keep(dst, rows []uint32) []uint32 {
	for _, r := range rows {
		if m.known[r] {
			dst = append(dst, r)
		}
	}
	return dst
}

func (m *net) update(e *example, rng *rand.Rand, rate, rateE float32) {
	o := m.o
	m.reply = m.sample(m.reply[:0], e.rows.Reply[:e.rows.Head], rng)
	nh := len(m.reply)
	m.reply = m.sample(m.reply, e.rows.Reply[e.rows.Head:], rng)
	m.parent = m.sample(m.parent[:0], e.rows.Parent, rng)
	ps, z := m.forward(e, m.reply, m.reply[:nh], m.parent, rng)
	for c := range z {
		z[c] += m.prior.w[e.source*classes+c]
	}
	p := softmax(z, e.hasQ)
	var g logits
	for c := range g {
		g[c] = e.weight * (p[c] - e.target[c])
	}
	if !e.hasQ {
		g[classes-1] = 0
	}
	l2 := float32(o.l2)
	for c := range g {
		m.prior.step(e.source*classes+c, g[c], rate, 0)
	}
	for k := range m.h {
		m.gh[k] = 0
		if m.h[k] == 0 {
			continue
		}
		for c := range g {
			m.gh[k] += g[c] * m.w2.w[k*classes+c]
			m.w2.step(k*classes+c, g[c]*m.h[k], rate, l2)
		}
		m.gh[k] /= float32(1 - o.dropHid)
	}
	clear(m.gx)
	for k, gh := range m.gh {
		if gh == 0 {
			continue
		}
		m.b1.step(k, gh, rate, 0)
		w := m.w1.w[k*m.in:][:m.in]
		for i := range w {
			m.gx[i] += gh * w[i]
			m.w1.step(k*m.in+i, gh*m.x[i], rate, l2)
		}
	}
	var norm float32
	for _, x := range g {
		norm += x * x
	}
	wide := rate / float32(o.rate) * float32(o.rateW)
	for i, f := range e.index {
		v := e.value[i]
		m.wideG[f] += norm * v * v
		r := wide / (1e-3 + float32(math.Sqrt(float64(m.wideG[f]))))
		reg := float32(shrinkHash)
		if int(f) < stance.DenseSize() {
			reg = shrinkDense
		}
		w := &m.wide[f]
		for c := range w {
			w[c] -= r * (g[c]*v + reg*w[c])
		}
		if int(f) >= stance.DenseSize() {
			continue
		}
		for k, gh := range m.gh {
			if gh != 0 {
				m.d1.step(int(f)*o.hidden+k, gh*v, rate, l2)
			}
		}
	}
	d := o.dim
	for k := range d {
		gc := m.gx[3*d+k]
		m.gx[d+k] += gc * m.x[2*d+k]
		m.gx[2*d+k] += gc * m.x[d+k]
	}
	m.rows(m.reply[:nh], m.gx[0:d], ps.sh, rateE)
	m.rows(m.reply, m.gx[d:2*d], ps.sa, rateE)
	m.rows(m.parent, m.gx[2*d:3*d], ps.sp, rateE)
}

func (m *net) rows(rows []uint32, g []float32, s, rate float32) {
	var norm float32
	for _, x := range g {
		norm += x * x
	}
	norm *= s * s / float32(len(g))
	if norm == 0 {
		return
	}
	for _, r := range rows {
		m.embG[r] += norm
		step := rate * s / float32(math.Sqrt(float64(m.embG[r])))
		v := m.emb[int(r)*m.o.dim:][:m.o.dim]
		for k := range v {
			v[k] -= step * g[k]
		}
	}
}

func (m *net) score(e *example) logits {
	m.reply = m.keep(m.reply[:0], e.rows.Reply[:e.rows.Head])
	nh := len(m.reply)
	m.reply = m.keep(m.reply, e.rows.Reply[e.rows.Head:])
	m.parent = m.keep(m.parent[:0], e.rows.Parent)
	_, z := m.forward(e, m.reply, m.reply[:nh], m.parent, nil)
	return z
}

// centre moves the mean prior of the coded sources into the bias, so that the
// model's own prior is that of rejoinder's coding.
func (m *net) centre(train []*example) {
	var mean logits
	n := float32(0)
	for _, e := range train {
		if e.Coded && !e.ours {
			n++
			for c := range mean {
				mean[c] += m.prior.w[e.source*classes+c]
			}
		}
	}
	if n > 0 {
		for c := range mean {
			m.wide[0][c] += mean[c] / n
		}
	}
}

// params returns the trained numbers in the form that a model file holds.
func (m *net) params() *stance.Params {
	p := &stance.Params{Dim: m.o.dim, Hidden: m.o.hidden, Wide: m.wide, W1: m.w1.w, D1: m.d1.w, B1: m.b1.w, W2: m.w2.w}
	for r, ok := range m.known {
		if ok {
			p.Slots = append(p.Slots, uint32(r))
			p.Emb = append(p.Emb, m.emb[r*m.o.dim:][:m.o.dim]...)
		}
	}
	return p
}
