package stats_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/seed-100d3eb7/rejoinder/stats"
	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/convokit"
	"github.com/seed-100d3eb7/rejoinder/thread/discourse"
	"github.com/seed-100d3eb7/rejoinder/thread/github"
	"github.com/seed-100d3eb7/rejoinder/thread/mbox"
)

// posted makes a Post "p" by op with comments below it, parents as in build and
// -1 for the Post: named as the parent, or not, as most readers have it.
func posted(tb testing.TB, named bool, parents []int, authors ...string) *thread.Thread {
	tb.Helper()
	cs := []thread.Comment{{ID: "p", Kind: thread.Post, Author: "op", Time: epoch}}
	for i, p := range parents {
		c := thread.Comment{ID: fmt.Sprint("c", i), Time: epoch.Add(time.Duration(60*(i+1)) * time.Second)}
		if len(authors) > i {
			c.Author = authors[i]
		}
		switch {
		case p >= 0:
			c.Parent = fmt.Sprint("c", p)
		case named:
			c.Parent = "p"
		}
		cs = append(cs, c)
	}
	t, err := thread.New(cs, nil)
	if err != nil {
		tb.Fatal(err)
	}
	return t
}

// columnsOf is what everything leaves out: columns, and what has no JSON form.
func columnsOf(t *thread.Thread, score []float64) string {
	spells, nodes := stats.FirstReplies(t, time.Time{})
	first, wait := stats.FirstHostile(t, score, 0.5)
	var c stats.Corpus
	c.Add(t)
	report, err := json.Marshal(c.Report())
	var b stats.Bins
	b.AddCourse(t, score, 3)
	var size stats.Bins
	size.AddSize(t, score)
	prefix := stats.FirstN(t, 3)
	shape, _ := json.Marshal(stats.ShapeOf(prefix))
	for n := range t.All() {
		branch, _ := json.Marshal(stats.BranchShape(t, n))
		shape = append(shape, branch...)
	}
	return fmt.Sprint(stats.Parents(nil, t), stats.Depths(nil, t), stats.Sizes(nil, t), stats.Replies(nil, t), stats.Delays(nil, t),
		stats.Positions(nil, t), stats.TimePositions(nil, t), stats.Accumulation(t, score), stats.PathSlopes(nil, t, score),
		stats.Exchanges(t, 1, score), stats.Dyads(t, 1, score), spells, nodes, first, wait, stats.BaselineForecast(t, score, 0.5),
		b.Means(), size.Means(), string(report), err, string(shape))
}

// sets is the measures that the order of nodes does not touch.
func sets(t *thread.Thread) string {
	var m stats.Interactions
	m.Add(t, nil)
	var c stats.Corpus
	c.Add(t)
	l := stats.LatencyOf(t)
	depths, sizes, replies := stats.Depths(nil, t), stats.Sizes(nil, t), stats.Replies(nil, t)
	slices.Sort(depths)
	slices.Sort(sizes)
	slices.Sort(replies)
	b, err := json.Marshal([]any{
		stats.ShapeOf(t), stats.OffspringOf(t), &m, stats.HyperConvoOf(t), c.Report(), l.Known, l.Unknown, l.Median, l.FirstReply,
		stats.ParticipationOf(t), depths, sizes, replies, stats.DiscussionScore(stats.SubThreads(t)), stats.HourOfWeek(t, nil),
		len(stats.Exchanges(t, 1, nil)),
	})
	return string(b) + fmt.Sprint(err)
}

