package plaintext

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// flatRows is the most lines that the head of a comment without a list takes.
const flatRows = 14

// navigation is what the links of a head say of the comment's place.
type navigation uint8

const (
	navLinks  navigation = 1 << iota // there are such links
	navParent                        // to the comment answered: it is no top-level comment
	navRoot                          // to the top-level comment, where that is not the one answered
	navPrev                          // to the comment before that answers the same one
)

// flatHead reads the head that lines open with on a page without lists, where
// it can have more forms than within a list: with what a browser copies from
// between name and date, and with the links behind the date.
func flatHead(lines []string) head {
	if len(lines) == 0 {
		return head{}
	}
	if h, ok := chatHead(lines[0]); ok {
		return h
	}
	first, nav := bareHead(headLine(lines[0]))
	second := ""
	if len(lines) > 1 {
		second, _ = bareHead(headLine(lines[1]))
	}
	h := readHead([]string{first, second})
	if h.shape == nameDate && mayDate(first) {
		// The date of its own line is the comment's, the next line is text.
		if name, d, ok := cutDate(first); ok {
			h = head{shape: inline, author: name, when: d, dated: true, lines: 1}
		} else if g := glueHead(first); g.dated {
			h = g
		}
	}
	if !h.dated || h.shape == dateOnly || h.shape == inline && glued(first) {
		if g := glueHead(first); g.dated {
			h = g
		} else if g := longHead(first, lines[1:]); g.dated {
			h = g
		}
	}
	if !h.dated || h.shape == dateOnly || isChrome(first) || isField(first) || isAvatar(first) || levelLine(first) > 0 || h.lines > 1 && headingWeight(first) == 1 {
		return head{}
	}
	h.nav = nav
	h.tidy()
	if !isName(h.author) || isChrome(h.author) || isField(h.author) || isAge(h.author) || h.lines > 1 && (isCount(h.author) || isTally(h.author)) {
		return head{}
	}
	if h.lines > 1 && (len(h.author) > 3 && strings.EqualFold(h.author[:3], "by ") || strings.HasPrefix(h.author, "r/")) {
		return head{} // of an article, or of a post in a list
	}
	if isSpeech(h.author) {
		return head{} // the date stands under the text
	}
	if mayDate(h.author) {
		if _, ok := parseDate(h.author); ok {
			return head{} // of two dates in a row neither is a name
		}
	}
	return h
}

// isSpeech reports whether s ends as "Ann said..." does.
func isSpeech(s string) bool {
	t := strings.TrimRight(s, ".…:")
	if t == s {
		return false
	}
	for _, w := range says {
		if strings.HasSuffix(t, w) {
			return true
		}
	}
	return false
}

// longHead reads NAME, lines such as "·", "Moderator", a place or the name of the
// person answered, and DATE.
func longHead(first string, lines []string) head {
	if !isName(first) || isCount(first) {
		return head{}
	}
	place, value := "", false
	for k, line := range lines {
		if k == flatRows-1 {
			break
		}
		line, _ = bareHead(headLine(line))
		if value {
			value = false
			continue // of a field such as "Joined"
		}
		d, ok := parseDate(line)
		if !ok && isAge(line) {
			d, ok = date{relative: true}, true
		}
		switch {
		case ok && place == "":
			return head{shape: nameDate, author: first, when: d, dated: true, lines: k + 2}
		case ok:
			return head{shape: placeDate, author: first, to: place, when: d, dated: true, lines: k + 2}
		case isDots(line) || isBadge(line) || isTally(line):
		case isField(line):
			value = strings.IndexByte(line, ':') < 0
		case place == "" && isName(line) && len(line) <= 48 && !isChrome(line):
			place = line
		default:
			return head{}
		}
	}
	return head{}
}

// glued reports whether a name and an age stand in s without a space: "ann3
// years ago".
func glued(s string) bool {
	i := strings.IndexFunc(s, unicode.IsDigit)
	return i > 0 && !strings.ContainsAny(s[i-1:i], " \t(")
}

