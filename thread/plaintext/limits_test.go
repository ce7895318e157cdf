package plaintext_test

import (
	"errors"
	"io"
	"os"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/plaintext"
)

// TestLimits reads pages over each limit: what lies before it, then the error.
func TestLimits(t *testing.T) {
	for name, c := range map[string]struct {
		page string
		opts plaintext.Options
		what string
		want int
	}{
		"nothing left":   {section, plaintext.Options{MaxBytes: 20}, "bytes", 0},
		"bytes":          {section, plaintext.Options{Force: true, MaxBytes: 160}, "bytes", 3},
		"in a character": {strings.ReplaceAll(section, "bus", "büs"), plaintext.Options{Force: true, MaxBytes: int64(strings.Index(section, "bus") + 2)}, "bytes", 3},
		"lines":          {section, plaintext.Options{Force: true, MaxLines: 2}, "lines", 2},
		"markers":        {section + strings.Repeat("1. ", 100), plaintext.Options{MaxLines: 50}, "markers", 3},
	} {
		var limit *plaintext.LimitError
		got, err := plaintext.Parse(c.page, &c.opts)
		if !errors.As(err, &limit) || !errors.Is(err, plaintext.ErrLimit) || limit.What != c.what || len(got) != c.want {
			t.Errorf("%s: Parse gives %d comments, %v, want %d", name, len(got), err, c.want)
		}
		for _, r := range []io.Reader{strings.NewReader(c.page), iotest.OneByteReader(strings.NewReader(c.page))} {
			n, last := 0, error(nil)
			for x, err := range plaintext.Read(r, &c.opts) {
				if last = err; err != nil {
					break
				}
				if n < len(got) && x.Text != got[n].Text || strings.ContainsRune(x.Text, '\uFFFD') {
					t.Errorf("%s: Read gives %q", name, x.Text)
				}
				n++
			}
			if n != c.want || !errors.As(last, &limit) || limit.What != c.what {
				t.Errorf("%s: Read gives %d comments, then %v", name, n, last)
			}
		}
	}
}

// TestMarkersOfALine bounds the markers of one line before they are kept.
func TestMarkersOfALine(t *testing.T) {
	page := strings.Repeat("1. ", 1<<20)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if _, err := plaintext.Parse(page, &plaintext.Options{MaxLines: 1000}); !errors.Is(err, plaintext.ErrLimit) {
		t.Error(err)
	}
	runtime.ReadMemStats(&after)
	if n := after.TotalAlloc - before.TotalAlloc; n > 1<<20 {
		t.Errorf("%d bytes for 1,000 markers", n)
	}
}

// TestReaders reads through readers that fail or give little at a time.
func TestReaders(t *testing.T) {
	want, err := plaintext.Parse(section, nil)
	if err != nil || len(want) != 3 {
		t.Fatalf("%d comments, error %v", len(want), err)
	}
	for _, wrap := range []func(io.Reader) io.Reader{iotest.OneByteReader, iotest.HalfReader, iotest.DataErrReader} {
		n := 0
		for c, err := range plaintext.Read(wrap(strings.NewReader(section)), nil) {
			if err != nil || c.Text != want[n].Text {
				t.Errorf("comment %d: %q, error %v", n, c.Text, err)
			}
			n++
		}
		if n != len(want) {
			t.Errorf("%d comments, want %d", n, len(want))
		}
	}
	broken := errors.New("broken")
	n, last := 0, error(nil)
	for _, err := range plaintext.Read(io.MultiReader(strings.NewReader(section), iotest.ErrReader(broken)), nil) {
		if last = err; err == nil {
			n++
		}
	}
	if n != len(want) || last != broken {
		t.Errorf("%d comments, then %v, want the reader's error", n, last)
	}
	for range plaintext.Read(strings.NewReader(section), nil) {
		break // must not yield again
	}
}

// TestRepair reads a page with bytes that are no text.
func TestRepair(t *testing.T) {
	page := strings.Replace(section, "honest", "hon\xffest\x00 \x1bfine", 1)
	got, err := plaintext.Parse(page, nil)
	if err != nil || len(got) != 3 {
		t.Fatalf("%d comments, error %v", len(got), err)
	}
	if want := "I think the bridge should have been closed years ago, to be hon\uFFFDest\uFFFD \uFFFDfine."; got[0].Text != want {
		t.Errorf("got %q, want %q", got[0].Text, want)
	}
	if page[got[1].Pos:got[1].Pos+3] != "1. " {
		t.Errorf("offset %d is not in the page as it came", got[1].Pos)
	}
}

