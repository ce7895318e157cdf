package webpage

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// stamp is a time as a page shows it.
type stamp struct {
	t        time.Time
	prec     thread.Precision
	floating bool
	ok       bool
}

// order is how a page writes all-number dates.
type order uint8

const (
	orderUnknown order = iota
	dayFirst
	monthFirst
)

// months maps the beginnings of month names, in lower case, to their number.
// Longer keys win. Languages: en de fr es it pt nl sv da no fi pl cs sk hr sl
// ru uk tr hu ro el id ca et lv lt.
var months = map[string]time.Month{
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
	"jän": 1, "mär": 3, "mrz": 3, "mai": 5, "okt": 10, "dez": 12,
	"janv": 1, "févr": 2, "fév": 2, "fevr": 2, "mars": 3, "avr": 4, "juin": 6, "juil": 7, "aoû": 8, "aou": 8, "déc": 12,
	"ene": 1, "abr": 4, "ago": 8, "dic": 12, "set": 9, "oto": 10,
	"gen": 1, "mag": 5, "giu": 6, "lug": 7, "ott": 10,
	"fev": 2, "out": 10, "mrt": 3, "maa": 3, "mei": 5, "maj": 5, "des": 12,
	"tammi": 1, "helmi": 2, "maalis": 3, "huhti": 4, "touko": 5, "kesä": 6, "heinä": 7, "elo": 8, "syys": 9, "loka": 10, "marras": 11, "joulu": 12,
	"stycz": 1, "sty": 1, "lut": 2, "kwi": 4, "cze": 6, "lip": 7, "sie": 8, "wrz": 9, "paź": 10, "paz": 10, "lis": 11, "gru": 12,
	"led": 1, "úno": 2, "bře": 3, "dub": 4, "kvě": 5, "čvn": 6, "červen": 6, "červn": 6, "červenec": 7, "července": 7, "srp": 8, "zář": 9, "říj": 10, "pro": 12,
	"január": 1, "február": 2, "márc": 3, "ápr": 4, "máj": 5, "jún": 6, "júl": 7, "szept": 9,
	"янв": 1, "фев": 2, "мар": 3, "апр": 4, "май": 5, "мая": 5, "июн": 6, "июл": 7, "авг": 8, "сен": 9, "окт": 10, "ноя": 11, "дек": 12,
	"січ": 1, "лют": 2, "бер": 3, "кві": 4, "тра": 5, "чер": 6, "лип": 7, "сер": 8, "вер": 9, "жов": 10, "лис": 11, "гру": 12,
	"oca": 1, "şub": 2, "nis": 4, "haz": 6, "tem": 7, "ağu": 8, "eyl": 9, "eki": 10, "kas": 11, "ara": 12,
	"ian": 1, "iun": 6, "iul": 7, "noi": 11,
	"ιαν": 1, "φεβ": 2, "μαρ": 3, "απρ": 4, "μαΐ": 5, "μαι": 5, "ιουν": 6, "ιουλ": 7, "αυγ": 8, "σεπ": 9, "οκτ": 10, "νοε": 11, "δεκ": 12,
	"sij": 1, "velj": 2, "ožu": 3, "tra": 4, "svi": 5, "lipnj": 6, "srpnj": 7, "kol": 8, "ruj": 9, "listop": 10, "stu": 11, "pros": 12,
	"agu": 8, "agt": 8,
}

// notMonths are words that begin like a month but are none.
var notMonths = map[string]bool{
	"marked": true, "mark": true, "maybe": true, "declared": true, "martin": true, "maria": true, "mario": true,
	"separate": true, "general": true, "gender": true, "set": true, "out": true, "pro": true, "tra": true, "prosím": true,
	"apropos": true, "jana": true, "janet": true, "mary": true, "june": false, "march": false, "decide": true,
	"august": false, "april": false, "august's": false, "marks": true, "novel": true, "november": false, "marc": true,
	"settings": true, "mai": false, "lista": true, "listen": true, "elo": true, "temp": true, "outside": true, "para": true, "are": true,
	"project": true, "profile": true, "product": true, "proposed": true, "problem": true, "gentle": true, "abrir": true,
	"agora": true, "setup": true, "julia": true, "julie": true, "oct": false, "ara": true, "temple": true, "mars": false, "maine": true,
}

