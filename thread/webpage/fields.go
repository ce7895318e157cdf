package webpage

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// fields are the elements of one item that say who, when and what.
type fields struct {
	author, when, body, score, notice int32 // nodes, -1 none
	authorRank, whenRank, bodyRank    uint8
	whenText                          string // the words or value that give the time
	whenValue                         stamp  // where it needs no knowledge of the page
	authorName                        string
	bodyMore                          []int32 // further bodies beside the first
	link                              string
	replyTo                           string // whom the first quotation names
	quoted                            string // the number of the post that all quotations name
	quotes                            int    // distinct posts quoted
}

// maxAuthor is the longest text, in bytes, that is taken for a name.
const maxAuthor = 120

// locate finds the fields of item i. What looks like a name or time inside the
// body counts only where none stands outside.
func (s *survey) locate(e *engine, items []item, i int, memo map[string]hint) fields {
	f := s.scan(e, items, i, memo, nil)
	if (f.authorName == "" || f.when < 0) && f.body >= 0 && f.bodyRank < 5 {
		f = s.scan(e, items, i, memo, &f)
	}
	return f
}

// scan is one pass of locate; before is what the first pass found, nil in it.
func (s *survey) scan(e *engine, items []item, i int, memo map[string]hint, before *fields) fields {
	d := s.d
	f := fields{author: -1, when: -1, body: -1, score: -1, notice: -1, authorRank: 255, whenRank: 255, bodyRank: 255}
	it := &items[i]
	if e.dataID || e.name == "xenforo" || e.name == "nodebb" || e.weak {
		if a := d.attr(it.node, keyDataAuthor); a != "" {
			f.authorName, f.authorRank = a, 0
		} else if a := d.attr(it.node, keyAuthor); a != "" {
			f.authorName, f.authorRank = a, 0
		}
	}
	if before != nil {
		f = *before
	}
	if v := stampOfValue(d.attr(it.node, keyDataTime)); v.ok {
		f.whenValue, f.whenRank, f.when = v, 1, it.node
	}
	seen := 0            // bytes of text before the node, in the second pass
	bodyEnd := int32(-1) // own nodes below it stand inside the body
	s.own(items, i, func(n int32) bool {
		nd := &d.nodes[n]
		if nd.tag == tagNone {
			if before != nil {
				seen += blackLen(d.run(n))
			}
			return true
		}
		if nd.tag.is(isHidden) || n != it.node && s.flags[n]&inBan != 0 {
			return false
		}
		if before != nil && seen < 40 && nd.tag == tagA && f.authorRank > 9 && isProfile(d.attr(n, keyHref)) {
			s.tryAuthor(&f, n, 9)
		}
		inBody := n < bodyEnd && f.bodyRank < 5 && before == nil
		for k := range e.author {
			if rank := uint8(k); k < 2 && rank < f.authorRank && f.authorRank > 0 && e.author[k].match(d, n) || k >= 2 && f.authorRank > 2 && e.author[k].match(d, n) {
				if s.tryAuthor(&f, n, min(rank, 2)) {
					break
				}
			}
		}
		for k := range e.when {
			if rank := uint8(k); min(rank, 2) < f.whenRank && e.when[k].match(d, n) {
				s.tryWhen(&f, n, min(rank, 2))
			}
		}
		for k := range e.body {
			if rank := uint8(min(k, 2)); rank < f.bodyRank && e.body[k].match(d, n) {
				f.body, f.bodyRank = n, rank
				f.bodyMore = nil
				bodyEnd = nd.end
			}
		}
		if nd.from == nd.to && nd.tag != tagTime && nd.tag != tagCite && nd.tag != tagB && nd.tag != tagStrong {
			return true
		}
		s.byAttr(&f, n, inBody || before != nil && nd.tag != tagTime && !d.has(n, keyDatetime) && !d.has(n, keyItemprop))
		if n == it.node {
			return true
		}
		for c := d.attr(n, keyClass); c != ""; {
			var w string
			w, c = nextToken(c)
			if w == "" {
				break
			}
			h := roleOf(memo, w)
			switch h.role {
			case roleAuthor:
				if (h.rank < f.authorRank || h.rank == f.authorRank && f.author >= 0 && f.author != n && d.inside(n, f.author)) && !inBody && s.flags[n]&inQuote == 0 && (before == nil || h.rank < 9) {
					s.tryAuthor(&f, n, h.rank)
				}
			case roleTime:
				if f.authorRank > 10 && !inBody {
					s.tryPosted(&f, n)
				}
				if h.rank < f.whenRank && !inBody && (before == nil || h.rank < 9) {
					s.tryWhen(&f, n, h.rank)
				}
			case roleMeta:
				if h.rank < 9 && h.rank+3 < f.whenRank && !inBody {
					s.tryWhen(&f, n, h.rank+3)
				}
				if f.authorRank > 10 && !inBody {
					s.tryPosted(&f, n)
				}
			case roleBody:
				if nd.tag == tagA || nd.tag == tagImg || nd.tag == tagInput || s.flags[n]&inQuote != 0 && nd.tag != tagBlockquote {
					break
				}
				if h.rank < f.bodyRank && !(inBody && h.rank+2 > f.bodyRank) {
					f.body, f.bodyRank, f.bodyMore = n, h.rank, nil
					bodyEnd = nd.end
				} else if h.rank == f.bodyRank && f.body >= 0 && n >= d.nodes[f.body].end && nd.parent == d.nodes[f.body].parent && nd.tag == d.nodes[f.body].tag && d.attr(n, keyClass) == d.attr(f.body, keyClass) {
					f.bodyMore = append(f.bodyMore, n)
				}
			case roleScore:
				if f.score < 0 {
					f.score = n
				}
			case roleNotice:
				if f.notice < 0 {
					f.notice = n
				}
			}
		}
		return true
	})
	return f
}

