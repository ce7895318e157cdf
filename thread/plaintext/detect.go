package plaintext

import (
	"slices"
	"strings"
	"sync"
	"unicode"
)

// traits are what tells a comment section from the other lists of a page.
type traits struct {
	items, top, nested, lost int
	third                    int     // items two levels below the highest shown
	deeper                   int     // items below the highest level shown
	headed                   float64 // share with an author or date line
	controls                 float64 // share with a reply link or the like
	answers                  float64 // share with a control by which to answer, where there is no list
	bare                     float64 // share without a text, where there is no list
	teasers                  float64 // share with a link to more of it or a number of comments, where there is no list
	voted                    float64 // share that ends with numbers of votes, where there is no list
	personal                 float64 // share that speaks in the first person, asks, agrees or addresses someone
	length                   float64 // mean characters
	heading                  float64 // 1 for "12 comments" before it, less for "Discussion"
	form                     bool    // "Leave a reply" after it
	colon                    bool    // "the following steps:" before it
	other                    bool    // "Contents", "Method" or the like before it
	after                    int     // long paragraphs after it
}

// commentLike is the least [traits.score] of a comment section.
const commentLike = 2.0

// score weighs the traits. The weights are set by hand on pages of our own and
// on rendered threads with their headings removed.
func (t *traits) score() float64 {
	if t.items == 0 {
		return -9
	}
	s := 0.0
	s += 3 * t.heading
	if t.form {
		s += 2
	}
	if t.colon {
		s -= 2
	}
	if t.other && t.heading == 0 {
		s -= 3
	}
	s += 5 * min(t.headed, 0.6) / 0.6
	s += 5 * min(t.controls, 0.4) / 0.4
	if t.nested > 0 {
		s += 1 + min(1, 3*float64(t.nested)/float64(t.items))
	} else {
		s -= 1.5
	}
	s += 4 * (t.personal - 0.35)
	if t.third > 0 && t.personal > 0.4 {
		s++ // instructions seldom answer answers
	}
	switch {
	case t.length < 50:
		s -= 2
	case t.length < 70:
		s--
	case t.length > 200:
		s++
	case t.length > 90:
		s += 0.5
	}
	if t.items < 3 {
		s--
	}
	switch {
	case t.top > 0:
	case t.deeper == 0:
		s -= 3 // a list within a list
	default:
		s--
	}
	s -= 0.6 * float64(min(t.after, 5))
	if t.lost > t.items {
		s -= 3
	}
	return s
}

// sample bounds the items whose words are counted.
const sample = 400

// traits measures s.
func (p *page) traits(s *section) traits {
	t := traits{}
	w := writer{p: p, s: s}
	heads, controls, personal, length, n := 0, 0, 0, 0, 0
	answers, voted, teasers, bare := 0, 0, 0, 0
	for i := range s.items {
		it := &s.items[i]
		if it.lost() {
			if it.why != ghost {
				t.lost++
			}
			continue
		}
		t.items++
		if it.depth == 1 {
			t.top++
		} else {
			t.nested++
		}
		if n == sample {
			continue
		}
		n++
		rows := w.lines(s, i, 64)
		h := w.readHead(rows)
		if h.dated {
			heads++
		}
		if len(rows) > 1 && (isFirm(rows[len(rows)-1].text) || isFirm(rows[0].text)) {
			controls++
		}
		if s.flat != listed {
			answer, votes := w.answerable(s, i)
			if answer {
				answers++
			}
			if votes {
				voted++
			}
			rows = w.lines(s, i, 64)
			if slices.ContainsFunc(rows, func(r row) bool { return isTeaser(r.text) }) {
				teasers++
			}
			if !slices.ContainsFunc(rows[min(h.lines, len(rows)):], func(r row) bool { return !isChrome(r.text) && !isCount(r.text) && !isDots(r.text) }) {
				bare++
			}
		}
		size, said := 0, false
		for _, r := range rows[min(h.lines, len(rows)):] {
			if size < 4000 {
				said = said || speaks(r.text)
			}
			size += len(r.text)
		}
		length += size
		if said {
			personal++
		}
	}
	high := int32(1) << 30
	for i := range s.items {
		if it := &s.items[i]; !it.lost() {
			high = min(high, it.depth)
		}
	}
	for i := range s.items {
		if it := &s.items[i]; !it.lost() && it.depth > high {
			t.deeper++
			if it.depth > high+1 {
				t.third++
			}
		}
	}
	if n > 0 {
		t.answers, t.voted, t.teasers = float64(answers)/float64(n), float64(voted)/float64(n), float64(teasers)/float64(n)
		t.bare = float64(bare) / float64(n)
		t.headed, t.controls, t.personal = float64(heads)/float64(n), float64(controls)/float64(n), float64(personal)/float64(n)
		t.length = float64(length) / float64(n)
	}
	t.heading = p.heading(s.from)
	for li := max(0, s.from-2); li < s.from; li++ {
		t.other = t.other || isOther(p.lineText(li))
	}
	if s.from > 0 {
		t.colon = p.src[p.lines[s.from-1].end-1] == ':'
	}
	for li := s.to; li < len(p.lines) && li < s.to+60; li++ {
		text := p.lineText(li)
		if li < s.to+12 && isForm(text) {
			t.form = true
			break
		}
		if len(text) > 120 || s.g.wraps && len(text) > 60 {
			t.after++
		}
	}
	return t
}

// heading returns the weight of the heading in the lines before line from.
func (p *page) heading(from int) float64 {
	w := 0.0
	for li := from - 1; li >= 0 && li >= from-4; li-- {
		if p.lines[li].first < 0 || p.markers[p.lines[li].first].isBullet() {
			w = max(w, headingWeight(p.lineText(li)))
		}
	}
	return w
}

