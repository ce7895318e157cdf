package main

import (
	"math"
	"slices"

	"github.com/seed-100d3eb7/rejoinder/thread/resolve/internal/link"
)

// table holds lessons in bins, one row a pair.
type table struct {
	edges  [link.NumFeatures][]uint8 // bin b holds steps in (edges[b-1], edges[b]]
	bin    []uint8                   // row by row
	start  []int32                   // first row of each lesson, and the end
	right  []int32                   // row of the true parent, by lesson
	base   []float32                 // log odds to begin with
	weight []float64                 // by lesson
	fold   []int8
}

// lessons gathers rows before they are binned.
type lessons struct {
	rows   []link.Vector
	start  []int32
	base   []float32
	right  []int32
	weight []float64
	fold   []int8
}

func (l *lessons) add(x link.Lesson, fold int, weight float64) {
	at := int32(len(l.rows))
	l.start = append(l.start, at)
	l.right = append(l.right, at+int32(x.Right))
	l.fold = append(l.fold, int8(fold))
	l.weight = append(l.weight, weight)
	l.rows = append(l.rows, x.X...)
	if x.Base != nil {
		l.base = append(l.base, x.Base...)
	} else {
		l.base = append(l.base, make([]float32, len(x.X))...)
	}
}

const maxBins = 24

// row returns the bins of one pair.
func (t *table) row(r int32) []uint8 {
	return t.bin[int(r)*link.NumFeatures:][:link.NumFeatures]
}

func (l *lessons) table() *table {
	t := &table{start: append(slices.Clone(l.start), int32(len(l.rows))), right: l.right, fold: l.fold, weight: l.weight, base: l.base, bin: make([]uint8, len(l.rows)*link.NumFeatures)}
	step := max(len(l.rows)/40000, 1)
	var sample []uint8
	for f := range link.NumFeatures {
		sample = sample[:0]
		for r := 0; r < len(l.rows); r += step {
			sample = append(sample, l.rows[r][f])
		}
		slices.Sort(sample)
		e := edges(sample)
		var bins [256]uint8
		for v := range bins {
			b, _ := slices.BinarySearch(e, uint8(v))
			bins[v] = uint8(b)
		}
		t.edges[f] = e
		for r := range l.rows {
			t.bin[r*link.NumFeatures+f] = bins[l.rows[r][f]]
		}
	}
	return t
}

// edges returns the steps after which a feature may be split, given a sorted
// sample of it.
func edges(sample []uint8) (e []uint8) {
	uniq := slices.Compact(slices.Clone(sample))
	if len(uniq) <= maxBins {
		return uniq[:len(uniq)-1]
	}
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
	if e[0] > uniq[0] {
		e = append([]uint8{uniq[0]}, e...)
	}
	return e
}

type boostOptions struct {
	trees       int
	rate        float64
	minHess, l2 float64
	share       float64 // of the features tried for each tree
	sample      float64 // of the lessons that each tree is grown on
	seed        uint32
}

// stat sums what the rows of a bin ask for.
type stat struct{ g, h float64 }

// stride is the room for the bins of one feature.
const stride = 32

// boost fits trees that maximise the likelihood of the true parents under a
// softmax over each lesson's candidates, those of one fold left out, -1 none.
func boost(t *table, o boostOptions, leaveOut int) []link.Tree {
	rows := int(t.start[len(t.start)-1])
	b := booster{t: t, o: o, score: make([]float64, rows), grad: make([]stat, rows), rng: 12345 + o.seed}
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
		for _, g := range all {
			for r := t.start[g]; r < t.start[g+1]; r++ {
				row := t.row(r)
				leaf := 0
				for k, f := range tree.Feature {
					if row[f] > bins[k] {
						leaf |= 1 << k
					}
				}
				b.score[r] += float64(tree.Leaf[leaf])
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
	from, to, weight := b.t.start[g], b.t.start[g+1], b.t.weight[g]
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
		b.grad[r] = stat{-p * weight, p * (1 - p) * weight}
		if r == b.t.right[g] {
			b.grad[r].g += weight
		}
	}
}

// node is a part of the rows, with their sums by feature and bin.
type node struct {
	rows []int32
	hist []stat
}

// grow grows one tree on rows, which it puts into another order. It also
// returns the bin after which each level splits.
func (b *booster) grow(rows []int32) (tree link.Tree, bins [len(link.Tree{}.Feature)]uint8) {
	var feats []uint8
	for f := range link.NumFeatures {
		if b.draw() < b.o.share && len(b.t.edges[f]) > 0 {
			feats = append(feats, uint8(f))
		}
	}
	nodes := []node{{rows, b.histogram(rows, feats)}}
	for level := range tree.Feature {
		f, bin := b.split(nodes, feats)
		if f < 0 { // nothing gains: all answer no
			tree.Split[level], bins[level] = link.MaxStep, 255
			nodes = append(nodes, make([]node, len(nodes))...)
			continue
		}
		tree.Feature[level], tree.Split[level], bins[level] = uint8(f), b.t.edges[f][bin], uint8(bin)
		last := level == len(tree.Feature)-1
		for k := range nodes {
			no, yes := b.part(nodes[k], f, uint8(bin), feats, last)
			nodes[k] = no
			nodes = append(nodes, yes)
		}
	}
	for k := range tree.Leaf {
		var s stat
		for _, r := range nodes[k].rows {
			s.g += b.grad[r].g
			s.h += b.grad[r].h
		}
		tree.Leaf[k] = float32(b.o.rate * s.g / (s.h + b.o.l2))
	}
	return tree, bins
}

// part divides a node after a bin. Sums are made for the smaller part: those of
// the other are the rest.
func (b *booster) part(n node, f int, bin uint8, feats []uint8, last bool) (no, yes node) {
	left := 0
	var right []int32
	for _, r := range n.rows {
		if b.t.bin[int(r)*link.NumFeatures+f] > bin {
			right = append(right, r)
		} else {
			n.rows[left] = r
			left++
		}
	}
	copy(n.rows[left:], right)
	no.rows, yes.rows = n.rows[:left], n.rows[left:]
	if last || n.hist == nil {
		return no, yes
	}
	small, large := &no, &yes
	if len(small.rows) > len(large.rows) {
		small, large = large, small
	}
	if len(small.rows) > 0 {
		small.hist = b.histogram(small.rows, feats)
		for k, s := range small.hist {
			n.hist[k].g -= s.g
			n.hist[k].h -= s.h
		}
	}
	large.hist = n.hist
	return no, yes
}

// histogram sums the gradients of rows by bin.
func (b *booster) histogram(rows []int32, feats []uint8) []stat {
	h := make([]stat, len(feats)*stride)
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

// split returns the feature and the bin after which all nodes together are best
// parted, -1 where that gains nothing.
func (b *booster) split(nodes []node, feats []uint8) (feature, bin int) {
	best := 1e-9
	feature = -1
	var gain [stride]float64
	for k, f := range feats {
		n := len(b.t.edges[f]) + 1
		clear(gain[:])
		for _, node := range nodes {
			if node.hist == nil {
				continue
			}
			h := node.hist[k*stride : (k+1)*stride]
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
				if lh >= b.o.minHess && rh >= b.o.minHess {
					gain[at] += lg*lg/(lh+b.o.l2) + rg*rg/(rh+b.o.l2) - base
				}
			}
		}
		for at, x := range gain[:n-1] {
			if x > best {
				best, feature, bin = x, int(f), at
			}
		}
	}
	return feature, bin
}
