package rejoinder_test

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

// chatter yields n comments of about 45 words in threads of twenty, calm but
// for one in eight.
func chatter(n int) iter.Seq2[thread.Comment, error] {
	words := strings.Fields(`the council bridge has been closed since march and nobody knows when it will open
		because the report on which they rely was never published so we asked for it twice you said that
		cyclists do not pay I think this is wrong since most of them own a car too what about buses`)
	return func(yield func(thread.Comment, error) bool) {
		rng := rand.New(rand.NewPCG(1, 2))
		var b strings.Builder
		for i := range n {
			b.Reset()
			for range 45 {
				b.WriteString(words[rng.IntN(len(words))])
				b.WriteByte(' ')
			}
			if i%8 == 0 {
				b.WriteString("you are an idiot")
			}
			c := thread.Comment{ID: fmt.Sprint(i), Thread: fmt.Sprint(i / 20), Author: fmt.Sprint("a", rng.IntN(9)), Text: b.String()}
			if i%20 > 0 {
				c.Parent = fmt.Sprint(i - 1 - rng.IntN(i%20))
			}
			if !yield(c, nil) {
				return
			}
		}
	}
}

// BenchmarkAnalyses runs the whole flow. The cost of a comment is to be the
// same at each size.
func BenchmarkAnalyses(b *testing.B) {
	for _, opt := range []struct {
		name string
		rejoinder.Options
	}{
		{"trees", rejoinder.Options{Untagged: true, Workers: 1}},
		{"bulk", rejoinder.Options{Workers: 1, Sentences: -1}},
		{"bulk-parallel", rejoinder.Options{Sentences: -1}},
		{"all", rejoinder.Options{Workers: 1}},
	} {
		for _, n := range []int{1_000, 10_000, 100_000} {
			if n > 10_000 && (testing.Short() || opt.Sentences == 0 && !opt.Untagged) {
				continue
			}
			b.Run(fmt.Sprintf("%s/comments=%d", opt.name, n), func(b *testing.B) {
				b.ReportAllocs()
				bytes := 0
				for c := range chatter(n) {
					bytes += len(c.Text)
				}
				b.SetBytes(int64(bytes))
				for b.Loop() {
					seen := 0
					for a, err := range rejoinder.Analyses(chatter(n), &opt.Options) {
						if err != nil {
							b.Fatal(err)
						}
						seen += a.Known.Comments
					}
					if seen != n {
						b.Fatalf("%d of %d comments", seen, n)
					}
				}
				b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "comments/s")
			})
		}
	}
}
