package lexicon

import (
	"slices"

	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/token"
)

// RoleOfToken returns the role of a token that is no word.
func RoleOfToken(k *token.Token) Role {
	switch k.Kind {
	case token.Mention:
		return You
	case token.Break:
		return Stop
	case token.Mark:
		if k.Ch == '.' || k.Ch == '!' || k.Ch == '?' || k.Ch == ';' {
			return Stop
		}
	}
	return 0
}

// Begin empties s for the tokens of t and marks those that are quoted. The
// caller then fills Role, Starts, You, Words, Counter and Code, and calls Find.
func (s *Scan) Begin(t *token.Text) {
	n := len(t.Toks)
	s.Hits, s.Starts, s.Role = s.Hits[:0], slices.Grow(s.Starts[:0], n), slices.Grow(s.Role[:0], n)[:n]
	s.You, s.Words, s.Counter, s.Code, s.signs = 0, 0, false, false, 0
	if t.MayQuote() {
		quotes(t)
	}
}

// Find finds the listed terms of t that begin at s.Starts and reads their
// contexts. Time is linear in the number of tokens.
func (x *Lexicon) Find(s *Scan, t *token.Text) {
	safe := int32(0) // end of the harmless phrase last seen
	for i := range s.Starts {
		x.match(s, t, s.Starts[i].At, s.Starts[i].Word.kind, &safe)
	}
	s.context(t)
}

// match finds the longest phrase at token i in the harmless class and in the
// others.
func (x *Lexicon) match(s *Scan, t *token.Text, i int32, kind uint16, safe *int32) {
	h := Chain(0, t.Toks[i].Hash)
	term, j := &x.kinds[kind], i+1
	best, end := Grades(0), int32(0)
	found, crossed := false, false
	for {
		if term.Listed {
			g := term.Grades
			if g&safeBits != 0 {
				*safe = max(*safe, j)
				g &^= safeBits
			}
			if g != 0 && !crossed {
				if found && best.Of(Identity) == 0 && best.Of(Person) == 0 {
					g = g.Max(best)
				}
				best, end, found = g, j, true
			}
		}
		if !term.Prefix {
			break
		}
		// A phrase runs on over a hyphen; over a comma or a point, as in a
		// place and its county, only a harmless one does.
		for int(j) < len(t.Toks) && t.Toks[j].Kind == token.Other && t.Toks[j].Ch == '-' {
			j++
		}
		if int(j) < len(t.Toks) && t.Toks[j].Kind == token.Mark && t.Toks[j].N == 1 && (t.Toks[j].Ch == ',' || t.Toks[j].Ch == '.') {
			j++
			crossed = true
		}
		if int(j) >= len(t.Toks) || t.Toks[j].Kind != token.Word {
			break
		}
		at := x.longer(h, t.Toks[j].Hash)
		if at == nil && int(j)+1 < len(t.Toks) && t.Toks[j+1].Kind == token.Word && s.Role[j]&(Copula|They) != 0 && sense().inside.has(t.Toks[j].Hash) {
			// They should all be shot.
			j++
			at = x.longer(h, t.Toks[j].Hash)
		}
		if at == nil {
			break
		}
		h = at.hash
		term = &x.kinds[at.word.kind]
		j++
	}
	if s.Role[i]&Wishes != 0 && best.Of(Threat) == 0 {
		if to, group := s.wish(t, i, sense()); to > 0 {
			best, end, found = 3<<(4*Threat), to, true
			if group {
				best |= 2 << (4 * Slur)
			}
		}
	}
	if !found {
		return
	}
	hit := Hit{From: i, To: end, Grades: best}
	if i < *safe {
		hit.Context = Shielded
	}
	s.Hits = append(s.Hits, hit)
}

// longer returns what is known of the phrase h with one word more, nil where
// nothing is.
func (x *Lexicon) longer(h, word uint64) *known {
	h = Chain(h, word)
	if !x.possible(h) {
		return nil
	}
	return x.table.find(h)
}

