package lexicon

import (
	"strings"
	"sync"

	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/token"
)

// words is a small set of words. maybe has a bit set for each: most words are not
// in it.
type words struct {
	maybe [4]uint64
	all   map[uint64]struct{}
}

func (w *words) has(h uint64) bool {
	if w.maybe[h>>6&3]&(1<<(h&63)) == 0 {
		return false
	}
	_, ok := w.all[h]
	return ok
}

func wordsOf(list ...string) words {
	w := words{all: map[uint64]struct{}{}}
	for _, s := range list {
		for f := range strings.FieldsSeq(s) {
			h := token.Hash(f)
			w.all[h] = struct{}{}
			w.maybe[h>>6&3] |= 1 << (h & 63)
		}
	}
	return w
}

// senses are words that decide how a listed term is meant. They are looked up
// beside few terms; what is looked up more often is a role.
type senses struct {
	// ill is the harm in a wish, done harm that wants "is" or "gets" before it, mend what turns it to good; own stands for
	// "your" among the words that address; late for what may stand between a
	// subject and what is said of it; inside for what may stand within a
	// phrase. A line of a shell begins with command.
	ill, done, mend, own, late, inside, command words
}

var sense = sync.OnceValue(func() *senses {
	return &senses{
		ill: wordsOf("die dies dead drown drowns rot rots burn burns choke chokes suffer suffers crash crashes explode explodes",
			"cancer aids covid syphilis herpes leukemia leukaemia tumour tumor bankrupt perish perishes starve starves bleed bleeds",
			"agony misery floods bomb bombs nuke"),
		done: wordsOf("raped shot stabbed murdered killed beaten mugged hanged lynched gassed strangled poisoned deported evicted starved",
			"paralysed paralyzed bombed nuked crushed crippled jailed robbed expelled imprisoned persecuted massacred slaughtered enslaved",
			"tortured drowned"),
		mend: wordsOf("beat beats recover recovers survive survives survived overcome cure cured cures fight fighting free better avoid",
			"avoids escape escapes tests test nobody none noone without rid well heal heals stop stops end ends prevent",
			"who whoever whether if find finds"),
		own:    wordsOf("your ur yer my our his her their"),
		late:   wordsOf("here there today again now all both just simply would can will always"),
		inside: wordsOf("all just simply really both probably definitely"),
		command: wordsOf("sudo git kill killall pkill rm cp mv ls cd cat echo grep sed awk find xargs curl wget ssh scp tar docker kubectl",
			"npm npx yarn pip pip3 python python3 go cargo make cmake gcc export set alias apt brew yum systemctl service chmod chown",
			"ps top mount bash sh"),
	}
})

// ofThing reports whether h is said of a thing: of the noun that follows, as in
// "this stupid printer", or of the subject, as in "the printer is stupid".
func (s *Scan) ofThing(t *token.Text, h *Hit, sn *senses) bool {
	g := h.Grades
	if g.Of(Derog) > 0 || g.Of(Slur) > 2 {
		return false
	}
	thing, known := s.beforeThing(t, h, sn)
	if !known {
		phrase := h.To-h.From > 2
		thing = (phrase || g.Of(Threat) > 0 || g.Of(Adj) > 0) && s.thingIs(t, int(h.From), phrase, sn)
	}
	if !thing || h.From > 0 && s.Role[h.From-1]&You != 0 && !sn.own.has(t.Toks[h.From-1].Hash) {
		return false
	}
	return !s.personIs(t, int(h.From))
}

// beforeThing reports whether the noun that h belongs to is a thing, where a
// thing is named after it.
func (s *Scan) beforeThing(t *token.Text, h *Hit, sn *senses) (thing, known bool) {
	g, toks, reach := h.Grades, t.Toks, 4
	if g&(15<<(4*Threat)) != 0 {
		for i := h.From; i < h.To; i++ {
			if s.Role[i]&(You|One|Many|Modal) != 0 && g&(15<<(4*Adj)|15<<(4*Insult)|15<<(4*Prof)) == 0 {
				return false, false // it names whom it is done to
			}
		}
	} else if g&(15<<(4*Adj)|15<<(4*Insult)|15<<(4*Prof)) == 0 {
		return false, false
	}
	if g.Of(Insult) > 0 {
		reach = 1 // the idiot light, but not the idiot and his car
	}
	for i, n := int(h.To), 0; i < len(toks) && n < reach; i++ {
		if toks[i].Kind == token.Number {
			continue
		}
		r := s.Role[i]
		if toks[i].Kind != token.Word || r&(You|One|Group|Named|Me) != 0 && !sn.own.has(toks[i].Hash) {
			break
		}
		n++
		if r&Inert != 0 {
			return !s.namesPerson(t, i+1), true
		}
		if r&Filler == 0 {
			break
		}
	}
	return false, false
}

// personIs reports whether what stands at token at is said of a person by a form
// of "to be": "you are a stupid clock".
func (s *Scan) personIs(t *token.Text, at int) bool {
	be := false
	for i, n := at-1, 0; i >= 0 && n < 5 && t.Toks[i].Kind == token.Word; i, n = i-1, n+1 {
		r := s.Role[i]
		be = be || r&(Be|YouBe|TheyBe) != 0 && r&Filler == 0
		if be && r&(You|One|Many|Group|Named|Folk) != 0 {
			return true
		}
		if r&(Copula|Negation) == 0 {
			break
		}
	}
	return false
}

// namesPerson reports whether the word at token i is one for a person, as after
// a thing: "bus driver", "dog owners".
func (s *Scan) namesPerson(t *token.Text, i int) bool {
	return i < len(t.Toks) && t.Toks[i].Kind == token.Word && s.Role[i]&(Group|Named|Folk) != 0
}

