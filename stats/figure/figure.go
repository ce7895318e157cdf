// Package figure draws the measures of package stats with gonum's plot, as SVG
// for print or PNG for the screen. Every function returns a *plot.Plot, which
// the caller may change before writing it with [WriteSVG] or [WritePNG].
//
// What is undefined is not drawn. Names are shortened to 24 characters and
// freed of characters that XML forbids. Colours are told apart by readers who
// do not see red and green alike (Okabe and Ito, 2008).
package figure

import (
	"bytes"
	"fmt"
	"image/color"
	"io"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/seed-100d3eb7/rejoinder/stats"
)

// hue returns the i-th colour of the palette.
func hue(i int) color.NRGBA {
	colours := [...]color.NRGBA{
		{0, 114, 178, 255}, {213, 94, 0, 255}, {0, 158, 115, 255}, {204, 121, 167, 255}, {86, 180, 233, 255}, {230, 159, 0, 255},
	}
	return colours[i%len(colours)]
}

// WriteSVG writes p as SVG. Equal plots give equal bytes.
func WriteSVG(w io.Writer, p *plot.Plot, width, height vg.Length) error {
	var b bytes.Buffer
	if err := write(&b, p, width, height, "svg"); err != nil {
		return err
	}
	// Where the font is missing, one of like width takes its place.
	text := bytes.ReplaceAll(b.Bytes(), []byte("font-family:Liberation Sans;"), []byte("font-family:Liberation Sans,Arimo,Arial,Helvetica,sans-serif;"))
	if _, err := w.Write(text); err != nil {
		return fmt.Errorf("figure: %w", err)
	}
	return nil
}

// WritePNG writes p as PNG at 96 dots an inch.
func WritePNG(w io.Writer, p *plot.Plot, width, height vg.Length) error {
	return write(w, p, width, height, "png")
}

// margin is left free around a figure: gonum's plot leaves none.
const margin = vg.Length(8)

func write(w io.Writer, p *plot.Plot, width, height vg.Length, format string) error {
	wt, err := draw.NewFormattedCanvas(width, height, format)
	if err != nil {
		return fmt.Errorf("figure: %w", err)
	}
	c := draw.New(wt)
	if p.BackgroundColor != nil {
		c.SetColor(p.BackgroundColor)
		c.Fill(c.Rectangle.Path())
	}
	m := min(margin, width/8, height/8)
	p.Draw(draw.Crop(c, m, -m, m, -m))
	if _, err := wt.WriteTo(w); err != nil {
		return fmt.Errorf("figure: %w", err)
	}
	return nil
}

// blank returns a plot without data in letters that are read on a screen.
func blank() *plot.Plot {
	p := plot.New()
	for _, s := range []*draw.TextStyle{&p.Title.TextStyle, &p.X.Label.TextStyle, &p.Y.Label.TextStyle,
		&p.X.Tick.Label, &p.Y.Tick.Label, &p.Legend.TextStyle} {
		s.Font.Variant = "Sans"
	}
	p.Title.Padding = vg.Points(6)
	return p
}

// box is a filled rectangle in data units.
type box struct {
	x0, x1, y0, y1 float64
	fill           color.Color
}

// boxes draws rectangles, cut to the axes.
type boxes []box

func (b boxes) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	for _, r := range b {
		pts := []vg.Point{{X: x(r.x0), Y: y(r.y0)}, {X: x(r.x1), Y: y(r.y0)}, {X: x(r.x1), Y: y(r.y1)}, {X: x(r.x0), Y: y(r.y1)}}
		c.FillPolygon(r.fill, c.ClipPolygonXY(pts))
	}
}

func (b boxes) DataRange() (xmin, xmax, ymin, ymax float64) {
	xmin, xmax, ymin, ymax = math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
	for _, r := range b {
		xmin, xmax = min(xmin, r.x0, r.x1), max(xmax, r.x0, r.x1)
		ymin, ymax = min(ymin, r.y0, r.y1), max(ymax, r.y0, r.y1)
	}
	return xmin, xmax, ymin, ymax
}

