package webpage

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

func textSize(p *Page) int {
	n := 0
	for i := range p.Comments {
		n += len(p.Comments[i].Text)
	}
	return n
}

// TestTextOfNestedBodies nests comments in the bodies of others, where a
// comment goes on beyond its element and where it does not: what is another
// comment's is in that one's text alone.
func TestTextOfNestedBodies(t *testing.T) {
	for name, c := range map[string]struct{ before, one, after string }{
		"to the next item": {"", `<div class="PostUser"><b class="PostUser-name">Ada</b></div><time datetime="2014-03-05">5 March</time><div class="Post-body"><p>I say something here.</p>`, ""},
		"inside":           {"<ol>", `<li class="comment"><cite class="fn">Ada</cite> <time datetime="2014-03-05">5 March</time><div class="comment-content"><p>I say something here.</p>`, "</div> </li>"},
	} {
		const n = 1000
		page := c.before + strings.Repeat(c.one, n) + strings.Repeat(c.after, n)
		p, err := ReadPage(strings.NewReader(page), nil)
		if err != nil || len(p.Comments) != n {
			t.Fatalf("%s: %d comments, %v", name, len(p.Comments), err)
		}
		if size, want := textSize(p), n*len("I say something here."); size != want {
			t.Errorf("%s: %d bytes of text, want %d", name, size, want)
		}
	}
}

// TestTextOfCutPages repeats pieces of the test pages, with all that they leave
// open: no byte of a page is the text of many comments.
func TestTextOfCutPages(t *testing.T) {
	files, _ := filepath.Glob("testdata/pages/*.html")
	for _, name := range files {
		whole, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for i := 1; i < 8; i++ {
			page := bytes.Repeat(whole[:len(whole)*i/8], 20)
			p, err := ReadPage(bytes.NewReader(page), nil)
			if err != nil {
				t.Fatal(err)
			}
			if size := textSize(p); size > len(page) {
				t.Errorf("%s cut at %d/8: %d bytes of text on a page of %d", name, i, size, len(page))
			}
		}
	}
}

// TestNestedItems reads a thread each of whose comments has words after all
// that answers it. Where those answers are stepped over one by one, 100,000
// comments take minutes.
func TestNestedItems(t *testing.T) {
	n := 100_000
	if testing.Short() {
		n /= 4
	}
	page := strings.Repeat(`<ol><li class="comment"><cite class="fn">Ada</cite> <time datetime="2014-03-05">5 March</time><div class="comment-content"><p>I say.</p></div>`, n) + strings.Repeat("</li> </ol> x", n)
	start := time.Now()
	p, err := ReadPage(strings.NewReader(page), nil)
	if err != nil || len(p.Comments) != n {
		t.Fatalf("%d comments, %v", len(p.Comments), err)
	}
	if d := time.Since(start); d > time.Duration(n)*100*time.Microsecond {
		t.Errorf("%v for %d comments", d, n)
	}
}

// TestManyAttributes keeps what one element may write a hundred thousand times
// small: every look-up goes through all of it.
func TestManyAttributes(t *testing.T) {
	const n = 100_000
	for _, c := range []struct {
		in          string
		attrs, text int
	}{
		{strings.Repeat(" datetime=2014-03-05 datetime=x", n), 1, len("2014-03-05")},
		{strings.Repeat(` class="comment" title=x`, n), 2, len("commentx")},
		{strings.Repeat(" data-id=7 data-comment-id=8 data-parent=3", n), 2, len("73")},
		{` class="` + strings.Repeat("comment ", n) + `"`, 1, maxClasses*len("comment ") - 1},
		{` class="` + strings.Repeat("comment", n) + `"`, 1, 1024},
		{` id="` + strings.Repeat("comment", n) + `"`, 1, 512},
	} {
		d := parse([]byte("<div"+c.in+">"), 8, 8)
		if len(d.attrs) != c.attrs || len(d.text) != c.text {
			t.Errorf("%.30s…: %d attributes of %d bytes, want %d of %d", c.in, len(d.attrs), len(d.text), c.attrs, c.text)
		}
	}
	if d := parse([]byte("<time title=a datetime=2014 datetime=2015>"), 8, 8); d.attr(1, keyDatetime) != "2014" {
		t.Error("not the first of two equal attributes")
	}
}

// TestGrowth reads pages four times as long as others: they may take four times
// the memory, and a little more for slices that grow.
func TestGrowth(t *testing.T) {
	for name, page := range map[string]func(n int) string{
		"nested bodies": func(n int) string {
			return strings.Repeat(`<div class="PostUser"><b class="PostUser-name">Ada</b></div><time datetime="2014-03-05">5 March</time><div class="Post-body"><p>I say.`, n)
		},
		"many attributes": func(n int) string { return "<li class=comment" + strings.Repeat(" class=comment datetime=x", n) + ">x" },
		"many classes":    func(n int) string { return `<li class="` + strings.Repeat("comment author x ", n) + `">x` },
		"newest first": func(n int) string {
			var b strings.Builder
			for i := n; i > 0; i-- {
				b.WriteString(`<li class="comment" id="comment-` + itoa(i) + `" data-parent="` + itoa(i-1) + `"><cite class="fn">Ada</cite><p>Word.</p></li>`)
			}
			return b.String()
		},
		"parents elsewhere": func(n int) string {
			var b strings.Builder
			for i := range n {
				b.WriteString(`<li class="comment" id="comment-` + itoa(i) + `" data-parent="` + itoa(9_000_000+i) + `"><cite class="fn">Ada</cite><p>Word.</p></li>`)
			}
			return b.String()
		},
		"nested JSON": func(n int) string {
			return linkedPage(`{"comment":` + strings.Repeat(`{"text":"x","comment":`, n) + "[]" + strings.Repeat("}", n) + "}")
		},
		"broken bytes": func(n int) string {
			return `<meta charset="utf-8"><li class="comment">` + strings.Repeat("<b title='\xff'>\xff</b>", n)
		},
	} {
		t.Run(name, func(t *testing.T) {
			took := func(n int) float64 {
				in := page(n)
				var before, after runtime.MemStats
				runtime.ReadMemStats(&before)
				if _, err := ReadPage(strings.NewReader(in), nil); err != nil {
					t.Fatal(err)
				}
				runtime.ReadMemStats(&after)
				return float64(after.TotalAlloc - before.TotalAlloc)
			}
			small, large := took(2000), took(8000)
			if t.Logf("%.1f MB, %.1f times as much", small/1e6, large/small); large > 6*small {
				t.Errorf("%.1f times the memory for 4 times the page", large/small)
			}
		})
	}
}
