package stance

import (
	_ "embed"
	"math/bits"
	"strings"
	"sync"
)

// Function words of the usual European languages and a few others that share
// comment threads with English, one language a line.
//
//go:embed language.txt
var languageText string

// languages maps the hash of a function word to a bit set of languages, bit 0
// being English.
var languages = sync.OnceValue(func() map[uint32]uint32 {
	m := map[uint32]uint32{}
	for bit, line := range strings.Split(strings.TrimSpace(languageText), "\n") {
		for _, w := range strings.Fields(line)[1:] {
			m[hashString(w)] |= 1 << bit
		}
	}
	return m
})

// Ground says whether a text gives ground to judge by.
type Ground uint8

// The grounds; all but Readable make a reply unsure.
const (
	Readable  Ground = iota
	Empty            // no words: nothing, marks, emoji, mentions, links
	Quotation        // nothing but words of others
	Foreign          // not in English
)

var groundNames = [...]string{"readable", "empty", "quotation", "foreign"}

func (g Ground) String() string { return groundNames[g] }

// Ground reports whether the text can be judged on its own.
func (d *Doc) Ground() Ground {
	if d.foreign > d.latin && d.foreign >= 4 {
		return Foreign
	}
	if d.words == 0 {
		if d.quotedW > 0 {
			return Quotation
		}
		for _, t := range d.toks {
			if t.mark == '?' || t.mark == '^' {
				return Readable // "???" asks, "^" seconds
			}
		}
		return Empty
	}
	switch {
	case d.isForeign():
		return Foreign
	case d.flat:
		return Quotation // unless the parent shows where it ends
	}
	return Readable
}

// isForeign compares the function words of English with those of the likeliest
// other language. A short text without any is given the benefit of the doubt:
// names, titles and slang have none either.
func (d *Doc) isForeign() bool {
	dict := languages()
	var hits [32]int
	english, known, words := 0, 0, 0
	for i := range d.toks {
		t := &d.toks[i]
		if t.kind != word || t.quoted {
			continue
		}
		words++
		set := dict[t.hash]
		if t.id >= 0 || set&1 != 0 {
			known++
		}
		if set&1 != 0 {
			english++
		}
		for set &^= 1; set != 0; set &= set - 1 {
			hits[bits.TrailingZeros32(set)]++
		}
		if words >= 200 {
			break
		}
	}
	other := 0
	for _, h := range hits {
		other = max(other, h)
	}
	switch {
	case words < 3:
		return other == words && known == 0
	case words < 6:
		return other >= 2 && known <= 1 && other > english
	case words < 9 && other >= 2 && english == 0 && known <= 1:
		return true
	case other >= 3 && other > 2*english && known*3 < words:
		return true
	}
	return words >= 12 && known*12 < words
}
