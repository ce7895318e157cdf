package link

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Mention is a person named in a comment.
type Mention struct {
	Person   int32
	Strength int8 // one of the strengths
}

// The strengths of a mention.
const (
	Named     = 1 // somewhere in the text
	InQuote   = 2 // named by a header within the text, above quoted words
	Addressed = 3 // by a vocative
	Tagged    = 4 // @name, or the source says so
	InHeader  = 5 // by a reply header that opens the comment
)

// people resolves names into persons.
type people struct {
	name  []string // as first written
	count []int32  // comments given to the person by the source
	alias map[uint64][]int32
	key   map[string]int32
}

const maxAliases = 8

func newPeople() *people {
	return &people{alias: map[uint64][]int32{}, key: map[string]int32{}}
}

// fold reduces a name to its letters and digits in lower case, so that
// "Steve H", "SteveH" and "steveh" are one.
func fold(name string) string { return string(appendFolded(nil, name)) }

func appendFolded(dst []byte, name string) []byte {
	for _, r := range name {
		if r < utf8.RuneSelf {
			if l := lowered[r]; l != 0 {
				dst = append(dst, l)
			}
			continue
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			dst = utf8.AppendRune(dst, unicode.ToLower(r))
		}
	}
	return dst
}

// add returns the person called name, who is new unless the folded name or the
// source's key is known; -1 for a name without letters.
func (p *people) add(name, id string) int32 {
	k := "n" + fold(name)
	if id != "" {
		k = "i" + id
	} else if len(k) == 1 {
		return -1
	}
	if who, ok := p.key[k]; ok {
		return who
	}
	who := int32(len(p.name))
	p.key[k] = who
	p.name = append(p.name, strings.TrimSpace(name))
	p.count = append(p.count, 0)
	p.addAlias(wordHash(name), who)
	// Parts of a name stand for the whole: the first word, the last, and
	// those between capitals as in JosephOKeefe.
	parts := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(parts) > 1 && len(parts) <= 4 {
		for i, part := range parts {
			if i == 0 && utf8.RuneCountInString(part) >= 2 || utf8.RuneCountInString(part) >= 3 {
				p.addAlias(wordHash(part), who)
			}
			if i == 0 {
				for _, short := range nicknames[strings.ToLower(part)] {
					p.addAlias(wordHash(short), who)
				}
			}
		}
	}
	if len(parts) == 1 {
		if trimmed := strings.TrimRightFunc(parts[0], unicode.IsDigit); trimmed != parts[0] && len(trimmed) >= 3 {
			p.addAlias(wordHash(trimmed), who)
		}
		for i, r := range parts[0] {
			if i >= 3 && unicode.IsUpper(r) {
				p.addAlias(wordHash(parts[0][:i]), who)
				break
			}
		}
		for _, short := range nicknames[strings.ToLower(parts[0])] {
			p.addAlias(wordHash(short), who)
		}
	}
	return who
}

func (p *people) addAlias(h uint64, who int32) {
	list := p.alias[h]
	for _, w := range list {
		if w == who {
			return
		}
	}
	if len(list) < maxAliases {
		p.alias[h] = append(list, who)
	}
}

