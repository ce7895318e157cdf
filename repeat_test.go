package rejoinder_test

import (
	"bytes"
	"path/filepath"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/internal/shareddata"
)

// TestRepeats reads the seed pages again and again: with every model, the
// discovery of targets and the intervals in the report, the bytes must be the
// same each time. Orders of maps and of goroutines would show here.
func TestRepeats(t *testing.T) {
	runs := 50
	if testing.Short() {
		runs = 3
	}
	pages, err := filepath.Glob(filepath.Join(shareddata.Dir(t), "seeds", "*.txt"))
	if err != nil || len(pages) == 0 {
		t.Fatalf("%d seed pages, %v", len(pages), err)
	}
	for _, page := range pages {
		var first []byte
		for run := range runs {
			r := analyse(t, page, nil)
			var out bytes.Buffer
			if err := r.WriteText(&out, nil); err != nil {
				t.Fatal(err)
			}
			if err := r.WriteJSON(&out); err != nil {
				t.Fatal(err)
			}
			if first == nil {
				first = bytes.Clone(out.Bytes())
			} else if !bytes.Equal(first, out.Bytes()) {
				t.Fatalf("%s: run %d differs from the first", filepath.Base(page), run+1)
			}
		}
	}
}
