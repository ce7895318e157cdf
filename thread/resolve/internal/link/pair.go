package link

import "math/bits"

// place is what the pairs of one comment share.
type place struct {
	k      int // in the run
	i      int32
	author int32
	prev   int32

	bestOwn, secondOwn int32 // words repeated of other comments
	nextAuthor         int32
	partner            int32 // whom this author answered last
	oursNext           uint8
	session            uint8
	partnerPlace       int32
	hasPartner         bool

	shared block // features that all candidates have alike

	// The comments before within the window whose authors are known, from the last
	// back.
	n      int
	before [window]earlier
	with   []int32 // the other of each reply there from or to this author

	pairs []pair
	slot  []int32 // 1 + index into pairs, by item
}

// earlier is a comment of the window, so many places ago.
type earlier struct{ ago, item, author, pred int32 }

// pair holds what two comments have in common.
type pair struct {
	item int32
	overlap
	hand, style uint8
}

// turn prepares the context for the comment at place k of the run.
func (c *context) turn(k int) {
	d, items, p := c.d, c.run.Items, &c.at
	if p.slot == nil {
		p.slot = d.slots
	}
	for n := range p.pairs {
		p.slot[p.pairs[n].item] = 0
	}
	p.pairs = p.pairs[:0]
	i := items[k]
	p.k, p.i, p.author = k, i, d.author[i]
	p.bestOwn, p.secondOwn = 0, 0
	for _, m := range d.matches(i) {
		if m.own > p.bestOwn {
			p.bestOwn, p.secondOwn = m.own, p.bestOwn
		} else if m.own > p.secondOwn {
			p.secondOwn = m.own
		}
	}
	p.nextAuthor = -1
	nextVoice := int8(0)
	if k+1 < len(items) {
		p.nextAuthor = d.author[items[k+1]]
		if p.author >= 0 {
			nextVoice = d.mentioned(items[k+1], p.author)
		}
	}
	p.prev = c.run.Parent
	if k > 0 {
		p.prev = items[k-1]
	}
	p.partner = -1
	p.session, p.hasPartner = gapUnknown, false
	p.with = p.with[:0]
	p.n = 0
	met := false
	for at := k - 1; at >= 0 && at >= k-window; at-- {
		j := items[at]
		e := earlier{int32(k - 1 - at), j, d.author[j], d.pred[j]}
		if e.author < 0 {
			continue
		}
		p.before[p.n] = e
		p.n++
		if p.author >= 0 && e.author == p.author && !met {
			p.session = d.gap(i, j)
		}
		if p.author < 0 || e.pred < 0 {
			met = met || p.author >= 0 && e.author == p.author
			continue
		}
		to := d.author[e.pred]
		switch {
		case e.author == p.author:
			if !met {
				p.partner, met = to, true
				p.hasPartner, p.partnerPlace = true, c.placeOf(e.pred, at)
			}
			p.with = append(p.with, to)
		case to == p.author:
			p.with = append(p.with, e.author)
		}
	}
	p.oursNext = 0
	for at := k + 1; at <= k+3 && at < len(items); at++ {
		if a := d.author[items[at]]; a >= 0 && a == p.author {
			p.oursNext++
		}
	}
	d.stampWords(i, items[max(0, k-window)])
	si, v := &d.shape[i], &p.shared
	v.spread(xPlace, logStep(k))
	v.spread(xLeft, logStep(len(items)-k-1))
	v.spread(xGapPrev, d.gap(i, p.prev))
	v.spread(xOpener, uint8(si.opener))
	v.spread(xSecond, step(si.second, 250))
	v.spread(xLen, step(si.logLen, 12))
	v.spread(xPeople, few(c.people[k], 20))
	v.spread(xStraight, step((c.straight[0]+1.5)/(float32(k)+3), 100))
	v.spread(xStraightLast, step(c.straight[1], 100))
	v.spread(xHead, uint8(si.head))
	v.spread(xQuoteElse, logStep(int(p.bestOwn)))
	v.spread(xNextVoice, uint8(nextVoice))
	v.spread(xSession, p.session)
	v.spread(xSelf, uint8(d.self[i]))
	v.spread(xOursNext, p.oursNext)
	active := uint8(0)
	if p.author >= 0 {
		active = logStep(int(d.people.count[p.author]))
	}
	v.spread(xActive, active)
	owner := uint8(isUnknown)
	if c.run.Parent >= 0 {
		owner = same(p.author, d.author[c.run.Parent])
	}
	v.spread(xOwner, owner)
}