// nicknames are the usual short and long forms of English given names.
var nicknames = map[string][]string{
	"william": {"bill", "will", "billy"}, "bill": {"william"}, "will": {"william"},
	"robert": {"bob", "rob", "bobby"}, "bob": {"robert"}, "rob": {"robert"},
	"peter": {"pete"}, "pete": {"peter"}, "james": {"jim", "jimmy"}, "jim": {"james", "jimmy"}, "jimmy": {"james", "jim"},
	"richard": {"rick", "dick", "rich"}, "rick": {"richard"}, "michael": {"mike", "mick"}, "mike": {"michael"},
	"joseph": {"joe"}, "joe": {"joseph"}, "thomas": {"tom"}, "tom": {"thomas"}, "charles": {"chuck", "charlie"}, "chuck": {"charles"},
	"daniel": {"dan", "danny"}, "dan": {"daniel", "danny"}, "danny": {"daniel", "dan"}, "david": {"dave"}, "dave": {"david"},
	"steven": {"steve"}, "stephen": {"steve"}, "steve": {"steven", "stephen"}, "anthony": {"tony"}, "tony": {"anthony"},
	"donald": {"don"}, "don": {"donald"}, "edward": {"ed", "ted"}, "ed": {"edward"}, "kenneth": {"ken"}, "ken": {"kenneth"},
	"andrew": {"andy"}, "andy": {"andrew"}, "christopher": {"chris"}, "chris": {"christopher", "christine"}, "matthew": {"matt"}, "matt": {"matthew"},
	"nicholas": {"nick"}, "nick": {"nicholas"}, "samuel": {"sam"}, "benjamin": {"ben"}, "gregory": {"greg"}, "lawrence": {"larry"}, "larry": {"lawrence"},
	"frederick": {"fred"}, "patrick": {"pat"}, "patricia": {"pat"}, "margaret": {"maggie"}, "elizabeth": {"liz", "beth"}, "katherine": {"kate", "kathy"}, "susan": {"sue"},
	"timothy": {"tim"}, "jeffrey": {"jeff"}, "ronald": {"ron"}, "alexander": {"alex"}, "douglas": {"doug"}, "gerald": {"jerry"}, "terence": {"terry"}, "judson": {"jud"},
}

// findPeople resolves authors, signatures, headers and mentions.
func (d *Doc) findPeople() {
	n := len(d.Items)
	p := newPeople()
	d.people = p
	d.author = make([]int32, n)
	d.signed = make([]bool, n)
	d.lent = make([]bool, n)
	d.headers = make([]Header, n)
	d.self = make([]int8, n)
	d.greeting = make([]bool, d.vocab.n)
	for _, w := range greetings {
		if id := d.vocab.find(wordHash(w)); id >= 0 {
			d.greeting[id] = true
		}
	}
	type writer struct{ name, id string }
	seen := map[writer]int32{} // as the source gives them
	for i := range d.Items {
		d.author[i] = -1
		it := &d.Items[i]
		w := writer{it.Author, it.AuthorID}
		if w.name == "" {
			w.name = w.id
		}
		if w.name == "" {
			continue
		}
		who, met := seen[w]
		if !met {
			who = p.add(w.name, w.id)
			seen[w] = who
		}
		if who >= 0 {
			d.author[i] = who
			p.count[who]++
		}
	}
	d.wrote = make([]bool, d.vocab.n)
	for w := range wrote {
		if id := d.vocab.find(wordHash(w)); id >= 0 {
			d.wrote[id] = true
		}
	}
	for i := range d.Items {
		d.headers[i] = FindHeader(d.Items[i].Text)
		if h := &d.headers[i]; h.Name != "" {
			h.Person = d.resolve(h.Name)
			if h.Person < 0 && h.names() {
				h.Person = p.add(h.Name, "")
			}
		}
	}
	d.findSignatures()
	named := 0
	for i := range d.Items {
		if d.Items[i].Author != "" {
			named++
		}
	}
	if 2*named < n {
		d.findCalled()
	}
	names := d.newAliases()
	d.mentAt = make([]int32, n+1)
	d.mention = make([]Mention, 0, n)
	for i := range d.Items {
		d.mentAt[i] = int32(len(d.mention))
		d.findMentions(int32(i), names)
	}
	d.mentAt[n] = int32(len(d.mention))
}

// resolve returns the person that a name stands for, -1 where there is none or
// more than one.
func (d *Doc) resolve(name string) int32 {
	var room [64]byte
	if who, ok := d.people.key[string(appendFolded(append(room[:0], 'n'), name))]; ok {
		return who
	}
	if list := d.people.alias[wordHash(name)]; len(list) == 1 {
		return list[0]
	}
	return -1
}

// Resolve returns the person that a name stands for, -1 where there is none or
// more than one.
func (d *Doc) Resolve(name string) int32 { return d.resolve(name) }

// Name returns the name of a person.
func (d *Doc) Name(person int32) string { return d.people.name[person] }

// Author returns the person who wrote item i, -1 where nothing tells.
func (d *Doc) Author(i int32) int32 { return d.author[i] }

