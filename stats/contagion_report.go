package stats

import "math"

// ContagionOptions say how much resampling a report does. Nil means the
// defaults.
type ContagionOptions struct {
	// Resamples of threads for Clustered; 0 means 1,000, below 0 none.
	Resamples int
	// Permutations for the two tests; 0 means 999, or 199 above 100,000 replies,
	// below 0 none.
	Permutations int
	// Seed of all of it.
	Seed uint64
}

// ContagionReport says how hostility passes from comments to their replies.
//
// Replies of one thread are not independent: siblings share a parent, and all a
// mood. Intervals rest therefore on threads, by leaving out each in turn (the
// jackknife, with Student's quantile at threads - 1), but for those of OddsRatio
// and MantelHaenszel. They cover 90 to 96 of 100 times from five threads on, and
// 86 to 90 where few threads hold most of what is hostile. In one thread they are
// of comments that might have been written there, taken as independent, and say
// nothing of other threads.
//
// Probabilities, differences and ratios are of soft counts, which hold them
// towards no contagion: Kept says how much is left, Corrected what was there.
type ContagionReport struct {
	// Pairs counts the replies used; Unknown those where a score is missing;
	// Self the replies to oneself.
	Threads int `json:"threads"`
	Pairs   int `json:"pairs"`
	Unknown int `json:"unknown"`
	Self    int `json:"self"`
	// Table pools all pairs; Retaliation those where the replier is the person
	// whom the parent answers; Spread those where it is a third person.
	Table       Table `json:"table"`
	Retaliation Table `json:"retaliation"`
	Spread      Table `json:"spread"`

	// AfterHostile and AfterCalm are the mean score of replies, weighted by how
	// hostile or calm the comment answered is: P(hostile) where scores are 0 or 1.
	// The interval is Wilson's for as many independent replies as would vary as
	// much.
	AfterHostile   Estimate `json:"after_hostile"`
	AfterCalm      Estimate `json:"after_calm"`
	RiskDifference Estimate `json:"risk_difference"`
	RiskRatio      Estimate `json:"risk_ratio"`
	// Kept is the share of the difference that unsure scores leave, if they are
	// calibrated: see [Table.Soft]. It is 1 for scores of 0 and 1.
	Kept Estimate `json:"kept"`
	// Corrected is what the same table comes to without that loss.
	Corrected CorrectedContagion `json:"corrected"`
	// OddsRatio pools all threads and has Woolf's interval, which takes pairs
	// as independent; Clustered is the same ratio with an interval from
	// resampling threads, good from about eight threads on.
	OddsRatio Estimate `json:"odds_ratio"`
	Clustered Estimate `json:"clustered"`
	// RetaliationRatio and SpreadRatio are the pooled odds ratios of the two
	// tables.
	RetaliationRatio Estimate `json:"retaliation_ratio"`
	SpreadRatio      Estimate `json:"spread_ratio"`
	// MantelHaenszel is the odds ratio within threads.
	MantelHaenszel Estimate `json:"mantel_haenszel"`
	// WithinThread asks whether hostile comments sit together in their threads
	// more than chance has it; WithinAuthor whether they do once each author's
	// own rate is held: habit alone does not make it small. Both are one-sided
	// p-values with N the number of permutations, and hold their level however
	// unsure the scores are.
	WithinThread Estimate `json:"within_thread"`
	WithinAuthor Estimate `json:"within_author"`
	// Decay[k] is the risk difference for the ancestor k+1 links above.
	Decay []Estimate `json:"decay"`
	// Dose[r] is P(hostile) after a run of exactly r hostile ancestors, the
	// last element after that many or more.
	Dose []Estimate `json:"dose"`
}

// CorrectedContagion are the figures of [Table.Soft], cut to what can be, under
// its assumptions: scores calibrated on these comments, each given for its
// comment alone. Intervals are of sampling only, and absent in one thread; of 15
// threads and more they cover 90 to 96 of 100 times. Undefined where Kept is below
// 0.05: what is left is then too little to tell; and where a share would lie
// outside [0, 1] by more than sampling explains, which shows the scores not to be
// calibrated.
//
// With the scores of model en 1.2.0 on development texts of five corpora, paired
// by a known contagion, the corrected difference was 0.7 to 1.6 times the
// true one, and the plain one 0.09 to 0.37 times.
type CorrectedContagion struct {
	AfterHostile   Estimate `json:"after_hostile"`
	AfterCalm      Estimate `json:"after_calm"`
	RiskDifference Estimate `json:"risk_difference"`
}

// leastKept is the share of a difference below which it is not corrected.
const leastKept = 0.05

