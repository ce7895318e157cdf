package stats

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"time"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// Spell is a wait: until an event, or until observation ended without one
// (right censoring).
type Spell struct {
	Time  float64 // seconds, or comments
	Event bool
}

type spellJSON struct {
	Time  *float64 `json:"time,omitempty"`
	Event bool     `json:"event"`
}

// MarshalJSON writes {"time":…,"event":…} and leaves out a time that is not a
// finite number.
func (s Spell) MarshalJSON() ([]byte, error) {
	return json.Marshal(spellJSON{finite(&s.Time), s.Event})
}

// UnmarshalJSON reads what MarshalJSON writes; an absent time becomes NaN.
func (s *Spell) UnmarshalJSON(b []byte) error {
	var v spellJSON
	if err := json.Unmarshal(b, &v); err != nil {
		return err
	}
	*s = Spell{orNaN(v.Time), v.Event}
	return nil
}

// Survival is a Kaplan-Meier curve: the share of waits still without an event
// after each time.
type Survival struct {
	Steps    []SurvivalStep `json:"steps"`
	N        int            `json:"n"`
	Events   int            `json:"events"`
	Censored int            `json:"censored"`
	// Dropped counts spells of negative or unknown length, which are left out.
	Dropped int `json:"dropped"`
}

// SurvivalStep is the curve from Time on.
type SurvivalStep struct {
	Time     float64 `json:"time"`
	AtRisk   int     `json:"at_risk"`
	Events   int     `json:"events"`
	Censored int     `json:"censored"`
	// Survival has the log-log interval, absent where S is 0 or 1.
	Survival Estimate `json:"survival"`
	// Variance is Greenwood's.
	Variance float64 `json:"variance"`
}

// KaplanMeier returns S(t) = Π (1 - d/n) over times up to t, with d events
// among n still at risk (Kaplan and Meier, 1958); Greenwood's variance
// S² Σ d/(n(n-d)); and the 95 per cent interval on the scale of log(-log S).
// Events at a time come before censorings at it. There is a step for each
// time of an event or a censoring. n log n time.
func KaplanMeier(spells []Spell) Survival {
	var s Survival
	x := make([]Spell, 0, len(spells))
	for _, v := range spells {
		if !(v.Time >= 0) || math.IsInf(v.Time, 1) {
			s.Dropped++
			continue
		}
		x = append(x, v)
	}
	slices.SortFunc(x, func(a, b Spell) int {
		switch {
		case a.Time < b.Time:
			return -1
		case a.Time > b.Time:
			return 1
		}
		return 0
	})
	s.N = len(x)
	surv, green := 1.0, 0.0
	for i := 0; i < len(x); {
		st := SurvivalStep{Time: x[i].Time, AtRisk: len(x) - i}
		for ; i < len(x) && x[i].Time == st.Time; i++ {
			if x[i].Event {
				st.Events++
			} else {
				st.Censored++
			}
		}
		n, d := float64(st.AtRisk), float64(st.Events)
		surv *= 1 - d/n
		if n > d {
			green += d / (n * (n - d))
		}
		st.Survival = Exact(surv, s.N)
		st.Variance = surv * surv * green
		if surv > 0 && surv < 1 {
			se := math.Sqrt(green) / -math.Log(surv)
			st.Survival.Lo = math.Pow(surv, math.Exp(z95*se))
			st.Survival.Hi = math.Pow(surv, math.Exp(-z95*se))
		}
		s.Events += st.Events
		s.Censored += st.Censored
		s.Steps = append(s.Steps, st)
	}
	return s
}

// At returns S(t). It is 1 before the first step, and undefined after the last
// one if that is censored: nothing is known of what comes later.
func (s Survival) At(t float64) Estimate {
	if s.N == 0 {
		return Undefined(0, "no waits")
	}
	last := s.Steps[len(s.Steps)-1]
	if t > last.Time && last.Survival.Value > 0 {
		return Undefined(s.N, "nothing was observed that long")
	}
	k, found := slices.BinarySearchFunc(s.Steps, t, func(st SurvivalStep, t float64) int {
		switch {
		case st.Time < t:
			return -1
		case st.Time > t:
			return 1
		}
		return 0
	})
	if !found {
		k--
	}
	if k < 0 {
		return Exact(1, s.N)
	}
	return s.Steps[k].Survival
}

