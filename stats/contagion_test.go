package stats_test

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/stats"
	"github.com/seed-100d3eb7/rejoinder/stats/simulate"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

// The tables by looking at every pair of nodes.
func TestContagionAgainstPairs(t *testing.T) {
	r := rng(21)
	for range 40 {
		tr := randomThread(t, r, 30, 6)
		col := make([]float64, tr.Len())
		for i := range col {
			col[i] = r.Float64()
			if r.IntN(7) == 0 {
				col[i] = math.NaN()
			}
		}
		var c stats.Contagion
		c.Add(tr, col)
		got := c.Report(&stats.ContagionOptions{Resamples: -1, Permutations: -1})
		var table, back, others, second stats.Table
		self, unknown := 0, 0
		name := func(n thread.Node) string { return tr.Comment(n).Author }
		for n := range tr.All() {
			up := []thread.Node{}
			for a := range tr.Ancestors(n) {
				up = append(up, a)
			}
			if len(up) == 0 {
				continue
			}
			p := up[0]
			if name(n) != "" && name(n) == name(p) {
				self++
				continue
			}
			if math.IsNaN(col[n]) || math.IsNaN(col[p]) {
				unknown++
				continue
			}
			table.Add(col[p], col[n])
			if len(up) > 1 && name(n) != "" && name(up[1]) != "" {
				if name(n) == name(up[1]) {
					back.Add(col[p], col[n])
				} else {
					others.Add(col[p], col[n])
				}
			}
		}
		for n := range tr.All() {
			for m := range tr.All() {
				if tr.IsAncestor(m, n) && tr.Depth(n)-tr.Depth(m) == 2 && !math.IsNaN(col[n]+col[m]) && (name(n) == "" || name(n) != name(m)) {
					second.Add(col[m], col[n])
				}
			}
		}
		for _, x := range [][2]stats.Table{{got.Table, table}, {got.Retaliation, back}, {got.Spread, others}} {
			near(t, "A", x[0].A, x[1].A, 1e-12)
			near(t, "B", x[0].B, x[1].B, 1e-12)
			near(t, "C", x[0].C, x[1].C, 1e-12)
			near(t, "D", x[0].D, x[1].D, 1e-12)
		}
		near(t, "two above", got.Decay[1].Value, second.RiskDifference().Value, 1e-9)
		if got.Self != self || got.Unknown != unknown {
			t.Fatalf("self %d, unknown %d, want %d and %d", got.Self, got.Unknown, self, unknown)
		}
	}
}

func TestDoseByHand(t *testing.T) {
	// A chain hostile, hostile, calm, hostile, hostile.
	tr := build(t, path(5), nil, nil)
	var c stats.Contagion
	c.Add(tr, []float64{1, 1, 0, 1, 1})
	d := c.Report(nil).Dose
	// Run before each reply: 1, 2, 0, 1; the replies: hostile, calm, hostile, hostile.
	near(t, "after no run", d[0].Value, 1, 0)
	near(t, "after a run of one", d[1].Value, 1, 0)
	near(t, "after a run of two", d[2].Value, 0, 0)
	if d[3].Defined() {
		t.Errorf("after a run of three: %v", d[3])
	}
}

func TestContagionDoesNotDependOnOrder(t *testing.T) {
	law := simulate.Law{Threads: 12, Comments: 25, People: 20, Rate: 0.2, Contagion: 1, Habit: 1}
	ts, cols := law.Draw(5)
	for _, col := range cols {
		for i := range col {
			col[i] = 0.1 + 0.7*col[i] + 0.001*float64(i%13)
		}
	}
	var whole, parts stats.Contagion
	for i := range ts {
		whole.Add(ts[i], cols[i])
		j := len(ts) - 1 - i
		var part stats.Contagion
		part.Add(ts[j], cols[j])
		parts.Merge(&part)
	}
	a, err := json.Marshal(whole.Report(&stats.ContagionOptions{Seed: 3}))
	b, _ := json.Marshal(parts.Report(&stats.ContagionOptions{Seed: 3}))
	if err != nil || string(a) != string(b) {
		t.Errorf("%v\n%s\n%s", err, a, b)
	}
}

func TestContagionWithoutData(t *testing.T) {
	for n := range 3 {
		var c stats.Contagion
		c.Add(build(t, path(n), nil, nil), make([]float64, n))
		b, err := json.Marshal(c.Report(nil))
		if err != nil || strings.Contains(string(b), "NaN") {
			t.Errorf("%d comments: %s, %v", n, b, err)
		}
		if c.Report(nil).OddsRatio.Defined() {
			t.Errorf("%d comments have an odds ratio", n)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("a short column did not panic")
		}
	}()
	new(stats.Contagion).Add(build(t, path(2), nil, nil), []float64{1})
}

