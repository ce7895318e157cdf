package rejoinder

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/seed-100d3eb7/rejoinder/stats"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

// line writes one row of the figures, wrapped at the width.
func (p *printer) line(title string, parts ...string) {
	at := titleWidth
	fmt.Fprintf(p.w, "%-*s", titleWidth, title)
	for i, part := range parts {
		part = thread.Printable(part)
		n := utf8.RuneCountInString(part)
		if i > 0 {
			if at+3+n > p.Width {
				fmt.Fprintf(p.w, "\n%*s", titleWidth, "")
				at = titleWidth
			} else {
				p.w.WriteString(" · ")
				at += 3
			}
		}
		p.w.WriteString(part)
		at += n
	}
	p.w.WriteByte('\n')
}

func (p *printer) figures(a *Analysis) {
	k, s := a.Known, a.Shape
	p.line("Shape", "depth "+strconv.Itoa(s.Depth), fmt.Sprintf("widest at level %d with %d", s.WidthLevel, s.Width),
		"branching "+number(s.Branching, ""), "structural virality "+number(s.Virality, ""))
	if g := a.Given; g != nil {
		p.line("  as shown", "depth "+strconv.Itoa(g.Shape.Depth), fmt.Sprintf("widest at level %d with %d", g.Shape.WidthLevel, g.Shape.Width),
			"branching "+number(g.Shape.Branching, ""), "structural virality "+number(g.Shape.Virality, ""))
	}
	p.line("Links", links(&k)...)
	p.line("People", people(&k, &a.Participation, a.interactions())...)
	p.line("Latency", latency(&k, a.Latency.Median, a.Latency.Negative, a.Latency.Coarse, a.Latency.Resolution)...)
	p.tags(a.Hostility, a.Stance, 1)
	p.unmentioned(a)
	title := "Faults"
	const most = 12
	faults := a.Thread.Faults()
	for i, f := range faults {
		if i == most {
			p.line("", fmt.Sprintf("and %d more", len(faults)-most))
			break
		}
		p.line(title, fmt.Sprintf("%s %s: %s", f.Kind, f.Comment, f.Detail))
		title = ""
	}
}

func links(k *Known) []string {
	parts := []string{fmt.Sprintf("%d as the source has them", k.Displayed)}
	if k.Inferred > 0 {
		parts = append(parts, fmt.Sprintf("%d inferred (mean probability %.2f)", k.Inferred, k.LinkConfidence.Value))
	}
	return parts
}

// tags writes what the models say of so many threads.
func (p *printer) tags(h *HostilitySummary, st *StanceSummary, threads int) {
	if h != nil {
		rate := share(h.Rate)
		if threads > 1 && threads < fewThreads && h.Rate.Defined() {
			rate = bare(h.Rate)
		}
		parts := []string{"expected share of hostile comments " + rate,
			fmt.Sprintf("%d mild, %d hostile, %d severe", h.Mild, h.Hostile, h.Severe)}
		if h.Unscored > 0 {
			parts = append(parts, fmt.Sprintf("%d without words or not in English", h.Unscored))
		}
		p.line("Hostility", parts...)
		if c := h.Contagion; c != nil && c.AfterHostile.Defined() && c.AfterCalm.Defined() && c.Pairs >= spreadFrom {
			p.contagion("  spread", c)
		}
	}
	if st != nil {
		if c := st.Parent; c.Replies == 0 {
			p.line("Stance", "no comment answers another whose text is known")
		} else {
			x := apportion(c.Agree, c.Disagree, c.Neutral, c.Query)
			parts := []string{fmt.Sprintf("of %s to what they answer, expected: agree %s, disagree %s, neutral %s, query %s",
				count(c.Replies, "reply"), x[0], x[1], x[2], x[3])}
			if c.Unsure > 0 {
				parts = append(parts, fmt.Sprintf("unsure %d", c.Unsure))
			}
			p.line("Stance", parts...)
		}
		p.targets(st.Targets)
	}
}

// unmentioned names the targets that were asked for and that nobody mentions.
func (p *printer) unmentioned(a *Analysis) {
	for _, t := range a.Targets {
		if len(t.Mentions) == 0 {
			p.line("", t.Name+": not mentioned")
		}
	}
}

