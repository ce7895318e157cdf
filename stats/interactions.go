package stats

import (
	"cmp"
	"encoding/json"
	"fmt"
	"iter"
	"math"
	"slices"
	"sort"
	"strings"
	"sync"

	"github.com/seed-100d3eb7/rejoinder/thread"
	"gonum.org/v1/gonum/mat"
)

// Interactions is who replies to whom: a sparse square matrix over people with
// the replier in the row and the person replied to in the column. The diagonal
// holds replies to oneself. The zero value is empty and ready.
//
// People are told apart as [thread.Thread.Authors] does: by the source's own
// key where there is one, else by name, across all threads added. Rows stand
// in order of name, then key, so that the matrix does not depend on the order
// in which threads were added or parts merged. Weights are kept to the nearest
// 2⁻²⁰, which makes sums below 2³³ exact, and so the same in any order, to the
// last bit.
//
// It is a gonum [mat.Matrix] and [mat.NonZeroDoer]; Graph makes it a graph.
// Methods that read may be called at once from several goroutines; Add and
// Merge may not be called beside any other.
type Interactions struct {
	people  []person
	index   map[personKey]int32
	cells   map[uint64]float64
	known   int
	unknown int
	skipped int

	mu   sync.Mutex // guards rows while they are built
	rows *rows
}

type personKey struct {
	key   string
	named bool // key is a name, not the source's own key
}

// clone returns k with memory of its own: names may share that of the record
// they were read from, which no sum over threads should hold on to.
func (k personKey) clone() personKey { return personKey{strings.Clone(k.key), k.named} }

type person struct {
	name     string
	key      personKey
	comments int
}

// rows is the matrix in compressed sparse rows, people sorted by name.
type rows struct {
	people []person
	ptr    []int32
	col    []int32
	val    []float64
}

var (
	_ mat.Matrix      = (*Interactions)(nil)
	_ mat.NonZeroDoer = (*Interactions)(nil)
)

// Add counts the replies of t: see [Parents]. Each reply whose author and whose
// parent's author are both known adds weight(n) to its cell; a nil weight counts
// 1. A reply to an unknown comment, or to a placeholder, counts where the source
// names the person answered. Messages of the software are not replies.
// What is NaN, infinite or negative is unknown: such replies are left out and
// counted by Skipped.
//
// With a weight of the parent link's confidence the matrix holds expected
// counts; with a hostility column, hostile replies; with 1 for agreement and 0
// for the rest, agreement. Everyone who wrote in t gets a row.
func (m *Interactions) Add(t *thread.Thread, weight func(thread.Node) float64) {
	// Batches of sorted entries in place of the map of cells were no faster on a
	// million replies.
	if m.index == nil {
		m.index, m.cells = map[personKey]int32{}, map[uint64]float64{}
	}
	m.rows = nil
	ids := m.enter(t)
	var byName map[string]int32
	parent := treeOf(t).parent
	for i, p := range parent {
		n := thread.Node(i)
		c := t.Comment(n)
		if c.Status == thread.Missing {
			continue
		}
		if c.Kind == thread.System {
			continue
		}
		a := t.Author(n)
		if a != thread.Nobody && c.Kind != thread.Post {
			m.people[ids[a]].comments++
		}
		to := int32(-1)
		if p != thread.None {
			if b := t.Author(p); b != thread.Nobody {
				to = ids[b]
			}
		}
		if to < 0 && c.Details != nil && c.Details.ReplyTo != "" {
			if byName == nil {
				byName = namesOf(t, ids)
			}
			to = m.named(c.Details.ReplyTo, byName)
		}
		if a == thread.Nobody || to < 0 {
			if p != thread.None {
				m.unknown++
			}
			continue
		}
		w := 1.0
		if weight != nil {
			w = weight(n)
		}
		if !(w >= 0) || math.IsInf(w, 1) {
			m.skipped++
			continue
		}
		m.known++
		if w = quantise(w); w > 0 {
			m.cells[cell(ids[a], to)] += w
		}
	}
}

