package link

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Header is what a pasted reply header says of the comment answered.
type Header struct {
	Name   string
	Person int32 // -1 unresolved
	// Time is the header's wall-clock reading in UTC, zero where it has none
	// or none that can be read one way only.
	Time time.Time
	// Minute tells whether Time has a time of day; else it is a date.
	Minute bool
	// Opens tells whether the header opens the comment.
	Opens bool
	// Start and End are its byte offsets.
	Start, End int
	form       headerForm
}

type headerForm uint8

const (
	noHeader  headerForm = iota
	nameDate             // "NAME 03/01/2020 at 4:00 pm"
	wroteForm            // "On DATE, NAME wrote:"
	replyForm            // "in reply to NAME"
)

// Sure reports whether the header is proof that a person of that name wrote
// the comment answered. "X wrote:" is none: where outer attributions are lost
// it stands in words that the comment answered quotes itself.
func (h *Header) Sure() bool { return h.form == nameDate }

// names reports whether the header is proof that there is such a person.
func (h *Header) names() bool { return h.form == nameDate || h.form == wroteForm }

// maxName is how far into a line the name may reach that a header begins with; the
// first number of a date follows before that length is reached again.
const maxName = 48

// maxHeader is how far into a line a header may reach.
const maxHeader = 160

// FindHeader looks for a reply header in the first lines of a comment: a name
// and a date; "On DATE, NAME wrote:" or "NAME wrote on DATE:"; "in reply to
// NAME", each in the forms of several languages. Where the first line holds
// none it looks at the lines after it, the header then not opening the comment.
func FindHeader(text string) Header {
	opens := true
	for at, lines := 0, 0; at < len(text) && lines < 6; lines++ {
		end := strings.IndexByte(text[at:], '\n')
		if end < 0 {
			end = len(text)
		} else {
			end += at
		}
		line := text[at:end]
		// A header of mail programs is often broken after the date.
		joined := line
		if len(joined) > 400 {
			joined = joined[:400]
		}
		if next := end + 1; next < len(text) && len(line) < 90 && (strings.HasSuffix(line, ",") || dateLead(line)) {
			stop := strings.IndexByte(text[next:], '\n')
			if stop < 0 {
				stop = len(text) - next
			}
			if stop < 80 {
				joined = text[at : next+stop]
			}
		}
		if strings.TrimLeft(line, "> \t") != "" {
			if h, ok := parseHeader(joined); ok {
				h.Opens = opens
				h.Start += at
				h.End += at
				return h
			}
			opens = false
		}
		at = end + 1
	}
	return Header{Person: -1}
}

// wrote are the verbs of attribution lines.
var wrote = map[string]bool{
	"wrote": true, "writes": true, "said": true, "says": true, "posted": true, "schrieb": true, "meinte": true, "écrit": true, "dit": true, "escribió": true, "dijo": true, "scrisse": true, "scritto": true,
	"escreveu": true, "disse": true, "schreef": true, "zei": true, "skrev": true, "napisał": true, "napisała": true, "написал": true, "написала": true, "пишет": true, "kirjoitti": true, "yazdı": true, "napsal": true,
}

func dateLead(line string) bool {
	w, _, _ := strings.Cut(strings.TrimLeft(line, "> \t"), " ")
	switch w {
	case "On", "Am", "Le", "El", "Il", "Em", "Op", "Den", "W", "Dnia", "In":
		return true
	}
	return false
}

// parseHeader reads a header at the beginning of a line.
func parseHeader(line string) (Header, bool) {
	h := Header{Person: -1}
	trimmed := strings.TrimLeft(line, "> \t@“\"")
	h.Start = len(line) - len(trimmed)
	if len(trimmed) < 4 {
		return h, false
	}
	if name, rest, ok := replyTo(trimmed); ok {
		h.Name, h.form = name, replyForm
		h.End = len(line) - len(rest)
		return h, true
	}
	if at, verb := attribution(trimmed); at >= 0 {
		head := trimmed[:at]
		name, when, minute := splitAttribution(head)
		after := trimmed[verb:]
		// "NAME wrote on DATE:"
		if colon := strings.IndexByte(after, ':'); colon > 0 && colon < 60 && when.IsZero() {
			if c2 := strings.Index(after, ":\n"); c2 > colon && c2 < 60 {
				colon = c2
			}
			if t, _, end, m := findDate(after); end > 0 {
				when, minute = t, m
				verb += end
			}
		}
		if name == "" && !when.IsZero() { // "Am DATE schrieb NAME:"
			if colon := strings.IndexByte(after, ':'); colon > 0 {
				if n := cleanName(after[:colon]); nameLike(n) {
					name = n
					verb += colon + 1
				}
			}
		}
		if name != "" {
			h.Name, h.Time, h.Minute, h.form = name, when, minute, wroteForm
			h.End = len(line) - len(trimmed) + verb
			return h, true
		}
		return h, false
	}
	// NAME DATE [TIME] at the very beginning
	window := trimmed
	if len(window) > maxHeader {
		window = window[:maxHeader]
	}
	if !holdsNumber(window[:min(len(window), 2*maxName)]) {
		return h, false
	}
	t, start, end, minute := findDateIn(window, nameEnd(window))
	if end == 0 || start == 0 || start > maxName {
		return h, false
	}
	name := strings.TrimRight(trimmed[:start], " \t,;:|·•-–—(")
	for _, lead := range dateWords {
		if s, ok := strings.CutSuffix(name, " "+lead); ok {
			name = strings.TrimRight(s, " ,")
		}
	}
	if !nameLike(name) || !capitals(name) || !minute && end < len(strings.TrimSpace(window)) {
		return h, false
	}
	h.Name, h.Time, h.Minute, h.form = name, t, minute, nameDate
	h.End = h.Start + end
	return h, true
}

