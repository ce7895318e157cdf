package hostile

import "github.com/seed-100d3eb7/rejoinder/sentiment/internal/lexicon"

// cache keeps what is known of words, by hash, two ways to a set.
type cache struct {
	model *Model
	slots *[1 << cacheBits]entry
	turn  uint32
	// now numbers the text that is read. lost is set where a word of it was
	// thrown out by another.
	now  uint32
	lost bool
}

// entry fills one cache line of 64 bytes.
type entry struct {
	hash uint64
	sum  row
	word lexicon.Word
	n    int16
	full bool // sum, n and say are set
	used bool
	// text is the text that the word was last met in, block the block of it
	// where it was last counted.
	text, block uint32
	say         float32 // what the word by itself says, before scaling by length
}

// nowhere is the block of a word that was not yet counted.
const nowhere = ^uint32(0)

const cacheBits = 15

// begin begins a text that m reads.
func (c *cache) begin(m *Model) {
	c.now++
	c.lost = false
	if c.model != m || c.now == 0 {
		c.model, c.slots, c.now = m, new([1 << cacheBits]entry), 1
	}
}

// find returns the slot of the word with this hash, reading the lexicon where
// it is new, and notes that the text holds the word.
func (c *cache) find(m *Model, hash uint64) int32 {
	i := int32((hash * mixWord) >> (64 - cacheBits + 1) << 1)
	set := (*[2]entry)(c.slots[i:])
	k := int32(0)
	if set[0].hash != hash || !set[0].used {
		k = 1
		if set[1].hash != hash || !set[1].used {
			k = c.renew(m, set, hash)
		}
	}
	if e := &set[k&1]; e.text != c.now {
		e.text, e.block = c.now, nowhere
	}
	return i + k
}

// renew puts the word into one of the two places of its set.
func (c *cache) renew(m *Model, set *[2]entry, hash uint64) int32 {
	// The first is filled first: while words are few they are all there, and
	// the branch in find is foreseen.
	k := int32(0)
	if set[0].used {
		k = 1
		if set[1].used {
			c.turn++
			k = int32(c.turn & 1)
			c.lost = c.lost || set[k].text == c.now
		}
	}
	set[k] = entry{hash: hash, used: true, word: m.lex.Word(hash)}
	set[k].word.Note = m.aim.row(hash)
	return k
}

// entry returns the entry of the word with this hash.
func (c *cache) entry(m *Model, hash uint64) *entry { return &c.slots[c.find(m, hash)] }

// fill sets the weights of the entry of the word at token i.
func (m *Model) fill(s *Scratch, e *entry, i int) {
	n := spell(&s.feats, s.text.Bytes(&s.text.Toks[i]), s.hash[i], s.masked[i])
	feats, k := s.feats[:n], 0
	touched := byte(0)
	for _, id := range feats {
		feats[k] = id
		k += m.maybe(id)
	}
	for _, id := range feats[:k] {
		touched += m.near(id)
	}
	s.touched = touched
	e.sum = row{}
	for _, id := range feats[:k] {
		if r := m.find(id); r >= 0 {
			m.add(&e.sum, r)
		}
	}
	e.n, e.full = int16(n), true
	e.say = float32(e.sum.head(Broad))*m.scale[Broad] + float32(e.sum.head(Aimed))*m.scale[Aimed]
}

// word returns the entry of the word at token i, filled. The text was scored.
func (m *Model) word(s *Scratch, i int) *entry {
	e := &s.cache.slots[s.slot[i]&(1<<cacheBits-1)]
	if s.cache.lost {
		e = s.cache.entry(m, s.key(i))
	}
	if !e.full {
		m.fill(s, e, i)
	}
	return e
}
