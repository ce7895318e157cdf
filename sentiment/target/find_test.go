package target

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// build makes a thread of "id>parent author: text" entries.
func build(tb testing.TB, entries ...string) *thread.Thread {
	tb.Helper()
	var cs []thread.Comment
	for _, e := range entries {
		head, text, _ := strings.Cut(e, ": ")
		place, author, _ := strings.Cut(head, " ")
		id, parent, _ := strings.Cut(place, ">")
		cs = append(cs, thread.Comment{ID: id, Parent: parent, Author: author, Text: text})
	}
	t, err := thread.New(cs, nil)
	if err != nil {
		tb.Fatal(err)
	}
	return t
}

func harbour(tb testing.TB) *thread.Thread {
	return build(tb,
		"1 pike: Whitlock has sold the harbour. Mayor Dana Whitlock promised us she would never do that.",
		"2>1 Marta Quill: Perhaps, but Whitlock's hands were tied by the Harbour Board.",
		"3>2 pike: Marta, nobody tied anything. The Harbour Board (HB) does what whitlock says.",
		"4>3: HB is a rubber stamp. I call her Madam Mortgage.",
		"5 osprey: Everything was fine under Tobias Renn. He at least read the contracts.",
		"6>5 pike: Renn read them? Renn signed them, and Dana only found out later.",
		"7>5: Typical. #DanaWhitlock must resign, and so must Rennn.",
		"8>7 Marta Quill: well done osprey, you have learned to use a hashtag",
	)
}

func TestFind(t *testing.T) {
	got := Find(harbour(t), nil)
	type row struct {
		Name    string
		Kind    Kind
		Aliases []string
	}
	var rows []row
	for _, x := range got {
		rows = append(rows, row{x.Name, x.Kind, x.Aliases})
	}
	want := []row{
		{"Dana Whitlock", Person, []string{"Whitlock", "Dana"}},
		{"Tobias Renn", Person, []string{"Renn"}},
		{"Harbour Board", Organisation, []string{"HB"}},
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Error(diff)
	}
}

