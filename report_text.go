package rejoinder

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/seed-100d3eb7/rejoinder/sentiment"
	"github.com/seed-100d3eb7/rejoinder/stats"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

// TextOptions say how a report is written for people. Nil means the zero
// TextOptions.
type TextOptions struct {
	// Colour marks hostility and stance with ANSI colours. Text from the
	// source never reaches the terminal with control characters in it.
	Colour bool
	// Width is the number of columns; 0 is 100.
	Width int
	// Full shows the whole text of each comment instead of its beginning.
	Full bool
}

// WriteText writes the report for people: each thread as a tree with stance
// and hostility in the margin, then its figures.
func (r *Report) WriteText(w io.Writer, opt *TextOptions) error {
	var o TextOptions
	if opt != nil {
		o = *opt
	}
	p := newPrinter(w, o)
	out := p.w
	name := thread.Printable(r.Source.Name)
	if name != "" {
		name += ": "
	}
	if len(r.Threads) == 0 {
		fmt.Fprintf(out, "%sno comment section found\n", name)
	}
	for i, a := range r.Threads {
		if i > 0 {
			out.WriteByte('\n')
		}
		fmt.Fprintf(out, "%s%s\n\n", name, a.headline(len(r.Threads) > 1))
		p.tree(a)
		out.WriteByte('\n')
		p.figures(a)
	}
	if len(r.Threads) > 1 {
		p.together(r)
	}
	if r.Skipped > 0 {
		fmt.Fprintf(out, "\n%s could not be read\n", count(r.Skipped, "record"))
	}
	if len(r.Threads) > 0 && r.Model.Name != "" {
		out.WriteString("\n~0.75 is the probability that an inference is right; [a, b] is a 95 % interval.\n")
		fmt.Fprintf(out, "rejoinder %s", Version)
		for _, m := range r.Models {
			fmt.Fprintf(out, ", %s %s (sha256 %.12s)", m.Name, m.Version, m.SHA256)
		}
		out.WriteByte('\n')
	}
	return out.Flush()
}

func (a *Analysis) headline(named bool) string {
	var b strings.Builder
	if named {
		fmt.Fprintf(&b, "thread %s: ", thread.Printable(a.ID))
	}
	if a.Known.Posts > 0 {
		fmt.Fprintf(&b, "%s and ", count(a.Known.Posts, "post"))
	}
	fmt.Fprintf(&b, "%s in %s", count(a.Known.Comments, "comment"), count(conversations(a.Thread), "conversation"))
	if a.Known.Lost > 0 {
		fmt.Fprintf(&b, ", %s lost", count(a.Known.Lost, "comment"))
	}
	if a.Known.Unseen > 0 {
		fmt.Fprintf(&b, ", %d more at the source", a.Known.Unseen)
	}
	return b.String()
}

// count writes n things: "1 comment", "63 comments".
func count(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	if stem, ok := strings.CutSuffix(one, "y"); ok {
		return strconv.Itoa(n) + " " + stem + "ies"
	}
	return strconv.Itoa(n) + " " + one + "s"
}

type printer struct {
	TextOptions
	w *bufio.Writer
}

func newPrinter(w io.Writer, opt TextOptions) *printer {
	if opt.Width <= 0 {
		opt.Width = 100
	}
	return &printer{opt, bufio.NewWriter(w)}
}

// titleWidth is the column in which the figures begin.
const titleWidth = 14

// The margin: stance in 9 columns, hostility in 8.
const marginWidth = 19

func (p *printer) tree(a *Analysis) {
	if a.Scores != nil {
		p.w.WriteString("stance   hostile │\n")
	}
	for n, stem := range a.Thread.Outline() {
		if a.Scores != nil {
			p.margin(a, n)
		}
		room := p.Width - utf8.RuneCountInString(stem)
		if a.Scores != nil {
			room -= marginWidth
		}
		p.w.WriteString(stem)
		head := a.head(n)
		p.w.WriteString(head)
		c := a.Thread.Comment(n)
		text := c.Text
		if title := heading(c); title != "" {
			text = title + " | " + text
		}
		text = thread.Printable(strings.TrimSuffix(strings.Join(strings.Fields(text), " "), " |"))
		if text != "" {
			p.w.WriteByte(' ')
			room -= utf8.RuneCountInString(head) + 1
			p.w.WriteString(excerpt(text, max(room, 20), p.Full))
		}
		p.w.WriteByte('\n')
	}
}

func excerpt(s string, width int, full bool) string {
	if full || utf8.RuneCountInString(s) <= width {
		return s
	}
	n := 0
	for i := range s {
		if n++; n == width {
			return strings.TrimRight(s[:i], " ") + "…"
		}
	}
	return s
}

