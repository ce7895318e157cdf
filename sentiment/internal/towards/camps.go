package towards

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed camps.txt
var campsText string

// sides tells which side of a dispute a target is on and which words its
// friends and its enemies use.
type sides struct {
	target map[string]camp // by folded name
	stems  map[string]camp // by the stems of the name, for other endings
}

// camp is what a target's friends and enemies say: terms by hash, and -1 where
// the target opposes those whose terms they are.
type camp struct {
	terms map[uint32]int8
	sign  int8
}

var campLists = sync.OnceValue(func() *sides {
	c := &sides{target: map[string]camp{}, stems: map[string]camp{}}
	type entry struct {
		name string
		camp
	}
	var entries []entry
	var terms map[uint32]int8
	for line := range strings.Lines(campsText) {
		head, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch head {
		case "side":
			terms = map[uint32]int8{}
		case "targets", "opposed":
			sign := int8(1)
			if head == "opposed" {
				sign = -1
			}
			for name := range strings.SplitSeq(rest, ",") {
				entries = append(entries, entry{strings.TrimSpace(name), camp{terms, sign}})
			}
		case "for", "against":
			v := int8(1)
			if head == "against" {
				v = -1
			}
			for term := range strings.SplitSeq(rest, ",") {
				terms[termHash(strings.Fields(term))] = v
			}
		}
	}
	for _, e := range entries {
		c.target[e.name] = c.target[e.name].with(e.camp)
	}
	for _, e := range entries {
		if k := stemKey(e.name); c.stems[k].terms == nil {
			c.stems[k] = c.target[e.name]
		}
	}
	return c
})

// with returns the terms of both: hunting is fought by vegans and by those who
// would rather see animals in the wild. What a says first stands.
func (a camp) with(b camp) camp {
	if a.terms == nil {
		return b
	}
	m := make(map[uint32]int8, len(a.terms)+len(b.terms))
	for h, v := range b.terms {
		m[h] = v * b.sign
	}
	for h, v := range a.terms {
		m[h] = v * a.sign
	}
	return camp{m, 1}
}

func stemKey(name string) string {
	w := strings.Fields(name)
	for i := range w {
		w[i] = Stem(w[i])
	}
	return strings.Join(w, " ")
}

func termHash(words []string) uint32 {
	h := uint32(0)
	for _, w := range words {
		h = pairHash(h, WordHash(Stem(w)))
	}
	return h
}

func pairHash(a, b uint32) uint32 {
	if a == 0 {
		return b
	}
	return a*0x01000193 ^ b ^ a>>15
}

// side returns the terms of the side that a target is on, nil where it is on
// none known, and -1 where it is on the other.
func side(name string) (map[uint32]int8, int8) {
	c := campLists()
	name = strings.TrimPrefix(name, "the ")
	k, ok := c.target[name]
	if !ok {
		k = c.stems[stemKey(name)]
	}
	if k.terms == nil {
		return nil, 1
	}
	return k.terms, k.sign
}

// camps adds how many words of its friends and of its enemies a text uses,
// where the target is on a known side.
func (x *Extractor) camps(typ Type, f *Frame) {
	if f.terms == nil {
		return
	}
	u := x.units
	var pro, con float32
	count := func(h uint32, neg bool, at int32) {
		v := f.terms[h] * f.termSign
		if v == 0 {
			return
		}
		x.out = append(x.out, Feature{mix(nsCamp, h, b2u(neg), uint32(v)+7), 0.7, at, true})
		w := float32(1)
		if neg {
			w = -0.4
		}
		if v > 0 {
			pro += w
		} else {
			con += w
		}
	}
	for i := range u {
		if u[i].topic {
			continue
		}
		count(u[i].stem, u[i].neg, u[i].at)
		for d := 1; d <= 2 && i+d < len(u); d++ {
			if u[i+d].sent == u[i].sent {
				count(pairHash(u[i].stem, u[i+d].stem), u[i].neg, u[i].at)
			}
		}
	}
	put := func(k uint32, v float32) {
		if v != 0 {
			x.out = append(x.out, Feature{mix(nsCamp, k, 1<<20, 0), v, -1, true})
		}
	}
	put(1, min(pro, 4))
	put(2, min(con, 4))
	put(3, max(-3, min(3, pro-con)))
	if pro+con > 0 {
		put(4, 2*(pro-con)/(pro+con+0.5))
	}
	put(5, b2f(pro > 0 && con <= 0))
	put(6, b2f(con > 0 && pro <= 0))
}

