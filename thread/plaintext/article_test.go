package plaintext_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/thread/plaintext"
)

// articles are pages without comments that print names, dates and controls as
// comment sections do.
var articles = map[string]string{
	"live blog":         "Flood on the Wend, live\n\nBy Ida Berg\n4 June 2022\n\nThe river rose over its banks in the night and cut off two villages.\n\n2022-06-04 08:10 - Fire service: The ford is closed.\n2022-06-04 08:25 - Council: Stay away from the river.\n2022-06-04 08:40 - Fire service: The rail bridge is closed too.\n2022-06-04 09:00 - Council: The hall is open to all.\n\nThe last flood was in 1998.\n",
	"log in prose":      "What the log of your mail server tells\n\nIt has lines such as these:\n\n2022-06-04 08:10:01 - postfix: connect from host\n2022-06-04 08:10:02 - dovecot: login of user\n2022-06-04 08:10:04 - postfix: message queued\n2022-06-04 08:10:09 - dovecot: logout\n\nEach begins with its time.\n",
	"log":               "2022-06-04 08:10:01 - postfix: connect from host\n2022-06-04 08:10:02 - dovecot: login of user\n2022-06-04 08:10:04 - postfix: message queued\n2022-06-04 08:10:09 - dovecot: logout\n",
	"history":           "History\n\n* 2022-06-04 08:10 - Ida: mend the build\n* 2022-06-04 09:10 - Sam: add a page\n* 2022-06-05 08:00 - Ida: mend a test\n* 2022-06-06 08:10 - Sam: version two\n",
	"timeline":          "How the bridge fell\n\n6/4/2022, 8:10 - Council: all is safe\n6/4/2022, 8:30 - Engineer: it is not\n6/5/2022, 9:12 - Council: it is shut\n",
	"minutes":           "Minutes of June\n\n[2022-06-04 08:00] Ida: opened the meeting.\n[2022-06-04 08:05] Sam: told of the roof.\n[2022-06-04 08:20] Ida: closed the meeting.\n",
	"front page":        "Headlines\nBridge Shut\n2 h\nShare\nRiver Falls\n4 h\nShare\nTeam Loses\n6 h\nShare\nBarn Sold\n7 h\nShare\nCulture\nNew Play\n9 h\nShare\n",
	"exercises":         "In the morning\n\nKnee Bends\n40 s\nShare\nStar Jumps\n30 s\nShare\nRest\n1 min\nShare\nBridge\n40 s\nShare\n",
	"feed":              "Ida Berg\n2 h\nThe ferry was full again this morning.\nLike\nComment\nShare\n\nSam Otter\n4 h\nNobody sold tickets.\nLike\nComment\nShare\n\nOlaf Lund\n6 h\nThe sea was calm.\nLike\nComment\nShare\n",
	"bylines with ages": "More of this\n\nBridge Shut\nBy Ida Berg · 2h\nLike · Share · 2h\nRiver Falls\nBy Sam Otter\nLike · Share · 4h\nTeam Loses\nBy Olaf Lund\nLike · Share · 6h\nBarn Sold\nBy Eve Ash\nLike · Share · 1d\n",
	"releases":          "What is new\n\nPosted June 4, 2022 by Ida\nThe third version of the editor is out, with folding and a search that finds things.\n\nPosted July 4, 2022 by Sam\nThe fourth version of the editor is out, with tabs and without the paper clip.\n\nPosted August 4, 2022 by Ida\nThe fifth version of the editor is out, and it starts in half the time.\n",
	"posts with an answer": "Journal\n\nBoats\nPosted June 4, 2022 by Ida (subscriber)\nThere are many kinds of boats.\n\nTrains\nPosted June 5, 2022 by Sam (subscriber)\nThere are many kinds of trains.\n\nRe: Boats\n" +
		"Posted June 6, 2022 by Ida (subscriber)\nThere is one kind more.\n",
	"quoted posts":       "What people made of the concert\n\nThe concert of Saturday was cut short by rain, and people told the network what they thought.\n\nIda Berg\n@idaberg\nJune 4, 2022\nI have never been so wet in my life.\n\nOthers took it better.\n\nSam Otter\n@sam_otter\nJune 4, 2022\nThe best night of my year.\n\nA few had jokes.\n\nOlaf\n@olaf9\nJune 5, 2022\nMy umbrella liked it.\n\nThe next concert is in July.\n",
	"most read":          "The long read\n\nBy Ida Berg\nJune 4, 2022\n\nA good many words stand here about rivers and bridges.\n\nSave\nShare\nRead more\n\nMost read\n\nIda Berg\nJune 3, 2022\nThe price of bread.\nRead more\nSam Otter\nJune 2, 2022\nThe hall and its roof.\nRead more\nOlaf Lund\nJune 1, 2022\nA barn is sold.\nRead more\nEve Ash\nMay 31, 2022\nRain.\nRead more\n",
	"weblog":             "The Notebook\n\nBarn sold\nOlaf Lund\nJune 4, 2022\nSomebody from the town bought it.\nRead more\n\nRoof mended\nSam Otter\nJune 3, 2022\nThe hall is dry.\nRead more\n\nBread dearer\nIda Berg\nJune 2, 2022\nA loaf costs more now.\nRead more\n",
	"weblog, apart":      "The Notebook\n\nOlaf Lund\nJune 4, 2022\n\nSomebody from the town bought it.\n\nRead more\n\nSam Otter\nJune 3, 2022\n\nThe hall is dry.\n\nRead more\n\nIda Berg\nJune 2, 2022\n\nA loaf costs more now.\n\nRead more\n",
	"bylines":            "From the county\n\nBarn is sold\n\nBy Olaf Lund on June 4, 2022\n\nThe barn at the ford was sold on Friday to somebody from the town.\n\nHall has a roof\n\nBy Sam Otter on June 5, 2022\n\nThe hall is dry again after a year.\n\nBread is dearer\n\nBy Ida Berg on June 6, 2022\n\nA loaf costs a tenth more than in May.\n",
	"jobs":               "Openings\n\nShip's Cook\nWend Ferries\nPosted 2 days ago\nApply\nSave\n\nTailor\nNeedle Ltd\nPosted 4 days ago\nApply\nSave\n\nGuard\nHall\nPosted 6 days ago\nApply\nSave\n",
	"events":             "This month\n\nBrass Band\nJune 4, 2022\nThe band plays on the green.\nShare\n\nPlant Sale\nJune 5, 2022\nBring a basket.\nShare\n\nChess Evening\nJune 8, 2022\nBoards are there.\nShare\n",
	"episodes":           "All episodes\n\nIda Berg • June 4, 2022\nAbout rivers and who owns them.\nShare\n\nSam Otter • June 11, 2022\nAbout roofs.\nShare\n\nOlaf Lund • June 18, 2022\nAbout barns.\nShare\n",
	"scores":             "Scores\n\nBlue Boats\n4 June 2022\n3:1\n\nRed Barns\n5 June 2022\n1:1\n\nOld Mills\n6 June 2022\n0:2\n\nShare\n",
	"list of posts":      "r/boats\n\nPosted by u/ida 2 hours ago\nLook at my boat\n9 comments\nshare\nsave\n\nPosted by u/sam 4 hours ago\nLook at my oar\n12 comments\nshare\nsave\n\nPosted by u/olaf 6 hours ago\nLook at my sail\n1 comment\nshare\nsave\n",
	"quotations":         "The quarrel over the bridge\n\nIt began in May.\n\nIda wrote on 4 May 2022:\n\"Shut it.\"\n\nSam said on 5 May 2022:\n\"Never.\"\n\nOlaf said on 6 May 2022:\n\"Perhaps.\"\n",
	"counted, quoted":    "A day at the ford\n\n2 comments\n\nIda Berg wrote on June 4, 2022:\n\nThe ford was full of people and all were in a good mood, said the warden.\n\nShare\n\nRelated\n",
	"counted, byline":    "A day at the ford\nJune 4, 2022 | 3 Comments\n\nBy Ida Berg\nJune 4, 2022\n\nThe ford was full of people and all were in a good mood.\n\nShare\nTweet\n\nSam Otter\nJune 3, 2022\nThe other day.\nRead more\n\nLeave a Reply\n",
	"counted, press":     "12 comments\n\nWarden: a good day\n\nThe warden said on 4 June 2022:\n\"It was a good day.\"\n\nAll went home. Nobody else spoke.\n\nPrint\nShare\n",
	"counted, FAQ":       "Help\n\n7 replies to what you ask\n\nIda wrote, 4 June 2022:\nWhere is the key?\n",
	"counted, read more": "A day at the ford\n\nThe ford was full of people.\n\n3 Comments\n\nMore of this\n\nIda Berg\nJune 3, 2022\nThe price of bread.\nRead more\n\nSam Otter\nJune 2, 2022\nThe hall and its roof.\nRead more\n\nOlaf Lund\nJune 1, 2022\nA barn is sold.\nRead more\n\nLeave a Reply\n",
	"form alone":         "A day at the ford\n\nThe ford was full of people.\n\nRecent posts\n\nPrice of bread\nJune 3, 2022\n\nHall and roof\nJune 2, 2022\n\nBarn sold\nJune 1, 2022\n\nLeave a Reply\n",
	"levels of a game":   "How to win\n\nLevel 1\nThe Ford\n3 min\nWalk over.\n\nLevel 2\nThe Barn\n5 min\nOpen the door.\n\nLevel 3\nThe Mill\n9 min\nClimb up.\n\nLevel 4\nThe Pier\n9 min\nJump.\n",
	"topics":             "Boats\n\nTorn sail\nIda Berg\nJune 1, 2022\n3 replies\n\nLost oar\nSam Otter\nJune 2, 2022\n4 replies\n\nOld paint\nOlaf Lund\nJune 3, 2022\n5 replies\n\nCut rope\nEve Ash\nJune 4, 2022\n6 replies\n\n",
	"gallery":            "Photos\n\nIda Berg\nJune 1, 2022\nA torn sail\nLike\nShare\n\nSam Otter\nJune 2, 2022\nA lost oar\nLike\nShare\n\nOlaf Lund\nJune 3, 2022\nOld paint\nLike\nShare\n\n",
	"press":              "The ford\n\nIda Berg\nJune 4, 2022\n\nThe warden said:\n\n\"No.\"\n\nSam Otter\nJune 3, 2022\n\nOlaf Lund\nJune 2, 2022\n\nIda Berg said:\n\"Yes\"\n\nEve Ash\nMay 3, 2021\n",
	"weblog, counted":    "Journal\n\nTorn sail\n\nIda Berg\nJune 1, 2022\n\n2 Comments\n\nIt tore on the ford.\n\nLost oar\n\nSam Otter\nJune 2, 2022\n\n3 Comments\n\nIt went over the weir.\n\nOld paint\n\nOlaf Lund\nJune 3, 2022\n\n4 Comments\n\nIt came off.\n\nCut rope\n\nEve Ash\nJune 4, 2022\n\n5 Comments\n\nNobody did it.\n",
	"list of a forum":    "r/boats\n•\n3 hr. ago\nTorn sail\nUpvote\n11\nDownvote\n2\ncomments\nShare\nr/boats\n•\n4 hr. ago\nLost oar\nUpvote\n12\nDownvote\n3\ncomments\nShare\nr/oars\n•\n5 hr. ago\nOld paint\nUpvote\n13\nDownvote\n4\ncomments\nShare\nr/boats\n•\n6 hr. ago\nCut rope\nUpvote\n14\nDownvote\n5\ncomments\nShare\n",
	"one byline":         "A day at the ford\n\n1 Comment\n\nPosted by Ida Berg on June 4, 2022\n\nThe ford was full of people and all were in a good mood, said the warden.\n\nLeave a Reply\n",
}

