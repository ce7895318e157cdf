package resolve

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/resolve/internal/link"
)

// guess is an author found for a comment.
type guess struct {
	person int32
	name   string
	ev     thread.Evidence
	from   int8 // 1 carried from above, 2 from below, 3 from both; 0 from the text itself
	vote   vote // that told most, where the text itself did
}

// stamp is a time found for a comment.
type stamp struct {
	at        time.Time
	precision thread.Precision
	ev        thread.Evidence
}

// How sure each cue of an author is, from what it names and how it was got.
const (
	sureHeader     = 0.97 // a reply header with name and minute
	sureHeaderName = 0.93 // a reply header with a name alone
	sureNamedQuote = 0.94 // "X “…”" with words of the comment
	sureAddress    = 0.86 // a reply addresses the name
	sureTagged     = 0.92 // a reply begins with @name
	sureSignature  = 0.90
	sureThird      = 0.62 // "X is right" in a reply to a reply
	sureHand       = 0.85 // the only one who pastes reply headers
	sureTurn       = 0.68 // what answers an answer to a person is that person's
	sureTwo        = 0.80 // the same where the one between is known to be another
	sureBetween    = 0.85 // the same, with the person found on both sides
)

// vote is the support for one author of one comment.
type vote struct {
	item, person int32
	p            float32
	cue          nameCue
	by           int32 // item that gives it
	words        int32 // quoted
}

// nameCue is a kind of cue that names an author.
type nameCue uint8

const (
	_ nameCue = iota
	cueHeader
	cueSigned
	cueQuoted
	cueAddressed
	cueThird
)

// evidence says what the vote rests on.
func (r *resolver) evidence(v *vote) (origin thread.Origin, cue string) {
	id := r.in[v.by].ID
	name := thread.Printable(r.doc.Name(v.person))
	switch v.cue {
	case cueHeader:
		return thread.ReplyHeader, r.headerCue(v.by)
	case cueSigned:
		return thread.Signed, "signed " + name
	case cueQuoted:
		return thread.Quoted, fmt.Sprintf("%s gives %d of its words to %s", id, v.words, name)
	case cueThird:
		return thread.Mentioned, id + " speaks of " + name + " further down"
	}
	return thread.Mentioned, "the reply " + id + " addresses " + name
}

// headerCue says that item i opens with a reply header.
func (r *resolver) headerCue(i int32) string {
	return "the reply " + r.in[i].ID + " opens with a header that names " + thread.Printable(r.doc.Header(i).Name)
}

// said is what a text says of people, whatever it answers.
type said struct {
	quotes []link.NamedQuote
	third  int32
}

// nameless reports whether the source keeps most authors back.
func (r *resolver) nameless() bool {
	known, n := 0, 0
	for _, c := range r.in {
		if c.Text == "" {
			continue
		}
		n++
		if c.Author != "" {
			known++
		}
	}
	return 2*known < n
}

// read finds the authors and times that the texts name outright.
func (r *resolver) read(nameless bool) {
	n := len(r.in)
	r.author = make([]guess, n)
	r.time = make([]stamp, n)
	for i := range r.author {
		r.author[i].person = -1
	}
	r.votes = r.votes[:0]
	if nameless && r.said == nil {
		r.said = make([]said, n)
		for i := range r.said {
			r.said[i] = said{r.doc.NamedQuotes(int32(i)), r.doc.ThirdPerson(int32(i))}
		}
	}
	r.claim()
	for i := range r.in {
		r.headerVotes(int32(i))
		if nameless {
			r.textVotes(int32(i))
		}
	}
	r.count(r.votes)
}

// vote notes a vote for the author of an item, where none is given.
func (r *resolver) vote(v vote) {
	if r.nameable(v.item) {
		r.votes = append(r.votes, v)
	}
}

// lend tells the ranker the authors found, for a second look at the links, and
// returns whose.
func (r *resolver) lend() []bool {
	lent := make([]bool, len(r.in))
	r.oneHand()
	r.alternate()
	for i := range r.author {
		if g := &r.author[i]; g.person >= 0 && g.ev.Confidence >= 0.5 {
			r.doc.SetAuthor(int32(i), g.person)
			lent[i] = true
		}
	}
	return lent
}

// names settles authors and times.
func (r *resolver) names(nameless bool) {
	if nameless {
		r.oneHand()
		r.alternate()
	}
	for i := range r.author {
		g := &r.author[i]
		if g.person < 0 || r.opt.KeepAuthors || g.ev.Confidence < r.minName() {
			g.name = ""
			continue
		}
		g.name = r.doc.Name(g.person)
		if g.vote.cue != 0 {
			g.ev.Origin, g.ev.Cue = r.evidence(&g.vote)
		}
	}
}

func (r *resolver) minName() float32 {
	if r.opt.MinName > 0 {
		return r.opt.MinName
	}
	return 0.5
}

