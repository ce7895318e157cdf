package main

import (
	"math"
	"math/rand/v2"
	"path/filepath"
	"sort"

	"github.com/seed-100d3eb7/rejoinder/internal/jsonlines"
	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/stance"
)

// vectors are word vectors learned without labels, by skip-gram with negative
// sampling, from the training texts of all sets.
type vectors struct {
	dim   int
	words []uint32 // hashes, most frequent first
	count []int
	index map[uint32]int32
	w     []float32
}

type vectorOptions struct {
	dim, window, negative, epochs, minCount int
	seed                                    uint64
}

func defaultVectors() vectorOptions {
	return vectorOptions{dim: 64, window: 5, negative: 5, epochs: 4, minCount: 6, seed: 5}
}

var unlabelled = [...]string{
	"stance/rumoureval2019", "stance/toxichat", "stance/subreddit_agreement", "stance/iac_v1", "stance/pstance", "stance/covid19_stance",
	"stance/mt_csd", "stance/spinos", "stance/ibm_argq30k", "stance/perspectrum", "coded",
	"hostility/jigsaw", "hostility/guest_misogyny", "hostility/wiki_context", "hostility/reddit_incivility", "hostility/davidson",
	"hostility/stormfront", "hostility/convabuse", "hostility/diasafety", "hostility/civil",
}

// vectorCut is how often a word must be seen to have a vector in the model.
const vectorCut = 20

// isOpen reports whether a set of unlabelled is under an open licence.
func isOpen(set string) bool {
	switch set {
	case "stance/subreddit_agreement", "stance/iac_v1", "stance/covid19_stance", "stance/mt_csd", "stance/spinos", "coded":
		return false
	}
	return true
}

// vectorsOf trains the vectors, or reads them from cache and keeps them there.
func vectorsOf(shared string, open bool, cache string) (*vectors, error) {
	if cache != "" {
		if v, err := loadVectors(cache); err == nil {
			return v, nil
		}
	}
	v, err := trainVectors(shared, open, defaultVectors())
	if err != nil || cache == "" {
		return v, err
	}
	return v, v.save(cache)
}

// readTexts appends the texts of a file as hashes, each text once.
func readTexts(dst []uint32, name string, x *stance.Extractor, seen map[string]bool) ([]uint32, error) {
	err := jsonlines.Read(name, func(r *struct {
		Text   string `json:"text"`
		Parent string `json:"parent_text"`
	}) error {
		for _, t := range [...]string{r.Text, r.Parent} {
			if t == "" || seen[t] {
				continue
			}
			seen[t] = true
			dst = x.Hashes(dst, t)
		}
		return nil
	})
	return dst, err
}

func trainVectors(shared string, open bool, o vectorOptions) (*vectors, error) {
	var text []uint32
	var x stance.Extractor
	seen := map[string]bool{}
	for _, s := range unlabelled {
		if open && !isOpen(s) {
			continue
		}
		var err error
		if text, err = readTexts(text, filepath.Join(shared, "data", s, "train.jsonl.gz"), &x, seen); err != nil {
			return nil, err
		}
	}
	count := map[uint32]int{}
	for _, h := range text {
		if h != 0 {
			count[h]++
		}
	}
	v := &vectors{dim: o.dim, index: map[uint32]int32{}}
	for h, n := range count {
		if n >= o.minCount {
			v.words = append(v.words, h)
		}
	}
	sort.Slice(v.words, func(i, j int) bool {
		a, b := v.words[i], v.words[j]
		if count[a] != count[b] {
			return count[a] > count[b]
		}
		return a < b
	})
	total := 0
	for i, h := range v.words {
		v.index[h] = int32(i)
		v.count = append(v.count, count[h])
		total += count[h]
	}
	n := len(v.words)
	rng := rand.New(rand.NewPCG(o.seed, 1))
	v.w = make([]float32, n*o.dim)
	ctx := make([]float32, n*o.dim)
	for i := range v.w {
		v.w[i] = (rng.Float32() - 0.5) / float32(o.dim)
	}
	// Negative samples are drawn by frequency to the power 0.75.
	table := make([]int32, 1<<20)
	sum := 0.0
	for _, c := range v.count {
		sum += math.Pow(float64(c), 0.75)
	}
	acc, at := 0.0, 0
	for i, c := range v.count {
		acc += math.Pow(float64(c), 0.75)
		for ; at < len(table) && float64(at)/float64(len(table)) < acc/sum; at++ {
			table[at] = int32(i)
		}
	}
	keep := make([]float32, n)
	for i, c := range v.count {
		f := float64(c) / float64(total) / 1e-3
		keep[i] = float32(math.Min(1, math.Sqrt(1/f)+1/f))
	}
	var sig [1024]float32
	for i := range sig {
		sig[i] = float32(sigmoid(float64(i-512) / 64))
	}
	d := o.dim
	grad := make([]float32, d)
	sent := make([]int32, 0, 256)
	steps, all := 0, len(text)*o.epochs
	for range o.epochs {
		sent = sent[:0]
		for _, h := range text {
			steps++
			if h != 0 {
				if id, ok := v.index[h]; ok && rng.Float32() < keep[id] {
					sent = append(sent, id)
				}
				if len(sent) < 200 {
					continue
				}
			}
			rate := float32(0.05 * math.Max(1e-3, 1-float64(steps)/float64(all)))
			for i, a := range sent {
				b := 1 + rng.IntN(o.window)
				wa := v.w[int(a)*d:][:d]
				for j := max(0, i-b); j <= min(len(sent)-1, i+b); j++ {
					if j == i {
						continue
					}
					clear(grad)
					for s := range o.negative + 1 {
						c, label := sent[j], float32(1)
						if s > 0 {
							if c, label = table[rng.Uint32()>>12], 0; c == sent[j] {
								continue
							}
						}
						wc := ctx[int(c)*d:][:d]
						var dot float32
						for k, x := range wa {
							dot += x * wc[k]
						}
						g := rate * (label - sig[max(0, min(1023, int(dot*64)+512))])
						for k, x := range wa {
							grad[k] += g * wc[k]
							wc[k] += g * x
						}
					}
					for k, g := range grad {
						wa[k] += g
					}
				}
			}
			sent = sent[:0]
		}
	}
	return v, nil
}

// trim keeps the words seen at least n times.
func (v *vectors) trim(n int) {
	k := sort.Search(len(v.words), func(i int) bool { return v.count[i] < n })
	v.words, v.count, v.w = v.words[:k], v.count[:k], v.w[:k*v.dim]
}
