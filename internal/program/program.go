// Package program holds what the example programs do alike with their flags and
// their end.
package program

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// errUsage is the error of flags that were reported already.
var errUsage = errors.New("bad flags")

// Parse parses args. usage is what -h and bad flags print to stderr before the
// flags: how the program is called, what it reads and what it writes. The error
// is for [Exit].
func Parse(flags *flag.FlagSet, args []string, stderr io.Writer, usage string) error {
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprintln(stderr, usage)
		flags.PrintDefaults()
	}
	err := flags.Parse(args)
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	return err
}

// Exit returns the status that a program ends with: 0 where help was wanted, 2
// for bad flags, 1 for any other error. It prints err to stderr unless that was
// done.
func Exit(stderr io.Writer, name string, err error) int {
	switch {
	case err == nil || errors.Is(err, flag.ErrHelp):
		return 0
	case errors.Is(err, errUsage):
		return 2
	}
	// Errors that were joined have a line each.
	for line := range strings.SplitSeq(err.Error(), "\n") {
		fmt.Fprintf(stderr, "%s: %s\n", name, thread.Printable(line))
	}
	return 1
}
