package link

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

// gramIndex finds the latest places of a run of words.
type gramIndex struct {
	slots []gramSlot
	mask  uint64
	next  []int32 // earlier place of the same gram, by place; -1 none
}

type gramSlot struct {
	tag  uint32
	head int32 // 1 + place
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
	size := 1024
	for size < len(d.tok)*2 {
		size *= 2
	}
	x := &gramIndex{slots: make([]gramSlot, size), mask: uint64(size - 1), next: make([]int32, len(d.tok))}
	owner := make([]int32, len(d.tok))
	d.matchAt = make([]int32, n+1)
	var slots []int32           // of the grams of one comment
	covered := make([]int32, n) // first place not yet counted, by other
	for i := range n {
		base, stop := d.tokAt[i], d.tokAt[i+1]
		d.matchAt[i] = int32(len(d.match))
		found := len(d.match)
		for p := base; p < stop; p++ {
			owner[p] = int32(i)
		}
		places := int(stop-base) - gram + 1
		if places > len(slots) {
			slots = make([]int32, places+places/2)
		}
		for p := base; p+gram <= stop; p++ {
			at := x.slot(gramHash(d.tok[p:]))
			slots[p-base] = at
			s := &x.slots[at]
			steps := 0
			for q := s.head - 1; q >= 0 && steps < chain; q = x.next[q] {
				j := owner[q]
				if j == int32(i) {
					continue
				}
				steps++
				if covered[j] > p {
					continue
				}
				end := d.tokAt[j+1]
				length := int32(0)
				for p+length < stop && q+length < end && d.tok[p+length].word == d.tok[q+length].word {
					length++
				}
				if length < gram {
					continue
				}
				d.addMatch(found, int32(i), j, p, q, length)
				covered[j] = p + length
			}
		}
		for p := base; p+gram <= stop; p++ {
			s := &x.slots[slots[p-base]]
			x.next[p] = s.head - 1
			s.head = p + 1
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
		rare += d.idf[t.word]
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
