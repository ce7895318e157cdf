package stats_test

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/stats"
)

// figures is everything that a table tells.
func figures(t stats.Table) map[string]stats.Estimate {
	return map[string]stats.Estimate{
		"after hostile": t.AfterHostile(), "after calm": t.AfterCalm(), "difference": t.RiskDifference(), "ratio": t.RiskRatio(),
		"odds": t.OddsRatio(), "fisher": t.Fisher(), "pooled": stats.MantelHaenszel([]stats.Table{t}),
		"bounds":    t.OddsRatioBounds([2]float64{0.8, 0.9}, [2]float64{0.9, 0.99}),
		"clustered": stats.ClusteredOddsRatio([]stats.Table{t}, 20, 1),
	}
}

func TestTablesThatAreNone(t *testing.T) {
	for _, x := range []stats.Table{
		{A: -1, B: 3, C: 3, D: 3}, {A: math.NaN(), B: 1, C: 1, D: 1}, {A: 1, B: math.Inf(1), C: 1, D: 1},
		{A: math.MaxFloat64, B: math.MaxFloat64, C: 1, D: 1}, {},
	} {
		for name, e := range figures(x) {
			if e.Defined() || e.Reason == "" || e.N != 0 {
				t.Errorf("%v: %s = %v", x, name, e)
			}
		}
		if _, ok := x.Correct(0.9, 0.9); ok != (x == stats.Table{}) {
			t.Errorf("%v corrected", x)
		}
	}
	if r := (stats.Table{}).RiskDifference().Reason; r != "no pairs" {
		t.Errorf("reason %q", r)
	}
	if r := (stats.Table{C: 1, D: 2}).RiskDifference().Reason; r != "no parent is hostile" {
		t.Errorf("reason %q", r)
	}
}

// Two calm comments with two calm answers hold no figure about hostile ones,
// however soft the labels.
func TestSoftCountsOfNothing(t *testing.T) {
	var one, two stats.Table
	one.Add(0.01, 0.04)
	two.Add(0.02, 0.05)
	pool := one
	pool.Merge(two)
	for name, e := range figures(pool) {
		if name != "after calm" && name != "fisher" && (e.Defined() || e.Reason == "") {
			t.Errorf("%s = %v", name, e)
		}
	}
	if e := stats.MantelHaenszel([]stats.Table{one, two}); e.Defined() || e.N != 2 {
		t.Errorf("within threads %v", e)
	}
	// Threads of one pair each compare nothing within them.
	many := make([]stats.Table, 40)
	for i := range many {
		many[i].Add(0.3+float64(i%5)/10, 0.4+float64(i%3)/10)
	}
	if e := stats.MantelHaenszel(many); e.Defined() || e.N != 40 {
		t.Errorf("within threads of one pair %v", e)
	}
	// Sure labels lose nothing by the rule.
	sure := []stats.Table{{A: 1, D: 1}, {B: 1, C: 1}, {A: 2, B: 1, C: 1, D: 3}, {A: 1}}
	if e := stats.MantelHaenszel(sure); math.Abs(e.Value-(0.5+6.0/7)/(0.5+1.0/7)) > 1e-12 || e.N != 12 {
		t.Errorf("sure labels %v", e)
	}
}

func TestFiguresOfImpossibleArguments(t *testing.T) {
	if e := (stats.Confusion{TP: 2, FP: 3, FN: 1, TN: 1}).F1(); e.N != 6 || e.Value != 0.5 {
		t.Errorf("F1 %v", e)
	}
	if e := stats.Bootstrap(-5, 100, 1, func([]float64) float64 { return 1 }); e.Defined() {
		t.Errorf("bootstrap of -5 units %v", e)
	}
	if e := stats.Bootstrap(3, -5, 1, func([]float64) float64 { return 1 }); e.Value != 1 || !math.IsNaN(e.Lo) {
		t.Errorf("bootstrap of -5 runs %v", e)
	}
	if e := stats.Alpha([][]float64{{-1, 2, 3}, {1, -2, 3}}, stats.Ratio); e.Defined() || !strings.Contains(e.Reason, "negative") {
		t.Errorf("alpha %v", e)
	}
	var m stats.Interactions
	m.Add(build(t, path(4), []string{"a", "b", "c", "a"}, nil), nil)
	for _, runs := range []int{0, -3} {
		if s := m.Graph().Stability(1, runs, 1); s.Best.Modularity.Defined() || s.Modularity.Defined() || s.Agreement.Defined() {
			t.Errorf("of %d runs: %+v", runs, s)
		}
	}
}

func TestSpellsAndTablesAsJSON(t *testing.T) {
	_, wait := stats.FirstHostile(build(t, path(2), nil, nil), []float64{0, 1}, 0.5)
	for _, c := range []struct {
		in   any
		want string
	}{
		{wait, `{"event":true}`}, {stats.Spell{Time: 3}, `{"time":3,"event":false}`},
		{stats.Table{}, `{"a":0,"b":0,"c":0,"d":0}`}, {stats.Table{A: math.NaN(), B: math.Inf(1), C: 2, D: 0.5}, `{"c":2,"d":0.5}`},
	} {
		b, err := json.Marshal(c.in)
		if err != nil || string(b) != c.want {
			t.Errorf("%+v: %s, %v", c.in, b, err)
		}
	}
	var s stats.Spell
	var x stats.Table
	if err := json.Unmarshal([]byte(`{"event":true}`), &s); err != nil || !math.IsNaN(s.Time) || !s.Event {
		t.Errorf("%v, %v", s, err)
	}
	if err := json.Unmarshal([]byte(`{"a":1,"d":2}`), &x); err != nil || x.A != 1 || !math.IsNaN(x.B) || x.D != 2 {
		t.Errorf("%v, %v", x, err)
	}
}
