package stats

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
)

// Communities is a division of people into groups, numbered from 0 in order of
// their first member.
type Communities struct {
	Of []int `json:"of"` // the group of each person
	N  int   `json:"n"`  // number of groups
	// Modularity is Newman's Q at the resolution asked for: undefined without
	// links.
	Modularity Estimate `json:"modularity"`
}

// Louvain returns communities of high modularity (Blondel et al., 2008) on the
// undirected graph whose weights are the sums of both directions. The seed
// orders the visits; equal seeds give equal communities. Resolution 1 is plain
// modularity; higher ones give smaller groups. People without links are groups
// of their own. About linear in links. A community may fall apart into parts
// without links between them: [PeopleGraph.Leiden] does not let it.
func (g *PeopleGraph) Louvain(resolution float64, seed uint64) Communities {
	return g.communities(resolution, seed, false)
}

// Leiden returns communities of high modularity by Leiden's method (Traag,
// Waltman and van Eck, 2019): as [PeopleGraph.Louvain], but every community is
// connected. Refinement is randomised with θ = 0.01 on gains in weight, as in
// igraph.
func (g *PeopleGraph) Leiden(resolution float64, seed uint64) Communities {
	return g.communities(resolution, seed, true)
}

// Modularity returns Newman's Q of a division of the undirected graph:
//
//	Q = Σ over groups of w(inside)/m - resolution (w(strength)/2m)²
//
// with m the sum of all weights. Undefined without links. It panics unless of
// has an element for each person. Linear time.
func (g *PeopleGraph) Modularity(of []int, resolution float64) Estimate {
	if len(of) != len(g.names) {
		panic("stats: a division must have one element for each person")
	}
	u := g.undirected()
	in, all, total := map[int]float64{}, map[int]float64{}, 0.0
	groups := 0
	for i, c := range of {
		if _, ok := all[c]; !ok {
			groups++
		}
		s := 0.0
		for k := u.ptr[i]; k < u.ptr[i+1]; k++ {
			s += u.val[k]
			if of[u.col[k]] == c {
				in[c] += u.val[k]
			}
		}
		all[c] += s
		total += s
	}
	if total == 0 {
		return Undefined(len(of), "no links")
	}
	keys := make([]int, 0, groups)
	for c := range all {
		keys = append(keys, c)
	}
	slices.Sort(keys)
	q := 0.0
	for _, c := range keys {
		f := all[c] / total
		q += in[c]/total - resolution*f*f
	}
	return Exact(q, len(of))
}

// partition is one level of the search: a graph whose nodes are groups of the
// level below, and a division of it.
type partition struct {
	g        adjacency
	strength []float64 // of each node, its own links to itself included
	total    float64   // sum of strengths: twice the weight of the graph
	of       []int32
	sum      []float64 // strength of each group
	size     []int32   // nodes in each group
	gamma    float64
	rnd      *rand.Rand

	near  []float64 // weight from the node at hand to each group
	touch []int32
}

func newPartition(g adjacency, self []float64, gamma float64, rnd *rand.Rand) *partition {
	n := len(g.ptr) - 1
	p := &partition{g: g, strength: g.sums(), of: make([]int32, n), sum: make([]float64, n), size: make([]int32, n), gamma: gamma, rnd: rnd, near: make([]float64, n)}
	for i := range p.of {
		p.strength[i] += self[i]
		p.of[i] = int32(i)
		p.sum[i] = p.strength[i]
		p.size[i] = 1
		p.total += p.strength[i]
	}
	return p
}

// neighbours sets near for the groups around v, and touch to them.
func (p *partition) neighbours(v int32) {
	p.touch = p.touch[:0]
	for k := p.g.ptr[v]; k < p.g.ptr[v+1]; k++ {
		c := p.of[p.g.col[k]]
		if p.near[c] == 0 {
			p.touch = append(p.touch, c)
		}
		p.near[c] += p.g.val[k]
	}
}