// Quantile returns the least time at which S is at most 1-p: the median for
// p = 0.5. The interval is where the band of S crosses 1-p (Brookmeyer and
// Crowley, 1982), its ends absent where the band does not. Undefined where S
// does not come down that far.
func (s Survival) Quantile(p float64) Estimate {
	e := Undefined(s.N, "fewer than that share of waits ended while observed")
	for _, st := range s.Steps {
		v := st.Survival
		if v.Value <= 1-p+1e-12 && !e.Defined() {
			e.Value, e.Reason = st.Time, ""
		}
		lo, hi := v.Lo, v.Hi
		if v.Value == 0 {
			lo, hi = 0, 0
		}
		if lo <= 1-p && math.IsNaN(e.Lo) {
			e.Lo = st.Time
		}
		if hi <= 1-p && math.IsNaN(e.Hi) && v.Value > 0 {
			e.Hi = st.Time
		}
	}
	if !e.Defined() {
		e.Lo, e.Hi = math.NaN(), math.NaN()
	}
	return e
}

// Median returns Quantile(0.5).
func (s Survival) Median() Estimate { return s.Quantile(0.5) }

// LogRank tests whether two or more groups of spells have one survival curve
// (Mantel, 1966): observed less expected events over times, with the
// hypergeometric covariance. Statistic is chi-squared with DF groups - 1, groups
// that have left before the first event not counting: nothing is expected of
// them. It has no P where fewer than two groups have spells, or no event occurs
// while two groups are at risk. n log n time in the spells of all groups, times
// the square of their number.
func LogRank(groups ...[]Spell) Test {
	type entry struct {
		Spell
		group int
	}
	var all []entry
	used := 0
	for _, g := range groups {
		before := len(all)
		for _, s := range g {
			if s.Time >= 0 && !math.IsInf(s.Time, 1) {
				all = append(all, entry{s, used})
			}
		}
		if len(all) > before {
			used++
		}
	}
	t := Test{Statistic: math.NaN(), P: math.NaN(), DF: used - 1, N: len(all)}
	if used < 2 {
		t.Reason = "fewer than two groups have waits"
		return t
	}
	slices.SortStableFunc(all, func(a, b entry) int {
		switch {
		case a.Time < b.Time:
			return -1
		case a.Time > b.Time:
			return 1
		}
		return 0
	})
	risk, events := make([]float64, used), make([]float64, used)
	for _, e := range all {
		risk[e.group]++
	}
	excess := make([]float64, used) // of events over what is expected
	whole := mat.NewSymDense(used, nil)
	leaving := make([]float64, used)
	for i := 0; i < len(all); {
		clear(events)
		clear(leaving)
		at, d := all[i].Time, 0.0
		n := float64(len(all) - i)
		for ; i < len(all) && all[i].Time == at; i++ {
			leaving[all[i].group]++
			if all[i].Event {
				events[all[i].group]++
				d++
			}
		}
		if d > 0 && n > 1 {
			f := d * (n - d) / (n - 1)
			for a := range used {
				excess[a] += events[a] - d*risk[a]/n
				for b := a; b < used; b++ {
					v := -risk[a] * risk[b] / (n * n)
					if a == b {
						v += risk[a] / n
					}
					whole.SetSym(a, b, whole.At(a, b)+f*v)
				}
			}
		}
		for g := range risk {
			risk[g] -= leaving[g]
		}
	}
	var there []int
	for a := range used {
		if whole.At(a, a) > 0 {
			there = append(there, a)
		}
	}
	if len(there) < 2 {
		t.Reason = "no event while two groups were at risk"
		return t
	}
	t.DF = len(there) - 1
	diff := mat.NewVecDense(t.DF, nil)
	cov := mat.NewSymDense(t.DF, nil)
	for i, a := range there[:t.DF] {
		diff.SetVec(i, excess[a])
		for k := i; k < t.DF; k++ {
			cov.SetSym(i, k, whole.At(a, there[k]))
		}
	}
	var chol mat.Cholesky
	var x mat.VecDense
	if !chol.Factorize(cov) || chol.SolveVecTo(&x, diff) != nil {
		t.Reason = "no event while two groups were at risk"
		return t
	}
	t.Statistic = mat.Dot(diff, &x)
	t.P = distuv.ChiSquared{K: float64(t.DF)}.Survival(t.Statistic)
	return t
}

