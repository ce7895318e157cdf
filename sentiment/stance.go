package sentiment

import (
	_ "embed"
	"math"
	"sync"

	"github.com/seed-100d3eb7/rejoinder/internal/modelfile"
	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/stance"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

//go:embed en-stance-1.1.0.model
var englishStanceFile string

var englishStance struct {
	once  sync.Once
	model *stance.Model
}

// parentModel returns the shipped model of stance towards the parent, decoded
// on first use.
func parentModel() *stance.Model {
	englishStance.once.Do(func() {
		f, err := modelfile.Decode(englishStanceFile)
		if err == nil {
			englishStance.model, err = stance.Decode(f)
		}
		if err != nil {
			panic("sentiment: embedded stance model: " + err.Error())
		}
	})
	return englishStance.model
}

// ParentCard identifies the model of stance towards the parent, which is a
// file of its own beside that of [Model.Card].
func (m *Model) ParentCard() Card {
	p := parentModel()
	c := p.Card()
	return Card{Name: c.Name, Version: c.Version, SHA256: p.SHA256(), Languages: append([]string(nil), c.Languages...), Licence: c.Licence}
}

// ParentPrior returns the shares of the four stances that the probabilities of
// m are calibrated for.
func (m *Model) ParentPrior() ParentStance {
	return parentStanceOf(stance.Shift(parentModel().Card().Prior, m.parentOffset), stance.Readable)
}

// WithParentPrior returns m with its stance towards the parent calibrated for
// threads in which the four stances have the shares that p gives. Shares need
// not sum to 1; one of 0 rules its stance out. Where all are 0, m itself is
// returned. Hostility and stance towards targets stay as they are.
func (m *Model) WithParentPrior(p ParentStance) *Model {
	shares := [4]float64{float64(p.Agree), float64(p.Disagree), float64(p.Neutral), float64(p.Query)}
	own, sum := parentModel().Card().Prior, 0.0
	for _, s := range shares {
		if !(s >= 0) || math.IsInf(s, 1) {
			return m
		}
		sum += s
	}
	if sum == 0 {
		return m
	}
	c := *m
	for k, s := range shares {
		c.parentOffset[k] = math.Log(max(s/sum, 1e-9) / own[k])
	}
	return &c
}

// judge returns a judge by m, that of s. Models with other priors share s.
func (m *Model) judge(s *scratch) *stance.Judge {
	if s.judge == nil {
		s.judge = stance.NewJudge(parentModel())
	}
	s.judge.Offset = m.parentOffset
	return s.judge
}

// ParentStance returns the stance of text towards parent, out of any thread.
// Where parent is "", or what a site shows in place of a comment that is gone, the
// text is judged alone. [Model.AppendScores] also knows who answers whom.
func (m *Model) ParentStance(parent, text string) ParentStance {
	return m.stanceOf(parent, text, stance.Context{})
}

// RootStance returns how text stands towards what the opening post of its
// thread claims, as replies support, deny or question a rumour: Agree, Disagree
// and Query are towards the claim, Neutral is comment upon it. parent is the
// comment that text answers and depth its level, 1 for an answer to the opening
// post itself. The words are those of [Model.ParentStance]; how they are
// weighed is learnt from RumourEval, whose labels are of this kind, so it suits
// threads that open with news. The prior stays that of the model.
func (m *Model) RootStance(parent, text string, depth int) ParentStance {
	return m.stanceOf(parent, text, stance.Context{Root: true, Depth: depth})
}

func (m *Model) stanceOf(parent, text string, c stance.Context) ParentStance {
	if removed(parent) {
		parent = ""
	}
	s := m.pool.Get().(*scratch)
	defer m.pool.Put(s)
	return parentStanceOf(m.judge(s).Score(parent, text, parent != "", c))
}

// appendParentStance sets scores[i].Parent for every node of t that answers a
// comment whose text is known. len(scores) must be t.Len(). A comment that has
// no text of its own, or none left, is unsure. Each stance is that given the
// whole thread: how a comment is received shows in all its replies and in what
// follows them.
func (m *Model) appendParentStance(s *scratch, scores []Scores, t *thread.Thread) {
	judge := m.judge(s)
	parents, _ := t.Columns()
	depths := t.Depths(nil)
	links := make([]stance.Link, len(scores))
	for i := range scores {
		l := &links[i]
		l.Parent = int32(parents[i])
		if parents[i] == thread.None {
			l.Parent = -1
			continue
		}
		place(links, t, thread.Node(i))
		if p := t.Comment(parents[i]); p.Status != thread.Missing && !removed(p.Text) && !t.Missing(thread.Node(i)) {
			probs, ground := judge.Score(p.Text, t.Comment(thread.Node(i)).Text, true, stance.Context{Depth: int(depths[i]) - 1})
			l.Probs, l.Reply = probs, ground == stance.Readable
			scores[i].Parent = parentStanceOf(probs, ground)
		}
	}
	stance.SmoothThread(links)
	for i := range links {
		if links[i].Reply {
			scores[i].Parent = parentStanceOf(links[i].Probs, stance.Readable)
		}
	}
}

// place says in links who answers whom at n, whose parent has been placed.
// Comments whose author is unknown are by nobody's second voice. Whose side a
// reply takes by name is whom it is with: the one it answers, or the one whom
// its parent answers.
func place(links []stance.Link, t *thread.Thread, n thread.Node) {
	p := t.Parent(n)
	author := t.Comment(n).Author
	if author != "" && author == t.Comment(p).Author {
		links[n].Flags |= stance.SameAuthor
		return
	}
	links[p].Flags |= stance.Answered
	text, above := t.Comment(n).Text, t.Comment(p)
	if takesSide(text, above.Author, above.Text) {
		links[n].Flags |= stance.BacksParent
	}
	g := t.Parent(p)
	if g == thread.None {
		return
	}
	switch first := t.Comment(g).Author; {
	case author != "" && author == first:
		links[n].Flags |= stance.Returns
		links[p].Flags |= stance.AnswersBack
	case first != above.Author && takesSide(text, first, above.Text):
		links[n].Flags |= stance.BacksOther
	}
}

func parentStanceOf(p stance.Probs, g stance.Ground) ParentStance {
	return ParentStance{
		Agree: float32(p[0]), Disagree: float32(p[1]), Neutral: float32(p[2]), Query: float32(p[3]),
		Unsure: g != stance.Readable,
	}
}
