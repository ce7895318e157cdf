package webpage

import (
	"strings"
)

// sel is a compiled selector: TAG.CLASS.CLASS#ID[itemprop=V][role=V]. In an ID
// a % stands for one or more digits and ends it, a * for any ending. A word
// before it, "A B", asks for an ancestor within 12 levels that matches A.
type sel struct {
	classes []string
	tag     tag
	name    string // of a custom element
	id      string
	idRest  byte // 0 exact, '%' digits, '*' anything
	key     key
	val     string
	up      *sel
}

func compile(src string) sel {
	var s sel
	if i := strings.LastIndexByte(src, ' '); i >= 0 {
		up := compile(src[:i])
		s.up = &up
		src = src[i+1:]
	}
	cut := func(stop string) string {
		i := strings.IndexAny(src, stop)
		if i < 0 {
			i = len(src)
		}
		w := src[:i]
		src = src[i:]
		return w
	}
	if w := cut(".#["); w != "" {
		if s.tag = lookupTag([]byte(w)); s.tag == tagNone {
			s.name = w
		}
	}
	for src != "" {
		c := src[0]
		src = src[1:]
		switch c {
		case '.':
			s.classes = append(s.classes, cut(".#["))
		case '#':
			s.id = cut(".#[")
			if last := s.id[len(s.id)-1]; last == '%' || last == '*' {
				s.idRest = last
				s.id = s.id[:len(s.id)-1]
			}
		case '[':
			w := cut("]")
			src = src[1:]
			k, v, _ := strings.Cut(w, "=")
			s.key, s.val = lookupKey([]byte(k)), v
		}
	}
	return s
}

func compileAll(src []string) []sel {
	out := make([]sel, len(src))
	for i, s := range src {
		out[i] = compile(s)
	}
	return out
}

func (s *sel) match(d *doc, n int32) bool {
	nd := &d.nodes[n]
	if nd.tag == tagNone {
		return false
	}
	if s.tag != tagNone && nd.tag != s.tag || s.name != "" && d.name(nd.tag) != s.name {
		return false
	}
	if len(s.classes) > 0 {
		c := d.attr(n, keyClass)
		for _, w := range s.classes {
			if !hasToken(c, w) {
				return false
			}
		}
	}
	if s.id != "" || s.idRest != 0 {
		id := d.attr(n, keyID)
		if len(id) < len(s.id) || id[:len(s.id)] != s.id {
			return false
		}
		rest := id[len(s.id):]
		switch s.idRest {
		case 0:
			if rest != "" {
				return false
			}
		case '%':
			if rest == "" || !allDigits(rest) {
				return false
			}
		case '*':
			if rest == "" {
				return false
			}
		}
	}
	if s.key != keyNone {
		v := d.attr(n, s.key)
		if s.val == "" {
			if !d.has(n, s.key) {
				return false
			}
		} else if v != s.val && !hasToken(v, s.val) && !(s.key == keyItemtype && strings.HasSuffix(v, s.val)) {
			return false
		}
	}
	if s.up == nil {
		return true
	}
	p := nd.parent
	for range 12 {
		if p < 0 {
			return false
		}
		if s.up.match(d, p) {
			return true
		}
		p = d.nodes[p].parent
	}
	return false
}

func matchAny(list []sel, d *doc, n int32) bool {
	for i := range list {
		if list[i].match(d, n) {
			return true
		}
	}
	return false
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// stem is an id without its trailing digits.
func stem(id string) string {
	i := len(id)
	for i > 0 && id[i-1] >= '0' && id[i-1] <= '9' {
		i--
	}
	return id[:i]
}

// index finds, for an element, the engines whose item selectors it may match,
// at the price of one look-up for each class and id.
type index struct {
	byClass map[string][]ref
	byStem  map[string][]ref
	byProp  map[string][]ref
	byName  map[string][]ref
	byTag   [tagDynamic][]ref
}

type ref struct{ engine, sel int32 }

func buildIndex(engines []engine) *index {
	x := &index{byClass: map[string][]ref{}, byStem: map[string][]ref{}, byProp: map[string][]ref{}, byName: map[string][]ref{}}
	for i := range engines {
		for j := range engines[i].items {
			s := &engines[i].items[j]
			r := ref{int32(i), int32(j)}
			switch {
			case len(s.classes) > 0:
				x.byClass[s.classes[0]] = append(x.byClass[s.classes[0]], r)
			case s.id != "" || s.idRest != 0:
				x.byStem[s.id] = append(x.byStem[s.id], r)
			case s.key == keyItemprop || s.key == keyItemtype || s.key == keyRole || s.key == keyComponent:
				x.byProp[s.val] = append(x.byProp[s.val], r)
			case s.tag != tagNone:
				x.byTag[s.tag] = append(x.byTag[s.tag], r)
			default:
				x.byName[s.name] = append(x.byName[s.name], r)
			}
		}
	}
	return x
}

// nextToken cuts the first space-separated word off list.
func nextToken(list string) (word, rest string) {
	i := 0
	for i < len(list) && isSpace(list[i]) {
		i++
	}
	j := i
	for j < len(list) && !isSpace(list[j]) {
		j++
	}
	return list[i:j], list[j:]
}
