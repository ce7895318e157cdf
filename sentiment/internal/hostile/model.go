package hostile

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"math/bits"

	"github.com/seed-100d3eb7/rejoinder/internal/modelfile"
	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/lexicon"
)

// NumHeads is the number of linear heads.
const NumHeads = 8

// The heads.
const (
	Broad    = iota // toxic, uncivil, abusive: every set
	Aimed           // attacks in discussions: forum and coded data
	News            // news comments
	Insulted        // insult
	Identity        // attack on a group
	Obscene         // profanity
	Figure          // attack on a named third person
	Grave           // severe: threats, wishes of harm, slurs
)

// row holds one sum of weights for each head, two to a word: that of an even
// head in the lower half, that of the next added in the upper. Both are signed,
// so that rows are added up as they are.
type row [NumHeads / 2]int64

func (r *row) head(h int) int32 {
	x := r[h/2]
	low := int32(x)
	if h&1 == 0 {
		return low
	}
	return int32((x - int64(low)) >> 32)
}

// squares holds the weight that each byte of a row stands for.
var squares = func() (t [256]int64) {
	for b := range t {
		x := int64(int8(b))
		t[b] = x * max(x, -x)
	}
	return t
}()

// Model scores texts. It is immutable and safe to share.
type Model struct {
	lex *lexicon.Lexicon
	// The features, ascending: those whose upper 16 bits are b stand from
	// off[b] to off[b+1], low holds their lower 8 bits.
	off []uint32
	low []uint8
	// some has a bit set for each key, by another hash: most pairs of words
	// have no weight, and this small table says so without a cache miss.
	some    *[someWords]uint64
	data    string // NumHeads bytes for each row: signed square roots
	scale   [NumHeads]float32
	bias    [NumHeads]float32
	net     *net
	aim     *aimer
	context Context
	prior   float32 // share of hostile texts that scores are calibrated for
	move    float32 // log-odds added for another prior
}

// The names of the sections.
const (
	SectionKeys    = "hostility.keys"
	SectionRows    = "hostility.rows"
	SectionScale   = "hostility.scale"
	SectionNet     = "hostility.net"
	SectionContext = "hostility.context"
	SectionAim     = "hostility.aim"
	SectionAimKeys = "hostility.aimkeys"
	SectionAimRows = "hostility.aimrows"
)

var errSections = errors.New("hostility sections missing or inconsistent")

// Bare returns a model without weights, for reading features.
func Bare() *Model {
	return &Model{lex: lexicon.English(), off: make([]uint32, 1<<16+1), some: new([someWords]uint64), net: new(Net).compile(), aim: new(Aim).compile()}
}

// Decode returns the model in f.
func Decode(f *modelfile.File) (*Model, error) {
	keys, ok1 := f.Section(SectionKeys)
	rows, ok2 := f.Section(SectionRows)
	scale, ok3 := f.Section(SectionScale)
	network, ok4 := f.Section(SectionNet)
	context, ok5 := f.Section(SectionContext)
	aim, ok6 := f.Section(SectionAim)
	aimKeys, ok7 := f.Section(SectionAimKeys)
	aimRows, ok8 := f.Section(SectionAimRows)
	if !(ok1 && ok2 && ok3 && ok4 && ok5 && ok6 && ok7 && ok8) {
		return nil, fmt.Errorf("%w: %v", modelfile.ErrFormat, errSections)
	}
	ids := modelfile.Ascending(keys)
	sc := modelfile.Float32s(scale)
	if len(rows) != len(ids)*NumHeads || len(sc) != 2*NumHeads+1 || !modelfile.Finite(sc) || !(sc[2*NumHeads] > 0 && sc[2*NumHeads] < 1) {
		return nil, fmt.Errorf("%w: %v", modelfile.ErrFormat, errSections)
	}
	m := &Model{lex: lexicon.English(), data: rows}
	copy(m.scale[:], sc)
	copy(m.bias[:], sc[NumHeads:])
	m.prior = sc[2*NumHeads]
	var err error
	if m.net, err = decodeNet(network); err != nil {
		return nil, fmt.Errorf("%w: %v", modelfile.ErrFormat, err)
	}
	if m.aim, err = decodeAim(aim, aimKeys, aimRows); err != nil {
		return nil, fmt.Errorf("%w: %v", modelfile.ErrFormat, err)
	}
	cw := modelfile.Float32s(context)
	if len(cw) != NumContext || !modelfile.Finite(cw) {
		return nil, fmt.Errorf("%w: %v", modelfile.ErrFormat, errSections)
	}
	copy(m.context[:], cw)
	// Eight bytes are read at a time, beyond the last as well.
	m.off, m.low, m.some = make([]uint32, 1<<16+1), make([]uint8, len(ids)+8), new([someWords]uint64)
	for row, id := range ids {
		if id>>BucketBits != 0 {
			return nil, fmt.Errorf("%w: %v", modelfile.ErrFormat, errSections)
		}
		m.off[id>>8+1]++
		m.low[row] = uint8(id)
		b := someBit(id)
		m.some[b>>6] |= 1 << (b & 63)
	}
	for b := range m.off[1:] {
		m.off[b+1] += m.off[b]
	}
	return m, nil
}

const someWords = 1 << 14 // a megabit

func someBit(id uint32) uint32 { return id * 0x85ebca6b >> 12 }

// maybe returns 0 for a feature without weights, bar few, and 1 for the others.
func (m *Model) maybe(id uint32) int {
	b := someBit(id)
	return int(m.some[b>>6&(someWords-1)] >> (b & 63) & 1)
}

