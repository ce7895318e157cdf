package sentiment

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"sync"
	"unicode/utf8"

	"github.com/seed-100d3eb7/rejoinder/internal/modelfile"
	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/hostile"
	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/stance"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

//go:embed en-1.3.0.model
var englishFile string

// The errors of [Read], for errors.Is.
var (
	ErrFormat   = modelfile.ErrFormat
	ErrVersion  = modelfile.ErrVersion
	ErrChecksum = modelfile.ErrChecksum
)

// Model scores hostility and stance. It is immutable, safe for concurrent use,
// and implements [Tagger]. Each goroutine that scores at the same time keeps 2
// MiB of what was found out about words.
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
// package. It is decoded on first use, in a few milliseconds, and shared from
// then on.
func English() *Model {
	english.once.Do(func() {
		f, err := modelfile.Decode(englishFile)
		if err == nil {
			english.model, err = newModel(f)
		}
		if err != nil {
			panic("sentiment: embedded model: " + err.Error())
		}
	})
	return english.model
}

// Read reads a model file for hostility, such as the trainer writes. The error
// wraps ErrFormat, ErrVersion, ErrChecksum or the error of r. It reads at most
// 64 MiB.
func Read(r io.Reader) (*Model, error) {
	f, err := modelfile.Read(r)
	if err != nil {
		return nil, err
	}
	return newModel(f)
}

func newModel(f *modelfile.File) (*Model, error) {
	h, err := hostile.Decode(f)
	if err != nil {
		return nil, err
	}
	m := &Model{hostile: h, pool: &sync.Pool{New: func() any { return new(scratch) }}}
	if err := json.Unmarshal([]byte(f.Card()), &m.card); err != nil {
		return nil, fmt.Errorf("%w: card: %v", ErrFormat, err)
	}
	m.card.SHA256 = f.SHA256()
	return m, nil
}

// Prior returns the share of hostile comments that the scores of m are
// calibrated for.
func (m *Model) Prior() float64 { return float64(m.hostile.Prior()) }

// WithPrior returns m calibrated for a corpus of which that share, between 0
// and 1, is hostile. Scores keep their order; the kinds move with them in
// log-odds, all but [Profanity], which calm texts have as well. The card is that
// of m. Where share is NaN it returns m.
func (m *Model) WithPrior(share float64) *Model {
	if share != share {
		return m
	}
	c := *m
	c.hostile = m.hostile.WithPrior(share)
	c.pool = &sync.Pool{New: func() any { return new(scratch) }}
	return &c
}

// WithMean returns m calibrated for a corpus to whose comments m gave scores,
// and of which that share, between 0 and 1, is hostile: all are moved in
// log-odds, by as much as makes their mean the share. Scores that are NaN do not
// count, as in what [HostilityColumn] returns; where none count it is
// [Model.WithPrior]. It comes closer than that where the corpus talks unlike the
// texts that m learnt from, and asks for some hundred comments: of few, the mean
// says little. Prior is then the share that WithPrior would have needed. Time is
// linear in the number of scores. Where share is NaN it returns m; scores beyond
// 0 and 1 count as those.
func (m *Model) WithMean(share float64, scores []float64) *Model {
	if share != share {
		return m
	}
	share = min(max(share, 1e-6), 1-1e-6)
	z := make([]float64, 0, len(scores))
	for _, p := range scores {
		if p == p {
			p = min(max(p, 1e-7), 1-1e-7)
			z = append(z, math.Log(p/(1-p)))
		}
	}
	if len(z) == 0 {
		return m.WithPrior(share)
	}
	low, high := -40.0, 40.0
	for range 50 {
		mid, sum := (low+high)/2, 0.0
		for _, x := range z {
			sum += 1 / (1 + math.Exp(-x-mid))
		}
		if sum < share*float64(len(z)) {
			low = mid
		} else {
			high = mid
		}
	}
	base := m.Prior()
	return m.WithPrior(1 / (1 + (1-base)/base*math.Exp(-(low+high)/2)))
}

// Card identifies the model.
func (m *Model) Card() Card {
	c := m.card
	c.Languages = slices.Clone(c.Languages)
	return c
}

// Score scores a single text that answers parent; parent is "" where there is
// none or it is unknown, or what a site shows in place of a comment that is gone.
// Hostility.Score depends on text alone. A text without a word, or certainly in
// another language than English, is not scored: Hostility is then its zero value;
// where there is a parent its stance is unsure, or is that of "?" and "^", which
// are read without words. For hostility the first MiB of a text is read. Time is
// linear in the length of the two texts.
func (m *Model) Score(parent, text string) Scores {
	s := m.pool.Get().(*scratch)
	var out Scores
	above := unknown
	if removed(parent) {
		parent = ""
	}
	if parent != "" && !removed(text) {
		if r := m.hostile.Score(&s.Scratch, parent); r.Scored {
			above = m.hostile.Above(&s.Scratch, &r)
		}
	}
	m.score(s, &out, text, parent != "", &above, fewSpans, false)
	if parent != "" {
		out.Parent = parentStanceOf(m.judge(s).Score(parent, text, true, stance.Context{}))
	}
	m.pool.Put(s)
	return out
}

