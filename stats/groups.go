package stats

import (
	"cmp"
	"math"
	"slices"
)

// Brokerage counts, for one person b, the pairs i → b → j in which i did not
// reply to j, by who belongs to which group (Gould and Fernandez, 1989).
type Brokerage struct {
	Coordinator    int `json:"coordinator"`    // all three of one group
	Consultant     int `json:"consultant"`     // i and j of one, b of another
	Gatekeeper     int `json:"gatekeeper"`     // b and j of one, i of another
	Representative int `json:"representative"` // i and b of one, j of another
	Liaison        int `json:"liaison"`        // three groups
}

// Brokerage returns the roles of each person, of[i] being the group of i and a
// negative one unknown: triads with an unknown group are left out. It panics
// unless of has an element for each person. Time Σ over people of repliers ×
// replied-to, which for a hub is quadratic.
func (g *PeopleGraph) Brokerage(of []int) []Brokerage {
	g.checkGroups(len(of))
	out := make([]Brokerage, len(of))
	linked := make([]int, len(of)) // i+1 where i replied to the person
	for i := range of {
		direct, _ := g.from.row(int64(i))
		for _, j := range direct {
			linked[j] = i + 1
		}
		if of[i] < 0 {
			continue
		}
		for _, b := range direct {
			if of[b] < 0 {
				continue
			}
			r := &out[b]
			second, _ := g.from.row(int64(b))
			for _, j := range second {
				if int(j) == i || linked[j] == i+1 || of[j] < 0 {
					continue
				}
				switch {
				case of[i] == of[b] && of[b] == of[j]:
					r.Coordinator++
				case of[i] == of[j]:
					r.Consultant++
				case of[b] == of[j]:
					r.Gatekeeper++
				case of[i] == of[b]:
					r.Representative++
				default:
					r.Liaison++
				}
			}
		}
	}
	return out
}

func (g *PeopleGraph) checkGroups(n int) {
	if n != len(g.names) {
		panic("stats: a division must have one element for each person")
	}
}

// Assortativity returns Newman's coefficient (2003) of how far links join
// people of one group:
//
//	r = (Σ e(k,k) - Σ a(k) b(k)) / (1 - Σ a(k) b(k))
//
// e being the share of links between groups, a and b its margins, links
// unweighted. 1 where all links stay within groups, 0 at random. The interval
// is Newman's jackknife over links. Negative groups are unknown and their links
// left out. Undefined without links or where all are within one group. Linear
// time. It panics unless of has an element for each person.
func (g *PeopleGraph) Assortativity(of []int) Estimate {
	g.checkGroups(len(of))
	group, k := denseGroups(of)
	a, b := make([]float64, k), make([]float64, k)
	same, m := 0.0, 0.0
	each := func(fn func(x, y int)) {
		for i := range group {
			col, _ := g.from.row(int64(i))
			for _, j := range col {
				if group[i] >= 0 && group[j] >= 0 {
					fn(group[i], group[j])
				}
			}
		}
	}
	each(func(x, y int) {
		a[x]++
		b[y]++
		m++
		if x == y {
			same++
		}
	})
	if m == 0 {
		return Undefined(0, "no links between people of known group")
	}
	cross := 0.0
	for i := range a {
		cross += a[i] * b[i]
	}
	r := func(same, cross, m float64) float64 { return (same/m - cross/(m*m)) / (1 - cross/(m*m)) }
	if cross == m*m {
		return Undefined(int(m), "all links are within one group")
	}
	e := Exact(r(same, cross, m), int(m))
	if m > 2 {
		v, ok := 0.0, true
		each(func(x, y int) {
			s := same
			// Without the link, a(x) and b(y) are one less.
			c := cross - b[x] - a[y]
			if x == y {
				s--
				c++
			}
			if c == (m-1)*(m-1) {
				ok = false
				return
			}
			d := r(s, c, m-1) - e.Value
			v += d * d
		})
		if ok {
			half := z95 * math.Sqrt(v)
			e.Lo, e.Hi = e.Value-half, e.Value+half
		}
	}
	return e
}

// denseGroups numbers groups from 0; negative ones stay below 0.
func denseGroups(of []int) ([]int, int) {
	ids := map[int]int{}
	out := make([]int, len(of))
	for i, c := range of {
		if c < 0 {
			out[i] = -1
			continue
		}
		id, ok := ids[c]
		if !ok {
			id = len(ids)
			ids[c] = id
		}
		out[i] = id
	}
	return out, len(ids)
}

