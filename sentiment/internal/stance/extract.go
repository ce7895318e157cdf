package stance

import "strings"

// Pair is a reply and what it answers, ready to be turned into features. Its
// memory is reused; it is not safe for concurrent use.
type Pair struct {
	Reply, Parent *Doc
	Context       Context
	// Known is set where the parent's text is known.
	Known bool

	head     int // first token of the reply's own words
	runStart int // length of a verbatim run that opens the reply
	runMax   int
	runSum   int
	runWords int // words of the reply inside runs
}

// Features fills v with the features of p.
func (p *Pair) Features(v *Vector) {
	sp := featureSpace()
	v.reset()
	v.dense = uint32(sp.size)
	if p.Known {
		p.Parent.index()
	}
	p.runs()
	p.form(v)
	p.questions(v)
	p.cues(v, sp)
	p.persons(v)
	p.polarity(v)
	p.overlap(v)
	p.sides(v)
	p.parent(v, sp)
	p.place(v)
	p.words(v)
	if p.Context.Root {
		p.root(v)
	}
}

// runs finds what the reply repeats of the parent word for word. A run that
// opens the reply is a quotation: the reply's own words begin after it.
func (p *Pair) runs() {
	d := p.Reply
	p.head, p.runStart, p.runMax, p.runSum, p.runWords = d.head, 0, 0, 0, 0
	if !p.Known {
		return
	}
	for i := 0; i < len(d.toks); {
		g, ok := d.gram(i)
		at := int32(-1)
		if ok && !d.toks[i].quoted {
			at = p.Parent.grams.get(g)
		}
		if at < 0 {
			i++
			continue
		}
		n := 3
		for i+n < len(d.toks) && int(at)+n < len(p.Parent.toks) && d.toks[i+n].hash == p.Parent.toks[int(at)+n].hash {
			n++
		}
		p.runSum += n
		for _, t := range d.toks[i : i+n] {
			if t.kind == word || t.kind == number {
				p.runWords++
			}
		}
		p.runMax = max(p.runMax, n)
		if n >= 5 && i <= d.head+1 {
			p.runStart = n
			p.head = i + n
			for p.head < len(d.toks) && d.toks[p.head].kind == punct {
				p.head++
			}
		}
		i += n
	}
	if p.head >= len(d.toks) {
		p.head = d.head
	}
}

func (p *Pair) form(v *Vector) {
	const g = GroupForm
	d := p.Reply
	v.add(fBias, 1, g)
	w := d.words
	switch {
	case w <= 1:
		v.add(fLen1, 1, g)
	case w <= 3:
		v.add(fLen3, 1, g)
	case w <= 6:
		v.add(fLen6, 1, g)
	case w <= 12:
		v.add(fLen12, 1, g)
	case w <= 25:
		v.add(fLen25, 1, g)
	case w <= 50:
		v.add(fLen50, 1, g)
	default:
		v.add(fLen100, 1, g)
	}
	v.add(fLenLog, logp(w)*0.25, g)
	v.add(fSentences, logp(d.sens)*0.5, g)
	var exclaim, dots, quotes, caps, links, paren, digits, mentions, hash, star int
	var last *token
	for i := range d.toks {
		t := &d.toks[i]
		if t.quoted {
			continue
		}
		switch t.kind {
		case link:
			links++
		case mention:
			mentions++
		case number:
			digits++
		case punct:
			switch t.mark {
			case '!':
				exclaim++
			case '~':
				dots++
			case '"':
				quotes++
			case '(':
				paren++
			case '#':
				hash++
			case '*':
				star++
			}
		case word:
			if t.upper {
				caps++
			}
		}
		if t.kind != emoji && t.mark != '\n' {
			last = t
		}
	}
	v.flag(fExclaim, exclaim > 0, g)
	v.flag(fEllipsis, dots > 0, g)
	v.flag(fQuotes, quotes > 0, g)
	v.flag(fLink, links > 0, g)
	v.flag(fEmoji, d.emojis > 0, g)
	v.flag(fParen, paren > 0, g)
	v.flag(fDigits, digits > 0, g)
	v.flag(fMention, mentions > 0, g)
	v.flag(fHash, hash > 0, g)
	v.flag(fStar, star > 0, g)
	v.flag(fQuotedLines, d.quotedW > 0, g)
	if caps > 0 && w > 0 {
		v.add(fCapitals, float32(caps)/float32(w+2), g)
	}
	if last != nil {
		v.flag(fEndsExclaim, last.mark == '!', g)
		n := len(d.toks)
		v.flag(fSarcasmMark, n >= 2 && d.toks[n-2].mark == '/' && d.text[last.start:last.end] == "s", g)
	}
	if p.head < len(d.toks) {
		t := d.toks[p.head]
		v.flag(fLowerStart, t.kind == word && !t.capital, g)
		v.flag(fCaret, t.mark == '^', g)
		v.flag(fPlusOne, t.mark == '+' && strings.HasPrefix(d.text[t.start:], "+1"), g)
	}
	v.flag(fStartsQuote, p.runStart > 0 || len(d.toks) > 0 && (d.toks[0].mark == '"' || d.toks[0].quoted), g)
}

