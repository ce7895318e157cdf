package sentiment

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/seed-100d3eb7/rejoinder/internal/race"
	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/hostile"
	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/pairs"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

func TestPlain(t *testing.T) {
	m := English()
	for _, c := range []struct {
		text string
		want bool
	}{
		{"You are an idiot.", true},
		{"You are not an idiot.", false},
		{"He called me an idiot.", false},
		{"I was such an idiot to trust the forecast.", false},
		{"Shut up, you utter moron", true},
		{"Thank you for the kind words.", false},
		{"Y0u 1d10t", true},
		{"what an i d i o t you are", true},
		{"You f**king c*nt", true},
		{"The train to Scunthorpe leaves at ten.", false},
		{"see https://example.com/idiot-moron/fuck", false},
		{"BwMAF4GiogA", false},
		{"People who say \"you are an idiot\" are not helping.", false},
		{"Yоu аre аn idiоt", true}, // Cyrillic vowels
		{"You are an id\u200biot", true},
		{"kill the process with id 5a55f0", false},
	} {
		s := m.Score("", c.text)
		if got := s.Hostility.Score >= HostileFrom; got != c.want {
			t.Errorf("%q: hostile %v (score %.2f, spans %v), want %v", c.text, got, s.Hostility.Score, s.Hostility.Spans, c.want)
		}
	}
}

func TestNothingToScore(t *testing.T) {
	m := English()
	for _, s := range []string{"", "  \n", "[deleted]", "[removed]", "!!!", "😀", "\xff\xfe", "\x00", "https://example.org/"} {
		if got := m.Score("", s); got.Scored {
			t.Errorf("%q is scored: %+v", s, got)
		}
	}
}

