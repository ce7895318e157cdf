package pseudonym_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/pseudonym"
)

func key(tb testing.TB) *pseudonym.Key {
	tb.Helper()
	k, err := pseudonym.New([]byte("sixteen bytes or more"))
	if err != nil {
		tb.Fatal(err)
	}
	return k
}

func threadOf(tb testing.TB, comments ...thread.Comment) *thread.Thread {
	tb.Helper()
	t, err := thread.New(comments, nil)
	if err != nil {
		tb.Fatal(err)
	}
	return t
}

func TestKeys(t *testing.T) {
	if _, err := pseudonym.New([]byte("short")); !errors.Is(err, pseudonym.ErrKey) {
		t.Errorf("%v", err)
	}
	other, err := pseudonym.New([]byte("another sixteen bytes"))
	if err != nil {
		t.Fatal(err)
	}
	k := key(t)
	seen := map[string]bool{}
	for _, label := range []string{k.Label("Sam", ""), k.Label("sam", ""), k.Label("Sam", "1"), k.Label("Sam", "2"), k.Label("1", ""), other.Label("Sam", "")} {
		if seen[label] || len(label) != len("person-")+10 || strings.Contains(label, "sam") {
			t.Errorf("label %s", label)
		}
		seen[label] = true
	}
	if k.Label("Sam", "1") != k.Label("Samuel", "1") {
		t.Error("one person, two labels")
	}
}

func TestTexts(t *testing.T) {
	k := key(t)
	ann, bob, fox := k.Label("Mary Bloom", ""), k.Label("bob_77", ""), k.Label("🦊", "")
	for in, want := range map[string]string{
		"Mary Bloom is right.":                   ann + " is right.",
		"MARY BLOOM! Ask Mary, or Bloom himself": ann + "! Ask " + ann + ", or " + ann + " himself",
		"a bloom in the garden":                  "a bloom in the garden",
		"@bob_77: no, Bob_77's wrong":            "@" + bob + ": no, " + bob + "'s wrong",
		"bob_778 and xbob_77":                    "bob_778 and xbob_77",
		"> bob_77 wrote:\n> yes":                 "> " + bob + " wrote:\n> yes",
		"thanks 🦊":                               "thanks " + fox,
		"ask /u/someone_else, @jo.doe@host.org.": "ask /u/" + k.Label("someone_else", "") + ", @" + k.Label("jo.doe@host.org", "") + ".",
		"mail me: Jo.Doe+x@host.org!":            "mail me: " + k.Label("jo.doe+x@host.org", "") + "!",
		"menu/item and 3@5 and a@b":              "menu/item and 3@5 and a@b",
		"":                                       "",
	} {
		out, err := k.Thread(threadOf(t,
			thread.Comment{ID: "1", Author: "Mary Bloom", Text: in}, thread.Comment{ID: "2", Author: "bob_77"}, thread.Comment{ID: "3", Author: "🦊"}))
		if err != nil {
			t.Fatal(err)
		}
		if got := out.Comment(0).Text; got != want {
			t.Errorf("%q becomes\n%q, want\n%q", in, got, want)
		}
	}
}

