package rejoinder_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/seed-100d3eb7/rejoinder"
	"github.com/seed-100d3eb7/rejoinder/thread"
)

// Lists stand within the comments they answer, to a bound; deeper comments say
// their level, and every comment but the first leads to the one it answers.
func TestHTMLNests(t *testing.T) {
	const deep = 40
	var in []thread.Comment
	for i := range deep {
		c := thread.Comment{ID: fmt.Sprint("k", i+1), Text: "Yes."}
		if i > 0 {
			c.Parent = fmt.Sprint("k", i)
		}
		in = append(in, c)
	}
	in = append(in, thread.Comment{ID: "top", Text: "No."}, thread.Comment{ID: "end", Parent: "top", Text: "Why?"})
	r := reportOf(t, in)
	var page bytes.Buffer
	if err := r.WriteHTML(&page); err != nil {
		t.Fatal(err)
	}
	var open []string
	ids, links, lists, deepest := map[string]int{}, map[string]bool{}, 0, 0
	for z := html.NewTokenizer(bytes.NewReader(page.Bytes())); z.Next() != html.ErrorToken; {
		tok := z.Token()
		switch tok.Data {
		case "ol", "li", "div", "dl", "dt", "dd", "svg", "a", "details", "table":
		default:
			continue
		}
		switch tok.Type {
		case html.StartTagToken:
			open = append(open, tok.Data)
			if tok.Data == "ol" {
				lists++
				deepest = max(deepest, lists)
			}
			for _, a := range tok.Attr {
				switch a.Key {
				case "id":
					ids[a.Val] = lists
				case "href":
					links[strings.TrimPrefix(a.Val, "#")] = true
				}
			}
		case html.EndTagToken:
			if len(open) == 0 || open[len(open)-1] != tok.Data {
				t.Fatalf("</%s> closes %q", tok.Data, open)
			}
			open = open[:len(open)-1]
			if tok.Data == "ol" {
				lists--
			}
		}
	}
	if len(open) > 0 || deepest != 16 {
		t.Errorf("left open: %q; lists nest %d times", open, deepest)
	}
	for i := range len(in) {
		id := fmt.Sprint("t1n", i)
		want := min(i+1, 16)
		if i >= deep {
			want = i + 1 - deep
		}
		if ids[id] != want {
			t.Errorf("%s stands in %d lists, want %d", id, ids[id], want)
		}
	}
	for id := range links {
		if ids[id] == 0 {
			t.Errorf("a link leads to %q, which is not there", id)
		}
	}
	for _, want := range []string{`k16, answers <a href="#t1n14">k15</a>`, `k40, level 40, answers <a href="#t1n38">k39</a>`, "<title>k40, level 40</title>", "structural virality</dt>"} {
		if !strings.Contains(page.String(), want) {
			t.Errorf("no %s", want)
		}
	}
	if strings.Contains(page.String(), "<dt></dt>") || strings.Contains(page.String(), "<th>") {
		t.Error("a heading is empty, or says not what it heads")
	}
}

// What could not be scored is not shown as calm.
func TestHTMLUnscored(t *testing.T) {
	a, err := rejoinder.AnalyzeThread(twoComments(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	r := rejoinder.NewReport(nil)
	r.Add(a)
	var page strings.Builder
	if err := r.WriteHTML(&page); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`id="t1n0" class="c calm"`, `id="t1n1" class="c unscored"`, `height="12" class="unscored"`} {
		if !strings.Contains(page.String(), want) {
			t.Errorf("no %s", want)
		}
	}
}

// The README explains the words of a report as the program does.
func TestGlossaryOfReadme(t *testing.T) {
	var text strings.Builder
	if err := rejoinder.WriteGlossary(&text, &rejoinder.TextOptions{Width: 1 << 20}); err != nil {
		t.Fatal(err)
	}
	var want strings.Builder
	for i, line := range strings.Split(strings.TrimSpace(text.String()), "\n") {
		if i%2 == 0 {
			fmt.Fprintf(&want, "- **%s**: ", line)
		} else {
			fmt.Fprintf(&want, "%s\n", strings.TrimSpace(line))
		}
	}
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	fold := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	if !strings.Contains(fold(string(readme)), fold(want.String())) {
		t.Errorf("the README lacks\n%s", &want)
	}
}
