package main

import (
	"fmt"
	"hash/fnv"
	"path/filepath"
	"slices"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/internal/jsonlines"
	"github.com/seed-100d3eb7/rejoinder/internal/stanceeval"
	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/coded"
	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/stance"
	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/stancepairs"
)

// replySets are the sets of replies, with the classes that each labels and
// whether it labels the stance towards the opening post.
var replySets = [...]struct {
	name        string
	query, root bool
}{{"rumoureval2019", true, true}, {"toxichat", false, false}, {"subreddit_agreement", false, false}, {"iac_v1", false, false}}

// example is a record with its features.
type example struct {
	stanceeval.Record
	fold   int
	source int  // index of its prior
	ours   bool // coded by ourselves: trained on, never measured by
	root   bool // its label is towards the opening post
	likely bool // of ours: not drawn at random
	hasQ   bool
	target [stanceeval.NumClasses]float32
	weight float32
	index  []uint32
	value  []float32
	group  []stance.Group
	rows   stance.Rows
}

// corpus is the training and the development part of all sets.
type corpus struct {
	train, dev []*example
	sources    []string
}

const numFolds = 5

func load(shared string, open bool) (*corpus, error) {
	c := &corpus{}
	places, err := placesOf(shared)
	if err != nil {
		return nil, err
	}
	if c.train, err = read(shared, "train", places); err != nil {
		return nil, err
	}
	if c.dev, err = read(shared, "dev", places); err != nil {
		return nil, err
	}
	ours, err := coded.Read(shared, open)
	if err != nil {
		return nil, err
	}
	// An opening post answers nothing. A coded pair of the development part is a row of some set's training
	// part under another label: it must not be trained on.
	held := map[string]bool{}
	for _, e := range c.dev {
		if e.Coded {
			held[e.Thread] = true
		}
	}
	w := 0
	for _, e := range c.train {
		if !held[e.ID] && !e.Top && (e.Open || !open) {
			c.train[w] = e
			w++
		}
	}
	c.train = c.train[:w]
	for _, p := range ours {
		if held[p.SourceID] {
			continue
		}
		r := stanceeval.Record{ID: "ours " + p.SourceID, Set: "coded", Thread: p.SourceID, Topic: p.Source, Text: p.Text, Parent: p.Parent, HasParent: true,
			Label: slices.Index(stanceeval.ClassNames[:], p.Stance), Coded: true, Sure: p.Sure, Open: p.Open}
		e := &example{Record: r, hasQ: true, ours: true, likely: !p.Random}
		places.put(e)
		c.train = append(c.train, e)
	}
	c.train = append(c.train, pairExamples(false)...)
	ids := map[string]int{}
	var j stance.Extractor
	for _, e := range slices.Concat(c.train, c.dev) {
		src := e.Set
		switch {
		case e.ours:
			src = fmt.Sprint("ours ", e.likely, e.Topic)
		case e.Coded:
			src = "coded " + e.Topic
		case e.Bot:
			src += " bot"
		}
		id, ok := ids[src]
		if !ok {
			id = len(c.sources)
			ids[src] = id
			c.sources = append(c.sources, src)
		}
		e.source = id
		e.prepare(&j)
	}
	return c, nil
}

// read returns one part of all sets.
func read(shared, part string, places places) ([]*example, error) {
	var all []*example
	for _, s := range replySets {
		recs, err := stanceeval.Read(filepath.Join(shared, "data", "stance", s.name, part+".jsonl.gz"))
		if err != nil {
			return nil, err
		}
		for _, r := range recs {
			e := &example{Record: r, hasQ: s.query, root: s.root}
			key := r.Set + r.Thread
			if r.Set == "rumoureval2019" && r.Topic != "" {
				key = r.Set + r.Topic
			}
			places[r.ID] = whereabouts{key, r.Depth}
			e.fold = fold(key)
			all = append(all, e)
		}
	}
	recs, err := stanceeval.Read(filepath.Join(shared, "data", "coded", part+".jsonl.gz"))
	if err != nil {
		return nil, err
	}
	for _, r := range recs {
		e := &example{Record: r, hasQ: true}
		places.put(e)
		all = append(all, e)
	}
	return all, nil
}

// places holds by ID where in a corpus a reply stands.
type places map[string]whereabouts

type whereabouts struct {
	thread string // what must not be split between folds
	depth  int
}

