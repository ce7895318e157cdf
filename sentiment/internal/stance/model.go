package stance

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/seed-100d3eb7/rejoinder/internal/modelfile"
	"gonum.org/v1/gonum/blas/blas32"
)

// Pools is how many sums of word vectors the network sees: the head of the
// reply, the reply, the parent, and the product of the last two.
const Pools = 4

// Model is the mean of a few networks trained alike from different starts. Each
// is a softmax regression over all features beside one hidden layer over word
// vectors and the dense features, trained as one. The regressions are kept as
// their mean; vectors and hidden layers of all networks stand side by side. It
// is immutable and safe to share.
type Model struct {
	card   Card
	sha256 string
	nets   int
	dim    int // of one network's word vectors
	hidden int // units of one network

	wide  [][4]float32 // weights of the dense features
	root  [][4]float32 // further ones where Context.Root is set
	hash  string       // int8 weights of the hashed ones
	scale float32      // of hash
	slot  []int32      // number of a row's vectors, -1 where it has none
	emb   []float32    // by slot: nets·dim
	w1    []float32    // nets·hidden × Pools·dim
	d1    []float32    // dense × nets·hidden
	b1    []float32
	w2    []float32 // nets·hidden × 4
}

// Card is the description inside a model file.
type Card struct {
	Name      string   `json:"name"`
	Version   string   `json:"version"`
	Languages []string `json:"languages"`
	Licence   string   `json:"licence"`
	Sources   []string `json:"sources"`
	// Prior is what the probabilities are calibrated for, and what is said of
	// a reply that gives no ground to judge by.
	Prior Probs `json:"prior"`
}

// Card returns the description of the model.
func (m *Model) Card() Card { return m.card }

// SHA256 returns the hexadecimal digest of the model file.
func (m *Model) SHA256() string { return m.sha256 }

// Fingerprint identifies the features that this package computes: a model
// trained on others must not be used.
func Fingerprint() uint32 {
	return mix(hashString(lexiconText), uint32(DenseSize())<<8|rootTables<<6|HashBits)
}

// Params are the numbers of one network, as the trainer leaves them.
type Params struct {
	Dim, Hidden    int
	Wide           [][4]float32 // NumFeatures
	Slots          []uint32     // rows that have a vector, ascending
	Emb            []float32    // by slot
	W1, D1, B1, W2 []float32
}

// Encode returns the model file of the mean of networks of one shape, whose
// rows with vectors are the same. Hashed weights and word vectors are stored
// in eight bits.
func Encode(card Card, nets []*Params) ([]byte, error) {
	c, err := json.Marshal(card)
	if err != nil {
		return nil, err
	}
	if len(nets) == 0 {
		return nil, errShape
	}
	dense, first, share := DenseSize(), nets[0], 1/float32(len(nets))
	wide := make([][4]float32, NumFeatures())
	for _, p := range nets {
		if len(p.Wide) != len(wide) || p.Dim != first.Dim || p.Hidden != first.Hidden || !slices.Equal(p.Slots, first.Slots) {
			return nil, errShape
		}
		for i := range wide {
			for c := range wide[i] {
				wide[i][c] += share * p.Wide[i][c]
			}
		}
	}
	hashed := wide[dense:][:1<<HashBits]
	top := float32(0)
	for _, w := range hashed {
		for _, x := range w {
			top = max(top, abs(x))
		}
	}
	scale := top / 127
	hash := make([]int8, 0, 4<<HashBits)
	for _, w := range hashed {
		for _, x := range w {
			hash = append(hash, round8(x, scale))
		}
	}
	var emb []int8
	var scales []float32
	for i := range first.Slots {
		for _, p := range nets {
			v := p.Emb[i*p.Dim:][:p.Dim]
			top := float32(1e-9)
			for _, x := range v {
				top = max(top, abs(x))
			}
			scales = append(scales, top/127)
			for _, x := range v {
				emb = append(emb, round8(x, top/127))
			}
		}
	}
	var w1, d1, b1, w2 []float32
	for _, p := range nets {
		w1, b1 = append(w1, p.W1...), append(b1, p.B1...)
		for _, x := range p.W2 {
			w2 = append(w2, share*x)
		}
	}
	for i := range dense {
		for _, p := range nets {
			d1 = append(d1, p.D1[i*p.Hidden:][:p.Hidden]...)
		}
	}
	f32 := func(v []float32) []byte { return modelfile.AppendFloat32s(nil, v) }
	return modelfile.Encode(c, []modelfile.Section{
		{Name: "shape", Data: modelfile.AppendUint32s(nil, []uint32{Fingerprint(), uint32(dense), HashBits, RowBits, uint32(first.Dim), uint32(first.Hidden), uint32(len(nets))})},
		{Name: "scale", Data: f32([]float32{scale})},
		{Name: "wide", Data: f32(flat(wide[:dense]))},
		{Name: "root", Data: f32(flat(wide[dense+1<<HashBits:]))},
		{Name: "hash", Data: modelfile.AppendInt8s(nil, hash)},
		{Name: "slots", Data: modelfile.AppendAscending(nil, first.Slots)},
		{Name: "vectors", Data: modelfile.AppendInt8s(nil, emb)},
		{Name: "vectorscales", Data: f32(scales)},
		{Name: "w1", Data: f32(w1)},
		{Name: "d1", Data: f32(d1)},
		{Name: "b1", Data: f32(b1)},
		{Name: "w2", Data: f32(w2)},
	}), nil
}

