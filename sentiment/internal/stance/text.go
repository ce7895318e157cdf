package stance

import "strings"

// Doc is a text read once, ready to be a reply or the parent of replies. Its
// memory is reused from text to text; it is not safe for concurrent use.
type Doc struct {
	scanner
	lex   *Lexicon
	text  string
	found []match

	pol    []int8 // by token: what its words say, +1 or -1, negation applied
	negd   []bool // by token: within reach of a negator
	near   []int8 // by content token: polarity round it
	side   [maxTopics]float32
	sided  bool
	words  int // unquoted words
	plus   int // sum of positive polarity
	minus  int
	asks   int // sentences that end in a question mark
	sens   int // sentences
	finalQ bool

	head  int // first token of the reply's own words
	stems table
	grams table
}

// reach is how many words a negator governs.
const reach = 4

// Read reads text. Lines that begin with ">" are known for quotations and
// take no part but as such.
func (d *Doc) Read(text string, lex *Lexicon) {
	d.lex, d.text = lex, text
	d.flat = false
	d.scan(text, lex)
	if d.quotedW > 0 && d.quotedW == d.wordCount() && strings.IndexByte(strings.TrimSpace(text), '\n') < 0 {
		// One line that begins with ">" may hold a quotation and, its line
		// breaks lost, the answer to it. The parent tells them apart.
		d.flat = true
		d.scan(text, lex)
	}
	d.found = lex.matches(d.found[:0], d.toks)
	n := len(d.toks)
	d.pol, d.negd, d.near = grow(d.pol, n), grow(d.negd, n), grow(d.near, n)
	d.words, d.plus, d.minus, d.asks, d.sens, d.finalQ = 0, 0, 0, 0, 0, false
	d.side, d.sided = [maxTopics]float32{}, false
	pos, neg, not := uint16(lex.byName["positive"]), uint16(lex.byName["negative"]), uint16(lex.byName["negator"])
	for _, m := range d.found {
		switch m.group {
		case pos:
			d.pol[m.start] = 1
		case neg:
			d.pol[m.start] = -1
		case not:
			s := d.toks[m.start].sent
			for j := m.start + 1; j < m.end+reach && int(j) < n && d.toks[j].sent == s; j++ {
				d.negd[j] = true
			}
		}
	}
	open := false // a sentence with words in it has begun
	for i := range d.toks {
		t := &d.toks[i]
		if t.quoted {
			d.pol[i] = 0
			continue
		}
		if d.negd[i] {
			d.pol[i] = -d.pol[i]
		}
		switch {
		case d.pol[i] > 0:
			d.plus++
		case d.pol[i] < 0:
			d.minus++
		}
		switch t.kind {
		case word, number:
			d.words++
			open = true
			d.finalQ = false
		case punct:
			switch t.mark {
			case '?':
				d.asks++
				d.finalQ = true
				if open {
					d.sens++
				}
				open = false
			case '.', '!', '\n':
				if open {
					d.sens++
				}
				open = false
				if t.mark != '\n' {
					d.finalQ = false
				}
			}
		}
	}
	if open {
		d.sens++
	}
	d.spread()
	for _, m := range d.found {
		sd := lex.sides[m.group]
		if sd.topic == 0 {
			continue
		}
		v := float32(sd.sign)
		if sd.entity {
			switch p := d.near[m.start]; {
			case p > 0:
			case p < 0:
				v = -v
			default:
				v *= 0.25
			}
		} else if d.negd[m.start] {
			v *= -0.5
		}
		d.side[sd.topic] += v
		d.sided = true
	}
	d.head = d.start()
	d.stems.n, d.grams.n = -1, -1
}

func (d *Doc) wordCount() int {
	n := 0
	for i := range d.toks {
		if d.toks[i].kind == word || d.toks[i].kind == number {
			n++
		}
	}
	return n
}

// spread sets near: the sum of polarity within five words of each token.
func (d *Doc) spread() {
	const w = 5
	sum := 0
	n := len(d.toks)
	for i := 0; i < n && i < w; i++ {
		sum += int(d.pol[i])
	}
	for i := range n {
		if j := i + w; j < n {
			sum += int(d.pol[j])
		}
		if j := i - w - 1; j >= 0 {
			sum -= int(d.pol[j])
		}
		d.near[i] = int8(max(-100, min(100, sum)))
	}
}

// start returns the first token of the text's own words: after quoted lines,
// mentions, marks and an opening address ("Jake, …").
func (d *Doc) start() int {
	for i := 0; i < len(d.toks); i++ {
		t := d.toks[i]
		if t.quoted || t.kind == mention || t.kind == link || t.kind == punct && t.mark != '^' && t.mark != '+' {
			continue
		}
		if t.kind == word && t.capital && t.id < 0 && i+1 < len(d.toks) && (d.toks[i+1].mark == ',' || d.toks[i+1].mark == ':') {
			i++
			continue
		}
		return i
	}
	return len(d.toks)
}

// index fills stems and grams, which only a parent needs.
func (d *Doc) index() {
	if d.stems.n >= 0 {
		return
	}
	d.stems.reset(len(d.toks))
	d.grams.reset(len(d.toks))
	for i, t := range d.toks {
		if t.quoted {
			continue
		}
		if t.content {
			d.stems.put(t.stem, int32(i))
		}
		if g, ok := d.gram(i); ok {
			d.grams.put(g, int32(i))
		}
	}
}

// gram returns the hash of the three words at i.
func (d *Doc) gram(i int) (uint32, bool) {
	if i+2 >= len(d.toks) {
		return 0, false
	}
	a, b, c := &d.toks[i], &d.toks[i+1], &d.toks[i+2]
	if a.kind == punct || a.kind == mention || c.kind == mention {
		return 0, false
	}
	return mix(mix(a.hash, b.hash), c.hash), true
}

// table maps hashes to token numbers; the first put of a hash stands.
type table struct {
	keys []uint32
	vals []int32
	mask uint32
	n    int
}

func (t *table) reset(n int) {
	size := 16
	for size < 2*n {
		size *= 2
	}
	if len(t.keys) < size {
		t.keys, t.vals = make([]uint32, size), make([]int32, size)
	}
	clear(t.vals[:size])
	t.mask, t.n = uint32(size-1), 0
}

func (t *table) put(key uint32, v int32) {
	i := key & t.mask
	for t.vals[i] != 0 {
		if t.keys[i] == key {
			return
		}
		i = (i + 1) & t.mask
	}
	t.keys[i], t.vals[i] = key, v+1
	t.n++
}

func (t *table) get(key uint32) int32 {
	for i := key & t.mask; ; i = (i + 1) & t.mask {
		if t.vals[i] == 0 {
			return -1
		}
		if t.keys[i] == key {
			return t.vals[i] - 1
		}
	}
}

func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	s = s[:n]
	clear(s)
	return s
}
