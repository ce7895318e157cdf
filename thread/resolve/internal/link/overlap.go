package link

import "math/bits"

// overlap is what two comments share of words that are not in every comment:
// their weighted cosine, how many hardly any other comment has, how many
// somewhere begin with a capital or digit within a sentence, and, as shares of
// the weight of the later comment's words, those that few other comments of the
// window have and all of them.
type overlap struct{ cos, rare, caps, exclusive, cover float32 }

// sharing gathers an overlap.
type sharing struct {
	turn           int32 // of stampWords
	squares        float32
	exclusive, sum float32
	rare, caps     int16
}

// knownWord is what is known of a word: what is asked for at once lies in one cache
// line.
type knownWord struct {
	mask   uint64  // of the comments before the latest that have it, the nearest lowest
	item   int32   // 1 + the latest
	weight float32 // inverse document frequency, 0 where many comments have it
	scarce bool    // three comments at most have it
	caps   bool    // seen with a capital or a digit within a sentence
}

// wordStamp tells which comment was stamped last with a word. It stands apart from
// what else is known of words, so that more of them stay in the cache.
type wordStamp struct {
	item   int32 // 1 + the comment
	having int32 // comments of the window that have the word
}

// wordPlace is a word of a comment. What the comparison with the window asks of it
// stands here, so that it need not be sought.
type wordPlace struct {
	before uint64 // which of the maskItems comments before have it, the nearest lowest
	weight float32
	scarce bool
	caps   bool
}

// maskItems is how many comments before one a mask can tell of.
const maskItems = 64

// stampWords prepares the comparison of item i with others: at once with those
// of the window, which begins with item low, by the places of its words there.
func (d *Doc) stampWords(i, low int32) {
	d.low, d.total, d.hit = max(low, i-maskItems), 0, 0
	d.stamps++
	within := ^uint64(0) >> (maskItems - (i - d.low))
	for p := d.wordsAt[i]; p < d.wordsAt[i+1]; p++ {
		w := &d.place[p]
		mask := w.before & within
		n := bits.OnesCount64(mask)
		d.stamp[d.words[p]] = wordStamp{i + 1, int32(n)}
		d.total += w.weight
		if n == 0 {
			continue
		}
		d.hit += w.weight
		square, part := w.weight*w.weight, w.weight/float32(n)
		scarce, caps := int16(0), int16(0)
		if w.scarce {
			scarce = 1
		}
		if w.caps {
			caps = 1
		}
		for ; mask != 0; mask &= mask - 1 {
			s := &d.sharing[i-1-int32(bits.TrailingZeros64(mask))]
			if s.turn != d.stamps {
				*s = sharing{turn: d.stamps}
			}
			s.squares += square
			s.sum += w.weight
			s.exclusive += part
			s.rare += scarce
			s.caps += caps
		}
	}
}

// overlapping compares the words of item i, which must be stamped, with those of
// j.
func (d *Doc) overlapping(i, j int32) overlap {
	s := &d.sharing[j]
	if j < d.low || j > i {
		s = &sharing{turn: d.stamps}
		for p := d.wordsAt[j]; p < d.wordsAt[j+1]; p++ {
			known := d.stamp[d.words[p]]
			if known.item != i+1 {
				continue
			}
			w := &d.place[p]
			s.squares += w.weight * w.weight
			s.sum += w.weight
			s.exclusive += w.weight / float32(known.having+1)
			if w.scarce {
				s.rare++
			}
			if w.caps {
				s.caps++
			}
		}
	}
	if s.turn != d.stamps {
		return overlap{}
	}
	return overlap{
		s.squares / (d.norm[i] * d.norm[j]), float32(min(s.rare, 8)), float32(min(s.caps, 8)),
		s.exclusive / (d.hit + 1), s.sum / (d.total + 1),
	}
}

// indexWords notes where each word stood before.
func (d *Doc) indexWords() {
	for w := range d.known {
		word := &d.vocab.words[w]
		d.known[w].scarce, d.known[w].caps = word.df <= 3, word.caps
	}
	d.place = make([]wordPlace, len(d.words))

	for i := range int32(len(d.Items)) {
		for p := d.wordsAt[i]; p < d.wordsAt[i+1]; p++ {
			k := &d.known[d.words[p]]
			if k.item > 0 {
				k.mask = k.mask<<1 | 1
				k.mask <<= i - k.item
			}
			k.item = i + 1
			d.place[p] = wordPlace{k.mask, k.weight, k.scarce, k.caps}
		}
	}
	d.sharing = make([]sharing, len(d.Items))
	d.stamp = make([]wordStamp, len(d.known))
}
