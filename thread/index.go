package thread

import (
	"hash/maphash"
	"math/bits"
	"sync"
)

// idIndex finds comments by ID: an open-addressing table of node numbers, two
// thirds full, that keeps no copy of the IDs.
type idIndex struct {
	once sync.Once
	seed maphash.Seed
	slot []Node // node+1, 0 empty
}

func (x *idIndex) build(comments []Comment) {
	x.seed = maphash.MakeSeed()
	x.slot = make([]Node, len(comments)+len(comments)/2+1)
	for i := range comments {
		s := x.probe(comments, comments[i].ID)
		if x.slot[s] == 0 {
			x.slot[s] = Node(i) + 1
		}
	}
}

func (x *idIndex) find(comments []Comment, id string) (Node, bool) {
	n := x.slot[x.probe(comments, id)] - 1
	return n, n != None
}

// probe returns the slot that holds id, or the empty one where it would go.
func (x *idIndex) probe(comments []Comment, id string) int {
	hi, _ := bits.Mul64(maphash.String(x.seed, id), uint64(len(x.slot)))
	for s := int(hi); ; s++ {
		if s == len(x.slot) {
			s = 0
		}
		if n := x.slot[s]; n == 0 || comments[n-1].ID == id {
			return s
		}
	}
}

// buildTable is the transient table of New. Its slots carry 32 bits of the
// hash, so that a probe touches the comments only on a match.
type buildTable struct {
	seed maphash.Seed
	slot []uint64 // hash<<32 | entry+1
}

func newBuildTable(n int) *buildTable {
	return &buildTable{seed: maphash.MakeSeed(), slot: make([]uint64, n+n/2+1)}
}

func (x *buildTable) hash(id string) uint64 { return maphash.String(x.seed, id) }

// home returns the slot where the probe for a hash begins. The high bits choose
// it, so the low ones make the tag.
func (x *buildTable) home(h uint64) int {
	hi, _ := bits.Mul64(h, uint64(len(x.slot)))
	return int(hi)
}

// find returns the entry of id, whose hash is h, and its slot. The entry is -1
// where id is not there; the slot is then where it would go.
func (x *buildTable) find(id string, h uint64, idOf func(int32) string) (entry int32, slot int, tag uint64) {
	tag = h << 32
	for s := x.home(h); ; s++ {
		if s == len(x.slot) {
			s = 0
		}
		v := x.slot[s]
		if v == 0 {
			return -1, s, tag
		}
		if v&^0xffffffff == tag {
			if e := int32(uint32(v)) - 1; idOf(e) == id {
				return e, s, tag
			}
		}
	}
}

func (x *buildTable) set(slot int, tag uint64, entry int32) {
	x.slot[slot] = tag | uint64(uint32(entry+1))
}

// lookahead is how many lookups go through the table together. In a table
// larger than the cache nearly all of a lookup is waiting for memory, three
// times over: slot, ID, bytes of the ID. Taken step by step for many at once,
// the waits overlap.
const lookahead = 64

type lookups struct {
	id    [lookahead]string // "" is not looked up
	entry [lookahead]int32  // -1: not there
	hash  [lookahead]uint64
	slot  [lookahead]uint64
	have  [lookahead]string
}

// warm fills l.hash for the first n IDs and brings their slots near.
func (x *buildTable) warm(l *lookups, n int) {
	for j, id := range l.id[:n] {
		h := x.hash(id)
		l.hash[j] = h
		l.slot[j] = x.slot[x.home(h)]
	}
}

// findAll fills l.entry for the first n IDs. comments are those that the table
// was made for, idOf what [buildTable.find] takes.
func (x *buildTable) findAll(l *lookups, n int, comments []Comment, idOf func(int32) string) {
	x.warm(l, n)
	for j, v := range l.slot[:n] {
		l.have[j] = ""
		if v != 0 {
			l.have[j] = comments[uint32(v)-1].ID
		}
	}
	for j, id := range l.id[:n] {
		e := int32(-1)
		switch v := l.slot[j]; {
		case id == "":
		case v&^0xffffffff == l.hash[j]<<32 && l.have[j] == id && v != 0 && idOf(int32(uint32(v))-1) == id:
			e = int32(uint32(v)) - 1
		default:
			e, _, _ = x.find(id, l.hash[j], idOf)
		}
		l.entry[j] = e
	}
}
