package simulate

import (
	"math"

	"github.com/seed-100d3eb7/rejoinder/stats"
)

// Reader stands for a classifier that reads each comment by itself: it sees a
// number drawn from one normal distribution for hostile comments and from another
// for calm ones, of equal variance, and answers with the probability of
// hostility given that number.
type Reader struct {
	// AUC is how well it tells hostile from calm comments: its area under the
	// ROC curve, above 0.5 and below 1.
	AUC float64
	// Rate is the share of hostile comments that it expects. It is calibrated
	// where that is their share.
	Rate float64
}

// Scores returns the columns with scores in place of 0 and 1. Equal seeds give
// equal scores.
func (r Reader) Scores(columns [][]float64, seed uint64) [][]float64 {
	g := source(seed, 0x5c)
	apart := -2 * math.Erfcinv(2*r.AUC) // √2 times the normal quantile
	prior := math.Log(r.Rate / (1 - r.Rate))
	out := make([][]float64, len(columns))
	for i, col := range columns {
		out[i] = make([]float64, len(col))
		for k, hostile := range col {
			seen := g.NormFloat64() + (hostile-0.5)*apart
			out[i][k] = 1 / (1 + math.Exp(-prior-apart*seen))
		}
	}
	return out
}

// Soft checks what becomes of contagion where comments are scored by a [Reader]
// in place of being known: that the tests still find it, that of the difference
// as much is left as the report says, and that the corrected figures cover what
// was put in.
func Soft(corpora int, seed uint64) []Check {
	law := Law{Threads: 60, Comments: 40, People: 100000, Rate: 0.15, Mood: 0.6, Contagion: 1.4}
	large := law
	large.Threads *= max(corpora, 100)
	none := &stats.ContagionOptions{Resamples: -1, Permutations: -1}
	threads, columns := large.Draw(seed + 1<<40)
	truth := reportOf(threads, columns, none)
	reader := Reader{AUC: 0.93, Rate: mean(columns)}
	var found, calm, hostile, difference, soft, kept float64
	opt := &stats.ContagionOptions{Resamples: -1, Permutations: 199}
	for i := range corpora {
		opt.Seed = seed + uint64(i)
		threads, columns := law.Draw(seed + uint64(i))
		r := reportOf(threads, reader.Scores(columns, seed+uint64(i)), opt)
		found += below(r.WithinThread.Value)
		hostile += covers(r.Corrected.AfterHostile, truth.AfterHostile.Value)
		calm += covers(r.Corrected.AfterCalm, truth.AfterCalm.Value)
		difference += covers(r.Corrected.RiskDifference, truth.RiskDifference.Value)
		soft += r.RiskDifference.Value
		kept += r.Kept.Value
	}
	n := float64(corpora)
	return []Check{
		{"contagion found within threads from unsure scores", found / n, 0.9, 1, corpora},
		{"difference left in soft counts over what the report says is", soft / kept / truth.RiskDifference.Value, 0.9, 1.1, corpora},
		{"difference corrected for unsure scores: coverage", difference / n, 0.93, 0.97, corpora},
		{"P(hostile | parent hostile), corrected: coverage", hostile / n, 0.93, 0.97, corpora},
		{"P(hostile | parent calm), corrected: coverage", calm / n, 0.93, 0.97, corpora},
	}
}

func mean(columns [][]float64) float64 {
	sum, n := 0.0, 0
	for _, col := range columns {
		for _, x := range col {
			sum += x
			n++
		}
	}
	return sum / float64(n)
}
