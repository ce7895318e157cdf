package main

import (
	"math"
	"path/filepath"
	"slices"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/internal/jsonlines"
	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/towards"
)

// corpus returns the texts that word vectors are learned from: all training
// texts of the shared sets that may train shipped weights, as stems.
func corpus(shared string) ([][]string, error) {
	var docs [][]string
	var files []string
	for _, pattern := range []string{"data/stance/*/train.jsonl.gz", "data/stance/vast/dev.jsonl.gz", "data/hostility/*/train.jsonl.gz", "data/coded/train.jsonl.gz"} {
		m, err := filepath.Glob(filepath.Join(shared, pattern))
		if err != nil {
			return nil, err
		}
		slices.Sort(m)
		files = append(files, m...)
	}
	seen := map[string]bool{}
	var toks []towards.Token
	for _, name := range files {
		err := jsonlines.Read(name, func(r *struct {
			Text   string `json:"text"`
			Parent string `json:"parent_text"`
		}) error {
			for _, s := range []string{r.Text, r.Parent} {
				if s == "" || seen[s] {
					continue
				}
				seen[s] = true
				toks = towards.Tokenise(toks[:0], s)
				var d []string
				for i := range toks {
					if toks[i].Word() {
						d = append(d, strings.Clone(towards.Stem(toks[i].Low)))
					}
				}
				docs = append(docs, d)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return docs, nil
}

// trainVectors learns word vectors by skip-grams with negative sampling
// (Mikolov and others 2013). It is deterministic.
func trainVectors(docs [][]string, dim, size, epochs int) ([]string, [][]float32) {
	count := map[string]int{}
	total := 0
	for _, d := range docs {
		for _, w := range d {
			count[w]++
			total++
		}
	}
	words := make([]string, 0, len(count))
	for w, n := range count {
		if n >= 8 {
			words = append(words, w)
		}
	}
	slices.SortFunc(words, func(a, b string) int {
		if count[a] != count[b] {
			return count[b] - count[a]
		}
		return strings.Compare(a, b)
	})
	if len(words) > size {
		words = words[:size]
	}
	id := make(map[string]int32, len(words))
	for i, w := range words {
		id[w] = int32(i)
	}
	rnd := uint64(7)
	next := func() uint64 {
		rnd = rnd*6364136223846793005 + 1442695040888963407
		return rnd >> 33
	}
	table := make([]int32, 0, 1<<20)
	sum := 0.0
	for _, w := range words {
		sum += math.Pow(float64(count[w]), 0.75)
	}
	for i, w := range words {
		for k := 0; k < int(math.Pow(float64(count[w]), 0.75)/sum*(1<<20))+1; k++ {
			table = append(table, int32(i))
		}
	}
	keep := make([]float64, len(words)) // frequent words are thinned out
	for i, w := range words {
		f := float64(count[w]) / float64(total)
		keep[i] = math.Min(1, math.Sqrt(1e-4/f)+1e-4/f)
	}
	in, out := make([]float32, len(words)*dim), make([]float32, len(words)*dim)
	for i := range in {
		in[i] = (float32(next()%65536)/65536 - 0.5) / float32(dim)
	}
	sig := make([]float32, 1024)
	for i := range sig {
		sig[i] = float32(1 / (1 + math.Exp(-(float64(i)/1024*12 - 6))))
	}
	grad := make([]float32, dim)
	done, all := 0, total*epochs
	for range epochs {
		var sent []int32
		for _, d := range docs {
			sent = sent[:0]
			for _, w := range d {
				if i, ok := id[w]; ok && float64(next()%65536)/65536 < keep[i] {
					sent = append(sent, i)
				}
			}
			done += len(d)
			rate := float32(0.03 * math.Max(0.02, 1-float64(done)/float64(all)))
			for i, c := range sent {
				win := 1 + int(next()%6)
				for j := max(0, i-win); j < min(len(sent), i+win+1); j++ {
					if j == i {
						continue
					}
					v := in[int(sent[j])*dim : int(sent[j]+1)*dim]
					clear(grad)
					for n := range 6 {
						t, y := c, float32(1)
						if n > 0 {
							t, y = table[next()%uint64(len(table))], 0
							if t == c {
								continue
							}
						}
						u := out[int(t)*dim : int(t+1)*dim]
						var z float32
						for k := range v {
							z += float32(v[k] * u[k])
						}
						p := float32(1)
						if z < -6 {
							p = 0
						} else if z < 6 {
							p = sig[int((z+6)/12*1023)]
						}
						g := (y - p) * rate
						for k := range v {
							grad[k] += float32(g * u[k])
							u[k] += float32(g * v[k])
						}
					}
					for k := range v {
						v[k] += grad[k]
					}
				}
			}
		}
	}
	vecs := make([][]float32, len(words))
	for i := range vecs {
		vecs[i] = in[i*dim : (i+1)*dim]
	}
	return words, vecs
}
