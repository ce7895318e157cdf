package stats_test

import (
	"math"
	"slices"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/stats"
	"gonum.org/v1/gonum/integrate"
	"gonum.org/v1/gonum/stat"
)

var na = math.NaN()

// Krippendorff's canonical data: 4 observers, 12 units.
var canonical = [][]float64{
	{1, 2, 3, 3, 2, 1, 4, 1, 2, na, na, na},
	{1, 2, 3, 3, 2, 2, 4, 1, 2, 5, na, 3},
	{na, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, na},
	{1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, na},
}

func TestAlphaCanonical(t *testing.T) {
	for _, c := range []struct {
		m    stats.Metric
		want float64
	}{{stats.Nominal, 0.743}, {stats.Ordinal, 0.815}, {stats.Interval, 0.849}, {stats.Ratio, 0.797}} {
		e := stats.Alpha(canonical, c.m)
		if math.Abs(e.Value-c.want) > 5e-4 || e.N != 40 {
			t.Errorf("%v: %v, want %v", c.m, e, c.want)
		}
		near(t, c.m.String(), e.Value, slowAlpha(canonical, c.m), 1e-12)
		i := stats.AlphaInterval(canonical, c.m, 1000, 1)
		if i.Value != e.Value || !(i.Lo < e.Value && e.Value < i.Hi) {
			t.Errorf("%v: %v", c.m, i)
		}
	}
}

// slowAlpha builds the coincidence matrix of the definition.
func slowAlpha(ratings [][]float64, m stats.Metric) float64 {
	var values []float64
	for _, r := range ratings {
		for _, v := range r {
			if !math.IsNaN(v) && !slices.Contains(values, v) {
				values = append(values, v)
			}
		}
	}
	slices.Sort(values)
	o := map[[2]float64]float64{}
	n := map[float64]float64{}
	total := 0.0
	for u := range ratings[0] {
		var unit []float64
		for _, r := range ratings {
			if !math.IsNaN(r[u]) {
				unit = append(unit, r[u])
			}
		}
		for i, a := range unit {
			for j, b := range unit {
				if i != j {
					w := 1 / float64(len(unit)-1)
					o[[2]float64{a, b}] += w
					n[a] += w
					total += w
				}
			}
		}
	}
	delta := func(a, b float64) float64 {
		switch m {
		case stats.Nominal:
			if a == b {
				return 0
			}
			return 1
		case stats.Interval:
			return (a - b) * (a - b)
		case stats.Ratio:
			return (a - b) * (a - b) / ((a + b) * (a + b))
		}
		if a > b {
			a, b = b, a
		}
		sum := -(n[a] + n[b]) / 2
		for _, g := range values {
			if a <= g && g <= b {
				sum += n[g]
			}
		}
		return sum * sum
	}
	do, de := 0.0, 0.0
	for _, a := range values {
		for _, b := range values {
			do += o[[2]float64{a, b}] * delta(a, b)
			de += n[a] * n[b] * delta(a, b)
		}
	}
	return 1 - do/(de/(total-1))
}

func TestAlphaRandom(t *testing.T) {
	r := rng(101)
	for range 60 {
		ratings := make([][]float64, 2+r.IntN(4))
		units := 2 + r.IntN(20)
		for i := range ratings {
			ratings[i] = make([]float64, units)
			for u := range ratings[i] {
				ratings[i][u] = float64(1 + (u+r.IntN(3))%4)
				if r.IntN(4) == 0 {
					ratings[i][u] = na
				}
			}
		}
		for m := stats.Nominal; m <= stats.Ratio; m++ {
			e := stats.Alpha(ratings, m)
			if e.Defined() {
				near(t, m.String(), e.Value, slowAlpha(ratings, m), 1e-12)
			}
		}
	}
	for _, ratings := range [][][]float64{nil, {{1}}, {{1, na}, {na, 1}}, {{2, 2}, {2, 2}}} {
		if e := stats.Alpha(ratings, stats.Interval); e.Defined() || e.Reason == "" {
			t.Errorf("alpha of %v = %v", ratings, e)
		}
	}
	near(t, "perfect", stats.Alpha([][]float64{{1, 2}, {1, 2}}, stats.Nominal).Value, 1, 0)
}

func expand(table [][]int) (a, b []int) {
	for i, row := range table {
		for j, n := range row {
			for range n {
				a, b = append(a, i), append(b, j)
			}
		}
	}
	return a, b
}

