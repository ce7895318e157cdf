package stats_test

import (
	"fmt"

	"github.com/seed-100d3eb7/rejoinder/stats"
	"github.com/seed-100d3eb7/rejoinder/stats/simulate"
)

// Do hostile comments draw hostile replies, or do the same people write both?
func ExampleContagion() {
	law := simulate.Law{Threads: 100, Comments: 30, People: 200, Rate: 0.15, Habit: 1, Contagion: 1}
	threads, hostile := law.Draw(1)
	var c stats.Contagion
	for i, t := range threads {
		c.Add(t, hostile[i])
	}
	r := c.Report(&stats.ContagionOptions{Seed: 1})
	fmt.Printf("after a hostile comment %.2f, after a calm one %.2f\n", r.AfterHostile.Value, r.AfterCalm.Value)
	fmt.Printf("odds ratio within threads %.2f [%.2f, %.2f]\n", r.MantelHaenszel.Value, r.MantelHaenszel.Lo, r.MantelHaenszel.Hi)
	fmt.Println("p with each author's own rate held:", r.WithinAuthor.Value)
	// Output:
	// after a hostile comment 0.38, after a calm one 0.21
	// odds ratio within threads 1.87 [1.51, 2.31]
	// p with each author's own rate held: 0.001
}

func ExampleTable() {
	var t stats.Table
	t.Add(0.9, 0.8) // a parent and a reply, both probably hostile
	t.Add(0.1, 0.2)
	fmt.Printf("%.2f %.2f %.2f %.2f\n", t.A, t.B, t.C, t.D)
	// Output:
	// 0.74 0.26 0.26 0.74
}

func ExampleTable_RiskDifference() {
	fmt.Println(stats.Table{A: 30, B: 70, C: 40, D: 360}.RiskDifference())
	// Output:
	// 0.2 [0.1124, 0.2992] (n = 500)
}

func ExampleTable_RiskRatio() {
	fmt.Println(stats.Table{A: 30, B: 70, C: 40, D: 360}.RiskRatio())
	// Output:
	// 3 [1.972, 4.564] (n = 500)
}

func ExampleTable_OddsRatio() {
	fmt.Println(stats.Table{A: 30, B: 70, C: 40, D: 360}.OddsRatio())
	// Output:
	// 3.857 [2.252, 6.607] (n = 500)
}

func ExampleTable_Fisher() {
	fmt.Println(stats.Table{A: 3, B: 1, C: 1, D: 3}.Fisher())
	// Output:
	// 0.4857 (n = 8)
}

// Errors on both sides hide much of an association.
func ExampleTable_Correct() {
	c, ok := stats.Table{A: 30, B: 70, C: 60, D: 340}.Correct(0.8, 0.9)
	fmt.Printf("%.1f %v\n", c.OddsRatio().Value, ok)
	// Output:
	// 13.9 true
}

func ExampleTable_OddsRatioBounds() {
	fmt.Println(stats.Table{A: 30, B: 70, C: 60, D: 340}.OddsRatioBounds([2]float64{0.8, 0.9}, [2]float64{0.92, 0.95}))
	// Output:
	// 2.429 [4.081, 7.857] (n = 500)
}

// Pooled, the two threads show an effect; within each there is none.
func ExampleMantelHaenszel() {
	tables := []stats.Table{{A: 90, B: 10, C: 9, D: 1}, {A: 1, B: 9, C: 10, D: 90}}
	pool := tables[0]
	pool.Merge(tables[1])
	fmt.Printf("pooled %.1f, within %.1f\n", pool.OddsRatio().Value, stats.MantelHaenszel(tables).Value)
	// Output:
	// pooled 22.9, within 1.0
}

func ExampleClusteredOddsRatio() {
	tables := []stats.Table{{A: 9, B: 10, C: 9, D: 31}, {A: 1, B: 9, C: 10, D: 60}, {A: 3, B: 4, C: 3, D: 20}, {A: 2, B: 5, C: 8, D: 30}}
	e := stats.ClusteredOddsRatio(tables, 1000, 1)
	fmt.Printf("%.2f, from %.1f to %.1f\n", e.Value, e.Lo, e.Hi)
	// Output:
	// 2.52, from 0.7 to 5.0
}

func ExampleRoganGladen() {
	fmt.Println(stats.RoganGladen(stats.Proportion(240, 1000), 0.8, 0.9))
	// Output:
	// 0.2 [0.1637, 0.2392] (n = 1000)
}

func ExampleBootstrap() {
	x := []float64{2, 4, 4, 5, 7, 9, 11, 12}
	e := stats.Bootstrap(len(x), 2000, 1, func(count []float64) float64 {
		sum, n := 0.0, 0.0
		for i, k := range count {
			sum, n = sum+k*x[i], n+k
		}
		return sum / n
	})
	fmt.Printf("%.2f from %.0f to %.0f\n", e.Value, e.Lo, e.Hi)
	// Output:
	// 6.75 from 4 to 10
}

func ExampleBenjaminiHochberg() {
	fmt.Printf("%.3f\n", stats.BenjaminiHochberg([]float64{0.001, 0.02, 0.03, 0.8}))
	// Output:
	// [0.004 0.040 0.040 0.800]
}

func ExampleKolmogorovSmirnov() {
	t := stats.KolmogorovSmirnov([]float64{0.1, 0.3, 0.45, 0.6, 0.9}, func(x float64) float64 { return x })
	fmt.Printf("D = %.2f, p = %.2f\n", t.Statistic, t.P)
	// Output:
	// D = 0.20, p = 0.97
}

func ExampleTwoSamples() {
	t := stats.TwoSamples([]float64{1, 2, 3, 4, 5, 6}, []float64{4, 5, 6, 7, 8, 9})
	fmt.Printf("D = %.2f, p = %.2f\n", t.Statistic, t.P)
	// Output:
	// D = 0.50, p = 0.47
}

// Are threads with a hostile opening longer?
func ExampleMannWhitney() {
	t := stats.MannWhitney([]float64{12, 30, 25, 41, 18, 22, 35, 60}, []float64{5, 9, 14, 20, 7, 11, 16, 8})
	fmt.Printf("longer with chance %.2f, p = %.4f\n", t.Statistic, t.P)
	// Output:
	// longer with chance 0.94, p = 0.0039
}

func ExampleTable_AfterHostile() {
	t := stats.Table{A: 30, B: 70, C: 40, D: 360}
	fmt.Println(t.AfterHostile())
	fmt.Println(t.AfterCalm())
	// Output:
	// 0.3 [0.2189, 0.3958] (n = 100)
	// 0.1 [0.0743, 0.1333] (n = 400)
}

// Are long threads more hostile? Bin k holds threads of 2ᵏ comments or more.
func ExampleBins_AddSize() {
	var b stats.Bins
	for size := 4; size <= 16; size *= 2 {
		law := simulate.Law{Threads: 1000, Comments: size, People: 300, Rate: 0.1, Contagion: 2}
		threads, hostile := law.Draw(1)
		for i, t := range threads {
			b.AddSize(t, hostile[i])
		}
	}
	for k, e := range b.Means() {
		if e.Defined() {
			fmt.Printf("from %d: %.2f\n", 1<<k, e.Value)
		}
	}
	// Output:
	// from 4: 0.12
	// from 8: 0.12
	// from 16: 0.13
}