// Scores that are unsure leave λ² of the difference, and the report undoes that.
func TestContagionOfUnsureScores(t *testing.T) {
	ts, cols := simulate.Law{Threads: 400, Comments: 60, People: 5000, Rate: 0.15, Contagion: 1.4}.Draw(8)
	report := func(cols [][]float64) stats.ContagionReport {
		var c stats.Contagion
		for i := range ts {
			c.Add(ts[i], cols[i])
		}
		return c.Report(&stats.ContagionOptions{Resamples: -1, Permutations: -1})
	}
	truth := report(cols)
	if k := truth.Kept; math.Abs(k.Value-1) > 1e-9 {
		t.Errorf("sure scores keep %v of the difference", k)
	}
	near(t, "corrected sure scores", truth.Corrected.AfterHostile.Value, truth.AfterHostile.Value, 1e-9)
	rate, n := 0.0, 0.0
	for _, col := range cols {
		for _, x := range col {
			rate, n = rate+x, n+1
		}
	}
	for _, auc := range []float64{0.9, 0.97} {
		r := report(simulate.Reader{AUC: auc, Rate: rate / n}.Scores(cols, 9))
		d := truth.RiskDifference.Value
		if got := r.RiskDifference.Value; got > 0.6*d {
			t.Errorf("AUC %v: the plain difference is %.3f of %.3f: nothing to correct", auc, got, d)
		}
		near(t, "difference left", r.RiskDifference.Value, r.Kept.Value*d, 0.03*d)
		near(t, "corrected difference", r.Corrected.RiskDifference.Value, d, 0.15*d)
		near(t, "corrected, after a hostile comment", r.Corrected.AfterHostile.Value, truth.AfterHostile.Value, 0.05)
		near(t, "corrected, after a calm comment", r.Corrected.AfterCalm.Value, truth.AfterCalm.Value, 0.02)
		for _, e := range []stats.Estimate{r.Kept, r.Corrected.AfterHostile, r.Corrected.AfterCalm, r.Corrected.RiskDifference} {
			if !(e.Lo < e.Value && e.Value < e.Hi) {
				t.Errorf("AUC %v: %v", auc, e)
			}
		}
	}
	if r := report(simulate.Reader{AUC: 0.7, Rate: rate / n}.Scores(cols, 9)); r.Corrected.RiskDifference.Defined() {
		t.Errorf("corrected though nothing is left: %v of %v", r.Corrected, r.Kept)
	}
}

// A table of soft counts corrected by itself.
func TestSoftTable(t *testing.T) {
	// Half of the hostile score 0.8, the others 0.2, and the other way round:
	// calibrated at a mean of 0.5, variance 0.09, λ 0.36.
	hostile, calm := []float64{0.8, 0.8, 0.8, 0.8, 0.2}, []float64{0.2, 0.2, 0.2, 0.2, 0.8}
	truth := stats.Table{A: 40, B: 10, C: 20, D: 30}
	var soft stats.Table
	for _, cell := range []struct {
		n    float64
		p, q []float64
	}{{truth.A, hostile, hostile}, {truth.B, hostile, calm}, {truth.C, calm, hostile}, {truth.D, calm, calm}} {
		for _, p := range cell.p {
			for _, q := range cell.q {
				var one stats.Table
				one.Add(p, q)
				f := cell.n / 25
				soft.Merge(stats.Table{A: f * one.A, B: f * one.B, C: f * one.C, D: f * one.D})
			}
		}
	}
	got, kept, ok := soft.Soft(0.5, 0.09)
	if !ok {
		t.Fatal("the table does not fit")
	}
	near(t, "kept", kept, 0.36*0.36, 1e-12)
	near(t, "A", got.A, truth.A, 1e-9)
	near(t, "B", got.B, truth.B, 1e-9)
	near(t, "C", got.C, truth.C, 1e-9)
	near(t, "D", got.D, truth.D, 1e-9)
	for _, x := range [][2]float64{{0, 0}, {0.5, 0}, {0.5, 0.3}, {1, 0}, {math.NaN(), 0.1}} {
		if _, _, ok := soft.Soft(x[0], x[1]); ok {
			t.Errorf("mean %v and variance %v pass", x[0], x[1])
		}
	}
}

