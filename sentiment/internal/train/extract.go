package main

import (
	"math"

	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/hostile"
)

// without returns the docs of a whose text is not in b, each text once.
func without(a, b []doc) []doc {
	seen := make(map[uint64]bool, len(b))
	for i := range b {
		if len(b[i].text) >= 12 {
			seen[key(b[i].text)] = true
		}
	}
	out := a[:0:0]
	for i := range a {
		if !seen[key(a[i].text)] {
			out = append(out, a[i])
		}
	}
	return out
}

// minDocs is the number of training texts that a feature must occur in.
const minDocs = 3

// extract reads the features of all docs; features are counted in the first n.
func extract(docs []doc, n int) *corpus {
	m := hostile.Bare()
	var s hostile.Scratch
	var raw []uint32
	df := make([]uint16, 1<<hostile.BucketBits)
	for i := range docs {
		d := &docs[i]
		d.dev = i >= n
		d.from = len(raw)
		raw = m.Features(&s, raw, clip(d.text))
		d.to = len(raw)
		if !d.dev {
			for _, f := range raw[d.from:d.to] {
				if df[f] < math.MaxUint16 {
					df[f]++
				}
			}
		}
	}
	c := &corpus{docs: docs, feats: raw}
	c.id = make([]int32, len(df))
	for f, k := range df {
		if k >= minDocs {
			c.bucket = append(c.bucket, uint32(f))
			c.id[f] = int32(len(c.bucket))
		}
	}
	c.num = len(c.bucket) + 1 // 0 stands for all rare features
	for i, f := range raw {
		raw[i] = uint32(c.id[f])
	}
	return c
}

// clip bounds a text: what follows the first 4,000 bytes teaches nothing new.
func clip(s string) string {
	if len(s) > 4000 {
		return s[:4000]
	}
	return s
}