// nameable reports whether the author of item i is unknown.
func (r *resolver) nameable(i int32) bool {
	c := r.in[i]
	return c.Author == "" && c.Kind == thread.Reply && (c.Details == nil || c.Details.AuthorID == "") &&
		(c.Status == thread.Missing || c.Status == thread.Visible)
}

// answered returns the comment that item i is taken to answer.
func (r *resolver) answered(i int32) (int32, float32) {
	p := r.to[i]
	if p < 0 {
		return -1, 0
	}
	if c := r.ev[i].Confidence; c > 0 {
		return p, c
	}
	return p, 0.97
}

// claim notes the comments that a reply header answers beyond doubt, since
// words of them are repeated too or nothing else can be meant: no header that
// names another person answers them.
func (r *resolver) claim() {
	r.claims = map[int32]int32{}
	for i := range r.in {
		h := r.doc.Header(int32(i))
		if h.Name == "" || !h.Opens || h.Person < 0 || !h.Sure() {
			continue
		}
		if to := r.to[i]; to >= 0 && (r.doc.Repeats(int32(i), to) >= 5 || r.ev[i].Origin == thread.Absent) {
			r.claims[to] = h.Person
		}
	}
}

// headerVotes reads the reply header that opens item i: it names the author and
// the minute of the comment answered.
func (r *resolver) headerVotes(i int32) {
	h := r.doc.Header(i)
	if h.Name == "" || !h.Opens || h.Person < 0 || !h.Sure() {
		return
	}
	to, link := r.answered(i)
	if to < 0 {
		return
	}
	if who, ok := r.claims[to]; ok && who != h.Person {
		return
	}
	p := float32(sureHeaderName)
	if h.Minute && !h.Time.IsZero() {
		p = sureHeader
	}
	// The displayed parent of a header's comment is what it answers unless the
	// choice of it was open.
	p *= min(1, link+0.03)
	r.vote(vote{item: to, person: h.Person, p: p, cue: cueHeader, by: i})
	if c := r.in[to]; c.Time.IsZero() && h.Minute && !h.Time.IsZero() && !r.opt.KeepTimes && p >= r.minName() && (c.Author == "" || r.doc.Author(to) == h.Person) {
		if s := &r.time[to]; p > s.ev.Confidence {
			*s = stamp{h.Time, thread.Minute, thread.Evidence{Origin: thread.ReplyHeader, Confidence: p, Cue: r.headerCue(i)}}
		}
	}
}

// textVotes reads whom item i addresses, whose words it quotes by name and how
// it is signed.
func (r *resolver) textVotes(i int32) {
	if a := r.doc.Signature(i); a >= 0 {
		r.vote(vote{item: i, person: a, p: sureSignature, cue: cueSigned, by: i})
	}
	for _, q := range r.said[i].quotes {
		r.vote(vote{item: q.Item, person: q.Person, p: sureNamedQuote, cue: cueQuoted, by: i, words: q.Words})
	}
	to, sure := r.answered(i)
	if to < 0 {
		return
	}
	var named link.Mention
	calls := 0
	for _, m := range r.doc.Mentions(i) {
		if m.Strength == link.Addressed || m.Strength == link.Tagged {
			named = m
			calls++
		}
	}
	if calls == 1 {
		p := float32(sureAddress)
		if named.Strength == link.Tagged {
			p = sureTagged
		}
		r.vote(vote{item: to, person: named.Person, p: p * min(1, sure+0.02), cue: cueAddressed, by: i})
	}
	if who := r.said[i].third; who >= 0 && r.to[to] >= 0 {
		r.vote(vote{item: r.to[to], person: who, p: sureThird * sure, cue: cueThird, by: i})
	}
}

// count gives each comment the author with the most support. Several cues for
// one person strengthen each other; cues for another weaken.
func (r *resolver) count(votes []vote) {
	slices.SortStableFunc(votes, func(a, b vote) int { return cmp.Compare(a.item, b.item) })
	type doubt struct {
		person  int32
		against float32 // probability that none of the cues is right
	}
	var doubts []doubt
	for len(votes) > 0 {
		item, n := votes[0].item, 1
		for n < len(votes) && votes[n].item == item {
			n++
		}
		list := votes[:n]
		votes = votes[n:]
		doubts = doubts[:0]
		for _, v := range list {
			k := slices.IndexFunc(doubts, func(d doubt) bool { return d.person == v.person })
			if k < 0 {
				k = len(doubts)
				doubts = append(doubts, doubt{v.person, 1})
			}
			doubts[k].against *= 1 - v.p
		}
		first := doubts[0]
		for _, d := range doubts {
			if d.against < first.against {
				first = d
			}
		}
		best, p := first.person, 1-first.against
		for _, d := range doubts {
			if d.person != best {
				p *= d.against
			}
		}
		if r.addresses(item, best) {
			continue // nobody addresses himself
		}
		var top vote
		for _, v := range list {
			if v.person == best && v.p > top.p {
				top = v
			}
		}
		r.author[item] = guess{person: best, ev: thread.Evidence{Confidence: min(p, 0.99)}, vote: top}
	}
}