func TestCohen(t *testing.T) {
	a, b := expand([][]int{{20, 5}, {10, 15}})
	e := stats.Cohen(a, b, stats.Unweighted)
	near(t, "kappa", e.Value, 0.4, 1e-12)
	// For two categories the variance is that of Fleiss, Cohen and Everitt in
	// its unweighted form.
	po, pe, k := 0.7, 0.5, 0.4
	p := [2][2]float64{{0.4, 0.1}, {0.2, 0.3}}
	row, col := [2]float64{0.5, 0.5}, [2]float64{0.6, 0.4}
	v := 0.0
	for i := range 2 {
		x := (1 - pe) - (row[i]+col[i])*(1-po)
		v += p[i][i] * x * x
		for j := range 2 {
			if i != j {
				v += (1 - po) * (1 - po) * p[i][j] * (col[i] + row[j]) * (col[i] + row[j])
			}
		}
	}
	v -= (po*pe - 2*pe + po) * (po*pe - 2*pe + po)
	se := math.Sqrt(v/50) / ((1 - pe) * (1 - pe))
	near(t, "standard error", (e.Hi-k)/1.959963984540054, se, 1e-9)

	// Weighted kappa with quadratic weights is the intraclass correlation; by
	// definition from the table.
	a, b = expand([][]int{{8, 2, 1}, {3, 9, 2}, {0, 4, 11}})
	for w, f := range map[stats.Weighting]func(d float64) float64{
		stats.Linear: func(d float64) float64 { return d }, stats.Quadratic: func(d float64) float64 { return d * d },
	} {
		do, de := 0.0, 0.0
		for i := range a {
			do += f(math.Abs(float64(a[i] - b[i])))
			for j := range b {
				de += f(math.Abs(float64(a[i]-b[j]))) / float64(len(b))
			}
		}
		near(t, "weighted", stats.Cohen(a, b, w).Value, 1-do/de, 1e-12)
	}
	if stats.Cohen([]int{1, 1}, []int{1, 1}, stats.Unweighted).Defined() || stats.Cohen([]int{-1}, []int{2}, stats.Linear).Defined() {
		t.Error("kappa without variation")
	}
}

func TestFleissPublished(t *testing.T) {
	// Fleiss' method on the usual example of 14 observers and 10 things.
	counts := [][]int{
		{0, 0, 0, 0, 14}, {0, 2, 6, 4, 2}, {0, 0, 3, 5, 6}, {0, 3, 9, 2, 0}, {2, 2, 8, 1, 1},
		{7, 7, 0, 0, 0}, {3, 2, 6, 3, 0}, {2, 5, 3, 2, 2}, {6, 5, 2, 1, 0}, {0, 2, 2, 3, 7},
	}
	e := stats.Fleiss(counts)
	near(t, "kappa", e.Value, 0.210, 5e-4)
	// The jackknife, each thing left out in turn.
	var out []float64
	for i := range counts {
		out = append(out, stats.Fleiss(slices.Concat(counts[:i], counts[i+1:])).Value)
	}
	_, sd := stat.PopMeanStdDev(out, nil)
	near(t, "interval", e.Hi-e.Value, 1.959963984540054*math.Sqrt(9)*sd, 1e-9)
	for _, c := range [][][]int{nil, {{1, 0}}, {{2, 0}, {1, 0}}, {{2, 0}, {2, 0}}} {
		if e := stats.Fleiss(c); e.Defined() || e.Reason == "" {
			t.Errorf("%v: %v", c, e)
		}
	}
	near(t, "percent", stats.PercentAgreement([][]float64{{1, 2, 3}, {1, 2, 4}}).Value, 2.0/3, 1e-12)
}