// head names a comment, who wrote it and where the page shows it, as far as
// these are known; a guess carries its probability.
func (a *Analysis) head(n thread.Node) string {
	t := a.Thread
	c := t.Comment(n)
	var b strings.Builder
	b.WriteString(thread.Printable(c.ID))
	if t.Missing(n) {
		b.WriteString(" (lost)")
	} else if c.Status != thread.Visible {
		fmt.Fprintf(&b, " (%s)", c.Status)
	}
	if c.Kind != thread.Reply {
		fmt.Fprintf(&b, " [%s]", c.Kind)
	}
	if c.Author != "" {
		fmt.Fprintf(&b, " %s%s", thread.Printable(c.Author), guess(t.AuthorEvidence(n)))
	}
	if !c.Time.IsZero() {
		fmt.Fprintf(&b, ", %s%s", clock(c), guess(t.TimeEvidence(n)))
	}
	if t.Displayed(n) != t.Parent(n) {
		where := "at top level"
		if d := t.Displayed(n); d != thread.None {
			where = "under " + thread.Printable(t.Comment(d).ID)
		}
		fmt.Fprintf(&b, " (link%s, shown %s)", guess(t.ParentEvidence(n)), where)
	}
	if c.Details != nil && c.Details.Unseen > 0 {
		fmt.Fprintf(&b, " (%d more at the source)", c.Details.Unseen)
	}
	if c.Text != "" || heading(c) != "" {
		b.WriteByte(':')
	}
	return b.String()
}

// heading is the title of a post; replies repeat it or have none.
func heading(c *thread.Comment) string {
	if c.Kind != thread.Post || c.Details == nil {
		return ""
	}
	return strings.TrimSpace(c.Details.Title)
}

func guess(e thread.Evidence) string {
	if e.Origin == thread.Given || e.Origin == thread.Absent {
		return ""
	}
	return fmt.Sprintf(" ~%.2f", math.Min(float64(e.Confidence), 0.99))
}

func clock(c *thread.Comment) string {
	switch c.Precision {
	case thread.Year:
		return c.Time.Format("2006")
	case thread.Month:
		return c.Time.Format("2006-01")
	case thread.Day:
		return c.Time.Format("2006-01-02")
	}
	return c.Time.Format("2006-01-02 15:04")
}

const (
	red    = "\x1b[31m"
	bold   = "\x1b[1;31m"
	yellow = "\x1b[33m"
	green  = "\x1b[32m"
	reset  = "\x1b[0m"
)

func (p *printer) margin(a *Analysis, n thread.Node) {
	s := &a.Scores[n]
	stance, colour := "", ""
	if s.Parent != (sentiment.ParentStance{}) {
		// A label less likely than not would read as a finding.
		switch l := s.Parent.Label(0.5); l {
		case sentiment.Agree:
			stance, colour = l.String(), green
		case sentiment.Disagree:
			stance, colour = l.String(), yellow
		case sentiment.Neutral, sentiment.Query:
			stance = l.String()
		}
	}
	p.field(stance, 9, colour)
	label, colour := "", ""
	switch l := s.Hostility.Label; {
	case !s.Scored:
	case l == sentiment.Mild:
		label, colour = "mild", yellow
	case l == sentiment.Hostile:
		label, colour = "HOSTILE", red
	case l == sentiment.Severe:
		label, colour = "SEVERE", bold
	}
	p.field(label, 8, colour)
	p.w.WriteString("│ ")
}

func (p *printer) field(s string, width int, colour string) {
	pad := strings.Repeat(" ", max(0, width-utf8.RuneCountInString(s)))
	if p.Colour && colour != "" && s != "" {
		s = colour + s + reset
	}
	p.w.WriteString(s)
	p.w.WriteString(pad)
}

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
	links := []string{fmt.Sprintf("%d as the source has them", k.Displayed)}
	if k.Inferred > 0 {
		links = append(links, fmt.Sprintf("%d inferred (mean probability %.2f)", k.Inferred, k.LinkConfidence.Value))
	}
	p.line("Links", links...)
	p.line("People", p.people(a)...)
	p.line("Latency", latency(a)...)
	if h := a.Hostility; h != nil {
		parts := []string{"expected share of hostile comments " + number(h.Rate, ""),
			fmt.Sprintf("%d mild, %d hostile, %d severe", h.Mild, h.Hostile, h.Severe)}
		if h.Unscored > 0 {
			parts = append(parts, fmt.Sprintf("%d without words", h.Unscored))
		}
		p.line("Hostility", parts...)
		if c := h.Contagion; c != nil && c.AfterHostile.Defined() && c.AfterCalm.Defined() && c.Pairs >= spreadFrom {
			p.contagion("  spread", c)
		}
	}
	if st := a.Stance; st != nil {
		if c := st.Parent; c.Replies == 0 {
			p.line("Stance", "no comment answers another whose text is known")
		} else {
			p.line("Stance", fmt.Sprintf("of %s to what they answer, expected: agree %.0f, disagree %.0f, neutral %.0f, query %.0f",
				count(c.Replies-c.Unsure, "reply"), c.Agree, c.Disagree, c.Neutral, c.Query), fmt.Sprintf("unsure %d", c.Unsure))
		}
		p.targets(st.Targets)
	}
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

