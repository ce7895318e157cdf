package link

import (
	"math"
	"slices"
)

// Choice is what the ranker takes an item to answer.
type Choice struct {
	Parent   int32
	P        float32 // probability before calibration
	straight float32 // that of the comment before, on the first look
	before   float32 // the same on the last
	Facts
}

const (
	maxPairs = 32 // candidates of one comment: no list grows longer

	maxPath  = 16 // candidates on the rightmost path
	keptPath = 32 // of a path, so that a run of one chain takes linear time
	astray   = 6  // latest comments that may be answered although they are not on the path
	strayed  = 40 // stands for the branches closed in that case
	recent   = 6  // latest comments that are always candidates
	maxCands = 16 // candidates of a chronological run, but for those that must be kept
	maxFar   = 3  // of those further back than the window

	manyReplies = 1000 // are not counted further
)

// Decode chooses a parent for every item of the run: first from its beginning,
// each choice knowing those before it, then each uncertain one again a few
// comments later, when what follows it is known.
func (d *Doc) Decode(m *Model, o Order, run *Run) []Choice {
	out := make([]Choice, len(run.Items))
	d.decode(m, o, run, false, out, nil)
	return out
}

// Sketch does as Decode for a fraction of the cost, a little less well.
func (d *Doc) Sketch(m *Model, o Order, run *Run) []Choice {
	out := make([]Choice, len(run.Items))
	d.decode(m, o, run, true, out, nil)
	return out
}

// Revise chooses again for those places of a decoded run of which something new is
// known; the other choices stand.
func (d *Doc) Revise(m *Model, o Order, run *Run, choices []Choice, anew []bool) {
	d.decode(m, o, run, false, choices, anew)
}

// decode fills out, where anew is given only the places that it holds true for.
func (d *Doc) decode(m *Model, o Order, run *Run, sketch bool, out []Choice, anew []bool) {
	w := d.newWalk(o, run, quick())
	defer w.close()
	e := &m.Ensembles[o][w.kind]
	w.fixed, w.anew = out, anew
	w.walk(func(b *ballot) int {
		e.first(w, b, sketch)
		best := w.pick(b)
		out[b.place] = w.choice(b, best)
		return best
	}, func(b *ballot) {
		if sketch || len(e.Second) == 0 || b.score[top(b.score)] > w.care.certain {
			return
		}
		w.hindsight(b)
		e.second(w, b)
		straight := out[b.place].straight
		out[b.place] = w.choice(b, w.pick(b))
		out[b.place].straight = straight
	})
	if !sketch {
		d.reconsider(m, o, run, out, anew)
	}
	for k, i := range run.Items {
		d.pred[i] = out[k].Parent
	}
}

// pick returns the likeliest candidate, or the one whose words a quotation repeats
// that opens the comment: that is proof enough, and rare where there are few
// discussions to learn from.
func (w *walk) pick(b *ballot) int {
	for k := range b.cands {
		if w.opensWith(b, k) {
			b.score[k] = max(b.score[k], openingQuote)
			return k
		}
	}
	return top(b.score)
}

// openingQuote is the least probability of what a quotation at the head of the
// comment is from.
const openingQuote = 0.9

// opensWith reports whether the comment begins with a quotation in marks of words
// that only candidate k has.
func (w *walk) opensWith(b *ballot, k int) bool {
	own, start := b.feature(k, xQuoteOwn), b.feature(k, xQuoteStart)
	return own >= logStep(5) && start > 0 && start <= 1+logStep(1) && b.feature(k, xQuoteMarked)+3 >= own &&
		b.feature(k, xQuoteElse) == 0 && b.feature(k, xQuoteShare) == 100
}

// reconsider falls back on the comment before where the odds of another choice
// against it are worth less on such a page than the ranker thinks.
func (d *Doc) reconsider(m *Model, o Order, run *Run, out []Choice, anew []bool) {
	s := d.Setting(run, out)
	least := float32(surer)
	if s.Mode == 0 && d.global.mean < fewWords {
		least = chatSurer
	}
	for k := range out {
		c := &out[k]
		odds, ok := c.Odds()
		if !ok || c.P >= openingQuote || anew != nil && !anew[k] {
			continue
		}
		p, both := m.doubt(o, &s, odds), c.P+c.before
		if c.P = both * p; p >= least || c.Words >= 6 && p >= 0.5 {
			continue
		}
		before := run.Parent
		if k > 0 {
			before = run.Items[k-1]
		}
		c.Parent, c.P = before, both*(1-p)
		c.Facts = d.facts(run.Items[k], before)
		c.Prev = true
	}
}