func (p *partition) forget() {
	for _, c := range p.touch {
		p.near[c] = 0
	}
}

// move takes nodes to the group that adds most to Q until none gains, visiting
// a node again only when a neighbour has moved (the queue of Leiden's fast
// local moving, which Louvain gains from too). It reports whether any moved.
func (p *partition) move() bool {
	n := int32(len(p.of))
	queue := make([]int32, n)
	for i, v := range p.rnd.Perm(int(n)) {
		queue[i] = int32(v)
	}
	waiting := make([]bool, n)
	for i := range waiting {
		waiting[i] = true
	}
	moved := false
	for head := 0; head < len(queue); head++ {
		if head > int(n) { // keep the queue's memory bounded
			queue = slices.Delete(queue, 0, head)
			head = 0
		}
		v := queue[head]
		waiting[v] = false
		own := p.of[v]
		f := p.gamma * p.strength[v] / p.total
		p.neighbours(v)
		best, to := p.near[own]-f*(p.sum[own]-p.strength[v]), own
		for _, c := range p.touch {
			if c == own {
				continue
			}
			if gain := p.near[c] - f*p.sum[c]; gain > best+1e-12*p.total {
				best, to = gain, c
			}
		}
		p.forget()
		if to == own {
			continue
		}
		moved = true
		p.sum[own] -= p.strength[v]
		p.size[own]--
		p.sum[to] += p.strength[v]
		p.size[to]++
		p.of[v] = to
		for k := p.g.ptr[v]; k < p.g.ptr[v+1]; k++ {
			if w := p.g.col[k]; p.of[w] != to && !waiting[w] {
				waiting[w] = true
				queue = append(queue, w)
			}
		}
	}
	return moved
}

// refine divides each group of p again, by merging single nodes into
// well-connected parts, and returns that division: every part is connected.
func (p *partition) refine() []int32 {
	n := len(p.of)
	part := make([]int32, n)
	sum, size := make([]float64, n), make([]int32, n)
	inside := make([]float64, n) // weight from a part to the rest of its group
	for i := range part {
		part[i] = int32(i)
		sum[i] = p.strength[i]
		size[i] = 1
		for k := p.g.ptr[i]; k < p.g.ptr[i+1]; k++ {
			if p.of[p.g.col[k]] == p.of[i] {
				inside[i] += p.g.val[k]
			}
		}
	}
	connected := func(c int32, group float64) bool {
		return inside[c] >= p.gamma*sum[c]*(group-sum[c])/p.total-1e-12*p.total
	}
	const theta = 0.01
	var choice []int32
	var weight []float64
	for _, i := range p.rnd.Perm(n) {
		v := int32(i)
		group := p.sum[p.of[v]]
		if size[part[v]] != 1 || !connected(part[v], group) {
			continue
		}
		choice, weight = choice[:0], weight[:0]
		top := 0.0
		own := part[v]
		for k := p.g.ptr[v]; k < p.g.ptr[v+1]; k++ {
			w := p.g.col[k]
			if p.of[w] != p.of[v] {
				continue
			}
			c := part[w]
			if p.near[c] == 0 {
				p.touch = append(p.touch, c)
			}
			p.near[c] += p.g.val[k]
		}
		for _, c := range p.touch {
			if c == own || !connected(c, group) {
				continue
			}
			gain := p.near[c] - p.gamma*p.strength[v]*sum[c]/p.total
			if gain >= 0 {
				choice, weight = append(choice, c), append(weight, gain)
				top = max(top, gain)
			}
		}
		if len(choice) > 0 {
			// exp(gain/θ), gains in weight as igraph has them, the largest at 1.
			all := 0.0
			for k, w := range weight {
				weight[k] = math.Exp((w - top) / theta)
				all += weight[k]
			}
			x := p.rnd.Float64() * all
			k := 0
			for k < len(choice)-1 && x >= weight[k] {
				x -= weight[k]
				k++
			}
			c := choice[k]
			part[v] = c
			sum[c] += p.strength[v]
			size[c]++
			size[own]--
			sum[own] = 0
			inside[c] += inside[own] - 2*p.near[c]
		}
		for _, c := range p.touch {
			p.near[c] = 0
		}
		p.touch = p.touch[:0]
	}
	return part
}

