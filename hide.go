package rejoinder

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/seed-100d3eb7/rejoinder/sentiment"
	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/pseudonym"
)

// hide puts labels in the place of names in a, which has been tagged with them.
func (a *Analysis) hide(key *pseudonym.Key) error {
	r, err := key.Replace(a.Thread)
	if err != nil {
		return err
	}
	given := a.Thread
	a.Thread = r.Thread
	names := a.hideTargets(r, given)
	for n := range a.Scores {
		s := &a.Scores[n]
		s.Hostility.Spans = moved(r, thread.Node(n), s.Hostility.Spans)
		targets := slices.Clone(s.Targets)
		for i := range targets {
			if name, ok := names[targets[i].Target]; ok {
				targets[i].Target = name
			} else {
				targets[i].Target = r.Text(targets[i].Target) // a tagger's own
			}
		}
		s.Targets = targets
	}
	return nil
}

// hideTargets gives the targets the names by which the texts now call them, and
// returns those by the old ones.
func (a *Analysis) hideTargets(r *pseudonym.Replaced, given *thread.Thread) map[string]string {
	names := map[string]string{}
	taken := map[string]bool{}
	a.Targets = slices.Clone(a.Targets)
	for i := range a.Targets {
		t := &a.Targets[i]
		// A handle is known by what stands before it: how a mention reads now
		// tells more than the name by itself.
		now, other := map[string]string{}, ""
		t.Mentions = slices.Clone(t.Mentions)
		for j := range t.Mentions {
			m := &t.Mentions[j]
			old := given.Comment(m.Node).Text[m.Start:m.End]
			labelled := r.Labelled(m.Node, m.Start, m.End)
			m.Start, m.End = r.Span(m.Node, m.Start, m.End)
			m.Evidence.Cue = r.Text(m.Evidence.Cue)
			if labelled && !m.Pronoun {
				other = r.Thread.Comment(m.Node).Text[m.Start:m.End]
				now[old] = other
			}
		}
		called := func(name string) string {
			if s := now[name]; s != "" {
				return s
			}
			return r.Text(name)
		}
		name := called(t.Name)
		if name == t.Name && other != "" {
			name = other
		}
		for k, stem := 2, name; taken[name]; k++ {
			name = stem + " (" + strconv.Itoa(k) + ")" // two targets, one label
		}
		taken[name] = true
		names[t.Name], t.Name = name, name
		t.Aliases = slices.Clone(t.Aliases)
		for j, alias := range t.Aliases {
			t.Aliases[j] = called(alias)
		}
	}
	return names
}

// moved returns spans of the text that n had as spans of the text that it has;
// those that now meet in one label are one.
func moved(r *pseudonym.Replaced, n thread.Node, spans []sentiment.Span) []sentiment.Span {
	var out []sentiment.Span
	spans = slices.Clone(spans) // a tagger's own may stand in any order
	slices.SortStableFunc(spans, func(a, b sentiment.Span) int { return cmp.Compare(a.Start, b.Start) })
	for _, s := range spans {
		s.Start, s.End = r.Span(n, s.Start, s.End)
		if last := len(out) - 1; last >= 0 && s.Start < out[last].End {
			out[last].End = max(out[last].End, s.End)
			out[last].Weight += s.Weight
			continue
		}
		out = append(out, s)
	}
	return out
}