func TestROCAgainstPairsAndGonum(t *testing.T) {
	r := rng(102)
	for range 50 {
		n := 4 + r.IntN(40)
		score, pos := make([]float64, n), make([]bool, n)
		for i := range score {
			pos[i] = r.IntN(3) == 0
			score[i] = float64(r.IntN(12))
			if pos[i] {
				score[i] += float64(r.IntN(6))
			}
		}
		curve, auc := stats.ROC(score, pos)
		if !auc.Defined() {
			continue
		}
		wins, pairs := 0.0, 0.0
		for i := range score {
			for j := range score {
				if pos[i] && !pos[j] {
					pairs++
					if score[i] > score[j] {
						wins++
					} else if score[i] == score[j] {
						wins += 0.5
					}
				}
			}
		}
		near(t, "area by pairs", auc.Value, wins/pairs, 1e-12)
		y, classes := slices.Clone(score), slices.Clone(pos)
		stat.SortWeightedLabeled(y, classes, nil)
		tpr, fpr, _ := stat.ROC(nil, y, classes, nil)
		near(t, "area by gonum", auc.Value, integrate.Trapezoidal(fpr, tpr), 1e-12)
		if last := curve[len(curve)-1]; last.X != 1 || last.Y != 1 {
			t.Fatalf("the curve ends at %v", last)
		}
		_, ap := stats.PrecisionRecall(score, pos)
		want, np := 0.0, 0.0
		for i := range pos { // mean over positives of precision at their score
			if pos[i] {
				np++
				tp, all := 0.0, 0.0
				for j := range pos {
					if score[j] >= score[i] {
						all++
						if pos[j] {
							tp++
						}
					}
				}
				want += tp / all
			}
		}
		near(t, "average precision", ap.Value, want/np, 1e-12)
	}
	if _, e := stats.ROC([]float64{1, 2}, []bool{true, true}); e.Defined() {
		t.Error("area without negatives")
	}
}

func TestDeLongCovers(t *testing.T) {
	r := rng(103)
	const runs = 1500
	truth, hit := 0.5*math.Erfc(-0.5), 0 // shift 1: Φ(1/√2)
	for range runs {
		score, pos := make([]float64, 90), make([]bool, 90)
		for i := range score {
			pos[i] = i < 30
			score[i] = r.NormFloat64()
			if pos[i] {
				score[i]++
			}
		}
		if _, e := stats.ROC(score, pos); e.Lo <= truth && truth <= e.Hi {
			hit++
		}
	}
	if c := float64(hit) / runs; c < 0.93 || c > 0.97 {
		t.Errorf("covers %v", c)
	}
}

func TestCalibrationBrierConfusionBias(t *testing.T) {
	prob := []float64{0.1, 0.1, 0.4, 0.6, 0.9, na}
	pos := []bool{false, true, false, true, true, true}
	near(t, "Brier", stats.Brier(prob, pos).Value, (0.01+0.81+0.16+0.16+0.01)/5, 1e-12)
	bins, ece := stats.Calibration(prob, pos, 5)
	if len(bins) != 4 { // the two of 0.1 are not parted
		t.Errorf("%v", bins)
	}
	near(t, "ECE", ece.Value, (2*0.4+0.4+0.4+0.1)/5, 1e-12)
	c := stats.Confuse(prob, pos, 0.5)
	if c != (stats.Confusion{TP: 2, FN: 1, TN: 2}) {
		t.Errorf("%+v", c)
	}
	near(t, "F1", c.F1().Value, 0.8, 1e-12)
	near(t, "recall", c.Recall().Value, 2.0/3, 1e-12)
	near(t, "precision", c.Precision().Value, 1, 0)
	near(t, "specificity", c.Specificity().Value, 1, 0)
	if (stats.Confusion{}).F1().Defined() || (stats.Confusion{}).Precision().Defined() {
		t.Error("figures of nothing")
	}
	// The group's harmless texts score above the background's hostile ones.
	b := stats.BiasOf([]float64{0.9, 0.8, 0.7, 0.1}, []bool{true, false, true, false}, []bool{true, true, false, false})
	near(t, "subgroup", b.Subgroup.Value, 1, 0)
	near(t, "BPSN", b.BPSN.Value, 0, 0)
	near(t, "BNSP", b.BNSP.Value, 1, 0)
	near(t, "power mean", stats.GeneralisedMean([]float64{1, 0.5}, -1).Value, 2/3.0, 1e-12)
	if stats.GeneralisedMean([]float64{0}, -5).Defined() {
		t.Error("mean of zero")
	}
}

// Three things on which all agree do not show that nobody ever will differ.
func TestPerfectAgreementHasNoInterval(t *testing.T) {
	for name, e := range map[string]stats.Estimate{
		"Cohen":  stats.Cohen([]int{0, 1, 0}, []int{0, 1, 0}, stats.Unweighted),
		"linear": stats.Cohen([]int{0, 1, 2}, []int{0, 1, 2}, stats.Linear),
		"Fleiss": stats.Fleiss([][]int{{3, 0}, {0, 3}, {3, 0}}),
	} {
		if e.Value < 1-1e-9 || !math.IsNaN(e.Lo) || !math.IsNaN(e.Hi) {
			t.Errorf("%s: %v", name, e)
		}
	}
}
