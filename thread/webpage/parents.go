package webpage

import (
	"strings"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// How sure the displayed parent is the one answered. At and below the level at
// which a page stops nesting, replies to any comment stand beside it: of 1,350
// comments at the limit in the development pages, rendered from deep threads,
// 14 % answered the one they hang below; above it all 639 did. Blogs are
// shallower than those threads, hence not so low.
const (
	nestedConfidence = 0.98
	cappedConfidence = 0.4
)

// displayed writes the parent that the layout shows, -1 none, with its evidence.
func displayed(c *thread.Comment, p *thread.Provenance, parent int32, out []thread.Comment) {
	c.Level = 1
	if parent >= 0 {
		c.Parent = out[parent].ID
		c.Level = out[parent].Level + 1
		p.Displayed = c.Parent
	}
	p.Parent = thread.Evidence{Origin: thread.Nested, Confidence: nestedConfidence, Cue: "nesting of the page"}
}

// capped lowers the confidence at the level below which the page nests no
// more: where the deepest comments have no link to answer them and others do.
func (s *survey) capped(items []item, at []int32, out []thread.Comment) {
	d := s.d
	deepest := int32(0)
	for i := range out {
		deepest = max(deepest, out[i].Level)
	}
	if deepest < 2 {
		return
	}
	links, deepLinks := 0, 0
	for i := range items {
		if at[i] < 0 {
			continue
		}
		has := false
		s.own(items, i, func(n int32) bool {
			if d.nodes[n].tag == tagA && hasToken(d.attr(n, keyClass), "comment-reply-link") {
				has = true
			}
			return !has
		})
		if has {
			if out[at[i]].Level == deepest {
				deepLinks++
			}
			links++
		}
	}
	if links == 0 || deepLinks > 0 {
		return
	}
	for i := range out {
		if c := &out[i]; c.Level == deepest && c.Provenance.Parent.Origin == thread.Nested {
			c.Provenance.Parent.Confidence = cappedConfidence
			c.Provenance.Parent.Cue = "nesting of the page, at its limit"
		}
	}
}

// answersTo tells a link that names the comment answered: "in reply to NAME".
func (s *survey) answersTo(n int32) bool {
	d := s.d
	h := d.attr(n, keyHref)
	if i := strings.LastIndexByte(h, '#'); i < 0 || shortID(h[i+1:]) == "" {
		return false
	}
	t := d.plain(n, maxAuthor)
	if hasDigits(t, 3) {
		return false // a date
	}
	for _, w := range answerWords {
		if len(t) >= len(w) && indexFold(t, w) == 0 {
			return true
		}
	}
	// The words may stand before the link.
	for m := n - 1; m > 0 && m > n-4; m-- {
		if t = strings.TrimRight(d.run(m), " \n\t\r:@\u00a0"); t == "" {
			continue
		}
		for _, w := range answerWords {
			if len(t) >= len(w) && indexFold(t[len(t)-len(w):], w) == 0 {
				return true
			}
		}
		return false
	}
	return false
}

// answerWords open or precede the link to the comment answered, lower case.
var answerWords = []string{"in reply to", "replying to", "replied to", "reply to", "in response to", "responding to", "responds to", "als antwort auf", "antwort auf", "antwortet auf",
	"en réponse à", "répond à", "en respuesta a", "respondiendo a", "in risposta a", "em resposta a", "in antwoord op", "som svar på", "svar på", "som svar til", "svar til", "в ответ на", "w odpowiedzi na"}

// pointsTo is the name in a link to a comment, "" where it is another link.
func (s *survey) pointsTo(n int32) string {
	d := s.d
	h := d.attr(n, keyHref)
	i := strings.IndexByte(h, '#')
	if i < 0 || shortID(h[i+1:]) == "" || strings.Contains(h, "replytocom") {
		return ""
	}
	t := d.plain(n, maxAuthor)
	if t == "" || len(t) > maxAuthor || hasDigits(t, 3) && (parseDate(t, dayFirst).ok || parseDate(t, monthFirst).ok) || chromeLine(t) {
		return ""
	}
	return strings.TrimSpace(strings.TrimLeft(t, "@↩↪→ "))
}

// saysReply tells whether a class on a link, or right around or inside it, says
// that it leads to the comment answered.
func (s *survey) saysReply(n int32) bool {
	d := s.d
	for m := d.nodes[n].parent; m <= n+1 && m < int32(len(d.nodes)); m = max(m+1, n) {
		c := d.attr(m, keyClass)
		for _, w := range []string{"reply-to", "reply_to", "replyto", "replying-to", "inreply", "in-reply", "response-to", "responseto"} {
			if i := indexFold(c, w); i >= 0 && indexFold(c, "link") < 0 && indexFold(c, "button") < 0 {
				return true
			}
		}
	}
	return false
}

// towards takes the links in the heads of comments that lead to another and have
// the name of who wrote it for what they are: they say what is answered.
func (s *survey) towards(items []item, fs []fields) {
	d := s.d
	var at map[string]int32
	for i := range fs {
		f := &fs[i]
		if f.toward < 0 || f.answers != "" {
			continue
		}
		if at == nil {
			at = make(map[string]int32, len(items))
			for j := range items {
				if id := shortID(d.attr(items[j].node, keyID)); id != "" {
					at[id] = int32(j)
				}
			}
		}
		h := d.attr(f.toward, keyHref)
		h = h[strings.IndexByte(h, '#')+1:]
		name := s.pointsTo(f.toward)
		if j, ok := at[shortID(h)]; ok && j != int32(i) && fs[j].authorName == name && f.author != f.toward && !s.wordsBeside(f.toward, d.nodes[f.toward].parent) {
			f.answers, f.replyTo = h, name
		} else {
			f.toward = -1
		}
	}
}

// note counts the posts that a comment quotes.
func (f *fields) note(post string) {
	if post == "" || post == f.quoted {
		return
	}
	f.quoted = post
	f.quotes++
}

// byQuotes gives a comment of a flat forum the parent that its quotations name,
// where they all name one post above it on the page.
func byQuotes(items []item, fs []fields, at []int32, out []thread.Comment) {
	byNum := make(map[string]int32)
	for i := range items {
		if at[i] < 0 {
			continue
		}
		c := &out[at[i]]
		if j, ok := byNum[fs[i].quoted]; ok && fs[i].quotes == 1 && j < at[i] {
			c.Parent = out[j].ID
			c.Provenance.Parent = thread.Evidence{Origin: thread.Quoted, Confidence: quotedConfidence, Cue: "the quotation names the post"}
		}
		if items[i].num != "" {
			byNum[items[i].num] = at[i]
		}
	}
}

// quotedConfidence is how sure a post answers the only one that it quotes by
// number: no page of the development data says, so it rests on judgement.
const quotedConfidence = 0.95
