package main

import (
	"bytes"
	"encoding/json"
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
	}{{"", false}, {"unit,A\n", false}, {"unit\n1\n", false}, {"a,b,c\n1,2\n", true}, {"a,b,c\n1,x,2\n1,x,3\n", true}, {"a,\"b\n", false}} {
		if _, err := read(strings.NewReader(c.text), c.long); err == nil {
			t.Errorf("%q was read", c.text)
		}
	}
}