func TestThreads(t *testing.T) {
	k := key(t)
	in := threadOf(t,
		thread.Comment{ID: "p", Kind: thread.Post, Author: "Pat", Details: &thread.Details{AuthorID: "uid-9", Title: "Why Pat left", URL: "http://e/@Pat/1"}},
		thread.Comment{ID: "1", Parent: "p", Author: "Sam", Details: &thread.Details{AuthorID: "uid-1"}, Text: "Dear Pat"},
		thread.Comment{ID: "2", Parent: "1", Author: "Sam", Details: &thread.Details{AuthorID: "uid-2", ReplyTo: "uid-1"}, Text: "Sam?"},
		thread.Comment{ID: "3", Parent: "gone", Author: "Cy", Details: &thread.Details{ReplyTo: "Lee"}, Text: "Lee is gone"},
		thread.Comment{ID: "4", Parent: "3", Author: "Cy", Provenance: &thread.Provenance{Parent: thread.Evidence{Origin: thread.Quoted, Confidence: 0.5, Cue: "names Cy"}}},
	)
	out, err := k.Thread(in)
	if err != nil {
		t.Fatal(err)
	}
	if out.Len() != in.Len() || len(out.Authors()) != len(in.Authors()) || len(out.Faults()) != len(in.Faults()) {
		t.Fatalf("%d comments by %d people, %d faults", out.Len(), len(out.Authors()), len(out.Faults()))
	}
	for n, c := range out.All() {
		if out.Parent(n) != in.Parent(n) || out.Author(n) != in.Author(n) || c.ID != in.Comment(n).ID {
			t.Errorf("%s: another tree or another author", c.ID)
		}
		all := fmt.Sprintf("%+v %+v %+v", *c, c.Details, c.Provenance)
		for _, name := range []string{"Pat", "Sam", "Cy", "Lee", "uid-"} {
			if strings.Contains(all, name) {
				t.Errorf("%s in %s", name, all)
			}
		}
	}
	at := func(id string) *thread.Comment {
		n, ok := out.Lookup(id)
		if !ok {
			t.Fatal(id)
		}
		return out.Comment(n)
	}
	if d := at("2").Details; d.ReplyTo != at("1").Author || at("1").Author == at("2").Author {
		t.Errorf("two people of one name: %q, %q answers %q", at("1").Author, at("2").Author, d.ReplyTo)
	}
	if in.Comment(0).Author != "Pat" || in.Comment(0).Details.URL == "" {
		t.Error("the thread given has changed")
	}
}

// A pile of like names and a text without spaces take linear time.
func TestLinear(t *testing.T) {
	var in []thread.Comment
	for i := range 20000 {
		in = append(in, thread.Comment{ID: fmt.Sprint(i), Author: fmt.Sprint("Guest ", i), Text: "Guest Guest Guest"})
	}
	in = append(in, thread.Comment{ID: "long", Text: strings.Repeat("a.", 1<<20) + strings.Repeat("Guest ", 1<<18)})
	if _, err := key(t).Thread(threadOf(t, in...)); err != nil {
		t.Fatal(err)
	}
}

func FuzzThread(f *testing.F) {
	f.Add("Mary Bloom", "Mary, @x, u/y, a@b.c", "x1")
	f.Add("İ\xff", "i̇\xff @\xff", "")
	k := key(f)
	f.Fuzz(func(t *testing.T, name, text, id string) {
		in := threadOf(t, thread.Comment{ID: "1", Author: name, Text: text, Details: &thread.Details{AuthorID: id}}, thread.Comment{ID: "2", Parent: "1", Text: name})
		out, err := k.Thread(in)
		if err != nil || out.Len() != 2 || out.Parent(1) != 0 {
			t.Errorf("%v", err)
		}
		r, err := k.Replace(in)
		if err != nil {
			t.Fatal(err)
		}
		last := 0
		for i := range text {
			start, end := r.Span(0, i, i)
			if all, to := r.Span(0, i, len(text)); start < 0 || end < start || end < last || end > len(r.Thread.Comment(0).Text) || all != start || to != len(r.Thread.Comment(0).Text) {
				t.Fatalf("byte %d is at %d to %d", i, start, end)
			}
			last = start
		}
		if name != "" && out.Comment(0).Author != k.Label(name, id) {
			t.Errorf("author %q", out.Comment(0).Author)
		}
	})
}

func ExampleKey_Thread() {
	k, err := pseudonym.New([]byte("kept apart from the data"))
	if err != nil {
		fmt.Println(err)
		return
	}
	t, _ := thread.New([]thread.Comment{
		{ID: "1", Author: "Mary Bloom", Text: "When does it open?"},
		{ID: "2", Parent: "1", Author: "bob_77", Text: "Ask the council, Mary."},
	}, nil)
	t, _ = k.Thread(t)
	fmt.Print(t)
	// Output:
	// 1 person-qss65usiwp: When does it open?
	// └─ 2 person-33d5odeupj: Ask the council, person-qss65usiwp.
}

