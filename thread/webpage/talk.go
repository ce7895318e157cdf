package webpage

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// userSpaces are the names of MediaWiki's user and user talk namespaces and of
// the contributions page, in lower case.
var userSpaces = []string{"user:", "user talk:", "special:contributions/", "benutzer:", "benutzerin:", "benutzer diskussion:", "benutzerin diskussion:", "spezial:beiträge/",
	"utilisateur:", "utilisatrice:", "discussion utilisateur:", "discussion utilisatrice:", "spécial:contributions/", "usuario:", "usuaria:", "usuario discusión:", "usuaria discusión:", "especial:contribuciones/",
	"utente:", "discussioni utente:", "speciale:contributi/", "usuário:", "usuária:", "usuário discussão:", "usuária discussão:", "usuário(a):", "usuário(a) discussão:", "especial:contribuições/", "gebruiker:", "overleg gebruiker:", "speciaal:bijdragen/",
	"wikipedysta:", "wikipedystka:", "dyskusja wikipedysty:", "dyskusja wikipedystki:", "specjalna:wkład/", "участник:", "участница:", "обсуждение участника:", "обсуждение участницы:", "служебная:вклад/",
	"användare:", "användardiskussion:", "bruger:", "brugerdiskussion:", "bruker:", "brukerdiskusjon:", "käyttäjä:", "keskustelu käyttäjästä:", "uživatel:", "uživatelka:", "diskuse s uživatelem:", "diskuse s wikipedistou:", "wikipedista:", "wikipedistka:",
	"felhasználó:", "szerkesztő:", "szerkesztővita:", "korisnik:", "razgovor s korisnikom:", "kullanıcı:", "kullanıcı mesaj:", "利用者:", "利用者‐会話:", "利用者・トーク:", "特別:投稿記録/", "사용자:", "사용자토론:", "user:", "用户:", "用戶:", "用户讨论:", "特殊:用户贡献/", "משתמש:", "משתמשת:", "שיחת משתמש:", "користувач:", "обговорення користувача:", "utilizator:", "discuție utilizator:", "χρήστης:", "pengguna:", "thành viên:", "مستخدم:", "usuari:", "usuària:", "lietotājs:", "kasutaja:"}

// talk reads a MediaWiki talk page: a comment ends at its signature, which is
// a link to its writer followed by a time, and its level is its indentation.
func (s *survey) talk() []thread.Comment {
	t := talker{s: s, ord: orderOf(nil, s.lang)}
	from, to := int32(1), int32(len(s.d.nodes))
	if s.content > 0 {
		from, to = s.content+1, s.d.nodes[s.content].end
	}
	t.walk(from, to)
	return t.out
}

type talker struct {
	s   *survey
	ord order
	out []thread.Comment
	w   writer
	// The comment being read: its first level, line and byte, -1 not begun.
	level int32
	line  int32
	pos   int64
	id    string
	// The run of links to one user that the line ends with.
	user    string
	userAt  int // length of the text before the run
	heading string
	open    []int   // indices of out: the comments that can be answered
	indents []int32 // of out
}

// walk reads the nodes of [from, to).
func (t *talker) walk(from, to int32) {
	s, d := t.s, t.s.d
	var ends []int32 // of the open <dd> and <li>
	t.reset()
	for n := from; n < to; {
		for len(ends) > 0 && ends[len(ends)-1] <= n {
			ends = ends[:len(ends)-1]
			t.breakLine()
		}
		nd := &d.nodes[n]
		if nd.tag == tagNone {
			t.text(n, int32(len(ends)))
			n++
			continue
		}
		if nd.tag.is(isHidden) || nd.tag == tagNav || s.furniture(n) {
			n = max(n+1, nd.end)
			continue
		}
		switch nd.tag {
		case tagH1, tagH2, tagH3, tagH4:
			t.heading = strings.TrimSpace(strings.TrimSuffix(s.headline(n), "[edit]"))
			t.open = t.open[:0]
			t.reset()
			n = nd.end
			continue
		case tagDd, tagLi:
			t.breakLine()
			ends = append(ends, nd.end)
		case tagA:
			if u := talkUser(d.attr(n, keyHref), d.attr(n, keyTitle)); u != "" {
				if u != t.user {
					t.user, t.userAt = u, t.w.b.Len()
				}
			}
		case tagBr:
			t.w.line()
		default:
			if nd.tag.is(isBlock) {
				t.breakLine()
			}
		}
		if id := d.attr(n, keyID); strings.HasPrefix(id, "c-") && d.has(n, keyDataCommentStart) {
			t.id = id
		}
		n++
	}
}

func (t *talker) breakLine() {
	t.w.block()
	t.user = ""
}

func (t *talker) reset() {
	t.w = writer{last: -1}
	t.level, t.line, t.pos, t.user, t.id = -1, 0, 0, "", ""
}

// headline is the text of a heading without its edit links.
func (s *survey) headline(n int32) string {
	d := s.d
	for m := n + 1; m < d.nodes[n].end; m++ {
		if hasToken(d.attr(m, keyClass), "mw-headline") {
			return d.plain(m, 400)
		}
	}
	var w writer
	for m := n + 1; m < d.nodes[n].end; {
		if hasToken(d.attr(m, keyClass), "mw-editsection") {
			m = d.nodes[m].end
			continue
		}
		w.text(d.run(m))
		m++
	}
	return w.String()
}

// furniture tells parts of a talk page that are nobody's words.
func (s *survey) furniture(n int32) bool {
	c := s.d.attr(n, keyClass)
	if c == "" {
		return s.d.attr(n, keyID) == "toc"
	}
	for w, rest := nextToken(c); w != ""; w, rest = nextToken(rest) {
		switch w {
		case "toc", "mw-editsection", "mbox", "tmbox", "ambox", "navbox", "talkheader", "mw-empty-elt", "catlinks", "printfooter", "noprint", "mw-references-wrap",
			"ext-discussiontools-init-replylink-buttons", "ext-discussiontools-init-section-bar", "mw-jump-link", "metadata", "infobox", "messagebox", "hatnote":
			return true
		}
	}
	return false
}

