package plaintext_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/internal/shareddata"
	"github.com/seed-100d3eb7/rejoinder/internal/treeeval"
	"github.com/seed-100d3eb7/rejoinder/thread/plaintext"
)

// TestRenderedThreads measures the reader on threads whose trees are known,
// printed the way eight renderers do, against the floors below. Run it with -v
// for the figures.
func TestRenderedThreads(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(shareddata.Dir(t), "data/trees/dev/samples-*.ndjson.gz"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no samples: %v", err)
	}
	var report treeeval.Report
	for _, f := range files {
		err := treeeval.Samples(f, func(s *treeeval.Sample) error {
			got, err := plaintext.Parse(s.Text, nil)
			if err == nil {
				report.Add(s, got)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	var table strings.Builder
	if err := report.Write(&table); err != nil {
		t.Fatal(err)
	}
	t.Log("\n" + table.String())
	for _, row := range report.Rows() {
		floor := floors[row.Name]
		for _, c := range []struct {
			what  string
			got   treeeval.Count
			floor float64
		}{
			{"recall", row.Recall, floor.recall},
			{"precision", row.Precision, floor.precision},
			{"displayed parent without loss", row.Whole, floor.whole},
			{"displayed parent with loss", row.Lossy, floor.lossy},
			{"placeholder precision", row.LostPrecision, floor.lostPrecision},
			{"placeholder recall", row.LostRecall, floor.lostRecall},
		} {
			if r := c.got.Rate(); r < c.floor {
				t.Errorf("%s: %s %v, want at least %v", row.Name, c.what, c.got, c.floor)
			}
		}
	}
}

type floor struct{ recall, precision, whole, lossy, lostPrecision, lostRecall float64 }

// floors are what the reader has to reach: a little below what it does. Where
// an earlier Resiliparse leaves out a comment, one in ninety of the displayed
// parents cannot be known from the page.
var floors = map[string]floor{
	"resili14-main": {.998, .99, .99, .984, .94, .78},
	"resili14-full": {.999, .99, .999, .987, .98, .70},
	"resili15-main": {.999, .99, .999, .99, .93, .86},
	"resili15-full": {.999, .99, .999, .99, .90, .85},
	"lynx":          {.999, .99, .993, .99, .99, .98},
	"w3m":           {.999, .99, .999, .999, .99, .99},
	"html2text":     {.999, .99, .999, .998, .99, .98},
	"pandoc":        {.996, .99, .999, .998, .99, .99},
}
