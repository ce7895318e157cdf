package rejoinder

import (
	"encoding/csv"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/sentiment"
	"github.com/seed-100d3eb7/rejoinder/stats"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

// Tables writes the four tidy tables of a report thread by thread: comments,
// threads, authors and edges. They are CSV by RFC 4180 in UTF-8 with LF, empty
// where a value is unknown, and join on the columns thread, comment and author.
//
// A cell of text that a spreadsheet would take for a formula, beginning with
// = + - @ or a tab or carriage return, gets a ' in front (CWE-1236); Raw
// leaves it as it is.
type Tables struct {
	// Raw writes text as it is.
	Raw bool

	comments, threads, authors, edges *csv.Writer
	started                           bool
}

// NewTables returns a writer of the four tables. Any of them may be io.Discard.
func NewTables(comments, threads, authors, edges io.Writer) *Tables {
	return &Tables{
		comments: csv.NewWriter(comments), threads: csv.NewWriter(threads),
		authors: csv.NewWriter(authors), edges: csv.NewWriter(edges),
	}
}

// WriteTables writes the tables of all threads into dir as comments.csv,
// threads.csv, authors.csv and edges.csv, and makes dir where it is missing.
func (r *Report) WriteTables(dir string) (err error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	var files [4]*os.File
	for i, name := range [...]string{"comments", "threads", "authors", "edges"} {
		f, err := os.Create(filepath.Join(dir, name+".csv"))
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, f.Close()) }()
		files[i] = f
	}
	t := NewTables(files[0], files[1], files[2], files[3])
	for _, a := range r.Threads {
		if err := t.Add(a); err != nil {
			return err
		}
	}
	return t.Flush()
}

var (
	commentColumns = []string{"thread", "comment", "parent", "displayed_parent", "parent_origin", "parent_confidence",
		"kind", "depth", "displayed_level", "line", "author", "author_origin", "author_confidence", "time", "time_precision",
		"status", "missing", "votes", "unseen", "url", "title", "hostility", "hostility_in_context", "hostility_label", "hostility_target",
		"stance", "agree", "disagree", "neutral", "query", "text"}
	threadColumns = []string{"thread", "posts", "comments", "lost", "unseen", "roots", "depth", "width", "branching", "virality",
		"inferred_links", "authors_known", "times_known", "people", "gini", "median_latency_s",
		"hostile_rate", "hostile_rate_lo", "hostile_rate_hi", "agree", "disagree", "neutral", "query", "faults"}
	authorColumns = []string{"thread", "author", "comments", "replies_written", "replies_received", "hostility_mean", "scored"}
	edgeColumns   = []string{"thread", "from", "to", "replies"}
)

// Add writes the rows of one thread.
func (t *Tables) Add(a *Analysis) error {
	if !t.started {
		t.started = true
		t.comments.Write(commentColumns)
		t.threads.Write(threadColumns)
		t.authors.Write(authorColumns)
		t.edges.Write(edgeColumns)
	}
	t.addComments(a)
	t.threads.Write(t.threadRow(a))
	t.addPeople(a)
	for _, w := range []*csv.Writer{t.comments, t.threads, t.authors, t.edges} {
		if err := w.Error(); err != nil {
			return err
		}
	}
	return nil
}

// Flush writes what is buffered.
func (t *Tables) Flush() error {
	var all error
	for _, w := range []*csv.Writer{t.comments, t.threads, t.authors, t.edges} {
		w.Flush()
		all = errors.Join(all, w.Error())
	}
	return all
}

func (t *Tables) addComments(a *Analysis) {
	depths := stats.Depths(nil, a.Thread)
	for n := range a.Thread.ByInput() {
		c := a.Thread.Comment(n)
		at, precision := timeJSON(c)
		pe, ae := a.Thread.ParentEvidence(n), a.Thread.AuthorEvidence(n)
		row := []string{t.text(a.ID), t.text(c.ID), t.id(a, a.Thread.Parent(n)), t.id(a, a.Thread.Displayed(n)),
			origin(pe), confidence(pe), c.Kind.String(), integer(int(depths[n])), positive(c.Level), positive(c.Line),
			t.text(c.Author), origin(ae), confidence(ae), at, precision,
			c.Status.String(), strconv.FormatBool(a.Thread.Missing(n))}
		row = append(row, t.details(c.Details)...)
		row = append(row, t.scores(a, n)...)
		t.comments.Write(append(row, t.text(c.Text)))
	}
}

func (t *Tables) details(d *thread.Details) []string {
	if d == nil {
		return make([]string, 4)
	}
	votes := ""
	if d.HasScore {
		votes = finite(d.Score)
	}
	return []string{votes, positive(int32(min(d.Unseen, math.MaxInt32))), t.text(d.URL), t.text(d.Title)}
}

