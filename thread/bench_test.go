package thread

import (
	"math/rand/v2"
	"runtime"
	"strconv"
	"testing"
)

// pointerTree is the rival: what one writes first, a map from ID to node and a
// slice of child pointers in each.
type pointerTree struct {
	comment  Comment
	parent   *pointerTree
	children []*pointerTree
}

func buildPointers(in []Comment) []*pointerTree {
	byID := make(map[string]*pointerTree, len(in))
	for i := range in {
		byID[in[i].ID] = &pointerTree{comment: in[i]}
	}
	var roots []*pointerTree
	for i := range in {
		n := byID[in[i].ID]
		if p := byID[in[i].Parent]; p != nil {
			n.parent = p
			p.children = append(p.children, n)
		} else {
			roots = append(roots, n)
		}
	}
	return roots
}

// sumPointers sums a value over every branch. It keeps its own stack: the
// plain recursion overflows on the chain.
func sumPointers(roots []*pointerTree, sum map[*pointerTree]int) {
	type frame struct {
		n    *pointerTree
		next int
	}
	for _, r := range roots {
		stack := []frame{{r, 0}}
		for len(stack) > 0 {
			f := &stack[len(stack)-1]
			if f.next < len(f.n.children) {
				f.next++
				stack = append(stack, frame{f.n.children[f.next-1], 0})
				continue
			}
			s := 1
			for _, c := range f.n.children {
				s += sum[c]
			}
			sum[f.n] = s
			stack = stack[:len(stack)-1]
		}
	}
}

// sumFields is sumPointers with the sum in a field of the node, the fastest a
// pointer tree can do.
func sumFields(roots []*sized) {
	type frame struct {
		n    *sized
		next int
	}
	var stack []frame
	for _, r := range roots {
		stack = append(stack[:0], frame{r, 0})
		for len(stack) > 0 {
			f := &stack[len(stack)-1]
			if f.next < len(f.n.children) {
				f.next++
				stack = append(stack, frame{f.n.children[f.next-1], 0})
				continue
			}
			f.n.sum = 1
			for _, c := range f.n.children {
				f.n.sum += c.sum
			}
			stack = stack[:len(stack)-1]
		}
	}
}

type sized struct {
	comment  Comment
	children []*sized
	sum      int
}

func buildSized(in []Comment) []*sized {
	byID := make(map[string]*sized, len(in))
	for i := range in {
		byID[in[i].ID] = &sized{comment: in[i]}
	}
	var roots []*sized
	for i := range in {
		n := byID[in[i].ID]
		if p := byID[in[i].Parent]; p != nil {
			p.children = append(p.children, n)
		} else {
			roots = append(roots, n)
		}
	}
	return roots
}

const million = 1_000_000

// shapes are the threads measured: in random, half of the comments answer one
// of the last fifty and half any earlier one.
func shapes() []struct {
	name string
	in   []Comment
} {
	rng := rand.New(rand.NewPCG(7, 7))
	build := func(parent func(i int) int) []Comment {
		in := make([]Comment, million)
		for i := range in {
			in[i] = Comment{ID: strconv.Itoa(i), Text: "text"}
			if i > 0 {
				in[i].Parent = strconv.Itoa(parent(i))
			}
		}
		return in
	}
	return []struct {
		name string
		in   []Comment
	}{
		{"random", build(func(i int) int {
			if rng.IntN(2) == 0 {
				return i - 1 - rng.IntN(min(i, 50))
			}
			return rng.IntN(i)
		})},
		{"chain", build(func(i int) int { return i - 1 })},
		{"star", build(func(int) int { return 0 })},
	}
}

func BenchmarkBuild(b *testing.B) {
	for _, s := range shapes() {
		b.Run(s.name+"/thread", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				New(s.in, nil)
			}
			rate(b)
		})
		b.Run(s.name+"/pointers", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				buildPointers(s.in)
			}
			rate(b)
		})
	}
}

func BenchmarkSubtreeSums(b *testing.B) {
	for _, s := range shapes() {
		th, _ := New(s.in, nil)
		col := make([]int32, th.Len())
		b.Run(s.name+"/thread", func(b *testing.B) {
			for b.Loop() {
				for i := range col {
					col[i] = 1
				}
				Rollup(th, col, func(p, c int32) int32 { return p + c })
			}
			rate(b)
		})
		roots := buildPointers(s.in)
		b.Run(s.name+"/pointers", func(b *testing.B) {
			for b.Loop() {
				sumPointers(roots, make(map[*pointerTree]int, million))
			}
			rate(b)
		})
		tree := buildSized(s.in)
		b.Run(s.name+"/pointers-with-field", func(b *testing.B) {
			for b.Loop() {
				sumFields(tree)
			}
			rate(b)
		})
	}
}

func rate(b *testing.B) {
	b.ReportMetric(float64(b.N)*million/b.Elapsed().Seconds(), "comments/s")
}

// TestMemory holds a thread to what its doc comment says it takes.
func TestMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a million comments")
	}
	const comment = 144
	for _, s := range shapes() {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		th, err := New(s.in, nil)
		if err != nil {
			t.Fatal(err)
		}
		th.Lookup("0")
		th.Author(0)
		runtime.GC()
		runtime.ReadMemStats(&after)
		each := float64(after.HeapAlloc-before.HeapAlloc)/million - comment
		t.Logf("%s: %.1f bytes a comment beside the comments", s.name, each)
		if each > 24 {
			t.Errorf("%s: %.1f bytes a comment beside the comments", s.name, each)
		}
		runtime.KeepAlive(th)
	}
}
