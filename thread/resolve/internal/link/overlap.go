package link

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

// knownWord is what is known of a word: what is asked for at once lies in one
// cache line.
type knownWord struct {
	weight float32 // inverse document frequency, 0 where many comments have it
	stamp  int32   // 1 + the comment that was stamped last with it
	having int8    // comments of the window that have it
	scarce bool    // three comments at most have it
	caps   bool    // seen with a capital or a digit within a sentence
	place  int32   // 1 + where it stood last
	item   int32   // 1 + the comment
}

// wordPlace is a word of a comment. What the comparison with the window asks of it
// stands here, so that it need not be sought.
type wordPlace struct {
	before int32 // place of the same word in the comment before that has it, -1 none
	item   int32 // that comment
	weight float32
	scarce bool
	caps   bool
}

// stampWords prepares the comparison of item i with others: at once with those
// of the window, which begins with item low, by the places of its words there.
func (d *Doc) stampWords(i, low int32) {
	d.low, d.total, d.hit = low, 0, 0
	d.stamps++
	var met [window]int32
	for p := d.wordsAt[i]; p < d.wordsAt[i+1]; p++ {
		w := &d.place[p]
		n := 0
		for q := w; q.item >= low && n < len(met); q = &d.place[q.before] {
			met[n] = q.item
			n++
		}
		known := &d.known[d.words[p]]
		known.stamp, known.having = i+1, int8(n)
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
		for _, j := range met[:n] {
			s := &d.sharing[j]
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
			w := &d.known[d.words[p]]
			if w.stamp != i+1 {
				continue
			}
			s.squares += w.weight * w.weight
			s.sum += w.weight
			s.exclusive += w.weight / float32(w.having+1)
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

	for i := range d.Items {
		for p := d.wordsAt[i]; p < d.wordsAt[i+1]; p++ {
			w := d.words[p]
			k := &d.known[w]
			d.place[p] = wordPlace{k.place - 1, k.item - 1, k.weight, k.scarce, k.caps}
			k.place, k.item = p+1, int32(i)+1
		}
	}
	d.sharing = make([]sharing, len(d.Items))
}