// glueHead reads "NAME•DATE" and "NAME3 years ago".
func glueHead(s string) head {
	if i := strings.IndexAny(s, "•·|"); i > 0 {
		_, n := utf8.DecodeRuneInString(s[i:])
		if d, ok := parseDate(strings.TrimSpace(s[i+n:])); ok {
			return head{shape: inline, author: strings.TrimSpace(s[:i]), when: d, dated: true, lines: 1}
		}
	}
	if len(s) > 80 {
		return head{}
	}
	end := strings.LastIndexFunc(s, unicode.IsDigit) + 1
	for i := end - 1; i > 0 && end-i <= 2 && isDigit(s[i]); i-- {
		if isDigit(s[i-1]) && end-i == 1 && s[i-1] != '0' {
			n, _ := number(s, i-1)
			if unit := strings.TrimLeft(s[end:], " "); n <= 12 || n <= 31 && strings.HasPrefix(unit, "d") || n <= 59 && strings.HasPrefix(unit, "mi") || n <= 59 && strings.HasPrefix(unit, "s") || n <= 24 && strings.HasPrefix(unit, "h") {
				continue
			}
		}
		if d, ok := parseDate(s[i:]); ok && d.relative && isName(s[:i]) {
			return head{shape: inline, author: s[:i], when: d, dated: true, lines: 1}
		}
	}
	return head{}
}

// tidy takes from the author what pages print behind a name on its line, and
// the name of the person answered.
func (h *head) tidy() {
	name := h.author
	if i := strings.IndexAny(name, "\t"); i > 0 {
		name, h.to = name[:i], strings.TrimSpace(name[i:])
	} else if i := strings.Index(name, "  "); i > 0 {
		name, h.to = name[:i], strings.TrimSpace(name[i:])
	}
	for _, to := range [...]string{" replied to ", " in reply to ", " ▶ ", " → ", " ➤ ", " › "} {
		if a, b, ok := strings.Cut(name, to); ok && a != "" && b != "" {
			name, h.to = a, b
		}
	}
	// "ann 12 points": the votes of old Reddit, printed in one to three forms.
	for {
		w := strings.TrimRight(name, " ")
		i := strings.LastIndexByte(w, ' ')
		if i <= 0 {
			break
		}
		switch last := w[i+1:]; {
		case strings.HasPrefix(last, "point") && isVotes(last):
			for w = w[:i]; ; w = w[:i] {
				if i = strings.LastIndexByte(w, ' '); i <= 0 || !isVotes(w[i+1:]) {
					i = len(w)
					break
				}
			}
		case last == ")" && strings.LastIndexByte(w, '(') > 0 && strings.Trim(w[strings.LastIndexByte(w, '('):], "(#) 0123456789") == "":
			w = w[:strings.LastIndexByte(w, '(')] // "ann ( 1234 )", a number of Slashdot
		default:
			i = -1
		}
		if i < 0 {
			break
		}
		name = w
	}
	h.author, h.to = unbadge(strings.TrimSpace(name)), strings.TrimRight(h.to, " :")
}

// unbadge takes off a name the word that tells a person's part, which pages
// print behind it: "Sabine Moderator". Of "Guest Author" nothing is taken.
func unbadge(name string) string {
	i := strings.LastIndexByte(name, ' ')
	if i <= 0 || !isBadge(name[i+1:]) || !titled(name[i+1:]) {
		return name
	}
	switch rest := strings.TrimSpace(name[:i]); strings.ToLower(rest) {
	case "the", "a", "an", "guest", "site", "web", "blog", "forum", "page", "post", "original", "der", "die", "das", "le", "la", "l", "el", "il", "lo", "de", "het", "gast", "chief", "co", "board", "community", "system", "head", "deputy", "managing", "your", "our", "staff", "super", "global", "senior":
		return name
	default:
		return rest
	}
}

// titled reports whether a word begins with a capital.
func titled(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r)
}

// isVotes reports whether a word is a number, "points", or both together.
func isVotes(w string) bool {
	return strings.Trim(strings.ReplaceAll(strings.ReplaceAll(w, "points", ""), "point", ""), "-−0123456789") == ""
}