// With moody threads the interval that takes pairs as independent covers 70 of
// 100 times.
func TestContagionIntervalsRestOnThreads(t *testing.T) {
	law := simulate.Law{Threads: 40, Comments: 60, People: 100000, Rate: 0.25, Mood: 0.8}
	large := law
	large.Threads = 4000
	report := func(l simulate.Law, seed uint64) stats.ContagionReport {
		ts, cols := l.Draw(seed)
		var c stats.Contagion
		for i := range ts {
			c.Add(ts[i], cols[i])
		}
		return c.Report(&stats.ContagionOptions{Resamples: -1, Permutations: -1})
	}
	truth := report(large, 1<<40)
	const corpora = 200
	var hostile, calm, difference, dose, naive float64
	covers := func(e stats.Estimate, truth stats.Estimate) float64 {
		if e.Lo <= truth.Value && truth.Value <= e.Hi {
			return 1.0 / corpora
		}
		return 0
	}
	for i := range uint64(corpora) {
		r := report(law, i)
		hostile += covers(r.AfterHostile, truth.AfterHostile)
		calm += covers(r.AfterCalm, truth.AfterCalm)
		difference += covers(r.RiskDifference, truth.RiskDifference)
		dose += covers(r.Dose[1], truth.Dose[1])
		naive += covers(r.Table.AfterHostile(), truth.AfterHostile)
	}
	t.Logf("hostile %.3f, calm %.3f, difference %.3f, dose %.3f, as if independent %.3f", hostile, calm, difference, dose, naive)
	for name, x := range map[string]float64{"hostile": hostile, "calm": calm, "difference": difference, "dose": dose} {
		if x < 0.87 {
			t.Errorf("%s: %.3f of the intervals cover", name, x)
		}
	}
	if naive > 0.8 {
		t.Errorf("%.3f cover with pairs as independent: the law shows nothing", naive)
	}
	one := law
	one.Threads = 1
	r := report(one, 3)
	if e := r.Table.AfterHostile(); r.AfterHostile != e || !math.IsNaN(r.Corrected.AfterHostile.Lo) {
		t.Errorf("one thread: %v, %v, %v", r.AfterHostile, e, r.Corrected.AfterHostile)
	}
}

// Leaving out one of several threads that are alike changes nothing, which makes no
// figure certain.
func TestContagionOfThreadsThatAreAlike(t *testing.T) {
	tr := build(t, path(9), nil, nil)
	for _, col := range [][]float64{{.9, .8, .1, .2, .7, .1, .6, .9, .3}, {1, 1, 0, 1, 0, 0, 1, 1, 0}} {
		for copies := 2; copies < 5; copies++ {
			var c stats.Contagion
			for range copies {
				c.Add(tr, col)
			}
			r := c.Report(&stats.ContagionOptions{Resamples: -1, Permutations: -1})
			sure := append([]stats.Estimate{r.RiskDifference, r.RiskRatio, r.Kept, r.RetaliationRatio, r.SpreadRatio,
				r.Corrected.AfterHostile, r.Corrected.AfterCalm, r.Corrected.RiskDifference}, r.Decay...)
			for i, e := range sure {
				if !math.IsNaN(e.Lo) || !math.IsNaN(e.Hi) {
					t.Errorf("%d threads: figure %d: %v", copies, i, e)
				}
			}
			for _, e := range []stats.Estimate{r.AfterHostile, r.AfterCalm} {
				if !(e.Lo < e.Value && e.Value < e.Hi) {
					t.Errorf("%d threads: %v", copies, e)
				}
			}
		}
	}
}

// The tests know no unit: scores a hundred thousand times smaller give the same p.
func TestContagionTestsOfSmallScores(t *testing.T) {
	ts, cols := simulate.Law{Threads: 20, Comments: 40, People: 30, Rate: 0.2, Contagion: 1.5}.Draw(10)
	var large, small stats.Contagion
	for i := range ts {
		tiny := make([]float64, len(cols[i]))
		for k := range tiny {
			tiny[k] = 1e-5 * cols[i][k]
		}
		large.Add(ts[i], cols[i])
		small.Add(ts[i], tiny)
	}
	opt := &stats.ContagionOptions{Resamples: -1, Permutations: 199, Seed: 1}
	a, b := large.Report(opt), small.Report(opt)
	if math.Abs(a.WithinThread.Value-b.WithinThread.Value) > 0.03 || b.WithinThread.Value > 0.03 {
		t.Errorf("p %v and, of small scores, %v", a.WithinThread, b.WithinThread)
	}
}