// NumericAssortativity returns the correlation over links between a number of
// the replier and that of the replied-to, such as each one's rate of hostility,
// with Fisher's interval, which takes links as independent. Links with a NaN
// are left out. Undefined below three links and where one side does not vary.
// It panics unless x has an element for each person. Linear time.
func (g *PeopleGraph) NumericAssortativity(x []float64) Estimate {
	g.checkGroups(len(x))
	n, ma, mb, va, vb, cov := 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
	for i := range x {
		col, _ := g.from.row(int64(i))
		for _, j := range col {
			if math.IsNaN(x[i]) || math.IsNaN(x[j]) {
				continue
			}
			n++
			da, db := x[i]-ma, x[j]-mb
			ma += da / n
			mb += db / n
			va += da * (x[i] - ma)
			vb += db * (x[j] - mb)
			cov += da * (x[j] - mb)
		}
	}
	if n < 3 {
		return Undefined(int(n), "fewer than three links between people with a number")
	}
	if va <= 0 || vb <= 0 {
		return Undefined(int(n), "the numbers do not vary")
	}
	r := min(1, max(-1, cov/math.Sqrt(va*vb)))
	e := Exact(r, int(n))
	if n > 3 && math.Abs(r) < 1 {
		half := z95 / math.Sqrt(n-3)
		e.Lo, e.Hi = math.Tanh(math.Atanh(r)-half), math.Tanh(math.Atanh(r)+half)
	}
	return e
}

// EI returns the E-I index of Krackhardt and Stern (1988): links between groups
// less links within them, over all; -1 where all stay within and 1 where all
// cross. It depends on the groups' sizes: test it with [GroupTest]. Negative
// groups are unknown and their links left out. Undefined without links. Linear
// time. It panics unless of has an element for each person.
func (g *PeopleGraph) EI(of []int) Estimate {
	g.checkGroups(len(of))
	within, across := 0, 0
	for i := range of {
		col, _ := g.from.row(int64(i))
		for _, j := range col {
			switch {
			case of[i] < 0 || of[j] < 0:
			case of[i] == of[j]:
				within++
			default:
				across++
			}
		}
	}
	return ratio(float64(across-within), across+within, "no links between people of known group")
}

// GroupTest returns how often a statistic of a division is at least as large
// when groups are dealt out to people at random, each keeping its size and
// people of unknown (negative) group staying so: a one-sided permutation p.
// Negate the statistic for the other side. Deals that leave it NaN are left out of
// the runs and of N. The function must not keep its argument. Time runs × that of the statistic.
func GroupTest(of []int, runs int, seed uint64, statistic func(of []int) float64) Test {
	deal := slices.Clone(of)
	var known []int
	for i, c := range of {
		if c >= 0 {
			known = append(known, i)
		}
	}
	observed := statistic(deal)
	if math.IsNaN(observed) {
		return Test{Statistic: observed, P: math.NaN(), Reason: "the statistic is undefined"}
	}
	r := source(seed, 0x6e0)
	return permute(observed, 0, runs, func() float64 {
		r.Shuffle(len(known), func(i, j int) {
			deal[known[i]], deal[known[j]] = deal[known[j]], deal[known[i]]
		})
		return statistic(deal)
	})
}

// Controversy is the random-walk controversy score with its parts.
type Controversy struct {
	// Score is P(XX) P(YY) - P(XY) P(YX), where P(AB) is the chance that a walk
	// that ended on side B began on side A: near 1 for two camps that do not
	// meet, near 0 for one crowd.
	Score          Estimate `json:"score"`
	XX, YY, XY, YX float64  `json:"-"`
}

