package stats_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/stats"
	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

func TestTableByHand(t *testing.T) {
	x := stats.Table{A: 10, B: 20, C: 15, D: 155}
	near(t, "after hostile", x.AfterHostile().Value, 1.0/3, 1e-12)
	near(t, "after calm", x.AfterCalm().Value, 15.0/170, 1e-12)
	near(t, "difference", x.RiskDifference().Value, 1.0/3-15.0/170, 1e-12)
	near(t, "ratio", x.RiskRatio().Value, (1.0/3)/(15.0/170), 1e-12)
	near(t, "odds ratio", x.OddsRatio().Value, 10.0*155/(20*15), 1e-12)
	se := math.Sqrt(1.0/10 + 1.0/20 + 1.0/15 + 1.0/155)
	near(t, "Woolf's upper end", x.OddsRatio().Hi, 10.0*155/(20*15)*math.Exp(1.959963984540054*se), 1e-12)

	zero := stats.Table{A: 0, B: 5, C: 3, D: 8}
	near(t, "Haldane", zero.OddsRatio().Value, 0.5*8.5/(5.5*3.5), 1e-12)
	for _, x := range []stats.Table{{}, {A: 1, B: 2}, {C: 1, D: 1}, {B: 1, D: 1}, {A: 1, C: 1}} {
		if e := x.OddsRatio(); e.Defined() || e.Reason == "" {
			t.Errorf("odds ratio of %v = %v", x, e)
		}
	}
}

// Newcombe (1998), table II, method 10: 56/70 against 48/80.
func TestNewcombePublished(t *testing.T) {
	e := stats.Table{A: 56, B: 14, C: 48, D: 32}.RiskDifference()
	near(t, "difference", e.Value, 0.2, 1e-12)
	near(t, "lower", e.Lo, 0.0524, 1e-4)
	near(t, "upper", e.Hi, 0.3339, 1e-4)
}

func TestFisherPublished(t *testing.T) {
	near(t, "the lady tasting tea", stats.Table{A: 3, B: 1, C: 1, D: 3}.Fisher().Value, 34.0/70, 1e-9)
	near(t, "studying", stats.Table{A: 1, B: 9, C: 11, D: 3}.Fisher().Value, 0.002759456, 1e-6)
	near(t, "one cell", stats.Table{A: 4}.Fisher().Value, 1, 1e-12)
	if stats.Table.Fisher(stats.Table{}).Defined() {
		t.Error("an empty table has a p-value")
	}
}

func TestMantelHaenszel(t *testing.T) {
	one := stats.Table{A: 10, B: 20, C: 15, D: 155}
	near(t, "one table", stats.MantelHaenszel([]stats.Table{one}).Value, one.OddsRatio().Value, 1e-12)
	// For one table RBG's variance is Woolf's.
	near(t, "one table's interval", stats.MantelHaenszel([]stats.Table{one}).Hi, one.OddsRatio().Hi, 1e-9)
	// Matched pairs: the ratio of discordant pairs with variance 1/b + 1/c.
	var pairs []stats.Table
	for range 30 {
		pairs = append(pairs, stats.Table{A: 1, D: 1}) // hostile parent alone drew one
	}
	for range 12 {
		pairs = append(pairs, stats.Table{B: 1, C: 1})
	}
	for range 7 {
		pairs = append(pairs, stats.Table{A: 1, C: 1}, stats.Table{B: 1, D: 1})
	}
	e := stats.MantelHaenszel(pairs)
	near(t, "matched pairs", e.Value, 30.0/12, 1e-12)
	near(t, "matched pairs' interval", e.Hi, 2.5*math.Exp(1.959963984540054*math.Sqrt(1.0/30+1.0/12)), 1e-9)
	if stats.MantelHaenszel(nil).Defined() {
		t.Error("no tables have an odds ratio")
	}
	// Simpson: strata of equal ratio 1 pooled give another.
	strata := []stats.Table{{A: 90, B: 10, C: 9, D: 1}, {A: 1, B: 9, C: 10, D: 90}}
	near(t, "strata without effect", stats.MantelHaenszel(strata).Value, 1, 1e-12)
}

