package webpage

import "strings"

// role is what an element of a comment says, by its class names.
type role uint8

const (
	roleNone role = iota
	roleAuthor
	roleTime
	roleBody
	roleMeta   // header or footer: may hold author and time, never text
	roleChrome // buttons, avatars, signatures: nothing to keep
	roleScore
	roleNotice // words of the software about the comment
)

// hint is a role with its rank: the lower, the surer.
type hint struct {
	role role
	rank uint8
}

var roleNames = map[string]hint{
	"fn": {roleAuthor, 3}, "comment-author-name": {roleAuthor, 3}, "commenter-name": {roleAuthor, 3}, "comment-author-link": {roleAuthor, 3},
	"author-name": {roleAuthor, 3}, "authorname": {roleAuthor, 3}, "username": {roleAuthor, 4}, "hnuser": {roleAuthor, 2}, "user-name": {roleAuthor, 4},
	"comment-author": {roleAuthor, 5}, "comment_author": {roleAuthor, 5}, "commentauthor": {roleAuthor, 5}, "commenter": {roleAuthor, 5},
	"author": {roleAuthor, 5}, "vcard": {roleAuthor, 6}, "byline": {roleAuthor, 6}, "comment-byline": {roleAuthor, 6}, "comment-name": {roleAuthor, 4},
	"nickname": {roleAuthor, 4}, "nick": {roleAuthor, 4}, "user": {roleAuthor, 6}, "name": {roleAuthor, 6}, "poster": {roleAuthor, 5},
	"bigusername": {roleAuthor, 2}, "creator": {roleAuthor, 4}, "comment-user": {roleAuthor, 4}, "author_name": {roleAuthor, 3}, "comment__author": {roleAuthor, 4},
	"comment-by": {roleAuthor, 6}, "commentby": {roleAuthor, 6}, "comment-poster": {roleAuthor, 5}, "ljuser": {roleAuthor, 3}, "by": {roleAuthor, 7},
	"says": {roleChrome, 1}, "comment-author-says": {roleChrome, 1},

	"comment-date": {roleTime, 4}, "comment_date": {roleTime, 4}, "commentdate": {roleTime, 4}, "comment-time": {roleTime, 4}, "comment-timestamp": {roleTime, 4},
	"date": {roleTime, 5}, "time": {roleTime, 5}, "datetime": {roleTime, 4}, "timestamp": {roleTime, 4}, "postdate": {roleTime, 4}, "post-date": {roleTime, 4},
	"published": {roleTime, 4}, "posted": {roleTime, 6}, "age": {roleTime, 3}, "relativetime": {roleTime, 3}, "relativetime-clean": {roleTime, 3},
	"time-ago": {roleTime, 4}, "timeago": {roleTime, 4}, "date-header": {roleTime, 6}, "comment-permalink": {roleTime, 7}, "post-time": {roleTime, 4},
	"comment-metadata": {roleMeta, 6}, "commentmetadata": {roleMeta, 6}, "comment-meta": {roleMeta, 7}, "meta": {roleMeta, 8}, "comment_meta": {roleMeta, 7},
	"comment-info": {roleMeta, 8}, "comment-header": {roleMeta, 8}, "comment-head": {roleMeta, 8}, "comhead": {roleMeta, 8}, "tagline": {roleMeta, 8},
	"comment-footer": {roleMeta, 8}, "commentmeta": {roleMeta, 7}, "comment-details": {roleMeta, 8}, "submitted": {roleMeta, 7}, "postprofile": {roleMeta, 9},
	"message-attribution": {roleMeta, 8}, "crawler-post-meta": {roleMeta, 8}, "posthead": {roleMeta, 8}, "comments-post": {roleMeta, 8}, "comment-title": {roleMeta, 9}, "commenttitle": {roleMeta, 9},

	"comment-content": {roleBody, 2}, "comment_content": {roleBody, 2}, "commentcontent": {roleBody, 2}, "comment-text": {roleBody, 2}, "comment_text": {roleBody, 2},
	"commenttext": {roleBody, 2}, "commentText": {roleBody, 2}, "comment-message": {roleBody, 2}, "comment__text": {roleBody, 2}, "comment__content": {roleBody, 2},
	"comment__body": {roleBody, 3}, "comment-copy": {roleBody, 2}, "commtext": {roleBody, 1}, "comment-body": {roleBody, 5}, "comment_body": {roleBody, 5},
	"commentbody": {roleBody, 5}, "commentBody": {roleBody, 5}, "comment-entry": {roleBody, 4}, "comment-inner": {roleBody, 7}, "comment-desc": {roleBody, 4},
	"comment-data": {roleBody, 6}, "comment-post": {roleBody, 6}, "commententry": {roleBody, 4}, "post-message": {roleBody, 3}, "md": {roleBody, 3}, "usertext-body": {roleBody, 4},
	"message-body": {roleBody, 3}, "message-content": {roleBody, 4}, "post-body": {roleBody, 4}, "post_body": {roleBody, 4}, "postbody": {roleBody, 6}, "post-content": {roleBody, 5},
	"postcontent": {roleBody, 3}, "entry-content": {roleBody, 5}, "text": {roleBody, 6}, "content": {roleBody, 7}, "body": {roleBody, 7}, "entry": {roleBody, 8},
	"message": {roleBody, 7}, "comment-excerpt": {roleBody, 6}, "userstuff": {roleBody, 3}, "bbWrapper": {roleBody, 2}, "cooked": {roleBody, 2},
	"wp-block-comment-author-name": {roleAuthor, 3}, "wp-block-comment-date": {roleTime, 4}, "wp-block-comment-content": {roleBody, 2},
	"field-name-comment-body": {roleBody, 0}, "field--name-comment-body": {roleBody, 0}, "comment-bodytext": {roleBody, 2}, "markdown-body": {roleBody, 4}, "FormattedComment": {roleBody, 2},

	"reply": {roleChrome, 1}, "comment-reply-link": {roleChrome, 1}, "comment-reply": {roleChrome, 1}, "reply-link": {roleChrome, 1}, "comment-edit-link": {roleChrome, 1},
	"edit-link": {roleChrome, 1}, "avatar": {roleChrome, 1}, "comment-avatar": {roleChrome, 1}, "gravatar": {roleChrome, 1}, "photo": {roleChrome, 1},
	"comment-actions": {roleChrome, 1}, "actions": {roleChrome, 1}, "flat-list": {roleChrome, 1}, "buttons": {roleChrome, 1}, "postbuttons": {roleChrome, 1}, "post-buttons": {roleChrome, 1},
	"sharedaddy": {roleChrome, 1}, "sd-like": {roleChrome, 1}, "jp-likes-widget-wrapper": {roleChrome, 1}, "comment-likes": {roleChrome, 1}, "signature": {roleChrome, 1}, "sig": {roleChrome, 1},
	"screen-reader-text": {roleChrome, 1}, "votelinks": {roleChrome, 1}, "comment-links": {roleChrome, 1}, "links": {roleChrome, 2}, "comment-tools": {roleChrome, 1},
	"message-footer": {roleChrome, 1}, "message-signature": {roleChrome, 1}, "postfoot": {roleChrome, 1}, "back2top": {roleChrome, 1}, "comment-controls": {roleChrome, 1},
	"replylink": {roleChrome, 1}, "replyto": {roleChrome, 1}, "comment-share": {roleChrome, 1}, "comment-options": {roleChrome, 1}, "comment-number": {roleChrome, 1}, "commentnumber": {roleChrome, 1},
	"comment-count": {roleChrome, 1}, "comment-rating": {roleChrome, 1}, "karma": {roleChrome, 1}, "ratingblock": {roleChrome, 1}, "cld-like-dislike-wrap": {roleChrome, 1}, "wpulike": {roleChrome, 1},
	"comment-arrow": {roleChrome, 1}, "post-notice": {roleChrome, 1}, "navs": {roleChrome, 2}, "comment-menu": {roleChrome, 1}, "comment-like": {roleChrome, 1}, "quote-controls": {roleChrome, 1},
	"mw-editsection": {roleChrome, 1}, "ext-discussiontools-init-replylink-buttons": {roleChrome, 1}, "post-menu": {roleChrome, 1}, "message-lastEdit": {roleChrome, 1}, "notice": {roleChrome, 2},
	"crawler-linkback-list": {roleChrome, 1}, "raw-content": {roleChrome, 1}, "bbCodeBlock-expandLink": {roleChrome, 1}, "attachments": {roleChrome, 2}, "message-attachments": {roleChrome, 1}, "toggle": {roleChrome, 2},
	"cluv": {roleChrome, 1}, "commentluv": {roleChrome, 1}, "bbp-reply-post-date": {roleTime, 3}, "bbp-author-name": {roleAuthor, 2}, "bbp-reply-content": {roleBody, 1}, "bbp-topic-content": {roleBody, 1}, "bbp-author-role": {roleChrome, 1}, "bbp-admin-links": {roleChrome, 1},
	"fyre-comment-username": {roleAuthor, 2}, "fyre-comment-date": {roleTime, 2}, "fyre-comment": {roleBody, 2}, "fyre-comment-footer": {roleChrome, 1}, "idc-c-t": {roleBody, 2}, "idc-time": {roleTime, 3},
	"comment-reactions": {roleChrome, 1}, "comment-vote": {roleChrome, 1}, "voting": {roleChrome, 1}, "js-vote-count": {roleScore, 2},

	"score": {roleScore, 2}, "points": {roleScore, 4}, "vote-count": {roleScore, 3}, "comment-score": {roleScore, 3}, "votes": {roleScore, 5}, "vote-count-post": {roleScore, 3},
	"upvotes": {roleScore, 4}, "comment-votes": {roleScore, 4}, "like-count": {roleScore, 5}, "likes-count": {roleScore, 5}, "cool": {roleScore, 4}, "recommend__count": {roleScore, 5},

	"comment-awaiting-moderation": {roleNotice, 1}, "awaiting-moderation": {roleNotice, 1}, "moderation": {roleNotice, 2}, "unapproved": {roleNotice, 3},
}

