package stats_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/stats"
	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"
)

func dense(g *stats.PeopleGraph) *mat.Dense {
	m := mat.NewDense(g.Len(), g.Len(), nil)
	for i := range g.Len() {
		for j := range g.Len() {
			w, _ := g.Weight(int64(i), int64(j))
			m.Set(i, j, w)
		}
	}
	return m
}

func TestReciprocity(t *testing.T) {
	r := rng(81)
	for range 30 {
		g := randomGraph(r, 2+r.IntN(12), 1+r.IntN(60))
		if g.Links() == 0 {
			continue
		}
		m, n := dense(g), g.Len()
		links, both, all, least, balance, pairs := 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
		for i := range n {
			for j := range n {
				a, b := m.At(i, j), m.At(j, i)
				if a > 0 {
					links++
					if b > 0 {
						both++
					}
				}
				all += a
				least += min(a, b)
				if i < j && a+b > 0 {
					pairs++
					balance += 1 - math.Abs(a-b)/(a+b)
				}
			}
		}
		got := g.Reciprocity()
		density := links / float64(n*(n-1))
		near(t, "share", got.Share.Value, both/links, 1e-12)
		near(t, "weighted", got.Weighted.Value, least/all, 1e-12)
		near(t, "balance", g.TalkBalances().Value, balance/pairs, 1e-12)
		if density < 1 {
			near(t, "corrected", got.Corrected.Value, (both/links-density)/(1-density), 1e-12)
		} else if got.Corrected.Defined() {
			t.Error("corrected reciprocity of a complete graph")
		}
	}
	if x := stats.NewPeopleGraph([]string{"a"}, nil).Reciprocity(); x.Share.Defined() || x.Share.Reason == "" {
		t.Errorf("%+v", x)
	}
	near(t, "talk balance", stats.TalkBalance(1, 3).Value, 0.5, 0)
	if stats.TalkBalance(0, 0).Defined() || stats.TalkBalance(-1, 2).Defined() {
		t.Error("balance of nothing")
	}
}

func TestBrokerageByTriples(t *testing.T) {
	r := rng(82)
	for range 20 {
		g := randomGraph(r, 3+r.IntN(10), r.IntN(50))
		m, n := dense(g), g.Len()
		of := make([]int, n)
		for i := range of {
			of[i] = r.IntN(4) - 1
		}
		want := make([]stats.Brokerage, n)
		for i := range n {
			for b := range n {
				for j := range n {
					if i == j || m.At(i, b) == 0 || m.At(b, j) == 0 || m.At(i, j) > 0 || of[i] < 0 || of[b] < 0 || of[j] < 0 {
						continue
					}
					w := &want[b]
					switch {
					case of[i] == of[b] && of[b] == of[j]:
						w.Coordinator++
					case of[i] == of[j]:
						w.Consultant++
					case of[b] == of[j]:
						w.Gatekeeper++
					case of[i] == of[b]:
						w.Representative++
					default:
						w.Liaison++
					}
				}
			}
		}
		if got := g.Brokerage(of); !slices.Equal(got, want) {
			t.Fatalf("%v\n%v", got, want)
		}
	}
}

func TestAssortativityAndEI(t *testing.T) {
	r := rng(83)
	for range 20 {
		g := randomGraph(r, 6+r.IntN(10), 50)
		m, n := dense(g), g.Len()
		of, x := make([]int, n), make([]float64, n)
		for i := range of {
			of[i], x[i] = r.IntN(3), r.NormFloat64()
		}
		e := mat.NewDense(3, 3, nil)
		var from, to []float64
		links, within := 0.0, 0.0
		for i := range n {
			for j := range n {
				if m.At(i, j) > 0 {
					e.Set(of[i], of[j], e.At(of[i], of[j])+1)
					links++
					if of[i] == of[j] {
						within++
					}
					from, to = append(from, x[i]), append(to, x[j])
				}
			}
		}
		e.Scale(1/links, e)
		var square mat.Dense
		square.Mul(e, e)
		norm := mat.Sum(&square)
		got := g.Assortativity(of)
		near(t, "assortativity", got.Value, (mat.Trace(e)-norm)/(1-norm), 1e-12)
		near(t, "E-I", g.EI(of).Value, (links-2*within)/links, 1e-12)
		near(t, "numeric", g.NumericAssortativity(x).Value, stat.Correlation(from, to, nil), 1e-12)

		// The jackknife, each link taken out in turn.
		v := 0.0
		var pairs []stats.Pair
		for i := range n {
			for j := range n {
				if m.At(i, j) > 0 {
					pairs = append(pairs, stats.Pair{From: i, To: j, Weight: 1})
				}
			}
		}
		for k := range pairs {
			d := stats.NewPeopleGraph(make([]string, n), slices.Concat(pairs[:k], pairs[k+1:])).Assortativity(of).Value - got.Value
			v += d * d
		}
		near(t, "jackknife", got.Hi-got.Value, 1.959963984540054*math.Sqrt(v), 1e-9)
	}
	g, side := camps(rng(84), 2, 15, 0.4, 0.03)
	if a := g.Assortativity(side); a.Value < 0.6 {
		t.Errorf("two camps: %v", a)
	}
	test := stats.GroupTest(side, 999, 1, func(of []int) float64 { return -g.EI(of).Value })
	if test.P != 0.001 {
		t.Errorf("two camps: %+v", test)
	}
	if g.EI(make([]int, 30)).Value != -1 || g.Assortativity(make([]int, 30)).Defined() {
		t.Error("one group")
	}
}

