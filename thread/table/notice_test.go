package table

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/thread/internal/readertest"
)

func TestNotices(t *testing.T) {
	for _, c := range []struct {
		in, want string
		opt      Options
	}{
		{in: "id,text,colour, mood \n1,x,red,good\n", want: "[columns not used: colour, mood]"},
		{in: "id,text\n1,x\n", want: "[]"},
		{in: "text,date\nx,03/04/2020\ny,05/06/2020\nz,yesterday\nw,NaN\n", want: `[line 2: whether the day or the month comes first in "03/04/2020" is not said, and 1 more line 4: no time that is known: "yesterday"]`},
		{in: "text,date\nx,03/04/2020\n", opt: Options{DayFirst: true}, want: "[]"},
		{in: `{"id":1,"text":"x","mood":"good","meta":{"a":1},"replies":[{"text":"y","colour":"red","time":"soon"}]}`, want: `[columns not used: colour, meta, mood line 1: no time that is known: "soon"]`},
		{in: "text,date\nx,13/04/2020\ny,12/25/2020\nz,12/26/2020\n", opt: Options{DayFirst: true}, want: `[line 3: "12/25/2020" has day and month the other way round, and 1 more]`},
		{in: "text,date\nx,3/4/2020\n" + strings.Repeat("y,12/25/2020\n", 10) + "z,25/12/2020\n", want: `[line 13: "25/12/2020" has day and month the other way round]`},
		{in: "text,date,edited\nx,3/4/2020,5/6/2020\ny,3/25/2020,5/7/2020\n", want: `[line 2: whether the day or the month comes first in "5/6/2020" is not said, and 1 more]`},
		{in: `{"id":1,"meta":{"said":"x"}}`, opt: Options{Columns: Columns{Text: "meta.said"}}, want: "[]"},
		{in: `{"rejoinder":1,"id":"a","text":"x"}`, want: "[]"},
		{in: written, want: "[]"},
	} {
		var got []string
		c.opt.Notice = func(n Notice) { got = append(got, n.String()) }
		for _, err := range Read(strings.NewReader(c.in), &c.opt) {
			if err != nil {
				t.Errorf("%s: %v", c.in, err)
			}
		}
		if fmt.Sprint(got) != c.want {
			t.Errorf("%s: %v, want %s", c.in, got, c.want)
		}
	}
}

// TestNoticeEarly tells of what was met before the reading ended.
func TestNoticeEarly(t *testing.T) {
	for _, in := range []string{"text,date\nx,soon\ny,later\nz,now\n", `[{"text":"x","date":"soon"},{"text":"y","date":"later"},{"text":"z","date":"now"}]`} {
		var got []Notice
		n := 0
		for range Read(strings.NewReader(in), &Options{Notice: func(n Notice) { got = append(got, n) }}) {
			if n++; n == 2 {
				break
			}
		}
		if len(got) != 1 || got[0].Count != 2 || got[0].Value != "soon" {
			t.Errorf("%s: %+v", in, got)
		}
	}
}

// TestErrColumns names the columns that there are.
func TestErrColumns(t *testing.T) {
	got := readertest.String(t, read, "Kommentar;Verfasser;Datum\nx;y;z\n")
	if !errors.Is(got.Err, ErrColumns) || !strings.Contains(got.Err.Error(), `"Kommentar", "Verfasser", "Datum"`) {
		t.Error(got.Err)
	}
	got = readertest.String(t, read, strings.Repeat("a,", 1_000_000))
	if !errors.Is(got.Err, ErrColumns) || len(got.Err.Error()) > 1000 {
		t.Errorf("%.2000s", got.Err)
	}
}

func TestSetColumns(t *testing.T) {
	var c Columns
	flags := flag.NewFlagSet("", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.Var(&c, "columns", "")
	if err := flags.Parse([]string{"-columns", "text=Kommentar,Author = Verfasser", "-columns", "id=Nr,time=Datum, Uhrzeit,reply_to_author=-"}); err != nil {
		t.Fatal(err)
	}
	if want := (Columns{ID: "Nr", Author: "Verfasser", Text: "Kommentar", Time: "Datum, Uhrzeit", ReplyTo: "-"}); c != want {
		t.Errorf("%+v, want %+v", c, want)
	}
	if s, back := c.String(), (Columns{}); back.Set(s) != nil || back != c {
		t.Errorf("%s: %+v", s, back)
	}
	before := c
	for _, bad := range []string{"", "Kommentar", "text=", "text=x,author=,id=y", "colour=red"} {
		if err := c.Set(bad); err == nil || c != before {
			t.Errorf("%q: %v, %+v", bad, err, c)
		}
	}
}

// FuzzSetColumns holds that what String writes sets the same columns.
func FuzzSetColumns(f *testing.F) {
	for _, s := range []string{"text=Kommentar,author=Verfasser", "time=Datum, Uhrzeit", "text=", "=", ",", "id=a,id=b", "text=x,author=-"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var c, back Columns
		if c.Set(s) != nil {
			if c != (Columns{}) {
				t.Fatalf("%q was refused and set %+v", s, c)
			}
			return
		}
		if err := back.Set(c.String()); err != nil || back != c {
			t.Fatalf("%q: %+v, then %+v, %v", s, c, back, err)
		}
	})
}
