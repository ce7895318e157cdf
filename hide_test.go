package rejoinder_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder"
	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/pseudonym"
)

// Labels for names change no score, and what points into the texts points at the
// same words.
func TestPseudonymsChangeNoFinding(t *testing.T) {
	key, err := pseudonym.New([]byte("sixteen bytes or more"))
	if err != nil {
		t.Fatal(err)
	}
	comments := []thread.Comment{
		{ID: "1", Author: "Ann Marchbank", Text: "The council should sell the old baths."},
		{ID: "2", Parent: "1", Author: "bert_99", Text: "Jose\u0301 said it: Ann Marchbank, you are a lying idiot, and a stupid one, Marchbank."},
		{ID: "3", Parent: "2", Author: "José", Text: "I agree with bert_99. Ann Marchbank is a disgrace, and @mayor_kit is a fool."},
		{ID: "4", Parent: "3", Author: "Cy", Text: "Ann Marchbank is right about the baths, and @mayor_kit is no fool. Mr Otter is one."},
		{ID: "5", Parent: "1", Author: "🦊", Text: "🦊 here: Ann Marchbank is great, idiot. mayor_kit was good, mayor_kit is honest."},
	}
	analysis := func(opt *rejoinder.Options) *rejoinder.Analysis {
		th, err := thread.New(comments, nil)
		if err != nil {
			t.Fatal(err)
		}
		a, err := rejoinder.AnalyzeThread(th, opt)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	targets := []string{"Ann Marchbank", "mayor_kit", "baths", "bert_99", "Mr Otter"}
	plain := analysis(&rejoinder.Options{Targets: targets})
	hidden := analysis(&rejoinder.Options{Targets: targets, Pseudonyms: key})
	spans, mentions := 0, 0
	for n := range plain.Scores {
		p, h := &plain.Scores[n], &hidden.Scores[n]
		if p.Hostility.Score != h.Hostility.Score || p.Hostility.Label != h.Hostility.Label || p.Parent != h.Parent ||
			len(p.Targets) != len(h.Targets) || len(p.Hostility.Spans) != len(h.Hostility.Spans) {
			t.Fatalf("comment %d: %+v, with labels %+v", n+1, p, h)
		}
		for i := range p.Targets {
			if x, y := p.Targets[i], h.Targets[i]; x.Favor != y.Favor || x.Against != y.Against {
				t.Errorf("comment %d: %+v, with labels %+v", n+1, x, y)
			}
		}
		for i, s := range p.Hostility.Spans {
			was, is := comments[n].Text[s.Start:s.End], hidden.Thread.Comment(thread.Node(n)).Text[h.Hostility.Spans[i].Start:h.Hostility.Spans[i].End]
			if was != is && !strings.HasPrefix(is, "person-") {
				t.Errorf("comment %d: %q is marked where %q was", n+1, is, was)
			}
			spans++
		}
	}
	for i := range plain.Targets {
		for j, m := range plain.Targets[i].Mentions {
			was := comments[m.Node].Text[m.Start:m.End]
			h := hidden.Targets[i].Mentions[j]
			is := hidden.Thread.Comment(h.Node).Text[h.Start:h.End]
			if was != is && !strings.HasPrefix(is, "person-") && is != "Mr Otter" {
				t.Errorf("%q is a mention where %q was", is, was)
			}
			mentions++
		}
	}
	if spans < 3 || mentions < 5 {
		t.Errorf("%d spans, %d mentions", spans, mentions)
	}
	if plain.Stance.Parent != hidden.Stance.Parent || plain.Hostility.Rate != hidden.Hostility.Rate {
		t.Errorf("%+v, with labels %+v", plain.Stance, hidden.Stance)
	}
	for i, c := range plain.Stance.Targets {
		h := hidden.Stance.Targets[i]
		if h.Target = c.Target; h != c {
			t.Errorf("%+v, with labels %+v", c, h)
		}
	}
	r := rejoinder.NewReport(nil)
	r.Add(hidden)
	var out bytes.Buffer
	if err := r.WriteJSON(&out); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Marchbank", "bert", "Jos", "🦊", "Cy"} {
		if strings.Contains(out.String(), name) {
			t.Errorf("%s is left", name)
		}
	}
	for _, target := range hidden.Targets {
		if target.Name == "mayor_kit" && !strings.Contains(hidden.Thread.Comment(4).Text, "mayor_kit") {
			t.Error("a target is called by a handle that has a label")
		}
	}
}
