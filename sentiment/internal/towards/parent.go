package towards

import (
	"math"
	"strings"
	"sync"
)

// How a reply opens towards the comment it answers.
const (
	opensOtherwise = iota
	opensAgreeing
	opensDisagreeing
)

const (
	agreeing    = `yes yeah yep yup yea agree agreed exactly true right correct this same indeed absolutely definitely precisely amen totally certainly sure well-said spot bingo ditto preach facts and also plus thanks thank`
	disagreeing = `no nope nah wrong but actually not disagree bullshit nonsense false incorrect except however yet why how rubbish lies lie bs wtf um uh really seriously huh so untrue never doubt hardly`
)

var openers = sync.OnceValue(func() map[string]int {
	m := map[string]int{}
	for w := range strings.FieldsSeq(agreeing) {
		m[w] = opensAgreeing
	}
	for w := range strings.FieldsSeq(disagreeing) {
		m[w] = opensDisagreeing
	}
	return m
})

// opening says how a reply opens: by the first word that tells among four.
func opening(toks []Token) uint32 {
	n := 0
	for i := range toks {
		if !toks[i].Word() {
			continue
		}
		if o := openers()[toks[i].Low]; o != opensOtherwise {
			return uint32(o)
		}
		if n++; n == 4 {
			break
		}
	}
	return opensOtherwise
}

// parent adds what the comment answered says of the target, alone and crossed
// with how the reply opens: whether it agrees is a feature, never the rule.
func (x *Extractor) parent(in *Input) {
	typ := in.Frame.Type
	mentions := in.ParentMentions
	if mentions == nil {
		mentions = in.Frame.Find(in.Parent)
	}
	all, near := x.parentValence(in.Parent, mentions)
	named := b2u(len(mentions) > 0)
	pol := uint32(int32(max(-2, min(2, math.Round(all/2)))) + 8)
	x.add(typ, false, nsParent, 1, named, 0, 1)
	x.add(typ, true, nsParent, 2, pol, 0, 0.7)
	u := x.units
	for i := 0; i < len(u) && i < 4; i++ {
		x.add(typ, true, nsParent, 3, u[i].word, pol, 0.7)
	}
	x.add(typ, false, nsParent, 4, named, b2u(len(u) < 12), 1)
	open := opening(in.Tokens)
	camp := x.parentCamp(in.Parent, in.Frame)
	lean := uint32(int32(max(-1, min(1, math.Round(near)+camp))) + 8)
	x.out = append(x.out, Feature{mix(nsParent, 5, lean, open), 1, -1, true}, Feature{mix(nsParent, 6, lean, 0), 1, -1, true})
	x.addRel(typ, nsParent, 7, b2u(lean != 8), open, 1)
	x.addRel(typ, nsParent, 8, named, b2u(len(x.found) > 0), 1)
}

// parentValence returns sums of polarity: over all words, and within five of a
// mention.
func (x *Extractor) parentValence(toks []Token, mentions [][2]int) (all, near float64) {
	neg, m := 0, 0
	for i := range toks {
		t := &toks[i]
		if x.lists.negator[t.Low] {
			neg = 4
		}
		for m < len(mentions) && mentions[m][1]+5 <= i {
			m++
		}
		if w := x.Valence[WordHash(t.Low)]; w != 0 {
			s := float64(w) / 10
			if neg > 0 {
				s *= -0.7
			}
			all += s
			if m < len(mentions) && mentions[m][0]-5 <= i {
				near += s
			}
		}
		if neg--; neg < 0 || !t.Word() {
			neg = 0
		}
	}
	return all, near
}

// parentCamp returns how many more words of the target's friends than of its
// enemies the comment answered uses.
func (x *Extractor) parentCamp(toks []Token, f *Frame) float64 {
	if f.terms == nil {
		return 0
	}
	sum, before := 0.0, uint32(0)
	for i := range toks {
		if !toks[i].Word() {
			before = 0
			continue
		}
		h := WordHash(Stem(toks[i].Low))
		sum += float64(f.terms[h])
		if before != 0 {
			sum += float64(f.terms[pairHash(before, h)])
		}
		before = h
	}
	return sum * float64(f.termSign)
}
