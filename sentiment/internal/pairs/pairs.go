// Package pairs writes minimal pairs: sentences that share their words and
// differ in whether they are hostile. They teach and test what word counts
// cannot: negation, quotation, counter-speech, identity words in neutral
// sentences, homonyms, idioms, dialect, disguises and their harmless twins.
package pairs

import (
	_ "embed"
	"math/rand/v2"
	"strings"
)

//go:embed grammar.txt
var grammar string

// Case is one sentence.
type Case struct {
	Class   string
	Text    string
	Hostile bool
	// Unseen marks what no model is trained on: every third template.
	Unseen bool
	// Template numbers the template: sentences of one belong together when
	// data are split.
	Template int
}

type template struct {
	class, text     string
	hostile, unseen bool
	fills           int // sentences made from it
}

// fills is the number of sentences made from each template where its class says
// nothing else.
const fills = 14

// Generate returns all cases, the same at each call.
func Generate() []Case {
	slots, templates := parse(grammar)
	rng := rand.New(rand.NewPCG(2026, 11))
	var out []Case
	for i := range templates {
		t := &templates[i]
		seen := map[string]bool{}
		for range t.fills {
			s := fill(t.text, slots, rng)
			if seen[s] {
				continue
			}
			seen[s] = true
			s = vary(s, rng)
			out = append(out, Case{t.class, s, t.hostile, t.unseen, i})
			for range 2 {
				if t.class != "direct" {
					break
				}
				out = append(out, Case{"padding", pad(s, slots, rng), t.hostile, t.unseen, i})
			}
			if t.hostile && (t.class == "direct" || t.class == "idiom" || t.class == "homonym") {
				if d := Disguise(s, rng); d != s {
					out = append(out, Case{"obfuscation", d, true, t.unseen, i})
				}
			}
		}
	}
	return out
}

func parse(src string) (map[string][]string, []template) {
	slots := map[string][]string{}
	var out []template
	class, count, n := "", fills, [2]int{}
	for line := range strings.Lines(src) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '=':
			name, words, _ := strings.Cut(line[1:], " ")
			slots[name] = strings.Split(words, "|")
		case line[0] == '[':
			name, few, ok := strings.Cut(strings.Trim(line, "[]"), " ")
			class, count, n = name, fills, [2]int{}
			if ok {
				count = int(few[0] - '0')
			}
		case line[0] == '+' || line[0] == '-':
			side := 0
			if line[0] == '+' {
				side = 1
			}
			n[side]++
			out = append(out, template{class, strings.TrimSpace(line[1:]), side == 1, n[side]%3 == 0, count})
		}
	}
	return slots, out
}

// Expand writes t with each name in braces replaced by what word returns for
// it, given what is written before; where that is false, the brace is one of
// the text itself.
func Expand(t string, word func(before *strings.Builder, name string) (string, bool)) string {
	var b strings.Builder
	for {
		i := strings.IndexByte(t, '{')
		if i < 0 {
			break
		}
		j := i + strings.IndexByte(t[i:], '}')
		b.WriteString(t[:i])
		if w, ok := word(&b, t[i+1:j]); ok {
			b.WriteString(w)
		} else {
			b.WriteString(t[i : j+1])
		}
		t = t[j+1:]
	}
	b.WriteString(t)
	return b.String()
}

func fill(t string, slots map[string][]string, rng *rand.Rand) string {
	s := Expand(t, func(_ *strings.Builder, name string) (string, bool) {
		name, article := strings.CutPrefix(name, "a:")
		list, ok := slots[name]
		if !ok {
			return "", false
		}
		w := list[rng.IntN(len(list))]
		switch {
		case !article:
			return w, true
		case strings.ContainsRune("aeiouAEIOU", rune(w[0])):
			return "an " + w, true
		}
		return "a " + w, true
	})
	return strings.ToUpper(s[:1]) + s[1:]
}

