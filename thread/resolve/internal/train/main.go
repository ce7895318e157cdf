// Command train fits the model of package resolve on discussions whose true
// reply trees are known, and measures it by cross-validation over threads.
//
//	go run ./thread/resolve/internal/train -data ../shared/data/trees/dev
//
// With -o it writes the model that learnt from all threads, with -folds also
// those that the cross-validation made; -from takes their trees from there and
// grows none. Runs repeat byte for byte.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/seed-100d3eb7/rejoinder/internal/treesim"
	"github.com/seed-100d3eb7/rejoinder/thread/resolve/internal/link"
)

type config struct {
	data, sources     string
	order             int // -1 both
	file, folds, from string
	seed              uint64
	draws             int
}

func main() {
	var c config
	flag.StringVar(&c.data, "data", "../shared/data/trees/dev", "directory of trees-*.ndjson.gz")
	flag.StringVar(&c.sources, "sources", "", "parts of the names of the files to use, with commas; all if empty")
	flag.Uint64Var(&c.seed, "seed", 0, "draws other lessons and features, for the spread between equal trainings")
	flag.IntVar(&c.order, "order", -1, "0 depth first alone, 1 chronological alone")
	flag.StringVar(&c.file, "o", "", "write the model here")
	flag.StringVar(&c.folds, "folds", "", "write the models of the folds and of all threads into this directory")
	flag.StringVar(&c.from, "from", "", "take the trees from the models in this directory")
	flag.IntVar(&c.draws, "draws", 1, "measure on so many draws of the quotations that stay")
	flag.Parse()
	if err := run(c); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run(c config) error {
	all, err := load(c.data, c.sources)
	if err != nil {
		return err
	}
	models, final := fresh(), &link.Model{}
	if c.from != "" {
		if final, err = open(filepath.Join(c.from, "all.model")); err != nil {
			return err
		}
		for f := range models {
			if models[f], err = open(foldFile(c.from, f)); err != nil {
				return err
			}
		}
	} else {
		for o := range 2 {
			if c.order < 0 || o == c.order {
				grow(c, all, link.Order(o), models, final)
			}
		}
	}
	if c.order < 0 {
		settle(all, models, final)
	}
	measure(all, models, c.order, max(c.draws, 1))
	if c.file != "" {
		if err := save(c.file, final, card); err != nil {
			return err
		}
	}
	if c.folds == "" {
		return nil
	}
	for f, m := range models {
		if err := save(foldFile(c.folds, f), m, foldCard); err != nil {
			return err
		}
	}
	return save(filepath.Join(c.folds, "all.model"), final, card)
}

// load reads the trees.
func load(dir, sources string) (all []treesim.Tree, err error) {
	names, err := filepath.Glob(filepath.Join(dir, "trees-*.ndjson.gz"))
	if err != nil || len(names) == 0 {
		return nil, fmt.Errorf("no trees in %s", dir)
	}
	for _, n := range names {
		wanted := false
		for s := range strings.SplitSeq(sources, ",") {
			wanted = wanted || strings.Contains(filepath.Base(n), s)
		}
		if !wanted {
			continue
		}
		t, err := treesim.ReadFile(n)
		if err != nil {
			return nil, err
		}
		all = append(all, t...)
	}
	return all, nil
}

// The rounds of training. The first model walks along the true parents and
// only serves the next one to walk along its choices, so that this one learns
// to live with the errors it makes; the last corrects that on a second look.
const (
	scout = iota
	ranker
	corrector
)

// grow grows the trees of one order: for each fold on the others, and for the
// final model on all.
func grow(c config, all []treesim.Tree, o link.Order, models []*link.Model, final *link.Model) {
	var before []*link.Model
	weight := weights(all, evenness[o])
	for round := scout; round <= corrector; round++ {
		begin := time.Now()
		var kinds [link.Kinds]lessons
		lost := 0
		for k := range all {
			var m *link.Model
			if before != nil {
				m = before[treesim.Fold(all[k].ID)]
			}
			lost += teach(&kinds, m, round == corrector, &all[k], o, weight[all[k].Source])
		}
		next := models
		if round == scout {
			next = fresh()
		}
		for kind := range kinds {
			l, opt := &kinds[kind], plans[kind].first
			switch round {
			case scout:
				opt.trees, opt.rate = 60, 0.12
			case corrector:
				opt = plans[kind].second
			}
			opt.seed = uint32(c.seed)
			if len(l.right) == 0 {
				continue
			}
			t := l.table()
			rows := len(l.rows)
			l.rows = nil
			plant := func(m *link.Model, leaveOut int) {
				e := &m.Ensembles[o][kind]
				trees := boost(t, opt, leaveOut)
				if round == corrector {
					e.Second = trees
				} else {
					e.First = trees
				}
				e.Prepare()
			}
			for f := range next {
				plant(next[f], f)
			}
			if round != scout {
				plant(final, -1)
			}
			fmt.Printf("order %d, round %d, kind %d: %d rows, %d lessons, %d lost, %v\n", o, round+1, kind, rows, len(l.right), lost, time.Since(begin).Round(time.Second))
		}
		before = next
	}
}

// evenness is the power by which sources with many comments count less: by time the
// largest of them, where most is to be learnt, counts in full.
var evenness = [2]float64{link.DepthFirst: 0.25, link.Chronological: 0}

// settings are the ways in which each tree is shown.
var settings = []treesim.Settings{
	{Cap: 3, Quotes: treesim.SomeQuotes},
	{Cap: 4, Quotes: treesim.SomeQuotes},
	{Cap: 3, Quotes: treesim.SomeQuotes},
	{Cap: 2, Quotes: treesim.SomeQuotes},
	{Cap: 3, Quotes: treesim.SomeQuotes},
	{Cap: 4, Quotes: treesim.SomeQuotes},
	{Cap: 3, Quotes: treesim.SomeQuotes},
	{Cap: 2, Quotes: treesim.SomeQuotes},
}

// plan says how the ensembles of one kind of run are grown.
type plan struct {
	first, second boostOptions
	ways          int // in how many of the settings each tree is shown
}

// Where the time tells much, few ways teach it, and many trees; what quotations tell
// wants more ways, and fewer trees that learn faster do as well.
var plans = [link.Kinds]plan{
	{
		first:  boostOptions{trees: 195, rate: 0.1, minHess: 3, l2: 8, share: 0.5, sample: 0.25},
		second: boostOptions{trees: 36, rate: 0.1, minHess: 3, l2: 4, share: 0.5, sample: 0.25},
		ways:   8,
	},
	{
		first:  boostOptions{trees: 195, rate: 0.1, minHess: 3, l2: 8, share: 0.5, sample: 0.25},
		second: boostOptions{trees: 36, rate: 0.1, minHess: 3, l2: 4, share: 0.5, sample: 0.25},
		ways:   8,
	},
	link.TimedKind: {
		first:  boostOptions{trees: 300, rate: 0.06, minHess: 4, l2: 5, share: 0.5, sample: 0.4},
		second: boostOptions{trees: 50, rate: 0.1, minHess: 3, l2: 4, share: 0.5, sample: 0.4},
		ways:   4,
	},
}

// chatWays is in how many ways a chat is shown: it holds no quotations.
const chatWays = 2

// lentWays is in how many ways a tree is shown with the authors of a few comments,
// as the text names them.
const lentWays = 3

// teach gathers the lessons of one tree in the ways it may be shown, by kind of
// run. It returns how many comments answer one that is no candidate.
func teach(kinds *[link.Kinds]lessons, m *link.Model, second bool, t *treesim.Tree, o link.Order, weight float64) (lost int) {
	for known, v := range []variant{{authors: true, times: true}, {authors: true}, {}, {lent: true}} {
		ways, weight := plans[0].ways, weight
		if v.times {
			ways = plans[link.TimedKind].ways
		}
		if t.Domain == "chat" {
			weight *= float64(ways) / (2 * chatWays)
			ways = chatWays
		}
		if v.lent {
			ways = min(ways, lentWays)
		}
		for s, set := range settings[:ways] {
			v.Settings = set
			v.Chrono, v.Seed = o == link.Chronological, uint32(1000+100*known+s)
			p := show(t, v)
			for r := range p.runs {
				p.doc.Teach(m, second, o, &p.runs[r], p.truth(&p.runs[r]), func(x link.Lesson) {
					if x.Right < 0 {
						lost++
						return
					}
					kinds[x.Kind].add(x, p.fold, weight)
				})
			}
		}
	}
	return lost
}

// settle fits what is said of the choices: how sure they are, and which order
// a page has.
func settle(all []treesim.Tree, models []*link.Model, final *link.Model) {
	for o := range 2 {
		for _, m := range models {
			m.Doubts[o] = [link.Modes][]float32{}
		}
		for mode, out := range outcomes(all, models, link.Order(o)) {
			final.Doubts[o][mode] = fitDoubt(out, -1)
			for f, m := range models {
				m.Doubts[o][mode] = fitDoubt(out, f)
			}
		}
		out := outcomes(all, models, link.Order(o))
		for mode := range out {
			fit := func(m *link.Model, leaveOut int) {
				m.Levels[o][mode] = fitLevel(out[mode], leaveOut)
				m.Calibration[o][mode] = calibrate(out[mode], func(x *outcome) float32 {
					return m.Level(link.Order(o), &x.setting, x.p)
				}, leaveOut)
			}
			fit(final, -1)
			for f, m := range models {
				fit(m, f)
			}
		}
	}
	pages := orderSamples(all, models)
	orderRight(pages)
	final.Order = fitOrder(pages, -1)
	for f, m := range models {
		m.Order = fitOrder(pages, f)
	}
}

func open(name string) (*link.Model, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return link.DecodeModel(string(data))
}

func save(name string, m *link.Model, card string) error {
	data := m.Encode([]byte(card))
	if _, err := link.DecodeModel(string(data)); err != nil {
		return err
	}
	fmt.Printf("%s: %d bytes\n", name, len(data))
	return os.WriteFile(name, data, 0o644)
}

func foldFile(dir string, f int) string { return filepath.Join(dir, fmt.Sprintf("fold%d.model", f)) }

func fresh() []*link.Model {
	m := make([]*link.Model, treesim.Folds)
	for f := range m {
		m[f] = &link.Model{}
	}
	return m
}

// The cards describe the models.
const (
	card     = `{"name":"resolve","version":"5","for":"parents hidden by a nesting limit","trained_on":"Usenet comp.lang.cobol, Urho3D forum, Ubuntu IRC and Wikipedia talk discussions with known reply trees, shown with nesting limits of 2 to 4"}`
	foldCard = `{"name":"resolve fold","version":"5","for":"measuring on the threads left out","trained_on":"four fifths of the threads of the model resolve"}`
)
