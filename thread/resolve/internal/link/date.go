package link

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// findDate finds the first date in s and the time of day beside it. Its
// offsets take in both; end is 0 where there is none. The time is zero where
// the date stands without a year or can be read two ways; day before month is
// preferred, as on the sites that paste such headers.
func findDate(s string) (t time.Time, start, end int, minute bool) {
	return findDateIn(s, len(s))
}

// findDateIn finds the first date of s that has a number before limit.
func findDateIn(s string, limit int) (t time.Time, start, end int, minute bool) {
	for i := range limit {
		if !isDigit(s[i]) || i > 0 && lowered[s[i-1]] != 0 { // within a number or word
			continue
		}
		y, m, d, n := numericDate(s[i:])
		from := i
		if n == 0 {
			y, m, d, from, n = wordedDate(s, i)
			if n > 0 {
				n -= i
			}
		}
		if n == 0 {
			continue
		}
		end = i + n
		hh, mm, ss, k := clockAfter(s[end:])
		if k > 0 {
			minute = true
			end += k
		}
		if y > 0 {
			t = time.Date(y, time.Month(m), d, hh, mm, ss, 0, time.UTC)
			if t.Day() != d {
				continue
			}
		}
		return t, from, end, minute
	}
	return time.Time{}, 0, 0, false
}

