package stats

import (
	"cmp"
	"encoding/json"
	"math"

	"gonum.org/v1/gonum/stat/combin"
)

// Table crosses the state of a comment with that of the comment it answers.
// Its cells may be soft counts, sums of products of probabilities; a row or
// column that comes to less than half a pair counts as empty. All figures are
// undefined where a cell is negative or not finite. Intervals take pairs as
// independent: for pairs of several threads see [ContagionReport].
//
// Soft counts are expected counts only where parent and reply are independent
// given their scores, and so understate any dependence: see [Table.Soft].
//
//	               reply hostile   reply calm
//	parent hostile      A               B
//	parent calm         C               D
type Table struct {
	A float64 `json:"a"`
	B float64 `json:"b"`
	C float64 `json:"c"`
	D float64 `json:"d"`
}

// Add adds the pair of a parent that is hostile with probability p and a reply
// that is with probability q, spread over the four cells as if one were
// independent of the other.
func (t *Table) Add(p, q float64) {
	t.A += p * q
	t.B += p * (1 - q)
	t.C += (1 - p) * q
	t.D += (1 - p) * (1 - q)
}

// Merge adds the cells of o.
func (t *Table) Merge(o Table) {
	t.A, t.B, t.C, t.D = t.A+o.A, t.B+o.B, t.C+o.C, t.D+o.D
}

// Total returns the number of pairs.
func (t Table) Total() float64 { return t.A + t.B + t.C + t.D }

func (t Table) n() int {
	if t.bad() != "" {
		return 0
	}
	return int(math.Round(t.Total()))
}

func (t Table) bad() string {
	for _, x := range [...]float64{t.A, t.B, t.C, t.D, t.Total()} {
		if !(x >= 0) || math.IsInf(x, 1) {
			return "a cell is negative or not finite"
		}
	}
	return ""
}

// tableJSON has the cells that are finite numbers.
type tableJSON struct {
	A *float64 `json:"a,omitempty"`
	B *float64 `json:"b,omitempty"`
	C *float64 `json:"c,omitempty"`
	D *float64 `json:"d,omitempty"`
}

// MarshalJSON leaves out what is not a finite number.
func (t Table) MarshalJSON() ([]byte, error) {
	return json.Marshal(tableJSON{finite(&t.A), finite(&t.B), finite(&t.C), finite(&t.D)})
}

// UnmarshalJSON reads what MarshalJSON writes; absent cells become NaN.
func (t *Table) UnmarshalJSON(b []byte) error {
	var v tableJSON
	if err := json.Unmarshal(b, &v); err != nil {
		return err
	}
	*t = Table{orNaN(v.A), orNaN(v.B), orNaN(v.C), orNaN(v.D)}
	return nil
}

// AfterHostile returns P(reply hostile | parent hostile) = A/(A+B), with
// Wilson's interval. Undefined where no parent is hostile.
func (t Table) AfterHostile() Estimate { return t.row(t.A, t.A+t.B, "no parent is hostile") }

// AfterCalm returns P(reply hostile | parent calm) = C/(C+D), with Wilson's
// interval. Undefined where no parent is calm.
func (t Table) AfterCalm() Estimate { return t.row(t.C, t.C+t.D, "no parent is calm") }

func (t Table) row(k, n float64, reason string) Estimate {
	if bad := t.bad(); bad != "" {
		return Undefined(0, bad)
	}
	return share(k, n, reason)
}

// empty reports whether a soft count comes to no observation.
func empty(n float64) bool { return !(n >= 0.5) }

// share is Wilson's interval on a soft number of observations.
func share(k, n float64, reason string) Estimate {
	if empty(n) {
		return Undefined(0, reason)
	}
	p := min(1, k/n)
	lo, hi := wilson(p, n, z95)
	return Estimate{p, lo, hi, int(math.Round(n)), ""}
}

// wilson returns the ends of Wilson's interval for a share p of n at z standard
// errors.
func wilson(p, n, z float64) (lo, hi float64) {
	z2 := z * z
	centre := (p + z2/(2*n)) / (1 + z2/n)
	half := z / (1 + z2/n) * math.Sqrt(p*(1-p)/n+z2/(4*n*n))
	return max(0, centre-half), min(1, centre+half)
}

// RiskDifference returns A/(A+B) - C/(C+D) with Newcombe's interval (1998,
// method 10, from two Wilson intervals). Undefined where a row is empty.
func (t Table) RiskDifference() Estimate {
	p, q := t.AfterHostile(), t.AfterCalm()
	if !p.Defined() || !q.Defined() {
		return Undefined(t.n(), cmp.Or(t.rows(), p.Reason))
	}
	d := p.Value - q.Value
	return Estimate{
		d,
		d - math.Hypot(p.Value-p.Lo, q.Hi-q.Value),
		d + math.Hypot(p.Hi-p.Value, q.Value-q.Lo),
		t.n(), "",
	}
}

