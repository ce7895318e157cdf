// Command pages reads whole pages, one JSON object a line, and writes the
// comment threads of each, one JSON object a line in the same order:
//
//	zstd -dc shard.jsonl.zst | go run ./examples/pages -no-tags > threads.ndjson
//	go run ./examples/pages shard.jsonl.zst > threads.ndjson
//
// A line holds "id" or "url", and "text" or "html", as corpora of web pages
// have them. The output holds "id" and "threads"; a page without comments has
// none. A line that cannot be read gives an object with "error" in its place; a
// file that cannot be read is named at the end, after the others.
// Targets are searched for in names and repeated phrases alone unless
// -sentences says how many sentences of each thread may be parsed as well: one
// costs as much time as all else does for ten comments.
// Pages are worked on in parallel on all cores, a few at a time, so memory is
// bounded by the longest lines, not by the length of the input.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"

	"github.com/seed-100d3eb7/rejoinder"
	"github.com/seed-100d3eb7/rejoinder/internal/jsonfault"
	"github.com/seed-100d3eb7/rejoinder/internal/program"
	"github.com/seed-100d3eb7/rejoinder/thread/plaintext"
	"github.com/seed-100d3eb7/rejoinder/thread/sniff"
	"github.com/seed-100d3eb7/rejoinder/thread/webpage"
)

func main() {
	os.Exit(program.Exit(os.Stderr, "pages", run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)))
}

const usage = `usage: pages [flags] [FILE…]   (- or none is standard input)

Reads a page a line, {"id" or "url", "text" or "html"}, plain or packed with gzip or zstd,
and writes the comment threads of each, {"id", "threads"} a line in the same order.
`

func run(args []string, stdin io.Reader, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("pages", flag.ContinueOnError)
	noTags := flags.Bool("no-tags", false, "trees alone: no hostility, no stance")
	sentences := flags.Int("sentences", 0, "sentences of each thread parsed in search of targets")
	workers := flags.Int("workers", runtime.GOMAXPROCS(0), "pages worked on at once")
	maxLine := flags.Int("max-line", 64<<20, "longest line in bytes; longer ones are errors in the output")
	window := flags.Uint64("window", 0, "zstd window in bytes; 2147483648 for files packed with --long=31, which takes that much memory")
	if err := program.Parse(flags, args, stderr, usage); err != nil {
		return err
	}
	p := &job{out: bufio.NewWriterSize(stdout, 1<<16), workers: max(*workers, 1), maxLine: max(*maxLine, 1),
		opt: rejoinder.Options{Untagged: *noTags, Workers: 1, Sentences: *sentences}}
	if *sentences <= 0 {
		p.opt.Sentences = -1
	}
	names := flags.Args()
	if len(names) == 0 {
		names = []string{"-"}
	}
	var failed []error
	for _, name := range names {
		err := p.file(name, stdin, *window)
		if errors.Is(err, errOutput) {
			return err
		}
		if err != nil {
			failed = append(failed, fmt.Errorf("%s: %w", name, err))
		}
	}
	return errors.Join(errors.Join(failed...), p.out.Flush())
}

type job struct {
	out     *bufio.Writer
	workers int
	maxLine int
	opt     rejoinder.Options
}

func (p *job) file(name string, stdin io.Reader, window uint64) error {
	in := stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	src, err := sniff.Open(in, &sniff.Options{Format: sniff.Pages, MaxWindow: window})
	if err != nil {
		return inFlags(err)
	}
	defer src.Close()
	return inFlags(p.stream(src.Reader()))
}

// inFlags says what to do about err in terms of the flags of this program.
func inFlags(err error) error {
	if w, ok := errors.AsType[*sniff.WindowError](err); ok {
		return fmt.Errorf("packed with a window of more than %d MiB: -window %d reads it, for up to about 2.2 GB of memory", w.Limit>>20, uint64(sniff.LongWindow))
	}
	if b, ok := errors.AsType[*sniff.BombError](err); ok {
		return fmt.Errorf("refused as a decompression bomb: %d bytes unpack to more than %d; unpack it first if it is none", b.In, b.Out)
	}
	return err
}

// errOutput tells that nothing more can be written.
var errOutput = errors.New("writing")