func TestAPostNeedNotBeNamed(t *testing.T) {
	r := rng(401)
	for round := range 80 {
		// Placeholders may stand elsewhere among the nodes, and those that FirstN
		// makes again know less: figures of sets alone agree.
		lost := round%4 == 0
		n := 1 + r.IntN(30)
		implicit := []thread.Comment{{ID: "p", Kind: thread.Post, Author: "op", Time: epoch}}
		for i := range n {
			c := thread.Comment{ID: fmt.Sprint("c", i), Time: epoch.Add(time.Duration(100*(i+1)+r.IntN(90)) * time.Second)}
			if k := r.IntN(5); k > 0 {
				c.Author = []string{"", "op", "u1", "u2", "u3"}[k]
			}
			if p := r.IntN(i+1) - 1; p >= 0 {
				c.Parent = fmt.Sprint("c", p)
			}
			switch r.IntN(12) {
			case 0:
				if lost {
					c.Parent = "lost"
				}
			case 1:
				c.Kind = thread.System
			case 2:
				c.Details = &thread.Details{ReplyTo: "op"}
			case 3:
				if lost {
					c.Status, c.Author = thread.Missing, ""
				}
			}
			implicit = append(implicit, c)
		}
		explicit := slices.Clone(implicit)
		for i := range explicit[1:] {
			if c := &explicit[i+1]; c.Parent == "" {
				c.Parent = "p"
			}
		}
		for _, at := range []int{0, len(implicit) / 2} { // the Post may stand among its comments
			early := at > 0
			if early {
				implicit[0].Time = epoch.Add(time.Duration(150*(n/2)) * time.Second)
				explicit[0].Time = implicit[0].Time
			}
			a, _ := thread.New(explicit, nil)
			b, _ := thread.New(implicit, nil)
			score := func(t *thread.Thread) []float64 {
				col := make([]float64, t.Len())
				for n, c := range t.All() {
					col[n] = float64(len(c.ID)*7+int(c.ID[len(c.ID)-1])*13%29) / 60
				}
				return col
			}
			x, y := sets(a), sets(b)
			if !lost {
				x, y = x+everything(a, score(a)), y+everything(b, score(b))
			}
			if !early && !lost {
				x, y = x+columnsOf(a, score(a)), y+columnsOf(b, score(b))
			}
			if x != y {
				k := 0
				for k < min(len(x), len(y)) && x[k] == y[k] {
					k++
				}
				t.Fatalf("the Post at %d of %d:\nnamed     …%.200s\nnot named …%.200s", at, n, x[max(0, k-60):], y[max(0, k-60):])
			}
		}
	}
}

