// Package targeteval reads texts labelled with their stance towards a target
// and measures how well stance is judged.
package targeteval

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/internal/jsonlines"
)

// The classes, in the order of every probability vector of this package.
const (
	Favor = iota
	Against
	Neither
	NumClasses
)

// ClassNames are the names of the classes in the files.
var ClassNames = [NumClasses]string{"favor", "against", "none"}

// Record is one labelled text.
type Record struct {
	ID, Set, Split       string
	Target, Text, Parent string
	Label                int
	// Open is set where the licence is an open one.
	Open bool
}

// Sets are the corpora with stance towards a target, and whether their licence
// is an open one.
var Sets = []struct {
	Name string
	Open bool
}{
	{"pstance", true}, {"covid19_stance", false}, {"mt_csd", false}, {"spinos", false},
	{"vast", false}, {"ibm_argq30k", true}, {"perspectrum", true},
}

// Read reads the records of NDJSON files, gzipped or not, in order. The set of
// a record is the folder's name, its split the file's up to the first stop.
// Records of another kind are passed over.
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
	split, _, _ := strings.Cut(filepath.Base(name), ".")
	open := false
	for _, s := range Sets {
		open = open || s.Name == set && s.Open
	}
	var out []Record
	n := 0
	err := jsonlines.Read(name, func(raw *struct {
		ID     string  `json:"id"`
		Text   string  `json:"text"`
		Parent *string `json:"parent_text"`
		Target string  `json:"target"`
		Label  string  `json:"label"`
		Kind   string  `json:"kind"`
	}) error {
		n++
		if raw.Kind != "target" && raw.Kind != "" || raw.Target == "" {
			return nil
		}
		r := Record{ID: raw.ID, Set: set, Split: split, Target: raw.Target, Text: raw.Text, Label: -1, Open: open}
		if raw.Parent != nil {
			r.Parent = *raw.Parent
		}
		for l, n := range ClassNames {
			if n == raw.Label {
				r.Label = l
			}
		}
		if r.Label < 0 {
			return fmt.Errorf("%s: record %d: unknown label %q", name, n, raw.Label)
		}
		out = append(out, r)
		return nil
	})
	return out, err
}
