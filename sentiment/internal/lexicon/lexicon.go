// Package lexicon holds a graded lexicon of abuse with its senses, and reads
// from the words around a hit whom it is aimed at and whether it is meant.
package lexicon

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/token"
)

//go:embed abuse.txt
var source string

// Class is what a term is.
type Class uint8

// The classes.
const (
	Insult   Class = iota // a person called names
	Adj                   // an abusive adjective
	Prof                  // profanity, an attack only when aimed
	Slur                  // of an identity
	Derog                 // a name for a political or other camp
	Dismiss               // contempt for the addressee or for what they say
	Threat                // a threat or a wish of harm
	Thing                 // contempt for a thing or a claim
	Identity              // a group in neutral words
	Person                // a public person or body
	Safe                  // a phrase in which a listed word means no harm
	NumClasses
)

var classNames = [NumClasses]string{"insult", "adj", "prof", "slur", "derog", "dismiss", "threat", "thing", "identity", "person", "safe"}

func (c Class) String() string { return classNames[c] }

// Grades holds for each class the grade of a term in it, 0 for none and 3 at
// most: four bits a class.
type Grades uint64

// Of returns the grade in class c.
func (g Grades) Of(c Class) uint8 { return uint8(g >> (4 * c) & 15) }

// Max returns the higher grade in each class.
func (g Grades) Max(o Grades) Grades {
	for c := range NumClasses {
		if x := o.Of(c); x > g.Of(c) {
			g = g&^(15<<(4*c)) | Grades(x)<<(4*c)
		}
	}
	return g
}

// Mean reports whether a term with these grades can hurt.
func (g Grades) Mean() bool { return g&meanBits != 0 }

const (
	// meanBits are set in grades 2 and 3 of what hurts, personBits in any grade
	// of what is said of a person.
	meanBits   = 2<<(4*Insult) | 2<<(4*Adj) | 2<<(4*Slur) | 2<<(4*Derog) | 2<<(4*Dismiss) | 2<<(4*Threat) | 2<<(4*Prof)
	personBits = 15<<(4*Insult) | 15<<(4*Adj) | 15<<(4*Slur) | 15<<(4*Derog) | 15<<(4*Thing)
	safeBits   = 15 << (4 * Safe)
)

// Term is what the lexicon knows of a word or of the first words of a phrase.
type Term struct {
	Grades
	// Prefix is set where a longer phrase begins with this one.
	Prefix bool
	// Listed is set where the term itself is listed.
	Listed bool
}

// Lexicon is a compiled lexicon, immutable and safe to share. It implements
// [token.Vocabulary].
type Lexicon struct {
	terms map[uint64]Term
	// kinds are the different terms, the zero Term first; table tells which
	// one a phrase is, and what a word does in a sentence.
	kinds []Term
	table table
	// maybe has a bit set for each phrase of two words or more: most words that
	// begin a phrase are not followed by its second.
	maybe   [maybeWords]uint64
	hidden  map[uint64]struct{}
	veil    [maybeWords]uint64   // a bit for each hidden word: most words are none
	starred map[[2]byte][]string // by length and first letter
}

const maybeWords = 1 << 11

func (x *Lexicon) possible(h uint64) bool { return x.maybe[h>>6%maybeWords]&(1<<(h&63)) != 0 }

var english = struct {
	once sync.Once
	lex  *Lexicon
}{}

// English returns the built-in English lexicon, compiled on first use.
func English() *Lexicon {
	english.once.Do(func() { english.lex = compile(source) })
	return english.lex
}

func compile(src string) *Lexicon {
	x := &Lexicon{terms: map[uint64]Term{}, hidden: map[uint64]struct{}{}, starred: map[[2]byte][]string{}}
	class, grade := Class(0), uint8(0)
	for line := range strings.Lines(src) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		if line[0] == '[' {
			name, g, _ := strings.Cut(line[1:len(line)-1], " ")
			for c, n := range classNames {
				if n == name {
					class, grade = Class(c), g[0]-'0'
				}
			}
			continue
		}
		for term := range strings.SplitSeq(line, ",") {
			for _, t := range expand(term) {
				x.add(strings.Fields(t), class, grade)
			}
		}
	}
	for _, w := range [...]string{"you", "your", "youre", "are", "kill", "yourself", "hate", "die", "people"} {
		x.hide(token.Hash(w))
	}
	x.tabulate()
	return x
}

// expand returns what a term with alternatives in braces stands for: "{should|must}
// be {shot|hanged}" is four phrases.
func expand(term string) []string {
	out := []string{term}
	for i := 0; i < len(out); {
		before, rest, ok := strings.Cut(out[i], "{")
		list, after, closed := strings.Cut(rest, "}")
		if !ok || !closed {
			i++
			continue
		}
		out = append(out[:i], out[i+1:]...)
		for word := range strings.SplitSeq(list, "|") {
			out = append(out, before+word+after)
		}
	}
	return out
}

func (x *Lexicon) add(words []string, c Class, grade uint8) {
	if len(words) == 0 {
		return
	}
	x.put(words, c, grade)
	last := len(words) - 1
	if c == Insult || c == Slur || c == Derog {
		if p := plural(words[last]); p != "" {
			x.put(append(append([]string(nil), words[:last]...), p), c, grade)
		}
	}
}

