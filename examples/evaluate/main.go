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
	if err := run(os.Args[1:], os.Stdout, os.Stderr); err != nil {
		if !errors.Is(err, flag.ErrHelp) {
			fmt.Fprintln(os.Stderr, "evaluate:", err)
		}
		os.Exit(1)
	}
}

func run(args []string, stdout, stderr io.Writer) error {
	known := tasks()
	var names []string
	for n := range known {
		names = append(names, n)
	}
	slices.Sort(names)
	flags := flag.NewFlagSet("evaluate", flag.ContinueOnError)
	flags.SetOutput(stderr)
	task := flags.String("task", "", "one of: "+strings.Join(names, ", "))
	if err := flags.Parse(args); err != nil {
		return err
	}
	f, ok := known[*task]
	if !ok {
		return fmt.Errorf("-task %q: want one of: %s", *task, strings.Join(names, ", "))
	}
	if flags.NArg() == 0 {
		return errors.New("no files given")
	}
	return f(flags.Args(), stdout)
}
