package rejoinder

import (
	"fmt"
	"html/template"
	"io"
	"math"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/sentiment"
	"github.com/seed-100d3eb7/rejoinder/stats"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

// htmlIndent is the level below which the page no longer indents.
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
	page := htmlPage{Version: Version, Report: r, Short: len(r.Threads) <= shortContents}
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
}

type htmlFigure struct{ Title, Text string }

// htmlBar is one comment of the overview.
type htmlBar struct {
	X, Y, Height int
	Class, ID    string
	Title        string
}

type htmlComment struct {
	ID, Class, Head, Title, Stance, Hostility, Targets, Answers string
	Indent                                                      int
	Text                                                        []htmlRun
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
	for n, c := range a.Thread.All() {
		h.Comments = append(h.Comments, a.htmlComment(n, c, int(depths[n])))
	}
	h.Map, h.MapWidth, h.MapHeight = a.overview(depths)
	h.Figures = htmlFigures(func(p *printer) { p.figures(a) })
	return h
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

func (a *Analysis) htmlComment(n thread.Node, c *thread.Comment, depth int) htmlComment {
	h := htmlComment{ID: c.ID, Head: strings.TrimSuffix(a.head(n), ":"), Title: heading(c), Indent: max(min(depth, htmlIndent)-1, 0), Class: "calm"}
	if a.Thread.Missing(n) {
		h.Class = "lost"
	}
	if e := a.Thread.ParentEvidence(n); e.Origin != thread.Absent && e.Origin != thread.Given && e.Cue != "" &&
		a.Thread.Displayed(n) != a.Thread.Parent(n) {
		h.Answers = e.Cue
	}
	if a.Scores == nil {
		h.Text = []htmlRun{{Text: c.Text}}
		return h
	}
	s := &a.Scores[n]
	if s.Scored && s.Hostility.Label != sentiment.None {
		h.Class = s.Hostility.Label.String()
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
func (a *Analysis) overview(depths []float64) (bars []htmlBar, width, height int) {
	n := a.Thread.Len()
	if n == 0 {
		return nil, 0, 0
	}
	const step, unit, most = 8, 6, 20
	run := (n + mapColumns - 1) / mapColumns
	deepest := 0
	for at := 0; at < n; at += run {
		pick := at
		for i := at; i < min(at+run, n); i++ {
			if a.heat(i) > a.heat(pick) {
				pick = i
			}
		}
		depth := min(int(depths[pick]), most)
		deepest = max(deepest, depth)
		bar := htmlBar{X: len(bars) * step, Height: depth * unit, ID: a.Thread.Comment(thread.Node(pick)).ID, Class: "calm"}
		bar.Title = fmt.Sprintf("%s, level %.0f", a.head(thread.Node(pick)), depths[pick])
		switch {
		case a.Thread.Missing(thread.Node(pick)):
			bar.Class = "lost"
		case a.Scores != nil && a.Scores[pick].Scored:
			if l := a.Scores[pick].Hostility.Label; l != sentiment.None {
				bar.Class = l.String()
			}
		}
		bars = append(bars, bar)
	}
	return bars, len(bars) * step, deepest*unit + 1
}

func (a *Analysis) heat(i int) float32 {
	if a.Scores == nil {
		return 0
	}
	return a.Scores[i].Hostility.Score
}
