package mbox

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"

	"golang.org/x/net/html/charset"

	"github.com/seed-100d3eb7/rejoinder/internal/htmltext"
	"github.com/seed-100d3eb7/rejoinder/thread/internal/source"
)

// maxField bounds one header field: parsers of addresses and encoded words are
// not linear in what they read.
const maxField = 64 << 10

// header splits a message into its header fields, by names in lower case, and
// its body. Lines that are no fields are skipped: net/mail would refuse the
// message.
func header(raw []byte) (fields map[string]string, body []byte) {
	fields = map[string]string{}
	name := ""
	var value strings.Builder
	add := func(b []byte) {
		if room := maxField - value.Len(); room > 0 {
			value.Write(b[:min(len(b), room)])
		}
	}
	keep := func() {
		if _, twice := fields[name]; name != "" && !twice {
			fields[name] = strings.TrimSpace(value.String())
		}
		value.Reset()
	}
	for len(raw) > 0 {
		line, rest, _ := bytes.Cut(raw, []byte("\n"))
		if len(line) == 0 {
			raw = rest
			break
		}
		if line[0] == ' ' || line[0] == '\t' {
			add([]byte{' '})
			add(bytes.TrimSpace(line))
			raw = rest
			continue
		}
		k, v, ok := bytes.Cut(line, []byte(":"))
		if !ok || len(k) == 0 || bytes.ContainsAny(k, " \t<>") {
			if len(fields) == 0 && name == "" && !bytes.HasPrefix(line, []byte(">From ")) {
				break
			}
			raw = rest
			continue
		}
		keep()
		name = strings.ToLower(string(k))
		add(v)
		raw = rest
	}
	keep()
	return fields, raw
}

// decodeHeader resolves the encoded words of RFC 2047.
func decodeHeader(s string) string {
	d := mime.WordDecoder{CharsetReader: charset.NewReaderLabel}
	if out, err := d.DecodeHeader(s); err == nil {
		s = out
	}
	return htmltext.Line(source.FromBytes([]byte(s)))
}

// sender returns the name and the address in a From field.
func sender(from string) (name, address string) {
	p := mail.AddressParser{WordDecoder: &mime.WordDecoder{CharsetReader: charset.NewReaderLabel}}
	if a, err := p.Parse(source.FromBytes([]byte(from))); err == nil {
		name, address = a.Name, a.Address
	} else {
		from = decodeHeader(from)
		switch open, end := strings.IndexByte(from, '<'), strings.LastIndexByte(from, '>'); {
		case open >= 0 && end > open:
			name, address = strings.Trim(from[:open], ` "'`), from[open+1:end]
		case strings.HasSuffix(from, ")") && strings.Contains(from, "("):
			i := strings.IndexByte(from, '(')
			name, address = strings.TrimSpace(from[i+1:len(from)-1]), strings.TrimSpace(from[:i])
		case strings.Contains(from, "@") || strings.Contains(from, " at "):
			address = from
		default:
			name = from
		}
		address = strings.Replace(address, " at ", "@", 1)
	}
	if name = htmltext.Line(name); name == "" {
		name, _, _ = strings.Cut(address, "@")
		name = htmltext.Line(name)
	}
	return name, strings.ToLower(htmltext.Line(address))
}

func mailDate(s string) (source.When, bool) {
	if t, err := mail.ParseDate(s); err == nil && t.Year() > 0 && t.UTC().Year() < 10000 {
		return source.When{Time: t.UTC()}, true
	}
	return source.ParseTime(htmltext.Line(s))
}

// maxParts bounds how deep and how wide a multipart message is read.
const (
	maxNesting = 8
	maxParts   = 1000
)

// text returns the text of a message, with signatures where they are asked for.
func text(h map[string]string, body []byte, signatures bool) string {
	var plain, html []string
	parts := 0
	gather(h, body, 0, &parts, &plain, &html)
	if !signatures {
		own := plain[:0]
		for _, s := range plain {
			if s = unsigned(s); strings.TrimSpace(s) != "" {
				own = append(own, s)
			}
		}
		plain = own
	}
	if len(plain) == 0 { // of a mail in HTML a list's footer may be the only plain part
		plain = html
	}
	return htmltext.Quotes(htmltext.Tidy(strings.Join(plain, "\n\n")))
}

