package link

import (
	"math"
	"strings"
	"unicode"
)

// shape is what the form of a comment tells of its writer and its part in a
// dialogue.
type shape struct {
	logLen    float32
	questions float32 // question marks in its own words
	asks      bool    // ends with a question
	opener    int8    // kind of its first word
	second    float32 // share of words addressing someone
	tail      uint64  // hash of the last line, 0 where there is one line only
	head      int8    // kind of a first line that software wrote
	style     [8]float32
	marks     marks
	goesOn    bool // opens as what its writer adds to the comment before
}

// additions are openings by which people go on from a comment of their own.
var additions = [...]string{"oh and ", "oh also ", "oh yes and ", "and another thing ", "one more thing ", "another thing ", "also forgot ", "i forgot to", "forgot to ", "ps ", "pps "}

// goesOn reports whether a text opens with one of them, punctuation aside.
func goesOn(text string) bool {
	if at := strings.IndexFunc(text[:min(len(text), 16)], unicode.IsLetter); at < 0 || !strings.ContainsRune("oaifpOAIFP", rune(text[at])) {
		return false
	}
	var head [24]byte
	n := 0
	for _, c := range []byte(text[:min(len(text), 2*len(head))]) {
		switch {
		case n == len(head):
		case 'a' <= c && c <= 'z', c >= 0x80:
			head[n] = c
			n++
		case 'A' <= c && c <= 'Z':
			head[n] = c | 0x20
			n++
		case c <= ' ' && n > 0 && head[n-1] != ' ':
			head[n] = ' '
			n++
		}
	}
	for _, a := range additions {
		if strings.HasPrefix(string(head[:n]), a) {
			return true
		}
	}
	return false
}

// The kinds of a first word.
const (
	openOther int8 = iota
	openYes
	openNo
	openThanks
	openConj  // and, but, so
	openWh    // what, why, how
	openYou   // you, your
	openQuote // a quotation
)

var openers = map[string]int8{
	"yes": openYes, "yep": openYes, "yeah": openYes, "sure": openYes, "agreed": openYes, "indeed": openYes, "exactly": openYes, "right": openYes, "true": openYes, "correct": openYes, "absolutely": openYes, "ok": openYes, "ja": openYes, "oui": openYes, "sí": openYes, "si": openYes, "да": openYes, "sim": openYes,
	"no": openNo, "nope": openNo, "not": openNo, "wrong": openNo, "nonsense": openNo, "nein": openNo, "non": openNo, "nee": openNo, "não": openNo, "нет": openNo, "rubbish": openNo,
	"thanks": openThanks, "thank": openThanks, "thx": openThanks, "ty": openThanks, "danke": openThanks, "merci": openThanks, "gracias": openThanks, "grazie": openThanks, "obrigado": openThanks, "спасибо": openThanks, "tack": openThanks,
	"and": openConj, "but": openConj, "so": openConj, "or": openConj, "well": openConj, "hmm": openConj, "oh": openConj, "und": openConj, "aber": openConj, "et": openConj, "mais": openConj, "y": openConj, "pero": openConj, "e": openConj, "ma": openConj, "а": openConj, "и": openConj, "но": openConj,
	"what": openWh, "why": openWh, "how": openWh, "who": openWh, "where": openWh, "when": openWh, "which": openWh, "was": openWh, "warum": openWh, "wie": openWh, "pourquoi": openWh, "comment": openWh, "qué": openWh, "cómo": openWh, "что": openWh, "почему": openWh, "как": openWh,
	"you": openYou, "your": openYou, "you're": openYou, "youre": openYou, "du": openYou, "vous": openYou, "tu": openYou, "usted": openYou, "ты": openYou, "вы": openYou,
}

var secondPerson = []string{"you", "your", "yours", "youre", "youve", "yourself", "u", "du", "dein", "deine", "dich", "dir", "ihr", "euch", "tu", "toi", "ton", "ta", "vous", "votre", "vos", "usted", "tú", "te", "tus", "voi", "lei", "você", "je", "jij", "jouw", "ты", "вы", "вас", "вам", "тебе"}

