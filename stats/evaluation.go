package stats

import (
	"math"
	"slices"
)

// CurvePoint is a classifier at one threshold: all scores of at least Threshold
// count as positive.
type CurvePoint struct {
	Threshold float64 `json:"threshold"`
	X         float64 `json:"x"`
	Y         float64 `json:"y"`
}

// ROC returns the curve of true positive rate (Y) over false positive rate (X)
// from the highest threshold down, without the point (0, 0), and the area under
// it: the chance that a positive scores above a negative, ties counting half.
// The interval is that of DeLong et al. (1988) on the logit scale, absent at 0
// and 1. NaN scores are left out. Undefined without positives or negatives. It
// panics where the lengths differ. n log n time.
func ROC(score []float64, positive []bool) ([]CurvePoint, Estimate) {
	checkLabels(len(score), len(positive))
	idx := byScore(score)
	pos := 0
	for _, i := range idx {
		if positive[i] {
			pos++
		}
	}
	neg := len(idx) - pos
	if pos == 0 || neg == 0 {
		return nil, Undefined(len(idx), pick(pos == 0, "no positives", "no negatives"))
	}
	var curve []CurvePoint
	// Placement of each score among those of the other class, for DeLong:
	// sums over positives of the share of negatives below, and the reverse.
	var auc, sumP, sumN float64
	tp, fp := 0, 0
	for i := 0; i < len(idx); {
		j, p, n := i, 0, 0
		for ; j < len(idx) && score[idx[j]] == score[idx[i]]; j++ {
			if positive[idx[j]] {
				p++
			} else {
				n++
			}
		}
		above := (float64(neg-fp-n) + float64(n)/2) / float64(neg) // for positives here
		under := (float64(tp) + float64(p)/2) / float64(pos)       // for negatives here
		auc += float64(p) * above
		sumP += float64(p) * above * above
		sumN += float64(n) * under * under
		tp, fp = tp+p, fp+n
		curve = append(curve, CurvePoint{score[idx[i]], float64(fp) / float64(neg), float64(tp) / float64(pos)})
		i = j
	}
	m, k := float64(pos), float64(neg)
	auc /= m
	e := Exact(auc, len(idx))
	if pos > 1 && neg > 1 && auc > 0 && auc < 1 {
		v := (sumP-m*auc*auc)/(m-1)/m + (sumN-k*auc*auc)/(k-1)/k
		half := z95 * math.Sqrt(max(0, v)) / (auc * (1 - auc))
		l := math.Log(auc / (1 - auc))
		e.Lo, e.Hi = 1/(1+math.Exp(half-l)), 1/(1+math.Exp(-half-l))
	}
	return curve, e
}

func checkLabels(scores, labels int) {
	if scores != labels {
		panic("stats: scores and labels differ in number")
	}
}

// PrecisionRecall returns the curve of precision (Y) over recall (X) from the
// highest threshold down, and average precision, Σ (R(k) - R(k-1)) P(k), which
// does not interpolate. NaN scores are left out. Undefined without positives.
// It panics where the lengths differ. n log n time.
func PrecisionRecall(score []float64, positive []bool) ([]CurvePoint, Estimate) {
	checkLabels(len(score), len(positive))
	idx := byScore(score)
	pos := 0
	for _, i := range idx {
		if positive[i] {
			pos++
		}
	}
	if pos == 0 {
		return nil, Undefined(len(idx), "no positives")
	}
	var curve []CurvePoint
	ap, tp := 0.0, 0
	for i := 0; i < len(idx); {
		j, before := i, tp
		for ; j < len(idx) && score[idx[j]] == score[idx[i]]; j++ {
			if positive[idx[j]] {
				tp++
			}
		}
		p := CurvePoint{score[idx[i]], float64(tp) / float64(pos), float64(tp) / float64(j)}
		ap += float64(tp-before) / float64(pos) * p.Y
		curve = append(curve, p)
		i = j
	}
	return curve, Exact(ap, len(idx))
}

// Brier returns the mean squared distance of probabilities from outcomes
// (Brier, 1950): 0 is perfect. Student's interval. NaN probabilities are left
// out. It panics where the lengths differ. Linear time.
func Brier(prob []float64, positive []bool) Estimate {
	checkLabels(len(prob), len(positive))
	loss := make([]float64, len(prob))
	for i, p := range prob {
		d := p
		if positive[i] {
			d = 1 - p
		}
		loss[i] = d * d
	}
	return Mean(loss)
}

// CalibrationBin is a stretch of predicted probability.
type CalibrationBin struct {
	// Lo and Hi are the least and greatest probability in it, Predicted their
	// mean.
	Lo        float64 `json:"lo"`
	Hi        float64 `json:"hi"`
	Predicted float64 `json:"predicted"`
	// Observed is the share of positives, with Wilson's interval.
	Observed Estimate `json:"observed"`
}

