package stance

import (
	"math"
	"sync"
)

// Flags are what a thread says of a reply besides its words.
type Flags uint8

// The flags. Comments of unknown authors have none but Answered.
const (
	SameAuthor  Flags = 1 << iota // a person answers himself
	Returns                       // and answers an answer to his own comment (A-B-A)
	AnswersBack                   // the author answered answers this reply in turn (B of A-B-A)
	Answered                      // the reply has replies of its own
	BacksParent                   // takes the side of the one it answers by name
	BacksOther                    // takes the side of the one whom its parent answers
	NumFlags    = iota
)

// Link is a comment of a thread as [Chain.Smooth] sees it.
type Link struct {
	// Parent is the comment answered, which stands before this one; -1 where
	// it answers none.
	Parent int32
	Flags  Flags
	// Reply is set where Probs say how the comment stands to its parent.
	Reply bool
	Probs Probs
}

// States is how many ways there are in which a comment can be received.
const States = 4

// Chain says how stances in a thread hang together: each comment is received in
// one of a few ways, which depends on the stance that it takes itself and on
// which the stances of its replies depend. It is a tree of hidden variables;
// what it says of each reply, given the words of all, is found by passing
// messages up and down once. All weights are log-odds. It is immutable.
type Chain struct {
	Bias  [NumStances]float64         // of every reply
	Start [States]float64             // of a comment that answers none
	Leads [NumStances][States]float64 // from a comment's own stance
	Draws [States][NumStances]float64 // to the stance of its replies
	Flag  [NumFlags][NumStances]float64
}

// threads is the chain of the coded pairs whose threads are known, as
// trainstance -mode chain prints it. The last two flags are too rare there (8
// of 11 who praise the one they answer agree, the one who praises him whom
// the parent answers disagrees), so theirs are set by hand.
var threads = sync.OnceValue(func() *tables {
	c := Chain{
		Bias:  [NumStances]float64{0.04, 0.02, 0.06, -0.12},
		Start: [States]float64{-0.12, -0.44, 0.29, 0.27},
		Leads: [NumStances][States]float64{
			{0.89, 0.28, -0.43, -0.18}, {-0.59, 1.32, -0.39, -0.29}, {0.29, -0.25, 0.31, 0.26}, {-0.43, -0.57, 1.08, -0.11},
		},
		Draws: [States][NumStances]float64{
			{0.98, -0.47, -0.04, -0.54}, {-0.17, 0.50, -0.45, -0.42}, {0.14, -0.09, 0.82, -0.10}, {-0.39, 0.12, 0.27, 1.03},
		},
		Flag: [NumFlags][NumStances]float64{
			{-0.29, -0.92, 0.58, -0.13}, {-0.05, 0.03, -0.13, 0.15}, {-0.30, 0.19, -0.16, 0.26}, {-0.34, 0.04, -0.11, 0.40},
			{1, 0, 0, 0}, {-1, 1, 0, 0},
		},
	}
	return c.tables()
})

// SmoothThread is [Chain.Smooth] with the weights of this package.
func SmoothThread(links []Link) { threads().smooth(links) }

// NumStances is how many stances there are.
const NumStances = 4

// tables are the weights of a chain as factors.
type tables struct {
	start [States]float64
	leads [NumStances][States]float64
	draws [States][NumStances]float64
	flag  [1 << NumFlags][NumStances]float64
}

func (c *Chain) tables() *tables {
	t := &tables{}
	for u := range c.Start {
		t.start[u] = math.Exp(c.Start[u])
		for s := range NumStances {
			t.leads[s][u] = math.Exp(c.Leads[s][u])
			t.draws[u][s] = math.Exp(c.Draws[u][s])
		}
	}
	for f := range t.flag {
		for s := range NumStances {
			z := c.Bias[s]
			for k := range NumFlags {
				if f>>k&1 != 0 {
					z += c.Flag[k][s]
				}
			}
			t.flag[f][s] = math.Exp(z)
		}
	}
	return t
}

// message is what the replies of a comment say of how it was received and,
// once the way down is reached, what all else says of its own stance.
type message struct {
	up   [States]float64
	down [States]float64
}

// Smooth replaces the probabilities of every reply by those given its whole
// thread. Links must be in an order in which parents come first. Time and
// memory are linear.
func (c *Chain) Smooth(links []Link) { c.tables().smooth(links) }

func (t *tables) smooth(links []Link) {
	msgs := make([]message, len(links))
	for i := range msgs {
		msgs[i].up = [States]float64{1, 1, 1, 1}
	}
	for i := len(links) - 1; i >= 0; i-- {
		if l := &links[i]; l.Parent >= 0 {
			m := t.toParent(l, &msgs[i].up)
			up := &msgs[l.Parent].up
			for u := range up {
				up[u] *= m[u]
			}
			scale(up)
		}
	}
	for i := range links {
		l := &links[i]
		if l.Parent < 0 {
			for u := range t.start {
				msgs[i].down[u] = t.start[u] * msgs[i].up[u]
			}
			scale(&msgs[i].down)
			continue
		}
		// How the parent was received as all but this reply tell it.
		m := t.toParent(l, &msgs[i].up)
		var s [NumStances]float64
		for u, d := range msgs[l.Parent].down {
			d /= m[u]
			for k := range s {
				s[k] += d * t.draws[u][k]
			}
		}
		own := t.own(l)
		var p Probs
		sum := 0.0
		for k := range s {
			s[k] *= own[k]
			x := 0.0
			for u := range t.start {
				x += t.leads[k][u] * msgs[i].up[u]
			}
			p[k] = s[k] * x
			sum += p[k]
		}
		for u := range t.start {
			for k := range s {
				msgs[i].down[u] += s[k] * t.leads[k][u] * msgs[i].up[u]
			}
		}
		scale(&msgs[i].down)
		if l.Reply && sum > 0 {
			for k := range p {
				l.Probs[k] = p[k] / sum
			}
		}
	}
}

// own is what a reply's words and place say of its stance.
func (t *tables) own(l *Link) (p Probs) {
	p = Probs{1, 1, 1, 1}
	if l.Reply {
		for k := range p {
			p[k] = max(l.Probs[k], 1e-9) * t.flag[l.Flags][k]
		}
	}
	return p
}

// toParent is what a reply and all below it say of how its parent was
// received.
func (t *tables) toParent(l *Link, up *[States]float64) (m [States]float64) {
	own := t.own(l)
	for k := range own {
		x := 0.0
		for u := range up {
			x += t.leads[k][u] * up[u]
		}
		own[k] *= x
	}
	for u := range m {
		for k := range own {
			m[u] += t.draws[u][k] * own[k]
		}
	}
	scale(&m)
	return m
}

func scale(v *[States]float64) {
	sum := v[0] + v[1] + v[2] + v[3]
	if sum <= 0 {
		*v = [States]float64{1, 1, 1, 1}
		return
	}
	for u := range v {
		v[u] /= sum
	}
}
