package webpage

import (
	"strings"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// states lets a parent that the page names by ID go before the layout. It may
// stand below its answers, where the newest come first, or be on another page:
// its ID is kept then, and [thread.New] says that it is missing.
func (s *survey) states(items []item, fs []fields, at []int32, out []thread.Comment, base string) {
	var l *links
	for i := range items {
		if at[i] < 0 {
			continue
		}
		name := s.statedParent(items[i].node, &fs[i])
		if name == "" {
			continue
		}
		if l == nil {
			l = &links{ids: make(map[string]int32, len(out)), up: make(map[int32]int32)}
			for j := range out {
				l.ids[out[j].ID] = int32(j)
			}
		}
		c := &out[at[i]]
		if j, ok := l.find(name); ok {
			if j == at[i] {
				continue
			}
			c.Parent = out[j].ID
			l.up[at[i]] = j
		} else {
			// Where the layout shows a parent, a name that leads nowhere is
			// that of the thread.
			if c.Parent != "" || !s.alike(name, items[i].node, c.ID, fs[i].link) {
				continue
			}
			if l.articles == nil {
				l.articles = s.articles(items, fs, at, l, base)
			}
			if l.articles[name] {
				continue
			}
			c.Parent, c.Level = s.asID(name, c.ID), 0
		}
		c.Provenance.Displayed = c.Parent
		c.Provenance.Parent = thread.Evidence{Origin: thread.Given, Confidence: 1}
	}
	if l != nil {
		l.level(out)
	}
}

// links are the comments by ID and those that others are stated to answer.
type links struct {
	ids      map[string]int32
	up       map[int32]int32
	articles map[string]bool // stated parents that are no comments
}

// find is the comment that a stated name leads to.
func (l *links) find(name string) (int32, bool) {
	if j, ok := l.ids[name]; ok {
		return j, true
	}
	if short := shortID(name); short != "" {
		if j, ok := l.ids[short]; ok {
			return j, true
		}
	}
	j, ok := l.ids[name[len(stem(name)):]]
	return j, ok
}

// level gives the comments with a stated parent their levels: one below it,
// wherever on the page it stands. The levels of a circle mean nothing.
func (l *links) level(out []thread.Comment) {
	done := make(map[int32]bool, len(l.up))
	var way []int32
	for i := range out {
		way = way[:0]
		top := int32(i)
		for {
			up, ok := l.up[top]
			if !ok || done[top] {
				break
			}
			done[top] = true
			way = append(way, top)
			top = up
		}
		if len(way) == 0 || top == way[0] {
			continue
		}
		for k := len(way) - 1; k >= 0; k-- {
			out[way[k]].Level = max(out[top].Level, 1) + 1
			top = way[k]
		}
	}
}

// statedParent is the name of the parent that an item's element states, or that
// a link in it says it answers; "" where there is none.
func (s *survey) statedParent(n int32, f *fields) string {
	v := s.d.attr(n, keyDataParent)
	if v == "" {
		v = s.d.attr(n, keyParentid)
	}
	if v == "" {
		v = f.answers
	}
	if v == "0" {
		return ""
	}
	return v
}

// alike tells whether a name looks as those of the comment itself do, which the
// names of threads ("t3_…" beside "t1_…"), people and parts of a page do not.
func (s *survey) alike(name string, n int32, id, link string) bool {
	if len(name) > 80 || !hasDigits(name, 1) {
		return false
	}
	d := s.d
	for _, own := range []string{d.attr(n, keyID), d.attr(n, keyThingid), d.attr(n, keyDataID), id, link[strings.LastIndexByte(link, '#')+1:]} {
		if own != "" && sameForm(name, own) {
			return true
		}
	}
	return false
}

// sameForm tells whether two names differ in what numbers them alone.
func sameForm(a, b string) bool {
	if allDigits(a) || allDigits(b) {
		return allDigits(a) && allDigits(b)
	}
	if i := strings.LastIndexAny(a, "-_"); i >= 0 && strings.HasPrefix(b, a[:i+1]) && strings.LastIndexAny(b, "-_") == i {
		return true
	}
	if st := stem(a); st != a && st == stem(b) {
		return true
	}
	return len(a) >= 16 && len(a) == len(b) && idPrefix(a) == idPrefix(b) // made by a program
}

// asID is a stated name in the form that the page's comments have theirs in.
func (s *survey) asID(name, own string) string {
	if sameForm(name, own) {
		return name
	}
	if short := shortID(name); short != "" {
		return short
	}
	return name[len(idPrefix(name)):]
}

// articles are the stated parents, on no comment of the page, that name what is
// commented on: the page's address or its <article> has that number; or all
// comments of a kind state a parent, and what is not on the page is one name,
// a bare number.
func (s *survey) articles(items []item, fs []fields, at []int32, l *links, base string) map[string]bool {
	type kind struct {
		open  bool   // some comment of the kind has no parent
		away  string // the name on no comment of the page
		mixed bool   // one of several
	}
	out := map[string]bool{}
	kinds := map[int32]*kind{}
	for i := range items {
		if at[i] < 0 {
			continue
		}
		k := kinds[items[i].sig]
		if k == nil {
			k = &kind{}
			kinds[items[i].sig] = k
		}
		name := s.statedParent(items[i].node, &fs[i])
		if name == "" {
			k.open = true
			continue
		}
		if _, ok := l.find(name); ok {
			continue
		}
		k.mixed = k.mixed || k.away != "" && k.away != name
		k.away = name
		if num := name[len(stem(name)):]; num != "" && namesNumber(base, num) {
			out[name] = true
		}
	}
	for _, k := range kinds {
		if !k.open && !k.mixed && allDigits(k.away) {
			out[k.away] = true
		}
	}
	d := s.d
	for n := range d.nodes {
		g := d.nodes[n].tag
		if g != tagArticle && g != tagBody && g != tagDiv && g != tagMain {
			continue
		}
		id := d.attr(int32(n), keyID)
		for _, p := range []string{"post-", "article-", "node-", "entry-", "story-", "question-", "topic-", "thread-"} {
			if num, ok := strings.CutPrefix(id, p); ok && allDigits(num) {
				out[num], out[id] = true, true
			}
		}
	}
	return out
}

// namesNumber tells whether the digits stand in the address as a number.
func namesNumber(address, num string) bool {
	address, _, _ = strings.Cut(address, "#")
	for i := 0; ; {
		j := strings.Index(address[i:], num)
		if j < 0 {
			return false
		}
		from, to := i+j, i+j+len(num)
		if (from == 0 || !isDigitByte(address[from-1])) && (to == len(address) || !isDigitByte(address[to])) {
			return true
		}
		i = to
	}
}

func isDigitByte(c byte) bool { return c >= '0' && c <= '9' }
