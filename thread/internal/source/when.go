package source

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// When is a time with what is known about it. The zero When is unknown.
type When struct {
	Time      time.Time
	Precision thread.Precision
	Floating  bool
}

// Set puts the time into a comment.
func (w When) Set(c *thread.Comment) {
	c.Time, c.Precision, c.Floating = w.Time, w.Precision, w.Floating
}

// ParseTime reads RFC 3339 and its relatives (a space for the T, a fraction, no
// zone, +0200 without a colon, no seconds, a date alone, a month, a year, the
// basic format 20140305T090730Z of the years 1900 to 2100), dates in English,
// RFC 1123, RFC 822 and ctime dates, and numbers as [Unix] does. The time is in
// UTC; one without a zone is Floating. What is not a time, a date that does not
// exist, years outside 1 to 9999 and the sentinels "0000-00-00 00:00:00" and
// "0001-01-01T00:00:00Z" give false.
func ParseTime(s string) (When, bool) {
	w, ok := parseTime(strings.TrimSpace(s))
	if y := w.Time.Year(); !ok || w.Time.IsZero() || y < 1 || y > 9999 {
		return When{}, false
	}
	return w, true
}

func parseTime(s string) (When, bool) {
	if w, ok := parseISO(s); ok {
		return w, true
	}
	if s == "" || len(s) > 64 {
		return When{}, false
	}
	if w, ok := compact(s); ok {
		return w, true
	}
	if w, ok := Unix(s); ok {
		return w, true
	}
	if s[0] >= '0' && s[0] <= '9' && (len(s) < 3 || s[1] != ' ' && s[2] != ' ') {
		return When{}, false
	}
	return parseNamed(s)
}

// named are layouts with month names; the flag says that they have a zone.
var named = [...]struct {
	layout string
	zone   bool
	p      thread.Precision
}{
	{"Mon 2 Jan 2006 15:04:05 -0700", true, thread.Second},
	{"2 Jan 2006 15:04:05 -0700", true, thread.Second},
	{"Mon 2 Jan 2006 15:04 -0700", true, thread.Minute},
	{"Mon 2 Jan 06 15:04:05 -0700", true, thread.Second},
	{"2 Jan 06 15:04:05 -0700", true, thread.Second},
	{"Mon Jan 2 15:04:05 -0700 2006", true, thread.Second}, // Twitter
	{"Mon Jan 2 15:04:05 2006 -0700", true, thread.Second},
	{"Mon 2 Jan 2006 15:04:05", false, thread.Second},
	{"Mon Jan 2 15:04:05 2006", false, thread.Second},
	{"2 Jan 2006 15:04:05", false, thread.Second},
	{"2 Jan 2006 15:04", false, thread.Minute},
	{"Jan 2 2006 15:04:05", false, thread.Second},
	{"Jan 2 2006 15:04", false, thread.Minute},
	{"Jan 2 2006 3:04:05 PM", false, thread.Second},
	{"Jan 2 2006 3:04 PM", false, thread.Minute},
	{"January 2 2006 15:04:05", false, thread.Second},
	{"January 2 2006 15:04", false, thread.Minute},
	{"January 2 2006 3:04:05 PM", false, thread.Second},
	{"January 2 2006 3:04 PM", false, thread.Minute},
	{"Monday January 2 2006 3:04:05 PM -0700", true, thread.Second}, // Google Takeout
	{"Monday January 2 2006 3:04 PM", false, thread.Minute},
	{"2 January 2006 15:04:05", false, thread.Second},
	{"2 January 2006 15:04", false, thread.Minute},
	{"2 January 2006 3:04 PM", false, thread.Minute},
	{"2 Jan 2006 3:04 PM", false, thread.Minute},
	{"2 January 2006", false, thread.Day},
	{"2 Jan 2006", false, thread.Day},
	{"Jan 2 2006", false, thread.Day},
	{"January 2 2006", false, thread.Day},
}

func parseNamed(s string) (When, bool) {
	if i := strings.IndexByte(s, '('); i > 0 {
		s = strings.TrimSpace(s[:i]) // a comment, as mail dates have
	}
	s = strings.Join(strings.Fields(strings.ReplaceAll(s, ",", " ")), " ")
	s = halves.Replace(zoneNames.Replace(s))
	for _, l := range named {
		if t, err := time.Parse(l.layout, s); err == nil && t.Year() > 0 {
			return When{t.UTC(), l.p, !l.zone}, true
		}
	}
	return When{}, false
}

// halves are what stands between date and time, or after it.
var halves = strings.NewReplacer(" at ", " ", " am", " AM", " pm", " PM", " a.m.", " AM", " p.m.", " PM")

// zoneNames are the zones of RFC 822 and no others: names such as IST or CST
// mean different things in different countries.
var zoneNames = strings.NewReplacer(
	" GMT", " +0000", " UTC", " +0000", " UT", " +0000", " Z", " +0000",
	" EST", " -0500", " EDT", " -0400", " CST", " -0600", " CDT", " -0500",
	" MST", " -0700", " MDT", " -0600", " PST", " -0800", " PDT", " -0700")