func TestTableIntervalsCover(t *testing.T) {
	r := rng(11)
	const runs = 3000
	hits := map[string]int{}
	or := 0.3 / 0.7 / (0.1 / 0.9)
	for range runs {
		var pool stats.Table
		var strata []stats.Table
		for range 12 {
			x := stats.Table{}
			for range 30 {
				p := float64(r.IntN(2))
				rate := 0.1 + 0.2*p
				q := 0.0
				if r.Float64() < rate {
					q = 1
				}
				x.Add(p, q)
			}
			strata = append(strata, x)
			pool.Merge(x)
		}
		for name, e := range map[string]struct {
			e    stats.Estimate
			want float64
		}{
			"odds ratio":      {pool.OddsRatio(), or},
			"risk ratio":      {pool.RiskRatio(), 3},
			"risk difference": {pool.RiskDifference(), 0.2},
			"after hostile":   {pool.AfterHostile(), 0.3},
			"Mantel-Haenszel": {stats.MantelHaenszel(strata), or},
		} {
			if e.e.Lo <= e.want && e.want <= e.e.Hi {
				hits[name]++
			}
		}
	}
	for name, h := range hits {
		if c := float64(h) / runs; c < 0.93 || c > 0.97 {
			t.Errorf("%s covers %v", name, c)
		}
	}
}

func TestProportionAndMeanCover(t *testing.T) {
	r := rng(12)
	const runs = 5000
	prop, mean := 0, 0
	for range runs {
		k, x := 0, make([]float64, 25)
		for range 200 {
			if r.Float64() < 0.23 {
				k++
			}
		}
		for i := range x {
			x[i] = r.NormFloat64()
		}
		if e := stats.Proportion(float64(k), 200); e.Lo <= 0.23 && 0.23 <= e.Hi {
			prop++
		}
		if e := stats.Mean(x); e.Lo <= 0 && 0 <= e.Hi {
			mean++
		}
	}
	for _, c := range []int{prop, mean} {
		if f := float64(c) / runs; f < 0.93 || f > 0.97 {
			t.Errorf("covers %v", f)
		}
	}
	// The expansion that replaces gonum's quantile for many degrees of freedom.
	x := make([]float64, 402)
	for i := range x {
		x[i] = float64(i % 2)
	}
	e := stats.Mean(x)
	want := distuv.StudentsT{Sigma: 1, Nu: 401}.Quantile(0.975) * math.Sqrt(0.25*402/401/402)
	near(t, "half width", e.Hi-e.Value, want, 1e-8)
}

func TestErrorsOfTheClassifierUndone(t *testing.T) {
	truth := stats.Table{A: 60, B: 140, C: 100, D: 700}
	const se, sp = 0.8, 0.9
	var seen stats.Table
	for _, c := range []struct{ n, p, q float64 }{{truth.A, se, se}, {truth.B, se, 1 - sp}, {truth.C, 1 - sp, se}, {truth.D, 1 - sp, 1 - sp}} {
		var x stats.Table
		x.Add(c.p, c.q)
		seen.Merge(stats.Table{A: x.A * c.n, B: x.B * c.n, C: x.C * c.n, D: x.D * c.n})
	}
	got, ok := seen.Correct(se, sp)
	if !ok {
		t.Fatal("the table does not fit")
	}
	near(t, "A", got.A, 60, 1e-9)
	near(t, "D", got.D, 700, 1e-9)
	if b := seen.OddsRatioBounds([2]float64{0.75, 0.85}, [2]float64{0.88, 0.92}); !(b.Lo < 3 && 3 < b.Hi) {
		t.Errorf("bounds %v miss the true odds ratio 3", b)
	}
	if _, ok := truth.Correct(0.5, 0.5); ok {
		t.Error("a coin was inverted")
	}
	rate := stats.RoganGladen(stats.Proportion(0.2*0.8*1000+0.8*0.1*1000, 1000), se, sp)
	near(t, "Rogan-Gladen", rate.Value, 0.2, 1e-12)
	if stats.RoganGladen(rate, 0.4, 0.6).Defined() {
		t.Error("a coin was inverted")
	}
}

