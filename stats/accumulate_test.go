package stats_test

import (
	"encoding/json"
	"math"
	"math/big"
	"slices"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/stats"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

func TestSumIsExactInAnyOrder(t *testing.T) {
	r := rng(111)
	for range 100 {
		x := make([]float64, 1+r.IntN(60))
		exact := new(big.Float).SetPrec(2000)
		for i := range x {
			x[i] = r.NormFloat64() * math.Pow(2, float64(r.IntN(200)-100))
			exact.Add(exact, big.NewFloat(x[i]))
		}
		want, _ := exact.Float64()
		var whole, left, right stats.Sum
		for i, v := range x {
			whole.Add(v)
			if i%3 == 0 {
				left.Add(v)
			} else {
				right.Add(v)
			}
		}
		right.Merge(&left)
		if whole.Value() != want || right.Value() != want {
			t.Fatalf("%v and %v, want %v", whole.Value(), right.Value(), want)
		}
	}
	var s stats.Sum
	s.Add(math.NaN())
	s.Add(math.Inf(1))
	if s.Value() != 0 || s.N() != 0 || s.Skipped() != 2 {
		t.Errorf("%+v", s)
	}
}

func TestSketchQuantiles(t *testing.T) {
	r := rng(112)
	var s, a, b stats.Sketch
	x := make([]float64, 3001)
	for i := range x {
		x[i] = math.Exp(4 * r.NormFloat64())
		switch r.IntN(10) {
		case 0:
			x[i] = -x[i]
		case 1:
			x[i] = 0
		}
		s.Add(x[i])
		if i%2 == 0 {
			a.Add(x[i])
		} else {
			b.Add(x[i])
		}
	}
	s.Add(math.NaN())
	slices.Sort(x)
	for _, p := range []float64{0, 0.02, 0.1, 0.15, 0.5, 0.9, 0.99, 1} {
		h := p * float64(len(x)-1)
		want := x[int(h)]
		want += (h - math.Floor(h)) * (x[int(math.Ceil(h))] - want)
		if got := s.Quantile(p).Value; math.Abs(got-want) > 0.0101*math.Abs(want) {
			t.Errorf("quantile %v = %v, want %v", p, got, want)
		}
	}
	near(t, "mean", s.Mean().Value, stats.Mean(x).Value, 1e-12)
	near(t, "interval", s.Mean().Hi, stats.Mean(x).Hi, 1e-9)
	b.Merge(&a)
	one, _ := json.Marshal(&s)
	two, _ := json.Marshal(&b)
	if string(one) != string(two) {
		t.Errorf("%s\n%s", one, two)
	}
	// Counts have exact medians, the same as those of one thread.
	var counts stats.Sketch
	for _, n := range []float64{7, 3, -2, 60, 300, 0} {
		counts.Add(n)
	}
	if got := counts.Quantile(0.5).Value; got != 5 {
		t.Errorf("median of six whole numbers %v, want 5", got)
	}
	var none stats.Sketch
	if none.Mean().Defined() || none.Quantile(0.5).Defined() {
		t.Error("figures of nothing")
	}
}

func TestCorpusMergesAndAgreesWithThreads(t *testing.T) {
	r := rng(113)
	var whole, parts stats.Corpus
	var ts []*thread.Thread
	for range 20 {
		ts = append(ts, randomThread(t, r, 1+r.IntN(40), 9))
	}
	comments, known := 0, 0
	var sizes []float64
	for i := range ts {
		whole.Add(ts[i])
		var part stats.Corpus
		part.Add(ts[len(ts)-1-i])
		parts.Merge(&part)
		s, l := stats.ShapeOf(ts[i]), stats.LatencyOf(ts[i])
		comments += s.Comments
		known += l.Known
		sizes = append(sizes, float64(s.Comments))
	}
	if whole.Comments != comments || whole.Delay.N() != known {
		t.Errorf("%d comments, %d latencies, want %d and %d", whole.Comments, whole.Delay.N(), comments, known)
	}
	near(t, "mean size", whole.Size.Mean().Value, stats.Mean(sizes).Value, 1e-12)
	for _, pair := range [][2]any{
		{whole.Report(), parts.Report()}, {new(stats.Corpus).Report(), new(stats.Corpus).Report()},
		{whole.Participation(), parts.Participation()}, {&whole.Virality, &parts.Virality},
		{&whole.Delay, &parts.Delay}, {whole.Offspring, parts.Offspring},
	} {
		a, _ := json.Marshal(pair[0])
		b, _ := json.Marshal(pair[1])
		if string(a) != string(b) || len(a) == 0 {
			t.Errorf("%s\n%s", a, b)
		}
	}
	var one stats.Corpus
	one.Add(ts[0])
	a, _ := json.Marshal(one.Participation())
	b, _ := json.Marshal(stats.ParticipationOf(ts[0]))
	if string(a) != string(b) {
		t.Errorf("%s\n%s", a, b)
	}
	if (&stats.Corpus{}).Participation().Gini.Defined() {
		t.Error("figures of nothing")
	}
}

// Numbers much larger than their spread keep it.
func TestSketchMeanOfEpochs(t *testing.T) {
	var s, part stats.Sketch
	var x []float64
	for i := range 1000 {
		v := 1.7e9 + float64(i%2)
		x = append(x, v)
		if i%3 == 0 {
			part.Add(v)
		} else {
			s.Add(v)
		}
	}
	s.Merge(&part)
	got, want := s.Mean(), stats.Mean(x)
	near(t, "width", got.Hi-got.Lo, want.Hi-want.Lo, 1e-6)
	if w := got.Hi - got.Lo; w < 0.06 || w > 0.065 {
		t.Errorf("width %v", w)
	}
	var huge stats.Sketch
	huge.Add(1e200)
	huge.Add(2e200)
	if e := huge.Mean(); e.Value != 1.5e200 || !math.IsNaN(e.Lo) {
		t.Errorf("%v", e)
	}
}
