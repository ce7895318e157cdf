package target

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/towards"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

const (
	defaultMax       = 20
	defaultSentences = 400
	maxMatched       = 1000 // names sought in all comments
)

func find(t *thread.Thread, names []string, opt *Options) []Target {
	if opt == nil {
		opt = &Options{}
	}
	d := newDiscovery()
	d.thread(t, opt.Context)
	sentences := opt.Sentences
	if sentences == 0 {
		sentences = defaultSentences
	}
	d.tagSentences(sentences)
	all := d.entities(names)
	authors := authorKeys(t)
	for _, e := range all {
		e.kind = d.kindOf(e)
		e.participant = e.forced == "" && isParticipant(e, authors)
	}
	least := opt.MinComments
	if least == 0 {
		least = 2
		if t.Len() <= 5 {
			least = 1
		}
	}
	wanted := func(e *entity) bool {
		if len(e.parts) == 0 || e.participant && !opt.Participants {
			return false
		}
		return e.uses() >= least || e.title() > 0
	}
	// People who are no targets themselves are matched all the same: a pronoun
	// may mean them.
	kept := slices.Clone(all[:len(names)])
	for _, e := range all[len(names):] {
		if names == nil && wanted(e) || e.rival() {
			kept = append(kept, e)
		}
	}
	slices.SortStableFunc(kept[len(names):], func(a, b *entity) int {
		return cmp.Or(cmp.Compare(b.uses(), a.uses()), cmp.Compare(a.name.key, b.name.key))
	})
	if len(kept)-len(names) > maxMatched {
		kept = kept[:len(names)+maxMatched]
	}
	limit := opt.Max
	if limit == 0 {
		limit = defaultMax
	}
	targets := make([]Target, len(kept))
	m := newMatcher(d)
	for i, e := range kept {
		targets[i] = e.target()
		m.add(i, e)
	}
	m.scan(t, targets, kept)
	for i, e := range kept {
		targets[i].Salience = e.weigh(&targets[i])
	}
	if names != nil {
		shareNames(targets[:len(names)], kept)
		return targets[:len(names)]
	}
	drop := map[string]bool{}
	for _, e := range kept {
		if !wanted(e) {
			drop[e.target().Name] = true
		}
	}
	targets = slices.DeleteFunc(targets, func(x Target) bool {
		return drop[x.Name] || x.Comments < least && !(x.Comments > 0 && x.Salience >= 2)
	})
	slices.SortStableFunc(targets, func(a, b Target) int {
		return cmp.Or(cmp.Compare(b.Salience, a.Salience), cmp.Compare(b.Comments, a.Comments), cmp.Compare(a.Name, b.Name))
	})
	if limit > 0 && len(targets) > limit {
		targets = targets[:limit]
	}
	return targets
}

// shareNames gives targets whose names differ in nothing but capitals and marks
// what was found of the first of them.
func shareNames(targets []Target, ents []*entity) {
	first := map[string]int{}
	for i := range targets {
		key := ents[i].name.key
		at, ok := first[key]
		if !ok {
			first[key] = i
			continue
		}
		name := targets[i].Name
		targets[i] = targets[at]
		x := &targets[i]
		x.Name, x.Mentions = name, slices.Clone(x.Mentions)
		x.Aliases = slices.DeleteFunc(slices.Clone(x.Aliases), func(a string) bool { return a == name })
	}
}

// rival reports whether e may own a pronoun that would else go to a target
// that the caller named.
func (e *entity) rival() bool { return e.kind == Person && len(e.parts) > 0 }

func (e *entity) title() int {
	n := 0
	for _, p := range e.parts {
		n += p.c.title
	}
	return n
}

// target returns e as the caller sees it, without mentions.
func (e *entity) target() Target {
	// The parts stand fullest and most frequent first; the name is the
	// spelling most used among the forms with the most words.
	x := Target{Name: e.name.display(), Kind: e.kind, Participant: e.participant}
	if e.forced != "" {
		x.Name = e.forced
	}
	parts := slices.Clone(e.parts)
	slices.SortStableFunc(parts, func(a, b part) int {
		return cmp.Or(cmp.Compare(b.c.weight(), a.c.weight()), cmp.Compare(a.c.key, b.c.key))
	})
	seen := map[string]bool{x.Name: true}
	for _, p := range parts {
		if f := p.c.display(); len(p.c.forms) > 0 && !seen[f] {
			seen[f] = true
			x.Aliases = append(x.Aliases, f)
		}
	}
	return x
}

