// Package coded holds codes of our own for reply pairs of public corpora, and
// joins them with the texts, which are not part of the repository.
//
// A language model acting as coder read every pair under the guide of the coded
// pairs in ../shared/data/coded: stance of the reply towards its parent,
// hostility of 0 to 3, and whom the hostility is aimed at. The pairs stand in
// the training parts of their corpora; no text of a development part is among
// them, and none of the pairs that ../shared/data/coded has codes for.
// coded.tsv holds source, ID and code, one pair a line.
package coded

import (
	_ "embed"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/internal/jsonlines"
)

//go:embed coded.tsv
var table string

// Pair is one coded reply.
type Pair struct {
	Source   string // the corpus
	SourceID string // the reply's ID there
	Open     bool   // the corpus has an open licence (tier A)

	Text, Parent string

	Stance    string // agree, disagree, neutral or query
	Hostility int    // 0 none, 1 mild, 2 hostile, 3 severe
	Target    string // parent-author, participant, public-figure, group or none
	Sure      bool   // the coder's confidence

	// Random tells pairs drawn at random from those drawn because a scorer or a
	// word made them likely to be hostile ("likely", "third" in the table), and
	// from those that these left over ("rest"): shares hold among the former alone.
	Random bool
}

// corpora are the sources, by the folder of their training part.
var corpora = [...]struct {
	name, path string
	open       bool
}{
	{"guest_misogyny", "hostility/guest_misogyny/train.jsonl.gz", true},
	{"iac_v1", "stance/iac_v1/train.jsonl.gz", false},
	{"mt_csd", "stance/mt_csd/train.jsonl.gz", false},
	{"rumoureval2019", "stance/rumoureval2019/train.jsonl.gz", true},
	{"spinos", "stance/spinos/train.jsonl.gz", false},
	{"subreddit_agreement", "stance/subreddit_agreement/train.jsonl.gz", false},
	{"toxichat", "stance/toxichat/train.jsonl.gz", true},
	{"usenet", "trees/dev/trees-usenet-comp-lang-cobol.ndjson.gz", false},
	{"wiki_context", "hostility/wiki_context/train.jsonl.gz", true},
}

// Read returns the coded pairs, in the order of the table, with their texts
// from the corpora below shared; of open licence alone if open is set. It is an
// error where a text is missing.
func Read(shared string, open bool) ([]Pair, error) {
	pairs, err := parse(table)
	if err != nil {
		return nil, err
	}
	wanted := make(map[[2]string]*Pair, len(pairs))
	for i := range pairs {
		wanted[[2]string{pairs[i].Source, pairs[i].SourceID}] = &pairs[i]
	}
	for _, c := range corpora {
		if open && !c.open {
			continue
		}
		path := filepath.Join(shared, "data", filepath.FromSlash(c.path))
		set := func(id, text, parent string) {
			if p := wanted[[2]string{c.name, id}]; p != nil && p.Text == "" {
				p.Text, p.Parent = text, parent
			}
		}
		read := texts
		if c.name == "usenet" {
			read = threadTexts
		}
		if err := read(path, set); err != nil {
			return nil, err
		}
	}
	kept := pairs[:0]
	for _, p := range pairs {
		if open && !p.Open {
			continue
		}
		if p.Text == "" {
			return nil, fmt.Errorf("coded: no text for %s %s", p.Source, p.SourceID)
		}
		kept = append(kept, p)
	}
	return kept, nil
}

// parse reads lines of source, ID, code and how the pair was drawn. A code is
// the first letter of the stance, the hostility, the target's sign and "?"
// where the coder was not sure.
func parse(table string) ([]Pair, error) {
	stances := map[byte]string{'a': "agree", 'd': "disagree", 'n': "neutral", 'q': "query"}
	targets := map[byte]string{'-': "none", 'p': "parent-author", 'o': "participant", 'f': "public-figure", 'g': "group"}
	open := map[string]bool{}
	for _, c := range corpora {
		open[c.name] = c.open
	}
	var pairs []Pair
	for n, line := range strings.Split(strings.TrimSuffix(table, "\n"), "\n") {
		f := strings.Split(line, "\t")
		if len(f) != 4 || len(f[2]) < 3 {
			return nil, fmt.Errorf("coded.tsv:%d: not source, ID, code and draw: %q", n+1, line)
		}
		code := f[2]
		p := Pair{Source: f[0], SourceID: f[1], Open: open[f[0]], Stance: stances[code[0]], Hostility: int(code[1]) - '0', Target: targets[code[2]], Sure: code[3:] == "", Random: f[3] == "random"}
		if p.Stance == "" || p.Target == "" || p.Hostility < 0 || p.Hostility > 3 || (p.Hostility == 0) != (p.Target == "none") || !p.Sure && code[3:] != "?" {
			return nil, fmt.Errorf("coded.tsv:%d: bad code %q", n+1, code)
		}
		pairs = append(pairs, p)
	}
	return pairs, nil
}

// texts calls set for every reply of a file with its text and its parent's.
func texts(path string, set func(id, text, parent string)) error {
	return jsonlines.Read(path, func(r *struct {
		ID     string `json:"id"`
		Text   string `json:"text"`
		Parent string `json:"parent_text"`
	}) error {
		set(r.ID, r.Text, r.Parent)
		return nil
	})
}

// threadTexts does so for the comments of threads; quotations are no part of a
// comment's own text.
func threadTexts(path string, set func(id, text, parent string)) error {
	return jsonlines.Read(path, func(t *struct {
		ID       string `json:"id"`
		Comments []struct {
			ID     string      `json:"id"`
			Parent string      `json:"parent"`
			Blocks [][2]string `json:"blocks"`
		} `json:"comments"`
	}) error {
		own := make(map[string]string, len(t.Comments))
		for _, c := range t.Comments {
			var parts []string
			for _, b := range c.Blocks {
				if b[0] != "q" {
					parts = append(parts, b[1])
				}
			}
			own[c.ID] = strings.Join(parts, " ")
		}
		for _, c := range t.Comments {
			set("un-"+t.ID+"-"+c.ID, own[c.ID], own[c.Parent])
		}
		return nil
	})
}
