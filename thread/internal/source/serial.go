package source

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// Serial reads a date as spreadsheets count it, in days since 30 December 1899
// with the time of day as a fraction: 44230.5868 is the afternoon of 3 February
// 2021. It knows the days from 3 October 1954 to 8 April 2064, 20000 to 60000;
// what is no such number gives false. The time is Floating; a whole number is a
// Day. Files of spreadsheets that count from 1904 cannot be told by their
// numbers.
func Serial(s string) (When, bool) {
	s = strings.TrimSpace(s)
	if len(s) < 5 || len(s) > 24 || s[0] < '2' || s[0] > '6' || strings.Trim(s, "0123456789.") != "" {
		return When{}, false
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || f < 20000 || f > 60000 {
		return When{}, false
	}
	days, part := math.Modf(f)
	p := thread.Second
	switch _, frac, _ := strings.Cut(s, "."); {
	case strings.Trim(frac, "0") == "":
		p = thread.Day
	case len(frac) < 5:
		p = thread.Minute // 9 seconds at best
	}
	t := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(days))
	return When{t.Add(time.Duration(math.Round(part*86400)) * time.Second), p, true}, true
}

// compact reads ISO 8601's basic format: 20140305, 20140305T0907,
// 20140305T090730Z and 20140305090730, of the years 1900 to 2100. Shorter
// numbers are left to [Unix].
func compact(s string) (When, bool) {
	if len(s) < 8 || s[0] != '1' && s[0] != '2' {
		return When{}, false
	}
	year, ok1 := digits(s, 0, 4)
	month, ok2 := digits(s, 4, 2)
	day, ok3 := digits(s, 6, 2)
	if !ok1 || !ok2 || !ok3 || year < 1900 || year > 2100 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return When{}, false
	}
	w := When{time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC), thread.Day, true}
	rest := s[8:]
	if rest == "" {
		return w, true
	}
	if rest[0] == 'T' || rest[0] == 't' {
		rest = rest[1:]
	} else if len(rest) != 6 {
		return When{}, false
	}
	h, ok1 := digits(rest, 0, 2)
	m, ok2 := digits(rest, 2, 2)
	if !ok1 || !ok2 || h > 23 || m > 59 {
		return When{}, false
	}
	rest, w.Precision = rest[4:], thread.Minute
	sec := 0
	if len(rest) >= 2 && rest[0] >= '0' && rest[0] <= '9' {
		if sec, ok1 = digits(rest, 0, 2); !ok1 || sec > 60 {
			return When{}, false
		}
		rest, w.Precision = rest[2:], thread.Second
	}
	offset, floating, ok := zone(rest)
	if !ok {
		return When{}, false
	}
	w.Time = w.Time.Add(time.Duration(h)*time.Hour + time.Duration(m)*time.Minute + time.Duration(min(sec, 59))*time.Second - offset)
	w.Floating = floating
	return w, true
}
