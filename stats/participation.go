package stats

import (
	"math"
	"slices"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// Participation is how the comments of a thread spread over the people who
// wrote them. Silent readers cannot be counted and are not.
type Participation struct {
	// Authors counts the known people who wrote a comment; Comments the
	// comments, placeholders, Posts and system messages left out; Known those
	// of them whose author is known. All figures below rest on Known.
	Authors  int `json:"authors"`
	Comments int `json:"comments"`
	Known    int `json:"known"`
	// PerAuthor is the mean number of comments per known person.
	PerAuthor Estimate `json:"per_author"`
	// Gini, Entropy, Effective and Herfindahl are those of the comment counts:
	// see the functions of those names.
	Gini       Estimate `json:"gini"`
	Entropy    Estimate `json:"entropy"`
	Effective  Estimate `json:"effective"`
	Herfindahl Estimate `json:"herfindahl"`
	// TopShare is the share of the person who wrote most.
	TopShare Estimate `json:"top_share"`
	// Reentry is the share of comments by someone who had already written in
	// the thread, the author of its Post included (compare Backstrom et al.,
	// WSDM 2013).
	Reentry Estimate `json:"reentry"`
}

// ParticipationOf returns the participation in t, in linear time. The order of
// comments does not matter to any of the figures.
func ParticipationOf(t *thread.Thread) Participation {
	var p Participation
	counts := make([]float64, len(t.Authors()))
	posted := make([]bool, len(counts))
	for n, c := range t.All() {
		if c.Status == thread.Missing || c.Kind == thread.System {
			continue
		}
		a := t.Author(n)
		if c.Kind == thread.Post {
			if a != thread.Nobody {
				posted[a] = true
			}
			continue
		}
		p.Comments++
		if a == thread.Nobody {
			continue
		}
		p.Known++
		counts[a]++
	}
	again := p.Known
	kept := counts[:0]
	for a, c := range counts {
		if c == 0 {
			continue
		}
		kept = append(kept, c)
		if !posted[a] {
			again--
		}
	}
	p.summarise(kept, again)
	return p
}

func (p *Participation) summarise(counts []float64, again int) {
	p.Authors = len(counts)
	reason := "no comment has a known author"
	if p.Comments == 0 {
		reason = "no comments"
	}
	if p.Known == 0 {
		u := Undefined(0, reason)
		p.PerAuthor, p.Gini, p.Entropy, p.Effective, p.Herfindahl, p.TopShare, p.Reentry = u, u, u, u, u, u, u
		return
	}
	p.PerAuthor = Exact(float64(p.Known)/float64(p.Authors), p.Authors)
	p.TopShare = Exact(slices.Max(counts)/float64(p.Known), p.Known)
	p.Reentry = Exact(float64(again)/float64(p.Known), p.Known)
	// Gini sorts, so it goes last: the sums of the others then do not depend
	// on the order of authors either way, counts being whole numbers.
	slices.Sort(counts)
	p.Entropy, p.Effective, p.Herfindahl = Entropy(counts), Effective(counts), Herfindahl(counts)
	p.Gini = giniSorted(counts)
}

// Gini returns the Gini coefficient of x, whose elements must not be negative:
//
//	G = Σ (2i - n - 1) x₍ᵢ₎ / (n Σ x), x₍₁₎ ≤ … ≤ x₍ₙ₎
//
// It is 0 where all are equal and (n-1)/n where one has everything; N is n.
// Multiply by n/(n-1) for the version without small-sample bias. It is
// undefined for no elements, a zero sum, and negative or NaN elements. n log n
// time; x is not changed.
func Gini(x []float64) Estimate {
	s := slices.Clone(x)
	slices.Sort(s)
	return giniSorted(s)
}

func giniSorted(x []float64) Estimate {
	sum, reason := total(x)
	if reason != "" {
		return Undefined(len(x), reason)
	}
	n := float64(len(x))
	g := 0.0
	for i, v := range x {
		g += (2*float64(i+1) - n - 1) * v
	}
	return Exact(g/(n*sum), len(x))
}

// Entropy returns Shannon's entropy -Σ p ln p of the shares of x, in nats;
// elements of 0 add nothing. Divide by ln N for the evenness between 0 and 1.
// Undefined as Gini is. Linear time.
func Entropy(x []float64) Estimate {
	sum, reason := total(x)
	if reason != "" {
		return Undefined(len(x), reason)
	}
	h := 0.0
	for _, v := range x {
		if v > 0 {
			p := v / sum
			h -= p * math.Log(p)
		}
	}
	return Exact(max(h, 0), len(x))
}

// Effective returns exp of the entropy: the number of people who, writing
// equally much, would give the same entropy (Hill's number of order 1).
// Undefined as Gini is.
func Effective(x []float64) Estimate {
	e := Entropy(x)
	e.Value = math.Exp(e.Value)
	return e
}

// Herfindahl returns Σ p², the chance that two comments drawn with replacement
// are by one person. Undefined as Gini is.
func Herfindahl(x []float64) Estimate {
	sum, reason := total(x)
	if reason != "" {
		return Undefined(len(x), reason)
	}
	h := 0.0
	for _, v := range x {
		p := v / sum
		h += p * p
	}
	return Exact(h, len(x))
}

// total sums x, or says why shares of it are undefined.
func total(x []float64) (float64, string) {
	sum := 0.0
	for _, v := range x {
		if !(v >= 0) || math.IsInf(v, 1) {
			return 0, "an element is negative or not finite"
		}
		sum += v
	}
	switch {
	case len(x) == 0:
		return 0, "no elements"
	case sum == 0:
		return 0, "the sum is zero"
	}
	return sum, ""
}