func (t *Tables) scores(a *Analysis, n thread.Node) []string {
	row := make([]string, 9)
	if a.Scores == nil || !a.Scores[n].Scored {
		return row
	}
	s := &a.Scores[n]
	row[0], row[1] = probability(s.Hostility.Score), probability(s.Hostility.InContext)
	row[2], row[3] = s.Hostility.Label.String(), s.Hostility.Target.String()
	if p := s.Parent; p != (sentiment.ParentStance{}) {
		row[4] = p.Label(0).String()
		row[5], row[6], row[7], row[8] = probability(p.Agree), probability(p.Disagree), probability(p.Neutral), probability(p.Query)
	}
	return row
}

func (t *Tables) threadRow(a *Analysis) []string {
	k, s := a.Known, a.Shape
	row := []string{t.text(a.ID), integer(k.Posts), integer(k.Comments), integer(k.Lost), integer(k.Unseen), integer(s.Roots), integer(s.Depth), integer(s.Width),
		value(s.Branching), value(s.Virality), integer(k.Inferred), integer(k.Authors), integer(k.Times),
		integer(a.Participation.Authors), value(a.Participation.Gini), value(a.Latency.Median)}
	if h := a.Hostility; h != nil {
		row = append(row, value(h.Rate), finite(h.Rate.Lo), finite(h.Rate.Hi))
	} else {
		row = append(row, "", "", "")
	}
	if st := a.Stance; st != nil {
		row = append(row, finite(st.Parent.Agree), finite(st.Parent.Disagree), finite(st.Parent.Neutral), finite(st.Parent.Query))
	} else {
		row = append(row, "", "", "", "")
	}
	return append(row, integer(len(a.Thread.Faults())))
}

func (t *Tables) addPeople(a *Analysis) {
	names := a.Thread.Authors()
	type person struct {
		comments, written, received, scored int
		hostility                           float64
	}
	people := make([]person, len(names))
	for n, c := range a.Thread.All() {
		who := a.Thread.Author(n)
		if p := a.Thread.Parent(n); p != thread.None {
			if whom := a.Thread.Author(p); whom != thread.Nobody {
				people[whom].received++
				if who != thread.Nobody {
					people[who].written++
				}
			}
		}
		if who == thread.Nobody {
			continue
		}
		if c.Kind == thread.Post {
			continue
		}
		people[who].comments++
		if a.Scores != nil && a.Scores[n].Scored {
			people[who].scored++
			people[who].hostility += float64(a.Scores[n].Hostility.Score)
		}
	}
	for i, p := range people {
		mean := ""
		if p.scored > 0 {
			mean = finite(p.hostility / float64(p.scored))
		}
		t.authors.Write([]string{t.text(a.ID), t.text(names[i]), integer(p.comments), integer(p.written), integer(p.received), mean, integer(p.scored)})
	}
	m := a.interactions()
	for pair := range m.Pairs() {
		t.edges.Write([]string{t.text(a.ID), t.text(m.Name(pair.From)), t.text(m.Name(pair.To)), finite(pair.Weight)})
	}
}

// text guards a cell against being taken for a formula.
func (t *Tables) text(s string) string {
	if t.Raw || s == "" || !strings.ContainsAny(s[:1], "=+-@\t\r") && !strings.HasPrefix(s, "＝") &&
		!strings.HasPrefix(s, "＋") && !strings.HasPrefix(s, "－") && !strings.HasPrefix(s, "＠") {
		return s
	}
	return "'" + s
}

func (t *Tables) id(a *Analysis, n thread.Node) string {
	if n == thread.None {
		return ""
	}
	return t.text(a.Thread.Comment(n).ID)
}

func origin(e thread.Evidence) string {
	if e.Origin == thread.Absent {
		return ""
	}
	return e.Origin.String()
}

func confidence(e thread.Evidence) string {
	if e.Origin == thread.Absent {
		return ""
	}
	return probability(e.Confidence)
}

func probability(p float32) string { return strconv.FormatFloat(float64(p), 'f', 4, 32) }

func integer(n int) string { return strconv.Itoa(n) }

func positive(n int32) string {
	if n <= 0 {
		return ""
	}
	return strconv.Itoa(int(n))
}

func value(e stats.Estimate) string { return finite(e.Value) }

func finite(x float64) string {
	s := strconv.FormatFloat(x, 'g', 6, 64)
	if s == "NaN" || strings.HasSuffix(s, "Inf") {
		return ""
	}
	return s
}
