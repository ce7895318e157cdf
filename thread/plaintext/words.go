package plaintext

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// The words of dates, authors' lines and page controls in the languages of the
// common themes: English, German, French, Spanish, Italian, Portuguese, Dutch,
// Swedish, Danish, Norwegian, Polish, Russian.

// wordKind is what a word does in a date.
type wordKind uint8

const (
	noDateWord wordKind = iota
	meridiemAM
	meridiemPM
	agoWord
	unitWord
	fillerWord
	weekdayWord
)

var months = sync.OnceValue(monthTable)

func monthTable() map[string]int {
	t := map[string]int{}
	for i, names := range [12]string{
		"january jan januar janvier janv enero ene gennaio gen janeiro januari styczeń stycznia января янв",
		"february feb februar février févr fevrier febrero febbraio febbr fevereiro fev februari luty lutego февраля фев",
		"march mar märz mrz mars marzo março maart mrt marts marzec marca марта мар",
		"april apr avril avr abril abr aprile kwiecień kwietnia апреля апр",
		"may mai mayo maggio mag maio mei maj maja мая",
		"june jun juni juin junio giugno giu junho czerwiec czerwca июня июн",
		"july jul juli juillet juil julio luglio lug julho lipiec lipca июля июл",
		"august aug août aout agosto ago augustus augusti sierpień sierpnia августа авг",
		"september sept sep septembre septiembre settembre sett set setembro wrzesień września сентября сен",
		"october oct oktober okt octobre octubre ottobre ott outubro out październik października октября окт",
		"november nov novembre noviembre novembro listopad listopada ноября ноя",
		"december dec dezember dez décembre déc decembre diciembre dic dicembre dezembro desember des grudzień grudnia декабря дек",
	} {
		for _, n := range split(names) {
			t[n] = i + 1
		}
	}
	return t
}

var dateWords = sync.OnceValue(dateWordTable)

func dateWordTable() map[string]wordKind {
	t := map[string]wordKind{}
	for k, words := range map[wordKind]string{
		meridiemAM: "am a",
		meridiemPM: "pm p",
		agoWord:    "ago il yesterday today vor gestern heute hace ayer hoy fa ieri oggi há ontem hoje geleden gisteren vandaag sedan siden igår temu wczoraj назад вчера сегодня hier",
		unitWord: "second seconds sec secs minute minutes min mins hour hours hr hrs day days week weeks month months year years " +
			"tag tage tagen woche wochen monat monate monaten jahr jahre jahren stunde stunden minuten " +
			"jour jours semaine semaines mois an ans heure heures año años mes meses día días hora horas minuto minutos semana semanas " +
			"giorno giorni mesi anno anni ora minuti settimana settimane ano anos dia dias mês maand maanden jaar dag dagen weken uur " +
			"år dagar månader dager måneder dni lat lata miesięcy rok tydzień tygodnie tygodni godzin godziny лет дней месяцев год года месяц неделю недель минуту секунд месяца недели часов часа минут день дня yr yrs wk wks mo mos std wo",
		fillerWord: "at on the of um uhr am le à a las la los el alle ore ora del de do dos da às as den die der il en om op kl klo o godz в г h m t z x y about over almost for " +
			"an one ein eine einem einen einer un une una uno uma een et ett edited posted bearbeitet modifié modifiée modificato editado editada bewerkt редактировано " +
			"gmt utc est edt cst cdt mst mdt pst pdt bst cet cest ist aest",
		weekdayWord: "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun " +
			"montag dienstag mittwoch donnerstag freitag samstag sonntag mo di mi do fr sa so " +
			"lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo " +
			"lunedì martedì mercoledì giovedì venerdì sabato domenica segunda terça quarta quinta sexta feira " +
			"maandag dinsdag woensdag donderdag vrijdag zaterdag zondag måndag tisdag onsdag torsdag fredag lördag söndag mandag tirsdag lørdag søndag",
	} {
		for _, w := range split(words) {
			if t[w] == noDateWord || k < t[w] {
				t[w] = k
			}
		}
	}
	return t
}

