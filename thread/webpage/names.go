package webpage

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// maxAuthor is the longest text, in bytes, that is taken for a name.
const maxAuthor = 120

// tryAuthor takes the node's words if they can be a name.
func (s *survey) tryAuthor(f *fields, n int32, rank uint8) bool {
	d := s.d
	name, whole := s.nameIn(n)
	if whole && rank > 2 && (parseDate(name, dayFirst).ok || parseDate(name, monthFirst).ok) {
		name = nameBeside(name)
	} else if whole || rank > 4 {
		name = trimName(name)
	}
	if strings.Count(name, ", ") >= 2 {
		name, _, _ = strings.Cut(name, ",") // NAME, TOWN, COUNTRY
	}
	if name == "" || len(name) > maxAuthor || parseDate(name, dayFirst).ok && rank > 2 {
		if d.nodes[n].tag == tagMeta {
			if c := d.attr(n, keyContent); c != "" && len(c) <= maxAuthor {
				f.author, f.authorRank, f.authorName = n, rank, c
				return true
			}
		}
		return false
	}
	if rank >= 8 && chromeLine(name) {
		return false
	}
	f.author, f.authorRank, f.authorName = n, rank, name
	return true
}

// opensAsPosted tells whether the first words of an element may open a line
// that names the writer.
func (s *survey) opensAsPosted(n int32) bool {
	d := s.d
	for m := n + 1; m < d.nodes[n].end && m < n+8; m++ {
		t := strings.TrimLeft(d.run(m), " \n\t\r")
		if t == "" {
			continue
		}
		if len(t) > 16 {
			t = t[:16]
		}
		for k, end := 0, 0; k < 2; k++ {
			i := strings.IndexAny(t[end:], ": ")
			if i < 0 {
				return known(preludeSet(), strings.TrimRight(t, ": \n\t\r"))
			}
			end += i
			if known(preludeSet(), t[:end]) || known(preludeSet(), t[:end+1]) {
				return true
			}
			end++
		}
		return false
	}
	return false
}

// tryPosted takes the name out of a line like "Posted by: NAME | DATE".
func (s *survey) tryPosted(f *fields, n int32) {
	if !s.opensAsPosted(n) {
		return
	}
	t := s.undated(n)
	low := strings.ToLower(t)
	if len(low) != len(t) {
		return
	}
	if g := s.d.nodes[n].tag; g == tagP || g == tagSmall {
		// Only with a date is a paragraph surely no part of the text.
		if line := s.d.plain(n, 200); len(line) > 90 || wordsBesideDate(line) > 8 || !s.holdsTag(n, tagTime) && !parseDate(line, dayFirst).ok && !parseDate(line, monthFirst).ok {
			return
		}
	}
	for _, p := range preludes {
		if !strings.HasPrefix(low, p) || len(t) <= len(p) || len(p) < 2 || t[len(p)] != ' ' && t[len(p)] != ':' {
			continue
		}
		name, whole := s.nameIn(n)
		if whole {
			name = strings.TrimLeft(t[len(p):], ": ")
			for _, cut := range []string{" | ", " on ", " at ", ", ", " - ", " – ", " @ ", " ("} {
				if i := strings.Index(name, cut); i > 0 {
					name = name[:i]
				}
			}
		}
		if name = strings.TrimSpace(name); name != "" && len(name) < 60 && !dateLike(name) {
			f.author, f.authorRank, f.authorName = n, 10, name
		}
		return
	}
}

// dateLike tells words that begin as a date does.
func dateLike(t string) bool {
	w, _, _ := strings.Cut(lower(t), " ")
	_, ok := month(w)
	return ok || besideDate[w] || w != "" && w[0] >= '0' && w[0] <= '9'
}

// looseAuthor takes the first short run of an item's own text, before its
// body, that is neither a date nor a label.
func (s *survey) looseAuthor(e *engine, items []item, i int, f *fields) {
	d := s.d
	runs := 0
	s.own(items, i, func(n int32) bool {
		if f.author >= 0 || runs > 3 || !e.weak && n >= f.body || n == f.body && !s.holds(f.body, f.when) {
			return false
		}
		if d.nodes[n].tag != tagNone {
			g := d.nodes[n].tag
			return n == items[i].node || s.flags[n]&(inBan|inQuote) == 0 && !g.is(isHidden) && !(g >= tagH1 && g <= tagH3)
		}
		t := collapse(d.run(n))
		if t == "" || chromeLine(t) || n == f.when || known(preludeSet(), strings.TrimRight(t, ": ")) {
			return true
		}
		runs++
		if len(t) > 48 || strings.Count(t, " ") > 4 || parseDate(t, dayFirst).ok || parseDate(t, monthFirst).ok {
			return true
		}
		if c := t[len(t)-1]; c == '.' || c == '?' || c == '!' {
			return true
		}
		if t = trimName(t); t != "" && !isSaying(t) {
			f.author, f.authorName, f.authorRank = n, t, 20
		}
		return true
	})
}

