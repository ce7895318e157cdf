package link

import "math/bits"

// match is what one comment repeats of an earlier one.
type match struct {
	other   int32
	own     int32 // words repeated that are the other's own
	copied  int32 // words repeated that the other itself repeats or quotes
	longest int32
	marked  int32 // words of own inside quotation marks
	start   int32 // position of the first match
	rarity  float32
}

const (
	gram      = 3 // words that make a match worth looking at
	chain     = 6 // earlier places of one gram that are compared
	maxOthers = 24
)

// gramIndex finds the latest places of a run of words that occurs more than
// once. Most do not, and two bits for each tell them apart in little memory.
type gramIndex struct {
	seen   []uint64 // two bits a hash: met once, met again
	shift  uint
	slots  []gramSlot
	mask   uint64
	places []gramPlace
	hashes []uint64 // of the grams met
}

// gramMet is a gram of a comment that occurs more than once.
type gramMet struct{ at, slot int32 }

type gramSlot struct {
	tag  uint32
	head int32 // 1 + index of the latest place
}

type gramPlace struct {
	at   int32 // token
	item int32
	next int32 // 1 + index of the place before of the same gram
}

// newGramIndex notes which grams of the document occur more than once.
func newGramIndex(d *Doc) *gramIndex {
	size := 1024 // of hashes told apart
	for size < 4*len(d.tok) {
		size *= 2
	}
	x := &gramIndex{seen: make([]uint64, size/32), shift: uint(64 - bits.Len(uint(size)) + 1)}
	again := 0
	for i := range d.Items {
		toks := d.tokens(int32(i))
		for p := 0; p+gram <= len(toks); p++ {
			at := gramHash(toks[p:]) >> x.shift
			w, bit := &x.seen[at/32], at%32*2
			met := *w >> bit & 1
			again += int(met)
			*w |= (1 + 2*met) << bit
		}
	}
	// At most two grams become suspect where one is met again.
	slots := 1024
	for slots < 4*again {
		slots *= 2
	}
	x.slots, x.mask = make([]gramSlot, slots), uint64(slots-1)
	x.places = make([]gramPlace, 0, again+again/2)
	return x
}

// unique reports whether the gram with hash h occurs once.
func (x *gramIndex) unique(h uint64) bool {
	at := h >> x.shift
	return x.seen[at/32]>>(at%32*2)&2 == 0
}

// slot returns the slot of the gram with hash h and claims it where the gram is
// new.
func (x *gramIndex) slot(h uint64) int32 {
	tag := uint32(h>>32) | 1 // never 0, which marks a free slot
	for at := h & x.mask; ; at = (at + 1) & x.mask {
		s := &x.slots[at]
		if s.tag == 0 || s.tag == tag {
			s.tag = tag
			return int32(at)
		}
	}
}

// repeated appends the grams of a comment that occur more than once. All are sought
// before anything is done with one, so that the cache is waited for but once.
func (x *gramIndex) repeated(dst []gramMet, toks []token) []gramMet {
	x.hashes = x.hashes[:0]
	for p := 0; p+gram <= len(toks); p++ {
		if h := gramHash(toks[p:]); !x.unique(h) {
			dst = append(dst, gramMet{at: int32(p)})
			x.hashes = append(x.hashes, h)
		}
	}
	for k, h := range x.hashes {
		dst[k].slot = x.slot(h)
	}
	return dst
}

func gramHash(t []token) uint64 {
	h := uint64(uint32(t[0].word))
	for k := 1; k < gram; k++ {
		h = h*0x9E3779B97F4A7C15 + uint64(uint32(t[k].word)) + 1
	}
	h ^= h >> 31
	h *= 0xBF58476D1CE4E5B9
	return h ^ h>>29
}

// findMatches lists, for each comment, the earlier comments whose words it
// repeats. Each place is compared with a bounded number of earlier ones and
// no word of a comment is counted twice for one other, so that time is linear.
func (d *Doc) findMatches() {
	n := len(d.Items)
	x := newGramIndex(d)
	d.matchAt = make([]int32, n+1)
	d.match = make([]match, 0, n)
	var own []gramMet           // of one comment
	covered := make([]int32, n) // first place not yet counted, by other
	for i := range n {
		base, stop := d.tokAt[i], d.tokAt[i+1]
		d.matchAt[i] = int32(len(d.match))
		found := len(d.match)
		own = x.repeated(own[:0], d.tok[base:stop])
		for _, m := range own {
			p := base + m.at
			steps := 0
			for q := x.slots[m.slot].head; q > 0 && steps < chain; steps++ {
				place := &x.places[q-1]
				j, from := place.item, place.at
				q = place.next
				if covered[j] > p {
					continue
				}
				end := d.tokAt[j+1]
				length := int32(0)
				for p+length < stop && from+length < end && d.tok[p+length].word == d.tok[from+length].word {
					length++
				}
				if length < gram {
					continue
				}
				d.addMatch(found, int32(i), j, p, from, length)
				covered[j] = p + length
			}
		}
		// The comment's own grams join once it has been compared.
		for _, m := range own {
			s := &x.slots[m.slot]
			x.places = append(x.places, gramPlace{base + m.at, int32(i), s.head})
			s.head = int32(len(x.places))
		}
	}
	d.matchAt[n] = int32(len(d.match))
}

func (d *Doc) addMatch(found int, i, j, p, q, length int32) {
	at := -1
	for k := found; k < len(d.match); k++ {
		if d.match[k].other == j {
			at = k
			break
		}
	}
	if at < 0 {
		if len(d.match)-found >= maxOthers {
			return
		}
		at = len(d.match)
		d.match = append(d.match, match{other: j, start: p - d.tokAt[i]})
	}
	m := &d.match[at]
	var rare float32
	for k := range length {
		t := &d.tok[p+k]
		rare += d.known[d.vocab.words[t.word].stem].weight
		if d.tok[q+k].flags&(fCopied|fMarked) != 0 {
			m.copied++
		} else {
			m.own++
			if t.flags&fMarked != 0 {
				m.marked++
			}
		}
	}
	m.longest = max(m.longest, length)
	m.rarity += rare
	// A long or rare match is a quotation and not the writer's own words.
	if length >= 6 || rare > 8 && length >= 4 {
		for k := range length {
			d.tok[p+k].flags |= fCopied
		}
	}
}

func (d *Doc) matches(i int32) []match { return d.match[d.matchAt[i]:d.matchAt[i+1]] }
