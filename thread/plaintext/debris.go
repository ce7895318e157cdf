package plaintext

import "strings"

// debris says what a page prints after its comments besides controls, as learned
// from a section: what ends one comment alone is its writer's.
type debris struct {
	counts, ages, fields bool
	first                bool            // votes stand under the head
	rows                 bool            // votes of several kinds stand in rows without a control
	all                  bool            // each control is the page's
	weak                 map[string]bool // else those of [weakLines] that are
}

// control reports whether s is a control of the page and no writer's word.
func (d *debris) control(s string) bool {
	return isChrome(s) && (d.all || d.weak[plainLine(s)] || isFirm(s))
}

// debrisRows bounds the rows at the end of a comment that are looked at.
const debrisRows = 16

// learn looks at the ends of the comments of s for numbers of votes, ages and
// lines of forums about the author.
func (w *writer) learn(s *section) debris {
	if s.flat == listed {
		return debris{}
	}
	if s.foot {
		return debris{counts: true, ages: true, all: true}
	}
	weak := map[string]int{}
	n, counts, ages, fields, firsts, several := 0, 0, 0, 0, 0, 0
	for i := range s.items {
		if s.items[i].lost() {
			continue
		}
		rows := w.lines(s, i, 1<<12)
		h := w.readHead(rows)
		rows = rows[min(h.lines, len(rows)):]
		if len(rows) > 1 && isCount(rows[0].text) {
			firsts++
		}
		if votes(rows) > 1 {
			several++
		}
		from, kinds := tail(rows, h.author, debris{counts: true, ages: true, fields: true, all: true})
		for _, r := range rows[from:] {
			if !isChrome(r.text) {
				continue
			}
			plain := plainLine(r.text)
			if !isFirm(r.text) {
				weak[plain]++
				continue
			}
			for word := range strings.FieldsSeq(plain) { // of "Reply Recommend"
				if _, ok := weakLines()[word]; ok {
					weak[word]++
				}
			}
		}
		if from == len(rows) {
			kinds = debris{}
		}
		if kinds.counts {
			counts++
		}
		if kinds.ages {
			ages++
		}
		if kinds.fields {
			fields++
		}
		if n++; n == sample {
			break
		}
	}
	often := func(k int) bool { return k > 1 && 3*k >= n }
	// Votes under the heads are not over the controls as well.
	d := debris{counts: often(counts) && !often(firsts), ages: often(ages), fields: often(fields), first: often(firsts), rows: often(several), weak: map[string]bool{}}
	for s, k := range weak {
		d.weak[s] = often(k)
	}
	return d
}

// isEdited reports whether s tells no more than that a comment was changed.
func isEdited(s string) bool {
	switch strings.ToLower(strings.Trim(s, "() ")) {
	case "edited", "bearbeitet", "modifié", "editado", "modificato", "bewerkt", "redigeret", "redigerad", "edytowano", "изменено":
		return true
	}
	return false
}

// votes counts the numbers of votes that end rows.
func votes(rows []row) int {
	n := 0
	for n < len(rows)-1 && isCount(rows[len(rows)-1-n].text) {
		n++
	}
	return n
}

// start returns the number of rows that a page prints under a head: a dot with
// what it parts from the date, and votes where the page has them there.
func start(rows []row, ok debris) int {
	n := 0
	for n < len(rows)-1 {
		s := rows[n].text
		edited := len(s) > 7 && strings.EqualFold(s[:7], "edited ") || n > 0 && isDots(rows[n-1].text) && isBadge(s)
		if edited && !isBadge(s) {
			_, edited = parseDate(s)
		}
		if !isDots(s) && !edited && !(ok.first && isCount(s)) && !(len(s) > 1 && s[0] == '#' && strings.Trim(s[1:], "0123456789") == "") {
			break
		}
		ok.first = ok.first && !isCount(s)
		n++
	}
	return n
}

// answerable reports whether the page ends comment i of s with a control by which
// to answer it, or names above its text whom it answers or how many have
// answered, and whether it ends it with numbers of votes.
func (w *writer) answerable(s *section, i int) (answer, voted bool) {
	w.s = s
	rows := w.lines(s, i, 1<<12)
	h := w.readHead(rows)
	rows = rows[min(h.lines, len(rows)):]
	if len(rows) == 0 {
		return false, false
	}
	answer = inReplyTo(rows[0].text) != "" || isLinked(w.p.lineText(int(w.p.markers[s.items[i].mark].line)))
	for k := len(rows) - 1; k >= 0 && k >= len(rows)-debrisRows; k-- {
		text := rows[k].text
		switch {
		case isAnswer(text):
			answer = true
		case isCount(text):
			voted = true
		case isChrome(text) || isDots(text) || isAge(text) || isEdited(text):
		default:
			return answer, voted
		}
	}
	return answer, voted
}

// isLinked reports whether s, a head, ends with a link to the comment or with the
// number of its answers: "Ann 3 years ago (2 children)".
func isLinked(s string) bool {
	if len(s) > maxDateLine+64 {
		return false
	}
	low := strings.ToLower(s)
	for _, end := range [...]string{"[link]", " child)", " children)", " reply)", " replies)", " response)", " responses)"} {
		if strings.HasSuffix(low, end) {
			return true
		}
	}
	return false
}

// tail returns the index of the first of the rows that end a comment and are the
// page's, and what is among them besides controls. Without a control or a field
// below or above them numbers are text.
func tail(rows []row, author string, ok debris) (int, debris) {
	var got debris
	from, controls := len(rows), false
	for i := len(rows) - 1; i >= 0 && i >= len(rows)-debrisRows; i-- {
		s := rows[i].text
		switch {
		case ok.control(s):
			controls = true
		case isChrome(s):
			continue // the page's where it stands below another
		case isDots(s):
		case ok.fields && isField(s):
			controls, got.fields = true, true
		case ok.fields && got.fields && s == author:
		case ok.counts && !got.counts && isCount(s):
			got.counts = true
		case ok.ages && !got.ages && isAge(s):
			got.ages = true
		case ok.ages && isEdited(s):
		default:
			i = -1
			continue
		}
		from = i
	}
	if !controls {
		return len(rows), debris{}
	}
	if from == 0 {
		// A comment of a number alone, or of nothing.
		for from < len(rows) && (isDots(rows[from].text) || ok.control(rows[from].text) || isField(rows[from].text)) {
			from++
		}
		if from < len(rows) {
			from++
		}
		if from == len(rows) && len(rows) > 0 && ok.control(rows[0].text) {
			from = 0
		}
	}
	return from, got
}