// nameBeside takes the name out of a line that holds it with the date, such as
// "Ada – 5 March 2014" or "5 March 2014, by Ada".
func nameBeside(t string) string {
	if i := strings.LastIndex(t, " by "); i > 0 && len(t)-i < 60 {
		return trimName(t[i+4:])
	}
	for _, w := range []string{" par ", " von ", " por ", " door ", " av "} {
		if i := strings.LastIndex(t, w); i > 0 && len(t)-i < 60 && parseDate(t[:i], dayFirst).ok {
			return trimName(t[i+len(w):])
		}
	}
	end := -1
	for i := 0; i < len(t); {
		j := i
		for j < len(t) && t[j] != ' ' {
			j++
		}
		w := strings.Trim(strings.ToLower(t[i:j]), ".,:;|()-–—•·#")
		_, isMonth := month(w)
		if isMonth && i == 0 && !(j+1 < len(t) && t[j+1] >= '0' && t[j+1] <= '9') {
			isMonth = false // a name like "Jun" or "April"
		}
		if isMonth || w != "" && w[0] >= '0' && w[0] <= '9' || besideDate[w] {
			end = i
			break
		}
		i = j + 1
	}
	if end <= 0 || end > 50 {
		return ""
	}
	name := trimName(strings.TrimRight(t[:end], " ,.:;|-–—•·("))
	if name == "" || strings.Count(name, " ") > 4 || chromeLine(name) || isSaying(name) {
		return ""
	}
	return name
}

// besideDate are words that open a date.
var besideDate = map[string]bool{
	"on": true, "at": true, "am": true, "um": true, "le": true, "el": true, "il": true, "em": true, "op": true, "den": true, "posted": true, "the": true, "published": true, "date": true, "datum": true, "fecha": true, "permalink": true,
	"mon": true, "tue": true, "wed": true, "thu": true, "fri": true, "sat": true, "sun": true, "monday": true, "tuesday": true, "wednesday": true, "thursday": true, "friday": true, "saturday": true, "sunday": true, "tues": true, "thurs": true,
	"montag": true, "dienstag": true, "mittwoch": true, "donnerstag": true, "freitag": true, "samstag": true, "sonntag": true, "lundi": true, "mardi": true, "mercredi": true, "jeudi": true, "vendredi": true, "samedi": true, "dimanche": true,
	"lunes": true, "martes": true, "miércoles": true, "jueves": true, "viernes": true, "sábado": true, "domingo": true, "lunedì": true, "martedì": true, "mercoledì": true, "giovedì": true, "venerdì": true, "sabato": true, "domenica": true,
	"mo": true, "di": true, "mi": true, "do": true, "fr": true, "sa": true, "so": true,
}

// nameIn finds the name inside an element: the part marked as the name, else
// the first link or emphasis with words, else all of it.
//
// Whole is true where the words may hold more than the name.
func (s *survey) nameIn(n int32) (name string, whole bool) {
	d := s.d
	end := d.nodes[n].end
	first := ""
	for m := n + 1; m < end && m < n+60; m++ {
		nd := &d.nodes[m]
		if nd.tag == tagNone || nd.tag.is(isHidden) {
			if nd.tag != tagNone {
				m = nd.end - 1
			}
			continue
		}
		c := d.attr(m, keyClass)
		if p := d.attr(m, keyItemprop); p == "name" || hasToken(c, "fn") || hasToken(c, "username") || hasToken(c, "author-name") {
			if t := d.plain(m, maxAuthor); t != "" {
				return t, false
			}
			if t := d.attr(m, keyContent); t != "" {
				return t, false
			}
		}
		switch nd.tag {
		case tagA, tagB, tagStrong, tagCite:
			if first == "" && !strings.Contains(d.attr(m, keyHref), "#comment") {
				first = d.plain(m, maxAuthor)
				if parseDate(first, dayFirst).ok {
					first = ""
				}
			}
		}
	}
	if first != "" {
		return first, false
	}
	return s.undated(n), true
}