// speaks reports whether a line has words of talk rather than of instruction.
func speaks(s string) bool {
	if strings.IndexByte(s, '?') >= 0 {
		return true
	}
	for len(s) > 0 {
		i := strings.IndexFunc(s, unicode.IsLetter)
		if i < 0 {
			return false
		}
		at := i > 0 && s[i-1] == '@'
		s = s[i:]
		end := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' })
		if end < 0 {
			end = len(s)
		}
		if at {
			return true
		}
		if end <= 14 {
			if _, ok := talk()[strings.ReplaceAll(strings.ToLower(s[:end]), "’", "'")]; ok {
				return true
			}
		}
		s = s[end:]
	}
	return false
}

// headingWeight says how surely s announces a comment section, from 0 to 1.
func headingWeight(s string) float64 {
	if len(s) > 200 {
		return 0
	}
	low := strings.ToLower(strings.Trim(s, "*#= \u00a0"))
	if strings.Contains(low, " thoughts on ") || strings.Contains(low, " thought on ") {
		return 1
	}
	words := split(plainLine(low))
	if len(words) == 0 || len(words) > 9 {
		return 0
	}
	counted := strings.ContainsAny(low, "0123456789")
	for i, w := range words {
		weight, ok := headings()[w]
		switch {
		case !ok:
		case counted && i < 2: // "12 comments", "Comments (12)", "12 responses to TITLE"
			return 1
		case i == len(words)-1 && len(words) <= 3, i == 0 && len(words) <= 2:
			return weight
		}
	}
	return 0
}

// isTeaser reports whether s links to the rest of an article, or counts its
// comments.
func isTeaser(s string) bool {
	if s == "" || len(s) > 40 {
		return false
	}
	if isDigit(s[0]) && headingWeight(s) == 1 {
		return true
	}
	switch plainLine(s) {
	case "read more", "continue reading", "more", "full story", "read full story", "read the full story", "read on", "weiterlesen", "mehr", "mehr lesen", "lire la suite", "en savoir plus", "leer más", "seguir leyendo", "continua a leggere", "leggi tutto", "leia mais", "lees meer", "lees verder", "läs mer", "les mer", "læs mere", "czytaj dalej", "читать далее":
		return true
	}
	return false
}

// isOther reports whether s is the heading of a list that is no comments.
func isOther(s string) bool {
	if len(s) > 40 || strings.ContainsAny(s[len(s)-1:], ".?!,;") {
		return false
	}
	words := split(plainLine(s))
	if len(words) == 0 || len(words) > 3 {
		return false
	}
	_, first := otherHeadings()[words[0]]
	_, last := otherHeadings()[words[len(words)-1]]
	return first || last
}

// isForm reports whether s begins what themes print after the last comment.
func isForm(s string) bool {
	if len(s) > 120 {
		return false
	}
	s = plainLine(s)
	for _, f := range forms {
		if strings.HasPrefix(s, f) {
			return true
		}
	}
	return false
}

var headings = sync.OnceValue(headingTable)

func headingTable() map[string]float64 {
	t := map[string]float64{}
	for weight, words := range map[float64]string{
		1: "comments comment kommentare commentaires comentarios commenti comentários reacties kommentarer komentarze комментарии комментариев コメント",
		// These head other lists too.
		0.4: "responses replies reactions discussion antworten gedanken réponses réflexions respuestas pensamientos risposte pensieri respostas gedachten",
	} {
		for _, w := range split(words) {
			t[w] = weight
		}
	}
	return t
}

var otherHeadings = sync.OnceValue(func() map[string]struct{} {
	return set("faq", "faqs", "questions", "contents", "ingredients", "method", "directions", "steps", "instructions", "preparation", "agenda", "minutes", "rules", "terms",
		"conditions", "references", "notes", "footnotes", "related", "see", "bibliography", "sources", "links", "tips", "reasons", "quiz", "exercises", "inhalt", "zutaten", "zubereitung", "sommaire",
		"ingrédients", "préparation", "índice", "ingredientes", "indice", "ingredienti", "inhoud", "ingrediënten")
})

var forms = [...]string{
	"leave a reply", "leave a comment", "post a comment", "add a comment", "add your comment", "write a comment", "join the discussion", "join the conversation", "have your say",
	"comments are closed", "comment navigation", "older comments", "newer comments", "your email address will not be published", "log in to comment", "you must be logged in",
	"schreibe einen kommentar", "kommentar verfassen", "kommentare sind geschlossen", "laisser un commentaire", "les commentaires sont fermés", "deja un comentario", "deja una respuesta",
	"los comentarios están cerrados", "lascia un commento", "i commenti sono chiusi", "deixe um comentário", "deixe uma resposta", "geef een reactie", "laat een reactie achter", "lämna ett svar",
	"skriv en kommentar", "legg igjen", "dodaj komentarz", "добавить комментарий",
}

var talk = sync.OnceValue(func() map[string]struct{} {
	return set("i", "i'm", "i've", "i'd", "i'll", "my", "me", "mine", "we're", "we've", "thanks", "thank", "agreed", "disagree", "lol", "yes", "yeah", "nope", "sorry", "nonsense", "rubbish", "absolutely", "you're", "you've", "imo", "imho", "hi", "hello",
		"ich", "mich", "mir", "mein", "meine", "danke", "je", "j'ai", "moi", "mon", "merci", "yo", "gracias", "creo", "io", "grazie", "eu", "obrigado", "ik", "mij", "bedankt", "jag", "mig", "tack", "jeg", "takk", "tak", "я", "мне", "спасибо")
})
