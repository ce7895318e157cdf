package stats

import (
	"math/bits"
	"slices"
)

// signed is an undirected graph of friends and foes: the sign of a pair is that
// of agreement less disagreement in both directions; pairs at 0 are not linked.
type signed struct {
	ptr  []int32
	col  []int32
	sign []int8
}

func newSigned(agree, disagree *PeopleGraph) signed {
	if agree.Len() != disagree.Len() {
		panic("stats: agreement and disagreement are between different people")
	}
	a, d := agree.undirected(), disagree.undirected()
	n := agree.Len()
	s := signed{ptr: make([]int32, n+1)}
	add := func(j int32, w float64) {
		if w > 0 {
			s.col, s.sign = append(s.col, j), append(s.sign, 1)
		} else if w < 0 {
			s.col, s.sign = append(s.col, j), append(s.sign, -1)
		}
	}
	for i := range n {
		x, xe, y, ye := a.ptr[i], a.ptr[i+1], d.ptr[i], d.ptr[i+1]
		for x < xe || y < ye {
			switch {
			case y >= ye || x < xe && a.col[x] < d.col[y]:
				add(a.col[x], a.val[x])
				x++
			case x >= xe || d.col[y] < a.col[x]:
				add(d.col[y], -d.val[y])
				y++
			default:
				add(a.col[x], a.val[x]-d.val[y])
				x++
				y++
			}
		}
		s.ptr[i+1] = int32(len(s.col))
	}
	return s
}

// SignedBalance is how far a network of agreement and disagreement obeys "the
// enemy of my enemy is my friend".
type SignedBalance struct {
	Links    int `json:"links"`
	Negative int `json:"negative"`
	// Triads counts triangles by their negative links, 0 to 3; those with none
	// or two are balanced (Cartwright and Harary, 1956).
	Triads   [4]int   `json:"triads"`
	Balanced Estimate `json:"balanced"` // share of triangles
}

// SignedBalanceOf counts the triangles of the network whose links join people
// who agree more than they disagree, or the other way about, in both directions
// together. Both graphs must come from matrices with the same rows, such as two
// [Interactions] to which the same threads were added; it panics where the
// numbers of people differ. Undefined without triangles. Time at most links to
// the power 1.5.
func SignedBalanceOf(agree, disagree *PeopleGraph) SignedBalance {
	s := newSigned(agree, disagree)
	n := len(s.ptr) - 1
	var b SignedBalance
	// Each link from the end of lower degree to that of higher, so that no
	// hub's neighbours are paired.
	less := func(i, j int32) bool {
		di, dj := s.ptr[i+1]-s.ptr[i], s.ptr[j+1]-s.ptr[j]
		return di < dj || di == dj && i < j
	}
	mark := make([]int8, n)
	for i := range int32(n) {
		for k := s.ptr[i]; k < s.ptr[i+1]; k++ {
			j := s.col[k]
			if i < j {
				b.Links++
				if s.sign[k] < 0 {
					b.Negative++
				}
			}
			if less(i, j) {
				mark[j] = s.sign[k]
			}
		}
		for k := s.ptr[i]; k < s.ptr[i+1]; k++ {
			j := s.col[k]
			if !less(i, j) {
				continue
			}
			for e := s.ptr[j]; e < s.ptr[j+1]; e++ {
				if w := s.col[e]; less(j, w) && mark[w] != 0 {
					neg := 0
					for _, x := range [...]int8{s.sign[k], s.sign[e], mark[w]} {
						if x < 0 {
							neg++
						}
					}
					b.Triads[neg]++
				}
			}
		}
		for k := s.ptr[i]; k < s.ptr[i+1]; k++ {
			mark[s.col[k]] = 0
		}
	}
	all := b.Triads[0] + b.Triads[1] + b.Triads[2] + b.Triads[3]
	b.Balanced = Undefined(0, "no triangles")
	if all > 0 {
		b.Balanced = Proportion(float64(b.Triads[0]+b.Triads[2]), all)
	}
	return b
}

