package link

// Proofs finds what a comment answers by its own word, wherever it stands. It
// holds for the authors known when it was made.
type Proofs struct {
	d        *Doc
	minute   map[int64][]int32 // items by the minute of their time
	written  [][]int32         // items by their author, two at most
	undated  [][]int32         // those of them without a time, two at most
	searched bool
}

// NewProofs takes time linear in the items.
func (d *Doc) NewProofs() *Proofs { return &Proofs{d: d} }

// index lists the items by minute and author, once a header asks for them.
func (p *Proofs) index() {
	if p.searched {
		return
	}
	d := p.d
	p.searched = true
	p.minute = map[int64][]int32{}
	p.written = make([][]int32, len(d.people.name))
	p.undated = make([][]int32, len(d.people.name))
	for j := range int32(len(d.Items)) {
		t := d.Items[j].Time
		if t != 0 {
			m := floorMinute(t)
			p.minute[m] = append(p.minute[m], j)
		}
		who := d.author[j]
		if who < 0 {
			continue
		}
		if few := &p.written[who]; len(*few) < enough {
			*few = append(*few, j)
		}
		if few := &p.undated[who]; t == 0 && len(*few) < enough {
			*few = append(*few, j)
		}
	}
}

// enough items that a header fits equally well show that it names none: two, and
// the comment itself and the one that it quotes, which are told apart.
const enough = 4

// oneMinute bounds how many comments of one minute are looked at.
const oneMinute = 1000

func floorMinute(t int64) int64 {
	if t < 0 {
		t -= 59
	}
	return t / 60
}

// Elsewhere returns the comment that item i answers by its reply header or by
// a long quotation, with the words repeated; -1 where there is no such proof.
func (p *Proofs) Elsewhere(i int32) (to int32, words int, header bool) {
	d := p.d
	to = -1
	var best, second int32
	for _, m := range d.matches(i) {
		if m.own > best {
			best, second, to = m.own, best, m.other
		} else {
			second = max(second, m.own)
		}
	}
	quoted := to
	if h := &d.headers[i]; h.Opens && h.Name != "" && h.Sure() {
		if best < 5 {
			quoted = -1
		}
		if at, top := p.named(i, h, quoted); at >= 0 && top >= 2 {
			if at != to {
				best = 0
			}
			return at, int(best), true
		}
	}
	if best >= 10 && best >= 2*second && d.markedShare(i, to) {
		return to, int(best), false
	}
	return -1, 0, false
}

// named returns the item that the header of item i fits best, by its minute, its
// author and the words repeated, and how well; -1 where two fit equally well.
func (p *Proofs) named(i int32, h *Header, quoted int32) (at int32, top int) {
	p.index()
	d := p.d
	at = -1
	look := func(j int32) {
		s := 0
		if h.Minute && d.Items[j].Time != 0 {
			if diff := h.Time.Unix() - d.Items[j].Time; diff > -60 && diff < 60 {
				s += 3
			} else {
				s -= 3
			}
		}
		if h.Person >= 0 && d.author[j] == h.Person {
			s += 2
		} else if d.author[j] >= 0 {
			s -= 2
		}
		if j == quoted {
			s += 2
		}
		if s > top {
			top, at = s, j
		} else if s == top {
			at = -1
		}
	}
	if quoted >= 0 {
		look(quoted)
	}
	lookAll := func(items []int32) {
		for _, j := range items {
			if j != i && j != quoted {
				look(j)
			}
		}
	}
	if h.Minute {
		m := floorMinute(h.Time.Unix())
		for k := m - 1; k <= m+1; k++ {
			of := p.minute[k]
			lookAll(of[:min(len(of), oneMinute)])
		}
	}
	switch {
	case h.Person < 0:
	case h.Minute:
		lookAll(p.undated[h.Person])
	default:
		lookAll(p.written[h.Person])
	}
	return at, top
}

// markedShare reports whether most of what item i repeats of j stands in
// quotation marks or opens the comment.
func (d *Doc) markedShare(i, j int32) bool {
	for _, m := range d.matches(i) {
		if m.other == j {
			return 2*m.marked >= m.own || m.start <= 2
		}
	}
	return false
}
