package token

// maxHidden bounds a disguised word, signs and mark-up left out.
const maxHidden = 30

// banged appends the hidden word that begins at i where "!" stands for an i in
// it, and returns its end; 0 where there is none. "Hit it!it works" hides none.
func (t *Text) banged(s string, i, j int, v Vocabulary) int {
	if v == nil {
		return 0
	}
	var w [maxHidden]byte
	n, signs := 0, 0
	for k := i; k < j && n < maxHidden; k++ {
		c := letter[s[k]]
		switch {
		case c != 0:
		case s[k] == '!' && k > i && k+1 < j && letter[s[k+1]] != 0:
			// No word has more of them: what is parted by marks throughout is not
			// looked at letter by letter.
			if signs++; signs > 3 {
				return 0
			}
			c = 'i'
		default:
			j = k
		}
		if c == 0 {
			break
		}
		w[n] = c
		n++
		// It ends where the letters do: at a mark, or at the end.
		if signs > 0 && n >= 3 && (k+1 == j || letter[s[k+1]] == 0) && v.Hidden(Hash(w[:n])) {
			t.show(w[:n], i, k+1)
			return k + 1
		}
	}
	return 0
}

// woven appends the hidden word that begins at i where mark-up that shows
// nothing parts its letters, "id<b>io</b>t" or "id&shy;iot", and returns its
// end; 0 where there is none.
func (t *Text) woven(s string, i, j int, v Vocabulary) int {
	if v == nil || letter[s[i]] == 0 {
		return 0
	}
	var w [maxHidden]byte
	n, parts, end := 0, 0, i
	for k := i; k < j && n < maxHidden; {
		if c := letter[s[k]]; c != 0 {
			w[n] = c
			n++
			k++
			end = k
			continue
		}
		m := unseen(s[k:j])
		if m == 0 {
			break
		}
		parts++
		k += m
	}
	if parts == 0 || n < 3 || end < j && wordish(s[end]) || !v.Hidden(Hash(w[:n])) {
		return 0
	}
	t.show(w[:n], i, end)
	return end
}

// inline are the tags and references that show nothing inside a word.
var inline = [...]string{"b", "i", "u", "s", "em", "strong", "span", "font", "wbr", "small", "big", "sub", "sup"}

// unseen returns the length of the tag of inline mark-up or of the reference to
// an invisible character that s begins with, or 0.
func unseen(s string) int {
	switch {
	case len(s) > 2 && s[0] == '<':
		k := 1
		if s[k] == '/' {
			k++
		}
		from := k
		for k < len(s) && k-from < 8 && letter[s[k]] != 0 {
			k++
		}
		name := s[from:k]
		if k < len(s) && s[k] == '/' {
			k++
		}
		if k >= len(s) || s[k] != '>' {
			return 0
		}
		for _, x := range inline {
			if name == x {
				return k + 1
			}
		}
	case len(s) > 4 && s[0] == '&':
		for _, x := range [...]string{"shy;", "#173;", "#xad;", "#xAD;", "zwnj;", "zwj;", "#8203;", "#x200b;", "#x200B;"} {
			if len(s) > len(x) && s[1:1+len(x)] == x {
				return 1 + len(x)
			}
		}
	}
	return 0
}

// show appends w, hidden in the bytes from i to j.
func (t *Text) show(w []byte, i, j int) {
	off := int32(len(t.Norm))
	t.Norm = append(t.Norm, w...)
	t.emitWord(Hash(w), int32(i), int32(j), off, uint16(len(w)), Disguised)
}
