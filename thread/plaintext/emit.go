package plaintext

import (
	"math"
	"strconv"

	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/gone"
)

// emitter turns sections into comments.
type emitter struct {
	p      *page
	emit   func(thread.Comment) bool
	thread string
	dates  dateOrder
	real   int
	lost   int
	w      writer
	// width is the right margin under grammar g: looking for it takes the page.
	width int32
	g     *grammar
}

// section emits the comments of s and reports whether to go on.
func (e *emitter) section(s *section) bool {
	if e.g != s.g {
		e.g, e.width = s.g, e.p.wrapWidth(s.g)
	}
	e.w = writer{p: e.p, s: s, width: e.width}
	e.w.debris = e.w.learn(s)
	heads := e.heads(s)
	ids := make([]string, len(s.items))
	for i := range s.items {
		it := &s.items[i]
		if it.why == ghost {
			continue
		}
		if it.lost() {
			e.lost++
			ids[i] = "m" + strconv.Itoa(e.lost)
		} else {
			e.real++
			ids[i] = "c" + strconv.Itoa(e.real)
		}
		c := thread.Comment{ID: ids[i], Thread: e.thread, Level: it.depth, Ordinal: it.ord}
		if it.parent >= 0 {
			c.Parent = ids[it.parent]
		}
		c.Provenance = &thread.Provenance{Displayed: c.Parent, Parent: parentEvidence(s, i)}
		if it.mark >= 0 {
			m := &e.p.markers[it.mark]
			c.Pos = int64(m.off)
			c.Line = e.p.lines[m.line].num + 1
		}
		if it.lost() {
			c.Status = thread.Missing
		} else {
			e.fill(s, i, heads, &c)
		}
		if !e.emit(c) {
			return false
		}
	}
	return true
}

// fill sets text, line, author and time.
func (e *emitter) fill(s *section, i int, heads headShapes, c *thread.Comment) {
	lines := e.w.lines(s, i, math.MaxInt)
	h := heads.read(e.w.readHead(lines))
	if h.shape == chat {
		lines[0].text = h.rest
		if h.author == "" {
			c.Kind = thread.System
		}
	}
	if h.dated || h.lines > 0 {
		lines = lines[h.lines:]
		if h.author != "" {
			c.Author = clean(h.author)
			if s.g.name == "html2text" {
				c.Author = unscore(c.Author)
			}
			c.Provenance.Author = thread.Evidence{Origin: thread.Given, Confidence: 1, Cue: "printed above the text"}
		}
		if t, prec := h.when.value(heads.dates); h.dated && !t.IsZero() {
			c.Time, c.Precision, c.Floating = t, prec, true
			c.Provenance.Time = thread.Evidence{Origin: thread.Given, Confidence: 1, Cue: "printed above the text"}
		}
	}
	if len(lines) > 1 {
		if name := inReplyTo(lines[0].text); name != "" {
			c.Details = &thread.Details{ReplyTo: clean(name)}
		}
	}
	if h.to != "" {
		c.Details = &thread.Details{ReplyTo: clean(h.to)}
	}
	if s.items[i].titled {
		if c.Details == nil {
			c.Details = &thread.Details{}
		}
		c.Details.Title = clean(e.p.lineText(int(e.p.markers[s.items[i].mark].line) - 1))
	}
	e.w.author = h.author
	text, line := e.w.text(lines)
	c.Text = text
	if _, ok := gone.Status(c.Author); ok {
		c.Author, c.Status = "", thread.Deleted
		c.Provenance.Author = thread.Evidence{}
	}
	if st, ok := gone.Status(text); ok {
		c.Text, c.Status = "", st
	}
	if line > 0 {
		c.Line = line
	}
}