// Report returns the figures of all threads added. It takes time linear in the
// comments times the number of resamples and permutations.
//
// The permutations shuffle scores over the comments of each thread, or over
// those of each author in all threads, the trees fixed; their statistic is
// Σ over threads of A - (A+B)(A+C)/(A+B+C+D).
func (c *Contagion) Report(opt *ContagionOptions) ContagionReport {
	if opt == nil {
		opt = &ContagionOptions{}
	}
	resamples, permutations := opt.Resamples, opt.Permutations
	if resamples == 0 {
		resamples = 1000
	}
	s := c.sorted()
	r := ContagionReport{Threads: len(c.threads), Unknown: c.unknown, Self: c.self}
	tables := make([]Table, len(s.threads))
	var all contagionSums
	for i := range s.threads {
		x := s.sums(i)
		tables[i] = x.table
		all.add(&x, 1)
	}
	r.Pairs = s.pairs()
	r.Table, r.Retaliation, r.Spread = all.table, all.back, all.others
	r.AfterHostile, r.AfterCalm = r.Table.AfterHostile(), r.Table.AfterCalm()
	r.RiskDifference, r.RiskRatio, r.OddsRatio = r.Table.RiskDifference(), r.Table.RiskRatio(), r.Table.OddsRatio()
	r.MantelHaenszel = MantelHaenszel(tables)
	r.Clustered = ClusteredOddsRatio(tables, resamples, opt.Seed)
	r.RetaliationRatio, r.SpreadRatio = r.Retaliation.OddsRatio(), r.Spread.OddsRatio()
	for _, t := range all.decay {
		r.Decay = append(r.Decay, t.RiskDifference())
	}
	for _, d := range all.dose {
		r.Dose = append(r.Dose, share(d[1], d[0], "no reply follows such a run"))
	}
	r.correct(&all)
	r.intervals(&all, s)
	if permutations == 0 {
		permutations = 999
		if r.Pairs > 100_000 {
			permutations = 199
		}
	}
	r.WithinThread = pEstimate(s.withinThread(permutations, opt.Seed), r.Pairs)
	r.WithinAuthor = pEstimate(s.withinAuthor(permutations, opt.Seed), r.Pairs)
	return r
}

// correct fills what the table comes to without the loss of soft counts.
func (r *ContagionReport) correct(all *contagionSums) {
	n := r.Table.n()
	undefined := func(reason string) {
		u := Undefined(n, reason)
		r.Corrected = CorrectedContagion{u, u, u}
	}
	v := all.figures()
	r.Kept = Exact(v[keptFigure], int(all.n))
	switch {
	case r.Pairs == 0:
		r.Kept = Undefined(0, "no pairs")
		undefined("no pairs")
	case !r.Kept.Defined():
		r.Kept.Reason = "the scores are all alike"
		undefined(r.Kept.Reason)
	case r.Kept.Value < leastKept:
		undefined("the scores are too unsure")
	case math.IsNaN(v[correctedHostile]) || math.IsNaN(v[correctedCalm]):
		r.Corrected = misfit(n)
	default:
		bound := func(x float64) float64 { return min(1, max(0, x)) }
		hostile, calm := bound(v[correctedHostile]), bound(v[correctedCalm])
		r.Corrected = CorrectedContagion{Exact(hostile, n), Exact(calm, n), Exact(hostile-calm, n)}
	}
}

// misfit is what is left where no table of yes and no gives such scores.
func misfit(n int) CorrectedContagion {
	u := Undefined(n, "the scores are not calibrated: no shares from 0 to 1 give such a difference")
	return CorrectedContagion{u, u, u}
}

// contagionSums are what the figures of a report rest on, of a thread or of
// several.
type contagionSums struct {
	table, back, others Table
	n, sum, squares     float64 // scores
	decay               [decaySteps]Table
	dose                [doseSteps + 1][2]float64
}

// sums adds up thread i: twice, for all and for what is left without it, which
// takes less memory than keeping them.
func (s *contagionPairs) sums(i int) (x contagionSums) {
	th := &s.threads[i]
	x.decay, x.dose = th.decay, th.dose
	for k := th.at; k < th.at+th.n; k++ {
		p, q := s.parent[k], s.label[k]
		x.n++
		x.sum += q
		x.squares += q * q
		if p < 0 {
			continue
		}
		x.table.Add(s.label[p], q)
		switch s.kind[k] {
		case replyBack:
			x.back.Add(s.label[p], q)
		case replyOthers:
			x.others.Add(s.label[p], q)
		}
	}
	return x
}

func (s *contagionPairs) pairs() (n int) {
	for _, p := range s.parent {
		if p >= 0 {
			n++
		}
	}
	return n
}

// add adds x, or for a sign of -1 takes it away again.
func (s *contagionSums) add(x *contagionSums, sign float64) {
	table := func(t *Table, o *Table) {
		t.A, t.B, t.C, t.D = t.A+sign*o.A, t.B+sign*o.B, t.C+sign*o.C, t.D+sign*o.D
		if sign < 0 { // rounding
			t.A, t.B, t.C, t.D = max(0, t.A), max(0, t.B), max(0, t.C), max(0, t.D)
		}
	}
	table(&s.table, &x.table)
	table(&s.back, &x.back)
	table(&s.others, &x.others)
	s.n += sign * x.n
	s.sum += sign * x.sum
	s.squares += sign * x.squares
	for k := range s.decay {
		table(&s.decay[k], &x.decay[k])
	}
	for k := range s.dose {
		s.dose[k][0] += sign * x.dose[k][0]
		s.dose[k][1] += sign * x.dose[k][1]
	}
}

