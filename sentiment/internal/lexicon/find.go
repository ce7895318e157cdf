package lexicon

import (
	"slices"
	"sync"

	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/token"
)

var table struct {
	once  sync.Once
	roles roles
}

func englishRoles() roles {
	table.once.Do(func() { table.roles = roleTable() })
	return table.roles
}

// RoleOf returns the role of the word with this hash, groups and names
// included.
func (x *Lexicon) RoleOf(hash uint64) Role {
	r := englishRoles()[hash]
	if t, ok := x.terms[Chain(0, hash)]; ok {
		if t.Grades[Identity] > 0 {
			r |= Group
		}
		if t.Grades[Person] > 0 {
			r |= Named
		}
		if t.Listed || t.Prefix {
			r |= Begins
		}
		if t.Listed && t.Grades[Safe] > 0 {
			r |= Idle
		}
	}
	return r
}

// Word is what the lexicon says of one word: kept by the caller for each word
// that it meets, so that most words cost no look-up here.
type Word struct {
	Role Role
	kind uint16
}

// Word returns what is known of the word with this hash.
func (x *Lexicon) Word(hash uint64) Word {
	return Word{Role: x.RoleOf(hash), kind: x.kind[Chain(0, hash)]}
}

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
// caller then fills Role, Starts, You, Words and Counter, and calls Find.
func (s *Scan) Begin(t *token.Text) {
	s.Hits, s.Starts, s.Role = s.Hits[:0], s.Starts[:0], slices.Grow(s.Role[:0], len(t.Toks))[:len(t.Toks)]
	s.You, s.Words, s.Counter = 0, 0, false
	if t.MayQuote() {
		quotes(t)
	}
}

// Find finds the listed terms of t that begin at s.Starts and reads their
// contexts. words holds what Word says of each token that is a word. Time is
// linear in the number of tokens.
func (x *Lexicon) Find(s *Scan, t *token.Text, words []Word) {
	safe := int32(0) // end of the harmless phrase last seen
	for _, i := range s.Starts {
		x.match(s, t, words, i, &safe)
	}
	s.context(t)
}

// match finds the longest phrase at token i in the harmless class and in the
// others.
func (x *Lexicon) match(s *Scan, t *token.Text, words []Word, i int32, safe *int32) {
	h := Chain(0, t.Toks[i].Hash)
	term, j := x.kinds[words[i].kind], i+1
	best, end := Grades{}, int32(0)
	found, crossed := false, false
	for {
		if term.Listed {
			if term.Grades[Safe] > 0 {
				*safe = max(*safe, j)
			}
			g := term.Grades
			if crossed {
				g = Grades{}
			}
			g[Safe] = 0
			if g != (Grades{}) {
				if found && best[Identity] == 0 && best[Person] == 0 {
					for c := range g {
						g[c] = max(g[c], best[c])
					}
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
		h = Chain(h, t.Toks[j].Hash)
		if !x.possible(h) {
			break
		}
		var ok bool
		if term, ok = x.terms[h]; !ok {
			break
		}
		j++
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
	for n := range s.Hits {
		h := &s.Hits[n]
		h.Clause = h.From
		if h.Context != Bare {
			continue
		}
		h.Context = s.read(t, h)
		if h.Context < Self || h.Context == Quoted {
			h.Clause = h.From
		}
	}
}

func (s *Scan) read(t *token.Text, h *Hit) Context {
	toks := t.Toks
	if toks[h.From].Flags&token.Quoted != 0 {
		return Quoted
	}
	g := &h.Grades
	if vocative(s, t, h) && h.From > 0 {
		return Direct
	}
	person := max(g[Insult], g[Adj], g[Slur], g[Derog], g[Thing]) > 0
	// What stands before, up to the end of the sentence before it.
	chain := true // still between subject and complement
	subject := Bare
	negated, reported, self, you, thinks, apart := false, false, false, false, false, false
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
		if r&Negation != 0 && (chain || thinks) && !reported && !apart && s.Role[i+1]&Contrast == 0 {
			negated = true
			h.Clause = int32(i)
		}
		thinks = thinks || r&Think != 0
		if thinks && r&Anyone != 0 && !apart && subject != Direct {
			reported = true // anyone who thinks that they are fools
			h.Clause = int32(i)
		}
		if r&Speech != 0 && words <= 6 || r&Naming != 0 && words <= 2 {
			// "calling you a fool" is told; "you fool" after it is not.
			reported = !(subject == Direct && adjacent) || i+1 < int(h.From)-1 && s.Role[i+1]&You != 0
			if reported {
				h.Clause = int32(i)
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
	if reported && !(self && you) {
		return Reported
	}
	if g[Dismiss] > 0 || g[Threat] > 0 {
		if negated && g[Threat] > 0 {
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
			if r&You != 0 && n == 1 {
				return Direct
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
	if you && g[Insult] > 0 {
		return Direct
	}
	return Bare
}

// vocative reports whether the hit stands apart at the edge of a sentence, as a
// name called out: "Read it again, fool."
func vocative(s *Scan, t *token.Text, h *Hit) bool {
	if h.Grades[Insult] == 0 {
		return false
	}
	at := int(h.To)
	ends := at >= len(t.Toks) || s.Role[at]&Stop != 0 || t.Toks[at].Kind == token.Other || t.Toks[at].Kind == token.Quote
	b := int(h.From) - 1
	starts := b < 0 || s.Role[b]&Stop != 0 || t.Toks[b].Kind == token.Mark
	return ends && starts
}
