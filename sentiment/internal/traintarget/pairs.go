package main

import (
	_ "embed"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/internal/targeteval"
)

//go:embed pairs.txt
var pairsText string

// Sentences without a stance on anybody. In a long comment what is said of
// somebody in so many words must outweigh all that is said of nobody.
var (
	before = [...]string{
		"I read the paper twice before I sat down to answer this.",
		"It took me an hour to find the page again, so here is what I make of it.",
		"We talked about it at work today, and nobody could agree on the date.",
		"Last night I looked through the comments of the past three weeks.",
		"There was a long piece about the meeting in the local news.",
	}
	after = [...]string{
		"The rest can wait until the minutes are out, and those come on Monday.",
		"The other points on the list are about the bus lanes and the swimming pool.",
		"I have posted the numbers further up, together with the page of the report.",
		"That is all from me for tonight, the dog needs to go out.",
		"If anybody has the recording of the meeting I would listen to it.",
	}
)

// pairVariants is how many records one pair gives: itself, and twice in the
// midst of other sentences.
const pairVariants = 3

// pairs returns the minimal pairs as records of a set of their own.
func pairs() []targeteval.Record {
	names := [...][2]string{{"Dana Whitlock", "Tobias Renn"}, {"Harlan Voss", "Imke Sandoval"}}
	var out []targeteval.Record
	for line := range strings.Lines(pairsText) {
		mark, text, ok := strings.Cut(strings.TrimSpace(line), " ")
		label := strings.Index("+-0", mark)
		if !ok || label < 0 || len(mark) != 1 {
			continue
		}
		k := len(out) / pairVariants
		n := names[k%len(names)]
		words := strings.FieldsFunc(n[0], func(r rune) bool { return r == ' ' })
		x := words[len(words)-1]
		if k%3 == 0 {
			x = n[0]
		}
		text = replaceWord(text, "X", x)
		text = replaceWord(text, "Y", n[1][strings.IndexByte(n[1], ' ')+1:])
		r := targeteval.Record{Set: "pairs", Split: "train", Target: n[0], Label: label, Open: true}
		for v := range pairVariants {
			r.Text = text
			if v > 0 {
				i := 2*k + v
				r.Text = before[i%len(before)] + " " + text + " " + after[i/2%len(after)] + " " + before[(i+2)%len(before)]
			}
			out = append(out, r)
		}
	}
	return out
}

// replaceWord puts name in place of the capital letter where it stands alone.
func replaceWord(text, letter, name string) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		alone := text[i] == letter[0] && (i == 0 || !letterByte(text[i-1])) && (i+1 == len(text) || !letterByte(text[i+1]))
		if alone {
			b.WriteString(name)
			continue
		}
		b.WriteByte(text[i])
	}
	return b.String()
}

func letterByte(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
