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
