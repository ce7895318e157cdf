package plaintext_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/internal/golden"
	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/plaintext"
)

// outline prints one comment a paragraph: place, author, time, cue, text.
func outline(got []thread.Comment) string {
	var b strings.Builder
	for _, c := range got {
		fmt.Fprintf(&b, "%s%s", strings.Repeat("  ", int(c.Level)-1), c.ID)
		if c.Ordinal > 0 {
			fmt.Fprintf(&b, " %d.", c.Ordinal)
		}
		if c.Line > 0 {
			fmt.Fprintf(&b, " line %d", c.Line)
		}
		if c.Author != "" {
			fmt.Fprintf(&b, " by %s", c.Author)
		}
		if !c.Time.IsZero() {
			fmt.Fprintf(&b, " at %s (%v)", c.Time.Format("2006-01-02T15:04:05"), c.Precision)
		}
		if c.Status == thread.Missing {
			fmt.Fprintf(&b, " lost: %s", c.Provenance.Parent.Cue)
		} else if c.Status != thread.Visible || c.Kind != thread.Reply {
			fmt.Fprintf(&b, " (%v %v)", c.Status, c.Kind)
		}
		if d := c.Details; d != nil {
			fmt.Fprintf(&b, " answering %q, title %q", d.ReplyTo, d.Title)
		}
		b.WriteByte('\n')
		for line := range strings.Lines(c.Text) {
			if strings.TrimSpace(line) != "" {
				fmt.Fprintf(&b, "%s| %s\n", strings.Repeat("  ", int(c.Level)-1), strings.TrimSuffix(line, "\n"))
			}
		}
	}
	return b.String()
}

// TestPages reads one thread in the form of each renderer and compares the
// outlines with files read by a person.
func TestPages(t *testing.T) {
	pages, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(pages) < 12 {
		t.Fatalf("%d pages: %v", len(pages), err)
	}
	for _, page := range pages {
		t.Run(strings.TrimSuffix(filepath.Base(page), ".txt"), func(t *testing.T) {
			golden.Check(t, strings.TrimSuffix(page, ".txt")+".golden", []byte(outline(parseFile(t, page))))
		})
	}
}

// TestRenderersAgree compares the comments that all renderers show: their
// levels, displayed parents and words.
func TestRenderersAgree(t *testing.T) {
	words := func(s string) string {
		return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9') }), " ")
	}
	describe := func(got []thread.Comment) []string {
		byID := map[string]thread.Comment{}
		var out []string
		for _, c := range got {
			byID[c.ID] = c
			if c.Status == thread.Missing {
				continue
			}
			parent := "lost"
			if p := byID[c.Parent]; p.Status != thread.Missing {
				parent = words(p.Text)
			}
			// Bullets and the numbers of a writer's list are the renderer's.
			out = append(out, fmt.Sprintf("%d %s < %.20s", c.Level, strings.ReplaceAll(strings.ReplaceAll(words(c.Text), " o ", " "), " 1 ", " "), parent))
		}
		return out
	}
	want := describe(parseFile(t, "testdata/resiliparse-0.15-full.txt"))
	for _, name := range []string{"resiliparse-0.14-full", "resiliparse-0.14-main", "resiliparse-0.15-main", "w3m", "lynx", "elinks", "links", "html2text", "pandoc", "python-html2text"} {
		if got := describe(parseFile(t, "testdata/"+name+".txt")); !slices.Equal(got, want) {
			for i := range min(len(got), len(want)) {
				if got[i] != want[i] {
					t.Errorf("%s, comment %d\ngot  %s\nwant %s", name, i+1, got[i], want[i])
				}
			}
			if len(got) != len(want) {
				t.Errorf("%s: %d comments, want %d", name, len(got), len(want))
			}
		}
	}
}

// section is a short comment section without authors.
const section = `  1. I think the bridge should have been closed years ago, to be honest.

    1. You would say that, you never use it.

  2. Nobody asked us. My bus now takes forty minutes.
`

