package rejoinder

import (
	"encoding/json"
	"io"

	"github.com/seed-100d3eb7/rejoinder/sentiment"
)

// Report is the result of an analysis: every thread with its figures.
type Report struct {
	// Source is where the comments came from.
	Source  Source
	Model   sentiment.Card
	Threads []*Analysis
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
	if o := opt.orDefault(); o.Tagger != nil {
		r.Model = o.Tagger.Card()
	}
	return r
}

// Add appends a thread.
func (r *Report) Add(a *Analysis) { r.Threads = append(r.Threads, a) }

// WriteJSON writes the report as one JSON object: see the README for the
// contract. Numbers are finite; what is unknown is absent.
func (r *Report) WriteJSON(w io.Writer) error {
	j := NewJSONWriter(w, r.Source, r.Model)
	for _, a := range r.Threads {
		if err := j.Add(a); err != nil {
			return err
		}
	}
	return j.Close(r.Skipped)
}

// JSONWriter writes a report thread by thread, so that it need never be held.
type JSONWriter struct {
	w       io.Writer
	err     error
	threads int
}

// NewJSONWriter begins a report on w. Errors are kept for Add and Close.
func NewJSONWriter(w io.Writer, source Source, model sentiment.Card) *JSONWriter {
	j := &JSONWriter{w: w}
	head, err := json.Marshal(struct {
		Tool    string          `json:"tool"`
		Version string          `json:"version"`
		Model   *sentiment.Card `json:"model,omitempty"`
		Source  Source          `json:"source"`
	}{"rejoinder", Version, cardOrNil(model), source})
	j.err = err
	if err == nil {
		j.write(append(head[:len(head)-1], `,"threads":[`...))
	}
	return j
}

func cardOrNil(c sentiment.Card) *sentiment.Card {
	if c.Name == "" {
		return nil
	}
	return &c
}

func (j *JSONWriter) write(b []byte) {
	if j.err == nil {
		_, j.err = j.w.Write(b)
	}
}

// Add writes one thread.
func (j *JSONWriter) Add(a *Analysis) error {
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

// Close ends the report. It does not close the underlying writer.
func (j *JSONWriter) Close(skipped int) error {
	end, err := json.Marshal(skipped)
	if err != nil && j.err == nil {
		j.err = err
	}
	j.write([]byte(`],"skipped":`))
	j.write(end)
	j.write([]byte("}\n"))
	return j.err
}
