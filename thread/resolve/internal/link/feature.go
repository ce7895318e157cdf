package link

import "math"

// The features of a pair: a comment and one that it may answer. The trainer
// and the ranker share them; the model file names them, so that neither can
// run with the other's list.
const (
	xPrev         = iota // the candidate stands just before
	xBase                // the candidate is the displayed parent
	xDist                // comments of the run between, logarithmic
	xPops                // branches closed by the choice (depth first)
	xCandidates          // how many there are
	xPlace               // place in the run, logarithmic
	xLeft                // comments of the run that follow, logarithmic
	xReplies             // replies the candidate has so far
	xQuoteOwn            // words repeated that are the candidate's own, logarithmic
	xQuoteCopied         // words repeated that it repeats itself
	xQuoteRun            // longest repeated run of words
	xQuoteRare           // rarity of the words repeated
	xQuoteShare          // own words repeated against the best of all earlier comments
	xQuoteMarked         // of those, in quotation marks
	xQuoteStart          // how early in the comment the match begins
	xQuoteElse           // most words repeated of another comment
	xCos                 // weighted word overlap
	xCosShare            // against the best candidate
	xRare                // words that only the two share so far
	xSame                // by one author: 1 yes, -1 no, 0 unknown
	xBack                // the candidate answers the comment's author: the same scale
	xBackDist            // how far back that author's comment is
	xVoice               // how the comment names the candidate's author
	xVoiceElse           // how it names another candidate's author
	xCalled              // how the candidate names the comment's author
	xTheirLater          // later comments of the candidate's author before this one
	xOurLater            // comments of this author since the candidate
	xOurReply            // this author has answered the candidate already
	xNext                // the next comment is by the candidate's author
	xPairs               // displayed replies between the two people elsewhere
	xHeaderTime          // a reply header gives the candidate's minute: 1, another: -1
	xGap                 // time between, logarithmic; -1 unknown
	xGapPrev             // time since the comment before
	xHand                // marks of one writer: comment and candidate
	xHandBack            // the same: comment and what the candidate answers
	xStyle               // distance in style: comment and candidate
	xStyleBack           // the same: comment and what the candidate answers
	xAsks                // the candidate ends with a question
	xQuestions           // question marks in the candidate
	xOpener              // kind of the comment's first word
	xSecond              // share of words addressing someone
	xLen                 // length of the comment
	xCandLen             // length of the candidate
	xPeople              // people seen in the run so far
	xKnown               // share of comments whose author is known
	xMeanLen             // mean length in the thread
	xChain               // share of answered comments with one reply, where nesting shows it
	xCandVoice           // how the candidate names the author of what it answers
	xNextVoice           // how the next comment names this comment's author
	xHead                // kind of the first line
	xVoiceBack           // how the comment names the author of what the candidate answers
	xCosBack             // word overlap with what the candidate answers
	xCosSide             // most word overlap with another answer to the candidate
	xCaps                // shared words with a capital or digit that are rare
	xPartner             // the candidate's author is whom this author answered last: the same scale
	xExchange            // replies between the two in the last 40 comments, as found so far
	xActive              // comments by this author in the thread
	xCandActive          // comments by the candidate's author
	xAfter               // the candidate's author writes again within the next three comments
	xOursNext            // this author writes again within the next three
	xLast                // the candidate is the latest that names or answers this author
	xFresh               // people who have written since the candidate
	xExclusive           // rare words shared that few other candidates have
	xCover               // share of the comment's rare words that the candidate has
	xAhead               // how far the candidate stands after what this author answered last
	xSession             // time since this author's last comment; -1 unknown
	xOwner               // the comment is by the author of the displayed parent
	xCandOwner           // the candidate is
	xRun                 // length of the run
	xSelf                // how the comment names its own author, as above words quoted of him
	xStraight            // share of the comments before that answer the one before them
	xStraightLast        // of the latest of them
	xPageHead            // share of comments that software begins
	xPageLines           // lines for each word in the thread
	xPageLower           // share of sentences in lower case
	xPageCaps            // share of capitals
	xPending             // the candidate speaks to this author, who has not answered: 1 and how many such stand after it
	xPendingElse         // how many such there are
	// The features of the second look, by the choices of the first for the next
	// comments.
	xAnswered   // later comments of the candidate's author that answer this one
	xQuotedBack // those that name its author or repeat its words
	xOthers     // later comments that answer the candidate
	xAgain      // those by this author
	xTalk       // later replies between the two
	xNextPick   // the next comment answers the candidate
	xWhole      // replies to the candidate before and after
	xChosen     // how far the first look preferred it to the best other
	xReplied    // later comments that answer this one
	NumFeatures
)

