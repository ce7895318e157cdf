package stats

import (
	"math"
	"slices"
	"time"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// Latency is how long replies took, in seconds from the comment answered to
// the reply, replies to oneself included. It looks only at replies that came; for
// comments that may yet be answered see [FirstReplies] and [KaplanMeier].
type Latency struct {
	// Known counts the replies with a latency, those to a Post among them, Unknown those where a time is
	// missing or only one of the two has a known zone.
	Known   int `json:"known"`
	Unknown int `json:"unknown"`
	// Negative and Zero count, among Known, replies earlier than or at the
	// time of what they answer. They are in all the figures as they are.
	Negative int `json:"negative"`
	Zero     int `json:"zero"`
	// Coarse counts, among Known, those where a time is known only to the hour
	// or worse.
	Coarse int `json:"coarse"`
	// Resolution is how finely half of them or more are known, in seconds: 0 to
	// the second, 86,400 to the day. A median or quartile nearer to 0 than that is
	// undefined, with the Reason "within a day, to which times are known": of two
	// times on one day nothing tells how far apart they are. The mean stands, since
	// what is cut off the two ends makes up for each other.
	Resolution float64 `json:"resolution,omitempty"`
	// Mean has Student's interval; Median, Q1 and Q3 have distribution-free
	// ones.
	Mean   Estimate `json:"mean"`
	Median Estimate `json:"median"`
	Q1     Estimate `json:"q1"`
	Q3     Estimate `json:"q3"`
	// FirstReply is the median time from a comment to its earliest reply, over
	// comments with a reply of known latency.
	FirstReply Estimate `json:"first_reply"`
}

// LatencyOf returns the latency of the replies in t. It sorts: n log n time.
func LatencyOf(t *thread.Thread) Latency {
	var l Latency
	parent := treeOf(t).parent
	delays := make([]float64, 0, len(parent))
	first := make([]float64, len(parent))
	var known precisions
	for i := range first {
		first[i] = math.Inf(1)
	}
	for i, p := range parent {
		if p == thread.None {
			continue
		}
		c := t.Comment(thread.Node(i))
		if c.Status == thread.Missing || c.Kind == thread.System {
			continue
		}
		q := t.Comment(p)
		d, ok := delay(c, q)
		if !ok {
			l.Unknown++
			continue
		}
		switch {
		case d < 0:
			l.Negative++
		case d == 0:
			l.Zero++
		}
		known.add(c, q)
		delays = append(delays, d)
		first[p] = min(first[p], d)
	}
	l.Known, l.Coarse, l.Resolution = len(delays), known.coarse(), known.resolution()
	if l.Known == 0 {
		reason := "no replies"
		if l.Unknown > 0 {
			reason = "no reply has a known time, and a parent with one"
		}
		u := Undefined(0, reason)
		l.Mean, l.Median, l.Q1, l.Q3, l.FirstReply = u, u, u, u, u
		return l
	}
	l.Mean = Mean(delays)
	slices.Sort(delays)
	l.Median, l.Q1, l.Q3 = quantile(delays, 0.5), quantile(delays, 0.25), quantile(delays, 0.75)
	first = slices.DeleteFunc(first, func(x float64) bool { return math.IsInf(x, 1) })
	slices.Sort(first)
	l.FirstReply = quantile(first, 0.5)
	for _, e := range [...]*Estimate{&l.Median, &l.Q1, &l.Q3, &l.FirstReply} {
		resolve(e, l.Resolution)
	}
	return l
}

// precisions counts delays by the coarser precision of their two times.
type precisions [thread.Year + 1]int

func (p *precisions) add(a, b *thread.Comment) {
	p[min(max(a.Precision, b.Precision), thread.Year)]++
}

func (p *precisions) coarse() (n int) {
	for _, k := range p[thread.Hour:] {
		n += k
	}
	return n
}

// resolution returns the median in seconds.
func (p *precisions) resolution() float64 {
	n := 0
	for _, k := range p {
		n += k
	}
	seen := 0
	for i, k := range p {
		if seen += k; 2*seen > n {
			return [...]float64{0, 60, 3600, 86400, 365.2425 / 12 * 86400, 365.2425 * 86400}[i]
		}
	}
	return 0
}

// resolve makes a delay undefined that is less than the resolution of times.
func resolve(e *Estimate, resolution float64) {
	if !(math.Abs(e.Value) < resolution) {
		return
	}
	unit := "a year"
	switch {
	case resolution <= 60:
		unit = "a minute"
	case resolution <= 3600:
		unit = "an hour"
	case resolution <= 86400:
		unit = "a day"
	case resolution <= 31*86400:
		unit = "a month"
	}
	*e = Undefined(e.N, "within "+unit+", to which times are known")
}

// Delays appends the seconds from what each node answers to the node: NaN where
// that is not known (see [Parents]), where either time is unknown, and for
// messages of the software. Negative delays are kept.
func Delays(dst []float64, t *thread.Thread) []float64 {
	parent := treeOf(t).parent
	for i, p := range parent {
		d := math.NaN()
		if c := t.Comment(thread.Node(i)); p != thread.None && c.Kind != thread.System {
			if x, ok := delay(c, t.Comment(p)); ok {
				d = x
			}
		}
		dst = append(dst, d)
	}
	return dst
}

// Times appends the time of each node in seconds since the epoch, NaN where it
// is unknown. A thread that mixes wall-clock readings of unknown zone with
// times of known zone gets NaN for the fewer of the two.
func Times(dst []float64, t *thread.Thread) []float64 {
	floating, fixed := 0, 0
	for _, c := range t.All() {
		switch {
		case c.Time.IsZero():
		case c.Floating:
			floating++
		default:
			fixed++
		}
	}
	keep := floating > fixed
	for _, c := range t.All() {
		if c.Time.IsZero() || c.Floating != keep {
			dst = append(dst, math.NaN())
			continue
		}
		dst = append(dst, float64(c.Time.Unix())+float64(c.Time.Nanosecond())*1e-9)
	}
	return dst
}

// delay returns the seconds from q to c.
func delay(c, q *thread.Comment) (float64, bool) {
	if c.Time.IsZero() || q.Time.IsZero() || c.Floating != q.Floating {
		return 0, false
	}
	return seconds(q.Time, c.Time), true
}

// seconds is to - from. time.Time.Sub saturates at 292 years without a word.
func seconds(from, to time.Time) float64 {
	a, b := from.Unix(), to.Unix()
	const safe = 1 << 60
	if a > safe || a < -safe || b > safe || b < -safe {
		return float64(b) - float64(a)
	}
	return float64(b-a) + float64(to.Nanosecond()-from.Nanosecond())*1e-9
}
