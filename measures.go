package rejoinder

import (
	"math"

	"github.com/seed-100d3eb7/rejoinder/sentiment"
	"github.com/seed-100d3eb7/rejoinder/sentiment/target"
	"github.com/seed-100d3eb7/rejoinder/stats"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

// Measures are the figures of one thread, or of several together.
type Measures struct {
	Shape         stats.Shape         `json:"shape"`
	Latency       stats.Latency       `json:"latency"`
	Participation stats.Participation `json:"participation"`
	// Interactions counts replies: row = who replies, column = who is
	// answered.
	Interactions *stats.Interactions `json:"interactions"`
	Known        Known               `json:"known"`
	Hostility    *HostilitySummary   `json:"hostility,omitempty"`
	Stance       *StanceSummary      `json:"stance,omitempty"`
	// Given holds the figures that rest on links a second time, on those alone
	// that the source gives or displays; nil where no link was inferred.
	Given *GivenMeasures `json:"given,omitempty"`
}

// GivenMeasures are figures on given and displayed links alone.
type GivenMeasures struct {
	Shape        stats.Shape         `json:"shape"`
	Latency      stats.Latency       `json:"latency"`
	Interactions *stats.Interactions `json:"interactions"`
}

// Known says how much of the thread is known and how much of that is guessed.
// Posts, the articles or opening messages, and System, what the software says,
// are no comments and count nowhere else; who answers a Post stands at top level.
type Known struct {
	Comments int `json:"comments"`
	Posts    int `json:"posts"`
	System   int `json:"system,omitempty"`
	// Lost comments are known to have existed but are not in the input.
	Lost int `json:"lost"`
	// Unseen counts the replies that the source says exist but does not hold.
	Unseen int `json:"unseen"`
	// Displayed links are as the source states or shows them; Inferred ones
	// differ from it, LinkConfidence being their mean probability. Shape.Inferred
	// is another figure: the share of links that the source does not state, those
	// read off its indentation among them.
	Displayed      int            `json:"displayed_links"`
	Inferred       int            `json:"inferred_links"`
	LinkConfidence stats.Estimate `json:"link_confidence"`
	// Authors and Times count comments; the guessed ones are among them. An
	// author is known by name or by the source's key.
	Authors        int `json:"authors"`
	AuthorsGuessed int `json:"authors_guessed"`
	Times          int `json:"times"`
	TimesGuessed   int `json:"times_guessed"`
}

// HostilitySummary sums up hostility over the comments that could be scored;
// Posts and messages of the software are none.
type HostilitySummary struct {
	// Rate is the expected share of hostile comments: the mean score, which
	// rests on no threshold. The interval speaks of sampling alone, not of errors
	// of the scores: for one thread of the comments that might have been written
	// there, for several of threads (see [stats.ClusterMean]).
	Rate    stats.Estimate `json:"rate"`
	Mild    int            `json:"mild"`
	Hostile int            `json:"hostile"`
	Severe  int            `json:"severe"`
	// Unscored comments have no words, or are in another language.
	Unscored int `json:"unscored"`
	// Contagion is whether hostile comments draw hostile replies, from scores
	// that have not seen the comment answered; nil without a pair of scores.
	// One thread is seldom enough to tell: see [Report.Contagion]. Scores are
	// unsure and hold it towards none: see [stats.ContagionReport]. The p-values
	// of one thread rest on 199 permutations, those of several on 999.
	Contagion *stats.ContagionReport `json:"contagion,omitempty"`
}

// StanceSummary sums up stance as soft counts: sums of probabilities, of those
// comments of which a stance can be told.
type StanceSummary struct {
	Parent  ParentCounts   `json:"parent"`
	Targets []TargetCounts `json:"targets"`
}

// ParentCounts are soft counts of the stances of replies towards what they
// answer. Of all Replies those that are Unsure have no part in the soft counts.
type ParentCounts struct {
	Agree    float64 `json:"agree"`
	Disagree float64 `json:"disagree"`
	Neutral  float64 `json:"neutral"`
	Query    float64 `json:"query"`
	Unsure   int     `json:"unsure"`
	Replies  int     `json:"replies"`
}

// TargetCounts are soft counts of the stances of comments towards one target.
type TargetCounts struct {
	Target   string  `json:"target"`
	Favor    float64 `json:"favor"`
	Against  float64 `json:"against"`
	None     float64 `json:"none"`
	Comments int     `json:"comments"`
}

// interactions counts them where an Analysis was made without.
func (a *Analysis) interactions() *stats.Interactions {
	if a.Interactions != nil {
		return a.Interactions
	}
	m := new(stats.Interactions)
	m.Add(a.Thread, nil)
	return m
}

func measure(t *thread.Thread, scores []sentiment.Scores, targets []target.Target) Measures {
	m := Measures{
		Shape:         stats.ShapeOf(t),
		Latency:       stats.LatencyOf(t),
		Participation: stats.ParticipationOf(t),
		Interactions:  new(stats.Interactions),
		Known:         knownOf(t),
	}
	m.Interactions.Add(t, nil)
	if given, differs := stats.Given(t); differs {
		m.Given = &GivenMeasures{stats.ShapeOf(given), stats.LatencyOf(given), new(stats.Interactions)}
		m.Given.Interactions.Add(given, nil)
	}
	if scores != nil {
		m.Hostility = hostilityOf(scores, t)
		m.Stance = stanceOf(scores, t, targets)
	}
	return m
}

func knownOf(t *thread.Thread) Known {
	var k Known
	var sum float64
	for n, c := range t.All() {
		if c.Details != nil {
			k.Unseen += c.Details.Unseen
		}
		switch {
		case c.Kind == thread.Post:
			k.Posts++
			continue
		case c.Kind == thread.System:
			k.System++
			continue
		case t.Missing(n):
			k.Lost++
			if t.Author(n) == thread.Nobody {
				continue
			}
		default:
			k.Comments++
		}
		parent, displayed := commentOf(t, t.Parent(n)), commentOf(t, t.Displayed(n))
		if parent != thread.None || displayed != thread.None {
			if displayed == parent {
				k.Displayed++
			} else {
				k.Inferred++
				sum += float64(t.ParentEvidence(n).Confidence)
			}
		}
		if t.Author(n) != thread.Nobody {
			k.Authors++
			if o := t.AuthorEvidence(n).Origin; o != thread.Given && c.Author != "" {
				k.AuthorsGuessed++
			}
		}
		if !c.Time.IsZero() {
			k.Times++
			if t.TimeEvidence(n).Origin != thread.Given {
				k.TimesGuessed++
			}
		}
	}
	k.LinkConfidence = linkConfidence(sum, k.Inferred)
	return k
}

func linkConfidence(sum float64, n int) stats.Estimate {
	if n == 0 {
		return stats.Undefined(0, "no link was inferred")
	}
	return stats.Estimate{Value: sum / float64(n), Lo: math.NaN(), Hi: math.NaN(), N: n}
}

// isComment reports whether people wrote c in answer to something.
func isComment(c *thread.Comment) bool { return c.Kind != thread.Post && c.Kind != thread.System }

// commentOf is n unless that is a Post: whoever answers one answers no comment.
func commentOf(t *thread.Thread, n thread.Node) thread.Node {
	if n != thread.None && t.Comment(n).Kind == thread.Post {
		return thread.None
	}
	return n
}

// conversations counts the comments at top level.
func conversations(t *thread.Thread) int {
	top := 0
	for n, c := range t.All() {
		if isComment(c) && commentOf(t, t.Parent(n)) == thread.None {
			top++
		}
	}
	return top
}

func hostilityOf(scores []sentiment.Scores, t *thread.Thread) *HostilitySummary {
	var h HostilitySummary
	known := make([]float64, 0, len(scores))
	for i := range scores {
		if !isComment(t.Comment(thread.Node(i))) {
			continue
		}
		if !scores[i].Scored {
			if !t.Missing(thread.Node(i)) {
				h.Unscored++
			}
			continue
		}
		known = append(known, float64(scores[i].Hostility.Score))
		switch scores[i].Hostility.Label {
		case sentiment.Mild:
			h.Mild++
		case sentiment.Hostile:
			h.Hostile++
		case sentiment.Severe:
			h.Severe++
		}
	}
	h.Rate = rateOf(stats.Mean(known))
	var c stats.Contagion
	c.Add(t, sentiment.HostilityColumn(nil, scores))
	if r := c.Report(contagionOfOne()); r.Pairs > 0 {
		h.Contagion = &r
	}
	return &h
}

// contagionOfOne are the options for one thread, within which there is nothing
// to resample threads from.
func contagionOfOne() *stats.ContagionOptions {
	return &stats.ContagionOptions{Resamples: -1, Permutations: 199, Seed: 1}
}

// rateOf returns a mean of probabilities with its interval cut to [0, 1].
func rateOf(mean stats.Estimate) stats.Estimate {
	if !mean.Defined() {
		return stats.Undefined(0, "no comment could be scored")
	}
	mean.Lo, mean.Hi = max(0, mean.Lo), min(1, mean.Hi) // NaN stays
	return mean
}

func stanceOf(scores []sentiment.Scores, t *thread.Thread, targets []target.Target) *StanceSummary {
	s := StanceSummary{Targets: make([]TargetCounts, len(targets))}
	for i, tg := range targets {
		s.Targets[i].Target = tg.Name
	}
	for i := range scores {
		p := scores[i].Parent
		if p != (sentiment.ParentStance{}) {
			s.Parent.Replies++
			if p.Unsure {
				s.Parent.Unsure++
			} else {
				s.Parent.Agree += float64(p.Agree)
				s.Parent.Disagree += float64(p.Disagree)
				s.Parent.Neutral += float64(p.Neutral)
				s.Parent.Query += float64(p.Query)
			}
		}
		for _, ts := range scores[i].Targets {
			if ts.Unsure {
				continue
			}
			for j := range s.Targets {
				if s.Targets[j].Target == ts.Target {
					s.Targets[j].Favor += float64(ts.Favor)
					s.Targets[j].Against += float64(ts.Against)
					s.Targets[j].None += float64(ts.Neither)
					s.Targets[j].Comments++
				}
			}
		}
	}
	return &s
}