func plural(w string) string {
	switch {
	case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss"):
		return ""
	case strings.HasSuffix(w, "ss"), strings.HasSuffix(w, "x"), strings.HasSuffix(w, "ch"), strings.HasSuffix(w, "sh"):
		return w + "es"
	case strings.HasSuffix(w, "y") && len(w) > 2 && !strings.ContainsRune("aeiou", rune(w[len(w)-2])):
		return w[:len(w)-1] + "ies"
	}
	return w + "s"
}

func (x *Lexicon) put(words []string, c Class, grade uint8) {
	h := uint64(0)
	for i, w := range words {
		h = Chain(h, token.Hash(w))
		t := x.terms[h]
		if i < len(words)-1 {
			t.Prefix = true
		} else {
			t.Listed = true
			t.Grades = t.Grades.Max(Grades(grade) << (4 * c))
		}
		x.terms[h] = t
		x.maybe[h>>6%maybeWords] |= 1 << (h & 63)
	}
	// What people hide is strong language in a word or two.
	if len(words) > 3 || c != Insult && c != Prof && c != Slur && c != Adj || grade < 2 {
		return
	}
	for _, w := range words {
		if len(w) < 4 && w != "ass" && w != "fag" && w != "cum" || mild[w] {
			continue
		}
		h := token.Hash(w)
		if _, ok := x.hidden[h]; ok {
			continue
		}
		x.hide(h)
		k := [2]byte{byte(len(w)), w[0]}
		x.starred[k] = append(x.starred[k], w)
	}
}

// mild are words that nobody disguises: revealing them would only make words
// out of codes.
var mild = map[string]bool{
	"your": true, "their": true, "rocker": true, "meds": true, "than": true, "thou": true, "good": true, "nothing": true,
	"true": true, "small": true, "minded": true, "space": true, "oxygen": true, "skin": true, "work": true, "life": true,
	"hell": true, "tool": true, "boss": true, "bill": true, "know": true, "wise": true, "smart": true, "room": true, "digit": true,
	"single": true, "temperature": true, "rate": true, "third": true, "self": true, "righteous": true, "head": true, "face": true,
	"over": true, "queen": true, "drama": true, "seeker": true, "attention": true, "gold": true, "digger": true, "child": true,
	"baby": true, "boot": true, "white": true, "social": true, "hack": true, "has": true, "been": true, "rocket": true, "melt": true,
	"dense": true, "thick": true, "mental": true, "mad": true, "lame": true, "boomer": true, "karen": true, "toxic": true,
	"with": true, "word": true, "monkeys": true, "monkey": true, "eater": true, "frog": true, "people": true, "person": true,
	"the": true, "wrong": true, "god": true, "bomb": true, "bull": true, "anal": true, "damn": true, "heck": true, "bloody": true,
	"islamist": true, "chat": true, "animal": true, "animals": true, "snake": true, "sheep": true, "worm": true, "lout": true,
	"nuts": true, "crank": true, "drone": true, "puppet": true, "minion": true, "savage": true, "heel": true, "geek": true,
}

// Chain extends the hash of a phrase by the hash of its next word. The hash of
// a phrase of one word is Chain(0, word).
func Chain(phrase, word uint64) uint64 {
	h := (phrase*0xd6e8feb86659fd93 ^ word) * 0xff51afd7ed558ccd
	return h ^ h>>32
}

// Lookup returns what is known of the phrase with this chained hash.
func (x *Lexicon) Lookup(phrase uint64) (Term, bool) {
	t, ok := x.terms[phrase]
	return t, ok
}

// Hidden implements [token.Vocabulary].
func (x *Lexicon) Hidden(hash uint64) bool {
	if x.veil[hash>>6%maybeWords]&(1<<(hash&63)) == 0 {
		return false
	}
	_, ok := x.hidden[hash]
	return ok
}

func (x *Lexicon) hide(h uint64) {
	x.hidden[h] = struct{}{}
	x.veil[h>>6%maybeWords] |= 1 << (h & 63)
}

// Starred implements [token.Vocabulary].
func (x *Lexicon) Starred(p []byte) string {
	if len(p) == 0 || len(p) > 255 || p[0] == '*' {
		return ""
	}
	known := 0
	for _, c := range p {
		if c != '*' {
			known++
		}
	}
	best := ""
	for _, w := range x.starred[[2]byte{byte(len(p)), p[0]}] {
		if len(w) >= 4 && known*3 < len(w) && !classic[w] {
			continue
		}
		ok := true
		for i, c := range p {
			if c != '*' && c != w[i] {
				ok = false
				break
			}
		}
		if ok && (best == "" || !classic[best] && classic[w]) {
			best = w
		}
	}
	return best
}

// classic are the words that are usually starred out.
var classic = map[string]bool{"fuck": true, "shit": true, "cunt": true, "bitch": true, "fucking": true, "dick": true, "nigger": true, "faggot": true, "asshole": true, "bullshit": true, "fucked": true, "bastard": true, "cock": true, "pussy": true, "ass": true, "whore": true, "slut": true, "retard": true}
