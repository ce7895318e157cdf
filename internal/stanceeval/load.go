// Package stanceeval reads labelled replies and measures how well stance
// towards the parent is judged.
package stanceeval

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/internal/jsonlines"
)

// The classes, in the order of every probability vector of this package.
const (
	Agree = iota
	Disagree
	Neutral
	Query
	NumClasses
)

// ClassNames are the names of the classes.
var ClassNames = [NumClasses]string{"agree", "disagree", "neutral", "query"}

// Record is one labelled reply.
type Record struct {
	ID, Set string
	// Thread keeps together what must not be split between train and test.
	Thread string
	Topic  string
	// Text is the reply, Parent what it answers.
	Text, Parent string
	HasParent    bool
	// Top marks an opening post, which some sets label too.
	Top   bool
	Depth int
	Label int
	// Bot marks a reply written by a program.
	Bot bool
	// Rating is a mean rating from -5 (disagree) to 5 (agree).
	Rating    float64
	HasRating bool
	// Coded marks a record of rejoinder's own scheme.
	Coded bool
	// Sure is the coder's own confidence; true where none is recorded.
	Sure bool
	// Open is set where the licence is an open one.
	Open bool
}

type rawRecord struct {
	ID         string  `json:"id"`
	Text       string  `json:"text"`
	ParentText *string `json:"parent_text"`
	Kind       string  `json:"kind"`
	Source     string  `json:"source"`
	SourceID   string  `json:"source_id"`
	Tier       string  `json:"tier"`
	Stance     string  `json:"stance"`
	Sure       *bool   `json:"sure"`
	Aux        struct {
		Canon      string   `json:"canon"`
		Thread     string   `json:"thread"`
		Discussion string   `json:"discussion"`
		Topic      string   `json:"topic"`
		Depth      int      `json:"depth"`
		Turn       int      `json:"turn"`
		IsSource   bool     `json:"is_source"`
		Bot        any      `json:"bot"`
		Agreement  *float64 `json:"agreement"`
	} `json:"aux"`
}

// Read reads the records of NDJSON files, gzipped or not, in order. The set of
// a record is "coded" where it has a coder's stance, else the folder's name.
func Read(files ...string) ([]Record, error) {
	var all []Record
	for _, f := range files {
		r, err := readFile(f)
		if err != nil {
			return nil, err
		}
		all = append(all, r...)
	}
	return all, nil
}

func readFile(name string) ([]Record, error) {
	set := filepath.Base(filepath.Dir(name))
	var out []Record
	err := jsonlines.Read(name, func(raw *rawRecord) error {
		if r, ok := raw.record(set); ok {
			out = append(out, r)
		}
		return nil
	})
	return out, err
}

// openSets are the sets under an open licence.
var openSets = [...]string{"rumoureval2019", "toxichat"}

func (raw *rawRecord) record(set string) (Record, bool) {
	a := &raw.Aux
	r := Record{ID: raw.ID, Set: set, Text: raw.Text, Topic: a.Topic, Depth: a.Depth, Top: a.IsSource, Sure: true}
	if raw.ParentText != nil {
		r.Parent, r.HasParent = *raw.ParentText, true
	}
	label := a.Canon
	if raw.Stance != "" {
		label, r.Set, r.Coded, r.Topic = raw.Stance, "coded", true, raw.Source
		r.Thread, r.Open = raw.SourceID, raw.Tier == "A"
		r.Sure = raw.Sure == nil || *raw.Sure
	} else {
		if raw.Kind != "reply" {
			return r, false
		}
		for _, o := range openSets {
			r.Open = r.Open || o == set
		}
		r.Thread = a.Thread
		if a.Discussion != "" {
			r.Thread = a.Discussion
		}
		if r.Thread == "" {
			r.Thread = fmt.Sprint(len(r.Parent), first(r.Parent, 60))
		}
	}
	if a.Agreement != nil {
		r.Rating, r.HasRating = *a.Agreement, true
	}
	switch b := a.Bot.(type) {
	case bool:
		r.Bot = b
	case string:
		r.Bot = b != ""
	}
	if r.Depth == 0 && a.Turn > 1 {
		r.Depth = a.Turn - 1
	}
	for i, n := range ClassNames {
		if n == label {
			r.Label = i
			return r, true
		}
	}
	return r, false
}

func first(s string, n int) string {
	s = strings.TrimSpace(s)
	return s[:min(n, len(s))]
}
