package webpage

import (
	"strings"
	"time"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// order is how a page writes all-number dates.
type order uint8

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
	if len(rest) >= 5 && rest[0] == ' ' && rest[2] == ':' {
		rest = " 0" + rest[1:] // 9:07
	}
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
		if h > 24 || mi > 59 || sec > 60 || h == 24 && mi+sec > 0 {
			return stamp{}
		}
	}
	if time.Date(y, time.Month(mo), d, 0, 0, 0, 0, loc).Day() != d {
		return stamp{} // 31 February is no day of March
	}
	st.t = time.Date(y, time.Month(mo), d, h, mi, sec, 0, loc).UTC()
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
	l := strings.ToLower(lang)
	days := dayFirst
	if strings.HasPrefix(l, "hr") || strings.HasPrefix(l, "bs") {
		days = croatian
	}
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
				return days
			case b > 12 && b <= 31 && a <= 12:
				return monthFirst
			}
		}
	}
	if l == "" || l == "en" || strings.HasPrefix(l, "en-us") || strings.HasPrefix(l, "en_us") {
		return monthFirst
	}
	return days
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
