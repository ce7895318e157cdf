package target

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/towards"
)

// entity is a target in the making: a name and the candidates that mean it.
type entity struct {
	name   *candidate
	norm   []string // the name's words, hyphens and initials taken apart
	joined string   // norm without blanks
	parts  []part
	kind   Kind
	count  int // texts that use the parts, each part's counted apart

	participant bool
	forced      string // the name the caller gave
}

// part is a candidate and how surely it means the entity.
type part struct {
	c    *candidate
	conf float32
}

func newEntity(c *candidate, norm []string) *entity {
	e := &entity{name: c, norm: norm, joined: strings.Join(norm, "")}
	e.take(part{c, 0.97})
	return e
}

// take makes p a part of e.
func (e *entity) take(p part) {
	e.parts = append(e.parts, p)
	e.count += p.c.weight()
}

// weight is the number of texts that use c, the context's among them.
func (c *candidate) weight() int { return c.docs + c.context }

// accepted reports whether the candidate is a name at all.
func (d *discovery) accepted(c *candidate) bool {
	if len(c.words) > 1 {
		if d.modified(c) {
			return false
		}
		// Two capitals in the middle of a sentence seldom stand together by
		// chance; at its head they do: "Proportional Representation works".
		return c.mid > 0 || c.judged == 0 || c.proper*2 > c.judged || d.lists.given[c.words[0]] != 0
	}
	w := c.words[0]
	known := d.lists.given[w] != 0 || d.lists.place[w]
	low := d.lower[w]
	if strings.HasSuffix(w, "s") {
		low = max(low, d.lower[strings.TrimSuffix(w, "s")])
	}
	switch {
	case c.titled > 0:
		return true
	case low > c.mid && c.acronym*2 < c.all && !known:
		return false // as often an ordinary word
	case c.judged > 0 && c.proper*3 < c.judged && c.acronym == 0:
		return false
	case c.mid > 0:
		return true
	}
	return known || c.judged > 1 && c.proper*2 > c.judged // one sentence alone misleads prose too often
}

// modified reports whether c is only a shorter, more frequent acronym with a
// word before it: "RW PLP".
func (d *discovery) modified(c *candidate) bool {
	last := d.cands[c.words[len(c.words)-1]]
	return last != nil && last.acronym*2 > last.all && last.weight() >= 2*c.weight() && d.lists.given[c.words[0]] == 0
}

// entities joins the accepted candidates into entities, fullest names first,
// after those that the caller named.
func (d *discovery) entities(names []string) []*entity {
	forced := make([]*entity, len(names))
	for i, n := range names {
		forced[i] = d.named(n)
	}
	// A form of a name that the caller gave needs no other proof.
	vouched := func(c *candidate) bool {
		norm := normWords(c.words)
		return len(norm) > 0 && slices.ContainsFunc(forced, func(e *entity) bool { return d.formOf(c, norm, strings.Join(norm, ""), e) > 0 })
	}
	kept := make([]*candidate, 0, len(d.cands))
	for _, c := range d.cands {
		if d.accepted(c) || vouched(c) {
			kept = append(kept, c)
		}
	}
	slices.SortFunc(kept, func(a, b *candidate) int {
		return cmp.Or(cmp.Compare(min(len(b.words), 2), min(len(a.words), 2)), cmp.Compare(b.weight(), a.weight()), cmp.Compare(b.all, a.all), cmp.Compare(a.key, b.key))
	})
	var all []*entity
	index := map[string][]*entity{} // by every word of the name
	add := func(e *entity) {
		all = append(all, e)
		for i, w := range e.norm {
			if !slices.Contains(e.norm[:i], w) {
				index[w] = append(index[w], e)
			}
		}
		if ac := acronym(e.norm); ac != "" {
			index[ac] = append(index[ac], e)
		}
		index[e.joined] = append(index[e.joined], e)
	}
	for _, e := range forced {
		add(e)
	}
	for _, c := range kept {
		if slices.ContainsFunc(all[:len(names)], func(e *entity) bool { return e.name == c }) {
			continue
		}
		norm := normWords(c.words)
		if e, conf := d.owner(c, norm, index); e != nil {
			e.take(part{c, conf})
			continue
		}
		add(newEntity(c, norm))
	}
	all = d.spellings(all, len(names))
	d.introduce(all)
	return all
}

// named returns an entity for a name that the caller gave.
func (d *discovery) named(name string) *entity {
	toks := towards.Tokenise(nil, name)
	var words []string
	for i := range toks {
		if toks[i].Word() && (d.lists.title[toks[i].Low] == 0 || len(toks) == 1) {
			words = append(words, toks[i].Low)
		}
	}
	key := strings.Join(words, " ")
	c := d.cands[key]
	if c == nil {
		c = &candidate{key: key, words: words, forms: map[string]int{}}
	}
	e := newEntity(c, normWords(words))
	e.forced = name
	return e
}

