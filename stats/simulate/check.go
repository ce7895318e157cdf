package simulate

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/seed-100d3eb7/rejoinder/stats"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

// Check is one property of a measure, found by simulation. It holds where
// Value lies from Lo to Hi.
type Check struct {
	Name   string
	Value  float64
	Lo, Hi float64
	N      int // simulated corpora
}

// OK reports whether the property holds.
func (c Check) OK() bool { return c.Lo <= c.Value && c.Value <= c.Hi }

// String writes the check in a line.
func (c Check) String() string {
	verdict := "holds"
	if !c.OK() {
		verdict = "FAILS"
	}
	return fmt.Sprintf("%-64s %.4f in [%g, %g], %d corpora: %s", c.Name, c.Value, c.Lo, c.Hi, c.N, verdict)
}

// Uniform checks that the p-values of the two permutation tests are uniform
// where there is no contagion: within threads though threads differ, within
// authors though authors differ and keep like company. The value is the p-value
// of a Kolmogorov-Smirnov test over corpora.
func Uniform(corpora int, seed uint64) []Check {
	// p is a multiple of 1/500: spread over its grain it is continuous. Scores
	// are blurred as a classifier blurs them, since statistics of yes and no tie,
	// and a tie makes p larger.
	r := source(seed, 0x6a1)
	grain := func(r *rand.Rand) float64 { return r.Float64() / 500 }
	thread, author := make([]float64, corpora), make([]float64, corpora)
	opt := &stats.ContagionOptions{Resamples: -1, Permutations: 499}
	for i := range corpora {
		opt.Seed = seed + uint64(i)
		moody := Law{Threads: 15, Comments: 20, People: 300, Rate: 0.25, Mood: 1}
		thread[i] = blurred(moody, seed+uint64(i), opt).WithinThread.Value - grain(r)
		set := Law{Threads: 15, Comments: 20, People: 30, Rate: 0.25, Habit: 1.5, Company: 0.7}
		author[i] = blurred(set, seed+uint64(i), opt).WithinAuthor.Value - grain(r)
	}
	identity := func(p float64) float64 { return p }
	return []Check{
		{"p within threads is uniform though threads differ (KS p)", stats.KolmogorovSmirnov(thread, identity).P, 0.01, 1, corpora},
		{"p within authors is uniform though habits meet (KS p)", stats.KolmogorovSmirnov(author, identity).P, 0.01, 1, corpora},
	}
}

// Planted checks that contagion that was put in is found, by both tests, and
// that a habit of authors who keep like company is not called contagion by the
// test within authors, though the plain odds ratio calls it so.
func Planted(corpora int, seed uint64) []Check {
	var found, foundHabit, falsely, naive float64
	opt := &stats.ContagionOptions{Resamples: -1, Permutations: 499}
	for i := range corpora {
		opt.Seed = seed + uint64(i)
		r := report(Law{Threads: 60, Comments: 30, People: 80, Rate: 0.2, Habit: 0.7, Contagion: 1.2}, seed+uint64(i), opt)
		found += below(r.WithinThread.Value)
		foundHabit += below(r.WithinAuthor.Value)
		r = report(Law{Threads: 60, Comments: 30, People: 60, Rate: 0.2, Habit: 1.8, Company: 0.8}, seed+uint64(i), opt)
		falsely += below(r.WithinAuthor.Value)
		if r.OddsRatio.Lo > 1 {
			naive++
		}
	}
	n := float64(corpora)
	slack := 3 * math.Sqrt(0.05*0.95/n)
	return []Check{
		{"planted contagion found within threads", found / n, 0.9, 1, corpora},
		{"planted contagion found within authors", foundHabit / n, 0.9, 1, corpora},
		{"habit called contagion by the test within authors", falsely / n, 0, 0.05 + slack, corpora},
		{"habit called contagion by the plain odds ratio", naive / n, 0.8, 1, corpora},
	}
}

func below(p float64) float64 {
	if p <= 0.05 {
		return 1
	}
	return 0
}

