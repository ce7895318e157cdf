package hostile

import (
	"unicode/utf8"

	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/lexicon"
	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/token"
)

// BucketBits is the number of bits of a feature's number.
const BucketBits = 24

const (
	mixWord = 0x9e3779b97f4a7c15
	mixPair = 0xc2b2ae3d27d4eb4f
	mixChar = 0x165667b19e3779f9
)

func bucket(h, mix uint64) uint32 { return uint32((h ^ h>>31) * mix >> (64 - BucketBits)) }

// maxFeats bounds the features of one word.
const maxFeats = 1 + 4*(token.MaxWord+2)

// spell writes the features of one word to dst and returns their number: the
// word itself and the sequences of two to five letters in it, edges included. A
// masked word has only itself.
func spell(dst *[maxFeats]uint32, w []byte, h uint64, masked bool) int {
	dst[0] = bucket(h, mixWord)
	if masked {
		return 1
	}
	var b [token.MaxWord + 2]byte
	b[0] = '<'
	n := copy(b[1:len(b)-1], w) + 1
	b[n] = '>'
	n++
	k := 1
	for i := 0; i < n-1; i++ {
		g := (uint64(0xcbf29ce484222325) ^ uint64(b[i])) * 0x100000001b3
		end := min(i+5, n)
		if i == 0 {
			end = min(end, n-1) // the word with both its edges is no sequence
		}
		for _, c := range b[i+1 : end] {
			g = (g ^ uint64(c)) * 0x100000001b3
			dst[k] = bucket(g*0x9e3779b97f4a7c15, mixChar)
			k++
		}
	}
	return k
}

func pair(a, b uint64) uint64 { return (a*0x8ebc6af09c88c6e3 ^ b) * 0x589965cc75374cc3 }

// masks[c] is the hash of the pseudo-word that stands for a hit in a harmless
// context.
var masks = func() (t [lexicon.NumContexts]uint64) {
	for c := range t {
		t[c] = token.Hash("~" + string(rune('a'+c)))
	}
	return t
}()

// Scratch is the memory of one scorer. The zero value is ready. It is not safe
// for concurrent use.
type Scratch struct {
	text token.Text
	scan lexicon.Scan
	slot []int32 // of each word in cache
	// hash holds for each token the hash that it is scored under: 0 for what
	// is no word or stands in somebody else's words.
	hash   []uint64
	masked []bool
	heard  int // tokens with a hash, once linear has read them
	counts counts

	seen  stamps
	feats [maxFeats]uint32
	cache cache
	dense [NumDense]float32
	aimed [NumAimed]float32
	// said is what the words say of the target, once summed is set.
	said   AimWord
	summed bool
	// at lists the dense inputs that are not 0, live of them.
	at    [room]uint8
	live  int
	wins  []window
	pairs []candidate
	// touched keeps loads that only bring memory near from being left out.
	touched byte
	Spans   []Span
}

// MaxText is how many bytes of a text are read: no comment is longer, and what
// is kept of a text takes up to a hundred times its room.
const MaxText = 1 << 20

// read splits text and decides which tokens count.
func (m *Model) read(s *Scratch, text string) {
	if len(text) > MaxText {
		n := MaxText
		for n > MaxText-utf8.UTFMax && !utf8.RuneStart(text[n]) {
			n--
		}
		text = text[:n]
	}
	s.text.Split(text, m.lex)
	toks := s.text.Toks
	s.size(len(toks))
	s.cache.begin(m)
	s.summed = false
	scan, c := &s.scan, counts{}
	scan.Begin(&s.text)
	slot, hash, masked, role := s.slot[:len(toks)], s.hash[:len(toks)], s.masked[:len(toks)], scan.Role[:len(toks)]
	starts, begun := scan.Starts[:len(toks)], 0
	all, plain, you := lexicon.Role(0), 0, 0
	for i := range toks {
		k := &toks[i]
		if k.Kind != token.Word {
			role[i] = lexicon.RoleOfToken(k)
			s.mask(m, i, c.other(k))
			continue
		}
		e := s.cache.find(m, k.Hash)
		w := s.cache.slots[e].word
		r := w.Role
		slot[i], role[i] = e, r
		hash[i], masked[i] = k.Hash, false
		// Counted without branches: what a word does is not foreseen.
		starts[begun] = lexicon.Start{At: int32(i), Word: w}
		begun += r.Bit(lexicon.Begins)
		c.they += r.Bit(lexicon.They)
		c.we += r.Bit(lexicon.Me)
		known := r &^ lexicon.Senses
		c.common += int((known | -known) >> 31)
		if c.first == 0 {
			c.first = r | 1<<31
		}
		if k.Flags == 0 && r&lexicon.Idle == 0 {
			plain++
			you += r.Bit(lexicon.You)
			all |= r
			continue
		}
		c.flags(k)
		if k.Flags&token.Quoted == 0 {
			plain++
			you += r.Bit(lexicon.You)
			all |= r
		}
		switch {
		case k.Flags&token.Cited != 0: // lines of somebody else's words
			s.mask(m, i, 0)
		case r&lexicon.Idle != 0:
			s.mask(m, i, masks[lexicon.Shielded])
		}
	}
	scan.Starts, scan.Words, scan.You, scan.Counter = starts[:begun], plain, you, all&lexicon.Condemn != 0
	scan.Code = c.code
	s.counts = c
	m.lex.Find(scan, &s.text)
	for i := range s.scan.Hits {
		hit := &s.scan.Hits[i]
		if !hit.Context.Harmless() || !hit.Grades.Mean() {
			continue
		}
		// "You are not a fool": subject, verb and negation belong to what is
		// denied, so they say nothing of the writer either.
		for j := hit.Clause; j < hit.From; j++ {
			if s.scan.Role[j]&lexicon.You != 0 && s.hash[j] != 0 && toks[j].Kind == token.Word && s.scan.You > 0 {
				s.scan.You--
			}
			s.hash[j] = 0
		}
		// The heads see nothing of it; the network is told through its hits.
		for j := int(hit.From); j < int(hit.To); j++ {
			h := uint64(0)
			if hit.Context == lexicon.Shielded {
				h = masks[hit.Context]
			}
			s.mask(m, j, h)
		}
	}
}

