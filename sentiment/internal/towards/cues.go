package towards

import (
	_ "embed"
	"slices"
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
	behind  []cuePart // what must stand after the mention besides
}

type cuePart struct {
	gap   bool
	words map[uint32]bool
}

// cueLists are the cues of each side of a mention.
type cueLists struct{ before, after cueList }

// cueList finds the cues that the word next to a mention leaves possible.
type cueList struct {
	cues []cue
	// near holds the cues that ask for a word next to the mention, by that
	// word; far those that do not. Both are in order.
	near map[uint32][]int32
	far  []int32
}

func (l *cueList) add(c cue) {
	k := int32(len(l.cues))
	l.cues = append(l.cues, c)
	if c.parts[0].gap {
		l.far = append(l.far, k)
		return
	}
	for w := range c.parts[0].words {
		l.near[w] = append(l.near[w], k)
	}
}

// possible appends the cues that may match at unit i in direction step, in
// order.
func (l *cueList) possible(dst []int32, u []unit, i, step int) []int32 {
	sent := u[i].sent
	for i += step; i >= 0 && i < len(u) && u[i].quote; i += step {
	}
	dst = append(dst[:0], l.far...)
	if i >= 0 && i < len(u) && u[i].sent == sent {
		dst = append(dst, l.near[u[i].word]...)
		slices.Sort(dst)
	}
	return dst
}

func cueParts(words []string) []cuePart {
	var parts []cuePart
	for _, w := range words {
		p := cuePart{gap: w == "*"}
		if !p.gap {
			p.words = map[uint32]bool{}
			for a := range strings.SplitSeq(w, "|") {
				p.words[WordHash(a)] = true
			}
		}
		parts = append(parts, p)
	}
	return parts
}

var allCues = sync.OnceValue(func() *cueLists {
	names := map[string]int{"for": cueFor, "against": cueAgainst, "asked": cueAsked, "told": cueTold}
	l := &cueLists{before: cueList{near: map[uint32][]int32{}}, after: cueList{near: map[uint32][]int32{}}}
	id := uint32(1)
	for line := range strings.Lines(cuesText) {
		f := strings.Fields(line)
		if len(f) < 3 || f[0] == "#" {
			continue
		}
		c := cue{reading: names[f[0]], id: id}
		id++
		head, tail := f[2:], []string(nil)
		if k := slices.Index(head, "X"); k >= 0 {
			head, tail = head[:k], head[k+1:]
		}
		c.parts, c.behind = cueParts(head), cueParts(tail)
		if f[1] == "<" {
			slices.Reverse(c.parts)
			l.before.add(c)
			continue
		}
		l.after.add(c)
	}
	return l
})

// match walks from unit i in direction step and returns the last unit that the
// cue takes, -1 where it does not match, and whether a negator on the way
// turns it.
func (c *cue) match(u []unit, i, step int, negators map[uint32]bool) (at int, turned bool) {
	at, turned = matchParts(c.parts, u, i, step, negators)
	if at >= 0 && c.behind != nil {
		if b, _ := matchParts(c.behind, u, i, 1, nil); b < 0 {
			return -1, false
		}
	}
	return at, turned
}

func matchParts(parts []cuePart, u []unit, i, step int, negators map[uint32]bool) (at int, turned bool) {
	sent := u[i].sent
	last := i
	gap := 0
	for k := 0; k < len(parts); {
		p := &parts[k]
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
	l := allCues()
	u := x.units
	var sum [numCues]float32
	for i := range u {
		if !u[i].topic {
			continue
		}
		for side, list := range [...]*cueList{&l.before, &l.after} {
			step := 2*side - 1
			x.cuesAt = list.possible(x.cuesAt, u, i, step)
			for _, k := range x.cuesAt {
				c := &list.cues[k]
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
