// Command evaluate measures the shipped models on labelled files:
//
//	go run ./examples/evaluate -task hostility ../shared/data/hostility/civil/dev.jsonl.gz
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/internal/program"
)

// tasks are what can be measured: each takes its files and writes a table.
func tasks() map[string]func(files []string, w io.Writer) error {
	return map[string]func([]string, io.Writer) error{
		"hostility":     hostility,
		"stance-parent": stanceParent,
		"stance-target": stanceTarget,
		"trees":         trees,
		"stats":         statistics,
	}
}

func main() {
	os.Exit(program.Exit(os.Stderr, "evaluate", run(os.Args[1:], os.Stdout, os.Stderr)))
}

const usage = `usage: evaluate -task TASK FILE…

Reads labelled files, as ../shared/data holds them, and writes a table of how well the
shipped models do on each. -task stats simulates instead: it takes a number of corpora.
`

func run(args []string, stdout, stderr io.Writer) error {
	known := tasks()
	var names []string
	for n := range known {
		names = append(names, n)
	}
	slices.Sort(names)
	flags := flag.NewFlagSet("evaluate", flag.ContinueOnError)
	task := flags.String("task", "", "one of: "+strings.Join(names, ", "))
	if err := program.Parse(flags, args, stderr, usage); err != nil {
		return err
	}
	f, ok := known[*task]
	if !ok {
		return fmt.Errorf("-task %q: want one of: %s", *task, strings.Join(names, ", "))
	}
	if flags.NArg() == 0 && *task != "stats" {
		return errors.New("no files given")
	}
	return f(flags.Args(), stdout)
}
