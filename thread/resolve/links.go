package resolve

import (
	"fmt"
	"strconv"
	"time"

	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/resolve/internal/link"
)

// decoded is what the ranker makes of one run.
type decoded struct {
	choices []link.Choice
	other   []link.Choice // in the other order, where the order is a guess
	setting link.Setting
}

// links chooses a parent for every comment of the runs.
func (r *resolver) links() {
	if len(r.runs) == 0 {
		return
	}
	r.decideOrder()
	// Where the order itself is a guess, a link that both orders agree on is
	// surer than one that hangs on the guess.
	weigh := r.sure < 0.95
	r.decoded = make([]decoded, len(r.runs))
	for k := range r.runs {
		run, d := &r.runs[k], &r.decoded[k]
		if weigh && len(run.Items) > 2 {
			d.other = r.doc.Decode(r.model, 1-r.order, run)
			r.doc.Forget(run)
		}
		d.choices = r.doc.Decode(r.model, r.order, run)
		d.setting = r.doc.Setting(run, d.choices)
		for at := range run.Items {
			r.settle(run, d, at)
		}
	}
}

// shortRun is the length up to which all comments of a run are looked at again
// where an author is lent to any of them.
const shortRun = 64

// relink chooses again where authors that the text names may tell more: in short
// runs for all comments, in long ones for those that were lent an author and
// those that open with a reply header.
func (r *resolver) relink(lent []bool) {
	for k := range r.runs {
		run, d := &r.runs[k], &r.decoded[k]
		anew := make([]bool, len(run.Items))
		named, some := run.Parent >= 0 && lent[run.Parent], false
		for at, i := range run.Items {
			h := r.doc.Header(i)
			anew[at] = lent[i] || h.Name != "" && h.Opens
			named, some = named || lent[i], some || anew[at]
		}
		if named && len(anew) <= shortRun {
			some = true
			for at := range anew {
				anew[at] = true
			}
		}
		if !some {
			continue
		}
		r.doc.Revise(r.model, r.order, run, d.choices, anew)
		for at, again := range anew {
			if again {
				r.settle(run, d, at)
			}
		}
	}
}

// settle weighs the choice for the comment at a place of a run and notes it.
func (r *resolver) settle(run *link.Run, d *decoded, at int) {
	m, order, sure := r.model, r.order, r.sure
	i, c := run.Items[at], d.choices[at]
	p := m.Calibrate(order, &d.setting, c.P)
	if d.other != nil {
		o := d.other[at]
		q := m.Calibrate(1-order, &d.setting, o.P)
		switch {
		case o.Parent == c.Parent:
			p = sure*p + (1-sure)*q
		case (1-sure)*q > sure*p:
			p = (1-sure)*q + sure*min(1-p, o.P)
			c = o
		default:
			p = sure*p + (1-sure)*min(1-q, c.P)
		}
	}
	if to, q, ok := r.byHeader(run, at, c.Parent, p); ok {
		c.Parent, p = to, q
	}
	if to, q, ok := r.byName(run, at, c.Parent, p); ok {
		c.Parent, p = to, q
	}
	r.to[i], r.ev[i] = r.parent[i], thread.Evidence{}
	r.choose(at, i, c, p)
}

// decideOrder decides in which order the runs stand.
func (r *resolver) decideOrder() {
	switch {
	case r.opt.Order == DepthFirst:
		r.order, r.sure = link.DepthFirst, 1
	case r.opt.Order == Chronological || r.opt.Flat || r.cuesOnly:
		r.order, r.sure = link.Chronological, 1
	default:
		r.order, r.sure = r.doc.DecideOrder(r.model, r.runs)
	}
}

// choose notes the parent of item i with its evidence.
func (r *resolver) choose(at int, i int32, c link.Choice, p float32) {
	p = min(max(p, 0.01), 0.99)
	if !r.open[i] { // in the run to be answered, not to move
		return
	}
	origin := r.origin(c)
	if r.cuesOnly && (p < 0.5 || origin != thread.ReplyHeader && origin != thread.Quoted && origin != thread.Mentioned) {
		return
	}
	if c.Parent == r.parent[i] && origin == thread.Adjacent {
		origin = thread.Nested
	}
	if r.parent[i] < 0 && c.Parent < 0 { // flat and nothing answered
		r.ev[i] = thread.Evidence{}
		return
	}
	r.to[i] = c.Parent
	r.ev[i], r.facts[i] = thread.Evidence{Origin: origin, Confidence: p}, c.Facts
}

