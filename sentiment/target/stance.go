package target

import (
	"cmp"
	"slices"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/sentiment"
	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/stance"
	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/towards"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

// scorer holds the memory that scoring reuses.
type scorer struct {
	x            *towards.Extractor
	text, parent []towards.Token
	spans        [][2]int
	doc          stance.Doc
	own          towards.OwnDoc
	owned        bool // own is read
}

// read takes up a text, once for all targets.
func (s *scorer) read(text, parent string) {
	s.text = towards.Tokenise(s.text[:0], text)
	s.parent = towards.Tokenise(s.parent[:0], parent)
	s.doc.Read(text, stance.Default())
	s.owned = false
}

// Score returns the stance of text towards target: a name, a topic, or a claim
// such as "We should ban zoos". parent is the text answered, "" where there is
// none or it is unknown. Unsure is set, and the probabilities are the prior,
// where text gives no ground: no words, nothing but quotation, or not English.
// Time is linear in the length of the two texts.
func (m *Model) Score(target, text, parent string) sentiment.TargetStance {
	s := m.pool.Get().(*scorer)
	defer m.pool.Put(s)
	s.read(text, parent)
	in := towards.Input{Frame: towards.NewFrame(target), Tokens: s.text, Parent: s.parent}
	return s.judge(m.weights(target), target, text, &in)
}

// readable reports whether text, which s has read, gives ground for a stance.
func (s *scorer) readable(text string) bool {
	g := s.doc.Ground()
	return g == stance.Readable || g == stance.Quotation && lostBreaks(text)
}

// judge fills in the stance of in, whose text s has read, by w.
func (s *scorer) judge(w *towards.Weights, name, text string, in *towards.Input) sentiment.TargetStance {
	out := sentiment.TargetStance{Target: name}
	if !s.readable(text) {
		pol, rel := s.x.Extract(&towards.Input{Frame: in.Frame})
		s.own.Read(nil, "")
		s.owned = false
		f, a, n := w.Probs(pol, rel, &s.own, in.Frame.Sign)
		out.Favor, out.Against, out.Neither, out.Unsure = float32(f), float32(a), float32(n), true
		return out
	}
	pol, rel := s.x.Extract(in)
	if w.Own != nil && !s.owned {
		s.own.Read(in.Tokens, text)
		s.owned = true
	}
	f, a, n := w.Probs(pol, rel, &s.own, in.Frame.Sign)
	out.Favor, out.Against, out.Neither = float32(f), float32(a), float32(n)
	return out
}

// Stances judges every comment of t towards those of targets that it mentions
// and appends the results to Targets of scores, which must have one element
// for each node of t; Targets of all elements are replaced. A comment that
// does not mention a target, by name or by a pronoun, has no entry for it:
// read that as Neither. Whom a comment merely addresses at its head is not
// mentioned by that.
//
// targets are those of [Find] or [FindNamed] for the same thread; of several of
// one name the first is judged. Weights that [Train] learnt for a target are used
// where it has that name or, for want of such, an alias. Time is linear in the
// text that has mentions, once a target.
func (m *Model) Stances(t *thread.Thread, targets []Target, scores []sentiment.Scores) {
	if len(scores) != t.Len() {
		panic("target: column of the wrong length")
	}
	type at struct {
		node   thread.Node
		target int
		lo, hi int // range of mentions
	}
	var todo []at
	frames := make([]*towards.Frame, len(targets))
	weights := make([]*towards.Weights, len(targets))
	named := make(map[string]bool, len(targets))
	for i := range targets {
		x := &targets[i]
		if named[x.Name] {
			continue
		}
		named[x.Name] = true
		frames[i], weights[i] = towards.NewFrame(x.Name, x.Aliases...), m.weights(x.Name, x.Aliases...)
		for lo := 0; lo < len(x.Mentions); {
			hi := lo
			for hi < len(x.Mentions) && x.Mentions[hi].Node == x.Mentions[lo].Node {
				hi++
			}
			todo = append(todo, at{x.Mentions[lo].Node, i, lo, hi})
			lo = hi
		}
	}
	slices.SortFunc(todo, func(a, b at) int { return cmp.Or(cmp.Compare(a.node, b.node), cmp.Compare(a.target, b.target)) })
	s := m.pool.Get().(*scorer)
	defer m.pool.Put(s)
	for i := range scores {
		scores[i].Targets = nil
	}
	last := thread.None
	for _, d := range todo {
		c := t.Comment(d.node)
		if d.node != last {
			last = d.node
			parent := ""
			if p := t.Parent(d.node); p != thread.None {
				parent = t.Comment(p).Text
			}
			s.read(c.Text, parent)
		}
		x := &targets[d.target]
		s.spans = spans(s.spans[:0], s.text, x.Mentions[d.lo:d.hi])
		if len(s.spans) == 0 {
			continue
		}
		in := towards.Input{Frame: frames[d.target], Tokens: s.text, Mentions: s.spans, Parent: s.parent}
		scores[d.node].Targets = append(scores[d.node].Targets, s.judge(weights[d.target], x.Name, c.Text, &in))
	}
}

// spans returns the token ranges of the mentions that are the comment's own
// words.
func spans(dst [][2]int, toks []towards.Token, ms []Mention) [][2]int {
	k := 0
	for i := range ms {
		if ms[i].Quoted {
			continue
		}
		for k < len(toks) && toks[k].End <= ms[i].Start {
			k++
		}
		lo := k
		for k < len(toks) && toks[k].Start < ms[i].End {
			k++
		}
		if k > lo {
			dst = append(dst, [2]int{lo, k})
		}
	}
	return dst
}

// lostBreaks reports whether text is one long line that begins as a quotation:
// its source dropped the line breaks, and the answer follows on the same line.
func lostBreaks(text string) bool {
	return !strings.Contains(text, "\n") && strings.Count(text, " ") >= 20
}