// SetAuthor tells that person wrote item i.
func (d *Doc) SetAuthor(i, person int32) {
	d.author[i] = person
	if !d.lent[i] {
		d.lent[i] = true
		d.global.done = false
	}
}

// Signature returns the person whose signature ends item i, -1 none.
func (d *Doc) Signature(i int32) int32 {
	if !d.signed[i] {
		return -1
	}
	return d.author[i]
}

// Header returns the reply header that opens item i.
func (d *Doc) Header(i int32) Header { return d.headers[i] }

// Mentions returns the people that item i names.
func (d *Doc) Mentions(i int32) []Mention { return d.mention[d.mentAt[i]:d.mentAt[i+1]] }

func (d *Doc) mentioned(i, person int32) int8 {
	for _, m := range d.Mentions(i) {
		if m.Person == person {
			return m.Strength
		}
	}
	return 0
}

func (d *Doc) addMention(i, person int32, strength int8) {
	if person < 0 {
		return
	}
	if person == d.author[i] {
		d.self[i] = max(d.self[i], strength)
		return
	}
	for k := int(d.mentAt[i]); k < len(d.mention); k++ {
		if m := &d.mention[k]; m.Person == person {
			m.Strength = max(m.Strength, strength)
			return
		}
	}
	if len(d.mention) == cap(d.mention) {
		d.mention = slices.Grow(d.mention, len(d.mention)+16)
	}
	d.mention = append(d.mention, Mention{person, strength})
}

// aliases finds the people that a word may stand for.
type aliases struct {
	alias  map[uint64][]int32
	byWord []int32 // 1 + index into lists, by word
	lists  [][]int32
	may    [64]uint64 // bits of the hashes in alias
}

func (d *Doc) newAliases() *aliases {
	a := &aliases{alias: d.people.alias, byWord: make([]int32, d.vocab.n)}
	for h, list := range a.alias {
		a.may[h>>58] |= 1 << (h >> 52 & 63)
		if id := d.vocab.find(h); id >= 0 {
			a.lists = append(a.lists, list)
			a.byWord[id] = int32(len(a.lists))
		}
	}
	return a
}

// of returns the people whom a word stands for.
func (a *aliases) of(word int32) []int32 {
	if at := a.byWord[word]; at > 0 {
		return a.lists[at-1]
	}
	return nil
}

// find returns the people whom letters with hash h stand for.
func (a *aliases) find(h uint64) []int32 {
	if a.may[h>>58]>>(h>>52&63)&1 == 0 {
		return nil
	}
	return a.alias[h]
}

// maxMentions bounds the people noted for one comment.
const maxMentions = 32

// findMentions notes whom item i names and how.
func (d *Doc) findMentions(i int32, names *aliases) {
	if h := &d.headers[i]; h.Person >= 0 && h.Name != "" {
		s := int8(InHeader)
		if !h.Opens {
			s = InQuote
		}
		d.addMention(i, h.Person, s)
	}
	if to := d.Items[i].ReplyTo; to != "" {
		d.addMention(i, d.resolve(to), Tagged)
	}
	if len(d.people.alias) == 0 {
		return
	}
	toks := d.tokens(i)
	text := d.Items[i].Text
	for k := range toks {
		if len(d.mention)-int(d.mentAt[i]) >= maxMentions {
			return
		}
		t := &toks[k]
		// Words in lower case count as names at the beginning only, and only
		// where people sign in lower case.
		if t.flags&(fCapital|fAt|fParaStart) == 0 && (k > 4 || t.flags&fMixed == 0) {
			continue
		}
		list, used := names.of(t.word), 0
		if k+1 < len(toks) && toks[k+1].start-t.end() <= 2 && t.flags&(fLineEnd|fComma) == 0 {
			if two := names.find(moreHash(d.vocab.hash[t.word], text[toks[k+1].start:toks[k+1].end()])); len(two) > 0 {
				list, used = two, 1
			}
		}
		if len(list) == 0 {
			continue
		}
		last := &toks[k+used]
		strength := int8(Named)
		switch {
		case t.flags&fAt != 0:
			strength = Tagged
		case t.flags&fMarked != 0:
		case d.wroteFollows(toks, k+used):
			strength = InQuote
		case last.flags&fVocative != 0 && (t.flags&(fParaStart|fSentStart) != 0 || k > 0 && (toks[k-1].flags&fComma != 0 || k <= 4 || d.greets(toks, k))):
			strength = Addressed
		case k <= 3 && d.greets(toks, k):
			strength = Addressed
		case t.flags&fParaStart != 0 && k == 0 && t.flags&fCapital != 0:
			strength = Addressed
		}
		if t.flags&fCapital == 0 && strength < Addressed && t.flags&fMixed == 0 {
			continue
		}
		for _, who := range list {
			d.addMention(i, who, strength)
		}
	}
}