// RiskRatio returns (A/(A+B)) / (C/(C+D)) with Katz's log interval. Where A or
// C is 0 half a count is added to both (Walter, 1975). Undefined where a row is
// empty or no reply is hostile.
func (t Table) RiskRatio() Estimate {
	if reason := t.rows(); reason != "" {
		return Undefined(t.n(), reason)
	}
	a, m, c, n := t.A, t.A+t.B, t.C, t.C+t.D
	if empty(a + c) {
		return Undefined(t.n(), "no reply is hostile")
	}
	if a <= 0 || c <= 0 {
		a, m, c, n = a+0.5, m+0.5, c+0.5, n+0.5
	}
	return logEstimate(math.Log(a/m)-math.Log(c/n), math.Sqrt(max(0, 1/a-1/m+1/c-1/n)), t.n())
}

// OddsRatio returns AD/BC with Woolf's interval exp(ln OR ± z √(1/A+1/B+1/C+1/D)).
// Where a cell is 0 half a count is added to all four (Haldane, Anscombe).
// Undefined where a row or a column is empty.
func (t Table) OddsRatio() Estimate {
	a, b, c, d := t.A, t.B, t.C, t.D
	if reason := t.margins(); reason != "" {
		return Undefined(t.n(), reason)
	}
	if a <= 0 || b <= 0 || c <= 0 || d <= 0 {
		a, b, c, d = a+0.5, b+0.5, c+0.5, d+0.5
	}
	return logEstimate(math.Log(a)+math.Log(d)-math.Log(b)-math.Log(c), math.Sqrt(1/a+1/b+1/c+1/d), t.n())
}

// Corrected reports whether OddsRatio adds half a count to each cell.
func (t Table) Corrected() bool { return t.A <= 0 || t.B <= 0 || t.C <= 0 || t.D <= 0 }

// rows says which row is empty.
func (t Table) rows() string {
	bad := t.bad()
	switch {
	case bad != "":
		return bad
	case empty(t.Total()):
		return "no pairs"
	case empty(t.A + t.B):
		return "no parent is hostile"
	case empty(t.C + t.D):
		return "no parent is calm"
	}
	return ""
}

// margins says which row or column is empty.
func (t Table) margins() string {
	reason := t.rows()
	switch {
	case reason != "":
		return reason
	case empty(t.A + t.C):
		return "no reply is hostile"
	case empty(t.B + t.D):
		return "no reply is calm"
	}
	return ""
}

func pick(cond bool, a, b string) string {
	if cond {
		return a
	}
	return b
}

func logEstimate(log, se float64, n int) Estimate {
	return Estimate{math.Exp(log), math.Exp(log - z95*se), math.Exp(log + z95*se), n, ""}
}

// Fisher returns the two-sided p-value of Fisher's exact test: the chance,
// margins fixed, of a table no more likely than this one. Cells are rounded to
// whole counts. Linear in the smallest margin. Undefined for an empty table.
func (t Table) Fisher() Estimate {
	if bad := t.bad(); bad != "" {
		return Undefined(0, bad)
	}
	a, b, c, d := math.Round(t.A), math.Round(t.B), math.Round(t.C), math.Round(t.D)
	n := a + b + c + d
	if n <= 0 {
		return Undefined(0, "no pairs")
	}
	row, col := a+b, a+c
	lo, hi := max(0, row+col-n), min(row, col)
	whole := combin.LogGeneralizedBinomial(n, col)
	logp := func(x float64) float64 {
		return combin.LogGeneralizedBinomial(row, x) + combin.LogGeneralizedBinomial(n-row, col-x) - whole
	}
	at := logp(a)
	p := 0.0
	for x := lo; x <= hi; x++ {
		if l := logp(x); l <= at+1e-7 {
			p += math.Exp(l)
		}
	}
	return Exact(min(1, p), int(n))
}

// MantelHaenszel returns the odds ratio common to all tables, Σ AD/n over
// Σ BC/n, with the interval of Robins, Breslow and Greenland (1986), which
// holds both for many small tables and for few large ones. Taking a table for
// each thread, it asks whether a hostile comment draws hostile replies within
// threads, however hostile each thread is. A table of one pair says nothing of
// that and adds nothing, however soft its counts. Undefined where no table tells
// the two rows and columns apart, and where a row or column of all tables
// together is empty. Linear time.
func MantelHaenszel(tables []Table) Estimate {
	var r, s, pr, psqr, qs float64
	var pool Table
	for _, t := range tables {
		pool.Merge(t)
		n := t.Total()
		if !(n >= 1.5) {
			continue
		}
		ri, si := t.A*t.D/n, t.B*t.C/n
		p, q := (t.A+t.D)/n, (t.B+t.C)/n
		r += ri
		s += si
		pr += p * ri
		psqr += p*si + q*ri
		qs += q * si
	}
	if reason := pool.margins(); reason != "" {
		return Undefined(pool.n(), reason)
	}
	if r <= 0 || s <= 0 {
		return Undefined(pool.n(), "no table has pairs on both diagonals")
	}
	v := pr/(2*r*r) + psqr/(2*r*s) + qs/(2*s*s)
	return logEstimate(math.Log(r)-math.Log(s), math.Sqrt(v), pool.n())
}

