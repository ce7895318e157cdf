package sentiment

// Explanation says why a text has its score.
type Explanation struct {
	Scores Scores
	// LogOdds are the log-odds of the score, NaN where the text is not scored;
	// Prior is the share of hostile comments that it is calibrated for.
	LogOdds, Prior float64
	// Terms are the listed terms found in the text, by Start, those that do not
	// count included.
	Terms []ExplainedTerm
	// Card identifies the model.
	Card Card
}

// ExplainedTerm is a term of the lexicon in a text.
type ExplainedTerm struct {
	// Start and End delimit it, in bytes of the text.
	Start, End int
	// Class is what the lexicon calls it: insult, adj, prof, slur, derog,
	// dismiss, threat, thing.
	Class string
	// Grade is 1 mild, 2 hostile, 3 severe.
	Grade int
	// Context is how it is meant: bare, addressee, third-person, group; or, of
	// no weight as an attack, self, negated, quoted, reported, idiom.
	Context string
	// Counts tells whether it counts as an attack by the writer.
	Counts bool
}

// Explain returns the scores of text and what they rest on. It is slower than
// Score and meant for people.
func (m *Model) Explain(parent, text string) Explanation {
	e := Explanation{Scores: m.Score(parent, text), LogOdds: nan, Prior: m.Prior(), Card: m.Card()}
	if !e.Scores.Scored {
		return e
	}
	s := m.pool.Get().(*scratch)
	defer m.pool.Put(s)
	e.LogOdds = float64(m.hostile.Score(&s.Scratch, text).Logit)
	for _, t := range m.hostile.Terms(&s.Scratch) {
		e.Terms = append(e.Terms, ExplainedTerm(t))
	}
	return e
}