// RandomWalkControversy returns the score of Garimella et al. (2018) for a
// division into two sides, side[i] being 0, 1 or negative for neither. A walk
// starts at anyone of a side, both sides alike, steps along links in either
// direction by weight, and ends at one of the k people of either side with the
// most replies to them; chances are solved for rather than sampled. People
// from whom no such person can be reached are left out.
//
// The score was made for graphs of endorsement. Replies mostly cross camps, so
// a low or negative score of a reply graph does not mean harmony: compute it on
// the matrix of agreement.
//
// Undefined where a side has nobody, and where the chances cannot be solved for:
// by conjugate gradients, in time linear in links for each of up to 10,000 steps.
// It panics unless side has an element for each person.
func (g *PeopleGraph) RandomWalkControversy(side []int, k int) Controversy {
	g.checkGroups(len(side))
	n := len(side)
	u := g.undirected()
	_, in := g.Strength()
	ends := make([]bool, n)
	for s := range 2 {
		var who []int
		for i, x := range side {
			if x == s {
				who = append(who, i)
			}
		}
		if len(who) == 0 {
			return Controversy{Score: Undefined(n, "a side has nobody")}
		}
		slices.SortStableFunc(who, func(a, b int) int { return cmp.Compare(in[b], in[a]) })
		for _, i := range who[:min(max(k, 1), len(who))] {
			ends[i] = true
		}
	}
	first, ok := u.absorbed(ends, side)
	if !ok {
		return Controversy{Score: Undefined(n, "the chances of the walk could not be solved for")}
	}
	var to [2][2]float64 // mean chance from a side to a side
	var starts [2]float64
	for i, s := range side {
		if s != 0 && s != 1 || math.IsNaN(first[i]) {
			continue
		}
		starts[s]++
		to[s][0] += first[i]
		to[s][1] += 1 - first[i]
	}
	for s := range to {
		to[s][0] /= starts[s]
		to[s][1] /= starts[s]
	}
	began := func(a, b int) float64 { return to[a][b] / (to[0][b] + to[1][b]) }
	c := Controversy{XX: began(0, 0), YY: began(1, 1), XY: began(0, 1), YX: began(1, 0)}
	c.Score = Exact(c.XX*c.YY-c.XY*c.YX, int(starts[0]+starts[1]))
	return c
}

// absorbed returns for each person the chance that a walk from there, along links
// by weight, comes to an end of side 0 before one of another side: NaN where it
// comes to none. ok is false where that could not be solved for. The chances of
// those who are no ends are harmonic, a linear system in the graph's Laplacian,
// which conjugate gradients solve (Hestenes and Stiefel, 1952), scaled by degree.
func (u *adjacency) absorbed(ends []bool, side []int) (chance []float64, ok bool) {
	n := len(ends)
	chance = make([]float64, n)
	met := make([]bool, n)
	var queue []int32
	for i := range chance {
		chance[i] = math.NaN()
		if ends[i] {
			chance[i], met[i] = 0, true
			if side[i] == 0 {
				chance[i] = 1
			}
			queue = append(queue, int32(i))
		}
	}
	var free []int32
	for len(queue) > 0 {
		i := queue[0]
		queue = queue[1:]
		if !ends[i] {
			free = append(free, i)
		}
		for e := u.ptr[i]; e < u.ptr[i+1]; e++ {
			if j := u.col[e]; !met[j] {
				met[j] = true
				queue = append(queue, j)
			}
		}
	}
	// x, r, z, p and q have an element for each person; those of ends stay 0.
	x, r, z := make([]float64, n), make([]float64, n), make([]float64, n)
	p, q := make([]float64, n), make([]float64, n)
	degree := u.sums()
	rz, size := 0.0, 0.0
	for _, i := range free {
		for e := u.ptr[i]; e < u.ptr[i+1]; e++ {
			if j := u.col[e]; ends[j] {
				r[i] += u.val[e] * chance[j]
			}
		}
		z[i] = r[i] / degree[i]
		p[i] = z[i]
		rz += r[i] * z[i]
	}
	size = rz
	for step := 0; rz > 1e-26*size; step++ {
		if step == 10000 {
			return nil, false
		}
		pq := 0.0
		for _, i := range free {
			s := degree[i] * p[i]
			for e := u.ptr[i]; e < u.ptr[i+1]; e++ {
				s -= u.val[e] * p[u.col[e]]
			}
			q[i] = s
			pq += p[i] * s
		}
		if !(pq > 0) {
			return nil, false
		}
		a, before := rz/pq, rz
		rz = 0
		for _, i := range free {
			x[i] += a * p[i]
			r[i] -= a * q[i]
			z[i] = r[i] / degree[i]
			rz += r[i] * z[i]
		}
		for _, i := range free {
			p[i] = z[i] + rz/before*p[i]
		}
	}
	for _, i := range free {
		chance[i] = min(1, max(0, x[i]))
	}
	return chance, true
}