// RoganGladen corrects an apparent rate for the errors of the classifier
// behind it: (p + specificity - 1) / (sensitivity + specificity - 1), clamped
// to [0, 1] (Rogan and Gladen, 1978). The interval's ends are corrected alike;
// sensitivity and specificity are taken as known. Undefined where the
// classifier is no better than chance.
func RoganGladen(apparent Estimate, sensitivity, specificity float64) Estimate {
	j := sensitivity + specificity - 1
	switch {
	case !apparent.Defined():
		return apparent
	case !(j > 0) || sensitivity > 1 || specificity > 1:
		return Undefined(apparent.N, "sensitivity and specificity must add to more than 1")
	}
	f := func(p float64) float64 { return min(1, max(0, (p+specificity-1)/j)) }
	return Estimate{f(apparent.Value), f(apparent.Lo), f(apparent.Hi), apparent.N, ""}
}

// Correct returns the table that would, on average, have been seen without
// classifier errors, if those fall on parent and reply independently and at
// the same rates: the inverse of the two misclassifications. Cells that come
// out below zero are set to 0 with the total kept, and ok is false: the data
// do not fit the rates. It is also false, and the table zero, where the
// classifier is no better than chance.
func (t Table) Correct(sensitivity, specificity float64) (c Table, ok bool) {
	j := sensitivity + specificity - 1
	if !(j > 0) || sensitivity > 1 || specificity > 1 || t.bad() != "" {
		return Table{}, false
	}
	c = t.unmix(sensitivity, specificity)
	ok = true
	total := t.Total()
	for _, x := range []*float64{&c.A, &c.B, &c.C, &c.D} {
		if *x < 0 {
			*x, ok = 0, false
		}
	}
	if s := c.Total(); s > 0 {
		f := total / s
		c.A, c.B, c.C, c.D = c.A*f, c.B*f, c.C*f, c.D*f
	}
	return c, ok
}

// unmix takes the inverse of [[se, 1-sp], [1-se, sp]] first over rows, then over
// columns. Cells may come out below zero.
func (t Table) unmix(sensitivity, specificity float64) (c Table) {
	j := sensitivity + specificity - 1
	inv := func(x, y float64) (float64, float64) {
		return (specificity*x - (1-specificity)*y) / j, (sensitivity*y - (1-sensitivity)*x) / j
	}
	a, cc := inv(t.A, t.C)
	b, d := inv(t.B, t.D)
	c.A, c.B = inv(a, b)
	c.C, c.D = inv(cc, d)
	return c
}

// Soft returns the table of yes and no that calibrated scores would, on average,
// have given these soft counts, and the share kept, λ², of the difference between
// its rows that is left in them. Mean and variance are those of the scores over
// comments.
//
// Scores s are calibrated where P(hostile | s) = s. If further each was given for
// its own comment alone, then the mean score of hostile comments exceeds that
// of calm ones by λ = variance/(mean (1-mean)), and the covariance of the scores
// of parent and reply is λ² that of their states: soft counts are those of a
// classifier of sensitivity mean + (1-mean) λ and specificity 1 - mean (1-λ), to
// which [Table.Correct] is the remedy. With scores of 0 and 1 λ is 1. At a mean
// of 0.15 an area under the ROC curve of 0.98 keeps 0.53 of the difference, 0.95
// keeps 0.32, 0.9 0.16 and 0.8 0.04.
//
// It trusts the calibration: of scores that are too sure it corrects too little,
// of scores that are too timid too much. Whatever moves the scores of parent and
// reply together though neither is hostile, such as the words of their topic, is
// magnified with the rest. ok is as for Correct, and false for a mean or a
// variance that no scores can have.
func (t Table) Soft(mean, variance float64) (c Table, kept float64, ok bool) {
	l := variance / (mean * (1 - mean))
	if !(l > 0 && l <= 1+1e-9) {
		return Table{}, math.NaN(), false
	}
	l = min(l, 1)
	c, ok = t.Correct(mean+(1-mean)*l, 1-mean*(1-l))
	return c, l * l, ok
}

// OddsRatioBounds returns the least and greatest odds ratio over all
// sensitivities and specificities in the given ranges, on a grid of 21 × 21,
// with the uncorrected ratio as Value. It says how far the finding depends on
// the classifier. Undefined where some corner of the range does not fit the
// data: the bound is then not finite.
func (t Table) OddsRatioBounds(sensitivity, specificity [2]float64) Estimate {
	e := t.OddsRatio()
	if !e.Defined() {
		return e
	}
	lo, hi := math.Inf(1), math.Inf(-1)
	for i := range 21 {
		for k := range 21 {
			se := sensitivity[0] + (sensitivity[1]-sensitivity[0])*float64(i)/20
			sp := specificity[0] + (specificity[1]-specificity[0])*float64(k)/20
			c, ok := t.Correct(se, sp)
			if !ok || c.margins() != "" || c.B*c.C == 0 {
				return Undefined(t.n(), "the table does not fit some sensitivity and specificity in the range")
			}
			or := c.A * c.D / (c.B * c.C)
			lo, hi = min(lo, or), max(hi, or)
		}
	}
	return Estimate{e.Value, lo, hi, e.N, ""}
}
