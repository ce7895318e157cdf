package resolve

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// nested returns a comment whose place the page shows and nothing else.
func nested(id, parent string, level int32, text string) thread.Comment {
	return thread.Comment{ID: id, Parent: parent, Level: level, Text: text,
		Provenance: &thread.Provenance{Displayed: parent, Parent: thread.Evidence{Origin: thread.Nested, Confidence: 0.98, Cue: "indentation"}}}
}

func build(t testing.TB, in []thread.Comment) *thread.Thread {
	t.Helper()
	th, err := thread.New(in, nil)
	if err != nil {
		t.Fatal(err)
	}
	return th
}

func get(t testing.TB, th *thread.Thread, id string) *thread.Comment {
	t.Helper()
	n, ok := th.Lookup(id)
	if !ok {
		t.Fatalf("%s is lost", id)
	}
	return th.Comment(n)
}

// debate is a page whose nesting ends at level 3; the run below b stands in
// order of time.
func debate() []thread.Comment {
	return []thread.Comment{
		nested("a", "", 1, "The new bridge costs twice what the council promised us last spring."),
		nested("b", "a", 2, "Every bridge does. The old ferry lost money in each of its forty years."),
		nested("c", "b", 3, "Nora – the ferry carried lorries for free, that is why it lost money."),
		nested("d", "b", 3, "Lorries paid from 1998 on, look at the harbour accounts before you write."),
		nested("e", "b", 3, "“the ferry carried lorries for free, that is why it lost money”\nIt never did, my father drove one of them."),
		nested("f", "b", 3, "fox41 05/02/2021 at 4:00 pm\n\nThe harbour accounts are not public before 2004."),
		nested("g", "a", 2, "Olaf, nobody promised anything, the figure was an estimate."),
		nested("m", "", 1, ""),
		nested("h", "m", 2, "Greta 06/02/2021 at 9:30 am\n\nThank you for the link."),
		nested("k", "", 1, "Mia 07/02/2021 at 11:05 am\n“nobody promised anything, the figure was an estimate”\nAn estimate that the mayor signed."),
	}
}

func missing(in []thread.Comment) []thread.Comment {
	for i := range in {
		if in[i].ID == "m" {
			in[i].Status = thread.Missing
		}
	}
	return in
}

func TestDebate(t *testing.T) {
	before := build(t, missing(debate()))
	after := Thread(before, nil)
	for id, want := range map[string]string{"a": "", "b": "a", "c": "b", "e": "c", "g": "a", "h": "m", "k": "g"} {
		if c := get(t, after, id); c.Parent != want {
			t.Errorf("%s answers %q, want %q (%s)", id, c.Parent, want, c.Provenance.Parent.Cue)
		}
	}
	e := get(t, after, "e")
	if e.Provenance.Displayed != "b" || e.Provenance.Shown.Origin != thread.Nested || e.Provenance.Parent.Origin != thread.Quoted {
		t.Errorf("e: %+v", *e.Provenance)
	}
	if c := e.Provenance.Parent.Confidence; c <= 0.5 || c >= 1 {
		t.Errorf("e: confidence %v", c)
	}
	k := get(t, after, "k")
	if k.Provenance.Displayed != "" || k.Provenance.Parent.Origin != thread.ReplyHeader {
		t.Errorf("k: %+v", *k.Provenance)
	}
	if m := get(t, after, "m"); m.Author != "Greta" || !m.Time.Equal(time.Date(2021, 2, 6, 9, 30, 0, 0, time.UTC)) || m.Precision != thread.Minute || !m.Floating {
		t.Errorf("the lost comment is %q's of %v", m.Author, m.Time)
	}
	if g := get(t, after, "g"); g.Author != "Mia" || g.Time.IsZero() {
		t.Errorf("g is %q's of %v", g.Author, g.Time)
	}
	for id, want := range map[string]string{"a": "Olaf", "b": "Nora"} {
		if c := get(t, after, id); c.Author != want || c.Provenance.Author.Origin != thread.Mentioned {
			t.Errorf("%s is %q's, want %q: %+v", id, c.Author, want, c.Provenance)
		}
	}
}

// TestOptions checks that each part can be switched off.
func TestOptions(t *testing.T) {
	before := build(t, missing(debate()))
	links := Thread(before, &Options{KeepAuthors: true, KeepTimes: true})
	names := Thread(before, &Options{KeepLinks: true})
	for n, c := range links.All() {
		if c.Author != "" || !c.Time.IsZero() {
			t.Errorf("%s has an author or a time", c.ID)
		}
		_ = n
	}
	for _, c := range names.All() {
		old := get(t, before, c.ID)
		if c.Parent != old.Parent {
			t.Errorf("%s moved", c.ID)
		}
	}
	sure := Thread(before, &Options{MinConfidence: 1})
	for _, c := range sure.All() {
		if c.Parent != get(t, before, c.ID).Parent {
			t.Errorf("%s moved below the least confidence", c.ID)
		}
	}
}

