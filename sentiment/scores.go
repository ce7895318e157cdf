package sentiment

import "github.com/seed-100d3eb7/rejoinder/thread"

// Tagger scores a thread. AppendScores appends one Scores for each node of t,
// in node order, and returns the extended slice. Implementations are safe for
// concurrent use; the same thread gives the same scores to the bit.
//
// What a tagger sets is taken as it is, nothing follows from the rest: who sets
// Scored and Hostility.Score sets the Label too, as [HostilityLabelOf] has it for
// scores that are calibrated probabilities, InContext, the score itself where
// there is none, and Kinds; InContext and the kinds may be NaN, unknown. Score and
// the four of Parent are within 0 and 1. Targets need not be set: Analyze of the
// root package replaces them by those of package sentiment/target.
type Tagger interface {
	AppendScores(dst []Scores, t *thread.Thread) []Scores
	Card() Card
}

// Scores is what a tagger says of one comment. Scored is false where there is
// nothing to score: a placeholder, a deleted text, an empty one, or one that is
// certainly in another language than English. Such a comment is unknown, not calm.
type Scores struct {
	Scored    bool
	Hostility Hostility
	// Parent is the stance towards the comment answered; its zero value means
	// that there is none or that its text is not known. The parent is that of the
	// thread: comments at top level beside the Post that they answer, as most
	// readers yield them, have none, though package stats counts the Post as
	// answered.
	Parent ParentStance
	// Targets holds one stance for each target of the thread that the comment
	// may speak of, in the order of the thread's target list; nil when no
	// targets were asked for or found.
	Targets []TargetStance
}

// Hostility is how hostile a comment is, to whom, in what way, and which words
// show it.
type Hostility struct {
	// Score is the calibrated probability that a reader calls the comment
	// hostile: abuse, attack, threat or contempt aimed at a person or group.
	// It depends on the comment's own text alone, so that statistics of
	// contagion may use it.
	Score float32
	// InContext is the same probability given the parent's text as well: higher
	// under a hostile text, lower under a calm one, and in the mean over replies
	// to calm texts equal to Score, so that roots and replies can be compared. It
	// equals Score where there is no parent text or the model takes none.
	InContext float32
	Label     HostilityLabel
	Target    HostilityTarget
	Kinds     Kinds
	// Spans are the words that carry the score, by Start, not overlapping.
	Spans []Span
}

// Kinds holds one calibrated probability for each [Kind]. At the model's own prior
// that of a threat is at least 0.6, or the score of the comment where that is less,
// where a listed threat or wish of harm of the highest grade is meant and not
// quoted, told or denied.
type Kinds [NumKinds]float32

// Span is a run of bytes in the comment's Text and what it adds to the score,
// in log-odds.
type Span struct {
	Start, End int
	Weight     float32
}

// Kind is a kind of hostility. The kinds map one to one onto the attributes of
// the Perspective API: see [Kind.Perspective].
type Kind uint8

// The kinds.
const (
	SevereToxicity Kind = iota
	IdentityAttack
	Insult
	Profanity
	Threat
	NumKinds = iota
)

// HostilityLabel is a graded reading of a score.
type HostilityLabel uint8

// The labels, in rising order.
const (
	None HostilityLabel = iota
	Mild
	Hostile
	Severe
)

// HostilityTarget is whom hostility is aimed at.
type HostilityTarget uint8

// The targets.
const (
	NoTarget HostilityTarget = iota
	ParentAuthor
	Participant
	PublicFigure
	Group
)

// ParentStance is the stance of a reply towards the comment it answers:
// calibrated probabilities that sum to 1, or all 0 where there is nothing to
// judge (top level, no text above). Scored in a thread they are those
// given the whole thread: the stances of a comment's replies hang together,
// and who answers whom counts (see the model card).
type ParentStance struct {
	Agree, Disagree, Neutral, Query float32
	// Unsure is set where the text gives no ground for a judgement: empty,
	// emoji only, quotation only, another language. The probabilities are
	// then the prior.
	Unsure bool
}

// ParentLabel names a stance towards the parent.
type ParentLabel uint8

// The labels of a stance towards the parent. Unsure is the zero value.
const (
	ParentUnsure ParentLabel = iota
	Agree
	Disagree
	Neutral
	Query
)

// TargetStance is the stance of a comment towards a named target: calibrated
// probabilities that sum to 1, or all 0 where there is nothing to judge.
type TargetStance struct {
	Target                  string
	Favor, Against, Neither float32
	// Unsure is as in ParentStance.
	Unsure bool
}

// TargetLabel names a stance towards a target.
type TargetLabel uint8

// The labels of a stance towards a target. Unsure is the zero value.
const (
	TargetUnsure TargetLabel = iota
	Favor
	Against
	Neither
)

// Label returns the likeliest label where its probability is at least min, and
// ParentUnsure otherwise.
func (s ParentStance) Label(min float32) ParentLabel {
	best, p := ParentUnsure, float32(0)
	for l, q := range [...]float32{0, s.Agree, s.Disagree, s.Neutral, s.Query} {
		if q > p {
			best, p = ParentLabel(l), q
		}
	}
	if s.Unsure || p < min {
		return ParentUnsure
	}
	return best
}

// Label returns the likeliest label where its probability is at least min, and
// TargetUnsure otherwise.
func (s TargetStance) Label(min float32) TargetLabel {
	best, p := TargetUnsure, float32(0)
	for l, q := range [...]float32{0, s.Favor, s.Against, s.Neither} {
		if q > p {
			best, p = TargetLabel(l), q
		}
	}
	if s.Unsure || p < min {
		return TargetUnsure
	}
	return best
}

// HostilityColumn appends the context-free scores of s, ready for package
// stats: NaN where a comment was not scored.
func HostilityColumn(dst []float64, s []Scores) []float64 {
	for i := range s {
		if !s[i].Scored {
			dst = append(dst, nan)
			continue
		}
		dst = append(dst, float64(s[i].Hostility.Score))
	}
	return dst
}
