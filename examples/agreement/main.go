// Command agreement says how far observers agree on the same things:
// Krippendorff's alpha in four metrics with intervals, percent agreement, and
// the kappas of Cohen and Fleiss where they apply.
//
//	go run ./examples/agreement [-long] [-resamples N] [-seed N] [-json] FILE.csv
//
// The file has one line a thing and one column an observer, after a first line
// of names and a first column that names the thing; -long reads one line a
// rating instead: thing, observer, value. Where the first column says the same
// in several lines, the form that fits is taken and named. An empty cell, "NA" or
// "." is a rating that was not made. Columns are divided by commas, semicolons,
// tabs or bars. Values that are not numbers are categories, for
// which only the nominal metric has a meaning. "-" is standard input.
package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/internal/program"
	"github.com/seed-100d3eb7/rejoinder/stats"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

func main() {
	os.Exit(program.Exit(os.Stderr, "agreement", run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)))
}

const usage = `usage: agreement [flags] FILE.csv   (- is standard input)

Reads ratings, a line a thing and a column an observer below a line of names, and writes
how far the observers agree. With -long a line is a rating: thing, observer, value.
`

func run(args []string, stdin io.Reader, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("agreement", flag.ContinueOnError)
	long := flags.Bool("long", false, "lines are thing, observer, value")
	resamples := flags.Int("resamples", 2000, "resamples of things for the intervals")
	seed := flags.Uint64("seed", 1, "seed of the resamples")
	asJSON := flags.Bool("json", false, "write JSON")
	if err := program.Parse(flags, args, stderr, usage); err != nil {
		return err
	}
	if flags.NArg() != 1 {
		return errors.New("name one file, or - for standard input")
	}
	in := stdin
	if name := flags.Arg(0); name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	r, err := read(in, *long)
	if err != nil {
		return err
	}
	if r.note != "" {
		fmt.Fprintln(stderr, "agreement:", thread.Printable(r.note))
	}
	rep := r.report(*resamples, *seed)
	if *asJSON {
		return json.NewEncoder(stdout).Encode(rep)
	}
	return rep.writeText(stdout)
}

// ratings holds one row an observer and one column a thing.
type ratings struct {
	observers []string
	things    int
	values    [][]float64
	numeric   bool
	// note says how the table was read where it does not say so itself.
	note string
}

func read(in io.Reader, long bool) (*ratings, error) {
	rows, err := table(in)
	if err != nil {
		return nil, err
	}
	note := ""
	if !long {
		switch twice := repeated(rows); {
		case twice == "":
		case isLong(rows):
			long, note = true, fmt.Sprintf("%q is in several lines: read as with -long, a rating a line", twice)
		case isBare(rows):
			note = fmt.Sprintf("the first column, %q, repeats and has the values of the others: read as an observer, things as the lines", rows[0][0])
			for i, row := range rows {
				rows[i] = append([]string{strconv.Itoa(i)}, row...)
			}
		default:
			return nil, fmt.Errorf("%q begins several lines: want a line a thing, or with -long a rating a line: thing, observer, value", twice)
		}
	}
	if long {
		if rows, err = widen(rows); err != nil {
			return nil, err
		}
	}
	if len(rows[0]) < 3 {
		return nil, errors.New("want a first column that names the thing and a column for each of two observers or more, divided by commas, semicolons, tabs or bars")
	}
	r := &ratings{observers: rows[0][1:], things: len(rows) - 1, numeric: true, note: note}
	categories := map[string]int{}
	var names []string
	for _, row := range rows[1:] {
		for _, v := range row[min(1, len(row)):] {
			if missing(v) {
				continue
			}
			if _, ok := categories[v]; !ok {
				categories[v] = 0
				names = append(names, v)
			}
			if x, err := strconv.ParseFloat(v, 64); err != nil || math.IsInf(x, 0) || math.IsNaN(x) {
				r.numeric = false
			}
		}
	}
	slices.Sort(names)
	for i, n := range names {
		categories[n] = i
	}
	for o := range r.observers {
		col := make([]float64, r.things)
		for u, row := range rows[1:] {
			col[u] = math.NaN()
			if o+1 >= len(row) || missing(row[o+1]) {
				continue
			}
			if r.numeric {
				col[u], _ = strconv.ParseFloat(row[o+1], 64) // parsed before
			} else {
				col[u] = float64(categories[row[o+1]])
			}
		}
		r.values = append(r.values, col)
	}
	return r, nil
}