// byAttr looks at attributes other than class.
func (s *survey) byAttr(f *fields, n int32, inBody bool) {
	d := s.d
	nd := &d.nodes[n]
	switch nd.tag {
	case tagTime:
		if f.whenRank > 1 && !inBody {
			s.tryWhen(f, n, 1)
		}
	case tagCite:
		if f.authorRank > 7 && s.flags[n]&inQuote == 0 && !inBody {
			s.tryAuthor(f, n, 7)
		}
	case tagB, tagStrong:
		if f.authorRank > 12 && !inBody && s.flags[n]&inQuote == 0 {
			s.tryAuthor(f, n, 12)
		}
	case tagA:
		href := d.attr(n, keyHref)
		if f.link == "" && (strings.Contains(href, "#comment") || strings.Contains(href, "#c") && !strings.HasSuffix(href, "#c") || hasToken(d.attr(n, keyClass), "permalink") || hasToken(d.attr(n, keyClass), "bylink")) && !strings.Contains(href, "replytocom") && !inBody {
			f.link = href
		}
		if f.whenRank > 6 && strings.Contains(href, "#c") && !inBody {
			s.tryWhen(f, n, 6)
		}
		if f.authorRank > 6 && !inBody && (hasToken(d.attr(n, keyRel), "author") || hasToken(d.attr(n, keyClass), "url")) {
			s.tryAuthor(f, n, 6)
		}
		if f.authorRank > 9 && !inBody && isProfile(href) {
			s.tryAuthor(f, n, 9)
		}
	}
	for _, a := range d.attrs[nd.from:nd.to] {
		v := d.text[a.from:a.to]
		switch a.key {
		case keyItemprop:
			switch {
			case hasToken(v, "author") || hasToken(v, "creator"):
				if f.authorRank > 2 {
					s.tryAuthor(f, n, 2)
				}
			case v == "datePublished" || v == "dateCreated" || v == "commentTime":
				if f.whenRank > 1 {
					s.tryWhen(f, n, 1)
				}
			case v == "text" || v == "commentText" || v == "reviewBody" || v == "articleBody":
				if f.bodyRank > 1 {
					f.body, f.bodyRank, f.bodyMore = n, 1, nil
				}
			case v == "upvoteCount" && f.score < 0:
				f.score = n
			}
		case keyDatetime, keyDataTime, keyTS:
			if f.whenRank > 1 && !inBody {
				s.tryWhen(f, n, 1)
			}
		case keyTitle:
			if nd.tag == tagAbbr && f.whenRank > 2 {
				s.tryWhen(f, n, 2)
			}
		case keyProperty:
			if f.whenRank > 1 && (strings.Contains(v, "dc:date") || strings.Contains(v, "dateCreated")) {
				s.tryWhen(f, n, 1)
			}
			if v == "content:encoded" && f.bodyRank > 1 {
				f.body, f.bodyRank, f.bodyMore = n, 1, nil
			}
		}
	}
}

