package towards

import (
	_ "embed"
	"math"
	"strings"
	"sync"
)

//go:embed effects.txt
var effectsText string

// effect is what a word of argument does.
type effect uint8

// The effects, in the order of effects.txt.
const (
	noEffect effect = iota
	effectGood
	effectBad
	effectHelps
	effectHarms
	effectMore
	effectLess
	effectShould
	effectWrongly
)

// effectLists holds the effects of words, and those of stems whose words agree,
// by hash.
type effectLists struct{ word, stem map[uint32]effect }

var effects = sync.OnceValue(func() *effectLists {
	names := map[string]effect{"good": effectGood, "bad": effectBad, "helps": effectHelps, "harms": effectHarms, "more": effectMore, "less": effectLess, "should": effectShould, "wrongly": effectWrongly, "plain": noEffect}
	l := &effectLists{map[uint32]effect{}, map[uint32]effect{}}
	for line := range strings.Lines(effectsText) {
		head, rest, _ := strings.Cut(line, " ")
		e, ok := names[head]
		if !ok {
			continue
		}
		for w := range strings.FieldsSeq(rest) {
			l.word[WordHash(w)] = e
			s := WordHash(Stem(w))
			if old, ok := l.stem[s]; ok && old != e {
				l.stem[s] = noEffect
				continue
			}
			l.stem[s] = e
		}
	}
	return l
})

func (l *effectLists) of(word, stem uint32) effect {
	if e, ok := l.word[word]; ok {
		return e
	}
	return l.stem[stem]
}

// Symbols of an outline besides effects.
const (
	outlineTopic effect = 16 + iota
	outlineNot
	outlineSame
	outlineOpposed
	outlineEnd
)

// effectReach is how many words an effect reaches ahead.
const effectReach = 4

// effects adds what the text says is gained and lost, as sums and as the outline
// of each sentence: which sorts of words follow each other.
func (x *Extractor) effects(typ Type, f *Frame) {
	u := x.units
	var pos, neg, posN, negN, last float64
	turn, near := 0, -1
	turned := false
	a, b := outlineEnd, outlineEnd // the last two symbols
	push := func(e effect) {
		if e == b {
			return
		}
		x.add(typ, true, nsEffect, uint32(b), uint32(e), 1, 0.5)
		x.add(typ, true, nsEffect, uint32(a)<<8|uint32(b), uint32(e), 2, 0.35)
		a, b = b, e
	}
	sent := u[0].sent
	for i := range u {
		v := &u[i]
		x.at = v.at
		if v.sent != sent {
			push(outlineEnd)
			a, b = outlineEnd, outlineEnd
			sent, turn, turned, last = v.sent, 0, false, 0
		}
		if v.punct {
			turn, turned = 0, false
			continue
		}
		switch {
		case v.topic:
			push(outlineTopic)
			near = i + 8
			continue
		case v.rel == maskSame:
			push(outlineSame)
		case v.rel == maskOpposed:
			push(outlineOpposed)
		}
		if x.isNegator(v.word) {
			push(outlineNot)
		}
		if turn--; turn <= 0 {
			turned = false
		}
		e := v.effect
		if e == noEffect {
			continue
		}
		push(e)
		w := 0.0
		switch e {
		case effectGood:
			w = 1
		case effectBad:
			w = -1
		case effectHelps:
			w = 0.7
		case effectHarms:
			w = -0.7
		}
		if turned {
			w = -w
		}
		if v.neg {
			w *= -0.7
		}
		switch e {
		case effectHarms, effectLess:
			turn, turned = effectReach, !turned
		case effectHelps, effectMore:
			turn = effectReach
		}
		if w > 0 {
			pos += w
		} else {
			neg -= w
		}
		last += w
		if i < near {
			if w > 0 {
				posN += w
			} else {
				negN -= w
			}
		}
	}
	push(outlineEnd)
	x.at = -1
	put := func(k uint32, v float64) {
		if v == 0 {
			return
		}
		v = math.Tanh(v/4) * 2
		x.add(typ, true, nsEffect, k, 0, 3, float32(v))
		if f.effect != 0 {
			x.add(typ, false, nsEffect, k, 0, 4, float32(v)*f.effect)
		}
	}
	put(1, pos)
	put(2, neg)
	put(3, pos-neg)
	put(4, posN-negN)
	put(5, last)
	if pos+neg > 0 {
		put(6, 4*(pos-neg)/(pos+neg+1))
	}
	x.add(typ, true, nsEffect, uint32(int32(max(-3, min(3, math.Round(pos-neg))))+8), 0, 5, 1)
}

// claimEffect returns what a claim says is gained, in ±1, 0 for nothing.
func claimEffect(toks []Token) float32 {
	l, e := frameLists(), effects()
	sum := 0.0
	sign := 1.0
	for i := range toks {
		if !toks[i].Word() {
			continue
		}
		if l.negator[toks[i].Low] {
			sign = -sign
		}
		switch e.of(WordHash(toks[i].Low), WordHash(Stem(toks[i].Low))) {
		case effectGood, effectHelps:
			sum += sign
		case effectBad:
			sum -= sign
		case effectHarms:
			sum -= sign
			sign = -sign
		case effectLess:
			sign = -sign
		}
	}
	switch {
	case sum > 0:
		return 1
	case sum < 0:
		return -1
	}
	return 0
}