func month(word string) (time.Month, bool) {
	if notMonths[word] {
		return 0, false
	}
	if n := utf8.RuneCountInString(word); n < 3 || n > 12 {
		return 0, false
	}
	// Try the longest beginning first, down to three letters.
	ends := make([]int, 0, 12)
	for i := range word {
		if i > 0 {
			ends = append(ends, i)
		}
	}
	ends = append(ends, len(word))
	for k := min(len(ends), 8) - 1; k >= 2; k-- {
		if m, ok := months[word[:ends[k]]]; ok {
			return m, true
		}
	}
	return 0, false
}

// field is a number or word of a date.
type field struct {
	word string
	num  int
	digs int
	// before and after are the bytes next to it.
	before, after byte
}

// parseDate reads a date as written for people, in any of the languages of
// months. It returns ok false where no day, month and year stand.
func parseDate(s string, ord order) stamp {
	if len(s) > 200 {
		s = s[:200]
	}
	if i := strings.Index(s, "» "); i >= 0 && len(s) > i+8 {
		s = s[i+3:] // phpBB: by NAME » DATE
	}
	for i := 0; i+10 <= len(s); i++ {
		if s[i] >= '0' && s[i] <= '9' && (i == 0 || s[i-1] < '0' || s[i-1] > '9') && s[i+4] == '-' && s[i+7] == '-' {
			if st := parseISO(s[i:]); st.ok {
				return st
			}
		}
	}
	var fs [24]field
	n := 0
	for i := 0; i < len(s) && n < len(fs); {
		c := s[i]
		j := i
		switch {
		case c >= '0' && c <= '9':
			v := 0
			for j < len(s) && s[j] >= '0' && s[j] <= '9' {
				if v < 1e8 {
					v = v*10 + int(s[j]-'0')
				}
				j++
			}
			f := field{num: v, digs: j - i}
			if i > 0 {
				f.before = s[i-1]
			}
			if j < len(s) {
				f.after = s[j]
				if f.after >= utf8.RuneSelf {
					switch r, _ := utf8.DecodeRuneInString(s[j:]); r {
					case '年':
						f.after = 'Y'
					case '月':
						f.after = 'M'
					case '日':
						f.after = 'D'
					case '時', '时':
						f.after = ':'
					case '分':
						f.after = 'm'
					}
				}
			}
			fs[n] = f
			n++
			i = j
		default:
			r, size := utf8.DecodeRuneInString(s[i:])
			if !unicode.IsLetter(r) {
				i += size
				continue
			}
			for j < len(s) {
				r, size := utf8.DecodeRuneInString(s[j:])
				if !unicode.IsLetter(r) {
					break
				}
				j += size
			}
			fs[n] = field{word: lower(s[i:j])}
			n++
			i = j
		}
	}
	return assemble(fs[:n], ord)
}

func lower(s string) string {
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' {
			return strings.ToLower(s)
		}
	}
	return s
}

func assemble(fs []field, ord order) stamp {
	var y, d int
	var mo time.Month
	var used [24]bool
	at := -1 // field after the date
	// Forms with the units written out: 2014年3月5日.
	for i, f := range fs {
		switch {
		case f.after == 'Y' && f.digs == 4:
			y, used[i] = f.num, true
		case f.after == 'M' && y > 0 && f.num >= 1 && f.num <= 12:
			mo, used[i] = time.Month(f.num), true
		case f.after == 'D' && mo > 0:
			d, used[i], at = f.num, true, i+1
		}
	}
	if d == 0 {
		y, mo, d, at = named(fs, &used)
	}
	if d == 0 {
		y, mo, d, at = numeric(fs, &used, ord)
	}
	if d == 0 || d > 31 || y < 1980 || y > 2100 {
		return stamp{}
	}
	st := stamp{prec: thread.Day, floating: true, ok: true}
	h, mi, sec, zone, haveSec, ok := clock(fs, &used, at)
	if ok {
		st.prec = thread.Minute
		if haveSec {
			st.prec = thread.Second
		}
	}
	loc := time.UTC
	if ok && zone != nil {
		loc, st.floating = zone, false
	}
	st.t = time.Date(y, mo, d, h, mi, sec, 0, loc).UTC()
	if st.t.In(loc).Day() != d {
		return stamp{} // 31 February
	}
	return st
}