// Unix reads a number of seconds since 1970, or of milliseconds, microseconds
// or nanoseconds where its size leaves no other reading: below 1e11 (the year
// 5138) it is seconds, below 1e14 milliseconds, below 1e17 microseconds. Zero,
// negative numbers, NaN and Inf give false: exports write them for unknown.
func Unix(s string) (When, bool) {
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		switch {
		case n <= 0:
			return When{}, false
		case n < 1e11:
			return When{Time: time.Unix(n, 0).UTC()}, true
		case n < 1e14:
			return When{Time: time.UnixMilli(n).UTC()}, true
		case n < 1e17:
			return When{Time: time.UnixMicro(n).UTC()}, true
		}
		return When{Time: time.Unix(0, n).UTC()}, true
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || !(f >= 1) || f > 1e19 || strings.ContainsAny(s, "xXpP_") {
		return When{}, false
	}
	for f >= 1e11 {
		f /= 1000
	}
	sec, frac := math.Modf(f)
	// A float64 of this size holds microseconds.
	return When{Time: time.Unix(int64(sec), int64(math.Round(frac*1e6))*1000).UTC()}, true
}

// parseISO reads ISO 8601 by hand: time.Parse needs one layout per variant.
func parseISO(s string) (When, bool) {
	year, ok := digits(s, 0, 4)
	if !ok || year == 0 {
		return When{}, false
	}
	if len(s) == 4 {
		// A bare number of four digits is a year, not a time in 1970.
		return When{time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC), thread.Year, true}, true
	}
	sep := s[4]
	if sep != '-' && sep != '/' {
		return When{}, false
	}
	month, ok := digits(s, 5, 2)
	if !ok || month < 1 || month > 12 {
		return When{}, false
	}
	if len(s) == 7 {
		return When{time.Date(year, time.Month(month), 1, 0, 0, 0, 0, time.UTC), thread.Month, true}, true
	}
	if s[7] != sep {
		return When{}, false
	}
	day, ok := digits(s, 8, 2)
	if !ok || day < 1 || day > daysIn(year, month) {
		return When{}, false
	}
	if len(s) == 10 {
		return When{time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC), thread.Day, true}, true
	}
	if c := s[10]; c != 'T' && c != ' ' && c != 't' {
		return When{}, false
	}
	hour, ok := digits(s, 11, 2)
	if !ok || hour > 24 || len(s) < 16 || s[13] != ':' {
		return When{}, false
	}
	minute, ok := digits(s, 14, 2)
	if !ok || minute > 59 {
		return When{}, false
	}
	rest := s[16:]
	p, sec, nano := thread.Minute, 0, 0
	if rest != "" && rest[0] == ':' {
		if sec, ok = digits(rest, 1, 2); !ok || sec > 60 {
			return When{}, false
		}
		sec = min(sec, 59) // a leap second
		p, rest = thread.Second, rest[3:]
		if rest != "" && (rest[0] == '.' || rest[0] == ',') {
			k, unit := 1, 100_000_000
			for k < len(rest) && rest[k] >= '0' && rest[k] <= '9' {
				nano += int(rest[k]-'0') * unit
				unit /= 10
				k++
			}
			if k == 1 {
				return When{}, false
			}
			rest = rest[k:]
		}
	}
	if hour == 24 && (minute != 0 || sec != 0 || nano != 0) {
		return When{}, false
	}
	offset, floating, ok := zone(strings.TrimLeft(rest, " "))
	if !ok {
		return When{}, false
	}
	t := time.Date(year, time.Month(month), day, hour, minute, sec, nano, time.UTC)
	return When{t.Add(-offset), p, floating}, true
}

func zone(s string) (offset time.Duration, floating, ok bool) {
	switch s {
	case "":
		return 0, true, true
	case "Z", "z", "UTC", "GMT", "+0000 UTC":
		return 0, false, true
	}
	if s[0] != '+' && s[0] != '-' {
		return 0, false, false
	}
	h, okh := digits(s, 1, 2)
	m, okm := 0, true
	switch {
	case len(s) == 3:
	case len(s) == 5:
		m, okm = digits(s, 3, 2)
	case len(s) == 6 && s[3] == ':':
		m, okm = digits(s, 4, 2)
	default:
		okm = false
	}
	if !okh || !okm || h > 23 || m > 59 {
		return 0, false, false
	}
	offset = time.Duration(h)*time.Hour + time.Duration(m)*time.Minute
	if s[0] == '-' {
		offset = -offset
	}
	return offset, false, true
}

func digits(s string, at, n int) (int, bool) {
	if len(s) < at+n {
		return 0, false
	}
	v := 0
	for _, c := range []byte(s[at : at+n]) {
		if c < '0' || c > '9' {
			return 0, false
		}
		v = v*10 + int(c-'0')
	}
	return v, true
}

func daysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}