// bareHead takes the links of a page off a head: "[–]" before it, "#12",
// "(3 replies)" and "| parent | next [–]" behind it. It tells what the links say.
func bareHead(s string) (string, navigation) {
	var nav navigation
	for _, open := range [...]string{"[–]", "[-]", "[+]", "[−]", "[—]"} {
		s = strings.TrimSpace(strings.TrimPrefix(s, open))
	}
	for s != "" {
		n := len(s)
		for _, end := range [...]string{"[–]", "[-]", "[+]", "[−]", "[—]", "[Link]", "[link]"} {
			s = strings.TrimRight(strings.TrimSuffix(s, end), " ")
		}
		if i := strings.LastIndexByte(s, '|'); i > 0 {
			switch strings.TrimSpace(s[i+1:]) {
			case "parent":
				nav |= navLinks | navParent
				s = s[:i]
			case "root":
				nav |= navLinks | navRoot
				s = s[:i]
			case "prev":
				nav |= navLinks | navPrev
				s = s[:i]
			case "next":
				nav |= navLinks
				s = s[:i]
			case "context", "favorite", "hide", "flag", "un-favorite", "undown", "unvote", "on: ", "":
				s = s[:i]
			}
		}
		if i := strings.LastIndex(s, " Liked by "); i > 0 {
			s = s[:i]
		}
		if i := strings.LastIndexByte(s, '#'); i > 0 && i+1 < len(s) && strings.Trim(s[i+1:], "0123456789)") == "" {
			s = strings.TrimRight(s[:i], "( ")
		}
		if strings.HasSuffix(s, ")") {
			if i := strings.LastIndexByte(s, '('); i > 0 {
				switch _, what, _ := strings.Cut(s[i+1:len(s)-1], " "); what {
				case "child", "children", "reply", "replies", "response", "responses", "comments":
					s = s[:i]
				}
			}
		}
		if s = strings.TrimRight(s, " \u00a0"); len(s) == n {
			break
		}
	}
	return s, nav
}

// chatHead reads the lines of exported chats: "DATE - NAME: TEXT" and "[DATE]
// NAME: TEXT".
func chatHead(s string) (head, bool) {
	s = strings.TrimLeft(s, "\u200e\u200f\ufeff")
	if s == "" || s[0] != '[' && !isDigit(s[0]) {
		return head{}, false
	}
	var when, rest string
	var ok bool
	if s[0] == '[' {
		when, rest, ok = strings.Cut(s[1:min(len(s), maxDateLine)], "] ")
	} else {
		when, rest, ok = strings.Cut(s[:min(len(s), maxDateLine)], " - ")
		ok = ok && strings.Count(when, ":") < 2 // programs report the second
	}
	if !ok {
		return head{}, false
	}
	at := strings.Index(s, rest)
	d, ok := parseDate(when)
	if !ok || !d.hasTime || d.year == 0 {
		return head{}, false
	}
	h := head{shape: chat, when: d, dated: true, rest: strings.TrimLeft(s[at:], "\u200e\u200f ")}
	name, text, ok := strings.Cut(h.rest, ": ")
	if !ok {
		name, ok = strings.CutSuffix(h.rest, ":")
		text = ""
	}
	if ok && isName(name) {
		h.author, h.rest = name, text
	}
	return h, true
}

// isBadge reports whether s is what pages print of a person's part under the
// name.
func isBadge(s string) bool {
	switch strings.ToLower(s) {
	case "op", "members", "moderators", "administrators", "author", "mod", "moderator", "admin", "administrator", "verified", "top fan", "subscriber", "staff", "editor", "guest", "member", "premium", "supporter",
		"auteur", "autor", "autorin", "verfasser", "autore", "autora", "moderatorin", "modérateur", "moderador", "moderatore", "original poster", "top 1% commenter", "gast", "invité", "invitado", "ospite":
		return true
	}
	return false
}

// isTally reports whether s counts what a person has written: "312 posts".
func isTally(s string) bool {
	if len(s) > 24 || s == "" || !isDigit(s[0]) {
		return false
	}
	switch n, what, _ := strings.Cut(s, " "); strings.ToLower(what) {
	case "posts", "post", "messages", "threads", "topics", "comments", "beiträge", "mensajes", "messaggi", "berichten":
		return strings.Trim(n, "0123456789.,k") == ""
	}
	return false
}

// isField reports whether s is a line, or the name of one, of what a forum says
// of a person: "Posts: 120".
func isField(s string) bool {
	if len(s) > 64 {
		return false
	}
	key, value, with := strings.Cut(s, ":")
	switch strings.ToLower(strings.TrimSpace(key)) {
	case "last edited", "edited", "updated", "reactions":
		if !with {
			return true
		}
		_, ok := parseDate(strings.TrimSpace(value)) // "Edited: I was wrong" is text
		return ok
	case "posts", "joined", "location", "registered", "contact", "messages", "reputation", "reaction score", "threads", "likes received", "member since",
		"beiträge", "registriert", "wohnort", "mitglied seit", "inscription", "inscrit le", "localisation", "mensajes", "registrado", "ubicación", "mensagens", "registrado em", "messaggi", "iscritto il", "località", "berichten", "lid geworden op", "locatie":
		return true
	}
	return false
}