// TestGiven checks that what the source states stays, to the thread itself.
func TestGiven(t *testing.T) {
	in := missing(debate())
	for i := range in {
		in[i].Provenance = nil
		in[i].Level = 0
		in[i].Status = thread.Visible
		in[i].Author = fmt.Sprint("writer", i)
	}
	before := build(t, in)
	if after := Thread(before, nil); after != before {
		t.Error("a thread whose parents are stated was rebuilt")
	}
	// Nor are stated authors and times touched where links are inferred.
	in = missing(debate())
	day := time.Date(2021, 2, 5, 8, 0, 0, 0, time.UTC)
	for i := range in {
		if in[i].Status != thread.Missing {
			in[i].Author, in[i].Time = fmt.Sprint("writer", i%3), day.Add(time.Duration(i)*time.Hour)
		}
	}
	before = build(t, in)
	for _, c := range Thread(before, nil).All() {
		old := get(t, before, c.ID)
		if old.Author != "" && (c.Author != old.Author || !c.Time.Equal(old.Time)) {
			t.Errorf("%s: %s %v became %s %v", c.ID, old.Author, old.Time, c.Author, c.Time)
		}
	}
}

// TestMerelyMentioned checks that people who are only spoken of get nothing.
func TestMerelyMentioned(t *testing.T) {
	before := build(t, []thread.Comment{
		nested("a", "", 1, "The Mayor Helga Brandt and Councillor Piet Moor signed the contract in May."),
		nested("b", "a", 2, "I met Helga Brandt once. Piet Moor was there as well, and so was Joris."),
		nested("c", "b", 3, "What did Joris say about Piet Moor on that day?"),
		nested("d", "", 1, "In his speech Piet Moor said that the bridge is safe."),
	})
	for _, c := range Thread(before, nil).All() {
		if c.Author != "" {
			t.Errorf("%s is given to %s: %+v", c.ID, c.Author, c.Provenance.Author)
		}
	}
}

// TestFlat resolves a source that shows no replies.
func TestFlat(t *testing.T) {
	var in []thread.Comment
	for i, c := range []struct{ author, text string }{
		{"ada", "The parser panics on an empty attribute list since the last release, see the trace below."},
		{"bob", "Which version of the parser exactly?"},
		{"cyd", "I cannot reproduce the panic on an empty attribute list with the development branch."},
		{"ada", "@bob Version 2.3.1."},
		{"dee", "Unrelated: the documentation of the options page is out of date."},
		{"eve", "> I cannot reproduce the panic on an empty attribute list with the development branch.\n\nTry with an attribute of one character."},
	} {
		in = append(in, thread.Comment{ID: fmt.Sprint("i", i), Author: c.author, Text: c.text})
	}
	before := build(t, in)
	if Thread(before, nil) != before {
		t.Error("links were invented without Options.Flat")
	}
	after := Thread(before, &Options{Flat: true})
	for id, want := range map[string]string{"i3": "i1", "i5": "i2"} {
		if c := get(t, after, id); c.Parent != want {
			t.Errorf("%s answers %q, want %q", id, c.Parent, want)
		}
	}
}

// TestReplyTo resolves the second level of a source that names people only.
func TestReplyTo(t *testing.T) {
	reply := func(id, author, to, text string) thread.Comment {
		return thread.Comment{ID: id, Parent: "top", Author: author, Text: text, Details: &thread.Details{ReplyTo: to}}
	}
	before := build(t, []thread.Comment{
		{ID: "top", Author: "ada", Text: "What a voice she has in the second song."},
		{ID: "r1", Parent: "top", Author: "bob", Text: "The third is better."},
		{ID: "r2", Parent: "top", Author: "cyd", Text: "I like the drums most."},
		reply("r3", "dee", "bob", "No way."),
	})
	if c := get(t, Thread(before, nil), "r3"); c.Parent != "r1" || c.Provenance.Displayed != "top" {
		t.Errorf("r3 answers %q: %+v", c.Parent, c.Provenance)
	}
}

