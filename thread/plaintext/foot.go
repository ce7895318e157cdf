package plaintext

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// footed returns the section of a page that prints each comment under its
// author's name alone and over its controls and its age, as Facebook does.
func (p *page) footed() []section {
	ages := 0
	for i := 0; i < len(p.lines) && ages < minFlat; i++ {
		if l := &p.lines[i]; l.end-l.start <= maxChrome && mayDate(p.lineText(i)) && (isAge(p.lineText(i)) || endsAge(p.lineText(i))) {
			ages++
		}
	}
	if ages < minFlat {
		return nil // before it is asked what else each line is
	}
	type span struct{ from, to int } // of the lines that end a comment
	var ends []span
	for li := 0; li < len(p.lines); {
		end, foot := p.footEnd(li)
		if foot {
			ends = append(ends, span{li, end})
		}
		li = max(end, li+1)
	}
	if len(ends) < minFlat {
		return nil
	}
	s := section{block: block{g: &grammar{name: "foot"}, mfrom: len(p.markers)}, flat: oneLevel, foot: true, known: map[string]bool{}}
	names := 0
	from := p.firstName(ends[0].from)
	for i, end := range ends {
		if i > 0 {
			from = ends[i-1].to
		}
		pre := int32(0)
		for from < end.from-1 && (isBadge(p.lineText(from)) || isAvatar(p.lineText(from)) || isDots(p.lineText(from))) {
			from, pre = from+1, pre+1
		}
		if from >= end.from {
			continue // controls on their own
		}
		if name := p.lineText(from); isPerson(name) {
			names++
			s.known[name] = true
		}
		it := p.flatItem(from)
		it.pre = pre
		s.items = append(s.items, it)
		s.to = end.to
	}
	s.mto = len(p.markers)
	s.bodyTo = s.to
	if len(s.items) < minFlat || 5*names < 4*len(s.items) {
		p.markers = p.markers[:s.mfrom]
		return nil
	}
	first := p.markers[s.items[0].mark]
	s.from = int(first.line - s.items[0].pre)
	return []section{s}
}

// footEnd returns the index of the line after the controls that stand from line
// li on, and whether an age and one by which to answer are among them, as there
// are under a comment.
func (p *page) footEnd(li int) (int, bool) {
	controls, age := false, false
	end := li
	for ; end < len(p.lines); end++ {
		s := p.lineText(end)
		switch {
		case isChrome(s):
			controls = controls || isAnswer(s)
			age = age || strings.ContainsAny(s, "0123456789") && endsAge(s)
		case isAge(s):
			age = true
		case isCount(s) || isDots(s) || isEdited(s):
		default:
			return end, controls && age
		}
	}
	return end, controls && age
}

// endsAge reports whether a row of controls has an age, as "Like · Reply · 3y".
func endsAge(s string) bool {
	for f := range strings.FieldsFuncSeq(s, func(r rune) bool { return strings.ContainsRune("·•|\t", r) }) {
		if isAge(strings.TrimSpace(f)) {
			return true
		}
	}
	return false
}

// firstName returns the line at which the first comment begins, whose controls
// stand at line end: the nearest name above them that something parts from what
// stands higher.
func (p *page) firstName(end int) int {
	const most = 40
	for li := end - 1; li >= max(0, end-most); li-- {
		s := p.lineText(li)
		above := li == 0 || p.blankBefore(li) || isChrome(p.lineText(li-1)) || headingWeight(p.lineText(li-1)) > 0
		if above && li < end-1 && isPerson(s) {
			return li
		}
		if headingWeight(s) == 1 {
			return li + 1
		}
	}
	return max(0, end-2)
}

// isPerson reports whether s, a line of its own, looks like a person's name: few
// words, with capitals where the script has them, and no sentence.
func isPerson(s string) bool {
	if len(s) > 60 || !isName(s) || isCount(s) || strings.ContainsAny(s[len(s)-1:], ".,") && utf8.RuneCountInString(s) > 24 {
		return false
	}
	words, small := 0, 0
	for w := range strings.FieldsSeq(s) {
		words++
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsLower(r) {
			small++
		}
	}
	return words <= 5 && (words == 1 || 2*small < words)
}

// personHead reads the head of a comment of which the name alone stands over the
// text, which can begin with the name of the person answered.
func personHead(lines []string, known map[string]bool) head {
	if len(lines) == 0 || !isName(lines[0]) {
		return head{}
	}
	h := head{shape: saysOnly, author: lines[0], lines: 1}
	if len(lines) > 1 {
		text := lines[1]
		for i := 0; i < len(text) && i <= 60; i++ {
			if (text[i] == ' ' || text[i] == ',') && known[text[:i]] && strings.IndexByte(text[:i], ' ') > 0 {
				h.to = text[:i]
			}
		}
	}
	return h
}
