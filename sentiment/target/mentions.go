package target

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/towards"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

// alias is a sequence of folded words that stands for a target.
type alias struct {
	words  []string
	target int
	conf   float32
	cased  bool // must be written with a capital: it is an ordinary word too
}

// matcher finds aliases in text, the longest first.
type matcher struct {
	lists *lists
	first map[string][]alias // by first word
	toks  []towards.Token
	wrote people
}

func newMatcher(d *discovery) *matcher {
	return &matcher{lists: d.lists, wrote: d.wrote, first: map[string][]alias{}}
}

// add makes the forms of e stand for the target with index i.
func (m *matcher) add(i int, e *entity) {
	put := func(words []string, conf float32, cased bool) {
		if len(words) == 0 || len(words) == 1 && utf8.RuneCountInString(words[0]) < 2 {
			return
		}
		list := m.first[words[0]]
		for _, a := range list {
			if slices.Equal(a.words, words) {
				return
			}
		}
		m.first[words[0]] = append(list, alias{words, i, conf, cased})
	}
	for _, p := range e.parts {
		w := p.c.words
		if len(w) == 0 {
			continue
		}
		cased := false
		if len(w) == 1 {
			cased = len(w[0]) < 4 || m.lists.common[w[0]] || m.lists.given[w[0]] != 0 || ambiguous(w[0])
			if e.forced != "" && p.c == e.name {
				cased = cased && len(p.c.forms) > 0
			}
		}
		put(w, p.conf, cased)
		last := w[len(w)-1]
		// "Laverys": a plural, or a possessive without its apostrophe.
		if len(last) > 3 && !strings.HasSuffix(last, "s") {
			more := append(slices.Clone(w[:len(w)-1]), last+"s")
			put(more, p.conf*0.85, cased)
		} else if e.forced != "" && singular(last) != last {
			put(append(slices.Clone(w[:len(w)-1]), singular(last)), p.conf*0.9, cased)
		}
		if n := normWords(w); len(n) > 1 {
			put(n, p.conf, cased)
			if joined := strings.Join(n, ""); len(joined) >= 6 {
				put([]string{joined}, p.conf*0.95, false)
			}
		}
	}
}

// sort brings the longest aliases of each first word to the front.
func (m *matcher) sort() {
	for w := range m.first {
		slices.SortFunc(m.first[w], func(a, b alias) int {
			return cmp.Or(cmp.Compare(len(b.words), len(a.words)), slices.Compare(a.words, b.words))
		})
	}
}

// ambiguous reports names that are ordinary words in lower case.
func ambiguous(w string) bool {
	switch w {
	case "trump", "brown", "green", "white", "black", "rose", "mark", "bill", "may", "will", "grant", "rich", "pence", "sunday", "apple", "amazon", "target", "square", "meta", "momentum", "reform", "labour", "labor", "republican", "democrat", "conservative", "liberal", "times", "post", "guardian", "mail", "sun", "mirror", "independent", "love", "young", "king", "cook", "baker", "hunt", "gove", "cash", "balls", "straw", "field", "stone", "wood", "hill", "banks", "bush", "ford", "carter", "major", "blunt", "swift", "church", "state", "house", "senate", "congress", "court", "government", "parliament", "council", "china", "turkey", "jordan", "chad", "israel", "smith", "cruz":
		return w != "trump" && w != "labour" && w != "republican" && w != "democrat" && w != "conservative" && w != "israel" && w != "smith" && w != "cruz" && w != "gove"
	}
	return false
}

// scan fills in the mentions and counts of targets over all comments.
func (m *matcher) scan(t *thread.Thread, targets []Target, ents []*entity) {
	m.sort()
	pro := newPronouns(t, ents)
	for i := range t.Len() {
		n := thread.Node(i)
		c := t.Comment(n)
		if t.Missing(n) || c.Text == "" {
			pro.skip(n)
			continue
		}
		m.toks = tokenise(m.toks[:0], c.Text)
		found := m.match(m.toks)
		counted := map[int]bool{}
		for _, f := range found {
			x := &targets[f.target]
			quoted := m.toks[f.lo].Is(towards.Quoted)
			if !counted[f.target] && !quoted && !f.head {
				counted[f.target] = true
				x.Comments++
			}
		}
		found = pro.resolve(n, m.toks, found)
		for _, f := range found {
			x := &targets[f.target]
			x.Mentions = append(x.Mentions, Mention{
				Node: n, Start: m.toks[f.lo].Start, End: m.toks[f.hi-1].End,
				Pronoun: f.pronoun, Quoted: m.toks[f.lo].Is(towards.Quoted),
				Evidence: thread.Evidence{Origin: thread.Mentioned, Confidence: f.conf, Cue: f.cue},
			})
		}
	}
}

// found is a mention by token indices.
type found struct {
	target, lo, hi int
	conf           float32
	pronoun        bool
	head           bool // whom the comment addresses at its head
	cue            string
}

// match returns the aliases among toks, leftmost longest.
func (m *matcher) match(toks []towards.Token) []found {
	var out []found
	for i := 0; i < len(toks); {
		t := &toks[i]
		next := i + 1
		if t.Is(towards.Tag) || i == 0 {
			next = max(next, m.wrote.addressee(toks, i))
		}
		list := m.first[t.Low]
		if !t.Word() || list == nil {
			i = next
			continue
		}
		for _, a := range list {
			hi := matchWords(toks, i, a.words)
			if hi == 0 || a.cased && !t.Is(towards.Capital) && !t.Is(towards.Tag) {
				continue
			}
			if t.Is(towards.First) && len(a.words) == 1 && m.lists.common[a.words[0]] && m.lists.given[a.words[0]] == 0 {
				continue
			}
			f := found{target: a.target, lo: i, hi: hi, conf: a.conf, cue: "name"}
			switch {
			case t.Is(towards.Tag):
				f.cue, f.conf = "tag", a.conf*0.97
			case !t.Is(towards.Capital):
				f.cue, f.conf = "lower case", a.conf*0.93
			}
			if hi < next {
				f.hi = next // "@Ann Baker" names Ann in full
			}
			next = max(next, hi)
			out = append(out, f)
			break
		}
		i = next
	}
	return out
}

// matchWords returns where words end if they stand at toks[i], else 0. Full
// stops after initials and titles are passed over.
func matchWords(toks []towards.Token, i int, words []string) int {
	for k, w := range words {
		if k > 0 && i < len(toks) && toks[i].Low == "." && i+1 < len(toks) && toks[i+1].Sent == toks[i].Sent {
			i++
		}
		if i >= len(toks) || toks[i].Low != w {
			return 0
		}
		i++
	}
	return i
}