// spreadFrom is how many replies are worth a line on contagion: on fewer the
// interval spans all there is.
const spreadFrom = 30

// contagion writes whether hostility draws hostility.
func (p *printer) contagion(title string, c *stats.ContagionReport) {
	parts := []string{fmt.Sprintf("mean score of %s: %s after a hostile comment, %s after a calm one",
		count(c.Pairs, "reply"), share(c.AfterHostile), share(c.AfterCalm))}
	if c.Kept.Defined() && c.Kept.Value < 0.9 {
		parts = append(parts, fmt.Sprintf("unsure scores leave about %.0f %% of a difference", 100*c.Kept.Value))
		if x := c.Corrected; x.AfterHostile.Defined() && !math.IsNaN(x.AfterHostile.Lo) {
			parts = append(parts, fmt.Sprintf("without that loss, if they are calibrated, P(hostile) %s and %s",
				share(x.AfterHostile), share(x.AfterCalm)))
		} else if !x.AfterHostile.Defined() {
			parts = append(parts, "not corrected for: "+x.AfterHostile.Reason)
		}
	}
	if c.WithinThread.Defined() {
		parts = append(parts, "hostile comments sit together more than if shuffled within threads: "+pValue(c.WithinThread))
		if c.WithinAuthor.Defined() {
			parts = append(parts, "than if shuffled within authors: "+pValue(c.WithinAuthor))
		}
	}
	p.line(title, parts...)
}

// pValue writes a p-value, which is never 0.
func pValue(p stats.Estimate) string {
	if p.Value < 0.001 {
		return "p < .001"
	}
	if p.Value > 0.9995 {
		return "p 1"
	}
	return "p " + strings.TrimPrefix(fmt.Sprintf("%.3f", p.Value), "0")
}

// WriteText writes the figures for people.
func (t *Total) WriteText(w io.Writer, opt *TextOptions) error {
	var o TextOptions
	if opt != nil {
		o = *opt
	}
	p := newPrinter(w, o)
	p.total(t)
	return p.w.Flush()
}

func (p *printer) total(t *Total) {
	k := &t.Known
	fmt.Fprintf(p.w, "all %s together\n\n", count(t.Threads, "thread"))
	parts := []string{strconv.Itoa(k.Comments)}
	for _, more := range []struct {
		n    int
		what string
	}{{k.Lost, "%d lost"}, {k.Unseen, "%d more at the source"}} {
		if more.n > 0 {
			parts = append(parts, fmt.Sprintf(more.what, more.n))
		}
	}
	if k.Posts > 0 {
		parts = append(parts, "on "+count(k.Posts, "post"))
	}
	p.line("Comments", parts...)
	p.line("  a thread", "mean "+meanOf(t.Size.Mean), fmt.Sprintf("median %.0f", t.Size.Median.Value), fmt.Sprintf("at most %.0f", t.Size.Max.Value))
	p.line("Shape", "depth mean "+meanOf(t.Depth.Mean), fmt.Sprintf("at most %.0f", t.Depth.Max.Value),
		"structural virality mean "+meanOf(t.Virality.Mean))
	p.line("Links", links(k)...)
	p.line("People", people(k, &t.Participation, nil)...)
	// Its interval takes replies of one thread as independent.
	median := t.Latency.Median
	median.Lo, median.Hi = math.NaN(), math.NaN()
	p.line("Latency", latency(k, median, t.LatencyNegative, t.LatencyCoarse, t.LatencyResolution)...)
	p.tags(t.Hostility, t.Stance, t.Threads)
}

// targets writes a line for each of those spoken of most.
func (p *printer) targets(targets []TargetCounts) {
	const most = 8
	title, shown := "Targets", 0
	for _, tg := range targets {
		if tg.Comments == 0 {
			continue
		}
		if shown++; shown > most {
			continue
		}
		x := apportion(tg.Favor, tg.Against, tg.None)
		p.line(title, fmt.Sprintf("%s: favor %s, against %s, neither %s of %s", tg.Target, x[0], x[1], x[2], count(tg.Comments, "comment")))
		title = ""
	}
	if shown > most {
		p.line("", fmt.Sprintf("and %d more", shown-most))
	}
}