// renumber gives the groups of of numbers from 0 in order of first member.
func renumber(of []int32) int {
	seen := make([]int32, len(of))
	for i := range seen {
		seen[i] = -1
	}
	n := int32(0)
	for i, c := range of {
		if seen[c] < 0 {
			seen[c] = n
			n++
		}
		of[i] = seen[c]
	}
	return int(n)
}

// gather returns the graph whose nodes are the n groups of of, with the weight
// inside each apart.
func (p *partition) gather(of []int32, n int, self []float64) (adjacency, []float64) {
	inner := make([]float64, n)
	start := make([]int32, n+1)
	for i, c := range of {
		inner[c] += self[i]
		start[c+1]++
	}
	for c := range n {
		start[c+1] += start[c]
	}
	member := make([]int32, len(of))
	next := slices.Clone(start)
	for i, c := range of {
		member[next[c]] = int32(i)
		next[c]++
	}
	g := adjacency{ptr: make([]int32, n+1)}
	near := make([]float64, n)
	var touch []int32
	for c := range int32(n) {
		touch = touch[:0]
		for _, v := range member[start[c]:start[c+1]] {
			for k := p.g.ptr[v]; k < p.g.ptr[v+1]; k++ {
				d := of[p.g.col[k]]
				if d == c {
					inner[c] += p.g.val[k]
					continue
				}
				if near[d] == 0 {
					touch = append(touch, d)
				}
				near[d] += p.g.val[k]
			}
		}
		for _, d := range touch {
			g.col, g.val = append(g.col, d), append(g.val, near[d])
			near[d] = 0
		}
		g.ptr[c+1] = int32(len(g.col))
	}
	return g, inner
}

func (g *PeopleGraph) communities(resolution float64, seed uint64, refine bool) Communities {
	n := len(g.names)
	of := make([]int32, n) // level's node of each person, then the result
	for i := range of {
		of[i] = int32(i)
	}
	rnd := source(seed, 0x1e1de)
	p := newPartition(g.undirected(), make([]float64, n), resolution, rnd)
	self := make([]float64, n)
	final := slices.Clone(of)
	for p.total > 0 {
		moved := p.move()
		for i, v := range of {
			final[i] = p.of[v]
		}
		groups := slices.Clone(p.of)
		k := renumber(groups)
		if k == len(p.of) || !moved && !refine {
			break
		}
		next := groups
		if refine {
			next = p.refine()
			if parts := renumber(next); parts < len(p.of) {
				k = parts
			} else {
				next = groups // no part merged: take the groups themselves
			}
		}
		graph, inner := p.gather(next, k, self)
		q := newPartition(graph, inner, resolution, rnd)
		if refine {
			// Start from the groups that the parts came from.
			lead := make([]int32, len(p.of))
			for i := range lead {
				lead[i] = -1
			}
			for v, part := range next {
				c := groups[v]
				if lead[c] < 0 {
					lead[c] = part
				}
				q.of[part] = lead[c]
			}
			clear(q.sum)
			clear(q.size)
			for v, c := range q.of {
				q.sum[c] += q.strength[v]
				q.size[c]++
			}
		}
		for i, v := range of {
			of[i] = next[v]
		}
		p, self = q, inner
	}
	if refine {
		g.split(final)
	}
	c := Communities{Of: make([]int, n)}
	c.N = renumber(final)
	for i, x := range final {
		c.Of[i] = int(x)
	}
	c.Modularity = g.Modularity(c.Of, resolution)
	return c
}

