package link

import (
	"math"
	"math/bits"
)

// The features of a pair: a comment and one that it may answer. The trainer
// and the ranker share them; the model file names them, so that neither can
// run with the other's list.
const (
	xPrev        = iota // the candidate stands just before
	xBase               // the candidate is the displayed parent
	xDist               // comments of the run between, logarithmic
	xPops               // branches closed by the choice (depth first)
	xCandidates         // how many there are
	xPlace              // place in the run, logarithmic
	xLeft               // comments of the run that follow, logarithmic
	xReplies            // replies the candidate has so far
	xQuoteOwn           // words repeated that are the candidate's own, logarithmic
	xQuoteCopied        // words repeated that it repeats itself
	xQuoteRun           // longest repeated run of words
	xQuoteRare          // rarity of the words repeated
	xQuoteShare         // own words repeated against the best of all earlier comments
	xQuoteMarked        // of those, in quotation marks
	xQuoteStart         // how early in the comment the match begins
	xQuoteElse          // most words repeated of another comment
	xCos                // weighted word overlap
	xCosShare           // against the best candidate
	xRare               // words that only the two share so far
	xSame               // by one author: 1 yes, -1 no, 0 unknown
	xBack               // the candidate answers the comment's author: the same scale
	xBackDist           // how far back that author's comment is
	xVoice              // how the comment names the candidate's author
	xVoiceElse          // how it names another candidate's author
	xCalled             // how the candidate names the comment's author
	xTheirLater         // later comments of the candidate's author before this one
	xOurLater           // comments of this author since the candidate
	xOurReply           // this author has answered the candidate already
	xNext               // the next comment is by the candidate's author
	xPairs              // displayed replies between the two people elsewhere
	xHeaderTime         // a reply header gives the candidate's minute: 1, another: -1
	xGap                // time between, logarithmic; -1 unknown
	xGapPrev            // time since the comment before
	xHand               // marks of one writer: comment and candidate
	xHandBack           // the same: comment and what the candidate answers
	xStyle              // distance in style: comment and candidate
	xStyleBack          // the same: comment and what the candidate answers
	xAsks               // the candidate ends with a question
	xQuestions          // question marks in the candidate
	xOpener             // kind of the comment's first word
	xSecond             // share of words addressing someone
	xLen                // length of the comment
	xCandLen            // length of the candidate
	xPeople             // people seen in the run so far
	xKnown              // share of comments whose author is known
	xMeanLen            // mean length in the thread
	xChain              // share of answered comments with one reply, where nesting shows it
	xCandVoice          // how the candidate names the author of what it answers
	xNextVoice          // how the next comment names this comment's author
	xHead               // kind of the first line
	xVoiceBack          // how the comment names the author of what the candidate answers
	xCosBack            // word overlap with what the candidate answers
	xCosSide            // most word overlap with another answer to the candidate
	xCaps               // shared words with a capital or digit that are rare
	xPartner            // the candidate's author is whom this author answered last: the same scale
	xExchange           // replies between the two in the last 40 comments, as found so far
	xActive             // comments by this author in the thread
	xCandActive         // comments by the candidate's author
	xAfter              // the candidate's author writes again within the next three comments
	xOursNext           // this author writes again within the next three
	xLast               // the candidate is the latest that names or answers this author
	xFresh              // people who have written since the candidate
	NumFeatures
)

// FeatureNames names the features in order.
var FeatureNames = [NumFeatures]string{
	"prev", "base", "dist", "pops", "candidates", "place", "left", "replies", "quote-own", "quote-copied", "quote-run", "quote-rare", "quote-share", "quote-marked", "quote-start", "quote-else",
	"cos", "cos-share", "rare", "same", "back", "back-dist", "voice", "voice-else", "called", "their-later", "our-later", "our-reply", "next", "pairs", "header-time", "gap", "gap-prev",
	"hand", "hand-back", "style", "style-back", "asks", "questions", "opener", "second", "len", "cand-len", "people", "known", "mean-len", "chain", "cand-voice", "next-voice", "head",
	"voice-back", "cos-back", "cos-side", "caps", "partner", "exchange", "active", "cand-active", "after", "ours-next", "last", "fresh",
}

// Vector holds the features of one pair.
type Vector [NumFeatures]float32

