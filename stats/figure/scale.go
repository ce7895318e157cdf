package figure

import (
	"fmt"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// scale draws what the shades of a matrix mean right of it, from the least to the
// largest value; form is how values become shades. It makes the horizontal axis
// longer.
func scale(p *plot.Plot, what string, least, top float64, form func(float64) float64) {
	width, height := p.X.Max-p.X.Min, p.Y.Max-p.Y.Min
	x0, x1 := p.X.Max+0.05*width, p.X.Max+0.09*width
	y0, y1 := p.Y.Min+0.1*height, p.Y.Min+0.8*height
	const steps = 24
	var b boxes
	if least < top {
		for k := range steps {
			f := float64(k) / (steps - 1)
			lo := form(least / top)
			b = append(b, box{x0, x1, y0 + float64(k)/steps*(y1-y0), y0 + float64(k+1)/steps*(y1-y0), shade(lo + f*(1-lo))})
		}
	} else {
		y0, y1 = p.Y.Min+0.4*height, p.Y.Min+0.5*height
		b = boxes{{x0, x1, y0, y1, shade(1)}}
	}
	p.X.Max += 0.2 * width
	p.Add(b)
	at := plotter.XYLabels{XYs: plotter.XYs{{X: x1 + 0.01*width, Y: y1}}, Labels: []string{fmt.Sprintf("%.4g", top)}}
	if least < top {
		at.XYs = append(at.XYs, plotter.XY{X: x1 + 0.01*width, Y: y0})
		at.Labels = append(at.Labels, fmt.Sprintf("%.4g", least))
	}
	at.XYs = append(at.XYs, plotter.XY{X: x0, Y: p.Y.Min + 0.9*height})
	at.Labels = append(at.Labels, what)
	names, err := plotter.NewLabels(at)
	if err != nil {
		return // finite points cannot fail
	}
	for i := range names.TextStyle {
		style := p.X.Tick.Label
		style.Rotation, style.XAlign, style.YAlign = 0, draw.XLeft, draw.YCenter
		style.Font.Size = vg.Points(9)
		style.Handler = text.Plain{Fonts: p.TextHandler.Cache()}
		names.TextStyle[i] = style
	}
	p.Add(names)
	// The axis ends with the matrix.
	p.X.LineStyle.Width, p.Y.LineStyle.Width = 0, 0
}
