package plaintext

import (
	"testing"
	"time"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

func TestParseDate(t *testing.T) {
	for s, want := range map[string]struct {
		time string
		prec thread.Precision
	}{
		"13/09/2006 at 12:50 pm":               {"2006-09-13T12:50:00", thread.Minute},
		"03/01/2020 at 4:00 pm":                {"2020-01-03T16:00:00", thread.Minute},
		"03/01/2020_at_12:05_am":               {"2020-01-03T00:05:00", thread.Minute},
		"09/13/2006 at 12:50 pm":               {"2006-09-13T12:50:00", thread.Minute},
		"September 13, 2006 at 12:50 pm":       {"2006-09-13T12:50:00", thread.Minute},
		"Sept. 13th, 2006 @ 1:05 p.m.":         {"2006-09-13T13:05:00", thread.Minute},
		"13 September 2006":                    {"2006-09-13T00:00:00", thread.Day},
		"Wednesday, 13 Sep 2006, 23:59:07 GMT": {"2006-09-13T23:59:07", thread.Second},
		"2006-09-13 07:08":                     {"2006-09-13T07:08:00", thread.Minute},
		"2006-09-13T07:08:09Z":                 {"2006-09-13T07:08:09", thread.Second},
		"2006/09/13 at 7:08 am":                {"2006-09-13T07:08:00", thread.Minute},
		"13.09.2006 um 12:50 Uhr":              {"2006-09-13T12:50:00", thread.Minute},
		"13. September 2006 um 12:50":          {"2006-09-13T12:50:00", thread.Minute},
		"am 3. März 2019":                      {"2019-03-03T00:00:00", thread.Day},
		"13 septembre 2006 à 12 h 50 min":      {"2006-09-13T12:50:00", thread.Minute},
		"le 1er août 2006 à 8:05":              {"2006-08-01T08:05:00", thread.Minute},
		"13 de septiembre de 2006 a las 12:50": {"2006-09-13T12:50:00", thread.Minute},
		"13 settembre 2006 alle 12:50":         {"2006-09-13T12:50:00", thread.Minute},
		"13 de setembro de 2006 às 12:50":      {"2006-09-13T12:50:00", thread.Minute},
		"13 september 2006 om 12:50":           {"2006-09-13T12:50:00", thread.Minute},
		"13 września 2006 o 12:50":             {"2006-09-13T12:50:00", thread.Minute},
		"13 сентября 2006 в 12:50":             {"2006-09-13T12:50:00", thread.Minute},
		"13/09/06 12:50":                       {"2006-09-13T12:50:00", thread.Minute},
		"13 Sept 2006 12.50":                   {"2006-09-13T12:50:00", thread.Minute},
		"13 September 2006 12.50pm BST":        {"2006-09-13T12:50:00", thread.Minute},
		"13 September 2006 24:00":              {"2006-09-14T00:00:00", thread.Minute},
		"31 December 2016 23:59:60":            {"2016-12-31T23:59:59", thread.Second},
		"13 September 2006 99 h 10 min":        {"2006-09-13T00:00:00", thread.Day},
		"13 September 2006 12 h 99 min":        {"2006-09-13T00:00:00", thread.Day},
		"29 February 2020":                     {"2020-02-29T00:00:00", thread.Day},
		"February 31, 2020":                    {},
		"29 February 2019 at 10:12":            {},
		"31/04/2020":                           {},
		"31.11.2020 um 12:50":                  {},
		"2020-02-30 24:00":                     {},
		"3 years ago":                          {},
		"vor 3 Jahren":                         {},
		"il y a 2 mois":                        {},
	} {
		d, ok := parseDate(s)
		if !ok {
			t.Errorf("%q is not read as a date", s)
			continue
		}
		got, prec := d.value(dateOrder{})
		if want.time == "" {
			if !got.IsZero() {
				t.Errorf("%q: %v, want no time", s, got)
			}
			continue
		}
		if g := got.Format("2006-01-02T15:04:05"); g != want.time || prec != want.prec || got.Location() != time.UTC {
			t.Errorf("%q: %s to the %v, want %s to the %v", s, g, prec, want.time, want.prec)
		}
	}
	for _, s := range []string{"", "2006", "12:50", "1. First", "at 12:50 pm", "It was 13 September 2006 when we met", "99/99/2006", "13/09", "1/2/3/4", "3 bridges", "May I?", "on the 12th", "13 September 1066"} {
		if d, ok := parseDate(s); ok {
			t.Errorf("%q is read as %+v", s, d)
		}
	}
	if d, _ := parseDate("03/01/2020"); true {
		if got, _ := d.value(dateOrder{monthFirst: true}); got.Month() != time.March {
			t.Errorf("month first: %v", got)
		}
	}
}

func TestReadHead(t *testing.T) {
	for _, c := range []struct {
		lines  []string
		shape  shape
		author string
		taken  int
	}{
		{[]string{"Ann Otway says:", "13/09/2006 at 12:50 pm"}, saysDate, "Ann Otway", 2},
		{[]string{"**Ann** says:", "[13/09/2006 at 12:50 pm](http://a.example/#c1)"}, saysDate, "Ann", 2},
		{[]string{"[12]Ann says:", "[13]13/09/2006 at 12:50 pm"}, saysDate, "Ann", 2},
		{[]string{"Ann sagt:", "13. September 2006 um 12:50"}, saysDate, "Ann", 2},
		{[]string{"Ann a dit :", "13 septembre 2006 à 12:50"}, saysDate, "Ann", 2},
		{[]string{"Ann dice:", "13 settembre 2006 alle 12:50"}, saysDate, "Ann", 2},
		{[]string{"Ann schreef:", "13 september 2006 om 12:50"}, saysDate, "Ann", 2},
		{[]string{"Ann says: 3 May 2020 at 9:15"}, saysInline, "Ann", 1},
		{[]string{"On 3 May 2020 at 9:15, Ann said:"}, dateSays, "Ann", 1},
		{[]string{"Ann on 3 May 2020 said:"}, dateSays, "Ann", 1},
		{[]string{"Posted by Ann on 3 May 2020"}, dateSays, "Ann", 1},
		{[]string{"Comment by Ann — May 3, 2020 @ 9:15 am"}, dateSays, "Ann", 1},
		{[]string{"Ann", "3 May 2020 at 9:15"}, nameDate, "Ann", 2},
		{[]string{"Danny 03/01/2020 at 4:00 pm", "You are wrong."}, inline, "Danny", 1},
		{[]string{"3 May 2020 at 9:15", "Fine by me."}, dateOnly, "", 1},
		{[]string{"Ann says:", "nothing of the sort"}, saysOnly, "Ann", 1},
		{[]string{"Ann says so, and she should know."}, noHead, "", 0},
		{[]string{"What the minister says: nothing at all that we did not know."}, noHead, "", 0},
		{[]string{"I was there.", "It rained."}, noHead, "", 0},
		{nil, noHead, "", 0},
	} {
		h := readHead(c.lines)
		if h.shape != c.shape || h.author != c.author || h.lines != c.taken {
			t.Errorf("%q: shape %d by %q, %d lines; want %d by %q, %d lines", c.lines, h.shape, h.author, h.lines, c.shape, c.author, c.taken)
		}
	}
}

func TestIsChrome(t *testing.T) {
	for _, s := range []string{"Reply", "Reply ↓", "[17]Reply", "[Reply](#respond)", "(Reply)", "Like", "3 Likes", "Antworten", "Répondre", "Responder", "Rispondi", "Beantwoorden", "Log in to Reply", "Reply to Ann", "Up 3 Down 1", "Loading...", "Permalink",
		"Reply  Like 12  Report", "4 • Reply • Share ›", "• Reply • Share ›", "ReplyShareReport", "Respect 3ReplyShareReport", "Like (3)ReplyShare", "permalinkembedsavereportreply",
		"Reply 12 Recommend Share", "Like · Reply · 3y", "Gefällt mir · Antworten · 3 J.", "3 replies", "View 3 replies", "Hide replies", "3 Antworten anzeigen", "Voir les 2 réponses", "Répondre Signaler"} {
		if !isChrome(s) {
			t.Errorf("%q is not known", s)
		}
	}
	for _, s := range []string{"", "Reply when you can.", "I like it", "Like?", "Quote unquote", "No reply", "Share and enjoy", "Edit: I was wrong", "Thanks",
		"Uplink", "like report", "Like, share, reply", "Up and down", "3 likes and a share", "Source?", "Reply all"} {
		if isChrome(s) {
			t.Errorf("%q is taken for a control", s)
		}
	}
}

// TestInitials: a letter that could be a meridiem or a word of a date belongs to
// the name beside the date.
func TestInitials(t *testing.T) {
	for s, want := range map[string]string{
		"Harold P, 3 May 2021 at 10:02":          "Harold P",
		"Harold P. (3 May 2021, 10:02 p.m.)":     "Harold P.",
		"Ann M 3 hours ago":                      "Ann M",
		"José A, 3 de mayo de 2021 a las 10:02":  "José A",
		"Maria Dias, 3 de maio de 2021 às 10:02": "Maria Dias",
		"Karl M., vor 3 Jahren":                  "Karl M.",
		"Eva H – a year ago":                     "Eva H",
		"Ann Baker • an hour ago":                "Ann Baker",
		"Ann Baker (3 March 2019, 10:12)":        "Ann Baker",
		"Ann on Friday, 3 May 2021":              "Ann",
		"On 3 May 2021, P Harold said:":          "P Harold",
		"Le 3 mai 2021 à 12 h, Jean a écrit :":   "Jean",
	} {
		if h := readHead([]string{s, "Some words."}); h.author != want || !h.dated {
			t.Errorf("%q: by %q, want %q", s, h.author, want)
		}
	}
	for s, want := range map[string][2]string{
		"Sabine Moderator sagt:":                                               {"Sabine"},
		"Guest Author says:":                                                   {"Guest Author"},
		"Tom Mod says:":                                                        {"Tom"},
		"Priya Jan 5, 2023 Liked by Owner":                                     {"Priya"},
		"[–]ann_b 12 points 3 years ago (1 child)":                             {"ann_b"},
		"[–]ann_b 1 point2 points 3 years ago":                                 {"ann_b"},
		"bob993 months ago":                                                    {"bob99"},
		"ida11mo ago":                                                          {"ida"},
		"Xaver  Ida B. • 3 years ago":                                          {"Xaver", "Ida B."},
		"Ben replied to Ann • 3 years ago":                                     {"Ben", "Ann"},
		"maker 1 day ago | root | parent | next [–]":                           {"maker"},
		"Posted by Harold P at 10:02 AM on May 3, 2021":                        {"Harold P"},
		"by volta ( 777 ) on Saturday January 30, 2021 @01:02AM (#61000003)":   {"volta"},
		"Posted Mar 4, 2023 10:12 UTC (Sat) by corfan (subscriber, #1) [Link]": {"corfan"},
		"by Spoke » Wed Jun 01, 2022 10:00 am":                                 {"Spoke"},
	} {
		if h := flatHead([]string{s, "3 May 2020 at 9:15"}); h.author != want[0] || h.to != want[1] || !h.dated {
			t.Errorf("%q: by %q to %q, want %q", s, h.author, h.to, want)
		}
	}
	for _, s := range []string{"a year ago", "about an hour ago", "vor einem Jahr", "il y a un an", "hace un año", "há uma hora", "een jaar geleden", "for et år siden", "2 years ago (edited)", "vor 2 Jahren (bearbeitet)"} {
		if d, ok := parseDate(s); !ok || !d.relative {
			t.Errorf("%q is not read as a time ago", s)
		}
	}
}
