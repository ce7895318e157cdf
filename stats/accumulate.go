package stats

import (
	"cmp"
	"encoding/json"
	"math"
	"math/big"
	"slices"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// Sum adds numbers without rounding: its value is the true sum, rounded once,
// and so the same in whatever order numbers come and parts merge. It holds the
// sum as numbers that do not overlap (Shewchuk, 1997), a few at most in
// practice. The zero value is ready. Numbers that are not finite are counted and
// left out. A sum beyond the range of float64 is NaN.
type Sum struct {
	parts   []float64
	n       int
	skipped int
}

// Add adds x.
func (s *Sum) Add(x float64) {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		s.skipped++
		return
	}
	s.n++
	s.add(x)
}

func (s *Sum) add(x float64) {
	k := 0
	for _, y := range s.parts {
		if math.Abs(x) < math.Abs(y) {
			x, y = y, x
		}
		hi := x + y
		lo := y - (hi - x)
		if lo != 0 {
			s.parts[k] = lo
			k++
		}
		x = hi
	}
	s.parts = append(s.parts[:k], x)
}

// Merge adds all that o holds.
func (s *Sum) Merge(o *Sum) {
	for _, x := range slices.Clone(o.parts) {
		s.add(x)
	}
	s.n += o.n
	s.skipped += o.skipped
}

// Value returns the sum.
func (s *Sum) Value() float64 {
	k := len(s.parts) - 1
	if k < 0 {
		return 0
	}
	hi, lo := s.parts[k], 0.0
	for k--; k >= 0; k-- {
		x, y := hi, s.parts[k]
		hi = x + y
		lo = y - (hi - x)
		if lo != 0 {
			break
		}
	}
	// Half to even: the parts below decide a tie.
	if k > 0 && (lo < 0 && s.parts[k-1] < 0 || lo > 0 && s.parts[k-1] > 0) {
		if y := lo * 2; y == hi+y-hi {
			hi += y
		}
	}
	return hi
}

// exact returns the sum as it is held, with room for the square of it.
func (s *Sum) exact() *big.Float {
	sum := new(big.Float).SetPrec(4200)
	for _, x := range s.parts {
		sum.Add(sum, new(big.Float).SetFloat64(x))
	}
	return sum
}

// N returns how many numbers were added, Skipped how many were not finite.
func (s *Sum) N() int { return s.n }

// Skipped returns how many numbers were left out.
func (s *Sum) Skipped() int { return s.skipped }

// Sketch is a distribution in bounded memory: counts of numbers in bins whose
// width is 2 per cent of their value, so that a quantile is right to 1 per cent
// (Masson, Rim and Lee, 2019). Whole numbers to 1,000 have bins of their own, so
// that quantiles of counts are exact, as are mean and extremes. Parts merge in any
// order to the same bits. The zero value is ready. NaN is left out.
type Sketch struct {
	bins          map[int32]int // of log size above and below zero
	zero          int
	sum, square   Sum
	least, most   float64
	n, infinities int
}

// sketchLog is ln 1.02.
const sketchLog = 0.019802627296179713

// Add adds x.
func (s *Sketch) Add(x float64) {
	if math.IsNaN(x) {
		return
	}
	if math.IsInf(x, 0) {
		s.infinities++
		return
	}
	if s.n == 0 {
		s.least, s.most = x, x
	}
	s.least, s.most = min(s.least, x), max(s.most, x)
	s.n++
	s.sum.Add(x)
	// The square without rounding, as its two halves: where numbers are much
	// larger than their spread the variance is in the second.
	square := x * x
	s.square.Add(square)
	if rest := math.FMA(x, x, -square); rest != 0 {
		s.square.Add(rest)
	}
	if math.Abs(x) < 1e-9 {
		s.zero++
		return
	}
	if s.bins == nil {
		s.bins = map[int32]int{}
	}
	s.bins[sketchBin(x)]++
}

// Bins of whole numbers are numbered from wholeBin, far beyond those of logarithms.
const (
	wholeBin = 1 << 28
	wholeTop = 1000
)