// share fills the features that all pairs of the run have alike, and what is
// said of a pair where nothing is known.
func (c *context) share() {
	v, g := &c.at.shared, &c.d.global
	v.spread(xKnown, step(c.known, 100))
	v.spread(xMeanLen, step(c.mean, 18))
	v.spread(xChain, step(c.chain, 120))
	v.spread(xPageHead, step(g.head, 120))
	v.spread(xPageLines, step(g.lines, 40))
	v.spread(xPageLower, step(g.lower, 60))
	v.spread(xPageCaps, step(g.caps, 60))
	v.spread(xRun, logStep(len(c.run.Items)))
	for _, f := range [...]int{xSame, xBack, xNext, xPartner, xCandOwner, xHeaderTime, xHand, xHandBack} {
		v.spread(f, isUnknown)
	}
	v.spread(xGap, gapUnknown)
	v.spread(xAhead, middle)
}

// pair returns what the comment of the place and item j share.
func (c *context) pair(j int32) int32 {
	p := &c.at
	if n := p.slot[j]; n > 0 {
		return n - 1
	}
	if len(p.pairs) < cap(p.pairs) {
		p.pairs = p.pairs[:len(p.pairs)+1]
	} else {
		p.pairs = append(p.pairs, pair{})
	}
	n := int32(len(p.pairs))
	p.slot[j] = n
	q := &p.pairs[n-1]
	q.item = j
	q.overlap = c.d.overlapping(p.i, j)
	q.hand, q.style = uint8(c.d.sameHand(p.i, j)+isUnknown), 1+step(c.d.styleDistance(p.i, j), 10)
	return n - 1
}

// features fills pair k of x for each candidate of the comment whose turn it is.
func (c *context) features(cands []Candidate, x []block) {
	d, p := c.d, &c.at
	for b := range x {
		copy(x[b][:NumFeatures], p.shared[:NumFeatures])
	}
	lastToUs := int32(-1)
	var bestCos float32
	var voiceTop, voiceSecond uint8
	voiceWho := int32(-1)
	for k := range cands {
		q, v, n := &cands[k], &x[k/lanes], k%lanes
		if q.Item < 0 {
			c.outside(q, v, n)
			continue
		}
		bestCos = max(bestCos, c.fill(q, v, n).cos)
		if p.author >= 0 && q.Place > lastToUs {
			if q.Parent >= 0 && d.author[q.Parent] == p.author || v[xCalled][n] >= Addressed {
				lastToUs = q.Place
			}
		}
		if a := d.author[q.Item]; a >= 0 && a != voiceWho {
			if s := v[xVoice][n]; s > voiceTop {
				voiceTop, voiceSecond, voiceWho = s, voiceTop, a
			} else if s > voiceSecond {
				voiceSecond = s
			}
		}
	}
	pending := 0
	if p.author >= 0 {
		pending = c.pending(cands, x)
	}
	for b := range x {
		x[b].spread(xCandidates, few(len(cands), 30))
		x[b].spread(xPendingElse, few(pending, MaxStep))
	}
	if bestCos > 0 {
		bestCos = 100 / bestCos
	}
	for k := range cands {
		q, v, n := &cands[k], &x[k/lanes], k%lanes
		j := q.Item
		v[xPops][n] = few(q.Pops, MaxStep)
		v[xReplies][n] = few(q.Replies, 8)
		v[xVoiceElse][n] = voiceSecond
		if voiceWho >= 0 && (j < 0 || d.author[j] != voiceWho) {
			v[xVoiceElse][n] = voiceTop
		}
		if j < 0 {
			continue
		}
		v[xCosShare][n] = step(p.pairs[c.pair(j)].cos, bestCos)
		if q.Parent >= 0 {
			if pa := d.author[q.Parent]; pa >= 0 {
				v[xBack][n] = same(p.author, pa)
				v[xCandVoice][n] = uint8(d.mentioned(j, pa))
				v[xVoiceBack][n] = uint8(d.mentioned(p.i, pa))
			}
			b := &p.pairs[c.pair(q.Parent)]
			v[xHandBack][n], v[xStyleBack][n], v[xCosBack][n] = b.hand, b.style, step(b.cos, cosUnit)
		}
		if q.Child >= 0 && p.author >= 0 && d.author[q.Child] == p.author {
			v[xOurReply][n]++
		}
		if q.Place >= 0 && q.Place == lastToUs {
			v[xLast][n] = 1
		}
	}
}