// FirstReplies returns, for each comment or Post of known time, the wait until its
// earliest reply, censored for comments without one at end; what comes later is
// as if not there yet. An end is read on the clock of the comments. A zero end
// stands for when the record was retrieved, where the source says so, else for the
// last time in the thread; also for wall-clock readings of unknown zone, which
// are not to be set against a retrieval. A reply to oneself is one. It also returns the node of each spell, to split
// them by a column. A comment whose replies are all lost or of unknown time is
// left out, as are placeholders and messages of the software, which are no replies
// either; a reply earlier than its parent gives a negative spell, which [KaplanMeier] drops and counts. Linear time.
func FirstReplies(t *thread.Thread, end time.Time) ([]Spell, []thread.Node) {
	parent := treeOf(t).parent
	first := make([]float64, len(parent))
	replied := make([]bool, len(parent))
	for i := range first {
		first[i] = math.Inf(1)
	}
	var last, lastFloating time.Time
	late := func(c *thread.Comment) bool { return !end.IsZero() && c.Time.After(end) }
	for i, p := range parent {
		c := t.Comment(thread.Node(i))
		switch {
		case c.Floating && c.Time.After(lastFloating):
			lastFloating = c.Time
		case !c.Floating && c.Time.After(last):
			last = c.Time
		}
		if p == thread.None || c.Kind == thread.System || late(c) {
			continue
		}
		replied[p] = true // by a lost comment too: at a time that nothing tells
		if d, ok := delay(c, t.Comment(p)); ok {
			first[p] = min(first[p], d)
		}
	}
	var spells []Spell
	var nodes []thread.Node
	for i := range parent {
		c := t.Comment(thread.Node(i))
		if c.Time.IsZero() || c.Status == thread.Missing || c.Kind == thread.System || late(c) {
			continue
		}
		s := Spell{first[i], true}
		if math.IsInf(first[i], 1) {
			if replied[i] {
				continue
			}
			until := end
			if until.IsZero() {
				until = last
				if c.Floating {
					until = lastFloating
				} else if c.Details != nil && !c.Details.Retrieved.IsZero() {
					until = c.Details.Retrieved
				}
			}
			s = Spell{max(0, seconds(c.Time, until)), false}
		}
		spells = append(spells, s)
		nodes = append(nodes, thread.Node(i))
	}
	return spells, nodes
}

// FirstHostile returns the wait until the first comment whose score is at least
// threshold: in comments, counted from 1 in order of time where all times are
// known and else of input, and in seconds from the thread's first comment. Posts
// and messages of the software are not counted, however hostile. Both are censored at the thread's end where none is. The second is NaN where
// a time it needs is unknown. Comments with a NaN score count as calm. It
// panics on a column of the wrong length. n log n time.
func FirstHostile(t *thread.Thread, hostile []float64, threshold float64) (comments, seconds Spell) {
	checkColumn(t, hostile)
	times := Times(nil, t)
	start, last := math.Inf(1), math.Inf(-1)
	for n, c := range t.All() {
		if comment(c) {
			start, last = min(start, times[n]), max(last, times[n])
		}
	}
	k := 0
	for _, n := range commentsOf(t) {
		k++
		if hostile[n] >= threshold {
			return Spell{float64(k), true}, Spell{times[n] - start, true}
		}
	}
	if k == 0 {
		return Spell{0, false}, Spell{math.NaN(), false}
	}
	return Spell{float64(k), false}, Spell{last - start, false}
}

// commentsOf returns the nodes that are comments in the order of order.
func commentsOf(t *thread.Thread) []thread.Node {
	return slices.DeleteFunc(order(t), func(n thread.Node) bool { return !comment(t.Comment(n)) })
}

// order returns the nodes but placeholders in order of time where all times are
// known, else of input.
func order(t *thread.Thread) []thread.Node {
	nodes := make([]thread.Node, 0, t.Len())
	timed, sorted := true, true
	var last time.Time
	for n := range t.ByInput() {
		c := t.Comment(n)
		if c.Status == thread.Missing {
			continue
		}
		timed = timed && !c.Time.IsZero()
		sorted = sorted && !c.Time.Before(last)
		last = c.Time
		nodes = append(nodes, n)
	}
	if timed && !sorted {
		slices.SortStableFunc(nodes, func(a, b thread.Node) int {
			return t.Comment(a).Time.Compare(t.Comment(b).Time)
		})
	}
	return nodes
}

func checkColumn(t *thread.Thread, col []float64) {
	if len(col) != t.Len() {
		panic(fmt.Sprintf("stats: column has %d values, thread has %d nodes", len(col), t.Len()))
	}
}