// ones are the words for one in "a year ago".
var ones = sync.OnceValue(func() map[string]struct{} {
	return set("a", "an", "one", "ein", "eine", "einem", "einen", "einer", "un", "une", "una", "uno", "um", "uma", "een", "en", "et", "ett")
})

// openers are the words that a date can begin with, besides its numbers, months
// and days of the week.
var openers = sync.OnceValue(func() map[string]struct{} {
	return set("on", "at", "the", "am", "um", "den", "der", "le", "el", "op", "il", "vor", "hace", "há", "for", "about", "over", "almost", "posted",
		"yesterday", "today", "gestern", "heute", "ayer", "hoy", "ieri", "oggi", "ontem", "hoje", "gisteren", "vandaag", "igår", "wczoraj", "вчера", "сегодня", "hier")
})

// opensDate reports whether s, the end of a line, can begin a date: the initial
// of "Harold P, 3 May 2021" cannot, though a p may follow an hour.
func opensDate(s string) bool {
	if s == "" || isDigit(s[0]) {
		return s != ""
	}
	end := 0
	for end < len(s) && letterAt(s, end) {
		_, n := utf8.DecodeRuneInString(s[end:])
		end += n
	}
	w := strings.ToLower(s[:end])
	if _, ok := openers()[w]; ok || months()[w] > 0 {
		return true
	}
	if dateWords()[w] == weekdayWord {
		return true
	}
	_, one := ones()[w]
	next, _, _ := strings.Cut(strings.TrimLeft(s[end:], " "), " ")
	return one && end < len(s) && s[end] == ' ' && dateWords()[strings.ToLower(next)] == unitWord
}

// says are the words between an author's name and the end of the line.
var says = [...]string{
	" says", " said", " wrote", " writes", " commented", " replied", " responds",
	" sagt", " sagte", " schreibt", " schrieb", " meint", " a dit", " dit", " a écrit", " dice", " dijo", " escribió", " comentó",
	" ha detto", " scrive", " ha scritto", " diz", " disse", " escreveu", " zegt", " schreef", " zei", " säger", " skriver", " skrev",
	" siger", " sier", " pisze", " mówi", " napisał", " napisał(a)", " пишет", " говорит", " сказал", " написал", "のコメント", " より",
}

// chromeLines are the lines that are controls of the page, in lower case and
// without arrows, brackets and numbers.
var chromeLines = sync.OnceValue(func() map[string]struct{} {
	return set(
		"reply", "reply to this comment", "reply to this", "reply to comment", "log in to reply", "login to reply", "sign in to reply", "log in to leave a comment",
		"like", "likes", "liked", "like liked by", "liked by you", "unlike", "loading", "like loading", "liked by person", "liked by people", "dislike",
		"quote", "report", "report comment", "report abuse", "report this", "flag", "flag as inappropriate", "share", "permalink", "link", "edit", "delete", "hide", "hide replies",
		"show replies", "view replies", "collapse", "expand", "parent", "up", "down", "up down", "upvote", "downvote", "vote", "vote up", "vote down", "rate this", "thumb up", "thumb down", "reply quote", "quote reply",
		"reply report", "reply share", "reply link", "reply like", "like reply", "like dislike", "edit reply", "reply edit", "cancel reply", "your comment is awaiting moderation",
		"antworten", "antwort", "zitieren", "melden", "auf diesen kommentar antworten", "gefällt mir", "wird geladen", "zum antworten anmelden",
		"répondre", "repondre", "j'aime", "j’aime", "signaler", "chargement", "citer", "connectez-vous pour répondre",
		"responder", "citar", "me gusta", "denunciar", "cargando", "accede para responder", "contestar",
		"rispondi", "mi piace", "segnala", "caricamento", "accedi per rispondere", "curtir", "gosto", "carregando", "inicie a sessão para responder",
		"beantwoorden", "reageren", "reageer", "antwoord", "leuk", "vind ik leuk", "laden", "svara", "gilla", "svar", "besvar", "synes godt om", "liker",
		"odpowiedz", "lubię to", "ответить", "цитировать", "返信", "回复", "답글",
	)
})

