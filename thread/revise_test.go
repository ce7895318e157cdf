package thread

import "testing"

// TestReviseKeepsPolicy holds every policy through a second building.
func TestReviseKeepsPolicy(t *testing.T) {
	in := []Comment{{ID: "a"}, {ID: "b", Parent: "gone"}, {ID: "c", Parent: "b"}, {ID: "d", Parent: "a"}}
	for policy, want := range []int{5, 4, 4, 2} {
		th, err := New(in, &Options{Orphans: OrphanPolicy(policy)})
		if err != nil {
			t.Fatal(err)
		}
		if th.OrphanPolicy() != OrphanPolicy(policy) {
			t.Errorf("policy %d: says %d", policy, th.OrphanPolicy())
		}
		var own []Comment
		for n := range th.ByInput() {
			own = append(own, *th.Comment(n))
		}
		again, err := th.Revise(own)
		if err != nil {
			t.Fatal(err)
		}
		if got := again.Len(); got != want || th.Len() != want {
			t.Errorf("policy %d: %d nodes, then %d, want %d", policy, th.Len(), got, want)
		}
		if got, was := brackets(again), brackets(th); got != was {
			t.Errorf("policy %d: %s, was %s", policy, got, was)
		}
		if again.OrphanPolicy() != OrphanPolicy(policy) {
			t.Errorf("policy %d is %d after revision", policy, again.OrphanPolicy())
		}
	}
}

// TestDisplayed has parents that are shown but are no nodes or are cut off.
func TestDisplayed(t *testing.T) {
	for _, c := range []struct {
		name   string
		in     []Comment
		policy OrphanPolicy
		want   string // of the last comment; "" for None
	}{
		{"stated", []Comment{{ID: "a"}, {ID: "b", Parent: "a"}}, PlaceholderOrphans, "a"},
		{"lost", []Comment{{ID: "a"}, {ID: "b", Parent: "x"}}, PlaceholderOrphans, "x"},
		{"attached", []Comment{{ID: "a"}, {ID: "b", Parent: "x"}}, AttachOrphans, ""},
		{"own parent", []Comment{{ID: "a"}, {ID: "b", Parent: "b"}}, PlaceholderOrphans, ""},
		{"by level", []Comment{{ID: "a", Level: 1}, {ID: "b", Level: 2}}, PlaceholderOrphans, "a"},
		{"inferred", []Comment{{ID: "a"}, {ID: "c"}, {ID: "b", Parent: "c", Provenance: &Provenance{Displayed: "a"}}}, PlaceholderOrphans, "a"},
		{"inferred, shown at top level", []Comment{{ID: "a"}, {ID: "b", Parent: "a", Provenance: &Provenance{}}}, PlaceholderOrphans, ""},
	} {
		th, err := New(c.in, &Options{Orphans: c.policy})
		if err != nil {
			t.Fatal(err)
		}
		n, _ := th.Lookup("b")
		got := ""
		if d := th.Displayed(n); d != None {
			got = th.Comment(d).ID
		}
		if got != c.want {
			t.Errorf("%s: displayed under %q, want %q", c.name, got, c.want)
		}
	}
}

// TestCopies tells copies of one comment from two comments under one ID.
func TestCopies(t *testing.T) {
	with := func(d *Details) Comment { return Comment{ID: "a", Text: "x", Author: "sam", Details: d} }
	for _, c := range []struct {
		a, b   *Details
		len    int
		detail string
	}{
		{nil, nil, 1, "an exact copy; dropped"},
		{nil, &Details{}, 1, "an exact copy; dropped"},
		{&Details{Score: 1, HasScore: true}, &Details{Score: 2, HasScore: true}, 1, "a copy with other details; dropped"},
		{&Details{AuthorID: "1"}, &Details{AuthorID: "2"}, 2, `another comment has the ID "a"; renamed`},
	} {
		th, err := New([]Comment{with(c.a), with(c.b)}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if th.Len() != c.len || th.Dropped() != 2-c.len || len(th.Faults()) != 1 || th.Faults()[0].Detail != c.detail {
			t.Errorf("%+v, %+v: %d nodes, %v", c.a, c.b, th.Len(), th.Faults())
		}
	}
}

// TestDroppedAreNamed has a fault for every comment that DropOrphans leaves
// out, not for the orphan alone.
func TestDroppedAreNamed(t *testing.T) {
	th, err := New([]Comment{{ID: "z", Parent: "y"}, {ID: "y", Parent: "x"}, {ID: "x", Parent: "gone"}, {ID: "a"}}, &Options{Orphans: DropOrphans})
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]bool{}
	for _, f := range th.Faults() {
		named[f.Comment] = true
	}
	if th.Dropped() != 3 || len(th.Faults()) != 3 || !named["x"] || !named["y"] || !named["z"] {
		t.Errorf("%d dropped, faults %v", th.Dropped(), th.Faults())
	}
}