var dateWords = []string{"on", "am", "le", "el", "il", "em", "op", "den", "at", "um", "à", "a las", "says", "said", "wrote", "schrieb"}

// replyTo reads "in reply to NAME" and its like.
func replyTo(s string) (name, rest string, ok bool) {
	if len(s) == 0 || !replyInitials[s[0]] {
		return "", s, false
	}
	for _, lead := range replyLeads {
		if len(s) <= len(lead) || !strings.EqualFold(s[:len(lead)], lead) {
			continue
		}
		rest = strings.TrimLeft(s[len(lead):], " :@")
		end := strings.IndexAny(rest, "\n:,.;!?)–—")
		if end < 0 {
			end = len(rest)
		}
		name = strings.TrimSpace(rest[:end])
		if nameLike(name) {
			return name, rest[end:], true
		}
		if w := strings.Fields(name); len(w) > 0 && nameLike(w[0]) {
			return w[0], rest[strings.Index(rest, w[0])+len(w[0]):], true
		}
	}
	return "", s, false
}

var replyLeads = []string{
	"in reply to ", "in response to ", "replying to ", "reply to ", "responding to ", "re: @", "antwort auf ", "als antwort auf ", "en réponse à ", "réponse à ", "en respuesta a ", "respuesta a ",
	"in risposta a ", "em resposta a ", "in antwoord op ", "som svar på ", "svar till ", "w odpowiedzi na ", "в ответ на ", "ответ ",
}

// attribution finds the verb of an attribution line: the offsets of the verb
// and of what follows it. The line must hold a colon or end soon after.
func attribution(s string) (at, end int) {
	if len(s) > 240 {
		s = s[:240]
	}
	if strings.IndexByte(s, ':') < 0 && !strings.Contains(s, "in message") {
		return -1, -1
	}
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsLetter(r) {
			i += size
			continue
		}
		j := i
		for j < len(s) {
			r, size := utf8.DecodeRuneInString(s[j:])
			if !unicode.IsLetter(r) {
				break
			}
			j += size
		}
		if i > 0 && j-i < 24 && wrote[strings.ToLower(s[i:j])] {
			rest := s[j:]
			line, _, _ := strings.Cut(rest, "\n")
			if k := strings.IndexByte(line, ':'); k >= 0 && k <= 48 || strings.HasPrefix(strings.TrimSpace(rest), "in message") {
				if k == 0 || k > 0 && strings.TrimSpace(line[:k]) == "" {
					return i, j + k + 1
				}
				if k > 0 {
					if _, _, de, _ := findDate(line); de > 0 {
						return i, j
					}
					if _, _, de, _ := findDate(s[:i]); de > 0 && nameLike(cleanName(line[:k])) {
						return i, j
					}
				}
				if strings.HasPrefix(strings.TrimSpace(rest), "in message") {
					return i, j
				}
			}
		}
		i = j
	}
	return -1, -1
}