func (p *Pair) questions(v *Vector) {
	const g = GroupQuestion
	d := p.Reply
	if d.asks == 0 {
		return
	}
	v.add(fAnyQ, 1, g)
	v.flag(fEndsQ, d.finalQ, g)
	v.flag(fManyQ, d.asks > 1, g)
	v.add(fShareQ, float32(d.asks)/float32(max(d.sens, d.asks)), g)
	v.flag(fOnlyQ, d.sens <= d.asks, g)
	// The first sentence that asks: how it opens, whom and what it speaks of.
	start, n := p.head, 0
	for i := p.head; i < len(d.toks); i++ {
		t := &d.toks[i]
		if t.quoted {
			start = i + 1
			continue
		}
		if t.mark == '?' {
			v.flag(fFirstQ, start == p.head, g)
			break
		}
		if t.mark == '.' || t.mark == '!' || t.mark == '\n' {
			start = i + 1
		}
		n = i + 1 - start
	}
	v.flag(fShortQ, n > 0 && n <= 4, g)
	if start < len(d.toks) {
		switch w := fold(d, start); w {
		case "is", "are", "was", "were", "do", "does", "did", "can", "could", "will", "would", "has", "have", "should", "am":
			v.add(fAuxStart, 1, g)
		case "what", "who", "where", "when", "which", "why", "how", "whose":
			v.add(fWhStart, 1, g)
		}
	}
	for i := start; i < start+n && i < len(d.toks); i++ {
		if d.negd[i] {
			v.add(fNegQ, 1, g)
			break
		}
	}
}

// fold returns the lexicon's form of the token, "" where it is in no phrase.
func fold(d *Doc, i int) string {
	if id := d.toks[i].id; id >= 0 {
		return d.lex.words[id]
	}
	return ""
}

// ordinal returns how many words stand between the head and token i, or a
// large number where that is more than a head holds.
func (p *Pair) ordinal(i int) int {
	if i < p.head {
		return -1
	}
	if i > p.head+2*HeadWords {
		return HeadWords
	}
	n := 0
	for j := p.head; j < i; j++ {
		if k := p.Reply.toks[j].kind; k == word || k == number {
			n++
		}
	}
	return n
}

func (p *Pair) cues(v *Vector, sp *space) {
	d := p.Reply
	lastSent := int32(-1)
	if len(d.toks) > 0 && d.sens > 1 {
		lastSent = d.toks[len(d.toks)-1].sent
		if d.toks[len(d.toks)-1].kind == punct && d.toks[len(d.toks)-1].mark != '\n' {
			lastSent = d.toks[len(d.toks)-1].sent
		}
	}
	var seen [128]uint8 // by cue: bits of the places seen
	for _, m := range d.found {
		c := sp.cueOf[m.group]
		if c < 0 || int(c) >= len(seen) {
			continue
		}
		place := atBody
		switch n := p.ordinal(int(m.start)); {
		case n < 0:
			continue // in words repeated from the parent
		case n == 0:
			if seen[c]&(1<<atFirst) == 0 {
				seen[c] |= 1 << atFirst
				v.add(sp.cue(c, atFirst), 1, GroupCues)
			}
			place = atHead
		case n < HeadWords:
			place = atHead
		}
		if seen[c]&(1<<place) == 0 {
			seen[c] |= 1 << place
			v.add(sp.cue(c, place), 1, GroupCues)
		}
		if d.toks[m.start].sent == lastSent && seen[c]&(1<<atLast) == 0 {
			seen[c] |= 1 << atLast
			v.add(sp.cue(c, atLast), 1, GroupCues)
		}
	}
}

