// Command score reads one JSON object a line on standard input, scores its text
// and writes one object a line on standard output, in the same order, on all
// cores:
//
//	echo '{"id":"1","text":"You are right.","parent_text":"Taxes rose."}' | go run ./examples/score
//
// A line holds "id", "text" and, where they are known, "parent_text" and
// "target". With -like perspective, for people who migrate, a line may be a
// request of the Perspective API as well, {"comment":{"text":…}}, and the output
// has the form of its responses: the attributes requested, or all, with spans in
// characters, of sentences where spanAnnotations are asked for. Those that are
// not known stand under "unknownAttributes"; "detectedLanguages" is "und" for a
// text that is not English, whose scores mean little. With -from perspective the
// lines are responses of that API, each with "attributeScores" or under
// "response", and come out in the form of this program. A line that cannot be
// read gives an object with "error" in its place. A text without a word has
// "scored":false: its scores are then the priors, what is expected of any
// comment, and its kinds are left out.
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
	"sync"

	"github.com/seed-100d3eb7/rejoinder/internal/jsonfault"
	"github.com/seed-100d3eb7/rejoinder/internal/program"
	"github.com/seed-100d3eb7/rejoinder/sentiment"
)

func main() {
	os.Exit(program.Exit(os.Stderr, "score", run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)))
}

const usage = `usage: score [flags] < comments.ndjson > scores.ndjson

Reads a comment a line, {"id", "text", "parent_text" and "target" where they are known}, and
writes its scores, {"id", "scored", "hostility", "stance"} a line in the same order.
`

func run(args []string, stdin io.Reader, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("score", flag.ContinueOnError)
	like := flags.String("like", "", `"perspective" for the form of that API`)
	from := flags.String("from", "", `"perspective" to read that API's responses instead of texts`)
	prior := flags.Float64("prior", 0, "share of hostile comments to calibrate for; 0 keeps the model's own")
	maxLine := flags.Int("max-line", 16<<20, "longest line in bytes")
	if err := program.Parse(flags, args, stderr, usage); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("%s: score reads standard input alone: score < %[1]s", flags.Arg(0))
	}
	if !(*prior >= 0 && *prior < 1) {
		return fmt.Errorf("-prior %v: want a share between 0 and 1", *prior)
	}
	m := sentiment.English()
	if *prior > 0 {
		m = m.WithPrior(*prior)
	}
	score := usual(m)
	switch *like {
	case "":
	case "perspective":
		score = perspective(m)
	default:
		return fmt.Errorf("-like %q: only perspective is known", *like)
	}
	switch *from {
	case "":
	case "perspective":
		if *like != "" || *prior != 0 {
			return errors.New("-from perspective takes scores as they are: neither -like nor -prior goes with it")
		}
		score = imported
	default:
		return fmt.Errorf("-from %q: only perspective is known", *from)
	}
	return stream(stdin, stdout, *maxLine, score)
}

// usual returns what scores line n.
func usual(m *sentiment.Model) func(dst, line []byte, n int) []byte {
	return func(dst, line []byte, n int) []byte {
		var in input
		if err := json.Unmarshal(line, &in); err != nil {
			// What else the object holds is known even where a type is wrong.
			return appendError(dst, in.ID, fmt.Sprintf("line %d: %s", n, jsonfault.Explain(err)))
		}
		if in.Text == nil {
			return appendError(dst, in.ID, fmt.Sprintf("line %d: no text", n))
		}
		return appendScores(dst, m, &in)
	}
}

// batch is a run of lines and, later, their output.
type batch struct {
	first int
	lines [][]byte
	data  []byte
	out   []byte
	done  chan struct{}
}

const (
	batchLines = 256
	batchBytes = 1 << 20
)

// stream applies f to every line, in parallel, and writes the results in order,
// an error for each line that is too long. It holds a few batches at a time.
func stream(r io.Reader, w io.Writer, maxLine int, f func(dst, line []byte, n int) []byte) error {
	workers := runtime.GOMAXPROCS(0)
	work := make(chan *batch, workers)
	order := make(chan *batch, workers*2)
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for b := range work {
				for i, line := range b.lines {
					if len(line) == 0 {
						b.out = appendError(b.out, nil, fmt.Sprintf("line %d: over %d bytes, the limit that -max-line sets", b.first+i, maxLine))
					} else {
						b.out = f(b.out, line, b.first+i)
					}
					b.out = append(b.out, '\n')
				}
				close(b.done)
			}
		})
	}
	written := make(chan error, 1)
	stop := make(chan struct{})
	go func() {
		defer close(written)
		out := bufio.NewWriterSize(w, 1<<16)
		for b := range order {
			<-b.done
			if _, err := out.Write(b.out); err != nil {
				written <- err
				close(stop)
				return
			}
			if len(order) == 0 {
				if err := out.Flush(); err != nil {
					written <- err
					close(stop)
					return
				}
			}
		}
		if err := out.Flush(); err != nil {
			written <- err
		}
	}()
	err := split(r, maxLine, func(b *batch) bool {
		select {
		case order <- b:
		case <-stop:
			return false
		}
		work <- b
		return true
	})
	close(work)
	wg.Wait()
	close(order)
	if werr := <-written; werr != nil {
		return werr
	}
	return err
}

// split cuts r into batches of lines. Empty lines are passed over; a line of
// more than maxLine bytes stands as an empty one. A batch is handed on as soon
// as nothing more is ready to be read.
func split(r io.Reader, maxLine int, emit func(*batch) bool) error {
	br := bufio.NewReaderSize(r, 1<<16)
	if mark, _ := br.Peek(3); string(mark) == "\xef\xbb\xbf" {
		_, _ = br.Discard(3) // it was peeked at
	}
	n := 1
	b := &batch{first: n, done: make(chan struct{})}
	var ends []int
	flush := func() bool {
		if len(ends) == 0 {
			return true
		}
		from := 0
		for _, e := range ends {
			b.lines = append(b.lines, b.data[from:e])
			from = e
		}
		ok := emit(b)
		b, ends = &batch{first: n, done: make(chan struct{})}, ends[:0]
		return ok
	}
	for {
		start, long := len(b.data), false
		var err error
		for {
			var part []byte
			part, err = br.ReadSlice('\n')
			b.data = append(b.data, part...)
			if long = long || len(b.data)-start > maxLine; long {
				// The rest is read and passed over.
				b.data = b.data[:start]
			}
			if !errors.Is(err, bufio.ErrBufferFull) {
				break
			}
		}
		line := bytes.TrimSpace(b.data[start:])
		if long {
			ends = append(ends, start)
		} else if len(line) > 0 {
			copy(b.data[start:], line)
			b.data = b.data[:start+len(line)]
			ends = append(ends, len(b.data))
		} else {
			b.data = b.data[:start]
		}
		if len(line) == 0 && !long && err == nil {
			// Keeps line numbers right: what was gathered goes first.
			n++
			if !flush() {
				return nil
			}
			b.first = n
			continue
		}
		n++
		if err != nil || len(ends) >= batchLines || len(b.data) >= batchBytes || br.Buffered() == 0 {
			if !flush() {
				return nil
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}
