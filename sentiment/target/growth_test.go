package target

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// invented returns the n-th of many names that are all unlike each other.
func invented(n int) string {
	n = n*7919 + 13 // neighbours share no syllable
	b := []byte("M")
	for range 3 {
		b = append(b, "bcdfghjklmnpqrstvwxz"[n%20], "aeiou"[n/20%5])
		n /= 100
	}
	return string(b)
}

// TestFindIsLinear: eight times the text takes about eight times as long, whatever
// the names are.
func TestFindIsLinear(t *testing.T) {
	for name, text := range map[string]func(n int) []string{
		"distinct": func(n int) (texts []string) {
			for i := range n {
				texts = append(texts, fmt.Sprintf("We saw %s there.", invented(i)))
			}
			return texts
		},
		"first names": func(n int) (texts []string) {
			for i := range n {
				texts = append(texts, fmt.Sprintf("We saw Joan %s there.", invented(i)))
			}
			return texts
		},
		"nicknames": func(n int) (texts []string) {
			for i := range n {
				texts = append(texts, fmt.Sprintf("We saw %s aka %sa there.", invented(2*i), invented(2*i+1)))
			}
			return texts
		},
		"one nicknamed": func(n int) (texts []string) {
			for i := range n {
				texts = append(texts, fmt.Sprintf("We saw Castellan aka %s there.", invented(i)))
			}
			return texts
		},
		"participant": func(n int) []string { return []string{strings.Repeat("Lavery and ", 4*n) + "Lavery."} },
	} {
		took := func(n int) time.Duration {
			// Few comments, so that none is left out of the sample.
			var cs []thread.Comment
			texts := text(n)
			for i := 0; i < len(texts); i += 8 {
				cs = append(cs, thread.Comment{ID: fmt.Sprint(i), Author: "Ian Lavery", Text: strings.Join(texts[i:min(i+8, len(texts))], " ")})
			}
			th, err := thread.New(cs, nil)
			if err != nil {
				t.Fatal(err)
			}
			best := time.Hour
			for range 3 {
				start := time.Now()
				Find(th, &Options{Sentences: -1})
				best = min(best, time.Since(start))
			}
			return best
		}
		small, large := took(2000), took(16000)
		t.Logf("%s: %v, eight times as much %v", name, small, large)
		if large > 50*small {
			t.Errorf("%s: %v, eight times as much %v", name, small, large)
		}
	}
}