// TestArticles reads pages that have no comments.
func TestArticles(t *testing.T) {
	for name, page := range articles {
		if got, err := plaintext.Parse(page, nil); err != nil || len(got) > 0 {
			t.Errorf("%s: %d comments, error %v\n%s", name, len(got), err, outline(got))
		}
	}
}

// TestPicture begins a page with what stands for a picture of its first author,
// whose head is not of the shape of the others.
func TestPicture(t *testing.T) {
	page := "Avatar\nIda\nMay 3, 2020 at 10:00 am\nIt is shut.\n\n"
	for _, name := range []string{"Sam", "Olaf", "Eve"} {
		page += name + " says:\nMay 3, 2020 at 11:00 am\nSince when?\n\n"
	}
	if got, err := plaintext.Parse(page, nil); err != nil || levels(got) != "111" {
		t.Errorf("levels %s, error %v\n%s", levels(got), err, outline(got))
	}
}

// TestWords reads lists of comments whose words are those of controls, or of heads.
func TestWords(t *testing.T) {
	const page = "5 thoughts on “The pier”\n\n1. Ida says:\n   May 3, 2020 at 10:00 am\n   %s\n   Reply\n   1. Sam says:\n      May 3, 2020 at 10:10 am\n      Well.\n      Reply\n2. Eve says:\n   May 3, 2020 at 10:20 am\n   I have no more to say.\n   Reply\n\nLeave a Reply\n"
	const flat = "4 Comments\n\nIda says:\nMay 3, 2020 at 10:00 am\n\n%s\n\nReply\n\nSam says:\nMay 3, 2020 at 10:10 am\n\nI have no more to say.\n\nReply\n\nEve says:\nMay 3, 2020 at 10:20 am\n\nNor have I.\n\nReply\n\nOlaf says:\nMay 3, 2020 at 10:20 am\n\nIndeed.\n\nReply\n\nLeave a Reply\n"
	for _, text := range []string{
		"Top", "Save", "Read more", "Replying to Sam above: he is right.", "In reply to Sam: no.", "EDIT: Source", "Share 5 links", "Reports 5", "Edit 2: link",
		"Sort by price", "My favourites:\nTop 10", "They sell\nshow more", "As was said:\n2020-05-03 10:12 - Warden: all shut\n2020-05-03 10:13 - Ford: all open",
	} {
		for _, layout := range []string{page, flat} {
			line := text
			if layout == page && strings.Contains(text, "\n") {
				continue // which the list indents
			}
			got, err := plaintext.Parse(fmt.Sprintf(layout, line), nil)
			if err != nil || len(got) < 3 || got[0].Text != text || got[0].Details != nil {
				t.Errorf("%q: error %v\n%s", text, err, outline(got))
			}
		}
	}
}