// guesses are parts of class names, tried in order on names not listed above.
var guesses = []struct {
	part string
	hint hint
}{
	{"avatar", hint{roleChrome, 2}}, {"signature", hint{roleChrome, 2}}, {"replybutton", hint{roleChrome, 2}}, {"reply-button", hint{roleChrome, 2}},
	{"reply-link", hint{roleChrome, 2}}, {"reply_link", hint{roleChrome, 2}}, {"replylink", hint{roleChrome, 2}}, {"share", hint{roleChrome, 3}}, {"action", hint{roleChrome, 3}},
	{"edit-link", hint{roleChrome, 2}}, {"moderation", hint{roleNotice, 3}}, {"toolbar", hint{roleChrome, 2}}, {"badge", hint{roleChrome, 3}}, {"rating", hint{roleChrome, 3}},
	{"author", hint{roleAuthor, 8}}, {"username", hint{roleAuthor, 8}}, {"user-name", hint{roleAuthor, 8}}, {"user_name", hint{roleAuthor, 8}}, {"nickname", hint{roleAuthor, 8}},
	{"commenter", hint{roleAuthor, 8}}, {"poster", hint{roleAuthor, 9}}, {"byline", hint{roleAuthor, 9}}, {"displayname", hint{roleAuthor, 8}}, {"display-name", hint{roleAuthor, 8}},
	{"timestamp", hint{roleTime, 6}}, {"datetime", hint{roleTime, 6}}, {"date", hint{roleTime, 7}}, {"time", hint{roleTime, 7}}, {"ago", hint{roleTime, 9}},
	{"comment-text", hint{roleBody, 4}}, {"comment_text", hint{roleBody, 4}}, {"commenttext", hint{roleBody, 4}}, {"comment-content", hint{roleBody, 4}}, {"comment_content", hint{roleBody, 4}},
	{"comment-body", hint{roleBody, 7}}, {"commentbody", hint{roleBody, 7}}, {"comment_body", hint{roleBody, 7}}, {"message-text", hint{roleBody, 5}}, {"messagetext", hint{roleBody, 5}},
	{"text-body", hint{roleBody, 7}}, {"body-text", hint{roleBody, 6}}, {"bodytext", hint{roleBody, 6}}, {"comment__copy", hint{roleBody, 5}}, {"postbody", hint{roleBody, 8}}, {"post-body", hint{roleBody, 8}},
	{"posttext", hint{roleBody, 7}}, {"post-text", hint{roleBody, 7}}, {"post_text", hint{roleBody, 7}}, {"postcontent", hint{roleBody, 7}}, {"post-content", hint{roleBody, 7}},
	{"meta", hint{roleMeta, 9}}, {"nick", hint{roleAuthor, 9}}, {"name", hint{roleAuthor, 10}}, {"user", hint{roleAuthor, 11}}, {"text", hint{roleBody, 9}}, {"content", hint{roleBody, 10}}, {"message", hint{roleBody, 10}},
}

