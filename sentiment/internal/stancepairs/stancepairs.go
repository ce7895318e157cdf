// Package stancepairs writes minimal pairs of stance towards the parent:
// replies that share their words and their parent and differ in whether they
// agree, disagree, ask or do neither. They teach and test what labelled replies
// are too few to teach: negated agreement, concession, sarcasm, rhetorical
// questions, the talk round rumours.
package stancepairs

import (
	_ "embed"
	"math/rand/v2"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/pairs"
)

//go:embed grammar.txt
var grammar string

// Case is a reply, what it answers and how it stands to it.
type Case struct {
	Class        string
	Parent, Text string
	// Label is 0 for agree, 1 disagree, 2 neutral, 3 query.
	Label int
	// Unseen marks what no model is trained on: every third template.
	Unseen bool
	// Template numbers the template: cases of one belong together when data
	// are split.
	Template int
}

type topic struct{ claim, same, opposite, thing string }

type template struct {
	class, parent, text string
	label               int
	unseen              bool
}

// fills is the number of cases made from each template.
const fills = 6

// Generate returns all cases, the same at each call.
func Generate() []Case {
	topics, slots, templates := parse(grammar)
	rng := rand.New(rand.NewPCG(2026, 5))
	var out []Case
	for i := range templates {
		t := &templates[i]
		seen := map[string]bool{}
		for range fills {
			top := topics[rng.IntN(len(topics))]
			parent := fill(t.parent, top, slots, rng)
			text := fill(t.text, top, slots, rng)
			switch rng.IntN(5) { // people write as they please
			case 0:
				text = strings.ToLower(text)
			case 1:
				text = strings.TrimSuffix(text, ".")
			}
			if seen[parent+"\n"+text] {
				continue
			}
			seen[parent+"\n"+text] = true
			out = append(out, Case{t.class, parent, text, t.label, t.unseen, i})
		}
	}
	return out
}

func parse(src string) (topics []topic, slots map[string][]string, out []template) {
	slots = map[string][]string{}
	class, parent, n := "", "", [4]int{}
	for line := range strings.Lines(src) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '~':
			f := strings.Split(line[1:], "~")
			for i := range f {
				f[i] = strings.TrimSpace(f[i])
			}
			topics = append(topics, topic{f[0], f[1], f[2], f[3]})
		case line[0] == '=':
			name, words, _ := strings.Cut(line[1:], " ")
			slots[name] = strings.Split(words, "|")
		case line[0] == '[':
			class, n = strings.Trim(line, "[]"), [4]int{}
		case line[0] == '>':
			parent = strings.TrimSpace(line[1:])
		default:
			label := strings.IndexByte("+-0?", line[0])
			if label < 0 {
				continue
			}
			n[label]++
			out = append(out, template{class, parent, strings.TrimSpace(line[1:]), label, n[label]%3 == 0})
		}
	}
	return topics, slots, out
}

// fill replaces the names in braces; a fill that opens a sentence begins with
// a capital.
func fill(t string, top topic, slots map[string][]string, rng *rand.Rand) string {
	return pairs.Expand(t, func(before *strings.Builder, name string) (string, bool) {
		w := ""
		switch name {
		case "claim":
			w = top.claim
		case "same", "Same":
			w = top.same
		case "opp", "Opp":
			w = top.opposite
		case "it":
			w = top.thing
		default:
			list := slots[name]
			w = list[rng.IntN(len(list))]
		}
		if s := strings.TrimRight(before.String(), " "); s == "" || strings.ContainsRune(".!?", rune(s[len(s)-1])) {
			w = strings.ToUpper(w[:1]) + w[1:]
		}
		return w, true
	})
}
