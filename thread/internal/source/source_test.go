package source

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

func TestParseTime(t *testing.T) {
	at := func(h, m, s, ns int) time.Time { return time.Date(2020, 2, 29, h, m, s, ns, time.UTC) }
	for _, c := range []struct {
		in   string
		want When
	}{
		{"2020-02-29T10:20:30Z", When{Time: at(10, 20, 30, 0)}},
		{"2020-02-29T10:20:30.123Z", When{Time: at(10, 20, 30, 123e6)}},
		{"2020-02-29T10:20:30+02:00", When{Time: at(8, 20, 30, 0)}},
		{"2020-02-29 10:20:30 -0130", When{Time: at(11, 50, 30, 0)}},
		{"2020-02-29 10:20:30", When{at(10, 20, 30, 0), thread.Second, true}},
		{"2020-02-29T10:20", When{at(10, 20, 0, 0), thread.Minute, true}},
		{"2020-02-29T10:20Z", When{at(10, 20, 0, 0), thread.Minute, false}},
		{"2020-02-29", When{at(0, 0, 0, 0), thread.Day, true}},
		{"2020-02", When{time.Date(2020, 2, 1, 0, 0, 0, 0, time.UTC), thread.Month, true}},
		{"2020", When{time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC), thread.Year, true}},
		{"2020-02-29T10:20:60Z", When{Time: at(10, 20, 59, 0)}},
		{"2020-02-28T24:00:00Z", When{Time: at(0, 0, 0, 0)}},
		{"Sat, 29 Feb 2020 10:20:30 +0000", When{Time: at(10, 20, 30, 0)}},
		{"Sat, 29 Feb 2020 05:20:30 EST (winter)", When{Time: at(10, 20, 30, 0)}},
		{"Sat Feb 29 10:20:30 2020", When{at(10, 20, 30, 0), thread.Second, true}},
		{"1582971630", When{Time: at(10, 20, 30, 0)}},
		{"1582971630.0", When{Time: at(10, 20, 30, 0)}},
		{"1582971630.25", When{Time: at(10, 20, 30, 25e7)}},
		{"1582971630000", When{Time: at(10, 20, 30, 0)}},
		{"1582971630000000", When{Time: at(10, 20, 30, 0)}},
		{"1582971630000000000", When{Time: at(10, 20, 30, 0)}},
		{"1.58297163e9", When{Time: at(10, 20, 30, 0)}},
		{"20200229", When{at(0, 0, 0, 0), thread.Day, true}},
		{"20200229T1020", When{at(10, 20, 0, 0), thread.Minute, true}},
		{"20200229T102030Z", When{Time: at(10, 20, 30, 0)}},
		{"20200229T102030+0200", When{Time: at(8, 20, 30, 0)}},
		{"20200229102030", When{at(10, 20, 30, 0), thread.Second, true}},
		{"Feb 29, 2020, 10:20 AM", When{at(10, 20, 0, 0), thread.Minute, true}},
		{"February 29, 2020 10:20 am", When{at(10, 20, 0, 0), thread.Minute, true}},
		{"Feb 29, 2020 at 10:20:30\u202fPM", When{at(22, 20, 30, 0), thread.Second, true}},
		{"Saturday, February 29, 2020 at 10:20:30 AM UTC", When{Time: at(10, 20, 30, 0)}},
		{"29 February 2020, 10:20", When{at(10, 20, 0, 0), thread.Minute, true}},
	} {
		got, ok := ParseTime(c.in)
		if !ok || got != c.want {
			t.Errorf("ParseTime(%q) = %v, %v, want %v", c.in, got, ok, c.want)
		}
	}
	for _, bad := range []string{"", "0000-00-00 00:00:00", "2021-02-29", "2020-13-01", "0", "-5", "NaN", "Inf", "yesterday",
		"2020-02-29T25:00:00Z", "2020-02-29T10:20:61Z", "2020-02-29T10:20:30.Z", "2020-02-29T10:20:30 o'clock", "1e400", "0x1p30", "2020-02-29T", "20200229T", "20200229T25", "20200229T10:20"} {
		if got, ok := ParseTime(bad); ok {
			t.Errorf("ParseTime(%q) = %v, want nothing", bad, got)
		}
	}
}

