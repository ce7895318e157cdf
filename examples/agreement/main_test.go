package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"strings"
	"testing"
)

func TestCanonicalData(t *testing.T) {
	var b bytes.Buffer
	if err := run([]string{"-resamples", "500", "testdata/canonical.csv"}, nil, &b, io.Discard); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"4 observers, 12 things", "alpha, nominal              0.743", "alpha, ordinal              0.815", "alpha, interval             0.849", "alpha, ratio                0.797", "Fleiss' kappa              undefined"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
}

func TestLongCategories(t *testing.T) {
	var b bytes.Buffer
	if err := run([]string{"-long", "-json", "-resamples", "200", "testdata/long.csv"}, nil, &b, io.Discard); err != nil {
		t.Fatal(err)
	}
	var r struct {
		Observers, Things int
		Figures           []struct {
			Name  string
			Value float64
		}
	}
	if err := json.Unmarshal(b.Bytes(), &r); err != nil {
		t.Fatal(err)
	}
	if r.Observers != 2 || r.Things != 5 || len(r.Figures) != 3 {
		t.Fatalf("%+v", r)
	}
	// Of four shared things three agree; chance is 1/4·1/2 + 3/4·1/2.
	if f := r.Figures[2]; f.Name != "Cohen's kappa" || f.Value != 0.5 {
		t.Errorf("%+v", f)
	}
}

func TestBadInput(t *testing.T) {
	for _, c := range []struct {
		text string
		long bool
	}{{"", false}, {"unit,A\n", false}, {"unit\n1\n", false}, {"a,b,c\n1,2\n", true}, {"a,b,c\n1,x,2\n1,x,3\n", true}, {"a,\"b\n", false}, {"unit,A\n1,x\n2,y\n", false}, {"unit,A,B\n1,x,y,z\n", false}, {"unit,A,B\nu,1,2\nu,2,1\n", false}, {"unit,A,B,C\nu,a,x,y\nu,b,y,x\n", false}} {
		if _, err := read(strings.NewReader(c.text), c.long); err == nil {
			t.Errorf("%q was read", c.text)
		}
	}
}

// TestForms reads the same ratings in every form, and says where it guessed.
func TestForms(t *testing.T) {
	const wide = "thing,ana,ben\n1,a,a\n2,b,b\n3,a,b\n4,b,b\n5,a,a\n"
	figures := func(in string) string {
		var out, notes bytes.Buffer
		if err := run([]string{"-resamples", "50", "-"}, strings.NewReader(in), &out, &notes); err != nil {
			t.Errorf("%q: %v", in, err)
		}
		return notes.String() + out.String()
	}
	want := figures(wide)
	if !strings.HasPrefix(want, "2 observers, 5 things") {
		t.Fatal(want)
	}
	long := "t,o,v\n1,ana,a\n1,ben,a\n2,ana,b\n2,ben,b\n3,ana,a\n3,ben,b\n4,ana,b\n4,ben,b\n5,ana,a\n5,ben,a\n"
	for in, note := range map[string]string{
		"\ufeff" + wide:                      "",
		strings.ReplaceAll(wide, ",", ";"):   "",
		strings.ReplaceAll(wide, ",", "\t"):  "",
		strings.ReplaceAll(wide, ",", " | "): "",
		long:                                 `agreement: "1" is in several lines: read as with -long`,
		strings.ReplaceAll(long, ",", ";"):   `agreement: "1" is in several lines: read as with -long`,
		"ana,ben\na,a\nb,b\na,b\nb,b\na,a\n": `agreement: the first column, "ana", repeats`,
	} {
		got := figures(in)
		if note != "" {
			var said string
			if said, got, _ = strings.Cut(got, "\n"); !strings.HasPrefix(said, note) {
				t.Errorf("%q: %s", in, said)
			}
		}
		if got != want {
			t.Errorf("%q:\n%swant\n%s", in, got, want)
		}
	}
	if got := figures("thing;A;B\n1;0,5;0,5\n2;1;1,5\n"); !strings.Contains(got, "alpha, ratio") {
		t.Errorf("decimal commas are no numbers:\n%s", got)
	}
}

func TestHelp(t *testing.T) {
	var b bytes.Buffer
	if err := run([]string{"-h"}, nil, io.Discard, &b); !errors.Is(err, flag.ErrHelp) || !strings.Contains(b.String(), "usage: agreement ") {
		t.Errorf("%v\n%s", err, &b)
	}
}

// FuzzRead holds that whatever is read can be reported.
func FuzzRead(f *testing.F) {
	for _, s := range []string{"thing,a,b\n1,x,y\n2,x,x\n", "t;o;v\n1;a;0,5\n1;b;1\n", "a,b\n1,1\n1,2\n2,1\n", "\ufeffu|a|b\n1|-3|1e9\n", "u,a,b\n\n,,\n", "u,a,b\n1,9007199254740993,-1e300\n2,1,1\n"} {
		f.Add([]byte(s), false)
		f.Add([]byte(s), true)
	}
	f.Fuzz(func(t *testing.T, in []byte, long bool) {
		if len(in) > 1<<12 {
			return
		}
		r, err := read(bytes.NewReader(in), long)
		if err != nil {
			return
		}
		for _, col := range r.values {
			if len(col) != r.things {
				t.Fatalf("%q: %d ratings of %d things", in, len(col), r.things)
			}
		}
		rep := r.report(3, 1)
		if _, err := json.Marshal(rep); err != nil {
			t.Fatalf("%q: %v", in, err)
		}
		if err := rep.writeText(io.Discard); err != nil {
			t.Fatal(err)
		}
	})
}