func TestMentions(t *testing.T) {
	th := harbour(t)
	var got []string
	for _, x := range Find(th, nil) {
		for _, m := range x.Mentions {
			got = append(got, fmt.Sprintf("%s %s %q %s %.2f", x.Name, th.Comment(m.Node).ID, th.Comment(m.Node).Text[m.Start:m.End], m.Evidence.Cue, m.Evidence.Confidence))
		}
	}
	want := []string{
		`Dana Whitlock 1 "Whitlock" name 0.95`,
		`Dana Whitlock 1 "Dana Whitlock" name 0.97`,
		`Dana Whitlock 1 "she" pronoun 0.80`,
		`Dana Whitlock 2 "Whitlock" name 0.95`,
		`Dana Whitlock 3 "whitlock" lower case 0.88`,
		`Dana Whitlock 4 "her" pronoun after the comment answered 0.60`,
		`Dana Whitlock 6 "Dana" name 0.80`,
		`Dana Whitlock 7 "DanaWhitlock" tag 0.94`,
		`Tobias Renn 5 "Tobias Renn" name 0.97`,
		`Tobias Renn 5 "He" pronoun 0.80`,
		`Tobias Renn 6 "Renn" name 0.95`,
		`Tobias Renn 6 "Renn" name 0.95`,
		`Harbour Board 2 "Harbour Board" name 0.97`,
		`Harbour Board 3 "Harbour Board" name 0.97`,
		`Harbour Board 3 "HB" name 0.85`,
		`Harbour Board 4 "HB" name 0.85`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestPronounAfterAnotherSubject(t *testing.T) {
	th := build(t,
		"1 pike: Tobias Renn is new. If Tobias Renn stands, I will vote for him.",
		"2 osprey: Tobias Renn is old. If Tobias Renn stands, Whoever leads will eat him.",
	)
	var got []string
	for _, x := range FindNamed(th, []string{"Tobias Renn"}, nil) {
		for _, m := range x.Mentions {
			got = append(got, th.Comment(m.Node).ID+" "+th.Comment(m.Node).Text[m.Start:m.End])
		}
	}
	want := []string{"1 Tobias Renn", "1 Tobias Renn", "1 him", "2 Tobias Renn", "2 Tobias Renn"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestFindNamed(t *testing.T) {
	th := build(t,
		"1: Nuclear power is safe. nuclear power is also cheap.",
		"2>1: Tell that to Vera Okoro.",
		"3>2: Okoro never ran a reactor, she writes about nuclear power plants.",
	)
	got := FindNamed(th, []string{"nuclear power", "Vera Okoro", "wind"}, nil)
	var lines []string
	for _, x := range got {
		lines = append(lines, fmt.Sprint(x.Name, " ", x.Comments, " ", len(x.Mentions)))
	}
	if diff := cmp.Diff([]string{"nuclear power 2 3", "Vera Okoro 2 3", "wind 0 0"}, lines); diff != "" {
		t.Error(diff)
	}
	if FindNamed(th, nil, nil) != nil {
		t.Error("targets without names")
	}
}

func TestParticipants(t *testing.T) {
	th := build(t,
		"1 Arno: Gregor Vance lied to the committee.",
		"2>1 Lise: Arno, you say that of everybody. Gregor Vance did not lie.",
		"3>2 Arno: Lise, Vance did. Read it again, Lise.",
		"4>3 Kit: Hi Lise, he has a point. Arno does his homework.",
	)
	if got := Find(th, nil); len(got) != 1 || got[0].Name != "Gregor Vance" {
		t.Errorf("targets: %+v", got)
	}
	got := Find(th, &Options{Participants: true})
	i := slices.IndexFunc(got, func(x Target) bool { return x.Name == "Lise" })
	if i < 0 || !got[i].Participant {
		t.Errorf("Lise is no participant: %+v", got)
	}
}

func TestProseSortsSentenceHeads(t *testing.T) {
	// Capitals at the head of a sentence say nothing; parts of speech do.
	th := build(t,
		"1: Scoundrels run this town. Kowalczyk knows it.",
		"2>1: Scoundrels do. Kowalczyk said so.",
	)
	names := func(opt *Options) (out []string) {
		for _, x := range Find(th, opt) {
			out = append(out, x.Name)
		}
		return out
	}
	if got := names(nil); !slices.Equal(got, []string{"Kowalczyk"}) {
		t.Errorf("with prose: %q", got)
	}
	if got := names(&Options{Sentences: -1}); slices.Contains(got, "Kowalczyk") {
		t.Errorf("without prose the name cannot be told: %q", got)
	}
}

func TestFindTakesAnything(t *testing.T) {
	long := strings.Repeat("Ünï Cödé ", 5000)
	th := build(t, "1: ", "2: \xff\xfe\x00", "3: 😀😀😀", "4: "+long, "5: "+strings.Repeat("A", 1<<16),
		"6: #", "7: @", "8: ''’’“”\"", "9: Mr. Mr. Mr.", "10: U.S.A. U.S.", "11: -- - a-b- -", "12: 日本語の文章です。", "13: "+strings.Repeat("“", 3000))
	_ = Find(th, nil)
	_ = FindNamed(th, []string{"", " ", "Mr", "the", "U.S.", "\xff", "a b c d e f g h i"}, nil)
	var empty thread.Thread
	if got := Find(&empty, nil); len(got) != 0 {
		t.Errorf("targets of an empty thread: %v", got)
	}
}

// TestRepeatable holds prose to the letter: its own ties are broken by map
// order.
func TestRepeatable(t *testing.T) {
	threads := []*thread.Thread{harbour(t)}
	want := make([]string, len(threads))
	for run := range 50 {
		for i, th := range threads {
			b, err := json.Marshal(Find(th, nil))
			if err != nil {
				t.Fatal(err)
			}
			if run == 0 {
				want[i] = string(b)
			} else if want[i] != string(b) {
				t.Fatalf("run %d differs:\n%s\n%s", run, want[i], b)
			}
		}
	}
}

func BenchmarkFind(b *testing.B) {
	var cs []thread.Comment
	size := int64(0)
	for i := range 100_000 {
		c := thread.Comment{ID: fmt.Sprint(i), Text: fmt.Sprintf("I think Dana Whitlock was right about the harbour, and number %d says so too. Renn would have sold it twice over; he always did. The Harbour Board only nods.", i)}
		if i > 0 {
			c.Parent = fmt.Sprint(i / 2)
		}
		size += int64(len(c.Text))
		cs = append(cs, c)
	}
	t, err := thread.New(cs, nil)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		if got := Find(t, nil); len(got) == 0 {
			b.Fatal("nothing found")
		}
	}
	b.ReportMetric(float64(len(cs))*float64(b.N)/b.Elapsed().Seconds(), "comments/s")
}