func TestThreadScoresAsSingle(t *testing.T) {
	m := English()
	th, err := thread.New([]thread.Comment{
		{ID: "a", Text: "The bridge will cost too much."},
		{ID: "b", Parent: "a", Text: "You are an idiot."},
		{ID: "c", Parent: "gone", Text: "Thank you."},
		{ID: "d", Parent: "b", Text: "[deleted]", Status: thread.Deleted},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	scores := m.AppendScores(make([]Scores, 1), th)
	if len(scores) != th.Len()+1 {
		t.Fatalf("%d scores for %d nodes", len(scores), th.Len())
	}
	scores = scores[1:]
	for n, c := range th.All() {
		got := scores[n]
		if th.Missing(n) || c.ID == "d" {
			if got.Scored {
				t.Errorf("%s is scored", c.ID)
			}
			continue
		}
		if want := m.Score("", c.Text).Hostility.Score; got.Hostility.Score != want {
			t.Errorf("%s: %v, alone %v", c.ID, got.Hostility.Score, want)
		}
		if c.ID == "b" && (got.Hostility.Target != ParentAuthor || got.Hostility.Label < Hostile || len(got.Hostility.Spans) == 0) {
			t.Errorf("b: %+v", got.Hostility)
		}
	}
}

func TestSpans(t *testing.T) {
	m := English()
	for _, c := range pairs.Generate() {
		check(t, m, c.Text)
	}
	check(t, m, "naïve — you are an ïdîöt 😀 moron")
}

func check(t *testing.T, m *Model, text string) {
	t.Helper()
	h := m.Score("", text).Hostility
	last := 0
	for _, s := range h.Spans {
		if s.Start < last || s.End <= s.Start || s.End > len(text) {
			t.Fatalf("%q: spans %v", text, h.Spans)
		}
		if utf8.ValidString(text) && !utf8.ValidString(text[s.Start:s.End]) {
			t.Fatalf("%q: span cuts a character: %v", text, h.Spans)
		}
		last = s.End
	}
	if !(h.Score >= 0 && h.Score <= 1) || !(h.InContext >= 0 && h.InContext <= 1) {
		t.Fatalf("%q: %v", text, h)
	}
}

func TestConcurrentScoresAreEqual(t *testing.T) {
	m := English()
	texts := comments(300, true)
	want := make([]float32, len(texts))
	for i, s := range texts {
		want[i] = m.Score("", s).Hostility.Score
	}
	var wg sync.WaitGroup
	for k := range 4 {
		wg.Go(func() {
			for i := range texts {
				i = (i + k*71) % len(texts)
				if got := m.Score("", texts[i]).Hostility.Score; got != want[i] {
					t.Errorf("text %d: %v, then %v", i, want[i], got)
					return
				}
			}
		})
	}
	wg.Wait()
}

func TestCalmTextAllocatesNothing(t *testing.T) {
	if race.Enabled {
		t.Skip("the race detector makes pools forget")
	}
	m := English()
	var calm []string
	for _, s := range comments(200, false) {
		if len(m.Score("", s).Hostility.Spans) == 0 {
			calm = append(calm, s)
		}
	}
	if len(calm) < 100 {
		t.Fatalf("%d calm texts", len(calm))
	}
	i := 0
	if n := testing.AllocsPerRun(2000, func() {
		m.Score("", calm[i%len(calm)])
		i++
	}); n >= 1 {
		t.Errorf("%v allocations a comment", n)
	}
}

func TestReadChecks(t *testing.T) {
	if _, err := Read(strings.NewReader(englishFile)); err != nil {
		t.Fatal(err)
	}
	damaged := []byte(englishFile)
	damaged[len(damaged)/2] ^= 1
	if _, err := Read(bytes.NewReader(damaged)); !errors.Is(err, ErrChecksum) {
		t.Errorf("damaged: %v", err)
	}
	if _, err := Read(strings.NewReader("hello")); !errors.Is(err, ErrFormat) {
		t.Errorf("no model: %v", err)
	}
	if c := English().Card(); c.Name == "" || c.Version == "" || len(c.SHA256) != 64 || !slices.Equal(c.Languages, []string{"en"}) {
		t.Errorf("card %+v", c)
	}
	if len(englishFile) > 2<<20 {
		t.Errorf("model of %d bytes", len(englishFile))
	}
}

func TestWithPrior(t *testing.T) {
	m := English()
	rare, common := m.WithPrior(0.01), m.WithPrior(0.5)
	if p, q := rare.Prior(), m.WithPrior(0.3).WithPrior(0.5).Prior(); math.Abs(p-0.01) > 1e-6 || math.Abs(q-0.5) > 1e-6 {
		t.Errorf("priors %v and %v, want 0.01 and 0.5", p, q)
	}
	for _, s := range []string{"You are an idiot.", "Thank you.", "This is a disgrace."} {
		a, b, c := rare.Score("", s).Hostility.Score, m.Score("", s).Hostility.Score, common.Score("", s).Hostility.Score
		if !(a < b && b < c) {
			t.Errorf("%q: %v, %v, %v", s, a, b, c)
		}
	}
}

func TestWithMean(t *testing.T) {
	m := English()
	texts := []string{"You are an idiot.", "Thank you.", "This is a disgrace.", "I agree with the second point.", "What utter rubbish, you clown.", "See the map on page nine."}
	scores := []float64{math.NaN()}
	for _, s := range texts {
		scores = append(scores, float64(m.Score("", s).Hostility.Score))
	}
	for _, share := range []float64{0.05, 0.3, 0.7} {
		moved, mean := m.WithMean(share, scores), 0.0
		for i, s := range texts {
			p := float64(moved.Score("", s).Hostility.Score)
			mean += p / float64(len(texts))
			was := scores[i+1]
			if d := math.Log(p/(1-p)) - math.Log(was/(1-was)) - math.Log(moved.Prior()/(1-moved.Prior())) + math.Log(m.Prior()/(1-m.Prior())); math.Abs(d) > 1e-2 {
				t.Errorf("%v: %q moved by %v more than the prior", share, s, d)
			}
		}
		if math.Abs(mean-share) > 1e-3 {
			t.Errorf("mean %v, want %v", mean, share)
		}
	}
	for _, none := range [][]float64{nil, {math.NaN()}} {
		if p := m.WithMean(0.2, none).Prior(); math.Abs(p-0.2) > 1e-6 {
			t.Errorf("%v: prior %v, want 0.2", none, p)
		}
	}
	for _, share := range []float64{math.Inf(-1), 0, 1, 7} {
		if p := m.WithMean(share, []float64{0, 1, 0.5}).Prior(); !(p > 0 && p < 1) {
			t.Errorf("share %v: prior %v", share, p)
		}
	}
}

// TestWithPriorMovesKinds: no kind is surer than the whole only because another
// prior moved the whole alone; profanity is no kind of hostility.
func TestWithPriorMovesKinds(t *testing.T) {
	m, text := English(), "You are an idiot, I will kill you"
	base := m.Score("", text).Hostility
	for _, share := range []float64{0.0001, 0.001, 0.5, 0.9} {
		h := m.WithPrior(share).Score("", text).Hostility
		for _, k := range []Kind{Insult, Threat, SevereToxicity, IdentityAttack} {
			if up := share > m.Prior(); (h.Kinds[k] > base.Kinds[k]) != up {
				t.Errorf("prior %v: %v moved from %v to %v", share, k, base.Kinds[k], h.Kinds[k])
			}
		}
		if h.Kinds[Insult] > h.Score || h.Kinds[Threat] > h.Score {
			t.Errorf("prior %v: score %v, kinds %v", share, h.Score, h.Kinds)
		}
		if h.Kinds[Profanity] != base.Kinds[Profanity] {
			t.Errorf("prior %v moves profanity", share)
		}
	}
	for _, odd := range []*Model{m.WithPrior(math.NaN()), m.WithMean(math.NaN(), nil), m.WithMean(math.NaN(), []float64{0.1})} {
		if odd != m {
			t.Errorf("a share that is NaN gives another model")
		}
	}
	if p := m.WithMean(0.2, []float64{-3, 0.2, 9, math.Inf(1)}).Prior(); !(p > 0 && p < 1) {
		t.Errorf("prior %v", p)
	}
}

func TestHostilityLabelOf(t *testing.T) {
	for _, c := range []struct {
		score, severe float32
		want          HostilityLabel
	}{{0, 0, None}, {0.19, 1, None}, {0.2, 0, Mild}, {0.49, 1, Mild}, {0.5, 0.49, Hostile}, {0.5, 0.5, Severe}, {1, float32(nan), Hostile}, {float32(nan), 1, None}} {
		if got := HostilityLabelOf(c.score, c.severe); got != c.want {
			t.Errorf("%v, %v: %v, want %v", c.score, c.severe, got, c.want)
		}
	}
}

func TestExplainUnscored(t *testing.T) {
	for _, text := range []string{"", "[deleted]", "!!!"} {
		if e := English().Explain("", text); e.Scores.Scored || e.LogOdds == e.LogOdds || e.Terms != nil {
			t.Errorf("%q: %+v", text, e)
		}
	}
}

func FuzzScore(f *testing.F) {
	for _, s := range []string{"", "you idiot", "f*ck y0u", "i d i o t", "> you fool\nno", "\xff\x00", "“you fool” he said", "a\u0301\u200b"} {
		f.Add(s)
	}
	m := English()
	f.Fuzz(func(t *testing.T, s string) { check(t, m, s) })
}

func ExampleModel_Score() {
	s := English().Score("The bridge is too expensive.", "Shut up, you clown.")
	fmt.Println(s.Hostility.Label >= Hostile, s.Hostility.Target)
	// Output: true parent-author
}

func ExampleModel_Explain() {
	e := English().Explain("", "He said that I am not a fool.")
	for _, t := range e.Terms {
		fmt.Println(t.Class, t.Context, t.Counts)
	}
	// Output: insult reported false
}

// Whom a reply is aimed at, and what its parent adds, hang on no prior.
func TestPriorMovesScoresAlone(t *testing.T) {
	parent, text := "You liar, read it again.", "They are all fools, and so are you."
	judge := func(m *hostile.Model) (float64, hostile.Target, hostile.Target) {
		var s hostile.Scratch
		p := m.Score(&s, parent)
		above := m.Above(&s, &p)
		r := m.Score(&s, text)
		in := float64(m.InContext(r, above.Logit))
		best, aimed := m.Aim(&s, text, &r, &above)
		return math.Log(in / (1 - in)), best, aimed
	}
	m := English().hostile
	z, best, aimed := judge(m)
	base := float64(m.Prior())
	for _, share := range []float64{0.001, 0.5, 0.9} {
		z2, best2, aimed2 := judge(m.WithPrior(share))
		if best2 != best || aimed2 != aimed {
			t.Errorf("prior %v: aimed at %v, %v; before at %v, %v", share, best2, aimed2, best, aimed)
		}
		want := math.Log(share/(1-share)) - math.Log(base/(1-base))
		if math.Abs(z2-z-want) > 1e-3 {
			t.Errorf("prior %v moves the score in context by %v, want %v", share, z2-z, want)
		}
	}
}

// TestNoContext: neither what a site shows in place of a comment nor a post makes
// a reply more or less hostile.
func TestNoContext(t *testing.T) {
	m, text := English(), "You are wrong, you fool."
	if h := m.Score("Nice weather.", text).Hostility; h.InContext == h.Score {
		t.Fatal("a calm parent changes nothing")
	}
	for _, parent := range []string{"", "[deleted]", "[removed]", " [removed]\n"} {
		if h := m.Score(parent, text).Hostility; h.InContext != h.Score {
			t.Errorf("%q: %v in context, %v alone", parent, h.InContext, h.Score)
		}
	}
	if s := m.Score("Nice weather.", "[deleted]"); s.Scored || s.Hostility.InContext != 0 {
		t.Errorf("%+v", s)
	}
	for kind, alone := range map[thread.Kind]bool{thread.Post: true, thread.Reply: false} {
		th, err := thread.New([]thread.Comment{{ID: "p", Kind: kind, Text: "Nice weather."}, {ID: "a", Parent: "p", Text: text}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if h := m.AppendScores(nil, th)[1].Hostility; (h.InContext == h.Score) != alone || (h.Target == ParentAuthor) == alone {
			t.Errorf("%v: %+v", kind, h)
		}
	}
}
