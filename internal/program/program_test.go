package program

import (
	"bytes"
	"errors"
	"flag"
	"strings"
	"testing"
)

func TestParseAndExit(t *testing.T) {
	for _, c := range []struct {
		args   string
		status int
		want   []string
	}{
		{"-n 3 x", 0, nil},
		{"-h", 0, []string{"usage: p", "-n int"}},
		{"-m", 2, []string{"not defined: -m", "usage: p", "-n int"}},
		{"-n x", 2, []string{`invalid value "x"`, "usage: p"}},
	} {
		var out bytes.Buffer
		flags := flag.NewFlagSet("p", flag.ContinueOnError)
		flags.Int("n", 0, "a number")
		err := Parse(flags, strings.Fields(c.args), &out, "usage: p [flags]")
		if got := Exit(&out, "p", err); got != c.status || len(c.want) == 0 && out.Len() > 0 {
			t.Errorf("%s: status %d\n%s", c.args, got, &out)
		}
		for _, want := range c.want {
			if strings.Count(out.String(), want) != 1 {
				t.Errorf("%s: want one %q in\n%s", c.args, want, &out)
			}
		}
	}
	var out bytes.Buffer
	if Exit(&out, "p", errors.Join(errors.New("a: one"), errors.New("b: two"))); out.String() != "p: a: one\np: b: two\n" {
		t.Errorf("%q", &out)
	}
	out.Reset()
	if status := Exit(&out, "p", errors.New("no\x1b[2J file")); status != 1 || strings.Contains(out.String(), "\x1b") || !strings.HasPrefix(out.String(), "p: no") {
		t.Errorf("%d %q", status, &out)
	}
}
