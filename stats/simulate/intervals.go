package simulate

import (
	"math"
	"math/rand/v2"

	"github.com/seed-100d3eb7/rejoinder/stats"
)

// Intervals checks how often the 95 per cent intervals of single measures cover
// what they estimate, each in corpora of a size met in practice. Intervals of
// discrete counts cannot be exact at any one truth, so the true rate is drawn
// afresh each time.
func Intervals(corpora int, seed uint64) []Check {
	r := source(seed, 0x147)
	hits := map[string]float64{}
	var names []string
	see := func(name string, e stats.Estimate, truth float64) {
		if _, ok := hits[name]; !ok {
			hits[name] = 0
			names = append(names, name)
		}
		hits[name] += covers(e, truth)
	}
	for range corpora {
		p, q := 0.1+0.3*r.Float64(), 0.1+0.3*r.Float64()
		t := pairs(r, 150, 250, p, q)
		see("share, Wilson", t.AfterHostile(), p)
		see("risk difference, Newcombe", t.RiskDifference(), p-q)
		see("risk ratio, Katz", t.RiskRatio(), p/q)
		see("odds ratio, Woolf", t.OddsRatio(), p/(1-p)/(q/(1-q)))

		strata := make([]stats.Table, 20)
		or := p / (1 - p) / (q / (1 - q))
		for i := range strata {
			base := 0.1 + 0.4*r.Float64()
			odds := or * base / (1 - base)
			strata[i] = pairs(r, 12, 18, odds/(1+odds), base)
		}
		see("odds ratio within threads, Robins-Breslow-Greenland", stats.MantelHaenszel(strata), or)

		spells := make([]stats.Spell, 80)
		for i := range spells {
			event, end := r.ExpFloat64(), 2*r.ExpFloat64()
			spells[i] = stats.Spell{Time: min(event, end), Event: event <= end}
		}
		km := stats.KaplanMeier(spells)
		see("survival, log-log", km.At(0.7), math.Exp(-0.7))
		median := km.Median()
		if math.IsNaN(median.Hi) {
			median.Hi = math.Inf(1)
		}
		see("median wait, Brookmeyer-Crowley", median, math.Ln2)

		x := make([]float64, 40)
		for i := range x {
			x[i] = r.NormFloat64()
		}
		see("mean, Student", stats.Mean(x), 0)
		see("mean, bootstrap", stats.Bootstrap(len(x), 500, r.Uint64(), func(c []float64) float64 {
			sum, n := 0.0, 0.0
			for i, k := range c {
				sum, n = sum+k*x[i], n+k
			}
			return sum / n
		}), 0)

		score, pos := make([]float64, 120), make([]bool, 120)
		for i := range score {
			pos[i] = i < 40
			score[i] = r.NormFloat64()
			if pos[i] {
				score[i]++
			}
		}
		_, auc := stats.ROC(score, pos)
		see("area under ROC, DeLong", auc, 0.5*math.Erfc(-0.5))

		// Two observers who agree with chance 0.7 and else guess: kappa 0.7.
		a, b := make([]int, 150), make([]int, 150)
		for i := range a {
			a[i] = r.IntN(3)
			b[i] = r.IntN(3)
			if r.Float64() < 0.7 {
				b[i] = a[i]
			}
		}
		see("Cohen's kappa, Fleiss-Cohen-Everitt", stats.Cohen(a, b, stats.Unweighted), 0.7)
		rows := [][]float64{make([]float64, len(a)), make([]float64, len(a))}
		for i := range a {
			rows[0][i], rows[1][i] = float64(a[i]), float64(b[i])
		}
		see("Krippendorff's alpha, bootstrap", stats.AlphaInterval(rows, stats.Nominal, 300, r.Uint64()), 0.7)
	}
	out := make([]Check, 0, len(names))
	for _, name := range names {
		out = append(out, Check{name + ": coverage", hits[name] / float64(corpora), 0.93, 0.97, corpora})
	}
	return out
}

// pairs draws a table of m pairs with a hostile parent and n with a calm one.
func pairs(r *rand.Rand, m, n int, p, q float64) stats.Table {
	var t stats.Table
	for range m {
		if r.Float64() < p {
			t.A++
		} else {
			t.B++
		}
	}
	for range n {
		if r.Float64() < q {
			t.C++
		} else {
			t.D++
		}
	}
	return t
}
