package token

// run is what is known of the bytes of one run, from at on: what may be one
// disguised word, a number or an identifier.
type run struct {
	at, last                int // last is the end, signs that cannot close a word left out
	letters, digits, others int
	// turns counts changes between letters and digits, joins the signs that
	// join the parts of an identifier.
	turns, joins int
}

// read reads the run that begins at k.
func (r *run) read(b []byte, k int) {
	*r = run{at: k, last: k}
	for e := k; e < len(b); e++ {
		c := b[e]
		switch {
		case class[c] == cLower || class[c] == cHigh || class[c] == cDigit:
			r.last = e + 1
		case c == '*' || c == '$':
			r.last = e + 1
		case c == '\'' || c == '@' || c == '#' || c == '%' || c == '^' || c == '+' || c == '|':
		case (c == '-' || c == '_' || c == '.' || c == '!' || c == '~' || c == '&' || c == '?' || c == ',' || c == '/') && e+1 < len(b) && wordish(b[e+1]):
		default:
			r.count(b, k, e, 1)
			return
		}
	}
	r.count(b, k, len(b), 1)
}

// cut leaves out what stands before k.
func (r *run) cut(b []byte, k int) {
	r.count(b, r.at, k, -1)
	if turn(b, k) {
		r.turns--
	}
	r.at = k
}

// count adds n for each byte of b[i:e] to what it counts as. Signs after the
// last letter count as signs, but join nothing.
func (r *run) count(b []byte, i, e, n int) {
	for k := i; k < e; k++ {
		switch c := b[k]; {
		case class[c] == cLower || class[c] == cHigh:
			r.letters += n
		case class[c] == cDigit:
			r.digits += n
		case c == '\'':
		default:
			r.others += n
			if k < r.last && (c == '_' || c == '.' || c == '/') {
				r.joins += n
			}
		}
		if k > i && turn(b, k) {
			r.turns += n
		}
	}
}

// turn reports whether one of the bytes at k-1 and k is a digit and the other
// a letter.
func turn(b []byte, k int) bool {
	p, q := class[b[k-1]], class[b[k]]
	return p == cDigit && q&(cLower|cHigh) != 0 || q == cDigit && p&(cLower|cHigh) != 0
}

// identifier reports whether the run looks made by a machine: letters and
// digits in turns, or words joined by underscores or dots.
func (r *run) identifier() bool {
	return r.turns >= 2 || r.joins >= 2 || r.turns == 1 && r.letters+r.digits > 10
}