// Candidate is a comment that may be the one answered, and where a hypothesis
// has put it.
type Candidate struct {
	Item    int32
	Parent  int32 // what it answers itself, -1 nothing known
	Replies int16
	Pops    int16
	Place   int32 // its place in the run, -1 for the displayed parent
	Child   int32 // the reply through which the path goes on, -1 none
}

// Run is a series of comments that the source shows under one parent although
// some of them answer each other.
type Run struct {
	Parent int32 // displayed parent of all, -1 at top level
	Items  []int32
}

// context is what the pairs of a run share.
type context struct {
	d      *Doc
	run    *Run
	known  float32
	mean   float32
	chain  float32
	people []int32 // people seen up to each place
}

func (d *Doc) newContext(run *Run) *context {
	c := &context{d: d, run: run, people: make([]int32, len(run.Items))}
	if !d.global.done {
		d.measureThread()
	}
	c.known, c.mean, c.chain = d.global.known, d.global.mean, d.global.chain
	seen := map[int32]bool{}
	for k, i := range run.Items {
		if a := d.author[i]; a >= 0 {
			seen[a] = true
		}
		c.people[k] = int32(len(seen))
	}
	return c
}

type global struct {
	done               bool
	known, mean, chain float32
	pairs              map[[2]int32]int32
}

// measureThread computes what all runs share.
func (d *Doc) measureThread() {
	g := &d.global
	g.done = true
	g.pairs = map[[2]int32]int32{}
	children := make([]int32, len(d.Items))
	known := 0
	var sum float32
	for i := range d.Items {
		if d.author[i] >= 0 && !d.signed[i] && !d.lent[i] {
			known++
		}
		sum += d.shape[i].logLen
		if p := d.Items[i].Parent; p >= 0 {
			children[p]++
			if !d.hidden(int32(i)) && d.author[i] >= 0 && d.author[p] >= 0 {
				g.pairs[[2]int32{d.author[i], d.author[p]}]++
			}
		}
	}
	one, some := 0, 0
	for i, c := range children {
		if c == 0 || d.inRun != nil && d.childRun[i] {
			continue
		}
		some++
		if c == 1 {
			one++
		}
	}
	n := float32(max(len(d.Items), 1))
	g.known, g.mean = float32(known)/n, sum/n
	g.chain = (float32(one) + 1) / (float32(some) + 2)
}

// hidden reports whether the true parent of item i may not be the shown one.
func (d *Doc) hidden(i int32) bool { return d.inRun != nil && d.inRun[i] }

// SetRuns tells which comments stand in runs, so that their displayed parents
// do not count as known.
func (d *Doc) SetRuns(runs []Run) {
	d.inRun = make([]bool, len(d.Items))
	d.childRun = make([]bool, len(d.Items))
	for _, r := range runs {
		if r.Parent >= 0 {
			d.childRun[r.Parent] = true
		}
		for k, i := range r.Items {
			d.inRun[i] = k > 0
		}
	}
	d.global.done = false
}

func logn(n int) float32 { return logs[min(n, len(logs)-1)] }

var logs = func() (t [512]float32) {
	for i := range t {
		t[i] = float32(math.Log1p(float64(i)))
	}
	return
}()

func same(a, b int32) float32 {
	switch {
	case a < 0 || b < 0:
		return 0
	case a == b:
		return 1
	}
	return -1
}

// window is how many comments back people are looked for.
const window = 40

