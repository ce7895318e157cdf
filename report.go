package rejoinder

import (
	"encoding/json"
	"io"

	"github.com/seed-100d3eb7/rejoinder/sentiment"
	"github.com/seed-100d3eb7/rejoinder/stats"
)

// Report is the result of an analysis: every thread with its figures.
type Report struct {
	// Source is where the comments came from.
	Source Source
	// Model is the tagger; Models are all models that had a part, each with
	// its own version and digest.
	Model   sentiment.Card
	Models  []sentiment.Card
	Threads []*Analysis
	// Err is what ended the input early, nil where it was read to its end.
	Err error
	// Skipped counts the records that could not be read.
	Skipped int
}

// Source names an input.
type Source struct {
	Name   string `json:"name"`
	Format string `json:"format,omitempty"`
}

// NewReport returns a report without threads that names the options' tagger.
func NewReport(opt *Options) *Report {
	r := &Report{}
	o := opt.orDefault()
	if o.Untagged {
		return r
	}
	r.Model = o.Tagger.Card()
	r.Models = append(r.Models, r.Model)
	if m, ok := o.Tagger.(*sentiment.Model); ok {
		r.Models = append(r.Models, m.ParentCard())
	}
	r.Models = append(r.Models, o.TargetModel.Card())
	return r
}

// Add appends a thread: one of [Analyses] or [AnalyzeThread], or one made by
// hand, whose Thread must not be nil.
func (r *Report) Add(a *Analysis) { r.Threads = append(r.Threads, a) }

// Contagion reports, over all threads together, whether hostile comments draw
// hostile replies.
func (r *Report) Contagion(opt *stats.ContagionOptions) stats.ContagionReport {
	var c stats.Contagion
	var col []float64
	for _, a := range r.Threads {
		if a.Scores != nil {
			col = sentiment.HostilityColumn(col[:0], a.Scores)
			c.Add(a.Thread, col)
		}
	}
	return c.Report(opt)
}

// WriteJSON writes the report as one JSON object: see the README for the
// contract. Numbers are finite; what is unknown is absent.
func (r *Report) WriteJSON(w io.Writer) error {
	j := NewJSONWriter(w, r.Source, r.Models...)
	for _, a := range r.Threads {
		if err := j.Add(a); err != nil {
			return err
		}
	}
	j.Fail(r.Err)
	return j.Close(r.Skipped)
}

// JSONWriter writes a report thread by thread, so that it need never be held:
// memory grows as that of [Sums], or not at all with NoTotal.
type JSONWriter struct {
	// Summary leaves the threads out and writes their total alone.
	Summary bool
	// NoTotal leaves the total out: memory then stays the same however many
	// threads there are.
	NoTotal bool

	w       io.Writer
	err     error
	threads int
	sums    Sums
	failure string
}

// NewJSONWriter begins a report on w that names the models, the tagger first.
// Errors are kept for Add and Close.
func NewJSONWriter(w io.Writer, source Source, models ...sentiment.Card) *JSONWriter {
	j := &JSONWriter{w: w}
	var tagger *sentiment.Card
	if len(models) > 0 {
		tagger = &models[0]
	}
	head, err := json.Marshal(struct {
		Tool    string           `json:"tool"`
		Version string           `json:"version"`
		Model   *sentiment.Card  `json:"model,omitempty"`
		Models  []sentiment.Card `json:"models,omitempty"`
		Source  Source           `json:"source"`
	}{"rejoinder", Version, tagger, models, source})
	j.err = err
	if err == nil {
		j.write(append(head[:len(head)-1], `,"threads":[`...))
	}
	return j
}

func (j *JSONWriter) write(b []byte) {
	if j.err == nil {
		_, j.err = j.w.Write(b)
	}
}

// Add writes one thread.
func (j *JSONWriter) Add(a *Analysis) error {
	if !j.NoTotal {
		j.sums.Add(a)
	}
	if j.Summary {
		return j.err
	}
	b, err := json.Marshal(a)
	if err != nil && j.err == nil {
		j.err = err
	}
	if j.threads > 0 {
		j.write([]byte(","))
	}
	j.threads++
	j.write(b)
	return j.err
}

// Fail has the report say that err ended the input early. Nil says nothing.
func (j *JSONWriter) Fail(err error) {
	if err != nil {
		j.failure = err.Error()
	}
}

// Close ends the report with the total of all threads, if there are any, and the
// number of records that could not be read. It does not close the underlying
// writer.
func (j *JSONWriter) Close(skipped int) error {
	end := struct {
		Total   *Total `json:"total,omitempty"`
		Skipped int    `json:"skipped"`
		Error   string `json:"error,omitempty"`
	}{Skipped: skipped, Error: j.failure}
	if j.sums.corpus.Threads > 0 {
		end.Total = j.sums.Total()
	}
	b, err := json.Marshal(end)
	if err != nil && j.err == nil {
		j.err = err
	}
	if err == nil {
		j.write([]byte("],"))
		j.write(append(b[1:], '\n'))
	}
	return j.err
}
