package webpage

import (
	"strings"
	"testing"
)

// TestBrokenUTF8 reads pages that declare no character set: one broken byte
// marks itself and spoils nothing else, and what is older than UTF-8 is read so.
func TestBrokenUTF8(t *testing.T) {
	page := func(author, text string) string {
		return strings.Repeat("<!-- x -->", 200) + `<ol><li class="comment" id="comment-77"><cite class="fn">` + author + `</cite><div class="comment-content"><p title="` + text + `">` + text + `</p></div></li></ol>`
	}
	for in, want := range map[string][2]string{
		page("Åsa", "Grüße an \xff alle, naïve façade\xe2\x82"):  {"Åsa", "Grüße an \uFFFD alle, naïve façade\uFFFD\uFFFD"},
		page("\xc5sa", "Gr\xfc\xdfe"):                            {"Åsa", "Grüße"},
		page("Ada", "only\xff this"):                             {"Ada", "onlyÿ this"},
		page("Åsa", "Grüße"):                                     {"Åsa", "Grüße"},
		`<meta charset="utf-8">` + page("\xc5sa", "Gr\xfc\xdfe"): {"\uFFFDsa", "Gr\uFFFD\uFFFDe"},
	} {
		p, err := ReadPage(strings.NewReader(in), nil)
		if err != nil || len(p.Comments) != 1 {
			t.Fatalf("%+v, %v", p.Comments, err)
		}
		c := p.Comments[0]
		if c.Author != want[0] || c.Text != want[1] {
			t.Errorf("%q by %q, want %q by %q", c.Text, c.Author, want[1], want[0])
		}
		if i := strings.Index(in, "<li"); want[0] != "Ada" && !strings.Contains(in, "\xc5s") && c.Pos != int64(i) {
			t.Errorf("at byte %d, want %d", c.Pos, i)
		}
	}
}
