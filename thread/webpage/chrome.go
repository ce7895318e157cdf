package webpage

import (
	"strings"
	"sync"
)

// chromeList holds whole lines that pages print around a comment, lower case.

var chromeList = [...]string{
	"reply", "reply to this", "reply to comment", "reply ↓", "↓ reply", "reply ↩", "report", "report abuse", "report this", "report comment", "like", "likes", "dislike", "share", "link", "permalink", "permanent link", "#", "edit", "delete", "quote", "flag",
	"flag as inappropriate", "parent", "top", "up", "down", "log in to reply", "login to reply", "log in or register to post comments", "loading...", "loading…", "like this", "like this:", "liked by", "hide", "show", "more", "read more", "says", "says:", "said", "said...", "said…", "wrote:", "wrote", "says...",
	"antworten", "antwort", "zitieren", "melden", "gefällt mir", "bearbeiten", "sagt:", "sagt", "permalink zum kommentar", "link zu diesem kommentar", "responder", "citar", "denunciar", "reportar", "me gusta", "curtir", "compartir", "compartilhar", "dice:", "dijo:", "disse:", "diz:", "editar", "répondre", "signaler", "j'aime", "j’aime", "dit :", "dit:", "citer", "modifier", "partager",
	"rispondi", "segnala", "mi piace", "condividi", "scrive:", "ha detto:", "beantwoorden", "reageer", "reageren", "vind ik leuk", "zegt:", "svara", "rapportera", "gilla", "säger:", "svar", "anmeld", "siger:", "svar på denne", "svar på kommentar", "sier:", "vastaa", "ilmoita", "sanoo:", "odpowiedz", "zgłoś", "lubię to", "pisze:", "odpovědět", "odpověď", "nahlásit", "říká:", "odpovedať",
	"ответить", "пожаловаться", "цитировать", "нравится", "ссылка", "говорит:", "пишет:", "відповісти", "поскаржитися", "yanıtla", "cevapla", "şikayet et", "beğen", "válasz", "jelentés", "răspunde", "απάντηση", "balas", "返信", "返信する", "回复", "回覆", "引用", "举报", "답글", "답글 달기", "trả lời",
	"(edit)", "(reply)", "[reply]", "[–]", "[-]", "[+]", "upvote", "downvote", "vote up", "vote down", "vote", "save", "embed", "give award", "give gold", "source", "context", "full comments", "perma-link", "[link]", "#permalink", "copy link", "+1", "-1", "0", "1", "★", "•", "·", "|", "-", "–", "»",
	"your comment is awaiting moderation.", "rate this:", "thumb up", "thumb down", "0 0", "click to edit", "request deletion", "(click to edit)", "comment link", "quote in reply", "mark as spam", "author", "op", "moderator", "admin", "staff", "guest", "member", "verified",
}

var chromeSet = sync.OnceValue(func() map[string]bool {
	m := make(map[string]bool, len(chromeList))
	for _, w := range chromeList {
		m[w] = true
	}
	return m
})

// chromeLine tells whether a line is a button or label of the page.
func chromeLine(l string) bool {
	l = strings.TrimSpace(l)
	if len(l) > 60 {
		return false
	}
	if l == "" {
		return true
	}
	l = strings.TrimLeft(l, "- ")
	if strings.Trim(l, "·|•–— ") == "" || known(chromeSet(), l) {
		return true
	}
	if l[0] == '#' && allDigits(l[1:]) {
		return true
	}
	if strings.ContainsAny(l, "·•") && chromeRow(l) {
		return true
	}
	if len(l) >= 48 {
		return false
	}
	l = lower(l)
	for _, p := range []string{"reply to ", "antworten auf ", "like (", "likes (", "reply (", "↳ reply", "log in to ", "auf diesen kommentar ", "responder a ", "répondre à ", "antwoord op ", "svar til "} {
		if strings.HasPrefix(l, p) {
			return true
		}
	}
	return false
}

// chromeRow tells a row of buttons and counts, such as "Like · Reply · 5".
func chromeRow(l string) bool {
	for part := range strings.FieldsFuncSeq(l, func(r rune) bool { return r == '·' || r == '•' }) {
		part = strings.TrimSpace(part)
		if part != "" && !known(chromeSet(), part) && !(len(part) < 5 && allDigits(part)) {
			return false
		}
	}
	return true
}

// tidy drops lines of chrome at both ends of a text that was cut from a whole
// item rather than from an element of its own.
func tidy(t, author string) string {
	lines := strings.Split(t, "\n")
	lo, hi := 0, len(lines)
	for lo < hi {
		l := strings.TrimSpace(lines[lo])
		if l == "" || chromeLine(l) || author != "" && (trimName(l) == author || l == author) {
			lo++
			continue
		}
		if n := strings.Trim(l, "#.():"); len(n) < 5 && lo+1 < hi && allDigits(n) {
			lo++ // the number of the comment
			continue
		}
		// A header line: the name's verb, "says:".
		rest := strings.TrimLeft(l, ":,|•·-–— ")
		if rest == "" {
			lo++
			continue
		}
		if isSaying(rest) {
			lo++
			continue
		}
		if author != "" {
			l = strings.Replace(l, author, "", 1)
		}
		if len(l) < 60 && (parseDate(l, dayFirst).ok || parseDate(l, monthFirst).ok) && wordsBesideDate(l) < 4 {
			lo++
			continue
		}
		break
	}
	for hi > lo {
		l := strings.TrimSpace(lines[hi-1])
		if l == "" || chromeLine(l) {
			hi--
			continue
		}
		if len(l) < 60 && (parseDate(l, dayFirst).ok || parseDate(l, monthFirst).ok) && wordsBesideDate(l) < 4 {
			hi--
			continue
		}
		break
	}
	return strings.Join(lines[lo:hi], "\n")
}

func isSaying(l string) bool {
	return known(sayingSet(), strings.TrimRight(l, ":.… "))
}

// wordsBesideDate counts the words of a line that are no part of a date.
func wordsBesideDate(l string) int {
	n := 0
	for _, w := range strings.Fields(strings.ToLower(l)) {
		w = strings.Trim(w, ".,:;()|-–—•·#@")
		if w == "" || w[0] >= '0' && w[0] <= '9' {
			continue
		}
		if _, ok := month(w); ok {
			continue
		}
		switch w {
		case "at", "am", "pm", "um", "uhr", "on", "à", "a", "le", "de", "kl", "в", "o", "the", "|", "las", "às", "om", "den", "del", "alle", "ore", "posted", "permalink", "vor", "utc", "gmt":
			continue
		}
		n++
	}
	return n
}