// TestNoSection reads pages whose lists are no comments.
func TestNoSection(t *testing.T) {
	for name, page := range map[string]string{
		"empty":  "",
		"blank":  "\n\n \t\n",
		"recipe": "Leek soup\n\nYou will need:\n\n  • 3 leeks\n  • 1 onion\n  • a pint of stock\n\nMethod:\n\n  1. Wash the leeks well and slice them.\n\n  2. Sweat them in butter for ten minutes:\n\n    1. keep the lid on\n\n    2. stir now and then\n\n  3. Add the stock and simmer. I like mine thick.\n\nServe at once.\n",
		"how-to": "Fitting a new chain\n\n  1. Shift to the smallest sprocket.\n  2. Break the old chain with the tool.\n  3. Count the links of the old chain.\n  4. Thread the new one through the mech.\n  5. Join it and check that no link is stiff.\n",
		"legal":  "Terms\n\n  1. In these terms:\n\n    1. “the Society” means the society named above;\n\n    2. “member” means a person admitted under rule 4.\n\n  2. The Society shall keep a register of members.\n\n    1. The register shall be open to inspection.\n\n      1. Inspection shall be free of charge.\n\n  3. A member may resign by notice in writing.\n",
		"toc":    "Contents\n\n   1. Introduction\n         1. Aims\n         2. Scope\n   2. Method\n         1. Sample\n         2. Analysis\n   3. Results\n\nIntroduction\n\nThis report says what was done and why it was done.\n",
		"list of reasons": "Ten reasons to move north\n\n" + strings.Repeat("I moved here eight years ago and have never looked back, so let me tell you why you should as well.\n\n", 3) +
			"  1. The rent. I pay half of what I paid before.\n\n  2. The hills. My door opens on them.\n\n  3. The trains. I am joking.\n\n" +
			strings.Repeat("That is all I have to say about it for now, and I hope that some of it was of use to those of you who wrote in.\n\n", 4),
		"footnotes":             "The mill burned twice [1][2].\n\nNotes\n\n  1. Parish register, 1803.\n  2. Letter from the agent, 12 May 1811, in the county record office.\n  3. Ibid.\n",
		"related":               "A storm is coming, the office said on Friday evening.\n\nRelated posts\n\n  1. Ten storms that changed the coast\n  2. How to read a barometer\n  3. Flood map\n",
		"questions":             "Frequently asked questions\n\n  1. Can I bring my dog?\n\n    1. Yes, on a lead. I would not bring a cat, to be honest with you.\n\n  2. Do you take cards?\n\n    1. Yes. Thanks for asking.\n\n  3. May I camp?\n\n    1. No, sorry, I have been told not to allow it.\n\nCall us if you have more.\n",
		"trailing menu":         "News of the day.\n\n  • Home\n  • About\n    • Staff\n    • Contact\n  • Privacy\n",
		"discussion of a paper": "Discussion\n\n  1. The effect was small in all groups.\n\n    1. It vanished when age was added to the model.\n\n  2. The sample was drawn from one clinic.\n\n  3. No correction was made for repeated tests.\n",
		"quoted names":          "Mayor Jill Otway says:\n\n“We shall rebuild the pier by May.”\n\nThe opposition doubts it.\n",
		"news list":             "Pier to be rebuilt\n12/03/2019\n\nBus fares up\n13/03/2019\n\nFair called off\n14/03/2019\n\nA whale seen\n15/03/2019\n",
		"weblog":                "The pier\nPosted May 4, 2020 by Ann Baker\nThe pier was shut for a year.\n\nThe ferry\nPosted May 5, 2020 by Ben Oak\nThe ferry is late again.\n\nThe road\nPosted May 6, 2020 by Ann Baker\nThey dug up the road.\n",
		"one author":            "The pier\n\nPosted by admin on May 4, 2020\n\nThe pier was shut for a year.\n\nThe ferry\n\nPosted by admin on May 5, 2020\n\nThe ferry is late again.\n\nThe road\n\nPosted by admin on May 6, 2020\n\nThey dug up the road.\n",
		"log":                   "2021-03-12 09:15:11 - INFO: started\n2021-03-12 09:15:12 - WARN: low on paper\n2021-03-12 09:15:13 - INFO: stopped\n",
		"releases":              "2021-03-12 - Fix: the door\n2021-03-13 - Fix: the window\n2021-03-14 - New: the roof\n",
		"staff":                 "Our people\n\nAnn Baker\nEditor\n3 May 2019\n\nBen Oak\nReporter\n4 May 2020\n\nCarl Ames\nPhotographer\n5 May 2021\n",
		"social links":          "Share\nLike\n3 y\nHome\nAbout\nShare\nLike\n2 y\nFollow us\nReply\n1 y\n",
		"references":            "Links in this text.\n\nReferences\n\n   1. https://example.org/a\n   2. https://example.org/b\n   3. https://example.org/c\n",
	} {
		got, err := plaintext.Parse(page, nil)
		if err != nil || len(got) > 0 {
			t.Errorf("%s: %d comments, error %v, want none:\n%s", name, len(got), err, outline(got))
		}
	}
}

