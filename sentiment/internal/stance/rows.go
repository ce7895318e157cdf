package stance

// RowBits is the size of the table of word vectors, as a power of two.
const RowBits = 15

// Rows are the vectors that a pair draws on.
type Rows struct {
	// Reply holds the rows of the reply's words in order; the first Head of
	// them are of its head.
	Reply  []uint32
	Head   int
	Parent []uint32
}

func rowWord(h uint32) uint32 { return mix(0xA11CE, h) & (1<<RowBits - 1) }

// Rows fills r; runs must have been found by Features before.
func (p *Pair) Rows(r *Rows) {
	r.Reply, r.Parent, r.Head = r.Reply[:0], r.Parent[:0], 0
	d := p.Reply
	n := 0
	for i := range d.toks {
		t := &d.toks[i]
		if t.quoted || t.kind == mention || t.mark == '\n' || i < p.head && p.runStart > 0 {
			continue
		}
		r.Reply = append(r.Reply, rowWord(t.hash))
		if t.kind == word || t.kind == number {
			n++
		}
		if n <= HeadWords {
			r.Head = len(r.Reply)
		}
	}
	if !p.Known {
		return
	}
	for i := range p.Parent.toks {
		t := &p.Parent.toks[i]
		if t.quoted || t.kind == mention || t.mark == '\n' {
			continue
		}
		r.Parent = append(r.Parent, rowWord(t.hash))
	}
}

// WordRow returns the row of the word with hash h.
func WordRow(h uint32) uint32 { return rowWord(h) }
