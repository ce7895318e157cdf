package resolve

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// page makes a page with n replies under one comment at the nesting limit,
// each of about 650 characters: made-up words of a Zipf law, one in four with
// a quotation of an earlier comment, one in three with a name called.
func page(n int, authors bool) []thread.Comment { return made(7, n, authors) }

// made does so by seed.
func made(seed uint64, n int, authors bool) []thread.Comment {
	rng := rand.New(rand.NewPCG(seed, 11))
	zipf := rand.NewZipf(rng, 1.1, 8, 40000)
	word := func() string {
		z := zipf.Uint64()
		return string(rune('a'+z%26)) + string(rune('a'+z/26%26)) + fmt.Sprint(z)[:1] + strings.Repeat("e", int(z%5)+1)
	}
	in := []thread.Comment{
		nested("a", "", 1, "Opening words of the page that all the others answer in the end."),
		nested("b", "a", 2, "The second level, below which the page nests once more."),
	}
	start := time.Date(2021, 2, 5, 8, 0, 0, 0, time.UTC)
	for i := range n {
		var b strings.Builder
		if i > 3 && rng.IntN(4) == 0 {
			f := strings.Fields(in[2+max(0, i-1-rng.IntN(20))].Text)
			b.WriteString("“" + strings.Join(f[:min(len(f), 12)], " ") + "”\n\n")
		} else if rng.IntN(3) == 0 {
			fmt.Fprintf(&b, "Writer%d, ", rng.IntN(50))
		}
		for b.Len() < 650 {
			b.WriteString(word())
			b.WriteByte(' ')
			if rng.IntN(12) == 0 {
				b.WriteString("\n\n")
			}
		}
		c := nested(fmt.Sprint("r", i), "b", 3, b.String())
		if authors {
			c.Author, c.Time = fmt.Sprintf("Writer%d", rng.IntN(50)), start.Add(time.Duration(i)*time.Minute)
		}
		in = append(in, c)
	}
	return in
}

// BenchmarkThread resolves one run of siblings: the time a comment must not
// grow with the run.
func BenchmarkThread(b *testing.B) {
	for _, n := range []int{100, 1000, 10000} {
		for _, authors := range []bool{true, false} {
			for _, order := range []Order{Chronological, DepthFirst} {
				b.Run(fmt.Sprintf("siblings=%d/authors=%v/order=%d", n, authors, order), func(b *testing.B) {
					in := page(n, authors)
					t := build(b, in)
					size := 0
					for _, c := range in {
						size += len(c.Text)
					}
					b.SetBytes(int64(size))
					b.ReportAllocs()
					for b.Loop() {
						Thread(t, &Options{Order: order})
					}
					b.ReportMetric(float64(len(in))*float64(b.N)/b.Elapsed().Seconds(), "comments/s")
					b.ReportMetric(b.Elapsed().Seconds()*1e6/float64(b.N)/float64(len(in)), "µs/comment")
				})
			}
		}
	}
}

// TestLinear checks that the cost of a comment does not grow with the run, by
// what is allocated and by the candidates looked at, not by the clock.
func TestLinear(t *testing.T) {
	small, large := build(t, page(400, true)), build(t, page(1600, true))
	cost := func(th *thread.Thread) float64 {
		return testing.AllocsPerRun(1, func() { Thread(th, nil) }) / float64(th.Len())
	}
	if a, b := cost(small), cost(large); b > 1.5*a+1 {
		t.Errorf("%.1f allocations a comment in a short run, %.1f in one four times as long", a, b)
	}
}
