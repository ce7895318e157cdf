package main

import (
	"math/rand/v2"
	"strings"
)

// numPadded is the number of padded texts.
const numPadded = 4000

// padded returns texts made of others for the network alone: a short hostile
// text among calm ones, and calm ones alone. In the corpora long texts are
// rarely hostile, and a network that learns so lets calm words hide an attack.
// The parts of a text are of one fold.
func padded(docs []doc) []doc {
	var calm, hostile [folds][]*doc
	for i := range docs {
		d := &docs[i]
		if d.source == sourcePairs || d.gold < 0 || len(d.text) > 700 {
			continue
		}
		switch {
		case d.y == 0 && d.gold == 0:
			calm[d.fold] = append(calm[d.fold], d)
		case d.y > 0.8 && len(d.text) < 250 && sources[d.source].name != "stormfront":
			hostile[d.fold] = append(hostile[d.fold], d)
		}
	}
	rng := rand.New(rand.NewPCG(11, 4))
	out := make([]doc, 0, numPadded)
	for i := range numPadded {
		k := i % folds
		d := doc{source: sourcePadded, w: sources[sourcePadded].net, target: -1, gold: -1, fold: k}
		for h := range d.label {
			d.label[h] = nan
		}
		for a := range d.kinds {
			d.kinds[a] = nan
		}
		n := 1 + rng.IntN(6)
		at := -1
		if i/folds%2 == 0 {
			at, d.y = rng.IntN(n+1), 1
		}
		var parts []string
		for p := range n + 1 {
			from := calm[k]
			if p == at {
				from = hostile[k]
			}
			parts = append(parts, from[rng.IntN(len(from))].text)
		}
		d.text = strings.Join(parts, "\n")
		out = append(out, d)
	}
	return out
}