func flat(rows [][4]float32) (out []float32) {
	for _, w := range rows {
		out = append(out, w[:]...)
	}
	return out
}

func rowsOf(flat []float32) [][4]float32 {
	out := make([][4]float32, len(flat)/4)
	for i := range out {
		out[i] = [4]float32(flat[4*i:])
	}
	return out
}

func abs(x float32) float32 { return float32(math.Abs(float64(x))) }

func round8(x, scale float32) int8 {
	if scale == 0 {
		return 0
	}
	return int8(max(-127, min(127, math.RoundToEven(float64(x/scale)))))
}

var errShape = errors.New("stance: model does not fit this package's features")

// Decode reads a model file. The error tells what does not fit.
func Decode(f *modelfile.File) (*Model, error) {
	m := &Model{sha256: f.SHA256()}
	if err := json.Unmarshal([]byte(f.Card()), &m.card); err != nil {
		return nil, fmt.Errorf("stance: card: %w", err)
	}
	missing := ""
	section := func(name string) string {
		s, ok := f.Section(name)
		if !ok {
			missing = name
		}
		return s
	}
	shape := modelfile.Uint32s(section("shape"))
	if len(shape) != 7 || shape[0] != Fingerprint() || int(shape[1]) != DenseSize() || shape[2] != HashBits || shape[3] != RowBits {
		return nil, errShape
	}
	m.dim, m.hidden, m.nets = int(shape[4]), int(shape[5]), int(shape[6])
	if m.dim < 1 || m.dim > 1024 || m.hidden < 1 || m.hidden > 1024 || m.nets < 1 || m.nets > 16 {
		return nil, errShape
	}
	dense, units, row := DenseSize(), m.nets*m.hidden, m.nets*m.dim
	scale := modelfile.Float32s(section("scale"))
	m.wide = rowsOf(modelfile.Float32s(section("wide")))
	m.root = rowsOf(modelfile.Float32s(section("root")))
	m.hash = section("hash")
	slots := modelfile.Ascending(section("slots"))
	emb := section("vectors")
	scales := modelfile.Float32s(section("vectorscales"))
	m.w1 = modelfile.Float32s(section("w1"))
	m.d1 = modelfile.Float32s(section("d1"))
	m.b1 = modelfile.Float32s(section("b1"))
	m.w2 = modelfile.Float32s(section("w2"))
	if missing != "" {
		return nil, fmt.Errorf("stance: model has no section %q", missing)
	}
	if len(scale) != 1 || len(m.wide) != dense || len(m.root) != rootTables*dense || len(m.hash) != 4<<HashBits ||
		len(emb) != len(slots)*row || len(scales) != len(slots)*m.nets ||
		len(m.w1) != units*Pools*m.dim || len(m.d1) != dense*units || len(m.b1) != units || len(m.w2) != 4*units {
		return nil, errShape
	}
	m.scale = scale[0]
	m.slot = make([]int32, 1<<RowBits)
	for i := range m.slot {
		m.slot[i] = -1
	}
	for i, r := range slots {
		if r >= 1<<RowBits {
			return nil, errShape
		}
		m.slot[r] = int32(i)
	}
	m.emb = make([]float32, len(emb))
	for i := range m.emb {
		m.emb[i] = scales[i/m.dim] * float32(int8(emb[i]))
	}
	return m, nil
}

