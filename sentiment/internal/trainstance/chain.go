package main

import (
	"fmt"
	"io"
	"math"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/internal/jsonlines"
	"github.com/seed-100d3eb7/rejoinder/internal/stanceeval"
	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/stance"
	"gonum.org/v1/gonum/diff/fd"
	"gonum.org/v1/gonum/optimize"
)

// post is a comment of a thread some of whose replies are coded.
type post struct {
	id, parent, author string
	text, above        string
	fold, depth        int
	label              int // -1 where it is not coded
}

// forest is the threads of one source, parents before their replies.
type forest struct {
	name  string
	posts []post
	links []stance.Link
}

// forests reads the sources of coded pairs that keep their threads. Only
// training parts are read.
func forests(shared string, c *corpus) ([]*forest, error) {
	coded := map[string]int{}
	for _, e := range c.train {
		if e.Coded {
			coded[e.Thread] = e.Label
		}
	}
	var all []*forest
	add := func(name string, posts []post) {
		f := &forest{name: name, posts: posts}
		f.arrange(coded)
		all = append(all, f)
	}
	type row struct {
		ID, Text string
		Above    *string `json:"parent_text"`
		Aux      struct {
			Thread, Topic, Parent string
			Above                 string `json:"parent_id"`
		}
	}
	for _, s := range [...]string{"stance/mt_csd", "stance/rumoureval2019", "hostility/guest_misogyny"} {
		var posts []post
		err := jsonlines.Read(filepath.Join(shared, "data", s, "train.jsonl.gz"), func(r *row) error {
			p := post{id: r.ID, text: r.Text}
			if r.Above != nil {
				p.above = *r.Above
			}
			switch s {
			case "stance/mt_csd":
				if i := strings.LastIndexByte(r.ID, '-'); strings.Count(r.ID[:i], "-") > 1 {
					p.parent = r.ID[:i]
				}
				p.fold = fold(threadKey(r.ID))
			case "stance/rumoureval2019":
				if r.Aux.Parent != "" {
					p.parent = "re19-" + r.Aux.Parent
				}
				p.fold = fold("rumoureval2019" + r.Aux.Topic)
			default:
				_, p.parent, _ = strings.Cut(r.Aux.Above, "_")
				p.fold = fold(r.Aux.Thread)
			}
			posts = append(posts, p)
			return nil
		})
		if err != nil {
			return nil, err
		}
		add(filepath.Base(s), posts)
	}
	var posts []post
	err := jsonlines.Read(filepath.Join(shared, "data", "trees", "dev", "trees-usenet-comp-lang-cobol.ndjson.gz"), func(t *struct {
		ID       string
		Comments []struct {
			ID, Author string
			Parent     *string
			Blocks     [][2]string
		}
	}) error {
		texts := map[string]string{}
		for _, c := range t.Comments {
			p := post{id: "un-" + t.ID + "-" + c.ID, author: c.Author}
			for _, b := range c.Blocks {
				if b[0] != "q" {
					p.text += b[1] + "\n"
				}
			}
			texts[c.ID] = p.text
			if c.Parent != nil && *c.Parent != "" {
				p.parent, p.above = "un-"+t.ID+"-"+*c.Parent, texts[*c.Parent]
			}
			p.fold = fold(threadKey(p.id))
			posts = append(posts, p)
		}
		return nil
	})
	add("usenet", posts)
	return all, err
}

