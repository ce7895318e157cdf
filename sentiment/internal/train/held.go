package main

import (
	"fmt"

	"github.com/seed-100d3eb7/rejoinder/internal/hosteval"
	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/hostile"
)

// held prints how the score does on training texts that neither the heads, nor
// the network, nor its curve have seen: for each set the area under the curve,
// the calibration error at the set's own rate, and what share of its calm texts
// is flagged at the threshold that gives 80 % precision on Reddit. The sets are
// larger than the development splits. rows are as rowsFor returns them.
func held(rows []row, epochs int, decay float64, seed uint64) {
	var sets [numSources]hosteval.Result
	for k := range folds {
		var part []row
		for i := range rows {
			if rows[i].fold != k {
				part = append(part, rows[i])
			}
		}
		n := fit(part, epochs, decay, seed)
		calibrate(n, part)
		for i := range rows {
			r := &rows[i]
			if r.fold != k || r.gold < 0 {
				continue
			}
			x := r.x
			n.Normalise(x[:])
			s := &sets[r.source]
			s.Scores, s.Labels = append(s.Scores, float64(hostile.Sigmoid(logit(n, &x)))), append(s.Labels, r.gold == 1)
			s.Positive += r.gold
			s.N++
		}
	}
	threshold := 0.0
	for i := range sources {
		if sources[i].name == "reddit_incivility" {
			threshold = sets[i].ThresholdAt(0.8)
		}
	}
	fmt.Printf("in cross-validation; threshold %.3f\n", threshold)
	for i := range sets {
		s := &sets[i]
		if s.Positive == 0 || s.Positive == s.N {
			continue
		}
		var side [2][]float64
		for j, p := range s.Scores {
			if s.Labels[j] {
				side[1] = append(side[1], p)
			} else {
				side[0] = append(side[0], p)
			}
		}
		fmt.Printf("%-18s %5d %5d  AUC %.4f  ECE %.4f  calm flagged %.4f\n", sources[i].name, s.N, s.Positive, auc(side[1], side[0]),
			hosteval.CalibrationError(s.Scores, s.Labels, float64(s.Positive)/float64(s.N)), s.Flagged(threshold).Value)
	}
}
