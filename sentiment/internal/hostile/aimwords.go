package hostile

import (
	"encoding/binary"
	"errors"
	"math"
	"slices"

	"github.com/seed-100d3eb7/rejoinder/internal/modelfile"
)

// AimWord holds what a word says of the target, in log-odds before scaling by
// length: where it stands in the text, and where in the text above.
type AimWord [2][NumTargets]float32

// wordTable holds the words that say something of the target.
type wordTable struct {
	keys  []uint32 // ascending
	rows  []aimRow // of the word with the same place
	scale [2]float32
}

// aimRow is an AimWord in eight bits a number, four of them to a word, 16 bits
// apart, each added up signed: rows are summed as they are.
type aimRow [(2*NumTargets + 3) / 4]int64

// rowBytes is the length of an aimRow in the file.
const rowBytes = 2 * int(NumTargets)

// maxRows is how many rows are summed before a number might run over into the
// next.
const maxRows = math.MaxInt16 / 128

// spill adds the numbers of r to sum.
func (r *aimRow) spill(sum *[rowBytes]int32) {
	for i := range sum {
		x := &r[i/4]
		low := int16(*x)
		sum[i] += int32(low)
		*x = (*x - int64(low)) >> 16
	}
}

// wordKey is the number of the word with this hash.
func wordKey(hash uint64) uint32 { return bucket(hash, mixWord) }

// row returns 1 + the place of the word with this hash, 0 where it is not there.
func (t *wordTable) row(hash uint64) uint16 {
	i, ok := slices.BinarySearch(t.keys, wordKey(hash))
	if !ok {
		return 0
	}
	return uint16(i + 1)
}

// counted marks the words of a text that words has seen.
const counted = nowhere - 1

// words adds up what the words of the text last scored say of its own target
// and of that of its answers. Each different word counts once.
func (t *wordTable) words(m *Model, s *Scratch) *AimWord {
	if s.summed {
		return &s.said
	}
	var sum [rowBytes]int32
	var r aimRow
	n := int32(0)
	lost := s.cache.lost
	if lost {
		s.seen.reset()
	}
	slot := s.slot[:len(s.hash)]
	for i, h := range s.hash {
		if h == 0 {
			continue
		}
		e := &s.cache.slots[slot[i]&(1<<cacheBits-1)]
		if lost {
			// Some word of this text was thrown out by another.
			if fresh, _ := s.seen.add(s.key(i), 0); !fresh {
				continue
			}
			e = s.cache.entry(m, s.key(i))
		} else if e.block == counted {
			continue
		}
		e.block = counted
		n++
		if k := int(e.word.Note) - 1; uint(k) < uint(len(t.rows)) {
			w := &t.rows[k]
			r[0] += w[0]
			r[1] += w[1]
			r[2] += w[2]
		}
		if n%maxRows == 0 {
			r.spill(&sum)
		}
	}
	r.spill(&sum)
	scale := wordScale(int(n))
	a, b := t.scale[0]*scale, t.scale[1]*scale*AboveWeight
	for k := range NumTargets {
		s.said[0][k], s.said[1][k] = float32(sum[k])*a, float32(sum[NumTargets+k])*b
	}
	s.summed = true
	return &s.said
}

// AboveWeight is what the words above count against a text's own, in training
// and in scoring.
const AboveWeight = 0.7

// wordScale is what the sum over n words is multiplied with.
func wordScale(n int) float32 { return float32(1 / math.Sqrt(float64(max(n, 1)))) }

// WordKeys appends the keys of the different words of text to dst, for
// training, and returns what their sum is multiplied with.
func (m *Model) WordKeys(s *Scratch, dst []uint32, text string) ([]uint32, float32) {
	m.read(s, text)
	s.seen.reset()
	from := len(dst)
	for i, h := range s.hash {
		if h == 0 {
			continue
		}
		if fresh, _ := s.seen.add(s.key(i), 0); fresh {
			dst = append(dst, wordKey(s.key(i)))
		}
	}
	return dst, wordScale(len(dst) - from)
}

// MaxAimWords is the greatest number of words in the table.
const MaxAimWords = math.MaxUint16 - 1

// EncodeAimWords returns the sections of the words with these keys, ascending.
func EncodeAimWords(keys []uint32, words []AimWord) (ids, rows []byte) {
	var top [2]float32
	for i := range words {
		for side := range top {
			for _, v := range words[i][side] {
				top[side] = max(top[side], v, -v)
			}
		}
	}
	rows = modelfile.AppendFloat32s(nil, []float32{top[0] / 127, top[1] / 127})
	for i := range words {
		for side := range top {
			for _, v := range words[i][side] {
				q := 0.0
				if top[side] > 0 {
					q = math.RoundToEven(float64(v / top[side] * 127))
				}
				rows = append(rows, byte(int8(q)))
			}
		}
	}
	return modelfile.AppendAscending(nil, keys), rows
}

var errWords = errors.New("words of targets missing or inconsistent")

func (t *wordTable) decode(keys, rows string) error {
	t.keys = modelfile.Ascending(keys)
	if len(t.keys) > MaxAimWords || len(rows) != 8+len(t.keys)*rowBytes {
		return errWords
	}
	for i := range t.scale {
		t.scale[i] = math.Float32frombits(binary.LittleEndian.Uint32([]byte(rows[4*i : 4*i+4])))
	}
	t.rows = make([]aimRow, len(t.keys))
	for i := range t.rows {
		for k := range rowBytes {
			t.rows[i][k/4] += int64(int8(rows[8+i*rowBytes+k])) << (16 * (k % 4))
		}
	}
	return finite(t.scale[:])
}
