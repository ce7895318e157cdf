package stats_test

import (
	"fmt"
	"math"

	"github.com/seed-100d3eb7/rejoinder/stats"
)

// Krippendorff's canonical data.
func ExampleAlpha() {
	na := math.NaN()
	ratings := [][]float64{
		{1, 2, 3, 3, 2, 1, 4, 1, 2, na, na, na},
		{1, 2, 3, 3, 2, 2, 4, 1, 2, 5, na, 3},
		{na, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, na},
		{1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, na},
	}
	for m := stats.Nominal; m <= stats.Ratio; m++ {
		fmt.Printf("%v %.3f\n", m, stats.Alpha(ratings, m).Value)
	}
	// Output:
	// nominal 0.743
	// ordinal 0.815
	// interval 0.849
	// ratio 0.797
}

func ExampleAlphaInterval() {
	a := []float64{0, 0, 1, 1, 0, 1, 0, 0, 1, 0, 0, 1}
	b := []float64{0, 0, 1, 0, 0, 1, 0, 1, 1, 0, 0, 1}
	e := stats.AlphaInterval([][]float64{a, b}, stats.Nominal, 2000, 1)
	fmt.Printf("%.2f, from %.1f to %.1f\n", e.Value, e.Lo, e.Hi)
	// Output:
	// 0.67, from -0.2 to 1.0
}

func ExamplePercentAgreement() {
	fmt.Println(stats.PercentAgreement([][]float64{{1, 2, 3, 1}, {1, 2, 2, 1}}).Value)
	// Output:
	// 0.75
}

func ExampleCohen() {
	a := []int{0, 0, 1, 1, 2, 2, 0, 1}
	b := []int{0, 0, 1, 2, 2, 2, 0, 0}
	fmt.Println(stats.Cohen(a, b, stats.Unweighted))
	fmt.Println(stats.Cohen(a, b, stats.Quadratic))
	// Output:
	// 0.6279 [0.2264, 1] (n = 8)
	// 0.8298 [0.5976, 1] (n = 8)
}

func ExampleFleiss() {
	fmt.Println(stats.Fleiss([][]int{{3, 0}, {0, 3}, {1, 2}, {3, 0}, {2, 1}}))
	// Output:
	// 0.4444 [-0.3558, 1] (n = 5)
}

func ExampleROC() {
	_, area := stats.ROC([]float64{0.9, 0.8, 0.7, 0.4, 0.3, 0.2}, []bool{true, true, false, true, false, false})
	fmt.Println(area)
	// Output:
	// 0.8889 [0.2614, 0.9945] (n = 6)
}

func ExamplePrecisionRecall() {
	curve, ap := stats.PrecisionRecall([]float64{0.9, 0.8, 0.7}, []bool{true, false, true})
	fmt.Printf("%.3f, in all %d points\n", ap.Value, len(curve))
	// Output:
	// 0.833, in all 3 points
}

func ExampleBrier() {
	fmt.Printf("%.3f\n", stats.Brier([]float64{0.9, 0.2, 0.6}, []bool{true, false, false}).Value)
	// Output:
	// 0.137
}

func ExampleCalibration() {
	bins, ece := stats.Calibration([]float64{0.1, 0.2, 0.8, 0.9}, []bool{false, false, true, true}, 2)
	for _, b := range bins {
		fmt.Printf("%.2f predicted, %.2f observed\n", b.Predicted, b.Observed.Value)
	}
	fmt.Printf("error %.2f\n", ece.Value)
	// Output:
	// 0.15 predicted, 0.00 observed
	// 0.85 predicted, 1.00 observed
	// error 0.15
}

func ExampleConfuse() {
	c := stats.Confuse([]float64{0.9, 0.6, 0.4, 0.1}, []bool{true, false, true, false}, 0.5)
	fmt.Printf("%+v, F1 %v\n", c, c.F1().Value)
	// Output:
	// {TP:1 FP:1 FN:1 TN:1}, F1 0.5
}

func ExampleBiasOf() {
	score := []float64{0.9, 0.7, 0.8, 0.1, 0.2, 0.6}
	hostile := []bool{true, false, true, false, false, true}
	names := []bool{true, true, false, false, false, false}
	b := stats.BiasOf(score, hostile, names)
	fmt.Println(b.Subgroup.Value, b.BPSN.Value, b.BNSP.Value)
	// Output:
	// 1 0.5 1
}

func ExampleGeneralisedMean() {
	fmt.Printf("%.3f\n", stats.GeneralisedMean([]float64{0.95, 0.9, 0.6}, -5).Value)
	// Output:
	// 0.717
}

func ExampleConfusion() {
	c := stats.Confusion{TP: 40, FP: 10, FN: 20, TN: 130}
	fmt.Println("precision  ", c.Precision())
	fmt.Println("recall     ", c.Recall())
	fmt.Println("specificity", c.Specificity())
	// Output:
	// precision   0.8 [0.6696, 0.8876] (n = 50)
	// recall      0.6667 [0.5406, 0.7727] (n = 60)
	// specificity 0.9286 [0.8735, 0.9607] (n = 140)
}