func TestAPostIsTheRoot(t *testing.T) {
	for _, named := range []bool{true, false} {
		for n := 2; n < 12; n++ {
			s := stats.ShapeOf(posted(t, named, slices.Repeat([]int{-1}, n-1)))
			near(t, "virality of a star", s.Virality.Value, 2*float64(n-1)/float64(n), 1e-12)
			s = stats.ShapeOf(posted(t, named, path(n-1)))
			near(t, "virality of a path", s.Virality.Value, float64(n+1)/3, 1e-12)
			if s.ImpliedRoot || s.Roots != 1 || s.Depth != n-1 || s.Comments != n-1 || s.Posts != 1 {
				t.Errorf("path of a post and %d: %+v", n-1, s)
			}
		}
		// op posts; ann and bob answer; op answers ann; ann answers op.
		tr := posted(t, named, []int{-1, -1, 0, 2}, "ann", "bob", "op", "ann")
		s := stats.ShapeOf(tr)
		if !slices.Equal(s.Widths, []int{2, 1, 1}) || s.Inferred.N != 4 || s.Inferred.Value != 0 || s.Wiener != 3*2+2*3+4+4 {
			t.Errorf("%+v", s)
		}
		if d := stats.Depths(nil, tr); !slices.Equal(d, []float64{0, 1, 2, 3, 1}) {
			t.Errorf("depths %v", d)
		}
		if r := stats.Replies(nil, tr); !slices.Equal(r, []float64{2, 1, 1, 0, 0}) {
			t.Errorf("replies %v", r)
		}
		if s := stats.Sizes(nil, tr); !slices.Equal(s, []float64{5, 3, 2, 1, 1}) {
			t.Errorf("sizes %v", s)
		}
		if o := stats.OffspringOf(tr); o.Roots != 1 || o.RootReplies != 2 || o.Counts[0] != 2 || o.Counts[1] != 2 {
			t.Errorf("%+v", o)
		}
		if sub := stats.SubThreads(tr); len(sub) != 2 || sub[0].Depth != 3 || sub[1].Depth != 1 {
			t.Errorf("%+v", sub)
		}
		if l := stats.LatencyOf(tr); l.Known != 4 || l.Unknown != 0 || l.Mean.Value != (60+120+120+60)/4 {
			t.Errorf("%+v", l)
		}
		spells, nodes := stats.FirstReplies(tr, time.Time{})
		if !slices.Equal(nodes, []thread.Node{0, 1, 2, 3, 4}) || spells[0] != (stats.Spell{Time: 60, Event: true}) || spells[3].Event {
			t.Errorf("%v %v", spells, nodes)
		}
		var m stats.Interactions
		m.Add(tr, nil)
		b, _ := json.Marshal(&m)
		if string(b) != `{"participants":["ann","bob","op"],"wrote":[2,1,1],"replies":[[0,2,2],[1,2,1],[2,0,1]],"known":4,"unknown":0}` {
			t.Errorf("%s", b)
		}
		if e := stats.Exchanges(tr, 3, nil); len(e) != 1 || e[0].Replies != 3 || e[0].Start != 0 {
			t.Errorf("ping-pong %+v", e)
		}
		if d := stats.Dyads(tr, 3, nil); len(d) != 1 || d[0].Replies != 3 || d[0].StartedByA != 1 {
			t.Errorf("dyads %+v", d)
		}
		// The Post is hostile, then the second comment.
		comments, wait := stats.FirstHostile(tr, []float64{1, 0, 0, 0, 1}, 0.5)
		if comments != (stats.Spell{Time: 2, Event: true}) || wait != (stats.Spell{Time: 60, Event: true}) {
			t.Errorf("first hostile %v, %v", comments, wait)
		}
		var c stats.Corpus
		for range 10 {
			c.Add(posted(t, named, slices.Repeat([]int{-1}, 2)))
		}
		r := c.Report()
		if r.RootOffspring.Value != 2 || r.Comments != 20 || r.Posts != 10 || r.Size.Mean.Value != 2 || c.Links != 20 || c.Delay.N() != 20 {
			t.Errorf("%+v", r)
		}
		near(t, "mean virality", r.Virality.Mean.Value, 4.0/3, 1e-12)
	}
}

func TestWhatStandsBesideThePost(t *testing.T) {
	tr, _ := thread.New([]thread.Comment{
		{ID: "p", Kind: thread.Post, Author: "op"},
		{ID: "a", Author: "ann"},
		{ID: "b", Author: "bob", Details: &thread.Details{ReplyTo: "ann"}},
		{ID: "c", Author: "cat", Parent: "lost"},
		{ID: "d", Author: "dan", Parent: "d"},
	}, nil)
	p := stats.Parents(nil, tr)
	for id, want := range map[string]thread.Node{"p": thread.None, "a": 0, "b": thread.None, "lost": thread.None, "d": thread.None} {
		if n, _ := tr.Lookup(id); p[n] != want {
			t.Errorf("%s answers %d, want %d", id, p[n], want)
		}
	}
	// All the same it stands below the Post: four at level 1 and one at 2.
	s := stats.ShapeOf(tr)
	if !slices.Equal(s.Widths, []int{4, 1}) || s.ImpliedRoot || s.Inferred.N != 2 || s.Wiener != 3*5+2*4+5 {
		t.Errorf("%+v", s)
	}
	var m stats.Interactions
	m.Add(tr, nil)
	b, _ := json.Marshal(&m)
	if string(b) != `{"participants":["ann","bob","cat","dan","op"],"wrote":[1,1,1,1,0],"replies":[[0,4,1],[1,0,1]],"known":2,"unknown":1}` {
		t.Errorf("%s", b)
	}

	// Of two Posts, nothing says which is answered.
	tr, _ = thread.New([]thread.Comment{{ID: "p", Kind: thread.Post}, {ID: "q", Kind: thread.Post}, {ID: "a"}}, nil)
	if p := stats.Parents(nil, tr); !slices.Equal(p, []thread.Node{-1, -1, -1}) {
		t.Errorf("answers %v", p)
	}
	if s := stats.ShapeOf(tr); !s.ImpliedRoot || s.Roots != 3 {
		t.Errorf("%+v", s)
	}
}