// undated is the text of an element without those parts of it that are dates.
func (s *survey) undated(n int32) string {
	d := s.d
	w := writer{last: -1}
	for m := n + 1; m < min(d.nodes[n].end, n+maxPlain) && w.b.Len() < maxAuthor*2; {
		nd := &d.nodes[m]
		if nd.tag == tagNone {
			w.text(d.run(m))
		} else if nd.tag.is(isHidden) || nd.tag == tagTime {
			m = max(m+1, nd.end)
			continue
		} else if nd.end-m < 8 {
			if t := d.plain(m, 80); len(t) > 7 && (parseDate(t, dayFirst).ok || parseDate(t, monthFirst).ok) && wordsBesideDate(t) < 3 {
				w.space = true
				m = max(m+1, nd.end)
				continue
			}
		}
		if nd.tag == tagBr || nd.tag.is(isBlock) {
			w.space = w.b.Len() > 0
		}
		m++
	}
	return w.String()
}

// sayings are the words after a name, in lower case.
var sayings = []string{"says", "said", "wrote", "writes", "commented", "comments", "replied", "responded", "sagt", "sagte", "schreibt", "schrieb", "meint", "meinte", "dice", "dijo", "escribió", "escribe",

	"comenta", "comentó", "dit", "a dit", "a écrit", "écrit", "disse", "diz", "escreveu", "comentou", "ha scritto", "scrive", "ha detto", "zegt", "schreef", "säger", "skriver", "skrev", "siger",
	"sier", "sanoo", "kirjoitti", "kirjoittaa", "napisał", "napisała", "napisał(a)", "pisze", "mówi", "říká", "napsal", "napsala", "говорит", "пишет", "написал", "написала", "написал(а)", "сказал", "сказав", "пише", "каже", "diyor ki",
	"dedi ki", "yazdı", "mondta", "szerint", "írta", "spune", "a spus", "λέει", "said this on", "posted", "pravi", "kaže", "より", "说道", "說道", "说", "說", "permalink", "op"}

var preludes = []string{"posted by", "comment by", "written by", "submitted by", "kommentar von", "commentaire de", "comentario de", "comentário de", "commento di", "reactie van", "by", "von", "por", "par", "door", "från", "av", "af", "автор", "от", "from", "autor:", "author:", "name:"}

var sayingSet = sync.OnceValue(func() map[string]bool { return setOf(sayings) })

var preludeSet = sync.OnceValue(func() map[string]bool { return setOf(preludes) })

func setOf(words []string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

// trimName strips what pages print around a name.
func trimName(t string) string {
	t = strings.TrimSpace(t)
	for range 3 {
		before := t
		t = strings.TrimLeft(stripOrdinal(t), ":;,-–—|•· \t")
		t = strings.TrimLeft(cutFirst(t), ": ")
		t = strings.TrimRight(t, ":;,|-–— \t>»")
		t = cutLast(t)
		if t == before {
			break
		}
	}
	if !utf8.ValidString(t) {
		t = strings.ToValidUTF8(t, "")
	}
	return t
}

// cutFirst drops "by", "Posted by:" and the like from the front of a name.
func cutFirst(t string) string {
	end := 0
	for k := 0; k < 2; k++ { // one word, or two
		i := strings.IndexAny(t[end:], ": ")
		if i < 0 || end+i+1 >= len(t) {
			return t
		}
		end += i
		if known(preludeSet(), strings.TrimSpace(t[:end])) || known(preludeSet(), t[:end+1]) {
			return t[end+1:]
		}
		end++
	}
	return t
}

// cutLast drops "says", "wrote:" and the like from the end of a name; a name
// that is nothing else becomes empty.
func cutLast(t string) string {
	stop := strings.TrimRight(t, ".…")
	if known(sayingSet(), stop) {
		return ""
	}
	at := len(stop)
	for k := 0; k < 3; k++ { // up to three words
		i := strings.LastIndexByte(stop[:at], ' ')
		if i < 0 {
			return t
		}
		if known(sayingSet(), stop[i+1:]) {
			return strings.TrimRight(stop[:i], " :,")
		}
		at = i
	}
	return t
}

// stripOrdinal drops "#12", "12." or "12)" and the space after it.
func stripOrdinal(t string) string {
	i := 0
	if i < len(t) && t[i] == '#' {
		i++
	}
	j := i
	for j < len(t) && t[j] >= '0' && t[j] <= '9' {
		j++
	}
	if j == i || j == len(t) || j > 6 {
		return t
	}
	k := j
	for k < len(t) && (t[k] == '.' || t[k] == ')' || t[k] == ':') {
		k++
	}
	if k < len(t) && t[k] == ' ' && (k > j || i > 0) {
		return t[k+1:]
	}
	return t
}
