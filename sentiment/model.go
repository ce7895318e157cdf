package sentiment

import (
	"slices"
	"sync"

	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/hostile"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

// Model scores hostility and stance. It is immutable after it is made, safe
// for concurrent use, and implements [Tagger].
type Model struct {
	card    Card
	hostile *hostile.Model
	pool    *sync.Pool
	// parentOffset shifts the prior of stance towards the parent, in log-odds.
	parentOffset [4]float64
}

var english struct {
	once  sync.Once
	model *Model
}

// English returns the model for English that ships with this version of the
// package. It is decoded on first use and shared from then on.
func English() *Model {
	english.once.Do(func() {
		english.model = newModel(hostile.Rules(), Card{Name: "en", Version: "0.1.0", Languages: []string{"en"}, Licence: "MIT"})
	})
	return english.model
}

func newModel(h *hostile.Model, c Card) *Model {
	return &Model{card: c, hostile: h, pool: &sync.Pool{New: func() any { return new(hostile.Scratch) }}}
}

// Card identifies the model.
func (m *Model) Card() Card {
	c := m.card
	c.Languages = slices.Clone(c.Languages)
	return c
}

// Score scores a single text that answers parent; parent is "" where there is
// none or it is unknown. Hostility.Score depends on text alone. A text without
// a word gives Scores{}. Time is linear in the length of the two texts.
func (m *Model) Score(parent, text string) Scores {
	s := m.pool.Get().(*hostile.Scratch)
	var out Scores
	m.score(s, &out, parent, text, parent != "")
	m.pool.Put(s)
	if out.Scored && parent != "" {
		out.Parent = m.parentStance(parent, text)
	}
	return out
}

// AppendScores implements [Tagger]. Placeholders and comments without a word
// are left unscored. A post is scored, and is no parent to insult: hostility
// at "you" in a reply to a post is aimed at a participant.
func (m *Model) AppendScores(dst []Scores, t *thread.Thread) []Scores {
	n := t.Len()
	dst = slices.Grow(dst, n)
	from := len(dst)
	dst = dst[:from+n]
	s := m.pool.Get().(*hostile.Scratch)
	for i := range n {
		out := &dst[from+i]
		*out = Scores{}
		node := thread.Node(i)
		c := t.Comment(node)
		if t.Missing(node) || c.Text == "" {
			continue
		}
		parent, above := "", false
		if p := t.Parent(node); p != thread.None {
			parent, above = t.Comment(p).Text, t.Comment(p).Kind != thread.Post
		}
		m.score(s, out, parent, c.Text, above)
	}
	m.pool.Put(s)
	m.appendParentStance(dst[from:], t)
	return dst
}

func (m *Model) score(s *hostile.Scratch, out *Scores, parent, text string, above bool) {
	if removed(text) {
		return
	}
	r := m.hostile.Score(s, text)
	if !r.Scored {
		return
	}
	out.Scored = true
	h := &out.Hostility
	h.Score, h.InContext = r.Score, r.Score
	h.Kinds = Kinds(r.Kinds)
	h.Label = label(r.Score, r.Kinds[hostile.Severe])
	if h.Label != None {
		h.Target = target(r.Target, above)
	}
	if len(s.Spans) > 0 {
		h.Spans = make([]Span, len(s.Spans))
		for i, p := range s.Spans {
			h.Spans[i] = Span(p)
		}
	}
}

// Thresholds between the labels. They are readings of a calibrated score, not
// part of the model: use the score itself where costs are known.
const (
	MildFrom    = 0.2
	HostileFrom = 0.5
	SevereFrom  = 0.5 // of the severe kind, where the score is hostile
)

func label(score, severe float32) HostilityLabel {
	switch {
	case score >= HostileFrom && severe >= SevereFrom:
		return Severe
	case score >= HostileFrom:
		return Hostile
	case score >= MildFrom:
		return Mild
	}
	return None
}

func target(t hostile.Target, above bool) HostilityTarget {
	switch t {
	case hostile.Addressee:
		if above {
			return ParentAuthor
		}
		return Participant
	case hostile.ThirdPerson:
		return PublicFigure
	case hostile.Group:
		return Group
	}
	return NoTarget
}

// removed reports whether text is what a site shows in place of a comment that
// is gone.
func removed(text string) bool {
	switch text {
	case "", "[deleted]", "[removed]", "[deleted by user]", "[ Removed by Reddit ]", "[Removed by moderator]":
		return true
	}
	return false
}
