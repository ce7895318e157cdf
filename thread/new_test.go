package thread

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// c is a comment from "id<parent" or "id<parent@minute".
func c(spec string) Comment {
	spec, at, timed := strings.Cut(spec, "@")
	id, parent, _ := strings.Cut(spec, "<")
	out := Comment{ID: id, Parent: parent, Text: "text of " + id}
	if timed {
		var m int
		fmt.Sscan(at, &m)
		out.Time = time.Date(2020, 1, 3, 16, m, 0, 0, time.UTC)
	}
	return out
}

func cs(spec string) []Comment {
	var out []Comment
	for _, s := range strings.Fields(spec) {
		out = append(out, c(s))
	}
	return out
}

// brackets writes a thread as nested IDs: a(b(c)d).
func brackets(t *Thread) string {
	var b strings.Builder
	var ends []Node
	for n, c := range t.All() {
		for len(ends) > 0 && n >= ends[len(ends)-1] {
			b.WriteByte(')')
			ends = ends[:len(ends)-1]
		}
		if n > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(c.ID)
		if t.Missing(n) {
			b.WriteByte('?')
		}
		if t.Size(n) > 1 {
			b.WriteByte('(')
			ends = append(ends, t.End(n))
		}
	}
	return strings.ReplaceAll(b.String()+strings.Repeat(")", len(ends)), "( ", "(")
}

func kinds(t *Thread) string {
	var out []string
	for _, f := range t.Faults() {
		out = append(out, f.Kind.String()+":"+f.Comment)
	}
	return strings.Join(out, " ")
}

func TestNew(t *testing.T) {
	tests := []struct{ name, in, want, faults string }{
		{"empty", "", "", ""},
		{"one", "a", "a", ""},
		{"tree", "a b<a c<b d<a e", "a(b(c) d) e", ""},
		{"parent later", "c<b b<a a", "a(b(c))", ""},
		{"siblings by time", "a d<a@9 b<a@1 c<a@5", "a(b c d)", ""},
		{"siblings by input where a time is unknown", "a d<a@9 b<a c<a@5", "a(d b c)", ""},
		{"equal times by input", "a c<a@5 b<a@5", "a(c b)", ""},
		{"orphan", "a b<x", "a x?(b)", "missing-parent:b"},
		{"orphans of one parent stay siblings", "b<x a c<x", "x?(b c) a", "missing-parent:b missing-parent:c"},
		{"only orphans", "a<x b<y", "x?(a) y?(b)", "missing-parent:a missing-parent:b"},
		{"placeholder sorted by its earliest reply", "q<y@5 r<x@2 a@3", "x?(r) a y?(q)", "missing-parent:q missing-parent:r"},
		{"self-parent", "a b<b", "a b", "self-parent:b"},
		{"two-cycle", "a<b b<a", "a(b)", "cycle:a"},
		{"two-cycle beside a tree", "r s<r x<y y<x z<y", "r(s) x(y(z))", "cycle:x"},
		{"cycle cut at the earliest", "a<b@9 b<c@2 c<a@5", "b(a(c))", "cycle:b early:c"},
		{"long cycle with a tail", "t<a a<b b<c c<d d<a", "a(t d(c(b)))", "cycle:a"},
		{"several cycles", "a<b b<a c<d d<c", "a(b) c(d)", "cycle:a cycle:c"},
		{"differing duplicate", "a a<b b", "a b(a~2)", "duplicate:a~2"},
		{"no id", "<a a", "a(#1)", "no-id:#1"},
		{"no id beside its would-be name", "<a #1<a a", "a(#1~ #1)", "no-id:#1~"},
		{"early", "a@9 b<a@2", "a(b)", "early:b"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			th, err := New(cs(tt.in), nil)
			if err != nil {
				t.Fatal(err)
			}
			if got := brackets(th); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			if got := kinds(th); got != tt.faults {
				t.Errorf("faults %q, want %q", got, tt.faults)
			}
			checkInvariants(t, th)
		})
	}
}

func TestExactCopyIsDropped(t *testing.T) {
	th, _ := New(append(cs("a b<a"), c("b<a")), nil)
	if got := brackets(th); got != "a(b)" || th.Dropped() != 1 || kinds(th) != "duplicate:b" {
		t.Errorf("got %s, %d dropped, faults %s", got, th.Dropped(), kinds(th))
	}
}

