package stats

import (
	"cmp"
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
	all := make([]Communities, 0, max(runs, 0))
	s := Stability{Best: Communities{Modularity: Undefined(0, "no runs")}}
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
	s.Modularity, s.Agreement = spread(q, pick(len(all) == 0, "no runs", "no links")), spread(agree, "fewer than two runs")
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
