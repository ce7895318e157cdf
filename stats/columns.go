package stats

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// Column returns col as the function of a node that [Interactions.Add] takes.
// With [Words] the matrix holds words written, with a column of hostility
// hostile replies, with [Delays] summed latency: over the plain count, cell by
// cell, that is the mean latency.
func Column(col []float64) func(thread.Node) float64 {
	return func(n thread.Node) float64 { return col[n] }
}

// Words appends the number of words of each node: runs of characters without
// space between them that hold a letter or a digit. Lines that quote, beginning
// with ">", are another's words and do not count. Placeholders are NaN. Linear
// in the text.
func Words(dst []float64, t *thread.Thread) []float64 {
	for _, c := range t.All() {
		if c.Status == thread.Missing {
			dst = append(dst, math.NaN())
			continue
		}
		n := 0
		for line := range strings.Lines(c.Text) {
			if strings.HasPrefix(line, ">") {
				continue
			}
			for w := range strings.FieldsSeq(line) {
				if wordly(w) {
					n++
				}
			}
		}
		dst = append(dst, float64(n))
	}
	return dst
}

func wordly(w string) bool {
	for i := 0; i < len(w); {
		r, n := utf8.DecodeRuneInString(w[i:])
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return true
		}
		i += n
	}
	return false
}

// Bins gathers the mean of a score over the course of threads, or over their
// size, with intervals from the threads that fall into each bin: comments of
// one thread are not independent. The zero value is ready; Bins merge in any
// order to the same bits. Use one Bins for positions and another for sizes.
type Bins struct {
	bins []scoreBin
}

// scoreBin sums, over the threads i that reach the bin, the number of scores n
// and their sum s, and what the variance of a ratio of sums needs.
type scoreBin struct {
	threads     int
	n, s        Sum
	ss, sn, nn2 Sum
}

func (b *Bins) add(k int, n int, s float64) {
	for len(b.bins) <= k {
		b.bins = append(b.bins, scoreBin{})
	}
	x := &b.bins[k]
	m := float64(n)
	x.threads++
	x.n.Add(m)
	x.s.Add(s)
	x.ss.Add(s * s)
	x.sn.Add(s * m)
	x.nn2.Add(m * m)
}

// AddCourse adds the known scores of t to bins equal parts of its course, as
// [Positions] places them. It panics on a column of the wrong length.
func (b *Bins) AddCourse(t *thread.Thread, score []float64, bins int) {
	checkColumn(t, score)
	bins = max(bins, 1)
	n, s := make([]int, bins), make([]Sum, bins)
	for i, x := range Positions(nil, t) {
		if math.IsNaN(x) || math.IsNaN(score[i]) {
			continue
		}
		k := min(int(x*float64(bins)), bins-1)
		n[k]++
		s[k].Add(score[i])
	}
	for k := range n {
		if n[k] > 0 {
			b.add(k, n[k], s[k].Value())
		}
	}
}

// AddSize adds the known scores of t to the bin of its size: bin k holds
// threads of 2ᵏ to 2ᵏ⁺¹-1 comments, and scores of anything else (Posts,
// placeholders, messages of the software) are left out. It panics on a column of
// the wrong length.
func (b *Bins) AddSize(t *thread.Thread, score []float64) {
	checkColumn(t, score)
	size, n := 0, 0
	var s Sum
	for i, c := range t.All() {
		if !comment(c) {
			continue
		}
		size++
		if !math.IsNaN(score[i]) {
			n++
			s.Add(score[i])
		}
	}
	if n > 0 {
		b.add(int(math.Log2(float64(size))), n, s.Value())
	}
}

// Merge adds all that o holds.
func (b *Bins) Merge(o *Bins) {
	for len(b.bins) < len(o.bins) {
		b.bins = append(b.bins, scoreBin{})
	}
	for k := range o.bins {
		x, y := &b.bins[k], &o.bins[k]
		x.threads += y.threads
		x.n.Merge(&y.n)
		x.s.Merge(&y.s)
		x.ss.Merge(&y.ss)
		x.sn.Merge(&y.sn)
		x.nn2.Merge(&y.nn2)
	}
}

// Means returns the mean score of each bin, Σ s / Σ n over threads, with the
// interval of a ratio of sums over independent threads (Cochran, 1977), N being
// the number of scores. A bin of one thread has no interval.
func (b *Bins) Means() []Estimate {
	out := make([]Estimate, len(b.bins))
	for k := range b.bins {
		x := &b.bins[k]
		n := x.n.Value()
		if n == 0 {
			out[k] = Undefined(0, "no scores")
			continue
		}
		r := x.s.Value() / n
		out[k] = Exact(r, int(n))
		if x.threads > 1 {
			t := float64(x.threads)
			v := max(0, x.ss.Value()-2*r*x.sn.Value()+r*r*x.nn2.Value()) * t / (t - 1)
			half := studentQuantile(x.threads-1) * math.Sqrt(v) / n
			out[k].Lo, out[k].Hi = r-half, r+half
		}
	}
	return out
}
