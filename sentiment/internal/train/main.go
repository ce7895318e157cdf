// Command train makes the hostility model from the labelled corpora, the same
// bytes each time.
package main

import (
	"flag"
	"fmt"
	"os"
	"sync"
	"time"

	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/hostile"
)

const folds = 5

var start = time.Now()

func logf(format string, args ...any) {
	fmt.Fprintf(os.Stderr, "%6.1fs ", time.Since(start).Seconds())
	fmt.Fprintf(os.Stderr, format+"\n", args...)
}

func main() {
	shared := flag.String("shared", "../shared", "directory of the labelled corpora")
	out := flag.String("out", "", "file to write the model to")
	licence := flag.String("licence", "all", "all, or open for sets under an open licence alone")
	keep := flag.Int("keep", 100000, "features kept")
	cost := flag.Float64("c", 12, "cost of an error in the linear heads")
	leave := flag.String("leave", "", "set to leave out and report on")
	epochs := flag.Int("epochs", 12, "passes of the network")
	decay := flag.Float64("decay", 0.1, "weight decay of the network")
	show := flag.Bool("show", false, "print the minimal pairs that come out wrong")
	seed := flag.Uint64("seed", 4, "where the network starts")
	passes := flag.Int("passes", 8, "passes of the linear heads")
	cv := flag.Bool("cv", false, "print how the score does in cross-validation over the training texts, and stop")
	flag.Parse()
	train, err := read(*shared, "train", *licence == "open")
	check(err)
	dev, err := read(*shared, "dev", false)
	check(err)
	train = without(train, dev)
	c := extract(append(train, dev...), len(train))
	logf("%d train, %d dev, %d features, %d in all", len(train), len(dev), c.num, len(c.feats))
	left := -1
	for i := range sources {
		if sources[i].name == *leave {
			left = i
		}
	}
	use := func(d *doc) bool { return !d.dev && d.source != left }
	pad := padded(train)
	var rows []row
	for k := range folds {
		m := model(c.sections(c.heads(*cost, *passes, func(d *doc) bool { return use(d) && d.fold != k }), *keep, nil, nil, hostile.Context{}, 0.5))
		here := func(d *doc) bool { return use(d) && d.fold == k }
		rows = rowsFor(m, c.docs, here, rows)
		rows = rowsFor(m, pad, here, rows)
	}
	logf("fold models done")
	if *cv {
		held(rows, *epochs, *decay, *seed)
		return
	}
	heads := c.heads(*cost, *passes, use)
	net := fit(rows, *epochs, *decay, *seed)
	prior := calibrate(net, rows)
	context := fitContext(net, rows)
	logf("context: %.3f", context)
	table := aim(shots(net, rows))
	sections := c.sections(heads, *keep, net, table, context, prior)
	m := model(sections)
	logf("network done")
	if *out != "" {
		check(write(*out, *licence, sections))
	}
	c.report(m, left, *show)
}

// heads trains all heads on the docs for which use is true.
func (c *corpus) heads(cost float64, passes int, use func(*doc) bool) []*problem {
	heads := make([]*problem, hostile.NumHeads)
	var wait sync.WaitGroup
	for h := range heads {
		wait.Go(func() { heads[h] = c.train(c.rows(h, cost, use), passes) })
	}
	wait.Wait()
	return heads
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}
