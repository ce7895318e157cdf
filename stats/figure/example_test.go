package figure_test

import (
	"bytes"
	"fmt"

	"github.com/seed-100d3eb7/rejoinder/stats"
	"github.com/seed-100d3eb7/rejoinder/stats/figure"
	"gonum.org/v1/plot/vg"
)

func Example() {
	p := figure.Profile(stats.Shape{Comments: 18, Depth: 3, Width: 10, Widths: []int{10, 5, 3}})
	p.Title.Text = "The quarrel of 3 May"
	var svg bytes.Buffer
	err := figure.WriteSVG(&svg, p, 12*vg.Centimeter, 8*vg.Centimeter)
	fmt.Println(err, svg.Len() > 1000)
	// Output:
	// <nil> true
}

func ExampleBars() {
	p := figure.Bars([]figure.Bar{
		{Name: "morning", Estimate: stats.Proportion(12, 100)},
		{Name: "evening", Estimate: stats.Proportion(31, 120)},
	}, "share of hostile comments")
	var png bytes.Buffer
	err := figure.WritePNG(&png, p, 10*vg.Centimeter, 8*vg.Centimeter)
	fmt.Println(err, png.Len() > 1000)
	// Output:
	// <nil> true
}
