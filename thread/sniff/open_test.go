package sniff

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

const dump = `{"id":"abc","author":"ada","body":"Ferries, then.","created_utc":1394014360,"link_id":"t3_q","parent_id":"t3_q"}
{"id":"abd","author":"tomas","body":"Bridges.","created_utc":1394014361,"link_id":"t3_q","parent_id":"t1_abc"}
`

func pack(t testing.TB, kind string, data []byte, window int) []byte {
	t.Helper()
	var b bytes.Buffer
	switch kind {
	case "gzip":
		w := gzip.NewWriter(&b)
		_, _ = w.Write(data)
		_ = w.Close()
	case "zstd":
		w, err := zstd.NewWriter(&b, zstd.WithWindowSize(window))
		if err != nil {
			t.Fatal(err)
		}
		_, _ = w.Write(data)
		_ = w.Close()
	}
	return b.Bytes()
}

func TestPacked(t *testing.T) {
	for _, kind := range []string{"gzip", "zstd"} {
		for name, r := range map[string]io.Reader{
			"plain":    bytes.NewReader(pack(t, kind, []byte(dump), 1<<20)),
			"one byte": iotest.OneByteReader(bytes.NewReader(pack(t, kind, []byte(dump), 1<<20))),
		} {
			s, err := Open(r, nil)
			if err != nil {
				t.Fatalf("%s, %s: %v", kind, name, err)
			}
			n := 0
			for _, err := range s.Comments() {
				if err != nil {
					t.Error(err)
				}
				n++
			}
			if s.Format != Pushshift || s.Compression != kind || n != 2 {
				t.Errorf("%s, %s: %s, %s, %d comments", kind, name, s.Format, s.Compression, n)
			}
			_ = s.Close()
		}
	}
}

// TestPackedTruncated ends with an error, after the comments before the cut.
func TestPackedTruncated(t *testing.T) {
	whole := []byte(strings.Repeat(dump, 20000))
	for _, kind := range []string{"gzip", "zstd"} {
		packed := pack(t, kind, whole, 1<<20)
		s, err := Open(bytes.NewReader(packed[:len(packed)*3/4]), nil)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		var last error
		for _, err := range s.Comments() {
			if last = err; err == nil {
				n++
			}
		}
		if n == 0 || last == nil {
			t.Errorf("%s: %d comments, then %v", kind, n, last)
		}
	}
}

// longFrame is a zstd frame header that asks for a window of 2 GiB, and a
// last, empty block.
var longFrame = []byte{0x28, 0xb5, 0x2f, 0xfd, 0x00, (31 - 10) << 3, 0x01, 0x00, 0x00}

func TestWindow(t *testing.T) {
	_, err := Open(bytes.NewReader(longFrame), nil)
	var w *WindowError
	if !errors.As(err, &w) || w.Needed != LongWindow || w.Limit != DefaultMaxWindow {
		t.Fatalf("%v", err)
	}
	for _, part := range []string{"2 GiB", "MaxWindow", "--long=31", "2.2 GB"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%q does not say %q", err, part)
		}
	}
	s, err := Open(bytes.NewReader(longFrame), &Options{MaxWindow: LongWindow})
	if err != nil {
		t.Fatal(err)
	}
	_ = s.Close()
}

func TestBomb(t *testing.T) {
	blanks := bytes.Repeat([]byte{' '}, 4<<20)
	for _, kind := range []string{"gzip", "zstd"} {
		// Both forms may be strung together.
		packed := bytes.Repeat(pack(t, kind, blanks, 4<<20), 30)
		s, err := Open(bytes.NewReader(packed), &Options{Format: Pages})
		if err != nil {
			t.Fatal(err)
		}
		n, err := io.Copy(io.Discard, s.Reader())
		var bomb *BombError
		if !errors.As(err, &bomb) || n > 80<<20 {
			t.Errorf("%s: %d bytes, %v", kind, n, err)
		}
		_ = s.Close()
		s, err = Open(bytes.NewReader(packed), &Options{Format: Pages, MaxOutput: 1 << 20, MaxRatio: 1 << 40})
		if err != nil {
			t.Fatal(err)
		}
		if n, err := io.Copy(io.Discard, s.Reader()); !errors.As(err, &bomb) || n > 1<<20 {
			t.Errorf("%s: %d bytes, %v", kind, n, err)
		}
		_ = s.Close()
	}
}