func read(tb testing.TB, seq func(func(thread.Comment, error) bool)) *thread.Thread {
	tb.Helper()
	var cs []thread.Comment
	for c, err := range seq {
		if err != nil {
			tb.Fatal(err)
		}
		cs = append(cs, c)
	}
	t, err := thread.New(cs, nil)
	if err != nil {
		tb.Fatal(err)
	}
	return t
}

// Root by A, answered by B and C; A answers B.
func TestConvoKitsConversation(t *testing.T) {
	tr := read(t, convokit.Read(strings.NewReader(`{"id":"r","conversation_id":"r","speaker":"A","reply-to":null,"timestamp":1,"text":"one"}
{"id":"b","conversation_id":"r","speaker":"B","reply-to":"r","timestamp":2,"text":"two"}
{"id":"a","conversation_id":"r","speaker":"A","reply-to":"b","timestamp":3,"text":"three"}
{"id":"c","conversation_id":"r","speaker":"C","reply-to":"r","timestamp":4,"text":"four"}
`), nil))
	h := stats.HyperConvoOf(tr)
	if h.CommentIn.Max.Value != 2 || h.CommentIn.Mean.Value != 0.75 || h.CommentIn.Argmax != 0 {
		t.Errorf("%+v", h.CommentIn)
	}
	if h.Reciprocity != 1 || h.ExternalReciprocity != 0 || h.Dyads != 1 || h.IncomingTriads != 1 || h.OutgoingTriads != 0 {
		t.Errorf("%+v", h)
	}
	if e := stats.Exchanges(tr, 2, nil); len(e) != 1 || e[0].Replies != 2 {
		t.Errorf("%+v", e)
	}
}

func TestAMailAndItsAnswer(t *testing.T) {
	tr := read(t, mbox.Read(strings.NewReader(`From a@x Mon Jan  6 10:00:00 2020
From: Ann <a@x.example>
Message-ID: <1@x>
Date: Mon, 6 Jan 2020 10:00:00 +0000
Subject: The fence

Who takes the east side?

From b@x Mon Jan  6 10:30:00 2020
From: Bob <b@x.example>
Message-ID: <2@x>
In-Reply-To: <1@x>
Date: Mon, 6 Jan 2020 10:30:00 +0000
Subject: Re: The fence

I do.
`), nil))
	var m stats.Interactions
	m.Add(tr, nil)
	if l := stats.LatencyOf(tr); m.Known() != 1 || m.At(1, 0) != 1 || l.Known != 1 || l.Mean.Value != 1800 {
		t.Errorf("%v %+v", m.Known(), l)
	}
	spells, _ := stats.FirstReplies(tr, time.Time{})
	if spells[0] != (stats.Spell{Time: 1800, Event: true}) {
		t.Errorf("%v", spells)
	}
}

// Of the message that Cat answers only References tell: it answered the first.
func TestALostMail(t *testing.T) {
	tr := read(t, mbox.Read(strings.NewReader(`From a@x Mon Jan  6 10:00:00 2020
From: Ann <a@x.example>
Message-ID: <1@x>
Date: Mon, 6 Jan 2020 10:00:00 +0000
Subject: The fence

Who takes the east side?

From c@x Mon Jan  6 11:00:00 2020
From: Cat <c@x.example>
Message-ID: <3@x>
References: <1@x> <2@x>
Date: Mon, 6 Jan 2020 11:00:00 +0000
Subject: Re: The fence

So do I.
`), nil))
	s := stats.ShapeOf(tr)
	if s.Roots != 1 || s.Missing != 1 || !slices.Equal(s.Widths, []int{1, 1}) || s.Virality.Value != 4.0/3 {
		t.Errorf("%+v", s)
	}
	var m stats.Interactions
	m.Add(tr, nil)
	if l := stats.LatencyOf(tr); m.Known() != 0 || m.Unknown() != 1 || l.Known != 0 || l.Unknown != 1 {
		t.Errorf("%d, %d, %+v", m.Known(), m.Unknown(), l)
	}
	// Ann was answered, nothing says when; Cat was not.
	spells, nodes := stats.FirstReplies(tr, time.Time{})
	if len(spells) != 1 || tr.Comment(nodes[0]).Author != "Cat" || spells[0].Event {
		t.Errorf("%v %v", spells, nodes)
	}
}

