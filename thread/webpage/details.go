package webpage

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/seed-100d3eb7/rejoinder/thread"
)

// details fills what few pages state; false when there is nothing.
func (s *survey) details(dt *thread.Details, it *item, f *fields, root *url.URL) bool {
	d := s.d
	any := false
	link := f.link
	if v := d.attr(it.node, keyPermalink); v != "" {
		link = v
	}
	if link != "" && len(link) < 2048 {
		if u, err := url.Parse(strings.TrimSpace(link)); err == nil {
			if root != nil {
				u = root.ResolveReference(u)
			}
			if u.Scheme == "http" || u.Scheme == "https" || u.Scheme == "" {
				dt.URL, any = u.String(), true
			}
		}
	}
	score := d.attr(it.node, keyScore)
	if score == "" && f.score >= 0 {
		for _, k := range []key{keyDataScore, keyContent, keyTitle} {
			if v := d.attr(f.score, k); v != "" && isNumber(v) {
				score = v
				break
			}
		}
		if score == "" {
			score = d.plain(f.score, 40)
		}
	}
	if score == "" {
		score = d.attr(it.node, keyDataScore)
	}
	if v, ok := leadingNumber(score); ok {
		dt.Score, dt.HasScore, any = v, true, true
	}
	if f.replyTo != "" {
		dt.ReplyTo, any = f.replyTo, true
	}
	if v := d.attr(it.node, keyDataUserid); v != "" {
		dt.AuthorID, any = v, true
	}
	if v := d.attr(it.node, keyLang); v != "" {
		dt.Lang, any = v, true
	}
	return any
}

func isNumber(v string) bool { _, ok := leadingNumber(v); return ok }

// leadingNumber reads "-3 points", "1,204", "+5", "1.2k".
func leadingNumber(v string) (float64, bool) {
	v = strings.TrimLeft(v, " (")
	sign := 1.0
	switch {
	case strings.HasPrefix(v, "-"), strings.HasPrefix(v, "−"), strings.HasPrefix(v, "–"):
		sign = -1
		v = strings.TrimLeft(v, "-−–")
	case strings.HasPrefix(v, "+"):
		v = v[1:]
	}
	i := 0
	num := make([]byte, 0, 12)
	for i < len(v) && i < 16 && (v[i] >= '0' && v[i] <= '9' || v[i] == ',' || v[i] == '.') {
		if v[i] != ',' {
			num = append(num, v[i])
		}
		i++
	}
	if len(num) == 0 {
		return 0, false
	}
	f, err := strconv.ParseFloat(string(num), 64)
	if err != nil {
		return 0, false
	}
	if i < len(v) && (v[i] == 'k' || v[i] == 'K') {
		f *= 1000
	}
	return sign * f, true
}