// AppendScores implements [Tagger]. Placeholders and comments without a word or
// certainly in another language are left unscored. A post is scored, and has no
// author to insult: hostility at "you" in a reply to a post is aimed at a
// participant, and its text is no context. Stance is towards the parent in t: a
// post is answered where the source names it as parent, and a comment at top
// level beside it answers nobody. Time is linear in the length of all texts.
func (m *Model) AppendScores(dst []Scores, t *thread.Thread) []Scores {
	n := t.Len()
	dst = slices.Grow(dst, n)
	from := len(dst)
	dst = dst[:from+n]
	s := m.pool.Get().(*scratch)
	// A parent stands before its replies: what it says is there when it is
	// needed.
	said := make([]hostile.Above, n)
	for i := range n {
		out := &dst[from+i]
		*out = Scores{}
		said[i] = unknown
		node := thread.Node(i)
		c := t.Comment(node)
		if t.Missing(node) || c.Text == "" {
			continue
		}
		above, answers := &unknown, false
		if p := t.Parent(node); p != thread.None && t.Comment(p).Kind != thread.Post {
			above, answers = &said[p], true
		}
		said[i] = m.score(s, out, c.Text, answers, above, manySpans, t.End(node) > node+1)
	}
	m.appendParentStance(s, dst[from:], t)
	m.pool.Put(s)
	return dst
}

// unknown is the text above where there is none or it has no words.
var unknown = hostile.Above{Logit: float32(nan)}

// scratch is the memory of one scorer.
type scratch struct {
	hostile.Scratch
	arena []Span     // the room that is left for the spans that are given away
	doc   stance.Doc // reads what may be in another language
	judge *stance.Judge
}

// score fills out. It returns what the replies, if there are any, need to know
// of it, unknown where there is nothing to score. Room for spans is allocated
// for so many at a time.
func (m *Model) score(s *scratch, out *Scores, text string, answers bool, above *hostile.Above, room int, replies bool) hostile.Above {
	if removed(text) {
		return unknown
	}
	r := m.hostile.Score(&s.Scratch, text)
	if !r.Scored {
		return unknown
	}
	if r.Strange && s.isForeign(text, r.Words) {
		return unknown
	}
	out.Scored = true
	h := &out.Hostility
	h.Score, h.InContext = r.Score, m.hostile.InContext(r, above.Logit)
	h.Kinds = Kinds(r.Kinds)
	h.Label = HostilityLabelOf(r.Score, r.Kinds[hostile.KindSevere])
	if r.Score >= TargetFrom {
		best, aimed := m.hostile.Aim(&s.Scratch, text, &r, above)
		if h.Label >= Hostile {
			best = aimed
		}
		h.Target = target(best, answers)
	}
	h.Spans = s.give(room)
	if !replies {
		return unknown
	}
	return m.hostile.Above(&s.Scratch, &r)
}

// isForeign reports whether text, of so many words, is in another language: by
// its first 2,000 bytes, and only where it has four words or another script.
func (s *scratch) isForeign(text string, words int) bool {
	text = text[:min(len(text), 2000)]
	if words < 4 {
		high := 0
		for i := range len(text) {
			if text[i] >= utf8.RuneSelf {
				high++
			}
		}
		if high*2 < len(text) {
			return false
		}
	}
	s.doc.Read(text, stance.Default())
	return s.doc.Ground() == stance.Foreign
}

// The numbers of spans that are allocated at a time, for single texts and for
// threads: who keeps the spans of one text keeps so many.
const (
	fewSpans  = 32
	manySpans = 1024
)

// give returns a copy of the spans last found, nil where there are none.
func (s *scratch) give(room int) []Span {
	n := len(s.Spans)
	if n == 0 {
		return nil
	}
	if len(s.arena) < n {
		s.arena = make([]Span, max(room, n))
	}
	dst := s.arena[:n:n]
	s.arena = s.arena[n:]
	for i, p := range s.Spans {
		dst[i] = Span(p)
	}
	return dst
}

// Thresholds between the labels. They are readings of a calibrated score, not
// part of the model: use the score itself where costs are known.
const (
	TargetFrom  = 0.03 // below it nobody is aimed at
	MildFrom    = 0.2
	HostileFrom = 0.5
	SevereFrom  = 0.5 // of the severe kind, where the score is hostile
)

// HostilityLabelOf returns the label of a score and the probability of
// [SevereToxicity], by the thresholds above. A [Tagger] whose scores are
// calibrated probabilities may label by it. A score that is NaN is None, and
// severe that is NaN makes nothing severe.
func HostilityLabelOf(score, severe float32) HostilityLabel {
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

func target(t hostile.Target, answers bool) HostilityTarget {
	switch t {
	case hostile.ParentAuthor:
		if answers {
			return ParentAuthor
		}
		return Participant
	case hostile.Participant:
		return Participant
	case hostile.PublicFigure:
		return PublicFigure
	case hostile.Camp:
		return Group
	}
	return NoTarget
}

// removed reports whether text is blank or what a site shows in place of a
// comment that is gone.
func removed(text string) bool { return stance.IsRemoved(text) }
