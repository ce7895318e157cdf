package link

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-100d3eb7/rejoinder/internal/commonword"
)

// A NamedQuote is a line that gives words to a person: "X: …", "X wrote: …",
// "X “…”".
type NamedQuote struct {
	Person int32
	// Item is the comment whose words follow the name.
	Item  int32
	Words int32
}

// findCalled adds the people whom comments call by name at the beginning of a
// line, where the source does not say who writes: "Name, …", "Thanks Name –",
// "Name “…”". A word that also occurs in lower case is no name.
func (d *Doc) findCalled() {
	type found struct {
		name string
		n    int
	}
	var names []found
	at := map[string]int{}
	lower := make([]wordUse, d.vocab.n)
	for k := range d.tok {
		if t := &d.tok[k]; t.flags&(fCapital|fNumber|fMixed) == 0 {
			lower[t.word] = inLower
		}
	}
	for i := range d.Items {
		toks, text := d.tokens(int32(i)), d.Items[i].Text
		for k := 0; k < len(toks); k++ {
			if toks[k].flags&fParaStart == 0 {
				continue
			}
			from := k
			// words of greeting may come first
			for from < len(toks) && from < k+3 && d.greeting[toks[from].word] {
				from++
			}
			name, ok := d.calledName(toks, text, from, lower, from > k || k == 0)
			if !ok {
				continue
			}
			folded := fold(name)
			if j, seen := at[folded]; seen {
				names[j].n++
			} else if len(names) < 4096 {
				at[folded] = len(names)
				names = append(names, found{name, 1})
			}
		}
	}
	slices.SortStableFunc(names, func(a, b found) int { return cmp.Compare(len(b.name), len(a.name)) })
	for _, f := range names {
		if d.resolve(f.name) < 0 && len(d.people.alias[wordHash(f.name)]) == 0 {
			d.people.add(f.name, "")
		}
	}
}

// wordUse is what is known of a word that may be a name: nothing, that it also
// stands in lower case, or whether it is one that begins sentences.
type wordUse uint8

const (
	_ wordUse = iota
	inLower
	asName
	asWord
)

// calledName reads a name of one to three words at token k, and the mark after
// it that sets it apart.
func (d *Doc) calledName(toks []token, text string, k int, use []wordUse, first bool) (string, bool) {
	if k >= len(toks) || toks[k].flags&(fCapital|fMixed) == 0 {
		return "", false
	}
	end := k
	for end < len(toks) && end < k+3 {
		t := &toks[end]
		w := text[t.start:t.end()]
		if t.flags&(fCapital|fMixed) == 0 {
			break
		}
		u := use[t.word]
		if end > k && u == inLower {
			break
		}
		if end == k {
			if u == inLower && t.flags&fMixed == 0 || utf8.RuneCountInString(w) < 2 {
				break
			}
			if u != asName && u != asWord {
				if l := strings.ToLower(w); notCalled[l] || commonword.Is(l) {
					u = asWord
				} else {
					u = asName
				}
				if use[t.word] != inLower {
					use[t.word] = u
				}
			}
			if u == asWord {
				break
			}
		}
		end++
		if t.flags&(fVocative|fLineEnd) != 0 {
			break
		}
		if end < len(toks) && toks[end].start-t.end() > 2 {
			break
		}
	}
	if end == k {
		return "", false
	}
	last := &toks[end-1]
	name := text[toks[k].start:last.end()]
	if len(name) > 40 || strings.IndexByte(name, '\n') >= 0 || strings.IndexByte(name, '"') >= 0 || strings.Contains(name, "“") {
		return "", false
	}
	rest := strings.TrimLeft(text[last.end():], " ")
	switch {
	case strings.HasPrefix(rest, "“") || strings.HasPrefix(rest, "\"") && last.flags&fLineEnd == 0:
		return name, true // gives words to someone
	case toks[k].flags&fMarked != 0 || !first:
		return "", false
	case last.flags&fLineEnd != 0:
		// A line of its own is a name only at the head of a longer comment.
		return name, k <= 3 && end < len(toks)
	case last.flags&fVocative != 0 && !strings.HasPrefix(rest, "?") && !strings.HasPrefix(rest, "!"):
		// "London, Paris and Rome": a list is no address
		if last.flags&fComma != 0 && end < len(toks) && toks[end].flags&fCapital != 0 && use[toks[end].word] != inLower {
			return "", false
		}
		return name, true
	}
	return "", false
}

