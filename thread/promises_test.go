package thread

import (
	"strings"
	"testing"
	"time"
)

// A name without a key is nobody's where two people with keys bear it.
func TestNameOfTwoPeople(t *testing.T) {
	in := cs("a b c d")
	for i, id := range []string{"k1", "k2", "", "k1"} {
		in[i].Author = "Ann"
		if id != "" {
			in[i].Details = &Details{AuthorID: id}
		}
	}
	th, _ := New(in, nil)
	who := [4]Author{th.Author(0), th.Author(1), th.Author(2), th.Author(3)}
	if who != [4]Author{0, 1, 2, 0} || len(th.Authors()) != 3 {
		t.Errorf("%v of %q", who, th.Authors())
	}
}

// Records that differ in what became of the comment are no copies.
func TestCopiesHaveOneStatus(t *testing.T) {
	in := cs("a a")
	in[0].Text, in[1].Text = "Yes.", "Yes."
	if th, _ := New(in, nil); th.Len() != 1 {
		t.Errorf("%d of two copies", th.Len())
	}
	in[1].Status = Removed
	if th, _ := New(in, nil); th.Len() != 2 {
		t.Errorf("%d of a comment and its removal", th.Len())
	}
}

func TestMinLinkTakesItsEqual(t *testing.T) {
	in := cs("a b<a c<b")
	in[2].Provenance = &Provenance{Displayed: "a", Parent: Evidence{Quoted, .625, ""}}
	for least, want := range map[float32]string{.625: "a(b(c))", .626: "a(b c)"} {
		if th, _ := New(in, &Options{MinLink: least}); brackets(th) != want {
			t.Errorf("%g: %s, want %s", least, brackets(th), want)
		}
	}
}

// A time that is known to the month, or without a zone, is older than another only
// where there is no doubt.
func TestEarlyIsCertain(t *testing.T) {
	at := func(day, hour int) time.Time { return time.Date(2021, 3, day, hour, 0, 0, 0, time.UTC) }
	for i, c := range []struct {
		parent, reply Comment
		early         bool
	}{
		{Comment{Time: at(20, 0)}, Comment{Time: at(1, 0)}, true},
		{Comment{Time: at(20, 0)}, Comment{Time: at(1, 0), Precision: Month}, false},
		{Comment{Time: at(20, 0).AddDate(0, 3, 0)}, Comment{Time: at(1, 0), Precision: Month}, true},
		{Comment{Time: at(20, 0)}, Comment{Time: at(1, 0), Floating: true}, false},
		{Comment{Time: at(20, 0), Floating: true}, Comment{Time: at(1, 0), Floating: true}, true},
	} {
		c.parent.ID, c.reply.ID, c.reply.Parent = "p", "r", "p"
		th, _ := New([]Comment{c.parent, c.reply}, nil)
		if got := len(th.Faults()) == 1; got != c.early {
			t.Errorf("case %d: %v", i, th.Faults())
		}
	}
}

// A difference that no Duration holds is told in words, and whom only a key names is
// shown by it.
func TestTellingLabels(t *testing.T) {
	in := cs("a b<a")
	in[0].Time, in[1].Time = time.Date(12021, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2021, 1, 1, 0, 0, 0, 0, time.UTC)
	in[1].Details = &Details{AuthorID: "u7"}
	th, _ := New(in, nil)
	if f := th.Faults(); len(f) != 1 || f[0].Detail != `centuries older than "a", which it answers` {
		t.Errorf("%v", f)
	}
	if s := th.String(); !strings.Contains(s, "b u7") {
		t.Error(s)
	}
}

// What a thread has copied is not kept alive by the buffer that the next one fills.
func TestGroupLetsGo(t *testing.T) {
	g := grouping{opt: &Options{}, yield: func(*Thread, error) bool { return true }}
	b := &batch{name: "t", comments: cs("a b<a c<a")}
	g.emit(g.held.PushBack(b))
	for _, c := range g.free[:cap(g.free)] {
		if c.ID != "" {
			t.Errorf("%s is kept", c.ID)
		}
	}
	if cap(g.free) < 3 {
		t.Error("the buffer is not used again")
	}
}