// greets reports whether a word that often precedes an address stands before
// token k.
func (d *Doc) greets(toks []token, k int) bool {
	if k == 0 {
		return false
	}
	return d.greeting[toks[k-1].word]
}

var greetings = []string{
	"hi", "hey", "hello", "thanks", "thank", "thx", "dear", "sorry", "yes", "no", "well", "done", "ok", "okay", "agree", "right", "wrong", "cheers", "oh", "but", "to", "at", "with", "you",
	"hallo", "danke", "lieber", "liebe", "bonjour", "salut", "merci", "cher", "chère", "hola", "gracias", "querido", "ciao", "grazie", "caro", "olá", "obrigado", "hoi", "bedankt", "beste", "hej", "tack", "cześć",
	"привет", "спасибо", "уважаемый",
}

// wroteFollows reports whether the words after token k are "wrote" or one of
// its like.
func (d *Doc) wroteFollows(toks []token, k int) bool {
	for m := k + 1; m < len(toks) && m <= k+3; m++ {
		if d.wrote[toks[m].word] {
			return true
		}
	}
	return false
}

// findSignatures takes the last line of a comment for a signature where it is
// a known name and little else, or where several comments end alike.
func (d *Doc) findSignatures() {
	for i := range d.Items {
		if d.author[i] >= 0 {
			continue
		}
		line := lastLine(d.Items[i].Text)
		if line == "" {
			continue
		}
		if who := d.resolve(line); who >= 0 {
			d.author[i], d.signed[i] = who, true
		} else if name, ok := signature(line); ok {
			if who := d.people.add(name, ""); who >= 0 {
				d.author[i], d.signed[i] = who, true
			}
		}
	}
}

// lastLine returns the last line of a text of more than one, without the marks
// that introduce a signature.
func lastLine(text string) string {
	text = strings.TrimRight(text, " \t\r\n")
	at := strings.LastIndexByte(text, '\n')
	if at < 0 || len(text)-at > 48 {
		return ""
	}
	return strings.Trim(text[at+1:], " \t-–—~*_.,!")
}

// signature reports whether a last line is a name: one to three capitalised
// words, at least one with a vowel or no more than four letters.
func signature(line string) (string, bool) {
	words := strings.Fields(line)
	if len(words) == 0 || len(words) > 3 {
		return "", false
	}
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(r) || utf8.RuneCountInString(w) < 2 {
			return "", false
		}
		for _, c := range w {
			if !unicode.IsLetter(c) && c != '.' && c != '-' && c != '\'' && c != '’' {
				return "", false
			}
		}
		if closings[strings.ToLower(strings.TrimRight(w, "."))] {
			return "", false
		}
	}
	return line, true
}

// closings are words that end a comment in a line of their own and are no
// names.
var closings = map[string]bool{
	"regards": true, "thanks": true, "cheers": true, "yes": true, "no": true, "ok": true, "bye": true, "reply": true, "edit": true, "edited": true, "lol": true, "haha": true,
	"best": true, "sincerely": true, "please": true, "really": true, "sad": true, "exactly": true, "agreed": true, "indeed": true, "why": true, "end": true, "true": true, "false": true,
	"grüße": true, "gruß": true, "danke": true, "cordialement": true, "merci": true, "saludos": true, "gracias": true, "saluti": true, "grazie": true, "abraços": true, "groeten": true,
	"hello": true, "nope": true, "amen": true, "correct": true, "wrong": true, "right": true, "never": true, "source": true, "link": true, "fin": true, "finis": true, "quote": true, "unquote": true, "well": true, "snip": true, "talk": true,
}
