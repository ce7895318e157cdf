package webpage_test

import (
	"fmt"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/thread/webpage"
)

const page = `<!DOCTYPE html><html lang="en"><title>The footbridge</title>
<ol class="comment-list">
<li class="comment depth-1" id="comment-7"><b class="fn">Ada</b> <span class="says">says:</span>
 <time datetime="2014-03-05T10:12:40+00:00">March 5, 2014</time>
 <div class="comment-content"><p>Is it shut?</p></div> <a class="comment-reply-link" href="#">Reply</a>
 <ol class="children"><li class="comment depth-2" id="comment-9"><b class="fn">Tomas</b>
 <time datetime="2014-03-05T10:40:03+00:00">March 5, 2014</time>
 <div class="comment-content"><blockquote><p>Is it shut?</p></blockquote><p>Since Monday.</p></div></li></ol>
</li></ol>`

func ExampleRead() {
	for c, err := range webpage.Read(strings.NewReader(page), nil) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%s by %s, answers %q, at %s: %q\n", c.ID, c.Author, c.Parent, c.Time.Format("15:04"), c.Text)
	}
	// Output:
	// 7 by Ada, answers "", at 10:12: "Is it shut?"
	// 9 by Tomas, answers "7", at 10:40: "> Is it shut?\n\nSince Monday."
}

func ExampleReadPage() {
	p, err := webpage.ReadPage(strings.NewReader(`<title>Bread</title><div id="disqus_thread"></div>`), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(p.Title, len(p.Comments), p.Notices)
	// Output:
	// Bread 0 [comments are loaded from Disqus and not in the page]
}
