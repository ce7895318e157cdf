package treesim

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// Known says what a page shows beside the texts.
type Known struct{ Authors, Times bool }

// Thread returns the page as a reader would give it out: parents as displayed,
// IDs that tell the place.
func Thread(items []Item, k Known) (*thread.Thread, error) {
	in := make([]thread.Comment, len(items))
	for i, it := range items {
		c := &in[i]
		c.ID = id(int32(i))
		if it.Parent >= 0 {
			c.Parent = id(it.Parent)
		}
		c.Level, c.Text = it.Level, it.Text
		c.Provenance = &thread.Provenance{Displayed: c.Parent, Parent: thread.Evidence{Origin: thread.Nested, Confidence: 0.98, Cue: "indentation"}}
		if k.Authors {
			c.Author = it.Author
			c.Provenance.Author = thread.Evidence{Origin: thread.Given, Confidence: 1}
		}
		if k.Times {
			c.Time = it.Time
			c.Provenance.Time = thread.Evidence{Origin: thread.Given, Confidence: 1}
		}
	}
	return thread.New(in, nil)
}

func id(i int32) string { return "c" + strconv.Itoa(int(i)+1) }

// Score counts what a resolver made of the comments at the nesting limit.
type Score struct {
	// All are the comments at the limit, Right those given their true parent;
	// Displayed and Previous those right when the displayed parent, or the
	// comment before in the same run, is taken.
	All, Right, Displayed, Previous int

	threads []share
	sure    []bet
}

type share struct{ n, right float64 }

type bet struct {
	p     float64
	right bool
}

// Add scores one page.
func (s *Score) Add(items []Item, t *thread.Thread) {
	last := map[int32]int32{}
	var one share
	for i, it := range items {
		if !it.Capped {
			continue
		}
		prev, ok := last[it.Parent]
		if !ok {
			prev = it.Parent
		}
		last[it.Parent] = int32(i)
		node, found := t.Lookup(id(int32(i)))
		if !found {
			continue
		}
		want := ""
		if it.True >= 0 {
			want = id(it.True)
		}
		right := t.Comment(node).Parent == want
		s.All++
		one.n++
		if right {
			s.Right++
			one.right++
		}
		if it.Parent == it.True {
			s.Displayed++
		}
		if prev == it.True {
			s.Previous++
		}
		s.sure = append(s.sure, bet{float64(t.ParentEvidence(node).Confidence), right})
	}
	if one.n > 0 {
		s.threads = append(s.threads, one)
	}
}

// Accuracy returns the share of comments given their true parent with a 95 %
// interval that takes each thread for one observation, NaN where there are
// none.
func (s *Score) Accuracy() (p, lo, hi float64) {
	p = float64(s.Right) / float64(s.All)
	var sum, n float64
	for _, t := range s.threads {
		e := t.right - p*t.n
		sum += e * e
		n += t.n
	}
	half := 1.96 * math.Sqrt(sum) / n
	return p, max(0, p-half), min(1, p+half)
}

// ECE returns the expected calibration error: the mean distance between stated
// confidence and share right, over ten bins of equal width.
func (s *Score) ECE() float64 {
	var p, y [10]float64
	for _, b := range s.sure {
		k := min(int(b.p*10), 9)
		p[k] += b.p
		if b.right {
			y[k]++
		}
	}
	sum := 0.0
	for k := range p {
		sum += math.Abs(p[k] - y[k])
	}
	return sum / float64(len(s.sure))
}

// Surer returns the share right among the given share of comments with the
// highest confidence.
func (s *Score) Surer(share float64) float64 {
	list := slices.Clone(s.sure)
	slices.SortStableFunc(list, func(a, b bet) int { return cmp.Compare(b.p, a.p) })
	n := int(share * float64(len(list)))
	right := 0
	for _, b := range list[:n] {
		if b.right {
			right++
		}
	}
	return float64(right) / float64(n)
}