// Comments of an issue are flat: one answers the issue unless it names another.
func TestAnIssue(t *testing.T) {
	tr := read(t, github.Read(strings.NewReader(`{"number":7,"title":"It stalls","body":"At start.","user":{"login":"ann"},"created_at":"2020-01-06T10:00:00Z","html_url":"https://github.com/o/r/issues/7","id":1,
"comments":[{"id":2,"user":{"login":"bob"},"body":"Which version?","created_at":"2020-01-06T11:00:00Z"},
{"id":3,"user":{"login":"cat"},"body":"@bob the last one","created_at":"2020-01-06T11:10:00Z"},
{"id":4,"user":{"login":"dan"},"body":"@Ann here too","created_at":"2020-01-06T12:00:00Z"}]}`), nil))
	var m stats.Interactions
	m.Add(tr, nil)
	b, _ := json.Marshal(&m)
	if string(b) != `{"participants":["ann","bob","cat","dan"],"wrote":[0,1,1,1],"replies":[[1,0,1],[2,1,1],[3,0,1]],"known":3,"unknown":0}` {
		t.Errorf("%s", b)
	}
	// When bob's comment was answered, nothing says.
	if l := stats.LatencyOf(tr); l.Known != 2 || l.Median.Value != 5400 {
		t.Errorf("%+v", l)
	}
	if s := stats.ShapeOf(tr); !slices.Equal(s.Widths, []int{3}) || s.Virality.Value != 1.5 {
		t.Errorf("%+v", s)
	}
}

// The notice that a topic is closed answers nobody and is no comment.
func TestATopic(t *testing.T) {
	tr := read(t, discourse.Read(strings.NewReader(`{"id":9,"title":"Paths","post_stream":{"posts":[
{"id":11,"post_number":1,"username":"ann","user_id":1,"created_at":"2020-01-06T10:00:00Z","cooked":"<p>Gravel?</p>","post_type":1,"topic_id":9},
{"id":12,"post_number":2,"username":"bob","user_id":2,"created_at":"2020-01-06T10:10:00Z","cooked":"<p>Yes.</p>","post_type":1,"topic_id":9,"reply_to_post_number":null},
{"id":13,"post_number":3,"username":"ann","user_id":1,"created_at":"2020-01-06T10:20:00Z","cooked":"<p>Good.</p>","post_type":1,"topic_id":9,"reply_to_post_number":2,"reply_to_user":{"username":"bob"}},
{"id":14,"post_number":4,"username":"system","user_id":-1,"created_at":"2020-02-06T10:20:00Z","cooked":"","post_type":3,"action_code":"closed.enabled","topic_id":9}
]}}`), nil))
	s := stats.ShapeOf(tr)
	if s.Comments != 2 || s.Posts != 1 || s.System != 1 || s.Depth != 2 {
		t.Errorf("%+v", s)
	}
	var m stats.Interactions
	m.Add(tr, nil)
	b, _ := json.Marshal(&m)
	if string(b) != `{"participants":["ann","bob","system"],"keys":["1","2","-1"],"wrote":[1,1,0],"replies":[[0,1,1],[1,0,1]],"known":2,"unknown":0}` {
		t.Errorf("%s", b)
	}
	if m.Comments(0) != 1 || m.Key(0) != "1" {
		t.Errorf("ann: %d comments, key %q", m.Comments(0), m.Key(0))
	}
	if l := stats.LatencyOf(tr); l.Known != 2 || l.Q3.Value != 600 {
		t.Errorf("%+v", l)
	}
	if w := stats.HourOfWeek(tr, nil); w.Hours[0][10] != 2 {
		t.Errorf("%v", w.Hours[0])
	}
	if x := stats.Positions(nil, tr); !math.IsNaN(x[0]) || x[1] != 0 || x[2] != 1 || !math.IsNaN(x[3]) {
		t.Errorf("%v", x)
	}
	if x := stats.TimePositions(nil, tr); x[0] != 0 || x[1] != 0.5 || x[2] != 1 || !math.IsNaN(x[3]) {
		t.Errorf("%v", x)
	}
	if g := stats.Gaps(nil, tr); !slices.Equal(g, []float64{600, 600}) {
		t.Errorf("%v", g)
	}
	if o := stats.OffspringOf(tr); o.Roots != 1 || o.RootReplies != 1 || !maps.Equal(o.Counts, map[int]int{0: 1, 1: 1}) {
		t.Errorf("%+v", o)
	}
	if s := stats.SubThreads(tr); len(s) != 1 || s[0].Comments != 2 {
		t.Errorf("%+v", s)
	}
	if r := stats.Replies(nil, tr); !slices.Equal(r, []float64{1, 1, 0, 0}) {
		t.Errorf("%v", r)
	}
	if h := stats.HyperConvoOf(tr); h.CommentIn.Mean.N != 3 || h.CommentIn.Max.Value != 1 || h.Reciprocity != 1 || h.Dyads != 1 {
		t.Errorf("%+v", h)
	}
	var c stats.Contagion
	c.Add(tr, []float64{0, 1, 0, 1})
	if r := c.Report(&stats.ContagionOptions{Resamples: -1, Permutations: -1}); r.Pairs != 2 || r.Unknown != 0 || (r.Table != stats.Table{B: 1, C: 1}) {
		t.Errorf("%+v", r)
	}
	if c, w := stats.FirstHostile(tr, []float64{1, 0, 1, 1}, 0.5); c.Time != 2 || w.Time != 600 {
		t.Errorf("%v %v", c, w)
	}
	if e := stats.Exchanges(tr, 2, nil); len(e) != 1 || e[0].Replies != 2 {
		t.Errorf("%+v", e)
	}
}