// quantise rounds to a multiple of 2⁻²⁰.
func quantise(w float64) float64 {
	const unit = 1 << 20
	if w > unit*unit {
		return w
	}
	return math.RoundToEven(w*unit) / unit
}

func cell(i, j int32) uint64 { return uint64(uint32(i))<<32 | uint64(uint32(j)) }

// enter returns the person behind each author of t.
func (m *Interactions) enter(t *thread.Thread) []int32 {
	keys, names := personKeys(t), t.Authors()
	ids := make([]int32, len(names))
	for a, name := range names {
		ids[a] = m.person(keys[a], name)
	}
	return ids
}

func (m *Interactions) person(k personKey, name string) int32 {
	id, ok := m.index[k]
	if !ok {
		id = int32(len(m.people))
		k = k.clone()
		m.index[k] = id
		m.people = append(m.people, person{name: strings.Clone(name), key: k})
	} else if name < m.people[id].name {
		// One key under several names: the first in order, whatever came first.
		m.people[id].name = strings.Clone(name)
	}
	return id
}

func namesOf(t *thread.Thread, ids []int32) map[string]int32 {
	byName := make(map[string]int32, len(ids))
	for a, name := range t.Authors() {
		if _, ok := byName[name]; ok {
			byName[name] = -1 // two people of one name: no telling
			continue
		}
		byName[name] = ids[a]
	}
	return byName
}

func (m *Interactions) named(name string, byName map[string]int32) int32 {
	id, ok := byName[name]
	if !ok {
		id = m.person(personKey{name, true}, name)
		byName[name] = id
	}
	return id
}

// Merge adds all that o holds. Merging parts of a corpus in any order gives
// the matrix of the whole.
func (m *Interactions) Merge(o *Interactions) {
	if m.index == nil {
		m.index, m.cells = map[personKey]int32{}, map[uint64]float64{}
	}
	m.rows = nil
	ids := make([]int32, len(o.people))
	for i, p := range o.people {
		ids[i] = m.person(p.key, p.name)
	}
	for i, id := range ids {
		m.people[id].comments += o.people[i].comments
	}
	for c, w := range o.cells {
		m.cells[cell(ids[c>>32], ids[uint32(c)])] += w
	}
	m.known += o.known
	m.unknown += o.unknown
	m.skipped += o.skipped
}

// compile returns the matrix in compressed form, which stands until the next
// Add or Merge.
func (m *Interactions) compile() *rows {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.rows != nil {
		return m.rows
	}
	order := make([]int32, len(m.people))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int {
		p, q := &m.people[a], &m.people[b]
		if c := cmp.Compare(p.name, q.name); c != 0 {
			return c
		}
		if c := cmp.Compare(p.key.key, q.key.key); c != 0 {
			return c
		}
		if p.key.named {
			return -1
		}
		return 1
	})
	r := &rows{people: make([]person, len(order)), ptr: make([]int32, len(order)+1)}
	rank := make([]int32, len(order))
	for i, p := range order {
		r.people[i] = m.people[p]
		rank[p] = int32(i)
	}
	type entry struct {
		at uint64
		w  float64
	}
	entries := make([]entry, 0, len(m.cells))
	for c, w := range m.cells {
		entries = append(entries, entry{cell(rank[c>>32], rank[uint32(c)]), w})
	}
	slices.SortFunc(entries, func(a, b entry) int { return cmp.Compare(a.at, b.at) })
	r.col, r.val = make([]int32, len(entries)), make([]float64, len(entries))
	for i, e := range entries {
		r.ptr[e.at>>32+1]++
		r.col[i], r.val[i] = int32(uint32(e.at)), e.w
	}
	for i := range order {
		r.ptr[i+1] += r.ptr[i]
	}
	m.rows = r
	return r
}