// table reads the lines, divided by what divides the first one most. Where that
// is a semicolon, a comma within a number is its decimal point.
func table(in io.Reader) ([][]string, error) {
	br := bufio.NewReaderSize(in, 64<<10)
	head, err := br.Peek(64 << 10)
	if err != nil && err != io.EOF {
		return nil, err
	}
	if bytes.HasPrefix(head, []byte("\ufeff")) {
		_, _ = br.Discard(3) // it was peeked at
	}
	c := csv.NewReader(br)
	c.Comma = divider(head)
	c.FieldsPerRecord = -1
	c.TrimLeadingSpace = true
	var rows [][]string
	for {
		row, err := c.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		for i := range row {
			row[i] = strings.TrimSpace(row[i])
			if c.Comma == ';' && len(rows) > 0 {
				if point := strings.Replace(row[i], ",", ".", 1); point != row[i] {
					if _, err := strconv.ParseFloat(point, 64); err == nil {
						row[i] = point
					}
				}
			}
		}
		if len(rows) > 0 && len(row) > len(rows[0]) && strings.Join(row[len(rows[0]):], "") != "" {
			line, _ := c.FieldPos(0)
			return nil, fmt.Errorf("line %d has %d values under %d names", line, len(row), len(rows[0]))
		}
		rows = append(rows, row)
	}
	if len(rows) < 2 {
		return nil, errors.New("no ratings below the line of names")
	}
	return rows, nil
}

// divider returns the comma, semicolon, tab or bar that stands most often in the
// first line, outside of quotes.
func divider(head []byte) rune {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	count := map[byte]int{}
	quoted := false
	for _, b := range line {
		if b == '"' {
			quoted = !quoted
		}
		if !quoted {
			count[b]++
		}
	}
	best := byte(',')
	for _, b := range []byte(";\t|") {
		if count[b] > count[best] {
			best = b
		}
	}
	return rune(best)
}

// repeated returns a value that stands twice in the first column, "" where each
// line is a thing of its own.
func repeated(rows [][]string) string {
	seen := map[string]bool{}
	for _, row := range rows[1:] {
		if seen[row[0]] && row[0] != "" {
			return row[0]
		}
		seen[row[0]] = true
	}
	return ""
}

// isLong reports whether each line looks like a rating: thing and observer stand
// together once, and observers are not what they say.
func isLong(rows [][]string) bool {
	pairs, observers := map[[2]string]bool{}, map[string]bool{}
	for _, row := range rows[1:] {
		if len(row) != 3 || pairs[[2]string{row[0], row[1]}] {
			return false
		}
		pairs[[2]string{row[0], row[1]}], observers[row[1]] = true, true
	}
	return !slices.ContainsFunc(rows[1:], func(row []string) bool { return observers[row[2]] })
}

// isBare reports whether the first column holds ratings like the others.
func isBare(rows [][]string) bool {
	values := map[string]bool{}
	for _, row := range rows[1:] {
		for _, v := range row[1:] {
			values[v] = true
		}
	}
	return !slices.ContainsFunc(rows[1:], func(row []string) bool { return !missing(row[0]) && !values[row[0]] })
}

func missing(v string) bool { return v == "" || v == "NA" || v == "." }

// widen turns lines of thing, observer, value into one line a thing.
func widen(rows [][]string) ([][]string, error) {
	head := []string{"thing"}
	column, line := map[string]int{}, map[string]int{}
	out := [][]string{nil}
	for i, row := range rows[1:] {
		if len(row) < 3 {
			return nil, fmt.Errorf("record %d has fewer than three fields", i+2)
		}
		if _, ok := column[row[1]]; !ok {
			head = append(head, row[1])
			column[row[1]] = len(head) - 1
		}
		if _, ok := line[row[0]]; !ok {
			line[row[0]] = len(out)
			out = append(out, []string{row[0]})
		}
		at, k := line[row[0]], column[row[1]]
		for len(out[at]) <= k {
			out[at] = append(out[at], "")
		}
		if out[at][k] != "" {
			return nil, fmt.Errorf("record %d: %s rated %s twice", i+2, row[1], row[0])
		}
		out[at][k] = row[2]
	}
	out[0] = head
	return out, nil
}