// Thumbnail draws the first rectangle's colour in a legend.
func (b boxes) Thumbnail(c *draw.Canvas) {
	if len(b) == 0 {
		return
	}
	pts := []vg.Point{{X: c.Min.X, Y: c.Min.Y}, {X: c.Max.X, Y: c.Min.Y}, {X: c.Max.X, Y: c.Max.Y}, {X: c.Min.X, Y: c.Max.Y}}
	c.FillPolygon(b[0].fill, pts)
}

// line adds a line; points that are not finite part it.
func line(p *plot.Plot, pts plotter.XYs, colour color.Color, width vg.Length) *plotter.Line {
	var first *plotter.Line
	for len(pts) > 0 {
		n := 0
		for n < len(pts) && finite(pts[n].X) && finite(pts[n].Y) {
			n++
		}
		if n > 1 {
			l, err := plotter.NewLine(pts[:n])
			if err == nil { // finite points cannot fail
				l.Color, l.Width = colour, width
				p.Add(l)
				if first == nil {
					first = l
				}
			}
		}
		pts = pts[min(n+1, len(pts)):]
	}
	return first
}

func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }

// label shortens a name and drops what XML cannot hold or a reader cannot see.
func label(s string) string {
	s = strings.Map(func(r rune) rune {
		if r == utf8.RuneError || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, s)
	const most = 24
	if utf8.RuneCountInString(s) > most {
		s = string([]rune(s)[:most-1]) + "…"
	}
	return s
}

// Profile draws how many comments stand on each level, deepest at the right.
func Profile(s stats.Shape) *plot.Plot {
	p := blank()
	p.Title.Text = number(s.Comments, "comment") + " on " + number(s.Depth, "level")
	p.X.Label.Text, p.Y.Label.Text = "level", "comments"
	var b boxes
	for i, w := range s.Widths {
		x := float64(i + 1)
		b = append(b, box{x - 0.4, x + 0.4, 0, float64(w), hue(0)})
	}
	frame(p, 0.5, float64(max(s.Depth, 1))+0.5, 0, float64(max(s.Width, 1)))
	if len(b) > 0 {
		p.Add(b)
	}
	p.X.Tick.Marker = wholeTicks{}
	return p
}

func number(n int, what string) string { return plural(n, what, what+"s") }

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprint(n, " ", many)
}

// frame fixes the axes: an empty plot has none of its own.
func frame(p *plot.Plot, xmin, xmax, ymin, ymax float64) {
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = xmin, xmax, ymin, ymax
	p.X.AutoRescale, p.Y.AutoRescale = false, false
}

// wholeTicks marks whole numbers, about ten of them.
type wholeTicks struct{}

func (wholeTicks) Ticks(lo, hi float64) []plot.Tick {
	step := max(1, math.Ceil((hi-lo)/10))
	var t []plot.Tick
	for x := math.Ceil(lo/step) * step; x <= hi && len(t) < 100; x += step {
		t = append(t, plot.Tick{Value: x, Label: fmt.Sprint(x)})
	}
	return t
}

// Curve is a named Kaplan-Meier curve.
type Curve struct {
	Name string
	stats.Survival
}

