package resolve

import (
	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/resolve/internal/link"
)

// Levels at which sites cap nesting. A tree deeper than the last is taken for
// uncapped.
const minCap, maxCap = 2, 12

// findRuns lists the comments whose true parents the source hides: those at
// the deepest level, in runs under one displayed parent, and those of a flat
// source.
func (r *resolver) findRuns() {
	if r.opt.KeepLinks {
		return
	}
	if r.cuesOnly = !r.opt.Flat && r.looksFlat(); r.cuesOnly {
		run := link.Run{Parent: -1}
		for i, c := range r.in {
			if c.Kind == thread.Reply && c.Status != thread.Missing {
				run.Items = append(run.Items, int32(i))
			}
		}
		r.runs = append(r.runs, run)
		return
	}
	deepest := int32(r.opt.Cap)
	if deepest == 0 {
		deepest = r.findCap()
	}
	// Where one reply names a person instead of a comment, all replies beside
	// it may be meant.
	names := map[int32]bool{}
	for i, c := range r.in {
		if r.parent[i] >= 0 && r.open[i] && c.Details != nil && c.Details.ReplyTo != "" {
			names[r.parent[i]] = true
		}
	}
	at := map[int32]int{}
	for i := range r.in {
		p := r.parent[i]
		switch {
		case p >= 0 && names[p]:
		case !r.open[i]:
			continue
		case p < 0 && r.opt.Flat:
		case p >= 0 && deepest > 0 && r.level[i] == deepest:
		default:
			continue
		}
		k, ok := at[p]
		if !ok {
			k = len(r.runs)
			at[p] = k
			r.runs = append(r.runs, link.Run{Parent: p})
		}
		r.runs[k].Items = append(r.runs[k].Items, int32(i))
	}
}

// findCap returns the level at which nesting looks capped, 0 where none does.
// Where nothing is capped ever fewer comments stand at each deeper level, and
// the deepest holds a few; where the deepest holds almost as many as the one
// above, comments from below have been put there.
func (r *resolver) findCap() int32 {
	var deepest int32
	for i := range r.in {
		if r.open[i] {
			deepest = max(deepest, r.level[i])
		}
	}
	if deepest < minCap || deepest > maxCap {
		return 0
	}
	var here, above, siblings int
	last := map[int32]bool{}
	for i := range r.in {
		switch r.level[i] {
		case deepest:
			here++
			if p := r.parent[i]; last[p] {
				siblings++
			} else {
				last[p] = true
			}
		case deepest - 1:
			above++
		}
	}
	if siblings == 0 || 5*here < 2*above {
		return 0
	}
	return deepest
}

// looksFlat reports whether the source shows no replies at all, as forums do, and
// weblogs that do not nest: one level, and no parent but those that a quotation
// names.
func (r *resolver) looksFlat() bool {
	n := 0
	for i, c := range r.in {
		if c.Kind != thread.Reply || c.Status == thread.Missing {
			continue
		}
		if c.Level > 1 || c.Provenance == nil {
			return false
		}
		switch r.t.ParentEvidence(r.node[i]).Origin {
		case thread.Absent, thread.Quoted:
		case thread.Nested:
			if r.parent[i] >= 0 {
				return false
			}
		default:
			return false
		}
		n++
	}
	return n >= 3
}