type figure struct {
	Name string `json:"name"`
	stats.Estimate
}

// MarshalJSON keeps the name beside what the estimate writes.
func (f figure) MarshalJSON() ([]byte, error) {
	b, err := f.Estimate.MarshalJSON()
	if err != nil {
		return nil, err
	}
	name, err := json.Marshal(f.Name)
	if err != nil {
		return nil, err
	}
	return append(append([]byte(`{"name":`), name...), append([]byte{','}, b[1:]...)...), nil
}

type report struct {
	Observers int      `json:"observers"`
	Things    int      `json:"things"`
	Figures   []figure `json:"figures"`
}

func (r *ratings) report(resamples int, seed uint64) report {
	rep := report{Observers: len(r.observers), Things: r.things}
	add := func(name string, e stats.Estimate) { rep.Figures = append(rep.Figures, figure{name, e}) }
	metrics := []stats.Metric{stats.Nominal}
	if r.numeric {
		metrics = append(metrics, stats.Ordinal, stats.Interval, stats.Ratio)
	}
	for _, m := range metrics {
		if m == stats.Ratio && slices.ContainsFunc(slices.Concat(r.values...), func(x float64) bool { return x < 0 }) {
			continue // a ratio scale starts at 0
		}
		add("alpha, "+m.String(), stats.AlphaInterval(r.values, m, resamples, seed))
	}
	add("percent agreement", stats.PercentAgreement(r.values))
	if codes, ok := r.codes(); ok {
		if len(codes) == 2 {
			add("Cohen's kappa", stats.Cohen(codes[0], codes[1], stats.Unweighted))
			if r.numeric {
				add("Cohen's kappa, quadratic", stats.Cohen(codes[0], codes[1], stats.Quadratic))
			}
		}
		if len(codes) > 2 {
			add("Fleiss' kappa", fleiss(codes))
		}
	}
	return rep
}

// codes returns ratings as whole numbers from 0, -1 where missing, if they are
// few and whole.
func (r *ratings) codes() ([][]int, bool) {
	least := math.Inf(1)
	for _, col := range r.values {
		for _, v := range col {
			if v != math.Trunc(v) || math.Abs(v) > 1e6 {
				if !math.IsNaN(v) {
					return nil, false
				}
				continue
			}
			least = min(least, v)
		}
	}
	out := make([][]int, len(r.values))
	for o, col := range r.values {
		for _, v := range col {
			if math.IsNaN(v) {
				out[o] = append(out[o], -1)
			} else {
				out[o] = append(out[o], int(v-least))
			}
		}
	}
	return out, true
}

func fleiss(codes [][]int) stats.Estimate {
	category := map[int]int{}
	for _, col := range codes {
		for _, c := range col {
			if _, ok := category[c]; !ok && c >= 0 {
				category[c] = len(category)
			}
		}
	}
	counts := make([][]int, len(codes[0]))
	for u := range counts {
		counts[u] = make([]int, len(category))
		for _, col := range codes {
			if col[u] >= 0 {
				counts[u][category[col[u]]]++
			}
		}
	}
	return stats.Fleiss(counts)
}

func (r report) writeText(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%d observers, %d things\n\n", r.Observers, r.Things)
	for _, f := range r.Figures {
		if !f.Defined() {
			fmt.Fprintf(&b, "%-26s undefined: %s\n", f.Name, f.Reason)
			continue
		}
		fmt.Fprintf(&b, "%-26s %6.3f", f.Name, f.Value)
		if !math.IsNaN(f.Lo) {
			fmt.Fprintf(&b, "  [%.3f, %.3f]", f.Lo, f.Hi)
		}
		b.WriteByte('\n')
	}
	_, err := io.WriteString(w, b.String())
	return err
}