// byHeader corrects a choice by the reply header that opens the comment: what
// is answered cannot be by another than the header names, nor of another
// minute.
func (r *resolver) byHeader(run *link.Run, at int, choice int32, p float32) (to int32, q float32, ok bool) {
	i := run.Items[at]
	h := r.doc.Header(i)
	if h.Name == "" || !h.Opens || h.Person < 0 || !h.Sure() {
		return 0, 0, false
	}
	best, score := choice, -1
	consider := func(j int32, near int) {
		if j < 0 {
			return
		}
		s := near
		if t := r.in[j].Time; h.Minute && !t.IsZero() {
			if d := h.Time.Sub(t); d <= -time.Minute || d >= time.Minute {
				return
			}
			s += 8
		}
		if who, known := r.claims[j]; known && who != h.Person {
			return
		}
		switch a := r.doc.Author(j); {
		case a == h.Person:
			s += 6
		case a >= 0:
			return
		}
		if r.doc.Repeats(i, j) >= 5 {
			s += 4
		}
		if j == choice {
			s += 2
		}
		if s > score {
			best, score = j, s
		}
	}
	consider(run.Parent, 0)
	for k := max(0, at-headerReach); k < at; k++ {
		near := 0
		if k == at-1 {
			near = 1
		}
		consider(run.Items[k], near)
	}
	switch {
	case score < 0:
		return choice, min(p, 0.5), true
	case score >= 6:
		return best, max(p, 0.95), true
	case best == choice:
		return best, max(p, 0.8), true
	}
	return best, 0.75, true
}

// byName corrects a choice where the source names the person answered: it can
// only be that person's, and unless the ranker prefers another of theirs it is
// the latest.
func (r *resolver) byName(run *link.Run, at int, choice int32, p float32) (to int32, q float32, ok bool) {
	d := r.in[run.Items[at]].Details
	if d == nil || d.ReplyTo == "" {
		return 0, 0, false
	}
	who := r.doc.Resolve(d.ReplyTo)
	if who < 0 {
		return 0, 0, false
	}
	if choice >= 0 && r.doc.Author(choice) == who {
		return choice, max(p, 0.85), true
	}
	for k := at - 1; k >= 0 && k >= at-headerReach; k-- {
		if j := run.Items[k]; r.doc.Author(j) == who {
			return j, 0.85, true
		}
	}
	if run.Parent >= 0 && r.doc.Author(run.Parent) == who {
		return run.Parent, 0.9, true
	}
	return 0, 0, false
}

// headerReach is how many comments of a run are looked at for the one that a
// header names.
const headerReach = 200

// origin says what a choice rests on.
func (r *resolver) origin(c link.Choice) thread.Origin {
	f := c.Facts
	named := c.Parent >= 0 && r.doc.Author(c.Parent) >= 0
	switch {
	case f.Voice >= link.InHeader && named:
		return thread.ReplyHeader
	case f.Words >= 4 && f.Share >= 0.9:
		return thread.Quoted
	case f.Voice >= link.Addressed && named:
		return thread.Mentioned
	case f.Back:
		return thread.Alternation
	case f.Prev:
		return thread.Adjacent
	}
	return thread.Combined
}

// cue says so in words of the link of item i.
func (r *resolver) cue(i int) string {
	f := &r.facts[i]
	switch r.ev[i].Origin {
	case thread.ReplyHeader:
		return "opens with a reply header that names " + r.called(r.to[i])
	case thread.Quoted:
		return "repeats " + strconv.Itoa(f.Words) + " of its words"
	case thread.Mentioned:
		return "addresses " + r.called(r.to[i])
	case thread.Alternation:
		if f.Prev {
			return "two people take turns"
		}
		return "answers the last reply to its own author"
	case thread.Adjacent:
		return "stands right before"
	case thread.Nested:
		return "stands under it"
	}
	return "shared words, speakers, form and distance together"
}

// called returns the name of the person taken to have written item i.
func (r *resolver) called(i int32) string {
	return thread.Printable(r.doc.Name(r.doc.Author(i)))
}

// headers finds the comments outside the runs that answer one in another
// branch: those at top level that open with a reply header or repeat much of
// one comment word for word.
func (r *resolver) headers() {
	if r.opt.KeepLinks {
		return
	}
	inRun := make([]bool, len(r.in))
	for _, run := range r.runs {
		for _, i := range run.Items {
			inRun[i] = true
		}
	}
	proofs := r.doc.NewProofs()
	ahead := false // a comment answers one that stands after it
	for i := range r.in {
		if !r.open[i] || r.parent[i] >= 0 || inRun[i] {
			continue
		}
		r.to[i], r.ev[i] = r.parent[i], thread.Evidence{}
		to, words, header := proofs.Elsewhere(int32(i))
		if ahead = ahead || to > int32(i); to < 0 || ahead && r.above(int32(i), to) {
			continue
		}
		e := thread.Evidence{Origin: thread.Quoted, Confidence: 0.85, Cue: fmt.Sprintf("repeats %d words of it", words)}
		switch {
		case header && words >= 5:
			e = thread.Evidence{Origin: thread.ReplyHeader, Confidence: 0.97, Cue: "opens with a reply header and repeats words of it"}
		case header:
			e = thread.Evidence{Origin: thread.ReplyHeader, Confidence: 0.9, Cue: "opens with a reply header that names its author and time"}
		}
		r.to[i], r.ev[i] = to, e
	}
}

