package plaintext

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// shape is a way in which themes print author and date above a comment.
type shape uint8

const (
	noHead     shape = iota
	saysDate         // NAME says: / DATE, on two lines
	saysInline       // NAME says: DATE
	dateSays         // On DATE NAME said:   NAME on DATE said:   Posted by NAME on DATE
	nameDate         // NAME / DATE, on two lines
	dateName         // DATE / NAME, on two lines
	inline           // NAME DATE
	saysOnly         // NAME says:
	dateOnly         // DATE
	placeDate        // NAME / PLACE / DATE, on three lines
	chat             // DATE - NAME: TEXT
	shapes
)

// share is the part of a section's comments that must open with a shape for
// it to be the theme's and not something a writer typed.
var share = [shapes]float64{saysDate: 0, saysInline: 0, dateSays: 0.2, nameDate: 0.4, dateName: 0.4, inline: 0.5, saysOnly: 0.5, dateOnly: 0.5}

// head is what the first lines of a comment say about it.
type head struct {
	shape  shape
	author string
	when   date
	dated  bool
	lines  int // lines taken
	// The rest is read on pages without lists alone.
	to   string     // the person answered, or the place of the author
	rest string     // the text that stands on the line of the head
	nav  navigation // the links behind the date
}

// headAt reads the head that the text of m opens with, the zero head where no
// text or no further line follows.
func (p *page) headAt(m *marker) head {
	i := int(m.line)
	if m.tcol < 0 || i+1 >= len(p.lines) {
		return head{}
	}
	return readHead([]string{p.src[m.text:p.lines[i].end], p.lineText(i + 1)})
}

// readHead reads the head that lines open with.
func readHead(lines []string) head {
	if len(lines) == 0 {
		return head{}
	}
	first := headLine(lines[0])
	second := ""
	if len(lines) > 1 {
		second = headLine(lines[1])
	}
	if name, rest, ok := cutSays(first); ok {
		if rest == "" {
			if d, ok := parseDate(second); ok {
				return head{shape: saysDate, author: name, when: d, dated: true, lines: 2}
			}
			if h, ok := postedBy(first); ok {
				return h // "NAME on DATE said:"
			}
			return head{shape: saysOnly, author: name, lines: 1}
		}
		if d, ok := parseDate(rest); ok {
			return head{shape: saysInline, author: name, when: d, dated: true, lines: 1}
		}
	}
	if h, ok := postedBy(first); ok {
		return h
	}
	if d, ok := parseDate(first); ok {
		if name, rest, ok := cutSays(second); ok && rest == "" {
			return head{shape: dateName, author: name, when: d, dated: true, lines: 2}
		}
		return head{shape: dateOnly, when: d, dated: true, lines: 1}
	}
	if isName(first) {
		if d, ok := parseDate(second); ok {
			return head{shape: nameDate, author: first, when: d, dated: true, lines: 2}
		}
	}
	if name, d, ok := cutDate(first); ok {
		return head{shape: inline, author: name, when: d, dated: true, lines: 1}
	}
	return head{}
}

// headLine is a line as a head is read from it.
func headLine(s string) string {
	if len(s) > maxDateLine+64 {
		return ""
	}
	return strings.TrimSpace(unlink(s))
}

// unscore puts the spaces back that html2text prints as underscores in a link,
// unless s looks like a name that has them.
func unscore(s string) string {
	parts := strings.Split(s, "_")
	for _, p := range parts {
		if r, _ := utf8.DecodeRuneInString(p); !unicode.IsUpper(r) {
			return s
		}
	}
	return strings.Join(parts, " ")
}

// cutSays splits "NAME says: REST".
func cutSays(s string) (name, rest string, ok bool) {
	for _, w := range says {
		i := strings.Index(s, w)
		if i <= 0 {
			continue
		}
		name, rest = strings.TrimSpace(s[:i]), strings.TrimSpace(s[i+len(w):])
		if letterAt(s, i+len(w)) || !isName(name) {
			continue
		}
		if strings.HasPrefix(rest, ":") {
			return name, strings.TrimSpace(rest[1:]), true
		}
		// Without a colon only a date may follow: "NAME says so" is text.
		if rest = strings.TrimLeft(rest, ",– "); rest != "" {
			if _, ok := parseDate(rest); ok {
				return name, rest, true
			}
			if i := strings.LastIndexByte(rest, ':'); i == len(rest)-1 {
				if _, ok := parseDate(rest[:i]); ok {
					return name, rest[:i], true
				}
			}
		}
	}
	return "", "", false
}

