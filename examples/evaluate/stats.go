package main

import (
	"fmt"
	"io"
	"strconv"

	"github.com/seed-100d3eb7/rejoinder/stats/simulate"
)

// statistics checks the inference of package stats on simulated corpora: that
// p-values are uniform where there is nothing to find, that intervals cover,
// that planted contagion is found and habit is not called contagion. It takes
// the number of corpora in place of a file.
//
//	go run ./examples/evaluate -task stats 1000
func statistics(args []string, w io.Writer) error {
	corpora := 1000
	if len(args) > 0 {
		n, err := strconv.Atoi(args[0])
		if err != nil || n < 10 {
			return fmt.Errorf("%q is not a number of corpora of at least 10", args[0])
		}
		corpora = n
	}
	failed := 0
	for _, check := range []func(int, uint64) []simulate.Check{
		simulate.Uniform, simulate.Planted, simulate.Coverage, simulate.Soft, simulate.Intervals,
	} {
		for _, c := range check(corpora, 1) {
			if _, err := fmt.Fprintln(w, c); err != nil {
				return err
			}
			if !c.OK() {
				failed++
			}
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d properties fail", failed)
	}
	return nil
}
