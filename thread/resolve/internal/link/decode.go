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
	facts
}

// facts are the features of a choice that tell what it rests on.
type facts struct {
	own, share, voice float32
	back, prev        bool
}

func factsOf(x *Vector) facts {
	return facts{x[xQuoteOwn], x[xQuoteShare], x[xVoice], x[xBack] > 0, x[xPrev] > 0}
}

const (
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
		best := top(b.score)
		out[b.place] = b.choice(w.pick(b))
		return best
	}, func(b *ballot) {
		if sketch || len(e.Second) == 0 || b.score[top(b.score)] > w.care.certain {
			return
		}
		w.hindsight(b)
		e.second(w, b)
		straight := out[b.place].straight
		out[b.place] = b.choice(w.pick(b))
		out[b.place].straight = straight
	})
	for k, i := range run.Items {
		d.pred[i] = out[k].Parent
	}
}

// pick returns the likeliest candidate. Where messages of a few words bear no
// names, as in a chat, it takes more to pass over the comment before: the ranker
// alone does no better there than the rule that each answers that one. A
// quotation is enough.
func (w *walk) pick(b *ballot) int {
	best := top(b.score)
	x := &b.x[best]
	if w.mean >= fewWords || w.known >= 0.5 || x[xPrev] > 0 || x[xQuoteOwn] >= logn(6) {
		return best
	}
	for k := range b.score {
		if b.x[k][xPrev] > 0 && b.score[k]*doubt > b.score[best] {
			return k
		}
	}
	return best
}

const (
	fewWords = 2.8 // mean of the logarithm of the words of a comment
	doubt    = 6   // times as likely as the comment before must another be
)

func (b *ballot) choice(k int) Choice {
	return Choice{Parent: b.cands[k].Item, P: b.score[k], straight: b.straight(), facts: factsOf(&b.x[k])}
}

// ballot holds the candidates of one comment with their features.
type ballot struct {
	place int
	cands []Candidate
	x     []Vector
	score []float32 // log odds, then probability
	raw   []float32 // log odds of the first look
	fixed bool      // its choice stands
}

// straight returns the probability of the comment before.
func (b *ballot) straight() float32 {
	for k := range b.score {
		if b.x[k][xPrev] > 0 {
			return b.score[k]
		}
	}
	return 0
}

// walk goes over the comments of a run in the order in which they stand.
type walk struct {
	context
	order   Order
	path    []Candidate // depth first: from the displayed parent down
	spare   []Candidate
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
				b.x = grow(b.x, len(b.cands))
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
	w.path, w.spare = append(dst, Candidate{Item: item, Parent: q.Item, Place: int32(place), Child: -1}), path
}

// chain returns the path from the displayed parent down to q, which is not on
// the present one: the walk has gone astray before.
func (w *walk) chain(q *Candidate) []Candidate {
	end := *q
	path := []Candidate{end}
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
	return path
}

// pathCandidates lists what item i may answer: the path from its end up.
// Where times are known, neither a candidate nor the reply by which the path
// goes on from it may be younger than the item. A few of the latest comments
// that are on no open branch are listed too.
func (w *walk) pathCandidates(dst []Candidate, place int) []Candidate {
	d, path := w.d, w.path
	t := d.Items[w.run.Items[place]].Time
	empty := len(dst)
	young := false
	for k := len(path) - 1; k >= 0; k-- {
		if len(path)-k > maxPath && k > 0 {
			continue
		}
		q := path[k]
		q.Pops = int16(len(path) - 1 - k)
		if k+1 < len(path) {
			young = d.younger(path[k+1].Item, t)
		}
		if !young && !d.younger(q.Item, t) || k == 0 && len(dst) == empty {
			dst = append(dst, q)
		}
	}
	// An error before may have left the path on which the truth lies.
	for at := place - 2; at >= 0 && at >= place-astray; at-- {
		j := w.run.Items[at]
		if d.younger(j, t) || slices.ContainsFunc(path, func(q Candidate) bool { return q.Item == j }) {
			continue
		}
		dst = append(dst, Candidate{Item: j, Parent: d.pred[j], Place: int32(at), Replies: w.replies[at+1], Pops: strayed, Child: -1})
	}
	far := 0
	matches := d.matches(w.run.Items[place])
	for k := range matches {
		j := matches[k].other
		if far == maxFar || matches[k].own < 6 || j < w.run.Items[0] || d.younger(j, t) {
			continue
		}
		at, ok := slices.BinarySearch(w.run.Items, j)
		if !ok || slices.ContainsFunc(dst, func(q Candidate) bool { return q.Item == j }) || slices.ContainsFunc(path, func(q Candidate) bool { return q.Item == j }) {
			continue
		}
		dst = append(dst, Candidate{Item: j, Parent: d.pred[j], Place: int32(at), Replies: w.replies[at+1], Pops: strayed, Child: -1})
		far++
	}
	return dst
}

