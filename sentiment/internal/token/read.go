package token

// read takes words, numbers and marks out of the folded bytes in t.buf.
func (t *Text) read(s string, from, to int, v Vocabulary) {
	b := t.buf
	t.run = run{}
	for k := 0; k < len(b); {
		c := b[k]
		at, next := int(t.offs[k]), int(t.offs[k+1])
		switch {
		case c == open, c == close, c == '"':
			t.mark(Quote, at, next, quoteOf(c), 1)
			k++
		case c == emoji:
			t.mark(Other, at, next, 0, 1)
			k++
		case c == '\'':
			t.mark(Quote, at, next, '\'', 1)
			k++
		case class[c] == cMark:
			e := k
			for e < len(b) && b[e] == c {
				e++
			}
			t.mark(Mark, at, int(t.offs[e]), c, e-k)
			k = e
		case c == '@' && k+1 < len(b) && wordish(b[k+1]):
			k = t.mention(k, v)
		case c == '#' && k+1 < len(b) && class[b[k+1]] == cLower:
			n := len(t.Toks)
			k = t.core(k+1, v)
			for ; n < len(t.Toks); n++ {
				t.Toks[n].Flags |= Tagged
			}
		case wordish(c) || c == '$' && k+1 < len(b) && wordish(b[k+1]):
			k = t.core(k, v)
		default:
			if c != '*' && c != '_' && c != '~' && c != ' ' {
				t.mark(Other, at, next, c, 1)
			}
			k++
		}
	}
}

func quoteOf(c byte) byte {
	if c == '"' {
		return '"'
	}
	return c
}

func wordish(c byte) bool { return class[c]&(cLower|cDigit|cHigh) != 0 }

// mention reads @name, unless a disguised word stands there.
func (t *Text) mention(k int, v Vocabulary) int {
	e := k + 1
	for e < len(t.buf) && (wordish(t.buf[e]) || t.buf[e] == '_') {
		e++
	}
	if v != nil && t.reveal(k, e, v) {
		return e
	}
	t.plain(Mention, int(t.offs[k]), int(t.offs[e]))
	return e
}

// core reads the word, number or identifier that begins at k.
func (t *Text) core(k int, v Vocabulary) int {
	b := t.buf
	// The longest run that may be one disguised word. A piece of a run ends
	// where the run does: what is known of the run is not read again.
	r := &t.run
	if k < r.last {
		r.cut(b, k)
	} else {
		r.read(b, k)
	}
	last := r.last
	if r.digits+r.others == 0 {
		t.emit(k, last, 0)
		return last
	}
	if r.letters == 0 {
		t.plain(Number, int(t.offs[k]), int(t.offs[last]))
		return last
	}
	if v != nil && t.reveal(k, last, v) {
		return last
	}
	// Not a disguise. An identifier is passed over whole, anything else is
	// read piece by piece.
	if r.identifier() {
		t.plain(Opaque, int(t.offs[k]), int(t.offs[last]))
		return last
	}
	p := k
	for p < last && (class[b[p]]&(cLower|cHigh|cDigit) != 0 || b[p] == '\'') {
		p++
	}
	if p == k {
		return k + 1
	}
	q := p
	for q > k && b[q-1] == '\'' {
		q--
	}
	if n := class[b[k]]; n == cDigit && allDigits(b[k:p]) {
		t.plain(Number, int(t.offs[k]), int(t.offs[p]))
	} else if v == nil || !t.reveal(k, q, v) {
		t.emit(k, q, 0)
	}
	return p
}

func allDigits(b []byte) bool {
	for _, c := range b {
		if class[c] != cDigit {
			return false
		}
	}
	return true
}

// emit appends the word in b[k:e], apostrophes left out.
func (t *Text) emit(k, e int, f Flags) {
	off := int32(len(t.Norm))
	var last byte
	run := 0
	for _, c := range t.buf[k:e] {
		if c == '\'' {
			continue
		}
		if c == last {
			if run++; run >= 3 {
				f |= Stretched
				if run > 3 {
					continue
				}
			}
		} else {
			last, run = c, 1
		}
		if int32(len(t.Norm))-off < MaxWord {
			t.Norm = append(t.Norm, c)
		}
	}
	t.emitWord(Hash(t.Norm[off:]), t.offs[k], t.offs[e], off, uint16(int32(len(t.Norm))-off), f)
}

// leet are the letters that digits and signs stand for.
var leet = func() (t [256]byte) {
	for c := byte('a'); c <= 'z'; c++ {
		t[c] = c
	}
	for _, p := range [...][2]byte{{'0', 'o'}, {'1', 'i'}, {'3', 'e'}, {'4', 'a'}, {'5', 's'}, {'6', 'g'}, {'7', 't'}, {'8', 'b'}, {'9', 'g'}, {'@', 'a'}, {'$', 's'}, {'!', 'i'}, {'+', 't'}, {'|', 'l'}} {
		t[p[0]] = p[1]
	}
	return t
}()

