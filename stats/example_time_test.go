package stats_test

import (
	"fmt"
	"time"

	"github.com/seed-100d3eb7/rejoinder/stats"
)

// How long do comments wait for a reply, those without one included?
func ExampleKaplanMeier() {
	spells, _ := stats.FirstReplies(quarrel(), time.Time{})
	s := stats.KaplanMeier(spells)
	fmt.Println("median wait", s.Median())
	fmt.Printf("without a reply after ten minutes: %.3f\n", s.At(600).Value)
	// Output:
	// median wait 300 (n = 7)
	// without a reply after ten minutes: 0.500
}

func ExampleSurvival_At() {
	s := stats.KaplanMeier([]stats.Spell{{Time: 1, Event: true}, {Time: 2, Event: true}, {Time: 3}, {Time: 4}})
	fmt.Println(s.At(2))
	fmt.Println(s.At(5))
	// Output:
	// 0.5 [0.05785, 0.8449] (n = 4)
	// undefined: nothing was observed that long (n = 4)
}

func ExampleSurvival_Quantile() {
	s := stats.KaplanMeier([]stats.Spell{{Time: 1, Event: true}, {Time: 2, Event: true}, {Time: 3, Event: true}, {Time: 4}})
	fmt.Println(s.Quantile(0.25).Value, s.Median().Value, s.Quantile(0.9))
	// Output:
	// 1 2 undefined: fewer than that share of waits ended while observed (n = 4)
}

// Do hostile comments draw replies sooner?
func ExampleLogRank() {
	spells, nodes := stats.FirstReplies(quarrel(), time.Time{})
	var hostile, calm []stats.Spell
	for i, n := range nodes {
		if heat[n] > 0.5 {
			hostile = append(hostile, spells[i])
		} else {
			calm = append(calm, spells[i])
		}
	}
	t := stats.LogRank(hostile, calm)
	fmt.Printf("χ² = %.3f, p = %.3f\n", t.Statistic, t.P)
	// Output:
	// χ² = 1.066, p = 0.302
}

func ExampleFirstReplies() {
	t := quarrel()
	spells, nodes := stats.FirstReplies(t, time.Time{})
	for i, n := range nodes {
		fmt.Println(t.Comment(n).ID, spells[i].Time, spells[i].Event)
	}
	// Output:
	// 1 300 true
	// 2 180 true
	// 3 60 true
	// 4 5160 false
	// 5 3300 false
	// 6 2100 false
	// 7 0 false
}

func ExampleFirstHostile() {
	comments, seconds := stats.FirstHostile(quarrel(), heat, 0.5)
	fmt.Println(comments, seconds)
	// Output:
	// {2 true} {300 true}
}

func ExampleGaps() {
	fmt.Println(stats.Gaps(nil, quarrel()))
	// Output:
	// [300 180 60 1860 1200 2100]
}

func ExampleBurstiness() {
	goh, kim := stats.Burstiness([]float64{0, 0, 0, 0, 0, 0, 0, 0, 0, 60})
	fmt.Printf("%.2f, for ten gaps as bursty as can be: %.2f\n", goh.Value, kim.Value)
	// Output:
	// 0.50, for ten gaps as bursty as can be: 1.00
}

func ExampleMemory() {
	fmt.Printf("%.3f\n", stats.Memory([]float64{1, 9, 1, 8, 2, 9}).Value)
	// Output:
	// -0.984
}

func ExampleHourOfWeek() {
	w := stats.HourOfWeek(quarrel(), nil)
	fmt.Println("Friday from 9 to 10:", w.Hours[4][9], " from 10 to 11:", w.Hours[4][10])
	// Output:
	// Friday from 9 to 10: 5  from 10 to 11: 2
}

func ExamplePositions() {
	fmt.Printf("%.2f\n", stats.Positions(nil, quarrel()))
	// Output:
	// [0.00 0.17 0.33 0.50 0.67 0.83 1.00]
}

func ExampleTimePositions() {
	fmt.Printf("%.2f\n", stats.TimePositions(nil, quarrel()))
	// Output:
	// [0.00 0.05 0.08 0.09 0.42 0.63 1.00]
}

func ExampleFitHawkes() {
	// Bursts of five comments a minute apart, every hour.
	var times []float64
	for hour := range 24 {
		for k := range 5 {
			times = append(times, float64(hour*3600+k*60))
		}
	}
	h := stats.FitHawkes(times, 0, 24*3600)
	fmt.Printf("one comment sets off %.2f others\n", h.Branching.Value)
	// Output:
	// one comment sets off 0.76 others
}

func ExampleAccumulation() {
	fmt.Printf("%.3f\n", stats.Accumulation(quarrel(), heat))
	// Output:
	// [0.278 0.833 0.667 1.000 0.000 0.000 0.000]
}

func ExampleEscalation() {
	fmt.Println(stats.Escalation(quarrel(), heat))
	// Output:
	// 0.15 [-1.756, 2.056] (n = 2)
}

func ExamplePathSlopes() {
	fmt.Printf("%.2f\n", stats.PathSlopes(nil, quarrel(), heat))
	// Output:
	// [0.30 0.00]
}

func ExampleTrend() {
	fmt.Println(stats.Trend(quarrel(), heat))
	// Output:
	// -0.6429 [-2.181, 0.8956] (n = 7)
}

func ExamplePageTrend() {
	t := stats.PageTrend([][]float64{{0.1, 0.2, 0.6}, {0, 0.3, 0.2}, {0.1, 0.4, 0.9}})
	fmt.Printf("L = %.0f, p = %.3f\n", t.Statistic, t.P)
	// Output:
	// L = 41, p = 0.021
}

func ExampleDeEscalations() {
	calmed, answered := stats.DeEscalations(quarrel(), heat, 0.5)
	fmt.Println(calmed, "of", answered)
	// Output:
	// 0 of 2
}

func ExampleEvaluateForecasts() {
	r := stats.EvaluateForecasts([]stats.Forecast{
		{Scores: []float64{0.2, 0.6, 0.8}, Turned: 2},
		{Scores: []float64{0.1, 0.2}, Turned: -1},
	}, 0.5)
	fmt.Println(r.Recall.Value, r.FalsePositive.Value, r.Horizon.Value)
	// Output:
	// 1 0 1
}
