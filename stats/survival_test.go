package stats_test

import (
	"math"
	"slices"
	"testing"
	"time"

	"github.com/seed-100d3eb7/rejoinder/stats"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

// Remission times of Freireich et al. (1963), the example of most textbooks.
func freireich() (treated, placebo []stats.Spell) {
	for _, t := range []float64{6, 6, 6, 7, 10, 13, 16, 22, 23} {
		treated = append(treated, stats.Spell{Time: t, Event: true})
	}
	for _, t := range []float64{6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35} {
		treated = append(treated, stats.Spell{Time: t})
	}
	for _, t := range []float64{1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23} {
		placebo = append(placebo, stats.Spell{Time: t, Event: true})
	}
	return treated, placebo
}

func TestKaplanMeierPublished(t *testing.T) {
	treated, placebo := freireich()
	s := stats.KaplanMeier(treated)
	for _, want := range []struct{ t, s, se float64 }{
		{6, 0.8571, 0.0764}, {7, 0.8067, 0.0869}, {10, 0.7529, 0.0963}, {13, 0.6902, 0.1068},
		{16, 0.6275, 0.1141}, {22, 0.5378, 0.1282}, {23, 0.4482, 0.1346},
	} {
		near(t, "S", s.At(want.t).Value, want.s, 5e-5)
		k := slices.IndexFunc(s.Steps, func(x stats.SurvivalStep) bool { return x.Time == want.t })
		near(t, "standard error", math.Sqrt(s.Steps[k].Variance), want.se, 5e-5)
	}
	near(t, "lower end", s.At(6).Lo, 0.6197, 1e-4)
	near(t, "upper end", s.At(6).Hi, 0.9516, 1e-4)
	near(t, "median", s.Median().Value, 23, 0)
	near(t, "median of placebo", stats.KaplanMeier(placebo).Median().Value, 8, 0)
	lr := stats.LogRank(treated, placebo)
	near(t, "log-rank", lr.Statistic, 16.79, 5e-3)
	near(t, "p", lr.P, 4.17e-5, 2e-7)
	if s.Events != 9 || s.Censored != 12 || s.N != 21 {
		t.Errorf("%+v", s)
	}
	if e := s.At(40); e.Defined() {
		t.Errorf("S(40) = %v though nothing was seen that long", e)
	}
}

func TestKaplanMeierWithoutData(t *testing.T) {
	if e := stats.KaplanMeier(nil).Median(); e.Defined() || e.Reason == "" {
		t.Errorf("median of nothing %v", e)
	}
	s := stats.KaplanMeier([]stats.Spell{{Time: 3}, {Time: -1, Event: true}, {Time: math.NaN()}})
	if s.N != 1 || s.Dropped != 2 || s.Median().Defined() {
		t.Errorf("%+v", s)
	}
	one := stats.KaplanMeier([]stats.Spell{{Time: 3, Event: true}})
	near(t, "S after the only event", one.At(3).Value, 0, 0)
	near(t, "S long after", one.At(9).Value, 0, 0)
	near(t, "S before", one.At(2).Value, 1, 0)
	for _, groups := range [][][]stats.Spell{nil, {{{Time: 1, Event: true}}}, {{{Time: 1}}, {{Time: 2}}}} {
		if x := stats.LogRank(groups...); !math.IsNaN(x.P) || x.Reason == "" {
			t.Errorf("log-rank of %v: %+v", groups, x)
		}
	}
}

func TestSurvivalIntervalsCoverAndLogRankHoldsItsLevel(t *testing.T) {
	r := rng(31)
	const runs = 1500
	s, median, low, low3 := 0, 0, 0, 0
	draw := func(n int) []stats.Spell {
		x := make([]stats.Spell, n)
		for i := range x {
			e, c := r.ExpFloat64(), 2*r.ExpFloat64()
			x[i] = stats.Spell{Time: min(e, c), Event: e <= c}
		}
		return x
	}
	for range runs {
		a, b, c := draw(60), draw(40), draw(50)
		k := stats.KaplanMeier(a)
		if e := k.At(0.5); e.Lo <= math.Exp(-0.5) && math.Exp(-0.5) <= e.Hi {
			s++
		}
		if e := k.Median(); e.Lo <= math.Ln2 && (math.IsNaN(e.Hi) || math.Ln2 <= e.Hi) {
			median++
		}
		if stats.LogRank(a, b).P < 0.05 {
			low++
		}
		if stats.LogRank(a, b, c).P < 0.05 {
			low3++
		}
	}
	for name, x := range map[string]struct {
		k      int
		lo, hi float64
	}{"S": {s, 0.93, 0.97}, "median": {median, 0.93, 0.975}, "log-rank": {low, 0.035, 0.07}, "log-rank of three": {low3, 0.035, 0.07}} {
		if f := float64(x.k) / runs; f < x.lo || f > x.hi {
			t.Errorf("%s: %v", name, f)
		}
	}
}

func TestFirstReplies(t *testing.T) {
	tr := build(t, []int{-1, 0, 0, 1, 1}, nil, []float64{0, 30, 20, math.NaN(), 100})
	spells, nodes := stats.FirstReplies(tr, time.Time{})
	got := map[string]stats.Spell{}
	for i, n := range nodes {
		got[tr.Comment(n).ID] = spells[i]
	}
	want := map[string]stats.Spell{"c0": {Time: 20, Event: true}, "c1": {Time: 70, Event: true}, "c2": {Time: 80}, "c4": {}}
	for id, w := range want {
		if got[id] != w {
			t.Errorf("%s: %v, want %v", id, got[id], w)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%v", got)
	}
	spells, _ = stats.FirstReplies(tr, epoch.Add(200*time.Second))
	if last := spells[len(spells)-1]; last.Event || last.Time < 100 {
		t.Errorf("censored at %v", last)
	}
}

func TestFirstHostile(t *testing.T) {
	tr := build(t, star(4), nil, []float64{0, 30, 20, 40})
	col := make([]float64, 4)
	n, _ := tr.Lookup("c1") // third in time
	col[n] = 0.9
	k, s := stats.FirstHostile(tr, col, 0.5)
	if k != (stats.Spell{Time: 3, Event: true}) || s != (stats.Spell{Time: 30, Event: true}) {
		t.Errorf("%v, %v", k, s)
	}
	k, s = stats.FirstHostile(tr, make([]float64, 4), 0.5)
	if k != (stats.Spell{Time: 4}) || s != (stats.Spell{Time: 40}) {
		t.Errorf("calm: %v, %v", k, s)
	}
	if k, s = stats.FirstHostile(build(t, nil, nil, nil), nil, 0.5); k.Event || s.Event {
		t.Errorf("empty: %v, %v", k, s)
	}
}

// A group that left before the first event says nothing, and does not keep the
// others from being compared.
func TestLogRankWithoutAGroup(t *testing.T) {
	var a, b []stats.Spell
	for i := range 5 {
		a = append(a, stats.Spell{Time: float64(1 + i), Event: true})
		b = append(b, stats.Spell{Time: float64(6 + i), Event: true})
	}
	gone := []stats.Spell{{Time: 0.5}, {Time: 0.5}}
	want := stats.LogRank(a, b)
	for _, got := range []stats.Test{stats.LogRank(a, b, gone), stats.LogRank(gone, a, b), stats.LogRank(a, gone, b, gone)} {
		near(t, "chi-squared", got.Statistic, want.Statistic, 1e-9)
		near(t, "p", got.P, want.P, 1e-12)
		if got.DF != 1 {
			t.Errorf("%d degrees of freedom", got.DF)
		}
	}
	near(t, "p", want.P, 0.0018, 0.0001)
	if got := stats.LogRank(a, gone); got.Reason == "" || !math.IsNaN(got.P) {
		t.Errorf("one group at risk: %+v", got)
	}
}

// What came after the end is not there yet, and a clock of unknown zone is not
// set against a retrieval.
func TestFirstRepliesUpToAnEnd(t *testing.T) {
	at := func(h int) time.Time { return time.Date(2024, 1, 1, h, 0, 0, 0, time.UTC) }
	tr, err := thread.New([]thread.Comment{{ID: "a", Time: at(0)}, {ID: "b", Parent: "a", Time: at(10)}, {ID: "c", Parent: "b", Time: at(11)}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	got, nodes := stats.FirstReplies(tr, at(1))
	if len(got) != 1 || got[0] != (stats.Spell{Time: 3600}) || len(nodes) != 1 {
		t.Errorf("%v", got)
	}
	retrieved := &thread.Details{Retrieved: at(2)}
	tr, err = thread.New([]thread.Comment{{ID: "a", Time: at(4), Floating: true, Details: retrieved}, {ID: "b", Time: at(5), Floating: true, Details: retrieved}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	got, _ = stats.FirstReplies(tr, time.Time{})
	if len(got) != 2 || got[0] != (stats.Spell{Time: 3600}) || got[1] != (stats.Spell{Time: 0}) {
		t.Errorf("by their own clock: %v", got)
	}
}
