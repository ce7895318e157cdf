package webpage

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/internal/shareddata"
)

// BenchmarkReadArticles reads the development pages: articles with their
// comment sections, 51 KB and 54 comments each on average.
func BenchmarkReadArticles(b *testing.B) {
	files, _ := filepath.Glob(filepath.Join(shareddata.Dir(b), "data/trees/dev/html/*.html"))
	var pages [][]byte
	for _, f := range files {
		p, err := os.ReadFile(f)
		if err != nil {
			b.Fatal(err)
		}
		pages = append(pages, p)
	}
	bench(b, pages)
}