func TestOrphanPolicies(t *testing.T) {
	in := cs("a b<a x<gone y<x z<gone c")
	tests := []struct {
		policy  OrphanPolicy
		want    string
		dropped int
	}{
		{PlaceholderOrphans, "a(b) gone?(x(y) z) c", 0},
		{RootOrphans, "a(b) x(y) z c", 0},
		{AttachOrphans, "a(b x(y) z) c", 0},
		{DropOrphans, "a(b) c", 3},
	}
	for _, tt := range tests {
		th, _ := New(in, &Options{Orphans: tt.policy})
		if got := brackets(th); got != tt.want || th.Dropped() != tt.dropped {
			t.Errorf("policy %d: got %s, %d dropped; want %s, %d", tt.policy, got, th.Dropped(), tt.want, tt.dropped)
		}
		faults := "missing-parent:x missing-parent:z"
		if tt.policy == DropOrphans {
			faults = "missing-parent:x missing-parent:y missing-parent:z"
		}
		if got := kinds(th); got != faults {
			t.Errorf("policy %d: faults %s", tt.policy, got)
		}
		checkInvariants(t, th)
	}
	post := append(cs("a x<gone"), Comment{ID: "p", Kind: Post})
	th, _ := New(post, &Options{Orphans: AttachOrphans})
	if got := brackets(th); got != "a p(x)" {
		t.Errorf("attach with a post: %s", got)
	}
	n, _ := th.Lookup("x")
	if ev := th.ParentEvidence(n); ev != (Evidence{}) {
		t.Errorf("an attached orphan claims evidence %v", ev)
	}
}

func TestLevels(t *testing.T) {
	in := []Comment{{ID: "a", Level: 1}, {ID: "b", Level: 2}, {ID: "c", Level: 4}, {ID: "d", Level: 2}, {ID: "e", Level: 1}}
	th, _ := New(in, nil)
	if got, want := brackets(th), "a(b(c) d) e"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := kinds(th); got != "level-jump:c" {
		t.Errorf("faults %s", got)
	}
	if ev := th.ParentEvidence(1); ev.Origin != Nested || ev.Confidence >= 1 {
		t.Errorf("evidence of a nested link: %+v", ev)
	}
	// A reader that looked and claims nothing is not overruled.
	in[1].Provenance = &Provenance{}
	th, _ = New(in, nil)
	if n, _ := th.Lookup("b"); th.Parent(n) != None {
		t.Error("a level overruled a reader's silence")
	}
}

func TestMinLink(t *testing.T) {
	in := cs("a b<a c<b")
	in[2].Provenance = &Provenance{
		Displayed: "a", Shown: Evidence{Nested, .9, "shown"},
		Parent: Evidence{Quoted, .6, "repeats 7 words"},
	}
	th, _ := New(in, nil)
	if got := brackets(th); got != "a(b(c))" {
		t.Errorf("all links: %s", got)
	}
	if n, _ := th.Lookup("c"); th.Displayed(n) != 0 || th.ParentEvidence(n).Origin != Quoted {
		t.Errorf("displayed %d, evidence %+v", th.Displayed(n), th.ParentEvidence(n))
	}
	th, _ = New(in, &Options{MinLink: 1})
	if got := brackets(th); got != "a(b c)" {
		t.Errorf("given links: %s", got)
	}
	n, _ := th.Lookup("c")
	if e := th.ParentEvidence(n); e.Origin != Nested || e.Confidence != 1-float32(.6) || th.Displayed(n) != 0 {
		t.Errorf("evidence after falling back: %+v", e)
	}
	// What is inferred later has to be as sure.
	later, err := th.Revise(in)
	if err != nil || brackets(later) != "a(b c)" {
		t.Errorf("revised: %s, %v", brackets(later), err)
	}
	if in[2].Parent != "b" || in[2].Provenance.Parent.Origin != Quoted {
		t.Error("New changed its input")
	}
}

func TestAuthors(t *testing.T) {
	in := cs("a b c d e f g")
	in[0].Author = "Ann"
	in[2].Author = "Ben"
	in[3].Author = "Ann"
	in[4].Author, in[4].Details = "Cy", &Details{AuthorID: "1"}
	in[5].Author, in[5].Details = "Cy", &Details{AuthorID: "2"}
	in[6].Author, in[6].Details = "Ben", &Details{AuthorID: "3"}
	th, _ := New(in, nil)
	var got []Author
	for n := range th.All() {
		got = append(got, th.Author(n))
	}
	if want := []Author{0, Nobody, 1, 0, 2, 3, 1}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if want := []string{"Ann", "Ben", "Cy", "Cy"}; !slices.Equal(th.Authors(), want) {
		t.Errorf("authors %v", th.Authors())
	}
}

func TestErr(t *testing.T) {
	th, _ := New(cs("a b<a"), nil)
	if th.Err() != nil {
		t.Error(th.Err())
	}
	th, _ = New(cs("a b<x"), nil)
	var faults FaultError
	if !errors.As(th.Err(), &faults) || len(faults) != 1 {
		t.Errorf("got %v", th.Err())
	}
}

