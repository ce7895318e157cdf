package link

import (
	"math"
	"slices"
)

// Choice is what the ranker takes an item to answer.
type Choice struct {
	Parent int32
	P      float32 // probability before calibration
	Second int32   // the runner-up, -2 none
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
	// Hypotheses kept of a run. Wider beams cost in proportion and find no more
	// on the discussions for development.
	beamWidth = 1

	maxPath  = 16 // candidates on the rightmost path
	keptPath = 32 // of a path, so that a run of one chain takes linear time
	recent   = 6  // latest comments that are always candidates
	maxCands = 16 // candidates of a chronological run
)

// Decode chooses a parent for every item of the run.
func (d *Doc) Decode(m *Model, o Order, run *Run) []Choice {
	if o == DepthFirst {
		return d.decodeTree(m, run)
	}
	return d.decodeTime(m, run)
}

// step is a node of the history of hypotheses.
type step struct {
	before int32 // index of the step before, -1 none
	choice Choice
}

type hypothesis struct {
	score float64
	path  []Candidate // from the displayed parent down
	last  int32       // its latest step
}

// option is a way to go on from a hypothesis.
type option struct {
	score  float64
	hyp    int
	choice Choice
}

// decodeTree walks a run that stands depth first with a beam of beamWidth over
// its rightmost paths.
func (d *Doc) decodeTree(m *Model, run *Run) []Choice {
	c := d.newContext(run)
	defer c.close()
	var b ballot
	// A hypothesis keeps its buffer when the generations change places.
	var generations [2][beamWidth]hypothesis
	generations[0][0] = hypothesis{path: []Candidate{d.base(run)}, last: -1}
	beam, next := generations[0][:1], generations[1][:0]
	steps := make([]step, 0, len(run.Items)*beamWidth)
	var options []option
	for place, i := range run.Items {
		options = options[:0]
		c.turn(place)
		b.clear()
		for h := range beam {
			b.add(d.pathCandidates(b.cands, beam[h].path, i))
			c.features(b.latest())
		}
		b.count(m, DepthFirst)
		for h := range beam {
			cands, x, p := b.list(h)
			best, second := top2(p)
			for k, pk := range p {
				if k != best && pk < 0.02 {
					continue
				}
				ch := Choice{Parent: cands[k].Item, P: pk, Second: -2, facts: factsOf(&x[k])}
				other := best
				if k == best {
					other = second
				}
				if other >= 0 {
					ch.Second = cands[other].Item
				}
				options = append(options, option{beam[h].score + math.Log(float64(pk)+1e-9), h, ch})
			}
		}
		next = next[:0]
		for len(next) < min(beamWidth, len(options)) {
			// The best that is left, the first of equals.
			best := -1
			for k := range options {
				if options[k].hyp >= 0 && (best < 0 || options[k].score > options[best].score) {
					best = k
				}
			}
			o := &options[best]
			from := &beam[o.hyp]
			next = next[:len(next)+1]
			to := &next[len(next)-1]
			to.score, to.path = o.score, descend(to.path[:0], from.path, o.choice.Parent, i, place)
			to.last = int32(len(steps))
			steps = append(steps, step{from.last, o.choice})
			o.hyp = -1
		}
		beam, next = next, beam
	}
	out := make([]Choice, len(run.Items))
	k := len(out) - 1
	for s := beam[0].last; s >= 0; s = steps[s].before {
		out[k] = steps[s].choice
		k--
	}
	for k, i := range run.Items {
		d.pred[i] = out[k].Parent
	}
	return out
}

func (d *Doc) base(run *Run) Candidate {
	b := Candidate{Item: run.Parent, Parent: -1, Place: -1, Child: -1}
	if run.Parent >= 0 {
		b.Parent = d.pred[run.Parent]
	}
	return b
}

// descend appends to dst the path after the item at place has answered parent.
func descend(dst, path []Candidate, parent, item int32, place int) []Candidate {
	at := len(path) - 1
	for path[at].Item != parent {
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
	return append(dst, Candidate{Item: item, Parent: parent, Place: int32(place), Child: -1})
}

// pathCandidates lists what item i may answer: the path from its end up.
// Where times are known, neither a candidate nor the reply by which the path
// goes on from it may be younger than the item.
func (d *Doc) pathCandidates(dst, path []Candidate, i int32) []Candidate {
	t := d.Items[i].Time
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
	return dst
}

func (d *Doc) younger(j int32, t int64) bool {
	return j >= 0 && t != 0 && d.Items[j].Time > t
}

// decodeTime walks a run in order of time.
func (d *Doc) decodeTime(m *Model, run *Run) []Choice {
	c := d.newContext(run)
	defer c.close()
	out := make([]Choice, len(run.Items))
	var b ballot
	replies := make([]int16, len(run.Items)+1)
	for place, i := range run.Items {
		b.clear()
		b.add(d.timeCandidates(b.cands, run, place, replies))
		c.turn(place)
		c.features(b.latest())
		b.count(m, Chronological)
		cands, x, p := b.list(0)
		best, second := top2(p)
		out[place] = Choice{Parent: cands[best].Item, P: p[best], Second: -2, facts: factsOf(&x[best])}
		if second >= 0 {
			out[place].Second = cands[second].Item
		}
		d.pred[i] = cands[best].Item
		replies[cands[best].Place+1]++
	}
	return out
}

// timeCandidates lists what the item at place may answer: the latest comments
// of the run, those of its last 40 that anything points to, and the displayed
// parent.
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
			keep = keep || at >= place-12 && a < 0
		}
		if keep {
			add(at)
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