// mixed reports whether a word in lower case looks like a made-up name: letters
// and digits, as in fox41.
func mixed(w string) bool {
	letter, digit := false, false
	for _, r := range w {
		if r < utf8.RuneSelf {
			l := r | 0x20
			letter = letter || l >= 'a' && l <= 'z'
			digit = digit || r >= '0' && r <= '9'
			continue
		}
		letter = letter || unicode.IsLetter(r)
		digit = digit || unicode.IsDigit(r)
	}
	r, _ := utf8.DecodeRuneInString(w)
	return letter && digit && unicode.IsLetter(r) && utf8.RuneCountInString(w) >= 4
}

// Words of other comments that are compared with the named quotes of one: more than
// any page in earnest needs, and so few that time stays linear.
const (
	compareLeast = 20_000
	compareEach  = 200 // for each word of the comment
)

// NamedQuotes lists the lines of item i that give another comment's words to a
// person.
func (d *Doc) NamedQuotes(i int32) []NamedQuote {
	var out []NamedQuote
	toks, text := d.tokens(i), d.Items[i].Text
	left := compareLeast + compareEach*len(toks)
	for k := 0; k < len(toks); k++ {
		if toks[k].flags&fParaStart == 0 {
			continue
		}
		for n := 1; n <= 4 && k+n < len(toks); n++ {
			between := text[toks[k+n-1].end():toks[k+n].start]
			if between == " " {
				continue
			}
			if strings.ContainsRune(between, '\n') && !strings.ContainsRune(between, ':') {
				break
			}
			if !strings.ContainsAny(between, ":“\"«„") {
				continue
			}
			name := text[toks[k].start:toks[k+n-1].end()]
			if n > 1 && wrote[strings.ToLower(text[toks[k+n-1].start:toks[k+n-1].end()])] {
				name = text[toks[k].start:toks[k+n-2].end()]
			}
			who := d.resolve(name)
			if who < 0 {
				break
			}
			if j, words := d.source(i, toks[k+n:], &left); words >= 5 {
				out = append(out, NamedQuote{who, j, words})
			}
			break
		}
	}
	return out
}

// source returns the comment before or after i that the words at the head of
// toks are from, as long as words are left to compare.
func (d *Doc) source(i int32, toks []token, left *int) (int32, int32) {
	best, at := int32(0), int32(-1)
	for _, m := range d.matches(i) {
		if *left -= len(d.tokens(m.other)); *left < 0 {
			break
		}
		n := d.overlap(toks, m.other)
		if n > best {
			best, at = n, m.other
		}
	}
	return at, best
}

// overlap counts how many words at the head of toks stand in item j in the same
// order, one after another.
func (d *Doc) overlap(toks []token, j int32) int32 {
	other := d.tokens(j)
	var best int32
	for q := range other {
		n := 0
		for n < len(toks) && q+n < len(other) && n < 40 && toks[n].word == other[q+n].word && other[q+n].flags&fMarked == 0 {
			n++
		}
		best = max(best, int32(n))
	}
	return best
}

// notCalled are words that often stand before a comma at the beginning of a
// comment and are no names.
var notCalled = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`
i yes no yep nope yeah ok okay well so but and or also first firstly second secondly third finally thirdly then thus hence however anyway anyhow actually again
sorry thanks please maybe perhaps probably possibly clearly obviously sadly unfortunately fortunately hopefully honestly frankly really indeed true false right wrong correct
exactly agreed absolutely definitely certainly sure fine good great nice cool wow lol haha hmm hm ah oh uh um hey hi hello dear guys folks everyone all mate man dude sir
today tomorrow yesterday now later meanwhile still yet instead otherwise therefore moreover furthermore besides personally basically generally usually often sometimes
here there this that these those it he she they we you what why how who where when which if as for in on at to by from with after before because since while although though
edit update note ps pps btw imho imo fyi nb source link quote reply re monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december
ja nein doch also naja gut genau stimmt leider vielleicht danke bitte oui non merci bon bref alors donc mais sí si no pero bueno gracias sim não mas então sì però quindi grazie nee nou dus maar
labour tory tories conservative conservatives lib dems liberal liberals republicans democrats nazis brexit government police god jesus christ america britain england europe eu uk us usa`) {
		m[w] = true
	}
	return m
}()

// ThirdPerson returns the person of whom item i begins by speaking, as in "X is
// right", -1 none.
func (d *Doc) ThirdPerson(i int32) int32 {
	toks, text := d.tokens(i), d.Items[i].Text
	for n := 1; n <= 3 && n < len(toks); n++ {
		switch strings.ToLower(text[toks[n].start:toks[n].end()]) {
		case "is", "was", "has", "said", "says", "hat", "ist", "est", "a", "es", "tiene", "ha", "tem", "é":
			return d.resolve(text[toks[0].start:toks[n-1].end()])
		}
	}
	return -1
}
