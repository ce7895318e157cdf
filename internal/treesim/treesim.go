// Package treesim reads discussions whose true reply trees are known and shows
// them as a site with a nesting limit would: the ground on which the recovery
// of hidden parents is trained and measured.
package treesim

import (
	"fmt"
	"hash/fnv"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/seed-100d3eb7/rejoinder/internal/jsonlines"
)

// Tree is one discussion.
type Tree struct {
	ID       string    `json:"id"`
	Source   string    `json:"source"`
	Domain   string    `json:"domain"`
	Comments []Comment `json:"comments"`
}

// Comment is one comment of a Tree, in order of time.
type Comment struct {
	ID     string      `json:"id"`
	Parent *string     `json:"parent"`
	Author string      `json:"author"`
	Time   time.Time   `json:"time"`
	Blocks [][2]string `json:"blocks"` // kind and text: p, br, pre, or q for a quotation
}

// ReadFile reads a file of one Tree a line, gzipped where its name ends in .gz.
func ReadFile(name string) ([]Tree, error) {
	var trees []Tree
	err := jsonlines.Read(name, func(t *Tree) error { trees = append(trees, *t); return nil })
	if err != nil {
		return nil, err
	}
	return trees, nil
}

// Quotes says how many quotations stay in the text.
type Quotes uint8

// The settings.
const (
	NoQuotes   Quotes = iota
	SomeQuotes        // three comments in ten keep their first quotation, long ones often cut
	AllQuotes
)

// Settings say how a tree is shown.
type Settings struct {
	Cap    int  // deepest level
	Chrono bool // in order of time below the cap, else depth first
	Quotes Quotes
	Seed   uint32
}

// Item is one comment of a page.
type Item struct {
	ID, Author string
	Time       time.Time
	Text       string
	Parent     int32 // displayed parent, index of the page's items, -1 at top level
	True       int32 // comment answered
	Level      int32
	Capped     bool // stands at the cap level
}

// Show lists the comments of a tree in the order of the page.
func Show(t *Tree, s Settings) []Item {
	n := len(t.Comments)
	at := make(map[string]int32, n)
	parent := make([]int32, n)
	depth := make([]int32, n)
	child := make([][]int32, n+1)
	for i := range t.Comments {
		c := &t.Comments[i]
		at[c.ID] = int32(i)
		parent[i] = -1
		depth[i] = 1
		if c.Parent != nil {
			if p, ok := at[*c.Parent]; ok {
				parent[i] = p
				depth[i] = depth[p] + 1
			}
		}
		child[parent[i]+1] = append(child[parent[i]+1], int32(i))
	}
	// The displayed parent: the ancestor one level above the cap.
	shown := make([]int32, n)
	level := make([]int32, n)
	under := make([][]int32, n+1) // by displayed parent
	for i := range shown {
		p := parent[i]
		for p >= 0 && int(depth[p]) >= s.Cap {
			p = parent[p]
		}
		shown[i] = p
		level[i] = min(depth[i], int32(s.Cap))
		under[p+1] = append(under[p+1], int32(i))
	}
	if !s.Chrono {
		// Depth first: below the cap each comment is followed by its replies.
		under = make([][]int32, n+1)
		stack := []int32{}
		push := func(list []int32) {
			for _, c := range slices.Backward(list) {
				stack = append(stack, c)
			}
		}
		push(child[0])
		for len(stack) > 0 {
			i := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			under[shown[i]+1] = append(under[shown[i]+1], i)
			push(child[i+1])
		}
	}
	items := make([]Item, 0, n)
	place := make([]int32, n)
	stack := slices.Clone(under[0])
	slices.Reverse(stack)
	for len(stack) > 0 {
		i := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		place[i] = int32(len(items))
		c := &t.Comments[i]
		it := Item{ID: c.ID, Author: c.Author, Time: c.Time, Text: Text(t.ID, c, s), Parent: -1, Level: level[i], Capped: int(level[i]) == s.Cap}
		if shown[i] >= 0 {
			it.Parent = place[shown[i]]
		}
		it.True = parent[i] // made a place below
		items = append(items, it)
		for _, k := range slices.Backward(under[i+1]) {
			stack = append(stack, k)
		}
	}
	for k := range items {
		if items[k].True >= 0 {
			items[k].True = place[items[k].True]
		}
	}
	return items
}

// Text returns the text of a comment with the quotations that the settings
// keep, paragraphs parted by blank lines.
func Text(tree string, c *Comment, s Settings) string {
	h := fnv.New32a()
	fmt.Fprintf(h, "%s/%s/%d", tree, c.ID, s.Seed)
	draw := h.Sum32()
	draw ^= draw >> 15
	draw *= 0x2c1b3c6d
	draw ^= draw >> 12
	keep := s.Quotes == SomeQuotes && draw%10 < 3
	style := draw / 10 % 10
	cut := draw / 100 % 2
	words := int(draw / 200 % 20)
	var b strings.Builder
	for _, block := range c.Blocks {
		text := block[1]
		if block[0] == "q" {
			if s.Quotes == NoQuotes || s.Quotes == SomeQuotes && !keep {
				continue
			}
			if s.Quotes == SomeQuotes {
				keep = false
				if f := strings.Fields(text); cut == 0 && len(f) > 7+words {
					text = strings.Join(f[:7+words], " ") + " …"
				}
			}
			switch {
			case style < 5 && s.Quotes == SomeQuotes:
				text = "“" + text + "”"
			case style >= 8:
				text = "> " + strings.ReplaceAll(text, "\n", "\n> ")
			}
		}
		if b.Len() > 0 {
			b.WriteString("\n\n")
		}
		b.WriteString(text)
	}
	return b.String()
}

// Folds is the number of parts for cross-validation.
const Folds = 5

// Fold returns the part to which the tree with this ID belongs, from 0 below
// Folds. The trainer and the tests share it, so that no thread is judged by a
// model that has seen it.
func Fold(id string) int {
	h := fnv.New32a()
	io.WriteString(h, id)
	return int(h.Sum32() >> 8 % Folds)
}