// find returns the row of feature id, or -1.
func (m *Model) find(id uint32) int {
	i, end := int(m.off[id>>8]), int(m.off[id>>8+1])
	for ; i < end; i += 8 {
		// The first byte of eight that is equal: no bucket has more, but few.
		x := binary.LittleEndian.Uint64(m.low[i:]) ^ uint64(id&0xff)*0x0101010101010101
		k := i + bits.TrailingZeros64((x-0x0101010101010101)&^x&0x8080808080808080)>>3
		if k < min(end, i+8) {
			return k
		}
	}
	return -1
}

// add adds the weights of row i to sum.
func (m *Model) add(sum *row, i int) {
	r := m.data[i*NumHeads : i*NumHeads+NumHeads]
	sum[0] += squares[r[0]] + squares[r[1]]<<32
	sum[1] += squares[r[2]] + squares[r[3]]<<32
	sum[2] += squares[r[4]] + squares[r[5]]<<32
	sum[3] += squares[r[6]] + squares[r[7]]<<32
}

// near brings the weights of feature id near. It touches what find and add
// need, with no branch to wait for, so that the misses of many overlap.
func (m *Model) near(id uint32) byte {
	if i := int(m.off[id>>8]); i < len(m.low) && i*NumHeads < len(m.data) {
		return m.low[i] + m.data[i*NumHeads]
	}
	return 0
}

type window struct {
	sum row
	n   int32
}

func (w *window) plus(r *row, n int32) {
	w.sum[0] += r[0]
	w.sum[1] += r[1]
	w.sum[2] += r[2]
	w.sum[3] += r[3]
	w.n += n
}

// blockWords is half the length of a window.
const blockWords = 10

// linear computes the head logits of the whole text and the highest of any
// window. A text of one window is summed once.
func (m *Model) linear(s *Scratch, whole, peak *[NumHeads]float32) {
	n := 0
	for _, h := range s.hash {
		if h != 0 {
			n++
		}
	}
	s.heard = n
	long := n > 2*blockWords
	s.seen.reset()
	s.wins = s.wins[:0]
	var doc, blk window
	last, block, pairs := uint64(0), uint32(0), 0
	n = 0
	slot, list := s.slot[:len(s.hash)], s.pairs[:len(s.hash)]
	for i, h := range s.hash {
		if h == 0 {
			continue
		}
		if long {
			if n == blockWords {
				s.wins = append(s.wins, blk)
				blk, n = window{}, 0
				block++
			}
			n++
		}
		e := &s.cache.slots[slot[i]&(1<<cacheBits-1)]
		fresh, here := e.block == nowhere, e.block != block
		e.block = block
		if s.cache.lost {
			// Some word of this text was thrown out by another.
			fresh, here = s.seen.add(s.key(i), block)
			e = s.cache.entry(m, s.key(i))
		}
		if here {
			if !e.full {
				m.fill(s, e, i)
			}
			if fresh {
				doc.plus(&e.sum, int32(e.n))
			}
			if long {
				blk.plus(&e.sum, int32(e.n))
			}
		}
		if last != 0 {
			p := pair(last, h)
			fresh, here := s.seen.add(p, block)
			if here {
				blk.n++
				if fresh {
					doc.n++
				}
				id := bucket(p, mixPair)
				list[pairs] = candidate{id, block, fresh}
				pairs += m.maybe(id)
			}
		}
		last = h
	}
	if long {
		s.wins = append(s.wins, blk)
	}
	m.addPairs(s, list[:pairs], &doc)
	m.logits(&doc, whole)
	if !long {
		*peak = *whole
		return
	}
	// The last block may be short: it joins the one before it.
	for i := 0; i+1 < len(s.wins); i++ {
		w := s.wins[i]
		w.plus(&s.wins[i+1].sum, s.wins[i+1].n)
		var z [NumHeads]float32
		m.logits(&w, &z)
		for h := range z {
			if i == 0 || z[h] > peak[h] {
				peak[h] = z[h]
			}
		}
	}
}

// candidate is a pair of words that may have weights, and the block of words
// where it was met; fresh is set where it is the first of the text.
type candidate struct {
	id, block uint32
	fresh     bool
}

// addPairs adds the weights of pairs to doc and, if there are any, to windows.
func (m *Model) addPairs(s *Scratch, pairs []candidate, doc *window) {
	touched := byte(0)
	for k := range pairs {
		touched += m.near(pairs[k].id)
	}
	s.touched = touched
	for k := range pairs {
		p := &pairs[k]
		i := m.find(p.id)
		if i < 0 {
			continue
		}
		var r row
		m.add(&r, i)
		if p.fresh {
			doc.plus(&r, 0)
		}
		if int(p.block) < len(s.wins) {
			s.wins[p.block].plus(&r, 0)
		}
	}
}

func (m *Model) logits(w *window, z *[NumHeads]float32) {
	inv := float32(0)
	if w.n > 0 {
		inv = float32(1 / math.Sqrt(float64(w.n)))
	}
	for h := range z {
		z[h] = m.bias[h] + float32(w.sum.head(h))*m.scale[h]*inv
	}
}

// Prior returns the share of hostile texts that the scores are calibrated for.
func (m *Model) Prior() float32 {
	if m.move == 0 {
		return m.prior
	}
	odds := float64(m.prior) / float64(1-m.prior) * math.Exp(float64(m.move))
	return float32(odds / (1 + odds))
}

// WithPrior returns m calibrated for a share of hostile texts between 0 and 1.
func (m *Model) WithPrior(share float64) *Model {
	share = min(max(share, 1e-6), 1-1e-6)
	c := *m
	base := float64(m.prior)
	c.move = float32(math.Log(share/(1-share)) - math.Log(base/(1-base)))
	return &c
}