// Times known to the day do not tell how fast replies came within it.
func TestLatencyOfDays(t *testing.T) {
	day := func(id, parent string, d int, p thread.Precision) thread.Comment {
		return thread.Comment{ID: id, Parent: parent, Time: time.Date(2020, 1, d, 0, 0, 0, 0, time.UTC), Precision: p}
	}
	same, _ := thread.New([]thread.Comment{day("a", "", 3, thread.Day), day("b", "a", 3, thread.Day), day("c", "a", 3, thread.Day),
		day("d", "a", 3, thread.Second), day("e", "a", 9, thread.Day)}, nil)
	later, _ := thread.New([]thread.Comment{day("a", "", 3, thread.Day), day("b", "a", 4, thread.Day), day("c", "a", 5, thread.Day)}, nil)
	exact, _ := thread.New([]thread.Comment{day("a", "", 3, thread.Second), day("b", "a", 3, thread.Second), day("c", "a", 3, thread.Day), day("d", "a", 3, thread.Second)}, nil)
	for name, x := range map[string]struct {
		tr         *thread.Thread
		median     float64
		reason     string
		coarse     int
		resolution float64
	}{
		"one day":     {same, math.NaN(), "within a day, to which times are known", 4, 86400},
		"several":     {later, 1.5 * 86400, "", 2, 86400},
		"one of many": {exact, 0, "", 1, 0},
	} {
		l := stats.LatencyOf(x.tr)
		var c stats.Corpus
		var part stats.Corpus
		part.Add(x.tr)
		c.Merge(&part)
		r := c.Report()
		for _, e := range []stats.Estimate{l.Median, r.Latency.Median} {
			if e.Reason != x.reason || x.reason == "" && e.Value != x.median || x.reason != "" && e.Defined() {
				t.Errorf("%s: median %v, want %v", name, e, x.median)
			}
		}
		if l.Coarse != x.coarse || r.LatencyCoarse != x.coarse || l.Resolution != x.resolution || r.LatencyResolution != x.resolution {
			t.Errorf("%s: %d and %d coarse, resolution %v and %v", name, l.Coarse, r.LatencyCoarse, l.Resolution, r.LatencyResolution)
		}
	}
}
