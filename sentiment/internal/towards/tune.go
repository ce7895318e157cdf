package towards

import (
	"math"
	"slices"
)

// half is how many examples it takes for a model of its own to count as much
// as what the general one becomes.
const half = 1500

// Tune fits from to examples of one target. The result is the mean, weighted by
// how many examples there are, of two linear models: from itself, trained on,
// and one of the examples alone, whose features are scaled by how much they
// tell the labels apart (Wang and Manning 2012).
func Tune(from *Linear, data []Instance, opt FitOptions) *Linear {
	opt.Bits, opt.From = from.Bits, from
	l := Fit(data, opt)
	opt.From, opt.Rate = nil, opt.Rate/2
	own := fitScaled(data, opt)
	share := float32(len(data)) / float32(len(data)+half)
	for k := range l.W {
		l.W[k] += share * (own.W[k] - l.W[k])
	}
	return l
}

// least is what a feature keeps that tells nothing.
const least = 0.2

// fitScaled fits a model to features scaled by the size of their log-count
// ratio between the labels.
func fitScaled(data []Instance, opt FitOptions) *Linear {
	scale := ratios(data, opt.Bits)
	mask := uint32(len(scale) - 1)
	scaled := make([]Instance, len(data))
	for i, d := range data {
		d.Features = slices.Clone(d.Features)
		for j := range d.Features {
			f := &d.Features[j]
			f.Val *= scale[f.Key&mask]
		}
		scaled[i] = d
	}
	l := Fit(scaled, opt)
	for k, s := range scale {
		l.W[k] *= s
	}
	return l
}

// ratios returns, for each slot of the table, how far the shares of texts with
// it lie apart between the labels, in natural logarithms, plus least.
func ratios(data []Instance, bits uint) []float32 {
	n := 1 << bits
	mask := uint32(n - 1)
	var count [2][]float64
	for y := range count {
		count[y] = make([]float64, n)
	}
	last := make([]int32, n) // instance that was counted last, from 1
	var total [2]float64
	for i := range data {
		y := 0
		if data[i].Y > 0 {
			y = 1
		}
		for _, f := range data[i].Features {
			k := f.Key & mask
			if last[k] == int32(i+1) {
				continue
			}
			last[k] = int32(i + 1)
			count[y][k]++
			total[y]++
		}
	}
	r := make([]float32, n)
	for k := range r {
		r[k] = least
		if count[0][k]+count[1][k] > 0 {
			r[k] += float32(math.Abs(math.Log((count[1][k] + 1) / (total[1] + 1) * (total[0] + 1) / (count[0][k] + 1))))
		}
	}
	return r
}
