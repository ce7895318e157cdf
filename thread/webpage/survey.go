package webpage

import (
	"strings"
)

// flag marks what a node stands in.
type flag uint8

const (
	inBan   flag = 1 << iota // widgets, templates, forms: no comments here
	inArea                   // an element that names itself after comments
	inQuote                  // a block quote
	isItem                   // the start of a comment that was chosen
	inChrome
)

// survey is what one pass over a page finds.
type survey struct {
	d     *doc
	flags []flag
	// found holds, for each engine, the elements that may be its comments.
	found [][]int32
	// shells names the services whose comments are loaded by script.
	shells    []string
	generator string
	lang      string
	title     string
	url       string
	content   int32 // MediaWiki's content element, 0 none
}

var banned = map[string]bool{
	"recentcomments": true, "recent-comments": true, "widget_recent_comments": true, "latest-comments": true,
	"wp-block-latest-comments": true, "sidebar": true, "widget-area": true,
	"related-posts": true, "comment-form": true, "commentform": true, "comment-respond": true, "respond": true,
	"recent_comments": true, "lastcomments": true, "last-comments": true, "latest_comments": true, "last_comments": true,
	"newest-comments": true, "popular-posts": true, "sidebar-box": true, "preview-comment": true, "comment-preview": true,
	"wp-block-post-template": true, "quickreply": true, "quick_reply": true, "similar-threads": true,
	"wc-comment-template": true, "comment-template": true, "search-results": true, "rc_comment": true,
	"wp_review_comments": true, "woocommerce-Reviews": true, "product-reviews": true, "review-list": true,
}

var bannedID = map[string]bool{
	"respond": true, "commentform": true, "recentcomments": true, "recent-comments": true, "sidebar": true,
	"recentcommentswidget": true, "quick_reply": true, "comment-form": true, "related-posts": true, "wc-comment-template": true,
	"reply-form": true, "replyform": true, "isso-root-template": true,
}

// shellOf maps ids and classes of scripted comment services to their names.
var shellOf = map[string]string{
	"disqus_thread": "Disqus", "fb-comments": "Facebook", "fb_comments": "Facebook", "commento": "Commento",
	"isso-thread": "Isso", "utterances": "utterances", "giscus": "giscus", "graphcomment": "GraphComment",
	"coral_talk_stream": "Coral", "coral-container": "Coral", "coral_thread": "Coral", "livefyre": "Livefyre",
	"livefyre-comments": "Livefyre", "idc-container": "IntenseDebate", "IDCommentsHead": "IntenseDebate",
	"viafoura": "Viafoura", "vf-comments": "Viafoura", "spotim-specific": "OpenWeb", "spot-im-frame-inpage": "OpenWeb",
	"vuukle-comments": "Vuukle", "cusdis_thread": "Cusdis", "remark42": "Remark42", "hyvor-talk-view": "Hyvor Talk",
	"mc-container": "Cackle", "hypercomments_widget": "HyperComments", "vk_comments": "VK", "hashover": "HashOver",
	"comments-vk": "VK", "waline": "Waline", "gitalk-container": "Gitalk", "HCB_comment_box": "HTML Comment Box",
	"discourse-comments": "Discourse", "muut": "Muut", "uyan_frame": "Youyan", "ds-thread": "Duoshuo", "SOHUCS": "Changyan",
	"fastcomments-widget": "FastComments", "shreddit-comment-tree": "Reddit", "ytd-comments": "YouTube", "jp-remote-comment": "Jetpack",
}

var areaWords = []string{"comment", "kommentar", "comentario", "commentaire", "commento", "reaction", "reactie", "reakci",
	"komment", "yorum", "discuss", "respons", "replies", "thread", "forum", "topic", "feedback", "opinion", "guestbook",
	"gaestebuch", "gästebuch", "коммент", "отзыв", "hozzasz", "diskus", "talkback", "usercontent", "debat", "postlist", "messages"}