// Walks drawn one by one.
func TestRandomWalkControversyBySampling(t *testing.T) {
	r := rng(85)
	g, side := camps(r, 2, 12, 0.4, 0.05)
	got := g.RandomWalkControversy(side, 2)
	_, in := g.Strength()
	end := map[int]bool{}
	for s := range 2 {
		who := []int{}
		for i := range side {
			if side[i] == s {
				who = append(who, i)
			}
		}
		slices.SortStableFunc(who, func(a, b int) int { return int(in[b] - in[a]) })
		end[who[0]], end[who[1]] = true, true
	}
	m := dense(g)
	counts := [2][2]float64{}
	const walks = 40000
	for k := range walks {
		i := (k%2)*12 + r.IntN(12)
		start := side[i]
		for !end[i] {
			i = step(r, m, i)
		}
		counts[start][side[i]]++
	}
	p := func(a, b int) float64 { return counts[a][b] / (counts[0][b] + counts[1][b]) }
	near(t, "score", got.Score.Value, p(0, 0)*p(1, 1)-p(0, 1)*p(1, 0), 0.02)
	if got.Score.Value < 0.5 {
		t.Errorf("two camps score %v", got.Score)
	}
	mixed := make([]int, len(side))
	for i := range mixed {
		mixed[i] = i % 2
	}
	if s := g.RandomWalkControversy(mixed, 2).Score.Value; math.Abs(s) > 0.3 {
		t.Errorf("a mixed division scores %v", s)
	}
	if g.RandomWalkControversy(make([]int, 24), 2).Score.Defined() {
		t.Error("one side has a score")
	}
}

func step(r *rand.Rand, m *mat.Dense, i int) int {
	n, _ := m.Dims()
	sum := 0.0
	for j := range n {
		sum += m.At(i, j) + m.At(j, i)
	}
	x := r.Float64() * sum
	for j := range n {
		if x -= m.At(i, j) + m.At(j, i); x < 0 {
			return j
		}
	}
	return i
}

func signedGraphs(r *rand.Rand, n int, p float64) (a, d *stats.PeopleGraph, sign [][]int) {
	names := make([]string, n)
	sign = make([][]int, n)
	var pos, neg []stats.Pair
	for i := range n {
		names[i] = fmt.Sprint(i)
		sign[i] = make([]int, n)
	}
	for i := range n {
		for j := range i {
			if r.Float64() > p {
				continue
			}
			x, y := r.IntN(4), r.IntN(4)
			pos = append(pos, stats.Pair{From: i, To: j, Weight: float64(x)})
			neg = append(neg, stats.Pair{From: j, To: i, Weight: float64(y)})
			switch {
			case x > y:
				sign[i][j], sign[j][i] = 1, 1
			case x < y:
				sign[i][j], sign[j][i] = -1, -1
			}
		}
	}
	return stats.NewPeopleGraph(names, pos), stats.NewPeopleGraph(names, neg), sign
}

func TestSignedBalanceByTriples(t *testing.T) {
	r := rng(86)
	for range 20 {
		a, d, sign := signedGraphs(r, 12, 0.5)
		var want [4]int
		for i := range sign {
			for j := range i {
				for k := range j {
					if s := sign[i][j] * sign[j][k] * sign[i][k]; s != 0 {
						neg := 0
						for _, x := range []int{sign[i][j], sign[j][k], sign[i][k]} {
							if x < 0 {
								neg++
							}
						}
						want[neg]++
					}
				}
			}
		}
		if got := stats.SignedBalanceOf(a, d); got.Triads != want {
			t.Fatalf("%v, want %v", got.Triads, want)
		}
	}
	none := stats.NewPeopleGraph([]string{"a", "b"}, nil)
	if stats.SignedBalanceOf(none, none).Balanced.Defined() || stats.FrustrationOf(none, none, 1).Index.Defined() {
		t.Error("defined without links")
	}
}

