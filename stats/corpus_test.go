package stats_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/stats"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

// TestSumsHoldNoTexts adds threads whose names share memory with long texts,
// as those of readers may, and weighs what is left of them.
func TestSumsHoldNoTexts(t *testing.T) {
	const people, long = 2000, 20_000
	var (
		m        stats.Interactions
		c        stats.Contagion
		corpus   stats.Corpus
		measured runtime.MemStats
	)
	runtime.GC()
	runtime.ReadMemStats(&measured)
	before := measured.HeapAlloc
	for i := range people {
		name := fmt.Sprintf("person %d", i)
		record := name + strings.Repeat(" word", long/5)
		author := record[:len(name)]
		th, err := thread.New([]thread.Comment{{ID: "a", Author: author, Text: record}, {ID: "b", Parent: "a", Author: author}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		m.Add(th, nil)
		c.Add(th, []float64{0.1, 0.2})
		corpus.Add(th)
	}
	runtime.GC()
	runtime.ReadMemStats(&measured)
	if held := int64(measured.HeapAlloc) - int64(before); held > people*long/4 {
		t.Errorf("%d bytes held of %d people whose texts took %d", held, people, people*long)
	}
	runtime.KeepAlive([]any{&m, &c, &corpus})
}

// TestPlaceholdersKeepTheirPlace has a lost comment that the reader has seen
// the place of, not only the ID.
func TestPlaceholdersKeepTheirPlace(t *testing.T) {
	in := []thread.Comment{
		{ID: "a"},
		{ID: "lost", Parent: "a", Status: thread.Missing},
		{ID: "b", Parent: "lost"},
		{ID: "c", Parent: "gone"},
		{ID: "d", Parent: "a"},
	}
	for _, policy := range []thread.OrphanPolicy{thread.PlaceholderOrphans, thread.RootOrphans, thread.AttachOrphans} {
		th, err := thread.New(in, &thread.Options{Orphans: policy})
		if err != nil {
			t.Fatal(err)
		}
		want := fmt.Sprint(stats.ShapeOf(th).Widths)
		given, differs := stats.Given(th)
		if got := fmt.Sprint(stats.ShapeOf(given).Widths); got != want || differs {
			t.Errorf("policy %d: given widths %s, want %s; differs %v", policy, got, want, differs)
		}
		if got := fmt.Sprint(stats.ShapeOf(stats.FirstN(th, 100)).Widths); got != want {
			t.Errorf("policy %d: widths %s of all comments, want %s", policy, got, want)
		}
	}
}

// TestMeanDepthOfAChain has levels whose sum exceeds 32 bits.
func TestMeanDepthOfAChain(t *testing.T) {
	const n = 100_000
	in := make([]thread.Comment, n)
	for i := range in {
		in[i].ID = fmt.Sprint(i)
		if i > 0 {
			in[i].Parent = in[i-1].ID
		}
	}
	th, err := thread.New(in, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := stats.ShapeOf(th).MeanDepth.Value, float64(n+1)/2; got != want {
		t.Errorf("mean depth %v, want %v", got, want)
	}
}

// TestMeansOfFewThreads has sizes so unlike that Student's interval reaches
// below 0.
func TestMeansOfFewThreads(t *testing.T) {
	var c stats.Corpus
	for _, n := range []int{1, 2, 90} {
		in := make([]thread.Comment, n)
		for i := range in {
			in[i].ID = fmt.Sprint(i)
		}
		th, err := thread.New(in, nil)
		if err != nil {
			t.Fatal(err)
		}
		c.Add(th)
	}
	if m := c.Report().Size.Mean; m.Value != 31 || m.Lo != 0 || m.Hi < 90 {
		t.Errorf("mean size %v", m)
	}
}