// gather collects the text parts of a body. It calls itself for the parts of a
// multipart, down to maxNesting.
func gather(h map[string]string, body []byte, depth int, parts *int, plain, html *[]string) {
	kind, params, err := mime.ParseMediaType(h["content-type"])
	if kind == "" || err != nil && !strings.Contains(kind, "/") {
		kind = "text/plain"
		if t, _, ok := strings.Cut(strings.ToLower(h["content-type"]), ";"); ok || strings.Contains(t, "/") {
			kind = strings.TrimSpace(t)
		}
	}
	if strings.HasPrefix(kind, "multipart/") && params["boundary"] != "" && depth < maxNesting {
		m := multipart.NewReader(bytes.NewReader(body), params["boundary"])
		var before int
		for {
			p, err := m.NextRawPart()
			if err != nil || *parts == maxParts {
				break // what follows a fault is lost with the boundary
			}
			*parts++
			b, _ := io.ReadAll(p)
			sub := map[string]string{}
			for _, k := range []string{"Content-Type", "Content-Transfer-Encoding", "Content-Disposition"} {
				sub[strings.ToLower(k)] = p.Header.Get(k)
			}
			if strings.HasPrefix(strings.ToLower(sub["content-disposition"]), "attachment") {
				continue
			}
			before++
			gather(sub, b, depth+1, parts, plain, html)
		}
		if before > 0 {
			return
		}
		kind = "text/plain" // a multipart without parts: show what there is
	}
	if kind == "message/rfc822" {
		return // a message forwarded whole is not the sender's text
	}
	if kind != "text/html" && kind != "text/plain" && depth > 0 {
		return
	}
	body = transfer(h["content-transfer-encoding"], body)
	s := fromCharset(body, params["charset"])
	if kind == "text/html" {
		*html = append(*html, htmltext.Text(s))
		return
	}
	if strings.EqualFold(params["format"], "flowed") {
		s = unflow(s, strings.EqualFold(params["delsp"], "yes"))
	}
	if strings.TrimSpace(s) != "" {
		*plain = append(*plain, s)
	}
}

func transfer(encoding string, body []byte) []byte {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "quoted-printable":
		// A fault ends the decoder; the rest is kept as it stands.
		out, err := io.ReadAll(quotedprintable.NewReader(bytes.NewReader(body)))
		if err == nil || len(out) > len(body)/2 {
			return out
		}
	case "base64":
		clean := bytes.Map(func(r rune) rune {
			if r <= ' ' || r == '=' {
				return -1
			}
			return r
		}, body)
		out := make([]byte, base64.RawStdEncoding.DecodedLen(len(clean)))
		if n, err := base64.RawStdEncoding.Decode(out, clean); err == nil || n > 0 {
			return out[:n]
		}
	}
	return body
}

func fromCharset(b []byte, label string) string {
	enc, name := charset.Lookup(label)
	if enc == nil || name == "utf-8" || name == "replacement" {
		return source.FromBytes(b)
	}
	return source.Decode(b, enc)
}

// unflow joins the lines of format=flowed text (RFC 3676).
func unflow(s string, delsp bool) string {
	b := make([]byte, 0, len(s))
	depth, open := 0, false
	for line := range strings.SplitSeq(strings.TrimSuffix(s, "\n"), "\n") {
		line = strings.TrimSuffix(line, "\r")
		quotes := len(line) - len(strings.TrimLeft(line, ">"))
		rest := line[quotes:]
		rest = strings.TrimPrefix(rest, " ")
		flows := strings.HasSuffix(rest, " ") && rest != "-- "
		if open && quotes == depth && rest != "-- " {
			b = append(b, rest...)
		} else {
			if len(b) > 0 {
				b = append(b, '\n')
			}
			if quotes > 0 {
				b = append(append(b, line[:quotes]...), ' ')
			}
			b = append(b, rest...)
		}
		depth, open = quotes, flows
		if flows && delsp {
			b = b[:len(b)-1]
		}
	}
	return string(b)
}