// TestNoText reads comments that have no text, such as those of a picture.
func TestNoText(t *testing.T) {
	page := "4 Comments\n\nIda Berg\nMay 3, 2020 at 10:00 am\n\nSam Otter\nMay 4, 2020 at 10:00 am\n\nOlaf Lund\nMay 5, 2020 at 10:00 am\n\nIt is me.\n\nEve Ash\nMay 6, 2020 at 10:00 am\n\nYes.\n\nLeave a Reply\n"
	got, err := plaintext.Parse(page, nil)
	if err != nil || len(got) != 4 || got[1].Text != "" || got[2].Text != "It is me." {
		t.Errorf("error %v\n%s", err, outline(got))
	}
}

// TestSignatures reads comments that end with a signature of name and date, of
// which a page has as many as heads.
func TestSignatures(t *testing.T) {
	var b strings.Builder
	b.WriteString("4 Comments\n\n")
	for i, author := range []string{"Ida", "Sam", "Olaf", "Eve"} {
		fmt.Fprintf(&b, "%s · August %d, 2019 at 5:02 pm\nThe ford is shut.\n\n%[1]s\n\n(\n\ntalk\n\n) 17:02, %d August 2019 (UTC)\n\nReply · Share\n\n", author, i+1, i+1)
	}
	b.WriteString("Leave a Reply\n")
	got, err := plaintext.Parse(b.String(), nil)
	if err != nil || len(got) != 4 || got[0].Author != "Ida" || got[3].Author != "Eve" {
		t.Errorf("error %v\n%s", err, outline(got))
	}
}

// TestDateBelow reads pages that print the date under the text, where a short text
// is no place and no name.
func TestDateBelow(t *testing.T) {
	texts := []string{"I saw it too.", "Why not?", "No way.", "It is shut again."}
	var said, liked strings.Builder
	said.WriteString("4 comments:\n\n")
	for i, text := range texts {
		fmt.Fprintf(&said, "Ida%d said...\n%s\nJune %d, 2022 at 9:05 AM\n\n", i, text, i+1)
		fmt.Fprintf(&liked, "ida_%d\n%s\n%dw\n%d likes\nReply\n", i, text, i+1, i+2)
	}
	if got, err := plaintext.Parse(said.String(), nil); err != nil || len(got) > 0 {
		t.Errorf("said: error %v\n%s", err, outline(got))
	}
	got, err := plaintext.Parse(liked.String(), nil)
	if err != nil || len(got) != len(texts) {
		t.Fatalf("liked: error %v\n%s", err, outline(got))
	}
	for i, c := range got {
		if c.Text != texts[i] {
			t.Errorf("liked: %q, want %q", c.Text, texts[i])
		}
	}
}
