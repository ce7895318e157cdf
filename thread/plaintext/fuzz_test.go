package plaintext

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// FuzzRead checks what holds for any page: every comment stands in a sound
// tree, no text between two comments is lost, and the result repeats.
func FuzzRead(f *testing.F) {
	pages, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range pages {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data), true)
	}
	for _, s := range []string{
		"", "\n", "1.", "  1. a\n\n    1. b\n\n  2. c\n", "Comments\n\n  1. a\n\n      1. b\n\n    1. c\n", "1.  1.  1.  a\n2.  b",
		"    1.   1. a\n    3.  4. b", "  1.   2. a\n\n    1. b", "• a\n  • b", "\x00 1. \xff\r\n\t1. x", "Ann says:\n03/01/2020 at 4:00 pm\n\nhi\n\nReply\n",
		"  1. Ann says:\n     31 February 2020 at 99:99\n\n     hi\n\n  2. Ben says:\n     3 May 2020 25 h 61\n\n     ho\n",
		"A0\n0\n0Y\nlevel 2\nA\n0Y\n0\nlevel 1\nA\n0Y", // a lost comment on a page without a list
		"   \u00a01.\u00a0a\n        \u00a01.\u00a0b\n\nReferences\n\n   1. http://a", "\ufeff  1. a\r  2. b\r", "  999999. a\n  1000000. b",
		strings.Repeat("Comments\n\n    1. I say a thing.\n       And so on.\n\n    2. You do?\n       I do not.\n\nLeave a reply\n\n", 3),
	} {
		f.Add(s, true)
		f.Add(s, false)
	}
	f.Fuzz(func(t *testing.T, page string, force bool) {
		opts := &Options{Force: force}
		got, err := Parse(page, opts)
		if err != nil {
			t.Fatal(err)
		}
		checkTree(t, page, got)
		checkText(t, page, got)
		again, _ := Parse(page, opts)
		if !reflect.DeepEqual(got, again) {
			t.Fatal("two readings of a page differ")
		}
		i := 0
		for c, err := range Read(strings.NewReader(page), opts) {
			if err != nil || i >= len(got) || !reflect.DeepEqual(c, got[i]) {
				t.Fatalf("Read differs from Parse at %d: %v", i, err)
			}
			i++
		}
		if i != len(got) {
			t.Fatalf("Read yields %d comments, Parse %d", i, len(got))
		}
	})
}

// checkTree checks ids, parents, levels and places.
func checkTree(t *testing.T, page string, got []thread.Comment) {
	t.Helper()
	level := map[string]int32{}
	pos := int64(-1)
	for _, c := range got {
		key := c.Thread + "/" + c.ID
		if _, dup := level[key]; dup || c.ID == "" {
			t.Fatalf("%q twice or empty", c.ID)
		}
		switch {
		case c.Parent == "" && c.Level != 1:
			t.Fatalf("%s: level %d without a parent", c.ID, c.Level)
		case c.Parent != "" && level[c.Thread+"/"+c.Parent] != c.Level-1:
			t.Fatalf("%s: level %d, its parent %q %d", c.ID, c.Level, c.Parent, level[c.Thread+"/"+c.Parent])
		}
		level[key] = c.Level
		if c.Provenance == nil || c.Provenance.Displayed != c.Parent || c.Provenance.Parent.Cue == "" {
			t.Fatalf("%s: provenance %+v", c.ID, c.Provenance)
		}
		if conf := c.Provenance.Parent.Confidence; conf <= 0 || conf >= 1 {
			t.Fatalf("%s: confidence %v", c.ID, conf)
		}
		if !utf8.ValidString(c.Text) || !utf8.ValidString(c.Author) || strings.ContainsRune(c.Text, 0) {
			t.Fatalf("%s: unrepaired %q by %q", c.ID, c.Text, c.Author)
		}
		if c.Status == thread.Missing {
			if c.ID[0] != 'm' || c.Text != "" {
				t.Fatalf("%s: lost, with text %q", c.ID, c.Text)
			}
			continue
		}
		if c.ID[0] != 'c' || c.Pos <= pos || c.Pos >= int64(len(page)) || c.Line < 1 || int(c.Line) > 1+strings.Count(page, "\n")+strings.Count(page, "\r") {
			t.Fatalf("%s: at byte %d after %d, line %d", c.ID, c.Pos, pos, c.Line)
		}
		pos = c.Pos
	}
}

// checkText checks that each line between the marker of a comment and the next
// is in its text, its head or a control of the page.
func checkText(t *testing.T, page string, got []thread.Comment) {
	t.Helper()
	squeeze := func(s string) string {
		var b strings.Builder
		for _, r := range clean(s) {
			if r != '\uFFFD' && wordRune(r) {
				b.WriteRune(r)
			}
		}
		return b.String()
	}
	for i, c := range got {
		if c.Status == thread.Missing || i+1 == len(got) || got[i+1].Status == thread.Missing || got[i+1].Thread != c.Thread {
			continue
		}
		region := page[c.Pos:got[i+1].Pos]
		text := squeeze(c.Text)
		n := 0
		for _, line := range strings.FieldsFunc(region, func(r rune) bool { return r == '\n' || r == '\r' }) {
			want := squeeze(line)
			if want == "" {
				continue
			}
			n++
			if n <= 3 && (c.Author != "" || !c.Time.IsZero() || n == 1) || isChrome(strings.TrimSpace(line)) || strings.Contains(line, "[") || strings.Contains(text, want) {
				continue
			}
			if c.Status != thread.Visible || listless(&c) && (n <= flatRows && c.Author != "" || furniture(strings.TrimSpace(line), &c, &got[i+1])) {
				continue
			}
			if cut := strings.LastIndexByte(region, '\n'); cut >= 0 && strings.Contains(region[cut:], line) {
				continue // the number of an empty item before the next one's
			}
			t.Fatalf("%s: line %q is not in the text %q", c.ID, line, c.Text)
		}
	}
}

// listless reports whether c is of a section without a list.
func listless(c *thread.Comment) bool {
	return slices.Contains(flatCues[1:], strings.TrimSuffix(c.Provenance.Parent.Cue, ", under a comment that is lost"))
}

// furniture reports whether line is what pages without lists print over and
// under their comments: the pieces that repeat are left out, and a title is
// none of the comment above.
func furniture(line string, c, next *thread.Comment) bool {
	return isBadge(line) || isCount(line) || isAge(line) || isField(line) || isAvatar(line) || levelLine(line) > 0 || line == c.Author ||
		next.Details != nil && next.Details.Title != "" && clean(line) == next.Details.Title
}
