package stance

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// enumerate is Smooth by its definition: the sum over all ways in which every
// comment may stand and be received.
func enumerate(c *Chain, links []Link) []Probs {
	n := len(links)
	out := make([]Probs, n)
	state, stand := make([]int, n), make([]int, n)
	var walk func(i int, w float64)
	walk = func(i int, w float64) {
		if i == n {
			for k, s := range stand {
				out[k][s] += w
			}
			return
		}
		l := &links[i]
		for u := range States {
			state[i] = u
			if l.Parent < 0 {
				walk(i+1, w*math.Exp(c.Start[u]))
				continue
			}
			for s := range NumStances {
				stand[i] = s
				x := w * math.Exp(c.Draws[state[l.Parent]][s]+c.Leads[s][u])
				if l.Reply {
					x *= l.Probs[s] * math.Exp(c.Bias[s])
					for k := range NumFlags {
						if l.Flags>>k&1 != 0 {
							x *= math.Exp(c.Flag[k][s])
						}
					}
				}
				walk(i+1, x)
			}
		}
	}
	walk(0, 1)
	for k := range out {
		sum := 0.0
		for _, x := range out[k] {
			sum += x
		}
		for s := range out[k] {
			out[k][s] /= sum
		}
	}
	return out
}

func randomLinks(rng *rand.Rand, n int) []Link {
	links := make([]Link, n)
	for i := range links {
		l := &links[i]
		l.Parent = int32(rng.IntN(i+1)) - 1
		l.Flags = Flags(rng.IntN(1 << NumFlags))
		l.Reply = l.Parent >= 0 && rng.IntN(4) > 0
		sum := 0.0
		for s := range l.Probs {
			l.Probs[s] = rng.Float64() + 0.01
			sum += l.Probs[s]
		}
		for s := range l.Probs {
			l.Probs[s] /= sum
		}
	}
	return links
}

func TestSmoothAgainstEnumeration(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 40 {
		c := &Chain{}
		for u := range States {
			c.Start[u] = rng.NormFloat64()
			for s := range NumStances {
				c.Leads[s][u], c.Draws[u][s] = rng.NormFloat64(), rng.NormFloat64()
				c.Bias[s] = rng.NormFloat64()
			}
		}
		for k := range NumFlags {
			for s := range NumStances {
				c.Flag[k][s] = rng.NormFloat64()
			}
		}
		links := randomLinks(rng, 1+rng.IntN(5))
		want := enumerate(c, links)
		before := append([]Link(nil), links...)
		c.Smooth(links)
		for i, l := range links {
			if !l.Reply {
				if l.Probs != before[i].Probs {
					t.Fatalf("comment %d is no reply and was changed", i)
				}
				continue
			}
			for s, p := range l.Probs {
				if math.Abs(p-want[i][s]) > 1e-9 {
					t.Fatalf("comment %d of %d: %v, want %v", i, len(links), l.Probs, want[i])
				}
			}
		}
	}
}

// Long chains and wide stars neither overflow nor take more than linear time.
func TestSmoothHostileShapes(t *testing.T) {
	const n = 300_000
	for name, parent := range map[string]func(i int) int32{
		"chain": func(i int) int32 { return int32(i) - 1 },
		"star":  func(i int) int32 { return min(0, int32(i)-1) },
	} {
		links := make([]Link, n)
		for i := range links {
			links[i] = Link{Parent: parent(i), Reply: i > 0, Probs: Probs{0.97, 0.01, 0.01, 0.01}}
		}
		start := time.Now()
		SmoothThread(links)
		if d := time.Since(start); d > 20*time.Second {
			t.Errorf("%s: %v", name, d)
		}
		for i, l := range links {
			sum := l.Probs[0] + l.Probs[1] + l.Probs[2] + l.Probs[3]
			if i > 0 && !(math.Abs(sum-1) < 1e-9) {
				t.Fatalf("%s: comment %d has probabilities %v", name, i, l.Probs)
			}
		}
	}
	SmoothThread(nil)
}

// What a thread says: an answer that is answered back by the one it answers is
// more of a dispute than one that is not; a stance leans to its siblings'.
func TestSmoothDirections(t *testing.T) {
	even := Probs{0.36, 0.33, 0.27, 0.04}
	one := func(f Flags, sibling Probs) Probs {
		links := []Link{{Parent: -1}, {Parent: 0, Flags: f, Reply: true, Probs: even}, {Parent: 0, Reply: true, Probs: sibling}}
		SmoothThread(links)
		return links[1].Probs
	}
	plain := one(0, even)
	if back := one(AnswersBack|Answered, even); back[1]/back[0] <= plain[1]/plain[0] {
		t.Errorf("answered back: %v, else %v", back, plain)
	}
	against := one(0, Probs{0.02, 0.95, 0.02, 0.01})
	with := one(0, Probs{0.95, 0.02, 0.02, 0.01})
	if against[1] <= plain[1] || with[0] <= plain[0] {
		t.Errorf("beside disagreement %v, beside agreement %v, else %v", against, with, plain)
	}
}

// TestSmoothManyReplies holds a comment with thousands of replies to sums in
// logarithms: their product is below what a float64 holds.
func TestSmoothManyReplies(t *testing.T) {
	c := &Chain{
		Bias:  [NumStances]float64{0.1, 0, -0.1, 0},
		Start: [States]float64{0.2, -0.4, 0.3, 0.1},
		Leads: [NumStances][States]float64{{0.9, 0.3, -0.4, -0.2}, {-0.6, 1.3, -0.4, -0.3}, {0.3, -0.2, 0.3, 0.3}, {-0.4, -0.6, 1, -0.1}},
		Draws: [States][NumStances]float64{{0.010, 0.002, 0, 0}, {0, 0.003, 0.001, 0}, {0.001, 0, 0.008, 0}, {0, 0.001, 0.003, 0.004}},
	}
	p, q := Probs{0.4, 0.3, 0.2, 0.1}, Probs{0.001, 0.002, 0.001, 0.001}
	for _, n := range []int{1, 100, 3000} {
		links := make([]Link, n+2)
		links[0] = Link{Parent: -1}
		links[1] = Link{Parent: 0, Reply: true, Probs: p}
		for i := range n {
			links[i+2] = Link{Parent: 1, Reply: true, Probs: q}
		}
		var logs [NumStances][]float64
		for u1 := range States {
			leaf := 0.0 // what one reply says of its parent received so
			for s := range NumStances {
				for u := range States {
					leaf += q[s] * math.Exp(c.Bias[s]+c.Draws[u1][s]+c.Leads[s][u])
				}
			}
			for s := range NumStances {
				for u0 := range States {
					logs[s] = append(logs[s], c.Start[u0]+c.Draws[u0][s]+math.Log(p[s])+c.Bias[s]+c.Leads[s][u1]+float64(n)*math.Log(leaf))
				}
			}
		}
		var want Probs
		top, sum := math.Inf(-1), 0.0
		for s := range want {
			top = max(top, slices.Max(logs[s]))
		}
		for s := range want {
			for _, x := range logs[s] {
				want[s] += math.Exp(x - top)
			}
			sum += want[s]
		}
		c.Smooth(links)
		for s, got := range links[1].Probs {
			if math.Abs(got-want[s]/sum) > 1e-6 {
				t.Errorf("%d replies: stance %d is %v, want %v", n, s, got, want[s]/sum)
			}
		}
	}
}
