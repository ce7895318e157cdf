package csvread

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/seed-100d3eb7/rejoinder/thread/internal/source"
)

func all(r io.Reader, limit int) string {
	x := New(r, 0, limit)
	var b strings.Builder
	for {
		rec, err := x.Next()
		switch {
		case err == io.EOF:
			return b.String()
		case err == source.ErrTooLarge || err == ErrQuote:
			b.WriteString("!")
		case err != nil:
			return b.String() + err.Error()
		default:
			pos, line := x.Pos()
			fmt.Fprintf(&b, "%d:%d%q", pos, line, rec)
		}
	}
}

func TestNext(t *testing.T) {
	for in, want := range map[string]string{
		"a,b\n1,\"x\ny\"\n3":                             `0:1["a" "b"]4:2["1" "x\ny"]12:4["3"]`,
		"a\tb\r\n1\t2\r\n":                               `0:1["a" "b"]5:2["1" "2"]`,
		"a;b\n\n1;say \"x\"\n":                           `0:1["a" "b"]5:3["1" "say \"x\""]`,
		"\xEF\xBB\xBFa|b\n1|2":                           `0:1["a" "b"]4:2["1" "2"]`,
		"a,b\n1,\"open\n2,x\n3,y\n":                      `0:1["a" "b"]!12:3["2" "x"]16:4["3" "y"]`,
		"a,b\n1," + strings.Repeat("x", 100) + "\n2,y\n": `0:1["a" "b"]!107:3["2" "y"]`,
		"sep=;\r\na,x;b\r\n1;2":                          `7:2["a,x" "b"]14:3["1" "2"]`,
		"\n\"SEP=\t\"\na,b\tc\n":                         `9:3["a,b" "c"]`,
		"sep=;;\n1;2":                                    `0:1["sep=" "" ""]7:2["1" "2"]`,
		"sep=;":                                          "",
		"sep=\xff\n1,2":                                  `0:1["sep=\xff"]6:2["1" "2"]`,
		"":                                               "",
	} {
		for _, r := range []io.Reader{strings.NewReader(in), iotest.OneByteReader(strings.NewReader(in)), iotest.DataErrReader(strings.NewReader(in))} {
			if got := all(r, 60); got != want {
				t.Errorf("%q: %s, want %s", in, got, want)
			}
		}
	}
	boom := errors.New("boom")
	if got := all(io.MultiReader(strings.NewReader("a,b\n1,2\n"), iotest.ErrReader(boom)), 60); !strings.HasSuffix(got, `["1" "2"]boom`) {
		t.Error(got)
	}
}

// FuzzNext holds the reader against encoding/csv.
func FuzzNext(f *testing.F) {
	f.Add([]byte("a,b\n1,\"x\ny\"\n3"))
	f.Add([]byte("a,b\n1,\"open\n2,x\n"))
	f.Add([]byte("sep=;\na;b\n"))
	f.Fuzz(func(t *testing.T, in []byte) {
		if len(in) > 1 && (in[0] >= 0x80 || in[0] == 0 || in[1] == 0) {
			return // a byte order mark or UTF-16
		}
		if line, _, _ := bytes.Cut(bytes.TrimLeft(in, "\r\n"), []byte("\n")); Separator(line) != 0 {
			return
		}
		x := New(bytes.NewReader(in), ',', 1<<20)
		std := csv.NewReader(bytes.NewReader(in))
		std.FieldsPerRecord, std.LazyQuotes = -1, true
		for n := 0; n <= len(in)*maxSyncs; n++ {
			got, err := x.Next()
			if err == io.EOF {
				return
			}
			if err == ErrQuote {
				std = nil
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			if std == nil {
				continue
			}
			want, err := std.Read()
			if err != nil || fmt.Sprintf("%q", got) != fmt.Sprintf("%q", want) {
				t.Fatalf("%q: %q, want %q, %v", in, got, want, err)
			}
		}
		t.Fatalf("%q: no end", in)
	})
}
