package plaintext

import (
	"strings"
	"unicode/utf8"
)

// line is a line that is not blank. Blank lines are only counted: a page of
// line breaks costs nothing.
type line struct {
	start, end int32 // byte range, without leading and trailing space
	num        int32 // 0-based number in the source
	col        int32 // column of start, tabs to multiples of 8
	first      int32 // index of the line's first marker, -1 none
}

// marker is something that may begin a list item: a number with a full stop,
// or a bullet.
type marker struct {
	line int32 // index in page.lines
	off  int32 // byte offset of the marker
	text int32 // byte offset of what follows it and the space after it
	col  int32 // column of the marker
	dot  int32 // column of the full stop or bullet
	tcol int32 // column of text; -1 where nothing follows
	ord  int32 // the number; 0 for a bullet
	sub  bool  // not the first marker of its line
}

type page struct {
	src     string
	lines   []line
	markers []marker
	refs    bool // the page ends with a list of the addresses its "[12]" refer to
}

// newPage indexes the lines and markers of src up to the limit on either, which
// it reports.
func newPage(src string, opts *Options) (*page, error) {
	var err error
	p := &page{src: src}
	maxLines := opts.maxLines()
	sep := byte('\n')
	if strings.IndexByte(src, '\n') < 0 && strings.IndexByte(src, '\r') >= 0 {
		sep = '\r'
	}
	pos := 0
	if strings.HasPrefix(src, "\uFEFF") {
		pos = len("\uFEFF")
	}
	for num := int32(0); pos < len(src); num++ {
		end := strings.IndexByte(src[pos:], sep)
		next := len(src)
		if end < 0 {
			end = len(src)
		} else {
			end += pos
			next = end + 1
		}
		start, col := skipSpace(src, pos, end, 0)
		stop := trimEnd(src, start, end)
		if start < stop {
			if len(p.lines) >= maxLines {
				err = &LimitError{What: "lines", Limit: int64(maxLines)}
				break
			}
			l := line{start: int32(start), end: int32(stop), num: num, col: col, first: -1}
			n := len(p.markers)
			p.scanMarkers(int32(len(p.lines)), start, stop, col, maxLines)
			if len(p.markers) > n {
				l.first = int32(n)
			}
			if len(p.markers) > maxLines {
				p.markers = p.markers[:n] // the line's are not all there
				err = &LimitError{What: "markers", Limit: int64(maxLines)}
				break
			}
			p.lines = append(p.lines, l)
		}
		pos = next
	}
	p.cutReferences()
	return p, err
}

// cutReferences drops the list of addresses that lynx and elinks put at the
// end of a page: it is numbered like a list of comments.
func (p *page) cutReferences() {
	for i := len(p.lines) - 2; i >= 0; i-- {
		if p.lineText(i) != "References" {
			continue
		}
		next := p.lineText(i + 1)
		if strings.HasSuffix(next, " links") || strings.HasSuffix(next, " links:") || strings.HasPrefix(next, "1. ") && strings.Contains(next, ":/") {
			for len(p.markers) > 0 && int(p.markers[len(p.markers)-1].line) >= i {
				p.markers = p.markers[:len(p.markers)-1]
			}
			p.lines = p.lines[:i]
			p.refs = true
		}
		return
	}
}

// blankBefore tells whether a blank line precedes line i of p.lines.
func (p *page) blankBefore(i int) bool {
	return i == 0 || p.lines[i].num > p.lines[i-1].num+1
}

func (p *page) lineText(i int) string {
	l := p.lines[i]
	return p.src[l.start:l.end]
}

// endsBare reports whether line i ends with a number and nothing after it.
func (p *page) endsBare(i int) bool {
	l := &p.lines[i]
	if l.first < 0 {
		return false
	}
	m := l.first
	for int(m)+1 < len(p.markers) && int(p.markers[m+1].line) == i {
		m++
	}
	return p.markers[m].tcol < 0
}

// skipSpace returns the offset and the column of the first byte of s[pos:end]
// that is not blank. A no-break space is blank: elinks pads with it.
func skipSpace(s string, pos, end int, col int32) (int, int32) {
	for pos < end {
		switch c := s[pos]; {
		case c == ' ':
			col++
			pos++
		case c == '\t':
			col += 8 - col%8
			pos++
		case c == '\r' || c == '\v' || c == '\f':
			pos++
		case c == 0xC2 && pos+1 < end && s[pos+1] == 0xA0:
			col++
			pos += 2
		case c == 0xE2 && pos+2 < end && s[pos+1] == 0x80 && (s[pos+2] == 0x8B || s[pos+2] == 0x8E):
			pos += 3 // zero-width space, left-to-right mark
		default:
			return pos, col
		}
	}
	return pos, col
}

func trimEnd(s string, start, end int) int {
	for end > start {
		switch c := s[end-1]; {
		case c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f':
			end--
		case c == 0xA0 && end-2 >= start && s[end-2] == 0xC2:
			end -= 2
		default:
			return end
		}
	}
	return end
}

// maxNumber is the largest number taken for an item's.
const maxNumber = 999999

// scanMarkers appends the markers at the head of a line: one, or several where
// an item without text leaves its number before the next one. It stops at the
// first over limit.
func (p *page) scanMarkers(li int32, pos, end int, col int32, limit int) {
	s := p.src
	for sub := false; ; sub = true {
		m := marker{line: li, off: int32(pos), col: col, dot: col, sub: sub}
		n := pos
		for n < end && s[n] >= '0' && s[n] <= '9' && n-pos < 7 {
			m.ord = m.ord*10 + int32(s[n]-'0')
			n++
		}
		switch {
		case n > pos:
			if n >= end || s[n] != '.' || m.ord > maxNumber || s[pos] == '0' && n-pos > 1 {
				return
			}
			m.dot = col + int32(n-pos)
			n++
		default:
			size := bulletSize(s[pos:end])
			if size == 0 || sub && m.ord == 0 && !p.markers[len(p.markers)-1].isBullet() {
				return
			}
			n += size
		}
		after, tcol := skipSpace(s, n, end, m.dot+1)
		if after == n && n < end {
			return // "3.5", "*bold*"
		}
		m.text, m.tcol = int32(after), tcol
		if after >= end {
			m.tcol = -1
		}
		p.markers = append(p.markers, m)
		if after >= end || len(p.markers) > limit {
			return
		}
		pos, col = after, tcol
	}
}

func (m *marker) isBullet() bool { return m.col == m.dot }

const bullets = "•◦▪□☆○●■–"

// bulletSize returns the bytes of the bullet that s begins with, 0 if none.
func bulletSize(s string) int {
	if s == "" {
		return 0
	}
	switch s[0] {
	case '*', '+', 'o', '#', '@', '-', '=':
		return 1
	}
	if s[0] < utf8.RuneSelf {
		return 0
	}
	r, n := utf8.DecodeRuneInString(s)
	if r != utf8.RuneError && strings.ContainsRune(bullets, r) {
		return n
	}
	return 0
}

// columns returns the display width of s, counting characters.
func columns(s string) int { return utf8.RuneCountInString(s) }