// above reports whether j stands below i, by what is chosen so far. Of a chain
// longer than any discussion it says so unseen.
func (r *resolver) above(i, j int32) bool {
	for range 1000 {
		if j == i {
			return true
		}
		if j < 0 {
			return false
		}
		j = r.to[j]
	}
	return true
}

// fallBack puts comments whose inferred link is not sure enough back where they are
// shown. What the other link has of the probability, this one has not.
func (r *resolver) fallBack() {
	for i := range r.in {
		e := r.ev[i]
		if e.Origin == thread.Absent || r.to[i] == r.parent[i] || e.Confidence >= r.opt.MinConfidence {
			continue
		}
		r.giveUp(i)
	}
	// One that answers a later comment was found clear of rings by links that may
	// have been given up.
	for i := range r.in {
		if r.to[i] > int32(i) && r.to[i] != r.parent[i] && r.above(int32(i), r.to[i]) {
			r.giveUp(i)
		}
	}
}

func (r *resolver) giveUp(i int) {
	p := r.ev[i].Confidence
	r.to[i], r.ev[i] = r.parent[i], thread.Evidence{}
	if shown := r.t.ParentEvidence(r.node[i]); shown.Origin != thread.Absent {
		r.ev[i] = thread.Evidence{Origin: shown.Origin, Confidence: 1 - p, Cue: "shown there; another is likelier, but not likely enough"}
	}
}

// changes reports whether anything was inferred.
func (r *resolver) changes() bool {
	for i := range r.in {
		if r.ev[i].Origin != thread.Absent || r.author[i].name != "" || !r.time[i].at.IsZero() {
			return true
		}
	}
	return false
}

// comments returns the comments with what was inferred, in input order.
// Placeholders that stand for parents missing from the input are left out
// unless something was learnt of them: New puts them back.
func (r *resolver) comments() []thread.Comment {
	out := make([]thread.Comment, 0, len(r.in))
	prov := make([]thread.Provenance, len(r.in))
	for node := range r.t.ByInput() {
		i := int(r.place[node])
		c := *r.in[i]
		if r.ghost(i) && r.author[i].name == "" && r.time[i].at.IsZero() {
			continue
		}
		p := &prov[i]
		if c.Provenance != nil {
			*p = *c.Provenance
		} else {
			p.Displayed = c.Parent
			p.Parent = r.t.ParentEvidence(r.node[i])
			p.Author = r.t.AuthorEvidence(r.node[i])
			p.Time = r.t.TimeEvidence(r.node[i])
		}
		touched := r.link(i, &c, p)
		if g := r.author[i]; g.name != "" {
			c.Author, p.Author, touched = g.name, g.ev, true
		}
		if s := r.time[i]; !s.at.IsZero() {
			c.Time, c.Precision, c.Floating, p.Time, touched = s.at, s.precision, true, s.ev, true
		}
		if touched {
			c.Provenance = p
		}
		out = append(out, c)
	}
	return out
}

// link writes the chosen parent of item i to c.
func (r *resolver) link(i int, c *thread.Comment, p *thread.Provenance) bool {
	if r.ev[i].Origin == thread.Absent {
		return false
	}
	if r.ev[i].Cue == "" {
		r.ev[i].Cue = r.cue(i)
	}
	if r.to[i] == r.parent[i] {
		p.Parent = r.ev[i]
		return true
	}
	displayed := ""
	if r.parent[i] >= 0 {
		displayed = r.in[r.parent[i]].ID
	}
	p.Displayed, p.Shown, p.Parent = displayed, r.t.ParentEvidence(r.node[i]), r.ev[i]
	c.Parent = ""
	if r.to[i] >= 0 {
		c.Parent = r.in[r.to[i]].ID
	}
	return true
}

// ghost reports whether item i is a placeholder that New made.
func (r *resolver) ghost(i int) bool {
	c := r.in[i]
	return c.Status == thread.Missing && c.Pos < 0 && c.Provenance == nil && c.Level == 0
}