func TestBootstrapCovers(t *testing.T) {
	r := rng(13)
	const runs, n = 400, 40
	hit := 0
	for k := range runs {
		x := make([]float64, n)
		for i := range x {
			x[i] = r.ExpFloat64()
		}
		e := stats.Bootstrap(n, 600, uint64(k), func(c []float64) float64 {
			s, m := 0.0, 0.0
			for i, w := range c {
				s, m = s+w*x[i], m+w
			}
			return s / m
		})
		if e.Lo <= 1 && 1 <= e.Hi {
			hit++
		}
	}
	if c := float64(hit) / runs; c < 0.91 || c > 0.98 {
		t.Errorf("covers %v", c)
	}
	for n := range 2 {
		if e := stats.Bootstrap(n, 100, 1, func([]float64) float64 { return 1 }); !math.IsNaN(e.Lo) {
			t.Errorf("%d units have an interval", n)
		}
	}
}

func TestBenjaminiHochberg(t *testing.T) {
	q := stats.BenjaminiHochberg([]float64{0.01, math.NaN(), 0.04, 0.03, 0.005})
	for i, want := range []float64{0.02, math.NaN(), 0.04, 0.04, 0.02} {
		near(t, "q", q[i], want, 1e-12)
	}
}

func TestKolmogorovSmirnov(t *testing.T) {
	r := rng(14)
	low := 0
	const runs = 2000
	for range runs {
		x := make([]float64, 20)
		for i := range x {
			x[i] = r.Float64()
		}
		if stats.KolmogorovSmirnov(x, func(v float64) float64 { return v }).P < 0.05 {
			low++
		}
	}
	if f := float64(low) / runs; f < 0.035 || f > 0.065 {
		t.Errorf("rejects %v of true hypotheses at 0.05", f)
	}
	a, b := make([]float64, 50), make([]float64, 70)
	low = 0
	for range runs {
		fill(r, a)
		fill(r, b)
		if stats.TwoSamples(a, b).P < 0.05 {
			low++
		}
		slices.Sort(a)
		slices.Sort(b)
		near(t, "distance by gonum", stats.TwoSamples(a, b).Statistic, stat.KolmogorovSmirnov(a, nil, b, nil), 1e-12)
	}
	if f := float64(low) / runs; f < 0.03 || f > 0.07 {
		t.Errorf("two samples: rejects %v", f)
	}
	if p := stats.KolmogorovSmirnov(nil, nil).P; !math.IsNaN(p) {
		t.Errorf("no observations give p = %v", p)
	}
}

func fill(r *rand.Rand, x []float64) {
	for i := range x {
		x[i] = r.NormFloat64()
	}
}

func TestMannWhitney(t *testing.T) {
	r := rng(15)
	low := 0
	const runs = 2000
	for k := range runs {
		x, y := make([]float64, 12), make([]float64, 18)
		fill(r, x)
		fill(r, y)
		if k%2 == 0 { // with ties
			for i := range x {
				x[i] = math.Round(2 * x[i])
			}
			for i := range y {
				y[i] = math.Round(2 * y[i])
			}
		}
		got := stats.MannWhitney(x, y)
		wins := 0.0
		for _, a := range x {
			for _, b := range y {
				if a > b {
					wins++
				} else if a == b {
					wins += 0.5
				}
			}
		}
		near(t, "U", got.Statistic, wins/(12*18), 1e-12)
		if got.P < 0.05 {
			low++
		}
	}
	if f := float64(low) / runs; f < 0.035 || f > 0.06 {
		t.Errorf("rejects %v", f)
	}
	// All orders of 4 and 4: the approximation beside the exact chance of U = 0.
	if p := stats.MannWhitney([]float64{1, 2, 3, 4}, []float64{5, 6, 7, 8}).P; math.Abs(p-2.0/70) > 0.005 {
		t.Errorf("p = %v, exactly %v", p, 2.0/70)
	}
	for _, x := range [][]float64{nil, {1, 1}} {
		if got := stats.MannWhitney(x, []float64{1, 1, 1}); !math.IsNaN(got.P) || got.Reason == "" {
			t.Errorf("%+v", got)
		}
	}
}
