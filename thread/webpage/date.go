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

const (
	orderUnknown order = iota
	dayFirst
	monthFirst
	croatian // dayFirst, with months of its own
)

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
	if !hasDigits(s, 3) {
		return stamp{}
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
					case '年', '년':
						f.after = 'Y'
					case '月', '월':
						f.after = 'M'
					case '日', '일':
						f.after = 'D'
					case '時', '时', '시':
						f.after = ':'
					case '分', '분':
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

// hasDigits tells whether s has at least n digits.
func hasDigits(s string, n int) bool {
	for i := range len(s) {
		if s[i]-'0' <= 9 {
			if n--; n <= 0 {
				return true
			}
		}
	}
	return false
}

// fold looks s up in a map whose keys are in lower case.
func fold[V any](m map[string]V, s string) (V, bool) {
	var buf [128]byte
	if len(s) > len(buf) {
		v, ok := m[strings.ToLower(s)]
		return v, ok
	}
	for i := range len(s) {
		c := s[i]
		if c >= utf8.RuneSelf {
			v, ok := m[strings.ToLower(s)]
			return v, ok
		}
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		buf[i] = c
	}
	v, ok := m[string(buf[:len(s)])]
	return v, ok
}

// known tells whether s is in a set whose words are in lower case.
func known(m map[string]bool, s string) bool {
	ok, _ := fold(m, s)
	return ok
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
		y, mo, d, at = named(fs, &used, ord)
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
func named(fs []field, used *[24]bool, ord order) (y int, mo time.Month, d, at int) {
	best := 99
	var bi, bd, by int
	for i, f := range fs {
		if f.word == "" {
			continue
		}
		m, ok := monthAt(fs, i, used, ord)
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
		return f.digs <= 2 && f.num >= 1 && f.num <= 31 && f.after != ':' && f.before != ':' && f.before != '#'
	}
	for j := i - 1; j >= 0 && j >= i-3; j-- {
		if fs[j].word == "" && !used[j] {
			if isDay(fs[j]) && day < 0 {
				day = j
			} else if fs[j].digs == 4 && fs[j].num > 1900 && year < 0 {
				year = j
			}
		} else if fs[j].word != "" && len(fs[j].word) > 3 && fs[j].word != "gada" {
			break
		}
	}
	for j := i + 1; j < len(fs) && j <= i+4; j++ {
		switch f := fs[j]; {
		case f.word != "" || used[j]:
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
	switch w {
	case "pm", "م", "오후", "chiều", "tối", "μμ":
		if h < 12 {
			return h + 12
		}
	case "am", "ص", "오전", "sáng", "πμ":
		if h == 12 {
			return 0
		}
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
