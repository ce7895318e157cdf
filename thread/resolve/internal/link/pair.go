package link

import "math/bits"

// place is what the pairs of one comment share. It serves all hypotheses that
// a beam holds of the comments before: what a pair's features owe to the
// hypothesis is filled in last.
type place struct {
	k      int // in the run
	i      int32
	author int32
	prev   int32

	bestOwn, secondOwn int32 // words repeated of other comments
	nextAuthor         int32
	partner            int32 // whom this author answered last
	oursNext           float32
	session            float32
	partnerPlace       int32
	hasPartner         bool

	shared Vector // features that all candidates have alike

	// The comments before within the window, from the last back.
	n      int
	before [window]earlier
	with   []int32 // the other of each reply there from or to this author

	pairs []pair
	slot  []int32 // 1 + index into pairs, by item
}

// earlier is a comment of the window.
type earlier struct{ item, author, pred int32 }

// pair holds what two comments have in common.
type pair struct {
	item   int32
	filled bool // x is valid
	x      Vector
	overlap
	hand, style float32
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
	p.session, p.hasPartner = -1, false
	p.with = p.with[:0]
	p.n = 0
	met := false
	for at := k - 1; at >= 0 && at >= k-window; at-- {
		j := items[at]
		e := earlier{j, d.author[j], d.pred[j]}
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
	*v = Vector{}
	v[xPlace] = logn(k)
	v[xLeft] = logn(len(items) - k - 1)
	v[xGap] = -1
	v[xGapPrev] = d.gap(i, p.prev)
	v[xOpener] = float32(si.opener)
	v[xSecond] = si.second
	v[xLen] = si.logLen
	v[xPeople] = float32(min(c.people[k], 20))
	v[xKnown] = c.known
	v[xMeanLen] = c.mean
	v[xChain] = c.chain
	g := &d.global
	v[xPageHead], v[xPageLines], v[xPageLower], v[xPageCaps] = g.head, g.lines, g.lower, g.caps
	v[xStraight] = (c.straight[0] + 1.5) / (float32(k) + 3)
	v[xStraightLast] = c.straight[1]
	v[xHead] = float32(si.head)
	v[xQuoteElse] = logn(int(p.bestOwn))
	v[xNextVoice] = float32(nextVoice)
	v[xSession] = p.session
	v[xRun] = logn(len(items))
	v[xSelf] = float32(d.self[i])
	if c.run.Parent >= 0 {
		v[xOwner] = same(p.author, d.author[c.run.Parent])
	}
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
	q.item, q.filled = j, false
	q.overlap = c.d.overlapping(p.i, j)
	q.hand, q.style = c.d.sameHand(p.i, j), c.d.styleDistance(p.i, j)
	return n - 1
}

// features fills x[k] for each candidate of the comment whose turn it is.
func (c *context) features(cands []Candidate, x []Vector) {
	d, p := c.d, &c.at
	lastToUs := -1
	pending := float32(0)
	var bestCos float32
	var voiceTop, voiceSecond int8
	voiceWho := int32(-1)
	for k := range cands {
		q, v := &cands[k], &x[k]
		if q.Item < 0 {
			c.outside(q, v)
			continue
		}
		n := c.pair(q.Item)
		if !p.pairs[n].filled {
			c.fill(q, n)
		}
		*v = p.pairs[n].x
		if p.author >= 0 && q.Place > int32(lastToUs) {
			if q.Parent >= 0 && d.author[q.Parent] == p.author || v[xCalled] >= Addressed {
				lastToUs = int(q.Place)
			}
		}
		if a := d.author[q.Item]; a >= 0 && a != voiceWho {
			if s := int8(v[xVoice]); s > voiceTop {
				voiceTop, voiceSecond, voiceWho = s, voiceTop, a
			} else if s > voiceSecond {
				voiceSecond = s
			}
		}
		bestCos = max(bestCos, v[xCos])
	}
	if p.author >= 0 {
		for k := range cands {
			if toUs(&cands[k], &x[k], d, p.author) {
				pending++
				x[k][xPending] = 1
				for n := range cands {
					if cands[n].Place > cands[k].Place && toUs(&cands[n], &x[n], d, p.author) {
						x[k][xPending]++
					}
				}
			}
		}
	}
	count := float32(min(len(cands), 30))
	for k := range cands {
		q, v := &cands[k], &x[k]
		j := q.Item
		v[xPops] = float32(q.Pops)
		v[xCandidates] = count
		v[xPendingElse] = pending
		v[xReplies] = float32(min(q.Replies, 8))
		v[xVoiceElse] = float32(voiceSecond)
		if voiceWho >= 0 && (j < 0 || d.author[j] != voiceWho) {
			v[xVoiceElse] = float32(voiceTop)
		}
		if j < 0 {
			continue
		}
		if bestCos > 0 {
			v[xCosShare] = v[xCos] / bestCos
		}
		if q.Parent >= 0 {
			pa := d.author[q.Parent]
			v[xBack] = same(p.author, pa)
			if pa >= 0 {
				v[xCandVoice] = float32(d.mentioned(j, pa))
				v[xVoiceBack] = float32(d.mentioned(p.i, pa))
			}
			n := c.pair(q.Parent)
			b := &p.pairs[n]
			v[xHandBack], v[xStyleBack], v[xCosBack] = b.hand, b.style, b.cos
		} else {
			v[xStyleBack] = -1
		}
		if q.Child >= 0 && p.author >= 0 && d.author[q.Child] == p.author {
			v[xOurReply]++
		}
		if q.Place >= 0 && int(q.Place) == lastToUs {
			v[xLast] = 1
		}
	}
}

// outside fills what is known of the candidate that stands for no comment: the
// top of the page.
func (c *context) outside(q *Candidate, v *Vector) {
	p := &c.at
	*v = p.shared
	v[xNextVoice] = 0
	if q.Item == p.prev {
		v[xPrev] = 1
	}
	if q.Place < 0 {
		v[xBase] = 1
	}
	v[xDist] = logn(p.k - int(q.Place) - 1)
}

// fill computes the features of pair n that no hypothesis changes.
func (c *context) fill(q *Candidate, n int32) {
	d, p := c.d, &c.at
	i, j, author := p.i, q.Item, p.author
	v := p.shared
	if j == p.prev {
		v[xPrev] = 1
	}
	if q.Place < 0 {
		v[xBase] = 1
	}
	v[xDist] = logn(p.k - int(q.Place) - 1)
	matches := d.matches(i)
	for m := range matches {
		m := &matches[m]
		if m.other != j {
			continue
		}
		v[xQuoteOwn] = logn(int(m.own))
		v[xQuoteCopied] = logn(int(m.copied))
		v[xQuoteRun] = logn(int(m.longest))
		v[xQuoteRare] = min(m.rarity, 60)
		v[xQuoteShare] = float32(m.own) / float32(max(p.bestOwn, 1))
		v[xQuoteMarked] = logn(int(m.marked))
		v[xQuoteStart] = logn(int(m.start)) + 1
		if m.own == p.bestOwn {
			v[xQuoteElse] = logn(int(p.secondOwn))
		}
		break
	}
	ja := d.author[j]
	v[xSame] = same(author, ja)
	if ja >= 0 {
		v[xVoice] = float32(d.mentioned(i, ja))
		v[xCandActive] = logn(int(d.people.count[ja]))
	}
	if author >= 0 {
		v[xCalled] = float32(d.mentioned(j, author))
		v[xActive] = logn(int(d.people.count[author]))
		if ja >= 0 {
			if len(d.global.pairs) > 0 {
				v[xPairs] = float32(min(d.global.pairs[[2]int32{author, ja}]+d.global.pairs[[2]int32{ja, author}], 10))
			}
			if ja != author {
				n := 0
				for _, a := range p.with {
					if a == ja {
						n++
					}
				}
				v[xExchange] = float32(min(n, 10))
			}
		}
	}
	v[xNext] = same(p.nextAuthor, ja)
	their, ours, sides := 0, 0, 0
	var fresh uint64
	back := 0
	reach := min(p.n, p.k-1-int(q.Place))
	for at := range p.before[:max(reach, 0)] {
		e := &p.before[at]
		if e.author < 0 {
			continue
		}
		if e.author == ja {
			their++
		}
		fresh |= 1 << (uint(e.author) & 63)
		if e.pred == j && sides < 4 {
			sides++
			side := c.pair(e.item)
			v[xCosSide] = max(v[xCosSide], p.pairs[side].cos)
		}
		if e.author == author {
			ours++
			if back == 0 {
				back = at + 1
			}
			if e.pred == j {
				v[xOurReply]++
			}
		}
	}
	v[xTheirLater], v[xOurLater] = float32(min(their, 6)), float32(min(ours, 6))
	v[xBackDist] = logn(back)
	v[xFresh] = float32(bits.OnesCount64(fresh))
	v[xPartner] = same(p.partner, ja)
	items := c.run.Items
	for at := p.k + 1; at <= p.k+3 && at < len(items); at++ {
		if a := d.author[items[at]]; a >= 0 && a == ja {
			v[xAfter]++
		}
	}
	v[xOursNext] = p.oursNext
	v[xGap] = d.gap(i, j)
	if h := &d.headers[i]; h.Minute && d.Items[j].Time != 0 && !h.Time.IsZero() {
		v[xHeaderTime] = -1
		if diff := h.Time.Unix() - d.Items[j].Time; diff > -60 && diff < 60 {
			v[xHeaderTime] = 1
		}
	}
	sj := &d.shape[j]
	if sj.asks {
		v[xAsks] = 1
	}
	v[xQuestions] = min(sj.questions, 5)
	v[xCandLen] = sj.logLen
	o := &p.pairs[n]
	v[xCos], v[xRare], v[xCaps] = o.cos, o.rare, o.caps
	v[xExclusive], v[xCover] = o.exclusive, o.cover
	v[xHand], v[xStyle] = o.hand, o.style
	if p.hasPartner {
		if diff := q.Place - p.partnerPlace; diff >= 0 {
			v[xAhead] = 1 + logn(int(diff))
		} else {
			v[xAhead] = -1 - logn(int(-diff))
		}
	}
	if c.run.Parent >= 0 {
		v[xCandOwner] = same(ja, d.author[c.run.Parent])
	}
	o.x, o.filled = v, true
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

func toUs(q *Candidate, v *Vector, d *Doc, author int32) bool {
	return q.Item >= 0 && v[xOurReply] == 0 && v[xSame] <= 0 && (q.Parent >= 0 && d.author[q.Parent] == author || v[xCalled] >= Addressed)
}