// topic adds the words of the target itself and what they are worth: few are
// for corruption, and few against kindness.
func (x *Extractor) topic(f *Frame) {
	sum := 0.0
	for i, s := range f.Topic {
		h := WordHash(s)
		x.out = append(x.out, Feature{mix(nsTopic, h, 0, 0), topicGain, -1, false})
		x.addRel(f.Type, nsTopic, h, 0, 0, topicGain)
		if i == len(f.Topic)-1 {
			x.out = append(x.out, Feature{mix(nsTopic, h, 1, 0), topicGain, -1, false})
		}
	}
	if len(f.Forms) > 0 {
		for _, w := range f.Forms[0] {
			sum += float64(x.Valence[WordHash(w)]) / 10
		}
	}
	if f.effect != 0 {
		x.out = append(x.out, Feature{mix(nsTopic, 2, 2, 0), f.effect, -1, false})
		x.addRel(f.Type, nsTopic, uint32(f.effect+2), 4, 0, 1)
	}
	if sum != 0 {
		x.out = append(x.out, Feature{mix(nsTopic, 1, 2, 0), float32(max(-2, min(2, sum/2))), -1, false})
	}
	x.out = append(x.out, Feature{mix(nsTopic, uint32(min(len(f.Topic), 4)), 3, 0), 1, -1, false})
}

// topicGain is what a word of the target counts.
const topicGain = 0.7

func b2f(b bool) float32 {
	if b {
		return 1
	}
	return 0
}

// own adds words crossed with the target itself: what a model that was shown
// the target knows of it and keeps from others.
func (x *Extractor) own(f *Frame, scale float32) {
	h := WordHash(f.name)
	u := x.units
	for i := range u {
		if u[i].punct {
			continue
		}
		x.out = append(x.out, Feature{mix(nsOwn, u[i].stem, b2u(u[i].neg), h), scale, u[i].at, true})
		if i+1 < len(u) && u[i+1].sent == u[i].sent {
			x.out = append(x.out, Feature{mix(nsOwn, u[i].word, u[i+1].word+2, h), scale * 0.7, u[i].at, true})
		}
		x.rel = append(x.rel, Feature{mix(nsOwn, u[i].stem, 2, h), scale, u[i].at, false})
	}
}

// letters adds runs of four letters and whole hashtags, which survive the
// spelling of short messages.
func (x *Extractor) letters(in *Input, typ Type, scale float32) {
	toks := in.Tokens
	m := 0
	for i := range toks {
		t := &toks[i]
		if !t.Word() {
			continue
		}
		for m < len(x.found) && x.found[m][1] <= i {
			m++
		}
		if m < len(x.found) && x.found[m][0] <= i && !t.Is(Tag) {
			continue
		}
		w := t.Low
		n := len(w)
		if n < 3 || n > 24 {
			continue
		}
		at := int32(i)
		v := scale * 0.35
		h := uint32(1)
		for k := 0; k <= n; k++ {
			// A window of four over the word with its edges marked.
			var b [4]byte
			for d := range 4 {
				switch p := k + d - 1; {
				case p < 0 || p >= n:
					b[d] = '_'
				default:
					b[d] = w[p]
				}
			}
			if k+2 > n {
				break
			}
			h = uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24
			x.out = append(x.out, Feature{mix(nsLetters, h, uint32(typ), 0), v, at, true})
		}
	}
}
