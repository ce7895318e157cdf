package readertest_test

import (
	"encoding/json"
	"fmt"
	"html"
	"strings"
	"testing"
	"time"

	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/readertest"
)

// message is a comment of the thread that TestEqualTrees writes in every
// format.
type message struct {
	up     int // 1-based, 0 answers the post
	author string
	text   []string // paragraphs; a quote begins with "> "
}

var talk = []message{
	{0, "ann", []string{"It rained on five days.", "Five & more."}},
	{1, "bob", []string{"> Five & more.", "Is 5 < 6?"}},
	{2, "ann", []string{"Yes."}},
	{1, "cy", []string{"No, “four”."}},
	{0, "dee", []string{"Who counts days?"}},
	{5, "ann", []string{"I do."}},
	{3, "bob", []string{"Thanks."}},
}

var began = time.Date(2021, 3, 4, 5, 6, 7, 0, time.UTC)

func (m message) markdown() string { return strings.Join(m.text, "\n\n") }

func (m message) html() string {
	var b strings.Builder
	for _, p := range m.text {
		if q, ok := strings.CutPrefix(p, "> "); ok {
			fmt.Fprintf(&b, "<blockquote><p>%s</p></blockquote>\n", html.EscapeString(q))
		} else {
			fmt.Fprintf(&b, "<p>%s</p>\n", html.EscapeString(p))
		}
	}
	return b.String()
}

func at(i int) time.Time { return began.Add(time.Duration(i) * time.Hour) }

func quoteJSON(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}

// nest writes the messages below up with all that answers them.
func nest(up int, write func(i int, m message, below string) string, join string) string {
	var all []string
	for i, m := range talk {
		if m.up == up {
			all = append(all, write(i+1, m, nest(i+1, write, join)))
		}
	}
	return strings.Join(all, join)
}

func flat(write func(i int, m message) string, join string) string {
	var all []string
	for i, m := range talk {
		all = append(all, write(i+1, m))
	}
	return strings.Join(all, join)
}

func or(up int, post, format string) string {
	if up == 0 {
		return post
	}
	return fmt.Sprintf(format, up)
}