func (p *Pair) persons(v *Vector) {
	const g = GroupPerson
	d := p.Reply
	you, i, them, neg, youNot, youHead, insult := 0, 0, 0, 0, false, false, false
	gYou, gI, gThem, gNeg, gIns := d.group("you"), d.group("personal"), d.group("them"), d.group("negator"), d.group("insult")
	lastYou, negHead := -100, false
	for _, m := range d.found {
		at := int(m.start)
		switch m.group {
		case gYou:
			you++
			lastYou = at
			youNot = youNot || d.negd[at]
			youHead = youHead || p.ordinal(at) < HeadWords
		case gI:
			i++
		case gThem:
			them++
		case gNeg:
			neg++
			youNot = youNot || at-lastYou <= 3
			if n := p.ordinal(at); n >= 0 && n < 3 {
				negHead = true
			}
		case gIns:
			insult = insult || at-lastYou <= 5
		}
	}
	v.flag(fYouNot, youNot, g)
	v.flag(fYouHead, youHead, g)
	v.flag(fYouInsult, insult, g)
	v.flag(fNegHead, negHead, g)
	v.flag(fYouQ, you > 0 && d.asks > 0, GroupQuestion)
	w := float32(d.words + 5)
	v.add(fYouCount, 5*float32(you)/w, g)
	v.add(fICount, 5*float32(i)/w, g)
	v.add(fTheyCount, 5*float32(them)/w, g)
	v.add(fNegCount, 5*float32(neg)/w, g)
}

func (d *Doc) group(name string) uint16 { return uint16(d.lex.byName[name]) }

func (p *Pair) polarity(v *Vector) {
	const g = GroupPolarity
	d := p.Reply
	sum := tone(d)
	v.add(fPolSum, sum, g)
	if d.plus > 0 {
		v.add(fPolPos, logp(d.plus)*0.5, g)
	}
	if d.minus > 0 {
		v.add(fPolNeg, logp(d.minus)*0.5, g)
	}
	head := 0
	for i, n := p.head, 0; i < len(d.toks) && n < HeadWords; i++ {
		head += int(d.pol[i])
		if d.toks[i].kind == word {
			n++
		}
	}
	v.add(fPolHead, float32(max(-2, min(2, head)))*0.5, g)
	if !p.Known {
		return
	}
	par := tone(p.Parent)
	v.add(fPolProduct, sum*par, g)
	v.flag(fPolParentNeg, par < -0.2, g)
	v.flag(fPolParentPos, par > 0.2, g)
	v.flag(fPolSameNeg, par < -0.2 && sum < -0.2, g)
	v.flag(fPolSamePos, par > 0.2 && sum > 0.2, g)
	v.flag(fPolOppPos, par < -0.2 && sum > 0.2, g)
	v.flag(fPolOppNeg, par > 0.2 && sum < -0.2, g)
}

// tone is the polarity of a text, from -1 to 1.
func tone(d *Doc) float32 {
	if d.plus+d.minus == 0 {
		return 0
	}
	return float32(d.plus-d.minus) / float32(d.plus+d.minus+1)
}