// ofPerson reports whether a person is named right after h: "that stupid driver".
func (s *Scan) ofPerson(t *token.Text, h *Hit) bool {
	for i, n := int(h.To), 0; i < len(t.Toks) && n < 3 && t.Toks[i].Kind == token.Word; i, n = i+1, n+1 {
		if s.Role[i]&Folk != 0 {
			return true
		}
		if s.Role[i]&Filler == 0 {
			break
		}
	}
	return false
}

// thingIs reports whether what stands at token at is said of a thing by a form
// of "to be", or, where bare is set, follows it.
func (s *Scan) thingIs(t *token.Text, at int, bare bool, sn *senses) bool {
	be, n := bare, 0
	for i := at - 1; i >= 0 && n < 5; i-- {
		k, r := &t.Toks[i], s.Role[i]
		if k.Kind != token.Word {
			return false
		}
		n++
		switch {
		case be && r&Inert != 0:
			return true
		case r&Be != 0:
			be = true
		case r&Modal != 0 || sn.late.has(k.Hash):
		case r&(You|Me|They|Group|Named) != 0 && r&Filler == 0:
			return false
		case r&(Copula|Negation) == 0 && (be || n > 2):
			return false
		}
	}
	return false
}

// neutral reports whether h, a colour or another word that may stand for a
// group, is said of a thing.
func (s *Scan) neutral(t *token.Text, h *Hit, sn *senses) bool {
	toks := t.Toks
	if h.To-h.From != 1 || s.Role[h.From]&Hue == 0 {
		return false
	}
	for i, n := int(h.To), 0; i < len(toks) && n < 3 && toks[i].Kind == token.Word; i, n = i+1, n+1 {
		if s.Role[i]&Inert != 0 {
			return !s.namesPerson(t, i+1)
		}
		if s.Role[i]&(Filler|Hue) == 0 {
			break
		}
	}
	return s.thingIs(t, int(h.From), false, sn)
}

var (
	may  = token.Hash("may")
	why  = token.Hash("why")
	sudo = token.Hash("sudo")
)

// After got, what is done does harm; after since, harm is only named.
var got, since = wordsOf("get gets getting got"), wordsOf("the this that")

// wish looks at token i, a word such as "hope", for harm that is wished to
// somebody, or whose harm gladdens, and returns the token after the harm, or 0,
// and whether it is a group.
func (s *Scan) wish(t *token.Text, i int32, sn *senses) (to int32, group bool) {
	if t.Toks[i].Hash == may && (int(i)+1 >= len(t.Toks) || s.Role[i+1]&You == 0) {
		return 0, false
	}
	somebody, words := false, 0
	for j := int(i) + 1; j < len(t.Toks) && words < 9; j++ {
		k, r := &t.Toks[j], s.Role[j]
		if r&Stop != 0 {
			return 0, false
		}
		if k.Kind != token.Word {
			continue
		}
		words++
		if r&Negation != 0 || r&Me != 0 && r&Be == 0 || sn.mend.has(k.Hash) {
			return 0, false
		}
		if somebody && (sn.ill.has(k.Hash) && !since.has(t.Toks[j-1].Hash) || (s.Role[j-1]&Be != 0 || got.has(t.Toks[j-1].Hash)) && sn.done.has(k.Hash)) {
			return int32(j + 1), group
		}
		group = group || r&Group != 0
		somebody = somebody || r&(You|One|Many|Group|Named) != 0
	}
	return 0, false
}

// codeLine reports whether token i stands on a line of a program or a command
// for a shell.
func (s *Scan) codeLine(t *token.Text, i int, sn *senses) bool {
	if s.signs == 0 {
		s.signs = 1
		if signs, braces, call := codeSigns(t.Toks, 0, len(t.Toks)-1); signs > 0 || braces > 1 || call {
			s.signs = 2
		}
	}
	if s.signs == 1 {
		return false
	}
	const reach = 40
	toks := t.Toks
	from, to := i, i
	for from > 0 && i-from < reach && toks[from-1].Kind != token.Break {
		from--
	}
	for to+1 < len(toks) && to-i < reach && toks[to+1].Kind != token.Break {
		to++
	}
	signs, braces, call := codeSigns(toks, from, to)
	if call || braces > 1 && anyMark(toks[from:to+1]) {
		return true
	}
	for j := from; j <= to && signs > 0; j++ {
		if k := &toks[j]; k.Kind == token.Word {
			if sn.command.has(k.Hash) {
				return true
			}
			if k.Hash != sudo {
				break
			}
		}
	}
	return false
}

// anyMark reports whether there is an opening bracket or a semicolon.
func anyMark(toks []token.Token) bool {
	for i := range toks {
		if k := &toks[i]; k.Kind == token.Mark && (k.Ch == '(' || k.Ch == ';') {
			return true
		}
	}
	return false
}

// codeSigns counts the options, pipes and other signs of a command and the braces
// in toks[from:to+1], and tells whether there is "$(".
func codeSigns(toks []token.Token, from, to int) (signs, braces int, call bool) {
	for j := from; j <= to; j++ {
		k := &toks[j]
		if k.Kind != token.Other {
			continue
		}
		tight := j < to && toks[j+1].Start == k.End
		switch k.Ch {
		case '$':
			call = call || tight && toks[j+1].Kind == token.Mark && toks[j+1].Ch == '('
			signs++
		case '{', '}':
			braces++
		case '-':
			// An option: -x, -9 or --long.
			if tight && j > from && toks[j-1].End < k.Start && (toks[j+1].Ch == '-' || toks[j+1].Len == 1 || toks[j+1].Kind == token.Number) {
				signs++
			}
		case '=':
			if tight && toks[j+1].Ch == '=' {
				signs++
			}
		case '|':
			signs++
		}
	}
	return signs, braces, call
}
