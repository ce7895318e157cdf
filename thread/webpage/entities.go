package webpage

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// appendText appends the text of a text token: line ends as \n, and entities
// resolved where the element has any.
func (s *scanner) appendText(dst []byte) []byte {
	t := s.raw()
	entities := s.after == "" || s.after == "title" || s.after == "textarea"
	for len(t) > 0 {
		i := oddByte(t)
		dst = append(dst, t[:i]...)
		if i == len(t) {
			break
		}
		switch t[i] {
		case '\r':
			dst = append(dst, '\n')
			if i++; i < len(t) && t[i] == '\n' {
				i++
			}
		case 0:
			if s.after != "" {
				dst = append(dst, "\ufffd"...)
			} else {
				dst = append(dst, 0)
			}
			i++
		case '&':
			n := 1
			if entities {
				n = entityLen(t[i:])
				dst = appendEntity(dst, t[i:i+n])
			} else {
				dst = append(dst, '&')
			}
			i += n
		}
		t = t[i:]
	}
	return dst
}

func oddByte(t []byte) int {
	for i, c := range t {
		if class[c]&isOdd != 0 {
			return i
		}
	}
	return len(t)
}

// entityLen is how far what starts at t[0] = '&' can be an entity.
func entityLen(t []byte) int {
	i := 1
	if i < len(t) && t[i] == '#' {
		i++
	}
	for i < len(t) && (isLetter(t[i]) || t[i] >= '0' && t[i] <= '9') {
		i++
	}
	if i < len(t) && t[i] == ';' {
		i++
	}
	return i
}

// appendEntity appends what t, of [entityLen], stands for.
func appendEntity(dst, t []byte) []byte {
	switch string(t) {
	case "&", "&amp;", "&#38;", "&#038;":
		return append(dst, '&')
	case "&lt;":
		return append(dst, '<')
	case "&gt;":
		return append(dst, '>')
	case "&quot;":
		return append(dst, '"')
	case "&nbsp;":
		return append(dst, "\u00a0"...)
	}
	if n := len(t); n > 4 && n < 9 && t[1] == '#' && t[n-1] == ';' && allDigits(string(t[2:n-1])) {
		if v := atoi(string(t[2 : n-1])); v >= ' ' && v < 0x7F || v >= 0xA0 && v < 0xD800 {
			return utf8.AppendRune(dst, v)
		}
	}
	return append(dst, html.UnescapeString(string(t))...)
}

// appendValue appends an attribute value with its entities resolved.
func appendValue(dst, v []byte) []byte {
	if bytes.IndexByte(v, '&') < 0 && bytes.IndexByte(v, 0) < 0 {
		return append(dst, v...)
	}
	for len(v) > 0 {
		i := 0
		for i < len(v) && v[i] != '&' && v[i] != 0 {
			i++
		}
		dst = append(dst, v[:i]...)
		if v = v[i:]; len(v) == 0 {
			break
		}
		n := 1
		if v[0] == 0 {
			dst = append(dst, "\ufffd"...)
		} else {
			n = entityLen(v)
			dst = appendEntity(dst, v[:n])
		}
		v = v[n:]
	}
	return dst
}