// named finds a date with the month as a word. Of several words that may be a
// month, "Jun Okafor, 14 March 2014", the one nearest to its day counts.
func named(fs []field, used *[24]bool) (y int, mo time.Month, d, at int) {
	best := 99
	var bi, bd, by int
	for i, f := range fs {
		if f.word == "" {
			continue
		}
		m, ok := month(f.word)
		if !ok {
			continue
		}
		day, year := besideMonth(fs, used, i)
		if day < 0 || year < 0 {
			continue
		}
		gap := max(day-i, i-day)
		if gap < best {
			best, bi, bd, by, mo = gap, i, day, year, m
		}
	}
	if best == 99 {
		return 0, 0, 0, -1
	}
	used[bi], used[bd], used[by] = true, true, true
	if y = fs[by].num; fs[by].digs == 2 {
		y = century(y)
	}
	return y, mo, fs[bd].num, max(bi, bd, by) + 1
}

// besideMonth finds the day and year next to a month's name, "de" and the like
// between; -1 for none.
func besideMonth(fs []field, used *[24]bool, i int) (day, year int) {
	day, year = -1, -1
	isDay := func(f field) bool {
		return f.digs <= 2 && f.num >= 1 && f.num <= 31 && f.after != ':' && f.before != ':'
	}
	for j := i - 1; j >= 0 && j >= i-3; j-- {
		if fs[j].word == "" && !used[j] {
			if isDay(fs[j]) && day < 0 {
				day = j
			} else if fs[j].digs == 4 && fs[j].num > 1900 && year < 0 {
				year = j
			}
		} else if fs[j].word != "" && len(fs[j].word) > 3 {
			break
		}
	}
	for j := i + 1; j < len(fs) && j <= i+4; j++ {
		switch f := fs[j]; {
		case f.word != "":
		case day < 0 && isDay(f):
			day = j
		case year < 0 && f.digs == 4 && f.num > 1900 && f.num < 2101:
			year = j
		case year < 0 && day >= 0 && f.digs == 2 && (f.before == '\'' || f.before == '-' || f.before == ' ' && f.after != ':' && day < i):
			year = j
		}
	}
	return day, year
}

func century(y int) int {
	if y >= 70 {
		return 1900 + y
	}
	return 2000 + y
}

// numeric finds d.m.y, d/m/y, m/d/y, d-m-y and y/m/d.
func numeric(fs []field, used *[24]bool, ord order) (y int, mo time.Month, d, at int) {
	for i := 0; i+2 < len(fs); i++ {
		a, b, c := fs[i], fs[i+1], fs[i+2]
		if a.word != "" || b.word != "" || c.word != "" {
			continue
		}
		sep := a.after
		if sep != '.' && sep != '/' && sep != '-' || b.after != sep {
			continue
		}
		switch {
		case a.digs == 4 && b.num >= 1 && b.num <= 12:
			y, mo, d = a.num, time.Month(b.num), c.num
		case a.digs <= 2 && b.digs <= 2 && (c.digs == 4 || c.digs == 2):
			y = c.num
			if c.digs == 2 {
				y = century(y)
			}
			first, second := a.num, b.num
			us := ord == monthFirst && sep != '.'
			if first > 12 {
				us = false
			} else if second > 12 {
				us = true
			}
			if us {
				first, second = second, first
			}
			if second < 1 || second > 12 {
				continue
			}
			d, mo = first, time.Month(second)
		default:
			continue
		}
		used[i], used[i+1], used[i+2] = true, true, true
		return y, mo, d, i + 3
	}
	return 0, 0, 0, -1
}

