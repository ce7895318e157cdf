// Command analyze rebuilds the threads in files, tags every comment and prints
// what it found: for people by default, as JSON with -json.
//
//	go run ./examples/analyze page.txt
//	go run ./examples/analyze -summary *.txt
//	go run ./examples/analyze -json -target "Ian Marsh" page.txt > report.json
//	go run ./examples/analyze -html report.html page.txt
//	go run ./examples/analyze -tables tables -gexf people.gexf -figures figures *.txt
//	go run ./examples/analyze -pseudonyms secret.key -tables tables *.txt
//	go run ./examples/analyze -columns text=Kommentar,author=Verfasser survey.csv
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/seed-100d3eb7/rejoinder"
	"github.com/seed-100d3eb7/rejoinder/internal/program"
	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/sniff"
	"github.com/seed-100d3eb7/rejoinder/thread/table"
)

func main() {
	os.Exit(program.Exit(os.Stderr, "analyze", run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)))
}

const usage = `usage: analyze [flags] FILE…   (- is standard input, a folder all files in it)

Reads comment threads: saved pages as text or HTML, exports and dumps of forums, tables, mail, plain or packed with gzip
or zstd. Prints each thread as a tree with stance and hostility in the margin, and its figures.
`

type names []string

func (n *names) String() string { return strings.Join(*n, ", ") }

func (n *names) Set(s string) error {
	if strings.TrimSpace(s) == "" {
		return errors.New("a target needs a name")
	}
	*n = append(*n, s)
	return nil
}

// distinct drops names that differ in their capitals alone.
func distinct(names []string) (out []string) {
	for _, name := range names {
		if !slices.ContainsFunc(out, func(have string) bool { return strings.EqualFold(have, name) }) {
			out = append(out, name)
		}
	}
	return out
}

func run(args []string, stdin io.Reader, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("analyze", flag.ContinueOnError)
	j := job{
		stdin: stdin, stdout: stdout, stderr: stderr,
		opt: &rejoinder.Options{}, text: &rejoinder.TextOptions{},
		table: &table.Options{}, sniff: &sniff.Options{},
	}
	var targets names
	flags.BoolVar(&j.json, "json", false, "write one JSON object a file; with -summary one for all")
	flags.BoolVar(&j.summary, "summary", false, "leave the threads out and tell only the figures of all together")
	flags.BoolVar(&j.noTotal, "no-total", false, "with -json, leave the figures of all threads together out: memory then does not grow with the input")
	flags.StringVar(&j.html, "html", "", "write one HTML page on all files to `file`")
	flags.StringVar(&j.tables, "tables", "", "write comments.csv, threads.csv, authors.csv, edges.csv and targets.csv to `dir`")
	flags.StringVar(&j.gexf, "gexf", "", "write the network of who replies to whom to `file`, for Gephi")
	flags.StringVar(&j.figures, "figures", "", "draw levels, times, people and hostility of all threads as SVG into `dir`")
	explained := flags.Bool("explain", false, "say what the words of a report mean; no file is needed")
	force := flags.Bool("force", false, "write over files that are inputs, or no report of rejoinder")
	flags.StringVar(&j.sniff.Format, "format", "", "read as this `format`: "+strings.Join(sniff.Formats(), ", ")+" (default: by content)")
	flags.StringVar(&j.sniff.Charset, "charset", "", "the `name` of the character set (default: declared or guessed)")
	long := flags.Bool("long", false, "read zstd files with a long window, for up to 2.2 GB of memory")
	flags.Var(&j.table.Columns, "columns", "the columns of a table, as `text=NAME,…`; beside text there are id, parent, author, time and the other fields of table.Columns")
	flags.BoolVar(&j.table.DayFirst, "day-first", false, "in tables 3/4/2020 is the third of April")
	flags.BoolVar(&j.table.MonthFirst, "month-first", false, "in tables 3/4/2020 is the fourth of March")
	flags.BoolVar(&j.opt.Given, "given", false, "infer nothing: keep to what the source shows")
	pseudonyms := flags.String("pseudonyms", "", "put labels in the place of names, in the texts as well, by the secret in `file`, which is made where it is missing")
	flags.Var(&targets, "target", "a `name` towards which stance is wanted (repeatable; default: found in the thread)")
	flags.BoolVar(&j.text.Full, "full", false, "show the whole text of each comment")
	flags.IntVar(&j.text.Width, "width", 0, "columns of the text; 0 is 100")
	colour := flags.String("color", "auto", "colour: auto, always or never")
	if err := program.Parse(flags, args, stderr, usage); err != nil {
		return err
	}
	if *explained {
		if err := rejoinder.WriteGlossary(stdout, j.text); err != nil || flags.NArg() == 0 {
			return err
		}
		fmt.Fprintln(stdout)
	}
	if flags.NArg() == 0 {
		flags.Usage()
		return errors.New("no file is named")
	}
	if j.table.DayFirst && j.table.MonthFirst {
		return errors.New("-day-first and -month-first exclude each other")
	}
	j.opt.Targets = distinct(targets)
	if j.sniff.Format == "" && j.table.Columns != (table.Columns{}) {
		j.sniff.Format = sniff.Table // who names columns has a table
	}
	if *long {
		j.sniff.MaxWindow = sniff.LongWindow
	}
	if terminal(stderr) {
		j.progress = stderr
	}
	switch *colour {
	case "always":
		j.text.Colour = true
	case "auto":
		j.text.Colour = terminal(stdout) && os.Getenv("NO_COLOR") == ""
	case "never":
	default:
		return fmt.Errorf("-color %q: want auto, always or never", *colour)
	}
	outs := outputs(j.html, j.gexf, j.tables, j.figures)
	files, err := expand(flags.Args(), outs)
	if err != nil {
		return err
	}
	for _, o := range outs {
		if *force {
			break
		}
		if err := o.mayWrite(files); err != nil {
			return err
		}
	}
	if err := j.oneOutput(); err != nil {
		return err
	}
	if *pseudonyms != "" {
		if j.opt.Pseudonyms, err = readKey(*pseudonyms, stderr); err != nil {
			return err
		}
	}
	return j.run(files)
}

