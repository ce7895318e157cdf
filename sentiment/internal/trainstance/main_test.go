package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/internal/shareddata"
)

// TestReproducible trains the shipped model again, from the texts on and to
// the same bytes. It takes minutes, so it runs where REJOINDER_TRAIN is set.
func TestReproducible(t *testing.T) {
	if os.Getenv("REJOINDER_TRAIN") == "" {
		t.Skip("trains for minutes; REJOINDER_TRAIN=1 runs it")
	}
	shared := shareddata.Dir(t)
	out := filepath.Join(t.TempDir(), "again.model")
	if err := run([]string{"-shared", shared, "-mode", "train", "-out", out}, io.Discard); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(filepath.Join("..", "..", "en-stance-1.1.0.model"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("the shipped model is not what the trainer makes of the data")
	}
}

// TestTrainsRepeatably trains a small net twice on the same examples.
func TestTrainsRepeatably(t *testing.T) {
	c, err := load(shareddata.Dir(t), true)
	if err != nil {
		t.Fatal(err)
	}
	o := defaultNet()
	o.nets, o.dim, o.hidden, o.epochs, o.mean = 1, 8, 8, 2, 1
	var first *net
	for range 2 {
		n := fitted(c.train[:400], len(c.sources), o)[0]
		if first == nil {
			first = n
			continue
		}
		a, b := first.weights(), n.weights()
		for k := range a {
			for i := range a[k] {
				if a[k][i] != b[k][i] {
					t.Fatalf("weight %d of part %d differs", i, k)
				}
			}
		}
	}
}