// Coverage checks that 95 per cent intervals cover what was put in in 93 to 97 of
// 100 corpora where threads differ in mood and siblings share a parent: those of
// the chances of a hostile reply, of their difference and ratio, of the
// odds ratio by resampling threads and of Mantel and Haenszel's, and in five threads
// too. The true figures under mood are found from a corpus as large as all of
// them together.
func Coverage(corpora int, seed uint64) []Check {
	law := Law{Threads: 60, Comments: 25, People: 100000, Rate: 0.25, Mood: 0.8, Contagion: 0.7}
	large := law
	large.Threads *= max(corpora, 50)
	none := &stats.ContagionOptions{Resamples: -1, Permutations: -1}
	truth := report(large, seed+1<<40, none)
	few := law
	few.Threads, few.Comments = 5, 100
	large = few
	large.Threads *= max(corpora, 50)
	fewTruth := report(large, seed+1<<41, none)
	var hostile, calm, difference, ratio, fewHostile, fewDifference, cluster, mh, naive, naiveShare float64
	for i := range corpora {
		r := report(law, seed+uint64(i), &stats.ContagionOptions{Resamples: 600, Permutations: -1, Seed: seed + uint64(i)})
		hostile += covers(r.AfterHostile, truth.AfterHostile.Value)
		calm += covers(r.AfterCalm, truth.AfterCalm.Value)
		difference += covers(r.RiskDifference, truth.RiskDifference.Value)
		ratio += covers(r.RiskRatio, truth.RiskRatio.Value)
		cluster += covers(r.Clustered, truth.OddsRatio.Value)
		naive += covers(r.OddsRatio, truth.OddsRatio.Value)
		naiveShare += covers(r.Table.AfterHostile(), truth.AfterHostile.Value)
		mh += covers(r.MantelHaenszel, truth.MantelHaenszel.Value)
		r = report(few, seed+1<<42+uint64(i), none)
		fewHostile += covers(r.AfterHostile, fewTruth.AfterHostile.Value)
		fewDifference += covers(r.RiskDifference, fewTruth.RiskDifference.Value)
	}
	n := float64(corpora)
	return []Check{
		{"P(hostile | parent hostile), over threads: coverage", hostile / n, 0.93, 0.97, corpora},
		{"P(hostile | parent calm), over threads: coverage", calm / n, 0.93, 0.97, corpora},
		{"risk difference, over threads: coverage", difference / n, 0.93, 0.97, corpora},
		{"risk ratio, over threads: coverage", ratio / n, 0.93, 0.97, corpora},
		{"P(hostile | parent hostile), over 5 threads: coverage", fewHostile / n, 0.89, 0.98, corpora},
		{"risk difference, over 5 threads: coverage", fewDifference / n, 0.89, 0.98, corpora},
		{"pooled odds ratio, resampling threads: coverage", cluster / n, 0.93, 0.97, corpora},
		{"odds ratio within threads, Mantel-Haenszel: coverage", mh / n, 0.93, 0.97, corpora},
		{"pooled odds ratio, pairs taken as independent: coverage", naive / n, 0, 0.95, corpora},
		{"P(hostile | parent hostile), pairs independent: coverage", naiveShare / n, 0, 0.9, corpora},
	}
}

func covers(e stats.Estimate, truth float64) float64 {
	if e.Lo <= truth && truth <= e.Hi {
		return 1
	}
	return 0
}

func report(l Law, seed uint64, opt *stats.ContagionOptions) stats.ContagionReport {
	threads, columns := l.Draw(seed)
	return reportOf(threads, columns, opt)
}

func reportOf(threads []*thread.Thread, columns [][]float64, opt *stats.ContagionOptions) stats.ContagionReport {
	var c stats.Contagion
	for i, t := range threads {
		c.Add(t, columns[i])
	}
	return c.Report(opt)
}

// blurred is report on scores from 0.1 to 0.9 in place of yes and no.
func blurred(l Law, seed uint64, opt *stats.ContagionOptions) stats.ContagionReport {
	threads, columns := l.Draw(seed)
	r := source(seed, 0xb1)
	for _, col := range columns {
		for i, x := range col {
			col[i] = 0.1 + 0.6*x + 0.2*r.Float64()
		}
	}
	return reportOf(threads, columns, opt)
}
