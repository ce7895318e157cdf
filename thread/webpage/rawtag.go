package webpage

import (
	"bytes"
	"html"
)

// rawTag reads the name and attributes of a start tag from its source. The
// tokenizer's own methods for this copy every name and value.
type rawTag struct {
	src []byte
	at  int
	buf [40]byte
}

// name returns the element's name in lower case, good until the next call.
func (t *rawTag) name(src []byte) []byte {
	t.src, t.at = src, 1
	if t.at < len(src) && src[t.at] == '/' {
		t.at++
	}
	from := t.at
	for t.at < len(src) && !isSpace(src[t.at]) && src[t.at] != '/' && src[t.at] != '>' {
		t.at++
	}
	return t.lower(src[from:t.at])
}

// lower returns b in lower case; names too long to matter are cut.
func (t *rawTag) lower(b []byte) []byte {
	if len(b) > len(t.buf) {
		b = b[:len(t.buf)]
	}
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		t.buf[i] = c
	}
	return t.buf[:len(b)]
}

// next returns the next attribute; the value still has its entities.
func (t *rawTag) next() (k key, value []byte, ok bool) {
	s, i := t.src, t.at
	for i < len(s) && (isSpace(s[i]) || s[i] == '/') {
		i++
	}
	if i >= len(s) || s[i] == '>' {
		t.at = i
		return keyNone, nil, false
	}
	from := i
	for i < len(s) && !isSpace(s[i]) && s[i] != '/' && s[i] != '>' && (s[i] != '=' || i == from) {
		i++
	}
	k = lookupKey(t.lower(s[from:i]))
	j := i
	for j < len(s) && isSpace(s[j]) {
		j++
	}
	if j >= len(s) || s[j] != '=' {
		t.at = i
		return k, nil, true
	}
	j++
	for j < len(s) && isSpace(s[j]) {
		j++
	}
	if j < len(s) && (s[j] == '"' || s[j] == '\'') {
		q := s[j]
		j++
		end := bytes.IndexByte(s[j:], q)
		if end < 0 {
			end = len(s) - j
		}
		t.at = min(j+end+1, len(s))
		return k, s[j : j+end], true
	}
	from = j
	for j < len(s) && !isSpace(s[j]) && s[j] != '>' {
		j++
	}
	t.at = j
	return k, s[from:j], true
}

// appendValue appends an attribute value with its entities resolved.
func appendValue(dst, v []byte) []byte {
	if bytes.IndexByte(v, '&') < 0 && bytes.IndexByte(v, 0) < 0 {
		return append(dst, v...)
	}
	return append(dst, html.UnescapeString(string(bytes.ReplaceAll(v, []byte{0}, []byte("\ufffd"))))...)
}
