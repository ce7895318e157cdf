package stance

import (
	"math"
	"sort"
)

// maxSpans bounds how many words an explanation tries.
const maxSpans = 120

// Evidence is a run of bytes of the reply and what it adds to the log-odds of
// the likeliest class.
type Evidence struct {
	Start, End int
	// Cue is the lexicon group of the run, "" for a word in none.
	Cue    string
	Weight float64
}

// Share is what a group of features adds to the log-odds of the likeliest
// class.
type Share struct {
	Group  Group
	Weight float64
}

// Explain scores as Score does and says what the judgement rests on: each cue
// and each word outside a cue is blanked in turn and the text judged again, and
// each group of features is left out in turn. Both lists hold the heaviest
// first. Time is quadratic in the words of text, of which the first 120 are
// tried.
func (j *Judge) Explain(parent, text string, ctx Context) (p Probs, g Ground, spans []Evidence, shares []Share) {
	p, g = j.Score(parent, text, true, ctx)
	if g != Readable {
		return p, g, nil, nil
	}
	best := 0
	for c := range p {
		if p[c] > p[best] {
			best = c
		}
	}
	full := logOdds(p[best])
	shares = j.shares(best, full)
	spans = candidates(j.reply)
	blank := []byte(text)
	for i := range spans {
		s := &spans[i]
		for k := s.Start; k < s.End; k++ {
			blank[k] = ' '
		}
		q, h := j.Score(parent, string(blank), true, ctx)
		copy(blank[s.Start:s.End], text[s.Start:s.End])
		if h == Readable {
			s.Weight = full - logOdds(q[best])
		}
	}
	sort.SliceStable(spans, func(a, b int) bool { return math.Abs(spans[a].Weight) > math.Abs(spans[b].Weight) })
	return p, g, spans, shares
}

func logOdds(p float64) float64 {
	p = max(1e-9, min(1-1e-9, p))
	return math.Log(p / (1 - p))
}

// candidates returns the cues of d, the longest where several overlap, and the
// words outside them.
func candidates(d *Doc) []Evidence {
	sp := featureSpace()
	taken := make([]bool, len(d.toks))
	found := append([]match(nil), d.found...)
	sort.SliceStable(found, func(a, b int) bool { return found[a].end-found[a].start > found[b].end-found[b].start })
	var out []Evidence
next:
	for _, m := range found {
		if sp.cueOf[m.group] < 0 {
			continue
		}
		for k := m.start; k < m.end; k++ {
			if taken[k] {
				continue next
			}
		}
		for k := m.start; k < m.end; k++ {
			taken[k] = true
		}
		out = append(out, Evidence{Start: int(d.toks[m.start].start), End: int(d.toks[m.end-1].end), Cue: d.lex.names[m.group]})
	}
	for i, t := range d.toks {
		if !taken[i] && !t.quoted && (t.kind == word || t.mark == '?') {
			out = append(out, Evidence{Start: int(t.start), End: int(t.end)})
		}
	}
	sort.SliceStable(out, func(a, b int) bool { return out[a].Start < out[b].Start })
	return out[:min(len(out), maxSpans)]
}

// shares leaves each group of features out of the pair last scored.
func (j *Judge) shares(best int, full float64) []Share {
	all := j.vec
	rows := j.s.rows
	var out []Share
	for g := range Group(NumGroups) {
		j.vec = Vector{dense: all.dense}
		for k, i := range all.Index {
			if all.Group[k] != g || i == fBias {
				j.vec.add(i, all.Value[k], all.Group[k])
			}
		}
		j.s.rows = rows
		if g == GroupVectors {
			j.s.rows = Rows{}
		}
		if w := full - logOdds(j.decide()[best]); w != 0 {
			out = append(out, Share{g, w})
		}
	}
	j.vec, j.s.rows = all, rows
	sort.SliceStable(out, func(a, b int) bool { return math.Abs(out[a].Weight) > math.Abs(out[b].Weight) })
	return out
}
