package webpage

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/textproto"
	"strings"
)

// mhtml returns the page inside a browser's single-file archive (.mht,
// .mhtml) with the content type and address that its headers state. The last
// result is false for anything else.
func mhtml(src []byte) (page []byte, contentType, url string, ok bool) {
	head := src[:min(len(src), 4096)]
	if !bytes.Contains(head, []byte("multipart/related")) {
		return nil, "", "", false
	}
	r := textproto.NewReader(bufio.NewReader(bytes.NewReader(src)))
	h, err := r.ReadMIMEHeader()
	if err != nil {
		return nil, "", "", false
	}
	kind, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil || kind != "multipart/related" || params["boundary"] == "" {
		return nil, "", "", false
	}
	url = h.Get("Snapshot-Content-Location")
	m := multipart.NewReader(r.R, params["boundary"])
	for range 64 {
		// NextRawPart leaves the encoding to us, and a cut part readable.
		part, err := m.NextRawPart()
		if err != nil {
			return nil, "", "", false
		}
		t := part.Header.Get("Content-Type")
		if !strings.HasPrefix(strings.TrimSpace(strings.ToLower(t)), "text/html") {
			continue
		}
		if url == "" {
			url = part.Header.Get("Content-Location")
		}
		var body io.Reader = part
		switch strings.ToLower(part.Header.Get("Content-Transfer-Encoding")) {
		case "quoted-printable":
			body = quotedprintable.NewReader(part)
		case "base64":
			body = base64.NewDecoder(base64.StdEncoding, part)
		}
		page, _ = io.ReadAll(body) // what a cut archive holds
		return page, t, url, len(page) > 0
	}
	return nil, "", "", false
}
