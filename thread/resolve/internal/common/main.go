// Command common counts the words of English comments and writes the commonest,
// which tell little of what a comment is about. It reads gzipped lines of JSON
// with the fields text and label and leaves out what is labelled as hostile; no
// text of the corpora goes into the list.
package main

import (
	"cmp"
	"flag"
	"fmt"
	"log"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/internal/jsonlines"
)

func main() {
	out := flag.String("out", "common.txt", "file to write")
	most := flag.Int("most", 2000, "words to write")
	flag.Parse()
	counts := map[string]int{}
	for _, name := range flag.Args() {
		err := jsonlines.Read(name, func(row *struct {
			Text  string
			Label float64
		}) error {
			if row.Label == 0 {
				add(row.Text, counts)
			}
			return nil
		})
		if err != nil {
			log.Fatal(err)
		}
	}
	words := slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(counts[b]-counts[a], cmp.Compare(a, b))
	})
	words = words[:min(*most, len(words))]
	head := "# The commonest words of English comments, the commonest first. Made by the program common; do not edit.\n"
	if err := os.WriteFile(*out, []byte(head+strings.Join(words, "\n")+"\n"), 0o644); err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(words), "words")
}

// add counts the words of a text as the tokeniser of package link parts them:
// an apostrophe within a word is left out.
func add(text string, counts map[string]int) {
	text = strings.NewReplacer("'", "", "’", "").Replace(strings.ToLower(text))
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r < 0x80 }) {
		if w[0] < '0' || w[0] > '9' {
			counts[strings.Clone(w)]++
		}
	}
}
