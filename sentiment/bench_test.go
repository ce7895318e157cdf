package sentiment

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/internal/modelfile"
	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/pairs"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

// comments returns n texts of about 45 words made of the sentences of the
// minimal pairs, the hostile ones or the others.
func comments(n int, hostile bool) []string {
	var pool []string
	for _, c := range pairs.Generate() {
		if c.Hostile == hostile && (hostile || c.Class == "identity" || c.Class == "self" || c.Class == "direct" || c.Class == "place-and-code") {
			pool = append(pool, c.Text)
		}
	}
	out := make([]string, n)
	k := 0
	for i := range out {
		var b strings.Builder
		for words := 0; words < 45; k++ {
			s := pool[(k*7919+i)%len(pool)]
			words += len(strings.Fields(s))
			b.WriteString(s)
			b.WriteByte(' ')
		}
		out[i] = b.String()
	}
	return out
}

func BenchmarkScore(b *testing.B) {
	m := English()
	for _, c := range []struct {
		name    string
		hostile bool
	}{{"calm", false}, {"hostile", true}} {
		b.Run(c.name, func(b *testing.B) {
			texts := comments(2000, c.hostile)
			size := 0
			for _, t := range texts {
				size += len(t)
				m.hostileOnly(t)
			}
			b.SetBytes(int64(size / len(texts)))
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				m.hostileOnly(texts[i%len(texts)])
				i++
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "comments/s")
		})
	}
}

// hostileOnly scores hostility and leaves stance out.
func (m *Model) hostileOnly(text string) Scores { return m.Score("", text) }

func BenchmarkAppendScores(b *testing.B) {
	const n = 100000
	texts := comments(5000, false)
	cs := make([]thread.Comment, n)
	for i := range cs {
		cs[i] = thread.Comment{ID: fmt.Sprint(i), Text: texts[i%len(texts)]}
	}
	t, err := thread.New(cs, nil)
	if err != nil {
		b.Fatal(err)
	}
	m := English()
	var dst []Scores
	b.ReportAllocs()
	for b.Loop() {
		dst = m.AppendScores(dst[:0], t)
	}
	b.ReportMetric(float64(b.N)*n/b.Elapsed().Seconds(), "comments/s")
}

func BenchmarkDecode(b *testing.B) {
	b.SetBytes(int64(len(englishFile)))
	for b.Loop() {
		f, err := modelfile.Decode(englishFile)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := newModel(f); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAdversarial shows that time per byte does not grow with length.
func BenchmarkAdversarial(b *testing.B) {
	m := English()
	for _, c := range []struct{ name, unit string }{
		{"a", "a"}, {"paren", "("}, {"combining", "a\u0301\u0301"}, {"spaced", "i d "}, {"quote", "\" "}, {"star", "f*"},
		{"leet", "1d"}, {"insult", "you idiot "}, {"tag", "<a "}, {"entity", "&amp"}, {"link", "](x"}, {"fence", "``` "}, {"tick", "` a"},
	} {
		for _, n := range []int{1 << 14, 1 << 20} {
			text := strings.Repeat(c.unit, n/len(c.unit))
			b.Run(fmt.Sprintf("%s/%d", c.name, n), func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				for b.Loop() {
					m.hostileOnly(text)
				}
			})
		}
	}
}
