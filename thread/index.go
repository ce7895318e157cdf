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

// find returns the entry of id and its slot. The entry is -1 where id is not
// there; the slot is then where it would go.
func (x *buildTable) find(id string, idOf func(int32) string) (entry int32, slot int, tag uint64) {
	h := maphash.String(x.seed, id)
	hi, _ := bits.Mul64(h, uint64(len(x.slot)))
	// The high bits choose the slot, so the low ones make the tag.
	tag = h << 32
	for s := int(hi); ; s++ {
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