// job is what the flags ask for.
type job struct {
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
	// What is written: text where nothing else is asked for.
	json, summary               bool
	noTotal                     bool
	html, tables, gexf, figures string

	sniff *sniff.Options
	table *table.Options
	opt   *rejoinder.Options
	text  *rejoinder.TextOptions
	// progress is where a bar is drawn, nil nowhere.
	progress io.Writer

	// all is the report on all files, where one is to be written, and sums
	// their figures.
	all  *rejoinder.Report
	sums rejoinder.Sums
	// several says that there are several files, filled how many of them have
	// threads, and skipped how many records could not be read.
	several         bool
	filled, skipped int
	// object tells of all files, where one object does, and broken of those that
	// could not be read.
	object *rejoinder.JSONWriter
	broken error
	// hinted says that a way out of finding nothing was told.
	hinted bool
}

// source names what several files are together.
func source(files []string) rejoinder.Source {
	if len(files) == 1 {
		return rejoinder.Source{Name: files[0]}
	}
	return rejoinder.Source{Name: fmt.Sprintf("%d files", len(files))}
}

// oneOutput refuses flags that write to standard output at once, and a folder
// that is none.
func (j *job) oneOutput() error {
	var users []string
	for _, o := range []struct {
		uses bool
		flag string
	}{{j.json, "-json"}, {j.summary && !j.json, "-summary"}, {j.html == "-", "-html -"}, {j.gexf == "-", "-gexf -"}} {
		if o.uses {
			users = append(users, o.flag)
		}
	}
	if len(users) > 1 {
		return fmt.Errorf("%s write to standard output both: name a file", strings.Join(users, " and "))
	}
	if j.summary && j.noTotal {
		return errors.New("-summary is the total that -no-total leaves out")
	}
	if j.tables == "-" {
		return errors.New("-tables writes five files: name a folder")
	}
	if j.figures == "-" {
		return errors.New("-figures writes several files: name a folder")
	}
	return nil
}

// run reads all files, whatever befalls one of them, and then writes what
// covers all.
func (j *job) run(files []string) error {
	if j.exports() {
		j.all = rejoinder.NewReport(j.opt)
		j.all.Source = source(files)
	}
	if j.several = len(files) > 1; j.several && j.json && j.summary {
		j.object = j.newObject(source(files))
	}
	if j.several {
		j.text.NoNotes = true // once, at the end
	}
	short := labels(files)
	var failed []string
	var last error
	for i, name := range files {
		if i > 0 && j.texts() {
			fmt.Fprintln(j.stdout)
		}
		label := ""
		if len(files) > 1 {
			label = short[i] + " "
		}
		if err := j.file(name, label); err != nil {
			failed = append(failed, name)
			last = fmt.Errorf("%s: %w", name, explain(name, err))
			if len(files) > 1 {
				fmt.Fprintln(j.stderr, "analyze:", thread.Printable(last.Error()))
			}
		}
	}
	err := j.finish()
	switch {
	case len(files) == 1:
		err = errors.Join(last, err)
	case len(failed) > 0:
		err = errors.Join(fmt.Errorf("%d of %d files could not be read to their end: %s", len(failed), len(files), strings.Join(failed, ", ")), err)
	}
	return err
}

// exports reports whether one report on all files is to be written.
func (j *job) exports() bool {
	return j.html != "" || j.tables != "" || j.gexf != "" || j.figures != ""
}

// finish writes what covers all files.
func (j *job) finish() error {
	if j.summary && !j.json {
		// Where there is none, file has said so.
		if t := j.sums.Total(); t.Threads > 0 {
			if err := t.WriteText(j.stdout, j.text); err != nil {
				return err
			}
		}
	}
	if j.object != nil {
		j.object.Fail(j.broken)
		if err := j.object.Close(j.skipped); err != nil {
			return err
		}
	}
	if j.texts() && j.several && j.filled > 0 {
		if err := j.together(); err != nil {
			return err
		}
	}
	if j.all == nil {
		return nil
	}
	var err error
	if j.tables != "" {
		err = j.all.WriteTables(j.tables)
	}
	if j.figures != "" {
		err = errors.Join(err, writeFigures(j.figures, j.all, j.stderr))
	}
	return errors.Join(err, create(j.html, j.stdout, j.all.WriteHTML), create(j.gexf, j.stdout, j.all.WriteGEXF))
}

// texts reports whether each file is told as text.
func (j *job) texts() bool { return !j.json && !j.summary && j.all == nil }

// together ends the text on several files.
func (j *job) together() error {
	fmt.Fprintln(j.stdout)
	if j.filled > 1 {
		if err := j.sums.Total().WriteText(j.stdout, j.text); err != nil {
			return err
		}
		fmt.Fprintln(j.stdout)
	}
	return rejoinder.NewReport(j.opt).WriteNotes(j.stdout)
}

func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