// How sure it must be that a choice is right rather than the comment before: more
// than even, since that one is right on any page. Where messages of a few words bear
// no names, as in a chat, the ranker alone does no better than the rule that each
// answers that one.
const (
	surer     = 0.5
	chatSurer = 0.85
	fewWords  = 2.8 // mean of the logarithm of the words of a comment
)

// Odds returns the logarithm of the odds of the choice against the comment
// before; false where that is the choice or none.
func (c *Choice) Odds() (float32, bool) {
	if c.Prev || c.before <= 0 {
		return 0, false
	}
	return float32(math.Log(float64(c.P / c.before))), true
}

func (w *walk) choice(b *ballot, k int) Choice {
	before := b.straight()
	c := Choice{Parent: b.cands[k].Item, P: b.score[k], straight: before, before: before, Facts: w.d.facts(w.run.Items[b.place], b.cands[k].Item)}
	c.Prev = b.feature(k, xPrev) > 0
	return c
}

// facts returns what speaks for the choice of j for item i.
func (d *Doc) facts(i, j int32) (f Facts) {
	if j < 0 {
		return f
	}
	if a := d.author[j]; a >= 0 {
		f.Voice = d.mentioned(i, a)
	}
	if p := d.pred[j]; p >= 0 {
		f.Back = same(d.author[i], d.author[p]) == isSo
	}
	var most, own int32
	for _, m := range d.matches(i) {
		most = max(most, m.own)
		if m.other == j {
			own = m.own
		}
	}
	if own > 0 {
		f.Words, f.Share = int(own), float32(own)/float32(most)
	}
	return f
}

// ballot holds the candidates of one comment with their features.
type ballot struct {
	place int
	cands []Candidate
	x     []block
	score []float32 // log odds, then probability
	raw   []float32 // log odds of the first look
	fixed bool      // its choice stands
}

// straight returns the probability of the comment before.
func (b *ballot) straight() float32 {
	for k := range b.score {
		if b.feature(k, xPrev) > 0 {
			return b.score[k]
		}
	}
	return 0
}

// feature returns a feature of candidate k.
func (b *ballot) feature(k, f int) uint8 { return b.x[k/lanes][f][k%lanes] }

// walk goes over the comments of a run in the order in which they stand.
type walk struct {
	context
	order   Order
	path    []Candidate // depth first: from the displayed parent down
	spare   []Candidate
	strayed []Candidate
	replies []int16 // chronological: by place, after that of the displayed parent
	ring    [lookahead + 1]ballot
	care    care

	fixed []Choice // stand at all places but those of anew, where that is not nil
	anew  []bool
}

// lookahead is how many comments after one are known when it is looked at
// again.
const lookahead = 10

func (d *Doc) newWalk(o Order, run *Run, c care) *walk {
	if d.walker == nil {
		d.walker = &walk{}
	}
	w := d.walker
	w.order, w.care, w.fixed, w.anew = o, c, nil, nil
	w.begin(d, run)
	w.replies = append(w.replies[:0], make([]int16, len(run.Items)+1)...)
	w.path = append(w.path[:0], d.base(run))
	return w
}

// walk calls first for each comment of the run, which returns the candidate to
// go on with, and again for each when the choices for lookahead comments after it
// are known.
func (w *walk) walk(first func(*ballot) int, again func(*ballot)) {
	n := len(w.run.Items)
	for place := range n + lookahead {
		if place < n {
			b := &w.ring[place%len(w.ring)]
			b.place, b.fixed = place, w.anew != nil && !w.anew[place]
			i := w.run.Items[place]
			if b.fixed {
				w.keep(place)
			} else {
				if w.order == DepthFirst {
					b.cands = w.pathCandidates(b.cands[:0], place)
				} else {
					b.cands = w.d.timeCandidates(b.cands[:0], w.run, place, w.replies)
				}
				b.x = blocks(b.x, len(b.cands))
				w.turn(place)
				w.features(b.cands, b.x)
				at := first(b)
				w.follow(b.straight())
				to := b.cands[at].Item
				w.d.pred[i] = to
				if w.order == DepthFirst {
					w.descend(&b.cands[at], i, place)
				}
				w.reply(b.cands[at].Place)
			}
		}
		if p := place - lookahead; p >= 0 {
			if b := &w.ring[p%len(w.ring)]; !b.fixed {
				again(b)
			}
		}
	}
}

// follow notes the probability with which a comment answers the one before.
func (w *walk) follow(p float32) {
	w.straight[0] += p
	w.straight[1] += 0.15 * (p - w.straight[1])
}

