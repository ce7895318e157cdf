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

// TestFewComments reads pages of one and two comments, which a heading and the
// rest of a section tell from two names of an article.
func TestFewComments(t *testing.T) {
	for name, c := range map[string]struct{ page, want string }{
		"one":        {"1 thought on “The pier”\n\nAnn Oak says:\nMay 3, 2020 at 9:15 am\n\nIt is shut.\n\nLeave a Reply\n", "1"},
		"two":        {"2 Comments\n\nAnn Oak\n2 hours ago\nIt is shut.\nReply\n\n    Ben\n    1 hour ago\n    Since when?\n    Reply\n", "12"},
		"no heading": {"Ann Oak says:\nMay 3, 2020 at 9:15 am\n\nIt is shut.\n\nBen says:\nMay 4, 2020 at 9:15 am\n\nSince when?\n", ""},
		"no control": {"2 Comments\n\nAnn Oak\n3 May 2020\nIt is shut.\n\nBen\n4 May 2020\nSince when?\n", ""},
		"in words":   {"213 Kommentare\n\nKarl M.\nvor 2 Stunden\nUnsinn.\nAntworten Melden\n\n    Ina\n    vor einer Stunde\n    Warum?\n    Antworten Melden\n\nOlaf\nvor einem Tag\nFreie Fahrt!\nAntworten Melden\n", "121"},
		"Cyrillic":   {"Комментарии 3\n\nИван П.\n2 года назад\nЭто неправда.\nОтветить\n\nМария\n3 месяца назад\nПочему?\nОтветить\n\nИван П.\nнеделю назад\nЧитайте.\nОтветить\n\nОльга\n1 неделю назад\nГде?\nОтветить\n", "1111"},
	} {
		got, err := plaintext.Parse(c.page, nil)
		if err != nil || levels(got) != c.want {
			t.Errorf("%s: levels %q, want %q, error %v\n%s", name, levels(got), c.want, err, outline(got))
		}
	}
}

// TestLastComment: a word of the last comment that could be a control does not
// end it, the control that ends the others does.
func TestLastComment(t *testing.T) {
	page := "3 Comments\n\n" + strings.Repeat("Ann Oak\n2 hours ago\nIt is shut.\n\nReply\n\n", 2) + "Ben\n1 hour ago\nThe buttons are:\nShare\nTop\nand one more.\n\nReply\n\nAbout us\n\nReply\n"
	got, err := plaintext.Parse(page, nil)
	if err != nil || len(got) != 3 || got[2].Text != "The buttons are:\nShare\nTop\nand one more." {
		t.Errorf("error %v\n%s", err, outline(got))
	}
}

// TestWritersWords reads comments that end with what pages print as well: where
// the page does not, it is their writers'.
func TestWritersWords(t *testing.T) {
	const page = "5 Comments\n\n%s"
	for name, text := range map[string]string{
		"a number":        "How many came?\n\n42",
		"an age":          "How old is it?\n3 y",
		"a field":         "Here it is.\nLocation: Leeds",
		"an edit":         "It is shut.\nEdited: it is open",
		"a level":         "The game has two levels.\nI am at\nLevel 2",
		"an avatar":       "What is that?\nI love your avatar",
		"controls":        "What you can do:\nlike, share, reply",
		"a row":           "I looked for a\nlink report",
		"a badge":         "Who wrote it?\nAuthor",
		"dots":            "Well\nso it is",
		"a date":          "It began on\n3 May 2019",
		"a name and more": "It was\nAnn Baker\nwho told me",
	} {
		for _, head := range []string{"%s says:\n3 May 2020 at 9:15\n\n", "%s\n3 May 2020 at 9:15\n\n", "%s • 3 May 2020\n"} {
			var b strings.Builder
			for i, author := range []string{"Ann Oak", "Ben", "Carl M", "Dora", "Eve Ash"} {
				fmt.Fprintf(&b, head, author)
				if i == 2 {
					b.WriteString(text)
				} else {
					b.WriteString("I have nothing to add.")
				}
				b.WriteString("\n\nReply\n\n")
			}
			got, err := plaintext.Parse(fmt.Sprintf(page, b.String()), nil)
			if err != nil || len(got) != 5 || got[2].Text != text {
				t.Errorf("%s under %q: error %v\n%s", name, head, err, outline(got))
			}
		}
	}
}