// The figures of contagionSums, each on the scale on which its error is most
// nearly normal.
const (
	hostileFigure = iota
	calmFigure
	differenceFigure
	ratioFigure // log
	backFigure  // log odds
	othersFigure
	keptFigure
	correctedHostile
	correctedCalm
	correctedDifference
	decayFigure
	doseFigure = decayFigure + decaySteps
	figures    = doseFigure + doseSteps + 1
)

func (s *contagionSums) figures() (v [figures]float64) {
	v[hostileFigure], v[calmFigure] = rowShare(s.table.A, s.table.B), rowShare(s.table.C, s.table.D)
	v[differenceFigure] = v[hostileFigure] - v[calmFigure]
	v[ratioFigure] = math.Log(s.table.RiskRatio().Value)
	v[backFigure], v[othersFigure] = math.Log(s.back.OddsRatio().Value), math.Log(s.others.OddsRatio().Value)
	for k, t := range s.decay {
		v[decayFigure+k] = rowShare(t.A, t.B) - rowShare(t.C, t.D)
	}
	for k, d := range s.dose {
		v[doseFigure+k] = rowShare(d[1], d[0]-d[1])
	}
	mean := s.sum / s.n
	l := min(1, (s.squares/s.n-mean*mean)/(mean*(1-mean)))
	v[keptFigure], v[correctedHostile], v[correctedCalm] = math.NaN(), math.NaN(), math.NaN()
	if l > 0 {
		v[keptFigure] = l * l
		t := s.table.unmix(mean+(1-mean)*l, 1-mean*(1-l))
		v[correctedHostile], v[correctedCalm] = rowShare(t.A, t.B), rowShare(t.C, t.D)
	}
	v[correctedDifference] = v[correctedHostile] - v[correctedCalm]
	return v
}

// rowShare is a/(a+b), NaN for an empty row.
func rowShare(a, b float64) float64 {
	if empty(a + b) {
		return math.NaN()
	}
	return a / (a + b)
}

// intervals replaces the intervals that take pairs as independent by those of
// the jackknife over threads, where two threads or more have pairs. A figure that
// hangs on one thread, and is undefined without it, gets none; nor does one that
// is the same without any: that threads are alike does not make it certain.
func (r *ContagionReport) intervals(all *contagionSums, s *contagionPairs) {
	// Deviations from the value, and not from the mean of those left out, make the
	// variance a little larger and need one pass.
	at := all.figures()
	var squares [figures]float64
	with := 0
	for i := range s.threads {
		x := s.sums(i)
		if x.n == 0 {
			continue
		}
		if !empty(x.table.Total()) {
			with++
		}
		rest := *all
		rest.add(&x, -1)
		for k, v := range rest.figures() {
			squares[k] += (v - at[k]) * (v - at[k])
		}
	}
	if with < 2 {
		return
	}
	q := studentQuantile(with - 1)
	half := func(k int) float64 {
		h := q * math.Sqrt(squares[k]*float64(with-1)/float64(with))
		switch {
		case math.IsInf(h, 0):
			return math.NaN()
		case h < 1e-9: // rounding
			return 0
		}
		return h
	}
	known := func(k int) float64 {
		if h := half(k); h != 0 {
			return h
		}
		return math.NaN()
	}
	linear := func(e *Estimate, k int, lo, hi float64) {
		if e.Defined() {
			h := known(k)
			e.Lo, e.Hi = min(max(lo, at[k]-h), hi), max(min(hi, at[k]+h), lo)
		}
	}
	log := func(e *Estimate, k int) {
		if e.Defined() {
			h := known(k)
			e.Lo, e.Hi = e.Value*math.Exp(-h), e.Value*math.Exp(h)
		}
	}
	proportion := func(e *Estimate, k int, n float64) {
		if !e.Defined() {
			return
		}
		p := e.Value
		if h := half(k); h != 0 && p > 0 && p < 1 {
			n = p * (1 - p) * q * q / (h * h)
		}
		e.Lo, e.Hi = wilson(p, n, q)
	}
	proportion(&r.AfterHostile, hostileFigure, r.Table.A+r.Table.B)
	proportion(&r.AfterCalm, calmFigure, r.Table.C+r.Table.D)
	linear(&r.RiskDifference, differenceFigure, -1, 1)
	log(&r.RiskRatio, ratioFigure)
	log(&r.RetaliationRatio, backFigure)
	log(&r.SpreadRatio, othersFigure)
	linear(&r.Kept, keptFigure, 0, 1)
	for _, k := range [...]int{correctedHostile, correctedCalm} {
		if h := half(k); at[k]-h > 1 || at[k]+h < 0 {
			r.Corrected = misfit(r.Table.n())
		}
	}
	linear(&r.Corrected.AfterHostile, correctedHostile, 0, 1)
	linear(&r.Corrected.AfterCalm, correctedCalm, 0, 1)
	linear(&r.Corrected.RiskDifference, correctedDifference, -1, 1)
	for k := range r.Decay {
		linear(&r.Decay[k], decayFigure+k, -1, 1)
	}
	for k := range r.Dose {
		proportion(&r.Dose[k], doseFigure+k, all.dose[k][0])
	}
}
