package rejoinder

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/seed-100d3eb7/rejoinder/sentiment"
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
	// NoNotes leaves out what [Report.WriteNotes] writes, for reports of which
	// many stand together.
	NoNotes bool
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
	if len(r.Threads) == 0 && r.Err == nil {
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
		out.WriteByte('\n')
		p.total(r.Total())
	}
	if r.Err != nil {
		fmt.Fprintf(out, "\n%sthe input could not be read to its end: %s\n", name, thread.Printable(r.Err.Error()))
	}
	if r.Skipped > 0 {
		fmt.Fprintf(out, "\n%s could not be read\n", count(r.Skipped, "record"))
	}
	if len(r.Threads) > 0 && r.Model.Name != "" && !o.NoNotes {
		out.WriteByte('\n')
		r.notes(out)
	}
	return out.Flush()
}

// WriteNotes explains the signs in a report as text and names the models.
func (r *Report) WriteNotes(w io.Writer) error {
	out := bufio.NewWriter(w)
	r.notes(out)
	return out.Flush()
}

func (r *Report) notes(out *bufio.Writer) {
	out.WriteString("~0.75 is the probability that an inference is right; a stance with ? is the likeliest, but less likely\nthan not; [a, b] is a 95 % interval of chance alone: errors of the scores are not in it.\n")
	fmt.Fprintf(out, "rejoinder %s", Version)
	for _, m := range r.Models {
		fmt.Fprintf(out, ", %s %s", m.Name, m.Version)
		if m.SHA256 != "" {
			fmt.Fprintf(out, " (sha256 %.12s)", m.SHA256)
		}
	}
	out.WriteByte('\n')
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

// The margin: stance in 10 columns, hostility in 8.
const (
	stanceWidth = 10
	marginWidth = stanceWidth + 10
)

func (p *printer) tree(a *Analysis) {
	if a.Scores != nil {
		p.w.WriteString("stance    hostile │\n")
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
	if name := authorOf(c); name != "" {
		fmt.Fprintf(&b, " %s%s", thread.Printable(name), guess(t.AuthorEvidence(n)))
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

// authorOf is the name of who wrote c, or the source's key where there is none.
func authorOf(c *thread.Comment) string {
	if c.Author == "" && c.Details != nil {
		return c.Details.AuthorID
	}
	return c.Author
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
	at := c.Time.Format("2006-01-02 15:04")
	if c.Floating {
		return at // as the page has it, which names no zone
	}
	if _, offset := c.Time.Zone(); offset == 0 {
		return at + " UTC"
	}
	return at + c.Time.Format(" -07:00")
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
		stance = stanceLabel(s.Parent)
		switch s.Parent.Label(0.5) {
		case sentiment.Agree:
			colour = green
		case sentiment.Disagree:
			colour = yellow
		}
	}
	p.field(stance, stanceWidth, colour)
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

// stanceLabel returns the likeliest stance, as JSON and the tables have it, with
// a question mark where it is less likely than not; "" where it is unsure.
func stanceLabel(s sentiment.ParentStance) string {
	l := s.Label(0)
	switch {
	case l == sentiment.ParentUnsure:
		return ""
	case s.Label(0.5) == sentiment.ParentUnsure:
		return l.String() + "?"
	}
	return l.String()
}

func (p *printer) field(s string, width int, colour string) {
	pad := strings.Repeat(" ", max(0, width-utf8.RuneCountInString(s)))
	if p.Colour && colour != "" && s != "" {
		s = colour + s + reset
	}
	p.w.WriteString(s)
	p.w.WriteString(pad)
}