func FuzzParseTime(f *testing.F) {
	f.Add("2020-02-29T10:20:30.5+02:00")
	f.Add("Sat, 29 Feb 2020 10:20:30 GMT")
	f.Add("1582971630.5")
	f.Fuzz(func(t *testing.T, s string) {
		w, ok := ParseTime(s)
		if ok == w.Time.IsZero() {
			t.Fatalf("ParseTime(%q) = %v, %v", s, w, ok)
		}
		// What time.Parse reads as RFC 3339 we read alike.
		if std, err := time.Parse(time.RFC3339Nano, s); err == nil && ok && !std.Equal(w.Time) && std.Nanosecond() == w.Time.Nanosecond() {
			t.Fatalf("ParseTime(%q) = %v, want %v", s, w.Time, std)
		}
	})
}

func TestID(t *testing.T) {
	for in, want := range map[string]string{
		" a ": "a", "null": "", "None": "", "NaN": "", "123.0": "123", "1.0e5": "1.0e5", "": "",
		"9007199254740993": "9007199254740993", "x.0": "x.0", "0": "0",
	} {
		if got := ID(in); got != want {
			t.Errorf("ID(%q) = %q, want %q", in, got, want)
		}
	}
	if ParentID("0.0") != "" || ParentID("-1") != "" || ParentID("10") != "10" {
		t.Error("ParentID")
	}
	if got := LeadingName("@Ann-Marie_2, no"); got != "Ann-Marie_2" {
		t.Errorf("LeadingName = %q", got)
	}
}

func TestLines(t *testing.T) {
	in := "one\n\n" + strings.Repeat("x", 300) + "\nlast"
	for name, r := range map[string]io.Reader{
		"plain": strings.NewReader(in), "bytewise": iotest.OneByteReader(strings.NewReader(in)),
		"dataerr": iotest.DataErrReader(strings.NewReader(in)),
	} {
		l := NewLines(r, 100)
		var got []string
		for {
			line, err := l.Next()
			if err == io.EOF {
				break
			}
			if err != nil {
				got = append(got, err.Error())
				continue
			}
			got = append(got, string(line))
		}
		want := []string{"one", "", ErrTooLarge.Error(), "last"}
		if strings.Join(got, "|") != strings.Join(want, "|") || l.Line() != 5 {
			t.Errorf("%s: %q at line %d", name, got, l.Line())
		}
	}
	boom := errors.New("boom")
	l := NewLines(io.MultiReader(strings.NewReader("a\nb"), iotest.ErrReader(boom)), 10)
	for _, want := range []string{"a", "b"} {
		if line, err := l.Next(); err != nil || string(line) != want {
			t.Errorf("%q, %v", line, err)
		}
	}
	if _, err := l.Next(); err != boom {
		t.Error(err)
	}
}

func TestUTF8(t *testing.T) {
	for in, want := range map[string]string{
		"\xEF\xBB\xBFé": "é", "\xFF\xFEa\x00\xE9\x00": "aé", "\xFE\xFF\x00a": "a", "a\x00b\x00": "ab", "\x00a\x00b": "ab", "é": "é", "": "",
	} {
		got, err := io.ReadAll(UTF8(strings.NewReader(in)))
		if err != nil || string(got) != want {
			t.Errorf("UTF8(%q) = %q, %v", in, got, err)
		}
	}
	if got := FromBytes([]byte("naïve café na\xc3")); got != "naïve café na\uFFFD" {
		t.Errorf("FromBytes = %q", got)
	}
	if got := FromBytes([]byte("caf\xe9 \x93x\x94")); got != "café “x”" {
		t.Errorf("FromBytes = %q", got)
	}
}