// addresses reports whether item i speaks to the person.
func (r *resolver) addresses(i, person int32) bool {
	for _, m := range r.doc.Mentions(i) {
		if m.Person == person && m.Strength >= link.Addressed {
			return true
		}
	}
	return false
}

// who returns the person known or found to have written item i.
func (r *resolver) who(i int32) (int32, float32) {
	if i < 0 {
		return -1, 0
	}
	if r.in[i].Author != "" {
		return r.doc.Author(i), 1
	}
	return r.author[i].person, r.author[i].ev.Confidence
}

// oneHand gives the comments that open with a pasted header of the form "NAME
// DATE" to the one person found to write such, where the page shows that it is
// a habit of one and not the site's doing: few comments have one.
func (r *resolver) oneHand() {
	var with []int32
	for i := range r.in {
		if h := r.doc.Header(int32(i)); h.Pasted() {
			with = append(with, int32(i))
		}
	}
	if len(with) < 2 || 3*len(with) > len(r.in) {
		return
	}
	r.alternate()
	// The one found behind most of them, where nobody else has comparable
	// support and none of the comments speaks of that person.
	support := map[int32]float32{}
	answered := map[int32]bool{} // whose comments are answered with a header
	for _, i := range with {
		answered[r.doc.Header(i).Person] = true
	}
	for _, i := range with {
		if who, p := r.who(i); who >= 0 && p >= 0.3 && !answered[who] {
			support[who] += p
		}
	}
	hand, sum, second := int32(-1), float32(0), float32(0)
	for _, i := range with {
		who, _ := r.who(i)
		switch s := support[who]; {
		case who < 0 || who == hand:
		case s > sum:
			hand, sum, second = who, s, sum
		case s > second:
			second = s
		}
	}
	if second > 0.4*sum {
		return
	}
	if hand < 0 {
		return
	}
	for _, i := range with {
		if w, p := r.who(i); r.nameable(i) && (w < 0 || p < sureHand) && !r.speaksOf(i, hand) {
			r.author[i] = guess{person: hand, ev: thread.Evidence{Origin: thread.Combined, Confidence: sureHand * min(1, sum+0.4), Cue: "pastes reply headers, as nobody else on the page does"}}
		}
	}
}

// alternate carries authors along exchanges: what answers an answer to a
// person is often that person's. It goes two comments at a time and loses
// confidence at each step, so that it ends where evidence does.
func (r *resolver) alternate() {
	for i := range r.in {
		r.turn(int32(i))
	}
	for i := len(r.in) - 1; i >= 0; i-- {
		r.turnBack(int32(i))
	}
}

// turn gives item i to the author of what its parent answers.
func (r *resolver) turn(i int32) {
	p, a := r.answered(i)
	if p < 0 {
		return
	}
	g, b := r.answered(p)
	if g < 0 {
		return
	}
	r.pass(g, p, i, a*b, 1)
}

// turnBack gives what the parent of item i answers to the author of i.
func (r *resolver) turnBack(i int32) {
	p, a := r.answered(i)
	if p < 0 {
		return
	}
	g, b := r.answered(p)
	if g < 0 {
		return
	}
	r.pass(i, p, g, a*b*0.9, 2)
}

// pass carries the author of one end of an exchange of three to the other.
func (r *resolver) pass(from, middle, to int32, links float32, side int8) {
	who, p := r.who(from)
	if who < 0 || p < 0.3 || !r.nameable(to) || r.in[to].Status == thread.Missing || r.author[from].from&^side != 0 {
		return
	}
	g := &r.author[to]
	if g.person >= 0 && (g.person != who || g.from == 0 || g.from&side != 0) {
		return
	}
	other, sure := r.who(middle)
	if other == who || r.speaksOf(to, who) {
		return
	}
	turn := float32(sureTurn)
	if other >= 0 && sure >= 0.5 {
		turn = sureTwo
	}
	// What the middle one calls its addressee must not be another.
	for _, m := range r.doc.Mentions(middle) {
		if m.Strength >= link.Addressed && m.Person != who {
			return
		}
	}
	q := p * turn * float32(math.Sqrt(float64(links)))
	if q < 0.3 {
		return
	}
	cue := "two people take turns"
	if g.person >= 0 { // the other side says the same
		q = min(1-(1-q)*(1-g.ev.Confidence), sureBetween)
		cue = "two people take turns, found on both sides"
	}
	*g = guess{person: who, from: g.from | side, ev: thread.Evidence{Origin: thread.Alternation, Confidence: q, Cue: cue}}
}

// speaksOf reports whether item i names the person in any way, which people
// rarely do of themselves.
func (r *resolver) speaksOf(i, person int32) bool {
	for _, m := range r.doc.Mentions(i) {
		if m.Person == person {
			return true
		}
	}
	return false
}
