package main

import (
	"bufio"
	"errors"
	"io/fs"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/internal/targeteval"
	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/towards"
)

// row is a record ready for training.
type row struct {
	targeteval.Record
	frame               *towards.Frame
	polarity, relevance []towards.Feature
	fold                int
	// text is the fold of a text that has several targets, -1 for others: one
	// text may be for one and against the other.
	text int
}

// load reads all sets and lays targets into folds, so that a target that two
// sets share is held out of both at once.
func load(o *options, valence map[uint32]int8) ([]row, error) {
	x := towards.NewExtractor(valence, o.off)
	x.Vec = o.vec
	frames := map[string]*towards.Frame{}
	fold := map[string]int{"Joe Biden": 0, "Donald Trump": 1, "Bernie Sanders": 2, "Bitcoin": 1, "SpaceX": 2}
	spoken := map[string]bool{} // targets of the sets that have few
	var rows []row
	for _, s := range targeteval.Sets {
		if o.open && !s.Open {
			continue
		}
		for _, split := range []string{"train", "dev"} {
			rs, err := targeteval.Read(filepath.Join(o.shared, "data", "stance", s.Name, split+".jsonl.gz"))
			if errors.Is(err, fs.ErrNotExist) && s.Name == "vast" {
				continue
			}
			if err != nil {
				return nil, err
			}
			for _, r := range rs {
				f := frames[r.Target]
				if f == nil {
					f = towards.NewFrame(r.Target)
					frames[r.Target] = f
					spoken[r.Target] = s.Name != "vast" && s.Name != "ibm_argq30k" && s.Name != "perspectrum"
					if _, ok := fold[r.Target]; !ok {
						fold[r.Target] = len(fold)
					}
				}
				in := &towards.Input{Frame: f, Tokens: towards.Tokenise(nil, r.Text)}
				if r.Parent != "" {
					in.Parent = towards.Tokenise(nil, r.Parent)
				}
				p, q := x.Extract(in)
				rows = append(rows, row{r, f, slices.Clone(p), slices.Clone(q), fold[r.Target] % folds, -1})
			}
		}
	}
	coded, err := topics(o.shared, o.open)
	if err != nil {
		return nil, err
	}
	known := slices.Sorted(maps.Keys(fold))
	known = slices.DeleteFunc(known, func(k string) bool { return !spoken[k] || frames[k].Type == towards.Claim })
	for _, r := range coded {
		f := frames[r.Target]
		if f == nil {
			f = towards.NewFrame(r.Target)
			frames[r.Target] = f
			fold[r.Target] = len(fold)
			if k, ok := about(known, f); ok {
				fold[r.Target] = fold[k]
			}
		}
		in := &towards.Input{Frame: f, Tokens: towards.Tokenise(nil, r.Text)}
		if r.Parent != "" {
			in.Parent = towards.Tokenise(nil, r.Parent)
		}
		p, q := x.Extract(in)
		rows = append(rows, row{r, f, slices.Clone(p), slices.Clone(q), fold[r.Target] % folds, int(towards.WordHash(r.ID)>>4) % folds})
	}
	for i, r := range pairs() {
		f := frames[r.Target]
		if f == nil {
			f = towards.NewFrame(r.Target)
			frames[r.Target] = f
		}
		p, q := x.Extract(&towards.Input{Frame: f, Tokens: towards.Tokenise(nil, r.Text)})
		rows = append(rows, row{r, f, slices.Clone(p), slices.Clone(q), i / pairVariants % folds, -1})
	}
	return rows, nil
}

// about returns the first of the known targets whose words f has: who is for
// "Trump's wall" is in the fold of Donald Trump.
func about(known []string, f *towards.Frame) (string, bool) {
	for _, k := range known {
		for _, w := range towards.NewFrame(k).Topic {
			if slices.Contains(f.Topic, w) {
				return k, true
			}
		}
	}
	return "", false
}

// readValence reads the VADER lexicon, MIT licence, as polarity in tenths.
func readValence(shared string) (map[uint32]int8, error) {
	f, err := os.Open(filepath.Join(shared, "data", "stance", "_lexicon", "vader_lexicon.txt"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	v := map[uint32]int8{}
	s := bufio.NewScanner(f)
	for s.Scan() {
		p := strings.Split(s.Text(), "\t")
		if len(p) < 2 {
			continue
		}
		if x, err := strconv.ParseFloat(p[1], 64); err == nil {
			v[towards.WordHash(p[0])] = int8(math.Round(x * 10))
		}
	}
	return v, s.Err()
}