// quotes marks the tokens inside quotation marks and on lines that begin with
// ">". Quotation marks around nearly all of a text quote nothing.
func quotes(t *token.Text) {
	toks := t.Toks
	const reach = 60
	marked, cited := false, false
	for i := 0; i < len(toks); i++ {
		k := &toks[i]
		if k.Kind == token.Other && k.Ch == '>' {
			cited = true
		}
		if k.Kind != token.Quote || k.Ch == 2 {
			continue
		}
		end := -1
		for j := i + 1; j < len(toks) && j-i <= reach; j++ {
			q := &toks[j]
			if q.Kind == token.Break && k.Ch != 1 {
				break
			}
			if q.Kind == token.Quote && (q.Ch == k.Ch || k.Ch == 1 && q.Ch == 2) {
				end = j
				break
			}
		}
		if end < 0 {
			continue
		}
		for j := i + 1; j < end; j++ {
			toks[j].Flags |= token.Quoted
			cited = cited || toks[j].Kind == token.Other && toks[j].Ch == '>'
		}
		i, marked = end, true
	}
	if marked {
		unquote(toks)
	}
	if cited {
		cite(toks)
	}
}

// unquote takes the marks back where they cover nearly all words.
func unquote(toks []token.Token) {
	words, quoted := 0, 0
	for i := range toks {
		if toks[i].Kind == token.Word {
			words++
			if toks[i].Flags&token.Quoted != 0 {
				quoted++
			}
		}
	}
	if quoted*5 >= words*4 {
		for i := range toks {
			toks[i].Flags &^= token.Quoted
		}
	}
}

// cite marks the lines that begin with ">", unless there is nothing else.
func cite(toks []token.Token) {
	line, own := true, 0
	for i := 0; i < len(toks); i++ {
		if toks[i].Kind == token.Break {
			line = true
			continue
		}
		if line && toks[i].Kind == token.Other && toks[i].Ch == '>' {
			for ; i < len(toks) && toks[i].Kind != token.Break; i++ {
				toks[i].Flags |= token.Quoted | token.Cited
			}
			i--
			continue
		}
		line = false
		if toks[i].Kind == token.Word {
			own++
		}
	}
	if own > 0 {
		return
	}
	for i := range toks {
		toks[i].Flags &^= token.Quoted | token.Cited
	}
}

// context sets the context of every hit that has none yet.
func (s *Scan) context(t *token.Text) {
	if len(s.Hits) == 0 {
		return
	}
	sn := sense()
	for n := range s.Hits {
		if h := &s.Hits[n]; h.Grades.Of(Identity) > 0 && s.neutral(t, h, sn) {
			h.Grades &^= 15 << (4 * Identity)
			s.Role[h.From] &^= Group
		}
	}
	for n := range s.Hits {
		h := &s.Hits[n]
		h.Clause = h.From
		if h.Context != Bare {
			continue
		}
		h.Context = s.read(t, h, sn)
		if h.Context < Self || h.Context == Quoted {
			h.Clause = h.From
		}
	}
}

