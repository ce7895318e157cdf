package resolve

import (
	"fmt"
	"hash"
	"hash/fnv"
	"math"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/internal/golden"
	"github.com/seed-100d3eb7/rejoinder/internal/shareddata"
	"github.com/seed-100d3eb7/rejoinder/internal/treesim"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

// digest notes what is inferred of a thread: parents, authors and times with
// their confidences rounded to a millionth.
func digest(h hash.Hash, t *thread.Thread) {
	for n := range t.ByInput() {
		c := t.Comment(n)
		e, a, w := t.ParentEvidence(n), t.AuthorEvidence(n), t.TimeEvidence(n)
		fmt.Fprintln(h, c.ID, c.Parent, e.Origin, round(e.Confidence), e.Cue, c.Author, a.Origin, round(a.Confidence), c.Time.Unix(), w.Origin, round(w.Confidence))
	}
}

func round(p float32) int { return int(math.Round(float64(p) * 1e6)) }

// orders are all that a caller can ask for.
var orders = [...]Order{AutoOrder, DepthFirst, Chronological}

// TestPinned holds the results over made-up pages to those on file, so that a
// change for the sake of speed shows that it changes nothing.
func TestPinned(t *testing.T) {
	onAMD64(t)
	var out strings.Builder
	for _, o := range orders {
		for _, authors := range []bool{true, false} {
			h := fnv.New64a()
			for seed := range uint64(40) {
				digest(h, Thread(build(t, made(seed, 3+int(seed)*3, authors)), &Options{Order: o, Flat: seed%8 == 7}))
			}
			fmt.Fprintf(&out, "order=%d authors=%v %016x\n", o, authors, h.Sum64())
		}
	}
	golden.Check(t, "testdata/pinned.txt", []byte(out.String()))
}

// TestPinnedTrees does the same over the discussions for development.
func TestPinnedTrees(t *testing.T) {
	onAMD64(t)
	if testing.Short() {
		t.Skip("reads three hundred discussions")
	}
	files, err := filepath.Glob(filepath.Join(shareddata.Dir(t), "data/trees/dev/trees-*.gz"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no discussions: %v", err)
	}
	var out strings.Builder
	for _, name := range files {
		trees, err := treesim.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for v := range 4 {
			h := fnv.New64a()
			for k := range trees {
				s := treesim.Settings{Cap: 2 + (k+v)%3, Chrono: v&1 != 0, Quotes: treesim.Quotes(k % 3), Seed: uint32(v)}
				page, err := treesim.Thread(treesim.Show(&trees[k], s), treesim.Known{Authors: v < 2, Times: v == 0 && k%2 == 0})
				if err != nil {
					t.Fatal(err)
				}
				digest(h, Thread(page, &Options{Order: orders[(k+v)/3%3]}))
			}
			fmt.Fprintf(&out, "%s variant=%d %016x\n", filepath.Base(name), v, h.Sum64())
		}
	}
	golden.Check(t, "testdata/pinned-trees.txt", []byte(out.String()))
}

// onAMD64 skips the test where floating-point operations may be fused, which
// moves probabilities near the seventh digit.
func onAMD64(t *testing.T) {
	t.Helper()
	if runtime.GOARCH != "amd64" {
		t.Skip("digests are those of amd64")
	}
}
