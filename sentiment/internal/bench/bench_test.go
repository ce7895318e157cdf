//go:build unix

package bench

import (
	"strings"
	"syscall"
	"testing"

	"github.com/jonreiter/govader"
	"github.com/seed-100d3eb7/rejoinder/sentiment"
	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/pairs"
)

// texts returns comments of 45 words, of every class of the minimal pairs.
func texts() []string {
	var pool []string
	for _, c := range pairs.Generate() {
		if c.Class == "padding" {
			continue
		}
		pool = append(pool, c.Text)
	}
	out := make([]string, 2000)
	k := 0
	for i := range out {
		var words []string
		for ; len(words) < 45; k++ {
			words = append(words, strings.Fields(pool[(k*7919+i)%len(pool)])...)
		}
		out[i] = strings.Join(words[:45], " ")
	}
	return out
}

func measure(b *testing.B, score func(string)) {
	t := texts()
	size := 0
	for _, s := range t {
		size += len(s)
	}
	b.SetBytes(int64(size / len(t)))
	b.ReportAllocs()
	i := 0
	before := processor()
	for b.Loop() {
		score(t[i%len(t)])
		i++
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "comments/s")
	// On a machine that is shared, time on the processor tells more.
	if used := processor() - before; used > 0 {
		b.ReportMetric(float64(b.N)/used, "comments/cpu-s")
	}
}

func BenchmarkRejoinder(b *testing.B) {
	m := sentiment.English()
	measure(b, func(s string) { m.Score("", s) })
}

func BenchmarkGovader(b *testing.B) {
	a := govader.NewSentimentIntensityAnalyzer()
	measure(b, func(s string) { a.PolarityScores(s) })
}

// processor returns the seconds of processor time that the process has used.
func processor() float64 {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		return 0
	}
	return float64(r.Utime.Nano()+r.Stime.Nano()) / 1e9
}