func TestFrustrationByAllDivisions(t *testing.T) {
	r := rng(87)
	for range 40 {
		n := 3 + r.IntN(9)
		a, d, sign := signedGraphs(r, n, 0.2+0.6*r.Float64())
		count := func(camp func(i int) int) int {
			c := 0
			for i := range n {
				for j := range i {
					if s := sign[i][j]; s > 0 && camp(i) != camp(j) || s < 0 && camp(i) == camp(j) {
						c++
					}
				}
			}
			return c
		}
		best := math.MaxInt
		for code := range 1 << n {
			best = min(best, count(func(i int) int { return code >> i & 1 }))
		}
		got := stats.FrustrationOf(a, d, 1)
		if got.Links == 0 {
			continue
		}
		if int(got.Index.Value) != best || got.Heuristic {
			t.Fatalf("%v, want %d", got.Index, best)
		}
		if c := count(func(i int) int { return got.Camp[i] }); c != best {
			t.Fatalf("the division given frustrates %d, index %d", c, best)
		}
	}
	// A large balanced network is found to be so; an unbalanced one is bounded.
	a, d, sign := signedGraphs(r, 60, 0.15)
	got := stats.FrustrationOf(a, d, 1)
	if !got.Heuristic || !(0 < got.Index.Lo && got.Index.Lo <= got.Index.Value) {
		t.Errorf("%+v", got.Index)
	}
	var pos, neg []stats.Pair
	for i := range sign {
		for j := range i {
			if sign[i][j] != 0 {
				p := stats.Pair{From: i, To: j, Weight: 1}
				if i%2 == j%2 {
					pos = append(pos, p)
				} else {
					neg = append(neg, p)
				}
			}
		}
	}
	names := make([]string, 60)
	if got := stats.FrustrationOf(stats.NewPeopleGraph(names, pos), stats.NewPeopleGraph(names, neg), 1); got.Index.Value != 0 || got.Normalised.Value != 1 {
		t.Errorf("balanced: %+v", got.Index)
	}
}

// On a long path chances are those of the gambler's ruin; steps of a walk take its
// length squared to tell them.
func TestRandomWalkControversyOnAPath(t *testing.T) {
	for _, h := range []int{2, 50, 1000} {
		n := 2 * h
		side := make([]int, n+2)
		var pairs []stats.Pair
		for i := range h {
			side[h+i] = 1
			if i > 0 { // from the end, which all of a side answer alike, inwards
				pairs = append(pairs, stats.Pair{From: i, To: i - 1, Weight: 1}, stats.Pair{From: h + i, To: h + i - 1, Weight: 1})
			}
		}
		pairs = append(pairs, stats.Pair{From: h - 1, To: n - 1, Weight: 1})
		pairs = append(pairs, stats.Pair{From: n, To: n + 1, Weight: 1}) // two apart from all
		side[n], side[n+1] = 0, -1
		got := stats.NewPeopleGraph(make([]string, n+2), pairs).RandomWalkControversy(side, 1)
		near(t, "score of a path", got.Score.Value, 1-float64(h-1)/float64(n-1), 1e-8)
		if got.Score.N != n {
			t.Errorf("%d people can reach an end, want %d", got.Score.N, n)
		}
	}
}

// Deals that leave the statistic undefined say nothing of whether it is large.
func TestGroupTestWithUndefinedDeals(t *testing.T) {
	r := rng(303)
	first := true
	test := stats.GroupTest([]int{0, 0, 1, 1}, 2000, 1, func([]int) float64 {
		switch {
		case first:
			first = false
			return 0.5
		case r.IntN(10) > 0:
			return math.NaN()
		}
		return r.Float64()
	})
	if test.N > 300 || test.N < 100 || math.Abs(test.P-0.5) > 0.15 {
		t.Errorf("%+v, want p near 0.5 of some 200", test)
	}
	first = true
	test = stats.GroupTest([]int{0, 0, 1, 1}, 10, 1, func([]int) float64 {
		if first {
			first = false
			return 0.5
		}
		return math.NaN()
	})
	if !math.IsNaN(test.P) || test.Reason == "" {
		t.Errorf("%+v of no deal", test)
	}
}