// TestMaxOutput holds input to the bound whether or not it is packed: what lies
// before it is read, and what does not is told.
func TestMaxOutput(t *testing.T) {
	broken := errors.New("broken")
	long := strings.Repeat(dump, 20)
	for name, in := range map[string][]byte{"": []byte(long), "gzip": pack(t, "gzip", []byte(long), 0), "zstd": pack(t, "zstd", []byte(long), 1<<20)} {
		const limit = 700
		s, err := Open(bytes.NewReader(in), &Options{MaxOutput: limit})
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(s.Reader())
		var bomb *BombError
		if !errors.As(err, &bomb) || bomb.MaxOut != limit || string(got) != long[:limit] {
			t.Errorf("%q: %d bytes, %v", name, len(got), err)
		}
		s, err = Open(bytes.NewReader(in), &Options{MaxOutput: limit})
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		var last error
		for _, err := range s.Comments() {
			if n++; err != nil {
				last = err
			}
		}
		if n < 2 || !errors.As(last, &bomb) {
			t.Errorf("%q: %d comments, then %v", name, n, last)
		}
		// Neither input of just that length nor errors of the reader are more.
		s, err = Open(bytes.NewReader(in), &Options{MaxOutput: int64(len(long))})
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(s.Reader()); err != nil || string(got) != long {
			t.Errorf("%q: %d bytes, %v", name, len(got), err)
		}
	}
	s, err := Open(io.MultiReader(strings.NewReader(dump), iotest.ErrReader(broken)), &Options{MaxOutput: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadAll(s.Reader()); err != broken {
		t.Errorf("%v, want the reader's own error", err)
	}
}

func TestPackings(t *testing.T) {
	for name, b := range map[string][]byte{
		"zip": []byte("PK\x03\x04aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"), "xz": append([]byte{0xfd, '7', 'z', 'X', 'Z', 0}, make([]byte, 40)...),
		"bzip2": []byte("BZh91AY&SYaaaaaaaaaaaaaaaaaaaaa"), "nested": pack(t, "zstd", pack(t, "gzip", []byte(dump), 0), 1<<20),
	} {
		if _, err := Open(bytes.NewReader(b), nil); !errors.Is(err, ErrPacking) {
			t.Errorf("%s: %v", name, err)
		}
	}
	broken := errors.New("broken")
	if _, err := Open(iotest.ErrReader(broken), nil); !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
}

// TestBinary refuses what is no text, however it begins, and nothing that is.
func TestBinary(t *testing.T) {
	noise := func(head string, n int, seed uint64) string {
		r := rand.New(rand.NewPCG(seed, 1))
		b := []byte(head)
		for range n {
			b = append(b, byte(r.Uint32()))
		}
		return string(b)
	}
	texts := map[string]string{"Zo\xeb\x01 said caf\xe9": "", "GIF89a is what we write.\n": "", "Rar! A comment.\n": "", "a\x00b\x0cc\n": "", "\x0c1. A comment\n\x1b[1mbold\x1b[0m": ""}
	for name, c := range map[string]interface{ String(string) (string, error) }{
		"Windows-1251": charmap.Windows1251.NewEncoder(), "KOI8-R": charmap.KOI8R.NewEncoder(), "Shift JIS": japanese.ShiftJIS.NewEncoder(), "Big5": traditionalchinese.Big5.NewEncoder(),
	} {
		s, err := c.String(strings.Repeat(map[bool]string{true: "Совершенно не согласен с вами.\n", false: "我不同意。\n"}[name[0] != 'S' && name[0] != 'B'], 40))
		if err != nil {
			t.Fatal(name, err)
		}
		texts[s] = name
	}
	for in, name := range texts {
		if _, err := Open(strings.NewReader(in), nil); err != nil {
			t.Errorf("%s %.20q: %v", name, in, err)
		}
	}
	for in, want := range map[string]string{
		string(bytes.Repeat([]byte{0, 1, 2, 3, 250}, 100)): "", noise("\xff\xd8\xff\xe0\x00\x10JFIF\x00", 20, 1): "JPEG", noise("\x89PNG\r\n\x1a\n", 0, 1): "PNG", noise("RIFF", 60, 1): "",
		"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n": "PDF", noise("%PDF-1.7\n", 900, 2): "PDF", noise("SQLite format 3\x00", 84, 1): "SQLite", noise("A head of words.\n", 4000, 3): "",
	} {
		if _, err := Open(strings.NewReader(in), nil); !errors.Is(err, ErrBinary) || !strings.Contains(err.Error(), want) {
			t.Errorf("%.20q: %v", in, err)
		}
	}
	for seed := range uint64(200) {
		in := noise("", 1000+int(seed)*200, seed)
		// Two bytes in 65,536 are the mark of a packing or of UTF-16.
		if _, err := Open(strings.NewReader(in), nil); err == nil {
			t.Errorf("noise %d was taken for text", seed)
		}
	}
}

// TestFormats detects small inputs of each format.
func TestFormats(t *testing.T) {
	for in, want := range map[string]string{
		dump: Pushshift,
		"":   PlainText,
		"A page.\n\n1. A comment\n  1. Its reply\n": PlainText,
		"<!DOCTYPE html><p>x":                       WebPage,
		"<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html xmlns='http://www.w3.org/1999/'>":                                               WebPage,
		"  <!-- saved from url=(0014)about:internet -->\n<HTML><BODY>x":                                                                       WebPage,
		"<rss xmlns:wp=\"http://wordpress.org/export/1.0/\"><channel>":                                                                        WordPress,
		"<disqus xmlns=\"http://disqus.com\">":                                                                                                Disqus,
		"id,parent_id,author,text\n1,,Ada,Hello\n":                                                                                            Table,
		"\ufeffid\tparent\tbody\n1\t\tHello\n":                                                                                                Table,
		"article_id,comment_counter,comment_author,timestamp,comment_text\n1,source1_1_0,a,x,y\n":                                             SOCC,
		"comment_id;author;comment_text\n1;Ada;x\n":                                                                                           Table,
		"Dear all, id and text, author and more\nare words of this letter.\n":                                                                 PlainText,
		"From ada@example.org Sat Jan  1 00:00:00 2000\nFrom: Ada <a@example.org>\nSubject: x\nDate: Sat, 01 Jan 2000 00:00:00 +0000\n\nHi\n": Mbox,
		"From: <Saved by Blink>\nSnapshot-Content-Location: http://example.org/\nSubject: x\nDate: Sat, 1 Jan 2000 00:00:00 -0000\nMIME-Version: 1.0\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\n\n--b\n": WebPage,
		"From here on it is only words.\nNothing else.\n":                                       PlainText,
		`{"id":"1","url":"http://example.org","html":"<p>x</p>"}` + "\n":                        Pages,
		`{"url":"http://example.org","text":"One.\nTwo."}` + "\n":                               Pages,
		`{"id":"1","text":"` + strings.Repeat("word ", 200) + `"}` + "\n":                       Pages,
		`{"id":"1","parent_id":"","author":"a","text":"x"}` + "\n":                              Table,
		`[{"id":1,"text":"x","author":"a"}]`:                                                    Table,
		`{"id":8863,"type":"story","by":"d","time":1175714200,"kids":[8952]}`:                   HackerNews,
		`{"hits":[{"objectID":"1","comment_text":"x","story_id":2,"author":"a"}]}`:              HackerNewsAlgolia,
		`[{"kind":"Listing","data":{"children":[]}},{"kind":"Listing","data":{"children":[]}}]`: Reddit,
		`{"post_stream":{"posts":[],"stream":[]}}`:                                              Discourse,
		`{"ancestors":[],"descendants":[]}`:                                                     Mastodon,
		`{"@context":"https://schema.org","@type":"DiscussionForumPosting","comment":[]}`:       JSONLD,
		`{"id":"u0","speaker":"a","conversation_id":"u0","reply_to":null,"text":"x"}`:           ConvoKit,
		`{"data":{"repository":{"discussion":{"comments":{"nodes":[]}}}}}`:                      GitHub,
		`{"results":{"comments":[{"commentID":1,"commentBody":"x"}]}}`:                          NYT,
		`{"data":{"story":{"id":"1","comments":{"edges":[]}}}}`:                                 Coral,
		`{"items":[{"snippet":{"topLevelComment":{"id":"1"}}}]}`:                                YouTube,
		`{"comments":[{"comment":{"id":1,"path":"0.1","creator_id":3}}]}`:                       Lemmy,
		`{"post_view":{"post":{"id":9,"name":"T"},"creator":{"id":5}},"moderators":[]}`:         Lemmy,
		`{"number":5,"url":"x","comments":[{"body":"hi","authorAssociation":"NONE"}]}`:          GitHub,
	} {
		s, err := Open(strings.NewReader(in), nil)
		if err != nil {
			t.Errorf("%.40q: %v", in, err)
			continue
		}
		if s.Format != want {
			t.Errorf("%.60q: %s %v, want %s", in, s.Format, s.Candidates, want)
		}
		_ = s.Close()
	}
}

// TestRegular counts a table under unknown names among what the input may be.
func TestRegular(t *testing.T) {
	for in, want := range map[string]bool{
		"Kommentar;Verfasser\nEins;Ada\nZwei;Ben\n":         true,
		"Wer,Wann,Was\nAda,heute,nichts\n":                  true,
		"Wer,Wann,Was\nAda,heute,nichts\nBen\n":             false,
		"First, a line.\nSecond, a line.\nThird, a line.\n": false,
		"One line; no more\n":                               false,
	} {
		s, err := Open(strings.NewReader(in), nil)
		if err != nil {
			t.Fatal(err)
		}
		got := slices.ContainsFunc(s.Candidates, func(c Candidate) bool { return c.Format == Table })
		if got != want || s.Format != PlainText {
			t.Errorf("%q: %v", in, s.Candidates)
		}
	}
}

// TestCharsets reads the same table in several character sets.
func TestCharsets(t *testing.T) {
	const in = "id,author,text\n1,Åsa,\"Grüße, naïve façade\"\n2,Jürgen,\"Ça va très bien\"\n"
	le, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(in)
	be, _ := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().String(in)
	latin, _ := charmap.Windows1252.NewEncoder().String(in)
	for name, enc := range map[string]string{"utf-8": in, "bom": "\ufeff" + in, "utf-16le": le, "utf-16be without mark": be, "windows-1252": latin} {
		s, err := Open(strings.NewReader(enc), nil)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got, err := io.ReadAll(s.Reader())
		if err != nil || string(got) != in || s.Format != Table {
			t.Errorf("%s: %s %s %v: %.60q", name, s.Format, s.Charset, err, got)
		}
	}
}

// TestBrokenByte reads input in UTF-8 with one byte that is none, and a
// character cut off at the end: only they are marked.
func TestBrokenByte(t *testing.T) {
	const said = "Grüße, naïve façade, ça va très bien"
	var list strings.Builder
	list.WriteString("50 comments\n\n")
	for i := range 50 {
		fmt.Fprintf(&list, "%3d. Jürgen says:\n     3 May 2020 at 9:15\n\n     %s.\n\n", i+1, said)
	}
	for format, in := range map[string]string{
		Pushshift: strings.Repeat(`{"id":"a1","parent_id":"t3_b","link_id":"t3_b","author":"x","body":"`+said+`","created_utc":1500000000,"subreddit":"s"}`+"\n", 50),
		Table:     "id,author,text\n" + strings.Repeat("1,Jürgen,\""+said+"\"\n", 50),
		PlainText: list.String(),
	} {
		in = strings.Replace(in, "ça va", "\xffa va", 1)
		s, err := Open(strings.NewReader(in), nil)
		if err != nil || s.Format != format || s.Charset != "utf-8" {
			t.Errorf("%s: %+v, %v", format, s, err)
			continue
		}
		n := 0
		for c, err := range s.Comments() {
			if n++; err != nil || !strings.Contains(c.Text, "Grüße, naïve façade, ") || n > 1 && !strings.Contains(c.Text, said) {
				t.Errorf("%s %d: %q, %v", format, n, c.Text, err)
			}
		}
		if n < 40 {
			t.Errorf("%s: %d comments", format, n)
		}
	}
}

// TestDecodedOnce reads a page that says another character set of itself than
// its bytes have, or than the caller knows.
func TestDecodedOnce(t *testing.T) {
	const page = `<html><meta charset="windows-1252"><ol><li class="comment" id="comment-77"><cite class="fn">Åsa</cite><div class="comment-content"><p>x</p></div></li></ol>`
	le, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(page)
	for in, opt := range map[string]*Options{le: nil, page: {Charset: "utf-8"}, strings.ReplaceAll(page, "Å", "\xc5"): nil} {
		s, err := Open(strings.NewReader(in), opt)
		if err != nil {
			t.Fatal(err)
		}
		for c, err := range s.Comments() {
			if err != nil || c.Author != "Åsa" {
				t.Errorf("%q %v", c.Author, err)
			}
		}
	}
}

func TestOverride(t *testing.T) {
	s, err := Open(strings.NewReader(dump), &Options{Format: "html"})
	if err != nil || s.Format != WebPage || s.Confidence != 1 || s.Candidates[0].Format != Pushshift {
		t.Errorf("%+v %v", s, err)
	}
	if _, err := Open(strings.NewReader(dump), &Options{Format: "punchcards"}); !errors.Is(err, ErrFormat) {
		t.Errorf("%v", err)
	}
	s, err = Open(strings.NewReader(`{"url":"u","html":"<p>"}`), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range s.Comments() {
		if !errors.Is(err, ErrPages) {
			t.Errorf("%v", err)
		}
	}
}

// TestEveryFormatHasAReader keeps the list and the switch together.
func TestEveryFormatHasAReader(t *testing.T) {
	for _, f := range Formats() {
		s := Source{Format: f, r: strings.NewReader("")}
		if (s.reader() == nil) != (f == Pages) {
			t.Errorf("%s has no reader", f)
		}
	}
}

func FuzzOpen(f *testing.F) {
	f.Add([]byte(dump))
	f.Add(longFrame)
	f.Add(pack(f, "gzip", []byte(dump), 0))
	f.Add(pack(f, "zstd", []byte(dump), 1<<20))
	f.Add([]byte("<rss><channel>"))
	f.Add([]byte("%PDF-1.7\n"))
	f.Add([]byte("RIFF\x24\x00\x00\x00WAVE"))
	f.Add([]byte(`[{"a":{"b":[[[[[[[[{"c":1}]]]]]]]]}}, {"text":"x\ny"`))
	f.Add([]byte("id,author,text\n1,\xc3\x85sa,\"Gr\xc3\xbc\xc3\x9fe \xff\"\n2,J\xfcrgen,x"))
	f.Add([]byte("\xff\xfei\x00d\x00,\x00t\x00e\x00x\x00t\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := Open(bytes.NewReader(b), &Options{MaxWindow: 8 << 20, MaxOutput: 1 << 20})
		if err != nil {
			return
		}
		if len(s.Candidates) == 0 || s.Format == "" {
			t.Fatal("no format")
		}
		_, _ = io.Copy(io.Discard, s.Reader())
		_ = s.Close()
	})
}
