package thread

import "slices"

// Revise builds t again from its own comments with links, authors or times
// changed: comments are those of t, placeholders included, in the order of
// [Thread.ByInput] and under the same IDs. What was repaired when t was built
// stays listed among the faults, beside what the changes bring. It takes what
// [New] takes. The thread's orphan policy stays in force, and its
// least confidence of an inferred link: see Options.
func (t *Thread) Revise(comments []Comment) (*Thread, error) {
	out, err := New(comments, &Options{Orphans: t.orphans, MinLink: t.minLink})
	if err != nil {
		return nil, err
	}
	// A placeholder that stands for a missing parent is a comment now, so New
	// would tell of it in other words; Early is told anew.
	faults := slices.DeleteFunc(slices.Clone(t.faults), func(f Fault) bool { return f.Kind == Early })
	type key struct {
		kind    FaultKind
		comment string
	}
	told := make(map[key]bool, len(faults))
	for _, f := range faults {
		told[key{f.Kind, f.Comment}] = true
	}
	for _, f := range out.faults {
		if f.Kind != MissingComment && !told[key{f.Kind, f.Comment}] {
			faults = append(faults, f)
		}
	}
	out.faults, out.dropped = faults, out.dropped+t.dropped
	return out, nil
}