// FeatureNames names the features in order.
var FeatureNames = [NumFeatures]string{
	"prev", "base", "dist", "pops", "candidates", "place", "left", "replies", "quote-own", "quote-copied", "quote-run", "quote-rare", "quote-share", "quote-marked", "quote-start", "quote-else",
	"cos", "cos-share", "rare", "same", "back", "back-dist", "voice", "voice-else", "called", "their-later", "our-later", "our-reply", "next", "pairs", "header-time", "gap", "gap-prev",
	"hand", "hand-back", "style", "style-back", "asks", "questions", "opener", "second", "len", "cand-len", "people", "known", "mean-len", "chain", "cand-voice", "next-voice", "head",
	"voice-back", "cos-back", "cos-side", "caps", "partner", "exchange", "active", "cand-active", "after", "ours-next", "last", "fresh", "exclusive", "cover", "ahead", "session", "owner", "cand-owner", "run", "self",
	"straight", "straight-last", "page-head", "page-lines", "page-lower", "page-caps", "pending", "pending-else",
	"answered", "quoted-back", "others", "again", "talk", "next-pick", "whole", "chosen", "replied",
}

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
	d        *Doc
	run      *Run
	known    float32
	mean     float32
	chain    float32
	people   []int32 // people seen up to each place
	met      []int32 // the last run in which each person was seen
	runs     int32
	kind     int // of ensemble
	at       place
	straight [2]float32
}

// begin prepares the context for a run; what it holds of the run before is used
// again.
func (c *context) begin(d *Doc, run *Run) {
	if !d.global.done {
		d.measureThread()
	}
	c.d, c.run = d, run
	c.known, c.mean, c.chain = d.global.known, d.global.mean, d.global.chain
	c.kind, _ = d.kinds(run)
	c.people = c.people[:0]
	c.straight = [2]float32{0, 0.5}
	if len(c.met) < len(d.people.name) {
		c.met = make([]int32, len(d.people.name))
	}
	c.runs++
	c.share()
	n := int32(0)
	for _, i := range run.Items {
		if a := d.author[i]; a >= 0 && c.met[a] != c.runs {
			c.met[a] = c.runs
			n++
		}
		c.people = append(c.people, n)
	}
}

// kinds returns which ensemble judges a run, and what is known of its comments.
func (d *Doc) kinds(run *Run) (kind, mode int) {
	times, names := 0, 0
	for _, i := range run.Items {
		if d.Items[i].Time != 0 {
			times++
		}
		if d.author[i] >= 0 && !d.signed[i] && !d.lent[i] {
			names++
		}
	}
	if 2*names > len(run.Items) {
		kind, mode = authorsKind, authorsKind
	}
	if 2*times > len(run.Items) {
		kind = TimedKind
		if mode > 0 {
			mode = TimedKind
		}
	}
	return kind, mode
}

// close leaves the document ready for the next run.
func (c *context) close() {
	for k := range c.at.pairs {
		c.d.slots[c.at.pairs[k].item] = 0
	}
}

type global struct {
	done                     bool
	known, mean, chain       float32
	head, lines, lower, caps float32
	pairs                    map[[2]int32]int32
}

// measureThread computes what all runs share.
func (d *Doc) measureThread() {
	g := &d.global
	g.done = true
	g.head, g.lines, g.lower, g.caps = 0, 0, 0, 0
	g.pairs = map[[2]int32]int32{}
	children := make([]int32, len(d.Items))
	known := 0
	var sum float32
	for i := range d.Items {
		if d.author[i] >= 0 && !d.signed[i] && !d.lent[i] {
			known++
		}
		sum += d.shape[i].logLen
		if d.shape[i].head != 0 {
			g.head++
		}
		g.caps += d.shape[i].style[3]
		g.lines += d.shape[i].style[5]
		g.lower += d.shape[i].style[7]
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
	g.head, g.lines, g.lower, g.caps = g.head/n, g.lines/n, g.lower/n, g.caps/n
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

// window is how many comments back people are looked for.
const window = 40

// Setting is what the chance of a choice to be right depends on beside the
// probability that the ranker states: what is known of the comments of the run,
// how straight the run is, nearly every comment of some pages answering the one
// before it, and the form of the texts.
type Setting struct {
	Mode int
	x    [settingCues]float32
}

// Cues of a setting. The last two, how much stands on the page and how much of it in
// the run, tell how sure a choice is, but not which to take.
const (
	settingCues = 9
	doubtCues   = 7
)

// Setting returns the setting of a run whose comments have been given choices.
func (d *Doc) Setting(run *Run, choices []Choice) Setting {
	_, mode := d.kinds(run)
	if !d.global.done {
		d.measureThread()
	}
	straight := float32(2)
	for k := range choices {
		straight += choices[k].straight
	}
	g := &d.global
	return Setting{mode, [settingCues]float32{straight/float32(len(choices)+3) - 0.6, g.lines - 1, g.lower - 0.5, (g.mean - 3.5) / 2, g.head - 0.2, g.caps - 0.4, g.chain - 0.6, logn(len(d.Items))/2 - 2, float32(len(run.Items))/float32(len(d.Items)) - 0.4}}
}
