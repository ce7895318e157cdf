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

func (s *sharing) add(d *Doc, w int32, among int) {
	x := d.idf[w]
	s.squares += x * x
	s.sum += x
	s.exclusive += x / float32(among)
	if d.vocab.df[w] <= 3 {
		s.rare++
	}
	if d.vocab.caps[w] {
		s.caps++
	}
}

// stampWords prepares the comparison of item i with others: at once with those
// of the window, which begins with item low, by the places of its words there.
func (d *Doc) stampWords(i, low int32) {
	d.low, d.total, d.hit = low, 0, 0
	d.stamps++
	var met [Window]int32
	for p := d.wordsAt[i]; p < d.wordsAt[i+1]; p++ {
		w := d.words[p]
		d.stamp[w] = i + 1
		n := 0
		for q := d.before[p]; q >= 0 && d.wordItem[q] >= low && n < len(met); q = d.before[q] {
			met[n] = d.wordItem[q]
			n++
		}
		d.having[w] = int8(n)
		d.total += d.idf[w]
		if n > 0 {
			d.hit += d.idf[w]
		}
		for _, j := range met[:n] {
			s := &d.sharing[j]
			if s.turn != d.stamps {
				*s = sharing{turn: d.stamps}
			}
			s.add(d, w, n)
		}
	}
}

// overlapping compares the words of item i, which must be stamped, with those of
// j.
func (d *Doc) overlapping(i, j int32) overlap {
	s := &d.sharing[j]
	if j < d.low || j > i {
		s = &sharing{turn: d.stamps}
		for _, w := range d.distinct(j) {
			if d.stamp[w] == i+1 {
				s.add(d, w, int(d.having[w])+1)
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
	d.before, d.wordItem = make([]int32, len(d.words)), make([]int32, len(d.words))
	last := d.stamp // not yet in use
	for i := range d.Items {
		for p := d.wordsAt[i]; p < d.wordsAt[i+1]; p++ {
			w := d.words[p]
			d.before[p], d.wordItem[p] = last[w]-1, int32(i)
			last[w] = p + 1
		}
	}
	clear(d.stamp)
	d.having = make([]int8, d.vocab.n)
	d.sharing = make([]sharing, len(d.Items))
}