// sketchBin numbers bins by 2k, and 2k+1 for numbers below zero.
func sketchBin(x float64) int32 {
	if math.Abs(x) <= wholeTop && x == math.Trunc(x) {
		return wholeBin + int32(x)
	}
	k := int32(math.Floor(math.Log(math.Abs(x)) / sketchLog))
	if x < 0 {
		return 2*k + 1
	}
	return 2 * k
}

// Merge adds all that o holds.
func (s *Sketch) Merge(o *Sketch) {
	if o.n == 0 {
		s.infinities += o.infinities
		return
	}
	if s.n == 0 {
		s.least, s.most = o.least, o.most
	}
	s.least, s.most = min(s.least, o.least), max(s.most, o.most)
	s.n += o.n
	s.zero += o.zero
	s.infinities += o.infinities
	s.sum.Merge(&o.sum)
	s.square.Merge(&o.square)
	if s.bins == nil {
		s.bins = map[int32]int{}
	}
	for k, c := range o.bins {
		s.bins[k] += c
	}
}

// N returns how many numbers were added.
func (s *Sketch) N() int { return s.n }

// deviations returns the sum of squared deviations from the mean, Σ x² - (Σ x)²/n,
// rounded once: NaN where a square has left the range of float64.
func (s *Sketch) deviations() float64 {
	if s.square.Skipped() > 0 {
		return math.NaN()
	}
	sum, square := s.sum.exact(), s.square.exact()
	sum.Mul(sum, sum)
	sum.Quo(sum, new(big.Float).SetInt64(int64(s.n)))
	d, _ := square.Sub(square, sum).Float64()
	return max(0, d)
}

// Mean returns the mean with Student's interval, absent where a number is beyond
// 1e154.
func (s *Sketch) Mean() Estimate {
	if s.n == 0 {
		return Undefined(0, "no observations")
	}
	n := float64(s.n)
	e := Exact(s.sum.Value()/n, s.n)
	if s.n > 1 && e.Defined() {
		half := studentQuantile(s.n-1) * math.Sqrt(s.deviations()/(n-1)/n)
		e.Lo, e.Hi = e.Value-half, e.Value+half
	}
	return e
}

// Quantile returns the p-quantile, as [LatencyOf] takes it between the two elements
// next to rank p(n−1) (type 7 of Hyndman and Fan, 1996), both right to 1 per cent of
// themselves, with the interval from order statistics. The least and the greatest
// element are exact. Linear in bins, about 35 for each power of two and 2,000 of
// whole numbers.
func (s *Sketch) Quantile(p float64) Estimate {
	if s.n == 0 || !(p >= 0 && p <= 1) {
		return Undefined(s.n, pick(s.n == 0, "no observations", "no such quantile"))
	}
	keys := make([]int32, 0, len(s.bins))
	for k := range s.bins {
		keys = append(keys, k)
	}
	middle := func(k int32) float64 {
		if k >= wholeBin-wholeTop {
			return float64(k - wholeBin)
		}
		x := math.Exp((float64(k>>1) + 0.5) * sketchLog)
		if k&1 == 1 {
			return -x
		}
		return x
	}
	slices.SortFunc(keys, func(a, b int32) int { return cmp.Compare(middle(a), middle(b)) })
	at := func(rank int) float64 { // from 0
		switch {
		case rank <= 0:
			return s.least
		case rank >= s.n-1:
			return s.most
		}
		seen := 0
		zeroed := false
		for _, k := range keys {
			if !zeroed && middle(k) > 0 {
				zeroed = true
				if seen += s.zero; seen > rank {
					return 0
				}
			}
			if seen += s.bins[k]; seen > rank {
				return min(max(middle(k), s.least), s.most)
			}
		}
		return 0
	}
	h := p * float64(s.n-1)
	below := at(int(h))
	e := Exact(below+(h-math.Floor(h))*(at(int(math.Ceil(h)))-below), s.n)
	if lo, hi, ok := orderInterval(s.n, p); ok {
		e.Lo, e.Hi = at(lo), at(hi)
	}
	return e
}

