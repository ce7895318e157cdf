package webpage

import (
	"strings"
	"time"
	"unicode/utf8"
)

// months maps the beginnings of month names, in lower case, to their number.
// Longer keys win. Languages: en de fr es it pt nl sv da no fi pl cs sk hr sl
// ru uk bg sr tr hu ro el id ca gl et lv lt ar he.
var months = map[string]time.Month{
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
	"jän": 1, "mär": 3, "mrz": 3, "mai": 5, "okt": 10, "dez": 12,
	"janv": 1, "févr": 2, "fév": 2, "fevr": 2, "mars": 3, "avr": 4, "juin": 6, "juil": 7, "aoû": 8, "aou": 8, "déc": 12,
	"ene": 1, "abr": 4, "ago": 8, "dic": 12, "set": 9, "oto": 10,
	"gen": 1, "mag": 5, "giu": 6, "lug": 7, "ott": 10,
	"fev": 2, "out": 10, "mrt": 3, "maa": 3, "mei": 5, "maj": 5, "des": 12,
	"tammi": 1, "helmi": 2, "maalis": 3, "huhti": 4, "touko": 5, "kesä": 6, "heinä": 7, "elo": 8, "syys": 9, "loka": 10, "marras": 11, "joulu": 12,
	"stycz": 1, "sty": 1, "lut": 2, "kwi": 4, "cze": 6, "lip": 7, "sie": 8, "wrz": 9, "paź": 10, "paz": 10, "lis": 11, "gru": 12,
	"led": 1, "úno": 2, "bře": 3, "dub": 4, "kvě": 5, "čvn": 6, "červen": 6, "červn": 6, "červenec": 7, "července": 7, "srp": 8, "zář": 9, "říj": 10, "pro": 12,
	"január": 1, "február": 2, "márc": 3, "ápr": 4, "máj": 5, "jún": 6, "júl": 7, "szept": 9,
	"янв": 1, "фев": 2, "мар": 3, "апр": 4, "май": 5, "мая": 5, "июн": 6, "июл": 7, "авг": 8, "сен": 9, "окт": 10, "ноя": 11, "дек": 12,
	"січ": 1, "лют": 2, "бер": 3, "кві": 4, "тра": 5, "чер": 6, "лип": 7, "сер": 8, "вер": 9, "жов": 10, "лис": 11, "гру": 12,
	"oca": 1, "şub": 2, "nis": 4, "haz": 6, "tem": 7, "ağu": 8, "eyl": 9, "eki": 10, "kas": 11, "ara": 12,
	"ian": 1, "iun": 6, "iul": 7, "noi": 11,
	"ιαν": 1, "φεβ": 2, "μαρ": 3, "απρ": 4, "μαΐ": 5, "μαι": 5, "ιουν": 6, "ιουλ": 7, "αυγ": 8, "σεπ": 9, "οκτ": 10, "νοε": 11, "δεκ": 12,
	"sij": 1, "velj": 2, "ožu": 3, "tra": 4, "svi": 5, "lipnj": 6, "srpnj": 7, "kol": 8, "ruj": 9, "stu": 11, "pros": 12,
	"agu": 8, "agt": 8, "xan": 1, "xuñ": 6, "xul": 7,
	"jaan": 1, "veebr": 2, "juun": 6, "juul": 7, "det": 12, "jūn": 6, "jūl": 7,
	"saus": 1, "vasar": 2, "kovo": 3, "baland": 4, "geguž": 5, "birž": 6, "liep": 7, "rugp": 8, "rugs": 9, "spal": 10, "lapkr": 11,
	"яну": 1, "юни": 6, "юли": 7, "сеп": 9, "ное": 11, "јан": 1, "мај": 5, "јун": 6, "јул": 7,
	"يناير": 1, "فبراير": 2, "مارس": 3, "أبريل": 4, "إبريل": 4, "ابريل": 4, "مايو": 5, "يونيو": 6, "يوليو": 7, "أغسطس": 8, "اغسطس": 8, "سبتمبر": 9, "أكتوبر": 10, "اكتوبر": 10, "نوفمبر": 11, "ديسمبر": 12,
	"ינואר": 1, "פברואר": 2, "מרץ": 3, "אפריל": 4, "מאי": 5, "יוני": 6, "יולי": 7, "אוגוסט": 8, "ספטמבר": 9, "אוקטובר": 10, "נובמבר": 11, "דצמבר": 12,
}

// notMonths are words that begin like a month but are none.
var notMonths = map[string]bool{
	"marked": true, "mark": true, "maybe": true, "declared": true, "martin": true, "maria": true, "mario": true,
	"separate": true, "general": true, "gender": true, "set": true, "out": true, "pro": true, "tra": true, "prosím": true,
	"apropos": true, "jana": true, "janet": true, "mary": true, "june": false, "march": false, "decide": true,
	"august": false, "april": false, "august's": false, "marks": true, "novel": true, "november": false, "marc": true,
	"settings": true, "mai": false, "lista": true, "listen": true, "elo": true, "temp": true, "outside": true, "para": true, "are": true,
	"project": true, "profile": true, "product": true, "proposed": true, "problem": true, "gentle": true, "abrir": true,
	"agora": true, "setup": true, "julia": true, "julie": true, "oct": false, "ara": true, "temple": true, "mars": false, "maine": true,
}

// vietnamese are the months after the word "tháng", which are numbers.
var vietnamese = map[string]time.Month{"một": 1, "giêng": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10, "chạp": 12}

// monthAt is the month that field i of a date names. In Croatian the month
// called listopad is the tenth, in Polish and Czech the eleventh.
func monthAt(fs []field, i int, used *[24]bool, ord order) (time.Month, bool) {
	switch w := fs[i].word; {
	case ord == croatian && strings.HasPrefix(w, "listop"):
		return time.October, true
	case w != "tháng":
		return month(w)
	case i+1 == len(fs):
		return 0, false
	case fs[i+1].digs > 0:
		if n := fs[i+1].num; n >= 1 && n <= 12 {
			used[i+1] = true
			return time.Month(n), true
		}
		return 0, false
	}
	m, ok := vietnamese[fs[i+1].word]
	if m == time.October && i+2 < len(fs) {
		if more := vietnamese[fs[i+2].word]; more == 1 || more == 2 {
			m += more
		}
	}
	return m, ok
}

func month(word string) (time.Month, bool) {
	if notMonths[word] {
		return 0, false
	}
	word = strings.TrimPrefix(word, "ב") // Hebrew "in"
	if n := utf8.RuneCountInString(word); n < 3 || n > 12 {
		return 0, false
	}
	// Try the longest beginning first, down to three letters.
	ends := make([]int, 0, 12)
	for i := range word {
		if i > 0 {
			ends = append(ends, i)
		}
	}
	ends = append(ends, len(word))
	for k := min(len(ends), 8) - 1; k >= 2; k-- {
		if m, ok := months[word[:ends[k]]]; ok {
			return m, true
		}
	}
	return 0, false
}
