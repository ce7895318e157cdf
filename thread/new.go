package thread

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"
)

// Options say how a thread is built. Nil means the zero Options.
type Options struct {
	// Orphans is what becomes of a comment whose parent is not in the input.
	Orphans OrphanPolicy
	// MinLink is the least confidence an inferred link must have; weaker ones,
	// those inferred later among them, fall back on the parent that the source
	// displays, with what probability is left. 0 takes every link; 1 takes only
	// what the source gives or displays.
	MinLink float32
	// Open is how many threads [Group] holds at once. 0 means that the
	// comments of a thread stand together in the input.
	Open int
}

// OrphanPolicy is what becomes of a comment whose parent is not in the input.
type OrphanPolicy uint8

// The policies. Under all of them each orphan is listed as a fault.
const (
	// PlaceholderOrphans puts a node with status Missing in the parent's
	// place, so that siblings under one lost comment stay siblings.
	PlaceholderOrphans OrphanPolicy = iota
	// RootOrphans puts the orphan at top level.
	RootOrphans
	// AttachOrphans puts the orphan under the thread's first Post, or under
	// its first top-level comment where there is none.
	AttachOrphans
	// DropOrphans leaves the orphan out with all that stands below it.
	DropOrphans
)

// New builds a thread from comments in any order. Whatever the input, each
// comment stands in the thread exactly once, unless it is a copy of another or
// the options drop it; what had to be repaired is listed by [Thread.Faults].
// A copy has the same ID, text, author (by AuthorID too), time, parent, kind,
// status and level as an earlier comment: its score and the like may be those
// of another day, and the first record is kept. Siblings stand in order of time where the times of all of
// them are known, else in input order; a placeholder without a time
// counts with its earliest reply.
//
// New copies the comments, not their strings, and takes time linear in their
// number (n log n in a group of siblings that is not in order of time). Its
// only error is [ErrTooLarge].
func New(comments []Comment, opt *Options) (*Thread, error) {
	if len(comments) > math.MaxInt32/2 {
		return nil, ErrTooLarge
	}
	if opt == nil {
		opt = &Options{}
	}
	b := builder{opt: opt, in: comments}
	b.identify()
	b.link()
	b.arrange()
	return b.finish(), nil
}

// builder holds the state of one New. Entries are the input comments by index,
// followed by the placeholders.
type builder struct {
	opt     *Options
	in      []Comment
	table   *buildTable
	ids     map[int32]string      // IDs that differ from the input's
	dropped []bool                // nil: none
	ghosts  []string              // IDs of the placeholders
	parent  []int32               // entry answered, noEntry at top level
	nested  map[int32]*Provenance // links that come from levels alone
	faults  []placedFault

	seq    []int32 // entry at each rank, nil: the entries themselves
	order  []Node  // node of each rank
	at     []int32 // rank of each node
	above  []Node  // node answered by each node, None at top level
	up     []int32 // rank answered, noEntry at top level
	placed int
}

type placedFault struct {
	at int32
	Fault
}

const noEntry = -1

func (b *builder) fault(at int32, kind FaultKind, format string, args ...any) {
	b.faults = append(b.faults, placedFault{at, Fault{kind, b.id(at), fmt.Sprintf(format, args...)}})
}

func (b *builder) id(e int32) string {
	if int(e) >= len(b.in) {
		return b.ghosts[int(e)-len(b.in)]
	}
	if b.ids != nil {
		if id, ok := b.ids[e]; ok {
			return id
		}
	}
	return b.in[e].ID
}

// identify gives every comment an ID of its own.
func (b *builder) identify() {
	b.table = newBuildTable(len(b.in))
	idOf := b.id
	var late []int32
	var ahead lookups
	for i := range b.in {
		if i%lookahead == 0 {
			n := min(lookahead, len(b.in)-i)
			for j := range n {
				ahead.id[j] = b.in[i+j].ID
			}
			b.table.warm(&ahead, n)
		}
		c := &b.in[i]
		if c.Status == Missing {
			detail := "seen to be missing by the reader"
			if c.Provenance != nil && c.Provenance.Parent.Cue != "" {
				detail = c.Provenance.Parent.Cue
			}
			b.fault(int32(i), MissingComment, "%s", detail)
		}
		if c.ID == "" {
			late = append(late, int32(i))
			continue
		}
		e, slot, tag := b.table.find(c.ID, ahead.hash[i%lookahead], idOf)
		if e < 0 {
			b.table.set(slot, tag, int32(i))
			continue
		}
		if same, exact := equal(c, &b.in[e]); same {
			if exact {
				b.fault(int32(i), DuplicateID, "an exact copy; dropped")
			} else {
				b.fault(int32(i), DuplicateID, "a copy with other details; dropped")
			}
			b.drop(int32(i))
			continue
		}
		late = append(late, int32(i))
	}
	// Only now are all of the source's own IDs known to be avoided.
	for _, i := range late {
		base, kind := b.in[i].ID+"~", DuplicateID
		if b.in[i].ID == "" {
			base, kind = "#", NoID
		}
		id := fmt.Sprintf("%s%d", base, i+1)
		e, slot, tag := b.table.find(id, b.table.hash(id), idOf)
		for ; e >= 0; e, slot, tag = b.table.find(id, b.table.hash(id), idOf) {
			id += "~"
		}
		if b.ids == nil {
			b.ids = map[int32]string{}
		}
		b.ids[i] = id
		b.table.set(slot, tag, i)
		if kind == NoID {
			b.fault(i, kind, "comment %d of the input has no ID; named %q", i+1, id)
		} else {
			b.fault(i, kind, "another comment has the ID %q; renamed", b.in[i].ID)
		}
	}
}

