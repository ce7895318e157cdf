package stats_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

var epoch = time.Date(2024, 3, 1, 12, 0, 0, 0, time.UTC)

// build makes a thread from parent indices (-1: top level), one author name
// each ("" unknown) and seconds since the epoch (NaN unknown); the last two may
// be nil.
func build(tb testing.TB, parents []int, authors []string, secs []float64) *thread.Thread {
	tb.Helper()
	cs := make([]thread.Comment, len(parents))
	for i, p := range parents {
		cs[i].ID = fmt.Sprint("c", i)
		if p >= 0 {
			cs[i].Parent = fmt.Sprint("c", p)
		}
		if authors != nil {
			cs[i].Author = authors[i]
		}
		if secs != nil && !math.IsNaN(secs[i]) {
			cs[i].Time = epoch.Add(time.Duration(secs[i] * float64(time.Second)))
		}
	}
	t, err := thread.New(cs, nil)
	if err != nil {
		tb.Fatal(err)
	}
	return t
}

// randomThread returns a random forest with authors and times.
func randomThread(tb testing.TB, r *rand.Rand, n, people int) *thread.Thread {
	parents, authors, secs := make([]int, n), make([]string, n), make([]float64, n)
	now := 0.0
	for i := range n {
		parents[i] = r.IntN(i+1) - 1
		if r.IntN(8) > 0 {
			authors[i] = fmt.Sprint("u", r.IntN(people))
		}
		now += r.ExpFloat64() * 100
		secs[i] = math.Round(now)
		if r.IntN(10) == 0 {
			secs[i] = math.NaN()
		}
	}
	return build(tb, parents, authors, secs)
}

func star(n int) []int {
	p := make([]int, n)
	p[0] = -1
	return p
}

func path(n int) []int {
	p := make([]int, n)
	for i := range p {
		p[i] = i - 1
	}
	return p
}

func binary(n int) []int {
	p := make([]int, n)
	for i := range p {
		p[i] = (i+1)/2 - 1
	}
	return p
}

func near(tb testing.TB, what string, got, want, tol float64) {
	tb.Helper()
	if math.IsNaN(want) != math.IsNaN(got) || math.Abs(got-want) > tol*max(1, math.Abs(want)) {
		tb.Errorf("%s = %v, want %v", what, got, want)
	}
}

func rng(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 1)) }
