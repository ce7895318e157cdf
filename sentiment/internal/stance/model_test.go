package stance

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/seed-100d3eb7/rejoinder/internal/modelfile"
)

// randomNet returns a network of random numbers with vectors for the words of
// text.
func randomNet(seed uint64, text string) *Params {
	rng := rand.New(rand.NewPCG(seed, 7))
	random := func(n int) []float32 {
		v := make([]float32, n)
		for i := range v {
			v[i] = float32(rng.NormFloat64()) * 0.2
		}
		return v
	}
	const dim, hidden = 6, 5
	p := &Params{Dim: dim, Hidden: hidden, Wide: rowsOf(random(4 * NumFeatures()))}
	var x Extractor
	seen := make([]bool, 1<<RowBits)
	for _, h := range x.Hashes(nil, text) {
		seen[WordRow(h)] = true
	}
	for r, ok := range seen {
		if ok {
			p.Slots = append(p.Slots, uint32(r))
		}
	}
	p.Emb = random(len(p.Slots) * dim)
	p.W1, p.D1, p.B1, p.W2 = random(hidden*Pools*dim), random(DenseSize()*hidden), random(hidden), random(4*hidden)
	return p
}

func decoded(t *testing.T, nets ...*Params) *Model {
	t.Helper()
	b, err := Encode(Card{Name: "test", Prior: Probs{0.25, 0.25, 0.25, 0.25}}, nets)
	if err != nil {
		t.Fatal(err)
	}
	f, err := modelfile.Decode(string(b))
	if err != nil {
		t.Fatal(err)
	}
	m, err := Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// A model of several networks judges by the mean of their log-odds.
func TestModelIsMeanOfNets(t *testing.T) {
	const parent, text = "The old bridge is safe enough.", "No, you are wrong about the bridge, it is not safe."
	a, b := randomNet(1, parent+text), randomNet(2, parent+text)
	for _, ctx := range []Context{{Depth: 1}, {Depth: 1, Root: true}, {Depth: 3, Root: true}} {
		odds := func(m *Model) (z [3]float64) {
			p, g := NewJudge(m).Score(parent, text, true, ctx)
			if g != Readable {
				t.Fatal(g)
			}
			for c := range z {
				z[c] = math.Log(p[c] / p[3])
			}
			return z
		}
		x, y, mean := odds(decoded(t, a)), odds(decoded(t, b)), odds(decoded(t, a, b))
		for c := range mean {
			if want := (x[c] + y[c]) / 2; math.Abs(mean[c]-want) > 0.05 { // eight bits are coarse
				t.Errorf("%+v, class %d: %.3f, want %.3f", ctx, c, mean[c], want)
			}
		}
	}
}

func TestEncodeRefusesUnlikeNets(t *testing.T) {
	a, b := randomNet(1, "one two"), randomNet(2, "one two three")
	if _, err := Encode(Card{}, []*Params{a, b}); err == nil {
		t.Error("networks with vectors for other words are taken together")
	}
	if _, err := Encode(Card{}, nil); err == nil {
		t.Error("a model of no network is encoded")
	}
}

// The stance asked for and the level change what is weighed, not the words.
func TestRootContext(t *testing.T) {
	var x Extractor
	sizes := [3]int{}
	for k, ctx := range []Context{{Depth: 1}, {Depth: 1, Root: true}, {Depth: 2, Root: true}} {
		v := x.Extract("It is on fire.", "That is not true.", true, ctx)
		sizes[k] = len(v.Index)
		for _, i := range v.Index {
			if at := int(i) - DenseSize() - 1<<HashBits; at >= k*DenseSize() {
				t.Errorf("%+v: feature %d of table %d", ctx, i, at/DenseSize())
			}
		}
	}
	if sizes[0] >= sizes[1] || sizes[1] >= sizes[2] {
		t.Errorf("%v features", sizes)
	}
}
