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
// hostile replies, with [Delays] summed latency. Add leaves out what is NaN or
// negative: the mean latency is that sum, cell by cell, over a matrix in which the
// replies with a delay of 0 or more weigh 1 and the others NaN.
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
	bins []ClusterMean
}

func (b *Bins) add(k int, n int, s float64) {
	for len(b.bins) <= k {
		b.bins = append(b.bins, ClusterMean{})
	}
	b.bins[k].Add(n, s)
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
		b.bins = append(b.bins, ClusterMean{})
	}
	for k := range o.bins {
		b.bins[k].Merge(&o.bins[k])
	}
}

// Means returns the mean score of each bin over its threads, as [ClusterMean]
// has it, N being the number of scores. A bin of one thread has no interval.
func (b *Bins) Means() []Estimate {
	out := make([]Estimate, len(b.bins))
	for k := range b.bins {
		out[k] = b.bins[k].Mean()
	}
	return out
}