// clock finds the time of day: 14:05, 14:05:09, 2:05 pm, 14h05, 14.05 Uhr.
func clock(fs []field, used *[24]bool, at int) (h, mi, sec int, zone *time.Location, haveSec, ok bool) {
	best := -1
	for i := range fs {
		f := fs[i]
		if f.word != "" || used[i] || f.digs > 2 || f.num > 24 {
			continue
		}
		next := i + 1
		if next < len(fs) && fs[next].word == "h" && (f.after == 'h' || f.after == ' ') {
			f.after = 'h' // 18h22, 18 h 22
			next++
		}
		isClock := next < len(fs) && fs[next].word == "" && !used[next] && fs[next].digs == 2 && fs[next].num < 60 &&
			(f.after == ':' || f.after == 'h' || f.after == '.' && next+1 < len(fs) && isUhr(fs[next+1].word) || f.after == '.' && best < 0 && i >= at && at > 0)
		if isClock {
			best = i
			h, mi = f.num, fs[next].num
			k := next + 1
			sec, haveSec = 0, false
			if fs[next].after == ':' && k < len(fs) && fs[k].word == "" && fs[k].digs == 2 && fs[k].num < 61 {
				sec, haveSec = min(fs[k].num, 59), true
				k++
			}
			if k < len(fs) {
				h = meridiem(h, fs[k].word, k+1 < len(fs), fs, k)
				for ; k < len(fs) && k < next+5; k++ {
					if z := zoneOf(fs, k); z != nil {
						zone = z
						break
					}
				}
			}
			if i > 0 && (fs[i-1].word == "下午" || fs[i-1].word == "오후" || fs[i-1].word == "午後") && h < 12 {
				h += 12
			}
			if i >= at {
				break
			}
			continue
		}
		// "2 pm", "2 Uhr"
		if next < len(fs) && (fs[next].word == "am" || fs[next].word == "pm") && best < 0 {
			best, h, mi, ok = i, meridiem(f.num, fs[next].word, false, fs, next), 0, true
		}
	}
	return h % 24, mi, sec, zone, haveSec, best >= 0
}

func isUhr(w string) bool { return w == "uhr" || w == "klo" || w == "ч" }

func meridiem(h int, w string, more bool, fs []field, k int) int {
	if w == "p" && more && fs[k+1].word == "m" {
		w = "pm"
	}
	if w == "a" && more && fs[k+1].word == "m" {
		w = "am"
	}
	switch {
	case w == "pm" && h < 12:
		return h + 12
	case w == "am" && h == 12:
		return 0
	}
	return h
}

// zoneOf knows the abbreviations that mean one offset wherever they are used.
func zoneOf(fs []field, k int) *time.Location {
	switch fs[k].word {
	case "utc", "gmt":
		if k+1 < len(fs) && fs[k+1].word == "" && (fs[k+1].before == '+' || fs[k+1].before == '-') && fs[k+1].num <= 14 {
			off := fs[k+1].num * 3600
			if fs[k+1].before == '-' {
				off = -off
			}
			return time.FixedZone("", off)
		}
		return time.UTC
	case "cest", "mesz":
		return time.FixedZone("CEST", 2*3600)
	case "cet", "mez":
		return time.FixedZone("CET", 3600)
	case "edt":
		return time.FixedZone("EDT", -4*3600)
	case "est":
		return time.FixedZone("EST", -5*3600)
	case "pdt":
		return time.FixedZone("PDT", -7*3600)
	case "pst":
		return time.FixedZone("PST", -8*3600)
	}
	return nil
}