// parentEvidence says how the displayed parent of item i is known.
func parentEvidence(s *section, i int) thread.Evidence {
	it := &s.items[i]
	ev := thread.Evidence{Origin: thread.Nested, Confidence: s.sureness(i), Cue: "nesting of the list"}
	switch it.why {
	case restarted:
		ev.Cue = "numbering restarts at " + strconv.Itoa(int(s.replyOrd(i))) + " at level " + strconv.Itoa(int(it.depth)+1)
	case jumped:
		ev.Cue = "the next comment stands at level " + strconv.Itoa(int(s.replyLevel(i))) + " with none at level " + strconv.Itoa(int(it.depth))
	case skipped:
		ev.Cue = "number " + strconv.Itoa(int(it.ord)) + " at level " + strconv.Itoa(int(it.depth)) + " is left out"
	case empty:
		ev.Cue = "number " + strconv.Itoa(int(it.ord)) + " at level " + strconv.Itoa(int(it.depth)) + " has no text"
	case opened:
		ev.Cue = "the section begins at level " + strconv.Itoa(int(s.replyLevel(i)))
	case notLost:
		if s.flat != listed {
			ev.Cue = flatCues[s.flat]
		}
		if it.parent >= 0 && s.items[it.parent].lost() {
			ev.Cue += ", under a comment that is lost"
		}
	}
	return ev
}

// flatCues and flatSureness are what tells the tree of a page without lists, and
// how surely.
var (
	flatCues     = [...]string{oneLevel: "the page shows no nesting", byColumn: "indentation of the author lines", byName: "the level printed above the author", byLinks: "the links beside the author's name"}
	flatSureness = [...]float32{oneLevel: 0.5, byColumn: 0.97, byName: 0.99, byLinks: 0.9}
)

// replyLevel returns the level of the first real item after the lost item i.
func (s *section) replyLevel(i int) int32 {
	for _, it := range s.items[i+1:] {
		if it.mark >= 0 {
			return it.depth
		}
	}
	return 0
}

// replyOrd returns the number of the item after the lost item i.
func (s *section) replyOrd(i int) int32 {
	if i+1 < len(s.items) {
		return max(1, s.items[i+1].ord)
	}
	return 1
}

// sureness is the share of displayed parents right among comments like item i,
// and for a lost one the share that is lost indeed, as measured on rendered
// threads whose trees are known.
func (s *section) sureness(i int) float32 {
	it := &s.items[i]
	var parent *item
	if it.parent >= 0 {
		parent = &s.items[it.parent]
	}
	before := &s.items[max(0, i-1)]
	if s.flat != listed && it.why == notLost {
		return flatSureness[s.flat]
	}
	switch {
	case it.why == restarted:
		return 0.94
	case it.why == skipped:
		return 0.93
	case it.why == opened:
		return 0.97
	case it.why == jumped:
		return 0.99
	case it.why == empty || parent == nil:
		return 0.998
	case s.bullets:
		return 0.95 // a lost comment leaves no trace
	case !s.g.bare && it.depth >= deepest && s.g.resets:
		return 0.9 // lynx stops indenting
	case !s.g.bare:
		return 0.998
	case parent.why == restarted:
		return 0.95
	case before.why == jumped && before.parent == it.parent:
		return 0.85 // it may stand under another lost comment
	case it.ord == 1 && before == parent:
		return 0.97 // the list may belong to a lost comment after this one
	}
	return 0.99
}

// deepest is the level from which lynx prints all levels in one column.
const deepest = 8

// headShapes says which shapes of head are the theme's in a section.
type headShapes struct {
	ok    [shapes]bool
	dates dateOrder
}

// headSample bounds the comments whose heads are looked at to learn a theme.
const headSample = 400

// heads learns the shapes of the heads of s, and whether its dates begin with
// the day.
func (e *emitter) heads(s *section) headShapes {
	var n [shapes]int
	total, dayFirst, monthFirst := 0, 0, 0
	for i := range s.items {
		if s.items[i].lost() {
			continue
		}
		h := e.w.readHead(e.w.lines(s, i, flatRows))
		n[h.shape]++
		if h.dated && h.when.slashed {
			if h.when.month > 12 {
				dayFirst++
			} else if h.when.day > 12 {
				monthFirst++
			}
		}
		if total++; total == headSample {
			break
		}
	}
	hs := headShapes{dates: e.dates}
	if dayFirst != monthFirst {
		hs.dates.monthFirst = monthFirst > dayFirst
	}
	for sh := saysDate; sh < shapes; sh++ {
		hs.ok[sh] = n[sh] > 0 && (s.flat != listed || float64(n[sh]) >= share[sh]*float64(total))
	}
	return hs
}

// read returns h if its shape is the theme's.
func (hs *headShapes) read(h head) head {
	if h.shape == noHead || !hs.ok[h.shape] {
		return head{}
	}
	return h
}
