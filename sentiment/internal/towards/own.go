package towards

import (
	"cmp"
	"math"
	"slices"
)

// Own is what a model learned from examples of one target alone. It is
// immutable.
type Own struct {
	// Class holds a table for each of favour, opposition and neither, of the
	// log-odds of that class against the others. Where the examples know no
	// neither, only the first is set.
	Class [3]*Linear
	// Weight is how much it counts.
	Weight float64
}

// OwnDoc are the features that Own is made of.
type OwnDoc struct{ Words, Letters []Feature }

// scores returns the log-odds of the classes.
func (o *Own) scores(d *OwnDoc) (z [3]float64) {
	for c, l := range o.Class {
		if l != nil {
			z[c] = l.Score(d.Words, 1) + l.Score(d.Letters, 1)
		}
	}
	return z
}

// baseWeight is what the log-odds of the rest of the model count beside o.
func (o *Own) baseWeight() float64 { return 1 - o.Weight/2 }

// Namespaces of the features of Own.
const (
	nsOwnWord = iota + 50
	nsOwnPair
	nsOwnRun
	nsOwnBias
)

// Lengths of the runs of letters, in bytes, and what is read of a word without
// blanks.
const (
	minRun  = 2
	maxRun  = 5
	maxWord = 60
)

// Read sets d to the features of a text: words and pairs of words, and runs of
// letters, both of unit length. Nothing in them is masked or turned.
func (d *OwnDoc) Read(toks []Token, text string) {
	w := append(d.Words[:0], Feature{mix(nsOwnBias, 0, 0, 0), 1, -1, false})
	before := uint32(1)
	for i := range toks {
		h := WordHash(toks[i].Low)
		at := int32(i)
		w = append(w, Feature{mix(nsOwnWord, h, 0, 0), 1, at, false}, Feature{mix(nsOwnPair, before, h, 0), 1, at, false})
		before = h
	}
	d.Words = append(w[:1], unitLength(w[1:])...)
	l := append(d.Letters[:0], Feature{mix(nsOwnBias, 1, 0, 0), 1, -1, false})
	tok := 0
	for i := 0; i < len(text); {
		end := i
		for end < len(text) && !blank(text[end]) {
			end++
		}
		if end == i {
			i++
			continue
		}
		for tok+1 < len(toks) && toks[tok+1].Start <= i {
			tok++
		}
		l = runs(l, Fold(text[i:min(end, i+maxWord)]), int32(tok))
		i = end
	}
	d.Letters = append(l[:1], unitLength(l[1:])...)
}