// roleOf finds the role of a class name; memo keeps the answers of one page.
func roleOf(memo map[string]hint, w string) hint {
	if h, ok := memo[w]; ok {
		return h
	}
	h, known := roleNames[w]
	if !known && len(w) >= 3 && len(w) < 64 {
		if low := strings.ToLower(w); low != w {
			h = roleNames[low]
		}
		if h.role == roleNone {
			h = bySuffix(w)
		}
		for i := range guesses {
			if g := &guesses[i]; indexFold(w, g.part) >= 0 && !(g.part == "action" && ofAction(w)) {
				if h.role == roleNone || h.role == g.hint.role && g.hint.rank < h.rank {
					h = g.hint
				}
				break
			}
		}
	}
	if h.role == roleBody && !known && indexFold(w, "quot") >= 0 {
		h = hint{} // "quoted-text" is what another has said
	}
	if len(memo) < 1<<14 {
		memo[w] = h
	}
	return h
}

// ofAction tells words that only end as "action" does.
func ofAction(w string) bool {
	i := indexFold(w, "action")
	return i > 0 && (w[i-1]|0x20 == 'r' || w[i-1]|0x20 == 'f' || w[i-1]|0x20 == 's') && indexFold(w[:i], "user") < 0
}

// bySuffix reads names such as "comment-meta__name" by their last word.
func bySuffix(w string) hint {
	i := strings.LastIndexAny(w, "-_")
	if i < 0 {
		return hint{}
	}
	switch strings.ToLower(w[i+1:]) {
	case "name", "author", "username", "nickname", "user":
		return hint{roleAuthor, 8}
	case "date", "time", "datetime", "timestamp", "published":
		return hint{roleTime, 6}
	case "text", "body", "content", "message":
		return hint{roleBody, 6}
	case "avatar", "reply", "actions", "buttons", "share", "vote", "votes", "likes", "edit", "report":
		return hint{roleChrome, 2}
	}
	return hint{}
}
