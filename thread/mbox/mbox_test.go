package mbox

import (
	"fmt"
	"io"
	"iter"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/thread"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/readertest"
)

func read(r io.Reader) iter.Seq2[thread.Comment, error] { return Read(r, nil) }

const sample = `From op@example.org Sat Jan  1 00:00:00 2000
From: "Op, the First" <op@example.org>
Date: Sat, 01 Jan 2000 00:00:00 +0000
Message-ID: <root@lists.example.org>
Subject: =?ISO-8859-1?Q?Caf=E9?= rules

Start.

From what I know, this is prose.
>From here too.

From ann@example.org Sat Jan  1 01:00:00 2000
From: ann at example.org (Ann)
Date: Sat, 1 Jan 2000 02:00:00 +0100 (CET)
Message-ID: <a@lists.example.org>
In-Reply-To: Your message of "Sat" <root@lists.example.org>
Subject: Re: rules
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

>Start.
>> deeper

Na=EFve, long=
 line.

From bob@example.org Sat Jan  1 02:00:00 2000
From: bob@example.org
Date: Sat, 01 Jan 2000 02:00:00 GMT
Message-ID: <b@lists.example.org>
References: <root@lists.example.org>
	<lost@lists.example.org> <lost2@lists.example.org>
Content-Type: multipart/alternative; boundary="xx"

--xx
Content-Type: text/html

<p>html</p>
--xx
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: base64

cGxhaW4=
--xx--

From cy@example.org Sat Jan  1 03:00:00 2000
From: =?UTF-8?B?Q8O9?= <cy@example.org>
Message-ID: <c@lists.example.org>
In-Reply-To: <late@lists.example.org>
Content-Type: text/html

<blockquote>q</blockquote>said

From dee@example.org Sat Jan  1 04:00:00 2000
From: Dee <dee@example.org>
Date: nonsense
Message-ID: <late@lists.example.org>
References: <a@lists.example.org> <late@lists.example.org>
Content-Type: text/plain; format=flowed

> one 
> two
three 
four
`

func outline(r readertest.Result) string {
	var b strings.Builder
	for _, c := range r.Comments {
		short := func(s string) string { s, _, _ = strings.Cut(s, "@"); return s }
		fmt.Fprintf(&b, "%s<%s %s %s %q %s %s %v %q\n", short(c.ID), short(c.Parent), short(c.Thread), c.Kind, c.Author, c.Status, c.Time.Format("15:04"), c.Floating, c.Text)
	}
	return b.String()
}

func TestRead(t *testing.T) {
	got := readertest.String(t, read, sample)
	want := `root< root post "Op, the First" visible 00:00 false "Start.\n\nFrom what I know, this is prose.\nFrom here too."
a< root comment "Ann" visible 01:00 false "> Start.\n> > deeper\n\nNaïve, long line."
late<a root comment "Dee" visible 04:00 true "> one two\nthree four"
c<late root comment "Cý" visible 03:00 true "> q\n\nsaid"
lost< root comment "" missing 00:00 false ""
lost2<lost root comment "" missing 00:00 false ""
b<lost2 root comment "bob" visible 02:00 false "plain"
`
	if outline(got) != want || len(got.Bad) > 0 || got.Err != nil {
		t.Errorf("%s%v", outline(got), got.Bad)
	}
	if d := got.Comments[0].Details; d.Title != "Café rules" || d.AuthorID != "" {
		t.Errorf("%+v", d)
	}
	mail := readertest.Collect(t, Read(strings.NewReader(sample), &Options{Emails: true}))
	if id := mail.Comments[1].Details.AuthorID; id != "ann@example.org" {
		t.Errorf("asked for e-mail: %q", id)
	}
	one := sample[strings.Index(sample, "From: \"Op"):strings.Index(sample, "\nFrom ann")]
	if got := readertest.String(t, read, one); len(got.Comments) != 1 || got.Comments[0].ID != "root@lists.example.org" {
		t.Errorf("one message: %+v", got)
	}
}

func TestRobust(t *testing.T) {
	readertest.Robust(t, read, []byte(sample))
}