// written is the thread in each format.
func written() map[string]string {
	iso := func(i int) string { return at(i).Format(time.RFC3339) }
	return map[string]string{
		".wxr.xml": `<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><item><wp:post_id>1</wp:post_id>` + flat(func(i int, m message) string {
			return fmt.Sprintf("<wp:comment><wp:comment_id>%d</wp:comment_id><wp:comment_author>%s</wp:comment_author><wp:comment_date_gmt>%s</wp:comment_date_gmt><wp:comment_content><![CDATA[%s]]></wp:comment_content><wp:comment_approved>1</wp:comment_approved><wp:comment_parent>%d</wp:comment_parent></wp:comment>",
				i, m.author, at(i).Format(time.DateTime), m.html(), m.up)
		}, "\n") + "</item></channel></rss>",
		".disqus.xml": `<disqus xmlns:dsq="http://disqus.com/disqus-internals"><thread dsq:id="1"><title>t</title></thread>` + flat(func(i int, m message) string {
			return fmt.Sprintf(`<post dsq:id="%d"><message>%s</message><createdAt>%s</createdAt><author><name>%s</name></author><thread dsq:id="1"/>%s</post>`,
				i, html.EscapeString(m.html()), iso(i), m.author, or(m.up, "", `<parent dsq:id="%d"/>`))
		}, "\n") + "</disqus>",
		".reddit.json": `[{"kind":"Listing","data":{"children":[{"kind":"t3","data":{"id":"p","title":"t","selftext":""}}]}},{"kind":"Listing","data":{"children":[` + nest(0, func(i int, m message, below string) string {
			replies := `""`
			if below != "" {
				replies = `{"kind":"Listing","data":{"children":[` + below + `]}}`
			}
			return fmt.Sprintf(`{"kind":"t1","data":{"id":"c%d","author":"%s","body":%s,"created_utc":%d.0,"link_id":"t3_p","parent_id":"%s","replies":%s}}`,
				i, m.author, quoteJSON(html.EscapeString(m.markdown())), at(i).Unix(), or(m.up, "t3_p", "t1_c%d"), replies)
		}, ",") + `]}}]`,
		".pushshift.ndjson": flat(func(i int, m message) string {
			return fmt.Sprintf(`{"id":"c%d","author":"%s","body":%s,"created_utc":%d,"link_id":"t3_p","parent_id":"%s"}`,
				i, m.author, quoteJSON(html.EscapeString(m.markdown())), at(i).Unix(), or(m.up, "t3_p", "t1_c%d"))
		}, "\n"),
		".hn-algolia.json": `{"id":100,"type":"story","title":"t","author":"op","children":[` + nest(0, func(i int, m message, below string) string {
			return fmt.Sprintf(`{"id":%d,"type":"comment","author":"%s","text":%s,"created_at_i":%d,"parent_id":%d,"story_id":100,"children":[%s]}`,
				100+i, m.author, quoteJSON(m.html()), at(i).Unix(), 100+m.up, below)
		}, ",") + `]}`,
		".hn-firebase.ndjson": `{"id":100,"type":"story","title":"t","by":"op"}` + "\n" + flat(func(i int, m message) string {
			return fmt.Sprintf(`{"id":%d,"type":"comment","by":"%s","text":%s,"time":%d,"parent":%d}`, 100+i, m.author, quoteJSON(m.html()), at(i).Unix(), 100+m.up)
		}, "\n"),
		".convokit.jsonl": `{"id":"p","conversation_id":"p","text":"t","speaker":"op","reply-to":null}` + "\n" + flat(func(i int, m message) string {
			return fmt.Sprintf(`{"id":"u%d","conversation_id":"p","speaker":"%s","text":%s,"timestamp":%d,"reply-to":"%s"}`, i, m.author, quoteJSON(m.markdown()), at(i).Unix(), or(m.up, "p", "u%d"))
		}, "\n"),
		".discourse.json": `{"post_stream":{"posts":[{"id":1,"post_number":1,"username":"op","cooked":"<p>t</p>"},` + flat(func(i int, m message) string {
			up := "null"
			if m.up > 0 {
				up = fmt.Sprint(m.up + 1)
			}
			return fmt.Sprintf(`{"id":%d,"post_number":%d,"topic_id":9,"username":"%s","cooked":%s,"created_at":"%s","reply_to_post_number":%s}`, 50+i, i+1, m.author, quoteJSON(m.html()), iso(i), up)
		}, ",") + `]},"id":9}`,
		".lemmy.json": `{"comments":[` + flat(func(i int, m message) string {
			path := fmt.Sprint(i)
			for up := m.up; up > 0; up = talk[up-1].up {
				path = fmt.Sprint(up, ".", path)
			}
			path = strings.ReplaceAll(path, " ", "")
			return fmt.Sprintf(`{"comment":{"id":%d,"post_id":1,"content":%s,"published":"%s","path":"0.%s"},"creator":{"name":"%s"}}`, i, quoteJSON(m.markdown()), iso(i), path, m.author)
		}, ",") + `]}`,
		".mastodon.json": `{"ancestors":[],"descendants":[` + flat(func(i int, m message) string {
			return fmt.Sprintf(`{"id":"%d","in_reply_to_id":"%d","account":{"acct":"%s"},"content":%s,"created_at":"%s"}`, 100+i, 100+m.up, m.author, quoteJSON(m.html()), iso(i))
		}, ",") + `]}`,
		".thread.mbox": "From op Thu Mar  4 05:06:07 2021\nFrom: op <op@x.example>\nMessage-ID: <m0@x>\nSubject: t\n\nt\n\n" + flat(func(i int, m message) string {
			return fmt.Sprintf("From x Thu Mar  4 05:06:07 2021\nFrom: %s <x@x.example>\nMessage-ID: <m%d@x>\nIn-Reply-To: <m%d@x>\nDate: %s\nContent-Type: text/plain; charset=utf-8\n\n%s\n", m.author, i, m.up, at(i).Format(time.RFC1123Z), m.markdown())
		}, "\n"),
		".jsonld.html": `<script type="application/ld+json">{"@type":"DiscussionForumPosting","@id":"p","comment":[` + nest(0, func(i int, m message, below string) string {
			return fmt.Sprintf(`{"@type":"Comment","@id":"c%d","text":%s,"author":{"name":"%s"},"dateCreated":"%s","comment":[%s]}`, i, quoteJSON(m.html()), m.author, iso(i), below)
		}, ",") + `]}</script>`,
	}
}

// TestEqualTrees writes one thread in twelve formats: the trees are the same,
// with authors, times and texts.
func TestEqualTrees(t *testing.T) {
	var want strings.Builder
	for i, m := range talk {
		fmt.Fprintf(&want, "%d<%d %s %s %q\n", i+1, m.up, m.author, at(i+1), m.markdown())
	}
	for suffix, in := range written() {
		got := readertest.String(t, readers[suffix], in)
		if got.Err != nil || len(got.Bad) > 0 {
			t.Errorf("%s: %v %v", suffix, got.Bad, got.Err)
		}
		var comments []thread.Comment
		for _, c := range got.Comments {
			if c.Kind == thread.Reply {
				comments = append(comments, c)
			}
		}
		tree, err := thread.New(comments, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := tree.Err(); err != nil {
			t.Errorf("%s: %v", suffix, err)
		}
		// The hour tells which message a comment is.
		number := func(c *thread.Comment) int { return int(c.Time.Sub(began) / time.Hour) }
		have := make([]string, len(talk))
		for n, c := range tree.All() {
			up := 0
			if p := tree.Parent(n); p >= 0 {
				up = number(tree.Comment(p))
			}
			if i := number(c); i >= 1 && i <= len(have) {
				have[i-1] = fmt.Sprintf("%d<%d %s %s %q\n", i, up, c.Author, c.Time, c.Text)
			}
		}
		if s := strings.Join(have, ""); s != want.String() {
			t.Errorf("%s:\n%swant\n%s", suffix, s, want.String())
		}
	}
}
