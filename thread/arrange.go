package thread

import (
	"slices"
	"time"
)

// arrange numbers the entries depth first.
func (b *builder) arrange() {
	b.rank()
	n := len(b.up)
	b.order = make([]Node, n)
	b.at = make([]int32, n)
	b.above = make([]Node, n)
	start, child := b.children()
	if !b.inTime() {
		b.sortSiblings(start, child)
	}
	b.walk(start, child)
	if b.placed < n {
		b.cutCycles()
		start, child = b.children()
		if !b.inTime() {
			b.sortSiblings(start, child)
		}
		b.walk(start, child)
	}
}

// rank lays placeholders before their first reply and closes the gaps that
// dropped comments leave.
func (b *builder) rank() {
	if b.ghosts == nil && b.dropped == nil {
		b.up = b.parent
		return
	}
	total := len(b.in) + len(b.ghosts)
	b.seq = make([]int32, 0, total)
	rankOf := make([]int32, total)
	for i := range rankOf {
		rankOf[i] = noEntry
	}
	put := func(e int32) {
		rankOf[e] = int32(len(b.seq))
		b.seq = append(b.seq, e)
	}
	for i := range b.in {
		if b.dropped != nil && b.dropped[i] {
			continue
		}
		if p := b.parent[i]; int(p) >= len(b.in) && rankOf[p] == noEntry {
			put(p)
		}
		put(int32(i))
	}
	b.up = make([]int32, len(b.seq))
	for r, e := range b.seq {
		b.up[r] = noEntry
		if p := b.parent[e]; p != noEntry {
			b.up[r] = rankOf[p]
		}
	}
}

// children lists the ranks by parent, top level first, by counting sort: the
// replies to rank r are child[start[r+1]:start[r+2]].
func (b *builder) children() (start, child []int32) {
	n := len(b.up)
	start = make([]int32, n+2)
	for _, p := range b.up {
		start[p+2]++
	}
	for i := 1; i < len(start); i++ {
		start[i] += start[i-1]
	}
	child = make([]int32, n)
	next := b.order // free until walk fills it, and of the right length
	for r := range next {
		next[r] = Node(start[r+1])
	}
	top := start[0]
	for r, p := range b.up {
		if p == noEntry {
			child[top] = int32(r)
			top++
			continue
		}
		child[next[p]] = int32(r)
		next[p]++
	}
	return start, child
}

// inTime reports whether the known times rise along the input, so that no
// group of siblings needs sorting.
func (b *builder) inTime() bool {
	var last time.Time
	for i := range b.in {
		if t := b.in[i].Time; !t.IsZero() {
			if t.Before(last) {
				return false
			}
			last = t
		}
	}
	return true
}

func (b *builder) sortSiblings(start, child []int32) {
	key := b.times()
	byTime := func(x, y int32) int { return key[x].Compare(key[y]) }
	for r := 0; r+1 < len(start); r++ {
		group := child[start[r]:start[r+1]]
		if len(group) < 2 || slices.ContainsFunc(group, func(c int32) bool { return key[c].IsZero() }) {
			continue
		}
		if !slices.IsSortedFunc(group, byTime) {
			slices.SortStableFunc(group, byTime)
		}
	}
}

// times returns the time by which each rank is sorted among its siblings.
func (b *builder) times() []time.Time {
	key := make([]time.Time, len(b.up))
	for r := range key {
		if e := b.entry(r); int(e) < len(b.in) {
			key[r] = b.in[e].Time
		}
	}
	untimed := func(e int32) bool {
		return int(e) >= len(b.in) || b.in[e].Status == Missing && b.in[e].Time.IsZero()
	}
	for r, p := range b.up {
		if p == noEntry || key[r].IsZero() || !untimed(b.entry(int(p))) {
			continue
		}
		if key[p].IsZero() || key[r].Before(key[p]) {
			key[p] = key[r]
		}
	}
	return key
}

func (b *builder) entry(rank int) int32 {
	if b.seq == nil {
		return int32(rank)
	}
	return b.seq[rank]
}

// walk numbers the ranks depth first from the top level.
func (b *builder) walk(start, child []int32) {
	type entry struct {
		rank  int32
		above Node
	}
	stack := make([]entry, 0, 64)
	push := func(r int32, node Node) { // the replies to r, or the top level for noEntry
		for i := start[r+2] - 1; i >= start[r+1]; i-- {
			stack = append(stack, entry{child[i], node})
		}
	}
	b.placed = 0
	push(noEntry, None)
	for len(stack) > 0 {
		e := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		node := Node(b.placed)
		b.order[e.rank], b.at[node], b.above[node] = node, e.rank, e.above
		b.placed++
		push(e.rank, node)
	}
}

// cutCycles puts one comment of each cycle at top level: the earliest by time
// where the times are known, else by input.
func (b *builder) cutCycles() {
	seen := make([]int32, len(b.up)) // 1 + the walk that came by
	for r := range b.up {
		at := int32(r)
		for at != noEntry && seen[at] == 0 {
			seen[at] = int32(r) + 1
			at = b.up[at]
		}
		if at == noEntry || seen[at] != int32(r)+1 {
			continue
		}
		first, length := at, 0
		for e := at; length == 0 || e != at; e = b.up[e] {
			length++
			if b.before(e, first) {
				first = e
			}
		}
		e := b.entry(int(first))
		b.fault(e, Cycle, "one of %d comments that answer each other in a circle; put at top level", length)
		b.up[first] = noEntry
	}
}

func (b *builder) before(x, y int32) bool {
	// Placeholders have no parent, so none is in a cycle.
	a, c := b.in[b.entry(int(x))].Time, b.in[b.entry(int(y))].Time
	if !a.IsZero() && !c.IsZero() && !a.Equal(c) {
		return a.Before(c)
	}
	return x < y
}
