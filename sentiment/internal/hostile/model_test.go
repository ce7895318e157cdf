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
