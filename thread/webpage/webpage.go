package webpage

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"

	"golang.org/x/net/html/charset"

	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/source"
)

// Options says how to read a page. Nil means the defaults.
type Options struct {
	// MaxBytes bounds the page, in bytes of its source. What lies beyond is
	// not read and the sequence ends with an error that wraps [ErrTooLarge].
	// Memory is five to ten times a page that people wrote, and up to seventy
	// times one that is made of nothing but tags or empty records, of which
	// MaxNodes bounds the former. 0 means 128 MiB; more than 1 GiB means 1 GiB.
	MaxBytes int64
	// MaxDepth bounds the open elements; elements nested deeper become
	// children of the deepest one kept. 0 means 262,144.
	MaxDepth int
	// MaxNodes bounds the elements and runs of text that are kept; those
	// after it are left out and a [Notice] says so. 0 means 16,777,216.
	MaxNodes int
	// ContentType is the value of the page's HTTP header of that name where it
	// is known; its charset counts before what the page says.
	ContentType string
	// URL is where the page came from: permalinks are resolved against it.
	// Empty means what the page names as its canonical address.
	URL string
	// Notice, where not nil, is told of what a reader of the comments should
	// know: see [Notice]. It is called before the sequence ends.
	Notice func(Notice)
}

func (o *Options) orDefault() Options {
	var v Options
	if o != nil {
		v = *o
	}
	if v.MaxBytes <= 0 {
		v.MaxBytes = 128 << 20
	}
	v.MaxBytes = min(v.MaxBytes, 1<<30) // offsets are uint32, and decoding makes three bytes of one
	if v.MaxDepth <= 0 {
		v.MaxDepth = 1 << 18
	}
	v.MaxDepth = min(max(v.MaxDepth, 8), 1<<30)
	if v.MaxNodes <= 0 {
		v.MaxNodes = 1 << 24
	}
	v.MaxNodes = min(v.MaxNodes, 1<<30) // nodes are numbered in int32
	return v
}

// ErrTooLarge reports a page longer than [Options.MaxBytes].
var ErrTooLarge = errors.New("webpage: page longer than Options.MaxBytes")

// NoticeKind is the kind of a [Notice].
type NoticeKind uint8

// The kinds of notices.
const (
	// Shell: the comments are loaded by a script of another service and are
	// not in the saved page.
	Shell NoticeKind = iota + 1
	// Truncated: the page has more elements than [Options.MaxNodes].
	Truncated
)

func (k NoticeKind) String() string {
	switch k {
	case Shell:
		return "shell"
	case Truncated:
		return "truncated"
	}
	return fmt.Sprintf("NoticeKind(%d)", uint8(k))
}

// Notice is something about a page that is no error. It is not part of the
// comments: a page that only holds a shell yields no comment and no error.
type Notice struct {
	Kind NoticeKind
	// Service names who has the comments, such as "Disqus", for a Shell.
	Service string
}

func (n Notice) String() string {
	if n.Kind == Shell {
		return "comments are loaded from " + n.Service + " and not in the page"
	}
	return n.Kind.String()
}

// Page is a saved page and the comments on it.
type Page struct {
	// Engine names what wrote the comments: "wordpress", "phpbb", …,
	// "json-ld", "generic" for an unknown theme, "" where there are none.
	Engine string
	// Title, URL and Lang are what the page says of itself.
	Title, URL, Lang string
	// Comments are the comments in document order.
	Comments []thread.Comment
	Notices  []Notice
}

// Read yields the comments of a page in document order. The whole page is read
// before the first comment. Its only errors end the sequence: one from r, or
// one wrapping [ErrTooLarge]; the comments read until then come before.
//
// A comment's Pos counts the bytes of the page in UTF-8, Line its lines. Bytes
// that break UTF-8 become U+FFFD, each of them, and count as they stand.
//
// Time and memory are linear in the size of the page.
func Read(r io.Reader, o *Options) iter.Seq2[thread.Comment, error] {
	return func(yield func(thread.Comment, error) bool) {
		p, err := ReadPage(r, o)
		for i := range p.Comments {
			if !yield(p.Comments[i], nil) {
				return
			}
		}
		if err != nil {
			yield(thread.Comment{}, err)
		}
	}
}

// ReadPage reads a page with all its comments. With an error it returns what
// the part of the page that could be read holds; the Page is never nil.
func ReadPage(r io.Reader, o *Options) (*Page, error) {
	opt := o.orDefault()
	var buf bytes.Buffer
	if l, ok := r.(interface{ Len() int }); ok {
		buf.Grow(int(min(int64(l.Len()), opt.MaxBytes)) + bytes.MinRead)
	}
	_, err := io.Copy(&buf, io.LimitReader(r, opt.MaxBytes+1))
	src := buf.Bytes()
	if int64(len(src)) > opt.MaxBytes {
		src = src[:opt.MaxBytes]
		err = fmt.Errorf("%w (%d bytes); raise it to read on", ErrTooLarge, opt.MaxBytes)
	}
	if page, contentType, url, ok := mhtml(src); ok {
		src = page
		if opt.ContentType == "" {
			opt.ContentType = contentType
		}
		if opt.URL == "" {
			opt.URL = url
		}
	}
	p := extract(decode(src, opt.ContentType), &opt)
	if opt.Notice != nil {
		for _, n := range p.Notices {
			opt.Notice(n)
		}
	}
	return p, err
}

// decode returns the page in UTF-8, by its byte order mark, the header, what
// it declares, or, where it has more bytes that break UTF-8 than characters of
// it, a guess. What is UTF-8 may be broken still.
func decode(src []byte, contentType string) []byte {
	if bytes.HasPrefix(src, []byte("\xef\xbb\xbf")) {
		return src[3:]
	}
	head := src[:min(len(src), 1024)]
	enc, name, certain := charset.DetermineEncoding(head, contentType)
	if name == "utf-8" {
		return src
	}
	if !certain {
		if !source.Legacy(src) {
			return src // damaged UTF-8 at worst
		}
		if late, _ := charset.Lookup(declared(src)); late != nil {
			enc = late
		}
	}
	out, err := enc.NewDecoder().Bytes(src)
	if err != nil {
		return src
	}
	return out
}

// declared is the charset that a <meta> names further down the page than
// browsers look at once: some pages have their scripts first. "" is none.
func declared(src []byte) string {
	s := scanner{src: src[:min(len(src), 1<<16)]}
	for s.scan() {
		if s.kind != startToken || string(s.name) != "meta" {
			continue
		}
		raw := bytes.ToLower(s.raw())
		_, label, ok := bytes.Cut(raw, []byte("charset="))
		if !ok {
			continue
		}
		label = bytes.TrimLeft(label, `"' `)
		if i := bytes.IndexAny(label, `"';/> `); i > 0 {
			return string(label[:i])
		}
	}
	return ""
}

// All yields the comments of the page, as [Read] does.
func (p *Page) All() iter.Seq2[thread.Comment, error] {
	return func(yield func(thread.Comment, error) bool) {
		for i := range p.Comments {
			if !yield(p.Comments[i], nil) {
				return
			}
		}
	}
}
