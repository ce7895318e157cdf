package thread

import (
	"fmt"
	"strings"
	"testing"
)

func TestWriteOutline(t *testing.T) {
	in := cs("a b<a c<b d<a e f<e")
	in[1].Author, in[1].Text = "Ann\x1b[31m", "line one\nline\ttwo \u202eevil"
	th, _ := New(append(in, c("g<gone")), nil)
	want := `a: text of a
├─ b Ann�[31m: line one line two �evil
│  └─ c: text of c
└─ d: text of d
e: text of e
└─ f: text of f
gone (missing)
└─ g: text of g
`
	if got := th.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestOutlineOfAChainIsLinear(t *testing.T) {
	const n = 20_000
	in := make([]Comment, n)
	for i := range in {
		in[i] = c(fmt.Sprintf("%d<%d", i, i-1))
	}
	in[0].Parent = ""
	th, _ := New(in, nil)
	s := th.String()
	if len(s) > 300*n {
		t.Errorf("%d bytes for %d comments", len(s), n)
	}
	if !strings.Contains(s, "… level 20000: 19999") {
		t.Error("the last level is not told")
	}
}

func TestPrintableKeepsPlainText(t *testing.T) {
	s := "Ünïcödé — 漢字 🙂"
	if got := Printable(s); got != s {
		t.Errorf("got %q", got)
	}
	if n := testing.AllocsPerRun(10, func() { Printable(s) }); n != 0 {
		t.Errorf("%v allocations for text that needs no change", n)
	}
}
