// Command trainstance trains the model of stance towards the parent, measures
// it by cross-validation and shows what each group of features adds.
//
//	go run ./sentiment/internal/trainstance -mode train -out sentiment/en-stance-1.1.0.model
//	go run ./sentiment/internal/trainstance -mode cv,dev,across
//	go run ./sentiment/internal/trainstance -mode ablate
//	go run ./sentiment/internal/trainstance -mode chain-across
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync"

	"github.com/seed-100d3eb7/rejoinder/internal/stanceeval"
	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/stance"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "trainstance:", err)
		os.Exit(1)
	}
}

func run(args []string, w io.Writer) error {
	fs := flag.NewFlagSet("trainstance", flag.ContinueOnError)
	shared := fs.String("shared", "../shared", "directory of the labelled data")
	licence := fs.String("licence", "all", "all, or open for openly licensed sets alone")
	mode := fs.String("mode", "cv", "comma-separated: train, cv, dev, across, ablate, offsets, pairs, chain, chain-across")
	out := fs.String("out", "", "model file to write in mode train")
	cache := fs.String("vectors", "", "file that keeps the word vectors between runs; the shipped model is trained without")
	o := defaultNet()
	fs.IntVar(&o.nets, "nets", o.nets, "networks whose mean is taken")
	fs.IntVar(&o.hidden, "hidden", o.hidden, "hidden units")
	fs.IntVar(&o.epochs, "epochs", o.epochs, "passes over the examples")
	fs.IntVar(&o.mean, "mean", o.mean, "last passes that the weights are averaged over")
	fs.Float64Var(&o.rate, "rate", o.rate, "learning rate of the network")
	fs.Float64Var(&o.rateE, "erate", o.rateE, "learning rate of the word vectors")
	fs.Float64Var(&o.rateW, "wrate", o.rateW, "learning rate of the linear part")
	fs.Float64Var(&o.dropWord, "dropword", o.dropWord, "share of words left out in training")
	fs.Float64Var(&o.dropHid, "drophidden", o.dropHid, "share of hidden units left out in training")
	if err := fs.Parse(args); err != nil {
		return err
	}
	c, err := load(*shared, *licence == "open")
	if err != nil {
		return err
	}
	if o.init, err = vectorsOf(*shared, *licence == "open", *cache); err != nil {
		return err
	}
	o.init.trim(vectorCut)
	fit := func(train []*example) scorer { return withOpenings(fitted(train, len(c.sources), o).score) }
	whole := sync.OnceValue(func() committee { return fitted(c.train, len(c.sources), o) })
	folds := sync.OnceValue(func() *folded { return crossValidate(c.train, fit) })
	for _, m := range strings.Split(*mode, ",") {
		switch m {
		case "train":
			if *out == "" {
				return errors.New("mode train needs -out")
			}
			b, err := stance.Encode(c.card(*licence), whole().params())
			if err != nil {
				return err
			}
			if err := os.WriteFile(*out, b, 0o644); err != nil {
				return err
			}
			fmt.Fprintf(w, "%s: %d bytes, %d examples\n", *out, len(b), len(c.train))
		case "cv":
			f := withOpenings(folds().score)
			measure(c.train, f, c.train, f).print(w)
		case "pairs":
			pairTable(w, whole().score)
		case "chain", "chain-across":
			if err := fitThreads(w, *shared, c, folds(), m == "chain-across"); err != nil {
				return err
			}
		case "dev":
			measure(c.dev, withOpenings(whole().score), c.train, folds().score).print(w)
		case "offsets":
			z := folds().seen
			setOffsets(w, c, func(e *example) logits {
				if y, ok := z[e]; ok {
					return y
				}
				return whole().score(e)
			})
		case "across":
			across(slices.Concat(c.train, c.dev), fit).print(w)
		case "ablate":
			if err := ablate(w, *shared, *licence == "open", o); err != nil {
				return err
			}
		default:
			return fmt.Errorf("unknown mode %q", m)
		}
	}
	return nil
}

// committee is networks trained alike from different starts; it judges by the
// mean of their log-odds.
type committee []*net

func fitted(train []*example, sources int, o netOptions) committee {
	var c committee
	for range o.nets {
		m := newNet(sources, o)
		m.train(train)
		m.centre(train)
		c = append(c, m)
		o.seed++
	}
	return c
}

func (c committee) score(e *example) (z logits) {
	for _, m := range c {
		for k, x := range m.score(e) {
			z[k] += x / float32(len(c))
		}
	}
	return z
}

func (c committee) params() []*stance.Params {
	var all []*stance.Params
	for _, m := range c {
		all = append(all, m.params())
	}
	return all
}

// card describes a model trained on c.
func (c *corpus) card(licence string) stance.Card {
	card := stance.Card{Name: "en-stance", Version: "1.1.0", Languages: []string{"en"}, Licence: "MIT"}
	if licence == "open" {
		card.Name += "-open"
	}
	n := 0.0
	for _, e := range c.train {
		if !slices.Contains(card.Sources, e.Set) {
			card.Sources = append(card.Sources, e.Set)
		}
		if e.Coded && !e.ours {
			card.Prior[e.Label]++
			n++
		}
	}
	for k := range card.Prior {
		card.Prior[k] /= n
	}
	return card
}

// setOffsets prints the class offsets that suit each set best: its prior.
func setOffsets(w io.Writer, c *corpus, f scorer) {
	all := slices.Concat(c.train, c.dev)
	f = withOpenings(f)
	for _, set := range []string{"rumoureval2019", "toxichat", "subreddit_agreement", "iac_v1", "coded"} {
		in := pick(all, func(e *example) bool { return e.Set == set && !e.Bot && !e.ours })
		off := stanceeval.Offsets(truth(in), probs(in, f), penalty)
		for k := range off {
			off[k] = max(off[k], -20)
		}
		fmt.Fprintf(w, "%q: {%.2f, %.2f, %.2f, %.2f},\n", set, off[0], off[1], off[2], off[3])
	}
	dev := pick(c.dev, inSet("rumoureval2019"))
	fmt.Fprintf(w, "official, on dev alone: %.2f\n", offsets(dev, f))
	fmt.Fprintf(w, "confident cut %.2f\n", confidentCut(all, f))
}

// ablate prints what the development parts lose without each group of features,
// class offsets tuned on them for every row alike.
func ablate(w io.Writer, shared string, open bool, o netOptions) error {
	var base *figures
	for g := -1; g < stance.NumGroups; g++ {
		c, err := load(shared, open)
		if err != nil {
			return err
		}
		name := "(all)"
		if g >= 0 {
			c.leaveOut(stance.Group(g))
			name = stance.Group(g).String()
		}
		f := withOpenings(fitted(c.train, len(c.sources), o).score)
		fig := measure(c.dev, f, c.dev, f)
		if g < 0 {
			base = fig
		}
		fig.row(w, name, base)
	}
	return nil
}
