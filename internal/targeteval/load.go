// Package targeteval reads texts labelled with their stance towards a target
// and measures how well stance is judged.
package targeteval

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
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
			return nil, fmt.Errorf("%s: %w", f, err)
		}
		all = append(all, r...)
	}
	return all, nil
}

func readFile(name string) ([]Record, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	br := bufio.NewReader(f)
	var in io.Reader = br
	if magic, _ := br.Peek(2); len(magic) == 2 && magic[0] == 0x1f && magic[1] == 0x8b {
		if in, err = gzip.NewReader(br); err != nil {
			return nil, err
		}
	}
	set, split := filepath.Base(filepath.Dir(name)), filepath.Base(name)
	for i := range len(split) {
		if split[i] == '.' {
			split = split[:i]
			break
		}
	}
	open := false
	for _, s := range Sets {
		open = open || s.Name == set && s.Open
	}
	dec := json.NewDecoder(in)
	var out []Record
	for n := 1; ; n++ {
		var raw struct {
			ID     string  `json:"id"`
			Text   string  `json:"text"`
			Parent *string `json:"parent_text"`
			Target string  `json:"target"`
			Label  string  `json:"label"`
			Kind   string  `json:"kind"`
		}
		if err := dec.Decode(&raw); err != nil {
			if errors.Is(err, io.EOF) {
				return out, nil
			}
			return nil, fmt.Errorf("record %d: %w", n, err)
		}
		if raw.Kind != "target" && raw.Kind != "" || raw.Target == "" {
			continue
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
			return nil, fmt.Errorf("record %d: unknown label %q", n, raw.Label)
		}
		out = append(out, r)
	}
}
