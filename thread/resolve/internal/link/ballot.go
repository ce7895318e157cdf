package link

import "math"

// ballot holds the candidates of one comment under each hypothesis, with their
// features and probabilities. It is reused from comment to comment.
type ballot struct {
	cands []Candidate
	x     []Vector
	score []float32 // then probability
	ends  []int     // of the hypotheses' parts
	fresh []int     // index into different, by candidate
	diff  []Vector  // features that differ from those of all before
	raw   []float32
}

func (b *ballot) clear() { b.cands, b.ends = b.cands[:0], b.ends[:0] }

// add takes the list of candidates with those of one more hypothesis at its
// end.
func (b *ballot) add(cands []Candidate) {
	b.cands = cands
	b.ends = append(b.ends, len(cands))
	b.x = grow(b.x, len(cands))
}

// part returns where the candidates of hypothesis h are.
func (b *ballot) part(h int) (from, to int) {
	if h > 0 {
		from = b.ends[h-1]
	}
	return from, b.ends[h]
}

// latest returns the candidates of the hypothesis added last, and room for
// their features.
func (b *ballot) latest() ([]Candidate, []Vector) {
	from, to := b.part(len(b.ends) - 1)
	return b.cands[from:to], b.x[from:to]
}

// list returns the candidates of hypothesis h, their features and
// probabilities.
func (b *ballot) list(h int) ([]Candidate, []Vector, []float32) {
	from, to := b.part(h)
	return b.cands[from:to], b.x[from:to], b.score[from:to]
}

// count computes the probabilities. Hypotheses mostly differ in few of their
// candidates: what looks the same under several is scored once.
func (b *ballot) count(m *Model, o Order) {
	if len(b.ends) == 1 {
		b.score = softmax(m.scores(o, b.x, b.score[:0]))
		return
	}
	b.fresh, b.diff = b.fresh[:0], b.diff[:0]
	_, first := b.part(0)
	for k := range b.cands {
		at := -1
		if k >= first {
			for q := range k {
				if b.cands[q].Item == b.cands[k].Item && b.x[q] == b.x[k] {
					at = b.fresh[q]
					break
				}
			}
		}
		if at < 0 {
			at = len(b.diff)
			b.diff = append(b.diff, b.x[k])
		}
		b.fresh = append(b.fresh, at)
	}
	b.raw = m.scores(o, b.diff, b.raw[:0])
	b.score = b.score[:0]
	for _, at := range b.fresh {
		b.score = append(b.score, b.raw[at])
	}
	for h := range b.ends {
		from, to := b.part(h)
		softmax(b.score[from:to])
	}
}

func grow(x []Vector, n int) []Vector {
	if cap(x) < n {
		more := make([]Vector, n, 2*n+16)
		copy(more, x)
		return more
	}
	return x[:n]
}

// softmax turns log odds into probabilities, in place.
func softmax(p []float32) []float32 {
	top := float32(math.Inf(-1))
	for _, s := range p {
		top = max(top, s)
	}
	var sum float32
	for k := range p {
		p[k] = float32(math.Exp(float64(p[k] - top)))
		sum += p[k]
	}
	for k := range p {
		p[k] /= sum
	}
	return p
}
