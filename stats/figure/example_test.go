package figure_test

import (
	"bytes"
	"fmt"

	"github.com/seed-100d3eb7/rejoinder/stats"
	"github.com/seed-100d3eb7/rejoinder/stats/figure"
	"github.com/seed-100d3eb7/rejoinder/thread"
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

func ExampleSurvival() {
	s := stats.KaplanMeier([]stats.Spell{{Time: 60, Event: true}, {Time: 300, Event: true}, {Time: 400}, {Time: 900, Event: true}})
	p := figure.Survival([]figure.Curve{{Name: "all comments", Survival: s}}, "minutes to the first reply", 60)
	fmt.Println(p.X.Max)
	// Output:
	// 15
}

func ExampleInteractions() {
	t, _ := thread.New([]thread.Comment{{ID: "1", Author: "ann"}, {ID: "2", Parent: "1", Author: "ben"}}, nil)
	var m stats.Interactions
	m.Add(t, nil)
	p := figure.Interactions(&m, 20) // the twenty who take part most
	fmt.Println(p.Y.Label.Text, "→", p.X.Label.Text)
	// Output:
	// replier → replied to
}

func ExampleContagion() {
	var c stats.Contagion
	t, _ := thread.New([]thread.Comment{{ID: "1"}, {ID: "2", Parent: "1"}, {ID: "3", Parent: "2"}}, nil)
	c.Add(t, []float64{0, 1, 1})
	fmt.Println(figure.Contagion(c.Report(nil)).Title.Text)
	// Output:
	// 2 replies in 1 thread
}

func ExampleWeek() {
	var w stats.Week
	w.Hours[0][9] = 12 // Monday at nine
	fmt.Println(figure.Week(w).Title.Text)
	// Output:
	// 12 comments
}

func ExampleCourse() {
	p := figure.Course([]stats.Estimate{stats.Proportion(2, 20), stats.Proportion(6, 20)}, "share of hostile comments")
	fmt.Println(p.Y.Label.Text)
	// Output:
	// share of hostile comments
}
