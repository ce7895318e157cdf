// Package socc reads the comments of the SFU Opinion and Comments Corpus:
// gnm_comments.csv and the smaller tables with annotations that keep its
// comment_counter.
//
//   - The tree is in comment_counter: source, article and the path from the root,
//     "source1_1234_0_1_0" being the first reply to the second reply to the first
//     comment on article 1234. It is the ID; the Parent is the counter without
//     its last number. Thread is source and article.
//   - The corpus leaves duplicates out, so parents may be missing. Ancestors that
//     no row has come at the end as comments of status Missing (the counters of
//     a million comments are remembered for that).
//   - Of timestamp and post_time one is filled, by source. Times without a zone
//     are Floating.
//   - Text is HTML. Score is posVotes less negVotes, else TotalVotes.
//   - Annotations are not read.
package socc

import (
	"fmt"
	"io"
	"iter"
	"math"
	"strconv"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/internal/htmltext"
	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/csvread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/source"
)

// Format is the name of the format.
const Format = "socc"

// Options say how input is read. Nil means the zero Options.
type Options struct {
	// MaxRecordBytes caps one row; 0 means 32 MiB. A longer one is a
	// RecordError and the rest is read.
	MaxRecordBytes int
}

const maxSeen = 1 << 20

// Read yields the comments of r in the order of the rows, Missing ancestors at
// the end. A [*thread.RecordError] spoils one row; any other error is the last
// pair.
func Read(r io.Reader, opt *Options) iter.Seq2[thread.Comment, error] {
	if opt == nil {
		opt = &Options{}
	}
	return func(yield func(thread.Comment, error) bool) {
		x := reader{yield: yield, seen: map[string]bool{}, lost: map[string]thread.Comment{}}
		rows := csvread.New(r, 0, source.Cap(opt.MaxRecordBytes))
		for {
			row, err := rows.Next()
			pos, line := rows.Pos()
			switch {
			case err == source.ErrTooLarge || err == csvread.ErrQuote:
				if !yield(thread.Comment{}, source.Bad(pos, line, err)) {
					return
				}
				continue
			case err == io.EOF:
				x.missing()
				return
			case err != nil:
				if x.missing() {
					yield(thread.Comment{}, err)
				}
				return
			}
			if x.at == nil {
				if err := x.header(row); err != nil {
					yield(thread.Comment{}, err)
					return
				}
				continue
			}
			if !x.row(row, pos, line) {
				return
			}
		}
	}
}

type reader struct {
	yield func(thread.Comment, error) bool
	at    map[string]int
	width int
	seen  map[string]bool
	lost  map[string]thread.Comment
	order []string
}

func (x *reader) header(row []string) error {
	x.at, x.width = map[string]int{}, len(row)
	for i, name := range row {
		x.at[strings.ToLower(strings.TrimSpace(name))] = i
	}
	for _, name := range []string{"comment_counter", "comment_text"} {
		if _, ok := x.at[name]; !ok {
			return fmt.Errorf("socc: no column %s", name)
		}
	}
	return nil
}

func (x *reader) row(row []string, pos int64, line int) bool {
	if len(row) > x.width {
		return x.yield(thread.Comment{}, source.Badf(pos, line, "row of %d values under %d columns", len(row), x.width))
	}
	get := func(name string) string {
		if i, ok := x.at[name]; ok && i < len(row) {
			return source.FromString(row[i])
		}
		return ""
	}
	c := thread.Comment{Pos: pos, Line: int32(line)}
	c.ID = htmltext.Line(get("comment_counter"))
	article, path, ok := split(c.ID)
	if !ok {
		return x.yield(thread.Comment{}, source.Badf(pos, line, "comment_counter %.80q has no path", c.ID))
	}
	c.Thread = article
	c.Level = int32(strings.Count(path, "_") + 1)
	c.Parent = up(c.ID, article)
	c.Author = htmltext.Line(htmltext.Text(get("comment_author")))
	c.Text = htmltext.TextLines(get("comment_text"))
	w, known := source.ParseTime(get("timestamp"))
	if !known {
		w, _ = source.ParseTime(get("post_time"))
	}
	w.Set(&c)
	var d thread.Details
	plus, okPlus := number(get("posvotes"))
	minus, okMinus := number(get("negvotes"))
	if d.Score, d.HasScore = plus-minus, okPlus && okMinus; !d.HasScore {
		d.Score, d.HasScore = number(get("totalvotes"))
	}
	if d.HasScore {
		c.Details = &d
	}
	if len(x.seen) < maxSeen {
		x.seen[c.ID] = true
		for id := c.Parent; id != ""; id = up(id, article) {
			if _, named := x.lost[id]; named || x.seen[id] || len(x.order) == maxSeen {
				break // and so its own ancestors
			}
			_, path, _ := split(id)
			x.lost[id] = thread.Comment{ID: id, Parent: up(id, article), Thread: article, Status: thread.Missing,
				Level: int32(strings.Count(path, "_") + 1), Pos: pos, Line: int32(line)}
			x.order = append(x.order, id)
		}
	}
	return x.yield(c, nil)
}

func (x *reader) missing() bool {
	for _, id := range x.order {
		if !x.seen[id] && !x.yield(x.lost[id], nil) {
			return false
		}
	}
	return true
}

// maxDepth bounds the length of a path; the deepest of the corpus is far less.
const maxDepth = 1000

// split parts a counter into source and article, and the path.
func split(counter string) (article, path string, ok bool) {
	first := strings.IndexByte(counter, '_')
	if first < 0 {
		return "", "", false
	}
	second := strings.IndexByte(counter[first+1:], '_')
	if second < 0 {
		return "", "", false
	}
	article, path = counter[:first+1+second], counter[first+second+2:]
	if path == "" || strings.Count(path, "_") > maxDepth {
		return "", "", false
	}
	for n := range strings.SplitSeq(path, "_") {
		if n == "" || strings.Trim(n, "0123456789") != "" {
			return "", "", false
		}
	}
	return article, path, true
}

// up returns the counter of the comment above, "" at top level.
func up(counter, article string) string {
	i := strings.LastIndexByte(counter, '_')
	if i <= len(article) {
		return ""
	}
	return counter[:i]
}

func number(s string) (float64, bool) {
	n, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	return n, err == nil && !math.IsNaN(n) && !math.IsInf(n, 0)
}
