package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
)

// shard packs the test pages of package webpage as a corpus has them.
func shard(t *testing.T) (data []byte, names []string) {
	t.Helper()
	files, _ := filepath.Glob("../../thread/webpage/testdata/pages/*.html")
	var b bytes.Buffer
	for i, f := range files {
		page, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		key := "id"
		if i%2 == 1 {
			key = "url"
		}
		name := strings.TrimSuffix(filepath.Base(f), ".html")
		if err := json.NewEncoder(&b).Encode(map[string]string{key: name, "html": strings.ToValidUTF8(string(page), "?")}); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	return b.Bytes(), names
}

type output struct {
	ID      any
	Error   string
	Notice  string
	Threads []struct {
		Comments []struct {
			ID     string
			Parent *string
		}
	}
}

func pages(t *testing.T, in []byte, args ...string) []output {
	t.Helper()
	var out, errs bytes.Buffer
	if err := run(args, bytes.NewReader(in), &out, &errs); err != nil {
		t.Fatalf("%v\n%s", err, &errs)
	}
	var got []output
	for _, l := range bytes.Split(bytes.TrimSpace(out.Bytes()), []byte("\n")) {
		var o output
		if err := json.Unmarshal(l, &o); err != nil {
			t.Fatalf("%v: %s", err, l)
		}
		got = append(got, o)
	}
	return got
}

// TestShard reads a packed shard and gets a line for every page, in order.
func TestShard(t *testing.T) {
	data, names := shard(t)
	var z bytes.Buffer
	w, err := zstd.NewWriter(&z)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = w.Write(data)
	_ = w.Close()
	for _, in := range [][]byte{data, z.Bytes()} {
		got := pages(t, in, "-no-tags", "-workers", "3")
		if len(got) != len(names) {
			t.Fatalf("%d lines for %d pages", len(got), len(names))
		}
		for i, o := range got {
			if o.ID != names[i] || o.Error != "" {
				t.Errorf("line %d: %v %s, want %s", i, o.ID, o.Error, names[i])
			}
			if none := strings.HasPrefix(names[i], "none-"); none != (len(o.Threads) == 0) {
				t.Errorf("%s: %d threads", names[i], len(o.Threads))
			}
			if names[i] == "none-disqus" && !strings.Contains(o.Notice, "Disqus") {
				t.Errorf("notice %q", o.Notice)
			}
		}
	}
}

// TestBadLines gets an error in the place of each line that is no page.
func TestBadLines(t *testing.T) {
	in := `{"id":1,"text":"No comments here."}` + "\n\n{\n" + `{"id":"a"}` + "\n" + fmt.Sprintf(`{"id":"b","text":%q}`, strings.Repeat("x", 300)) + "\n" + `{"url":"u","html":"<p>x"}`
	got := pages(t, []byte(in), "-no-tags", "-max-line", "200")
	if len(got) != 5 {
		t.Fatalf("%+v", got)
	}
	for i, bad := range []bool{false, true, true, true, false} {
		if (got[i].Error != "") != bad {
			t.Errorf("line %d: %+v", i, got[i])
		}
	}
	if got[0].ID != 1.0 || got[4].ID != "u" {
		t.Errorf("ids %v, %v", got[0].ID, got[4].ID)
	}
	for in, want := range map[string]string{`{"id":"v","text":12}`: `v: "text" is a number, not a string`, `{"url":"w","html":[]}`: `w: "html" is an array, not a string`, `[]`: `<nil>: the line is an array, not an object`} {
		if o := pages(t, []byte(in))[0]; fmt.Sprint(o.ID, ": ", o.Error) != want {
			t.Errorf("%s: %v: %s, want %s", in, o.ID, o.Error, want)
		}
	}
}

// TestPacking says what to do about packed input in flags of this program.
func TestPacking(t *testing.T) {
	frame := []byte{0x28, 0xb5, 0x2f, 0xfd, 0x00, (31 - 10) << 3, 0x01, 0x00, 0x00} // asks for 2 GiB
	err := run(nil, bytes.NewReader(frame), io.Discard, io.Discard)
	if err == nil || !strings.Contains(err.Error(), "-window 2147483648") || strings.Contains(err.Error(), "MaxWindow") {
		t.Errorf("%v", err)
	}
}

// TestBadFiles goes on after a file that cannot be read to its end.
func TestBadFiles(t *testing.T) {
	dir := t.TempDir()
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	_, _ = w.Write([]byte(`{"id":"a","text":"x"}` + "\n" + strings.Repeat("{}\n", 5000)))
	_ = w.Close()
	write := func(name string, data []byte) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	cut, image, good := write("cut.gz", z.Bytes()[:z.Len()-8]), write("image", []byte("\x89PNG\r\n\x1a\n")), write("good", []byte(`{"id":"z","text":"x"}`))
	var out bytes.Buffer
	err := run([]string{"-no-tags", filepath.Join(dir, "none"), cut, image, good}, nil, &out, io.Discard)
	if err == nil || !strings.Contains(out.String(), `{"id":"a"`) || !strings.Contains(out.String(), `{"id":"z"`) {
		t.Fatalf("%v\n%.300s", err, &out)
	}
	for _, want := range []string{"none: ", "cut.gz: after line", "image: sniff: not text: it is a PNG image"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("no %q in %v", want, err)
		}
	}
	if err := run([]string{good, good}, nil, failing{}, io.Discard); !errors.Is(err, io.ErrClosedPipe) || strings.Count(err.Error(), "closed") != 1 {
		t.Errorf("%v", err)
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

// TestSentences finds a name that is repeated whether sentences are parsed or
// not.
func TestSentences(t *testing.T) {
	var page strings.Builder
	page.WriteString(`<ol class="comment-list">`)
	for i, said := range []string{"The Lenn Council has closed the bridge again.", "I think that the Lenn Council is wrong.", "Nobody told the Lenn Council about it."} {
		fmt.Fprintf(&page, `<li class="comment" id="comment-%d"><cite class="fn">Ada</cite><time datetime="2014-03-05T09:07"></time><div class="comment-content"><p>%s</p></div></li>`, i+1, said)
	}
	in, err := json.Marshal(map[string]string{"id": "1", "html": page.String()})
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{nil, {"-sentences", "9"}} {
		var out bytes.Buffer
		if err := run(args, bytes.NewReader(in), &out, &out); err != nil || !strings.Contains(out.String(), `"Lenn Council"`) {
			t.Errorf("%v: %v\n%s", args, err, &out)
		}
	}
}

// TestHelp says what the program reads and writes.
func TestHelp(t *testing.T) {
	var b bytes.Buffer
	if err := run([]string{"-h"}, nil, io.Discard, &b); !errors.Is(err, flag.ErrHelp) || !strings.Contains(b.String(), "usage: pages ") || !strings.Contains(b.String(), `"text"`) || !strings.Contains(b.String(), "-max-line") {
		t.Errorf("%v\n%s", err, &b)
	}
}
