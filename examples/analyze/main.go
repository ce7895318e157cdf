// Command analyze rebuilds the threads in files, tags every comment and prints
// what it found: for people by default, as JSON with -json.
//
//	go run ./examples/analyze page.txt
//	go run ./examples/analyze -json -target "Ian Marsh" page.txt > report.json
//	go run ./examples/analyze -html report.html page.txt
//	go run ./examples/analyze -tables tables -gexf people.gexf *.txt
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"github.com/seed-100d3eb7/rejoinder"
	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/resolve"
	"github.com/seed-100d3eb7/rejoinder/thread/sniff"
	"github.com/seed-100d3eb7/rejoinder/thread/spool"
	"github.com/seed-100d3eb7/rejoinder/thread/webpage"
)

func main() {
	if err := run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr); err != nil {
		if !errors.Is(err, flag.ErrHelp) {
			fmt.Fprintln(os.Stderr, "analyze:", thread.Printable(err.Error()))
		}
		os.Exit(1)
	}
}

type names []string

func (n *names) String() string     { return strings.Join(*n, ", ") }
func (n *names) Set(s string) error { *n = append(*n, s); return nil }

func run(args []string, stdin io.Reader, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("analyze", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: analyze [flags] FILE…   (- is standard input)")
		flags.PrintDefaults()
	}
	var targets names
	asJSON := flags.Bool("json", false, "write one JSON object a file")
	format := flags.String("format", "", "read as this `format`: "+strings.Join(sniff.Formats(), ", ")+" (default: by content)")
	charset := flags.String("charset", "", "the `name` of the character set (default: declared or guessed)")
	long := flags.Bool("long", false, "read zstd files with a long window, for up to 2.2 GB of memory")
	html := flags.String("html", "", "write one HTML page on all files to `file`")
	tables := flags.String("tables", "", "write comments.csv, threads.csv, authors.csv and edges.csv to `dir`")
	gexf := flags.String("gexf", "", "write the network of who replies to whom to `file`, for Gephi")
	force := flags.Bool("force", false, "write over files that are inputs, or no report of rejoinder")
	full := flags.Bool("full", false, "show the whole text of each comment")
	given := flags.Bool("given", false, "infer nothing: keep to what the source shows")
	colour := flags.String("color", "auto", "colour: auto, always or never")
	width := flags.Int("width", 0, "columns; 0 is the terminal's, or 100")
	flags.Var(&targets, "target", "a `name` towards which stance is wanted (repeatable; default: found in the thread)")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() == 0 {
		flags.Usage()
		return flag.ErrHelp
	}
	job := job{
		stdin: stdin, stdout: stdout, stderr: stderr, json: *asJSON,
		sniff: &sniff.Options{Format: *format, Charset: *charset},
		opt:   &rejoinder.Options{Targets: targets, Given: *given},
		text:  &rejoinder.TextOptions{Full: *full, Width: *width},
	}
	if *long {
		job.sniff.MaxWindow = sniff.LongWindow
	}
	if terminal(stderr) {
		job.progress = stderr
	}
	switch *colour {
	case "always":
		job.text.Colour = true
	case "auto":
		job.text.Colour = terminal(stdout) && os.Getenv("NO_COLOR") == ""
	case "never":
	default:
		return fmt.Errorf("-color %q: want auto, always or never", *colour)
	}
	if *html != "" || *tables != "" || *gexf != "" {
		for _, o := range outputs(*html, *gexf, *tables) {
			if *force {
				break
			}
			if err := o.mayWrite(flags.Args()); err != nil {
				return err
			}
		}
		return job.export(flags.Args(), *html, *tables, *gexf)
	}
	for i, name := range flags.Args() {
		if i > 0 && !*asJSON {
			fmt.Fprintln(stdout)
		}
		if err := job.print(name); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// job is what the flags ask for.
type job struct {
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
	json   bool
	sniff  *sniff.Options
	opt    *rejoinder.Options
	text   *rejoinder.TextOptions
	// progress is where a bar is drawn, nil nowhere.
	progress io.Writer
}

// print writes the report on one file.
func (j *job) print(name string) error {
	in, err := j.open(name)
	if err != nil {
		return err
	}
	defer in.Close()
	if j.json {
		return writeJSON(j.stdout, in.source, in.comments, in.opt)
	}
	report, err := rejoinder.Analyze(in.comments, in.opt)
	report.Source = in.source
	return errors.Join(report.WriteText(j.stdout, j.text), err)
}

// export writes one report on all files together.
func (j *job) export(files []string, html, tables, gexf string) error {
	all := rejoinder.NewReport(j.opt)
	all.Source.Name = strings.Join(files, ", ")
	for _, name := range files {
		in, err := j.open(name)
		if err != nil {
			return err
		}
		report, err := rejoinder.Analyze(in.comments, in.opt)
		in.Close()
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		all.Skipped += report.Skipped
		for _, a := range report.Threads {
			if len(files) > 1 {
				a.ID = filepath.Base(name) + " " + a.ID
			}
			all.Add(a)
		}
	}
	if tables != "" {
		if err := all.WriteTables(tables); err != nil {
			return err
		}
	}
	return errors.Join(create(html, j.stdout, all.WriteHTML), create(gexf, j.stdout, all.WriteGEXF))
}

// input is one file, open.
type input struct {
	file     io.Closer
	sniffed  *sniff.Source
	source   rejoinder.Source
	comments iter.Seq2[thread.Comment, error]
	// opt are the job's options, fit for the format.
	opt *rejoinder.Options
}

func (in *input) Close() error { return errors.Join(in.sniffed.Close(), in.file.Close()) }

func (j *job) open(name string) (*input, error) {
	file, size := io.NopCloser(j.stdin), int64(0)
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
			size = info.Size()
		}
		file = f
	}
	r := io.Reader(file)
	if j.progress != nil && size >= progressFrom {
		r = &progress{r: file, w: j.progress, name: filepath.Base(name), size: size}
	}
	opt := *j.sniff
	opt.Readers.WebPage = &webpage.Options{Notice: func(n webpage.Notice) { j.notice(name, n) }}
	s, err := sniff.Open(r, &opt)
	if err != nil {
		file.Close()
		return nil, err
	}
	in := &input{file, s, rejoinder.Source{Name: name, Format: s.Format}, s.Comments(), j.opt}
	switch fit := *j.opt; {
	case scattered(s.Format):
		fit.Spool = &spool.Options{}
		fit.Sentences = -1 // such files are large
		in.opt = &fit
	case s.Format == sniff.GitHub:
		// Its comments state no parents: only quotations and names tell.
		fit.Resolve = &resolve.Options{Flat: true}
		in.opt = &fit
	}
	return in, nil
}