// Survival draws Kaplan-Meier curves as steps with their bands; unit names the
// time, whose values are divided by scale (60 for minutes from seconds; 0 is
// 1). Of long curves about a thousand steps are drawn: each is off by less than
// a thousandth of the width.
func Survival(curves []Curve, unit string, scale float64) *plot.Plot {
	if !(scale > 0) {
		scale = 1
	}
	p := blank()
	p.X.Label.Text, p.Y.Label.Text = unit, "share still waiting"
	last := 0.0
	for _, c := range curves {
		if n := len(c.Steps); n > 0 {
			last = max(last, c.Steps[n-1].Time/scale)
		}
	}
	if last == 0 {
		last = 1
	}
	frame(p, 0, last, 0, 1)
	p.Legend.Top = true
	shares := make([]plot.Tick, 0, 6)
	for k := range 6 {
		shares = append(shares, plot.Tick{Value: float64(k) / 5, Label: fmt.Sprintf("%.1f", float64(k)/5)})
	}
	p.Y.Tick.Marker = plot.ConstantTicks(shares)
	for i, c := range curves {
		colour := hue(i)
		shade := colour
		shade.A = 50
		var band boxes
		pts := plotter.XYs{{X: 0, Y: 1}}
		s, lo, hi, at := 1.0, math.NaN(), math.NaN(), 0.0
		for _, step := range thin(c.Steps, last*scale) {
			x := step.Time / scale
			if finite(lo) && finite(hi) && x > at {
				band = append(band, box{at, x, lo, hi, shade})
			}
			pts = append(pts, plotter.XY{X: x, Y: s}, plotter.XY{X: x, Y: step.Survival.Value})
			s, lo, hi, at = step.Survival.Value, step.Survival.Lo, step.Survival.Hi, x
		}
		if len(band) > 0 {
			p.Add(band)
		}
		if l := line(p, pts, colour, vg.Points(1.5)); l != nil && c.Name != "" {
			p.Legend.Add(fmt.Sprintf("%s (n = %d)", label(c.Name), c.N), l)
			p.Y.Max += 0.1 // room for it above the curves
		}
	}
	return p
}

// thin returns the last step of each thousandth of the time until last, where
// there are more.
func thin(steps []stats.SurvivalStep, last float64) []stats.SurvivalStep {
	const most = 1000
	if len(steps) <= most {
		return steps
	}
	var out []stats.SurvivalStep
	at := math.Inf(-1)
	for _, s := range steps {
		k := math.Floor(s.Time / last * most)
		if k == at {
			out = out[:len(out)-1]
		}
		out, at = append(out, s), k
	}
	return out
}

// Bar is a named estimate.
type Bar struct {
	Name string
	stats.Estimate
}

// Bars draws estimates as bars with their intervals; undefined ones are named
// but leave a gap, which says so. The axis begins at 0. Names stand aslant where
// they would run into one another.
func Bars(bars []Bar, axis string) *plot.Plot {
	p := blank()
	p.Y.Label.Text = axis
	names, runes := make([]string, len(bars)), 0
	lo, hi := 0.0, 0.0
	var b boxes
	for i, x := range bars {
		names[i] = label(x.Name)
		if !x.Defined() {
			names[i] += " (unknown)"
		}
		runes += utf8.RuneCountInString(names[i])
		if !x.Defined() {
			continue
		}
		at := float64(i)
		b = append(b, box{at - 0.35, at + 0.35, 0, x.Value, hue(0)})
		for _, v := range [...]float64{x.Value, x.Lo, x.Hi} {
			if finite(v) {
				lo, hi = min(lo, v), max(hi, v)
			}
		}
	}
	if lo == hi {
		hi = 1
	}
	pad := 0.05 * (hi - lo)
	if lo < 0 {
		lo -= pad
	}
	frame(p, -0.6, float64(max(len(bars), 1))-0.4, lo, hi+pad)
	if len(b) > 0 {
		p.Add(b)
	}
	for i, x := range bars {
		if !x.Defined() || !finite(x.Lo) || !finite(x.Hi) {
			continue
		}
		at, cap := float64(i), 0.08
		line(p, plotter.XYs{{X: at, Y: x.Lo}, {X: at, Y: x.Hi}}, color.Black, vg.Points(1))
		line(p, plotter.XYs{{X: at - cap, Y: x.Lo}, {X: at + cap, Y: x.Lo}}, color.Black, vg.Points(1))
		line(p, plotter.XYs{{X: at - cap, Y: x.Hi}, {X: at + cap, Y: x.Hi}}, color.Black, vg.Points(1))
	}
	p.X.Min, p.X.Max = -0.6, float64(max(len(bars), 1))-0.4
	ticks := make([]plot.Tick, len(names))
	for i, n := range names {
		ticks[i] = plot.Tick{Value: float64(i), Label: n}
	}
	p.X.Tick.Marker = plot.ConstantTicks(ticks)
	if runes > levelRunes {
		aslant(p)
	}
	return p
}

