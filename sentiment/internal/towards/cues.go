package towards

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed cues.txt
var cuesText string

// readings of a cue.
const (
	cueFor = iota
	cueAgainst
	cueAsked // speaks of the target without a judgement
	cueTold  // somebody else's judgement
	numCues
)

// cue is a pattern of words on one side of a mention.
type cue struct {
	reading int
	id      uint32
	parts   []cuePart // nearest to the mention first
}

type cuePart struct {
	gap   bool
	words map[uint32]bool
}

type cueLists struct{ before, after []cue }

var cueList = sync.OnceValue(func() *cueLists {
	names := map[string]int{"for": cueFor, "against": cueAgainst, "asked": cueAsked, "told": cueTold}
	l := &cueLists{}
	id := uint32(1)
	for line := range strings.Lines(cuesText) {
		f := strings.Fields(line)
		if len(f) < 3 || f[0] == "#" {
			continue
		}
		c := cue{reading: names[f[0]], id: id}
		id++
		for _, w := range f[2:] {
			p := cuePart{gap: w == "*"}
			if !p.gap {
				p.words = map[uint32]bool{}
				for a := range strings.SplitSeq(w, "|") {
					p.words[WordHash(a)] = true
				}
			}
			c.parts = append(c.parts, p)
		}
		if f[1] == "<" {
			for i, j := 0, len(c.parts)-1; i < j; i, j = i+1, j-1 {
				c.parts[i], c.parts[j] = c.parts[j], c.parts[i]
			}
			l.before = append(l.before, c)
			continue
		}
		l.after = append(l.after, c)
	}
	return l
})

// match walks from unit i in direction step and returns the last unit that the
// cue takes, -1 where it does not match, and whether a negator on the way
// turns it.
func (c *cue) match(u []unit, i, step int, negators map[uint32]bool) (at int, turned bool) {
	sent := u[i].sent
	last := i
	gap := 0
	for k := 0; k < len(c.parts); {
		p := &c.parts[k]
		if p.gap {
			gap = 3
			k++
			continue
		}
		i += step
		if i < 0 || i >= len(u) || u[i].sent != sent {
			return -1, false
		}
		if u[i].quote {
			continue
		}
		if p.words[u[i].word] {
			last = i
			turned = turned != deniesItself(u[i].word)
			k++
			gap = 0
			continue
		}
		if gap == 0 || u[i].punct {
			return -1, false
		}
		if negators[u[i].word] {
			turned = !turned
		}
		gap--
	}
	return last, turned
}

// cues adds what is said of each mention in so many words, and what copulas
// and verbs of judgement say of it.
func (x *Extractor) cues(typ Type) {
	l := cueList()
	u := x.units
	var sum [numCues]float32
	for i := range u {
		if !u[i].topic {
			continue
		}
		for side, list := range [...][]cue{l.before, l.after} {
			step := 2*side - 1
			for k := range list {
				c := &list[k]
				at, turned := c.match(u, i, step, x.lists.negatorHash)
				if at < 0 {
					continue
				}
				reading := c.reading
				if side == 0 && u[at].neg || side == 1 && u[i].neg {
					turned = !turned
				}
				if turned && reading == cueFor {
					reading = cueAgainst
				} else if turned && reading == cueAgainst {
					reading = cueFor
				}
				sum[reading]++
				x.at = u[at].at
				x.out = append(x.out, Feature{mix(nsCue, c.id, b2u(turned), 0), 0.7, x.at, true})
				x.rel = append(x.rel, Feature{mix(nsCue, c.id, 2, 0), 0.7, -1, false})
			}
		}
		if v := x.predicate(i); v > 0 {
			sum[cueFor] += v
		} else {
			sum[cueAgainst] -= v
		}
	}
	x.at = -1
	put := func(k uint32, v float32) {
		if v != 0 {
			x.add(typ, true, nsCue, k, 1<<20, 0, v)
		}
	}
	pro, con := min(sum[cueFor], 3), min(sum[cueAgainst], 3)
	put(1, pro)
	put(2, con)
	put(3, pro-con)
	put(4, b2f(pro > con))
	put(5, b2f(con > pro))
	for k := range sum {
		x.addRel(typ, nsCue, uint32(k), uint32(min(sum[k], 2)), 1<<20, 1)
	}
	x.addRel(typ, nsCue, 9, b2u(pro+con > 0), b2u(sum[cueAsked]+sum[cueTold] > 0), 1)
	if sum[cueTold] > 0 {
		put(6, pro-con)
	}
}

// predicate returns the value of what is said of the mention at i: the first
// word of judgement after a copula or as a verb.
func (x *Extractor) predicate(i int) float32 {
	u := x.units
	turned := false
	for d := 1; d <= 6 && i+d < len(u); d++ {
		v := &u[i+d]
		if v.sent != u[i].sent || v.punct || v.topic {
			return 0
		}
		if x.isNegator(v.word) {
			turned = !turned
			continue
		}
		if v.val != 0 {
			w := max(-1, min(1, float32(v.val)/20))
			if turned {
				w = -w
			}
			return w
		}
	}
	return 0
}

func (x *Extractor) isNegator(h uint32) bool { return x.lists.negatorHash[h] }

func quoteMark(s string) bool {
	switch s {
	case "\"", "“", "”", "'", "‘", "’":
		return true
	}
	return false
}

// deniesItself reports whether the word is a copula with its negation.
func deniesItself(h uint32) bool {
	return h == WordHash("isn't") || h == WordHash("wasn't") || h == WordHash("aren't")
}
