package table

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/thread/internal/readertest"
)

// TestColumnsOfTimes reads times that the others of their column explain.
func TestColumnsOfTimes(t *testing.T) {
	const none = "0001-01-01 00:00"
	for _, c := range []struct {
		name, dates string // one a row
		opt         *Options
		want        string
	}{
		{"months first", "1/2/2021 1:05 PM|1/14/2021 11:15 PM", nil, "2021-01-02 13:05|2021-01-14 23:15"},
		{"days first", "03/02/2021 14:05|13/02/2021 14:15", nil, "2021-02-03 14:05|2021-02-13 14:15"},
		{"nothing tells", "1/2/2021|1/3/2021|4/4/2021", nil, none + "|" + none + "|2021-04-04 00:00"},
		{"both", "1/2/2021|13/2/2021|2/13/2021", nil, none + "|2021-02-13 00:00|2021-02-13 00:00"},
		{"one that contradicts", "1/2/2021|" + strings.Repeat("13/2/2021|", 10) + "2/13/2021", nil, "2021-02-01 00:00|" + strings.Repeat("2021-02-13 00:00|", 10) + none},
		{"as the options say", "1/2/2021 1:05 PM|1/14/2021 11:15 PM|3.4.2021", &Options{DayFirst: true}, "2021-02-01 13:05|" + none + "|2021-04-03 00:00"},
		{"as the options say, with months", "1/2/2021|14/1/2021", &Options{MonthFirst: true}, "2021-01-02 00:00|" + none},
		{"far below", "1/2/2021|" + strings.Repeat("|", maxAheadRows) + "13/2/2021", nil, none + "|" + strings.Repeat(none+"|", maxAheadRows) + "2021-02-13 00:00"},
		{"days of a spreadsheet", "44230.5868|44230.60|44231.0|44232", nil, "2021-02-03 14:05|2021-02-03 14:24|2021-02-04 00:00|2021-02-05 00:00"},
		{"days among dates", "44230.5868|4.2.2021|", nil, "2021-02-03 14:05|2021-02-04 00:00|" + none},
		{"seconds since a start", "30000|45|60", nil, "1970-01-01 08:20|1970-01-01 00:00|1970-01-01 00:01"},
		{"basic", "20210203|20210203T140500Z|20210203140500", nil, "2021-02-03 00:00|2021-02-03 14:05|2021-02-03 14:05"},
		{"in English", "Mar 4, 2021, 10:30 AM|March 4, 2021 10:30 am", nil, "2021-03-04 10:30|2021-03-04 10:30"},
	} {
		var in strings.Builder
		in.WriteString("id\ttext\tdate\n")
		dates := strings.Split(c.dates, "|")
		for i, d := range dates {
			fmt.Fprintf(&in, "%d\tx\t%s\n", i+1, d)
		}
		got := readertest.Collect(t, Read(strings.NewReader(in.String()), c.opt))
		var times []string
		for i, c := range got.Comments {
			times = append(times, c.Time.Format("2006-01-02 15:04"))
			if c.ID != fmt.Sprint(i+1) || c.Line != int32(i+2) {
				t.Errorf("comment %d has ID %q, line %d", i+1, c.ID, c.Line)
			}
		}
		if got.Err != nil || strings.Join(times, "|") != c.want {
			t.Errorf("%s: %v, %.300s", c.name, got.Err, times)
		}
	}
}

// TestAheadFaults keeps the faults of rows that were read ahead in their places.
func TestAheadFaults(t *testing.T) {
	in := "id,text,date\n1,x,1/2/2021\n2,y,1/3/2021,z,z\n3," + strings.Repeat("x", 3000) + ",1/2/2021\n4,x,1/13/2021\n5,\"x,1/4/2021\n6,x,1/5/2021\n"
	var got []string
	for c, err := range ReadCSV(strings.NewReader(in), &Options{MaxRecordBytes: 1000}) {
		if err != nil {
			got = append(got, "fault")
			continue
		}
		got = append(got, c.ID+" "+c.Time.Format("2 Jan"))
	}
	if want := "[1 2 Jan fault fault 4 13 Jan fault 6 5 Jan]"; fmt.Sprint(got) != want {
		t.Errorf("%v, want %s", got, want)
	}
}
