package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"

	"github.com/seed-100d3eb7/rejoinder"
	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/sniff"
	"github.com/seed-100d3eb7/rejoinder/thread/spool"
	"github.com/seed-100d3eb7/rejoinder/thread/table"
	"github.com/seed-100d3eb7/rejoinder/thread/webpage"
)

// file reads one file and writes what is written of each. Threads that go into
// what covers all files have label before their names.
func (j *job) file(name, label string) error {
	in, err := j.open(name)
	if err != nil {
		return errors.Join(err, j.failed(name, err))
	}
	defer in.Close()
	// JSON and sums need one thread at a time, the text all of the file.
	var object *rejoinder.JSONWriter
	var report *rejoinder.Report
	switch {
	case j.object != nil:
		object = j.object
	case j.json:
		object = j.newObject(in.source)
	case j.texts():
		report = rejoinder.NewReport(in.opt)
		report.Source = in.source
	}
	threads, skipped := 0, 0
	for a, aerr := range rejoinder.Analyses(in.comments, in.opt) {
		if bad, ok := errors.AsType[*thread.RecordError](aerr); ok {
			skipped++
			j.record(name, skipped, bad)
			continue
		}
		if aerr != nil {
			err = aerr
			break
		}
		threads++
		if object != nil {
			if err := object.Add(a); err != nil {
				return err
			}
		}
		if report != nil {
			report.Add(a)
		}
		if j.summary && !j.json || j.several && j.texts() {
			j.sums.Add(a)
		}
		if j.all != nil {
			a.Source, a.ID = name, label+a.ID
			j.all.Add(a)
		}
	}
	if skipped > mostRecords {
		fmt.Fprintf(j.stderr, "%s: and %d more\n", thread.Printable(name), skipped-mostRecords)
	}
	if threads > 0 {
		j.filled++
	} else if err == nil {
		defer j.hint(name, in.source.Format) // behind what is found
	}
	j.skipped += skipped
	if j.all != nil {
		j.all.Skipped += skipped
		if err != nil {
			j.all.Err = errors.Join(j.all.Err, fmt.Errorf("%s: %w", filepath.Base(name), err))
		}
	}
	switch {
	case j.object != nil:
		if err != nil {
			j.broken = errors.Join(j.broken, fmt.Errorf("%s: %w", filepath.Base(name), err))
		}
		return err
	case object != nil:
		object.Fail(err)
		return errors.Join(err, object.Close(skipped))
	case report != nil:
		report.Skipped, report.Err = skipped, err
		if err != nil && threads == 0 {
			return err
		}
		return errors.Join(err, report.WriteText(j.stdout, j.text))
	}
	if err == nil && threads == 0 {
		fmt.Fprintf(j.stderr, "%s: no comment section found\n", thread.Printable(name))
	}
	return err
}

func (j *job) newObject(source rejoinder.Source) *rejoinder.JSONWriter {
	o := rejoinder.NewJSONWriter(j.stdout, source, rejoinder.NewReport(j.opt).Models...)
	o.Summary, o.NoTotal = j.summary, j.noTotal
	return o
}

// failed says in the reports on all files, or in an object of its own, that one
// could not be opened.
func (j *job) failed(name string, err error) error {
	if j.all != nil {
		j.all.Err = errors.Join(j.all.Err, fmt.Errorf("%s: %w", filepath.Base(name), err))
	}
	if j.object != nil {
		j.broken = errors.Join(j.broken, fmt.Errorf("%s: %w", filepath.Base(name), err))
		return nil
	}
	if !j.json {
		return nil
	}
	o := j.newObject(rejoinder.Source{Name: name})
	o.Fail(err)
	return o.Close(0)
}

// mostRecords is how many records of a file that could not be read are named.
const mostRecords = 10

func (j *job) record(name string, n int, bad *thread.RecordError) {
	if n <= mostRecords {
		fmt.Fprintf(j.stderr, "%s: not read: %s\n", thread.Printable(name), thread.Printable(plain(bad.Error())))
	}
}

// explain puts an error in terms of this program where the library's speak to
// programmers.
func explain(name string, err error) error {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		return path.Err // the name stands before it
	}
	switch {
	case errors.Is(err, sniff.ErrPacking) && spreadsheet(name):
		return errors.New("a spreadsheet: save it as CSV, and give that")
	case errors.As(err, new(*sniff.WindowError)):
		return errors.New("unpacking takes more memory than a file may by default: -long grants it up to 2.2 GB")
	case errors.Is(err, sniff.ErrPages):
		return errors.New("a stream of whole pages, not of comments: examples/pages reads it")
	case errors.Is(err, table.ErrColumns):
		return errors.New(plain(err.Error()) + ": name it, as in -columns text=Message,author=From")
	case errors.Is(err, sniff.ErrFormat):
		return errors.New(plain(err.Error()) + ": -h lists the formats")
	}
	if said := plain(err.Error()); said != err.Error() {
		return errors.New(said)
	}
	return err
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
	tables := *j.table
	tables.Notice = func(n table.Notice) { j.tableNotice(name, n) }
	opt.Readers.Table = &tables
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

// tableNotice says what of a table was left unread, and the flag that has it
// read.
func (j *job) tableNotice(name string, n table.Notice) {
	hint := ""
	switch n.Kind {
	case table.Unused:
		hint = " (-columns text=NAME,… tells what a column holds)"
	case table.AmbiguousDate:
		hint = " (-day-first or -month-first tells how it is meant)"
	}
	fmt.Fprintf(j.stderr, "%s: %s%s\n", thread.Printable(name), thread.Printable(n.String()), hint)
}

// scattered reports whether the comments of a thread may be anywhere in a file.
func scattered(format string) bool {
	switch format {
	case sniff.Pushshift, sniff.Table, sniff.SOCC, sniff.ConvoKit, sniff.Disqus, sniff.Mbox:
		return true
	}
	return false
}