// placesOf returns the places that only a set of hostility tells.
func placesOf(shared string) (places, error) {
	p := places{}
	err := jsonlines.Read(filepath.Join(shared, "data", "hostility", "guest_misogyny", "train.jsonl.gz"), func(r *struct {
		ID  string
		Aux struct{ Thread string }
	}) error {
		p[r.ID] = whereabouts{thread: r.Aux.Thread}
		return nil
	})
	return p, err
}

// put sets the fold and the depth of a coded pair.
func (p places) put(e *example) {
	at, ok := p[e.Thread]
	if !ok {
		at.thread = threadKey(e.Thread)
	}
	if e.Topic == "wiki_context" {
		at.thread = e.Parent // revisions do not tell the page
	}
	e.fold, e.Depth = fold(at.thread), at.depth
}

func fold(key string) int {
	h := fnv.New32a()
	fmt.Fprint(h, key)
	return int(h.Sum32()>>3) % numFolds
}

// context is what the record says of the thread.
func (e *example) context() stance.Context {
	return stance.Context{Top: e.Top, Depth: e.Depth, Root: e.root}
}

func (e *example) prepare(j *stance.Extractor) {
	v := j.Extract(e.Parent, e.Text, e.HasParent && strings.TrimSpace(e.Parent) != "", e.context())
	e.index = append([]uint32(nil), v.Index...)
	e.value = append([]float32(nil), v.Value...)
	e.group = append([]stance.Group(nil), v.Group...)
	r := j.Rows()
	e.rows = stance.Rows{Reply: append([]uint32(nil), r.Reply...), Parent: append([]uint32(nil), r.Parent...), Head: r.Head}
	e.target = [stanceeval.NumClasses]float32{}
	e.target[e.Label] = 1
	e.weight = 1
	if e.Set == "subreddit_agreement" {
		e.weight = 3 // few, and of high agreement
	}
	if e.HasRating {
		// Ratings are finer than the classes cut from them.
		e.weight = 1.5
		a, d := sigmoid(1.5*(e.Rating-1)), sigmoid(1.5*(-e.Rating-1))
		e.target = [stanceeval.NumClasses]float32{float32(a), float32(d), float32(1 - a - d), 0}
	}
	if e.Coded {
		e.weight = 2
		if !e.Sure {
			e.weight = 1.33
		}
	}
	if e.Bot {
		e.weight = 0.7
	}
	if e.Set == pairSet {
		e.weight = pairWeight
	}
}

// threadKey is the thread that an ID such as "mt-Bitcoin-24-1-4" belongs to.
func threadKey(id string) string {
	if f := strings.Split(id, "-"); len(f) > 3 {
		return strings.Join(f[:3], "-")
	}
	return id
}

// pairSet is the set of our own minimal pairs.
const pairSet = "minimal pairs"

// pairWeight is what a minimal pair counts: more of it teaches the pairs
// better and the labelled sets no worse, up to here.
const pairWeight = 1

// pairExamples returns the minimal pairs that are trained on, or those that are
// not. They are in no fold: every model sees the former.
func pairExamples(unseen bool) []*example {
	var out []*example
	for i, p := range stancepairs.Generate() {
		if p.Unseen != unseen {
			continue
		}
		r := stanceeval.Record{ID: fmt.Sprint("mp-", i), Set: pairSet, Topic: p.Class, Text: p.Text, Parent: p.Parent, HasParent: true, Depth: 1, Label: p.Label, Sure: true, Open: true}
		out = append(out, &example{Record: r, fold: -1, hasQ: true})
		if p.Class == "rumour" { // the claim is the opening post
			out = append(out, &example{Record: r, fold: -1, hasQ: true, root: true})
		}
	}
	return out
}

// leaveOut removes a group of features from every example.
func (c *corpus) leaveOut(g stance.Group) {
	for _, es := range [...][]*example{c.train, c.dev} {
		for _, e := range es {
			w := 0
			for k := range e.index {
				if e.group[k] != g || e.index[k] == 0 {
					e.index[w], e.value[w], e.group[w] = e.index[k], e.value[k], e.group[k]
					w++
				}
			}
			e.index, e.value, e.group = e.index[:w], e.value[:w], e.group[:w]
			if g == stance.GroupVectors {
				e.rows = stance.Rows{}
			}
		}
	}
}
