package coded

import (
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/internal/shareddata"
)

func TestRead(t *testing.T) {
	shared := shareddata.Dir(t)
	all, err := Read(shared, false)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[[2]string]bool{}
	open := 0
	for _, p := range all {
		key := [2]string{p.Source, p.SourceID}
		if seen[key] {
			t.Errorf("%v stands twice", key)
		}
		seen[key] = true
		if p.Parent == "" {
			t.Errorf("%v: no parent", key)
		}
		if p.Open {
			open++
		}
	}
	some, err := Read(shared, true)
	if err != nil {
		t.Fatal(err)
	}
	if len(some) != open || open == 0 || open == len(all) {
		t.Errorf("%d of %d pairs are open, Read returns %d", open, len(all), len(some))
	}
}

func TestParse(t *testing.T) {
	got, err := parse("s\t1\td2g?\trandom\ns\t2\tn0-\tlikely\n")
	want := []Pair{
		{Source: "s", SourceID: "1", Stance: "disagree", Hostility: 2, Target: "group", Random: true},
		{Source: "s", SourceID: "2", Stance: "neutral", Target: "none", Sure: true},
	}
	if err != nil || len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("parse = %+v, %v", got, err)
	}
	for _, bad := range []string{"s\t1\td2g", "s\t1\tx2g\trandom", "s\t1\td4g\trandom", "s\t1\td0g\trandom", "s\t1\td1-\trandom", "s\t1\td1g!\trandom", ""} {
		if _, err := parse("s\t0\tn0-\trandom\n" + bad + "\n"); err == nil || !strings.Contains(err.Error(), "coded.tsv:2") {
			t.Errorf("parse(%q) = %v, want an error at line 2", bad, err)
		}
	}
}
