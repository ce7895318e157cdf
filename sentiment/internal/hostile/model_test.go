package hostile

import (
	"testing"
	"unsafe"
)

func TestEntryFillsACacheLine(t *testing.T) {
	if n := unsafe.Sizeof(entry{}); n != 64 {
		t.Errorf("%d bytes", n)
	}
}

func TestStampsGrow(t *testing.T) {
	var s stamps
	for range 3 {
		s.reset()
		for k := range uint64(5000) {
			if fresh, here := s.add(k*k+1, 0); !fresh || !here {
				t.Fatalf("%d is there before it was added", k)
			}
		}
		for k := range uint64(5000) {
			if fresh, here := s.add(k*k+1, 0); fresh || here {
				t.Fatalf("%d is lost", k)
			}
			if fresh, here := s.add(k*k+1, 1); fresh || !here {
				t.Fatalf("%d is not new in its block", k)
			}
		}
	}
}

func TestFeaturesCountDistinctWords(t *testing.T) {
	m := Bare()
	var s Scratch
	one := m.Features(&s, nil, "apple pear")
	two := m.Features(&s, nil, "apple pear apple pear")
	// The pair "pear apple" is new, the words are not.
	if len(two) != len(one)+1 {
		t.Errorf("%d features, then %d", len(one), len(two))
	}
}

func TestRowKeepsSignsApart(t *testing.T) {
	var r row
	var want [NumHeads]int32
	for b := range 256 {
		for i := range r {
			lo, hi := squares[(b+37*i)%256], squares[(b*7+i)%256]
			r[i] += lo + hi<<32
			want[2*i] += int32(lo)
			want[2*i+1] += int32(hi)
		}
		for h, w := range want {
			if r.head(h) != w {
				t.Fatalf("after %d rows head %d is %d, want %d", b+1, h, r.head(h), w)
			}
		}
	}
}
