package main

import (
	"math"
	"slices"

	"github.com/seed-100d3eb7/rejoinder/thread/resolve/internal/link"
)

// table holds lessons in bins, one row a pair.
type table struct {
	edges [link.NumFeatures][]float32 // bin b holds values in (edges[b-1], edges[b]]
	bin   []uint8                     // row by row
	start []int32                     // first row of each lesson, and the end
	right []int32                     // row of the true parent, by lesson
	base  []float32                   // log odds to begin with
	fold  []int8
}

// lessons gathers rows before they are binned.
type lessons struct {
	rows  []link.Vector
	start []int32
	base  []float32
	right []int32
	fold  []int8
}

func (l *lessons) add(x link.Lesson, fold int) {
	at := int32(len(l.rows))
	l.start = append(l.start, at)
	l.right = append(l.right, at+int32(x.Right))
	l.fold = append(l.fold, int8(fold))
	l.rows = append(l.rows, x.X...)
	if x.Base != nil {
		l.base = append(l.base, x.Base...)
	} else {
		l.base = append(l.base, make([]float32, len(x.X))...)
	}
}

const maxBins = 24

// coarse rounds a number to nine binary digits, so that the ensembles of a model
// split a feature in places that they share.
func coarse(v float32) float32 {
	return math.Float32frombits((math.Float32bits(v) + 1<<14) &^ (1<<15 - 1))
}

// row returns the bins of one pair.
func (t *table) row(r int32) []uint8 {
	return t.bin[int(r)*link.NumFeatures:][:link.NumFeatures]
}

func (l *lessons) table() *table {
	t := &table{start: append(slices.Clone(l.start), int32(len(l.rows))), right: l.right, fold: l.fold, base: l.base, bin: make([]uint8, len(l.rows)*link.NumFeatures)}
	step := max(len(l.rows)/40000, 1)
	var sample []float32
	for f := range link.NumFeatures {
		sample = sample[:0]
		for r := 0; r < len(l.rows); r += step {
			sample = append(sample, l.rows[r][f])
		}
		slices.Sort(sample)
		uniq := slices.Compact(slices.Clone(sample))
		var e []float32
		if len(uniq) <= maxBins {
			for k := 0; k+1 < len(uniq); k++ {
				e = append(e, (uniq[k]+uniq[k+1])/2)
			}
		} else {
			for k := 1; k < maxBins; k++ {
				v := sample[k*len(sample)/maxBins]
				if (len(e) == 0 || v > e[len(e)-1]) && v < uniq[len(uniq)-1] {
					e = append(e, v)
				}
			}
			// The tail of sparse features holds what matters.
			rest := uniq[len(uniq)*9/10:]
			for k := 1; k < 5; k++ {
				if v := rest[k*len(rest)/5]; len(e) == 0 || v > e[len(e)-1] {
					e = append(e, v)
				}
			}
			if uniq[0] < 0 && (len(e) == 0 || e[0] >= 0) {
				e = append([]float32{-0.5}, e...)
			}
			if len(e) == 0 || e[0] > 0 && uniq[0] == 0 {
				e = append([]float32{0}, e...)
			}
		}
		for k := range e {
			e[k] = coarse(e[k])
		}
		e = slices.Compact(e)
		t.edges[f] = e
		for r := range l.rows {
			v := l.rows[r][f]
			b, _ := slices.BinarySearch(e, v)
			t.bin[r*link.NumFeatures+f] = uint8(b)
		}
	}
	return t
}

type boostOptions struct {
	trees, depth int
	rate         float64
	minHess, l2  float64
	share        float64 // of the features tried for each tree
	sample       float64 // of the lessons that each tree is grown on
}

// stat sums what the rows of a bin ask for.
type stat struct{ g, h float64 }

// stride is the room for the bins of one feature.
const stride = 32

// boost fits trees that maximise the likelihood of the true parents under a
// softmax over each lesson's candidates, those of one fold left out, -1 none.
func boost(t *table, o boostOptions, leaveOut int) []link.Tree {
	rows := int(t.start[len(t.start)-1])
	b := booster{t: t, o: o, score: make([]float64, rows), grad: make([]stat, rows), rng: 12345}
	for r := range b.score {
		b.score[r] = float64(t.base[r])
	}
	var all []int32
	for g := range t.right {
		if int(t.fold[g]) != leaveOut {
			all = append(all, int32(g))
		}
	}
	var part, use []int32
	var trees []link.Tree
	for range o.trees {
		part, use = part[:0], use[:0]
		for _, g := range all {
			if o.sample < 1 && b.draw() >= o.sample {
				continue
			}
			part = append(part, g)
			for r := t.start[g]; r < t.start[g+1]; r++ {
				use = append(use, r)
			}
		}
		for _, g := range part {
			b.gradients(g)
		}
		tree, bins := b.grow(use)
		inner := len(tree.Feature)
		for _, g := range all {
			for r := t.start[g]; r < t.start[g+1]; r++ {
				row := t.row(r)
				n := 0
				for n < inner {
					if row[tree.Feature[n]] > bins[n] {
						n = 2*n + 2
					} else {
						n = 2*n + 1
					}
				}
				b.score[r] += float64(tree.Leaf[n-inner])
			}
		}
		trees = append(trees, tree)
	}
	return trees
}

