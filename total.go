package rejoinder

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/sentiment"
	"github.com/seed-100d3eb7/rejoinder/stats"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

// Sums gathers the figures of many threads without holding them: memory grows
// with the people and by some 20 bytes a comment. The zero value is ready. It is
// not safe for concurrent use.
type Sums struct {
	corpus     stats.Corpus
	known      Known
	confidence float64
	rate       stats.ClusterMean
	hostility  HostilitySummary
	contagion  stats.Contagion
	column     []float64
	parent     ParentCounts
	targets    map[string]*TargetCounts
	tagged     bool
}

// Total holds the figures of several threads together.
type Total struct {
	stats.CorpusReport
	Known     Known             `json:"known"`
	Hostility *HostilitySummary `json:"hostility,omitempty"`
	// Stance has the hundred targets that most comments speak of. Targets of
	// one name in several threads are taken for one, whatever their capitals;
	// they go by the spelling met first.
	Stance *StanceSummary `json:"stance,omitempty"`
}

// mostTargets bounds those of a Total.
const mostTargets = 100

// Add adds a thread.
func (s *Sums) Add(a *Analysis) {
	s.corpus.Add(a.Thread)
	known := a.Known
	if known == (Known{}) { // an Analysis made by hand
		known = knownOf(a.Thread)
	}
	s.known.add(known, &s.confidence)
	if a.Scores == nil {
		return
	}
	s.tagged = true
	h, st := a.Hostility, a.Stance
	if h == nil {
		h = hostilityOf(a.Scores, a.Thread)
	}
	if st == nil {
		st = stanceOf(a.Scores, a.Thread, a.Targets)
	}
	s.hostility.Mild += h.Mild
	s.hostility.Hostile += h.Hostile
	s.hostility.Severe += h.Severe
	s.hostility.Unscored += h.Unscored
	s.column = sentiment.HostilityColumn(s.column[:0], a.Scores)
	s.contagion.Add(a.Thread, s.column)
	s.rate.Add(scored(a.Thread, s.column))
	s.parent.add(st.Parent)
	if s.targets == nil {
		s.targets = map[string]*TargetCounts{}
	}
	for _, t := range st.Targets {
		name := strings.ToLower(t.Target)
		if s.targets[name] == nil {
			s.targets[name] = &TargetCounts{Target: t.Target}
		}
		s.targets[name].add(t)
	}
}

// Total returns the figures of all threads added. The interval of the hostile
// rate takes threads as independent, not comments; that of one thread alone is
// absent. Those of contagion rest on threads too: see [stats.ContagionReport].
func (s *Sums) Total() *Total {
	t := &Total{CorpusReport: s.corpus.Report(), Known: s.known}
	t.Known.LinkConfidence = linkConfidence(s.confidence, s.known.Inferred)
	if !s.tagged {
		return t
	}
	h := s.hostility
	h.Rate = rateOf(s.rate.Mean())
	opt := &stats.ContagionOptions{Seed: 1}
	if s.corpus.Threads < 2 {
		opt = contagionOfOne()
	}
	if r := s.contagion.Report(opt); r.Pairs > 0 {
		h.Contagion = &r
	}
	t.Hostility = &h
	t.Stance = &StanceSummary{Parent: s.parent, Targets: []TargetCounts{}}
	for _, c := range s.targets {
		t.Stance.Targets = append(t.Stance.Targets, *c)
	}
	slices.SortFunc(t.Stance.Targets, func(a, b TargetCounts) int {
		return cmp.Or(cmp.Compare(b.Comments, a.Comments), cmp.Compare(a.Target, b.Target))
	})
	t.Stance.Targets = t.Stance.Targets[:min(len(t.Stance.Targets), mostTargets)]
	return t
}

// Total returns the figures of all threads together.
func (r *Report) Total() *Total {
	var s Sums
	for _, a := range r.Threads {
		s.Add(a)
	}
	return s.Total()
}

func (k *Known) add(o Known, confidence *float64) {
	k.Comments += o.Comments
	k.Posts += o.Posts
	k.System += o.System
	k.Lost += o.Lost
	k.Unseen += o.Unseen
	k.Displayed += o.Displayed
	k.Inferred += o.Inferred
	if o.Inferred > 0 {
		*confidence += o.LinkConfidence.Value * float64(o.Inferred)
	}
	k.Authors += o.Authors
	k.AuthorsGuessed += o.AuthorsGuessed
	k.Times += o.Times
	k.TimesGuessed += o.TimesGuessed
}

func (c *ParentCounts) add(o ParentCounts) {
	c.Agree += o.Agree
	c.Disagree += o.Disagree
	c.Neutral += o.Neutral
	c.Query += o.Query
	c.Unsure += o.Unsure
	c.Replies += o.Replies
}

func (c *TargetCounts) add(o TargetCounts) {
	c.Favor += o.Favor
	c.Against += o.Against
	c.None += o.None
	c.Comments += o.Comments
}

// scored counts and sums the known scores of comments.
func scored(t *thread.Thread, score []float64) (n int, sum float64) {
	for i, x := range score {
		if !math.IsNaN(x) && isComment(t.Comment(thread.Node(i))) {
			n++
			sum += x
		}
	}
	return n, sum
}
