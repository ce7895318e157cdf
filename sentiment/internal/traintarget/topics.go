package main

import (
	_ "embed"
	"fmt"
	"hash/fnv"
	"path/filepath"
	"slices"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/internal/jsonlines"
	"github.com/seed-100d3eb7/rejoinder/internal/targeteval"
	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/towards"
)

// topicsText names topics of comments in the shared sets and how their authors
// stand to them. The texts are not here: they are joined by source and id.
//
//go:embed topics.tsv
var topicsText string

// topicSources are the sets that the comments are from: their folders and
// whether their licence is an open one.
var topicSources = map[string]struct {
	folder string
	open   bool
}{
	"civil":             {"hostility", true},
	"reddit_incivility": {"hostility", true},
	"guest_misogyny":    {"hostility", true},
	"toxichat":          {"stance", true},
	"iac_v1":            {"stance", false},
}

// maxTopic is how many codes of one topic count: what all speak of must not
// decide what is said of others.
const maxTopic = 60

// topics returns the coded topics as records, and for every other comment one
// topic more, another comment's, on which it takes no stance.
func topics(shared string, open bool) ([]targeteval.Record, error) {
	var out []targeteval.Record
	count := map[string]int{}
	texts := map[string]map[string][2]string{}
	for line := range strings.Lines(topicsText) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if strings.HasPrefix(line, "#") {
			continue
		}
		if len(f) != 4 {
			return nil, fmt.Errorf("topics.tsv: not source, ID, topic and code: %q", line)
		}
		src, ok := topicSources[f[0]]
		if !ok {
			return nil, fmt.Errorf("topics.tsv: unknown source %q", f[0])
		}
		if open && !src.open {
			continue
		}
		if texts[f[0]] == nil {
			t, err := textsByID(filepath.Join(shared, "data", src.folder, f[0], "train.jsonl.gz"))
			if err != nil {
				return nil, err
			}
			texts[f[0]] = t
		}
		t, ok := texts[f[0]][f[1]]
		if !ok {
			return nil, fmt.Errorf("topics.tsv: no comment %s in the training part of %s", f[1], f[0])
		}
		label := strings.Index("fan", f[3])
		if label < 0 || len(f[3]) != 1 {
			return nil, fmt.Errorf("topics.tsv: unknown code %q", f[3])
		}
		if count[f[2]]++; count[f[2]] > maxTopic {
			continue
		}
		out = append(out, targeteval.Record{ID: f[0] + "/" + f[1], Set: "topics", Split: "train", Target: f[2], Text: t[0], Parent: t[1], Label: label, Open: src.open})
	}
	return append(out, strangers(out)...), nil
}

// strangers pairs comments with topics of others whose words they do not have.
func strangers(coded []targeteval.Record) []targeteval.Record {
	var out []targeteval.Record
	for i := range coded {
		r := coded[i]
		if i > 0 && coded[i-1].ID == r.ID {
			continue
		}
		h := fnv.New32a()
		h.Write([]byte(r.ID))
		n := h.Sum32()
		if n%2 == 0 {
			continue
		}
		o := coded[int(n>>1)%len(coded)]
		words := map[string]bool{}
		for _, t := range towards.Tokenise(nil, r.Text) {
			words[towards.Stem(t.Low)] = true
		}
		if o.ID == r.ID || slices.ContainsFunc(towards.NewFrame(o.Target).Topic, func(s string) bool { return words[s] }) {
			continue
		}
		r.Target, r.Label = o.Target, targeteval.Neither
		out = append(out, r)
	}
	return out
}

// textsByID reads the texts of a set and those they answer.
func textsByID(name string) (map[string][2]string, error) {
	out := map[string][2]string{}
	err := jsonlines.Read(name, func(r *struct {
		ID     string `json:"id"`
		Text   string `json:"text"`
		Parent string `json:"parent_text"`
	}) error {
		out[r.ID] = [2]string{r.Text, r.Parent}
		return nil
	})
	return out, err
}
