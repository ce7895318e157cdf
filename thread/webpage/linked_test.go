package webpage

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
)

func linkedPage(script string) string {
	return `<link rel="canonical" href="http://example.org/a"><script type="application/ld+json">` + script + `</script>`
}

// TestLinkedIDs reads comments by what they call themselves, whether or not
// that is theirs alone.
func TestLinkedIDs(t *testing.T) {
	one := func(text, members string) string {
		return `{"@type":"Comment","author":"` + text + `","text":"` + text + `"` + members + `}`
	}
	in := func(comments string) string {
		return `{"@type":"Article","@id":"http://example.org/#a","url":"http://example.org/a","comment":[` + comments + `]}`
	}
	for name, c := range map[string]struct{ in, want string }{
		"the article's address": {
			in(one("A", `,"url":"http://example.org/a"`) + "," + one("B", `,"url":"http://example.org/a","comment":[`+one("C", `,"url":"http://example.org/a"`)+`]`)),
			"c1 A, c2 B, c3 C>c2"},
		"another address that all share": {
			in(one("A", `,"url":"http://example.org/b"`) + "," + one("B", `,"url":"http://example.org/b","comment":`+one("C", ``))),
			"c1 A, c2 B, c3 C>c2"},
		"the article's address once": {
			in(one("A", `,"url":"http://example.org/a","comment":[`+one("B", "")+`]`)), "c1 A, c2 B>c1"},
		"addresses of their own": {
			in(one("A", `,"url":"http://example.org/a#1"`) + "," + one("B", `,"url":"http://example.org/a#2","comment":`+one("C", `,"url":"http://example.org/a#3"`))),
			"http://example.org/a#1 A, http://example.org/a#2 B, http://example.org/a#3 C>http://example.org/a#2"},
		"one ID for two": {
			in(one("A", `,"@id":"x"`) + "," + one("B", `,"@id":"x","comment":[`+one("C", "")+`]`)), "x A, c2 B, c3 C>c2"},
		"twice": {
			in(one("A", `,"@id":"x"`)) + "\n" + `</script><script type="application/ld+json">` + one("A", `,"@id":"x","comment":[`+one("B", "")+`]`), "x A, c2 B>x"},
		"a made ID that is taken": {
			in(one("A", "") + "," + one("B", `,"@id":"c1"`)), "c3 A, c1 B"},
		"parentItem": {
			`{"@graph":[` + one("A", `,"@id":"1","parentItem":{"@id":"http://example.org/#a"}`) + "," + one("B", `,"url":"u#2","parentItem":{"@id":"1"}`) + "," +
				one("C", `,"@id":"3","parentItem":{"url":"u#2"}`) + "," + one("D", `,"@id":"4","parentItem":{"@type":"Comment","@id":"9"}`) + "]}",
			"1 A, u#2 B>1, 3 C>u#2, 4 D>9"},
		"cut off": {in(one("A", "") + "," + one("B", ""))[:140], "c1 A"},
		"nested lists": {
			`[[` + in(`[`+one("A", `,"acceptedAnswer":[[`+one("B", "")+`]]`)+`]`) + `]]`, "c1 A, c2 B>c1"},
	} {
		p, err := ReadPage(strings.NewReader(linkedPage(c.in)), nil)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, c := range p.Comments {
			s := c.ID + " " + c.Text
			if c.Parent != "" {
				s += ">" + c.Parent
			}
			got = append(got, s)
		}
		if got := strings.Join(got, ", "); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// TestLinkedMemory reads scripts made to take as much memory as they can.
func TestLinkedMemory(t *testing.T) {
	const n = 1 << 20
	for name, script := range map[string]string{
		"numbers": `{"comment":[` + strings.Repeat("1,", n) + "1]}",
		"lists":   `{"comment":` + strings.Repeat("[", n) + strings.Repeat("]", n) + "}",
		"objects": `{"comment":[` + strings.Repeat("{},", n) + "{}]}",
		"deep":    strings.Repeat(`{"comment":`, n/4) + "1" + strings.Repeat("}", n/4),
	} {
		page := linkedPage(script)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if _, err := ReadPage(strings.NewReader(page), nil); err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		times := float64(after.TotalAlloc-before.TotalAlloc) / float64(len(page))
		if t.Log(name, fmt.Sprintf("%.1f times the page", times)); times > 40 {
			t.Errorf("%s: %.1f times the page", name, times)
		}
	}
}
