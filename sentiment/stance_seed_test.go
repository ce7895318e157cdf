package sentiment_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/internal/shareddata"
	"github.com/seed-100d3eb7/rejoinder/sentiment"
	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/plaintext"
)

// The real page whose replies were read by hand: 51 of them have a parent on
// the page. A reply may have more than one right answer.
func TestParentStanceOnSeed(t *testing.T) {
	dir := shareddata.Dir(t)
	pages, err := filepath.Glob(filepath.Join(dir, "seeds", "002_*.txt"))
	if err != nil || len(pages) != 1 {
		t.Fatalf("seed 002: %q, %v", pages, err)
	}
	f, err := os.Open(pages[0])
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var comments []thread.Comment
	for c, err := range plaintext.Read(f, nil) {
		if err != nil {
			t.Fatal(err)
		}
		comments = append(comments, c)
	}
	gold := readGold(t, filepath.Join(dir, "seeds", "gold", "s002.jsonl"))
	// Who is answered is told apart from how: the depth cap of the page hides
	// it, so the right parents are taken from the reading by hand.
	var ids []string
	for _, c := range comments {
		if c.Status != thread.Missing {
			ids = append(ids, c.ID)
		}
	}
	for i, order := 0, 0; i < len(comments); i++ {
		c := &comments[i]
		if c.Status == thread.Missing {
			continue
		}
		order++
		g := gold[order]
		if g.parent > 0 {
			c.Parent, c.Level = ids[g.parent-1], 0
		}
		if g.author != "" {
			c.Author = g.author
		}
	}
	th, err := thread.New(comments, nil)
	if err != nil {
		t.Fatal(err)
	}
	scores := sentiment.English().AppendScores(nil, th)
	right, judged := 0, 0
	order := 0
	for n := range th.ByInput() {
		if th.Missing(n) {
			continue
		}
		order++
		want := gold[order].stance
		if len(want) == 0 || th.Parent(n) == thread.None || th.Missing(th.Parent(n)) {
			continue
		}
		judged++
		got := scores[n].Parent.Label(0).String()
		if slices.Contains(want, got) {
			right++
		} else {
			t.Logf("comment %d: %s %.2v, want %v", order, got, scores[n].Parent, want)
		}
	}
	t.Logf("%d of %d right", right, judged)
	if judged != 49 { // of 51, two answer a comment that the page lacks
		t.Errorf("%d replies judged, want 49", judged)
	}
	// The aim is 75 % of 51.
	if right < 39 {
		t.Errorf("%d of %d right", right, judged)
	}
}

// reading is what a reader says of a comment.
type reading struct {
	stance []string
	parent int // number of the comment answered; 0 top level or not on the page
	author string
}

// readGold returns the readings by the number of the comment.
func readGold(t *testing.T, name string) map[int]reading {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	gold := map[int]reading{}
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		var r struct {
			N      int               `json:"n"`
			Author string            `json:"author"`
			Parent []json.RawMessage `json:"true_parent"`
			Stance []string          `json:"stance_parent"`
		}
		if err := json.Unmarshal(in.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		g := reading{stance: r.Stance, author: r.Author}
		if slices.Contains(g.stance, "na") {
			g.stance = nil
		}
		if len(r.Parent) > 0 {
			g.parent, _ = strconv.Atoi(string(r.Parent[0]))
		}
		gold[r.N] = g
	}
	if err := in.Err(); err != nil {
		t.Fatal(err)
	}
	return gold
}