// vary changes case and punctuation as people do.
func vary(s string, rng *rand.Rand) string {
	switch rng.IntN(8) {
	case 0:
		return strings.ToLower(s)
	case 1:
		return strings.TrimRight(s, ".")
	case 2:
		return strings.TrimRight(s, ".") + "!"
	}
	return s
}

// Disguise hides one strong word of s, or returns s where there is none.
func Disguise(s string, rng *rand.Rand) string {
	words := strings.Fields(s)
	for i, w := range words {
		core := strings.Trim(w, ".,!?\"'")
		if !strong[strings.ToLower(core)] {
			continue
		}
		words[i] = strings.Replace(w, core, hide(core, rng), 1)
		return strings.Join(words, " ")
	}
	return s
}

var strong = map[string]bool{
	"idiot": true, "moron": true, "imbecile": true, "halfwit": true, "scumbag": true, "cunt": true, "asshole": true,
	"wanker": true, "dickhead": true, "bastard": true, "twat": true, "prick": true, "arsehole": true, "shithead": true,
	"douchebag": true, "dumbass": true, "retard": true, "fuck": true, "bitch": true, "stupid": true, "pathetic": true,
	"slag": true, "vermin": true, "loser": true, "traitor": true, "coward": true, "hypocrite": true, "worthless": true, "kill": true,
}

func hide(w string, rng *rand.Rand) string {
	r := []rune(w)
	n := len(r)
	switch rng.IntN(9) {
	case 0: // digits for letters
		return strings.NewReplacer("i", "1", "o", "0", "e", "3", "a", "4").Replace(w)
	case 1: // signs for letters
		return strings.NewReplacer("i", "!", "a", "@", "s", "$").Replace(w)
	case 2: // a star
		for i := 1; i < n; i++ {
			if strings.ContainsRune("aeiou", r[i]) {
				r[i] = '*'
				return string(r)
			}
		}
	case 3: // spaced out
		return strings.Join(strings.Split(w, ""), " ")
	case 4: // dotted
		return strings.Join(strings.Split(w, ""), ".")
	case 5: // stretched
		i := 1 + rng.IntN(n-1)
		return string(r[:i]) + strings.Repeat(string(r[i]), 3+rng.IntN(4)) + string(r[i:])
	case 6: // letters of another script
		return strings.NewReplacer("a", "а", "o", "о", "e", "е", "c", "с", "i", "і").Replace(w)
	case 7: // a zero-width space
		return string(r[:n/2]) + "\u200b" + string(r[n/2:])
	case 8: // wide letters
		for i, c := range r {
			if c >= 'a' && c <= 'z' {
				r[i] = c - 'a' + 'ａ'
			}
		}
		return string(r)
	}
	return w
}

// pad puts s among calm sentences.
func pad(s string, slots map[string][]string, rng *rand.Rand) string {
	var b strings.Builder
	n := 4 + rng.IntN(40)
	at := rng.IntN(n)
	for i := range n {
		if i == at {
			b.WriteString(s)
			b.WriteByte(' ')
		}
		c := fill(asides[rng.IntN(len(asides))], slots, rng)
		b.WriteString(c)
		b.WriteByte(' ')
	}
	return b.String()
}

// asides are calm sentences for padding.
var asides = []string{
	"{calm}.", "I heard about {topic} on the radio.", "{person} spoke about {topic} for an hour.", "My {kin} moved to {place} in spring.",
	"We need a new {thing} before winter.", "There is more on {topic} in the annex.", "The {animal} slept under the table.",
	"On page four the report turns to {topic}.", "Trains to {place} leave at nine and at noon.", "Has anybody read the part on {topic}?",
	"The costs rose by a tenth last year.", "It was {good}, and the soup was {good} too.", "{person} has not said when {topic} will be settled.",
	"Some of the numbers look odd to me, others do not.", "You can find the tables in the library.", "Thanks to you we know more about {topic}.",
}