// weigh returns the salience of a target with its mentions.
func (e *entity) weigh(x *Target) float64 {
	kind := [...]float64{Other: 0.6, Person: 1.8, Organisation: 0.9, Place: 0.5}[e.kind]
	s := float64(x.Comments)
	// Repetition within a comment counts, but little.
	s += 0.2 * float64(max(0, len(x.Mentions)-x.Comments))
	context := 0
	for _, p := range e.parts {
		context += p.c.context
	}
	s *= kind
	if e.title() > 0 {
		s = s*1.5 + 2
	} else if context > 0 {
		s = s*1.2 + 0.5
	}
	return s
}

// kindOf decides what sort of thing e is: titles, known words and what stands
// about the name outweigh prose, whose labels are often wrong on single words.
func (d *discovery) kindOf(e *entity) Kind {
	var score [4]float64
	for _, p := range e.parts {
		c := p.c
		n := len(c.words)
		if n == 0 {
			continue
		}
		score[Person] += 4*float64(c.titled) + 1.5*float64(c.spoke)
		score[Place] += 1.5 * float64(c.placed)
		score[Organisation] += 0.5 * float64(c.the)
		if g := d.lists.given[c.words[0]]; g != 0 {
			score[Person] += 3 * float64(c.weight())
		}
		last := c.words[n-1]
		if d.lists.org[last] {
			score[Organisation] += 6 * float64(c.weight())
		}
		if d.lists.place[c.key] || d.lists.place[last] && n > 1 {
			score[Place] += 4 * float64(c.weight())
		}
		if c.acronym*2 > c.all {
			score[Organisation] += 1.5 * float64(c.weight())
		}
		if strings.HasSuffix(last, "ies") && n == 1 {
			score[Organisation] += float64(c.weight())
		}
		if personal(last) || n > 1 && d.lists.given[c.words[0]] != 0 {
			score[Person] += 0.8 * float64(c.kinds[Person])
		}
		if c.placed > 0 {
			score[Place] += 0.5 * float64(c.kinds[Place])
		}
		if d.lists.body[c.key] {
			score[Organisation] += 6 * float64(c.weight())
		}
		if n == 1 && personal(last) && c.acronym*2 <= c.all {
			// A lone name with nothing said of it: in comment threads mostly a person.
			score[Person] += 0.25*float64(c.kinds[Place]) + 0.6
		}
		score[Organisation] += 0.6 * float64(c.kinds[Organisation])
	}
	best := Other
	for k := Person; k <= Place; k++ {
		if score[k] > score[best] {
			best = k
		}
	}
	if score[best] < 0.5 {
		return Other
	}
	return best
}

// personal reports whether the word may be a surname by its ending: groups,
// doctrines and followers are none.
func personal(w string) bool {
	for _, s := range [...]string{"ism", "ist", "ists", "ites", "ite", "ies", "ians", "cans", "crats", "tion", "ing", "xit", "coin", "ers", "als", "ems", "tie", "ties", "ral"} {
		if strings.HasSuffix(w, s) {
			return false
		}
	}
	return true
}

// authorKeys returns the folded names of those who write in the thread, and
// their first words.
func authorKeys(t *thread.Thread) map[string]bool {
	keys := map[string]bool{}
	for _, a := range t.Authors() {
		f := strings.Join(strings.Fields(towards.Fold(a)), " ")
		keys[f] = true
		keys[strings.ReplaceAll(f, " ", "")] = true
		if first, _, ok := strings.Cut(f, " "); ok && utf8.RuneCountInString(first) > 2 {
			keys[first] = true
		}
	}
	return keys
}

// isParticipant reports whether e writes in the thread: by its author names,
// or by being addressed more than spoken of.
func isParticipant(e *entity, authors map[string]bool) bool {
	voc, all, titled := 0, 0, 0
	known := false
	for _, p := range e.parts {
		voc += p.c.vocative
		all += p.c.all
		titled += p.c.titled + p.c.title + p.c.context
		if authors[p.c.key] || authors[strings.ReplaceAll(p.c.key, " ", "")] {
			known = true
		}
	}
	if known {
		return titled == 0 || voc*2 > all
	}
	return titled == 0 && voc*5 >= all*2 && voc > 0
}
