// Package gone knows the words that software puts in the place of a comment
// that is no more, such as "This comment was removed by a moderator because it
// didn't abide by our community standards."
package gone

import (
	"strings"
	"unicode/utf8"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// longest bounds such a notice, in bytes.
const longest = 400

// Status tells whether the whole of a text is such a notice, and what became of
// the comment: Deleted where its author took it back, Removed where others did
// or nothing says who, Pending where it waits for them. Of "removed" alone and
// its like only the English words are known, and others between brackets. Words
// that a person may have written, such as questions about a removal, are none.
//
// Time is linear in the length of the text, of which it reads 400 bytes at most.
func Status(text string) (thread.Status, bool) {
	text = strings.TrimSpace(text)
	if text == "" || len(text) > longest || !opens(text) {
		return thread.Visible, false
	}
	text = strings.ToLower(text)
	if strings.ContainsAny(text, "’‘ʼ\u00a0") {
		text = apostrophes.Replace(text)
	}
	if st, ok := whole[strings.Trim(text, " .!。")]; ok {
		return st, true
	}
	if strings.ContainsAny(text, "?¿") {
		return thread.Visible, false
	}
	inner := text
	var p parser
	if c := text[len(text)-1]; (text[0] == '[' && c == ']' || text[0] == '(' && c == ')' || text[0] == '<' && c == '>' || text[0] == '*' && c == '*') && len(text) > 2 {
		inner, p.bracketed = text[1:len(text)-1], true
	}
	for w := range strings.FieldsSeq(inner) {
		bare := strings.Trim(w, `.,:;!"'()[]*_-–—«»„“”`)
		if bare != "" && !p.word(bare) {
			return thread.Visible, false
		}
		if strings.HasSuffix(strings.TrimRight(w, `"')»“”`), ".") || strings.HasSuffix(w, "!") || strings.HasSuffix(w, ":") {
			if !p.stop() {
				return thread.Visible, false
			}
		}
	}
	if p.words > 0 && !p.stop() || p.sentences == 0 || !p.noun && !p.bracketed && !p.signed {
		return thread.Visible, false
	}
	return p.status(), true
}

// opens tells whether a notice may begin with the first two words of a text: most
// texts need no further look.
func opens(text string) bool {
	var low [16]byte
	at := 0
	for range 2 {
		n := 0
		for ; at < len(text); at++ {
			c := text[at]
			if c >= utf8.RuneSelf {
				return true
			}
			if c |= 0x20; c < 'a' || c > 'z' {
				break
			}
			if n == len(low) {
				return true
			}
			low[n] = c
			n++
		}
		if n == 0 {
			return true
		}
		if !known(words, string(low[:n])) {
			return false
		}
		for at < len(text) && text[at] == ' ' {
			at++
		}
	}
	return true
}

// parser reads a notice word by word.
type parser struct {
	bracketed bool
	sentences int // that are over
	words     int // of the sentence so far
	noun      bool
	done      thread.Status // what the participle says; Visible before it
	doer      thread.Status // who did it: Deleted its author, Removed others
	reason    bool          // the sentence has come to why
	policy    bool          // and it is one that a site gives
	asks      bool          // a later sentence speaks to the reader, and is no opinion
	breaks    bool          // "violated our policy" in place of a participle
	ours      bool
	article   bool // the word before was one that a noun follows
	signed    bool // a lone participle, and the newsroom's name after it
}

// word takes the next word; false where no notice has it.
func (p *parser) word(w string) bool {
	p.words++
	w, _, _ = strings.Cut(w, "/") // the newsroom's, before somebody's initials
	if known(persons, w) {
		return false
	}
	policy := known(policies, w) || hasStem(w)
	if p.sentences > 0 {
		p.policy = p.policy || policy || known(pointers, w)
		p.asks = p.asks || known(pointers, w) || known(requests, w)
		p.signed = p.signed || !p.noun && p.policy && known(newsrooms, w)
		return true
	}
	if p.reason {
		if w == "their" {
			return false // a site speaks of its own rules
		}
		p.policy = p.policy || policy
		return true
	}
	after := p.article
	p.article = known(articles, w)
	if p.article && p.words == 2 && p.done != thread.Visible && !p.bracketed {
		return false // "removed the comment": somebody tells of it
	}
	if st, ok := participles[w]; ok {
		if after || p.words > 1 && !p.noun && !p.bracketed {
			return false // "the deleted", "author removed"
		}
		if p.done == thread.Visible {
			p.done = st
		}
		return true
	}
	if st, ok := doers[w]; ok {
		if p.doer == thread.Visible {
			p.doer = st
		}
		return true
	}
	switch {
	case known(nouns, w):
		p.noun = true
	case w == "our":
		p.ours = true
	case known(breaches, w) && p.noun:
		p.breaks = true
	case known(fillers, w), p.article, p.breaks && policy:
	case known(reasons, w) && (p.done != thread.Visible):
		p.reason = true
	default:
		return false
	}
	return true
}

// stop ends a sentence; false where it is no part of a notice.
func (p *parser) stop() bool {
	words := p.words
	p.words = 0
	if words == 0 {
		return true
	}
	first := p.sentences == 0
	p.sentences++
	ok := p.policy && (first || p.asks)
	if first {
		switch {
		case p.done == thread.Visible:
			ok = p.breaks && p.ours
		case p.reason:
		default:
			ok = p.noun || words > 1 || p.done == thread.Removed
		}
	}
	p.reason, p.policy, p.asks = false, false, false
	return ok && p.sentences < 6
}

func (p *parser) status() thread.Status {
	switch {
	case p.done == thread.Pending:
		return thread.Pending
	case p.doer != thread.Visible:
		return p.doer
	case p.done != thread.Visible:
		return p.done
	}
	return thread.Removed
}

// hasStem tells words of a site's rules by how they begin.
func hasStem(w string) bool {
	for _, s := range stems {
		if strings.HasPrefix(w, s) {
			return true
		}
	}
	return false
}
