package plaintext

import (
	"strings"
	"sync"
)

// ageUnits are the units of ages as short as "3 y".
var ageUnits = sync.OnceValue(func() map[string]struct{} {
	return set("s", "sec", "m", "min", "mins", "h", "hr", "hrs", "d", "w", "wk", "wks", "mo", "mos", "mth", "y", "yr", "yrs", "std", "t", "tg", "wo", "wch", "mon", "j", "sem", "an", "ans", "mes", "sett", "mesi", "u", "jr", "år", "mån", "v", "r", "ч", "мин", "д", "н", "нед", "мес", "г", "л")
})

func ageUnit(w string) bool {
	_, ok := ageUnits()[w]
	return ok
}

// isAge reports whether s is how long ago a comment was written, so short that
// only its place tells it from text: "3 y", "14h", "2 Std.".
func isAge(s string) bool {
	if len(s) < 2 || len(s) > 16 || !isDigit(s[0]) {
		return false
	}
	_, end := number(s, 0)
	return end <= 3 && ageUnit(strings.ToLower(strings.Trim(s[end:], " .\u00a0")))
}

// isCount reports whether s is a number of votes as pages print it: "14",
// "1.2K", "+3", "1,2 Tsd.".
func isCount(s string) bool {
	if len(s) == 0 || len(s) > 16 {
		return false
	}
	s = strings.TrimLeft(s, "+-−▲▼↑↓♥❤👍 \ufe0f")
	end := 0
	for end < len(s) && (isDigit(s[end]) || end > 0 && (s[end] == '.' || s[end] == ',')) {
		end++
	}
	if end == 0 || end > 9 || !isDigit(s[end-1]) {
		return false
	}
	switch strings.ToLower(strings.Trim(s[end:], " .\u00a0")) {
	case "", "k", "m", "b", "tsd", "mio", "mil", "mln", "mi", "md", "tys", "тыс", "млн", "万", "만", "천":
		return true
	}
	return false
}

// isDots reports whether a line has no letter, digit or other sign of a writer's:
// the dot or bar that parts a name from a date.
func isDots(s string) bool {
	for _, r := range s {
		if !strings.ContainsRune(" ·•|—–-‧∙⋅\u00a0", r) {
			return false
		}
	}
	return s != ""
}
