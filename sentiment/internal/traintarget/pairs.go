package main

import (
	_ "embed"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/internal/targeteval"
)

//go:embed pairs.txt
var pairsText string

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
		n := names[len(out)%len(names)]
		words := strings.FieldsFunc(n[0], func(r rune) bool { return r == ' ' })
		x := words[len(words)-1]
		if len(out)%3 == 0 {
			x = n[0]
		}
		text = replaceWord(text, "X", x)
		text = replaceWord(text, "Y", n[1][strings.IndexByte(n[1], ' ')+1:])
		out = append(out, targeteval.Record{Set: "pairs", Split: "train", Target: n[0], Text: text, Label: label, Open: true})
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