func (b *builder) drop(i int32) {
	if b.dropped == nil {
		b.dropped = make([]bool, len(b.in))
	}
	b.dropped[i] = true
}

// equal reports whether b is the same comment as a, and whether what the
// records say beside that is the same as well.
func equal(a, b *Comment) (same, exact bool) {
	var x, y Details
	if a.Details != nil {
		x = *a.Details
	}
	if b.Details != nil {
		y = *b.Details
	}
	same = a.Parent == b.Parent && a.Text == b.Text && a.Author == b.Author && a.Time.Equal(b.Time) &&
		a.Status == b.Status && a.Kind == b.Kind && a.Level == b.Level && x.AuthorID == y.AuthorID
	exact = same && x.Edited.Equal(y.Edited) && x.Retrieved.Equal(y.Retrieved)
	x.Edited, x.Retrieved, y.Edited, y.Retrieved = time.Time{}, time.Time{}, time.Time{}, time.Time{}
	return same, exact && x == y
}

// wants returns the ID of the parent that the options accept for c.
func (b *builder) wants(c *Comment) string {
	if p := c.Provenance; p != nil && p.Parent.Confidence < b.opt.MinLink {
		return p.Displayed
	}
	return c.Parent
}

// link finds the entry that each comment answers.
func (b *builder) link() {
	b.parent = make([]int32, len(b.in), len(b.in)+8)
	idOf := b.id
	ghost := map[string]int32{}
	var open []int32 // the entries above, by rising level
	var orphans []int32
	var ahead lookups
	for i := range b.in {
		if i%lookahead == 0 {
			n := min(lookahead, len(b.in)-i)
			for j := range n {
				ahead.id[j] = b.wants(&b.in[i+j])
			}
			b.table.findAll(&ahead, n, b.in, idOf)
		}
		c := &b.in[i]
		b.parent[i] = noEntry
		if b.dropped != nil && b.dropped[i] {
			continue
		}
		if c.Level > 0 {
			for len(open) > 0 && b.in[open[len(open)-1]].Level >= c.Level {
				open = open[:len(open)-1]
			}
			if c.Level > 1 && c.Parent == "" && c.Provenance == nil {
				b.nest(int32(i), open)
			}
			open = append(open, int32(i))
		}
		want, e := ahead.id[i%lookahead], ahead.entry[i%lookahead]
		if want == "" {
			continue
		}
		switch {
		case e == int32(i):
			b.fault(e, SelfParent, "names itself as its parent; put at top level")
		case e >= 0:
			b.parent[i] = e
		default:
			orphans = append(orphans, int32(i))
			b.fault(int32(i), MissingParent, "parent %q is not in the input", want)
			if b.opt.Orphans == PlaceholderOrphans {
				g, ok := ghost[want]
				if !ok {
					g = int32(len(b.in) + len(b.ghosts))
					ghost[want] = g
					b.ghosts = append(b.ghosts, want)
				}
				b.parent[i] = g
			}
		}
	}
	for range b.ghosts {
		b.parent = append(b.parent, noEntry)
	}
	switch b.opt.Orphans {
	case AttachOrphans:
		b.attach(orphans)
	case DropOrphans:
		b.dropBranches(orphans)
	}
}

// nest links a comment by level alone.
func (b *builder) nest(i int32, open []int32) {
	c := &b.in[i]
	if len(open) == 0 {
		b.fault(i, LevelJump, "stands at level %d with nothing above it; put at top level", c.Level)
		return
	}
	p := open[len(open)-1]
	if above := b.in[p].Level; above < c.Level-1 {
		b.fault(i, LevelJump, "stands at level %d below level %d", c.Level, above)
	}
	b.parent[i] = p
	if b.nested == nil {
		b.nested = map[int32]*Provenance{}
	}
	b.nested[i] = &Provenance{Displayed: b.id(p), Parent: Evidence{Nested, 0.99, "nearest earlier comment of a lower level"}}
}

