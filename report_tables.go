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

// Tables writes the five tidy tables of a report thread by thread: comments,
// threads, authors, edges and targets. They are CSV by RFC 4180 in UTF-8 with
// LF, empty where a value is unknown. They join on source and thread, and within
// a thread on comment_id, and on author with author_id: two people may share a
// name. The comments can be read again with package thread/table.
//
// A cell of text that a spreadsheet would take for a formula, beginning with
// = + - @ or a tab or carriage return, gets a ' in front (CWE-1236); Raw
// leaves it as it is.
type Tables struct {
	// Raw writes text as it is.
	Raw bool

	comments, threads, authors, edges, targets *csv.Writer
	started                                    bool
	source                                     string // of threads that name none
}

// NewTables returns a writer of the five tables. Any of them may be io.Discard.
func NewTables(comments, threads, authors, edges, targets io.Writer) *Tables {
	return &Tables{
		comments: csv.NewWriter(comments), threads: csv.NewWriter(threads),
		authors: csv.NewWriter(authors), edges: csv.NewWriter(edges), targets: csv.NewWriter(targets),
	}
}

// WriteTables writes the tables of all threads into dir as comments.csv,
// threads.csv, authors.csv, edges.csv and targets.csv, and makes dir where it is
// missing.
func (r *Report) WriteTables(dir string) (err error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	var files [5]*os.File
	for i, name := range [...]string{"comments", "threads", "authors", "edges", "targets"} {
		f, err := os.Create(filepath.Join(dir, name+".csv"))
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, f.Close()) }()
		files[i] = f
	}
	t := NewTables(files[0], files[1], files[2], files[3], files[4])
	t.source = r.Source.Name
	for _, a := range r.Threads {
		if err := t.Add(a); err != nil {
			return err
		}
	}
	return t.Flush()
}

var (
	commentColumns = []string{"source", "thread", "comment_id", "parent", "displayed_parent", "parent_origin", "parent_confidence",
		"kind", "depth", "level", "ordinal", "line", "author", "author_id", "author_origin", "author_confidence", "time", "precision",
		"status", "missing", "votes", "unseen", "url", "title", "hostility", "hostility_in_context", "hostility_label", "hostility_target",
		"severe_toxicity", "identity_attack", "insult", "profanity", "threat",
		"stance", "agree", "disagree", "neutral", "query", "text"}
	threadColumns = []string{"source", "thread", "posts", "comments", "lost", "unseen", "conversations", "depth", "width", "branching", "virality",
		"inferred_links", "authors_known", "times_known", "people", "gini", "median_latency_s",
		"hostile_rate", "hostile_rate_lo", "hostile_rate_hi", "agree", "disagree", "neutral", "query", "faults"}
	authorColumns = []string{"source", "thread", "author", "author_id", "comments", "replies_written", "replies_received", "hostility_mean", "scored"}
	edgeColumns   = []string{"source", "thread", "from", "from_id", "to", "to_id", "replies", "hostility_mean", "agree", "disagree"}
	targetColumns = []string{"source", "thread", "comment_id", "target", "stance", "favor", "against", "neither"}
)

// Add writes the rows of one thread.
func (t *Tables) Add(a *Analysis) error {
	if !t.started {
		t.started = true
		t.comments.Write(commentColumns)
		t.threads.Write(threadColumns)
		t.authors.Write(authorColumns)
		t.edges.Write(edgeColumns)
		t.targets.Write(targetColumns)
	}
	t.addComments(a)
	t.threads.Write(t.threadRow(a))
	t.addPeople(a)
	for _, w := range t.all() {
		if err := w.Error(); err != nil {
			return err
		}
	}
	return nil
}

func (t *Tables) all() []*csv.Writer {
	return []*csv.Writer{t.comments, t.threads, t.authors, t.edges, t.targets}
}

// Flush writes what is buffered.
func (t *Tables) Flush() error {
	var all error
	for _, w := range t.all() {
		w.Flush()
		all = errors.Join(all, w.Error())
	}
	return all
}

// row begins a row with what names the thread.
func (t *Tables) row(a *Analysis, cells ...string) []string {
	source := a.Source
	if source == "" {
		source = t.source
	}
	return append([]string{t.text(source), t.text(a.ID)}, cells...)
}

func (t *Tables) addComments(a *Analysis) {
	depths := stats.Depths(nil, a.Thread)
	for n := range a.Thread.ByInput() {
		c := a.Thread.Comment(n)
		at, precision := timeJSON(c)
		pe, ae := a.Thread.ParentEvidence(n), a.Thread.AuthorEvidence(n)
		id := ""
		if c.Details != nil {
			id = c.Details.AuthorID
		}
		row := t.row(a, t.text(c.ID), t.id(a, a.Thread.Parent(n)), t.id(a, a.Thread.Displayed(n)),
			origin(pe), confidence(pe), c.Kind.String(), integer(int(depths[n])), positive(c.Level), positive(c.Ordinal), positive(c.Line),
			t.text(c.Author), t.text(id), origin(ae), confidence(ae), at, precision,
			c.Status.String(), strconv.FormatBool(a.Thread.Missing(n)))
		row = append(row, t.details(c.Details)...)
		row = append(row, t.scores(a, n)...)
		t.comments.Write(append(row, t.text(c.Text)))
		if a.Scores == nil {
			continue
		}
		for _, s := range a.Scores[n].Targets {
			if s == (sentiment.TargetStance{Target: s.Target}) {
				continue
			}
			t.targets.Write(t.row(a, t.text(c.ID), t.text(s.Target), s.Label(0).String(),
				probability(s.Favor), probability(s.Against), probability(s.Neither)))
		}
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
	row := make([]string, 0, 14)
	if a.Scores == nil {
		return row[:14]
	}
	s := &a.Scores[n]
	if h := &s.Hostility; s.Scored {
		row = append(row, probability(h.Score), probability(h.InContext), h.Label.String(), h.Target.String())
		for _, k := range h.Kinds {
			row = append(row, probability(k))
		}
	}
	row = row[:9]
	if p := s.Parent; p != (sentiment.ParentStance{}) {
		return append(row, p.Label(0).String(), probability(p.Agree), probability(p.Disagree), probability(p.Neutral), probability(p.Query))
	}
	return row[:14]
}

func (t *Tables) threadRow(a *Analysis) []string {
	k, s := a.Known, a.Shape
	row := t.row(a, integer(k.Posts), integer(k.Comments), integer(k.Lost), integer(k.Unseen), integer(conversations(a.Thread)), integer(s.Depth), integer(s.Width),
		value(s.Branching), value(s.Virality), integer(k.Inferred), integer(k.Authors), integer(k.Times),
		integer(a.Participation.Authors), value(a.Participation.Gini), value(a.Latency.Median))
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
	g := networkOf(a)
	for _, p := range g.people {
		t.authors.Write(t.row(a, t.text(p.name), t.text(p.key), integer(p.comments), finite(p.written), finite(p.received),
			finite(p.hostilityMean()), integer(p.scored)))
	}
	for pair := range g.replies.Pairs() {
		from, to := &g.people[pair.From], &g.people[pair.To]
		hostility, agree, disagree := g.edge(pair.From, pair.To)
		t.edges.Write(t.row(a, t.text(from.name), t.text(from.key), t.text(to.name), t.text(to.key),
			finite(pair.Weight), finite(hostility), finite(agree), finite(disagree)))
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

// probability returns "" for one that was not asked for.
func probability(p float32) string {
	if p != p {
		return ""
	}
	return strconv.FormatFloat(float64(p), 'f', 4, 32)
}

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