func (s *Scan) read(t *token.Text, h *Hit, sn *senses) Context {
	toks := t.Toks
	if toks[h.From].Flags&token.Quoted != 0 {
		return Quoted
	}
	g := h.Grades
	if g.Mean() && (s.ofThing(t, h, sn) || s.Code && s.codeLine(t, int(h.From), sn)) {
		return Shielded
	}
	if vocative(s, t, h) && h.From > 0 {
		return Direct
	}
	if g.Of(Insult) > 0 && h.From >= 2 && int(h.To) < len(toks) && s.Role[h.From-2]&Only != 0 && s.Role[h.To]&Would != 0 {
		return Direct // only a fool would, whoever does
	}
	person := g&personBits != 0
	// What stands before, up to the end of the sentence before it.
	chain := true // still between subject and complement
	subject := Bare
	negated, reported, self, you, thinks, apart := false, false, false, false, false, false
	// "Whoever says this should be shot": what follows is said of whoever, not by them.
	told, whoever := false, false
	passed := g.Of(Threat) > 0 && s.Role[h.From]&Modal != 0 && h.From > 0 && (toks[h.From-1].Kind == token.Word) &&
		(s.Role[h.From-1]&(You|Me|One|Many|Group|Named) == 0)
	// Said straight to somebody, "you fool", and not of them, "you are a fool".
	adjacent, noBe := false, true
	words := 0
	for i := int(h.From) - 1; i >= 0 && words < 8; i-- {
		r := s.Role[i]
		if r&Stop != 0 {
			break
		}
		if toks[i].Kind != token.Word && toks[i].Kind != token.Mention {
			if toks[i].Kind == token.Mark && toks[i].Ch == ',' {
				chain, apart = false, true
			}
			continue
		}
		words++
		if r&Contrast != 0 && r&Copula == 0 {
			chain = false
			if words > 1 {
				break
			}
		}
		threat := g.Of(Threat) > 0
		if r&Negation != 0 && (chain || thinks || threat && words <= 3 && subject == Bare && !self && !you) && !reported && !apart && s.Role[i+1]&Contrast == 0 &&
			!(threat && i > 0 && toks[i-1].Hash == why) {
			negated = true
			h.Clause = int32(i)
		}
		thinks = thinks || r&Think != 0
		whoever = whoever || r&Anyone != 0
		if thinks && r&Anyone != 0 && !apart && subject != Direct && !passed {
			reported = true // anyone who thinks that they are fools
			h.Clause = int32(i)
		}
		if r&Speech != 0 && words <= 6 || r&Naming != 0 && words <= 2 {
			// "calling you a fool" is told; "you fool" after it is not.
			reported = !(subject == Direct && adjacent) || i+1 < int(h.From)-1 && s.Role[i+1]&You != 0
			reported = reported || !apart && s.unsaid(i)
			if reported {
				h.Clause = int32(i)
				told = told || s.unsaid(i)
				self = self || i > 0 && s.Role[i-1]&Me != 0
			}
		}
		if r&You != 0 {
			you = true
		}
		if r&Me != 0 && words <= 6 {
			self = true
		}
		if chain {
			switch {
			case r&You != 0:
				subject, chain = Direct, false
				h.Clause = int32(i)
				adjacent = words == 1 && r&YouBe == 0 || noBe
			case r&Me != 0:
				subject, chain = Self, false
				h.Clause = int32(i)
			case r&Group != 0:
				subject, chain = GroupAim, false
				h.Clause = int32(i)
			case r&(They|Named) != 0:
				subject, chain = Third, false
				h.Clause = int32(i)
			case r&(Copula|Negation) == 0:
				chain = false
			default:
				noBe = noBe && r&Be == 0
			}
		}
	}
	if reported && (told || !(self && you)) && !(passed && whoever) {
		return Reported
	}
	if g.Of(Dismiss) > 0 || g.Of(Threat) > 0 {
		if negated && g.Of(Threat) > 0 {
			return Negated
		}
		return Direct
	}
	if negated && person {
		return Negated
	}
	if subject == Self && person {
		return Self
	}
	if subject != Bare {
		return subject
	}
	// What stands after.
	for i, n := int(h.To), 0; i < len(toks) && n < 2; i++ {
		r := s.Role[i]
		if toks[i].Kind == token.Word {
			n++
			if r&You != 0 && (n == 1 || s.Role[i-1]&Be != 0) {
				return Direct // also: a fool like you
			}
			if r&Group != 0 && n == 1 {
				return GroupAim
			}
			if r&Named != 0 {
				return Third
			}
			continue
		}
		break
	}
	if you && g.Of(Insult) > 0 {
		return Direct
	}
	if (g.Of(Adj) > 0 || g.Of(Prof) > 0) && s.ofPerson(t, h) {
		return Third
	}
	return Bare
}

// unsaid reports whether what the verb of speech at token i brings is denied or
// asked not to be said: "I never called you", "please stop saying".
func (s *Scan) unsaid(i int) bool {
	for j, n := i-1, 0; j >= 0 && n < 2; j, n = j-1, n+1 {
		if s.Role[j]&Negation != 0 {
			return true
		}
	}
	return false
}

// vocative reports whether the hit stands apart at the edge of a sentence, as a
// name called out: "Read it again, fool."
func vocative(s *Scan, t *token.Text, h *Hit) bool {
	if h.Grades.Of(Insult) == 0 {
		return false
	}
	at := int(h.To)
	ends := at >= len(t.Toks) || s.Role[at]&Stop != 0 || t.Toks[at].Kind == token.Other || t.Toks[at].Kind == token.Quote
	b := int(h.From) - 1
	starts := b < 0 || s.Role[b]&Stop != 0 || t.Toks[b].Kind == token.Mark
	return ends && starts
}
