package plaintext_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/plaintext"
)

// levels prints the levels of comments, a lost one in brackets.
func levels(got []thread.Comment) string {
	var b strings.Builder
	for _, c := range got {
		if c.Status == thread.Missing {
			fmt.Fprintf(&b, "(%d)", c.Level)
		} else {
			fmt.Fprintf(&b, "%d", c.Level)
		}
	}
	return b.String()
}

// TestColumns reads pages whose author lines stand in several columns, which no
// renderer has, and pages where columns tell nothing.
func TestColumns(t *testing.T) {
	page := func(cols ...int) string {
		var b strings.Builder
		b.WriteString("9 Comments\n\n")
		for i, c := range cols {
			pad := strings.Repeat(" ", c)
			fmt.Fprintf(&b, "%sAuthor %d says:\n%s3 May 2020 at 9:%02d\n\n%sI have said so %d times.\n%sReply\n\n", pad, i, pad, i, pad, i, pad)
		}
		return b.String()
	}
	var numbered strings.Builder
	numbered.WriteString("12 comments\n\n")
	for i := range 12 {
		fmt.Fprintf(&numbered, "%3d. Ann says:\n     3 May 2020 at 9:15\n\n     I have said so.\n\n", i+1)
	}
	for name, c := range map[string]struct{ page, want string }{
		"one column":         {page(0, 0, 0, 0), "1111"},
		"by two":             {page(0, 2, 4, 2, 0), "12321"},
		"by four":            {page(0, 4, 8, 4, 0), "12321"},
		"tabs":               {strings.ReplaceAll(page(0, 4, 8, 4, 0), "    ", "\t"), "12321"},
		"no-break spaces":    {strings.ReplaceAll(page(0, 4, 8, 4, 0), "    ", "\u00a0\u00a0\u00a0\u00a0"), "12321"},
		"all indented":       {page(4, 8, 12, 4), "1231"},
		"uneven":             {page(0, 3, 8, 3, 9, 0), "123231"},
		"a step left out":    {page(0, 4, 12, 4, 0), "12(3)421"},
		"opens deep":         {page(4, 0, 4), "(1)212"},
		"a leap":             {page(0, 2, 40, 0), "1231"},
		"numbers":            {numbered.String(), "111111111111"},
		"selected mid-line":  {strings.TrimPrefix(page(4, 8, 4), "9 Comments\n\n    "), "121"},
		"text at the margin": {strings.ReplaceAll(strings.ReplaceAll(page(0, 0, 0, 0), "Author 1", "   Author 1"), "Author 3", "     Author 3"), "1111"},
	} {
		got, err := plaintext.Parse(c.page, nil)
		if err != nil || levels(got) != c.want {
			t.Errorf("%s: levels %s, want %s, error %v", name, levels(got), c.want, err)
		}
	}
}