func isProfile(href string) bool {
	for _, p := range []string{"/user/", "/users/", "/profile", "/u/", "/member", "/people/", "/author/", "user.php", "member.php", "memberlist.php", "/~", "/@"} {
		if strings.Contains(href, p) {
			return true
		}
	}
	return false
}

// tryWhen takes the node's time if it has one: a machine-readable attribute
// of it or of a <time> inside, else its words.
func (s *survey) tryWhen(f *fields, n int32, rank uint8) {
	d := s.d
	for _, k := range []key{keyDatetime, keyDataTime, keyTS, keyContent, keyTitle} {
		if v := d.attr(n, k); v != "" {
			if st := stampOfValue(v); st.ok {
				f.whenValue, f.whenRank, f.when, f.whenText = st, rank, n, ""
				return
			}
		}
	}
	end := d.nodes[n].end
	if rank >= 3 || d.nodes[n].tag != tagTime {
		for m := n + 1; m < end && m < n+40; m++ {
			if d.nodes[m].tag == tagTime || d.nodes[m].tag == tagAbbr || d.has(m, keyDatetime) {
				for _, k := range []key{keyDatetime, keyTitle} {
					if st := stampOfValue(d.attr(m, k)); st.ok {
						f.whenValue, f.whenRank, f.when, f.whenText = st, rank, m, ""
						return
					}
				}
			}
		}
	}
	t := d.plain(n, 160)
	if isJoined(t) {
		return
	}
	if v := d.attr(n, keyTitle); parseDate(v, dayFirst).ok {
		t = v
	}
	if len(t) < 240 && parseDate(t, dayFirst).ok || len(t) < 240 && parseDate(t, monthFirst).ok {
		f.whenText, f.whenRank, f.when, f.whenValue = t, rank, n, stamp{}
	}
}

// isJoined tells a date that says since when a person is a member.
func isJoined(t string) bool {
	for _, w := range []string{"joined", "join date", "registered:", "registriert", "member since", "anmeldedatum", "beigetreten", "inscrit", "inscription", "registrado", "mitglied seit", "dabei seit", "lid sinds", "reg. date"} {
		if indexFold(t, w) >= 0 && indexFold(t, "posted:") < 0 {
			return true
		}
	}
	return false
}

// stampOfValue reads a value meant for machines.
func stampOfValue(v string) stamp {
	v = strings.TrimSpace(v)
	if st := parseUnix(v); st.ok {
		return st
	}
	if i := strings.IndexByte(v, ' '); i > 0 {
		// Hacker News: the local reading and the Unix time.
		if st := parseUnix(v[i+1:]); st.ok {
			return st
		}
	}
	return parseISO(v)
}

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

// tryPosted takes the name out of a line like "Posted by: NAME | DATE".
func (s *survey) tryPosted(f *fields, n int32) {
	t := s.d.plain(n, 200)
	low := strings.ToLower(t)
	if len(low) != len(t) {
		return
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
		if name = strings.TrimSpace(name); name != "" && len(name) < 60 {
			f.author, f.authorRank, f.authorName = n, 10, name
		}
		return
	}
}

// looseAuthor takes the first short run of an item's own text, before its
// body, that is neither a date nor a label.
func (s *survey) looseAuthor(items []item, i int, f *fields) {
	d := s.d
	runs := 0
	s.own(items, i, func(n int32) bool {
		if f.author >= 0 || runs > 3 || n == f.body && !s.holds(f.body, f.when) {
			return false
		}
		if d.nodes[n].tag != tagNone {
			return n == items[i].node || s.flags[n]&(inBan|inQuote) == 0 && !d.nodes[n].tag.is(isHidden)
		}
		t := collapse(d.run(n))
		if t == "" || chromeLine(t) || n == f.when || preludeSet()[lower(strings.TrimRight(t, ": "))] {
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
	for m := n + 1; m < d.nodes[n].end && w.b.Len() < maxAuthor*2; {
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
		if preludeSet()[lower(strings.TrimSpace(t[:end]))] || preludeSet()[lower(t[:end+1])] {
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
	if sayingSet()[lower(stop)] {
		return ""
	}
	at := len(stop)
	for k := 0; k < 3; k++ { // up to three words
		i := strings.LastIndexByte(stop[:at], ' ')
		if i < 0 {
			return t
		}
		if sayingSet()[lower(stop[i+1:])] {
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
