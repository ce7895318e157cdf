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
}

// wordPlace is a word of a comment.
type wordPlace struct {
	item   int32
	before int32 // place of the same word in the comment before that has it, -1 none
}

func (s *sharing) add(w *knownWord, among int) {
	x := w.weight
	s.squares += x * x
	s.sum += x
	s.exclusive += x / float32(among)
	if w.scarce {
		s.rare++
	}
	if w.caps {
		s.caps++
	}
}

// stampWords prepares the comparison of item i with others: at once with those
// of the window, which begins with item low, by the places of its words there.
func (d *Doc) stampWords(i, low int32) {
	d.low, d.total, d.hit = low, 0, 0
	d.stamps++
	var met [window]int32
	for p := d.wordsAt[i]; p < d.wordsAt[i+1]; p++ {
		w := &d.known[d.words[p]]
		n := 0
		for q := d.place[p].before; q >= 0 && d.place[q].item >= low && n < len(met); q = d.place[q].before {
			met[n] = d.place[q].item
			n++
		}
		w.stamp, w.having = i+1, int8(n)
		d.total += w.weight
		if n > 0 {
			d.hit += w.weight
		}
		for _, j := range met[:n] {
			s := &d.sharing[j]
			if s.turn != d.stamps {
				*s = sharing{turn: d.stamps}
			}
			s.add(w, n)
		}
	}
}

// overlapping compares the words of item i, which must be stamped, with those of
// j.
func (d *Doc) overlapping(i, j int32) overlap {
	s := &d.sharing[j]
	if j < d.low || j > i {
		s = &sharing{turn: d.stamps}
		for _, k := range d.distinct(j) {
			if w := &d.known[k]; w.stamp == i+1 {
				s.add(w, int(w.having)+1)
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
	v := d.vocab
	for w := range d.known {
		d.known[w].scarce, d.known[w].caps = v.df[w] <= 3, v.caps[w]
	}
	d.place = make([]wordPlace, len(d.words))
	for i := range d.Items {
		for p := d.wordsAt[i]; p < d.wordsAt[i+1]; p++ {
			last := &d.known[d.words[p]].stamp // not yet in use
			d.place[p] = wordPlace{int32(i), *last - 1}
			*last = p + 1
		}
	}
	for w := range d.known {
		d.known[w].stamp = 0
	}
	d.sharing = make([]sharing, len(d.Items))
}
