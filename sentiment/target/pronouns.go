package target

import (
	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/towards"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

// pronouns resolves "he", "her" and the like to a target where only one person
// can be meant: the last person named in the comment, or the last one named in
// the comment answered.
type pronouns struct {
	t           *thread.Thread
	gender      []byte // of each target: m, f, x unknown, 0 no person
	participant []bool
	// last is, for every node, the target of the last person spoken of, -1
	// where there is none or more than one could be meant.
	last []int32
	// main is the person whom the whole thread is about, -1 where none stands
	// out: whom a comment at top level means that names nobody.
	main int32
}

func newPronouns(t *thread.Thread, ents []*entity) *pronouns {
	p := &pronouns{t: t, gender: make([]byte, len(ents)), participant: make([]bool, len(ents)), last: make([]int32, t.Len()), main: mainPerson(t, ents)}
	for i, e := range ents {
		p.participant[i] = e.participant
		if e.kind != Person {
			continue
		}
		m, f := 0, 0
		for _, part := range e.parts {
			m += part.c.gender[0]
			f += part.c.gender[1]
		}
		switch {
		case m > 2*f:
			p.gender[i] = 'm'
		case f > 2*m:
			p.gender[i] = 'f'
		default:
			p.gender[i] = 'x'
		}
	}
	return p
}

func (p *pronouns) skip(n thread.Node) {
	p.last[n] = -1
	if up := p.t.Parent(n); up != thread.None {
		p.last[n] = p.last[up]
	}
}

// pronounOf returns the gender of a pronoun and whether it is an object, 0 for
// other words. "They" is left alone: it is a group too often.
func pronounOf(low string) (gender byte, object bool) {
	switch low {
	case "he", "he's", "he'd", "he'll", "his", "himself":
		return 'm', false
	case "him":
		return 'm', true
	case "she", "she's", "she'd", "she'll", "hers", "herself":
		return 'f', false
	case "her":
		return 'f', false
	}
	return 0, false
}

// resolve adds the pronouns of n to its mentions, in order.
func (p *pronouns) resolve(n thread.Node, toks []towards.Token, names []found) []found {
	inherited := int32(-1)
	if up := p.t.Parent(n); up != thread.None {
		inherited = p.last[up]
	} else {
		inherited = p.main
	}
	current, own := inherited, false
	subject := int32(-1) // the person whose clause we are in
	sent := int32(-1)
	var here sentence
	k := 0
	out := names[:0:0]
	rival := false // somebody without a name here who could be meant
	for i := 0; i < len(toks); i++ {
		t := &toks[i]
		if t.Sent != sent {
			sent, subject = t.Sent, -1
		}
		if k < len(names) && names[k].lo == i {
			f := names[k]
			k++
			out = append(out, f)
			if p.gender[f.target] != 0 && !t.Is(towards.Quoted) && !(p.participant[f.target] && here.addressed(toks, f)) {
				if own && current != int32(f.target) && current >= 0 && sameSentence(toks, i, out) {
					rival = true
				} else {
					rival = false
				}
				if subject < 0 {
					subject = int32(f.target)
				}
				current, own = int32(f.target), true
			}
			i = f.hi - 1
			continue
		}
		g, object := pronounOf(t.Low)
		if g == 0 {
			if speaker(t.Low) {
				subject = -1 // "if she stands, I will vote for her"
			}
			if unnamedPerson(t.Low) && !said(toks, i) {
				rival = true
			}
			continue
		}
		who := current
		if object && own && subject == who {
			who = inherited // "Johnson will have him for breakfast"
			if who == current {
				who = -1
			}
		}
		if who < 0 || rival || t.Is(towards.Quoted) || p.gender[who] == 0 || p.gender[who] != 'x' && p.gender[who] != g {
			continue
		}
		conf, cue := float32(0.8), "pronoun"
		if !own || who != current {
			conf, cue = 0.6, "pronoun after the comment answered"
			if p.t.Parent(n) == thread.None {
				conf, cue = 0.5, "pronoun for whom the thread is about"
			}
		}
		out = append(out, found{target: int(who), lo: i, hi: i + 1, conf: conf, pronoun: true, cue: cue})
	}
	if !own && p.t.Parent(n) == thread.None && len(out) == 0 {
		current = -1 // nobody was spoken of
	}
	p.last[n] = current
	if rival {
		p.last[n] = -1
	}
	return out
}

// speaker reports words that begin a clause with a subject of its own.
func speaker(low string) bool {
	switch low {
	case "i", "i'd", "i'll", "i'm", "i've", "we", "we'd", "we'll", "we're", "we've", "you", "you'd", "you'll", "you're", "you've", "they", "they'd", "they'll", "they're", "they've":
		return true
	}
	return false
}

// sameSentence reports whether another person was named in the sentence of i.
func sameSentence(toks []towards.Token, i int, before []found) bool {
	return len(before) > 1 && toks[before[len(before)-2].lo].Sent == toks[i].Sent
}

// unnamedPerson reports words that bring in a person whom a later pronoun may
// mean.
func unnamedPerson(low string) bool {
	switch low {
	case "man", "woman", "guy", "bloke", "husband", "wife", "father", "mother", "dad", "mum", "mom", "son", "daughter", "brother", "sister", "friend", "boss", "leader", "somebody", "someone", "whoever", "anyone", "doctor", "lady", "boy", "girl", "stepmother":
		return true
	}
	return false
}

// said reports whether the word at i says what somebody is or is like and so
// brings in nobody: "the image of a man who", "to be the next leader".
func said(toks []towards.Token, i int) bool {
	for k := i - 1; k >= 0 && k >= i-4 && toks[k].Sent == toks[i].Sent && toks[k].Word(); k-- {
		switch toks[k].Low {
		case "be", "is", "was", "been", "being", "become", "becomes", "became", "like", "as", "isn't", "wasn't", "he's", "she's":
			return true
		case "of":
			return k+2 == i && (toks[k+1].Low == "a" || toks[k+1].Low == "an")
		}
	}
	return false
}

// sentence is a range of tokens, which moves on through a text.
type sentence struct{ lo, hi int }

// addressed reports whether a mention, which stands in s or after it, speaks to
// somebody, not of them.
func (s *sentence) addressed(toks []towards.Token, f found) bool {
	for s.hi <= f.lo {
		for s.lo = s.hi; s.hi < len(toks) && toks[s.hi].Sent == toks[s.lo].Sent; {
			s.hi++
		}
	}
	hi := max(s.hi, f.hi)
	return vocative(toks[s.lo:hi], f.lo-s.lo, f.hi-s.lo)
}

// mainPerson returns the person whom a fifth of the comments name, three times
// as many as name any other.
func mainPerson(t *thread.Thread, ents []*entity) int32 {
	best, second := -1, 0
	for i, e := range ents {
		if e.kind != Person || e.participant {
			continue
		}
		switch n := e.uses(); {
		case best < 0 || n > ents[best].uses():
			if best >= 0 {
				second = ents[best].uses()
			}
			best = i
		case n > second:
			second = n
		}
	}
	if best < 0 || ents[best].uses() < 3*second || ents[best].uses()*5 < min(t.Len(), maxSampled) {
		return -1
	}
	return int32(best)
}
