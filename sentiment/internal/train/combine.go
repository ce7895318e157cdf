package main

import (
	"math"
	"math/rand/v2"

	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/hostile"
)

// row is one example of the network.
type row struct {
	x      [hostile.NumDense]float32
	y, w   float32
	kinds  [hostile.NumKinds]float32
	target int
	source int
	// parent holds the inputs for the parent's text, nil where there is none.
	parent *[hostile.NumDense]float32
	you    bool
	words  int
	// aimed holds the inputs of the table of targets but for the scores,
	// which come from the network; nil where no target is known.
	aimed *[hostile.NumAimed]float32
	// own and above are the keys of the words of the text and of its parent's,
	// with what sums over them are multiplied with.
	own, above           []uint32
	ownScale, aboveScale float32
	fold, gold           int
}

// rowsFor computes the inputs of the docs for which use is true by m.
func rowsFor(m *hostile.Model, docs []doc, use func(*doc) bool, out []row) []row {
	var s hostile.Scratch
	for i := range docs {
		d := &docs[i]
		if !use(d) {
			continue
		}
		r := row{y: d.y, w: d.w, kinds: d.kinds, target: d.target, source: d.source, fold: d.fold, gold: d.gold}
		copy(r.x[:], m.Inputs(&s, clip(d.text)))
		r.you, r.words = s.Address()
		if d.target >= 0 {
			x := *s.AimInputs(clip(d.text), 0, &hostile.Above{Logit: nan})
			r.aimed = &x
			r.own, r.ownScale = m.WordKeys(&s, nil, clip(d.text))
			if d.parent != "" {
				r.above, r.aboveScale = m.WordKeys(&s, nil, clip(d.parent))
			}
		}
		if d.parent != "" {
			r.parent = new([hostile.NumDense]float32)
			copy(r.parent[:], m.Inputs(&s, clip(d.parent)))
		}
		out = append(out, r)
	}
	return out
}

// joint is the network with outputs for the targets, which only help to train
// it: whom a text is aimed at is told by a table of its own.
type joint struct {
	hostile.Net
	aux [hostile.NumTargets][hostile.NumHidden + hostile.NumDense + 1]float32
}

// fit trains the network by Adam on logistic losses. The intercepts of the
// sources are learnt beside it and dropped.
func fit(rows []row, epochs int, decay float64, seed uint64) *hostile.Net {
	n := new(joint)
	n.Curve = hostile.Straight()
	for j := range hostile.NumDense {
		var sum, sq, k float64
		for i := range rows {
			v := float64(rows[i].x[j])
			sum, sq, k = sum+v, sq+v*v, k+1
		}
		mean := sum / k
		sd := math.Sqrt(max(sq/k-mean*mean, 0))
		n.Mean[j] = float32(mean)
		n.Scale[j] = float32(1 / max(sd, 0.05))
	}
	for i := range rows {
		n.Normalise(rows[i].x[:])
	}
	rng := rand.New(rand.NewPCG(seed, 7))
	for i := range n.Hidden {
		for j := range hostile.NumDense {
			n.Hidden[i][j] = float32(rng.NormFloat64() * 0.08)
		}
	}
	for o := range n.Out {
		for i := range hostile.NumHidden {
			n.Out[o][i] = float32(rng.NormFloat64() * 0.05)
		}
	}
	var g joint
	opt := adams(n, &g)
	var bias, biasM, biasV [numSources]float64
	order := make([]int, len(rows))
	for i := range order {
		order[i] = i
	}
	const batch = 64
	steps := 0
	total := epochs * ((len(rows) + batch - 1) / batch)
	var count [numSources]float64
	for i := range rows {
		count[rows[i].source] += float64(rows[i].w)
	}
	for range epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for at := 0; at < len(order); at += batch {
			g = joint{}
			var gb [numSources]float64
			part := order[at:min(at+batch, len(order))]
			for _, i := range part {
				backward(n, &g, &rows[i], float32(bias[rows[i].source]), &gb)
			}
			steps++
			rate := 0.003 * 0.5 * (1 + math.Cos(math.Pi*float64(steps)/float64(total)))
			for _, a := range opt {
				a.step(rate, decay, steps, float64(len(part)))
			}
			for s := range bias {
				gr := gb[s] / float64(len(part))
				biasM[s] = 0.9*biasM[s] + 0.1*gr
				biasV[s] = 0.999*biasV[s] + 0.001*gr*gr
				bias[s] -= rate * 3 * biasM[s] / (math.Sqrt(biasV[s]) + 1e-8)
			}
		}
	}
	return &n.Net
}