// splitAttribution parts "On DATE, NAME" or "NAME".
func splitAttribution(head string) (name string, when time.Time, minute bool) {
	head = strings.TrimSpace(strings.ReplaceAll(head, "\n", " "))
	if t, start, end, m := findDate(head); end > 0 {
		when, minute = t, m
		before := strings.TrimRight(head[:start], " ,")
		after := head[end:]
		// a zone and the like may stand between the date and the name
		after = strings.TrimLeft(after, " ,;")
		for {
			w, rest, _ := strings.Cut(after, " ")
			if w == "" || !strings.ContainsAny(w[:1], "+-(0123456789") && w != "UTC" && w != "UTC," && w != "GMT," && w != "GMT" && w != "um" && w != "Uhr" && w != "Uhr," && w != "à" {
				break
			}
			after = strings.TrimLeft(rest, " ,")
		}
		if i := strings.LastIndex(after, ", "); i >= 0 {
			after = after[i+2:]
		}
		name = cleanName(after)
		if !nameLike(name) {
			for _, lead := range dateWords {
				// Letters in lower case may take more bytes.
				if n := len(before) - len(lead) - 1; n >= 0 && strings.EqualFold(before[n:], " "+lead) {
					before = before[:n]
				}
			}
			name = cleanName(before)
		}
	} else {
		if i := strings.LastIndexByte(head, ','); i >= 0 && strings.ContainsAny(head[:i], "0123456789") {
			head = head[i+1:]
		}
		name = cleanName(head)
	}
	if !nameLike(name) {
		return "", when, minute
	}
	return name, when, minute
}

func cleanName(s string) string {
	if i := strings.IndexAny(s, "<[("); i > 0 {
		s = s[:i]
	}
	for _, aux := range []string{" a", " ha", " hat", " has"} { // a écrit, ha scritto
		s = strings.TrimSuffix(s, aux)
	}
	return strings.Trim(s, " \t\"'“”„»«,*_")
}

// nameLike reports whether s may be a name: at most four words, with a letter
// or digit, without sentence marks.
func nameLike(s string) bool {
	if s == "" || len(s) > 40 {
		return false
	}
	words, letters := 1, 0
	for _, r := range s {
		switch {
		case r == ' ':
			words++
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			letters++
		case strings.ContainsRune("._-'’@&", r), unicode.IsMark(r):
		default:
			return false
		}
	}
	if words > 4 || letters < 2 {
		return false
	}
	first, _ := utf8.DecodeRuneInString(s)
	if words > 1 && !unicode.IsUpper(first) && unicode.IsLower(first) {
		return false
	}
	return !notNames[strings.ToLower(s)]
}

var notNames = map[string]bool{
	"i": true, "he": true, "she": true, "they": true, "we": true, "you": true, "it": true, "who": true, "someone": true, "somebody": true, "as": true, "what": true, "this": true, "that": true,
	"on": true, "the": true, "and": true, "edit": true, "update": true, "updated": true, "posted": true, "er": true, "sie": true, "ich": true, "il": true, "elle": true, "ils": true, "je": true, "on a": true, "reply": true, "date": true,
	"am": true, "le": true, "el": true, "em": true, "op": true, "den": true, "dnia": true, "um": true,
	"from": true, "since": true, "until": true, "by": true, "in": true, "at": true, "before": true, "after": true, "today": true, "yesterday": true, "born": true, "published": true, "between": true,
}

// Pasted reports whether the header is a name and a date at the head of the
// comment, copied from the page.
func (h *Header) Pasted() bool { return h.form == nameDate && h.Opens && h.Minute }

// capitals reports whether each word of a name of several begins with a
// capital, or is a particle.
func capitals(name string) bool {
	words := strings.Fields(name)
	if len(words) == 1 {
		return true
	}
	for i, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		if unicode.IsDigit(r) || unicode.IsLower(r) && (i == 0 || !particles[w]) {
			return false
		}
	}
	return true
}

var particles = map[string]bool{"de": true, "da": true, "do": true, "dos": true, "di": true, "del": true, "della": true, "la": true, "le": true, "van": true, "von": true, "der": true, "den": true, "zu": true, "af": true, "av": true, "ter": true, "ten": true, "bin": true, "al": true, "y": true, "e": true}

// replyInitials holds the bytes with which a lead may begin, in either case.
var replyInitials = func() (t [256]bool) {
	for _, lead := range replyLeads {
		r, _ := utf8.DecodeRuneInString(lead)
		t[lead[0]] = true
		t[string(unicode.ToUpper(r))[0]] = true
	}
	return
}()

// nameEnd returns how far into a line the number of a date may stand before
// which there is nothing but a name: no further than the words that nameLike,
// dateWords and the date itself allow, nor past a mark that is in none of them.
func nameEnd(s string) int {
	words := 0
	for i := range len(s) {
		switch nameBytes[s[i]] {
		case noName:
			return i
		case nameSpace:
			if i > 0 && s[i-1] != ' ' {
				if words++; words > 12 {
					return i
				}
			}
		}
	}
	return len(s)
}

const (
	noName = 1 + iota
	nameSpace
)

var nameBytes = func() (t [256]uint8) {
	for c := range byte(' ') {
		t[c] = noName
	}
	for _, c := range []byte("!?\"/<=>#*+%$[]{}\\^`~") {
		t[c] = noName
	}
	t['\t'], t[' '] = 0, nameSpace
	return
}()