// weakLines are controls that articles have as well, or that people write in a
// line of its own: they are cut off a comment where others end with them too.
var weakLines = sync.OnceValue(func() map[string]struct{} {
	return set(
		"load more comments", "load more comments replies", "load more", "continue this thread", "more comments", "view all comments", "show more comments",
		"show less", "read less", "translate", "translate to english", "view more comments", "show this thread", "see less", "weniger anzeigen", "mehr anzeigen", "voir plus", "afficher plus", "ver más", "ver mais", "mostra altro", "meer weergeven",
		"sort by", "most relevant", "all comments", "newest first", "oldest first", "top comments", "join the discussion",
		"top", "back to top", "recommend", "save", "embed", "award", "give award", "view reply", "see more replies", "show more replies", "show more", "read more", "see more", "see translation", "share this comment", "copy link", "points", "votes", "upvotes", "reactions",
		"replies", "more replies", "view more replies",
		"antworten anzeigen", "antworten ausblenden", "weitere antworten anzeigen", "teilen", "nach oben", "réponses", "réponse", "voir les réponses", "voir la réponse", "afficher les réponses", "masquer les réponses", "partager", "recommander", "respuestas", "respuesta", "ver respuestas", "ocultar respuestas", "compartir",
		"respostas", "resposta", "ver respostas", "ocultar respostas", "compartilhar", "partilhar", "risposte", "risposta", "mostra risposte", "nascondi risposte", "condividi", "reacties", "reactie", "antwoorden", "antwoorden weergeven", "delen", "dela", "udostępnij", "поделиться",
	)
})

// sortKeys follow "Sort by" over a comment section.
var sortKeys = sync.OnceValue(func() map[string]struct{} {
	return set("best", "top", "new", "newest", "newest first", "old", "oldest", "oldest first", "hot", "popular", "controversial", "relevance", "most relevant", "most liked", "most recent")
})

// controlWords are the controls of which rows are made.
var controlWords = sync.OnceValue(func() map[string]struct{} {
	return set("reply", "replies", "like", "likes", "unlike", "liked", "dislike", "dislikes", "report", "report abuse", "report comment", "flag", "share", "link", "permalink", "copy link", "edit", "delete",
		"quote", "parent", "context", "save", "embed", "source", "full comments", "give award", "award", "recommend", "recommended", "respect", "upvote", "downvote", "up", "down", "points", "reactions", "favorite", "favourite",
		"hide replies", "view replies", "show replies", "view reply", "edited", "translate", "see translation",
		"antworten", "antwort", "zitieren", "melden", "teilen", "gefällt mir", "link kopieren", "bearbeiten", "empfehlen",
		"répondre", "signaler", "partager", "j'aime", "j’aime", "citer", "recommander", "modifier", "lien",
		"responder", "compartir", "me gusta", "denunciar", "citar", "reportar", "compartilhar", "curtir", "gosto", "partilhar", "enlace", "recomendar",
		"rispondi", "condividi", "mi piace", "segnala", "cita", "beantwoorden", "reageren", "delen", "leuk", "vind ik leuk", "rapporteren", "citeren",
		"svara", "gilla", "dela", "anmäl", "svar", "besvar", "synes godt om", "liker", "rapporter", "odpowiedz", "udostępnij", "lubię to", "zgłoś", "cytuj", "ответить", "нравится", "поделиться", "пожаловаться", "цитировать")
})

func set(words ...string) map[string]struct{} {
	t := make(map[string]struct{}, len(words))
	for _, w := range words {
		t[w] = struct{}{}
	}
	return t
}
