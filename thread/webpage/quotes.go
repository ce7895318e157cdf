package webpage

import (
	"strings"
)

// quotes tells a <blockquote> that quotes from one that is a comment's body.
func quotes(class string) bool {
	if class == "" || indexFold(class, "quote") >= 0 {
		return true
	}
	for _, w := range []string{"postcontent", "messageText", "userstuff", "comment", "content", "restore"} {
		if strings.Contains(class, w) {
			return false
		}
	}
	return true
}

// isQuote tells elements that forums use for quotations besides <blockquote>.
func (s *survey) isQuote(n int32) bool {
	d := s.d
	switch d.nodes[n].tag {
	case tagDiv:
		c := d.attr(n, keyClass)
		if c == "" {
			return false
		}
		if hasToken(c, "bbcode_quote") || hasToken(c, "quotecontent") || hasToken(c, "QuoteText") {
			return true
		}
		return (hasToken(c, "quote") || hasToken(c, "ipsQuote") || hasToken(c, "quotebox")) && s.flags[n]&inQuote == 0 && !s.holdsTag(n, tagBlockquote)
	case tagTd:
		// vBulletin 3 sets quotations as a table in the message.
		return hasToken(d.attr(n, keyClass), "alt2") && indexFold(d.attr(n, keyStyle), "inset") >= 0
	}
	return false
}

// solid counts the nodes of a subtree but white space, up to 20.
func (s *survey) solid(n int32) int {
	d, k := s.d, 0
	for m := n; m < d.nodes[n].end && k < 20; m++ {
		if d.nodes[m].tag != tagNone || blackLen(d.run(m)) > 0 {
			k++
		}
	}
	return k
}

// holdsTag looks for an element among the first nodes of a subtree.
func (s *survey) holdsTag(n int32, g tag) bool {
	for m := n + 1; m < s.d.nodes[n].end && m < n+100; m++ {
		if s.d.nodes[m].tag == g {
			return true
		}
	}
	return false
}

// quotedPost is the number of the post that a quotation says it comes from:
// in an attribute of the quotation, or in the link of its heading.
func (s *survey) quotedPost(n int32) string {
	d := s.d
	if v := d.attr(n, keyDataPost); v != "" && allDigits(v) {
		return v
	}
	if v := d.attr(n, keyDataSource); strings.HasPrefix(v, "post:") {
		return strings.TrimSpace(v[len("post:"):])
	}
	for m := n; m < d.nodes[n].end && m < n+12; m++ {
		if d.nodes[m].tag != tagA {
			continue
		}
		h := d.attr(m, keyHref)
		for _, mark := range []string{"#post-", "#post", "#pid", "#p", "#msg", "?msg=", "post-", "post?id=", "comment="} {
			i := strings.LastIndex(h, mark)
			if i < 0 {
				continue
			}
			v := h[i+len(mark):]
			k := 0
			for k < len(v) && v[k] >= '0' && v[k] <= '9' {
				k++
			}
			if k > 0 {
				return v[:k]
			}
		}
	}
	return ""
}

// quoteHead is the person that the heading of a quotation names. The second
// result tells whether n is such a heading at all.
func (s *survey) quoteHead(n int32) (string, bool) {
	d := s.d
	nd := &d.nodes[n]
	c := d.attr(n, keyClass)
	head := false
	switch nd.tag {
	case tagCite:
		for p, k := nd.parent, 0; p > 0 && k < 3 && !head; p, k = d.nodes[p].parent, k+1 {
			head = d.nodes[p].tag == tagBlockquote || strings.Contains(d.attr(p, keyClass), "quote")
		}
	case tagDiv, tagSpan, tagP, tagA, tagH4:
		if c == "" && nd.tag != tagDiv || nd.end-n > 16 {
			return "", false
		}
		head = hasToken(c, "attribution") || hasToken(c, "bbCodeBlock-title") || hasToken(c, "bbcode_postedby") || hasToken(c, "quoteheader") || hasToken(c, "ipsQuote_citation") ||
			hasToken(c, "citation") || hasToken(c, "quotetitle") || hasToken(c, "title") && hasToken(d.attr(nd.parent, keyClass), "quote") || hasToken(c, "quote-author")
		if !head && nd.tag == tagDiv && nd.end-n > 1 && s.solid(n) < 8 {
			switch t := d.plain(n, 80); {
			case hasToken(c, "smallfont") && strings.HasSuffix(t, ":") && len(t) < 14:
				return "", true
			case strings.HasPrefix(t, "Originally Posted by ") || strings.HasPrefix(t, "Zitat von "):
				head = true
			}
		}
	}
	if !head {
		return "", false
	}
	t := d.plain(n, maxAuthor)
	t = strings.TrimRight(t, " ↑»:")
	for _, p := range []string{"Originally Posted by ", "Quote from: ", "Quoting ", "Zitat von ", "Quote from ", "Quote: "} {
		t = strings.TrimPrefix(t, p)
	}
	if i := strings.IndexByte(t, ')'); i > 0 && t[0] == '(' {
		t = t[i+1:] // MyBB: (DATE) NAME Wrote
	}
	if i := strings.LastIndex(t, ", "); i > 0 && strings.HasPrefix(t, "On ") {
		t = t[i+2:] // Invision: On DATE, NAME said
	}
	if i := strings.Index(t, " on "); i > 0 && parseDate(t[i:], monthFirst).ok {
		t = t[:i]
	}
	t = trimName(t)
	if len(t) > maxAuthor {
		t = ""
	}
	return t, true
}
