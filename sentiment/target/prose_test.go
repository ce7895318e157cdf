package target

import (
	"path/filepath"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/internal/shareddata"
	"github.com/seed-100d3eb7/rejoinder/internal/targeteval"
	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/towards"
)

// TestProseAdds measures what prose adds to telling names from ordinary words
// at the head of a sentence, where a capital says nothing. What a word is, the
// rest of the corpus tells: nearly always with a capital within sentences, or
// nearly always without.
func TestProseAdds(t *testing.T) {
	if testing.Short() {
		t.Skip("tags 600 sentences twice")
	}
	dir := shareddata.Dir(t)
	records, err := targeteval.Read(filepath.Join(dir, "data", "stance", "mt_csd", "train.jsonl.gz"), filepath.Join(dir, "data", "stance", "spinos", "train.jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	upper, lower := map[string]int{}, map[string]int{}
	var toks []towards.Token
	for _, r := range records {
		toks = towards.Tokenise(toks[:0], r.Text)
		for i := range toks {
			switch k := &toks[i]; {
			case !k.Word() || k.Is(towards.First|towards.Shout|towards.Tag):
			case k.Is(towards.Capital):
				upper[k.Low]++
			default:
				lower[k.Low]++
			}
		}
	}
	l := wordLists()
	g := newGrammar()
	var tags, inner []tag
	type count struct{ right, wrong, missed int }
	var with, without count
	add := func(c *count, said, is bool) {
		switch {
		case said && is:
			c.right++
		case said:
			c.wrong++
		case is:
			c.missed++
		}
	}
	judged := 0
	type vote struct {
		n, proper   int
		name, known bool
	}
	words := map[string]*vote{}
	for _, r := range records {
		toks = towards.Tokenise(toks[:0], r.Text)
		for i := 0; i < len(toks) && judged < 600; i++ {
			k := &toks[i]
			if !k.Is(towards.First) || !k.Is(towards.Capital) || k.Is(towards.Shout) || l.common[k.Low] || l.never[k.Low] || len(k.Low) < 3 {
				continue
			}
			u, n := upper[k.Low], upper[k.Low]+lower[k.Low]
			if n < 5 || u*20 > n && u*20 < 19*n {
				continue
			}
			end := i + 1
			for end < len(toks) && toks[end].Sent == k.Sent {
				end++
			}
			tags = g.sentence(tags[:0], r.Text, toks[i:end], "")
			inner = g.sentence(inner[:0], r.Text, toks[i:end], leadWord)
			v := words[k.Low]
			if v == nil {
				v = &vote{name: u*20 >= 19*n, known: l.given[k.Low] != 0 || l.place[k.Low]}
				words[k.Low] = v
			}
			v.n++
			if namedTwice(tags[0], inner[0]) {
				v.proper++
			}
			judged++
		}
	}
	for _, v := range words {
		if v.n > 1 {
			add(&with, v.known || v.proper*2 > v.n, v.name)
			add(&without, v.known, v.name)
		}
	}
	f1 := func(c count) float64 { return 2 * float64(c.right) / float64(2*c.right+c.wrong+c.missed) }
	t.Logf("%d sentence heads, by word: F1 of names %.2f with prose %+v, %.2f without %+v", judged, f1(with), with, f1(without), without)
	if recall := func(c count) float64 { return float64(c.right) / float64(c.right+c.missed) }; judged < 300 || recall(with) < recall(without)+0.2 || f1(with) < f1(without)-0.1 {
		t.Errorf("prose adds too little: %+v against %+v", with, without)
	}
}