// reveal appends the word hidden in b[k:e], or reports false.
func (t *Text) reveal(k, e int, v Vocabulary) bool {
	b := t.buf[k:e]
	if len(b) < 3 || len(b) > 30 {
		return false
	}
	w := &t.guess
	// Digits and signs for letters; 1 is i, or else l.
	for _, one := range [2]byte{'i', 'l'} {
		n, ok := 0, true
		letters, subs := 0, 0
		for _, c := range b {
			d := leet[c]
			if d == 0 {
				ok = false
				break
			}
			if class[c] == cLower {
				letters++
			} else {
				subs++
			}
			if c == '1' || c == '!' || c == '|' {
				d = one
			}
			w[n] = d
			n++
		}
		if ok && subs > 0 && letters*2 >= subs && letters > 0 && v.Hidden(Hash(w[:n])) {
			t.put(w[:n], k, e)
			return true
		}
	}
	// Stars and other signs for letters.
	n, stars, others := 0, 0, 0
	for _, c := range b {
		switch {
		case class[c] == cLower:
			w[n] = c
		case c == '*' || c == '#' || c == '%' || c == '^' || c == '@' || c == '$' || c == '&' || c == '!':
			w[n] = '*'
			stars++
		case c == '-' || c == '_' || c == '?' || c == '.':
			w[n] = '*'
			others++
		default:
			w[n] = 0
		}
		if w[n] == 0 {
			stars, others = 0, 0
			break
		}
		n++
	}
	if (stars > 0 || others == 1 && n >= 4) && stars+others < n {
		if x := v.Starred(w[:n]); x != "" {
			t.put(w[:copy(w[:], x)], k, e)
			return true
		}
	}
	// Signs between the letters.
	n, seps, letters := 0, 0, 0
	for _, c := range b {
		if d := leet[c]; class[c] == cLower || class[c] == cDigit && d != 0 {
			w[n] = d
			n++
			letters++
		} else {
			seps++
		}
	}
	if seps > 0 && n >= 4 && (seps >= 2 || stars == 1 && seps == 1) && v.Hidden(Hash(w[:n])) {
		t.put(w[:n], k, e)
		return true
	}
	return false
}

func (t *Text) put(w []byte, k, e int) {
	off := int32(len(t.Norm))
	t.Norm = append(t.Norm, w...)
	t.emitWord(Hash(w), t.offs[k], t.offs[e], off, uint16(len(w)), Disguised)
}

// respace joins words written letter by letter, "i d i o t" or "i.d.i.o.t", and
// reveals stretched ones.
func (t *Text) respace(s string, v Vocabulary) {
	toks := t.Toks
	w := 0
	for i := 0; i < len(toks); i++ {
		p := &toks[i]
		if p.Flags&Stretched == 0 && p.Len != 1 {
			if w < i {
				toks[w] = *p
			}
			w++
			continue
		}
		k := *p
		if k.Kind == Word && k.Flags&Stretched != 0 {
			t.relax(&k, v)
		}
		if k.Kind != Word || k.Len != 1 {
			toks[w] = k
			w++
			continue
		}
		j, n := t.letters(i, v)
		if n == 0 {
			toks[w] = k
			w++
			continue
		}
		off := int32(len(t.Norm))
		for p := i; p <= j; p++ {
			if toks[p].Kind == Word {
				t.Norm = append(t.Norm, t.Norm[toks[p].Off])
			}
		}
		toks[w] = Token{Hash: Hash(t.Norm[off:]), Start: k.Start, End: toks[j].End, Off: off, Len: uint16(n), Kind: Word, Flags: Disguised}
		w++
		i = j
	}
	t.Toks = toks[:w]
}

// letters returns the end of the longest run of single letters from i that
// spells a hidden word, and its length.
func (t *Text) letters(i int, v Vocabulary) (end, length int) {
	w, n := spelt{h: seed}, 0
	for j := i; j < len(t.Toks) && n < 14; j++ {
		k := &t.Toks[j]
		if k.Kind == Mark && k.N == 1 && (k.Ch == '.' || k.Ch == ',') || k.Kind == Other && k.N == 1 && k.Ch != 0 {
			continue
		}
		if k.Kind != Word || k.Len != 1 {
			break
		}
		w.add(t.Norm[k.Off])
		n++
		if n >= 4 && v.Hidden(w.hash()) {
			end, length = j, n
		}
	}
	return end, length
}

// relax tries a stretched word with its runs cut to one letter and to two.
func (t *Text) relax(k *Token, v Vocabulary) {
	src := t.Bytes(k)
	var w [MaxWord]byte
	for keep := 1; keep <= 2; keep++ {
		n, run := 0, 0
		for i, c := range src {
			if i > 0 && c == src[i-1] {
				run++
			} else {
				run = 1
			}
			triple := runAt(src, i) >= 3
			if triple && run > keep {
				continue
			}
			w[n] = c
			n++
		}
		if h := Hash(w[:n]); v.Hidden(h) {
			k.Off, k.Len, k.Hash = int32(len(t.Norm)), uint16(n), h
			t.Norm = append(t.Norm, w[:n]...)
			return
		}
	}
	n := 0
	for i, c := range src {
		if i >= 2 && c == src[i-1] && c == src[i-2] {
			continue
		}
		w[n] = c
		n++
	}
	k.Off, k.Len, k.Hash = int32(len(t.Norm)), uint16(n), Hash(w[:n])
	t.Norm = append(t.Norm, w[:n]...)
}

// runAt returns the length of the run of equal bytes around b[i].
func runAt(b []byte, i int) int {
	n := 1
	for j := i - 1; j >= 0 && b[j] == b[i]; j-- {
		n++
	}
	for j := i + 1; j < len(b) && b[j] == b[i]; j++ {
		n++
	}
	return n
}
