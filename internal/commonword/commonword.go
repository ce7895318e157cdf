// Package commonword tells ordinary English words from names: a word that
// stands at the head of a sentence has a capital either way.
package commonword

import (
	_ "embed"
	"strings"
	"sync"
)

//go:generate go run ./gen -out words.txt ../../../shared/data/hostility/jigsaw/train.jsonl.gz ../../../shared/data/hostility/reddit_incivility/train.jsonl.gz ../../../shared/data/hostility/guest_misogyny/train.jsonl.gz

//go:embed words.txt
var list string

var words struct {
	once sync.Once
	set  map[string]bool
}

// Is reports whether w, in lower case, is among the words that writers of
// comments put in lower case at least nine times in ten where no sentence
// begins: counted over talk pages and forums by the program in gen. It takes
// constant time and may be called concurrently.
func Is(w string) bool {
	words.once.Do(func() {
		words.set = make(map[string]bool, 8000)
		for line := range strings.Lines(list) {
			if w := strings.TrimSpace(line); w != "" && w[0] != '#' {
				words.set[w] = true
			}
		}
	})
	return words.set[w]
}
