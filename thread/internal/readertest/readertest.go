// Package readertest holds what every reader of package thread promises as
// tests that each of them runs.
package readertest

import (
	"bytes"
	"errors"
	"io"
	"iter"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"
	"unicode"
	"unicode/utf8"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// A Reader is a Read function with its options bound.
type Reader func(io.Reader) iter.Seq2[thread.Comment, error]

// Result is all that a sequence yielded.
type Result struct {
	Comments []thread.Comment
	Bad      []*thread.RecordError
	Err      error // the last pair's, where it is no RecordError
}

// Collect reads a sequence to its end.
func Collect(tb testing.TB, seq iter.Seq2[thread.Comment, error]) Result {
	tb.Helper()
	var r Result
	for c, err := range seq {
		if r.Err != nil {
			tb.Fatalf("a pair after the final error %v", r.Err)
		}
		if err == nil {
			r.Comments = append(r.Comments, c)
			continue
		}
		if !reflect.ValueOf(c).IsZero() {
			tb.Fatalf("a comment beside the error %v", err)
		}
		if bad, ok := errors.AsType[*thread.RecordError](err); ok {
			r.Bad = append(r.Bad, bad)
		} else {
			r.Err = err
		}
	}
	return r
}

// String collects the comments of a text.
func String(tb testing.TB, read Reader, in string) Result {
	tb.Helper()
	return Collect(tb, read(strings.NewReader(in)))
}

// Check holds what is true of every comment that any reader yields.
func Check(tb testing.TB, r Result, size int) {
	tb.Helper()
	for i, c := range r.Comments {
		for _, s := range []string{c.ID, c.Parent, c.Thread, c.Author, c.Text} {
			if !utf8.ValidString(s) {
				tb.Fatalf("comment %d: not UTF-8: %q", i, s)
			}
		}
		if k := strings.IndexFunc(c.Text+c.Author, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }); k >= 0 {
			tb.Fatalf("comment %d: control character in %q", i, c.Text+c.Author)
		}
		if strings.Contains(c.Author, "\n") {
			tb.Fatalf("comment %d: author %q", i, c.Author)
		}
		if !c.Time.IsZero() && (c.Time.Year() < 1 || c.Time.Year() > 9999) {
			tb.Fatalf("comment %d: time %v", i, c.Time)
		}
		if c.Pos < 0 || c.Pos > int64(size) {
			tb.Fatalf("comment %d: position %d in %d bytes", i, c.Pos, size)
		}
	}
}

// Robust reads a sample whole, in pieces, cut off everywhere, failing
// everywhere and with bytes spoilt. The sample must be of well-formed input
// without RecordErrors and hold at least two comments.
func Robust(t *testing.T, read Reader, sample []byte) {
	t.Helper()
	want := Collect(t, read(bytes.NewReader(sample)))
	if want.Err != nil || len(want.Bad) > 0 || len(want.Comments) < 2 {
		t.Fatalf("sample: %d comments, %v, %v", len(want.Comments), want.Bad, want.Err)
	}
	Check(t, want, len(sample))
	for i, c := range want.Comments {
		if c.Line == 0 || i > 0 && c.Status != thread.Missing && c.Pos == 0 {
			t.Errorf("comment %d: no place: byte %d, line %d", i, c.Pos, c.Line)
		}
	}
	for name, r := range map[string]io.Reader{
		"one byte": iotest.OneByteReader(bytes.NewReader(sample)),
		"half":     iotest.HalfReader(bytes.NewReader(sample)),
		"data err": iotest.DataErrReader(bytes.NewReader(sample)),
	} {
		if got := Collect(t, read(r)); !reflect.DeepEqual(got, want) {
			t.Errorf("%s reader: different comments", name)
		}
	}
	boom := errors.New("boom")
	step := max(len(sample)/200, 1)
	for cut := 0; cut < len(sample); cut += step {
		got := Collect(t, read(bytes.NewReader(sample[:cut])))
		Check(t, got, cut)
		if present(got) > present(want) {
			t.Fatalf("cut at %d: %d comments of %d", cut, present(got), present(want))
		}
		got = Collect(t, read(io.MultiReader(bytes.NewReader(sample[:cut]), iotest.ErrReader(boom))))
		if !errors.Is(got.Err, boom) {
			t.Fatalf("reader failing at %d: last error %v", cut, got.Err)
		}
	}
	for i := 0; i < len(sample); i += step {
		for _, b := range []byte{0, 0x0B, '"', '<', '}', 0xFF, '\n'} {
			spoilt := bytes.Clone(sample)
			spoilt[i] = b
			Check(t, Collect(t, read(bytes.NewReader(spoilt))), len(sample)*3)
		}
	}
	for n := range want.Comments {
		seen := 0
		for range read(bytes.NewReader(sample)) {
			if seen++; seen > n {
				break
			}
		}
	}
	if got := Collect(t, read(strings.NewReader(""))); len(got.Comments) > 0 {
		t.Error("comments in empty input")
	}
}

// present counts the comments that are in the input: a cut may make others
// missing.
func present(r Result) int {
	n := 0
	for _, c := range r.Comments {
		if c.Status != thread.Missing {
			n++
		}
	}
	return n
}

// Fuzz seeds and runs a fuzz target that holds [Check] for any input.
func Fuzz(f *testing.F, read Reader, seeds ...string) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		Check(t, Collect(t, read(bytes.NewReader(in))), 3*len(in)+8)
	})
}

// Bench measures reading of in, which holds n comments.
func Bench(b *testing.B, read Reader, in []byte) {
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		for _, err := range read(bytes.NewReader(in)) {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "comments/s")
}