func (b *builder) attach(orphans []int32) {
	to, orphan := int32(noEntry), map[int32]bool{}
	for _, i := range orphans {
		orphan[i] = true
	}
	for i := range b.in {
		if b.parent[i] != noEntry || orphan[int32(i)] || b.dropped != nil && b.dropped[i] {
			continue
		}
		if b.in[i].Kind == Post {
			to = int32(i)
			break
		}
		if to == noEntry {
			to = int32(i)
		}
	}
	for _, i := range orphans {
		b.parent[i] = to
	}
}

// dropBranches drops the orphans and all that leads up to one.
func (b *builder) dropBranches(orphans []int32) {
	const unknown, keep, lose = 0, 1, 2
	fate := make([]uint8, len(b.in))
	for _, i := range orphans {
		fate[i] = lose
	}
	var path []int32
	for i := range b.in {
		path = path[:0]
		e := int32(i)
		// A cycle ends at a comment that this very walk has marked keep.
		for e != noEntry && fate[e] == unknown {
			fate[e] = keep
			path = append(path, e)
			e = b.parent[e]
		}
		if e != noEntry && fate[e] == lose {
			for _, p := range path {
				fate[p] = lose
			}
		}
		if fate[i] == lose {
			b.drop(int32(i))
			if b.parent[i] != noEntry {
				b.fault(int32(i), MissingParent, "stands below a comment whose parent is not in the input; dropped")
			}
		}
	}
}

// finish writes the thread.
func (b *builder) finish() *Thread {
	n := len(b.up)
	t := &Thread{
		comments: make([]Comment, n),
		parent:   b.above,
		end:      make([]Node, n),
		dropped:  len(b.in) + len(b.ghosts) - n,
		orphans:  b.opt.Orphans, minLink: b.opt.MinLink,
	}
	b.gather(t.comments)
	for node, r := range b.at {
		if node != int(r) {
			t.order = b.order
			break
		}
	}
	for i := n - 1; i >= 0; i-- {
		if t.end[i] == 0 {
			t.end[i] = Node(i) + 1
		}
		if p := t.parent[i]; p != None && t.end[p] < t.end[i] {
			t.end[p] = t.end[i]
		}
	}
	b.early(t)
	slices.SortStableFunc(b.faults, func(x, y placedFault) int { return cmp.Compare(x.at, y.at) })
	for _, f := range b.faults {
		t.faults = append(t.faults, f.Fault)
	}
	return t
}

// gather copies the comments into the order of the nodes. It does not scatter
// them: a random read overlaps with the next one, a random write of three cache
// lines does not.
func (b *builder) gather(to []Comment) {
	if b.ids == nil && b.nested == nil && b.seq == nil && b.opt.MinLink == 0 {
		for node, r := range b.at {
			to[node] = b.in[r]
		}
		return
	}
	for node, r := range b.at {
		b.fill(&to[node], b.entry(int(r)))
	}
}

// fill writes entry e to c, made true to the links chosen.
func (b *builder) fill(c *Comment, e int32) {
	if int(e) >= len(b.in) {
		*c = Comment{ID: b.id(e), Status: Missing, Pos: -1}
		return
	}
	*c = b.in[e]
	if b.ids != nil {
		c.ID = b.id(e)
	}
	if p := b.nested[e]; p != nil {
		c.Provenance, c.Parent = p, p.Displayed
		return
	}
	if p := c.Provenance; p != nil && c.Parent != p.Displayed && p.Parent.Confidence < b.opt.MinLink {
		shown := *p
		shown.Parent, shown.Shown = p.Shown.against(p.Parent), Evidence{}
		c.Provenance, c.Parent = &shown, p.Displayed
	}
}

// early lists the comments that are older than what they answer.
func (b *builder) early(t *Thread) {
	for i, p := range t.parent {
		if p == None {
			continue
		}
		c, q := &t.comments[i], &t.comments[p]
		if c.Time.IsZero() || q.Time.IsZero() || c.Floating != q.Floating ||
			!c.Time.Add(c.Precision.unit()).Before(q.Time) {
			continue
		}
		older := q.Time.Sub(c.Time).String()
		if q.Time.Sub(c.Time) == math.MaxInt64 {
			older = "centuries"
		}
		b.fault(b.entry(int(b.at[i])), Early, "%s older than %q, which it answers", older, q.ID)
	}
}

// unit is how much later than written a time of this precision may be.
func (p Precision) unit() time.Duration {
	switch p {
	case Minute:
		return time.Minute
	case Hour:
		return time.Hour
	case Day:
		return 24 * time.Hour
	case Month:
		return 31 * 24 * time.Hour
	case Year:
		return 366 * 24 * time.Hour
	}
	return 0
}
