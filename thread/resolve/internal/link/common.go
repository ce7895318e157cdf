package link

import (
	_ "embed"
	"math"
	"strings"
	"sync"
)

//go:generate go run ../common -out common.txt ../../../../../shared/data/hostility/jigsaw/train.jsonl.gz ../../../../../shared/data/hostility/reddit_incivility/train.jsonl.gz

//go:embed common.txt
var commonList string

// commonness finds the weights of the commonest English words by their hash.
// By Zipf's law the logarithm of a word's frequency falls with that of its
// place in the list; the weight rises with it, towards the 1 of all other words.
var commonness = sync.OnceValue(func() map[uint64]float32 {
	m := make(map[uint64]float32, 2048)
	for line := range strings.Lines(commonList) {
		w := strings.TrimSpace(line)
		if w == "" || w[0] == '#' {
			continue
		}
		if h := wordHash(w); m[h] == 0 {
			m[h] = float32(0.11 * math.Log(float64(len(m)+2)))
		}
	}
	return m
})

// weighWords finds how much each word, known by its stem, tells of what a
// comment is about: nothing where every fourth comment has it, and the less
// the commoner it is on the page and in English.
func (d *Doc) weighWords() {
	n, v := len(d.Items), d.vocab
	d.known = make([]knownWord, v.n)
	for w, df := range v.df {
		if df > 0 && int(df)*4 <= n+8 {
			d.known[w].weight = float32(math.Log(float64(n+1) / float64(df)))
		}
	}
	common := commonness()
	weight := make([]float32, v.n) // of stems, where less than 1
	for w, h := range v.hash {
		s := v.stem[w]
		if d.known[s].weight == 0 {
			continue
		}
		if x, ok := common[h]; ok && (weight[s] == 0 || x < weight[s]) {
			weight[s] = x
		}
	}
	for s, x := range weight {
		if x > 0 {
			d.known[s].weight *= x
		}
	}
}