// cosUnit is the steps of a cosine; few are above a half.
const cosUnit = 250

// pending marks the candidates that speak to the author and await an answer, and
// how many such stand after each. It returns how many there are.
func (c *context) pending(cands []Candidate, x []block) int {
	d, author := c.d, c.at.author
	var room [maxPairs]int32
	waiting := room[:0]
	for k := range cands {
		q, v, n := &cands[k], &x[k/lanes], k%lanes
		if q.Item >= 0 && v[xOurReply][n] == 0 && v[xSame][n] != isSo && (q.Parent >= 0 && d.author[q.Parent] == author || v[xCalled][n] >= Addressed) {
			waiting = append(waiting, int32(k))
		}
	}
	for _, k := range waiting {
		v, n := &x[k/lanes], k%lanes
		v[xPending][n] = 1
		for _, l := range waiting {
			if cands[l].Place > cands[k].Place {
				v[xPending][n]++
			}
		}
	}
	return len(waiting)
}

// outside fills what is known of the candidate that stands for no comment: the
// top of the page.
func (c *context) outside(q *Candidate, v *block, n int) {
	p := &c.at
	v[xNextVoice][n] = 0
	if q.Item == p.prev {
		v[xPrev][n] = 1
	}
	if q.Place < 0 {
		v[xBase][n] = 1
	}
	v[xDist][n] = logStep(p.k - int(q.Place) - 1)
}

