package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/internal/shareddata"
)

// TestReproducible trains the shipped model again, to the same bytes.
func TestReproducible(t *testing.T) {
	if testing.Short() {
		t.Skip("trains for half a minute")
	}
	shared := shareddata.Dir(t)
	out := filepath.Join(t.TempDir(), "again.model")
	shipped := filepath.Join("..", "..", "target", "en-target-"+version+".model")
	b, err := exec.Command("go", "run", ".", "-shared", shared, "-vectors", shipped, "-out", out).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, b)
	}
	got, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(shipped)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("the shipped model is not what the trainer makes of the data")
	}
}

func TestPairs(t *testing.T) {
	n := [3]int{}
	for _, r := range pairs() {
		n[r.Label]++
		if r.Text == "" || r.Target == "" {
			t.Errorf("empty pair: %+v", r)
		}
	}
	if n[0] < 50 || n[1] < 50 || n[2] < 40 {
		t.Errorf("pairs by label: %v", n)
	}
}

func TestTopics(t *testing.T) {
	rows, err := topics(shareddata.Dir(t), false)
	if err != nil {
		t.Fatal(err)
	}
	n := [3]int{}
	for _, r := range rows {
		n[r.Label]++
		if r.Text == "" || r.Target == "" {
			t.Errorf("empty: %+v", r)
		}
	}
	if n[0] < 2000 || n[1] < 3000 || n[2] < 2500 {
		t.Errorf("topics by label: %v", n)
	}
}