// parseISO reads YYYY-MM-DD with an optional time and zone, the rest of s
// standing after it ignored.
func parseISO(s string) stamp {
	s = strings.TrimSpace(s)
	if len(s) < 10 || s[4] != '-' || s[7] != '-' || !allDigits(s[:4]) || !allDigits(s[5:7]) || !allDigits(s[8:10]) {
		return stamp{}
	}
	num := func(x string) int {
		v := 0
		for i := range len(x) {
			v = v*10 + int(x[i]-'0')
		}
		return v
	}
	y, mo, d := num(s[:4]), num(s[5:7]), num(s[8:10])
	if mo < 1 || mo > 12 || d < 1 || d > 31 || y < 1970 || y > 2200 {
		return stamp{}
	}
	st := stamp{prec: thread.Day, floating: true, ok: true}
	rest := s[10:]
	var h, mi, sec int
	loc := time.UTC
	if len(rest) >= 6 && (rest[0] == 'T' || rest[0] == ' ' || rest[0] == 't') && allDigits(rest[1:3]) && rest[3] == ':' && allDigits(rest[4:6]) {
		h, mi = num(rest[1:3]), num(rest[4:6])
		st.prec = thread.Minute
		rest = rest[6:]
		if len(rest) >= 3 && rest[0] == ':' && allDigits(rest[1:3]) {
			sec = num(rest[1:3])
			st.prec = thread.Second
			rest = rest[3:]
			if rest != "" && (rest[0] == '.' || rest[0] == ',') {
				i := 1
				for i < len(rest) && rest[i] >= '0' && rest[i] <= '9' {
					i++
				}
				rest = rest[i:]
			}
		}
		rest = strings.TrimLeft(rest, " ")
		switch {
		case rest != "" && (rest[0] == 'Z' || rest[0] == 'z'), strings.HasPrefix(rest, "UTC"), strings.HasPrefix(rest, "GMT"):
			st.floating = false
		case len(rest) >= 3 && (rest[0] == '+' || rest[0] == '-') && allDigits(rest[1:3]):
			off := num(rest[1:3]) * 3600
			if m := strings.TrimPrefix(rest[3:], ":"); len(m) >= 2 && allDigits(m[:2]) {
				off += num(m[:2]) * 60
			}
			if rest[0] == '-' {
				off = -off
			}
			loc, st.floating = time.FixedZone("", off), false
		case (strings.HasPrefix(lower(rest), "pm")) && h < 12:
			h += 12
		case strings.HasPrefix(lower(rest), "am") && h == 12:
			h = 0
		}
		if h > 24 || mi > 59 || sec > 60 {
			return stamp{}
		}
	}
	t := time.Date(y, time.Month(mo), d, h, mi, sec, 0, loc)
	if t.Day() != d && h < 24 {
		return stamp{}
	}
	st.t = t.UTC()
	return st
}

// parseUnix reads seconds, milliseconds or microseconds since 1970.
func parseUnix(s string) stamp {
	if len(s) < 9 || len(s) > 16 || !allDigits(s) {
		return stamp{}
	}
	var v int64
	for i := range len(s) {
		v = v*10 + int64(s[i]-'0')
	}
	switch {
	case len(s) <= 10:
		return stamp{t: time.Unix(v, 0).UTC(), ok: true}
	case len(s) == 13:
		return stamp{t: time.UnixMilli(v).UTC().Truncate(time.Second), ok: true}
	case len(s) == 16:
		return stamp{t: time.UnixMicro(v).UTC().Truncate(time.Second), ok: true}
	}
	return stamp{}
}

// orderOf decides how a page writes all-number dates: by any date that can be
// read one way only, else by its language.
func orderOf(samples []string, lang string) order {
	for _, s := range samples {
		for i := 0; i+5 < len(s); i++ {
			if s[i] < '0' || s[i] > '9' || i > 0 && s[i-1] >= '0' && s[i-1] <= '9' {
				continue
			}
			a, j := small(s, i)
			if j >= len(s) || s[j] != '/' && s[j] != '-' {
				continue
			}
			b, k := small(s, j+1)
			if k >= len(s) || s[k] != s[j] || a < 1 || b < 1 {
				continue
			}
			switch {
			case a > 12 && a <= 31 && b <= 12:
				return dayFirst
			case b > 12 && b <= 31 && a <= 12:
				return monthFirst
			}
		}
	}
	l := strings.ToLower(lang)
	if l == "" || l == "en" || strings.HasPrefix(l, "en-us") || strings.HasPrefix(l, "en_us") {
		return monthFirst
	}
	return dayFirst
}

// small reads one or two digits at i; 0 when more or none stand there.
func small(s string, i int) (v, end int) {
	j := i
	for j < len(s) && s[j] >= '0' && s[j] <= '9' && j < i+3 {
		v = v*10 + int(s[j]-'0')
		j++
	}
	if j == i || j > i+2 {
		return 0, j
	}
	return v, j
}