func (r *rows) at(i, j int) float64 {
	lo, hi := int(r.ptr[i]), int(r.ptr[i+1])
	k := lo + sort.Search(hi-lo, func(k int) bool { return int(r.col[lo+k]) >= j })
	if k < hi && int(r.col[k]) == j {
		return r.val[k]
	}
	return 0
}

// Len returns the number of people.
func (m *Interactions) Len() int { return len(m.people) }

// Dims returns the number of people twice.
func (m *Interactions) Dims() (r, c int) { return len(m.people), len(m.people) }

// At returns the weight of i's replies to j, in time logarithmic in the number
// of people i replied to. It panics where i or j is out of range, as gonum's
// matrices do.
func (m *Interactions) At(i, j int) float64 {
	r := m.compile()
	if uint(i) >= uint(len(r.people)) {
		panic(mat.ErrRowAccess)
	}
	if uint(j) >= uint(len(r.people)) {
		panic(mat.ErrColAccess)
	}
	return r.at(i, j)
}

// T returns the transpose: the person replied to in the row.
func (m *Interactions) T() mat.Matrix { return mat.Transpose{Matrix: m} }

// DoNonZero calls fn for each entry that is not zero, by rows, then columns.
func (m *Interactions) DoNonZero(fn func(i, j int, v float64)) {
	r := m.compile()
	for i := range r.people {
		for k := r.ptr[i]; k < r.ptr[i+1]; k++ {
			fn(i, int(r.col[k]), r.val[k])
		}
	}
}

// DenseTo writes the matrix into dst, which must be empty or of Dims. It does
// nothing where there are no people, since a gonum matrix cannot be empty.
func (m *Interactions) DenseTo(dst *mat.Dense) {
	n := m.Len()
	if n == 0 {
		return
	}
	if dst.IsEmpty() {
		dst.ReuseAs(n, n)
	} else {
		if r, c := dst.Dims(); r != n || c != n {
			panic(mat.ErrShape)
		}
		dst.Zero()
	}
	m.DoNonZero(dst.Set)
}

// Name returns the name of person i.
func (m *Interactions) Name(i int) string { return m.compile().people[i].name }

// Key returns what tells person i from others of the same name: the source's own
// key for an author ([thread.Details.AuthorID]), "" where people are told apart
// by name alone.
func (m *Interactions) Key(i int) string {
	p := &m.compile().people[i]
	if p.key.named {
		return ""
	}
	return p.key.key
}

// Index returns the row of the person of that name, the first of them where
// several share it.
func (m *Interactions) Index(name string) (int, bool) {
	p := m.compile().people
	i := sort.Search(len(p), func(i int) bool { return p[i].name >= name })
	return i, i < len(p) && p[i].name == name
}

// Comments returns how many comments person i wrote in the threads added,
// replies or not; Posts and system messages do not count.
func (m *Interactions) Comments(i int) int { return m.compile().people[i].comments }

// Known returns how many replies the matrix holds: those of known weight where
// both people are known.
func (m *Interactions) Known() int { return m.known }

// Unknown returns how many replies are left out because one of the two people
// is not known.
func (m *Interactions) Unknown() int { return m.unknown }

// Skipped returns how many replies between known people are left out because
// their weight is not known.
func (m *Interactions) Skipped() int { return m.skipped }

// Sum returns the sum of all entries.
func (m *Interactions) Sum() float64 {
	sum := 0.0
	for _, v := range m.compile().val {
		sum += v
	}
	return sum
}

// Pair is one entry of an [Interactions]: From's replies to To.
type Pair struct {
	From, To int
	Weight   float64
}

// Pairs yields all entries that are not zero, replies to oneself included,
// heaviest first and then in order of rows and columns. It sorts the entries.
func (m *Interactions) Pairs() iter.Seq[Pair] {
	return func(yield func(Pair) bool) {
		var pairs []Pair
		m.DoNonZero(func(i, j int, v float64) { pairs = append(pairs, Pair{i, j, v}) })
		slices.SortStableFunc(pairs, func(a, b Pair) int { return cmp.Compare(b.Weight, a.Weight) })
		for _, p := range pairs {
			if !yield(p) {
				return
			}
		}
	}
}