func (p *Pair) overlap(v *Vector) {
	const g = GroupOverlap
	if !p.Known {
		return
	}
	d, q := p.Reply, p.Parent
	content, shared, negMis, negSame, polMis, polSame := 0, 0, 0, 0, 0, 0
	for i := range d.toks {
		t := &d.toks[i]
		if !t.content || t.quoted {
			continue
		}
		content++
		at := q.stems.get(t.stem)
		if at < 0 {
			continue
		}
		shared++
		switch a, b := d.negd[i], q.negd[at]; {
		case a != b:
			negMis++
		case a:
			negSame++
		}
		switch x := int(d.near[i]) * int(q.near[at]); {
		case x < 0:
			polMis++
		case x > 0:
			polSame++
		}
	}
	v.flag(fNoShared, shared == 0, g)
	if shared > 0 {
		v.add(fShared, logp(shared)*0.5, g)
		v.add(fCoverReply, float32(shared)/float32(content+2), g)
		v.add(fCoverParent, min(1, float32(shared)/float32(q.stems.n+2)), g)
		v.add(fJaccard, float32(shared)/float32(max(content+q.stems.n-shared, 1)+2), g)
	}
	v.flag(fNegMismatch, negMis > 0, g)
	v.flag(fNegMatch, negSame > 0, g)
	v.flag(fPolMismatch, polMis > polSame, g)
	v.flag(fPolMatch, polSame > polMis, g)
	v.flag(fRunShort, p.runMax >= 3 && p.runMax < 6, g)
	v.flag(fRunLong, p.runMax >= 6, g)
	v.flag(fRunStart, p.runStart > 0, g)
	v.flag(fRunAll, p.runWords*10 >= d.words*8, g)
}

func (p *Pair) sides(v *Vector) {
	const g = GroupSides
	if !p.Known || !p.Reply.sided || !p.Parent.sided {
		return
	}
	same, opp := float32(0), float32(0)
	for t := range p.Reply.side {
		switch x := p.Reply.side[t] * p.Parent.side[t]; {
		case x > 0:
			same += min(x, 1)
		case x < 0:
			opp += min(-x, 1)
		}
	}
	v.add(fSideSame, min(same, 2), g)
	v.add(fSideOpp, min(opp, 2), g)
	v.flag(fSideAny, same+opp > 0, g)
}

func (p *Pair) words(v *Vector) {
	d := p.Reply
	prev, prev2 := uint32(0), uint32(0)
	n, at := 0, 0
	sent := int32(0)
	if p.head < len(d.toks) {
		sent = d.toks[p.head].sent
	}
	base := len(v.Index)
	for i := range d.toks {
		t := &d.toks[i]
		if t.quoted || t.kind == mention || i < p.head && p.runStart > 0 || t.mark == '\n' {
			continue
		}
		h := t.hash
		v.hashed(mix(1, h), 1, GroupWords)
		if prev != 0 {
			v.hashed(mix(prev, h), 1, GroupWords)
		}
		if i >= p.head && n < 4 && t.kind != punct {
			v.hashed(mix(mix(7, h), uint32(n)), 1, GroupHead)
			if n == 1 || n == 2 {
				v.hashed(mix(mix(11, prev), mix(h, uint32(n))), 1, GroupHead)
			}
			if n == 2 {
				v.hashed(mix(mix(13, prev2), mix(prev, h)), 1, GroupHead)
			}
			n++
		}
		if t.sent != sent && t.kind == word {
			if at++; at == 1 {
				v.hashed(mix(23, h), 0.7, GroupHead)
			} else {
				v.hashed(mix(29, mix(prev, h)), 0.7, GroupHead)
				sent, at = t.sent, 0
			}
		}
		prev2, prev = prev, h
	}
	if prev != 0 {
		v.hashed(mix(17, prev), 0.7, GroupHead)
		v.hashed(mix(19, mix(prev2, prev)), 0.7, GroupHead)
	}
	// A long text says no more by its length: scale words to a unit's root.
	words := 0
	for _, g := range v.Group[base:] {
		if g == GroupWords {
			words++
		}
	}
	if words > 0 {
		s := float32(2.5) / sqrt(float32(words)+4)
		for k := base; k < len(v.Index); k++ {
			if v.Group[k] == GroupWords {
				v.Value[k] *= s
			}
		}
	}
}