// Frustration is how many links stand in the way of a division into two camps.
type Frustration struct {
	Links int `json:"links"`
	// Index is the least number of links that are positive between the camps or
	// negative within one, over all divisions into two. Where Heuristic is set
	// it is the best division found, and Lo and Hi bound the true index.
	Index     Estimate `json:"index"`
	Heuristic bool     `json:"heuristic"`
	// Normalised is 1 - 2 Index/Links (Aref and Wilson, 2018): 1 for perfect
	// balance.
	Normalised Estimate `json:"normalised"`
	// Camp is the camp of each person in the division found.
	Camp []int `json:"camp"`
}

// exactFrustration is the largest component searched in full: 2²¹ divisions.
const exactFrustration = 22

// FrustrationOf returns the frustration index of the network that
// [SignedBalanceOf] looks at. Finding it is NP-hard. People with one link never
// frustrate it and are taken off first; components of up to 22 others are
// searched in full, larger ones by local search from 20 random divisions, with
// a lower bound from triangles that share no link. Undefined without links. It
// panics where the numbers of people differ.
func FrustrationOf(agree, disagree *PeopleGraph, seed uint64) Frustration {
	s := newSigned(agree, disagree)
	n := len(s.ptr) - 1
	f := Frustration{Links: len(s.col) / 2, Camp: make([]int, n)}
	if f.Links == 0 {
		f.Index, f.Normalised = Undefined(0, "no links"), Undefined(0, "no links")
		return f
	}
	// Take off people with one link until none is left.
	degree := make([]int32, n)
	gone := make([]bool, n)
	var leaves []int32
	for i := range int32(n) {
		if degree[i] = s.ptr[i+1] - s.ptr[i]; degree[i] <= 1 {
			leaves = append(leaves, i)
			gone[i] = true
		}
	}
	for k := 0; k < len(leaves); k++ {
		for e := s.ptr[leaves[k]]; e < s.ptr[leaves[k]+1]; e++ {
			if w := s.col[e]; !gone[w] {
				if degree[w]--; degree[w] <= 1 {
					gone[w] = true
					leaves = append(leaves, w)
				}
			}
		}
	}
	lower, upper := 0, 0
	camp := make([]int8, n) // 1 and -1, 0 not placed
	place := make([]int32, n)
	for i := range int32(n) {
		if gone[i] || camp[i] != 0 {
			continue
		}
		part := []int32{i}
		camp[i] = 1
		for k := 0; k < len(part); k++ {
			place[part[k]] = int32(k)
			for e := s.ptr[part[k]]; e < s.ptr[part[k]+1]; e++ {
				if w := s.col[e]; !gone[w] && camp[w] == 0 {
					camp[w] = 1
					part = append(part, w)
				}
			}
		}
		if len(part) <= exactFrustration {
			best := s.search(part, place, gone, camp)
			lower, upper = lower+best, upper+best
			continue
		}
		f.Heuristic = true
		upper += s.descend(part, gone, camp, seed)
		lower += s.negativeTriangles(part, gone)
	}
	// Leaves go back last first, each to the camp its one placed neighbour
	// asks for.
	for k := len(leaves) - 1; k >= 0; k-- {
		v := leaves[k]
		camp[v] = 1
		for e := s.ptr[v]; e < s.ptr[v+1]; e++ {
			if w := s.col[e]; w != v && camp[w] != 0 {
				camp[v] = camp[w] * s.sign[e]
				break
			}
		}
	}
	for i, c := range camp {
		if c < 0 {
			f.Camp[i] = 1
		}
	}
	f.Index = Exact(float64(upper), f.Links)
	f.Normalised = Exact(1-2*float64(upper)/float64(f.Links), f.Links)
	if f.Heuristic {
		f.Index.Lo, f.Index.Hi = float64(lower), float64(upper)
		f.Normalised.Lo, f.Normalised.Hi = f.Normalised.Value, 1-2*float64(lower)/float64(f.Links)
	}
	return f
}