// holdsNumber reports whether a digit stands in s that no letter or digit stands
// before.
func holdsNumber(s string) bool {
	within := false
	for i := range len(s) {
		if isDigit(s[i]) && !within {
			return true
		}
		within = lowered[s[i]] != 0
	}
	return false
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func number(s string) (v, n int) {
	for n < len(s) && n < 4 && isDigit(s[n]) {
		v = v*10 + int(s[n]-'0')
		n++
	}
	return v, n
}

// numericDate reads 2020-01-03, 03/01/2020, 3.1.2020, 03/01/20.
func numericDate(s string) (y, m, d, n int) {
	a, i := number(s)
	if i == 0 || i >= len(s) || s[i] != '/' && s[i] != '.' && s[i] != '-' {
		return 0, 0, 0, 0
	}
	sep := s[i]
	b, j := number(s[i+1:])
	if j == 0 || j > 2 || i+1+j >= len(s) || s[i+1+j] != sep {
		return 0, 0, 0, 0
	}
	rest := strings.TrimLeft(s[i+j+2:], " ")
	c, k := number(rest)
	n = len(s) - len(rest) + k
	if k == 0 || n < len(s) && isDigit(s[n]) {
		return 0, 0, 0, 0
	}
	switch {
	case i == 4:
		y, m, d = a, b, c
	case k == 4 || k == 2:
		y, m, d = c, b, a
		if k == 2 {
			y += 2000
		}
		if m > 12 && d <= 12 {
			m, d = d, m
		}
	default:
		return 0, 0, 0, 0
	}
	if m < 1 || m > 12 || d < 1 || d > 31 || y < 1980 || y > 2100 {
		return 0, 0, 0, 0
	}
	return y, m, d, n
}

// wordedDate reads "3 January 2020", "3. Januar 2020", "January 3rd, 2020",
// "Jan 3" around the number at i. It returns the offsets of the date.
func wordedDate(s string, i int) (y, m, d, start, end int) {
	v, n := number(s[i:])
	if n > 2 || v < 1 || v > 31 {
		return 0, 0, 0, 0, 0
	}
	d = v
	after := i + n
	if after < len(s) && ordinalLead[s[after]] {
		for _, ord := range ordinals {
			if strings.HasPrefix(s[after:], ord) {
				after += len(ord)
				break
			}
		}
	}
	if w, k := nextWord(s[after:]); k > 0 {
		for w == "de" || w == "of" {
			var more int
			var w2 string
			w2, more = nextWord(s[after+k:])
			if more == 0 {
				break
			}
			w, k = w2, k+more
		}
		if mm := monthOf(w); mm > 0 {
			y, k2 := yearAfter(s[after+k:])
			return y, mm, d, weekdayBefore(s, i), after + k + k2
		}
	}
	before := strings.TrimRight(s[:i], " ")
	j := len(before)
	for j > 0 {
		if c := before[j-1]; c < utf8.RuneSelf {
			if lowered[c] < 'a' && c != '.' {
				break
			}
			j--
			continue
		}
		r, size := utf8.DecodeLastRuneInString(before[:j])
		if !unicode.IsLetter(r) && r != '.' {
			break
		}
		j -= size
	}
	if len(before)-j < 3 || !monthLike(before[j:]) {
		return 0, 0, 0, 0, 0
	}
	if mm := monthOf(strings.ToLower(strings.TrimRight(before[j:], "."))); mm > 0 {
		y, k2 := yearAfter(s[after:])
		return y, mm, d, weekdayBefore(s, j), after + k2
	}
	return 0, 0, 0, 0, 0
}

// weekdayBefore moves a date's start over the name of the day before it.
func weekdayBefore(s string, i int) int {
	before := strings.TrimRight(s[:i], " ,")
	j := strings.LastIndexAny(before, " \t\n,") + 1
	switch w := strings.ToLower(strings.TrimRight(before[j:], ".")); {
	case len(w) < 2:
	case weekdays[w]:
		return j
	}
	return i
}

var weekdays = map[string]bool{
	"mon": true, "tue": true, "wed": true, "thu": true, "fri": true, "sat": true, "sun": true, "tues": true, "thur": true, "thurs": true,
	"monday": true, "tuesday": true, "wednesday": true, "thursday": true, "friday": true, "saturday": true, "sunday": true,
	"mo": true, "di": true, "mi": true, "do": true, "fr": true, "sa": true, "so": true, "montag": true, "dienstag": true, "mittwoch": true, "donnerstag": true, "freitag": true, "samstag": true, "sonntag": true,
	"lun": true, "mar": true, "mer": true, "jeu": true, "ven": true, "sam": true, "dim": true, "lundi": true, "mardi": true, "mercredi": true, "jeudi": true, "vendredi": true, "samedi": true, "dimanche": true,
}

func nextWord(s string) (w string, n int) {
	i := 0
	for i < len(s) && (s[i] == ' ' || s[i] == '-' || s[i] == '/') {
		i++
	}
	j := i
	for j < len(s) {
		if c := s[j]; c < utf8.RuneSelf {
			if lowered[c] < 'a' {
				break
			}
			j++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[j:])
		if !unicode.IsLetter(r) {
			break
		}
		j += size
	}
	if j == i {
		return "", 0
	}
	w = strings.ToLower(s[i:j])
	if j < len(s) && s[j] == '.' {
		j++
	}
	return w, j
}

func yearAfter(s string) (y, n int) {
	t := strings.TrimLeft(s, " ,-/")
	for _, de := range []string{"de ", "of "} {
		t = strings.TrimPrefix(t, de)
	}
	v, k := number(t)
	if k == 4 && v >= 1980 && v <= 2100 {
		return v, len(s) - len(t) + k
	}
	return 0, 0
}

// monthOf reads the name of a month, or its short form, in the larger European
// languages.
func monthOf(w string) int {
	if len(w) < 3 || !monthLike(w) {
		return 0
	}
	return months[w]
}

var months = func() map[string]int {
	m := map[string]int{}
	for i, names := range [12]string{
		"january jan januar janv janvier enero ene gennaio gen janeiro januari januar stycznia января янв",
		"february feb februar févr février fevrier febrero febbraio fevereiro fev februari lutego февраля фев",
		"march mar märz mrz mars marzo março maart marca марта мар",
		"april apr avril avr abril abr aprile kwietnia апреля апр",
		"may mai mayo maggio mag maio mei maj maja мая",
		"june jun juni juin junio giugno giu junho czerwca июня июн",
		"july jul juli juil juillet julio luglio lug julho lipca июля июл",
		"august aug août aout agosto ago augustus augusti sierpnia августа авг",
		"september sep sept septembre septiembre settembre set setembro września сентября сен",
		"october oct oktober okt octobre octubre ottobre ott outubro out października октября окт",
		"november nov novembre noviembre novembro listopada ноября ноя",
		"december dec dezember dez décembre déc diciembre dic dicembre dezembro grudnia декабря дек",
	} {
		for _, n := range strings.Fields(names) {
			m[n] = i + 1
		}
	}
	return m
}()

// clockAfter reads a time of day that follows a date: " at 4:00 pm", ", 16:00",
// " um 16.00 Uhr", " à 16h00", "T16:00:00Z".
func clockAfter(s string) (h, m, sec, n int) {
	i := 0
	for i < len(s) && i < 4 && strings.IndexByte(" ,|T·", s[i]) >= 0 {
		i++
	}
	for _, w := range []string{"at ", "@ ", "um ", "à ", "às ", "a las ", "alle ", "alle ore ", "om ", "kl. ", "kl ", "o ", "в ", "- ", "– "} {
		if strings.HasPrefix(s[i:], w) {
			i += len(w)
			break
		}
	}
	v, k := number(s[i:])
	if k == 0 || k > 2 || v > 24 {
		return 0, 0, 0, 0
	}
	h = v
	j := i + k
	if j < len(s) && (s[j] == ':' || s[j] == '.' || s[j] == 'h') {
		mv, mk := number(s[j+1:])
		if mk == 2 && mv < 60 {
			m = mv
			j += 3
			if j+2 < len(s) && s[j] == ':' {
				if sv, sk := number(s[j+1:]); sk == 2 && sv < 60 {
					sec = sv
					j += 3
				}
			}
		} else if s[j] != 'h' {
			return 0, 0, 0, 0
		} else {
			j++
		}
	} else if p := strings.TrimLeft(s[j:], " "); !meridiem(p) {
		return 0, 0, 0, 0
	}
	p := strings.TrimLeft(s[j:], " \u00a0\u202f")
	if meridiem(p) {
		pm := p[0] == 'p' || p[0] == 'P'
		if h > 12 || h == 0 {
			return 0, 0, 0, 0
		}
		h %= 12
		if pm {
			h += 12
		}
		used := 2
		if p[1] == '.' {
			used = min(4, len(p))
		}
		j = len(s) - len(p) + used
	} else {
		for _, w := range []string{"Uhr", "uur", "h", "Z"} {
			if strings.HasPrefix(p, w) {
				j = len(s) - len(p) + len(w)
				break
			}
		}
	}
	if h > 23 {
		return 0, 0, 0, 0
	}
	return h, m, sec, j
}

func meridiem(p string) bool {
	if len(p) < 2 || p[0]|0x20 != 'a' && p[0]|0x20 != 'p' {
		return false
	}
	if p[1]|0x20 == 'm' {
		return len(p) == 2 || p[2]|0x20 < 'a' || p[2]|0x20 > 'z'
	}
	return len(p) >= 4 && p[1] == '.' && p[2]|0x20 == 'm' && p[3] == '.'
}

var ordinals = [...]string{"st", "nd", "rd", "th", ".", "er", "º"}

// ordinalLead holds the first bytes of ordinals.
var ordinalLead = func() (t [256]bool) {
	for _, ord := range ordinals {
		t[ord[0]] = true
	}
	return
}()

// monthLike reports whether a word of three bytes or more begins as the name of
// some month, in either case.
func monthLike(w string) bool {
	a, b := lowered[w[0]], lowered[w[1]]
	return w[0] >= utf8.RuneSelf || w[1] >= utf8.RuneSelf || a >= 'a' && b >= 'a' && monthLeads[a-'a']>>(b-'a')&1 != 0
}

// monthLeads holds, by first letter, a bit for each second letter of a month.
var monthLeads = func() (t [26]uint32) {
	for m := range months {
		if m[0] < utf8.RuneSelf && m[1] < utf8.RuneSelf {
			t[m[0]-'a'] |= 1 << (m[1] - 'a')
		}
	}
	return
}()
