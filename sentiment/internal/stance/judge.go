package stance

import (
	"math"
	"strings"
)

// Judge scores replies. It owns memory that it reuses from reply to reply, so
// each goroutine needs its own.
type Judge struct {
	reply, parent Doc
	vec           Vector
	parentText    string
	parentRead    bool
}

// Probs are the probabilities of agree, disagree, neutral and query.
type Probs = [4]float64

// isRemoved reports whether text is what a site shows in place of a comment
// that is gone.
func isRemoved(text string) bool {
	switch strings.TrimSpace(text) {
	case "[deleted]", "[removed]", "[deleted by user]", "[ Removed by Reddit ]", "[Removed by moderator]":
		return true
	}
	return false
}

// Score returns the probabilities for text as an answer to parent, and the
// ground that text gives. known says whether the parent's text is known.
func (j *Judge) Score(parent, text string, known bool, ctx Context) (Probs, Ground) {
	lex := Default()
	if !j.parentRead || j.parentText != parent {
		if j.parentRead && j.reply.text == parent && j.reply.lex != nil {
			j.reply, j.parent = j.parent, j.reply // a chain: the last reply is answered next
		} else {
			j.parent.Read(parent, lex)
		}
		j.parentText, j.parentRead = parent, true
	}
	j.reply.Read(text, lex)
	p := Pair{Reply: &j.reply, Parent: &j.parent, Context: ctx, Known: known}
	z := Rules(&p, &j.vec)
	g := j.reply.Ground()
	if g == Readable && known && p.runSum > 0 && p.runSum >= j.reply.words {
		g = Quotation
	}
	if isRemoved(text) {
		g = Empty
	}
	return softmax(z), g
}

func softmax(z [4]float64) Probs {
	top := max(z[0], z[1], z[2], z[3])
	sum := 0.0
	for c := range z {
		z[c] = math.Exp(z[c] - top)
		sum += z[c]
	}
	for c := range z {
		z[c] /= sum
	}
	return z
}
