package stats_test

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/stats"
	"github.com/seed-100d3eb7/rejoinder/stats/simulate"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

func TestWords(t *testing.T) {
	tr, _ := thread.New([]thread.Comment{
		{ID: "1", Text: "No, it is not – not at all."}, {ID: "2", Text: "> No, it is\nI agree …\n\n42"}, {ID: "3", Parent: "gone", Text: "\xff a"},
	}, nil)
	w := stats.Words(nil, tr)
	var got []float64
	for n, c := range tr.All() {
		if c.Status == thread.Missing {
			if !math.IsNaN(w[n]) {
				t.Error("a placeholder has words")
			}
			continue
		}
		got = append(got, w[n])
	}
	if !slices.Equal(got, []float64{7, 3, 1}) {
		t.Errorf("%v", got)
	}
}

func TestBins(t *testing.T) {
	law := simulate.Law{Threads: 40, Comments: 20, People: 50, Rate: 0.3, Mood: 1}
	ts, cols := law.Draw(3)
	var whole, parts, size stats.Bins
	sum, n := make([]float64, 4), make([]float64, 4)
	for i := range ts {
		whole.AddCourse(ts[i], cols[i], 4)
		size.AddSize(ts[i], cols[i])
		var p stats.Bins
		j := len(ts) - 1 - i
		p.AddCourse(ts[j], cols[j], 4)
		parts.Merge(&p)
		for k, x := range stats.Positions(nil, ts[i]) {
			b := min(int(x*4), 3)
			sum[b] += cols[i][k]
			n[b]++
		}
	}
	a, _ := json.Marshal(whole.Means())
	b, _ := json.Marshal(parts.Means())
	if string(a) != string(b) {
		t.Errorf("%s\n%s", a, b)
	}
	for k, e := range whole.Means() {
		near(t, "mean", e.Value, sum[k]/n[k], 1e-12)
		if !(e.Lo < e.Value && e.Value < e.Hi) {
			t.Errorf("%v", e)
		}
	}
	s := size.Means()
	if len(s) != 5 || s[3].Defined() || !s[4].Defined() || s[4].N != 800 {
		t.Errorf("%v", s)
	}
	if len(new(stats.Bins).Means()) != 0 {
		t.Error("bins of nothing")
	}
}

func TestBinsCover(t *testing.T) {
	const runs = 600
	hit := 0
	for k := range runs {
		law := simulate.Law{Threads: 40, Comments: 12, People: 100000, Rate: 0.5, Mood: 1}
		ts, cols := law.Draw(uint64(k) + 900)
		var b stats.Bins
		for i := range ts {
			b.AddCourse(ts[i], cols[i], 2)
		}
		if e := b.Means()[1]; e.Lo <= 0.5 && 0.5 <= e.Hi { // by symmetry
			hit++
		}
	}
	if c := float64(hit) / runs; c < 0.925 || c > 0.975 {
		t.Errorf("covers %v", c)
	}
}

func ExampleWords() {
	t, _ := thread.New([]thread.Comment{{ID: "1", Text: "Well said."}, {ID: "2", Parent: "1", Text: "> Well said.\nI think so too."}}, nil)
	fmt.Println(stats.Words(nil, t))
	// Output:
	// [2 4]
}

// Mean latency between people: summed latency over counts.
func ExampleColumn() {
	t := quarrel()
	var count, seconds stats.Interactions
	count.Add(t, nil)
	seconds.Add(t, stats.Column(stats.Delays(nil, t)))
	i, _ := count.Index("ben")
	j, _ := count.Index("ann")
	fmt.Println(seconds.At(i, j) / count.At(i, j))
	// Output:
	// 180
}

// Does hostility rise over the course of threads?
func ExampleBins() {
	law := simulate.Law{Threads: 200, Comments: 30, People: 500, Rate: 0.15, Contagion: 1.5}
	threads, hostile := law.Draw(1)
	var b stats.Bins
	for i, t := range threads {
		b.AddCourse(t, hostile[i], 3)
	}
	for _, e := range b.Means() {
		fmt.Printf("%.2f\n", e.Value)
	}
	// Output:
	// 0.18
	// 0.21
	// 0.21
}
