package sniff

import (
	"bytes"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/thread/internal/csvread"
)

// Candidate is a format that the input may have.
type Candidate struct {
	Format string
	// Confidence is how well the bytes fit, 0 to 1; candidates need not add
	// up to 1.
	Confidence float64
}

// detect lists the formats that a decoded beginning fits, best first.
func detect(b []byte) []Candidate {
	t := bytes.TrimLeft(b, " \t\r\n\x00\ufeff")
	if len(t) == 0 {
		return []Candidate{{PlainText, 0.1}}
	}
	var c []Candidate
	switch {
	case t[0] == '{' || t[0] == '[':
		c = detectJSON(t)
	case t[0] == '<':
		c = detectMarkup(t)
	}
	if len(c) == 0 {
		if archived(t) {
			c = append(c, Candidate{WebPage, 0.99})
		} else if n := mailHeaders(t); n > 0 {
			c = append(c, Candidate{Mbox, min(0.99, 0.6+0.1*float64(n))})
		}
		if p := tableLike(t); p > 0 {
			if first, _, _ := bytes.Cut(t, []byte("\n")); bytes.Contains(first, []byte("comment_counter")) && bytes.Contains(first, []byte("comment_text")) {
				c = append(c, Candidate{SOCC, 0.97})
			}
			if first, _, _ := bytes.Cut(t, []byte("\n")); bytes.Contains(first, []byte("commentBody")) && bytes.Contains(first, []byte("commentID")) {
				c = append(c, Candidate{NYT, 0.97})
			}
			c = append(c, Candidate{Table, p})
		} else if regular(t) {
			c = append(c, Candidate{Table, 0.3})
		}
		if looksHTML(t) {
			c = append(c, Candidate{WebPage, 0.8})
		}
		c = append(c, Candidate{PlainText, 0.5})
	}
	// A stable sort by confidence of a handful.
	for i := 1; i < len(c); i++ {
		for j := i; j > 0 && c[j].Confidence > c[j-1].Confidence; j-- {
			c[j], c[j-1] = c[j-1], c[j]
		}
	}
	return c
}

func detectMarkup(t []byte) []Candidate {
	head := t[:min(len(t), 16<<10)]
	low := bytes.ToLower(head)
	has := func(s string) bool { return bytes.Contains(low, []byte(s)) }
	// The first element's name, past declarations and comments.
	root := rootName(low)
	switch {
	case root == "disqus" || has(`xmlns="http://disqus.com"`):
		return []Candidate{{Disqus, 0.99}}
	case root == "rss" && (has("wordpress.org/export") || has("<wp:") || has("disqus.com")):
		return []Candidate{{WordPress, 0.99}}
	case root == "rss":
		return []Candidate{{WordPress, 0.4}, {WebPage, 0.2}}
	case root == "html" || has("<!doctype html") || has("<body") || has("<head") || has("</div>") || has("</p>") || has("</a>") || has("<br"):
		return []Candidate{{WebPage, 0.98}}
	case looksHTML(t):
		return []Candidate{{WebPage, 0.7}, {PlainText, 0.3}}
	}
	return []Candidate{{PlainText, 0.4}, {WebPage, 0.3}}
}

func rootName(low []byte) string {
	for len(low) > 0 {
		i := bytes.IndexByte(low, '<')
		if i < 0 || i+1 >= len(low) {
			return ""
		}
		low = low[i+1:]
		switch {
		case bytes.HasPrefix(low, []byte("!--")):
			j := bytes.Index(low, []byte("-->"))
			if j < 0 {
				return ""
			}
			low = low[j+3:]
		case low[0] == '?' || low[0] == '!':
			j := bytes.IndexByte(low, '>')
			if j < 0 {
				return ""
			}
			low = low[j+1:]
		default:
			j := bytes.IndexAny(low, " \t\r\n>/")
			if j < 0 {
				j = len(low)
			}
			return string(low[:j])
		}
	}
	return ""
}

// looksHTML tells whether text is strewn with the tags of a page.
func looksHTML(t []byte) bool {
	low := bytes.ToLower(t[:min(len(t), 64<<10)])
	n := 0
	for _, tag := range []string{"<html", "<body", "<head>", "</div>", "</p>", "</li>", "</table>", "</span>", "<br>", "<br />", "</a>"} {
		if bytes.Contains(low, []byte(tag)) {
			n++
		}
	}
	return n >= 3 || bytes.Contains(low, []byte("<html")) && n >= 2
}

