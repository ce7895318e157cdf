package htmltext

import "strings"

// Quotes puts the quote marks of Markdown and mail into the form "> > text":
// one space after each mark at the start of a line. Text without such lines
// comes back without a copy. The marks of Reddit's spoilers, ">!", are none.
func Quotes(s string) string {
	if quotesNormal(s) {
		return s
	}
	b := make([]byte, 0, len(s)+16)
	for rest, more := s, true; more; {
		var line string
		line, rest, more = strings.Cut(rest, "\n")
		depth, i := 0, 0
		for j := 0; j < len(line); j++ {
			if line[j] == '>' && !(j+1 < len(line) && line[j+1] == '!') {
				depth, i = depth+1, j+1
			} else if line[j] != ' ' || j-i >= 3 {
				break
			}
		}
		if depth > 0 {
			for range min(depth, MaxQuote) {
				b = append(b, "> "...)
			}
			line = strings.TrimPrefix(line[i:], " ")
			if line == "" {
				b = b[:len(b)-1]
			}
		}
		b = append(b, line...)
		if more {
			b = append(b, '\n')
		}
	}
	return string(b)
}

// quotesNormal reports whether Quotes has surely nothing to change.
func quotesNormal(s string) bool {
	for line := s; ; {
		for strings.HasPrefix(line, "> ") {
			line = line[2:]
		}
		if line != "" && (line[0] == '>' && line != ">" && line[1] != '\n' || line[0] == ' ') {
			return false
		}
		k := strings.IndexByte(line, '\n')
		if k < 0 {
			return true
		}
		line = line[k+1:]
	}
}
