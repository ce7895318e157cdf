package webpage

import "sync"

// engine says how one piece of software writes comments.
type engine struct {
	name  string
	items []sel
	not   []sel
	// author, when and body go before what class names suggest.
	author, when, body []sel
	// drop is left out of the text.
	drop []sel
	// flat says that the layout shows no nesting: parents stay unknown.
	flat bool
	// keepID keeps element ids as they are.
	keepID bool
	// fullname takes data-fullname and its like for the ID.
	dataID bool
	// utc says that times without a zone are in UTC.
	utc bool
	// run says that a comment goes on over its next siblings to the next item.
	run bool
	// span says that a comment goes on to the next item, wherever that is.
	span bool
	// weak asks that most comments have an author or a time.
	weak bool
}

type rawEngine struct {
	name                           string
	items, not, author, when, body []string
	drop                           []string
	flat, keepID, dataID, utc      bool
	run, weak, span                bool
}

// engineTable is read by engineList alone. First match wins; the last rows are
// the vocabulary that many themes share.
var engineTable = []rawEngine{
	{name: "hackernews", items: []string{"tr.comtr"}, author: []string{".hnuser"}, when: []string{".age"}, body: []string{".commtext", ".comment"},
		drop: []string{".reply", ".navs", ".togg"}, utc: true},
	{name: "hackernews-2007", items: []string{"table td.default"}, author: []string{".comhead a"}, when: []string{".comhead"}, body: []string{"span.comment", ".comment"}, drop: []string{".reply"}, utc: true},
	{name: "reddit-old", items: []string{"div.thing.comment", "div.thing[data-type=comment]"}, author: []string{".tagline .author"},
		when: []string{".tagline time", ".tagline .live-timestamp"}, body: []string{".usertext-body .md", ".md"}, dataID: true},
	{name: "reddit", items: []string{"shreddit-comment"}, body: []string{"[slot=comment]", ".md"}, dataID: true},
	{name: "reddit-2018", items: []string{"div.Comment"}, body: []string{"[role=comment]"}, when: []string{"[role=comment_timestamp]"}, author: []string{"[role=comment_author_link]"}},
	{name: "stackexchange", items: []string{"div.answer#answer-%", "li.comment.js-comment", "ul.comments-list li.comment", "tr.comment#comment-%"},
		author: []string{".comment-user", ".user-details[itemprop=author] a", ".user-details a", ".user-details"}, when: []string{".comment-date .relativetime-clean", ".user-action-time .relativetime", ".relativetime"},
		body: []string{".comment-copy", ".s-prose", ".js-post-body", ".post-text"}, drop: []string{".post-signature", ".post-menu", ".comments", ".js-comments-container"}, keepID: true, utc: true},
	{name: "discourse", items: []string{"div.crawler-post", "article#post_%", "div.topic-body#post_%"}, not: []string{"article article"}, author: []string{".creator", ".names .username", ".names"},
		when: []string{".post-time", "[itemprop=datePublished]", ".post-date .relative-date", ".crawler-post-infos"}, body: []string{".post[itemprop=text]", ".cooked", ".post"}, flat: true},
	{name: "phpbb", items: []string{"div.post#p%"}, author: []string{".author .username", ".author .username-coloured", ".postprofile .username", ".postprofile .username-coloured", ".postauthor", ".author strong"},
		when: []string{".author time", ".author"}, body: []string{".content", ".postbody .message"}, drop: []string{".signature", ".notice", ".attachbox"}, flat: true, keepID: true},
	{name: "phpbb2", items: []string{"span.name", "b.postauthor"}, author: []string{"span.name b", "b.postauthor", "span.name"}, when: []string{"td.gensmall", ".postdetails"}, body: []string{".postbody"}, span: true, flat: true},
	{name: "xenforo", items: []string{"article.message", "li.message#post-%", "article.comment.js-comment[data-author]"}, author: []string{".message-name .username", ".message-userDetails .username", ".messageUserBlock .username", ".userText .username", ".username"},
		when: []string{".message-attribution-main time", ".messageMeta .DateTime", ".DateTime", "time"}, body: []string{".message-body .bbWrapper", ".messageText", ".bbWrapper"}, drop: []string{".message-lastEdit", ".bbCodeBlock-expandLink", ".messageTextEndMarker", ".quoteExpand", ".js-selectToQuoteEnd"}, flat: true},
	{name: "vbulletin", items: []string{"li.postbit#post_%", "li.postbitlegacy#post_%", "li.postcontainer#post_%", "table#post%", "div.b-post", "li.b-post", "li.postbitim#post_%"},
		author: []string{".username_container .username", ".bigusername", ".username", ".author a", ".author", ".b-userinfo__details a"}, when: []string{".postdate .date", ".postdate", ".b-post__timestamp", "[itemprop=dateCreated]", "td.thead"},
		body: []string{"#post_message_%", ".js-post__content-text", ".postcontent", "blockquote.restore"}, drop: []string{".signature", ".postfoot", ".after_content"}, flat: true},
	{name: "invision", items: []string{"article.ipsComment", "div.post_block#post_id_%"}, author: []string{".cAuthorPane_author", ".ipsComment_author a", ".author", ".vcard"}, when: []string{".ipsComment_meta time", "time", ".published"},
		body: []string{"[role=commentContent]", ".post.entry-content", ".ipsType_richText"}, drop: []string{".signature", ".ipsItemControls"}, flat: true},
	{name: "mybb", items: []string{"div.post#post_%", "table#post_%"}, not: []string{".crawler-post"}, author: []string{".author_information .largetext", ".author_information strong a", ".largetext"}, when: []string{".post_date", ".smalltext"},
		body: []string{".post_body", "#pid_%"}, drop: []string{".signature", ".post_controls"}, flat: true},
	{name: "smf", items: []string{"div.windowbg#msg%", "div.post_wrapper", "div.postarea"}, not: []string{".post_wrapper .postarea"}, author: []string{".poster h4 a", ".poster h4", ".poster"}, when: []string{".keyinfo .smalltext", ".postinfo a", ".smalltext"}, body: []string{".inner#msg_%", ".inner", ".post"},
		drop: []string{".moderatorbar", ".signature"}, flat: true},
	{name: "smf1", items: []string{"td.windowbg", "td.windowbg2"}, author: []string{"b a", "b"}, when: []string{"div.smalltext"}, body: []string{"div.post"}, drop: []string{".signature"}, flat: true},
	{name: "invision2", items: []string{"span.normalname"}, author: []string{"span.normalname a", "span.normalname"}, when: []string{".postdetails"}, body: []string{".postcolor"}, drop: []string{".edit", ".signature"}, span: true, flat: true},
	{name: "discuz", items: []string{"table.plhin#pid%"}, author: []string{".authi .xw1", ".authi a"}, when: []string{"em#authorposton%"}, body: []string{"td.t_f"}, drop: []string{".pstatus", ".sign"}, flat: true},
	{name: "metafilter", items: []string{"div.comments#c%"}, author: []string{".smallcopy a"}, when: []string{".smallcopy"}, drop: []string{".smallcopy"}, flat: true},
	{name: "fluxbb", items: []string{"div.blockpost#p%"}, author: []string{".postleft strong", "dt strong"}, when: []string{"h2 a"}, body: []string{".postmsg"}, drop: []string{".postsignature", ".postedit"}, flat: true},
	{name: "vanilla", items: []string{"li.ItemComment", "li.Item.Comment", "li#Comment_%"}, author: []string{".Author .Username", ".Username"}, when: []string{"time"}, body: []string{".Message"}, flat: true},
	{name: "flarum", items: []string{"article.CommentPost", "div.PostStream-item"}, not: []string{".PostStream-item .CommentPost"}, author: []string{".username", ".PostUser-name"}, when: []string{"time"}, body: []string{".Post-body"}, drop: []string{".Post-actions", ".Post-footer"}, flat: true},
	{name: "flarum", items: []string{".PostUser"}, author: []string{".PostUser-name"}, body: []string{".Post-body"}, span: true, flat: true},
	{name: "nodebb", items: []string{"li[component=post]", "li.post-row[itemtype=Comment]"}, author: []string{"[itemprop=author]"}, flat: true, weak: true},
	{name: "mastodon", items: []string{"div.entry-predecessor", "div.entry-center", "div.entry-successor"}, author: []string{".display-name__html", ".display-name strong"}, when: []string{"time"},
		body: []string{".e-content", ".status__content"}, flat: true},
	{name: "mastodon", items: []string{"div.detailed-status", "div.status[data-id]"}, author: []string{".display-name__html"}, when: []string{"time", ".detailed-status__datetime"},
		body: []string{".status__content__text", ".status__content"}, flat: true, weak: true},
	{name: "slashdot", items: []string{"li.comment#tree_%", "div.full#comment_%"}, not: []string{"li div.full"}, author: []string{".by a", ".by"}, when: []string{".otherdetails"}, body: []string{".commentBody"}, drop: []string{".commentSub", ".sig"}},
	{name: "disqus", items: []string{"li.post#post-%"}, not: []string{".hentry", ".type-post"}, author: []string{".post-byline .author", ".author"}, when: []string{".time-ago", ".post-meta time"}, body: []string{".post-message"}},
	{name: "dreamwidth", items: []string{"div.dwexpcomment"}, author: []string{".comment-poster .ljuser", ".ljuser"}, when: []string{".datetime"}, body: []string{".comment-content"}},
	{name: "livejournal", items: []string{"div.b-leaf", "div#ljcmt%", "table.ljcmt_full"}, author: []string{".b-leaf-username", ".i-ljuser-username", ".ljuser", ".i-ljuser"}, when: []string{".b-leaf-createdtime", ".comment-date", ".datetime"}, body: []string{".b-leaf-article", ".comment-text"}},
	{name: "blogger", items: []string{"li.comment#c%", "div.comment#c%"}, author: []string{"cite.user", "cite"}, when: []string{".datetime"}, body: []string{".comment-content", ".comment-body"}, drop: []string{".comment-actions", ".comment-replies", ".deletelink"}},
	{name: "blogger-old", items: []string{"#comments-block dt", "#comments dt.comment-author", "dl dt.comment-author", "dl#comments-block dt"}, author: []string{"dt"}, when: []string{".comment-timestamp"}, body: []string{"dd.comment-body", ".comment-body"}, drop: []string{".comment-footer", ".comment-timestamp"}, run: true, flat: true},
	{name: "youtube", items: []string{"ytd-comment-renderer", "ytd-comment-view-model"}, author: []string{"#author-text"}, when: []string{".published-time-text", "#published-time-text"}, body: []string{"#content-text"}, drop: []string{"#author-text"}},
	{name: "facebook", items: []string{"div._5nz1", "div._3-8y"}, author: []string{".UFICommentActorName"}, when: []string{".livetimestamp"}, body: []string{"._5mdd"}, weak: true},
	{name: "github", items: []string{"div.timeline-comment", "div.js-comment.review-comment"}, author: []string{"a.author"}, when: []string{"relative-time"}, body: []string{".comment-body"}, flat: true},
	{name: "ao3", items: []string{"li.comment.group"}, author: []string{".byline a", ".byline"}, when: []string{".posted.datetime", ".datetime"}, body: []string{".userstuff"}},
	{name: "lobsters", items: []string{"div.comment#c_*"}, author: []string{".byline a.u-author", ".byline a"}, body: []string{".comment_text"}},
	{name: "guardian", items: []string{"li.d-comment", "li#comment-%.d-comment"}, author: []string{".d-comment__author"}, when: []string{".d-comment__timestamp time", "time"}, body: []string{".d-comment__body"}},
	{name: "isso", items: []string{"div.isso-comment#isso-%"}, author: []string{".isso-author", ".author"}, body: []string{".isso-text", ".text"}},
	{name: "spip", items: []string{"div.forum-message"}, author: []string{".forum-chapo small span", ".forum-chapo small a"}, when: []string{".forum-chapo small", ".forum-chapo"}, body: []string{".forum-texte"}, drop: []string{".forum-repondre-message", ".forum-titre"}},
	{name: "thesis", items: []string{"#comment_list dt.comment"}, author: []string{".comment_author"}, when: []string{".comment_time"}, body: []string{".format_text"}, drop: []string{".reply"}, run: true, flat: true},
	{name: "bbpress", items: []string{"div.bbp-reply-header", "div.bbp-topic-header"}, author: []string{".bbp-author-name"}, when: []string{".bbp-reply-post-date", ".bbp-topic-post-date"}, body: []string{".bbp-reply-content", ".bbp-topic-content"}, run: true},
	{name: "wordpress", items: []string{"#li-comment-%", "#comment-%", "#dsq-comment-%", "#div-comment-%", ".comment#comment_%", "li.comment", "li.pingback", "li.trackback", "article.comment#*", "div.comment#*"},
		not: []string{".review", "a", "span", "h3", "h4", "input", "textarea", "tr.hentry"}},
	{name: "comments", items: []string{"[itemprop=comment]", "[itemtype=Comment]", "[itemtype=UserComments]", ".comment-item", ".commentItem", ".comment_item", ".single-comment", ".comment", ".comment-wrapper", ".comment-wrap", ".comment-box",
		".comment-entry", ".comment-container", ".comment-block", ".comments-body", ".commentblock", ".comment_block", ".comment-body", ".media-comment", ".Comment", ".comments-item", ".comments__item", ".comment-list-item", ".comments-list-item", ".commentlist-item", ".kommentar", ".comentario", ".commentaire", ".user-comment", ".c-comment",
		".commentWrapper", ".commentContainer", ".commentRow", ".comment-row", ".comment_box", ".commentBox", ".comment_container", ".comment_wrapper", ".the-comment", ".comment-main", ".comment-single", ".comment--item", ".comments-comment",
		".comment-card", ".comment-thread-item", ".discussion-comment", ".reader-comment", ".post-comment", ".reply-item", ".uk-comment", ".ui.comments .comment", ".entry-comment", ".comment-node", ".talkback", ".response", ".fyre-comment-article", ".idc-c", ".coral-comment", ".comments-list__item", ".comment-list__item", ".comments-section__item", ".ant-comment", ".bComment", ".commentthread_comment", ".CommentBox", ".kmsg", ".community_post"},
		not: []string{"a", "span", "h2", "h3", "h4", "button", "i", "input", "form", "textarea", "body", "p", ".review", "label", "svg", "img"}, weak: true},
}

var engineList = sync.OnceValue(func() []engine {
	out := make([]engine, len(engineTable))
	for i := range engineTable {
		r := &engineTable[i]
		out[i] = engine{name: r.name, items: compileAll(r.items), not: compileAll(r.not), author: compileAll(r.author), when: compileAll(r.when),
			body: compileAll(r.body), drop: compileAll(r.drop), flat: r.flat, keepID: r.keepID, dataID: r.dataID, utc: r.utc, run: r.run, span: r.span, weak: r.weak}
	}
	return out
})

var engineIndex = sync.OnceValue(func() *index { return buildIndex(engineList()) })