func detectJSON(t []byte) []Candidate {
	s := shapeOf(t)
	if len(s.paths) == 0 {
		if s.bad {
			return nil
		}
		if t[0] == '[' && bytes.HasPrefix(bytes.TrimLeft(t[1:], " \t\r\n"), []byte("]")) || t[0] == '{' && bytes.HasPrefix(bytes.TrimLeft(t[1:], " \t\r\n"), []byte("}")) {
			return []Candidate{{Table, 0.2}} // an empty list of anything
		}
		return nil
	}
	var c []Candidate
	add := func(f string, p float64) { c = append(c, Candidate{f, p}) }
	// Prefixes at which a record may stand.
	at := []string{"", "[]", ".data[]", ".items[]", ".comments[]"}
	rec := func(keys ...string) bool {
		for _, p := range at {
			ok := true
			for _, k := range keys {
				if !s.paths[p+"."+k] {
					ok = false
					break
				}
			}
			if ok {
				return true
			}
		}
		return false
	}
	if s.any("[].kind=Listing", ".kind=Listing", "[].data.children", ".data.children", ".json.data.things", ".kind=t1") {
		add(Reddit, 0.99)
	}
	if rec("link_id", "body") || rec("created_utc", "author", "body") || rec("created_utc", "subreddit") || rec("created_utc", "selftext") || rec("parent_id", "link_id") {
		add(Pushshift, 0.98)
	}
	if s.any(".items[].snippet.topLevelComment", "[].snippet.topLevelComment", ".snippet.topLevelComment", ".kind=youtube#commentThreadListResponse", ".kind=youtube#commentListResponse", "[].kind=youtube#commentThread", ".items[].kind=youtube#comment", "[].kind=youtube#comment", ".kind=youtube#commentThread", ".kind=youtube#comment", "[][].snippet.topLevelComment", "[].items[].snippet.topLevelComment") {
		add(YouTube, 0.99)
	}
	if s.any(".post_stream", "[].post_stream") || rec("post_number", "cooked") || rec("topic_id", "post_number") {
		add(Discourse, 0.99)
	}
	if s.has(".ancestors", ".descendants") || s.has("[].ancestors", "[].descendants") || rec("in_reply_to_id", "account") || rec("in_reply_to_account_id", "content") {
		add(Mastodon, 0.98)
	}
	if s.any(".comments[].comment.path", "[].comment.path", ".comment.path", ".comments[].comment.creator_id", "[].comment.creator_id", ".comments[].comment.ap_id", ".post_view.post", ".posts[].post.ap_id") || rec("creator_id", "path") {
		add(Lemmy, 0.98)
	}
	if rec("created_at_i") || s.any(".hits[].comment_text", ".hits[]._highlightResult", ".hits[].story_id") || rec("story_id", "children") || rec("story_id", "comment_text") {
		add(HackerNewsAlgolia, 0.98)
	} else if rec("by", "time") || rec("kids", "type") || rec("by", "type") || rec("type=comment", "parent") || rec("type=story", "time") {
		add(HackerNews, 0.95)
	}
	if s.any(".data.repository", ".data.node", ".repository.discussion", ".data.organization") || rec("user", "body") && (rec("author_association") || rec("issue_url") || rec("html_url") || rec("pull_request_url") || rec("in_reply_to_id")) || rec("author_association", "body") || rec("authorAssociation", "body") || s.has(".url", ".comments") && s.any(".comments[].authorAssociation") || rec("user", "body", "created_at") && s.any("[].user.login", ".user.login") {
		add(GitHub, 0.97)
	}
	if rec("speaker", "conversation_id") || rec("speaker", "reply-to") || rec("speaker", "reply_to") || rec("user", "root", "text") || rec("conversation_id", "reply_to") || rec("conversation_id", "reply-to") {
		add(ConvoKit, 0.97)
	}
	if rec("commentID", "commentBody") || rec("commentBody") || s.any(".results.comments[].commentBody", ".results.comments[].commentID", ".comments[].commentBody") {
		add(NYT, 0.98)
	}
	if rec("ancestorIDs") || rec("storyID") || rec("revisions", "status") || s.any(".data.story", ".data.comments.nodes[]", ".data.story.comments", ".story.comments", ".data.stream") || rec("parentCount") || s.has(".data.comments.edges[]") {
		add(Coral, 0.95)
	}
	if ld(&s) {
		add(JSONLD, 0.96)
	}
	if rec("comment_counter", "comment_text") {
		add(SOCC, 0.95)
	}
	if len(c) == 0 || c[0].Confidence < 0.9 {
		text, html := s.paths[".text"], s.paths[".html"]
		threadKeys := s.any(".parent", ".parent_id", ".reply_to", ".in_reply_to", ".author", ".user", ".speaker", ".parentID", ".parentId", ".thread_id", ".conversation_id", ".created_at", ".created_utc", ".username", ".author_name", ".comment_id", ".level")
		named := s.any(".url", ".id", ".uri", ".warc_url", ".metadata", ".doc_id")
		switch {
		case s.top == '{' && html && named && !threadKeys:
			add(Pages, 0.95)
		case s.top == '{' && text && named && !threadKeys && (s.paths[".url"] || s.longText):
			add(Pages, 0.9)
			add(Table, 0.5)
		case s.top == '{' && text && named && !threadKeys:
			add(Table, 0.6)
			add(Pages, 0.5)
		default:
			add(Table, 0.6)
		}
	}
	return c
}

func ld(s *shape) bool {
	for p := range s.paths {
		if strings.Contains(p, "@context") && strings.Contains(p, "schema.org") {
			return true
		}
		if i := strings.Index(p, "@type="); i >= 0 {
			switch p[i+6:] {
			case "Comment", "DiscussionForumPosting", "UserComments", "Answer", "QAPage", "Question", "SocialMediaPosting":
				return true
			}
		}
	}
	return s.any(".@graph", "[].@graph", ".@context", "[].@context")
}