func backward(n, g *joint, r *row, bias float32, gb *[numSources]float64) {
	var hidden [hostile.NumHidden]float32
	var out [hostile.NumOut]float32
	n.Forward(r.x[:], &hidden, &out)
	var d [hostile.NumOut]float32
	d[0] = (hostile.Sigmoid(out[0]+bias) - r.y) * r.w
	gb[r.source] += float64(d[0])
	for k, y := range r.kinds {
		if y == y {
			d[hostile.OutKinds+k] = (hostile.Sigmoid(out[hostile.OutKinds+k]) - y) * 0.5
		}
	}
	var dh [hostile.NumHidden]float32
	for o := range d {
		output(d[o], &n.Out[o], &g.Out[o], r, &hidden, &dh)
	}
	if r.target >= 0 {
		var z [hostile.NumTargets]float32
		for t := range z {
			w := &n.aux[t]
			for i, h := range hidden {
				z[t] += w[i] * h
			}
			for j, v := range r.x {
				z[t] += w[hostile.NumHidden+j] * v
			}
			z[t] += w[len(w)-1]
		}
		softmax(&z)
		// Calm texts outnumber the aimed ones: without a weight nothing would
		// ever be aimed at anybody.
		w := float32(0.6)
		if r.target > 0 {
			w = 1.3
		}
		for t := range z {
			if t == r.target {
				z[t]--
			}
			output(z[t]*w, &n.aux[t], &g.aux[t], r, &hidden, &dh)
		}
	}
	for i, h := range hidden {
		if h <= 0 || dh[i] == 0 {
			continue
		}
		gw := &g.Hidden[i]
		for j, v := range r.x {
			gw[j] += dh[i] * v
		}
		gw[hostile.NumDense] += dh[i]
	}
}

// output adds what an error d of one output with the weights w asks of them, to
// gw, and of the hidden units, to dh.
func output(d float32, w, gw *[hostile.NumHidden + hostile.NumDense + 1]float32, r *row, hidden, dh *[hostile.NumHidden]float32) {
	if d == 0 {
		return
	}
	for i, h := range hidden {
		gw[i] += d * h
		dh[i] += d * w[i]
	}
	tail := gw[hostile.NumHidden:]
	for j, v := range r.x {
		tail[j] += d * v
	}
	tail[hostile.NumDense] += d
}

// adam is the state of one run of weights.
type adam struct {
	w, g []float32
	m, v []float32
}

func adams(n, g *joint) []*adam {
	var out []*adam
	add := func(w, g []float32) {
		out = append(out, &adam{w, g, make([]float32, len(w)), make([]float32, len(w))})
	}
	for i := range n.Hidden {
		add(n.Hidden[i][:], g.Hidden[i][:])
	}
	for o := range n.Out {
		add(n.Out[o][:], g.Out[o][:])
	}
	for t := range n.aux {
		add(n.aux[t][:], g.aux[t][:])
	}
	return out
}

func (a *adam) step(rate, decay float64, t int, batch float64) {
	c1 := float32(1 / (1 - math.Pow(0.9, float64(t))))
	c2 := float32(1 / (1 - math.Pow(0.999, float64(t))))
	r, k, inv := float32(rate), float32(1-rate*decay), float32(1/batch)
	for i, g := range a.g {
		g *= inv
		m := 0.9*a.m[i] + 0.1*g
		v := 0.999*a.v[i] + 0.001*g*g
		a.m[i], a.v[i] = m, v
		a.w[i] = a.w[i]*k - r*m*c1/(float32(math.Sqrt(float64(v*c2)))+1e-8)
	}
}

// fitContext fits the score in context on all texts with a parent, each set
// with its own intercept. What is kept is scaled so that a text counts as it does
// by itself, and its intercept is that which leaves the mean probability of the
// replies to calm texts as it is: scores in context and alone are comparable.
func fitContext(n *hostile.Net, rows []row) hostile.Context {
	const k = hostile.NumContext - 1
	type point struct {
		x [hostile.NumContext]float32
		y float64
		s int
	}
	var pts []point
	var count [numSources]float64
	for i := range rows {
		r := &rows[i]
		if r.parent == nil {
			continue
		}
		p := *r.parent
		n.Normalise(p[:])
		pts = append(pts, point{hostile.ContextInputs(logit(n, &r.x), logit(n, &p), r.you, r.words), float64(r.y), r.source})
		count[r.source]++
	}
	var w [k]float64
	w[0] = 1
	var bias [numSources]float64
	for step := range 800 {
		var g [k]float64
		var gb [numSources]float64
		for i := range pts {
			p := &pts[i]
			z := bias[p.s]
			for j := range w {
				z += w[j] * float64(p.x[j])
			}
			d := (1/(1+math.Exp(-z)) - p.y) / count[p.s]
			for j := range w {
				g[j] += d * float64(p.x[j])
			}
			gb[p.s] += d
		}
		rate := 0.05
		if step < 100 {
			rate = 0.01
		}
		for j := range w {
			w[j] -= rate * g[j]
		}
		for s := range bias {
			bias[s] -= 0.5 * gb[s]
		}
	}
	var c hostile.Context
	var rest, weight []float64
	mean := 0.0
	for i := range pts {
		p := &pts[i]
		if p.x[1] >= calmParent {
			continue
		}
		z := 0.0
		for j := range w {
			z += w[j] / w[0] * float64(p.x[j])
		}
		q := 1 / count[p.s]
		rest, weight = append(rest, z), append(weight, q)
		mean += q * float64(hostile.Sigmoid(p.x[0]))
	}
	low, high := -20.0, 20.0
	for range 60 {
		mid, sum := (low+high)/2, 0.0
		for i, z := range rest {
			sum += weight[i] / (1 + math.Exp(-z-mid))
		}
		if sum < mean {
			low = mid
		} else {
			high = mid
		}
	}
	for j := range w {
		c[j] = float32(w[j] / w[0])
	}
	c[k] = float32((low + high) / 2)
	return c
}

// calmParent bounds the log-odds of a text above that is calm: those of .2.
const calmParent = -1.386