// notice says what a page holds in place of comments.
func (j *job) notice(name string, n webpage.Notice) {
	switch n.Kind {
	case webpage.Shell:
		fmt.Fprintf(j.stderr, "%s: the comments are not in this page: it loads them from %s\n", thread.Printable(name), n.Service)
	case webpage.Truncated:
		fmt.Fprintf(j.stderr, "%s: the page is cut off\n", thread.Printable(name))
	}
}

// scattered reports whether the comments of a thread may be anywhere in a file.
func scattered(format string) bool {
	switch format {
	case sniff.Pushshift, sniff.Table, sniff.SOCC, sniff.ConvoKit, sniff.Disqus, sniff.Mbox:
		return true
	}
	return false
}

// writeJSON holds one thread at a time.
func writeJSON(w io.Writer, source rejoinder.Source, comments iter.Seq2[thread.Comment, error], opt *rejoinder.Options) error {
	out := rejoinder.NewJSONWriter(w, source, rejoinder.NewReport(opt).Models...)
	skipped := 0
	var last error
	for a, err := range rejoinder.Analyses(comments, opt) {
		switch {
		case errors.As(err, new(*thread.RecordError)):
			skipped++
		case err != nil:
			last = err
		default:
			if err := out.Add(a); err != nil {
				return err
			}
		}
	}
	return errors.Join(out.Close(skipped), last)
}

func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