// MarshalJSON writes {"participants":[…],"wrote":[…],"replies":[[row, column,
// weight],…]} with the counts of what is left out, and "keys" as [Interactions.Key] has them
// where any person has one.
func (m *Interactions) MarshalJSON() ([]byte, error) {
	v := struct {
		Participants []string `json:"participants"`
		Keys         []string `json:"keys,omitempty"`
		Wrote        []int    `json:"wrote"`
		Replies      [][3]any `json:"replies"`
		Known        int      `json:"known"`
		Unknown      int      `json:"unknown"`
		Skipped      int      `json:"skipped,omitempty"`
	}{Participants: []string{}, Wrote: []int{}, Replies: [][3]any{}, Known: m.known, Unknown: m.unknown, Skipped: m.skipped}
	keyed := false
	for i, p := range m.compile().people {
		v.Participants = append(v.Participants, p.name)
		v.Wrote = append(v.Wrote, p.comments)
		v.Keys = append(v.Keys, m.Key(i))
		keyed = keyed || !p.key.named
	}
	if !keyed {
		v.Keys = nil
	}
	m.DoNonZero(func(i, j int, w float64) { v.Replies = append(v.Replies, [3]any{i, j, w}) })
	return json.Marshal(v)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (m *Interactions) UnmarshalJSON(b []byte) error {
	var v struct {
		Participants []string     `json:"participants"`
		Keys         []string     `json:"keys"`
		Wrote        []int        `json:"wrote"`
		Replies      [][3]float64 `json:"replies"`
		Known        int          `json:"known"`
		Unknown      int          `json:"unknown"`
		Skipped      int          `json:"skipped"`
	}
	if err := json.Unmarshal(b, &v); err != nil {
		return err
	}
	n := len(v.Participants)
	if v.Keys != nil && len(v.Keys) != n || v.Wrote != nil && len(v.Wrote) != n {
		return fmt.Errorf("stats: %d keys and %d counts for %d participants", len(v.Keys), len(v.Wrote), n)
	}
	people, index, cells := make([]person, 0, n), make(map[personKey]int32, n), make(map[uint64]float64, len(v.Replies))
	for i, name := range v.Participants {
		key := personKey{name, true}
		if v.Keys != nil && v.Keys[i] != "" {
			key = personKey{v.Keys[i], false}
		}
		if _, twice := index[key]; twice {
			return fmt.Errorf("stats: participant %q stands twice", name)
		}
		index[key] = int32(i)
		p := person{name: name, key: key}
		if v.Wrote != nil {
			p.comments = v.Wrote[i]
		}
		people = append(people, p)
	}
	for _, r := range v.Replies {
		i, j := int(r[0]), int(r[1])
		if float64(i) != r[0] || float64(j) != r[1] || i < 0 || j < 0 || i >= n || j >= n || r[2] < 0 {
			return fmt.Errorf("stats: no reply among %d participants is %g", n, r)
		}
		cells[cell(int32(i), int32(j))] += r[2]
	}
	m.people, m.index, m.cells, m.rows = people, index, cells, nil
	m.known, m.unknown, m.skipped = v.Known, v.Unknown, v.Skipped
	return nil
}

// personKeys returns what tells the authors of t from those of other threads.
func personKeys(t *thread.Thread) []personKey {
	names := t.Authors()
	keys := make([]personKey, len(names))
	for n, c := range t.All() {
		if a := t.Author(n); a != thread.Nobody && c.Details != nil && c.Details.AuthorID != "" {
			keys[a].key = c.Details.AuthorID
		}
	}
	for a, name := range names {
		if keys[a].key == "" {
			keys[a] = personKey{name, true}
		}
	}
	return keys
}