// archived tells a browser's single-file archive from mail.
func archived(t []byte) bool {
	head := t[:min(len(t), 4096)]
	return bytes.Contains(head, []byte("multipart/related")) && mailHeaders(t) > 0 &&
		(bytes.Contains(head, []byte("Snapshot-Content-Location:")) || bytes.Contains(head, []byte("Saved by ")) || bytes.Contains(head, []byte("Content-Location: http")))
}

// mailHeaders counts the header fields that open a mailbox or message.
func mailHeaders(t []byte) int {
	first, rest, _ := bytes.Cut(t, []byte("\n"))
	n := 0
	lines := t
	if bytes.HasPrefix(first, []byte("From ")) && len(first) < 400 {
		lines = rest
		n = 1
	}
	known := 0
	for range 80 {
		var l []byte
		l, lines, _ = bytes.Cut(lines, []byte("\n"))
		l = bytes.TrimRight(l, "\r")
		if len(l) == 0 {
			break
		}
		if l[0] == ' ' || l[0] == '\t' {
			continue
		}
		i := bytes.IndexByte(l, ':')
		if i <= 0 || i > 60 || bytes.IndexByte(l[:i], ' ') >= 0 {
			if n == 0 || l[0] != '>' {
				break
			}
			continue
		}
		switch strings.ToLower(string(l[:i])) {
		case "from", "to", "date", "subject", "message-id", "received", "return-path", "in-reply-to", "references", "mime-version", "content-type", "delivered-to", "newsgroups", "path", "x-mailer", "reply-to", "list-id", "cc":
			known++
		}
	}
	if known >= 3 || n > 0 && known >= 2 {
		return n + known
	}
	return 0
}

// columns are the names by which tables of comments call their columns.
var columns = map[string]bool{
	"id": true, "comment_id": true, "commentid": true, "post_id": true, "parent": true, "parent_id": true, "parentid": true, "reply_to": true, "in_reply_to": true, "in_reply_to_id": true,
	"author": true, "author_id": true, "author_name": true, "user": true, "username": true, "user_name": true, "speaker": true, "created_at": true, "created_utc": true, "timestamp": true,
	"date": true, "time": true, "createdate": true, "created": true, "text": true, "body": true, "content": true, "comment_text": true, "comment": true, "message": true, "commentbody": true,
	"thread_id": true, "thread": true, "tree_id": true, "conversation_id": true, "link_id": true, "article_id": true, "userid": true, "user_id": true, "commentauthor": true, "comment_author": true,
	"userdisplayname": true, "score": true, "likes": true, "depth": true, "level": true, "name": true, "title": true, "reply_to_id": true, "inreplyto": true, "post_time": true, "published": true,
	"msg": true, "nick": true, "nickname": true,
}

// tableLike says how much the first line looks like the header of a table.
func tableLike(t []byte) float64 {
	first, rest, ok := bytes.Cut(t, []byte("\n"))
	if ok && csvread.Separator(first) != 0 {
		first, rest, ok = bytes.Cut(rest, []byte("\n"))
	}
	if len(first) > 1<<14 {
		return 0
	}
	head := strings.TrimRight(string(first), "\r")
	best := 0.0
	for _, sep := range []string{",", "\t", ";", "|"} {
		cells := strings.Split(head, sep)
		if len(cells) < 2 {
			continue
		}
		known, odd := 0, 0
		for _, c := range cells {
			c = strings.ToLower(strings.Trim(strings.TrimSpace(c), `"'`))
			c = strings.ReplaceAll(c, " ", "_")
			if columns[c] {
				known++
			}
			if len(c) > 40 || c == "" && len(cells) > 2 {
				odd++
			}
		}
		p := 0.0
		switch {
		case odd > len(cells)/3:
		case known >= 3:
			p = 0.95
		case known == 2:
			p = 0.85
		case known == 1 && len(cells) >= 3:
			p = 0.55
		}
		if p > 0 && ok {
			second, _, _ := bytes.Cut(rest, []byte("\n"))
			if len(second) > 0 && !bytes.Contains(second, []byte(sep)) && !bytes.HasPrefix(second, []byte(`"`)) {
				p -= 0.3
			}
		}
		best = max(best, p)
	}
	return best
}

// regular tells whether the first lines have equally many cells, whatever the
// header calls them.
func regular(t []byte) bool {
	lines := bytes.SplitN(t[:min(len(t), 64<<10)], []byte("\n"), 12)
	if len(lines) < 3 {
		return false
	}
	for _, sep := range []string{",", "\t", ";", "|"} {
		cells := bytes.Count(lines[0], []byte(sep)) + 1
		if cells < 2 || sep == "," && cells < 3 {
			continue
		}
		same := 0
		for _, l := range lines[1 : len(lines)-1] { // the last may be cut off
			if len(bytes.TrimSpace(l)) > 0 && bytes.Count(l, []byte(sep))+1 == cells {
				same++
			}
		}
		if same > 0 && same == len(lines)-2 {
			return true
		}
	}
	return false
}
