package sentiment

import "github.com/seed-100d3eb7/rejoinder/sentiment/internal/stance"

// ParentExplanation says why a reply has its stance towards the parent.
type ParentExplanation struct {
	Stance ParentStance
	// Ground is "readable", or why the stance is unsure: "empty", "quotation"
	// or "foreign".
	Ground string
	// Label is the likeliest stance: what the weights below speak for.
	Label ParentLabel
	// Evidence are the words that matter, heaviest first, and Groups what each
	// group of features adds. Weights are in log-odds of Label, found by
	// leaving the words or the group out; they need not add up.
	Evidence []ParentEvidence
	Groups   []ParentShare
	// Card identifies the model.
	Card Card
}

// ParentEvidence is a run of bytes of the reply, the name of the cue that it
// is, "" for a word that is none, and its weight in log-odds.
type ParentEvidence struct {
	Start, End int
	Cue        string
	Weight     float64
}

// ParentShare is a group of features and what it adds in log-odds.
type ParentShare struct {
	Group  string
	Weight float64
}

// ExplainParent returns the stance of text as an answer to parent and what it
// rests on. It judges the text once for each of its first 120 words and is
// meant for people.
func (m *Model) ExplainParent(parent, text string) ParentExplanation {
	if removed(parent) {
		parent = ""
	}
	p, g, spans, shares := m.judge(new(scratch)).Explain(parent, text, stance.Context{})
	e := ParentExplanation{Stance: parentStanceOf(p, g), Ground: g.String(), Card: m.ParentCard()}
	e.Label = e.Stance.Label(0)
	for _, s := range spans {
		e.Evidence = append(e.Evidence, ParentEvidence(s))
	}
	for _, s := range shares {
		e.Groups = append(e.Groups, ParentShare{s.Group.String(), s.Weight})
	}
	return e
}