// search tries all divisions of a small component in Gray order, one move of
// one person each, and leaves the best in camp.
func (s *signed) search(part, place []int32, gone []bool, camp []int8) int {
	m := len(part)
	friends, foes := make([]uint32, m), make([]uint32, m)
	frustrated := 0
	for a, v := range part {
		for e := s.ptr[v]; e < s.ptr[v+1]; e++ {
			if w := s.col[e]; !gone[w] {
				if s.sign[e] > 0 {
					friends[a] |= 1 << place[w]
				} else {
					foes[a] |= 1 << place[w]
					if v < w {
						frustrated++
					}
				}
			}
		}
	}
	best, at, set := frustrated, uint32(0), uint32(0)
	for code := uint32(1); code < 1<<(m-1); code++ {
		v := bits.TrailingZeros32(code)
		mine := set // people in v's camp before the move
		if set>>v&1 == 0 {
			mine = ^set
		}
		frustrated += bits.OnesCount32(friends[v]&mine) - bits.OnesCount32(friends[v]&^mine)
		frustrated += bits.OnesCount32(foes[v]&^mine) - bits.OnesCount32(foes[v]&mine)
		set ^= 1 << v
		if frustrated < best {
			best, at = frustrated, set
		}
	}
	for a, v := range part {
		camp[v] = 1
		if at>>a&1 == 1 {
			camp[v] = -1
		}
	}
	return best
}

// descend moves people while that helps, from random divisions, and leaves the
// best in camp.
func (s *signed) descend(part []int32, gone []bool, camp []int8, seed uint64) int {
	r := source(seed, 0xf205)
	best := -1
	keep := make([]int8, len(part))
	pull := func(v int32) int {
		p := 0
		for e := s.ptr[v]; e < s.ptr[v+1]; e++ {
			if w := s.col[e]; !gone[w] {
				p += int(s.sign[e]) * int(camp[w])
			}
		}
		return p * int(camp[v])
	}
	for range 20 {
		for _, v := range part {
			camp[v] = int8(2*r.IntN(2) - 1)
		}
		for moved := true; moved; {
			moved = false
			for _, v := range part {
				if pull(v) < 0 {
					camp[v] = -camp[v]
					moved = true
				}
			}
		}
		frustrated := 0
		for _, v := range part {
			for e := s.ptr[v]; e < s.ptr[v+1]; e++ {
				if w := s.col[e]; !gone[w] && v < w && s.sign[e]*camp[v]*camp[w] < 0 {
					frustrated++
				}
			}
		}
		if best < 0 || frustrated < best {
			best = frustrated
			for k, v := range part {
				keep[k] = camp[v]
			}
		}
	}
	for k, v := range part {
		camp[v] = keep[k]
	}
	return best
}

// negativeTriangles counts, greedily, unbalanced triangles no two of which
// share a link: each frustrates one link in any division.
func (s *signed) negativeTriangles(part []int32, gone []bool) int {
	used := make([]bool, len(s.col))
	at := func(i, j int32) int32 {
		row := s.col[s.ptr[i]:s.ptr[i+1]]
		k, ok := slices.BinarySearch(row, j)
		if !ok {
			return -1
		}
		return s.ptr[i] + int32(k)
	}
	count := 0
	for _, i := range part {
		for k := s.ptr[i]; k < s.ptr[i+1]; k++ {
			j := s.col[k]
			if j < i || gone[j] || used[k] {
				continue
			}
			// The shorter of the two rows is searched in the other.
			a, b := i, j
			if s.ptr[a+1]-s.ptr[a] > s.ptr[b+1]-s.ptr[b] {
				a, b = b, a
			}
			for e := s.ptr[a]; e < s.ptr[a+1]; e++ {
				w := s.col[e]
				f := at(b, w)
				if w == b || gone[w] || f < 0 || used[e] || used[f] || s.sign[k]*s.sign[e]*s.sign[f] > 0 {
					continue
				}
				count++
				used[k], used[e], used[f] = true, true, true
				used[at(j, i)], used[at(w, a)], used[at(w, b)] = true, true, true
				break
			}
		}
	}
	return count
}
