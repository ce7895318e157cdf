package source

import (
	"strings"
	"time"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// Order says which of two numbers that may both be the day is the day.
type Order uint8

// The orders.
const (
	AnyOrder Order = iota // unknown: only dates that can be read one way
	DayFirst
	MonthFirst
)

// ParseLocal reads what [ParseTime] reads, and dates in numbers that begin with
// the day or the month: 5.3.2014, 05/03/2014 9:07, 3-5-14 9:07:30 PM. With
// points the day comes first; with others the order given says it, against which
// no number may be a month above 12. With AnyOrder it is the number above 12, or
// nothing.
func ParseLocal(s string, order Order) (When, bool) {
	if w, ok := ParseTime(s); ok {
		return w, true
	}
	d, ok := parseLocal(s)
	if !ok {
		return When{}, false
	}
	day, month := d.a, d.b
	switch own := d.order(); {
	case d.points || d.a == d.b:
	case own != AnyOrder && order != AnyOrder && own != order:
		return When{}, false
	case own == MonthFirst || own == AnyOrder && order == MonthFirst:
		day, month = d.b, d.a
	case own == AnyOrder && order == AnyOrder:
		return When{}, false
	}
	if d.year == 0 || month < 1 || month > 12 || day < 1 || day > daysIn(d.year, month) {
		return When{}, false
	}
	h, m, sec, p, ok := clock(strings.TrimLeft(d.rest, ", \u00a0\u202f"))
	if !ok {
		return When{}, false
	}
	return When{time.Date(d.year, time.Month(month), day, h, m, sec, 0, time.UTC), p, true}, true
}

// OrderOf returns the order in which a date in numbers has day and month, where
// one of them is above 12; open tells that either may be the day, and that it
// matters. Other text has no order and is not open.
func OrderOf(s string) (order Order, open bool) {
	d, ok := parseLocal(s)
	if !ok || d.points || d.a == d.b || d.a == 0 || d.b == 0 || d.a > 12 && d.b > 12 {
		return AnyOrder, false
	}
	if _, ok := ParseTime(s); ok {
		return AnyOrder, false
	}
	order = d.order()
	return order, order == AnyOrder
}

// local is a date in numbers, which of the first two is the day being open.
type local struct {
	a, b, year int
	points     bool // between the numbers
	rest       string
}

func (d *local) order() Order {
	switch {
	case d.a > 12:
		return DayFirst
	case d.b > 12:
		return MonthFirst
	}
	return AnyOrder
}

func parseLocal(s string) (d local, ok bool) {
	s = strings.TrimSpace(s)
	a, rest, ok := number(s)
	if !ok || rest == "" {
		return d, false
	}
	sep := rest[0]
	if sep != '.' && sep != '/' && sep != '-' {
		return d, false
	}
	b, rest, ok := number(rest[1:])
	if !ok || rest == "" || rest[0] != sep {
		return d, false
	}
	year, n := 0, 1
	for ; n < len(rest) && n < 5 && rest[n] >= '0' && rest[n] <= '9'; n++ {
		year = year*10 + int(rest[n]-'0')
	}
	switch n {
	case 3: // as the C library reads two digits
		if year += 1900; year < 1969 {
			year += 100
		}
	case 5:
	default:
		return d, false
	}
	return local{a, b, year, sep == '.', rest[n:]}, true
}

// number reads one or two digits.
func number(s string) (v int, rest string, ok bool) {
	i := 0
	for i < len(s) && i < 2 && s[i] >= '0' && s[i] <= '9' {
		v = v*10 + int(s[i]-'0')
		i++
	}
	return v, s[i:], i > 0
}

// clock reads 9:07, 09:07:30, 9:07 PM or nothing.
func clock(s string) (h, m, sec int, p thread.Precision, ok bool) {
	if s == "" {
		return 0, 0, 0, thread.Day, true
	}
	h, s, ok = number(s)
	if !ok || len(s) < 3 || s[0] != ':' {
		return 0, 0, 0, 0, false
	}
	if m, ok = digits(s, 1, 2); !ok {
		return 0, 0, 0, 0, false
	}
	s, p = s[3:], thread.Minute
	if s != "" && s[0] == ':' {
		if sec, ok = digits(s, 1, 2); !ok {
			return 0, 0, 0, 0, false
		}
		s, p = s[3:], thread.Second
	}
	switch strings.ToLower(strings.TrimLeft(s, " \u00a0\u202f")) {
	case "":
	case "am", "a.m.":
		if h == 12 {
			h = 0
		}
	case "pm", "p.m.":
		if h < 12 {
			h += 12
		}
	default:
		return 0, 0, 0, 0, false
	}
	return h, m, min(sec, 59), p, h < 24 && m < 60 && sec <= 60
}
