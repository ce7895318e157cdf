package stats

import (
	"math"
	"math/rand/v2"
	"slices"
)

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
