package plaintext

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// dateOrder says which number of 03/01/2020 is the month.
type dateOrder struct{ monthFirst bool }

// date is a date line as it stands: a and b are the first two numbers of
// 03/01/2020, whose order the page decides.
type date struct {
	year, month, day int
	slashed          bool // month and day are the first and second number as printed
	hour, min, sec   int
	hasTime, hasSec  bool
	relative         bool // "3 years ago", or no year: recognised, but no time follows
}

// value returns the time of d and its precision, zero where it has none or
// names a day that no month has. An hour that no day has leaves the day.
func (d *date) value(o dateOrder) (time.Time, thread.Precision) {
	if d.relative {
		return time.Time{}, 0
	}
	m, day := d.month, d.day
	if d.slashed && (!o.monthFirst && day <= 12 || m > 12) {
		m, day = day, m
	}
	t := time.Date(d.year, time.Month(m), day, 0, 0, 0, 0, time.UTC)
	if m < 1 || m > 12 || t.Day() != day {
		return time.Time{}, 0 // 31 February is no day of March
	}
	if !d.hasTime || d.hour > 24 || d.min > 59 || d.sec > 60 || d.hour == 24 && d.min+d.sec > 0 {
		return t, thread.Day
	}
	t = t.Add(time.Duration(d.hour)*time.Hour + time.Duration(d.min)*time.Minute + time.Duration(min(d.sec, 59))*time.Second)
	if d.hasSec {
		return t, thread.Second
	}
	return t, thread.Minute
}

// maxDateLine bounds a date line in bytes.
const maxDateLine = 96

// parseDate reads s as a date with or without a time of day, and nothing
// else: any word it does not know makes it text.
func parseDate(s string) (date, bool) {
	var d date
	if len(s) > maxDateLine || len(s) < 5 {
		return d, false
	}
	var nums []int // numbers not yet placed: day, year
	month, known, digits, one, unit := 0, 0, false, false, false
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c >= '0' && c <= '9':
			digits = true
			n, end := number(s, i)
			switch {
			case end < len(s) && (s[end] == ':' || (s[end] == 'h' || s[end] == 'H') && end+1 < len(s) && isDigit(s[end+1])) && !d.hasTime:
				j, ok := d.clock(s, n, end)
				if !ok {
					return d, false
				}
				i, known = j, known+1
				continue
			case month > 0 && !d.hasTime && dotted(s, n, end):
				d.hour, d.hasTime, known = n, true, known+1 // "3 May 2014 10.12"
				d.min, i = number(s, end+1)
				continue
			case end+1 < len(s) && (s[end] == '/' || s[end] == '.' || s[end] == '-') && isDigit(s[end+1]) && d.year == 0:
				j, ok := d.numeric(s, i, n, end)
				if !ok {
					return d, false
				}
				i, known = j, known+2
				continue
			}
			nums = append(nums, n)
			if len(nums) > 4 {
				return d, false
			}
			i = end
			for _, suffix := range [...]string{"st", "nd", "rd", "th", "º", "er", "ère"} {
				if strings.HasPrefix(s[i:], suffix) && !letterAt(s, i+len(suffix)) {
					i += len(suffix)
					break
				}
			}
		case letterAt(s, i):
			end := i
			for end < len(s) && letterAt(s, end) {
				_, n := utf8.DecodeRuneInString(s[end:])
				end += n
			}
			w := strings.ToLower(s[i:end])
			i = end
			if _, ok := ones()[w]; ok || w == "назад" || w == "temu" { // "a week ago" has no word for one
				one = true
			}
			if m := months()[w]; m > 0 && !(unit && w == "ago") {
				if month > 0 {
					return d, false
				}
				month, known = m, known+1
				continue
			}
			switch dateWords()[w] {
			case meridiemAM, meridiemPM:
				if d.hasTime {
					d.meridiem(dateWords()[w] == meridiemPM)
				} else if len(nums) > 0 && nums[len(nums)-1] <= 12 && w != "am" {
					d.hour, d.hasTime = nums[len(nums)-1], true
					nums = nums[:len(nums)-1]
					d.meridiem(dateWords()[w] == meridiemPM)
				}
			case agoWord:
				d.relative = true
				known++
			case unitWord, fillerWord, weekdayWord:
				unit = unit || dateWords()[w] == unitWord
				if (w == "h" || w == "min" || w == "uur") && len(nums) > 0 {
					// "12 h 50 min"
					if w == "h" || w == "uur" {
						d.hour, d.hasTime = nums[len(nums)-1], true
					} else {
						d.min = nums[len(nums)-1]
					}
					nums = nums[:len(nums)-1]
				}
			default:
				return d, false
			}
		default:
			r, n := utf8.DecodeRuneInString(s[i:])
			if !strings.ContainsRune(" ,.:()@|·•–—-_/»\u00a0\u202f", r) {
				return d, false
			}
			i += n
		}
	}
	if d.relative {
		return d, len(nums) <= 1 && d.year == 0 && (digits || one && unit)
	}
	if d.year == 0 {
		if month == 0 || len(nums) == 0 {
			return d, false
		}
		d.month = month
		for _, n := range nums {
			switch {
			case n >= 1000 && d.year == 0:
				d.year = n
			case n >= 1 && n <= 31 && d.day == 0:
				d.day = n
			case n < 60 && d.hasTime && d.min == 0:
				d.min = n // "12 h 50"
			default:
				return d, false
			}
		}
		if d.day == 0 {
			return d, false
		}
		d.relative = d.year == 0
	} else if month > 0 || len(nums) > 0 && !(d.hasTime && len(nums) == 1) {
		return d, false
	}
	if d.year != 0 && (d.year < 1970 || d.year > 2100) {
		return d, false
	}
	return d, known > 0 && digits
}