// TestConservation checks on random pages that no comment is lost, moved in
// the input or changed in its text, and that no link runs in a circle.
func TestConservation(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields("the ferry bridge Olaf Nora fox41 said lost money, yes no “old harbour” accounts public 05/02/2021 at 4:00 pm wrote: @Mia why? because\n\n > never")
	for round := range 300 {
		n := 1 + rng.IntN(40)
		in := make([]thread.Comment, n)
		for i := range in {
			var text []string
			for range rng.IntN(30) {
				text = append(text, words[rng.IntN(len(words))])
			}
			parent, level := "", int32(1)
			if i > 0 && rng.IntN(4) > 0 {
				p := rng.IntN(i)
				if in[p].Level < 3 {
					parent, level = in[p].ID, in[p].Level+1
				} else {
					parent, level = in[p].Parent, 3
				}
			}
			in[i] = nested(fmt.Sprint("x", i), parent, level, strings.Join(text, " "))
			if rng.IntN(9) == 0 {
				in[i].Status = thread.Missing
			}
			if round%3 == 0 {
				in[i].Author = fmt.Sprint("w", rng.IntN(4))
			}
			if round%2 == 0 {
				in[i].Time = time.Unix(int64(1e9+60*i), 0).UTC()
			}
		}
		before := build(t, in)
		after := Thread(before, &Options{Flat: round%5 == 0, Order: Order(round % 3)})
		if after.Len() != n {
			t.Fatalf("round %d: %d comments became %d", round, n, after.Len())
		}
		i := 0
		for node := range after.ByInput() {
			if c := after.Comment(node); c.ID != in[i].ID || c.Text != in[i].Text || c.Status != in[i].Status {
				t.Fatalf("round %d: comment %d is %s", round, i, c.ID)
			}
			i++
		}
		for _, f := range after.Faults() {
			if f.Kind == thread.Cycle || f.Kind == thread.SelfParent || f.Kind == thread.MissingParent {
				t.Fatalf("round %d: %+v", round, f)
			}
		}
		for node, c := range after.All() {
			if e := after.ParentEvidence(node); e.Confidence < 0 || e.Confidence > 1 {
				t.Fatalf("%s: confidence %v", c.ID, e.Confidence)
			}
		}
		again := Thread(before, &Options{Flat: round%5 == 0, Order: Order(round % 3)})
		for node := range again.All() {
			if again.Parent(node) != after.Parent(node) || again.Comment(node).Author != after.Comment(node).Author {
				t.Fatalf("round %d: not the same twice", round)
			}
		}
	}
}

func TestEmpty(t *testing.T) {
	if Thread(nil, nil) != nil {
		t.Error("nil became a thread")
	}
	empty := build(t, nil)
	if Thread(empty, nil) != empty {
		t.Error("an empty thread was rebuilt")
	}
}

func FuzzThread(f *testing.F) {
	for _, c := range debate() {
		f.Add(c.Text+"\x00"+"Nora, no.\x00“lost money” yes", uint16(0x1234))
	}
	f.Fuzz(func(t *testing.T, s string, shape uint16) {
		var in []thread.Comment
		for i, text := range strings.Split(s, "\x00") {
			if i == 64 {
				break
			}
			parent, level := "", int32(1)
			if i > 0 && shape>>(i%16)&1 == 0 {
				p := &in[int(shape>>3)%i]
				parent, level = p.ID, p.Level+1
			}
			in = append(in, nested(fmt.Sprint("x", i), parent, level, text))
		}
		before := build(t, in)
		after := Thread(before, &Options{Cap: int(shape % 5), Flat: shape&64 != 0})
		if after.Len() != len(in) {
			t.Fatalf("%d comments became %d", len(in), after.Len())
		}
		for _, f := range after.Faults() {
			if f.Kind == thread.Cycle {
				t.Fatal(f)
			}
		}
	})
}

// TestTakenBack checks that a thread is returned itself where a second look takes
// the only change back: the words that x repeats under Danny's header turn out to
// be Tom's.
func TestTakenBack(t *testing.T) {
	before := build(t, []thread.Comment{
		nested("a", "", 1, "The harbour accounts were opened to everybody after the flood."),
		nested("x", "", 1, "Danny 03/01/2020 at 4:00 pm\n\nharbour accounts were opened to everybody\n\nNot to me."),
		nested("b", "a", 2, "Tom 03/01/2020 at 3:40 pm\n\nThey were not, and you know it."),
	})
	opt := &Options{Cap: -1, KeepAuthors: true, KeepTimes: true}
	r := newResolver(before, opt, model())
	r.prepare()
	if r.headers(); r.to[1] != 0 {
		t.Fatalf("the first look takes x to answer %d, want 0", r.to[1])
	}
	if after := Thread(before, opt); after != before {
		t.Errorf("nothing was inferred, but a copy was returned: x answers %q, %+v", get(t, after, "x").Parent, get(t, after, "x").Provenance)
	}
}
