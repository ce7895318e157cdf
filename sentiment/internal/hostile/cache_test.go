package hostile

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/internal/modelfile"
)

// weighted returns a model with some weight for every feature of text.
func weighted(t *testing.T, text string) *Model {
	t.Helper()
	var s Scratch
	keys := Bare().Features(&s, nil, text)
	slices.Sort(keys)
	keys = slices.Compact(keys)
	rows := make([]int8, len(keys)*NumHeads)
	for i := range rows {
		rows[i] = int8(i*i*37%255 - 127)
	}
	scale := make([]float32, 2*NumHeads+1)
	for h := range NumHeads {
		scale[h] = 0.01
	}
	scale[2*NumHeads] = 0.1
	f, err := modelfile.Decode(string(modelfile.Encode([]byte("{}"), []modelfile.Section{
		{Name: SectionKeys, Data: modelfile.AppendAscending(nil, keys)},
		{Name: SectionRows, Data: modelfile.AppendInt8s(nil, rows)},
		{Name: SectionScale, Data: modelfile.AppendFloat32s(nil, scale)},
		{Name: SectionNet},
		{Name: SectionContext, Data: modelfile.AppendFloat32s(nil, make([]float32, NumContext))},
		{Name: SectionAim},
		{Name: SectionAimKeys},
		{Name: SectionAimRows, Data: modelfile.AppendFloat32s(nil, make([]float32, 2))},
	})))
	if err != nil {
		t.Fatal(err)
	}
	m, err := Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestLost: a text scores the same where its words throw each other out of the
// cache.
func TestLost(t *testing.T) {
	var b strings.Builder
	for i := range 400 {
		fmt.Fprintf(&b, "word%c%c the %c%c, you said @me \"so\" http ", 'a'+i%7, 'a'+i%11, 'a'+i%13, 'b'+i%5)
	}
	for _, text := range []string{b.String(), b.String()[:150], "you are not an idiot, you idiot idiot"} {
		m := weighted(t, text)
		var s Scratch
		var whole, peak, whole2, peak2 [NumHeads]float32
		m.read(&s, text)
		if s.cache.lost {
			t.Fatal("words are lost already")
		}
		m.linear(&s, &whole, &peak)
		m.read(&s, text)
		s.cache.lost = true
		m.linear(&s, &whole2, &peak2)
		if whole != whole2 || peak != peak2 || whole == [NumHeads]float32{} {
			t.Errorf("%v %v, with words lost %v %v", whole, peak, whole2, peak2)
		}
	}
}

// TestLostIsNoticed: a text of more words than there is room for says so, and
// scores the same each time.
func TestLostIsNoticed(t *testing.T) {
	var b strings.Builder
	for i := range 3 << cacheBits {
		fmt.Fprintf(&b, "%c%c%c%c ", 'a'+i%26, 'a'+i/26%26, 'a'+i/676%26, 'a'+i/17576%26)
	}
	text := b.String()
	m := weighted(t, text[:20000])
	var s Scratch
	first := m.Score(&s, text)
	if !s.cache.lost {
		t.Error("no word is lost")
	}
	m.Score(&s, text[5000:90000])
	if again := m.Score(&s, text); again != first {
		t.Errorf("%+v, then %+v", first, again)
	}
}

// TestFind holds the search of eight keys at once to what is there.
func TestFind(t *testing.T) {
	m := weighted(t, "some words for a test of finding them, and more of them than fit by chance")
	n := 0
	for id := range uint32(1 << BucketBits) {
		i := m.find(id)
		if i < 0 {
			continue
		}
		n++
		if m.maybe(id) == 0 || m.low[i] != uint8(id) || i < int(m.off[id>>8]) || i >= int(m.off[id>>8+1]) {
			t.Fatalf("%d is row %d", id, i)
		}
	}
	if n != len(m.data)/NumHeads {
		t.Errorf("%d keys found of %d", n, len(m.data)/NumHeads)
	}
}

// TestAimedEqual holds the table made ready to the one that it is made of.
func TestAimedEqual(t *testing.T) {
	a := new(Aim)
	for j := range NumAimed {
		a.Mean[j], a.Scale[j] = float32(j%5)*0.1, 1/float32(1+j%3)
		for k := range NumTargets {
			a.Out[j][k] = float32((j*7+int(k)*3)%11-5) * 0.1
		}
	}
	a.Out[NumAimed] = [NumTargets]float32{0.1, -0.2, 0.3, 0, 1}
	var x, y [NumAimed]float32
	var at []uint8
	for j := range x {
		if j%4 != 0 {
			x[j] = float32(j%9) * 3
		}
		if j < NumDense && x[j] != 0 {
			at = append(at, uint8(j))
		}
	}
	y = x
	a.Normalise(&y)
	want, got := a.Forward(&y), a.compile().forward(&x, at)
	for k := range want {
		if d := want[k] - got[k]; d > 1e-3 || d < -1e-3 {
			t.Errorf("%v, want %v", got, want)
		}
	}
}

// TestLostSpans: the words shown are those of the text, not those that threw them
// out of the cache.
func TestLostSpans(t *testing.T) {
	const text = "you are a wretched turnip of a moron, so shut up and read the report"
	m := weighted(t, text)
	var s Scratch
	shown := func(lose bool) []Span {
		var whole, peak [NumHeads]float32
		s.Spans = s.Spans[:0]
		m.read(&s, text)
		m.linear(&s, &whole, &peak)
		if lose {
			s.cache.lost = true
			for i := range s.slot {
				s.slot[i] = s.slot[0]
			}
		}
		m.spans(&s)
		return slices.Clone(s.Spans)
	}
	want := shown(false)
	if got := shown(true); len(want) < 3 || !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// TestManyAlike: counts beyond what a byte holds do not begin anew.
func TestManyAlike(t *testing.T) {
	m := Bare()
	var s Scratch
	for _, n := range []int{256, 300, 511, 600} {
		m.Score(&s, strings.Repeat("you ", n))
		x := s.AimInputs(strings.Repeat("you ", n), 0, &Above{Logit: float32(math.NaN())})
		if got, want := x[aWho+2*2], log1(n); got != want {
			t.Errorf("%d times you: %v, want %v", n, got, want)
		}
		for _, i := range []int{6, 8} {
			if x[aWho+2*i] != 0 {
				t.Errorf("%d times you: count %d is %v", n, i, x[aWho+2*i])
			}
		}
	}
	few := slices.Clone(m.Inputs(&s, strings.Repeat("You moron. ", 40))[dHits:dShape])
	for _, n := range []int{86, 100, 128, 400} {
		for i, x := range m.Inputs(&s, strings.Repeat("You moron. ", n))[dHits:dShape] {
			if x < few[i] {
				t.Errorf("%d insults: %v, of forty %v", n, x, few[i])
			}
		}
	}
}

// TestStraight: a text that names somebody besides "you" may be aimed at him; words
// in capitals are no names where all is shouted.
func TestStraight(t *testing.T) {
	m := Bare()
	var s Scratch
	for text, want := range map[string]bool{
		"You are a moron": true, "YOU ARE A MORON AND YOU KNOW IT": true, "You are a moron, as old Peter Smith would say": false,
		"YOU ARE A MORON, as old Peter Smith and Paul Jones and Mary Brown would say": false,
	} {
		m.Score(&s, text)
		if got := s.straight(s.AimInputs(text, 0, &Above{Logit: float32(math.NaN())})); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