// mayDate reports whether s has a number, or an age told in words.
func mayDate(s string) bool {
	for i := 0; i < len(s); i++ {
		if isDigit(s[i]) {
			return true
		}
	}
	if len(s) > maxDateLine {
		return strings.Contains(s, " ago")
	}
	for _, w := range [...]string{" ago", "vor ein", " y a un", "hace un", "há um", " fa", " geleden", " siden", " sedan", " temu", " назад"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// postedBy reads the heads whose line has both name and date with words
// around them.
func postedBy(s string) (head, bool) {
	if !mayDate(s) {
		return head{}, false
	}
	low := strings.ToLower(s)
	if len(low) != len(s) {
		return head{}, false
	}
	if rest, ok := strings.CutPrefix(low, "posted "); ok {
		if i := strings.Index(rest, " by "); i > 0 { // "Posted DATE by NAME (subscriber)"
			i += len("posted ")
			name, _, _ := strings.Cut(s[i+len(" by "):], " (")
			if d, ok := parseDate(s[len("posted "):i]); ok && isName(name) {
				return head{shape: dateSays, author: name, when: d, dated: true, lines: 1}, true
			}
		}
	}
	for _, p := range [...]string{"posted by ", "comment by ", "post by ", "beitrag von ", "message par ", "mensaje por ", "messaggio da ", "mensagem por ", "bericht door ", "written by ", "submitted by ", "commented by ", "by ", "von ", "par ", "publicado por ", "por ", "scritto da ", "door "} {
		if !strings.HasPrefix(low, p) {
			continue
		}
		if name, d, ok := cutDate(s[len(p):]); ok {
			return head{shape: dateSays, author: name, when: d, dated: true, lines: 1}, true
		}
	}
	// "On DATE, NAME said:" and "NAME on DATE said:"
	trimmed := strings.TrimRight(strings.TrimSuffix(s, ":"), " \u00a0")
	for _, w := range says {
		t, ok := strings.CutSuffix(trimmed, w)
		if !ok {
			continue
		}
		if name, d, ok := cutDate(t); ok {
			return head{shape: dateSays, author: name, when: d, dated: true, lines: 1}, true
		}
		if name, d, ok := cutName(t); ok {
			return head{shape: dateSays, author: name, when: d, dated: true, lines: 1}, true
		}
	}
	return head{}, false
}

// maxNameWords bounds the words of an author's name.
const maxNameWords = 6

// cutDate splits "NAME DATE" at the first word where the rest is a date that
// begins there: of "Harold P, 3 May 2021" the initial is the name's.
func cutDate(s string) (string, date, bool) {
	if len(s) > maxDateLine+64 || !mayDate(s) {
		return "", date{}, false
	}
	words := 0
	for i := 0; i < len(s) && words < maxNameWords; i++ {
		if s[i] != ' ' {
			continue
		}
		words++
		name := strings.TrimRight(s[:i], " ,|·•–—-:(@»")
		if low := strings.ToLower(name); strings.HasSuffix(low, " on") || strings.HasSuffix(low, " am") || strings.HasSuffix(low, " le") || strings.HasSuffix(low, " el") || strings.HasSuffix(low, " op") {
			name = strings.TrimRight(name[:len(name)-3], " ,|·•–—-»")
		}
		rest := strings.TrimLeft(s[i:], " ,|·•–—-:(@»")
		if !isName(name) || !opensDate(rest) {
			continue
		}
		if d, ok := parseDate(rest); ok {
			return name, d, true
		}
	}
	return "", date{}, false
}

// cutName splits "DATE NAME" at the last word where what stands before is a
// date.
func cutName(s string) (string, date, bool) {
	if len(s) > maxDateLine+64 {
		return "", date{}, false
	}
	words := 0
	for i := len(s) - 1; i > 0 && words < maxNameWords; i-- {
		if s[i] != ' ' {
			continue
		}
		words++
		name := strings.TrimLeft(s[i:], " ,|·–—-:)")
		if !isName(name) || endsInitial(s[:i]) {
			continue
		}
		if d, ok := parseDate(s[:i]); ok {
			return name, d, true
		}
	}
	return "", date{}, false
}

// endsInitial reports whether s ends with a letter of its own, and not with one
// such as that of "12 h": the first of a name, not the last of a date.
func endsInitial(s string) bool {
	s = strings.TrimRight(s, " .,")
	r, n := utf8.DecodeLastRuneInString(s)
	if s = s[:len(s)-n]; !unicode.IsLetter(r) || !strings.HasSuffix(s, " ") && !strings.HasSuffix(s, ",") {
		return false
	}
	word := s[strings.LastIndexByte(strings.TrimRight(s, " "), ' ')+1:]
	_, end := number(word, 0)
	return end == 0 || end > 2 || strings.Contains(word, ",")
}

// isName reports whether s can be an author's name.
func isName(s string) bool {
	if s == "" || len(s) > 80 {
		return false
	}
	words, letter := 1, false
	for i, r := range s {
		switch {
		case r == ' ':
			words++
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			letter = true
		case strings.ContainsRune("?!;:\"“”<>=", r), r == '.' && i == len(s)-1 && utf8.RuneCountInString(s) > 24:
			return false
		}
	}
	return letter && words <= maxNameWords
}
