package main

import (
	"math"
	"slices"

	"github.com/seed-100d3eb7/rejoinder/thread/resolve/internal/link"
)

// table holds lessons in bins, one column a feature.
type table struct {
	edges [link.NumFeatures][]float32 // bin b holds values in (edges[b-1], edges[b]]
	col   [link.NumFeatures][]uint8
	start []int32   // first row of each lesson, and the end
	right []int32   // row of the true parent, by lesson
	base  []float32 // log odds to begin with
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

func (l *lessons) table() *table {
	t := &table{start: append(slices.Clone(l.start), int32(len(l.rows))), right: l.right, fold: l.fold, base: l.base}
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
		t.col[f] = make([]uint8, len(l.rows))
		for r := range l.rows {
			v := l.rows[r][f]
			b, _ := slices.BinarySearch(e, v)
			t.col[f][r] = uint8(b)
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

// boost fits trees that maximise the likelihood of the true parents under a
// softmax over each lesson's candidates, those of one fold left out, -1 none.
func boost(t *table, o boostOptions, leaveOut int) []link.Tree {
	rows := int(t.start[len(t.start)-1])
	score := make([]float64, rows)
	for r := range score {
		score[r] = float64(t.base[r])
	}
	var part []int32
	grad := make([]float32, rows)
	hess := make([]float32, rows)
	use := make([]int32, 0, rows)
	for g := range t.right {
		if int(t.fold[g]) == leaveOut {
			continue
		}
		for r := t.start[g]; r < t.start[g+1]; r++ {
			use = append(use, r)
		}
	}
	node := make([]int32, rows)
	var trees []link.Tree
	rng := uint32(12345)
	inner := 1<<o.depth - 1
	type stat struct{ g, h float64 }
	hist := make([]stat, (1<<o.depth)*40)
	for range o.trees {
		for g := range t.right {
			if int(t.fold[g]) == leaveOut {
				continue
			}
			a, b := t.start[g], t.start[g+1]
			top := math.Inf(-1)
			for r := a; r < b; r++ {
				top = max(top, score[r])
			}
			sum := 0.0
			for r := a; r < b; r++ {
				sum += math.Exp(score[r] - top)
			}
			for r := a; r < b; r++ {
				p := math.Exp(score[r]-top) / sum
				y := 0.0
				if r == t.right[g] {
					y = 1
				}
				grad[r] = float32(y - p)
				hess[r] = float32(p * (1 - p))
			}
		}
		all := use
		if o.sample < 1 {
			use = part[:0]
			for g := range t.right {
				rng = rng*1664525 + 1013904223
				if int(t.fold[g]) == leaveOut || float64(rng>>8)/float64(1<<24) >= o.sample {
					continue
				}
				for r := t.start[g]; r < t.start[g+1]; r++ {
					use = append(use, r)
				}
			}
			part = use
		}
		tree := link.Tree{Feature: make([]uint8, inner), Split: make([]float32, inner), Leaf: make([]float32, inner+1)}
		splitBin := make([]int, inner)
		for _, r := range use {
			node[r] = 0
		}
		var feats []int
		for f := range link.NumFeatures {
			rng = rng*1664525 + 1013904223
			if float64(rng>>8)/float64(1<<24) < o.share && len(t.edges[f]) > 0 {
				feats = append(feats, f)
			}
		}
		for level := range o.depth {
			first, width := 1<<level-1, 1<<level
			best := make([]float64, width)
			bestF := make([]int, width)
			bestB := make([]int, width)
			for k := range bestF {
				bestF[k] = -1
			}
			for _, f := range feats {
				bins := len(t.edges[f]) + 1
				h := hist[:width*bins]
				clear(h)
				col := t.col[f]
				for _, r := range use {
					s := &h[int(node[r]-int32(first))*bins+int(col[r])]
					s.g += float64(grad[r])
					s.h += float64(hess[r])
				}
				for k := range width {
					var tg, th float64
					for b := range bins {
						tg += h[k*bins+b].g
						th += h[k*bins+b].h
					}
					base := tg * tg / (th + o.l2)
					var lg, lh float64
					for b := 0; b+1 < bins; b++ {
						lg += h[k*bins+b].g
						lh += h[k*bins+b].h
						rg, rh := tg-lg, th-lh
						if lh < o.minHess || rh < o.minHess {
							continue
						}
						gain := lg*lg/(lh+o.l2) + rg*rg/(rh+o.l2) - base
						if gain > best[k]+1e-9 {
							best[k], bestF[k], bestB[k] = gain, f, b
						}
					}
				}
			}
			for k := range width {
				n := first + k
				if bestF[k] < 0 { // a leaf: everything goes left
					tree.Feature[n], tree.Split[n], splitBin[n] = 0, float32(math.Inf(1)), 255
					continue
				}
				tree.Feature[n] = uint8(bestF[k])
				tree.Split[n] = t.edges[bestF[k]][bestB[k]]
				splitBin[n] = bestB[k]
			}
			for _, r := range use {
				n := node[r]
				if int(t.col[tree.Feature[n]][r]) > splitBin[n] {
					node[r] = 2*n + 2
				} else {
					node[r] = 2*n + 1
				}
			}
		}
		leaf := make([]stat, inner+1)
		for _, r := range use {
			s := &leaf[int(node[r])-inner]
			s.g += float64(grad[r])
			s.h += float64(hess[r])
		}
		for k, s := range leaf {
			tree.Leaf[k] = float32(o.rate * s.g / (s.h + o.l2))
		}
		use = all
		for _, r := range use {
			n := 0
			for n < inner {
				if int(t.col[tree.Feature[n]][r]) > splitBin[n] {
					n = 2*n + 2
				} else {
					n = 2*n + 1
				}
			}
			score[r] += float64(tree.Leaf[n-inner])
		}
		trees = append(trees, tree)
	}
	return trees
}