// reply counts a reply to the comment at a place of the run.
func (w *walk) reply(place int32) {
	if r := &w.replies[place+1]; *r < manyReplies {
		*r++
	}
}

// keep goes on with the choice that stands at place.
func (w *walk) keep(place int) {
	c := &w.fixed[place]
	w.follow(c.straight)
	q := w.d.base(w.run)
	if c.Parent != w.run.Parent {
		if at, ok := slices.BinarySearch(w.run.Items, c.Parent); ok {
			q = Candidate{Item: c.Parent, Parent: w.d.pred[c.Parent], Place: int32(at), Replies: w.replies[at+1], Pops: strayed, Child: -1}
		}
	}
	if w.order == DepthFirst {
		for k := range w.path {
			if w.path[k].Item == q.Item {
				q = w.path[k]
				q.Pops = 0
				break
			}
		}
		w.descend(&q, w.run.Items[place], place)
	}
	w.reply(q.Place)
}

func (d *Doc) base(run *Run) Candidate {
	b := Candidate{Item: run.Parent, Parent: -1, Place: -1, Child: -1}
	if run.Parent >= 0 {
		b.Parent = d.pred[run.Parent]
	}
	return b
}

// descend moves to the path on which item stands, having answered q.
func (w *walk) descend(q *Candidate, item int32, place int) {
	path, dst := w.path, w.spare[:0]
	if q.Pops == strayed {
		path = w.chain(q)
	}
	at := len(path) - 1
	for path[at].Item != q.Item {
		at--
	}
	// Of a long path only the end and the displayed parent are ever looked at.
	if drop := at + 2 - keptPath; drop > 0 {
		dst = append(dst, path[0])
		dst = append(dst, path[min(1+drop, at):at+1]...)
	} else {
		dst = append(dst, path[:at+1]...)
	}
	end := &dst[len(dst)-1]
	end.Replies++
	end.Child = item
	w.path, w.spare = append(dst, Candidate{Item: item, Parent: q.Item, Place: int32(place), Child: -1}), w.path
}

// chain returns the path from the displayed parent down to q, which is not on
// the present one: the walk has gone astray before.
func (w *walk) chain(q *Candidate) []Candidate {
	end := *q
	path := append(w.strayed[:0], end)
	for len(path) < keptPath && end.Parent != w.run.Parent && end.Parent >= 0 {
		at, ok := slices.BinarySearch(w.run.Items, end.Parent)
		if !ok {
			break
		}
		j := w.run.Items[at]
		end = Candidate{Item: j, Parent: w.d.pred[j], Place: int32(at), Replies: w.replies[at+1], Child: end.Item}
		path = append(path, end)
	}
	base := w.path[0]
	base.Replies, base.Child = w.replies[0], end.Item
	path = append(path, base)
	slices.Reverse(path)
	w.strayed = path
	return path
}

func top2(p []float32) (best, second int) {
	best, second = 0, -1
	for k := 1; k < len(p); k++ {
		if p[k] > p[best] {
			best, second = k, best
		} else if second < 0 || p[k] > p[second] {
			second = k
		}
	}
	return best, second
}

// Facts are what a choice rests on, as far as it can be said in a word.
type Facts struct {
	Words int     // words repeated
	Share float32 // of the most words repeated of any comment
	Voice int8    // how the comment names the author of the choice
	Back  bool    // the choice answers the comment's author
	Prev  bool    // the choice stands just before
}

// Forget puts the comments of a run back under their displayed parent.
func (d *Doc) Forget(r *Run) { d.forget(r) }

// Repeats returns how many words item i repeats that are j's own.
func (d *Doc) Repeats(i, j int32) int32 {
	for _, m := range d.matches(i) {
		if m.other == j {
			return m.own
		}
	}
	return 0
}

func top(p []float32) int {
	best := 0
	for k := range p {
		if p[k] > p[best] {
			best = k
		}
	}
	return best
}

// blocks returns as many blocks as n pairs fill.
func blocks(x []block, n int) []block {
	n = (n + lanes - 1) / lanes
	if cap(x) < n {
		return make([]block, n, max(n, 2))
	}
	return x[:n]
}

// softmax turns log odds into probabilities, in place.
func softmax(p []float32) []float32 {
	top := float32(math.Inf(-1))
	for _, s := range p {
		top = max(top, s)
	}
	var sum float32
	for k := range p {
		p[k] = float32(math.Exp(float64(p[k] - top)))
		sum += p[k]
	}
	for k := range p {
		p[k] /= sum
	}
	return p
}
