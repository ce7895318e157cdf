package main

import (
	"fmt"
	"hash/fnv"

	"github.com/seed-100d3eb7/rejoinder/internal/treesim"
	"github.com/seed-100d3eb7/rejoinder/thread/resolve/internal/link"
)

// variant is one way to show a tree to the ranker.
type variant struct {
	treesim.Settings
	authors, times bool
	// lent shows three authors in ten, as if the text named them.
	lent bool
}

// page is a tree as shown, ready for the ranker.
type page struct {
	tree  *treesim.Tree
	fold  int
	v     variant
	items []treesim.Item
	doc   *link.Doc
	runs  []link.Run
}

func show(t *treesim.Tree, v variant) *page {
	p := &page{tree: t, v: v, items: treesim.Show(t, v.Settings), fold: treesim.Fold(t.ID)}
	in := make([]link.Item, len(p.items))
	byParent := map[int32]int{}
	for i, it := range p.items {
		in[i] = link.Item{Text: it.Text, Parent: it.Parent}
		if v.authors || v.lent && drawn(t.ID, it.ID, v.Seed) < 0.3 {
			in[i].Author = it.Author
		}
		if v.times {
			in[i].Time = it.Time.Unix()
		}
		if !it.Capped {
			continue
		}
		r, ok := byParent[it.Parent]
		if !ok {
			r = len(p.runs)
			byParent[it.Parent] = r
			p.runs = append(p.runs, link.Run{Parent: it.Parent})
		}
		p.runs[r].Items = append(p.runs[r].Items, int32(i))
	}
	p.doc = link.Prepare(in)
	if v.lent {
		for i := range in {
			if in[i].Author != "" {
				p.doc.SetAuthor(int32(i), p.doc.Author(int32(i)))
			}
		}
	}
	p.doc.SetRuns(p.runs)
	return p
}

func (p *page) truth(r *link.Run) []int32 {
	t := make([]int32, len(r.Items))
	for k, i := range r.Items {
		t[k] = p.items[i].True
	}
	return t
}

// drawn returns a number in [0, 1) for a comment of a tree.
func drawn(tree, comment string, seed uint32) float64 {
	h := fnv.New32a()
	fmt.Fprintf(h, "author/%s/%s/%d", tree, comment, seed)
	x := h.Sum32()
	x ^= x >> 15
	x *= 0x2c1b3c6d
	x ^= x >> 12
	return float64(x>>8) / (1 << 24)
}