func (d *Doc) younger(j int32, t int64) bool {
	return j >= 0 && t != 0 && d.Items[j].Time > t
}

// timeCandidates lists what the item at place may answer: the latest comments
// of the run, those of its last 40 that anything points to, those further back
// whose words are repeated, and the displayed parent.
func (d *Doc) timeCandidates(dst []Candidate, run *Run, place int, replies []int16) []Candidate {
	i := run.Items[place]
	add := func(at int) {
		j := run.Items[at]
		dst = append(dst, Candidate{Item: j, Parent: d.pred[j], Place: int32(at), Replies: replies[at+1], Child: -1})
	}
	author := d.author[i]
	matches, mentions := d.matches(i), d.Mentions(i)
	seen := 0 // people whose latest comment is in
	var who [8]int32
	for at := place - 1; at >= 0 && at >= place-window; at-- {
		j := run.Items[at]
		keep := at >= place-recent
		a := d.author[j]
		first := false
		if a >= 0 && a != author && seen < len(who) && !slices.Contains(who[:seen], a) {
			who[seen] = a
			seen++
			first = true
		}
		if !keep && len(dst) < maxCands {
			keep = first
			if p := d.pred[j]; p >= 0 && author >= 0 && d.author[p] == author {
				keep = true
			}
			for k := range mentions {
				keep = keep || a >= 0 && mentions[k].Person == a && mentions[k].Strength >= Addressed
			}
			for k := range matches {
				keep = keep || matches[k].other == j && (matches[k].own >= 4 || matches[k].longest >= 4)
			}
			keep = keep || at >= place-12
		}
		if keep {
			add(at)
		}
	}
	far := 0
	for k := range matches {
		if far < maxFar && matches[k].own >= 6 && matches[k].other >= run.Items[0] {
			if at, ok := slices.BinarySearch(run.Items, matches[k].other); ok && at < place-window {
				add(at)
				far++
			}
		}
	}
	b := d.base(run)
	b.Replies = replies[0]
	return append(dst, b)
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

// Facts are the plainest of the features of a choice.
type Facts struct {
	Words int     // words repeated
	Share float32 // of the most words repeated of any comment
	Voice int8    // how the comment names the author of the choice
	Back  bool    // the choice answers the comment's author
	Prev  bool    // the choice stands just before
}

// Facts returns the plainest of the features of the choice.
func (c *Choice) Facts() Facts {
	return Facts{
		Words: int(math.Round(math.Expm1(float64(c.own)))), Share: c.share,
		Voice: int8(c.voice), Back: c.back, Prev: c.prev,
	}
}

// Elsewhere returns the comment that item i answers by its reply header or by
// a long quotation, wherever it stands before i, with the words repeated; -1
// where there is no such proof.
func (d *Doc) Elsewhere(i int32) (to int32, words int, header bool) {
	to = -1
	var best, second int32
	for _, m := range d.matches(i) {
		if m.own > best {
			best, second, to = m.own, best, m.other
		} else {
			second = max(second, m.own)
		}
	}
	quoted := to
	if h := &d.headers[i]; h.Opens && h.Name != "" && h.Sure() {
		// the header's minute, its author, and words repeated
		var top int
		at := int32(-1)
		for j := range d.Items {
			if int32(j) == i {
				continue
			}
			s := 0
			if h.Minute && d.Items[j].Time != 0 {
				if diff := h.Time.Unix() - d.Items[j].Time; diff > -60 && diff < 60 {
					s += 3
				} else {
					s -= 3
				}
			}
			if h.Person >= 0 && d.author[j] == h.Person {
				s += 2
			} else if d.author[j] >= 0 {
				s -= 2
			}
			if int32(j) == quoted && best >= 5 {
				s += 2
			}
			if s > top {
				top, at = s, int32(j)
			} else if s == top {
				at = -1
			}
		}
		if at >= 0 && top >= 2 {
			if at != quoted {
				best = 0
			}
			return at, int(best), true
		}
	}
	if best >= 10 && best >= 2*second && d.markedShare(i, quoted) {
		return quoted, int(best), false
	}
	return -1, 0, false
}

// markedShare reports whether most of what item i repeats of j stands in
// quotation marks or opens the comment.
func (d *Doc) markedShare(i, j int32) bool {
	for _, m := range d.matches(i) {
		if m.other == j {
			return 2*m.marked >= m.own || m.start <= 2
		}
	}
	return false
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

func grow(x []Vector, n int) []Vector {
	if cap(x) < n {
		more := make([]Vector, n, 2*n+16)
		copy(more, x)
		return more
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
