package hostile

import (
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

// appendWord appends the features of one word: itself and the sequences of two
// to five letters in it, edges included. A masked word has only itself.
func appendWord(dst []uint32, w []byte, h uint64, masked bool) []uint32 {
	dst = append(dst, bucket(h, mixWord))
	if masked {
		return dst
	}
	var b [token.MaxWord + 2]byte
	b[0] = '<'
	n := copy(b[1:], w) + 1
	b[n] = '>'
	n++
	for i := 0; i < n-1; i++ {
		g := uint64(0xcbf29ce484222325)
		for j := i; j < n && j < i+5; j++ {
			g = (g ^ uint64(b[j])) * 0x100000001b3
			if j > i && !(j == n-1 && i == 0) {
				dst = append(dst, bucket(g*0x9e3779b97f4a7c15, mixChar))
			}
		}
	}
	return dst
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
	text  token.Text
	scan  lexicon.Scan
	words []lexicon.Word
	slot  []int32 // of each word in cache
	// hash holds for each token the hash that it is scored under: 0 for what
	// is no word or stands in somebody else's words.
	hash   []uint64
	masked []bool
	counts counts

	seen  stamps
	feats []uint32
	cache cache
	dense [NumDense]float32
	wins  []window
	pairs []candidate
	// touched keeps loads that only bring memory near from being left out.
	touched byte
	Spans   []Span
}

// read splits text and decides which tokens count.
func (m *Model) read(s *Scratch, text string) {
	s.text.Split(text, m.lex)
	toks := s.text.Toks
	s.size(len(toks))
	scan, c := &s.scan, counts{}
	scan.Begin(&s.text)
	words, slot, hash, masked, role := s.words[:len(toks)], s.slot[:len(toks)], s.hash[:len(toks)], s.masked[:len(toks)], scan.Role[:len(toks)]
	for i := range toks {
		k := &toks[i]
		if k.Kind != token.Word {
			role[i], masked[i] = lexicon.RoleOfToken(k), true
			hash[i] = c.other(k)
			continue
		}
		e := s.cache.find(m, k.Hash)
		w := s.cache.slots[e].word
		r := w.Role
		words[i], slot[i], role[i] = w, e, r
		if r&lexicon.Begins != 0 {
			scan.Starts = append(scan.Starts, int32(i))
		}
		if k.Flags != 0 {
			c.flags(k)
		}
		if k.Flags&token.Quoted == 0 {
			scan.Words++
			if r&lexicon.You != 0 {
				scan.You++
			}
			if r&lexicon.Condemn != 0 {
				scan.Counter = true
			}
		}
		if c.first == 0 {
			c.first = r | 1<<31
		}
		if r&lexicon.They != 0 {
			c.they++
		}
		if r&lexicon.Me != 0 {
			c.we++
		}
		switch {
		case k.Flags&token.Cited != 0: // lines of somebody else's words
			hash[i], masked[i] = 0, true
		case r&lexicon.Idle != 0:
			hash[i], masked[i] = masks[lexicon.Shielded], true
		default:
			hash[i], masked[i] = k.Hash, false
		}
	}
	s.counts = c
	m.lex.Find(scan, &s.text, words)
	for i := range s.scan.Hits {
		hit := &s.scan.Hits[i]
		if !hit.Context.Harmless() || !mean(&hit.Grades) {
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
		for j := hit.From; j < hit.To; j++ {
			s.hash[j], s.masked[j] = 0, true
			if hit.Context == lexicon.Shielded {
				s.hash[j] = masks[hit.Context]
			}
		}
	}
}

// counts are counts of tokens.
type counts struct {
	upper, bang, ask, links, hidden, mentions int
	quoted, they, we                          int
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
	case token.Mention:
		c.mentions++
		h = mentionHash
	case token.Link:
		c.links++
		h = linkHash
	case token.Number:
		h = numberHash
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
		s.words, s.slot, s.hash, s.masked = make([]lexicon.Word, m), make([]int32, m), make([]uint64, m), make([]bool, m)
		s.pairs = make([]candidate, m)
	}
	s.words, s.slot, s.hash, s.masked = s.words[:n], s.slot[:n], s.hash[:n], s.masked[:n]
}

// mean reports whether a term with these grades can hurt.
func mean(g *lexicon.Grades) bool {
	return max(g[lexicon.Insult], g[lexicon.Adj], g[lexicon.Slur], g[lexicon.Derog], g[lexicon.Dismiss], g[lexicon.Threat], g[lexicon.Prof]) >= 2
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
		if fresh, _ := s.seen.add(h, 0); fresh {
			dst = appendWord(dst, s.text.Bytes(&s.text.Toks[i]), h, s.masked[i])
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