// spreadFrom is how many replies are worth a line on contagion: on fewer the
// interval spans all there is.
const spreadFrom = 30

// contagion writes whether hostility draws hostility.
func (p *printer) contagion(title string, c *stats.ContagionReport) {
	parts := []string{fmt.Sprintf("P(hostile) after a hostile comment %s, after a calm one %s, %s",
		number(c.AfterHostile, ""), number(c.AfterCalm, ""), count(c.Pairs, "reply"))}
	if c.WithinThread.Defined() {
		parts = append(parts, fmt.Sprintf("by chance within threads p %.2f", c.WithinThread.Value))
	}
	if c.WithinAuthor.Defined() {
		parts = append(parts, fmt.Sprintf("by habit of the authors p %.2f", c.WithinAuthor.Value))
	}
	p.line(title, parts...)
}

// together writes the figures of all threads.
func (p *printer) together(r *Report) {
	comments, lost := 0, 0
	scored := false
	for _, a := range r.Threads {
		comments += a.Known.Comments
		lost += a.Known.Lost
		scored = scored || a.Scores != nil
	}
	fmt.Fprintf(p.w, "\nall %s together\n\n", count(len(r.Threads), "thread"))
	p.line("Comments", strconv.Itoa(comments), fmt.Sprintf("%d lost", lost))
	if !scored {
		return
	}
	if c := r.Contagion(&stats.ContagionOptions{Seed: 1}); c.AfterHostile.Defined() && c.AfterCalm.Defined() {
		p.contagion("Spread", &c)
	}
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
		p.line(title, fmt.Sprintf("%s: favor %.0f, against %.0f, neither %.0f of %s", tg.Target, tg.Favor, tg.Against, tg.None, count(tg.Comments, "comment")))
		title = ""
	}
	if shown > most {
		p.line("", fmt.Sprintf("and %d more", shown-most))
	}
}

func (p *printer) people(a *Analysis) []string {
	k := a.Known
	known := fmt.Sprintf("authors known for %d of %s", k.Authors, count(k.Comments+k.Lost, "comment"))
	if k.AuthorsGuessed > 0 {
		known += fmt.Sprintf(" (%d of them inferred)", k.AuthorsGuessed)
	}
	parts := []string{known}
	if a.Participation.Authors > 0 {
		people := "people"
		if a.Participation.Authors == 1 {
			people = "person"
		}
		parts = append(parts, fmt.Sprintf("%d %s", a.Participation.Authors, people), "Gini "+number(a.Participation.Gini, ""))
	}
	shown := 0
	m := a.interactions()
	for pair := range m.Pairs() {
		if shown++; shown > 3 || pair.Weight < 2 {
			break
		}
		parts = append(parts, fmt.Sprintf("%s → %s %.0f replies", m.Name(pair.From), m.Name(pair.To), pair.Weight))
	}
	return parts
}

func latency(a *Analysis) []string {
	k := a.Known
	known := fmt.Sprintf("times known for %d of %s", k.Times, count(k.Comments+k.Lost, "comment"))
	if k.TimesGuessed > 0 {
		known += fmt.Sprintf(" (%d of them inferred)", k.TimesGuessed)
	}
	l := a.Latency
	if !l.Median.Defined() {
		return []string{known, "reply latency not computable"}
	}
	parts := []string{known, fmt.Sprintf("median reply after %s", duration(l.Median))}
	if l.Negative > 0 {
		parts = append(parts, fmt.Sprintf("%d older than what they answer", l.Negative))
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

func duration(e stats.Estimate) string {
	s := span(e.Value)
	if !math.IsNaN(e.Lo) && !math.IsNaN(e.Hi) {
		s += fmt.Sprintf(" [%s, %s]", span(e.Lo), span(e.Hi))
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