// features fills x[k] for each candidate of the comment at place in the run.
func (c *context) features(place int, cands []Candidate, x []Vector) {
	d, items := c.d, c.run.Items
	i := items[place]
	author := d.author[i]
	si := &d.shape[i]
	matches := d.matches(i)
	var bestOwn, secondOwn int32
	for _, m := range matches {
		if m.own > bestOwn {
			bestOwn, secondOwn = m.own, bestOwn
		} else if m.own > secondOwn {
			secondOwn = m.own
		}
	}
	nextAuthor, nextVoice := int32(-1), int8(0)
	if place+1 < len(items) {
		nextAuthor = d.author[items[place+1]]
		if author >= 0 {
			nextVoice = d.mentioned(items[place+1], author)
		}
	}
	prev := c.run.Parent
	if place > 0 {
		prev = items[place-1]
	}
	gapPrev := d.gap(i, prev)
	d.stampWords(i)
	partner := int32(-1)
	if author >= 0 {
		for at := place - 1; at >= 0 && at >= place-window; at-- {
			if d.author[items[at]] == author {
				if p := d.pred[items[at]]; p >= 0 {
					partner = d.author[p]
				}
				break
			}
		}
	}
	lastToUs := -1
	var bestCos float32
	var voiceTop, voiceSecond int8
	voiceWho := int32(-1)
	for k := range cands {
		j := cands[k].Item
		v := &x[k]
		*v = Vector{}
		var cos float32
		if j >= 0 {
			cos = d.cosine(i, j)
			v[xCos] = cos
			if author >= 0 && cands[k].Place > int32(lastToUs) {
				if p := cands[k].Parent; p >= 0 && d.author[p] == author || d.mentioned(j, author) >= Addressed {
					lastToUs = int(cands[k].Place)
				}
			}
			if a := d.author[j]; a >= 0 {
				s := d.mentioned(i, a)
				v[xVoice] = float32(s)
				if a != voiceWho {
					if s > voiceTop {
						voiceTop, voiceSecond, voiceWho = s, voiceTop, a
					} else if s > voiceSecond {
						voiceSecond = s
					}
				}
			}
		}
		bestCos = max(bestCos, cos)
	}
	for k := range cands {
		q := &cands[k]
		j := q.Item
		v := &x[k]
		if j == prev {
			v[xPrev] = 1
		}
		if q.Place < 0 {
			v[xBase] = 1
		}
		v[xDist] = logn(place - int(q.Place) - 1)
		v[xPops] = float32(q.Pops)
		v[xCandidates] = float32(min(len(cands), 30))
		v[xPlace] = logn(place)
		v[xLeft] = logn(len(items) - place - 1)
		v[xReplies] = float32(min(q.Replies, 8))
		v[xGap] = -1
		v[xGapPrev] = gapPrev
		v[xOpener] = float32(si.opener)
		v[xSecond] = si.second
		v[xLen] = si.logLen
		v[xPeople] = float32(min(c.people[place], 20))
		v[xKnown] = c.known
		v[xMeanLen] = c.mean
		v[xChain] = c.chain
		v[xHead] = float32(si.head)
		v[xQuoteElse] = logn(int(bestOwn))
		if voiceWho >= 0 && (j < 0 || d.author[j] != voiceWho) {
			v[xVoiceElse] = float32(voiceTop)
		} else {
			v[xVoiceElse] = float32(voiceSecond)
		}
		if j < 0 {
			continue
		}
		for m := range matches {
			m := &matches[m]
			if m.other != j {
				continue
			}
			v[xQuoteOwn] = logn(int(m.own))
			v[xQuoteCopied] = logn(int(m.copied))
			v[xQuoteRun] = logn(int(m.longest))
			v[xQuoteRare] = min(m.rarity, 60)
			v[xQuoteShare] = float32(m.own) / float32(max(bestOwn, 1))
			v[xQuoteMarked] = logn(int(m.marked))
			v[xQuoteStart] = logn(int(m.start)) + 1
			if m.own == bestOwn {
				v[xQuoteElse] = logn(int(secondOwn))
			}
			break
		}
		if bestCos > 0 {
			v[xCosShare] = v[xCos] / bestCos
		}
		v[xRare] = d.rareShared(i, j)
		sj := &d.shape[j]
		ja := d.author[j]
		v[xSame] = same(author, ja)
		if q.Parent >= 0 {
			v[xBack] = same(author, d.author[q.Parent])
			v[xHandBack] = d.sameHand(i, q.Parent)
			v[xStyleBack] = d.styleDistance(i, q.Parent)
			if pa := d.author[q.Parent]; pa >= 0 {
				v[xCandVoice] = float32(d.mentioned(j, pa))
				v[xVoiceBack] = float32(d.mentioned(i, pa))
			}
			v[xCosBack] = d.cosine(i, q.Parent)
		} else {
			v[xStyleBack] = -1
		}
		if author >= 0 {
			v[xCalled] = float32(d.mentioned(j, author))
			if ja >= 0 {
				v[xPairs] = float32(min(d.global.pairs[[2]int32{author, ja}]+d.global.pairs[[2]int32{ja, author}], 10))
			}
		}
		v[xNext] = same(nextAuthor, ja)
		v[xNextVoice] = float32(nextVoice)
		their, ours, sides := 0, 0, 0
		var fresh uint64
		back := 0
		for at := place - 1; at > int(q.Place) && at >= place-window; at-- {
			a := d.author[items[at]]
			if a < 0 {
				continue
			}
			if a == ja {
				their++
			}
			fresh |= 1 << (uint(a) & 63)
			if d.pred[items[at]] == j && sides < 4 {
				sides++
				v[xCosSide] = max(v[xCosSide], d.cosine(i, items[at]))
			}
			if a == author {
				ours++
				if back == 0 {
					back = place - at
				}
				if d.pred[items[at]] == j {
					v[xOurReply]++
				}
			}
		}
		if q.Child >= 0 && author >= 0 && d.author[q.Child] == author {
			v[xOurReply]++
		}
		v[xTheirLater], v[xOurLater] = float32(min(their, 6)), float32(min(ours, 6))
		v[xBackDist] = logn(back)
		v[xFresh] = float32(bits.OnesCount64(fresh))
		v[xPartner] = same(partner, ja)
		if q.Place >= 0 && int(q.Place) == lastToUs {
			v[xLast] = 1
		}
		for at := place + 1; at <= place+3 && at < len(items); at++ {
			if a := d.author[items[at]]; a >= 0 && a == ja {
				v[xAfter]++
			}
			if a := d.author[items[at]]; a >= 0 && a == author {
				v[xOursNext]++
			}
		}
		if author >= 0 {
			v[xActive] = logn(int(d.people.count[author]))
		}
		if ja >= 0 {
			v[xCandActive] = logn(int(d.people.count[ja]))
			if author >= 0 && ja != author {
				n := 0
				for at := place - 1; at >= 0 && at >= place-window; at-- {
					a, p := d.author[items[at]], d.pred[items[at]]
					if p >= 0 && (a == ja && d.author[p] == author || a == author && d.author[p] == ja) {
						n++
					}
				}
				v[xExchange] = float32(min(n, 10))
			}
		}
		v[xCaps] = d.capsShared(i, j)
		v[xGap] = d.gap(i, j)
		if h := &d.headers[i]; h.Minute && d.Items[j].Time != 0 && !h.Time.IsZero() {
			if diff := h.Time.Unix() - d.Items[j].Time; diff > -60 && diff < 60 {
				v[xHeaderTime] = 1
			} else {
				v[xHeaderTime] = -1
			}
		}
		v[xHand] = d.sameHand(i, j)
		v[xStyle] = d.styleDistance(i, j)
		if sj.asks {
			v[xAsks] = 1
		}
		v[xQuestions] = min(sj.questions, 5)
		v[xCandLen] = sj.logLen
	}
}