func TestBroken(t *testing.T) {
	in := strings.Replace(sample, "Na=EFve", strings.Repeat("long ", 2000), 1)
	got := readertest.Collect(t, Read(strings.NewReader(in), &Options{MaxRecordBytes: 4096}))
	if len(got.Bad) != 1 || got.Bad[0].Line != 12 || len(got.Comments) < 6 {
		t.Errorf("too large: %d comments, %v", len(got.Comments), got.Bad)
	}
	nested := "From: a@b\nContent-Type: multipart/mixed; boundary=x\n\n" + strings.Repeat("--x\nContent-Type: multipart/mixed; boundary=x\n\n", 10_000)
	if got := readertest.String(t, read, nested); len(got.Comments) != 1 {
		t.Errorf("nested: %v", got.Bad)
	}
	if got := readertest.String(t, read, "no mail at all\nreally\n"); len(got.Comments) != 0 || len(got.Bad) != 1 {
		t.Errorf("no mail: %+v", got)
	}
	loop := "From: a@b\nMessage-ID: <1>\nReferences: <2>\n\nx\n\nFrom x Sat Jan  1 00:00:00 2000\nFrom: b@b\nMessage-ID: <2>\nReferences: <1>\n\ny\n"
	if got := readertest.String(t, read, loop); len(got.Comments) != 2 {
		t.Errorf("circle: %s", outline(got))
	}
}

func FuzzRead(f *testing.F) {
	readertest.Fuzz(f, read, sample, "From: a\n\nx", "From x Sat Jan  1 00:00:00 2000\nSubject: =?x?Q?y?=\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n--b--", "From: a\n\nx\n-- \nA\n______________________________\nlistinfo")
}

func BenchmarkRead(b *testing.B) { readertest.Bench(b, read, []byte(strings.Repeat(sample, 200))) }

func ExampleRead() {
	for c, err := range Read(strings.NewReader(sample), nil) {
		if err == nil && c.Status == thread.Visible {
			fmt.Printf("%s %q %q\n", c.ID, c.Parent, c.Author)
		}
	}
	// Output:
	// root@lists.example.org "" "Op, the First"
	// a@lists.example.org "" "Ann"
	// late@lists.example.org "a@lists.example.org" "Dee"
	// c@lists.example.org "late@lists.example.org" "Cý"
	// b@lists.example.org "lost2@lists.example.org" "bob"
}

func TestSignatures(t *testing.T) {
	const footer = "_______________________________________________\nparish mailing list\nparish at example.org\nhttp://lists.example.org/listinfo/parish\n"
	long := strings.Repeat("line\n", signatureLines+1)
	for in, want := range map[string]string{
		"No.\n\n-- \nBob\n+1 555\n":             "No.\n",
		"No.\r\n-- \r\nBob\r\n":                 "No.\r\n",
		"No.\n--\nBob":                          "No.",
		"No.\n--\nand\nfive\nmore\nlines\nso\n": "No.\n--\nand\nfive\nmore\nlines\nso\n",
		"No.\n\n" + footer:                      "No.\n",
		"No.\n-- \nBob\n" + footer:              "No.",
		footer:                                  "",
		"-- \nBob":                              "-- \nBob",
		"No.\n____________________________________\nThe end.": "No.\n____________________________________\nThe end.",
		"No.\n-- \n" + long: "No.\n-- \n" + long,
		"> -- \n> Ann\nNo.": "> -- \n> Ann\nNo.",
		"":                  "",
	} {
		if got := unsigned(in); strings.TrimRight(got, "\n") != strings.TrimRight(want, "\n") {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	page := "From: ann@example.org\nMessage-ID: <1@x>\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>Yes.</p>\n--b\nContent-Type: text/plain\n\n" + footer + "--b--\n"
	if got := readertest.Collect(t, Read(strings.NewReader(page), nil)); len(got.Comments) != 1 || got.Comments[0].Text != "Yes." {
		t.Errorf("a page with a footer: %+v", got.Comments)
	}
	in := "From: ann@example.org\nMessage-ID: <1@x>\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nYes.\n-- \nAnn\n--b\nContent-Type: text/plain\n\n" + footer + "--b--\n"
	for keep, want := range map[bool]string{false: "Yes.", true: "Yes.\n--\nAnn\n\n" + strings.TrimSpace(footer)} {
		got := readertest.Collect(t, Read(strings.NewReader(in), &Options{Signatures: keep}))
		if len(got.Comments) != 1 || got.Comments[0].Text != want {
			t.Errorf("%v: %+v", keep, got.Comments)
		}
	}
}