// deeper returns a page of n author lines, each a column right of the one above.
func deeper(n int) string {
	var b strings.Builder
	for i := range n {
		pad := strings.Repeat(" ", i)
		b.WriteString(pad + "Ann says:\n" + pad + "3 May 2020 at 9:15\n\n" + pad + "I agree.\n\n")
	}
	return b.String()
}

// TestHugePages reads pages made to be slow or large. What it holds against is
// quadratic time: the bounds are far from tight. With REJOINDER_HUGE=1 the
// pages are of 100 MB and a million comments or levels.
func TestHugePages(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	n := 10
	if os.Getenv("REJOINDER_HUGE") == "1" {
		n = 100
	}
	const mb = 1 << 20
	for name, page := range map[string]string{
		"a long line":                "  1. " + strings.Repeat("word ", n/5*mb),
		"line breaks":                strings.Repeat("\n", n*mb),
		"CRLF":                       strings.Repeat("\r\n", n/2*mb),
		"blanks":                     strings.Repeat(" ", n*mb),
		"NUL":                        strings.Repeat("\x00", n*mb),
		"not UTF-8":                  strings.Repeat("\xff\xfe words\n\n", n/10*mb),
		"levels on a line":           strings.Repeat("1.  ", n*10_000) + "deep",
		"levels of bullets":          strings.Repeat("-   ", n*10_000) + "deep",
		"levels on a joined line":    "    " + strings.Repeat("1.   ", n*10_000) + "deep",
		"levels":                     chainPage(2000) + strings.Repeat("    1. x\n\n", 1000),
		"items":                      "Comments\n\n  1. I start.\n\n" + strings.Repeat("    1. I repeat.\n\n", n*10_000),
		"items that restart":         strings.Repeat("  1. a\n", n*10_000),
		"numbers at one deep column": chainPage(10) + strings.Repeat(strings.Repeat(" ", 34)+"1. a\n"+strings.Repeat(" ", 34)+"7. b\n", n*1000),
		"gaps":                       "Comments\n\n" + strings.Repeat("  1. I am first.\n\n  41. I am last.\n\n", n*200),
		"tabs":                       strings.Repeat("\t", n/10*mb) + "1. a\n" + strings.Repeat("\t1. b\n", n/10*mb),
		"sections":                   strings.Repeat("Comments\n\n    1. I say a thing.\n       And so on I go.\n\n    2. You say so too, do you?\n       I do not.\n\nLeave a reply\n\n", n*3000),
		"dates":                      strings.Repeat("Ann says:\n3 May 2020 at 9:15\n\nI agree.\n\n", n*3000),
		"author lines":               strings.Repeat("Ann says:\n3 May 2020 at 9:15\n\nI agree.\n\n  Ben says:\n  3 May 2020 at 9:16\n\n  Do you?\n\n", n*1500),
		"ever deeper":                deeper(n * 100),
		"posted":                     "9 comments\n\n" + strings.Repeat("@ann\n2 years ago\nI agree.\n14\nReply\n3 replies\n", n*2000),
		"footed":                     strings.Repeat("Ann Oak\nI agree.\nLike\nReply\n14\n3 y\n", n*3000),
		"controls":                   strings.Repeat("Like\nReply\n3 y\n", n*5000),
		"chat":                       strings.Repeat("12/03/2021, 09:15 - Ann: I agree\n12/03/2021, 09:15 - Ben: I do not\n", n*2000),
		"open brackets":              strings.Repeat("Comments\n\n  1. "+strings.Repeat("[", 60)+"\n", n*1000),
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			start := time.Now()
			found := 0
			for c, err := range plaintext.Read(strings.NewReader(page), nil) {
				var limit *plaintext.LimitError
				if err != nil && !errors.As(err, &limit) {
					t.Fatal(err)
				}
				if c.Status != thread.Missing {
					found++
				}
			}
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			t.Logf("%d MB: %d comments, %v, %d MB allocated", len(page)/mb, found, took, (after.TotalAlloc-before.TotalAlloc)/mb)
			if limit := 60*time.Second + time.Duration(len(page)/mb)*time.Second; took > limit {
				t.Errorf("took %v, more than %v", took, limit)
			}
		})
	}
}