// text reads a run of text at an indentation, ending a comment at a signature.
func (t *talker) text(n, depth int32) {
	d := t.s.d
	run := d.run(n)
	if blackLen(run) == 0 {
		t.w.text(run)
		return
	}
	if t.level < 0 {
		t.level, t.line, t.pos = depth, d.line(n), int64(d.nodes[n].pos)
	}
	for run != "" {
		from, to, st := signTime(run, t.ord)
		if to == 0 || t.user == "" {
			t.w.text(run)
			return
		}
		t.w.text(run[:from])
		t.sign(st, depth)
		run = run[to:]
	}
}

// sign ends the comment being read.
func (t *talker) sign(st stamp, depth int32) {
	text := t.w.b.String()
	if t.userAt <= len(text) {
		text = text[:t.userAt]
	}
	text = strings.TrimRight(unsigned(text), " \n-–—―~•·(>")
	author, id := t.user, t.id
	level := min(max(t.level, 0), depth) + 1
	line, pos := t.line, t.pos
	t.reset()
	if strings.TrimSpace(text) == "" {
		return // a signature of its own: a template's
	}
	c := thread.Comment{Author: author, Text: strings.TrimSpace(text), Time: st.t, Precision: st.prec, Floating: st.floating,
		Thread: t.heading, Level: level, Line: line, Pos: pos, ID: id}
	if c.ID == "" {
		c.ID = "c" + strconv.Itoa(len(t.out)+1)
	}
	given := thread.Evidence{Origin: thread.Given, Confidence: 1}
	p := &thread.Provenance{Author: given, Time: given, Parent: thread.Evidence{Origin: thread.Nested, Confidence: 0.93, Cue: "indentation of the talk page"}}
	for len(t.open) > 0 && t.indents[t.open[len(t.open)-1]] >= level {
		t.open = t.open[:len(t.open)-1]
	}
	if len(t.open) > 0 {
		c.Parent = t.out[t.open[len(t.open)-1]].ID
		p.Displayed = c.Parent
	} else {
		c.Level = 1 // a vote or the like: nothing of its section stands above it
	}
	t.indents = append(t.indents, level)
	c.Provenance = p
	t.open = append(t.open, len(t.out))
	t.out = append(t.out, c)
}

// unsigned cuts off the words by which others sign a comment for its writer.
func unsigned(text string) string {
	tail := max(0, len(text)-100)
	for tail > 0 && tail < len(text) && text[tail] >= 0x80 && text[tail] < 0xC0 {
		tail++
	}
	for _, w := range []string{"unsigned comment", "unsigned edit", "nicht signierter beitrag", "commentaire non signé", "sin firmar", "commento non firmato", "não assinado", "niet ondertekend", "неподписанн", "niepodpisany"} {
		i := indexFold(text[tail:], w)
		if i < 0 {
			continue
		}
		head := text[:tail+i]
		if k := strings.LastIndexAny(head[tail:], "—–-("); k >= 0 {
			head = head[:tail+k]
		}
		return head
	}
	return text
}

// signTime finds a time with its zone in brackets, as signatures end.
func signTime(run string, ord order) (from, to int, st stamp) {
	for i := 0; i < len(run); i++ {
		if run[i] != '(' {
			continue
		}
		j := i + 1
		for j < len(run) && (run[j] >= 'A' && run[j] <= 'Z' || run[j] == '+' || run[j] >= '0' && run[j] <= '9') {
			j++
		}
		if j >= len(run) || run[j] != ')' || j-i < 3 || j-i > 8 {
			continue
		}
		from = max(0, i-64)
		for from < i && run[from] >= 0x80 && run[from] < 0xC0 {
			from++
		}
		// Begin at the first digit, or word, that still parses.
		best := stamp{}
		at := from
		for k := i - 1; k >= from; k-- {
			if c := run[k]; c >= '0' && c <= '9' || k == from {
				if k > from && run[k-1] >= '0' && run[k-1] <= '9' {
					continue
				}
				if p := parseDate(run[k:j+1], ord); p.ok && p.prec <= thread.Minute {
					best, at = p, k
				} else if best.ok {
					break
				}
			}
		}
		if best.ok {
			return at, j + 1, best
		}
	}
	return 0, 0, stamp{}
}

// talkUser is the user that a wiki link names, "" for any other link.
func talkUser(href, title string) string {
	for _, v := range []string{href, title} {
		if v == "" {
			continue
		}
		if i := strings.Index(v, "title="); i >= 0 && v[0] != '.' {
			v = v[i+6:]
			if j := strings.IndexByte(v, '&'); j >= 0 {
				v = v[:j]
			}
		} else if i := strings.Index(v, "/wiki/"); i >= 0 {
			v = v[i+6:]
		}
		v = strings.TrimPrefix(v, "./")
		if u, err := url.PathUnescape(v); err == nil {
			v = u
		}
		v = strings.ReplaceAll(v, "_", " ")
		low := strings.ToLower(v)
		if len(low) != len(v) {
			low = v
		}
		for _, p := range userSpaces {
			if strings.HasPrefix(low, p) {
				u := v[len(p):]
				if i := strings.IndexAny(u, "#/?"); i >= 0 {
					u = u[:i]
				}
				if i := strings.LastIndex(u, " (page does not exist)"); i > 0 {
					u = u[:i]
				}
				return strings.TrimSpace(u)
			}
		}
	}
	return ""
}
