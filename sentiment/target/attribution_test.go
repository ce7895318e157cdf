package target

import (
	"slices"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// mails is a list of letters whose attributions name days, months and people.
func mails(tb testing.TB) *thread.Thread {
	var cs []thread.Comment
	for i, text := range []string{
		"The Harbour Board must resign.",
		"On Tue, 7 Jan 2020 10:00:00 +0000, Carl Orff wrote:\n> The Harbour Board must resign.\n\nThe Harbour Board did well.",
		"On Wed, Jan 8, 2020 at 3:04 PM Carl Orff\n<carl@example.org> wrote:\n\n> The Harbour Board did well.\nNo, it did not.",
		"Carl Orff wrote:\n> No, it did not.\nWe met on Sat Mar 3 and on Sun, 4 March. The Harbour Board was there.",
		"Am Di., 7. Jan. 2020 um 10:00 Uhr schrieb Carl Orff:\n> Sat\nI was there on Thu and Fri.",
		"On Tue, 7 Jan 2020 10:00:00 +0000, Carl Orff wrote:\r\n\r\n> The Harbour Board must resign.\r\n\r\nWhy on Tue?",
	} {
		cs = append(cs, thread.Comment{ID: string(rune('a' + i)), Author: []string{"Ann Lee", "Bob Kay"}[i%2], Text: text})
	}
	th, err := thread.New(cs, nil)
	if err != nil {
		tb.Fatal(err)
	}
	return th
}

func TestAttributionsNameNoTarget(t *testing.T) {
	th := mails(t)
	var names []string
	for _, x := range Find(th, &Options{MinComments: 1}) {
		names = append(names, x.Name)
	}
	if !slices.Equal(names, []string{"Harbour Board"}) {
		t.Errorf("targets %q", names)
	}
	for _, m := range FindNamed(th, []string{"Carl Orff"}, nil)[0].Mentions {
		if !m.Quoted {
			t.Errorf("%s: the attribution is the writer's own", th.Comment(m.Node).ID)
		}
	}
}

func TestAttributions(t *testing.T) {
	for _, text := range []string{
		"Carl Orff wrote: the ferry is late.",
		"On Monday Carl Orff wrote a letter.\nIt says: > 3.",
		"Carl Orff wrote:\nI like it.",
		"wrote:", "wrote", ":", "On 3 wrote", strings.Repeat("wrote\n", 400),
	} {
		if got := attributions(text); got != nil {
			t.Errorf("%.40q: %v", text, got)
		}
	}
	flat := "On 7 Jan 2020, Carl Orff wrote: > We met. Yes."
	if got := attributions(flat); len(got) != 1 || flat[got[0][1]:] != " > We met. Yes." {
		t.Errorf("%v", got)
	}
}

// The writer's own words before an attribution, or where nothing is quoted, are no
// part of one.
func TestAttributionsLeaveOwnWords(t *testing.T) {
	for text, want := range map[string]string{
		"Ida Quell is great. Bob wrote:\n> x":                                         "Bob wrote:",
		"Ida Quell is great! On 7 Jan 2020, Bob wrote:\n> x":                          "On 7 Jan 2020, Bob wrote:",
		"On 3 May Ida Quell lied.\nBob wrote:\n> x":                                   "Bob wrote:",
		"Super. Am Di., 7. Jan. 2020 um 10:00 Uhr schrieb Carl Orff <c@example.org>:": "Am Di., 7. Jan. 2020 um 10:00 Uhr schrieb Carl Orff <c@example.org>:",
		"On Wed, Jan 8, 2020 at 3:04 p.m. Dr. J. R. Orff\n<c@example.org> wrote:\n":   "On Wed, Jan 8, 2020 at 3:04 p.m. Dr. J. R. Orff\n<c@example.org> wrote:",
		"Le mar. 7 janv. 2020 à 10:00, Carl Orff a écrit :\nIl pleut.":                "Le mar. 7 janv. 2020 à 10:00, Carl Orff a écrit :",
		"Mr. Orff wrote:\n> x": "Mr. Orff wrote:",
		"On trams Ida Quell is a liar who in 2016 wrote, against all facts:\nThe end is near.": "",
		"On 7 Jan 2020 she wrote a book with this in it:\nThe end is near.":                    "",
	} {
		got := ""
		if all := attributions(text); len(all) > 0 {
			got = text[all[0][0]:all[0][1]]
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestAddressed: after "@" and at the head a writer's name ends where it ends.
func TestAddressed(t *testing.T) {
	th := build(t,
		"1 x: The Harbour Board must go.",
		"2>1 y: @Ann Baker Try the Harbour Board.",
		"3>2 z: Ann Baker Try it. Tom Baker did.",
		"4>3 z: @Ann Baker Try Tom Baker. Tom Baker met the Harbour Board.",
	)
	cs := []thread.Comment{{ID: "0", Author: "Ann Baker", Text: "Hello all."}}
	for _, c := range th.All() {
		cs = append(cs, *c)
	}
	th, err := thread.New(cs, nil)
	if err != nil {
		t.Fatal(err)
	}
	targets := Find(th, &Options{MinComments: 1})
	for _, x := range targets {
		if strings.Contains(x.Name, "Try") || strings.Contains(x.Name, "Ann") {
			t.Errorf("target %q", x.Name)
		}
		if x.Name == "Tom Baker" && len(x.Mentions) != 3 {
			t.Errorf("Tom Baker: %+v", x.Mentions)
		}
	}
	if len(targets) != 2 {
		t.Errorf("%+v", targets)
	}
}

func TestFindNamedTwice(t *testing.T) {
	th := build(t, "1: NATO is late. Taxes are high.", "2>1: Nato was late, and taxes are fair.")
	got := FindNamed(th, []string{"taxes", "Taxes", "NATO", "Nato", "taxes"}, nil)
	for i, x := range got {
		if x.Comments != 2 || len(x.Mentions) != 2 || x.Name != []string{"taxes", "Taxes", "NATO", "Nato", "taxes"}[i] || slices.Contains(x.Aliases, x.Name) {
			t.Errorf("%+v", x)
		}
	}
}

func FuzzAttributions(f *testing.F) {
	f.Add("On 7 Jan 2020, Carl Orff wrote: > We met. Yes.")
	f.Add("a écrit : \n>x schrieb \r\n:\n> wrote:")
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for _, at := range attributions(text) {
			if at[0] < last || at[1] <= at[0] || at[1] > len(text) {
				t.Fatalf("%q: %v", text, at)
			}
			last = at[1]
		}
	})
}