// checkInvariants holds a thread to what its type promises.
func checkInvariants(t *testing.T, th *Thread) {
	t.Helper()
	n := th.Len()
	ones := make([]int, n)
	for i := range ones {
		ones[i] = 1
	}
	Rollup(th, ones, func(a, b int) int { return a + b })
	total := 0
	ids := map[string]bool{}
	for i := range n {
		node := Node(i)
		p := th.Parent(node)
		switch {
		case p >= node:
			t.Fatalf("node %d stands before its parent %d", i, p)
		case p == None:
			total += ones[i]
		case !th.IsAncestor(p, node) || th.End(node) > th.End(p):
			t.Fatalf("node %d does not nest in %d", i, p)
		}
		if th.Size(node) != ones[i] {
			t.Fatalf("node %d: size %d, counted %d", i, th.Size(node), ones[i])
		}
		id := th.Comment(node).ID
		if ids[id] {
			t.Fatalf("two nodes named %q", id)
		}
		ids[id] = true
		if got, ok := th.Lookup(id); !ok || got != node {
			t.Fatalf("Lookup(%q) = %d, %v; want %d", id, got, ok, node)
		}
	}
	if total != n {
		t.Fatalf("the top-level branches hold %d of %d nodes", total, n)
	}
	seen := make([]bool, n)
	for node := range th.ByInput() {
		if seen[node] {
			t.Fatalf("ByInput yields %d twice", node)
		}
		seen[node] = true
	}
	if slices.Contains(seen, false) {
		t.Fatal("ByInput leaves nodes out")
	}
}

// TestOracle compares New with a slow and plain builder on random forests with
// every fault, in two input orders.
func TestOracle(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	for round := range 3000 {
		in := randomComments(rng, 1+rng.IntN(14))
		th, err := New(in, nil)
		if err != nil {
			t.Fatal(err)
		}
		checkInvariants(t, th)
		if got, want := edges(th), slowEdges(in); !slices.Equal(got, want) {
			t.Fatalf("round %d: %v\ngot  %v\nwant %v", round, in, got, want)
		}
		want := th.String()
		rng.Shuffle(len(in), func(i, j int) { in[i], in[j] = in[j], in[i] })
		if again, _ := New(in, nil); again.String() != want {
			t.Fatalf("round %d: the order of the input shows\n%s\n%s", round, want, again)
		}
	}
}

func randomComments(rng *rand.Rand, n int) []Comment {
	in := make([]Comment, n)
	minutes := rng.Perm(n)
	for i := range in {
		in[i] = c(fmt.Sprintf("n%d<n%d@%d", i, rng.IntN(n+3), minutes[i]))
		if rng.IntN(4) == 0 {
			in[i].Parent = ""
		}
	}
	return in
}

func edges(th *Thread) []string {
	var out []string
	for n, c := range th.All() {
		p := "-"
		if th.Parent(n) != None {
			p = th.Comment(th.Parent(n)).ID
		}
		out = append(out, c.ID+"<"+p)
	}
	slices.Sort(out)
	return out
}

// slowEdges links by maps and cuts each cycle at its earliest comment.
func slowEdges(in []Comment) []string {
	parent := map[string]string{}
	at := map[string]time.Time{}
	for _, c := range in {
		parent[c.ID], at[c.ID] = c.Parent, c.Time
	}
	for _, c := range in {
		if _, ok := parent[c.Parent]; c.Parent != "" && !ok {
			parent[c.Parent] = ""
		}
		if c.Parent == c.ID {
			parent[c.ID] = ""
		}
	}
	for id := range parent {
		loop := []string{id}
		for p := parent[id]; p != "" && !slices.Contains(loop, p); p = parent[p] {
			loop = append(loop, p)
		}
		if parent[loop[len(loop)-1]] != id {
			continue // id is not on a cycle
		}
		first := slices.MinFunc(loop, func(a, b string) int { return at[a].Compare(at[b]) })
		parent[first] = ""
	}
	var out []string
	for id, p := range parent {
		if p == "" {
			p = "-"
		}
		out = append(out, id+"<"+p)
	}
	slices.Sort(out)
	return out
}

func TestReviseKeepsFaults(t *testing.T) {
	in := cs("a@3 b<a@4 b<a@5 x<gone@1 s<s@2 e<a@0")
	in[2].Text = "another"
	th, _ := New(append(in, in[0]), nil)
	var changed []Comment
	for n := range th.ByInput() {
		c := *th.Comment(n)
		if c.ID == "x" {
			c.Parent = "b"
		}
		changed = append(changed, c)
	}
	out, err := th.Revise(changed)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := kinds(out), "duplicate:b~3 missing-parent:x self-parent:s duplicate:a early:x early:e"; got != want {
		t.Errorf("faults %s\nwant   %s", got, want)
	}
	if out.Dropped() != 1 {
		t.Errorf("%d dropped", out.Dropped())
	}
	if n, _ := out.Lookup("x"); out.Parent(n) == None || out.Comment(out.Parent(n)).ID != "b" {
		t.Error("the new link is not there")
	}
}