// fill computes the features of a pair as pair n of v. It returns what the two
// have in common.
func (c *context) fill(q *Candidate, v *block, n int) *pair {
	d, p := c.d, &c.at
	i, j, author := p.i, q.Item, p.author
	n &= lanes - 1
	if j == p.prev {
		v[xPrev][n] = 1
	}
	if q.Place < 0 {
		v[xBase][n] = 1
	}
	v[xDist][n] = logStep(p.k - int(q.Place) - 1)
	matches := d.matches(i)
	for m := range matches {
		m := &matches[m]
		if m.other != j {
			continue
		}
		v[xQuoteOwn][n] = logStep(int(m.own))
		v[xQuoteCopied][n] = logStep(int(m.copied))
		v[xQuoteRun][n] = logStep(int(m.longest))
		v[xQuoteRare][n] = step(m.rarity, 2)
		v[xQuoteShare][n] = step(float32(m.own)/float32(max(p.bestOwn, 1)), 100)
		v[xQuoteMarked][n] = logStep(int(m.marked))
		v[xQuoteStart][n] = min(1+logStep(int(m.start)), MaxStep)
		if m.own == p.bestOwn {
			v[xQuoteElse][n] = logStep(int(p.secondOwn))
		}
		break
	}
	ja := d.author[j]
	v[xSame][n] = same(author, ja)
	if author < 0 && j == p.prev && d.shape[i].goesOn {
		v[xSame][n] = isSo
	}
	if ja >= 0 {
		v[xVoice][n] = uint8(d.mentioned(i, ja))
		v[xCandActive][n] = logStep(int(d.people.count[ja]))
	}
	if author >= 0 {
		v[xCalled][n] = uint8(d.mentioned(j, author))
		if ja >= 0 {
			if len(d.global.pairs) > 0 {
				v[xPairs][n] = few(d.global.pairs[[2]int32{author, ja}]+d.global.pairs[[2]int32{ja, author}], 10)
			}
			if ja != author {
				met := 0
				for _, a := range p.with {
					if a == ja {
						met++
					}
				}
				v[xExchange][n] = few(met, 10)
			}
		}
	}
	v[xNext][n] = same(p.nextAuthor, ja)
	c.since(q, v, n)
	v[xPartner][n] = same(p.partner, ja)
	items := c.run.Items
	after := uint8(0)
	for at := p.k + 1; at <= p.k+3 && at < len(items); at++ {
		if a := d.author[items[at]]; a >= 0 && a == ja {
			after++
		}
	}
	v[xAfter][n] = after
	v[xGap][n] = d.gap(i, j)
	if h := &d.headers[i]; h.Minute && d.Items[j].Time != 0 && !h.Time.IsZero() {
		v[xHeaderTime][n] = isNot
		if diff := h.Time.Unix() - d.Items[j].Time; diff > -60 && diff < 60 {
			v[xHeaderTime][n] = isSo
		}
	}
	sj := &d.shape[j]
	if sj.asks {
		v[xAsks][n] = 1
	}
	v[xQuestions][n] = few(sj.questions, 5)
	v[xCandLen][n] = step(sj.logLen, 12)
	o := &p.pairs[c.pair(j)]
	v[xCos][n], v[xRare][n], v[xCaps][n] = step(o.cos, cosUnit), uint8(o.rare), uint8(o.caps)
	v[xExclusive][n], v[xCover][n] = step(o.exclusive, MaxStep), step(o.cover, MaxStep)
	v[xHand][n], v[xStyle][n] = o.hand, o.style
	if p.hasPartner {
		v[xAhead][n] = wayStep(q.Place - p.partnerPlace)
	}
	if c.run.Parent >= 0 {
		v[xCandOwner][n] = same(ja, d.author[c.run.Parent])
	}
	return o
}

// since fills what the comments between the candidate and the one looked at tell.
func (c *context) since(q *Candidate, v *block, n int) {
	d, p := c.d, &c.at
	j, author, ja := q.Item, p.author, d.author[q.Item]
	their, ours, replies, sides, back := 0, 0, 0, 0, 0
	var fresh uint64
	var side float32
	reach := int32(p.k-1) - q.Place
	for at := range p.before[:p.n] {
		e := &p.before[at]
		if e.ago >= reach {
			break
		}
		if e.author == ja {
			their++
		}
		fresh |= 1 << (uint(e.author) & 63)
		if e.pred == j && sides < 4 {
			sides++
			side = max(side, p.pairs[c.pair(e.item)].cos)
		}
		if e.author == author {
			ours++
			if back == 0 {
				back = int(e.ago) + 1
			}
			if e.pred == j {
				replies++
			}
		}
	}
	v[xCosSide][n] = step(side, cosUnit)
	v[xOurReply][n] = few(replies, 20)
	v[xTheirLater][n], v[xOurLater][n] = few(their, 6), few(ours, 6)
	v[xBackDist][n] = logStep(back)
	v[xFresh][n] = uint8(bits.OnesCount64(fresh))
}

// placeOf returns the place in the run of item j, which stands before at; -1
// where it is not in the run.
func (c *context) placeOf(j int32, at int) int32 {
	for k := at - 1; k >= 0 && k >= at-window; k-- {
		if c.run.Items[k] == j {
			return int32(k)
		}
	}
	return -1
}
