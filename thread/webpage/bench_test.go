package webpage

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// BenchmarkRead reads the test pages, and one page of 10,000 comments.
func BenchmarkRead(b *testing.B) {
	files, _ := filepath.Glob("testdata/pages/*.html")
	var pages [][]byte
	for _, f := range files {
		p, err := os.ReadFile(f)
		if err != nil {
			b.Fatal(err)
		}
		pages = append(pages, p)
	}
	b.Run("pages=48", func(b *testing.B) { bench(b, pages) })
	big, err := os.ReadFile("testdata/pages/wordpress-html5.html")
	if err != nil {
		b.Fatal(err)
	}
	b.Run("comments=1e4", func(b *testing.B) { bench(b, [][]byte{many(big, 10000)}) })
}

// many repeats the comment list of a page until it has n comments.
func many(page []byte, n int) []byte {
	from := bytes.Index(page, []byte(`<ol class="comment-list">`)) + len(`<ol class="comment-list">`)
	to := bytes.Index(page, []byte(`<div id="respond"`)) - len("</ol>")
	list := page[from:to]
	var out bytes.Buffer
	out.Write(page[:from])
	id := 0
	for range n / 8 {
		for rest := list; len(rest) > 0; {
			i := bytes.Index(rest, []byte("comment-10"))
			if i < 0 {
				out.Write(rest)
				break
			}
			out.Write(rest[:i])
			out.WriteString("comment-")
			out.WriteString(itoa(id / 6))
			out.Write(rest[i+len("comment-10") : i+len("comment-1041")])
			id++
			rest = rest[i+len("comment-1041"):]
		}
	}
	out.Write(page[to:])
	return out.Bytes()
}

func itoa(n int) string {
	b := [8]byte{}
	for i := 7; i >= 0; i-- {
		b[i] = byte('0' + n%10)
		n /= 10
	}
	return string(b[:])
}

func bench(b *testing.B, pages [][]byte) {
	size, comments := 0, 0
	for _, p := range pages {
		size += len(p)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		comments = 0
		for _, p := range pages {
			page, err := ReadPage(bytes.NewReader(p), nil)
			if err != nil {
				b.Fatal(err)
			}
			comments += len(page.Comments)
		}
	}
	b.ReportMetric(float64(comments)*float64(b.N)/b.Elapsed().Seconds(), "comments/s")
}
