package webpage

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// TestStatedParents reads pages whose comments name their parents: on the page
// above or below, on another page, or the article.
func TestStatedParents(t *testing.T) {
	li := func(attrs, in string) string {
		return "<li " + attrs + `><cite class="fn">Ada</cite><div class="comment-content"><p>Word.</p>` + in + "</div></li>"
	}
	for name, c := range map[string]struct{ page, want string }{
		"on another page": {
			li(`class="comment" id="comment-51" data-parent-id="comment-50"`, ""), "51>50 given 0"},
		"on another page, numbers": {
			li(`class="comment" id="comment-51" data-parent-id="50"`, "") + li(`class="comment" id="comment-52" data-parent-id="0"`, "") + li(`class="comment" id="comment-53" data-parent-id="51"`, ""),
			"51>50 given 0, 52> nested 1, 53>51 given 2"},
		"on another page, two of them": {
			li(`class="comment" id="comment-51" data-parent-id="50"`, "") + li(`class="comment" id="comment-52" data-parent-id="49"`, ""),
			"51>50 given 0, 52>49 given 0"},
		"newest first": {
			li(`class="comment" id="comment-53" data-parent-id="comment-52"`, "") + li(`class="comment" id="comment-52" data-parent-id="comment-51"`, "") + li(`class="comment" id="comment-51"`, ""),
			"53>52 given 3, 52>51 given 2, 51> nested 1"},
		"in a link": {
			li(`class="comment" id="comment-51"`, "") + strings.Replace(li(`class="comment" id="comment-52"`, ""), "</cite>", `</cite> <a href="#comment-40">In reply to Ben</a>`, 1), "51> nested 1, 52>40 given 0"},
		"a circle": {
			li(`class="comment" id="comment-51" data-parent="52"`, "") + li(`class="comment" id="comment-52" data-parent="51"`, ""), "51>52 given 1, 52>51 given 1"},
		"itself": {
			li(`class="comment" id="comment-51" data-parent="51"`, ""), "51> nested 1"},
		"the article": {
			li(`class="comment" id="comment-51" data-parent-id="50"`, "") + li(`class="comment" id="comment-52" data-parent-id="50"`, "") + li(`class="comment" id="comment-53" data-parent-id="51"`, ""),
			"51> nested 1, 52> nested 1, 53>51 given 2"},
		"the article, by the address": {
			`<link rel="canonical" href="http://example.org/story/50/?p=1">` + li(`class="comment" id="comment-51" data-parent-id="50"`, "") + li(`class="comment" id="comment-52" data-parent-id="0"`, ""),
			"51> nested 1, 52> nested 1"},
		"the article, by its element": {
			`<article id="post-50"><p>Words.</p></article>` + li(`class="comment" id="comment-51" data-parent-id="50"`, "") + li(`class="comment" id="comment-52" data-parent-id="0"`, ""),
			"51> nested 1, 52> nested 1"},
		"the submission": {
			`<div class="thing comment" data-type="comment" id="thing_t1_b1" data-fullname="t1_b1" data-parent="t3_a0"><p class="tagline"><a class="author">Ada</a> <time datetime="2014-03-05">then</time></p><div class="usertext-body"><div class="md"><p>Word.</p></div></div></div>`,
			"t1_b1> nested 1"},
		"a person": {
			li(`class="comment" id="comment-51" data-reply-to="ben77"`, "") + li(`class="comment" id="comment-52" data-parent="#accordion1"`, ""), "51> nested 1, 52> nested 1"},
		"the layout shows another": {
			li(`class="comment" id="comment-51"`, "<ul>"+li(`class="comment" id="comment-52" data-parent-id="9"`, "")+"</ul>"), "51> nested 1, 52>51 nested 2"},
	} {
		p, err := ReadPage(strings.NewReader("<ol>"+c.page+"</ol>"), nil)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, c := range p.Comments {
			got = append(got, fmt.Sprintf("%s>%s %v %d", c.ID, c.Parent, c.Provenance.Parent.Origin, c.Level))
		}
		if got := strings.Join(got, ", "); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
		if _, err := thread.New(p.Comments, nil); err != nil {
			t.Error(err)
		}
	}
}
