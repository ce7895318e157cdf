package stats

import "math"

// brandes holds the working memory of one search for shortest paths. People are
// numbered anew in the order in which the search finds them, so that those of
// one distance, a level, stand together in memory; place goes by the old
// numbers, all else by the new ones.
type brandes struct {
	out, in  *adjacency
	place    []int32 // new number, -1 not found yet
	order    []int32 // old number
	paths    []float64
	share    []float64 // (1 + dependency) / paths
	dep      []float64
	levels   []level
	next     []int32 // links to the level after, in order of discovery
	nextFrom []int32 // where those of each person begin
	prev     []int32 // links from the level before, of people found upwards
	prevFrom []int32
}

// level is the people at one distance from the start.
type level struct {
	from int32 // the first of them
	up   bool  // whether the links to the level after were followed upwards
}

func newBrandes(g *PeopleGraph) *brandes {
	n, m := len(g.names), len(g.from.col)
	b := &brandes{
		out: &g.from, in: &g.to,
		place: make([]int32, n), order: make([]int32, n+1),
		paths: make([]float64, n+1), share: make([]float64, n), dep: make([]float64, n),
		next: make([]int32, m+1), nextFrom: make([]int32, n+1),
		prev: make([]int32, m+1), prevFrom: make([]int32, n+1),
	}
	for i := range b.place {
		b.place[i] = -1
	}
	return b
}

// from returns the people reached from s other than s and the dependency of s
// on each, valid until the next call. Where fewer people are left to find than
// the last level has, it looks from them back to that level instead of forward
// from all of the level (Beamer, Asanović and Patterson, 2012).
func (b *brandes) from(s int) (people []int32, dep []float64) {
	b.order[0], b.place[s], b.paths[0] = int32(s), 0, 1
	b.levels = b.levels[:0]
	n, found, links, back := int32(len(b.place)), int32(1), 0, 0
	for at := int32(0); at < found; {
		end := found
		up := n-end < end-at
		b.levels = append(b.levels, level{at, up})
		if up {
			found, back = b.up(at, end, back)
		} else {
			found, links = b.down(at, end, links)
		}
		at = end
	}
	b.levels = append(b.levels, level{from: found})
	b.depend()
	for _, v := range b.order[:found] {
		b.place[v] = -1
	}
	clear(b.paths[:found])
	return b.order[1:found], b.dep[1:found]
}

// down follows the links of the level [at, end) and returns the number of
// people found and of links noted by then. Which links lead to the next level
// is as good as random, so it notes each and keeps the note by moving the end
// of the list, not by branching.
func (b *brandes) down(at, end int32, links int) (int32, int) {
	place, order, paths, next := b.place, b.order, b.paths, b.next
	ptr, col := b.out.ptr, b.out.col
	found := end
	for k := at; k < end; k++ {
		v := order[k]
		p := math.Float64bits(paths[k])
		b.nextFrom[k] = int32(links)
		for _, w := range col[ptr[v]:ptr[v+1]] {
			q := place[w]
			fresh := int32(uint32(q) >> 31)
			q += fresh * (found + 1)
			order[found] = w
			found += fresh
			place[w] = q
			// All ones where w is in the next level: q ≥ end.
			on := ^((q - end) >> 31)
			paths[q] += math.Float64frombits(p & uint64(int64(on)))
			next[links] = q
			links -= int(on)
		}
	}
	b.nextFrom[end] = int32(links)
	return found, links
}

// up finds the next level after [at, end) from those not yet found.
func (b *brandes) up(at, end int32, back int) (int32, int) {
	place, paths, prev := b.place, b.paths, b.prev
	ptr, col := b.in.ptr, b.in.col
	clear(b.dep[at:end])
	found := end
	for u, q := range place {
		if q >= 0 {
			continue
		}
		b.prevFrom[found] = int32(back)
		sum := 0.0
		for _, v := range col[ptr[u]:ptr[u+1]] {
			q := place[v]
			// All ones where v is in the level: at ≤ q < end.
			on := ^(((q - at) | (end - 1 - q)) >> 31)
			q &= on
			sum += math.Float64frombits(math.Float64bits(paths[q]) & uint64(int64(on)))
			prev[back] = q
			back -= int(on)
		}
		if sum > 0 {
			place[u], b.order[found], paths[found] = found, int32(u), sum
			found++
		}
	}
	b.prevFrom[found] = int32(back)
	return found, back
}

// depend fills in the dependencies, from the last level to the first.
func (b *brandes) depend() {
	paths, share, dep := b.paths, b.share, b.dep
	for l := len(b.levels) - 2; l >= 0; l-- {
		at, end := b.levels[l].from, b.levels[l+1].from
		found := l > 0 && b.levels[l-1].up // upwards
		for k := end - 1; k >= at; k-- {
			var sum float64
			if b.levels[l].up {
				sum = dep[k]
			} else {
				for _, q := range b.next[b.nextFrom[k]:b.nextFrom[k+1]] {
					sum += share[q]
				}
			}
			each := sum + 1/paths[k]
			share[k], dep[k] = each, sum*paths[k]
			if found {
				for _, q := range b.prev[b.prevFrom[k]:b.prevFrom[k+1]] {
					dep[q] += each
				}
			}
		}
	}
}
