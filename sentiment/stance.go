package sentiment

import (
	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/stance"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

// parentStance judges text as a reply to parent, out of any thread.
func (m *Model) parentStance(parent, text string) ParentStance {
	var judge stance.Judge
	return parentStanceOf(judge.Score(parent, text, true, stance.Context{Depth: 1}))
}

// appendParentStance sets scores[i].Parent for every node of t that answers a
// comment whose text is known. len(scores) must be t.Len().
func (m *Model) appendParentStance(scores []Scores, t *thread.Thread) {
	var judge stance.Judge
	depths := t.Depths(nil)
	for i := range scores {
		n := thread.Node(i)
		p := t.Parent(n)
		if p == thread.None || t.Missing(n) || t.Missing(p) || t.Comment(p).Text == "" {
			continue
		}
		c := t.Comment(n)
		ctx := stance.Context{Depth: int(depths[i]) - 1}
		if c.Author != "" {
			ctx.SameAuthor = c.Author == t.Comment(p).Author
			if g := t.Parent(p); g != thread.None && !ctx.SameAuthor {
				ctx.Returns = c.Author == t.Comment(g).Author
			}
		}
		scores[i].Parent = parentStanceOf(judge.Score(t.Comment(p).Text, c.Text, true, ctx))
	}
}

func parentStanceOf(p stance.Probs, g stance.Ground) ParentStance {
	if g != stance.Readable {
		p = stance.Prior
	}
	return ParentStance{
		Agree: float32(p[0]), Disagree: float32(p[1]), Neutral: float32(p[2]), Query: float32(p[3]),
		Unsure: g != stance.Readable,
	}
}
