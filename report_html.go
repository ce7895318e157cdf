package rejoinder

import (
	"fmt"
	"html/template"
	"io"
	"math"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/sentiment"
	"github.com/seed-100d3eb7/rejoinder/stats"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

// htmlIndent is how many lists the page nests at most: comments on deeper levels
// stand side by side, and each says its level.
const htmlIndent = 16

// mapColumns is how many comments the overview of a thread shows; longer
// threads show the hottest comment of each run.
const mapColumns = 1200

// WriteHTML writes the report as one page that needs nothing else: no script,
// no font and no picture from elsewhere. All text of the source is escaped, and
// the page's own policy forbids it to run or to load anything.
func (r *Report) WriteHTML(w io.Writer) error {
	t, err := template.New("report").Parse(htmlTemplate)
	if err != nil {
		return err
	}
	page := htmlPage{Version: Version, Report: r, Short: len(r.Threads) <= shortContents, Glossary: glossary()}
	if r.Source.Name != "" {
		// The page may be handed on: it need not tell where files lie.
		page.Name = thread.Printable(path.Base(filepath.ToSlash(r.Source.Name)))
	}
	for i, a := range r.Threads {
		page.Threads = append(page.Threads, a.html(i+1))
	}
	if len(r.Threads) > 1 {
		page.Total = htmlFigures(func(p *printer) { p.total(r.Total()) })[2:]
	}
	return t.Execute(w, page)
}

// shortContents is how long a list of contents may be and still stand open.
const shortContents = 30

type htmlPage struct {
	Version, Name string
	Report        *Report
	Threads       []htmlThread
	Short         bool
	Total         []htmlFigure
	Glossary      []term
}

type htmlThread struct {
	Headline string
	// For the contents.
	Number                        int
	Name, Size, Lost, Depth, Rate string
	Map                           []htmlBar
	MapWidth                      int
	MapHeight                     int
	Figures                       []htmlFigure
	Comments                      []htmlComment
	// Open has an element for each list that is open behind the last comment,
	// the first aside.
	Open []struct{}
}

type htmlFigure struct{ Title, Text string }

// htmlBar is one comment of the overview.
type htmlBar struct {
	X, Height           int
	Class, Title, Place string
}

type htmlComment struct {
	Class, Head, Title, Stance, Hostility, Targets, Cue string
	// Place names the comment within the page; Answers is who is answered, and
	// AnswersPlace where that stands.
	Place, Answers, AnswersPlace string
	// Level is given where the lists do not tell it.
	Level int
	// First says that the comment begins a list, Close closes lists before it.
	First bool
	Close []struct{}
	Text  []htmlRun
}

// htmlRun is a run of text, marked where it carries hostility.
type htmlRun struct {
	Text   string
	Marked bool
	Title  string
}

func (a *Analysis) html(number int) htmlThread {
	h := htmlThread{Headline: a.headline(true), Number: number, Name: thread.Printable(a.ID),
		Size: strconv.Itoa(a.Known.Comments), Lost: strconv.Itoa(a.Known.Lost), Depth: strconv.Itoa(a.Shape.Depth)}
	if title := titleOf(a.Thread); title != "" {
		h.Name += ": " + thread.Printable(title)
	}
	if a.Hostility != nil && a.Hostility.Rate.Defined() {
		h.Rate = fmt.Sprintf("%.2f", a.Hostility.Rate.Value)
	}
	depths := stats.Depths(nil, a.Thread)
	nested := 0
	for n, c := range a.Thread.All() {
		at := htmlPlace(number, n)
		x := a.htmlComment(n, c)
		x.Place = at
		if p := a.Thread.Parent(n); p != thread.None {
			x.Answers, x.AnswersPlace = thread.Printable(a.Thread.Comment(p).ID), htmlPlace(number, p)
		}
		level := int(depths[n])
		if level > htmlIndent {
			x.Level = level
		}
		level = min(max(level, 1), htmlIndent, nested+1)
		x.First = level > nested
		x.Close = make([]struct{}, max(nested-level, 0))
		nested = level
		h.Comments = append(h.Comments, x)
	}
	h.Open = make([]struct{}, max(nested-1, 0))
	h.Map, h.MapWidth, h.MapHeight = a.overview(depths, number)
	h.Figures = htmlFigures(func(p *printer) { p.figures(a) })
	return h
}

// htmlPlace names a comment within the page.
func htmlPlace(number int, n thread.Node) string {
	return "t" + strconv.Itoa(number) + "n" + strconv.Itoa(int(n))
}

// htmlFigures takes the figures apart that write prints.
func htmlFigures(write func(*printer)) (out []htmlFigure) {
	var text strings.Builder
	p := newPrinter(&text, TextOptions{Width: math.MaxInt32})
	write(p)
	p.w.Flush()
	for _, line := range strings.Split(strings.TrimRight(text.String(), "\n"), "\n") {
		title, rest := "", line
		if len(line) > titleWidth {
			title, rest = strings.TrimSpace(line[:titleWidth]), line[titleWidth:]
		}
		out = append(out, htmlFigure{title, rest})
	}
	return out
}

func (a *Analysis) htmlComment(n thread.Node, c *thread.Comment) htmlComment {
	h := htmlComment{Head: strings.TrimSuffix(a.head(n), ":"), Title: heading(c), Class: a.class(n)}
	if e := a.Thread.ParentEvidence(n); e.Origin != thread.Absent && e.Origin != thread.Given && e.Cue != "" &&
		a.Thread.Displayed(n) != a.Thread.Parent(n) {
		h.Cue = e.Cue
	}
	if a.Scores == nil {
		h.Text = []htmlRun{{Text: c.Text}}
		return h
	}
	s := &a.Scores[n]
	if s.Scored && s.Hostility.Label != sentiment.None {
		h.Hostility = fmt.Sprintf("%s %.2f", s.Hostility.Label, s.Hostility.Score)
		if s.Hostility.Target != sentiment.NoTarget {
			h.Hostility += " at " + s.Hostility.Target.String()
		}
	}
	if s.Parent != (sentiment.ParentStance{}) {
		h.Stance = stanceLabel(s.Parent)
	}
	var targets []string
	for _, t := range s.Targets {
		if l := t.Label(0); l == sentiment.Favor || l == sentiment.Against {
			sure := ""
			if t.Label(0.5) == sentiment.TargetUnsure {
				sure = "?"
			}
			targets = append(targets, fmt.Sprintf("%s%s %s", l, sure, t.Target))
		}
	}
	h.Targets = strings.Join(targets, ", ")
	at := 0
	for _, sp := range s.Hostility.Spans {
		if sp.Start < at || sp.End > len(c.Text) || sp.Start >= sp.End {
			continue
		}
		h.Text = append(h.Text, htmlRun{Text: c.Text[at:sp.Start]},
			htmlRun{Text: c.Text[sp.Start:sp.End], Marked: true, Title: fmt.Sprintf("adds %+.1f to the log-odds", sp.Weight)})
		at = sp.End
	}
	h.Text = append(h.Text, htmlRun{Text: c.Text[at:]})
	return h
}

// overview draws the thread as a row of bars in reading order: as long as the
// level is deep, coloured by hostility.
func (a *Analysis) overview(depths []float64, number int) (bars []htmlBar, width, height int) {
	n := a.Thread.Len()
	if n == 0 {
		return nil, 0, 0
	}
	const step, unit, most = 8, 6, 20
	run := (n + mapColumns - 1) / mapColumns
	scale, deepest := float64(unit), 0
	if d := slices.Max(depths); d > most {
		scale = unit * most / d
	}
	for at := 0; at < n; at += run {
		pick := at
		for i := at; i < min(at+run, n); i++ {
			if a.heat(i) > a.heat(pick) {
				pick = i
			}
		}
		bar := htmlBar{X: len(bars) * step, Height: max(int(depths[pick]*scale), 2), Class: a.class(thread.Node(pick)), Place: htmlPlace(number, thread.Node(pick))}
		deepest = max(deepest, bar.Height)
		bar.Title = fmt.Sprintf("%s, level %.0f", strings.TrimSuffix(a.head(thread.Node(pick)), ":"), depths[pick])
		bars = append(bars, bar)
	}
	return bars, max(len(bars), leastColumns) * step, deepest + 1
}

// leastColumns keeps the bars of short threads from being blocks.
const leastColumns = 28

// class is how a comment is coloured. One that could not be scored is not calm.
func (a *Analysis) class(n thread.Node) string {
	switch {
	case a.Thread.Missing(n):
		return "lost"
	case a.Scores == nil:
		return "calm"
	case !a.Scores[n].Scored:
		return "unscored"
	case a.Scores[n].Hostility.Label == sentiment.None:
		return "calm"
	}
	return a.Scores[n].Hostility.Label.String()
}

func (a *Analysis) heat(i int) float32 {
	if a.Scores == nil {
		return 0
	}
	return a.Scores[i].Hostility.Score
}
