package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"

	"github.com/seed-100d3eb7/rejoinder"
	"github.com/seed-100d3eb7/rejoinder/sentiment"
	"github.com/seed-100d3eb7/rejoinder/stats"
	"github.com/seed-100d3eb7/rejoinder/stats/figure"
)

// drawing is a figure on all threads, nil where too little is known for it.
type drawing struct {
	name   string
	plot   *plot.Plot
	height vg.Length
	lacks  string // why there is none
}

// figureNames are the files that -figures writes.
var figureNames = []string{"levels", "first-reply", "week", "people", "course", "spread", "threads"}

const (
	figureWidth = 18 * vg.Centimeter
	// mostPeople and mostBars are what a figure holds and can be read.
	mostPeople = 24
	mostBars   = 24
	courseBins = 10
	// leastReplies are as many as the text on spread wants.
	leastReplies = 30
	hour         = 3600
)

// drawings returns the figures on all threads of r, in the order of figureNames.
func drawings(r *rejoinder.Report) []drawing {
	var (
		shape   stats.Shape
		spells  []stats.Spell
		week    stats.Week
		people  stats.Interactions
		course  stats.Bins
		spread  stats.Contagion
		threads []figure.Bar
		column  []float64
	)
	for _, a := range r.Threads {
		addShape(&shape, &a.Shape)
		s, _ := stats.FirstReplies(a.Thread, time.Time{})
		spells = append(spells, s...)
		week.Merge(stats.HourOfWeek(a.Thread, nil))
		people.Add(a.Thread, nil)
		if a.Scores == nil {
			continue
		}
		column = sentiment.HostilityColumn(column[:0], a.Scores)
		course.AddCourse(a.Thread, column, courseBins)
		spread.Add(a.Thread, column)
		threads = append(threads, figure.Bar{Name: a.ID, Estimate: a.Hostility.Rate})
	}
	all := make([]drawing, len(figureNames))
	for i, name := range figureNames {
		all[i] = drawing{name: name, height: 11 * vg.Centimeter}
	}
	add := func(i int, known bool, lacks string, draw func() *plot.Plot) {
		if all[i].lacks = lacks; known {
			all[i].plot = draw()
		}
	}
	add(0, shape.Depth > 0, "there is no comment", func() *plot.Plot { return figure.Profile(shape) })
	known := stats.KaplanMeier(spells)
	add(1, len(known.Steps) > 0, "the times are not known", func() *plot.Plot {
		return figure.Survival([]figure.Curve{{Name: "comments", Survival: known}}, "hours to the first reply", hour)
	})
	add(2, week.Hours != [7][24]int{}, "the times are not known", func() *plot.Plot {
		p := figure.Week(week)
		p.X.Label.Text = "hour of the day: UTC, or as the source has it where that names no zone"
		return p
	})
	add(3, replies(&people), "nobody is known to answer anybody", func() *plot.Plot { return figure.Interactions(&people, mostPeople) })
	all[3].height = figureWidth
	means := course.Means()
	add(4, defined(means) > 1, "too few comments have a score", func() *plot.Plot { return figure.Course(means, "expected share of hostile comments") })
	c := r.Contagion(&stats.ContagionOptions{Permutations: -1, Seed: 1})
	add(5, c.Pairs >= leastReplies && c.AfterCalm.Defined() && c.AfterHostile.Defined(), "too few replies have a score", func() *plot.Plot { return figure.Contagion(c) })
	add(6, len(threads) > 1 && len(threads) <= mostBars, fmt.Sprintf("it is for 2 to %d threads", mostBars), func() *plot.Plot {
		return figure.Bars(threads, "expected share of hostile comments")
	})
	return all
}

// addShape adds the levels of a thread to those of all.
func addShape(all, s *stats.Shape) {
	all.Comments += s.Comments
	for i, n := range s.Widths {
		if i == len(all.Widths) {
			all.Widths = append(all.Widths, 0)
		}
		all.Widths[i] += n
		all.Width = max(all.Width, all.Widths[i])
	}
	all.Depth = len(all.Widths)
}

func replies(m *stats.Interactions) bool {
	for range m.Pairs() {
		return true
	}
	return false
}

func defined(all []stats.Estimate) (n int) {
	for _, e := range all {
		if e.Defined() {
			n++
		}
	}
	return n
}

// writeFigures writes what can be drawn of r into dir as SVG, and says what can
// not and why.
func writeFigures(dir string, r *rejoinder.Report, stderr io.Writer) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	var all error
	for _, d := range drawings(r) {
		if d.plot == nil {
			fmt.Fprintf(stderr, "no figure %s: %s\n", d.name, d.lacks)
			continue
		}
		name := filepath.Join(dir, d.name+".svg")
		all = errors.Join(all, create(name, nil, func(w io.Writer) error { return figure.WriteSVG(w, d.plot, figureWidth, d.height) }))
	}
	return all
}