// booster holds the state of one ensemble in the making.
type booster struct {
	t     *table
	o     boostOptions
	score []float64
	grad  []stat
	rng   uint32
}

// draw returns a number in [0, 1).
func (b *booster) draw() float64 {
	b.rng = b.rng*1664525 + 1013904223
	return float64(b.rng>>8) / (1 << 24)
}

// gradients fills those of one lesson.
func (b *booster) gradients(g int32) {
	from, to := b.t.start[g], b.t.start[g+1]
	top, sum := math.Inf(-1), 0.0
	for _, s := range b.score[from:to] {
		top = max(top, s)
	}
	for r := from; r < to; r++ {
		e := math.Exp(b.score[r] - top)
		b.grad[r].h = e
		sum += e
	}
	for r := from; r < to; r++ {
		p := b.grad[r].h / sum
		b.grad[r] = stat{-p, p * (1 - p)}
		if r == b.t.right[g] {
			b.grad[r].g++
		}
	}
}

// grow grows one tree on rows, which it puts into another order. It also
// returns the bin after which each node splits.
func (b *booster) grow(rows []int32) (link.Tree, []uint8) {
	inner := 1<<b.o.depth - 1
	tree := link.Tree{Feature: make([]uint8, inner), Split: make([]float32, inner), Leaf: make([]float32, inner+1)}
	bins := make([]uint8, inner)
	var feats []uint8
	for f := range link.NumFeatures {
		if b.draw() < b.o.share && len(b.t.edges[f]) > 0 {
			feats = append(feats, uint8(f))
		}
	}
	type part struct {
		rows []int32
		hist []stat
	}
	parts := make([]part, 2*inner+1)
	parts[0] = part{rows, b.histogram(rows, feats)}
	var spare []int32
	for n := range inner {
		p := parts[n]
		f, bin := b.split(p.hist, feats)
		if f < 0 { // a leaf: everything goes left
			tree.Split[n], bins[n] = float32(math.Inf(1)), 255
			parts[2*n+1], parts[2*n+2] = p, part{nil, b.empty(len(feats))}
			continue
		}
		tree.Feature[n], tree.Split[n], bins[n] = uint8(f), b.t.edges[f][bin], uint8(bin)
		left := 0
		spare = spare[:0]
		for _, r := range p.rows {
			if b.t.bin[int(r)*link.NumFeatures+f] > uint8(bin) {
				spare = append(spare, r)
			} else {
				p.rows[left] = r
				left++
			}
		}
		copy(p.rows[left:], spare)
		one, other := p.rows[:left], p.rows[left:]
		l, r := part{rows: one}, part{rows: other}
		if 2*n+1 < inner { // their histograms are needed: that of the larger is the rest
			small, large := &l, &r
			if len(one) > len(other) {
				small, large = large, small
			}
			small.hist = b.histogram(small.rows, feats)
			for k, s := range small.hist {
				p.hist[k].g -= s.g
				p.hist[k].h -= s.h
			}
			large.hist = p.hist
		}
		parts[2*n+1], parts[2*n+2] = l, r
	}
	for k := range tree.Leaf {
		var s stat
		for _, r := range parts[inner+k].rows {
			s.g += b.grad[r].g
			s.h += b.grad[r].h
		}
		tree.Leaf[k] = float32(b.o.rate * s.g / (s.h + b.o.l2))
	}
	return tree, bins
}

func (b *booster) empty(feats int) []stat { return make([]stat, feats*stride) }

// histogram sums the gradients of rows by bin.
func (b *booster) histogram(rows []int32, feats []uint8) []stat {
	h := b.empty(len(feats))
	for _, r := range rows {
		g := b.grad[r]
		row := b.t.row(r)
		for k, f := range feats {
			s := &h[k*stride+int(row[f])]
			s.g += g.g
			s.h += g.h
		}
	}
	return h
}

// split returns the feature and the bin after which rows are best parted, -1
// where that gains nothing.
func (b *booster) split(hist []stat, feats []uint8) (feature, bin int) {
	best := 1e-9
	feature = -1
	for k, f := range feats {
		h := hist[k*stride : (k+1)*stride]
		n := len(b.t.edges[f]) + 1
		var tg, th, lg, lh float64
		for _, s := range h[:n] {
			tg += s.g
			th += s.h
		}
		base := tg * tg / (th + b.o.l2)
		for at, s := range h[:n-1] {
			lg += s.g
			lh += s.h
			rg, rh := tg-lg, th-lh
			if lh < b.o.minHess || rh < b.o.minHess {
				continue
			}
			if gain := lg*lg/(lh+b.o.l2) + rg*rg/(rh+b.o.l2) - base; gain > best {
				best, feature, bin = gain, int(f), at
			}
		}
	}
	return feature, bin
}