// mark is the only pass over all nodes of the page: flags, services, language
// and the elements that may be comments.
func mark(d *doc, x *index, engines []engine) *survey {
	s := &survey{d: d, flags: make([]flag, len(d.nodes)), found: make([][]int32, len(engines))}
	for i := range d.nodes {
		n := int32(i)
		nd := &d.nodes[i]
		var f flag
		if nd.parent >= 0 {
			f = s.flags[nd.parent] &^ (isItem | inChrome)
		}
		if nd.tag == tagNone || nd.from == nd.to {
			switch nd.tag {
			case tagNone:
				if nd.parent >= 0 && s.title == "" && d.nodes[nd.parent].tag == tagTitle {
					s.title = collapse(d.run(n))
				}
			case tagBlockquote:
				f |= inQuote
			case tagTemplate, tagNav:
				f |= inBan
			}
			if nd.tag >= tagDynamic && f&inArea == 0 && areaWord(d.name(nd.tag)) {
				f |= inArea
			}
			if f&inBan == 0 {
				s.byTag(x, engines, n)
			}
			s.flags[i] = f
			continue
		}
		switch nd.tag {
		case tagBlockquote:
			if quotes(d.attr(n, keyClass)) {
				f |= inQuote
			}
		case tagTemplate, tagNav:
			f |= inBan
		case tagMeta:
			s.meta(n)
		case tagLink:
			if hasToken(d.attr(n, keyRel), "canonical") && s.url == "" {
				s.url = d.attr(n, keyHref)
			}
		case tagHTML:
			s.lang = d.attr(n, keyLang)
		}
		if s.lang == "" && nd.tag == tagBody {
			s.lang = d.attr(n, keyLang)
		}
		if f&inBan == 0 {
			s.byTag(x, engines, n)
		}
		if nd.tag >= tagDynamic {
			if f&inArea == 0 && areaWord(d.name(nd.tag)) {
				f |= inArea
			}
			if svc := shellOf[d.name(nd.tag)]; svc != "" {
				s.shell(svc)
			}
		}
		for _, a := range d.attrs[nd.from:nd.to] {
			v := d.text[a.from:a.to]
			switch a.key {
			case keyID:
				if svc := shellOf[v]; svc != "" {
					s.shell(svc)
				}
				if bannedID[v] {
					f |= inBan
				}
				if f&inBan == 0 {
					if r := x.byStem[stem(v)]; r != nil {
						s.offer(x, r, engines, n)
					}
				}
				if v == "mw-content-text" {
					s.content = n
				}
				if f&inArea == 0 && nd.tag != tagBody && areaWord(v) {
					f |= inArea
				}
			case keyClass:
				for w, rest := nextToken(v); w != ""; w, rest = nextToken(rest) {
					if nd.tag != tagBody && nd.tag != tagHTML {
						if banned[w] {
							f |= inBan
						}
						if f&inArea == 0 && areaWord(w) {
							f |= inArea
						}
					}
					if svc := shellOf[w]; svc != "" {
						s.shell(svc)
					}
					if f&inBan == 0 {
						if r := x.byClass[w]; r != nil {
							s.offer(x, r, engines, n)
						}
					}
				}
			case keyItemprop, keyRole, keyItemtype, keyComponent:
				if a.key == keyRole && f&inArea == 0 && areaWord(v) {
					f |= inArea
				}
				if f&inBan == 0 {
					if a.key == keyItemtype {
						v = v[strings.LastIndexByte(v, '/')+1:]
					}
					if r := x.byProp[v]; r != nil {
						s.offer(x, r, engines, n)
					}
				}
			}
		}
		s.flags[i] = f
	}
	return s
}

func (s *survey) byTag(x *index, engines []engine, n int32) {
	g := s.d.nodes[n].tag
	switch {
	case g >= tagDynamic:
		s.offer(x, x.byName[s.d.name(g)], engines, n)
	case len(x.byTag[g]) > 0:
		s.offer(x, x.byTag[g], engines, n)
	}
}

func (s *survey) offer(x *index, refs []ref, engines []engine, n int32) {
	for _, r := range refs {
		e := &engines[r.engine]
		if l := s.found[r.engine]; len(l) > 0 && l[len(l)-1] == n {
			continue
		}
		if e.items[r.sel].match(s.d, n) && !matchAny(e.not, s.d, n) {
			s.found[r.engine] = append(s.found[r.engine], n)
		}
	}
}

func (s *survey) shell(name string) {
	for _, have := range s.shells {
		if have == name {
			return
		}
	}
	s.shells = append(s.shells, name)
}

func (s *survey) meta(n int32) {
	d := s.d
	c := d.attr(n, keyContent)
	switch strings.ToLower(d.attr(n, keyName)) {
	case "generator":
		s.generator = c
	case "language", "content-language":
		if s.lang == "" {
			s.lang = c
		}
	}
	switch d.attr(n, keyProperty) {
	case "og:url":
		if s.url == "" {
			s.url = c
		}
	case "og:locale":
		if s.lang == "" {
			s.lang = strings.ReplaceAll(c, "_", "-")
		}
	}
}

// areaWord tells whether an id or class names a comment section.
func areaWord(v string) bool {
	if len(v) < 4 || len(v) > 64 {
		return false
	}
	for _, w := range areaWords {
		if indexFold(v, w) >= 0 {
			return true
		}
	}
	return false
}

// indexFold is strings.Index with ASCII letters of v taken as lower case; w
// must be lower case.
func indexFold(v, w string) int {
	if len(w) > len(v) {
		return -1
	}
	c := w[0]
	for i := 0; i+len(w) <= len(v); i++ {
		b := v[i]
		if b >= 'A' && b <= 'Z' {
			b += 'a' - 'A'
		}
		if b != c {
			continue
		}
		j := 1
		for ; j < len(w); j++ {
			b := v[i+j]
			if b >= 'A' && b <= 'Z' {
				b += 'a' - 'A'
			}
			if b != w[j] {
				break
			}
		}
		if j == len(w) {
			return i
		}
	}
	return -1
}