// people tells who is known; m, where it is not nil, lends the busiest pairs.
func people(k *Known, part *stats.Participation, m *stats.Interactions) []string {
	known := fmt.Sprintf("authors known for %d of %s", k.Authors, count(k.Comments+k.Lost, "comment"))
	if k.AuthorsGuessed > 0 {
		known += fmt.Sprintf(" (%d of them inferred)", k.AuthorsGuessed)
	}
	parts := []string{known}
	if part.Authors > 0 {
		people := "people"
		if part.Authors == 1 {
			people = "person"
		}
		parts = append(parts, fmt.Sprintf("%d %s", part.Authors, people), "Gini "+number(part.Gini, ""))
	}
	if m == nil {
		return parts
	}
	shown := 0
	for pair := range m.Pairs() {
		if shown++; shown > 3 || pair.Weight < 2 {
			break
		}
		parts = append(parts, fmt.Sprintf("%s → %s %.0f replies", m.Name(pair.From), m.Name(pair.To), pair.Weight))
	}
	return parts
}

func latency(k *Known, median stats.Estimate, negative, coarse int, resolution float64) []string {
	known := fmt.Sprintf("times known for %d of %s", k.Times, count(k.Comments+k.Lost, "comment"))
	if k.TimesGuessed > 0 {
		known += fmt.Sprintf(" (%d of them inferred)", k.TimesGuessed)
	}
	to := ""
	switch {
	case resolution >= 86400*28:
		to = "month or year"
	case resolution >= 86400:
		to = "day"
	case resolution >= 3600:
		to = "hour"
	}
	parts := []string{known}
	switch {
	case median.Defined():
		after := "median reply after " + duration(median, resolution)
		if to != "" {
			after += ", times known to the " + to
		}
		parts = append(parts, after)
	case resolution > 0 && median.N > 0:
		parts = append(parts, fmt.Sprintf("median reply %s (n %d)", median.Reason, median.N))
	default:
		return append(parts, "reply latency not computable")
	}
	if coarse > 0 && to == "" {
		parts = append(parts, fmt.Sprintf("%d known to the hour or worse", coarse))
	}
	if negative > 0 {
		parts = append(parts, fmt.Sprintf("%d older than what they answer", negative))
	}
	return parts
}

// number writes an estimate with its interval and n, or why there is none.
func number(e stats.Estimate, unit string) string {
	if !e.Defined() {
		return "unknown (" + e.Reason + ")"
	}
	s := fmt.Sprintf("%.2f%s", e.Value, unit)
	if !math.IsNaN(e.Lo) && !math.IsNaN(e.Hi) {
		s += fmt.Sprintf(" [%.2f, %.2f]", e.Lo, e.Hi)
	}
	return s
}

// duration writes a wait with its interval and n; an end below the resolution of
// the times is not told from 0.
func duration(e stats.Estimate, resolution float64) string {
	end := func(x float64) string {
		below := ""
		if math.Abs(x) < resolution {
			below, x = "<", resolution
		}
		switch {
		case math.IsInf(x, 0) || math.IsNaN(x):
		case resolution >= 86400:
			return fmt.Sprintf("%s%.0f d", below, x/86400)
		case below != "" && resolution >= 3600:
			return "<1 h"
		case below != "":
			return "<1 min"
		}
		return span(x)
	}
	s := end(e.Value)
	if !math.IsNaN(e.Lo) && !math.IsNaN(e.Hi) {
		s += fmt.Sprintf(" [%s, %s]", end(e.Lo), end(e.Hi))
	}
	return fmt.Sprintf("%s (n %d)", s, e.N)
}

func span(seconds float64) string {
	switch {
	case math.IsInf(seconds, 0) || math.IsNaN(seconds):
		return "∞"
	case seconds >= 48*3600:
		return fmt.Sprintf("%.1f days", seconds/86400)
	case seconds >= 2*3600:
		return fmt.Sprintf("%.1f h", seconds/3600)
	case seconds >= 120:
		return fmt.Sprintf("%.0f min", seconds/60)
	}
	return (time.Duration(seconds) * time.Second).String()
}
