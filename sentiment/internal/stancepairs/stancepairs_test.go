package stancepairs

import (
	"strings"
	"testing"
)

func TestGenerate(t *testing.T) {
	a, b := Generate(), Generate()
	if len(a) < 1000 || len(a) != len(b) {
		t.Fatalf("%d and %d cases", len(a), len(b))
	}
	var labels, unseen [4]int
	for i, c := range a {
		if c != b[i] {
			t.Fatalf("case %d differs between two calls", i)
		}
		if c.Parent == "" || c.Text == "" || strings.ContainsAny(c.Parent+c.Text, "{}~") {
			t.Errorf("%q to %q", c.Text, c.Parent)
		}
		labels[c.Label]++
		if c.Unseen {
			unseen[c.Label]++
		}
	}
	for l := range labels {
		if labels[l] < 100 || unseen[l] < 30 {
			t.Errorf("label %d: %d cases, %d unseen", l, labels[l], unseen[l])
		}
	}
}
