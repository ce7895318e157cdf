package towards

import "math"

// Instance is an input ready for training.
type Instance struct {
	Features []Feature
	Sign     float32
	// Y is 1 or 0: in favour or against, or of any stance or none.
	Y      float32
	Weight float32
}

// Linear is a logistic model over hashed features.
type Linear struct {
	Bits uint
	W    []float32
}

// Score returns the log-odds of an instance.
func (l *Linear) Score(fs []Feature, sign float32) float64 {
	z := 0.0
	mask := uint32(len(l.W) - 1)
	for _, f := range fs {
		w := float64(l.W[f.Key&mask]) * float64(f.Val)
		if f.Signed {
			w *= float64(sign)
		}
		z += w
	}
	return z
}

// FitOptions are the choices of Fit.
type FitOptions struct {
	Bits   uint
	Epochs int
	Rate   float64
	L2     float64
	// Seed sets the order of the examples.
	Seed uint64
	// From are the weights to start from; nil means zeros.
	From *Linear
}

// Fit trains a logistic model by AdaGrad, passes in a fixed pseudo-random
// order. It is deterministic.
func Fit(data []Instance, opt FitOptions) *Linear {
	n := 1 << opt.Bits
	w := make([]float64, n)
	if opt.From != nil {
		for i := range w {
			w[i] = float64(opt.From.W[i])
		}
	}
	g2 := make([]float64, n)
	sum := make([]float64, n)
	mask := uint32(n - 1)
	order := make([]int32, len(data))
	for i := range order {
		order[i] = int32(i)
	}
	seed := opt.Seed + 1
	for e := range opt.Epochs {
		for i := len(order) - 1; i > 0; i-- {
			seed = seed*6364136223846793005 + 1442695040888963407
			j := int((seed >> 33) % uint64(i+1))
			order[i], order[j] = order[j], order[i]
		}
		for _, at := range order {
			d := &data[at]
			z := 0.0
			for _, f := range d.Features {
				v := float64(f.Val)
				if f.Signed {
					v *= float64(d.Sign)
				}
				z += w[f.Key&mask] * v
			}
			err := (1/(1+math.Exp(-z)) - float64(d.Y)) * float64(d.Weight)
			for _, f := range d.Features {
				k := f.Key & mask
				v := float64(f.Val)
				if f.Signed {
					v *= float64(d.Sign)
				}
				g := err*v + opt.L2*w[k]
				g2[k] += g * g
				w[k] -= opt.Rate * g / (math.Sqrt(g2[k]) + 1e-3)
			}
		}
		if e >= opt.Epochs/2 {
			for i := range w {
				sum[i] += w[i]
			}
		}
	}
	l := &Linear{Bits: opt.Bits, W: make([]float32, n)}
	k := float64(opt.Epochs - opt.Epochs/2)
	for i := range w {
		l.W[i] = float32(sum[i] / k)
	}
	return l
}

// Mean returns the mean of the fits with the seeds 0 to n-1: what the order of
// the examples does to one evens out.
func Mean(data []Instance, opt FitOptions, n int) *Linear {
	var sum *Linear
	for s := range n {
		opt.Seed = uint64(s)
		l := Fit(data, opt)
		if sum == nil {
			sum = l
			continue
		}
		for k, w := range l.W {
			sum.W[k] += w
		}
	}
	for k := range sum.W {
		sum.W[k] /= float32(n)
	}
	return sum
}
