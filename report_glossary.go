package rejoinder

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// term is a word of the reports and what it means.
type term struct{ Word, Meaning string }

// glossary explains the words of the reports to people who do not count for a
// living. The README and the HTML pages have it too.
func glossary() []term {
	return []term{
		{"level, depth", "a comment that answers the article stands at level 1, its replies at level 2; the depth is the deepest level."},
		{"branching", "replies to a comment in the mean, over the comments that have any."},
		{"structural virality", "how many steps from reply to reply lie between two comments in the mean: about 2 where all answer the article, large where long exchanges branch off."},
		{"as shown", "the same by what the page displays, without the links that were inferred."},
		{"Gini", "how unevenly people take part: 0 where all write the same number of comments, near 1 where one person writes nearly all."},
		{"latency", "the time from a comment to a reply to it; half of the replies come sooner than the median."},
		{"hostility", "the probability that a reader would call the words hostile: mild from 0.2, hostile from 0.5, and severe where it is likely to be very hateful as well. The expected share of hostile comments is the mean of all probabilities, which needs no such steps."},
		{"stance", "towards the comment answered: agree, disagree, neutral, or query, a question that takes no side; unsure where it cannot be told. Expected counts add up probabilities, and so have decimals."},
		{"targets", "people and things that the comments speak of: favor, against, or neither."},
		{"spread", "whether replies to hostile comments are more hostile than others, by the mean scores of both. Because scores are unsure who is hostile, the two lie closer together than the truth does; the report says how much of the difference is left, and estimates it without that loss where the threads are enough. The p is how often chance alone brings hostile comments so close together, where the same comments are shuffled within each thread, or within each author, whose habits then cannot be the reason: small where chance is a bad explanation. Both are one-sided."},
		{"~0.75", "the probability that something inferred is right."},
		{"[0.10, 0.30]", "a 95 % interval: how far the figure may be off by chance, because there are so few comments or, for several threads together, so few threads. It does not know of errors of the models."},
		{"lost", "a comment that must have been there, but is not in the input."},
	}
}

// WriteGlossary explains the words of the reports, a paragraph each.
func WriteGlossary(w io.Writer, opt *TextOptions) error {
	var o TextOptions
	if opt != nil {
		o = *opt
	}
	p := newPrinter(w, o)
	for _, t := range glossary() {
		fmt.Fprintf(p.w, "%s\n", t.Word)
		p.paragraph(t.Meaning)
	}
	return p.w.Flush()
}

// paragraph writes text below a title, wrapped at the width.
func (p *printer) paragraph(text string) {
	at := 0
	for word := range strings.FieldsSeq(text) {
		n := utf8.RuneCountInString(word)
		switch {
		case at == 0:
			p.w.WriteString("  ")
			at = 2
		case at+1+n > p.Width:
			p.w.WriteString("\n  ")
			at = 2
		default:
			p.w.WriteByte(' ')
			at++
		}
		p.w.WriteString(word)
		at += n
	}
	p.w.WriteByte('\n')
}
