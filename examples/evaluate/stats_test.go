package main

import (
	"strings"
	"testing"
)

func TestStatisticsPrintsEveryCheck(t *testing.T) {
	if testing.Short() {
		t.Skip("simulations")
	}
	var b strings.Builder
	// So few corpora may well fail a bound; the lines are what is tested.
	_ = statistics([]string{"20"}, &b)
	for _, want := range []string{"uniform", "planted contagion found", "habit called contagion", "coverage"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
	if err := statistics([]string{"many"}, &b); err == nil {
		t.Error("a word was taken for a number")
	}
}