// TestNoSectionPages reads whole pages without comments as renderers print
// them: recipes, instructions, terms, contents, lists of reasons, footnotes,
// questions and answers, menus, minutes, polls, changes.
func TestNoSectionPages(t *testing.T) {
	pages, err := filepath.Glob("testdata/none/*.txt")
	if err != nil || len(pages) < 40 {
		t.Fatalf("%d pages: %v", len(pages), err)
	}
	for _, page := range pages {
		if got := parseFile(t, page); len(got) > 0 {
			t.Errorf("%s: %d comments, want none:\n%s", page, len(got), outline(got))
		}
	}
}

// TestSection reads small sections in the surroundings that pages give them.
func TestSection(t *testing.T) {
	const tree = "c1\n  c2\nc3\n"
	for name, c := range map[string]struct{ page, want string }{
		"alone":                      {section, tree},
		"heading":                    {"3 Comments\n\n" + section, tree},
		"CRLF":                       {strings.ReplaceAll(section, "\n", "\r\n"), tree},
		"old Macintosh":              {strings.ReplaceAll(section, "\n", "\r"), tree},
		"byte order mark":            {"\ufeff" + section, tree},
		"no-break spaces":            {strings.ReplaceAll(section, "  ", "\u00a0\u00a0"), tree},
		"trailing blanks":            {strings.ReplaceAll(section, "\n", "  \t\n"), tree},
		"footer":                     {section + "\nLeave a Reply\n\nYour email address will not be published.\n\n  1. Old news\n  2. Older news\n", tree},
		"related":                    {section + "\nRelated posts\n\n  1. Ten bridges that fell\n  2. The history of the ferry\n\nCopyright 2020\n", tree},
		"article with list":          {"How to cross\n\n  1. Look left.\n  2. Look right.\n\nThen cross.\n\nComments\n\n" + section, tree},
		"deep menu":                  {section + "\nLeave a Reply\n\n    1. Old news\n    2. Older news\n", tree},
		"one comment":                {"1 Comment\n\n  1. Ann says:\n    3 May 2020 at 9:15\n\n    I walk across it each day and never saw a crack.\n", "c1\n"},
		"restart":                    {"Comments\n\n  1. I saw it.\n\n    1. So did I, from the bank.\n\n    1. What did the driver say to you?\n\n  2. Me too.\n", "c1\n  c2\nm1\n  c3\nc4\n"},
		"gap":                        {"Comments\n\n  1. I saw it.\n\n  3. So did I, from the bank.\n\n  4. My neighbour did as well, and he told me.\n", "c1\nm1\nc2\nc3\n"},
		"jump":                       {"Comments\n\n  1. I saw it.\n\n      1. So did I, from the bank.\n\n  2. My neighbour did as well, and he told me.\n", "c1\n  m1\n    c2\nc3\n"},
		"opens deep":                 {"Comments\n\n    1. I saw it.\n\n  1. So did I, from the bank.\n\n    1. My neighbour did as well, and he told me.\n", "m1\n  c1\nc2\n  c3\n"},
		"list in a comment":          {"Comments\n\n  1. I have two things to say:\n\n    1. It is shut.\n\n    2. It is ugly.\n\n    That is all I wanted to say about it.\n\n    1. You forgot the cost, as they all do.\n\n  2. Me too.\n", "c1\n  c2\nc3\n"},
		"list by line breaks":        {"Comments\n\n  1. I have two things to say:\n    1. It is shut.\n    2. It is ugly.\n\n    1. You forgot the cost, as they all do.\n\n  2. Me too.\n", "c1\n  c2\nc3\n"},
		"year at the head of a line": {"Comments\n\n  1. I was born here in\n    1958. It was a village then.\n\n  2. Me too, and I miss it.\n\n    1. You were born in town.\n", "c1\nc2\n  c3\n"},
	} {
		got, err := plaintext.Parse(c.page, nil)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		var b strings.Builder
		for _, c := range got {
			b.WriteString(strings.Repeat("  ", int(c.Level)-1) + c.ID + "\n")
			if strings.Contains(c.Text, "email") || strings.Contains(c.Text, "Copyright") || strings.Contains(c.Text, "Related") {
				t.Errorf("%s: %s swallows the page: %q", name, c.ID, c.Text)
			}
		}
		if b.String() != c.want {
			t.Errorf("%s: got\n%swant\n%s%s", name, b.String(), c.want, outline(got))
		}
	}
}

