package pseudonym

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// Replaced is a thread with labels in place of names, which knows where they have
// been put. It is safe for concurrent use.
type Replaced struct {
	Thread *thread.Thread
	names  *names
	edits  []edits
}

// Text returns s, which may be any text on the thread, with labels in place of
// the names of its people.
func (r *Replaced) Text(s string) string { return r.names.replace(s) }

// Span returns where in the text that n now has those bytes stand that stood from
// start to end; what cuts into a name is widened to its label.
func (r *Replaced) Span(n thread.Node, start, end int) (int, int) {
	for _, pass := range r.edits[n] {
		start, end = moved(pass, start, false), moved(pass, end, true)
	}
	return start, end
}

// Labelled reports whether a label stands where the bytes from start to end of
// the text of n stood, or in a part of them.
func (r *Replaced) Labelled(n thread.Node, start, end int) bool {
	composed, labelled := r.edits[n][0], r.edits[n][1]
	start, end = moved(composed, start, false), moved(composed, end, true)
	i, _ := slices.BinarySearchFunc(labelled, start, func(e edit, at int) int { return cmp.Compare(e.end, at+1) })
	return i < len(labelled) && labelled[i].at < end
}

// edits are what has been put where in two passes over a text.
type edits [2][]edit

// edit says that bytes from at to end became those from newAt to newEnd.
type edit struct{ at, end, newAt, newEnd int }

// moved returns where a place of the old text is in the new one: within an edit
// its beginning, or its end.
func moved(pass []edit, at int, toEnd bool) int {
	i, _ := slices.BinarySearchFunc(pass, at, func(e edit, at int) int { return cmp.Compare(e.end, at) })
	// All edits before i end before at.
	if i < len(pass) && pass[i].at < at {
		switch e := pass[i]; {
		case e.end == at || toEnd:
			return e.newEnd
		default:
			return e.newAt
		}
	}
	if i == 0 {
		return at
	}
	return at - pass[i-1].end + pass[i-1].newEnd
}

// compose returns s in NFC.
func compose(s string) (string, []edit) {
	var out strings.Builder
	var pass []edit
	var it norm.Iter
	it.InitString(norm.NFC, s)
	for !it.Done() {
		at := it.Pos()
		next := it.Next()
		if end := it.Pos(); string(next) != s[at:end] {
			pass = append(pass, edit{at, end, out.Len(), out.Len() + len(next)})
		}
		out.Write(next)
	}
	return out.String(), pass
}

// addSign adds a name without a letter or digit.
func (n *names) addSign(name, label string) {
	name = norm.NFC.String(name)
	first, _ := utf8.DecodeRuneInString(name)
	if n.signs == nil {
		n.signs, n.signLengths = map[string]string{}, map[rune][]int{}
	}
	n.put(n.signs, name, label)
	n.signLengths[first] = withLength(n.signLengths[first], len(name))
}

// withLength adds a length to those known, the longest first.
func withLength(known []int, length int) []int {
	i, ok := slices.BinarySearchFunc(known, length, func(a, b int) int { return cmp.Compare(b, a) })
	if ok {
		return known
	}
	return slices.Insert(known, i, length)
}
