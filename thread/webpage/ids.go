package webpage

import (
	"strings"
)

// idOf is the page's own name for the item, "" when it has none.
func (s *survey) idOf(e *engine, items []item, i int, f *fields) string {
	d := s.d
	it := &items[i]
	if e.dataID {
		for _, k := range []key{keyThingid, keyDataID} {
			if v := d.attr(it.node, k); v != "" {
				return v
			}
		}
		return strings.TrimPrefix(d.attr(it.node, keyID), "thing_")
	}
	id := d.attr(it.node, keyID)
	if e.keepID && id != "" {
		return id
	}
	if v := shortID(id); v != "" {
		return v
	}
	if it.num != "" {
		return it.num
	}
	if v := d.attr(it.node, keyDataID); v != "" && len(v) < 80 {
		return v[len(idPrefix(v)):]
	}
	if e.run || d.nodes[it.node].parent > 0 {
		// An anchor right before the element names it.
		for n, k := it.node-1, 0; n > d.nodes[it.node].parent && k < 6; n, k = n-1, k+1 {
			if d.nodes[n].tag == tagA && d.nodes[n].parent == d.nodes[it.node].parent {
				for _, v := range []string{d.attr(n, keyID), d.attr(n, keyName)} {
					if v := shortID(v); v != "" {
						return v
					}
				}
			}
			if d.nodes[n].tag != tagNone && d.nodes[n].tag != tagA || blackLen(d.run(n)) > 0 {
				break
			}
		}
	}
	for p, k := d.nodes[it.node].parent, 0; p > 0 && k < 3; p, k = d.nodes[p].parent, k+1 {
		if i > 0 && items[i-1].from >= p || i+1 < len(items) && items[i+1].from < d.nodes[p].end && !d.inside(items[i+1].from, it.node) {
			break
		}
		if v := d.attr(p, keyID); len(idPrefix(v)) > 2 && shortID(v) != "" && len(items) > 1 {
			return shortID(v)
		}
	}
	found := ""
	steps := 0
	s.own(items, i, func(n int32) bool {
		if steps++; found != "" || steps > 60 {
			return false
		}
		if d.nodes[n].tag == tagNone {
			return true
		}
		if v := shortID(d.attr(n, keyID)); v != "" {
			found = v
		} else if v := d.attr(n, keyName); d.nodes[n].tag == tagA && e.span && allDigits(v) {
			found = v
		} else if d.nodes[n].tag == tagA {
			found = shortID(d.attr(n, keyName))
		}
		return true
	})
	if found != "" {
		return found
	}
	if v, ok := strings.CutPrefix(f.link, "item?id="); ok && allDigits(v) {
		return v
	}
	if j := strings.LastIndexByte(f.link, '#'); j >= 0 {
		return shortID(f.link[j+1:])
	}
	return ""
}

var idPrefixes = []string{"li-comment-", "div-comment-", "dsq-comment-", "comment-item-", "comment_id_", "commentid_", "comment-id-", "comment_", "comments-", "comment-", "comment", "Comment_", "Comment-", "ljcmt", "cmt-", "cmt", "issuecomment-",

	"discussioncomment-", "js-post-", "post_", "post-", "post", "isso-", "tree_", "elComment_", "msg-", "msg", "comm-", "comm_", "c_", "c-", "c", "t", "p", "message-", "reply-", "r-", "kommentar-", "kommentar", "pid_", "pid", "id-", "d-comment-"}

func idPrefix(id string) string {
	for _, p := range idPrefixes {
		if strings.HasPrefix(id, p) && len(id) > len(p) {
			return p
		}
	}
	return ""
}

// shortID strips what says "comment" from an element's id. It is "" for an id
// that names no comment.
func shortID(id string) string {
	p := idPrefix(id)
	if p == "" {
		if len(id) >= 4 && len(id) < 20 && allDigits(id) {
			return id
		}
		return ""
	}
	rest := id[len(p):]
	if len(rest) > 64 {
		return ""
	}
	if allDigits(rest) {
		return rest
	}
	// TypePad, Lobsters and the like number in base 16 or 36.
	if len(p) >= 2 && len(rest) >= 6 && rest[0] != '-' {
		digits := 0
		for i := range len(rest) {
			switch c := rest[i]; {
			case c >= '0' && c <= '9':
				digits++
			case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c == '-', c == '_':
			default:
				return ""
			}
		}
		if digits >= 1 {
			return rest
		}
	}
	return ""
}