func blank(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// runs appends the runs of letters of a word with its edges marked by blanks.
func runs(dst []Feature, w string, at int32) []Feature {
	var b [maxWord + 2]byte
	b[0] = ' '
	n := 1 + copy(b[1:maxWord+1], w)
	b[n] = ' '
	n++
	for i := range n {
		h := uint32(2166136261)
		for k := i; k < min(n, i+maxRun); k++ {
			h = (h ^ uint32(b[k])) * 16777619
			if k-i+1 >= minRun {
				dst = append(dst, Feature{mix(nsOwnRun, h, 0, 0), 1, at, false})
			}
		}
	}
	return dst
}

// unitLength merges equal features into the first of them, with one plus the
// logarithm of how many there were, and scales all to length 1.
func unitLength(fs []Feature) []Feature {
	slices.SortStableFunc(fs, func(a, b Feature) int { return cmp.Compare(a.Key, b.Key) })
	n := 0
	sum := 0.0
	for i := 0; i < len(fs); {
		j := i
		for j < len(fs) && fs[j].Key == fs[i].Key {
			j++
		}
		v := 1 + math.Log(float64(j-i))
		fs[n] = fs[i]
		fs[n].Val = float32(v)
		sum += v * v
		n++
		i = j
	}
	fs = fs[:n]
	s := float32(1 / math.Sqrt(sum+1e-12))
	for i := range fs {
		fs[i].Val *= s
	}
	return fs
}

// What FitOwn does, chosen by cross-validation within the training parts of
// P-Stance and COVID-19-Stance.
const (
	ownBits       = 18
	ownEpochs     = 8
	ownCost       = 12  // of a loss against the square of the weights
	ownWordCost   = 24  // the same for words, of which a text has fewer
	ownWords      = 0.3 // share of words; the rest is that of letters
	ownWeight     = 0.6
	ownHalf       = 1000 // examples that it takes for half of ownWeight
	featureSmooth = 1    // added to counts
)

// FitOwn fits a model to examples of one target: for each class the mean of
// one of words and one of letters. labels are 0 for favour, 1 for opposition
// and 2 for neither. It is deterministic.
func FitOwn(docs []*OwnDoc, labels []int) *Own {
	o := &Own{Weight: ownWeight * float64(len(docs)) / float64(len(docs)+ownHalf)}
	classes := 1
	if slices.Contains(labels, 2) {
		classes = 3
	}
	xs, y := make([][]Feature, len(docs)), make([]bool, len(docs))
	for c := range classes {
		for i := range docs {
			xs[i], y[i] = docs[i].Words, labels[i] == c
		}
		words := fitDual(xs, y, ownWordCost)
		for i := range docs {
			xs[i] = docs[i].Letters
		}
		letters := fitDual(xs, y, ownCost)
		for k := range words.W {
			words.W[k] = float32(ownWords*words.W[k]) + float32((1-ownWords)*letters.W[k])
		}
		o.Class[c] = words
	}
	return o
}

// fitDual fits a logistic model with a penalty on the square of its weights by
// descent along the coordinates of the dual (Yu, Huang and Lin 2011), its
// features scaled by their log-count ratio (Wang and Manning 2012).
func fitDual(data [][]Feature, y []bool, cost float64) *Linear {
	const mask = 1<<ownBits - 1
	scale := logRatios(data, y)
	type entry struct {
		key uint32
		val float32
	}
	xs := make([][]entry, len(data))
	norm := make([]float64, len(data))
	w := make([]float64, mask+1)
	dual := make([]float64, len(data)) // logit of the multiplier's share of cost
	order := make([]int32, len(data))
	for i, fs := range data {
		order[i] = int32(i)
		x := make([]entry, 0, len(fs))
		for _, f := range fs {
			k := f.Key & mask
			v := f.Val * scale[k]
			x = append(x, entry{k, v})
			norm[i] += float64(v) * float64(v)
		}
		xs[i] = x
		dual[i] = -4
		add := cost * sigmoid(dual[i]) * signOf(y[i])
		for _, e := range x {
			w[e.key] += float64(add * float64(e.val))
		}
	}
	seed := uint64(5)
	for range ownEpochs {
		for i := len(order) - 1; i > 0; i-- {
			seed = seed*6364136223846793005 + 1442695040888963407
			j := int((seed >> 33) % uint64(i+1))
			order[i], order[j] = order[j], order[i]
		}
		for _, i := range order {
			m, s := 0.0, signOf(y[i])
			for _, e := range xs[i] {
				m += float64(w[e.key] * float64(e.val))
			}
			t := solveDual(dual[i], m*s, norm[i]*cost)
			add := s * cost * (sigmoid(t) - sigmoid(dual[i]))
			dual[i] = t
			for _, e := range xs[i] {
				w[e.key] += float64(add * float64(e.val))
			}
		}
	}
	l := &Linear{Bits: ownBits, W: make([]float32, len(w))}
	for k := range w {
		l.W[k] = float32(w[k] * float64(scale[k]))
	}
	return l
}

// solveDual solves t + margin + a·(σ(t) − σ(from)) = 0 by Newton's method from
// the last solution; the left side rises with t.
func solveDual(from, margin, a float64) float64 {
	t, was := from, sigmoid(from)
	for range 8 {
		p := sigmoid(t)
		step := (t + margin + a*(p-was)) / (1 + a*p*(1-p))
		t -= max(-4, min(4, step))
		if math.Abs(step) < 1e-4 {
			break
		}
	}
	return t
}

func signOf(b bool) float64 {
	if b {
		return 1
	}
	return -1
}

// logRatios returns the size of the log-count ratio of each slot between the
// texts of a class and the others, 0 for slots not seen.
func logRatios(data [][]Feature, y []bool) []float32 {
	const mask = 1<<ownBits - 1
	var count [2][]float64
	for c := range count {
		count[c] = make([]float64, mask+1)
	}
	last := make([]int32, mask+1) // text that was counted last, from 1
	var total [2]float64
	for i, fs := range data {
		c := 0
		if y[i] {
			c = 1
		}
		for _, f := range fs {
			k := f.Key & mask
			if last[k] == int32(i+1) {
				continue
			}
			if last[k] == 0 {
				total[0] += featureSmooth
				total[1] += featureSmooth
			}
			last[k] = int32(i + 1)
			count[c][k]++
			total[c]++
		}
	}
	r := make([]float32, mask+1)
	for k := range r {
		if last[k] > 0 {
			r[k] = float32(math.Abs(math.Log((count[1][k] + featureSmooth) / total[1] * total[0] / (count[0][k] + featureSmooth))))
		}
	}
	return r
}