// mask makes token i count as h, without its letters, or not at all where h is
// 0.
func (s *Scratch) mask(m *Model, i int, h uint64) {
	s.hash[i], s.masked[i] = h, true
	if h != 0 {
		s.slot[i] = s.cache.find(m, h^maskKey)
	}
}

// maskKey tells what a hash stands for as a mask from the word itself.
const maskKey = 0x5bd1e995

// key is what token i is told from others by.
func (s *Scratch) key(i int) uint64 {
	if s.masked[i] {
		return s.hash[i] ^ maskKey
	}
	return s.hash[i]
}

// counts are counts of tokens.
type counts struct {
	upper, bang, ask, links, hidden, mentions int
	quotes                                    int          // marks of quotation
	quoted, they, we                          int          // words
	common                                    int          // words that the lexicon knows
	code                                      bool         // signs of code
	first                                     lexicon.Role // of the first word, with bit 31 set
}

// flags counts a word that was written in a way of its own.
func (c *counts) flags(k *token.Token) {
	if k.Flags&token.Upper != 0 && k.Len > 1 {
		c.upper++
	}
	if k.Flags&token.Disguised != 0 {
		c.hidden++
	}
	if k.Flags&token.Quoted != 0 {
		c.quoted++
	}
}

// other counts a token that is no word and returns the hash that it is scored
// under.
func (c *counts) other(k *token.Token) uint64 {
	h := uint64(0)
	switch k.Kind {
	case token.Mark:
		if k.Ch == '!' {
			c.bang++
		} else if k.Ch == '?' {
			c.ask++
		}
	case token.Quote:
		c.quotes++
	case token.Mention:
		c.mentions++
		h = mentionHash
	case token.Link:
		c.links++
		h = linkHash
	case token.Number:
		h = numberHash
	case token.Other:
		c.code = c.code || lexicon.IsCode(k)
	}
	if k.Flags&token.Cited != 0 {
		return 0
	}
	return h
}

// size makes room for n tokens.
func (s *Scratch) size(n int) {
	if cap(s.hash) < n {
		m := n + n/2
		s.slot, s.hash, s.masked = make([]int32, m), make([]uint64, m), make([]bool, m)
		s.pairs = make([]candidate, m)
	}
	s.slot, s.hash, s.masked = s.slot[:n], s.hash[:n], s.masked[:n]
}

var (
	mentionHash = token.Hash("@")
	linkHash    = token.Hash("http")
	numberHash  = token.Hash("0")
)

// Features appends the features of text to dst: those of each distinct word and
// of each distinct pair of neighbours. It is the slow path, for training.
func (m *Model) Features(s *Scratch, dst []uint32, text string) []uint32 {
	m.read(s, text)
	s.seen.reset()
	last := uint64(0)
	for i, h := range s.hash {
		if h == 0 {
			continue
		}
		if fresh, _ := s.seen.add(s.key(i), 0); fresh {
			n := spell(&s.feats, s.text.Bytes(&s.text.Toks[i]), h, s.masked[i])
			dst = append(dst, s.feats[:n]...)
		}
		if last != 0 {
			p := pair(last, h)
			if fresh, _ := s.seen.add(p, 0); fresh {
				dst = append(dst, bucket(p, mixPair))
			}
		}
		last = h
	}
	return dst
}

// stamps is a set of keys, each with the block that it was last added in. It
// is emptied at no cost.
type stamps struct {
	slots []stamp
	now   uint32
	n     int
}

type stamp struct {
	key        uint64
	gen, block uint32
}

func (t *stamps) reset() {
	t.now++
	t.n = 0
	if t.now == 0 || t.slots == nil {
		t.slots, t.now = make([]stamp, max(256, len(t.slots))), 1
	}
}

func (t *stamps) grow() {
	old, now := t.slots, t.now
	t.slots, t.now, t.n = make([]stamp, len(old)*2), 1, 0
	for i := range old {
		if old[i].gen == now {
			t.add(old[i].key, old[i].block)
		}
	}
}

// add puts k into the set and reports whether it was not yet there, and
// whether it was not yet there in this block.
func (t *stamps) add(k uint64, block uint32) (fresh, here bool) {
	s := &t.slots[(k^k>>32)&uint64(len(t.slots)-1)]
	if s.gen == t.now || t.n*2 >= len(t.slots) {
		return t.probe(k, block)
	}
	s.key, s.gen, s.block = k, t.now, block
	t.n++
	return true, true
}

// probe is add where the first slot may be taken or the set full.
func (t *stamps) probe(k uint64, block uint32) (fresh, here bool) {
	if t.n*2 >= len(t.slots) {
		t.grow()
	}
	mask := uint64(len(t.slots) - 1)
	for i := (k ^ k>>32) & mask; ; i = (i + 1) & mask {
		s := &t.slots[i]
		if s.gen != t.now {
			*s = stamp{k, t.now, block}
			t.n++
			return true, true
		}
		if s.key == k {
			here = s.block != block
			s.block = block
			return false, here
		}
	}
}
