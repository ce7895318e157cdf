package plaintext_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/thread/plaintext"
)

// typicalPage writes a page of about size bytes as an extractor prints it: an
// article, then a section nested three deep with authors and dates.
func typicalPage(size int) string {
	r := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields("the council road bridge bus rate again nobody asked me what it costs and I think you are wrong about the figures because they were never published")
	sentence := func(n int) string {
		var b strings.Builder
		for i := range n {
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(words[r.IntN(len(words))])
		}
		return b.String() + "."
	}
	var b strings.Builder
	b.WriteString("Bridge to close\n\n" + sentence(200) + "\n\nComments\n\n")
	var ord [4]int
	depth := 0
	for i := 0; b.Len() < size; i++ {
		next := 1 + r.IntN(min(depth+1, 3))
		if next > depth {
			ord[next] = 0
		}
		depth = next
		ord[depth]++
		pad := strings.Repeat("  ", depth)
		fmt.Fprintf(&b, "%s%d. Name%d says:\n%s  %d/0%d/2020 at 4:%02d pm\n\n%s  %s\n\n%s  %s\n\n%s  Reply\n\n",
			pad, ord[depth], r.IntN(40), pad, 1+r.IntN(28), 1+r.IntN(9), r.IntN(60), pad, sentence(10+r.IntN(60)), pad, sentence(5+r.IntN(20)), pad)
	}
	return b.String()
}

func benchPage(b *testing.B, page string) {
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		got, err := plaintext.Parse(page, nil)
		if err != nil {
			b.Fatal(err)
		}
		n += len(got)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "comments/s")
}

func BenchmarkParse(b *testing.B) {
	for _, c := range []struct {
		name string
		page string
	}{
		{"typical-1MB", typicalPage(1 << 20)},
		{"typical-30kB", typicalPage(30 << 10)},
		{"article-1MB", strings.Repeat(strings.Repeat("words of an article ", 20)+"\n\n", 2600)},
		{"nested-250k", strings.Repeat("1.  ", 250_000) + "deep"},
		{"chain-1k", chainPage(1000)},
		{"line-10MB", "  1. " + strings.Repeat("word ", 2<<20)},
		{"blank-10MB", strings.Repeat("\n", 10<<20)},
		{"items-1MB", strings.Repeat("  1. a\n", 150_000)},
		{"short-lines-4MB", strings.Repeat("a\n", 2<<20)},
	} {
		b.Run(c.name, func(b *testing.B) { benchPage(b, c.page) })
	}
}

// chainPage nests n comments, each a reply to the one before.
func chainPage(n int) string {
	var b strings.Builder
	b.WriteString("Comments\n\n")
	for d := 1; d <= n; d++ {
		fmt.Fprintf(&b, "%s1. I think you are wrong about that.\n\n", strings.Repeat("  ", d))
	}
	return b.String()
}