// normWords takes hyphens apart and drops initials.
func normWords(words []string) []string {
	var out []string
	for i, w := range words {
		for p := range strings.SplitSeq(w, "-") {
			if utf8.RuneCountInString(p) == 1 && i > 0 && i < len(words)-1 {
				continue
			}
			if p != "" && p != "the" {
				out = append(out, p)
			}
		}
	}
	return out
}

func acronym(norm []string) string {
	if len(norm) < 2 {
		return ""
	}
	var b strings.Builder
	for _, w := range norm {
		if w == "of" || w == "for" || w == "and" {
			continue
		}
		r, _ := utf8.DecodeRuneInString(w)
		b.WriteRune(r)
	}
	return b.String()
}

// maxAlike bounds the entities of one word that a name is compared with, those
// with most uses first: no thread means more people by one surname.
const maxAlike = 100

// owner returns the entity that candidate c is a form of, nil where there is
// none or where two are about as likely.
func (d *discovery) owner(c *candidate, norm []string, index map[string][]*entity) (*entity, float32) {
	var best *entity
	var conf float32
	bestScore, second := 0.0, 0.0
	joined := strings.Join(norm, "")
	try := func(e *entity) {
		if e == best {
			return
		}
		k := d.formOf(c, norm, joined, e)
		if k == 0 {
			return
		}
		w := float64(e.name.weight()) + 0.5
		if e.forced != "" {
			w += 1000
		}
		if s := w * float64(k); s > bestScore {
			best, conf, second, bestScore = e, k, bestScore, s
		} else if s > second {
			second = s
		}
	}
	if len(norm) == 0 {
		return nil, 0
	}
	seen := map[*entity]bool{}
	visit := func(key string) {
		same := index[key]
		for _, e := range same[:min(len(same), maxAlike)] {
			if !seen[e] {
				seen[e] = true
				try(e)
			}
		}
	}
	for _, w := range norm {
		visit(w)
	}
	visit(joined)
	if ac := acronym(norm); ac != "" {
		visit(ac)
	}
	if len(norm) == 1 {
		visit(d.lists.short[norm[0]])
		visit(singular(norm[0]))
		visit(singular(norm[0]) + "s")
	}
	if best == nil || second*1.5 > bestScore && conf < 0.95 {
		return nil, 0
	}
	return best, conf
}

// formOf returns how surely a candidate with the words norm, joined without
// blanks, means e, 0 where it does not.
func (d *discovery) formOf(c *candidate, norm []string, joined string, e *entity) float32 {
	n, m := len(norm), len(e.norm)
	switch {
	case joined == e.joined:
		return 0.97
	case n == 1 && m == 1:
		if singular(norm[0]) == singular(e.norm[0]) && len(norm[0]) > 3 {
			return 0.9
		}
		return 0
	case n < m && slices.Equal(norm, e.norm[m-n:]) && !d.lists.org[norm[n-1]]:
		if n == 1 && c.vocative*2 > c.all && c.docs > 0 && e.forced == "" {
			return 0
		}
		return 0.95 // the surname
	case n < m && slices.Equal(norm, e.norm[:n]) && d.orgTail(e.norm[n:]):
		return 0.9 // "Labour" of "Labour Party"
	case m < n && slices.Equal(e.norm, norm[:m]) && d.orgTail(norm[m:]):
		return 0.9
	case m < n && m == 1 && d.lists.given[norm[0]] != 0 && norm[n-1] == e.norm[0] && d.lists.given[e.norm[0]] == 0:
		return 0.9 // the caller named the surname only
	case n == 1 && m > 1 && (norm[0] == e.norm[0] || d.lists.short[norm[0]] == e.norm[0]) && d.lists.given[norm[0]] != 0:
		if c.vocative*3 > c.all {
			return 0
		}
		return 0.8 // the first name
	case n == 1 && m > 1 && len(norm[0]) >= 3 && c.acronym > 0 && norm[0] == acronym(e.norm):
		return 0.9
	case m == 1 && n > 1 && len(e.norm[0]) >= 3 && e.name.acronym > 0 && e.norm[0] == acronym(norm):
		return 0.9
	case n > 1 && m > 1 && norm[n-1] == e.norm[m-1] && d.sameFirst(norm[0], e.norm[0]):
		return 0.9 // "Joe Biden", "Joseph Robinette Biden"
	case n > 1 && m > 1 && plural(norm, e.norm):
		return 0.9
	}
	return 0
}

func (d *discovery) sameFirst(a, b string) bool {
	return a == b || d.lists.short[a] == b || d.lists.short[b] == a
}

func plural(a, b []string) bool {
	n := len(a) - 1
	return len(a) == len(b) && slices.Equal(a[:n], b[:n]) && singular(a[n]) == singular(b[n])
}

func singular(w string) string {
	switch {
	case strings.HasSuffix(w, "ies") && len(w) > 4:
		return w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "ss"):
		return w
	case strings.HasSuffix(w, "s") && len(w) > 3:
		return w[:len(w)-1]
	}
	return w
}

