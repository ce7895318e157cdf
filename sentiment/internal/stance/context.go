package stance

import "strings"

func (p *Pair) parent(v *Vector, sp *space) {
	const g = GroupParent
	if !p.Known {
		return
	}
	d, q := p.Reply, p.Parent
	v.flag(fParentQ, q.finalQ, g)
	v.flag(fParentAnyQ, q.asks > 0, g)
	v.add(fParentLen, logp(q.words)*0.25, g)
	v.flag(fParentShort, q.words <= 8, g)
	v.add(fLenRatio, (logp(d.words)-logp(q.words))*0.25, g)
	v.flag(fParentTitle, strings.HasPrefix(q.text, "Title:"), g)
	v.flag(fBothAsk, q.finalQ && d.asks > 0, g)
	v.flag(fParentAsksShort, q.finalQ && d.words <= 6, g)
	var mask [128]uint8
	for _, m := range q.found {
		c := sp.cueOf[m.group]
		if c >= 0 && int(c) < len(mask) && mask[c] == 0 {
			mask[c] = 1
			v.add(sp.cue(c, inParent), 1, g)
		}
	}
	linked, loud := false, false
	for i := range q.toks {
		linked = linked || q.toks[i].kind == link
		loud = loud || q.toks[i].mark == '!'
	}
	v.flag(fParentLink, linked, g)
	v.flag(fParentExclaim, loud, g)
	p.parentWords(v)
	// Crosses of what the parent does with how the reply opens.
	kind := uint32(0)
	switch {
	case q.finalQ:
		kind = 1
	case q.asks > 0:
		kind = 2
	case tone(q) < -0.2:
		kind = 3
	case tone(q) > 0.2:
		kind = 4
	}
	kind = mix(0xC055, kind)
	for i, n := p.head, 0; i < len(d.toks) && n < 2; i++ {
		if t := d.toks[i]; t.kind == word {
			v.hashed(mix(mix(kind, t.hash), uint32(n)), 0.5, g)
			n++
		}
	}
	for i := range d.found {
		m := d.found[i]
		c := sp.cueOf[m.group]
		if c < 0 || p.ordinal(int(m.start)) >= HeadWords {
			continue
		}
		v.hashed(mix(kind+1, uint32(c)), 0.5, g)
	}
}

// parentWords crosses the parent's words with the tone of the reply: bare they
// would tell the topic, not the stance.
func (p *Pair) parentWords(v *Vector) {
	q := p.Parent
	if q.stems.n <= 0 {
		return
	}
	kind := uint32(0)
	switch x := tone(p.Reply); {
	case x < -0.2:
		kind = 1
	case x > 0.2:
		kind = 2
	}
	kind = mix(0xBEEF, kind)
	scale := 1.5 / sqrt(float32(q.stems.n)+4)
	for i := range q.toks {
		t := &q.toks[i]
		if t.content && !t.quoted && q.stems.get(t.stem) == int32(i) {
			v.hashed(mix(kind, t.stem), scale, GroupParent)
		}
	}
}

func (p *Pair) place(v *Vector) {
	const g = GroupPlace
	c := p.Context
	v.flag(fTop, c.Top, g)
	v.flag(fNoParent, !p.Known && !c.Top, g)
	// Depth counts where posts are led by mentions: below the first level of
	// such threads people talk past the opening claim, and cues weigh
	// differently. Elsewhere it says more of the set than of the reply: on
	// comment sections of weblogs it made everything neutral.
	if len(p.Reply.toks) == 0 || p.Reply.toks[0].kind != mention {
		return
	}
	v.flag(fDepth1, c.Depth == 1, g)
	v.flag(fDepth2, c.Depth == 2, g)
	v.flag(fDepth3, c.Depth >= 3, g)
	kind := mix(0x3E47, uint32(min(c.Depth, 2)))
	for k, n := 0, len(v.Index); k < n; k++ {
		if i := v.Index[k]; i < v.dense && (i < numPlain || (i-numPlain)%numPlaces != inParent) {
			v.hashed(mix(kind, i), 0.5*v.Value[k], g)
		}
	}
}

// root repeats the dense features for the weights that only stance towards the
// opening post has: people answer each other by one scheme and a rumour by
// another, in much the same words.
func (p *Pair) root(v *Vector) {
	at := v.dense + 1<<HashBits
	for k, n := 0, len(v.Index); k < n; k++ {
		i := v.Index[k]
		if i >= v.dense {
			continue
		}
		v.add(at+i, v.Value[k], v.Group[k])
		if p.Context.Depth > 1 {
			v.add(at+v.dense+i, v.Value[k], v.Group[k])
		}
	}
}