// dotted reports whether the number n that ends at end is the hour of a time
// such as "10.12".
func dotted(s string, n, end int) bool {
	if n > 24 || end+2 >= len(s) || s[end] != '.' || !isDigit(s[end+1]) {
		return false
	}
	m, stop := number(s, end+1)
	return stop == end+3 && m < 60 && !(stop+1 < len(s) && s[stop] == '.' && isDigit(s[stop+1]))
}

// clock reads the minutes and seconds after an hour that ends at end.
func (d *date) clock(s string, hour, end int) (int, bool) {
	if end+1 >= len(s) || !isDigit(s[end+1]) {
		return 0, false
	}
	m, i := number(s, end+1)
	d.hour, d.min, d.hasTime = hour, m, true
	if i+1 < len(s) && s[i] == ':' && isDigit(s[i+1]) {
		d.sec, i = number(s, i+1)
		d.hasSec = true
	}
	return i, hour < 25 && m < 60 && d.sec < 61
}

// numeric reads the rest of a date of three numbers whose first ends at end.
func (d *date) numeric(s string, start, a, end int) (int, bool) {
	sep := s[end]
	b, i := number(s, end+1)
	if i+1 >= len(s) || s[i] != sep || !isDigit(s[i+1]) {
		return 0, false
	}
	c, j := number(s, i+1)
	if j < len(s) && s[j] == 'T' && j+1 < len(s) && isDigit(s[j+1]) {
		h, k := number(s, j+1)
		if k >= len(s) || s[k] != ':' {
			return 0, false
		}
		var ok bool
		if j, ok = d.clock(s, h, k); !ok {
			return 0, false
		}
		if j < len(s) && s[j] == 'Z' {
			j++
		}
	}
	switch {
	case end-start == 4:
		d.year, d.month, d.day = a, b, c
		return j, b >= 1 && b <= 12 && c >= 1 && c <= 31
	case c < 100:
		c += 2000
		if c > 2069 {
			c -= 100
		}
	}
	d.year, d.month, d.day, d.slashed = c, a, b, true
	if sep == '.' {
		d.month, d.day, d.slashed = b, a, false
		return j, b >= 1 && b <= 12 && a >= 1 && a <= 31
	}
	return j, a >= 1 && b >= 1 && a <= 31 && b <= 31 && (a <= 12 || b <= 12)
}

func (d *date) meridiem(pm bool) {
	switch {
	case pm && d.hour < 12:
		d.hour += 12
	case !pm && d.hour == 12:
		d.hour = 0
	}
}

// number reads the digits of s from i, at most six of them.
func number(s string, i int) (n, end int) {
	for end = i; end < len(s) && isDigit(s[end]) && end-i < 6; end++ {
		n = n*10 + int(s[end]-'0')
	}
	return n, end
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func letterAt(s string, i int) bool {
	if i >= len(s) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	return unicode.IsLetter(r)
}
