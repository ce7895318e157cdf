package hosteval

import (
	"strings"
	"unicode"

	"github.com/seed-100d3eb7/rejoinder/stats"
)

// groups are words that name groups, by group.
var groups = []struct {
	name  string
	words []string
}{
	{"women", []string{"woman", "women", "female", "females", "girl", "girls"}},
	{"men", []string{"man", "men", "male", "males"}},
	{"gay and lesbian", []string{"gay", "gays", "lesbian", "lesbians", "homosexual", "homosexuals"}},
	{"trans", []string{"trans", "transgender", "transsexual"}},
	{"Muslim", []string{"muslim", "muslims", "islam", "islamic"}},
	{"Jewish", []string{"jew", "jews", "jewish"}},
	{"Christian", []string{"christian", "christians", "catholic", "catholics"}},
	{"black", []string{"black", "blacks"}},
	{"white", []string{"white", "whites"}},
	{"immigrant", []string{"immigrant", "immigrants", "migrant", "migrants", "refugee", "refugees"}},
	{"disabled", []string{"disabled", "deaf", "blind", "autistic"}},
}

// minGroup is the least number of texts of either kind for a figure.
const minGroup = 8

func bias(items []Item, s []float64, y []bool, threshold float64) []Bias {
	words := make([]map[string]bool, len(items))
	for i, it := range items {
		words[i] = map[string]bool{}
		for _, w := range strings.FieldsFunc(strings.ToLower(it.Text), func(r rune) bool { return !unicode.IsLetter(r) }) {
			words[i][w] = true
		}
	}
	var out []Bias
	for _, g := range groups {
		in := make([]bool, len(items))
		n, pos := 0, 0
		for i := range items {
			for _, w := range g.words {
				if words[i][w] {
					in[i] = true
				}
			}
			if in[i] {
				n++
				if y[i] {
					pos++
				}
			}
		}
		if pos < minGroup || n-pos < minGroup {
			continue
		}
		pick := func(use func(i int) bool) stats.Estimate {
			var ss []float64
			var yy []bool
			for i := range items {
				if use(i) {
					ss, yy = append(ss, s[i]), append(yy, y[i])
				}
			}
			_, e := stats.ROC(ss, yy)
			return e
		}
		b := Bias{Group: g.name, N: n}
		b.Subgroup = pick(func(i int) bool { return in[i] })
		b.BPSN = pick(func(i int) bool { return in[i] != y[i] })
		b.BNSP = pick(func(i int) bool { return in[i] == y[i] })
		alarms := 0
		for i := range items {
			if in[i] && !y[i] && s[i] >= threshold {
				alarms++
			}
		}
		b.FalseAlarms = stats.Proportion(float64(alarms), n-pos)
		out = append(out, b)
	}
	return out
}