// gap returns the logarithm of the minutes between two comments, -1 where a
// time is unknown, -2 where the answer is the older.
func (d *Doc) gap(i, j int32) float32 {
	if j < 0 || d.Items[i].Time == 0 || d.Items[j].Time == 0 {
		return -1
	}
	s := d.Items[i].Time - d.Items[j].Time
	if s < 0 {
		return -2
	}
	return float32(math.Log1p(float64(s) / 60))
}

// stampWords prepares the comparison of item i with others.
func (d *Doc) stampWords(i int32) {
	for _, w := range d.distinct(i) {
		d.stamp[w] = i + 1
	}
}

// cosine compares the rare words of item i, which must be stamped, and j.
func (d *Doc) cosine(i, j int32) float32 {
	var sum float32
	for _, w := range d.distinct(j) {
		if d.stamp[w] == i+1 {
			x := d.idf[w]
			sum += x * x
		}
	}
	return sum / (d.norm[i] * d.norm[j])
}

// rareShared counts the words that hardly any comment but i and j has.
func (d *Doc) rareShared(i, j int32) float32 {
	n := 0
	for _, w := range d.distinct(j) {
		if d.stamp[w] == i+1 && d.vocab.df[w] <= 3 {
			n++
		}
	}
	return float32(min(n, 8))
}

// capsShared counts the rare words of item i, which must be stamped, that j has
// and that somewhere begin with a capital or digit within a sentence.
func (d *Doc) capsShared(i, j int32) float32 {
	n := 0
	for _, w := range d.distinct(j) {
		if d.stamp[w] == i+1 && d.vocab.caps[w] {
			n++
		}
	}
	return float32(min(n, 8))
}