// Summary is a distribution in five figures.
type Summary struct {
	Mean   Estimate `json:"mean"`
	Median Estimate `json:"median"`
	P90    Estimate `json:"p90"`
	Min    Estimate `json:"min"`
	Max    Estimate `json:"max"`
}

// Summary returns the figures of s.
func (s *Sketch) Summary() Summary {
	return Summary{s.Mean(), s.Quantile(0.5), s.Quantile(0.9), s.Quantile(0), s.Quantile(1)}
}

// MarshalJSON writes the summary.
func (s *Sketch) MarshalJSON() ([]byte, error) { return json.Marshal(s.Summary()) }

// Corpus gathers the shape, latency and participation of many threads in memory
// that grows with people and not with comments. The zero value is ready. Parts
// merge in any order to the same bits.
type Corpus struct {
	Threads, Comments, Missing, Posts int
	// One number a thread.
	Size, Depth, Width, MeanDepth, Virality Sketch
	// One number a reply, in seconds, and the counts of [Latency].
	Delay                                  Sketch
	DelayUnknown, DelayNegative, DelayZero int
	Offspring                              Offspring
	// Links counts replies, Inferred those that no source states.
	Links, Inferred int

	precisions precisions
	people     map[personKey]*corpusPerson
	anonymous  int
	entries    int // person-thread pairs, but for those who wrote the thread's Post
}

type corpusPerson struct{ comments, threads int }

// Add adds a thread. Linear time.
func (c *Corpus) Add(t *thread.Thread) {
	s := ShapeOf(t)
	c.Threads++
	c.Comments += s.Comments
	c.Missing += s.Missing
	c.Posts += s.Posts
	c.Size.Add(float64(s.Comments))
	c.Depth.Add(float64(s.Depth))
	c.Width.Add(float64(s.Width))
	c.MeanDepth.Add(s.MeanDepth.Value)
	c.Virality.Add(s.Virality.Value)
	c.Offspring.Merge(OffspringOf(t))
	if s.Inferred.Defined() {
		c.Links += s.Inferred.N
		c.Inferred += int(math.Round(s.Inferred.Value * float64(s.Inferred.N)))
	}
	parent := treeOf(t).parent
	for n, d := range Delays(nil, t) {
		switch {
		case parent[n] == thread.None || t.Missing(thread.Node(n)) || t.Comment(thread.Node(n)).Kind == thread.System:
			continue
		case math.IsNaN(d):
			c.DelayUnknown++
			continue
		case d < 0:
			c.DelayNegative++
		case d == 0:
			c.DelayZero++
		}
		c.precisions.add(t.Comment(thread.Node(n)), t.Comment(parent[n]))
		c.Delay.Add(d)
	}
	if c.people == nil {
		c.people = map[personKey]*corpusPerson{}
	}
	counts := make([]int, len(t.Authors()))
	posted := make([]bool, len(counts))
	for n, m := range t.All() {
		if a := t.Author(n); a != thread.Nobody && m.Kind == thread.Post {
			posted[a] = true
		}
		if !comment(m) {
			continue
		}
		if a := t.Author(n); a != thread.Nobody {
			counts[a]++
		} else {
			c.anonymous++
		}
	}
	for a, k := range personKeys(t) {
		if counts[a] == 0 {
			continue
		}
		p := c.people[k]
		if p == nil {
			p = &corpusPerson{}
			c.people[k.clone()] = p
		}
		p.comments += counts[a]
		p.threads++
		if !posted[a] {
			c.entries++
		}
	}
}

// Merge adds all that o holds.
func (c *Corpus) Merge(o *Corpus) {
	c.Threads += o.Threads
	c.Comments += o.Comments
	c.Missing += o.Missing
	c.Posts += o.Posts
	c.Size.Merge(&o.Size)
	c.Depth.Merge(&o.Depth)
	c.Width.Merge(&o.Width)
	c.MeanDepth.Merge(&o.MeanDepth)
	c.Virality.Merge(&o.Virality)
	c.Delay.Merge(&o.Delay)
	c.DelayUnknown += o.DelayUnknown
	c.DelayNegative += o.DelayNegative
	c.DelayZero += o.DelayZero
	for i, k := range o.precisions {
		c.precisions[i] += k
	}
	c.Offspring.Merge(o.Offspring)
	c.Links += o.Links
	c.Inferred += o.Inferred
	c.anonymous += o.anonymous
	c.entries += o.entries
	if c.people == nil {
		c.people = map[personKey]*corpusPerson{}
	}
	for k, p := range o.people {
		q := c.people[k]
		if q == nil {
			q = &corpusPerson{}
			c.people[k] = q
		}
		q.comments += p.comments
		q.threads += p.threads
	}
}

