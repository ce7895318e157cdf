package webpage

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// update, set by WEBPAGE_UPDATE=1, writes the outlines in testdata/themes anew.
var update = os.Getenv("WEBPAGE_UPDATE") != ""

// TestThemes reads short pages in many shapes and compares their outlines.
func TestThemes(t *testing.T) {
	files, _ := filepath.Glob("testdata/themes/*.html")
	if len(files) < 25 {
		t.Errorf("only %d pages", len(files))
	}
	for _, name := range files {
		p := readFile(t, name)
		got := drawn(p)
		file := strings.TrimSuffix(name, ".html") + ".outline"
		if update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s (%s):\n%swant\n%s", filepath.Base(name), p.Engine, got, want)
		}
	}
}

// drawn is a page's comments, one a line, indented by level.
func drawn(p *Page) string {
	var b strings.Builder
	for _, c := range p.Comments {
		at := "-"
		if !c.Time.IsZero() {
			at = c.Time.Format("2006-01-02 15:04:05")
			if c.Precision >= thread.Minute {
				at = strings.TrimSuffix(at, ":00")
			}
			if !c.Floating {
				at += "Z"
			}
		}
		kind := ""
		if c.Kind != thread.Reply {
			kind = " " + c.Kind.String()
		}
		if c.Status != thread.Visible {
			kind += " " + c.Status.String()
		}
		fmt.Fprintf(&b, "%s%s [%s] %s%s: %q\n", strings.Repeat("  ", int(max(c.Level-1, 0))), c.ID, c.Author, at, kind, c.Text)
	}
	return b.String()
}

// TestReplyTo keeps whom a quotation names, which the text leaves out.
func TestReplyTo(t *testing.T) {
	for _, name := range []string{"phpbb", "vbulletin3", "vbulletin4", "xenforo1", "xenforo2", "invision", "mybb", "smf"} {
		found := false
		for _, c := range readFile(t, "testdata/pages/"+name+".html").Comments {
			if c.Details != nil && c.Details.ReplyTo == "Tomas Quill" {
				found = strings.HasPrefix(c.Text, "> Two weeks")
			}
		}
		if !found {
			t.Errorf("%s: no ReplyTo", name)
		}
	}
}

// TestDates reads dates as pages of many languages write them.
func TestDates(t *testing.T) {
	for _, c := range []struct {
		in    string
		order order
		want  string
	}{
		{"March 5, 2014 at 10:12 am", dayFirst, "2014-03-05T10:12:00"},
		{"5th March 2014", dayFirst, "2014-03-05T00:00:00"},
		{"on Tuesday March 04, 2014 @05:06PM", dayFirst, "2014-03-04T17:06:00"},
		{"Tue Mar 04, 2014 5:06 pm", dayFirst, "2014-03-04T17:06:00"},
		{"12:30 am, 4 Mar 2014", dayFirst, "2014-03-04T00:30:00"},
		{"5. März 2014 um 10:12 Uhr", dayFirst, "2014-03-05T10:12:00"},
		{"05.03.14, 22:05", monthFirst, "2014-03-05T22:05:00"},
		{"3/5/2014 10:12:44 PM", monthFirst, "2014-03-05T22:12:44"},
		{"3/5/2014", dayFirst, "2014-05-03T00:00:00"},
		{"le 14 février 2012 à 18h05", dayFirst, "2012-02-14T18:05:00"},
		{"14 févr. 2012, 18 h 05 min", dayFirst, "2012-02-14T18:05:00"},
		{"5 de março de 2014 às 09:15", dayFirst, "2014-03-05T09:15:00"},
		{"1 septiembre, 2011 en 7:01 pm", dayFirst, "2011-09-01T19:01:00"},
		{"2 dicembre 2015 alle 08:00", dayFirst, "2015-12-02T08:00:00"},
		{"3 juni 2013 om 11:59", dayFirst, "2013-06-03T11:59:00"},
		{"7 października 2012 at 21:40", dayFirst, "2012-10-07T21:40:00"},
		{"8. října 2012 v 21.40", dayFirst, "2012-10-08T21:40:00"},
		{"9 ноября 2016 в 13:05", dayFirst, "2016-11-09T13:05:00"},
		{"2014年3月5日 10:12", dayFirst, "2014-03-05T10:12:00"},
		{"2014.03.05 10:12", dayFirst, "2014-03-05T10:12:00"},
		{"2014/03/05 10:12:13", monthFirst, "2014-03-05T10:12:13"},
		{"11:06, 31 mars 2016 (CEST)", dayFirst, "2016-03-31T09:06:00"},
		{"2016-03-31T09:06:00+02:00", dayFirst, "2016-03-31T07:06:00"},
		{"7 listopada 2012 o 21:40", dayFirst, "2012-11-07T21:40:00"}, {"7. listopada 2012. u 21:40", croatian, "2012-10-07T21:40:00"},
		{"5 Tháng Ba, 2014 lúc 9:07 sáng", dayFirst, "2014-03-05T09:07:00"}, {"ngày 5 tháng 12 năm 2014 9:07 tối", dayFirst, "2014-12-05T21:07:00"}, {"5 Tháng Mười Hai, 2014", dayFirst, "2014-12-05T00:00:00"},
		{"2014년 3월 5일 9:07 오후", dayFirst, "2014-03-05T21:07:00"}, {"5 مارس، 2014 الساعة 9:07 ص", dayFirst, "2014-03-05T09:07:00"}, {"5 במרץ 2014 בשעה 9:07", dayFirst, "2014-03-05T09:07:00"},
		{"2014 kovo 5 09:07", dayFirst, "2014-03-05T09:07:00"}, {"2014. gada 5. jūnijs 9:07", dayFirst, "2014-06-05T09:07:00"}, {"5. juuli 2014 kell 9:07", dayFirst, "2014-07-05T09:07:00"}, {"5 Μαρτίου, 2014 στο 9:07 μμ", dayFirst, "2014-03-05T21:07:00"},
		{"2014-02-31T24:00:00Z", dayFirst, ""}, {"2014-03-05T24:00:00", dayFirst, "2014-03-06T00:00:00"},
		{"31 February 2014", dayFirst, ""}, {"Jun Okafor", dayFirst, ""}, {"3 hours ago", dayFirst, ""}, {"version 1.2.3 of 10", dayFirst, ""},
		{"call 555-123-4567 in March", dayFirst, ""}, {"13/13/2014", dayFirst, ""}, {"", dayFirst, ""},
	} {
		st := parseDate(c.in, c.order)
		got := ""
		if st.ok {
			got = st.t.Format("2006-01-02T15:04:05")
		}
		if got != c.want {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}

	}
}
