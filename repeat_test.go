package rejoinder_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/seed-100d3eb7/rejoinder"
	"github.com/seed-100d3eb7/rejoinder/internal/shareddata"
	"github.com/seed-100d3eb7/rejoinder/thread/plaintext"
)

// TestRepeats reads the seed pages again and again, several at once: with every
// model, the discovery of targets and the intervals in the report, the bytes
// must be the same each time. Orders of maps and of goroutines would show here.
func TestRepeats(t *testing.T) {
	runs := int64(50)
	if testing.Short() {
		runs = 3
	}
	pages, err := filepath.Glob(filepath.Join(shareddata.Dir(t), "seeds", "*.txt"))
	if err != nil || len(pages) == 0 {
		t.Fatalf("%d seed pages, %v", len(pages), err)
	}
	report := func(page []byte) []byte {
		var out bytes.Buffer
		r, err := rejoinder.Analyze(plaintext.Read(bytes.NewReader(page), nil), nil)
		if err == nil {
			err = errors.Join(r.WriteText(&out, nil), r.WriteJSON(&out))
		}
		if err != nil {
			t.Error(err)
		}
		return out.Bytes()
	}
	for _, name := range pages {
		page, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		first := report(page)
		var done atomic.Int64
		var wait sync.WaitGroup
		for range runtime.GOMAXPROCS(0) {
			wait.Go(func() {
				for run := done.Add(1); run < runs; run = done.Add(1) {
					if !bytes.Equal(first, report(page)) {
						t.Errorf("%s: run %d differs from the first", filepath.Base(name), run+1)
					}
				}
			})
		}
		wait.Wait()
	}
}