// arrange puts parents before replies and says who answers whom.
func (f *forest) arrange(coded map[string]int) {
	at := map[string]int{}
	for i := range f.posts {
		at[f.posts[i].id] = i
	}
	// A post that is lost still joins those that answer it.
	for _, p := range f.posts {
		if _, ok := at[p.parent]; !ok && p.parent != "" {
			at[p.parent] = len(f.posts)
			f.posts = append(f.posts, post{id: p.parent, fold: -1})
		}
	}
	for i := range f.posts {
		for j, ok := i, true; ok; j, ok = at[f.posts[j].parent] {
			f.posts[i].depth++
		}
	}
	sort.SliceStable(f.posts, func(i, j int) bool { return f.posts[i].depth < f.posts[j].depth })
	for i := range f.posts {
		at[f.posts[i].id] = i
	}
	f.links = make([]stance.Link, len(f.posts))
	author := func(i int) string {
		if i < 0 {
			return ""
		}
		return f.posts[i].author
	}
	for i := range f.posts {
		p := &f.posts[i]
		p.label = -1
		if y, ok := coded[p.id]; ok {
			p.label = y
		}
		l := &f.links[i]
		l.Parent = -1
		if j, ok := at[p.parent]; ok && j < i {
			l.Parent = int32(j)
		}
		l.Reply = l.Parent >= 0 && strings.TrimSpace(p.above) != "" && strings.TrimSpace(p.text) != ""
		if l.Parent < 0 {
			continue
		}
		up := int(l.Parent)
		above := &f.links[up]
		if a := p.author; a != "" && a == author(up) {
			l.Flags |= stance.SameAuthor
			continue
		}
		above.Flags |= stance.Answered
		if g := int(above.Parent); p.author != "" && g >= 0 && p.author == author(g) {
			l.Flags |= stance.Returns
			above.Flags |= stance.AnswersBack
		}
	}
}

// judge gives every reply the probabilities of a model that has not seen its
// fold.
func (f *forest) judge(k int, score scorer) {
	var x stance.Extractor
	for i := range f.posts {
		p := &f.posts[i]
		if p.fold != k || !f.links[i].Reply {
			continue
		}
		e := &example{Record: stanceeval.Record{Text: p.text, Parent: p.above, HasParent: true, Depth: p.depth - 1}}
		e.prepare(&x)
		for c, q := range softmax(score(e), true) {
			f.links[i].Probs[c] = float64(q)
		}
	}
}

// Parameters of a chain in one vector, then the prior of each source, which is
// no part of the chain.
func chainOf(x []float64) *stance.Chain {
	c := &stance.Chain{}
	n := copy(c.Start[:], x)
	for s := range c.Leads {
		n += copy(c.Leads[s][:], x[n:])
	}
	for u := range c.Draws {
		n += copy(c.Draws[u][:], x[n:])
	}
	for k := range c.Flag {
		n += copy(c.Flag[k][:], x[n:])
	}
	return c
}

const chainSize = stance.States + 2*stance.States*stance.NumStances + stance.NumFlags*stance.NumStances

// startChain is where the search begins and what weights are drawn to: a
// comment is received as it was meant, and, of what the coded pairs hardly
// hold, that people who answer themselves do not disagree.
func startChain() []float64 {
	x := make([]float64, chainSize)
	for s := range stance.NumStances {
		x[stance.States+s*stance.States+s] = 0.3
		x[stance.States+stance.States*stance.NumStances+s*stance.NumStances+s] = 0.3
	}
	flags := x[stance.States+2*stance.States*stance.NumStances:]
	flags[1] = -0.75
	flags[4*stance.NumStances] = 1
	flags[5*stance.NumStances], flags[5*stance.NumStances+1] = -1, 1
	return x
}

const chainShrink = 4

// loss is the mean negative log-probability of the coded stances of f given
// the rest of their threads, off added to every reply's log-odds.
func (f *forest) loss(c *stance.Chain, off []float64, links []stance.Link) (sum float64, n, right int) {
	links = append(links[:0], f.links...)
	for i := range links {
		if links[i].Reply {
			for k := range links[i].Probs {
				links[i].Probs[k] *= math.Exp(off[k])
			}
		}
	}
	if c == nil {
		for i := range links {
			t := 0.0
			for _, q := range links[i].Probs {
				t += q
			}
			for k := range links[i].Probs {
				links[i].Probs[k] /= t
			}
		}
	} else {
		c.Smooth(links)
	}
	for i := range links {
		if y := f.posts[i].label; y >= 0 && links[i].Reply {
			sum -= math.Log(max(links[i].Probs[y], 1e-9))
			n++
			if (stanceeval.Probs)(links[i].Probs).Best() == y {
				right++
			}
		}
	}
	return sum, n, right
}