// Stability is how far communities agree between runs from different seeds.
type Stability struct {
	// Best is the run of highest modularity.
	Best Communities `json:"best"`
	// Modularity has the mean, least and greatest Q over runs.
	Modularity Estimate `json:"modularity"`
	// Agreement is the mean adjusted Rand index over pairs of runs, with the
	// least and greatest.
	Agreement Estimate `json:"agreement"`
}

// Stability runs Leiden from seeds seed, seed+1, … and says how far the
// communities agree: many graphs have divisions of nearly equal modularity that
// share little, and one run does not show it. Time runs × Leiden + runs² ×
// people.
func (g *PeopleGraph) Stability(resolution float64, runs int, seed uint64) Stability {
	all := make([]Communities, 0, runs)
	var s Stability
	var q []float64
	for k := range runs {
		c := g.Leiden(resolution, seed+uint64(k))
		if k == 0 || c.Modularity.Value > s.Best.Modularity.Value {
			s.Best = c
		}
		if c.Modularity.Defined() {
			q = append(q, c.Modularity.Value)
		}
		all = append(all, c)
	}
	var agree []float64
	for i := range all {
		for j := range i {
			if r := AdjustedRand(all[i].Of, all[j].Of); r.Defined() {
				agree = append(agree, r.Value)
			}
		}
	}
	s.Modularity, s.Agreement = spread(q, "no links"), spread(agree, "fewer than two runs")
	return s
}

func spread(x []float64, reason string) Estimate {
	if len(x) == 0 {
		return Undefined(0, reason)
	}
	e := Mean(x)
	e.Lo, e.Hi = slices.Min(x), slices.Max(x)
	return e
}

// AdjustedRand returns how far two divisions of the same things agree, as the
// share of pairs treated alike, corrected for chance (Hubert and Arabie, 1985):
// 1 for equal divisions and 0 on average for unrelated ones. Undefined below
// two things; two divisions that are both trivial in the same way agree fully.
// It panics where the lengths differ. n log n time.
func AdjustedRand(a, b []int) Estimate {
	if len(a) != len(b) {
		panic("stats: two divisions of different things")
	}
	n := len(a)
	if n < 2 {
		return Undefined(n, "fewer than two things")
	}
	idx := make([]int, n)
	for i := range idx {
		idx[i] = i
	}
	pairs := func(key func(i, j int) int) float64 {
		slices.SortFunc(idx, key)
		sum := 0.0
		for i := 0; i < n; {
			j := i + 1
			for j < n && key(idx[i], idx[j]) == 0 {
				j++
			}
			m := float64(j - i)
			sum += m * (m - 1) / 2
			i = j
		}
		return sum
	}
	ra := pairs(func(i, j int) int { return cmp.Compare(a[i], a[j]) })
	rb := pairs(func(i, j int) int { return cmp.Compare(b[i], b[j]) })
	both := pairs(func(i, j int) int { return cmp.Or(cmp.Compare(a[i], a[j]), cmp.Compare(b[i], b[j])) })
	expected := ra * rb / (float64(n) * float64(n-1) / 2)
	most := (ra + rb) / 2
	if most == expected {
		return Exact(1, n)
	}
	return Exact((both-expected)/(most-expected), n)
}

// split parts the groups that are not connected: local moving can leave such a
// group behind, and parting it never lowers Q.
func (g *PeopleGraph) split(of []int32) {
	part := make([]int32, len(of))
	for i := range part {
		part[i] = -1
	}
	var stack []int32
	next := int32(0)
	for i := range of {
		if part[i] >= 0 {
			continue
		}
		part[i] = next
		stack = append(stack[:0], int32(i))
		for len(stack) > 0 {
			v := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			for _, a := range [...]*adjacency{&g.from, &g.to} {
				for _, w := range a.col[a.ptr[v]:a.ptr[v+1]] {
					if part[w] < 0 && of[w] == of[i] {
						part[w] = next
						stack = append(stack, w)
					}
				}
			}
		}
		next++
	}
	copy(of, part)
}
