package figure

import (
	"fmt"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"

	"github.com/seed-100d3eb7/rejoinder/stats"
)

// Week draws how many comments fall on each hour of the week, Monday at the
// top. The darker, the more: the scale stands beside it.
func Week(w stats.Week) *plot.Plot {
	p := blank()
	p.X.Label.Text = "hour of the day"
	frame(p, 0, 24, 0, 7)
	top, least, sum := 0, math.MaxInt, 0
	for _, day := range w.Hours {
		for _, n := range day {
			if top, sum = max(top, n), sum+n; n > 0 {
				least = min(least, n)
			}
		}
	}
	p.Title.Text = number(sum, "comment")
	var b boxes
	for d, day := range w.Hours {
		for h, n := range day {
			if n > 0 {
				x, y := float64(h), float64(6-d)
				b = append(b, box{x, x + 1, y, y + 1, shade(float64(n) / float64(top))})
			}
		}
	}
	if len(b) > 0 {
		p.Add(b)
	}
	days := make([]plot.Tick, 7)
	for d, name := range [...]string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"} {
		days[d] = plot.Tick{Value: 6.5 - float64(d), Label: name}
	}
	hours := make([]plot.Tick, 0, 9)
	for h := 0; h <= 24; h += 3 {
		hours = append(hours, plot.Tick{Value: float64(h), Label: fmt.Sprint(h)})
	}
	p.Y.Tick.Marker, p.X.Tick.Marker = plot.ConstantTicks(days), plot.ConstantTicks(hours)
	if sum > 0 {
		scale(p, "comments", float64(least), float64(top), func(x float64) float64 { return x })
	}
	return p
}

// Course draws the mean score over the course of threads, from the estimates
// of [stats.Bins], with its band.
func Course(means []stats.Estimate, axis string) *plot.Plot {
	p := blank()
	p.X.Label.Text, p.Y.Label.Text = "course of the thread", axis
	n := float64(max(len(means), 1))
	top := 0.0
	var band boxes
	pts := make(plotter.XYs, len(means))
	shade := hue(1)
	shade.A = 50
	for k, e := range means {
		x := (float64(k) + 0.5) / n
		pts[k] = plotter.XY{X: x, Y: e.Value}
		for _, v := range [...]float64{e.Value, e.Hi} {
			if finite(v) {
				top = max(top, v)
			}
		}
		if finite(e.Lo) && finite(e.Hi) {
			band = append(band, box{float64(k) / n, float64(k+1) / n, max(0, e.Lo), e.Hi, shade})
		}
	}
	if top == 0 {
		top = 1
	}
	frame(p, 0, 1, 0, 1.05*top)
	if len(band) > 0 {
		p.Add(band)
	}
	line(p, pts, hue(1), vg.Points(1.5))
	return p
}