// TestTwoSections reads a page with two lists of comments.
func TestTwoSections(t *testing.T) {
	page := "2 Comments\n\n" + section + "\nPingbacks and more\n\n4 Comments on the old page\n\n" + section
	got, err := plaintext.Parse(page, nil)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	ids := map[string]bool{}
	for _, c := range got {
		names = append(names, c.Thread)
		if ids[c.ID] {
			t.Errorf("%s twice", c.ID)
		}
		ids[c.ID] = true
	}
	if want := []string{"1", "1", "1", "2", "2", "2"}; !slices.Equal(names, want) {
		t.Errorf("threads %q, want %q", names, want)
	}
}

// TestReplyTo reads the line that names the person answered.
func TestReplyTo(t *testing.T) {
	page := "2 Comments\n\n  1. Ann says:\n    3 May 2020 at 9:15\n\n    It is shut.\n\n    Reply\n    1. Ben says:\n      3 May 2020 at 9:20\n\n      In reply to Ann\n\n      I know.\n\n      Reply\n"
	got, err := plaintext.Parse(page, nil)
	if err != nil || len(got) != 2 {
		t.Fatalf("%d comments, error %v", len(got), err)
	}
	if got[0].Details != nil || got[1].Details == nil || got[1].Details.ReplyTo != "Ann" || got[1].Text != "I know." {
		t.Errorf("%+v %+v", got[1], got[1].Details)
	}
}

// TestPreformattedLines: of preformatted text only the first line stands in
// the column of its comment, so that a later one that stands in the column of
// an earlier comment's text does not end that comment's replies.
func TestPreformattedLines(t *testing.T) {
	page := `4 thoughts on “Calls”

  1. The loader has been changed since, and the old call no longer works at all.

    1. There is a way round it which I shall post as soon as I have found it.

      1. I did not know that one could call it by its address in this compiler.

        1. In all of the newer compilers you can, as the manual says in its chapter:

                set the-pointer to entry 'sub'
      call the-pointer using the-rest

          where the pointer is declared as one.
`
	got, err := plaintext.Parse(page, nil)
	if err != nil {
		t.Fatal(err)
	}
	var levels []int32
	for _, c := range got {
		if c.Status == thread.Missing {
			t.Errorf("%s: %s", c.ID, c.Provenance.Parent.Cue)
		}
		levels = append(levels, c.Level)
	}
	if !slices.Equal(levels, []int32{1, 2, 3, 4}) {
		t.Errorf("levels %v", levels)
	}
}

// TestDeepLevels: lynx prints the levels from the seventh on in one column, so
// that only time and reply link tell which list an item goes on.
func TestDeepLevels(t *testing.T) {
	var page strings.Builder
	page.WriteString("11 thoughts on “Depth”\n\n")
	put := func(level, n, day int, reply bool) {
		at := 5 * min(level, 7)
		pad := strings.Repeat(" ", at+2)
		fmt.Fprintf(&page, "%*s%d. Ann Other says:\n%s%02d/02/2017 at 6:27 pm\n%sWhat I said before of day %d holds today as well.\n", at-1, "", n, pad, day, pad, day)
		if reply {
			page.WriteString(pad + "Reply\n")
		}
	}
	want := []int32{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}
	for level := 1; level <= 10; level++ {
		put(level, 1, level+12, level < 10)
	}
	put(10, 2, 24, false) // no reply link: at the level that ends the nesting
	put(9, 2, 25, true)   // with one: higher up
	put(7, 2, 19, true)   // older than the last of level 8
	want = append(want, 10, 9, 7)
	got, err := plaintext.Parse(page.String(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var levels []int32
	for _, c := range got {
		levels = append(levels, c.Level)
	}
	if !slices.Equal(levels, want) {
		t.Errorf("levels %v, want %v", levels, want)
	}
}
