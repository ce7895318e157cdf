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

// commonWords holds the commonest English words in the order of their frequency.
var commonWords = sync.OnceValue(func() *vocabulary {
	v := newVocabulary()
	for line := range strings.Lines(commonList) {
		if w := strings.TrimSpace(line); w != "" && w[0] != '#' {
			v.intern(wordHash(w))
		}
	}
	return v
})

// commonness returns the weight of the common word at a place of the list. By
// Zipf's law the logarithm of a word's frequency falls with that of its place;
// the weight rises with it, towards the 1 of all other words.
func commonness(place int32) float32 { return float32(0.11 * math.Log(float64(place+2))) }

// weighWords finds how much each word, known by its stem, tells of what a
// comment is about: nothing where every fourth comment has it, and the less
// the commoner it is on the page and in English.
func (d *Doc) weighWords() {
	n, v := len(d.Items), d.vocab
	d.known = make([]knownWord, v.n)
	var logs [64]float32 // of the usual numbers
	for df := 1; df < len(logs); df++ {
		logs[df] = float32(math.Log(float64(n+1) / float64(df)))
	}
	for w := range v.words {
		switch df := v.words[w].df; {
		case df == 0 || int(df)*4 > n+8:
		case int(df) < len(logs):
			d.known[w].weight = logs[df]
		default:
			d.known[w].weight = float32(math.Log(float64(n+1) / float64(df)))
		}
	}
	common := commonWords()
	weight := make([]float32, v.n) // of stems, where less than 1
	for w := range v.words {
		s := v.words[w].stem
		if d.known[s].weight == 0 {
			continue
		}
		if at := common.find(v.hash[w]); at >= 0 {
			if x := commonness(at); weight[s] == 0 || x < weight[s] {
				weight[s] = x
			}
		}
	}
	for s, x := range weight {
		if x > 0 {
			d.known[s].weight *= x
		}
	}
}