// stream works on the lines of r and writes the results in their order.
func (p *job) stream(r io.Reader) error {
	var pending []chan []byte // the oldest first
	next := func() error {
		_, err := p.out.Write(<-pending[0])
		pending = pending[1:]
		if err != nil {
			return fmt.Errorf("%w: %w", errOutput, err)
		}
		return nil
	}
	slots := make(chan struct{}, p.workers)
	l := &lines{br: bufio.NewReaderSize(r, 1<<16), max: p.maxLine}
	for {
		line, rerr := l.next()
		if len(line) > 0 || errors.Is(rerr, errLong) {
			done := make(chan []byte, 1)
			pending = append(pending, done)
			slots <- struct{}{}
			n := l.n
			go func() {
				defer func() { <-slots }()
				if rerr != nil && !errors.Is(rerr, io.EOF) {
					done <- failure(nil, n, rerr)
					return
				}
				done <- p.page(line, n)
			}()
			if len(pending) >= 2*p.workers {
				if err := next(); err != nil {
					return err
				}
			}
		}
		if rerr != nil && !errors.Is(rerr, errLong) {
			for len(pending) > 0 {
				if err := next(); err != nil {
					return err
				}
			}
			if errors.Is(rerr, io.EOF) {
				return nil
			}
			return fmt.Errorf("after line %d: %w", l.n, rerr)
		}
	}
}

// record is a line of input.
type record struct {
	ID   json.RawMessage `json:"id"`
	URL  *string         `json:"url"`
	Text *string         `json:"text"`
	HTML *string         `json:"html"`
}

// result is a line of output.
type result struct {
	ID      any                   `json:"id"`
	URL     string                `json:"url,omitempty"`
	Threads []*rejoinder.Analysis `json:"threads"`
	Notice  string                `json:"notice,omitempty"`
	Line    int                   `json:"line,omitempty"`
	Error   string                `json:"error,omitempty"`
}

func failure(id any, n int, err error) []byte {
	b, merr := json.Marshal(result{ID: id, Threads: []*rejoinder.Analysis{}, Line: n, Error: err.Error()})
	if merr != nil {
		return []byte("{}\n")
	}
	return append(b, '\n')
}

// page reads the comments of one page and analyses their threads.
func (p *job) page(line []byte, n int) []byte {
	var in record
	bad := json.Unmarshal(line, &in)
	res := result{Threads: []*rejoinder.Analysis{}}
	switch {
	case len(in.ID) > 0 && !bytes.Equal(in.ID, []byte("null")):
		res.ID = in.ID
	case in.URL != nil:
		res.ID = *in.URL
	}
	if bad != nil {
		// What else the object holds is known even where a type is wrong.
		return failure(res.ID, n, errors.New(jsonfault.Explain(bad)))
	}
	if in.URL != nil {
		res.URL = *in.URL
	}
	opt := p.opt
	var err error
	switch {
	case in.HTML != nil:
		page, rerr := webpage.ReadPage(strings.NewReader(*in.HTML), &webpage.Options{ContentType: "text/html; charset=utf-8", URL: res.URL})
		for _, note := range page.Notices {
			res.Notice = note.String()
		}
		err = rerr
		for a, aerr := range rejoinder.Analyses(page.All(), &opt) {
			if aerr != nil {
				err = errors.Join(err, aerr)
				continue
			}
			res.Threads = append(res.Threads, a)
		}
	case in.Text != nil:
		for a, aerr := range rejoinder.Analyses(plaintext.Read(strings.NewReader(*in.Text), nil), &opt) {
			if aerr != nil {
				err = errors.Join(err, aerr)
				continue
			}
			res.Threads = append(res.Threads, a)
		}
	default:
		err = errors.New(`neither "text" nor "html"`)
	}
	if err != nil {
		res.Error, res.Line = err.Error(), n
	}
	b, err := json.Marshal(res)
	if err != nil {
		return failure(res.ID, n, err)
	}
	return append(b, '\n')
}

// lines cuts input into lines of bounded length.
type lines struct {
	br  *bufio.Reader
	max int
	n   int // of the last line, 1-based
}

var errLong = errors.New("longer than -max-line")

// next returns the next line, which is the caller's, without white space at
// its ends. With errLong the line was passed over.
func (l *lines) next() ([]byte, error) {
	var line []byte
	long := false
	l.n++
	for {
		part, err := l.br.ReadSlice('\n')
		if long = long || len(line)+len(part) > l.max; !long {
			line = append(line, part...)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if long {
			if err != nil && !errors.Is(err, io.EOF) {
				return nil, err
			}
			return nil, errLong
		}
		return bytes.TrimSpace(line), err
	}
}