// Participation returns how all comments spread over all people. Re-entry is
// within threads; a Post's author counts as new to the comments below it.
func (c *Corpus) Participation() Participation {
	var p Participation
	counts := make([]float64, 0, len(c.people))
	for _, q := range c.people {
		counts = append(counts, float64(q.comments))
		p.Known += q.comments
	}
	p.Comments = p.Known + c.anonymous
	slices.Sort(counts) // the map's order must not reach the sums
	p.summarise(counts, p.Known-c.entries)
	return p
}

// positive returns the figures of what cannot be below 0.
func positive(s *Sketch) Summary {
	r := s.Summary()
	r.Mean.Lo = max(0, r.Mean.Lo) // NaN stays
	return r
}

// CorpusReport is a [Corpus] in figures. Intervals of means are Student's over
// threads, cut off at 0, below which no such figure can be; those of latency and offspring take replies and comments as
// independent, and so are too narrow.
type CorpusReport struct {
	Threads  int `json:"threads"`
	Comments int `json:"comments"`
	Missing  int `json:"missing"`
	Posts    int `json:"posts"`
	// Figures of one thread each.
	Size      Summary `json:"size"`
	Depth     Summary `json:"depth"`
	Width     Summary `json:"width"`
	MeanDepth Summary `json:"mean_depth"`
	Virality  Summary `json:"virality"`
	// Latency is in seconds; quantiles are right to 1 per cent, and undefined
	// nearer to 0 than LatencyResolution, as in [Latency]. LatencyCoarse counts
	// those known to the hour or worse.
	Latency           Summary `json:"latency"`
	LatencyUnknown    int     `json:"latency_unknown"`
	LatencyNegative   int     `json:"latency_negative"`
	LatencyZero       int     `json:"latency_zero"`
	LatencyCoarse     int     `json:"latency_coarse"`
	LatencyResolution float64 `json:"latency_resolution,omitempty"`
	// Offspring is the mean number of replies to a comment, Dispersion its
	// variance over its mean, RootOffspring the mean number of top-level
	// comments.
	Offspring     Estimate      `json:"offspring"`
	Dispersion    Estimate      `json:"dispersion"`
	RootOffspring Estimate      `json:"root_offspring"`
	Participation Participation `json:"participation"`
	// Inferred is the share of links that no source states.
	Inferred Estimate `json:"inferred"`
}

// Report returns the figures of all threads added.
func (c *Corpus) Report() CorpusReport {
	r := CorpusReport{
		Threads: c.Threads, Comments: c.Comments, Missing: c.Missing, Posts: c.Posts,
		Size: positive(&c.Size), Depth: positive(&c.Depth), Width: positive(&c.Width),
		MeanDepth: positive(&c.MeanDepth), Virality: positive(&c.Virality), Latency: positive(&c.Delay),
		LatencyUnknown: c.DelayUnknown, LatencyNegative: c.DelayNegative, LatencyZero: c.DelayZero,
		LatencyCoarse: c.precisions.coarse(), LatencyResolution: c.precisions.resolution(),
		Offspring: c.Offspring.Mean(), Dispersion: c.Offspring.Dispersion(), RootOffspring: c.Offspring.RootMean(),
		Participation: c.Participation(), Inferred: ratio(float64(c.Inferred), c.Links, "no links"),
	}
	l := &r.Latency
	for _, e := range [...]*Estimate{&l.Median, &l.P90, &l.Min, &l.Max} {
		resolve(e, r.LatencyResolution)
	}
	return r
}
