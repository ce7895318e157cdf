// Command gen counts which words writers put in lower case. It reads
// gzipped lines of JSON with a field text and writes the words alone: no text
// of the corpora goes into the list.
package main

import (
	"cmp"
	"flag"
	"fmt"
	"log"
	"os"
	"slices"
	"strings"
	"unicode"

	"github.com/seed-100d3eb7/rejoinder/internal/jsonlines"
)

const (
	leastCount = 8
	leastShare = 0.9
)

type count struct{ lower, capital int }

func main() {
	out := flag.String("out", "words.txt", "file to write")
	flag.Parse()
	counts := map[string]*count{}
	for _, name := range flag.Args() {
		err := jsonlines.Read(name, func(row *struct{ Text string }) error { add(row.Text, counts); return nil })
		if err != nil {
			log.Fatal(err)
		}
	}
	var words []string
	for w, c := range counts {
		if c.lower >= leastCount && float64(c.lower) >= leastShare*float64(c.lower+c.capital) {
			words = append(words, w)
		}
	}
	slices.SortFunc(words, cmp.Compare[string])
	head := "# Words in lower case at least nine times in ten, eight times at least. Made by gen; do not edit.\n"
	if err := os.WriteFile(*out, []byte(head+strings.Join(words, "\n")+"\n"), 0o644); err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(words), "words")
}

// add counts the words of a text. A capital counts only where no sentence
// begins.
func add(text string, counts map[string]*count) {
	begins, start := true, -1
	for i, r := range text + " " {
		if unicode.IsLetter(r) {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 {
			tally(text[start:i], begins, counts)
			start, begins = -1, false
		}
		if strings.ContainsRune(".!?:;\n\"“(*=#>|", r) {
			begins = true
		}
	}
}

func tally(w string, begins bool, counts map[string]*count) {
	if len(w) < 2 || strings.IndexFunc(w, func(r rune) bool { return r < 'A' || r > 'z' || r > 'Z' && r < 'a' }) >= 0 {
		return
	}
	low := strings.ToLower(w)
	c := counts[low]
	if c == nil {
		c = &count{}
		counts[low] = c
	}
	switch {
	case w == low:
		c.lower++
	case !begins && w[1:] == low[1:]:
		c.capital++
	}
}