func TestParseLocal(t *testing.T) {
	for _, c := range []struct {
		in    string
		order Order
		want  string
	}{
		{"05.03.2014 09:07", AnyOrder, "2014-03-05T09:07:00"}, {"5.3.14", MonthFirst, "2014-03-05T00:00:00"}, {"13/12/2014 9:07:30 PM", AnyOrder, "2014-12-13T21:07:30"},
		{"12/13/2014, 12:07 a.m.", MonthFirst, "2014-12-13T00:07:00"}, {"12/13/2014", DayFirst, ""}, {"13/12/2014", MonthFirst, ""}, {"12/13/2014 9:07\u202fPM", AnyOrder, "2014-12-13T21:07:00"}, {"13.12.2014", MonthFirst, "2014-12-13T00:00:00"}, {"3/5/2014 9:07", DayFirst, "2014-05-03T09:07:00"}, {"3-5-2014 9:07", MonthFirst, "2014-03-05T09:07:00"},
		{"4/4/2014", AnyOrder, "2014-04-04T00:00:00"}, {"2014-03-05 09:07", DayFirst, "2014-03-05T09:07:00"}, {"1394010420", DayFirst, "2014-03-05T09:07:00"},
		{"3/5/2014", AnyOrder, ""}, {"13.13.2014", AnyOrder, ""}, {"31.2.2014", AnyOrder, ""}, {"5.3.214", AnyOrder, ""}, {"5.3.2014 25:00", AnyOrder, ""}, {"5.3/2014", AnyOrder, ""},
		{"5.3.2014 9:07 x", AnyOrder, ""}, {"5/3", AnyOrder, ""}, {"5/", AnyOrder, ""}, {"1.2.3.4", AnyOrder, ""}, {"", AnyOrder, ""},
	} {
		w, ok := ParseLocal(c.in, c.order)
		got := ""
		if ok {
			got = w.Time.Format("2006-01-02T15:04:05")
		}
		if got != c.want || ok && w.Time.IsZero() {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
}

func TestOrderOf(t *testing.T) {
	for in, want := range map[string]Order{"13/2/2014": DayFirst, "2/13/14 9:07": MonthFirst, "2/3/2014": AnyOrder, "2014-03-05": AnyOrder, "13.2.2014": AnyOrder, "13/13/2014": AnyOrder, "": AnyOrder} {
		got, open := OrderOf(in)
		if got != want || open != (in == "2/3/2014") {
			t.Errorf("%s: %v, %v", in, got, open)
		}
	}
}

func TestSerial(t *testing.T) {
	for _, c := range []struct {
		in, want string
		p        thread.Precision
	}{
		{"44230.5868", "2021-02-03 14:05:00", thread.Minute}, {"44230", "2021-02-03 00:00:00", thread.Day}, {"44230.0", "2021-02-03 00:00:00", thread.Day},
		{"44230.58680555555", "2021-02-03 14:05:00", thread.Second}, {"20000", "1954-10-03 00:00:00", thread.Day}, {"60000", "2064-04-08 00:00:00", thread.Day},
	} {
		w, ok := Serial(c.in)
		if got := w.Time.Format("2006-01-02 15:04:05"); !ok || got != c.want || w.Precision != c.p || !w.Floating {
			t.Errorf("%s: %s %v, want %s", c.in, got, w, c.want)
		}
	}
	for _, bad := range []string{"", "19999", "60001", "442305868", "4423O", "44230.5.8", "-44230", "4.4e4", "2020", "1582971630"} {
		if w, ok := Serial(bad); ok {
			t.Errorf("%s: %v", bad, w)
		}
	}
}

func TestFromString(t *testing.T) {
	for in, want := range map[string]string{
		"":                    "",
		"caf\xe9":             "café",
		"\x93so\x94, caf\xe9": "“so”, café",
		"café, na\xefve, Å":   "café, na\uFFFDve, Å",
	} {
		if got := FromString(in); got != want {
			t.Errorf("%q gives %q, want %q", in, got, want)
		}
	}
}

// FuzzParseLocal holds that a date read in one order, where its own numbers say
// another, is none, and that days of spreadsheets are what they count.
func FuzzParseLocal(f *testing.F) {
	for _, s := range []string{"13/2/2014 9:07", "2/13/14", "2.3.2014", "44230.5868", "20140305T0907", "Mar 4, 2021, 10:30 AM"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		own, open := OrderOf(s)
		_, any := ParseLocal(s, AnyOrder)
		_, days := ParseLocal(s, DayFirst)
		_, months := ParseLocal(s, MonthFirst)
		switch {
		case open && (any || own != AnyOrder), own == DayFirst && months, own == MonthFirst && days, own == AnyOrder && !open && any != (days && months):
			t.Fatalf("%q: order %v, open %v: %v %v %v", s, own, open, any, days, months)
		}
		if w, ok := Serial(s); ok && (w.Time.Year() < 1954 || w.Time.Year() > 2064 || !w.Floating) {
			t.Fatalf("%q: %v", s, w)
		}
	})
}
