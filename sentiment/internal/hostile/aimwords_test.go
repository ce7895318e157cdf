package hostile

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/sentiment/internal/token"
)

func TestCurveRisesWithoutSteps(t *testing.T) {
	c := Curve{Low: 1.4, Mid: 0.4, Bend: -0.75, Second: 2, Lift: 0.3}
	last := c.At(-8)
	for z := float32(-8); z <= 8; z += 1.0 / 64 {
		y := c.At(z)
		if y < last || y-last > 1.4/64+1e-5 {
			t.Fatalf("from %v to %v at %v", last, y, z)
		}
		last = y
	}
	straight := Straight()
	for _, z := range []float32{-3, 0, 3} {
		if y := straight.At(z); y != z {
			t.Errorf("straight: %v at %v", y, z)
		}
	}
}

// tabled returns a bare model whose table of targets holds words.
func tabled(t *testing.T, words map[string]AimWord) *Model {
	t.Helper()
	m := Bare()
	var keys []uint32
	by := map[uint32]AimWord{}
	for w, v := range words {
		k := wordKey(token.Hash(w))
		keys, by[k] = append(keys, k), v
	}
	slices.Sort(keys)
	var rows []AimWord
	for _, k := range keys {
		rows = append(rows, by[k])
	}
	ids, data := EncodeAimWords(keys, rows)
	if err := m.aim.decode(string(ids), string(data)); err != nil {
		t.Fatal(err)
	}
	return m
}

func TestAimWordsCountOnce(t *testing.T) {
	m := tabled(t, map[string]AimWord{
		"they":  {{0, 0, 0, 0, 1}, {0, 0.5, 0, 0, 0}},
		"apple": {{0, -2, 0, 0, 0}, {}},
	})
	for _, c := range []struct {
		text      string
		own, next AimWord
	}{
		{"pear", AimWord{}, AimWord{}},
		{"they", AimWord{{0, 0, 0, 0, 1}, {0, 0.5, 0, 0, 0}}, AimWord{}},
		{"they they They", AimWord{{0, 0, 0, 0, 1}, {0, 0.5, 0, 0, 0}}, AimWord{}},
		{"they pear plum grape", AimWord{{0, 0, 0, 0, 0.5}, {0, 0.25, 0, 0, 0}}, AimWord{}},
		{"they apple pear plum", AimWord{{0, -1, 0, 0, 0.5}, {0, 0.25, 0, 0, 0}}, AimWord{}},
	} {
		var s Scratch
		m.Score(&s, c.text)
		said := m.aim.words(m, &s)
		own, reply := said[0], said[1]
		for k := range own {
			if d := math.Abs(float64(own[k] - c.own[0][k])); d > 0.01 {
				t.Errorf("%q: own %v, want %v", c.text, own, c.own[0])
			}
			if d := math.Abs(float64(reply[k] - AboveWeight*c.own[1][k])); d > 0.01 {
				t.Errorf("%q: reply %v, want %v of %v", c.text, reply, AboveWeight, c.own[1])
			}
		}
	}
	// More words than the cache holds: nothing is miscounted where one is lost.
	var b strings.Builder
	b.WriteString("they ")
	n := 60000
	for i := range n - 1 {
		b.WriteString(strings.Repeat(string(rune('a'+i%26)), 1+i%3))
		for k := i; k > 0; k /= 26 {
			b.WriteByte(byte('a' + k%26))
		}
		b.WriteByte(' ')
	}
	var s Scratch
	m.Score(&s, b.String())
	keys, scale := m.WordKeys(&s, nil, b.String())
	own := m.aim.words(m, &s)[0]
	if len(keys) < 40000 || !s.cache.lost {
		t.Fatalf("%d words", len(keys))
	}
	if want := scale; math.Abs(float64(own[Camp]-want)) > 0.01*float64(want) {
		t.Errorf("%v, want %v", own[Camp], want)
	}
}

// The sums of long texts must not run over from one number into the next.
func TestAimWordsAddUp(t *testing.T) {
	words := map[string]AimWord{}
	var list []string
	for i := range 600 {
		w := string([]byte{'q', byte('a' + i/26), byte('a' + i%26), 'x'})
		list = append(list, w)
		words[w] = AimWord{{-1, 1, -1, 1, -1}, {1, -1, 1, -1, 1}}
	}
	m := tabled(t, words)
	var s Scratch
	m.Score(&s, strings.Join(list, " "))
	want := float32(math.Sqrt(600)) // 600 words of 1 each, scaled by length; some share a key
	got := m.aim.words(m, &s)
	for k := range NumTargets {
		sign := float32(1 - 2*int(k%2))
		if d := math.Abs(float64(got[0][k] + sign*want)); d > 0.1 {
			t.Errorf("own %d: %v", k, got[0][k])
		}
		if d := math.Abs(float64(got[1][k] - sign*want*AboveWeight)); d > 0.1 {
			t.Errorf("above %d: %v", k, got[1][k])
		}
	}
}

func TestAimWordsRefuse(t *testing.T) {
	ids, rows := EncodeAimWords([]uint32{1, 5}, make([]AimWord, 2))
	var w wordTable
	for _, r := range []string{"", string(rows[:7]), string(rows[:len(rows)-1]), string(rows) + "x"} {
		if err := w.decode(string(ids), r); !errors.Is(err, errWords) {
			t.Errorf("%d bytes of rows: %v", len(r), err)
		}
	}
}