func (d *discovery) orgTail(tail []string) bool {
	for _, w := range tail {
		if !d.lists.org[w] {
			return false
		}
	}
	return true
}

// spellings joins rare entities to a much more frequent one that is a slip of
// the pen away.
func (d *discovery) spellings(all []*entity, fixed int) []*entity {
	// The places of entities in all, by what is left of their last word where
	// one letter, or none, is left out: words a slip apart have one in common.
	near := map[string][]int32{}
	for i, e := range all {
		for s := range slips(e.norm) {
			near[s] = append(near[s], int32(i))
		}
	}
	kept := make([]*entity, 0, len(all))
	for i, e := range all {
		if i >= fixed {
			if to := d.nearest(e, all, near); to != nil {
				for _, p := range e.parts {
					to.take(part{p.c, p.conf * 0.88})
				}
				continue
			}
		}
		kept = append(kept, e)
	}
	return kept
}

// maxSlip bounds the length of words among which slips are looked for.
const maxSlip = 40

// slips yields the last word of a name and what is left of it without one of
// its letters, none for words too short or too long to tell a slip.
func slips(norm []string) iter.Seq[string] {
	return func(yield func(string) bool) {
		if len(norm) == 0 {
			return
		}
		w := norm[len(norm)-1]
		if len(w) < 6 || len(w) > maxSlip || !yield(w) {
			return
		}
		for i := range len(w) {
			if i > 0 && w[i] == w[i-1] {
				continue // the same is left
			}
			if !yield(w[:i] + w[i+1:]) {
				return
			}
		}
	}
}

// nearest returns the first of all that e is a slip for, nil where there is
// none.
func (d *discovery) nearest(e *entity, all []*entity, near map[string][]int32) *entity {
	n := len(e.norm)
	if n == 0 || e.uses() >= 4 {
		return nil
	}
	last := e.norm[n-1]
	if d.lower[last] > 0 || d.lists.place[last] || d.lists.given[last] != 0 {
		return nil
	}
	best := len(all)
	for s := range slips(e.norm) {
		places := near[s]
		for _, at := range places[:min(len(places), maxAlike)] {
			o := all[at]
			m := len(o.norm)
			if int(at) >= best || o == e || o.uses() < e.rarer() || o.uses() == e.uses() && o.name.key > e.name.key || n > 1 && m > 1 && !d.sameFirst(e.norm[0], o.norm[0]) && (n > m || !slices.Equal(e.norm[:n-1], o.norm[m-n:m-1])) {
				continue
			}
			if want := o.norm[m-1]; want[0] == last[0] && singular(want) != singular(last) && oneEdit(last, want) {
				best = int(at)
			}
		}
	}
	if best == len(all) {
		return nil
	}
	return all[best]
}

// rarer returns how often the right spelling must be used for e to count as a
// slip: a first name in common is evidence of its own.
func (e *entity) rarer() int {
	if len(e.norm) > 1 {
		return e.uses()
	}
	return 2 * e.uses()
}

func (e *entity) uses() int { return e.count }

// oneEdit reports whether one letter added, left out, changed or two
// neighbours swapped turn a into b.
func oneEdit(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 || a == b {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return a[i:] == b[i+1:]
	}
	if i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:] {
		return true
	}
	return a[i+1:] == b[i+1:]
}

// introduce gives nicknames that the text introduces to their owners.
func (d *discovery) introduce(all []*entity) {
	owner := map[string]*entity{} // by the keys of the parts
	for _, e := range all {
		for _, p := range e.parts {
			if owner[p.c.key] == nil {
				owner[p.c.key] = e
			}
		}
	}
	for _, nick := range d.nicks {
		from, to := owner[nick.name], owner[nick.of]
		c := d.cands[nick.name]
		if to == nil || c == nil || from == to {
			continue
		}
		if from != nil {
			if from.forced != "" || from.uses() > to.uses() {
				continue
			}
			for _, p := range from.parts {
				to.take(part{p.c, 0.85})
				if owner[p.c.key] == from {
					owner[p.c.key] = to
				}
			}
			from.parts, from.count = nil, 0
			continue
		}
		to.take(part{c, 0.85})
		owner[c.key] = to
	}
}

// display returns the commonest spelling of c, its small words kept.
func (c *candidate) display() string {
	best, n := "", 0
	for f, k := range c.forms {
		score := k * 4
		if r, _ := utf8.DecodeRuneInString(f); unicode.IsUpper(r) {
			score++
		}
		if len(c.words) == 1 && c.acronym*2 <= c.all && f == strings.ToUpper(f) && len(f) > 1 {
			score = 1 // "LAVERY" shouted once
		}
		if score > n || score == n && f < best {
			best, n = f, score
		}
	}
	if best == "" {
		return c.key
	}
	return best
}
