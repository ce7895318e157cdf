package hostile

import (
	"math"

	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/lexicon"
)

// The dense features, by place.
const (
	dWhole   = 0                 // head logits of the whole text
	dPeak    = dWhole + NumHeads // and of its worst window
	dHits    = dPeak + NumHeads  // hits by class and aim
	dShape   = dHits + hitClasses*numAims
	numShape = 21
	// NumDense is the number of inputs of the network.
	NumDense = dShape + numShape
)

const hitClasses = int(lexicon.Thing) + 1

// Aims: whom a hit is aimed at, contexts merged.
const (
	aimBare = iota
	aimYou
	aimThird
	aimGroup
	aimDenied // at the writer, or denied
	aimTold   // in somebody else's words
	aimNobody // in a harmless phrase
	numAims
)

var aims = [lexicon.NumContexts]int{
	lexicon.Bare: aimBare, lexicon.Direct: aimYou, lexicon.Third: aimThird, lexicon.GroupAim: aimGroup,
	lexicon.Self: aimDenied, lexicon.Negated: aimDenied, lexicon.Quoted: aimTold, lexicon.Reported: aimTold, lexicon.Shielded: aimNobody,
}

// Dense fills s.dense with the inputs of the network for the text last read and
// returns them. They are valid until the next call.
func (m *Model) Dense(s *Scratch) []float32 {
	d := &s.dense
	*d = [NumDense]float32{}
	m.linear(s, (*[NumHeads]float32)(d[dWhole:]), (*[NumHeads]float32)(d[dPeak:]))
	hits := (*[dShape - dHits]float32)(d[dHits:])
	var sums [dShape - dHits]uint8
	identity, person, near, live, idle, thing := 0, 0, -1, 0, 0, 0
	for i := range s.scan.Hits {
		h := &s.scan.Hits[i]
		a := aims[h.Context]
		for g, c := h.Grades&(1<<(4*hitClasses)-1), 0; g != 0; c, g = c+1, g>>4 {
			// The grades of one text hardly ever sum to more.
			t := &sums[c*numAims+a]
			*t = uint8(min(int(*t)+int(g&15), maxTally))
		}
		if h.Grades.Of(lexicon.Identity) > 0 {
			identity++
			if near >= 0 && int(h.From)-near < 6 {
				d[dShape+14] = 1
			}
		}
		if h.Grades.Of(lexicon.Person) > 0 {
			person++
		}
		if h.Grades.Of(lexicon.Thing) > 0 {
			thing++
		}
		if !h.Grades.Mean() {
			continue
		}
		if h.Context.Harmless() {
			idle++
		} else {
			near = int(h.From)
			live++
		}
	}
	if len(s.scan.Hits) > 0 {
		for i, n := range sums {
			hits[i] = logs[n]
		}
	}
	words, c := float64(s.scan.Words), &s.counts
	x := d[dShape:]
	x[0] = log1(s.scan.Words)
	x[1] = flag(s.scan.You > 0)
	x[2] = float32(float64(s.scan.You) / math.Sqrt(words+1))
	x[3] = float32(float64(c.upper) / (words + 3))
	x[4] = log1(c.bang)
	x[5] = log1(c.ask)
	x[6] = log1(c.links)
	x[7] = log1(c.hidden)
	x[8] = log1(identity)
	x[9] = log1(person)
	x[10] = flag(s.scan.Counter)
	x[11] = float32(float64(c.quoted) / (words + 1))
	x[12] = float32(float64(c.they) / math.Sqrt(words+1))
	x[13] = float32(float64(c.we) / math.Sqrt(words+1))
	// x[14] is set above: a group named right after an insult.
	x[15] = flag(c.first&lexicon.You != 0)
	x[16] = log1(c.mentions)
	x[17] = flag(idle > 0 && live == 0)
	x[18] = flag(idle > 0 && live == 0 && s.scan.You > 0)
	if identity > 0 && live+thing == 0 {
		x[19], x[20] = flag(s.ownIdentity()), flag(s.kindly() || s.suffered())
	}
	return d[:]
}

// maxTally is the most that grades of one kind are summed to.
const maxTally = 255

// logs holds log(1+n) of the counts that are common.
var logs = func() (t [maxTally + 1]float32) {
	for n := range t {
		t[n] = float32(math.Log1p(float64(n)))
	}
	return t
}()

func log1(n int) float32 {
	if uint(n) < uint(len(logs)) {
		return logs[n]
	}
	return float32(math.Log1p(float64(n)))
}

func flag(b bool) float32 {
	if b {
		return 1
	}
	return 0
}