// TestNoSecret refuses a key that anybody could have.
func TestNoSecret(t *testing.T) {
	var k pseudonym.Key
	if out, err := k.Thread(threadOf(t, thread.Comment{ID: "1", Author: "Sam"})); !errors.Is(err, pseudonym.ErrKey) || out != nil {
		t.Errorf("%v, %v", out, err)
	}
	if l := k.Label("Sam", ""); l != "" {
		t.Errorf("label %s", l)
	}
}

// TestCase tells people apart whose names differ in their capitals.
func TestCase(t *testing.T) {
	k := key(t)
	out, err := k.Thread(threadOf(t,
		thread.Comment{ID: "1", Author: "Ann Lee", Text: "ann lee's idea, not Ann Lee's nor ANN LEE's"}, thread.Comment{ID: "2", Author: "ann lee"}))
	if err != nil {
		t.Fatal(err)
	}
	upper, lower := k.Label("Ann Lee", ""), k.Label("ann lee", "")
	var both string
	if _, err := fmt.Sscanf(out.Comment(0).Text, lower+"'s idea, not "+upper+"'s nor %17s's", &both); err != nil || both == upper || both == lower {
		t.Errorf("%s: %s or %s, %v", out.Comment(0).Text, lower, upper, err)
	}
}

// TestForms finds names in each of the forms that Unicode has for them.
func TestForms(t *testing.T) {
	k := key(t)
	const composed, apart = "Jos\u00e9 \u00c1vila", "Jose\u0301 A\u0301vila"
	for _, c := range [][2]string{{composed, apart}, {apart, composed}} {
		out, err := k.Thread(threadOf(t, thread.Comment{ID: "1", Author: c[0], Text: "Well, " + c[1] + "! And @" + c[1][:4]}, thread.Comment{ID: "2", Author: "Bob", Text: "caf" + "e\u0301"}))
		if err != nil {
			t.Fatal(err)
		}
		if got := out.Comment(0).Text; !strings.HasPrefix(got, "Well, "+k.Label(c[0], "")+"! ") {
			t.Errorf("%q", got)
		}
		if got := out.Comment(1).Text; got != "cafe\u0301" {
			t.Errorf("%q: another form without need", got)
		}
	}
}

// Places in the old text are found in the new one.
func TestSpans(t *testing.T) {
	k := key(t)
	text := "xx Mary Bloom, cafe\u0301 JOSE\u0301: 🦊 end"
	r, err := k.Replace(threadOf(t, thread.Comment{ID: "1", Author: "Mary Bloom", Text: text}, thread.Comment{ID: "2", Author: "José"}, thread.Comment{ID: "3", Author: "🦊"}))
	if err != nil {
		t.Fatal(err)
	}
	mary, jose, fox := k.Label("Mary Bloom", ""), k.Label("José", ""), k.Label("🦊", "")
	for old, want := range map[string]string{
		"xx": "xx", "xx Mary": "xx " + mary, "Mary Bloom": mary, "ary Bl": mary, "Bloom,": mary + ",", ", caf": ", caf", "cafe\u0301": "café",
		"JOSE": jose, "e\u0301 J": "é " + jose, ": 🦊 e": ": " + fox + " e", "end": "end", text: r.Thread.Comment(0).Text,
	} {
		at := strings.Index(text, old)
		start, end := r.Span(0, at, at+len(old))
		if got := r.Thread.Comment(0).Text[start:end]; got != want {
			t.Errorf("%q is now %q, want %q", old, got, want)
		}
		if got, want := r.Labelled(0, at, at+len(old)), strings.Contains(want, "person-"); got != want {
			t.Errorf("%q: labelled %v", old, got)
		}
	}
	if start, end := r.Span(1, 0, 0); start != 0 || end != 0 {
		t.Error("an empty text has a place")
	}
}