// fitChain finds the chain under which the coded stances are likeliest.
// Where fixed is given only the priors of the sources are fitted.
func fitChain(fs []*forest, fixed *stance.Chain, free bool) (*stance.Chain, []float64) {
	start := startChain()
	size := chainSize + len(fs)*stance.NumStances
	x0 := make([]float64, size)
	if free {
		copy(x0, start)
	}
	var links []stance.Link
	for _, f := range fs {
		links = slices.Grow(links, len(f.links))
	}
	cost := func(x []float64) float64 {
		c := fixed
		if free {
			c = chainOf(x)
		}
		sum := 0.0
		for k, f := range fs {
			s, _, _ := f.loss(c, x[chainSize+k*stance.NumStances:][:stance.NumStances], links)
			sum += s
		}
		for i, v := range x {
			if i < chainSize && free {
				v -= start[i]
			}
			sum += chainShrink * v * v
		}
		return sum
	}
	from := 0
	if !free {
		from = chainSize // the chain stays as it is
	}
	part := func(y []float64) float64 { return cost(append(x0[:from:from], y...)) }
	p := optimize.Problem{Func: part, Grad: func(g, y []float64) { fd.Gradient(g, part, y, nil) }}
	r, err := optimize.Minimize(p, x0[from:], &optimize.Settings{MajorIterations: 40}, &optimize.LBFGS{})
	if r == nil {
		panic(err)
	}
	x := append(x0[:from:from], r.X...)
	return chainOf(x), x[chainSize:]
}

// fitThreads fits the chain on all sources, and on all but one to tell what it
// gains on that one, whose own prior is fitted for either.
func fitThreads(w io.Writer, shared string, c *corpus, models *folded, across bool) error {
	fs, err := forests(shared, c)
	if err != nil {
		return err
	}
	for k, score := range models.models {
		for _, f := range fs {
			f.judge(k, score)
		}
	}
	if across {
		for k, f := range fs {
			rest := slices.Delete(slices.Clone(fs), k, k+1)
			chain, _ := fitChain(rest, nil, true)
			_, off := fitChain(fs[k:k+1], nil, false)
			s0, n, r0 := f.loss(nil, off, nil)
			_, off = fitChain(fs[k:k+1], chain, false)
			s1, _, r1 := f.loss(chain, off, nil)
			fmt.Fprintf(w, "%-16s n %4d  accuracy %.3f -> %.3f  log loss %.3f -> %.3f\n", f.name, n,
				float64(r0)/float64(n), float64(r1)/float64(n), s0/float64(n), s1/float64(n))
		}
	}
	chain, off := fitChain(fs, nil, true)
	// The chain must leave the model's prior where it is.
	_, plain := fitChain(fs, nil, false)
	var bias [stance.NumStances]float64
	total := 0.0
	for k, f := range fs {
		s1, n, r1 := f.loss(chain, off[k*stance.NumStances:][:stance.NumStances], nil)
		for s := range bias {
			bias[s] += float64(n) * (off[k*stance.NumStances+s] - plain[k*stance.NumStances+s])
		}
		total += float64(n)
		fmt.Fprintf(w, "%-16s n %4d  accuracy %.3f  log loss %.3f\n", f.name, n, float64(r1)/float64(n), s1/float64(n))
	}
	for s := range bias {
		bias[s] /= total
	}
	fmt.Fprintf(w, "Bias: %.2f\nStart: %.2f\nLeads: %.2f\nDraws: %.2f\nFlag: %.2f\n", bias, chain.Start, chain.Leads, chain.Draws, chain.Flag)
	return nil
}
