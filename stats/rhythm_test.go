package stats_test

import (
	"math"
	"slices"
	"testing"
	"time"

	"github.com/seed-100d3eb7/rejoinder/stats"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

func TestBurstinessKnown(t *testing.T) {
	for _, c := range []struct {
		gaps     []float64
		goh, kim float64
	}{
		{[]float64{5, 5, 5, 5}, -1, -1},
		{[]float64{0, 0, 0, 0, 0, 0, 0, 0, 0, 7}, 0.5, 1},
	} {
		goh, kim := stats.Burstiness(c.gaps)
		near(t, "Goh-Barabási", goh.Value, c.goh, 1e-12)
		near(t, "Kim-Jo", kim.Value, c.kim, 1e-12)
	}
	for _, gaps := range [][]float64{nil, {1}, {0, 0, 0}, {math.NaN(), -1, 4}} {
		goh, kim := stats.Burstiness(gaps)
		if goh.Defined() || kim.Defined() || goh.Reason == "" {
			t.Errorf("burstiness of %v: %v, %v", gaps, goh, kim)
		}
	}
	// Time's scale does not matter, and exponential gaps are near 0.
	r := rng(41)
	x, y := make([]float64, 5000), make([]float64, 5000)
	for i := range x {
		x[i] = r.ExpFloat64()
		y[i] = 3600 * x[i]
	}
	a, b := stats.Burstiness(x)
	c, d := stats.Burstiness(y)
	near(t, "scaled", c.Value, a.Value, 1e-9)
	near(t, "scaled", d.Value, b.Value, 1e-9)
	near(t, "Poisson", b.Value, 0, 0.04)
}

func TestMemory(t *testing.T) {
	r := rng(42)
	x := make([]float64, 30)
	for i := range x {
		x[i] = r.ExpFloat64()
	}
	n := float64(len(x) - 1)
	var ma, mb, va, vb, cov float64
	for i := range len(x) - 1 {
		ma += x[i] / n
		mb += x[i+1] / n
	}
	for i := range len(x) - 1 {
		va += (x[i] - ma) * (x[i] - ma)
		vb += (x[i+1] - mb) * (x[i+1] - mb)
		cov += (x[i] - ma) * (x[i+1] - mb)
	}
	near(t, "memory", stats.Memory(x).Value, cov/math.Sqrt(va*vb), 1e-12)
	near(t, "rising gaps", stats.Memory([]float64{1, 2, 3, 4}).Value, 1, 1e-12)
	for _, x := range [][]float64{nil, {1, 2}, {1, 1, 1, 1}} {
		if stats.Memory(x).Defined() {
			t.Errorf("memory of %v is defined", x)
		}
	}
}

func TestGapsWeekAndPositions(t *testing.T) {
	tr := build(t, star(4), nil, []float64{0, 30, 20, 45})
	if g := stats.Gaps(nil, tr); !slices.Equal(g, []float64{20, 10, 15}) {
		t.Errorf("gaps %v", g)
	}
	n, _ := tr.Lookup("c2")
	near(t, "position", stats.Positions(nil, tr)[n], 1.0/3, 1e-12)
	near(t, "position in time", stats.TimePositions(nil, tr)[n], 20.0/45, 1e-12)
	for _, x := range stats.Positions(nil, build(t, path(1), nil, nil)) {
		if !math.IsNaN(x) {
			t.Errorf("one comment is at %v", x)
		}
	}
	w := stats.HourOfWeek(tr, nil) // 1 March 2024 was a Friday
	if w.Hours[4][12] != 4 {
		t.Errorf("%v", w)
	}
	w.Merge(stats.HourOfWeek(tr, time.FixedZone("east", 13*3600)))
	if w.Hours[5][1] != 4 {
		t.Errorf("%v", w)
	}
	cs := []thread.Comment{{ID: "1"}, {ID: "2", Time: epoch, Precision: thread.Day}, {ID: "3", Time: epoch, Floating: true}}
	day, _ := thread.New(cs, nil)
	w = stats.HourOfWeek(day, time.FixedZone("east", 13*3600))
	if w.Unknown != 1 || w.Coarse != 1 || w.Hours[4][12] != 1 {
		t.Errorf("%v", w)
	}
}

// slowHawkes sums over all pairs of events.
func slowHawkes(x []float64, span, mu, alpha, beta float64) float64 {
	ll := -mu * span
	for i := range x {
		rate := mu
		for j := range i {
			rate += alpha * beta * math.Exp(-beta*(x[i]-x[j]))
		}
		ll += math.Log(rate) - alpha*(1-math.Exp(-beta*(span-x[i])))
	}
	return ll
}

func TestHawkes(t *testing.T) {
	r := rng(43)
	const span, mu, alpha, beta = 4000.0, 0.1, 0.6, 0.5
	// By clusters: each event sets off Poisson(alpha) more.
	var x []float64
	for at := r.ExpFloat64() / mu; at < span; at += r.ExpFloat64() / mu {
		x = append(x, at)
	}
	for i := 0; i < len(x); i++ {
		for p := r.ExpFloat64(); p < alpha; p += r.ExpFloat64() {
			if at := x[i] + r.ExpFloat64()/beta; at < span {
				x = append(x, at)
			}
		}
	}
	slices.Sort(x)
	h := stats.FitHawkes(x, 0, span)
	near(t, "likelihood", h.LogLikelihood.Value, slowHawkes(x, span, h.Mu.Value, h.Branching.Value, h.Decay.Value), 1e-9)
	if slowHawkes(x, span, mu, alpha, beta) > h.LogLikelihood.Value {
		t.Error("the truth is likelier than the fit")
	}
	for _, c := range []struct {
		e    stats.Estimate
		want float64
	}{{h.Mu, mu}, {h.Branching, alpha}, {h.Decay, beta}} {
		if !(c.e.Lo < c.want && c.want < c.e.Hi) || c.e.Hi > 3*c.e.Lo {
			t.Errorf("%v, want %v", c.e, c.want)
		}
	}
	if !(h.Check.Value > 0.05) {
		t.Errorf("the true model is rejected: %v", h.Check)
	}
	// Scaling time scales rates alone.
	y := make([]float64, len(x))
	for i := range x {
		y[i] = 60 * x[i]
	}
	near(t, "branching after scaling", stats.FitHawkes(y, 0, 60*span).Branching.Value, h.Branching.Value, 1e-3)
	if h := stats.FitHawkes(x[:9], 0, span); h.Branching.Defined() || h.Branching.Reason == "" {
		t.Errorf("nine events: %v", h)
	}
	same := make([]float64, 30)
	if h := stats.FitHawkes(same, 0, 1); math.IsInf(h.LogLikelihood.Value, 0) {
		t.Errorf("all at once: %v", h)
	}
}

// Times that excite nothing are told so, and those that do covered.
func TestHawkesIntervals(t *testing.T) {
	r := rng(304)
	draw := func(span, mu, alpha, beta float64) []float64 {
		var x []float64
		for at := r.ExpFloat64() / mu; at < span; at += r.ExpFloat64() / mu {
			x = append(x, at)
		}
		for i := 0; i < len(x); i++ {
			for p := r.ExpFloat64(); p < alpha; p += r.ExpFloat64() {
				if at := x[i] + r.ExpFloat64()/beta; at < span {
					x = append(x, at)
				}
			}
		}
		return x
	}
	const runs = 60
	for _, c := range []struct{ mu, alpha, beta float64 }{{0.05, 0, 1}, {0.02, 0.5, 0.1}, {0.02, 0.3, 1}} {
		covered, given := 0, 0
		for range runs {
			e := stats.FitHawkes(draw(2000, c.mu, c.alpha, c.beta), 0, 2000).Branching
			if math.IsInf(e.Hi, 0) || e.Lo > e.Value || e.Value > e.Hi {
				t.Fatal(e)
			}
			if !math.IsNaN(e.Hi) {
				given++
			}
			if e.Lo <= c.alpha && c.alpha <= e.Hi {
				covered++
			}
		}
		t.Logf("branching %v: %d of %d cover, %d given", c.alpha, covered, runs, given)
		if float64(covered) < 0.85*float64(given) || given < runs*8/10 {
			t.Errorf("branching %v: %d of %d intervals cover", c.alpha, covered, given)
		}
	}
	equal := make([]float64, 50)
	for i := range equal {
		equal[i] = float64(i)
	}
	h := stats.FitHawkes(equal, 0, 50)
	for _, e := range []stats.Estimate{h.Mu, h.Branching, h.Decay} {
		if math.IsInf(e.Hi, 0) || e.Hi > 1e4*e.Value && e.Value > 1e-6 {
			t.Errorf("equal gaps: %v", e)
		}
	}
}