// scratch is what scoring needs besides the model.
type scratch struct {
	sums [Pools - 1][]float32 // head of the reply, reply, parent: nets·dim
	x, h []float32
	rows Rows
}

// logits scores the features and rows of a pair.
func (m *Model) logits(v *Vector, s *scratch) (z [4]float32) {
	d, units := m.dim, m.nets*m.hidden
	if len(s.x) != Pools*d || len(s.h) != units {
		s.x, s.h = make([]float32, Pools*d), make([]float32, units)
		for k := range s.sums {
			s.sums[k] = make([]float32, m.nets*d)
		}
	}
	copy(s.h, m.b1)
	h := blas32.Vector{N: units, Inc: 1, Data: s.h}
	for i, f := range v.Index {
		x := v.Value[i]
		if f < v.dense {
			w := &m.wide[f]
			for c := range z {
				z[c] += x * w[c]
			}
			blas32.Axpy(x, blas32.Vector{N: units, Inc: 1, Data: m.d1[int(f)*units:]}, h)
			continue
		}
		if f -= v.dense; f >= 1<<HashBits {
			w := &m.root[f-1<<HashBits]
			for c := range z {
				z[c] += x * w[c]
			}
			continue
		}
		w := m.hash[4*f:][:4]
		x *= m.scale
		for c := range z {
			z[c] += x * float32(int8(w[c]))
		}
	}
	head, reply, parent := s.sums[0], s.sums[1], s.sums[2]
	for _, sum := range s.sums {
		clear(sum)
	}
	n := m.pool(head, s.rows.Reply[:s.rows.Head])
	copy(reply, head)
	rescale(reply, n+m.pool(reply, s.rows.Reply[s.rows.Head:]))
	rescale(head, n)
	rescale(parent, m.pool(parent, s.rows.Parent))
	in := blas32.Vector{N: Pools * d, Inc: 1, Data: s.x}
	for net := range m.nets {
		for k, sum := range s.sums {
			copy(s.x[k*d:][:d], sum[net*d:])
		}
		for k := range d {
			s.x[3*d+k] = s.x[d+k] * s.x[2*d+k]
		}
		for k := net * m.hidden; k < (net+1)*m.hidden; k++ {
			a := s.h[k] + blas32.Dot(blas32.Vector{N: Pools * d, Inc: 1, Data: m.w1[k*Pools*d:]}, in)
			if a > 0 {
				for c := range z {
					z[c] += a * m.w2[4*k+c]
				}
			}
		}
	}
	return z
}

// pool adds the vectors of the rows to x and returns how many there were.
func (m *Model) pool(x []float32, rows []uint32) int {
	n, row := 0, m.nets*m.dim
	y := blas32.Vector{N: row, Inc: 1, Data: x}
	for _, r := range rows {
		if s := m.slot[r]; s >= 0 {
			n++
			blas32.Axpy(1, blas32.Vector{N: row, Inc: 1, Data: m.emb[int(s)*row:]}, y)
		}
	}
	return n
}

// rescale turns a sum of n vectors into one whose size does not grow with n.
func rescale(x []float32, n int) {
	if n == 0 {
		return
	}
	s := PoolScale(n)
	for k := range x {
		x[k] *= s
	}
}

// PoolScale is what a sum of n word vectors is multiplied by.
func PoolScale(n int) float32 { return 3 / sqrt(float32(n)+2) }