// findShapes measures every comment.
func (d *Doc) findShapes() {
	opener := make([]int8, d.vocab.n)
	for w, kind := range openers {
		if id := d.vocab.find(wordHash(w)); id >= 0 && int(id) < len(opener) {
			opener[id] = kind
		}
	}
	second := make([]bool, d.vocab.n)
	for _, w := range secondPerson {
		if id := d.vocab.find(wordHash(w)); id >= 0 && int(id) < len(second) {
			second[id] = true
		}
	}
	for i := range d.Items {
		d.measure(int32(i), opener, second)
	}
}

func (d *Doc) measure(i int32, opener []int8, second []bool) {
	s := &d.shape[i]
	text := d.Items[i].Text
	toks := d.tokens(i)
	s.logLen = float32(math.Log1p(float64(len(toks))))
	if len(toks) == 0 {
		return
	}
	own, you, capital, sentences := 0, 0, 0, 0
	firstOwn := -1
	for k := range toks {
		t := &toks[k]
		if t.flags&(fMarked|fCopied) != 0 {
			continue
		}
		if firstOwn < 0 {
			firstOwn = k
		}
		own++
		if int(t.word) < len(second) && second[t.word] {
			you++
		}
		if t.flags&fSentStart != 0 {
			sentences++
			if t.flags&fCapital != 0 {
				capital++
			}
		}
	}
	if firstOwn >= 0 {
		if w := toks[firstOwn].word; int(w) < len(opener) {
			s.opener = opener[w]
		}
	}
	if s.opener == openOther && toks[0].flags&(fMarked|fCopied) != 0 {
		s.opener = openQuote
	}
	s.second = float32(you) / float32(own+8)
	m := &s.marks
	s.questions = float32(m.questions)
	trimmed := strings.TrimRight(text, " \t\n\"”)")
	s.asks = strings.HasSuffix(trimmed, "?")
	words := float32(len(toks)) + 5
	s.style = [8]float32{
		float32(m.commas) / words * 10, float32(m.dots) / words * 10, float32(m.bangs) / words * 20, float32(m.caps) / float32(m.letters+20) * 10,
		float32(m.double) / words * 10, float32(m.lines) / words * 10, float32(m.letters) / words / 3, float32(sentences-capital) / (float32(sentences) + 2) * 2,
	}
	for k := range s.style {
		s.style[k] = min(s.style[k], 3)
	}
	s.tail = tailHash(text)
	s.head = headKind(text)
	s.goesOn = goesOn(text)
}

// tailHash hashes the last line of a text of several lines: what stays the
// same there is a writer's signature.
func tailHash(text string) uint64 {
	text = strings.TrimRight(text, " \t\n")
	at := strings.LastIndexByte(text, '\n')
	if at < 0 || len(text)-at < 4 || len(text)-at > 160 {
		return 0
	}
	return wordHash(text[at+1:])
}

// headKind sorts first lines that software writes, which stay the same for one
// writer: 0 none, 1 a message number, 2 "On DATE", 3 "In article", 4 a snip.
func headKind(text string) int8 {
	line, _, _ := strings.Cut(text[:min(len(text), 120)], "\n")
	switch {
	case strings.HasPrefix(line, "news:"):
		return 1
	case strings.HasPrefix(line, "On ") && strings.ContainsAny(line, "0123456789"):
		return 2
	case strings.HasPrefix(line, "In article"):
		return 3
	case strings.Contains(line, "snip"):
		return 4
	}
	return 0
}

// styleDistance compares how two comments are written; it is small for one
// writer.
func (d *Doc) styleDistance(a, b int32) float32 {
	x, y := &d.shape[a], &d.shape[b]
	var sum float32
	for k := range x.style {
		sum += float32(math.Abs(float64(x.style[k] - y.style[k])))
	}
	return sum
}

// sameHand tells, from -1 to 2, whether two comments show marks of one writer:
// the same last line, the same kind of first line.
func (d *Doc) sameHand(a, b int32) float32 {
	x, y := &d.shape[a], &d.shape[b]
	var v float32
	if x.tail != 0 && x.tail == y.tail {
		v += 2
	}
	if x.head != 0 && x.head == y.head {
		v++
	} else if x.head != 0 && y.head != 0 {
		v--
	}
	return v
}
