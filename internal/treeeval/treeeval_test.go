package treeeval

import (
	"compress/gzip"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

func ptr[T any](v T) *T { return &v }

// page has four comments, one of them under a lost one.
func page() *Sample {
	return &Sample{
		ID: "s", Renderer: "r",
		Text: "Title\n\n4 thoughts on “Title”\n\n  1. a\n\n    1. b\n\n    1. c\n\n  2. d\n",
		Gold: []Gold{
			{ID: "a", Shown: 1, Visible: true, Line: ptr(4)},
			{ID: "b", Shown: 2, Visible: true, Line: ptr(6), ShownParent: ptr("a"), VisShown: ptr("a")},
			{ID: "x", Shown: 1},
			{ID: "c", Shown: 2, Visible: true, Line: ptr(8), ShownParent: ptr("x")},
			{ID: "d", Shown: 1, Visible: true, Line: ptr(10)},
		},
	}
}

func answer(s *Sample) []thread.Comment {
	at := func(mark string) int64 { return int64(strings.Index(s.Text, mark)) }
	return []thread.Comment{
		{ID: "c1", Level: 1, Pos: at("1. a")},
		{ID: "c2", Level: 2, Parent: "c1", Pos: at("1. b")},
		{ID: "m1", Level: 1, Status: thread.Missing},
		{ID: "c3", Level: 2, Parent: "m1", Pos: at("1. c")},
		{ID: "c4", Level: 1, Pos: at("2. d")},
	}
}

func TestScore(t *testing.T) {
	type counts struct{ recall, precision, parent, visible, orphans, lostPrecision, lostRecall Count }
	for name, c := range map[string]struct {
		change func([]thread.Comment) []thread.Comment
		want   counts
	}{
		"right": {func(c []thread.Comment) []thread.Comment { return c },
			counts{Count{4, 4}, Count{4, 4}, Count{4, 4}, Count{4, 4}, Count{1, 1}, Count{1, 1}, Count{1, 1}}},
		"nothing": {func([]thread.Comment) []thread.Comment { return nil },
			counts{Count{0, 4}, Count{}, Count{}, Count{}, Count{}, Count{}, Count{0, 1}}},
		"one missed": {func(c []thread.Comment) []thread.Comment { return c[:4] },
			counts{Count{3, 4}, Count{3, 3}, Count{3, 3}, Count{3, 3}, Count{1, 1}, Count{1, 1}, Count{1, 1}}},
		"claimed across the restart": {func(c []thread.Comment) []thread.Comment {
			c[3].Parent = "c1"
			return append(c[:2], c[3:]...)
		}, counts{Count{4, 4}, Count{4, 4}, Count{3, 4}, Count{3, 4}, Count{0, 1}, Count{}, Count{0, 1}}},
		"lost in the wrong place": {func(c []thread.Comment) []thread.Comment {
			c[3].Parent = "c1"
			return append([]thread.Comment{c[2]}, c[0], c[1], c[3], c[4])
		}, counts{Count{4, 4}, Count{4, 4}, Count{3, 4}, Count{3, 4}, Count{0, 1}, Count{0, 1}, Count{0, 1}}},
		"no item": {func(c []thread.Comment) []thread.Comment {
			return append([]thread.Comment{{ID: "c0", Level: 1, Pos: 0}}, c...)
		}, counts{Count{4, 4}, Count{4, 5}, Count{4, 4}, Count{4, 4}, Count{1, 1}, Count{1, 1}, Count{1, 1}}},
	} {
		s := page()
		o := Score(s, c.change(answer(s)))
		got := counts{o.Recall, o.Precision, o.Parent, o.Visible, o.Orphans, o.LostPrecision, o.LostRecall}
		if got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

// TestUnplaced scores a comment whose line the gold has in the article.
func TestUnplaced(t *testing.T) {
	s := page()
	s.Gold[1].Line = ptr(0)
	o := Score(s, answer(s))
	if o.Recall != (Count{3, 3}) || o.Precision != (Count{4, 4}) || o.Parent != (Count{4, 4}) {
		t.Errorf("recall %+v, precision %+v, parent %+v", o.Recall, o.Precision, o.Parent)
	}
}

func TestWilson(t *testing.T) {
	// Values of Newcombe 1998, table I: 81 of 263 and 0 of 20.
	lo, hi := Count{81, 263}.Wilson()
	if math.Abs(lo-0.2553) > 5e-5 || math.Abs(hi-0.3662) > 5e-5 {
		t.Errorf("81 of 263: [%.4f, %.4f]", lo, hi)
	}
	lo, hi = Count{0, 20}.Wilson()
	if lo != 0 || math.Abs(hi-0.1611) > 5e-5 {
		t.Errorf("0 of 20: [%.4f, %.4f]", lo, hi)
	}
	if lo, hi = (Count{}).Wilson(); lo != 0 || hi != 1 {
		t.Errorf("0 of 0: [%v, %v]", lo, hi)
	}
}

func TestSamples(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s.ndjson.gz")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	z := gzip.NewWriter(f)
	z.Write([]byte(`{"id":"a","renderer":"w3m","text":"x","gold":[{"id":"1","shown":1,"visible":true,"line":0}]}` + "\n" + `{"id":"b"}`))
	z.Close()
	f.Close()
	var ids []string
	if err := Samples(path, func(s *Sample) error { ids = append(ids, s.ID); return nil }); err != nil || strings.Join(ids, "") != "ab" {
		t.Errorf("%q, error %v", ids, err)
	}
	stop := errors.New("stop")
	if err := Samples(path, func(*Sample) error { return stop }); err != stop {
		t.Errorf("error %v, want the caller's", err)
	}
	if err := Samples(path+"x", nil); err == nil {
		t.Error("no error for a missing file")
	}
}

func TestReport(t *testing.T) {
	var r Report
	for range 2 {
		s := page()
		r.Add(s, answer(s))
	}
	if row := r.Row("r"); row == nil || row.Samples != 2 || row.Recall != (Count{8, 8}) || len(r.Rows()) != 1 || r.Row("other") != nil {
		t.Errorf("%+v", row)
	}
	var b strings.Builder
	if err := r.Write(&b); err != nil || !strings.Contains(b.String(), "8/8") {
		t.Errorf("%q, error %v", b.String(), err)
	}
}