// Calibration returns probabilities in bins of equal number, from low to high,
// and the expected calibration error Σ n(b)/n |predicted - observed| (Naeini et
// al., 2015). Equal probabilities are not parted, so there may be fewer bins.
// The error is never quite 0 for a finite sample, however well calibrated. NaN
// probabilities are left out. Undefined without probabilities or bins. It
// panics where the lengths differ. n log n time.
func Calibration(prob []float64, positive []bool, bins int) ([]CalibrationBin, Estimate) {
	checkLabels(len(prob), len(positive))
	idx := byScore(prob)
	slices.Reverse(idx)
	n := len(idx)
	if n == 0 || bins < 1 {
		return nil, Undefined(0, "no probabilities")
	}
	var out []CalibrationBin
	ece := 0.0
	for i, b := 0, 1; i < n; b++ {
		j := min(n, max(i+1, b*n/bins))
		for j < n && prob[idx[j]] == prob[idx[j-1]] {
			j++
		}
		sum, pos := 0.0, 0
		for _, k := range idx[i:j] {
			sum += prob[k]
			if positive[k] {
				pos++
			}
		}
		m := j - i
		bin := CalibrationBin{prob[idx[i]], prob[idx[j-1]], sum / float64(m), Proportion(float64(pos), m)}
		ece += float64(m) / float64(n) * math.Abs(bin.Predicted-bin.Observed.Value)
		out = append(out, bin)
		i = j
	}
	return out, Exact(ece, n)
}

// Confusion counts decisions against the truth.
type Confusion struct {
	TP int `json:"tp"`
	FP int `json:"fp"`
	FN int `json:"fn"`
	TN int `json:"tn"`
}

// Confuse counts scores of at least threshold as positive; NaN scores are left
// out. It panics where the lengths differ.
func Confuse(score []float64, positive []bool, threshold float64) Confusion {
	checkLabels(len(score), len(positive))
	var c Confusion
	for i, s := range score {
		switch {
		case math.IsNaN(s):
		case s >= threshold && positive[i]:
			c.TP++
		case s >= threshold:
			c.FP++
		case positive[i]:
			c.FN++
		default:
			c.TN++
		}
	}
	return c
}

// Precision returns TP/(TP+FP) with Wilson's interval.
func (c Confusion) Precision() Estimate { return rateOf(c.TP, c.TP+c.FP, "nothing is called positive") }

// Recall returns TP/(TP+FN), the sensitivity, with Wilson's interval.
func (c Confusion) Recall() Estimate { return rateOf(c.TP, c.TP+c.FN, "no positives") }

// Specificity returns TN/(TN+FP) with Wilson's interval.
func (c Confusion) Specificity() Estimate { return rateOf(c.TN, c.TN+c.FP, "no negatives") }

// F1 returns the harmonic mean of precision and recall, 2TP/(2TP+FP+FN); N is
// TP+FP+FN, since true negatives do not enter it.
func (c Confusion) F1() Estimate {
	n := c.TP + c.FP + c.FN
	if n == 0 {
		return Undefined(0, "nothing is positive")
	}
	return Exact(2*float64(c.TP)/float64(n+c.TP), n)
}

func rateOf(k, n int, reason string) Estimate {
	if n == 0 {
		return Undefined(0, reason)
	}
	return Proportion(float64(k), n)
}

// Bias is how a classifier treats a group of texts, such as those that name an
// identity (Borkan et al., 2019), as three areas under ROC curves.
type Bias struct {
	Subgroup Estimate `json:"subgroup"` // within the group
	// BPSN sets positives of the background against negatives of the group: low
	// where the group's harmless texts score high.
	BPSN Estimate `json:"bpsn"`
	// BNSP sets negatives of the background against positives of the group.
	BNSP Estimate `json:"bnsp"`
}

// BiasOf returns the three areas; in[i] says whether text i is of the group. It
// panics where the lengths differ. n log n time.
func BiasOf(score []float64, positive, in []bool) Bias {
	checkLabels(len(score), len(positive))
	checkLabels(len(score), len(in))
	area := func(take func(positive, in bool) bool) Estimate {
		var s []float64
		var l []bool
		for i := range score {
			if take(positive[i], in[i]) {
				s, l = append(s, score[i]), append(l, positive[i])
			}
		}
		_, e := ROC(s, l)
		return e
	}
	return Bias{
		area(func(_, in bool) bool { return in }),
		area(func(p, in bool) bool { return p != in }),
		area(func(p, in bool) bool { return p == in }),
	}
}

// GeneralisedMean returns (mean of x^power)^(1/power), with power -5 the
// summary of areas over groups that Borkan et al. use: the worst groups weigh
// most. NaN elements are left out. Undefined where an element is not above 0.
func GeneralisedMean(x []float64, power float64) Estimate {
	sum, n := 0.0, 0
	for _, v := range x {
		if math.IsNaN(v) {
			continue
		}
		if v <= 0 {
			return Undefined(len(x), "an element is not above 0")
		}
		sum += math.Pow(v, power)
		n++
	}
	if n == 0 || power == 0 {
		return Undefined(n, "no elements, or power 0")
	}
	return Exact(math.Pow(sum/float64(n), 1/power), n)
}