// levelRunes is how many characters stand side by side below a figure of common
// width.
const levelRunes = 50

// aslant turns the names of columns.
func aslant(p *plot.Plot) {
	p.X.Tick.Label.Rotation = math.Pi / 4
	p.X.Tick.Label.XAlign, p.X.Tick.Label.YAlign = draw.XRight, draw.YCenter
}

// Contagion draws the share of hostile replies after a calm and after a hostile
// comment, and beside it, where scores that are unsure leave less than nine tenths of
// the difference and threads are enough for its interval, what it comes to
// without that loss: see [stats.CorrectedContagion].
func Contagion(r stats.ContagionReport) *plot.Plot {
	bars := []Bar{{"after a calm comment", r.AfterCalm}, {"after a hostile comment", r.AfterHostile}}
	if x := r.Corrected; r.Kept.Value < 0.9 && finite(x.AfterHostile.Lo) && finite(x.AfterCalm.Lo) {
		bars = append(bars, Bar{"corrected, calm", x.AfterCalm}, Bar{"corrected, hostile", x.AfterHostile})
	}
	p := Bars(bars, "share of hostile replies")
	p.Title.Text = plural(r.Pairs, "reply", "replies") + " in " + number(r.Threads, "thread")
	return p
}

// Interactions draws the matrix of who replies to whom for the most people who
// take part most: the replier on the vertical axis, from the top, and the
// person replied to on the horizontal one. The darker, the more, on a square
// root scale, which stands beside the matrix.
func Interactions(m *stats.Interactions, most int) *plot.Plot {
	p := blank()
	p.X.Label.Text, p.Y.Label.Text = "replied to", "replier"
	who := busiest(m, most)
	place := map[int]int{}
	for k, i := range who {
		place[i] = k
	}
	top, least := 0.0, math.Inf(1)
	for pair := range m.Pairs() {
		_, a := place[pair.From]
		_, b := place[pair.To]
		if a && b && pair.Weight > 0 {
			top, least = max(top, pair.Weight), min(least, pair.Weight)
		}
	}
	n := float64(len(who))
	frame(p, -0.5, max(n, 1)-0.5, -0.5, max(n, 1)-0.5)
	var b boxes
	m.DoNonZero(func(i, j int, w float64) {
		r, okr := place[i]
		c, okc := place[j]
		if !okr || !okc || w <= 0 {
			return
		}
		x, y := float64(c), n-1-float64(r)
		b = append(b, box{x - 0.5, x + 0.5, y - 0.5, y + 0.5, shade(math.Sqrt(w / top))})
	})
	if len(b) > 0 {
		p.Add(b)
	}
	columns, lines := make([]plot.Tick, len(who)), make([]plot.Tick, len(who))
	for k, i := range who {
		name := label(m.Name(i))
		columns[k] = plot.Tick{Value: float64(k), Label: name}
		lines[k] = plot.Tick{Value: n - 1 - float64(k), Label: name}
	}
	p.X.Tick.Marker, p.Y.Tick.Marker = plot.ConstantTicks(columns), plot.ConstantTicks(lines)
	aslant(p)
	if len(who) > 15 {
		p.X.Tick.Label.Font.Size, p.Y.Tick.Label.Font.Size = vg.Points(7), vg.Points(7)
	}
	if len(b) > 0 {
		scale(p, "replies", least, top, math.Sqrt)
	}
	return p
}

// shade runs from near white to dark blue for f from 0 to 1.
func shade(f float64) color.NRGBA {
	mix := func(a, b float64) uint8 { return uint8(math.Round(a + f*(b-a))) }
	return color.NRGBA{mix(222, 8), mix(235, 48), mix(247, 107), 255}
}
